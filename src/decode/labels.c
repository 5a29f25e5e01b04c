#include "decode/labels.h"
#include "base/tsv.h"
#include "base/utf8.h"

static const char *const coarse_name[CS_COARSE_COUNT] = {
#define CS_X(e, n) n,
    CS_COARSE_TYPES(CS_X)
#undef CS_X
};

static cs_str text_of(const char *p) { return (cs_str){ p, (ptrdiff_t)strlen(p) }; }

static casus_status map_names(const cs_labels *l, const char *const *name, int n, const char *what, uint8_t **out, cs_arena *a,
                              cs_err *err) {
    *out = CS_NEW(a, uint8_t, l->n);
    for (int i = 0; i < l->n; i++) {
        int k = 0;
        while (k < n && !cs_eq(l->v[i], text_of(name[k]))) k++;
        if (k == n)
            return cs_fail(err, CASUS_E_MODEL, -1, "the model is incompatible: this program does not know its %s " CS_FMT, what,
                           CS_ARG(l->v[i]));
        (*out)[i] = (uint8_t)k;
    }
    return CASUS_OK;
}

/* "Mood=Ind|Number=Sing|…"; values that no rule asks for (Number=Ptan) are left out. */
static cs_feats parse_feats(cs_str list) {
    cs_feats f = { 0 };
    static const struct {
        const char *text;
        size_t at;
        uint8_t value;
    } known[] = {
        { "Tense=Past", offsetof(cs_feats, tense), CS_TENSE_PAST },
        { "Tense=Pres", offsetof(cs_feats, tense), CS_TENSE_PRES },
        { "Mood=Ind", offsetof(cs_feats, mood), CS_MOOD_IND },
        { "Mood=Imp", offsetof(cs_feats, mood), CS_MOOD_IMP },
        { "Mood=Sub", offsetof(cs_feats, mood), CS_MOOD_SUB },
        { "VerbForm=Fin", offsetof(cs_feats, verbform), CS_VF_FIN },
        { "VerbForm=Inf", offsetof(cs_feats, verbform), CS_VF_INF },
        { "VerbForm=Part", offsetof(cs_feats, verbform), CS_VF_PART },
        { "VerbForm=Ger", offsetof(cs_feats, verbform), CS_VF_GER },
        { "Number=Sing", offsetof(cs_feats, number), CS_NUM_SING },
        { "Number=Plur", offsetof(cs_feats, number), CS_NUM_PLUR },
        { "Person=1", offsetof(cs_feats, person), 1 },
        { "Person=2", offsetof(cs_feats, person), 2 },
        { "Person=3", offsetof(cs_feats, person), 3 },
    };
    for (cs_str item; cs_list_next(&list, '|', &item);) {
        if (cs_eq(item, CS_LIT("Voice=Pass"))) f.passive = true;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (cs_eq(item, text_of(known[i].text))) ((uint8_t *)&f)[known[i].at] = known[i].value;
    }
    return f;
}

casus_status cs_label_maps_make(cs_label_maps *m, const cs_engine *e, cs_arena *a, cs_err *err) {
    CS_TRY(map_names(&e->upos, cs_upos_name, CS_UPOS_COUNT, "tag", &m->upos, a, err));
    CS_TRY(map_names(&e->rels, cs_deprel_name, CS_REL_COUNT, "relation", &m->rel, a, err));
    CS_TRY(map_names(&e->mentions, coarse_name, CS_COARSE_COUNT, "mention type", &m->coarse, a, err));
    m->feats = CS_NEW(a, cs_feats, e->feats.n);
    for (int i = 0; i < e->feats.n; i++) m->feats[i] = parse_feats(e->feats.v[i]);
    m->lemma = CS_NEW(a, cs_lemma_rule, e->lemma.n);
    for (int i = 0; i < e->lemma.n; i++) {
        cs_str rest = e->lemma.v[i], to_case = { 0 }, cut = { 0 };
        bool ok = cs_list_next(&rest, '|', &to_case) && cs_list_next(&rest, '|', &cut) && to_case.n == 1;
        cs_i64_result k = cs_parse_i64(cut);
        if (!ok || !k.ok || k.value < 0 || k.value > 1000 || !memchr("latu", to_case.p[0], 4))
            return cs_fail(err, CASUS_E_MODEL, -1, "the model is incompatible: its lemma rule " CS_FMT " cannot be read",
                           CS_ARG(e->lemma.v[i]));
        m->lemma[i] = (cs_lemma_rule){ to_case.p[0], (int)k.value, rest };
    }
    return CASUS_OK;
}

