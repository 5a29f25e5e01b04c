/* What speaks for and against a place being where a trigger's deed was done, as words of data/where.tsv: how the name hangs
 * in the parse, what lies between, what sort of place it is, and how it compares with the sentence's other places. */
#include "decode/where.h"

enum { WORD_MAX = 96, LEMMA_MAX = 24, PATH_MAX = 4 };

typedef struct sink {
    const cs_ev *e;
    int32_t sum;
    const cs_ev_watch *watch;
} sink;

typedef struct word {
    char p[WORD_MAX];
    ptrdiff_t n;
} word;

static void add(word *w, cs_str s) {
    ptrdiff_t n = s.n < WORD_MAX - w->n ? s.n : WORD_MAX - w->n;
    if (n > 0) memcpy(w->p + w->n, s.p, (size_t)n);
    w->n += n > 0 ? n : 0;
}

static void say(sink *s, const char *name, cs_str a, cs_str b) {
    word w = { .n = 0 };
    add(&w, (cs_str){ name, (ptrdiff_t)strlen(name) });
    if (a.p) add(&w, CS_LIT("=")), add(&w, a);
    if (b.p) add(&w, CS_LIT(":")), add(&w, b);
    cs_str key = { w.p, w.n };
    s->sum += cs_lexicon_where(s->e->l, key);
    if (s->watch && s->watch->feature) s->watch->feature(s->watch->ctx, key);
}

