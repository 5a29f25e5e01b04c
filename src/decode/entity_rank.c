/* decode/entity_rank.c: each mention that no rule has joined yet goes to the earlier chain that is most likely by the weights,
 * or begins one where that is likelier (mention ranking: Denis and Baldridge 2008, Durrett and Klein 2013). What cannot be is
 * barred before by rule: gender, number, types (cs_em_can_join), a word that sets a noun apart, and a pronoun beside its
 * antecedent under one verb. */
#include "decode/entity_rank.h"

/* Mentions looked at in the text before one; sentences back; and of those further back with the same noun. */
enum { WINDOW = 100, WINDOW_SENTENCES = 12, SAME_MAX = 8, SAME_SENTENCES = 40, NEAR_SENTENCES = 3 };
enum { CANDIDATES_MAX = WINDOW + SAME_MAX, NEVER = -1000000 };
/* How much likelier than the best chain a new one must be: the weights join too little; chosen on GUM dev. */
enum { LENIENCE = CS_EM_NAT / 2 };

typedef struct ranker {
    cs_ework *w;
    cs_em_single *s;
    cs_em_sum *sum;          /* [n]: of a mention as the earlier one */
    cs_em_chain *chain;      /* at a chain's root */
    int32_t *before;         /* [n]: 1 + the mention before with the same noun, 0: none */
    int32_t *near, *near_of; /* of the root, for the mention near_of - 1 */
    cs_map nouns;
} ranker;

typedef struct candidates {
    int32_t at[CANDIDATES_MAX], score[CANDIDATES_MAX], n; /* nearest first */
} candidates;

/* The verb or predicate whose argument the token is, or -1. */
static int32_t argument_of(const cs_ework *w, int32_t token) {
    int32_t top = cs_conj_top(w->t, token);
    const cs_token *k = cs_em_tok(w, top);
    bool argument = cs_is_subject(k->deprel) || k->deprel == CS_REL_OBJ || k->deprel == CS_REL_IOBJ ||
                    k->deprel == CS_REL_OBL || k->deprel == CS_REL_OBL_AGENT;
    return argument ? k->head : -1;
}

/* Whether a clause that modifies the noun lies between them: "the man who lost his leg". */
static bool is_in_clause_of(const cs_ework *w, int32_t token, int32_t noun) {
    for (int32_t i = token; i >= 0 && i != noun; i = cs_em_tok(w, i)->head) {
        cs_deprel rel = cs_em_tok(w, i)->deprel;
        if (rel == CS_REL_ACL_RELCL || rel == CS_REL_ACL) return true;
    }
    return false;
}

static bool is_barred(const cs_ework *w, const cs_em *p, const cs_em *o) {
    if (o->beg <= p->beg && p->end <= o->end && !is_in_clause_of(w, p->head, o->head)) return true; /* i within i */
    if (o->coordinated && o->head == p->head) return true;
    cs_str word = cs_em_tok(w, p->head)->lower;
    if (cs_ends(word, CS_LIT("self")) || cs_ends(word, CS_LIT("selves"))) return false;
    int32_t g = argument_of(w, p->head);
    return g >= 0 && (argument_of(w, o->head) == g || o->head == g);
}

static bool types_agree(const cs_em *p, const cs_em *o) {
    bool person = p->coarse == CS_COARSE_PERSON, other = o->coarse == CS_COARSE_PERSON;
    if (p->gender == CS_EM_THING) return !other;
    if (p->number == CS_NUM_SING) return other || o->coarse == CS_COARSE_OTHER; /* he, she */
    if (o->coarse == CS_COARSE_TIME) return false;
    return person == other || (person && o->coarse == CS_COARSE_ORGANIZATION) || (other && p->coarse == CS_COARSE_ORGANIZATION);
}

static bool is_possible(const cs_ework *w, int32_t o, int32_t i) {
    const cs_em *p = &w->m[i], *m = &w->m[o];
    if (p->person == 3 && (is_barred(w, p, m) || !types_agree(p, m))) return false;
    return cs_em_can_join(w, o, i);
}

/* ---- the mentions before ---- */

static void add(const ranker *k, candidates *c, int32_t o, int32_t i, bool near) {
    int32_t root = cs_em_root(k->w, o);
    if (!is_possible(k->w, o, i)) return;
    if (k->near_of[root] != i + 1) k->near_of[root] = i + 1, k->near[root] = 0;
    k->near[root] += near;
    c->at[c->n++] = o;
}

