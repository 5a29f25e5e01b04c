/* store/view_work.h: what the parts of the view share. */
#ifndef CS_STORE_VIEW_WORK_H
#define CS_STORE_VIEW_WORK_H
#include "store/told.h"
#include "store/work.h"

enum { CS_SQL_VALUES_MAX = 320 };

/* A query that is put together from fixed pieces. */
typedef struct cs_sql {
    cs_buf text; /* ends with NUL once it is asked */
    cs_value v[CS_SQL_VALUES_MAX];
    int n;
} cs_sql;

enum { CS_VIEW_NAMES_MAX = 200 }; /* names of parties that a filter's part of a name is looked up as */

struct cs_view {
    cs_store *store;
    cs_db *db;
    cs_filter filter;
    char year_before[16];           /* the day a year before filter.from; "" without */
    cs_buf pattern;                 /* of filter.actor, for like */
    cs_buf names;                   /* those that match, one after the other */
    cs_str name[CS_VIEW_NAMES_MAX]; /* in it */
    int n_names;
    enum { CS_ACTOR_NONE, CS_ACTOR_ID, CS_ACTOR_NAMES, CS_ACTOR_PATTERN } actor; /* how filter.actor is looked for */
    cs_rows *incidents, *reports;                                                /* NULL: not begun */
    const char *behind; /* a further test of incidents i, of a page; NULL: none */
    cs_value behind_value[2];
    cs_buf reading;             /* unpacked */
    struct cs_deed_memo *deeds; /* NULL: not asked for (deeds.c) */
};
void cs_deed_memo_free(struct cs_deed_memo *m); /* m may be NULL */

/* Appends "select COLUMNS from incidents i … where …", with the filter's order and limit where `ordered`. (view_filter.c) */
CASUS_MUST_CHECK casus_status cs_view_select(cs_view *v, const char *columns, bool ordered, cs_sql *sql, cs_err *err);
/* Appends " and …" for each condition of the filter on incidents i, whose rows are found by their ids. */
void cs_view_put_tests(const cs_view *v, cs_sql *sql);
/* The next row of v->incidents, which is NULL when there is none. columns: the same until then. (view.c) */
CASUS_MUST_CHECK casus_status cs_view_row_next(cs_view *v, const char *columns, bool *more, cs_err *err);
/* As cs_view_incident_next without lists. */
CASUS_MUST_CHECK casus_status cs_view_incident_row_next(cs_view *v, cs_arena *a, cs_view_incident *out, bool *more,
                                                        cs_err *err);
/* The live ones of these, in this order; ids may stand in it more than once. out [n_ids]. */
CASUS_MUST_CHECK casus_status cs_view_incident_rows_of(cs_view *v, const int64_t *ids, int n_ids, cs_arena *a,
                                                       cs_view_incident *out, int *n, cs_err *err);
/* Fills parties and tolls of n incidents; all their lists. (view_lists.c) */
CASUS_MUST_CHECK casus_status cs_view_load_own(cs_view *v, cs_view_incident *x, int n, cs_arena *a, cs_err *err);
CASUS_MUST_CHECK casus_status cs_view_load_lists(cs_view *v, cs_view_incident *x, int n, cs_arena *a, cs_err *err);
/* In ascending order, each once; gives how many are left. */
int cs_view_sort_ids(int64_t *ids, int n);
/* Asks the first query of one id, the second, which has CS_DB_IDS, of several; n from 1 to CS_DB_IDS_MAX. */
CASUS_MUST_CHECK casus_status cs_view_ask_of(cs_view *v, const char *const sql[2], const int64_t *ids, int n, cs_rows **rows,
                                             cs_err *err);
/* The statements in the order in which they are shown. (view.c) */
void cs_view_hand_out(const cs_told *t, cs_view_statement **out, int *n);
/* Appends a fixed piece; "?" becomes the next of the parameters $1, $2, … (view_filter.c) */
void cs_sql_put(cs_sql *sql, const char *piece, const cs_value *v);
/* What a query for reports selects, its tables (reports r, texts t, sources so), and the report in its row. (view_report.c) */
enum { CS_VIEW_REPORT_COLUMNS = 15 };
extern const char cs_view_report_columns[], cs_view_report_tables[];
cs_view_report cs_view_report_at(const cs_rows *r, cs_arena *a);
/* For `like … escape '\'`: what has the words in it. */
cs_str cs_like_pattern(cs_str words, cs_arena *a);
/* Finds out how filter.actor is to be looked for. */
CASUS_MUST_CHECK casus_status cs_view_find_actor(cs_view *v, cs_err *err);
bool cs_view_is_filtered(const cs_filter *f);
CASUS_MUST_CHECK casus_status cs_sql_ask(cs_db *db, cs_sql *sql, cs_rows **rows, cs_err *err);
void cs_sql_free(cs_sql *sql);

static inline cs_str cs_row_text(const cs_rows *rows, int column, cs_arena *a) { return cs_dup(a, cs_rows_text(rows, column)); }
static inline int64_t cs_row_count(const cs_rows *rows, int column) {
    return cs_rows_null(rows, column) ? CS_VIEW_NONE : cs_rows_int(rows, column);
}
#endif
