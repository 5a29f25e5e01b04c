/* Actors and places of incidents, counted when they are asked for: of an incident's parties there is a table, of actors none,
 * so all parties are gone through. What is told of an actor (name, type, …) is what most of his rows say. */
#include "base/map.h"
#include "store/page.h"
#include "store/told.h"
#include "store/view_work.h"
#include <ctype.h>
#include <stdlib.h>

/* ---- actors ---- */

/* A name, type, sector and country under which an actor is told of. */
typedef struct guise {
    cs_str name, type, sector, country;
    int64_t n, n_incidents, n_agent, n_recipient;
    int64_t last[3]; /* the incident that was counted last, of each of the three */
    uint32_t next;   /* of the same actor; 0: none. Numbers from 1 */
} guise;

typedef struct actor {
    cs_str key; /* id, or ~name */
    guise all;
    uint32_t first; /* guise */
} actor;

typedef struct actors {
    cs_map index, guise_index; /* by key; by what is told of an actor */
    CS_VEC(actor) v;
    CS_VEC(guise) guises;
} actors;

static bool holds(cs_str s, cs_str words) {
    for (ptrdiff_t i = 0; i + words.n <= s.n; i++) {
        ptrdiff_t k = 0;
        while (k < words.n && tolower((unsigned char)s.p[i + k]) == tolower((unsigned char)words.p[k])) k++;
        if (k == words.n) return true;
    }
    return false;
}

/* Most are known already, so no memory is taken to look. */
enum { KEY_BYTES = 256 };
static actor *actor_of(actors *all, cs_str id, cs_str name, cs_arena *a) {
    char bytes[KEY_BYTES] = "~";
    cs_str key = id;
    if (!id.n && name.n < KEY_BYTES) {
        if (name.n) memcpy(bytes + 1, name.p, (size_t)name.n);
        key = (cs_str){ bytes, name.n + 1 };
    } else if (!id.n) {
        key = cs_join(a, CS_LIT("~"), name);
    }
    const uint32_t *known = cs_map_get(&all->index, key);
    if (known) return all->v.v + *known;
    key = cs_dup(a, key);
    *cs_map_put(a, &all->index, key, NULL) = (uint32_t)all->v.n;
    actor *x = CS_PUSH(a, &all->v);
    x->key = key;
    return x;
}

/* Actor and what is told of him, with a character between that is in no name. */
static cs_str guise_key(const actors *all, const actor *x, const cs_rows *r, cs_arena *a) {
    cs_str part[] = { cs_rows_text(r, 3), cs_rows_text(r, 4), cs_rows_text(r, 5), cs_rows_text(r, 6) };
    return cs_printf(a, "%td\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s", x - all->v.v, CS_WHOLE(part[0]), CS_WHOLE(part[1]),
                     CS_WHOLE(part[2]), CS_WHOLE(part[3]));
}

static bool is_guise(const guise *g, const cs_rows *r) {
    return cs_eq(g->name, cs_rows_text(r, 3)) && cs_eq(g->type, cs_rows_text(r, 4)) && cs_eq(g->sector, cs_rows_text(r, 5)) &&
           cs_eq(g->country, cs_rows_text(r, 6));
}

static guise *guise_of(actors *all, actor *x, const cs_rows *r, cs_arena *a) {
    if (x->first && is_guise(all->guises.v + x->first - 1, r)) return all->guises.v + x->first - 1; /* as most are */
    cs_arena before = *a;                                                                           /* or known already */
    cs_str key = guise_key(all, x, r, a);
    const uint32_t *known = cs_map_get(&all->guise_index, key);
    if (known) {
        *a = before;
        return all->guises.v + *known;
    }
    *cs_map_put(a, &all->guise_index, key, NULL) = (uint32_t)all->guises.n;
    guise *g = CS_PUSH(a, &all->guises);
    *g = (guise){ .name = cs_row_text(r, 3, a),
                  .type = cs_row_text(r, 4, a),
                  .sector = cs_row_text(r, 5, a),
                  .country = cs_row_text(r, 6, a),
                  .next = x->first };
    x->first = (uint32_t)all->guises.n;
    return g;
}

