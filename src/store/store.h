/* store/store.h: a case: reports in, everything that was read in them kept. Statements are never changed: coding again adds a
 * run. A store belongs to one thread; many may read one file while one writes.
 *
 * Where a call fails, what was committed before is safe and nothing of the failed call is in the file. */
#ifndef CS_STORE_STORE_H
#define CS_STORE_STORE_H
#include "base/buf.h"
#include "store/db.h"

/* Address space for what one call thinks with: the shingles of a text; only touched pages cost memory. */
#define CS_STORE_MEMORY_BYTES ((size_t)1 << 30)

typedef struct cs_store cs_store;

/* where: path of the case file. Errors: CASUS_E_STORE (cannot be opened or made, no case, of a later version, damaged). */
CASUS_MUST_CHECK casus_status cs_store_open(cs_store **s, const char *where, cs_db_mode mode, cs_err *err);
void cs_store_close(cs_store **s); /* what was not committed is undone; *s may be NULL */
cs_db *cs_store_db(cs_store *s);   /* for queries */

/* ---- adding ---- */

/* How reports are coded. */
typedef struct cs_store_run {
    cs_str casus;                                       /* version of the program */
    cs_str model, branch, gazetteer, actors, lexicon;   /* SHA-256 */
    cs_str own_actors, own_places, own_lexicon;         /* of the user's tables; n == 0: none */
    double min_confidence;
} cs_store_run;
/* The run of this program, model and tables: the one that is there, or a new one (commits). now: UTC, "YYYY-MM-DDTHH:MM:SSZ". */
CASUS_MUST_CHECK casus_status cs_store_begin_run(cs_store *s, const cs_store_run *run, cs_str now, int64_t *id, cs_err *err);

/* What makes a report: asked for before it is coded, so that nothing is coded twice. */
typedef struct cs_store_key {
    cs_str text_sha256; /* hex */
    cs_str source;      /* name of the publisher; n == 0: unknown */
    cs_str title;       /* n == 0: unknown */
    cs_str published;   /* YYYY-MM-DD; n == 0: unknown */
} cs_store_key;
typedef enum cs_store_has {
    CS_STORE_NOTHING, /* the text was not coded by this run with this date and title */
    CS_STORE_CODING,  /* it was, for another report */
    CS_STORE_REPORT   /* the report is there, coded by this run */
} cs_store_has;
CASUS_MUST_CHECK casus_status cs_store_has_report(cs_store *s, int64_t run, const cs_store_key *key, cs_store_has *has,
                                                  cs_err *err);

typedef struct cs_store_report {
    int64_t run;
    cs_str json;   /* casus.report/1 with text and words; where the coding is there already, only its head and text are used */
    cs_str packed; /* the same by cs_store_pack */
    cs_str now;    /* UTC, as in cs_store_begin_run */
} cs_store_report;
/* Adds a report and its coding by the run; where either is there it is not added again. *has: what was there before. Nothing is
 * committed before cs_store_commit. After a failure the store can only be closed. */
CASUS_MUST_CHECK casus_status cs_store_add(cs_store *s, const cs_store_report *add, cs_store_has *has, cs_err *err);
CASUS_MUST_CHECK casus_status cs_store_commit(cs_store *s, cs_err *err);
/* How reliable a source is by the Admiralty scale, 'A' to 'F'; the source is made where it is not there. Commits. */
CASUS_MUST_CHECK casus_status cs_store_grade(cs_store *s, cs_str source, char grade, cs_err *err);

/* ---- looking ---- */

typedef struct cs_store_counts {
    int64_t reports, texts, sources, statements, runs;
    int64_t copied; /* reports whose text is a near copy of another's, or the same */
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

/* What cs_store_pack packed, appended to `out`; a reading may take CS_STORE_READING_BYTES_MAX. Errors: CASUS_E_STORE (damaged),
 * CASUS_E_LIMIT; then `out` is as it was. */
enum { CS_STORE_READING_BYTES_MAX = 1 << 30 };
CASUS_MUST_CHECK casus_status cs_store_unpack(cs_str packed, cs_buf *out, cs_err *err);
CASUS_MUST_CHECK casus_status cs_store_pack(cs_str bytes, cs_buf *out, cs_err *err);

/* Looks at everything: pages, references, hashes of texts, spans within their texts, readings that can be unpacked and say as
 * many statements as the tables hold, near copies in one group. Each fault is given to `told`. *n_faults counts them. */
CASUS_MUST_CHECK casus_status cs_store_check(cs_store *s, cs_db_told told, void *ctx, int64_t *n_faults, cs_err *err);
#endif
