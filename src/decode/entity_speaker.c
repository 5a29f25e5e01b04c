/* decode/entity_speaker.c: "I" and "we" go to the speaker of the quotation or to the writer, "you" to whom either addresses. */
#include "decode/entity_work.h"

/* "I", "we", "you": one each for the writer, and one each for the speaker of a quotation. */
static void first_person(cs_ework *w, int32_t *last, int32_t *last_in_quote, int32_t i) {
    const cs_em *p = &w->m[i];
    int slot = p->person == 1 ? (p->number == CS_NUM_PLUR ? 1 : 0) : 2;
    if (p->quote < 0) {
        if (last[slot] >= 0) cs_em_join(w, last[slot], i);
        last[slot] = i;
        return;
    }
    int32_t token = w->speaker[p->quote], speaker = token >= 0 ? w->at[token] : -1, *seen = &last_in_quote[3 * p->quote + slot];
    if (speaker >= 0 && slot < 2) {
        const cs_em *s = &w->m[speaker];
        bool one = s->coarse == CS_COARSE_PERSON && s->number != CS_NUM_PLUR;
        if (one ? slot == 0 : slot == 1) {
            if (cs_em_can_join(w, speaker, i)) cs_em_join(w, speaker, i);
        }
    }
    if (*seen && cs_em_can_join(w, *seen - 1, i)) cs_em_join(w, *seen - 1, i);
    *seen = i + 1;
}

void cs_em_speakers(cs_ework *w) {
    int32_t last[3] = { -1, -1, -1 }, *in_quote = CS_NEW(w->a, int32_t, 3 * (size_t)w->n_quotes + 3);
    for (int32_t i = 0; i < w->n; i++) {
        const cs_em *p = &w->m[i];
        if (p->kind == CS_MENTION_PRONOUN && !p->coordinated && (p->person == 1 || p->person == 2))
            first_person(w, last, in_quote, i);
    }
}
