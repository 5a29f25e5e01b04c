/* From a filter to a query. Each condition is a test of an incident; some can also be looked up, by an index that gives their
 * incidents. If one of these gives few, the query begins with it; else it goes through the incidents in the order that is asked
 * for, and its first rows come at once. A test that must not lead the database to another index hides its column in coalesce:
 * always, or (test_hidden) where its index is not the one to go through. That index has the rows by day: where they are asked
 * for by day, the one that gives the fewest is gone through, and nothing needs to be looked up and sorted.
 */
#include "store/view_work.h"
#include <math.h>

enum {
    FEW = 10000 /* incidents: looked up and sorted in some hundredths of a second at most */,
    VALUES_MAX = 5,
    CONDITIONS_MAX = 20
};

typedef struct condition {
    const char *test;        /* of incidents i; "?" stands for a value */
    const char *test_hidden; /* NULL: the same */
    const char *lookup;      /* gives `id`; NULL: there is none */
    cs_value v[VALUES_MAX];
    int n;
    bool by_name; /* the values are the view's names */
} condition;

typedef struct conditions {
    condition v[CONDITIONS_MAX];
    int n;
} conditions;

/* ---- pieces ---- */

void cs_sql_free(cs_sql *sql) { cs_buf_free(&sql->text); }

void cs_sql_put(cs_sql *sql, const char *piece, const cs_value *v) {
    for (const char *p = piece; *p; p++) {
        if (*p != '?') {
            cs_buf_char(&sql->text, *p);
            continue;
        }
        sql->v[sql->n++] = *v++;
        cs_buf_char(&sql->text, '$');
        cs_buf_i64(&sql->text, sql->n);
    }
}

casus_status cs_sql_ask(cs_db *db, cs_sql *sql, cs_rows **rows, cs_err *err) {
    cs_buf_char(&sql->text, '\0');
    if (sql->text.failed) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(db));
    return cs_db_ask_once(db, sql->text.p, sql->v, sql->n, rows, err);
}

static condition *add(conditions *all, const char *test, const char *lookup) {
    condition *c = all->v + all->n++;
    *c = (condition){ .test = test, .lookup = lookup };
    return c;
}

static void add_text(conditions *all, cs_str s, const char *test, const char *lookup) {
    if (!s.n) return;
    condition *c = add(all, test, lookup);
    c->v[c->n++] = cs_v_text(s);
}

static void add_indexed(conditions *all, cs_str s, const char *test, const char *test_hidden, const char *lookup) {
    add_text(all, s, test, lookup);
    if (s.n) all->v[all->n - 1].test_hidden = test_hidden;
}

static void add_count(conditions *all, int64_t n, const char *test, const char *lookup) {
    if (!n) return;
    condition *c = add(all, test, lookup);
    c->v[c->n++] = cs_v_int(n);
}

/* ---- conditions ---- */

/* The incidents of a report's accounts; what people added has a coding of its own. */
#define TOLD_IN(reports) \
    "select y.incident as id from report_codings g join accounts a on a.coding = g.coding join incident_accounts y " \
    "on y.account = a.id where g.report in (" reports \
    ") union all " \
    "select y.incident as id from codings g join accounts a on a.coding = g.id join incident_accounts y on y.account = a.id " \
    "where g.hand in (select id from reviews where report in (" reports "))"
#define HAS_SOURCE \
    "(exists (select 1 from incident_accounts y join accounts a on a.id = y.account join report_codings g on g.coding = " \
    "a.coding join reports r on r.id = g.report join sources so on so.id = r.source where y.incident = i.id and so.name = ?) " \
    "or " \
    "exists (select 1 from incident_accounts y join accounts a on a.id = y.account join codings g on g.id = a.coding " \
    "join reviews w on w.id = g.hand join reports r on r.id = w.report join sources so on so.id = r.source " \
    "where y.incident = i.id and so.name = ?))"
