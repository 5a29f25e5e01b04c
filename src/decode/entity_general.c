/* decode/entity_general.c: "the group", "the country", "the city": general nouns that stand for the nearest name of their sort,
 * where the weights see nothing that they could be: what they were learnt from has few groups. */
#include "decode/entity_work.h"

enum { GENERAL_SENTENCES = 3, GENERAL_TRIES = 60 };

typedef enum general { GENERAL_NONE, GENERAL_BODY, GENERAL_COUNTRY, GENERAL_TOWN } general;

static general general_of(cs_str lemma) {
    if (cs_word_in(lemma, CS_EM_BODY_NOUNS)) return GENERAL_BODY;
    if (cs_word_in(lemma, "country nation")) return GENERAL_COUNTRY;
    return cs_word_in(lemma, "city town village province capital island district") ? GENERAL_TOWN : GENERAL_NONE;
}

static bool general_fits(general g, const cs_em *o) {
    bool country = o->actor && o->actor->state;
    switch (g) {
    case GENERAL_BODY: return o->coarse == CS_COARSE_ORGANIZATION && !country;
    case GENERAL_COUNTRY: return country;
    case GENERAL_TOWN: return o->coarse == CS_COARSE_PLACE && !o->actor;
    default: return false;
    }
}

/* Article and noun alone ("the city", "the city's"), but for what follows a comma. */
static bool is_plain(const cs_ework *w, const cs_em *m) {
    int32_t end = m->head + 1;
    while (end < m->end && !cs_word_in(cs_em_tok(w, end)->lower, ",")) end++;
    end -= end > m->head + 1 && cs_rel(w->t, end - 1, CS_REL_CASE);
    return end - m->beg <= 2;
}

int32_t cs_em_general(const cs_ework *w, int32_t i) {
    const cs_em *m = &w->m[i];
    general g = m->kind == CS_MENTION_NOMINAL && !m->coordinated ? general_of(cs_em_tok(w, m->head)->lemma) : GENERAL_NONE;
    if (!g || (m->det != CS_EM_THE && m->det != CS_EM_THIS) || m->number == CS_NUM_PLUR || !is_plain(w, m)) return -1;
    int tries = 0;
    for (int32_t b = i - 1; b >= 0 && tries++ < GENERAL_TRIES && m->sent - w->m[b].sent <= GENERAL_SENTENCES; b--) {
        const cs_em *o = &w->m[b];
        if (!general_fits(g, o) || o->kind != CS_MENTION_NAME || o->coordinated || !cs_em_can_join(w, b, i)) continue;
        cs_deprel rel = cs_em_tok(w, o->head)->deprel;
        if (rel != CS_REL_COMPOUND && (rel != CS_REL_NMOD || g != GENERAL_BODY)) return b;
    }
    return -1;
}