/* Rows come by incident, so an incident is counted once. */
static void count_in(guise *g, int64_t incident, cs_str role) {
    int64_t *counts[] = { &g->n_incidents, &g->n_agent, &g->n_recipient };
    const bool in[] = { true, cs_eq(role, CS_LIT("agent")), cs_eq(role, CS_LIT("recipient")) };
    for (int i = 0; i < 3; i++) {
        if (!in[i] || g->last[i] == incident) continue;
        g->last[i] = incident;
        ++*counts[i];
    }
}

/* Instruments are things. */
static const char Q_PARTIES[] =
    "select incident, role, actor, name, type, sector, country from incident_parties where role <> 'instrument' "
    "order by incident, number";

static casus_status count_all(cs_view *v, actors *all, cs_arena *a, cs_err *err) {
    cs_rows *r = NULL;
    CS_TRY(cs_db_ask_once(v->db, Q_PARTIES, NULL, 0, &r, err));
    for (bool more = true;;) {
        CS_TRY(cs_rows_next(r, &more, err));
        if (!more) return CASUS_OK;
        actor *x = actor_of(all, cs_rows_text(r, 2), cs_rows_text(r, 3), a);
        count_in(&x->all, cs_rows_int(r, 0), cs_rows_text(r, 1));
        guise_of(all, x, r, a)->n++;
    }
}

static int by_incidents(const void *a, const void *b) {
    const cs_view_actor *x = a, *y = b;
    if (x->n_incidents != y->n_incidents) return x->n_incidents > y->n_incidents ? -1 : 1;
    int c = cs_cmp(x->id, y->id);
    return c ? c : cs_cmp(x->name, y->name);
}

static cs_view_actor seen(const actors *all, const actor *x) {
    const guise *most = NULL;
    bool is_id = *x->key.p != '~';
    for (uint32_t i = x->first; i; i = all->guises.v[i - 1].next) {
        const guise *g = all->guises.v + i - 1;
        if (!most || g->n > most->n || (g->n == most->n && cs_cmp(g->name, most->name) < 0)) most = g;
    }
    return (cs_view_actor){ .id = is_id ? x->key : (cs_str){ 0 },
                            .name = most->name,
                            .type = most->type,
                            .sector = most->sector,
                            .country = most->country,
                            .n_incidents = x->all.n_incidents,
                            .n_agent = x->all.n_agent,
                            .n_recipient = x->all.n_recipient };
}

/* By any of his names. */
static bool is_wanted(const actors *all, const actor *x, cs_str words) {
    if (!words.n || (*x->key.p != '~' && holds(x->key, words))) return true;
    for (uint32_t i = x->first; i; i = all->guises.v[i - 1].next)
        if (holds(all->guises.v[i - 1].name, words)) return true;
    return false;
}

static bool is_behind(const cs_view_actor *x, const cs_mark *after) {
    if (!after->set) return true;
    cs_view_actor last = { .n_incidents = after->number };
    if (after->text.n && *after->text.p == '~')
        last.name = cs_cut(after->text, 1, after->text.n);
    else
        last.id = after->text;
    if (last.id.n && cs_eq(last.id, x->id)) return false; /* his name may be another by now */
    return by_incidents(&last, x) < 0;
}

casus_status cs_page_actors(cs_view *v, cs_str words, const cs_mark *after, int64_t limit, cs_arena *a, cs_view_actor **out,
                            int *n, cs_mark *next, cs_err *err) {
    actors all = { 0 };
    CS_VEC(cs_view_actor) list = { 0 };
    CS_TRY(count_all(v, &all, a, err));
    for (ptrdiff_t i = 0; i < all.v.n; i++) {
        if (!is_wanted(&all, all.v.v + i, words)) continue;
        cs_view_actor x = seen(&all, all.v.v + i);
        if (is_behind(&x, after)) *CS_PUSH(a, &list) = x;
    }
    if (list.n) qsort(list.v, (size_t)list.n, sizeof *list.v, by_incidents);
    *out = list.v;
    *n = (int)(list.n > limit ? limit : list.n);
    *next = (cs_mark){ .set = list.n > limit };
    if (list.n <= limit) return CASUS_OK;
    const cs_view_actor *last = list.v + limit - 1;
    next->number = last->n_incidents;
    next->text = last->id.n ? last->id : cs_join(a, CS_LIT("~"), last->name);
    return CASUS_OK;
}

