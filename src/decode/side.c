/* Whose side somebody is on: the body that the register or the phrase names behind a person, a unit, a paper. All organs of a
 * state are one side, and so are a group and its parts and its mouthpieces. */
#include "decode/event_parts.h"

enum { HOPS_MAX = 4, MENTIONS_MAX = 8 };

/* An organ of a state, or its head. */
static bool is_organ(cs_str sector) { return sector.n && cs_word_in(sector, "GOV MIL COP SPY"); }

static cs_str side_of_actor(const cs_ev *e, cs_str id) {
    for (int n = 0; n < HOPS_MAX; n++) {
        const cs_actor *a = cs_actors_by_id(&e->l->actors, id);
        if (!a) return (cs_str){ 0 };
        const cs_actor_term *term = cs_actor_term_on(a, e->r->published);
        cs_str up = term && a->type == CS_ENT_PERSON ? term->of : (cs_str){ 0 };
        for (int32_t i = 0; i < a->n_links && !up.n; i++)
            if (a->link[i].kind == CS_T_PART_OF || a->link[i].kind == CS_T_MEMBER_OF) up = a->link[i].to;
        if (!up.n && a->country[0] && (a->state || is_organ(term ? term->sector : a->sector)))
            return cs_printf(e->perm, "state %s", a->country);
        if (!up.n) return a->id;
        id = up;
    }
    return id;
}

/* Whether the phrase headed by `inner` says whose the one headed by `outer` is: "M-19 commander", "police of X", "X's men". */
static bool says_whose(const cs_ev *e, int32_t inner, int32_t outer) {
    for (int n = 0; n < HOPS_MAX && inner >= 0 && inner != outer; n++) {
        uint8_t rel = cs_tok(&e->t, inner)->deprel;
        bool of = rel == CS_REL_NMOD && cs_eq(cs_case_of(&e->t, inner, e->perm), CS_LIT("of"));
        if (!of && rel != CS_REL_COMPOUND && rel != CS_REL_NMOD_POSS && rel != CS_REL_NMOD_DESC && rel != CS_REL_FLAT &&
            rel != CS_REL_APPOS)
            return false;
        inner = cs_tok(&e->t, inner)->head;
    }
    return inner == outer;
}

static bool is_body(uint8_t type) {
    return type == CS_ENT_GROUP || type == CS_ENT_ORGANISATION || type == CS_ENT_FORCE || type == CS_ENT_GOVERNMENT ||
           type == CS_ENT_PARTY;
}

/* Who stands inside the phrase as the one whose it is; -1: nobody. Mentions are in text order, outer before inner. */
static int32_t owner_in(const cs_ev *e, int32_t mention) {
    const cs_mention *m = &e->r->mentions.v[mention];
    for (ptrdiff_t k = mention + 1; k < e->r->mentions.n && e->r->mentions.v[k].beg < m->end; k++) {
        const cs_mention *x = &e->r->mentions.v[k];
        const cs_entity *y = &e->r->entities.v[x->entity];
        bool known = is_body(y->type) || x->kind == CS_MENTION_PRONOUN;
        if (x->entity != m->entity && x->end <= m->end && known && says_whose(e, x->head, m->head)) return x->entity;
    }
    return -1;
}

cs_str cs_side_of(const cs_ev *e, int32_t entity) {
    for (int n = 0; n < HOPS_MAX && entity >= 0; n++) {
        const cs_entity *x = &e->r->entities.v[entity];
        if (x->actor.n) return side_of_actor(e, x->actor);
        if (x->country[0] && is_organ(x->sector)) return cs_printf(e->perm, "state %s", x->country);
        int32_t owner = -1;
        for (int32_t i = 0; i < x->n_mentions && i < MENTIONS_MAX && owner < 0; i++) owner = owner_in(e, x->mentions[i]);
        if (owner < 0) return is_body(x->type) ? cs_printf(e->perm, "entity %d", entity) : (cs_str){ 0 };
        entity = owner;
    }
    return (cs_str){ 0 };
}

/* "our comrades" in somebody's mouth are theirs. */
static bool speaks_of_own(const cs_ev *e, const cs_role *role) {
    if (role->mention < 0) return cs_word_in(cs_tok(&e->t, role->token)->lower, "we us i me");
    const cs_mention *m = &e->r->mentions.v[role->mention];
    for (int32_t i = m->beg; i < m->end; i++)
        if (cs_word_in(cs_tok(&e->t, i)->lower, "we us our i me my") && (i == m->head || says_whose(e, i, m->head)))
            return true;
    return false;
}

bool cs_same_side(const cs_ev *e, const cs_attribution *a, const cs_role *role) {
    if (a->kind == CS_ATTR_QUOTE && speaks_of_own(e, role)) return true;
    if (a->source_entity < 0 || role->entity < 0) return false;
    if (a->source_entity == role->entity) return true;
    cs_str s = cs_side_of(e, a->source_entity);
    return s.n && cs_eq(s, cs_side_of(e, role->entity));
}
