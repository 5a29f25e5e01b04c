/* store/review.h: what people decide about a case: accept, reject, edit, add, merge, split, and take back. Each is a row of the
 * review log (who, when, what, why) and a change of the layer of incidents, in one transaction; statements, codings and texts
 * are never changed. A report on which somebody has decided keeps the coding that was decided on: a later run is kept beside
 * it, and `casus diff` shows where it would say something else.
 *
 * Errors of each: CASUS_E_INPUT (there is no such incident, statement …, or what is asked cannot be: said in words; nothing is
 * changed), CASUS_E_STORE, CASUS_E_LIMIT. */
#ifndef CS_STORE_REVIEW_H
#define CS_STORE_REVIEW_H
#include "store/store.h"

enum { CS_REVIEW_TEXT_BYTES_MAX = 10000 /* of a reason, a name, a value */ };

/* What somebody looked at who decides: an incident as it was in a version. */
typedef struct cs_review_seen {
    int64_t incident, version;
    bool changed; /* out: it is another by now, so nothing was decided (CASUS_E_INPUT, who changed what and when) */
} cs_review_seen;

/* What a decision has changed, for who keeps answers about the case; with none of `all`, `regrouped` and `parties` only the log
 * and these incidents are other than before. */
enum { CS_REVIEW_CHANGED_MAX = 16 };
typedef struct cs_review_changed {
    bool all;       /* more than is said here: grades, additions, more incidents than there is room for */
    bool regrouped; /* incidents may have come or gone */
    bool parties;   /* somebody else may have a part in them */
    int n;
    int64_t incident[CS_REVIEW_CHANGED_MAX];
} cs_review_changed;

/* Who decides, why, and when (UTC). None may be empty. seen: the incident must still be so; NULL: however it is. changed: set
 * where something was decided; may be NULL. */
typedef struct cs_review {
    cs_str who, why, now;
    cs_review_seen *seen;
    cs_review_changed *changed;
} cs_review;

/* What a decision is about: one of the two is 0. */
typedef struct cs_review_of {
    int64_t incident, statement;
} cs_review_of;

/* id: of the row in the review log. A later decision about the same takes the place of an earlier one. */
CASUS_MUST_CHECK casus_status cs_review_accept(cs_store *s, const cs_review *by, cs_review_of of, int64_t *id, cs_err *err);
/* A rejected statement counts nowhere; a rejected incident is left out of exports and counts. Both stay and are shown. */
CASUS_MUST_CHECK casus_status cs_review_reject(cs_store *s, const cs_review *by, cs_review_of of, int64_t *id, cs_err *err);
/* Sets a field to a value; the value is checked. Fields of an incident: CS_REVIEW_INCIDENT_FIELDS, of a statement:
 * CS_REVIEW_STATEMENT_FIELDS. value: n == 0 says that it is not known. */
CASUS_MUST_CHECK casus_status cs_review_edit(cs_store *s, const cs_review *by, cs_review_of of, cs_str field, cs_str value,
                                             int64_t *id, cs_err *err);
/* Whatever is of `other` belongs to `incident`, which goes on. */
CASUS_MUST_CHECK casus_status cs_review_merge(cs_store *s, const cs_review *by, int64_t incident, int64_t other, int64_t *id,
                                              cs_err *err);
/* Two actors are one: where `other` has a part in an incident, it is summed up as `actor`, which goes on. Statements keep what
 * was read. Each: an id of the actor register, or "~" and the name of one that has none; case, accents and articles of a name
 * do not matter. Both must have a part in an incident. */
CASUS_MUST_CHECK casus_status cs_review_merge_actors(cs_store *s, const cs_review *by, cs_str actor, cs_str other, int64_t *id,
                                                     cs_err *err);
/* The statements leave their incident and make one of their own, *made. They are of one incident and not all of it. */
CASUS_MUST_CHECK casus_status cs_review_split(cs_store *s, const cs_review *by, const int64_t *statements, int n_statements,
                                              int64_t *made, int64_t *id, cs_err *err);
/* How reliable a source is by the Admiralty scale: a letter from A to F; n == 0: it is not graded. source 0: by its name. What
 * incidents that it tells of say is summed up anew. In the log: action edit, field CS_REVIEW_GRADE_FIELD, other: the source. */
CASUS_MUST_CHECK casus_status cs_review_grade(cs_store *s, const cs_review *by, int64_t source, cs_str name, cs_str letter,
                                              int64_t *id, cs_err *err);
#define CS_REVIEW_GRADE_FIELD CS_LIT("reliability")
/* Takes a decision back; what it changed is as if it had not been made. A decision on which a later one rests (a statement that
 * was added and then edited) can be taken back after that one. */
CASUS_MUST_CHECK casus_status cs_review_undo(cs_store *s, const cs_review *by, int64_t review, int64_t *id, cs_err *err);

/* Where words stand in a report, [begin, end) in code points; end == 0: not said. */
typedef struct cs_review_at {
    int64_t begin, end;
} cs_review_at;

/* A statement that the program missed. Words are found in the report's text: they must stand there once, or `near` says after
 * which words to look; where they stand may be said in their place (`…_at`). Those with n == 0 are not set; type, words and
 * evidence must be. */
typedef struct cs_review_addition {
    int64_t report;
    cs_str type, mode;                           /* codebook values */
    cs_str words;                                /* that name the act, */
    cs_review_at at;                             /* or where they stand */
    cs_str near;                                 /* look after these */
    cs_str certainty, modality;                  /* codebook values; fact, actual where not set */
    cs_str agent, recipient, target, instrument; /* words */
    cs_str place;                                /* words; a place that was read in them has its point */
    cs_str when;                                 /* as for an edit: a day, a month, a year, or a stretch */
    cs_review_at agent_at, recipient_at, target_at, instrument_at, place_at;
    cs_review_at when_at; /* the words that say when; without `when` what was read in them */
    cs_review_at toll_at; /* the words that say how many; those that name the act where not said */
    cs_str effect;        /* of a toll: killed, wounded, … */
    int64_t toll;         /* CS_COUNT_NONE: none */
    int64_t incident;     /* the incident that it tells of; 0: one of its own, or that of what it is linked with */
} cs_review_addition;
CASUS_MUST_CHECK casus_status cs_review_add(cs_store *s, const cs_review *by, const cs_review_addition *add, int64_t *statement,
                                            int64_t *id, cs_err *err);

/* The log, the oldest first. Texts stay until the next step. */
typedef struct cs_review_entry {
    int64_t id, incident, report, statement, other, undone_by; /* 0: none */
    cs_str at, who, action, field, before, after, why;
    cs_str source; /* name of the one that was graded */
} cs_review_entry;
typedef struct cs_rows cs_review_log;
CASUS_MUST_CHECK casus_status cs_review_log_of(cs_store *s, cs_review_log **log, cs_err *err);
CASUS_MUST_CHECK casus_status cs_review_log_next(cs_review_log *log, cs_review_entry *e, bool *more, cs_err *err);
#endif
