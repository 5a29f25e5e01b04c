/* store/view.h: a case as people see it: incidents with all that is known of them, the statements behind, the reports. What
 * people edited is in what is seen; what they rejected is marked. All rows that one view gives are of one state of the case,
 * whoever adds to it meanwhile. Texts live in the arena that is given until it is reset; a text that is not known has n == 0. */
#ifndef CS_STORE_VIEW_H
#define CS_STORE_VIEW_H
#include "store/filter.h"
#include "store/store.h"

enum { CS_VIEW_NONE = -1 }; /* a count that is not known, or an end that is open */

typedef struct cs_view_time {
    cs_str edtf;        /* ISO 8601-2 */
    cs_str first, last; /* days */
    cs_str precision;   /* day, week, month, year, span; n == 0: no time is known */
} cs_view_time;

typedef struct cs_view_place {
    cs_str name;
    int64_t geonames; /* 0: none */
    bool located;     /* lat, lon (WGS 84) are known */
    double lat, lon;
    cs_str country, admin1, admin2, precision; /* as in docs/data-model.md */
} cs_view_place;

/* Who or what had a part. */
typedef struct cs_view_party {
    cs_str role;                  /* agent, recipient, target, instrument, beneficiary, other-party; of relations from, to, item */
    cs_str name;                  /* of the entity, else the words */
    cs_str words;                 /* as they stand in the text; of an incident's party empty */
    int64_t begin, end;           /* of the words, code points */
    int64_t entity;               /* row of entities; 0: none, and of an incident's party always 0 */
    cs_str actor;                 /* id in the actor register */
    cs_str type, sector, country; /* of the entity */
    cs_str certainty;             /* fact, claimed, accused, possible, denied */
    cs_str says;                  /* who says so, outermost first, "; " between; n == 0: the report itself */
    int64_t n_reports;            /* of an incident's party: how many reports have it */
} cs_view_party;

typedef struct cs_view_toll {
    cs_str effect;           /* killed, wounded, captured, arrested, missing, displaced, freed, crowd */
    cs_str status;           /* of a statement's: civilian, combatant, perpetrator or empty; of an incident's `all` as well */
    int64_t low, best, high; /* CS_VIEW_NONE: open or not known */
    int64_t women, children; /* CS_VIEW_NONE; of an incident's always */
    cs_str of;               /* words for those who are counted; of an incident's empty */
    cs_str certainty, says;  /* as for parties; of an incident's empty */
    int64_t begin, end;
    cs_str rule;             /* of an incident's: how the figures came about */
} cs_view_toll;

typedef struct cs_view_speaker {
    cs_str name; /* of the entity, else the words; n == 0: not named */
    cs_str kind; /* quote, paraphrase, belief */
    cs_str cue;  /* "said" */
} cs_view_speaker;

typedef struct cs_view_report {
    int64_t id, text_id;
    int64_t group; /* the copy group, or the text's own id: reports of one group count as one source */
    cs_str source; /* publisher */
    cs_str reliability; /* A to F */
    cs_str published, title, url, path, media_type, charset, added_at;
    cs_str sha256;      /* of the bytes as read */
    cs_str text_sha256;
    int64_t size_bytes;
} cs_view_report;

typedef struct cs_view_statement {
    int64_t id, number; /* row; 7 for s7 of its reading */
    int64_t coding, incident; /* incident: 0 for relations */
    int64_t report;     /* the first of those that it stands in */
    cs_str kind, type, mode, certainty, modality, time_frame;
    cs_str trigger, evidence; /* words */
    int64_t trigger_begin, trigger_end, evidence_begin, evidence_end; /* code points of the text */
    cs_view_time when;
    cs_view_place *places;
    cs_view_party *parties;
    cs_view_toll *tolls;
    cs_view_speaker *speakers; /* outermost first; none: the report's own voice */
    cs_str *contexts;
    int n_places, n_parties, n_tolls, n_speakers, n_contexts;
    double confidence; /* NAN: not known */
    cs_str review;     /* none, accepted, rejected, edited, added (by a person) */
    cs_str text_sha256;
    bool by_hand;      /* added by a person, whatever was decided of it since */
} cs_view_statement;