static cs_str lit(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }
static cs_str rel_at(const cs_ev *e, int32_t tok) { return lit(cs_deprel_name[cs_tok(&e->t, tok)->deprel]); }
static cs_str lemma_at(const cs_ev *e, int32_t tok) {
    cs_str l = cs_tok(&e->t, tok)->lemma;
    return l.n > LEMMA_MAX ? cs_cut(l, 0, LEMMA_MAX) : l;
}
static cs_str number(int32_t n, int32_t most) {
    static const char *const N[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
    return lit(N[n < 0 ? 0 : n > most ? most : n]);
}
static const cs_str NONE = { NULL, 0 };

/* ---- the way through the parse ---- */

/* Relations from tok up to, not with, top. */
static word way(const cs_ev *e, int32_t tok, int32_t top, int32_t *n) {
    word w = { .n = 0 };
    *n = 0;
    for (; tok >= 0 && tok != top; tok = cs_tok(&e->t, tok)->head, ++*n) {
        if (*n == PATH_MAX) continue;
        if (*n) add(&w, CS_LIT("<"));
        add(&w, rel_at(e, tok));
    }
    if (*n > PATH_MAX) w.n = 0, add(&w, CS_LIT("far"));
    return w;
}

static int32_t meeting(const cs_ev *e, int32_t a, int32_t b) {
    const cs_tree *t = &e->t;
    while (a >= 0 && b >= 0 && a != b) {
        if (t->depth[a] >= t->depth[b])
            a = cs_tok(t, a)->head;
        else
            b = cs_tok(t, b)->head;
    }
    return a >= 0 && b >= 0 ? a : -1;
}

static void nearest_node(const cs_ev *e, int32_t node, cs_site *s) {
    if (node < 0) return;
    int32_t top = meeting(e, s->own, node);
    if (top < 0) return;
    int32_t steps = e->t.depth[s->own] + e->t.depth[node] - 2 * e->t.depth[top];
    if (s->node >= 0 && steps >= s->steps) return;
    s->node = node;
    s->top = top;
    s->steps = steps;
}

void cs_site_locate(const cs_ev *e, const cs_trigger *t, cs_site *s) {
    s->own = cs_conj_top(&e->t, s->tok);
    s->node = s->top = -1;
    s->steps = 0;
    nearest_node(e, t->tok, s);
    nearest_node(e, t->anchor, s);
    nearest_node(e, t->light, s);
    for (ptrdiff_t i = 0; i < t->merged.n; i++) {
        const cs_trigger *m = &e->trig.v[t->merged.v[i]];
        nearest_node(e, m->tok, s);
        nearest_node(e, m->anchor, s);
        nearest_node(e, m->light, s);
    }
}

static void say_way(sink *k, const cs_trigger *t, const cs_site *s) {
    const cs_ev *e = k->e;
    cs_str rel = rel_at(e, s->own), prep = cs_case_of(&e->t, s->own, e->perm), type = lit(cs_type_name[t->row->type]);
    if (!prep.n) prep = CS_LIT("-");
    say(k, "own", rel, prep);
    if (s->own != s->tok) say(k, "conj", rel, NONE);
    if (s->node < 0) {
        say(k, "apart", NONE, NONE);
        return;
    }
    int32_t n_up, n_down, last = s->own;
    word up = way(e, s->own, s->top, &n_up), down = way(e, s->node, s->top, &n_down);
    cs_str u = { up.p, up.n }, d = { down.p, down.n };
    while (last >= 0 && last != s->top && cs_tok(&e->t, last)->head != s->top) last = cs_tok(&e->t, last)->head;
    say(k, "up", u, NONE);
    say(k, "down", d, NONE);
    say(k, "way", u, d);
    say(k, "own+down", (cs_str){ rel.p, rel.n }, d);
    cs_str prep_last = cs_case_of(&e->t, last, e->perm);
    if (n_up > 1) say(k, "at", rel_at(e, last), prep_last.n ? prep_last : CS_LIT("-"));
    if (n_up > 0 && n_down == 0) say(k, "direct", number(n_up, 5), rel_at(e, last));
    say(k, "steps", number(s->steps, 9), NONE);
    say(k, "type", type, prep);
    say(k, "verb", lemma_at(e, t->tok), rel);
    say(k, "verb-prep", lemma_at(e, t->tok), prep);
    say(k, "type-rel", type, rel);
    word pos = { .n = 0 };
    add(&pos, (cs_str){ &t->row->key.pos, 1 });
    add(&pos, t->passive ? CS_LIT("p") : CS_LIT("a"));
    say(k, "pos", (cs_str){ pos.p, pos.n }, rel);
    if (t->light >= 0) say(k, "light", prep, NONE);
    int32_t head = cs_tok(&e->t, s->own)->head;
    if (head >= 0 && head != s->node) {
        say(k, "head", lemma_at(e, head), NONE);
        say(k, "head-prep", lemma_at(e, head), prep);
        say(k, "head-upos", lit(cs_upos_name[cs_tok(&e->t, head)->upos]), d);
    }
}

/* ---- between ---- */

static cs_str bucket(int32_t n) {
    return lit(n <= 1 ? "1" : n == 2 ? "2" : n <= 4 ? "4" : n <= 7 ? "7" : n <= 12 ? "12" : n <= 20 ? "20" : "far");
}

static void say_between(sink *k, const cs_trigger *t, const cs_site *s) {
    const cs_ev *e = k->e;
    int32_t at = s->node >= 0 ? s->node : t->tok, beg = s->tok < at ? s->tok : at, end = s->tok < at ? at : s->tok;
    int32_t verbs = 0, triggers = 0, commas = 0;
    bool quote = false, and = false;
    for (int32_t i = beg + 1; i < end; i++) {
        const cs_token *x = cs_tok(&e->t, i);
        verbs += x->upos == CS_UPOS_VERB;
        triggers += e->trig_at[i] >= 0;
        commas += cs_eq(x->form, CS_LIT(",")) || cs_eq(x->form, CS_LIT(";"));
        quote |=
            cs_eq(x->form, CS_LIT("\"")) || cs_eq(x->form, CS_LIT("\xE2\x80\x9C")) || cs_eq(x->form, CS_LIT("\xE2\x80\x9D"));
        and |= x->deprel == CS_REL_CC && cs_tok(&e->t, x->head < 0 ? i : x->head)->upos == CS_UPOS_VERB;
    }
    cs_str side = s->tok < at ? CS_LIT("before") : CS_LIT("after");
    say(k, "dist", side, bucket(end - beg));
    say(k, "verbs", side, number(verbs, 3));
    say(k, "triggers", side, number(triggers, 2));
    say(k, "commas", side, number(commas, 2));
    if (quote) say(k, "quote", side, NONE);
    if (and) say(k, "and", side, NONE);
    const cs_sentence *sent = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    if (s->tok - sent->beg <= 1) say(k, "opens", number(s->tok - sent->beg, 2), NONE);
}

/* How the nearest other deed of the sentence lies to the place. */
static void say_rivals(sink *k, const cs_trigger *t, const cs_site *s) {
    const cs_ev *e = k->e;
    const cs_sentence *sent = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    int32_t least = INT32_MAX, nearer = 0, mine = t->tok < s->tok ? s->tok - t->tok : t->tok - s->tok;
    for (int32_t i = sent->beg; i < sent->end; i++) {
        int32_t j = e->trig_at[i];
        bool own = j < 0 || &e->trig.v[j] == t;
        for (ptrdiff_t m = 0; !own && m < t->merged.n; m++) own = t->merged.v[m] == j;
        int32_t top = own ? -1 : meeting(e, s->own, i);
        if (top < 0) continue;
        int32_t steps = e->t.depth[s->own] + e->t.depth[i] - 2 * e->t.depth[top], far = i < s->tok ? s->tok - i : i - s->tok;
        if (steps < least) least = steps;
        nearer += far < mine;
    }
    if (least == INT32_MAX) return;
    say(k, "rival", number(4 + (s->node >= 0 ? s->steps : 9) - least, 9), NONE);
    say(k, "rivals", s->tok < t->tok ? CS_LIT("before") : CS_LIT("after"), number(nearer, 2));
}

/* ---- the place, and the others ---- */

/* The words beside the name: "town of", "near", "'s", "police". */
static void say_beside(sink *k, const cs_site *s) {
    const cs_ev *e = k->e;
    int32_t beg = s->tok, end = s->tok + 1, n = (int32_t)e->r->tokens.n, sent = cs_tok(&e->t, s->tok)->sent;
    while (beg > 0 && cs_tok(&e->t, beg - 1)->span.beg >= s->span.beg) beg--;
    while (end < n && cs_tok(&e->t, end)->span.end <= s->span.end) end++;
    if (beg > 0 && cs_tok(&e->t, beg - 1)->sent == sent) {
        say(k, "before", lemma_at(e, beg - 1), NONE);
        bool of = beg > 1 && cs_eq(cs_tok(&e->t, beg - 1)->lower, CS_LIT("of")) && cs_tok(&e->t, beg - 2)->sent == sent;
        if (of) say(k, "before-of", lemma_at(e, beg - 2), NONE);
    }
    if (end < n && cs_tok(&e->t, end)->sent == sent) say(k, "after", lemma_at(e, end), NONE);
    if (cs_eq(cs_tok(&e->t, beg)->lower, CS_LIT("the"))) say(k, "refers", NONE, NONE);
    if (cs_starts(e->r->places.v[s->place].why, CS_LIT("offset: "))) say(k, "offset", NONE, NONE);
}

static cs_str role_over(const cs_ev *e, const cs_trigger *t, const cs_site *s, bool *head) {
    cs_span at = cs_tok(&e->t, s->tok)->span;
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        int32_t tok = r->mention >= 0 ? e->r->mentions.v[r->mention].head : r->token;
        cs_span span = r->mention >= 0 ? e->r->mentions.v[r->mention].span : r->span;
        *head = tok == s->tok;
        if (*head || cs_span_in(at, span)) return lit(cs_role_name_text[r->role]);
    }
    return CS_LIT("none");
}

