/* store/store.h: a case: reports in, everything that was read in them kept. Statements are never changed: coding again adds a
 * run. A store belongs to one thread at a time; many may read one file while one writes, and several may write in turns.
 *
 * Where a call fails, what was written before is safe, nothing of the failed call is in the file, and the store can be used on.
 * CASUS_E_STORE: the file or the disk; what is asked next will fail too. CASUS_E_LIMIT, CASUS_E_INTERNAL: the one report. */
#ifndef CS_STORE_STORE_H
#define CS_STORE_STORE_H
#include "base/buf.h"
#include "store/db.h"

/* Address space for what one call thinks with: the shingles of a text; only touched pages cost memory. */
#define CS_STORE_MEMORY_BYTES ((size_t)1 << 30)
/* What is kept of it between reports instead of being given back to the system. */
enum { CS_STORE_KEEP_BYTES = 2 << 20 };

/* Values in a reading's JSON without its words, roughly: a report of 5 MB has as many. Parsed they take half a GiB. */
enum { CS_STORE_VALUES_MAX = 8 << 20 };

typedef struct cs_store cs_store;

/* where: path of the case file. What is no case is not changed. Errors: CASUS_E_STORE (cannot be opened or made, no case, of a
 * later version, damaged). */
CASUS_MUST_CHECK casus_status cs_store_open(cs_store **s, const char *where, cs_db_mode mode, cs_err *err);
void cs_store_close(cs_store **s); /* *s may be NULL */
cs_db *cs_store_db(cs_store *s);   /* for queries */

/* ---- adding ---- */

/* How reports are coded. */
typedef struct cs_store_run {
    cs_str casus;                                     /* version of the program */
    cs_str model, branch, gazetteer, actors, lexicon; /* SHA-256 */
    cs_str own_actors, own_places, own_lexicon;       /* of the user's tables; n == 0: none */
    double min_confidence;
} cs_store_run;
/* The run of this program, model and tables: the one that is there, or a new one. now: UTC, "YYYY-MM-DDTHH:MM:SSZ". */
CASUS_MUST_CHECK casus_status cs_store_begin_run(cs_store *s, const cs_store_run *run, cs_str now, int64_t *id, cs_err *err);

/* What makes a report: asked for before it is coded, so that nothing is coded twice. */
typedef struct cs_store_key {
    cs_str text_sha256; /* hex */
    cs_str source;      /* name of the publisher; n == 0: unknown */
    cs_str title;       /* n == 0: unknown */
    cs_str published;   /* YYYY-MM-DD; n == 0: unknown */
} cs_store_key;
/* What is there of a report. */
typedef struct cs_store_has {
    bool report; /* the text from this source with this date */
    bool coded;  /* and it was coded by the run */
    bool coding; /* the run coded the text with this date and title, for this report or another */
    bool kept;   /* by cs_store_add: people decided on the report as another run read it, and that is what still counts */
    int64_t id;  /* of the report; 0: it is not there. By cs_store_add: as it is then */
} cs_store_has;
CASUS_MUST_CHECK casus_status cs_store_has_report(cs_store *s, int64_t run, const cs_store_key *key, cs_store_has *has,
                                                  cs_err *err);

typedef struct cs_store_report {
    int64_t run;
    cs_str json;   /* casus.report/1 with text and words; where the coding is there already, only its head and text are used */
    cs_str packed; /* the same by cs_store_pack; n == 0 where the coding is known to be there */
    cs_str now;    /* UTC, as in cs_store_begin_run */
} cs_store_report;
/* Adds a report and its coding by the run, in one transaction; what is there is not added again. *has: what was there before.
 * When it returns, the end of the program loses nothing of it; a power cut may, before cs_store_sync. */