/* lower is taken as the lower-cased form where it is as long (nothing was made plain in it). */
static cs_str apply_rule(const cs_lemma_rule *rule, cs_str form, cs_str lower, cs_arena *perm) {
    cs_str base = form;
    switch (rule->to_case) {
    case 'l': base = lower.n == form.n ? lower : cs_lower(perm, form); break;
    case 't': base = cs_title(perm, form); break;
    case 'u': base = cs_upper(perm, form); break;
    default: break;
    }
    ptrdiff_t end = base.n;
    for (int i = 0; i < rule->cut; i++) {
        if (!end) return base; /* shorter than what is to be cut: left whole */
        do end--;
        while (end && !cs_utf8_is_start(base.p[end]));
    }
    base = cs_cut(base, 0, end);
    return rule->add.n ? cs_join(perm, base, rule->add) : base;
}

static bool is_vowel(char c) { return memchr("aeiouy", c, 6) != NULL; }

/* Whether no verb's base form ends so, but for a few that the dictionary has (add, need, bring): a consonant doubled before
 * -ed or -ing left as it is (mobb, gunn, repell), with an e besides (repelle), a form not cut at all (mobbed), or an e cut off
 * with it (depos, barricad, execut, pulveris). lemma is in lower case. */
static bool is_odd_verb(cs_str lemma) {
    static const char *const without_e[] = { "ad", "ag", "at", "is", "os", "um", "ut", "iz" };
    ptrdiff_t n = lemma.n, groups = 0;
    if (n < 4) return false;
    const char *end = lemma.p + n;
    for (ptrdiff_t i = 0; i < n; i++) groups += is_vowel(lemma.p[i]) && (i == 0 || !is_vowel(lemma.p[i - 1]));
    if (cs_ends(lemma, CS_LIT("ing"))) return true;
    if (cs_ends(lemma, CS_LIT("ed")) && end[-3] != 'e') return true;
    if (end[-1] == 'e' && end[-2] == end[-3] && !is_vowel(end[-2])) return true;
    if (end[-1] == end[-2] && !is_vowel(end[-1])) return memchr("bdgmnprt", end[-1], 8) || (end[-1] == 'l' && groups > 1);
    if (end[-1] == 'v' || (end[-1] == 'c' && !is_vowel(end[-2]))) return true;
    for (size_t i = 0; i < sizeof without_e / sizeof *without_e; i++)
        if (groups > 1 && cs_ends(lemma, text_of(without_e[i])) && !is_vowel(end[-3])) return true;
    return false;
}

/* Rules for one irregular verb (brought) or for another spelling: no way to make a verb that the dictionary lacks. A y comes
 * back only where an i stood for it (carried). */
static bool is_odd_rule(const cs_lemma_rule *rule, cs_str form) {
    if (!rule->add.n || cs_eq(rule->add, CS_LIT("e"))) return false;
    if (!cs_eq(rule->add, CS_LIT("y")) || rule->cut < 1 || rule->cut > form.n) return true;
    char c = form.p[form.n - rule->cut];
    return c != 'i' && c != 'I';
}

/* A form in -ed or -ing without it, and without the consonant doubled before it (repelled); n == 0 for other forms. */
static cs_str regular_stem(cs_str lower) {
    ptrdiff_t cut = cs_ends(lower, CS_LIT("ed")) ? 2 : cs_ends(lower, CS_LIT("ing")) ? 3 : 0;
    cs_str stem = cs_cut(lower, 0, lower.n - cut);
    if (!cut || stem.n < 3) return (cs_str){ 0 };
    bool doubled = stem.p[stem.n - 1] == stem.p[stem.n - 2] && is_odd_verb(stem);
    return doubled ? cs_cut(stem, 0, stem.n - 1) : stem;
}

cs_str cs_lemma_of(const cs_engine *e, const cs_label_maps *m, const cs_token *t, const uint16_t *rules, cs_arena *perm) {
    cs_str tag = text_of(cs_upos_name[t->upos]), spelt = { 0 };
    if (t->upos != CS_UPOS_PROPN) {
        cs_str found = cs_lemma_find(&e->dict, t->lower, tag);
        if (!found.n && t->upos == CS_UPOS_AUX) found = cs_lemma_find(&e->dict, t->lower, CS_LIT("VERB"));
        if (found.n) return cs_eq(found, t->lower) ? t->lower : cs_dup(perm, found);
        for (int i = 0; i < CS_LEMMA_TRIES; i++) {
            cs_str lemma = apply_rule(&m->lemma[rules[i]], t->form, t->lower, perm);
            if (i < CS_LEMMA_KNOWN_TRIES && lemma.n && cs_lemma_known(&e->dict, lemma, tag)) return lemma;
            if (spelt.n || !lemma.n || t->upos != CS_UPOS_VERB || is_odd_rule(&m->lemma[rules[i]], t->form)) continue;
            if (!is_odd_verb(lemma)) spelt = lemma;
        }
    }
    if (!spelt.n && t->upos == CS_UPOS_VERB) spelt = regular_stem(t->lower);
    if (spelt.n) return spelt;
    cs_str lemma = apply_rule(&m->lemma[rules[0]], t->form, t->lower, perm);
    return lemma.n ? lemma : t->lower;
}