static void say_place(sink *k, const cs_trigger *t, const cs_site *s) {
    const cs_ev *e = k->e;
    const cs_place *p = &e->r->places.v[s->place];
    cs_str precision = lit(cs_precision_name[p->precision]), rel = rel_at(e, s->own);
    say(k, "kind", precision, NONE);
    say(k, "kind-rel", precision, rel);
    say(k, "point", p->has_point ? CS_LIT("yes") : CS_LIT("no"), NONE);
    bool head = false;
    cs_str role = role_over(e, t, s, &head);
    say(k, "role", role, head ? CS_LIT("is") : CS_LIT("in"));
    say(k, "role-kind", role, precision);
    int32_t own = e->at.narrow[s->tok], around = e->at.cover_wide[s->tok];
    if (own >= 0) say(k, "is", lit(cs_entity_type_name[e->r->entities.v[e->r->mentions.v[own].entity].type]), NONE);
    if (around >= 0 && e->r->mentions.v[around].head != s->tok)
        say(k, "within", lit(cs_entity_type_name[e->r->entities.v[e->r->mentions.v[around].entity].type]),
            lit(cs_mention_kind_name[e->r->mentions.v[around].kind]));
    if (s->in_name) say(k, "in-name", NONE, NONE);
    if (e->trig_at[s->tok] >= 0) say(k, "a-trigger", NONE, NONE);
}

static void say_others(sink *k, const cs_site *all, int32_t n, int32_t self) {
    const cs_site *s = &all[self];
    int32_t least = INT32_MAX, others = 0, nearer = 0, holds = -1, inside = -1;
    for (int32_t i = 0; i < n; i++) {
        const cs_site *o = &all[i];
        if (i == self || o->place == s->place) continue;
        bool in = cs_place_contains(k->e->r, s->place, o->place), out = cs_place_contains(k->e->r, o->place, s->place);
        if (in) holds = i;
        if (out) inside = i;
        if (in || out) continue;
        others++;
        int32_t steps = o->node >= 0 ? o->steps : 20;
        if (steps < least) least = steps;
        nearer += steps < s->steps;
    }
    say(k, "others", number(others, 3), number(nearer, 3));
    if (least < INT32_MAX) say(k, "gap", number(4 + s->steps - least, 9), NONE);
    if (holds >= 0) {
        int32_t gap = all[holds].tok - s->tok;
        say(k, "holds", number(gap < 0 ? -gap : gap, 7), NONE);
        say(k, "holds-gap", number(4 + s->steps - all[holds].steps, 8), NONE);
    }
    if (inside >= 0) say(k, "inside", number(4 + s->steps - all[inside].steps, 8), NONE);
}

int32_t cs_site_score(const cs_ev *e, const cs_trigger *t, const cs_site *all, int32_t n, int32_t self) {
    sink k = { .e = e, .watch = e->watch };
    if (k.watch && k.watch->site) k.watch->site(k.watch->ctx, t->tok, all[self].place, all[self].span);
    say(&k, "bias", NONE, NONE);
    say_way(&k, t, &all[self]);
    say_between(&k, t, &all[self]);
    say_rivals(&k, t, &all[self]);
    say_beside(&k, &all[self]);
    say_place(&k, t, &all[self]);
    say_others(&k, all, n, self);
    return k.sum;
}
