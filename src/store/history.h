/* store/history.h: how an incident came to be what it is: how its story changed from report to report, why its accounts are of
 * one happening, what changed in the case, and what people decided. Beside view.h, with the same rules. */
#ifndef CS_STORE_HISTORY_H
#define CS_STORE_HISTORY_H
#include "store/view.h"

/* Something that a report is the first to say. */
typedef struct cs_view_moment {
    cs_str day; /* of publication; n == 0: not known */
    int64_t report, statement;
    const char *what; /* told, toll, correction, named, claim, accusation, denial */
    cs_str words;     /* "killed 8, before 12"; "ISKP, by Al-Naba" */
} cs_view_moment;
typedef struct cs_view_story {
    cs_view_incident about;        /* as of cs_view_incident_of */
    cs_view_statement *statements; /* as of cs_view_statements_of */
    cs_view_moment *moments;       /* in the order of the reports' days; those without one last */
    int n_statements, n_moments;
} cs_view_story;
/* One live incident and what its reports tell, which is read once for all of these. *found: as there. */
CASUS_MUST_CHECK casus_status cs_view_story_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_story *out, bool *found,
                                               cs_err *err);

/* How probable it is that two accounts are of one happening. */
typedef struct cs_view_link {
    int64_t a, b;               /* accounts */
    int64_t report_a, report_b; /* the first that each is told in */
    double probability;
    cs_str reasons; /* as in link/same.h */
} cs_view_link;
CASUS_MUST_CHECK casus_status cs_view_links_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_link **out, int *n,
                                               cs_err *err);

typedef struct cs_view_change {
    int64_t version;
    cs_str at, what;        /* as in incident_changes */
    int64_t report, review; /* 0: none */
} cs_view_change;
CASUS_MUST_CHECK casus_status cs_view_changes_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_change **out, int *n,
                                                 cs_err *err);

typedef struct cs_view_review {
    int64_t id, incident, statement, report, other, undone_by; /* 0: none */
    cs_str at, who, action, field, before, after, why;
} cs_view_review;
/* Decisions about the incident and its statements. */
CASUS_MUST_CHECK casus_status cs_view_reviews_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_review **out, int *n,
                                                 cs_err *err);

/* A name under which reports tell of an actor of the register, and in how many texts they do. */
typedef struct cs_view_name {
    cs_str name;
    int64_t n_texts;
} cs_view_name;
/* An actor that people said is this one (cs_review_merge_actors). */
typedef struct cs_view_merged {
    cs_str actor; /* its id, or "~" and its name */
    int64_t review;
} cs_view_merged;
/* actor: as there. In the order of the decisions. */
CASUS_MUST_CHECK casus_status cs_view_merged_of(cs_view *v, cs_str actor, cs_arena *a, cs_view_merged **out, int *n,
                                                cs_err *err);
enum { CS_VIEW_NAMES_OF_MAX = 50 };
CASUS_MUST_CHECK casus_status cs_view_names_of(cs_view *v, cs_str actor, cs_arena *a, cs_view_name **out, int *n, cs_err *err);
#endif