#define OF_SOURCE "select r.id from reports r join sources so on so.id = r.source where so.name = ?"

static void add_box(conditions *all, const cs_filter *f) {
    static const char plain_test[] = "coalesce(i.lat, 999) between ? and ? and i.lon >= ? and i.lon <= ?";
    static const char crossing_test[] = "coalesce(i.lat, 999) between ? and ? and (i.lon >= ? or i.lon <= ?)";
    static const char plain[] = "select id from incidents where lat between ? and ? and lon >= ? and lon <= ?";
    static const char crossing[] = "select id from incidents where lat between ? and ? and (lon >= ? or lon <= ?)";
    if (isnan(f->south)) return;
    bool crosses = f->west > f->east;
    condition *c = add(all, crosses ? crossing_test : plain_test, crosses ? crossing : plain);
    c->v[c->n++] = cs_v_real(f->south);
    c->v[c->n++] = cs_v_real(f->north);
    c->v[c->n++] = cs_v_real(f->west);
    c->v[c->n++] = cs_v_real(f->east);
}

static void add_actor(conditions *all, const cs_view *v) {
    condition *c;
    cs_str pattern = { v->pattern.p, (ptrdiff_t)v->pattern.n };
    switch (v->actor) {
    case CS_ACTOR_ID:
        add_text(all, v->filter.actor, "exists (select 1 from incident_parties p where p.incident = i.id and p.actor = ?)",
                 "select incident as id from incident_parties where actor = ?");
        break;
    case CS_ACTOR_NAMES:
        /* Hidden from the index of names, which would be asked for each name of each incident. */
        c = add(all, "exists (select 1 from incident_parties p where p.incident = i.id and coalesce(p.name, '') in (",
                "select incident as id from incident_parties where name in (");
        c->by_name = true;
        break;
    case CS_ACTOR_PATTERN:
        add_text(
            all, pattern,
            "exists (select 1 from incident_parties p where p.incident = i.id and lower(p.name) like lower(?) escape '\\')",
            NULL);
        break;
    default: break;
    }
}

static void add_review(conditions *all, cs_str review) {
    if (cs_eq(review, CS_LIT("any")))
        add(all, "i.review <> 'none'", NULL);
    else if (cs_eq(review, CS_LIT("none")))
        add(all, "coalesce(i.review, '') = 'none'", NULL);
    else
        add_text(all, review, "i.review <> 'none' and i.review = ?", NULL);
}

/* What may have happened at a time has a day in it; of an open end nobody knows better. Between two days is looked up: what is
 * no longer than a year begins at most a year before (cs_time_precision), and what is longer or open is little. */
static void add_days(conditions *all, const cs_view *v) {
    static const char between[] =
        "(i.last_day is null or i.last_day >= ?) and (i.first_day is null or i.first_day <= ?) and "
        "(i.first_day is not null or i.last_day is not null)";
    static const char within[] =
        "select id from incidents where last_day >= ? and first_day <= ? and first_day >= ? union all "
        "select id from incidents where day_precision = 'span' and coalesce(last_day, '9999') >= ? and "
        "coalesce(first_day, '') <= ?";
    const cs_filter *f = &v->filter;
    if (f->from.n && f->to.n) {
        condition *c = add(all, between, within);
        cs_value from = cs_v_text(f->from), to = cs_v_text(f->to);
        const cs_value values[] = { from, to, cs_v_text((cs_str){ v->year_before, (ptrdiff_t)strlen(v->year_before) }), from,
                                    to };
        for (c->n = 0; c->n < VALUES_MAX; c->n++) c->v[c->n] = values[c->n];
        return;
    }
    if (f->from.n || f->to.n) add(all, "(i.first_day is not null or i.last_day is not null)", NULL);
    add_text(all, f->from, "(i.last_day is null or i.last_day >= ?)", NULL);
    add_text(all, f->to, "(i.first_day is null or i.first_day <= ?)", NULL);
}

