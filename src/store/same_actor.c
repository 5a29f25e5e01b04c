#include "store/same_actor.h"
#include "store/sum.h"

cs_actor_ref cs_actor_ref_of(cs_str reference, cs_arena *a) {
    if (!reference.n || reference.p[0] != '~') return (cs_actor_ref){ .id = reference };
    cs_str name = cs_cut(reference, 1, reference.n);
    return (cs_actor_ref){ .name = name, .key = cs_sum_name_key(name, a) };
}

bool cs_actor_ref_is(const cs_actor_ref *r, cs_str id, cs_str key) {
    return r->id.n ? cs_eq(r->id, id) : !id.n && cs_eq(r->key, key);
}

const cs_actor_ref *cs_same_actor_for(const cs_same_actors *all, cs_str id, cs_str key) {
    for (ptrdiff_t i = 0; i < all->v.n; i++)
        if (cs_actor_ref_is(&all->v.v[i].from, id, key)) return &all->v.v[i].to;
    return NULL;
}

/* A merge is of an actor that has a part of its own, so its target may be merged only later: none leads back. Rows that others
 * wrote into the file may, so no more steps are taken than there are merges. */
static void follow(cs_same_actors *all) {
    for (ptrdiff_t i = 0; i < all->v.n; i++) {
        cs_actor_ref *to = &all->v.v[i].to;
        const cs_actor_ref *next;
        for (ptrdiff_t k = 0; k < all->v.n && (next = cs_same_actor_for(all, to->id, to->key)); k++) *to = *next;
    }
}

casus_status cs_same_actors_of(cs_db *db, cs_arena *a, cs_same_actors *out, cs_err *err) {
    /* `incident is null` is what the index finds: few decisions are about no incident. */
    static const char sql[] =
        "select before, after, id from reviews where incident is null and action = 'merge' and field = 'actor' "
        "and undone_by is null and before is not null and after is not null order by id";
    cs_rows *rows = NULL;
    bool more;
    *out = (cs_same_actors){ 0 };
    CS_TRY(cs_db_ask(db, sql, NULL, 0, &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        cs_str from = cs_dup(a, cs_rows_text(rows, 0)), to = cs_dup(a, cs_rows_text(rows, 1));
        *CS_PUSH(a, &out->v) = (cs_same_actor){ cs_actor_ref_of(from, a), cs_actor_ref_of(to, a), from, cs_rows_int(rows, 2) };
    }
    follow(out);
    return CASUS_OK;
}

static casus_status by_name(cs_change *c, const cs_actor_ref *actor, cs_ids *out) {
    static const char sql[] =
        "select p.name, p.incident from incident_parties p join incidents i on i.id = p.incident "
        "where p.actor is null and i.live = 1 order by p.name";
    cs_rows *rows = NULL;
    cs_str name = { 0 };
    bool more, same = false;
    CS_TRY(cs_db_ask_once(c->db, sql, NULL, 0, &rows, c->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, c->err));
        if (!more) return CASUS_OK;
        cs_str next = cs_rows_text(rows, 0);
        if (!name.n || !cs_eq(next, name)) {
            cs_arena scratch = *c->a;
            same = cs_eq(cs_sum_name_key(next, &scratch), actor->key);
            name = same ? cs_dup(c->a, next) : (cs_str){ 0 };
        }
        if (same) *CS_PUSH(c->a, out) = cs_rows_int(rows, 1);
    }
}

casus_status cs_actor_incidents(cs_change *c, const cs_actor_ref *actor, cs_ids *out) {
    static const char by_id[] =
        "select distinct p.incident from incident_parties p join incidents i on i.id = p.incident "
        "where p.actor = $1 and i.live = 1 order by 1";
    cs_rows *rows = NULL;
    bool more;
    if (actor->id.n) {
        CS_TRY(cs_db_ask(c->db, by_id, CS_VALUES(cs_v_text(actor->id)), &rows, c->err));
        for (;;) {
            CS_TRY(cs_rows_next(rows, &more, c->err));
            if (!more) return CASUS_OK;
            *CS_PUSH(c->a, out) = cs_rows_int(rows, 0);
        }
    }
    CS_TRY(by_name(c, actor, out));
    cs_ids_sort(out);
    return CASUS_OK;
}