CASUS_MUST_CHECK casus_status cs_store_add(cs_store *s, const cs_store_report *add, cs_store_has *has, cs_err *err);
CASUS_MUST_CHECK casus_status cs_store_sync(cs_store *s, cs_err *err);
/* How reliable a source is by the Admiralty scale, 'A' to 'F'; the source is made where it is not there. */
CASUS_MUST_CHECK casus_status cs_store_grade(cs_store *s, cs_str source, char grade, cs_err *err);

/* Writes the case as it is now to a new file. */
CASUS_MUST_CHECK casus_status cs_store_copy(cs_store *s, const char *path, cs_err *err);

/* ---- looking ---- */

typedef struct cs_store_counts {
    int64_t reports, texts, sources, runs;
    int64_t statements; /* of each report those of its latest run */
    int64_t incidents;  /* live ones */
    int64_t copied;     /* reports beyond the first of those with the same text or near copies of it */
} cs_store_counts;
CASUS_MUST_CHECK casus_status cs_store_count(cs_store *s, cs_store_counts *counts, cs_err *err);

/* The readings of all reports, each by the latest run, in the order in which reports were added. */
typedef struct cs_store_reading {
    int64_t report, run;
    cs_str source, published, title, url, path, sha256, media_type, charset;
    int64_t size_bytes;
    cs_str packed; /* zlib */
} cs_store_reading;
typedef struct cs_rows cs_store_readings;
CASUS_MUST_CHECK casus_status cs_store_readings_of(cs_store *s, cs_store_readings **all, cs_err *err);
CASUS_MUST_CHECK casus_status cs_store_readings_next(cs_store_readings *all, cs_store_reading *out, bool *more, cs_err *err);

/* The ways in which reports were coded, oldest first. */
typedef struct cs_store_run_made {
    int64_t id;
    cs_str started_at, casus, model;
    int64_t n_reports; /* that it coded */
} cs_store_run_made;
typedef struct cs_rows cs_store_runs;
CASUS_MUST_CHECK casus_status cs_store_runs_of(cs_store *s, cs_store_runs **all, cs_err *err);
CASUS_MUST_CHECK casus_status cs_store_runs_next(cs_store_runs *all, cs_store_run_made *out, bool *more, cs_err *err);
CASUS_MUST_CHECK casus_status cs_store_has_run(cs_store *s, int64_t run, bool *there, cs_err *err);

/* What two runs read in each report that one of them coded, in the order of adding. */
typedef struct cs_store_pair {
    int64_t report;
    cs_str path; /* or url; n == 0: neither is known */
    cs_str a, b; /* packed; n == 0: not coded by that run */
} cs_store_pair;
typedef struct cs_rows cs_store_pairs;
CASUS_MUST_CHECK casus_status cs_store_pairs_of(cs_store *s, int64_t run_a, int64_t run_b, cs_store_pairs **all, cs_err *err);
CASUS_MUST_CHECK casus_status cs_store_pairs_next(cs_store_pairs *all, cs_store_pair *out, bool *more, cs_err *err);

/* What cs_store_pack packed, appended to `out`; a reading may take CS_STORE_READING_BYTES_MAX. Errors: CASUS_E_STORE (damaged),
 * CASUS_E_LIMIT; then `out` is as it was. */
enum { CS_STORE_READING_BYTES_MAX = 1 << 28 };
CASUS_MUST_CHECK casus_status cs_store_unpack(cs_str packed, cs_buf *out, cs_err *err);
CASUS_MUST_CHECK casus_status cs_store_pack(cs_str bytes, cs_buf *out, cs_err *err);

/* Looks at everything: pages, references, hashes of texts, readings that can be unpacked and are of their texts, tables row by
 * row against the readings that they were drawn from, words within their texts, copy groups against the texts. Each fault is
 * given to `told`. *n_faults counts them. Nothing is written. Errors: the file cannot be read so far (CASUS_E_STORE),
 * CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status cs_store_check(cs_store *s, cs_db_told told, void *ctx, int64_t *n_faults, cs_err *err);
#endif