static void add_place(conditions *all, cs_str place) {
    cs_i64_result id = cs_parse_i64(place);
    if (id.ok) {
        condition *c = add(all, "i.geonames = ?", NULL);
        c->v[c->n++] = cs_v_int(id.value);
    } else {
        add_text(all, place, "lower(i.place) = lower(?)", NULL);
    }
}

static conditions conditions_of(const cs_view *v) {
    const cs_filter *f = &v->filter;
    conditions all = { 0 };
    add_count(&all, f->incident, "i.id = ?", NULL);
    if (f->report) {
        condition *c = add(&all, "i.id in (" TOLD_IN("?") ")", TOLD_IN("?"));
        c->v[0] = c->v[1] = cs_v_int(f->report);
        c->n = 2;
    }
    add_days(&all, v);
    add_indexed(&all, f->country, "i.country = ?", "coalesce(i.country, '') = ?", "select id from incidents where country = ?");
    add_indexed(&all, f->admin1, "i.admin1 = ?", "coalesce(i.admin1, '') = ?", "select id from incidents where admin1 = ?");
    add_box(&all, f);
    add_actor(&all, v);
    add_indexed(&all, f->type, "i.type = ?", "coalesce(i.type, '') = ?", "select id from incidents where type = ?");
    add_indexed(&all, f->mode, "i.mode = ?", "coalesce(i.mode, '') = ?", "select id from incidents where mode = ?");
    add_text(&all, f->certainty, "i.certainty = ?", NULL);
    add_text(&all, f->modality, "i.modality = ?", NULL);
    if (f->source.n) {
        condition *c = add(&all, HAS_SOURCE, TOLD_IN(OF_SOURCE));
        c->v[0] = c->v[1] = cs_v_text(f->source);
        c->n = 2;
    }
    add_place(&all, f->place);
    add_review(&all, f->review);
    if (!isnan(f->min_confidence)) {
        condition *c = add(&all, "i.confidence >= ?", NULL);
        c->v[c->n++] = cs_v_real(f->min_confidence);
    }
    add_count(&all, f->min_killed, "coalesce(i.killed_best, -1) >= ?", "select id from incidents where killed_best >= ?");
    add_count(&all, f->min_sources, "coalesce(i.sources, 0) >= ?", "select id from incidents where sources >= ?");
    return all;
}

bool cs_view_is_filtered(const cs_filter *f) {
    const cs_view v = { .filter = *f, .actor = f->actor.n ? CS_ACTOR_ID : CS_ACTOR_NONE };
    return conditions_of(&v).n > 0;
}

/* ---- actors ---- */

/* The names that the pattern fits. Where names are few among the parties they are found one from the other by the index;
 * `union` ends that where the index of a damaged file leads in a circle. Where they are many, to go through all is quicker. */
enum { FEW_NAMES = 5000 };
#define EACH_NAME \
    "with recursive n (name) as (select min(name) from incident_parties union " \
    "select (select min(p.name) from incident_parties p where p.name > n.name) from n where n.name is not null) "
static const char Q_FEW_NAMES[] = EACH_NAME "select name from n where lower(name) like lower($1) escape '\\' limit $2";
static const char Q_NAMES[] =
    "select distinct name from incident_parties where lower(name) like lower($1) escape '\\' limit $2";
static const char Q_NAMES_COUNT[] = EACH_NAME "select count(*) from (select 1 from n limit $1) q";

