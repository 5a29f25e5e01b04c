/* export/case.h: incidents of a case as people and programs read them: `casus incidents` and `casus show` (docs/incidents.md).
 * Each appends to a buffer and fails only through buf->failed. */
#ifndef CS_EXPORT_CASE_H
#define CS_EXPORT_CASE_H
#include "base/buf.h"
#include "store/deeds.h"
#include "store/page.h"
#include "store/search.h"

/* An incident with how it came to be. */
typedef struct cs_case_incident {
    cs_view_incident about;
    const cs_deed *deeds; /* NULL: not asked for */
    int n_deeds;
    /* only where it is shown by itself: */
    cs_view_statement *statements;
    cs_view_report *reports; /* by id */
    cs_view_moment *moments;
    cs_view_link *links;
    cs_view_change *changes;
    cs_view_review *reviews;
    int n_statements, n_reports, n_moments, n_links, n_changes, n_reviews;
} cs_case_incident;

/* An actor of the register, or a place: its incidents by day, each with the part of the actor. */
typedef struct cs_case_about {
    cs_str id;                 /* as it was asked for */
    bool actor;                /* else a place */
    const cs_view_name *names; /* of an actor */
    int n_names;
    const cs_view_merged *merged; /* of an actor */
    int n_merged;
    const cs_case_incident *incidents;
    int n_incidents;
    const cs_view_statement *relations; /* NULL: not asked for */
    int n_relations;
    bool cut, more; /* cut: a list that ends somewhere; more: before all were there */
} cs_case_about;

typedef struct cs_case_report {
    cs_view_report about;
    const cs_view_statement *statements;
    int n_statements;
    const cs_str *text; /* NULL: without it */
} cs_case_report;

/* One JSON object, without a line end: of `casus incidents` (whole false) or with all that is known of it. */
void cs_case_json(cs_buf *b, const cs_case_incident *x, bool whole);
/* A line of `casus incidents --by deed`: the deed with all incidents that it is told in. */
void cs_case_deed_json(cs_buf *b, const cs_deed *d);
void cs_case_about_json(cs_buf *b, const cs_case_about *x);
void cs_case_report_json(cs_buf *b, const cs_case_report *x);
/* A decision, as of `casus log`. */
void cs_case_review_json(cs_buf *b, const cs_review_entry *e);
/* Members of a list, with a comma before them where there must be one: a statement as in `told`, a report with how many
 * statements it has, a place with how many incidents, a hit of `casus search`. */
void cs_case_place_json(cs_buf *b, const cs_view_place *p, int64_t n_incidents);
void cs_case_statement_json(cs_buf *b, const cs_view_statement *s);
void cs_case_listed_json(cs_buf *b, const cs_listed_report *x);
void cs_case_hit_json(cs_buf *b, cs_words kind, const cs_search_hit *hit, cs_arena scratch);

typedef struct cs_case_look {
    int width;   /* columns of the terminal; 0: the usual ones */
    bool colour; /* ANSI */
} cs_case_look;
/* For people: two lines of `casus incidents`, or a page. scratch: for joins. */
void cs_case_line(cs_buf *b, const cs_view_incident *x, cs_case_look look, cs_arena scratch);
void cs_case_deed_line(cs_buf *b, const cs_deed *d, cs_case_look look, cs_arena scratch);
void cs_case_text(cs_buf *b, const cs_case_incident *x, cs_case_look look, cs_arena scratch);
void cs_case_about_text(cs_buf *b, const cs_case_about *x, cs_case_look look, cs_arena scratch);
void cs_case_report_text(cs_buf *b, const cs_case_report *x, cs_case_look look, cs_arena scratch);
#endif