static cs_str key_of(const ranker *k, int32_t i) {
    cs_ework *w = k->w;
    cs_str s = cs_em_tok(w, w->m[i].head)->lemma;
    char *out = CS_NEW(w->a, char, s.n + 1);
    for (ptrdiff_t n = 0; n < s.n; n++) out[n] = s.p[n] >= 'A' && s.p[n] <= 'Z' ? (char)(s.p[n] + 32) : s.p[n];
    return (cs_str){ out, s.n };
}

static void collect(const ranker *k, int32_t i, cs_str key, candidates *c) {
    const cs_ework *w = k->w;
    int32_t sent = w->m[i].sent, o = i - 1;
    for (; o >= 0 && c->n < WINDOW && i - o <= WINDOW && sent - w->m[o].sent <= WINDOW_SENTENCES; o--)
        add(k, c, o, i, sent - w->m[o].sent <= NEAR_SENTENCES);
    const uint32_t *at = cs_map_get(&k->nouns, key);
    int tries = 0;
    for (int32_t b = at ? (int32_t)*at - 1 : -1; b >= 0 && tries < SAME_MAX && sent - w->m[b].sent <= SAME_SENTENCES;
         b = k->before[b] - 1)
        if (b <= o) add(k, c, b, i, false), tries++;
}

/* How near the last mention with the same noun is. */
static int again_of(const ranker *k, int32_t i, cs_str key) {
    const uint32_t *at = cs_map_get(&k->nouns, key);
    if (!at) return 0;
    int32_t apart = k->w->m[i].sent - k->w->m[*at - 1].sent;
    return apart <= 2 ? 1 : apart <= 8 ? 2 : 3;
}

/* e to the power of -under / CS_EM_NAT, in units of 1 / 65536; the same everywhere, as that of the C library is not. */
static uint32_t likelihood(int32_t under) {
    static const uint32_t whole[] = { 65536, 24109, 8869, 3263, 1200, 442, 162, 60, 22, 8, 3, 1 },
                          part[] = { 65536, 61565, 57835, 54331, 51039, 47947, 45042, 42313,
                                     39750, 37341, 35079, 32954, 30957, 29081, 27319, 25664 };
    enum { WHOLE = sizeof whole / sizeof *whole, PARTS = sizeof part / sizeof *part };
    int32_t n = under * PARTS / CS_EM_NAT;
    return n < WHOLE * PARTS ? (uint32_t)(((uint64_t)whole[n / PARTS] * part[n % PARTS]) >> 16) : 0;
}

/* The chain whose mentions together are most likely, by its nearest mention; -1: a new chain is likelier than any. */
static int32_t likeliest(const ranker *k, const candidates *c, int32_t score_new) {
    int32_t roots[CANDIDATES_MAX], nearest[CANDIDATES_MAX], n = 0, top = score_new, best = -1;
    uint32_t sum[CANDIDATES_MAX], most;
    for (int32_t i = 0; i < c->n; i++)
        if (c->score[i] > top) top = c->score[i];
    for (int32_t i = 0; i < c->n; i++) {
        int32_t root = cs_em_root(k->w, c->at[i]), j = 0;
        while (j < n && roots[j] != root) j++;
        if (j == n) roots[n] = root, nearest[n] = c->at[i], sum[n++] = 0;
        sum[j] += likelihood(top - c->score[i]);
    }
    most = likelihood(top - score_new);
    for (int32_t j = 0; j < n; j++)
        if (sum[j] > most) most = sum[j], best = nearest[j];
    return best;
}

static int32_t best_of(const ranker *k, int32_t i, cs_str key, candidates *c) {
    const cs_ework *w = k->w;
    cs_em_traits x = { 0 };
    cs_em_sum later = { 0 };
    cs_em_traits_later(&k->s[i], again_of(k, i, key), &x);
    cs_em_sum_add(&later, &x, 0, CS_EM_LATER_COUNT);
    if (w->watch) w->watch->seen(w->watch->ctx, &x, -1);
    for (int32_t n = 0; n < c->n; n++) {
        int32_t o = c->at[n], root = cs_em_root(w, o);
        cs_em_chain chain = k->chain[root];
        chain.near = k->near[root];
        cs_em_traits_pair(w, k->s, &chain, i, o, n, &x);
        bool other = x.v[CS_EM_HEAD_TRAIT] == 1 && x.v[CS_EM_MORE_TRAIT] % 3 == 2; /* "the old chapel" after "a chapel" */
        c->score[n] = other ? NEVER : cs_em_score_pair(&later, &k->sum[o], &x);
        if (!w->watch) continue;
        cs_em_traits_earlier(&k->s[o], &x);
        w->watch->seen(w->watch->ctx, &x, o);
    }
    return w->watch ? w->watch->choice(w->watch->ctx) : likeliest(k, c, cs_em_score_new(&later) - LENIENCE);
}