static casus_status find_names(cs_view *v, cs_err *err) {
    cs_rows *rows = NULL;
    bool more;
    ptrdiff_t ends[CS_VIEW_NAMES_MAX];
    cs_value pattern = cs_v_text((cs_str){ v->pattern.p, (ptrdiff_t)v->pattern.n });
    int64_t n = 0;
    v->actor = CS_ACTOR_NAMES;
    CS_TRY(cs_db_ask_int(v->db, Q_NAMES_COUNT, CS_VALUES(cs_v_int(FEW_NAMES)), &n, &more, err));
    CS_TRY(cs_db_ask(v->db, n < FEW_NAMES ? Q_FEW_NAMES : Q_NAMES, CS_VALUES(pattern, cs_v_int(CS_VIEW_NAMES_MAX + 1)), &rows,
                     err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) break;
        if (v->n_names == CS_VIEW_NAMES_MAX) {
            cs_rows_end(rows);
            v->actor = CS_ACTOR_PATTERN;
            break;
        }
        cs_buf_str(&v->names, cs_rows_text(rows, 0));
        ends[v->n_names++] = (ptrdiff_t)v->names.n;
    }
    for (int i = 0; i < v->n_names; i++) {
        ptrdiff_t begin = i ? ends[i - 1] : 0;
        v->name[i] = (cs_str){ v->names.p + begin, ends[i] - begin };
    }
    return v->names.failed ? cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(v->db)) : CASUS_OK;
}

/* What has the words in it, for like. */
static void put_pattern(cs_buf *b, cs_str words) {
    cs_buf_char(b, '%');
    for (ptrdiff_t i = 0; i < words.n; i++) {
        if (words.p[i] == '%' || words.p[i] == '_' || words.p[i] == '\\') cs_buf_char(b, '\\');
        cs_buf_char(b, words.p[i]);
    }
    cs_buf_char(b, '%');
}

cs_str cs_like_pattern(cs_str words, cs_arena *a) {
    size_t n = 2 * (size_t)words.n + 2;
    cs_buf b = { .p = CS_NEW(a, char, n), .cap = n };
    put_pattern(&b, words);
    return (cs_str){ b.p, (ptrdiff_t)b.n };
}

casus_status cs_view_find_actor(cs_view *v, cs_err *err) {
    static const char is_id[] = "select 1 from incident_parties where actor = $1 limit 1";
    cs_str s = v->filter.actor;
    int64_t one;
    bool found;
    if (!s.n) return CASUS_OK;
    if (s.n > 1 && *s.p == '~') {
        v->name[v->n_names++] = cs_cut(s, 1, s.n);
        v->actor = CS_ACTOR_NAMES;
        return CASUS_OK;
    }
    put_pattern(&v->pattern, s);
    if (v->pattern.failed) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(v->db));
    CS_TRY(cs_db_ask_int(v->db, is_id, CS_VALUES(cs_v_text(s)), &one, &found, err));
    if (!found) return find_names(v, err);
    v->actor = CS_ACTOR_ID;
    return CASUS_OK;
}

/* ---- the query ---- */

typedef enum form { AS_LOOKUP, AS_TEST, AS_HIDDEN } form;

static void put_condition(cs_sql *sql, const cs_view *v, const condition *c, form as) {
    cs_sql_put(sql, as == AS_LOOKUP ? c->lookup : as == AS_HIDDEN && c->test_hidden ? c->test_hidden : c->test, c->v);
    if (!c->by_name) return;
    for (int i = 0; i < v->n_names; i++) {
        const cs_value name = cs_v_text(v->name[i]);
        cs_sql_put(sql, i ? ", ?" : "?", &name);
    }
    cs_sql_put(sql, v->n_names ? ")" : "null)", NULL);
    if (as != AS_LOOKUP) cs_sql_put(sql, ")", NULL);
}

/* How many incidents a look-up gives, at most FEW. */
static casus_status count(cs_view *v, const condition *c, int64_t *n, cs_err *err) {
    cs_sql sql = { 0 };
    cs_rows *rows = NULL;
    const cs_value few = cs_v_int(FEW);
    bool more = false;
    cs_sql_put(&sql, "select count(*) from (select 1 from (", NULL);
    put_condition(&sql, v, c, AS_LOOKUP);
    cs_sql_put(&sql, ") q limit ?) l", &few);
    casus_status st = cs_sql_ask(v->db, &sql, &rows, err);
    if (st == CASUS_OK) st = cs_rows_next(rows, &more, err);
    if (st == CASUS_OK && more) {
        *n = cs_rows_int(rows, 0);
        cs_rows_end(rows);
    }
    cs_sql_free(&sql);
    return st;
}

