/* Places of a trigger: place names that hang from its clause by a preposition of place, the finest of each chain. */
#include "decode/event_parts.h"

typedef struct found {
    int32_t place, tok, cost;
} found;

static const char AT[] =
    "in at near on around outside inside within into across throughout over off along toward towards between from "
    "through next_to close_to beside against of";

/* The token of a mention that hangs from outside it. */
static int32_t head_in(const cs_ev *e, cs_span s, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end; i++) {
        const cs_token *t = cs_tok(&e->t, i);
        if (!cs_span_in(t->span, s)) continue;
        if (t->head < 0 || !cs_span_in(cs_tok(&e->t, t->head)->span, s)) return i;
    }
    return -1;
}

/* Whether the place is itself a party that acts ("Moscow attacked"), not merely within its description. */
static bool is_agent_like(const cs_ev *e, const cs_trigger *t, cs_span s) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        bool does = r->role == CS_ROLE_AGENT || r->role == CS_ROLE_FROM || r->role == CS_ROLE_OTHER_PARTY;
        cs_span head = r->mention >= 0 ? cs_tok(&e->t, e->r->mentions.v[r->mention].head)->span : r->span;
        if (does && cs_span_meet(head, s)) return true;
    }
    return false;
}

/* Verbs that say of an event noun no more than that it took place: what places them places the event. Any other verb has an
 * event of its own ("the attack has highlighted dangers in the region"). */
static bool tells_occurrence(const cs_ev *e, const cs_trigger *t, int32_t verb) {
    if (t->row->key.pos != 'n' || verb == t->light) return true;
    if (e->trig_at[verb] >= 0 && e->trig.v[e->trig_at[verb]].row->type == t->row->type) return true;
    return cs_lemma_in(&e->t, verb,
                       "take occur happen be hold begin start end continue resume follow erupt break come unfold strike hit "
                       "target leave cause report hear see kill claim carry last rage spread intensify escalate");
}

/* Steps from a place's token up to the trigger or its clause; -1 when another trigger or clause lies between. */
static int32_t cost_of(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    const cs_tree *tr = &e->t;
    int32_t clause = cs_clause_of(tr, t->light >= 0 && cs_above(tr, t->light, t->tok) ? t->light : t->anchor), cost = 0;
    for (int32_t x = tok; x >= 0; x = cs_tok(tr, x)->head, cost++) {
        if (x == t->tok || x == t->anchor || x == t->light) return cost;
        if (x == clause) return tells_occurrence(e, t, clause) ? cost + 2 : -1;
        if (x != tok && cs_tok(tr, x)->upos == CS_UPOS_VERB && e->trig_at[x] >= 0 && !cs_above(tr, x, t->tok)) return -1;
        bool of_noun = cs_rel(tr, x, CS_REL_ACL) || (cs_rel(tr, x, CS_REL_ACL_RELCL) && e->trig_at[x] < 0);
        if (cs_is_clausal(cs_tok(tr, x)->deprel) && x != tok && !of_noun) {
            /* a clause that is not the trigger's: only one that the trigger hangs from, such as the main clause of "killing …"
             */
            if (!cs_above(tr, x, t->tok)) return -1;
            return cs_rel(tr, t->tok, CS_REL_CCOMP) ? -1 : cost + 4;
        }
    }
    return -1;
}

static bool locative(const cs_ev *e, int32_t tok) {
    tok = cs_conj_top(&e->t, tok);
    const cs_token *t = cs_tok(&e->t, tok);
    if (t->deprel == CS_REL_APPOS) return true;
    if (t->deprel == CS_REL_OBJ || t->deprel == CS_REL_NSUBJ_PASS || t->deprel == CS_REL_COMPOUND ||
        t->deprel == CS_REL_NMOD_POSS)
        return true;
    if (t->deprel == CS_REL_OBL || t->deprel == CS_REL_NMOD) return cs_word_in(cs_case_of(&e->t, tok, e->perm), AT);
    return t->deprel == CS_REL_ROOT || t->deprel == CS_REL_OBL_UNMARKED || t->deprel == CS_REL_NMOD_UNMARKED;
}

