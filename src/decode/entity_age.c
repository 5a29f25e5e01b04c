/* decode/entity_age.c: "the 15-year-old", "the teenager", "the victim": what the weights have joined to nobody is the one
 * person of the report of whom it tells that age ("a 15-year-old boy, Ben Hale", "Ben Hale, 15,"), or whom it tells to be
 * struck. */
#include "decode/entity_work.h"

enum { AGE_MAX = 120, TEEN_FROM = 13, TEEN_TO = 19, NO_ONE = -1, SEVERAL = -2 };

static int age_in(cs_str s) {
    cs_i64_result r = cs_parse_i64(s);
    return r.ok && s.n <= 3 && r.value > 0 && r.value < AGE_MAX ? (int)r.value : 0;
}

/* "15-year-old", however it is cut into words. */
static int age_before_year(const cs_ework *w, const cs_em *m) {
    static const char YEAR[] = "-year-old";
    cs_str text = w->r->text;
    uint32_t beg = cs_em_tok(w, m->beg)->span.beg;
    cs_str s = cs_cut(text, beg, cs_em_tok(w, m->head)->span.end);
    ptrdiff_t at = cs_find(s, (cs_str){ YEAR, sizeof YEAR - 1 }), from = at;
    while (from > 0 && s.p[from - 1] >= '0' && s.p[from - 1] <= '9') from--;
    return at > from ? age_in(cs_cut(s, from, at)) : 0;
}

/* "Ben Hale, 15, …", "Ben Hale, aged 15" */
static int age_after(const cs_ework *w, const cs_em *m) {
    int32_t i = m->core_end, n = (int32_t)w->r->tokens.n;
    if (m->kind != CS_MENTION_NAME || i + 2 >= n || !cs_word_in(cs_em_tok(w, i)->lower, ",")) return 0;
    bool aged = cs_word_in(cs_em_tok(w, i + 1)->lower, "aged");
    int age = i + 1 + aged < n ? age_in(cs_em_tok(w, i + 1 + aged)->form) : 0;
    return aged || (i + 2 < n && cs_word_in(cs_em_tok(w, i + 2)->lower, ", .")) ? age : 0;
}

static bool is_one(const cs_em *m) {
    return m->coarse == CS_COARSE_PERSON && m->number != CS_NUM_PLUR && !m->coordinated && m->kind != CS_MENTION_PRONOUN;
}

/* Whether the report tells that he is shot, killed, robbed … */
static bool is_struck(const cs_ework *w, const cs_em *m) {
    static const char VERBS[] =
        "kill murder shoot stab rape abduct kidnap attack beat assault rob wound injure assassinate behead";
    static const char NOUNS[] = "killing murder shooting stabbing rape abduction kidnapping beating assassination death";
    const cs_token *k = cs_em_tok(w, m->head);
    if (k->head < 0) return false;
    if (k->deprel == CS_REL_OBJ || k->deprel == CS_REL_NSUBJ_PASS) return cs_lemma_in(w->t, k->head, VERBS);
    int32_t by = cs_child(w->t, m->head, CS_REL_CASE);
    bool of = k->deprel == CS_REL_NMOD && by >= 0 && cs_word_in(cs_em_tok(w, by)->lower, "of");
    return (of || k->deprel == CS_REL_NMOD_POSS) && cs_lemma_in(w->t, k->head, NOUNS);
}

typedef struct search {
    const uint8_t *age;
    const bool *struck; /* [n] */
    int from, to;       /* ages; 0: the struck */
} search;

/* The one chain that what is looked for is said of, by a mention of it; NO_ONE, or SEVERAL. */
static int32_t only_one(const cs_ework *w, const search *s, int32_t but) {
    int32_t found = NO_ONE;
    for (int32_t i = 0; i < w->n; i++) {
        bool fits = s->from ? s->age[i] >= s->from && s->age[i] <= s->to : s->struck[i] && i < but;
        if (!fits || cs_em_root(w, i) == cs_em_root(w, but)) continue;
        if (found >= 0 && cs_em_root(w, found) != cs_em_root(w, i)) return SEVERAL;
        if (found < 0 || w->m[i].kind == CS_MENTION_NAME) found = i;
    }
    return found;
}

static bool is_named(const cs_ework *w, int32_t i) { return w->name[cs_em_root(w, i)] >= 0; }

void cs_em_ages(cs_ework *w) {
    uint8_t *age = CS_NEW(w->a, uint8_t, (size_t)w->n + 1);
    bool *struck = CS_NEW(w->a, bool, (size_t)w->n + 1);
    for (int32_t i = 0; i < w->n; i++) {
        const cs_em *m = &w->m[i];
        if (!is_one(m)) continue;
        int told = age_before_year(w, m);
        age[i] = (uint8_t)(told ? told : age_after(w, m));
        struck[i] = is_struck(w, m);
    }
    for (int32_t i = 0; i < w->n; i++) {
        const cs_em *m = &w->m[i];
        cs_str noun = cs_em_tok(w, m->head)->lemma;
        bool definite = m->det == CS_EM_THE || m->det == CS_EM_THIS;
        bool teen = cs_word_in(noun, "teenager teen") && (definite || m->det == CS_EM_BARE);
        if (!is_one(m) || m->kind != CS_MENTION_NOMINAL || !(definite || teen)) continue;
        search s = { age, struck, age[i], age[i] };
        if (!age[i] && teen) s.from = TEEN_FROM, s.to = TEEN_TO;
        if (!s.from && !cs_word_in(noun, "victim")) continue;
        int32_t o = only_one(w, &s, i);
        if (o >= 0 && !(is_named(w, i) && is_named(w, o)) && cs_em_can_join(w, o, i)) cs_em_join(w, o, i);
    }
}
