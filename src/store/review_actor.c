/* Actors put together. */
#include "store/review_work.h"
#include "store/same_actor.h"

/* What was summed up with the one name is summed up with the other. */
static casus_status sum_anew(cs_deciding *d, const cs_ids *incidents, const char *what) {
    for (ptrdiff_t i = 0; i < incidents->n; i++) CS_TRY(cs_incident_note(&d->c, incidents->v[i], what, (cs_str){ 0 }));
    return CASUS_OK;
}

/* Those that have a part in no incident cannot be merged: a name that was misspelt would be found out by nobody. */
static casus_status must_have_a_part(cs_deciding *d, cs_str reference, cs_actor_ref *out, cs_ids *incidents) {
    *out = cs_actor_ref_of(reference, d->c.a);
    if (!out->id.n && !out->key.n)
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "expected an actor, its id or \"~\" and its name, but found \"" CS_FMT "\"",
                       CS_ARG(reference));
    CS_TRY(cs_actor_incidents(&d->c, out, incidents));
    if (incidents->n) return CASUS_OK;
    return cs_fail(d->c.err, CASUS_E_INPUT, -1, "no incident has the actor \"" CS_FMT "\"%s", CS_ARG(reference),
                   out->id.n ? " (one without an id is named with ~ before it)" : "");
}

casus_status cs_review_put_actor_merge(cs_deciding *d, cs_str actor, cs_str other) {
    cs_actor_ref goes_on, ends;
    cs_ids of_actor = { 0 }, of_other = { 0 };
    CS_TRY(must_have_a_part(d, actor, &goes_on, &of_actor));
    CS_TRY(must_have_a_part(d, other, &ends, &of_other));
    if (goes_on.id.n ? cs_eq(goes_on.id, ends.id) : !ends.id.n && cs_eq(goes_on.key, ends.key))
        return cs_fail(d->c.err, CASUS_E_INPUT, -1, "the actor \"" CS_FMT "\" cannot be merged with itself", CS_ARG(other));
    CS_TRY(
        cs_review_put_row(d, &(cs_review_row){ .action = "merge", .field = CS_LIT("actor"), .before = other, .after = actor }));
    CS_TRY(sum_anew(d, &of_other, "edited"));
    return cs_incidents_settle(&d->c);
}

casus_status cs_review_undo_actor_merge(cs_deciding *d, cs_str actor) {
    cs_same_actors all;
    cs_ids incidents = { 0 };
    cs_actor_ref to = cs_actor_ref_of(actor, d->c.a);
    CS_TRY(cs_same_actors_of(d->c.db, d->c.a, &all, d->c.err));
    const cs_actor_ref *later = cs_same_actor_for(&all, to.id, to.key);
    CS_TRY(cs_actor_incidents(&d->c, later ? later : &to, &incidents));
    return sum_anew(d, &incidents, "undone");
}