/* ---- relations ---- */

#define RELATIONS \
    "select distinct s.id from entities e join roles o on o.entity = e.id join statements s on s.id = o.statement join " \
    "codings " \
    "k on k.id = s.coding where s.kind = 'relation' and (k.hand is not null or exists (select 1 from report_codings c where " \
    "c.coding = s.coding and c.run = coalesce((select p.run from pins p where p.report = c.report), " \
    "(select max(x.run) from report_codings x where x.report = c.report)))) and "
static const char Q_OF_ACTOR[] = RELATIONS "e.actor = $1 order by 1 desc limit $2";
static const char Q_OF_NAME[] = RELATIONS "e.actor is null and e.name = $1 order by 1 desc limit $2";

casus_status cs_view_relations_with(cs_view *v, cs_str who, bool is_id, cs_arena *a, cs_view_statement **out, int *n,
                                    bool *more, cs_err *err) {
    CS_VEC(cs_view_statement) list = { 0 };
    CS_VEC(int64_t) ids = { 0 };
    cs_rows *r = NULL;
    const cs_value most = cs_v_int(CS_RELATIONS_MAX + 1);
    CS_TRY(cs_db_ask(v->db, is_id ? Q_OF_ACTOR : Q_OF_NAME, CS_VALUES(cs_v_text(who), most), &r, err));
    for (;;) {
        CS_TRY(cs_rows_next(r, more, err));
        if (!*more) break;
        *CS_PUSH(a, &ids) = cs_rows_int(r, 0);
    }
    *more = ids.n > CS_RELATIONS_MAX;
    for (ptrdiff_t i = 0; i < ids.n - *more; i++) {
        cs_told t;
        CS_TRY(cs_told_of(v->db, CS_TOLD_STATEMENT, ids.v[i], a, &t, err));
        for (int k = 0; k < t.n; k++) *CS_PUSH(a, &list) = t.v[k];
    }
    *out = list.v;
    *n = (int)list.n;
    return CASUS_OK;
}

/* ---- places ---- */

static const char Q_PLACES[] =
    "select place, geonames, country, admin1, admin2, place_precision, min(lat), min(lon), count(*) from incidents "
    "where live = 1 and place is not null and lower(place) like lower($1) escape '\\' "
    "group by place, geonames, country, admin1, admin2, place_precision order by 9 desc, 1, 2 limit $2";

casus_status cs_view_places(cs_view *v, cs_str words, int64_t limit, cs_arena *a, cs_listed_place **out, int *n, bool *more,
                            cs_err *err) {
    CS_VEC(cs_listed_place) list = { 0 };
    cs_rows *r = NULL;
    const cs_value most = cs_v_int(limit + 1);
    CS_TRY(cs_db_ask(v->db, Q_PLACES, CS_VALUES(cs_v_text(cs_like_pattern(words, a)), most), &r, err));
    for (;;) {
        CS_TRY(cs_rows_next(r, more, err));
        if (!*more) break;
        *CS_PUSH(a, &list) = (cs_listed_place){
            .about = { .name = cs_row_text(r, 0, a),
                       .geonames = cs_rows_int(r, 1),
                       .country = cs_row_text(r, 2, a),
                       .admin1 = cs_row_text(r, 3, a),
                       .admin2 = cs_row_text(r, 4, a),
                       .precision = cs_row_text(r, 5, a),
                       .located = !cs_rows_null(r, 6) && !cs_rows_null(r, 7),
                       .lat = cs_rows_real(r, 6),
                       .lon = cs_rows_real(r, 7) },
            .n_incidents = cs_rows_int(r, 8),
        };
    }
    *more = list.n > limit;
    *out = list.v;
    *n = (int)(list.n - *more);
    return CASUS_OK;
}