/* The widest mention with that head before m that m can be, or -1. */
static int32_t headed(const cs_ework *w, int32_t head, int32_t m) {
    for (int32_t o = m - 1; o >= 0 && m - o <= WINDOW; o--)
        if (w->m[o].head == head && w->m[o].coordinated && is_possible(w, o, m)) return o;
    int32_t o = w->at[head];
    return o >= 0 && o < m && is_possible(w, o, m) ? o : -1;
}

/* "Many members said they would stay away", "Guards heard it. They ran": whom the weights find no one for is the subject of the
 * clause around his own, else of the sentence before. -1: neither can be. */
static int32_t subject_before(const cs_ework *w, int32_t m) {
    enum { CLAUSES = 3 };
    const cs_em *p = &w->m[m];
    int32_t verb = cs_em_tok(w, p->head)->head, found;
    if (p->kind != CS_MENTION_PRONOUN || !cs_word_in(cs_em_tok(w, p->head)->lower, "they he she") || verb < 0) return -1;
    if (!cs_is_subject(cs_em_tok(w, p->head)->deprel)) return -1;
    for (int n = 0; n < CLAUSES; n++) {
        verb = cs_em_tok(w, verb)->head;
        int32_t s = verb >= 0 ? cs_subject_of(w->t, verb) : -1;
        if (s >= 0 && s < p->head && (found = headed(w, s, m)) >= 0) return found;
        if (verb < 0) break;
    }
    const cs_sentence *before = p->sent > 0 ? &w->r->sentences.v[p->sent - 1] : NULL;
    if (!before || verb >= 0 || before->paragraph != w->r->sentences.v[p->sent].paragraph || before->root < 0) return -1;
    int32_t s = cs_subject_of(w->t, before->root);
    return s >= 0 ? headed(w, s, m) : -1;
}

static void remember(ranker *k, int32_t i, cs_str key) {
    cs_ework *w = k->w;
    uint32_t *at = cs_map_put(w->a, &k->nouns, key, NULL);
    k->before[i] = (int32_t)*at;
    *at = (uint32_t)i + 1;
    cs_em_traits x;
    cs_em_traits_earlier(&k->s[i], &x);
    cs_em_sum_add(&k->sum[i], &x, CS_EM_LATER_COUNT, CS_EM_SINGLE_COUNT);
    cs_em_chain *c = &k->chain[cs_em_root(w, i)];
    c->size++;
    c->last = i;
    c->named |= w->m[i].kind == CS_MENTION_NAME;
    c->described |= w->m[i].kind == CS_MENTION_NOMINAL;
}

/* Names, "I", "we" and "you" are joined before or begin a chain, and so do predicates ("he is no pilot") and "a gunman". */
static bool is_open(const cs_ework *w, const cs_em *m) {
    bool begins = m->det == CS_EM_A || m->det == CS_EM_NO || cs_child(w->t, m->head, CS_REL_COP) >= 0;
    return m->person != 1 && m->person != 2 && m->kind != CS_MENTION_NAME && !(m->kind == CS_MENTION_NOMINAL && begins);
}

void cs_em_rank(cs_ework *w) {
    size_t n = (size_t)w->n + 1;
    ranker k = { .w = w,
                 .s = CS_NEW(w->a, cs_em_single, n),
                 .sum = CS_NEW(w->a, cs_em_sum, n),
                 .chain = CS_NEW(w->a, cs_em_chain, n),
                 .before = CS_NEW(w->a, int32_t, n),
                 .near = CS_NEW(w->a, int32_t, n),
                 .near_of = CS_NEW(w->a, int32_t, n) };
    for (int32_t i = 0; i < w->n; i++) {
        cs_em_single_of(w, i, &k.s[i]);
        cs_str key = key_of(&k, i);
        if (cs_em_root(w, i) == i && is_open(w, &w->m[i]) && (!w->watch || w->watch->begin(w->watch->ctx, w, i))) {
            candidates c;
            c.n = 0;
            collect(&k, i, key, &c);
            int32_t o = c.n || w->watch ? best_of(&k, i, key, &c) : -1;
            if (o < 0 && !w->watch) o = cs_em_general(w, i);
            if (o < 0 && !w->watch) o = subject_before(w, i);
            if (o >= 0) cs_em_join(w, o, i);
        }
        remember(&k, i, key);
    }
}