static bool contains(const cs_ev *e, int32_t outer, int32_t inner) {
    for (int32_t x = e->r->places.v[inner].parent, n = 0; x >= 0 && n < 8; x = e->r->places.v[x].parent, n++)
        if (x == outer) return true;
    const cs_place *a = &e->r->places.v[outer], *b = &e->r->places.v[inner];
    if (!a->country[0] || strcmp(a->country, b->country) || outer == inner) return false;
    if (a->precision == CS_PREC_COUNTRY) return b->precision != CS_PREC_COUNTRY;
    return a->precision == CS_PREC_PROVINCE && b->precision < CS_PREC_PROVINCE && a->admin1.n && cs_eq(a->admin1, b->admin1);
}

/* "March 12": the month is no town in England. */
static bool within_time(const cs_ev *e, cs_span s) {
    for (ptrdiff_t i = 0; i < e->r->times.n; i++)
        if (e->r->times.v[i].has_span && cs_span_in(s, e->r->times.v[i].span)) return true;
    return false;
}

/* "the Banner of the Sahel": a place within the name of a body is not where something was. */
static bool within_name(const cs_ev *e, int32_t tok) {
    int32_t m = e->at.cover_wide[tok];
    for (int32_t k = 0; k < 3 && m >= 0; k++) {
        const cs_mention *x = &e->r->mentions.v[m];
        uint8_t type = e->r->entities.v[x->entity].type;
        if (x->kind == CS_MENTION_NAME && x->head != tok && type >= CS_ENT_GROUP && type <= CS_ENT_PARTY) return true;
        int32_t inner = e->at.cover[tok];
        if (inner == m) break;
        m = inner;
    }
    return false;
}

static void collect(cs_ev *e, const cs_trigger *t, void *list) {
    CS_VEC(found) *out = list;
    const cs_sentence *s = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    for (int32_t p = 0; p < e->r->places.n; p++) {
        const cs_place *place = &e->r->places.v[p];
        for (int32_t k = 0; k < place->n_mentions; k++) {
            if (!cs_span_in(place->mentions[k], s->span) || within_time(e, place->mentions[k]) ||
                is_agent_like(e, t, place->mentions[k]))
                continue;
            int32_t tok = head_in(e, place->mentions[k], s->beg, s->end), cost = tok < 0 ? -1 : cost_of(e, t, tok);
            if (cost < 0 || !locative(e, tok) || within_name(e, tok)) continue;
            if (place->precision == CS_PREC_COUNTRY && cs_rel(&e->t, tok, CS_REL_COMPOUND))
                continue; /* "a U.S. strike" is by the U.S. */
            bool one_word = cs_span_in(place->mentions[k], cs_tok(&e->t, tok)->span);
            if (one_word && !place->has_point && cs_lexicon_noun(e->l, cs_tok(&e->t, tok)->lower))
                continue; /* "AREA" in a report in capitals */
            *CS_PUSH(e->perm, out) = (found){ p, tok, cost };
        }
    }
}

void cs_event_where(cs_ev *e, const cs_trigger *t, cs_statement *s) {
    CS_VEC(found) all = { 0 };
    collect(e, t, &all);
    for (ptrdiff_t i = 0; i < t->merged.n; i++) collect(e, &e->trig.v[t->merged.v[i]], &all);
    int32_t least = INT32_MAX;
    for (ptrdiff_t i = 0; i < all.n; i++)
        if (all.v[i].cost < least) least = all.v[i].cost;
    for (ptrdiff_t i = 0; i < all.n; i++) {
        bool coarse = false, seen = false;
        for (ptrdiff_t k = 0; k < all.n; k++) coarse |= contains(e, all.v[i].place, all.v[k].place);
        for (ptrdiff_t k = 0; k < s->where.n; k++) seen |= s->where.v[k] == all.v[i].place;
        bool near = all.v[i].cost <= least + 1;
        for (ptrdiff_t k = 0; k < all.n; k++) near |= all.v[k].cost == least && contains(e, all.v[k].place, all.v[i].place);
        if (!coarse && !seen && near) *CS_PUSH(e->perm, &s->where) = all.v[i].place;
    }
    if (s->where.n) *CS_PUSH(e->perm, &s->why) = (cs_why){ "where", CS_LIT("where:clause") };
}
