/* casus/casus.h: a report goes in as bytes, what it says happened comes out as JSON.
 *
 * Open a coder once; it maps the model and the gazetteer and parses the word lists. Then hand it one report after another:
 * each call returns one line of JSON, casus.report/1, described in docs/data-model.md. The same report, options and model
 * give the same bytes on every machine, whatever the number of threads.
 *
 * A coder is read-only after it is opened: any number of threads may call casus_code on the same one. Nothing here prints,
 * exits, reads the clock or the environment. A report that exhausts a limit fails alone; the coder stays usable. */
#ifndef CASUS_CASUS_H
#define CASUS_CASUS_H
#include "casus/status.h"
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CASUS_VERSION "0.1.0"
#if defined(__GNUC__)
#define CASUS_API __attribute__((visibility("default")))
#else
#define CASUS_API
#endif

enum { CASUS_ERROR_BYTES_MAX = 512 };

/* Why a call failed; owned by the caller, filled only on failure. at: byte offset in the report, -1 when there is none. */
typedef struct casus_error {
    casus_status status;
    int64_t at;
    char message[CASUS_ERROR_BYTES_MAX];
} casus_error;

typedef struct casus casus;

/* How to open a coder. Zero means the default for every member but models. */
typedef struct casus_options {
    const char *models; /* folder with casus-en.model, casus-en.events and gazetteer.bin; never NULL */
    const char *cpu;    /* "auto", "scalar", "avx2" or "avx512"; NULL is "auto". The output does not depend on it */
    int threads;        /* threads that one report may use, 1..64; 0 is 1 */
    size_t
        memory_max_bytes;  /* memory that one report may take; 0 is 1 GiB (of address space: what is not used costs nothing) */
    const char *gazetteer; /* a gazetteer that `casus gazetteer import` made; NULL is gazetteer.bin in models */
    const char *actors, *places, *lexicon; /* CSV files of one's own (docs/tables.md), over what casus has; NULL: none */
    int skim; /* nonzero: read only the passages that may tell of conflict; each report's `skimmed` says how much was
                 read (docs/data-model.md) */
} casus_options;

/* What is known of a report beside its bytes; NULL members are unknown and are then looked for in the report itself. All
 * are UTF-8 and end with NUL. */
typedef struct casus_report {
    const char *path; /* shown in source.path */
    const char *title;
    const char *published; /* "YYYY-MM-DD" */
    const char *source;    /* name of the publisher */
    const char *url;
    int tokens;  /* nonzero: with tokens */
    int no_text; /* nonzero: without text */
    int force;   /* nonzero: code the text even if it is not English */
} casus_report;

/* Open a coder. On success *coder is owned by the caller until casus_close; on failure it is unset.
 * Errors: CASUS_E_USAGE (an option out of range), CASUS_E_MODEL (a file missing, damaged or of another version),
 * CASUS_E_INPUT (a table of one's own: the message has file, line and column),
 * CASUS_E_LIMIT (no memory). error may be NULL. */
CASUS_API casus_status casus_open(casus **coder, const casus_options *options, casus_error *error);

/* Code one report: n_bytes of plain text or HTML in any encoding. about may be NULL. On success *json is a NUL-terminated
 * line of *n_json bytes (without a line end), to be freed with casus_free; on failure both are unset.
 * Errors: CASUS_E_INPUT (not text, not English, a malformed date), CASUS_E_LIMIT (too large, or out of memory). */
CASUS_API casus_status casus_code(const casus *coder, const char *bytes, size_t n_bytes, const casus_report *about, char **json,
                                  size_t *n_json, casus_error *error);
CASUS_API void casus_free(char *json);

/* Close a coder that no thread uses any more and set *coder to NULL. *coder may be NULL. */
CASUS_API void casus_close(casus **coder);

/* The version of the library that is running. */
CASUS_API const char *casus_version(void);

#ifdef __cplusplus
}
#endif
#endif
