/* export/forms.h: a case as other programs read it. One file per format (form_csv.c, form_stix.c, …), all behind one table.
 *
 * Whoever writes a case begins a format, hands it what it needs, one at a time and in the order of the view, and takes what is
 * in `out` away between the calls: a format keeps only what a later row rests on. The same case gives the same bytes: no format
 * reads the clock, and ids come from what they are the id of. docs/formats has a page for each. */
#ifndef CS_EXPORT_FORMS_H
#define CS_EXPORT_FORMS_H
#include "base/buf.h"
#include "base/map.h"
#include "store/view.h"

enum { CS_FORM_FILES_MAX = 2 };

/* What the readings of an incident's reports call it (link/muc.h), each type once. */
typedef struct cs_form_muc {
    cs_str type, stage;
    cs_str *instruments, *targets;
    int n_instruments, n_targets;
} cs_form_muc;

/* An incident with all that is behind it. */
typedef struct cs_form_incident {
    const cs_view_incident *incident;
    const cs_view_statement *statements; /* without those that people rejected */
    const cs_view_report *reports;       /* in the order of incident->reports */
    int n_statements, n_reports;
    cs_form_muc muc; /* of a format that needs it */
} cs_form_incident;

/* A report with its text and what was read in it (casus.report/1 with words). */
typedef struct cs_form_document {
    const cs_view_report *report;
    cs_str text, reading;
    const cs_view_statement *statements; /* of a format that needs them: all but those that people rejected */
    int n_statements, n_rejected;
} cs_form_document;

typedef struct cs_form_writer {
    cs_buf out[CS_FORM_FILES_MAX]; /* of each file what is to be written next */
    cs_arena *keep;                /* for as long as the export lasts */
    cs_arena *scratch;             /* for a call */
    bool masked;
    int64_t n_written;        /* incidents or reports */
    int64_t n_objects;        /* of a list that has others than incidents */
    int64_t n_left;           /* incidents that the format has no place for */
    cs_map seen, seen_here;   /* ids that are written already: in all, of this incident */
    struct cs_bundle *bundle; /* of form_bundle.c */
    const char *copy;         /* path of a copy of the case that goes into it; NULL: none does */
} cs_form_writer;

typedef struct cs_form {
    const char *name;
    const char *about;                    /* for the help */
    const char *media, *ending;           /* media type of what it writes, of a folder's files; what its name ends with */
    const char *files[CS_FORM_FILES_MAX]; /* of a folder; files[0] == NULL: one file. per_report: what ends their names */
    bool per_report;                      /* a set of files for each report, named after its number */
    bool needs_muc, needs_statements;
    bool holds_case;                  /* a copy of it, where the whole case is written as it is */
    const char *left;                 /* why incidents are left out: "has no death"; NULL: none are */
    void (*begin)(cs_form_writer *w); /* any of these may be NULL */
    void (*incident)(cs_form_writer *w, const cs_form_incident *x);
    /* Errors: CASUS_E_STORE, the reading is damaged; CASUS_E_LIMIT. */
    CASUS_MUST_CHECK casus_status (*document)(cs_form_writer *w, const cs_form_document *x, cs_err *err);
    /* Called until it leaves *again as it is, false; what is in `out` is taken between. */
    CASUS_MUST_CHECK casus_status (*end)(cs_form_writer *w, bool *again, cs_err *err);
    void (*drop)(cs_form_writer *w); /* at last, also after an error */
} cs_form;

extern const cs_form cs_form_jsonl, cs_form_csv, cs_form_geojson, cs_form_acled, cs_form_ged, cs_form_gtd, cs_form_polecat,
    cs_form_plover, cs_form_gdelt, cs_form_muc4, cs_form_stix, cs_form_ftm, cs_form_conllu, cs_form_brat, cs_form_prov,
    cs_form_gold, cs_form_bundle;

/* All of them, in the order of the help; ended by one without a name. */
extern const cs_form *const cs_forms[];
const cs_form *cs_form_of(cs_str name); /* NULL: there is none */
#endif