/* A statement as a reading names it. */
typedef struct cs_view_reference {
    int64_t statement;  /* row */
    cs_str text_sha256; /* "sha256:" before it is the reading's id */
    int64_t number;     /* 7 for s7 */
    bool by_hand;       /* added by a person, so in no reading of the program */
} cs_view_reference;

typedef struct cs_view_incident {
    int64_t id, version;
    cs_str made_at, changed_at;
    cs_str type, mode, certainty, modality, time_frame;
    cs_view_time when;
    cs_view_place place; /* n == 0 of its name: not known */
    cs_view_party *parties; /* agents first */
    cs_view_toll *tolls;
    int n_parties, n_tolls;
    int64_t *statements, *reports; /* row ids, in ascending order; reports with that of copies */
    int n_statements, n_reports;
    cs_view_reference *references;  /* to the statements that people did not reject, by text and number */
    int n_references;
    int64_t n_sources;  /* independent: copies of a text count as one */
    int64_t killed;     /* best figure, as lists are ordered by it; CS_VIEW_NONE: not known. Only where a list gives it */
    double confidence;  /* NAN: not known */
    int credibility;    /* 1 to 6, Admiralty scale */
    cs_str credibility_why;
    cs_str review; /* none, accepted, rejected, edited */
} cs_view_incident;

typedef struct cs_view cs_view;
/* Begins to look; the store can do nothing else until cs_view_close. filter: what it points to must stay. */
CASUS_MUST_CHECK casus_status cs_view_open(cs_view **v, cs_store *s, const cs_filter *filter, cs_err *err);
void cs_view_close(cs_view **v); /* *v may be NULL */

/* The live incidents that the filter wants, in its order; each once. When *more is false there is none left, and the
 * next call begins anew. a: takes what *out points to. */
CASUS_MUST_CHECK casus_status cs_view_incident_next(cs_view *v, cs_arena *a, cs_view_incident *out, bool *more, cs_err *err);
/* The same with what stands in the incident's own row: no parties, statements and reports; of tolls killed and wounded of all,
 * without their rule. For counting: one query for all. A view gives one or the other. */
CASUS_MUST_CHECK casus_status cs_view_head_next(cs_view *v, cs_arena *a, cs_view_incident *out, bool *more, cs_err *err);
CASUS_MUST_CHECK casus_status cs_view_parties_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_party **out, int *n,
                                                 cs_err *err);
/* One live incident, whatever the filter. *found is false where there is none. */
CASUS_MUST_CHECK casus_status cs_view_incident_of(cs_view *v, int64_t id, cs_arena *a, cs_view_incident *out, bool *found,
                                                  cs_err *err);
/* The statements of an incident by report, then by place in the text; with those that people rejected, marked. */
CASUS_MUST_CHECK casus_status cs_view_statements_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_statement **out, int *n,
                                                    cs_err *err);
/* All statements of a report, relations too, by place in the text. */
CASUS_MUST_CHECK casus_status cs_view_statements_in(cs_view *v, int64_t report, cs_arena *a, cs_view_statement **out, int *n,
                                                    cs_err *err);
/* One, by its row; *found is false where there is none, or its coding is no report's current one. */
CASUS_MUST_CHECK casus_status cs_view_statement_of(cs_view *v, int64_t statement, cs_arena *a, cs_view_statement *out,
                                                   bool *found, cs_err *err);
/* The relations (kind = relation) of a coding, which are in no incident. */
CASUS_MUST_CHECK casus_status cs_view_relations_of(cs_view *v, int64_t coding, cs_arena *a, cs_view_statement **out, int *n,
                                                   cs_err *err);
/* All reports in ascending order of ids: of a filtered view those of its incidents, each once. As cs_view_incident_next. */
CASUS_MUST_CHECK casus_status cs_view_report_next(cs_view *v, cs_arena *a, cs_view_report *out, bool *more, cs_err *err);
CASUS_MUST_CHECK casus_status cs_view_report_of(cs_view *v, int64_t id, cs_arena *a, cs_view_report *out, bool *found,
                                                cs_err *err);
/* The text of a report, and its reading as JSON (casus.report/1 with words), each in the arena. */
CASUS_MUST_CHECK casus_status cs_view_text_of(cs_view *v, int64_t report, cs_arena *a, cs_str *text, cs_err *err);
CASUS_MUST_CHECK casus_status cs_view_reading_of(cs_view *v, int64_t report, cs_arena *a, cs_str *json, cs_err *err);
#endif
