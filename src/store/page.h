/* store/page.h: the lists of a case a page at a time, each page of one state of the case. A page begins behind a mark: what the
 * list is ordered by, and the id, of the last row of the page before. Rows that are added meanwhile come where they belong, so
 * a walk from page to page gives every row once that was there all the time and whose order did not change. Texts and lists
 * live in the arena that is given. */
#ifndef CS_STORE_PAGE_H
#define CS_STORE_PAGE_H
#include "store/history.h"
#include "store/review.h"

enum { CS_PAGE_ROWS_MAX = 200 };

typedef struct cs_mark {
    bool set;       /* false: the first page; of the mark of a next page: there is none */
    bool unknown;   /* what orders the rows is not known for it; such rows come last */
    cs_str text;    /* what orders them: a day, a name, */
    int64_t number; /* or a count */
    int64_t id;
} cs_mark;

/* The incidents of the view's filter in its order; its limit does not count. limit: 1 to CS_PAGE_ROWS_MAX. */
CASUS_MUST_CHECK casus_status cs_page_incidents(cs_view *v, const cs_mark *after, int64_t limit, cs_arena *a,
                                                cs_view_incident **out, int *n, cs_mark *next, cs_err *err);

/* The live ones of these, in this order, as above. */
CASUS_MUST_CHECK casus_status cs_page_some(cs_view *v, const int64_t *ids, int n_ids, cs_arena *a, cs_view_incident **out,
                                           int *n, cs_err *err);

/* Does the view's filter want any of these? n: 1 to CS_PAGE_ANY_MAX. */
enum { CS_PAGE_ANY_MAX = 64 };
CASUS_MUST_CHECK casus_status cs_page_any(cs_view *v, const int64_t *ids, int n, bool *any, cs_err *err);

/* What a map or a timeline draws of an incident. */
typedef struct cs_outline {
    int64_t id, killed, sources;                                               /* killed: CS_VIEW_NONE, not known */
    cs_str first, last, day_precision, place_precision, country, type, review; /* until the next step */
    double lat, lon, confidence;                                               /* NAN: not known */
} cs_outline;
/* All that the filter wants, in its order; as cs_view_incident_next. A view gives one or the other. */
CASUS_MUST_CHECK casus_status cs_outline_next(cs_view *v, cs_outline *out, bool *more, cs_err *err);

/* What became of an incident that is not live: the one that took it up, through all that were taken up in turn; 0: nothing is
 * left of it, or there never was one. */
CASUS_MUST_CHECK casus_status cs_view_heir_of(cs_view *v, int64_t incident, int64_t *heir, cs_err *err);

/* ---- reports and sources ---- */

typedef struct cs_reports_wanted {
    cs_str source;    /* n == 0: any */
    int64_t incident; /* that it tells of; 0: any */
    enum { CS_REPORTS_ALL, CS_REPORTS_REVIEWED, CS_REPORTS_UNREVIEWED } which;
} cs_reports_wanted;

typedef struct cs_listed_report {
    cs_view_report about;
    int64_t n_statements;
    bool reviewed; /* somebody has decided about the report, a statement of it or an incident that it tells of, since it is in
                      it */
} cs_listed_report;
/* By id. */
CASUS_MUST_CHECK casus_status cs_page_reports(cs_view *v, const cs_reports_wanted *wanted, const cs_mark *after, int64_t limit,
                                              cs_arena *a, cs_listed_report **out, int *n, cs_mark *next, cs_err *err);
CASUS_MUST_CHECK casus_status cs_listed_report_of(cs_view *v, int64_t id, cs_arena *a, cs_listed_report *out, bool *found,
                                                  cs_err *err);

typedef struct cs_view_source {
    int64_t id, n_reports;
    cs_str name, reliability, first, last; /* days of its reports */
} cs_view_source;
enum { CS_SOURCES_MAX = 20000 };
/* All, by name; no more than CS_SOURCES_MAX. */
CASUS_MUST_CHECK casus_status cs_view_sources(cs_view *v, cs_arena *a, cs_view_source **out, int *n, cs_err *err);
CASUS_MUST_CHECK casus_status cs_view_source_of(cs_view *v, int64_t id, cs_arena *a, cs_view_source *out, bool *found,
                                                cs_err *err);

/* ---- decisions ---- */

typedef struct cs_reviews_wanted {
    int64_t incident, report; /* about it or its statements; 0: any */
} cs_reviews_wanted;
/* The newest first. */
CASUS_MUST_CHECK casus_status cs_page_reviews(cs_view *v, const cs_reviews_wanted *wanted, const cs_mark *after, int64_t limit,
                                              cs_arena *a, cs_review_entry **out, int *n, cs_mark *next, cs_err *err);

/* ---- actors and places ---- */

/* One of the actor register, or a name that it does not know. */
typedef struct cs_view_actor {
    cs_str id;                                 /* n == 0: not in the register */
    cs_str name, type, sector, country;        /* as most often told */
    int64_t n_incidents, n_agent, n_recipient; /* in how many it has a part, acts, suffers */
} cs_view_actor;
/* Those whose id or name has `words` in it (case of ASCII letters does not matter; n == 0: all), those in most incidents first,
 * then by id and name. A mark's text is the id, or "~" and the name. */
CASUS_MUST_CHECK casus_status cs_page_actors(cs_view *v, cs_str words, const cs_mark *after, int64_t limit, cs_arena *a,
                                             cs_view_actor **out, int *n, cs_mark *next, cs_err *err);
/* The relations (kind = relation) that an actor of the register, or somebody of this name, has a part in, those added last
 * first; at most CS_RELATIONS_MAX, *more: there are others. */
enum { CS_RELATIONS_MAX = 200 };
CASUS_MUST_CHECK casus_status cs_view_relations_with(cs_view *v, cs_str actor, bool is_id, cs_arena *a, cs_view_statement **out,
                                                     int *n, bool *more, cs_err *err);

typedef struct cs_listed_place {
    cs_view_place about;
    int64_t n_incidents;
} cs_listed_place;
/* Places of incidents whose name has the words in it (as for actors), those of most incidents first; at most limit. */
CASUS_MUST_CHECK casus_status cs_view_places(cs_view *v, cs_str words, int64_t limit, cs_arena *a, cs_listed_place **out,
                                             int *n, bool *more, cs_err *err);
#endif