/* The condition that gives the fewest incidents, if they are few. */
static casus_status choose(cs_view *v, const conditions *all, int *chosen, cs_err *err) {
    int64_t least = FEW;
    *chosen = -1;
    for (int i = 0; i < all->n; i++) {
        int64_t n = 0;
        if (!all->v[i].lookup) continue;
        CS_TRY(count(v, all->v + i, &n, err));
        if (n >= least) continue;
        least = n;
        *chosen = i;
    }
    return CASUS_OK;
}

static const char *const ORDERS[CS_ORDERS] = {
    " order by i.id",
    " order by i.first_day nulls last, i.id",
    " order by i.first_day desc nulls last, i.id desc",
    " order by i.killed_best desc nulls last, i.id",
    " order by i.sources desc nulls last, i.id",
};

/* The incidents, or those that a condition looks up, which SQLite goes through by their numbers in half the time that a join
 * takes: good for a list by number, as long as no other test speaks of numbers and leads away from that. */
static void put_incidents(cs_sql *sql, const cs_view *v, const condition *first) {
    bool by_number = v->filter.order == CS_ORDER_ID && !v->behind;
    if (first && !by_number) {
        cs_sql_put(sql, "(select distinct id from (", NULL);
        put_condition(sql, v, first, AS_LOOKUP);
        cs_sql_put(sql, ") q) d cross join ", NULL);
    }
    cs_sql_put(sql, "incidents i where i.live = 1", NULL);
    if (first && !by_number) cs_sql_put(sql, " and i.id = d.id", NULL);
    if (!first || !by_number) return;
    cs_sql_put(sql, " and i.id in (select id from (", NULL);
    put_condition(sql, v, first, AS_LOOKUP);
    cs_sql_put(sql, ") q)", NULL);
}

casus_status cs_view_select(cs_view *v, const char *columns, bool ordered, cs_sql *sql, cs_err *err) {
    const conditions all = conditions_of(v);
    bool by_day = v->filter.order == CS_ORDER_DAY || v->filter.order == CS_ORDER_LATEST;
    int first;
    CS_TRY(choose(v, &all, &first, err));
    form others = by_day && first < 0 ? AS_TEST : AS_HIDDEN;
    int in_order = by_day && first >= 0 && all.v[first].test_hidden ? first : -1; /* its index has the order */
    if (in_order >= 0) first = -1;
    cs_sql_put(sql, "select ", NULL);
    cs_sql_put(sql, columns, NULL);
    cs_sql_put(sql, " from ", NULL);
    put_incidents(sql, v, first < 0 ? NULL : all.v + first);
    for (int i = 0; i < all.n; i++) {
        if (i == first) continue;
        cs_sql_put(sql, " and ", NULL);
        put_condition(sql, v, all.v + i, i == in_order ? AS_TEST : others);
    }
    if (v->behind) {
        cs_sql_put(sql, " and ", NULL);
        cs_sql_put(sql, v->behind, v->behind_value);
    }
    if (!ordered) return CASUS_OK;
    cs_sql_put(sql, ORDERS[v->filter.order], NULL);
    const cs_value limit = cs_v_int(v->filter.limit);
    if (v->filter.limit) cs_sql_put(sql, " limit ?", &limit);
    return CASUS_OK;
}

void cs_view_put_tests(const cs_view *v, cs_sql *sql) {
    const conditions all = conditions_of(v);
    for (int i = 0; i < all.n; i++) {
        cs_sql_put(sql, " and ", NULL);
        put_condition(sql, v, all.v + i, AS_TEST);
    }
}
