/* What the tests of the store share: texts and readings made for them, a folder, what is in a case as text. */
#ifndef CS_TESTS_STORE_MADE_H
#define CS_TESTS_STORE_MADE_H
#include "check.h"
#include "store/store.h"

#define MADE_NOW CS_LIT("2026-01-02T03:04:05Z")

/* The same numbers on every machine. */
uint32_t made_random(uint32_t *state);
/* Paragraphs of invented words, names and deeds; ends with NUL (p is NULL-terminated text of malloc). */
char *made_text(uint32_t seed, int n_words);
/* What stands between the n-th and the next blank line, cut out; a new text. */
char *made_without_paragraph(const char *text, int n);

typedef struct made_about {
    const char *source, *published, *title; /* NULL: unknown */
} made_about;
/* A casus.report/1 of the text, found by rule: capitalised words are entities, "killed" and the like statements. */
void made_reading(cs_buf *b, const char *text, const made_about *about);

extern char made_folder[256];
int made_folder_open(void **state); /* cmocka's set-up and tear-down of a test */
int made_folder_close(void **state);
/* A path in it; the last four stay. */
const char *made_path(const char *name);

/* ---- past the store (made_raw.c) ---- */

bool made_on_server(void); /* cases are not files */
/* Where the case of this name is: in the folder, or a schema of the server. The last four stay. */
const char *made_where(const char *name);
void made_drop(const char *name);
void made_let_go(void);   /* of the connection that is kept for the next question */
void made_drop_all(void); /* schemas; with made_folder_close */
/* Rows of a query as text, a line each, columns with blanks between, "-" for null, blobs in hex. The caller's. */
char *made_ask(const char *where, const char *sql);
char *made_ask_between(const char *where, const char *sql, const char *between); /* other than blanks */
int64_t made_number(const char *where, const char *sql); /* the first of the first row */
/* References, triggers and defences are not looked at. Gives the id that the last new row with one was given. */
int64_t made_change(const char *where, const char *sql);
void made_set_version(const char *where, int version);
/* All rows of a case that is a file into one of a server that has none. */
void made_copy(const char *file, const char *where);

/* ---- cases ---- */

cs_store *made_open(const char *path, cs_db_mode mode); /* fails the test where it cannot */
int64_t made_run(cs_store *s, const char *version);
/* Adds the reading of a text. */
casus_status made_add(cs_store *s, int64_t run, const char *text, const made_about *about, cs_store_has *has, cs_err *err);
void made_must_add(cs_store *s, int64_t run, const char *text, const made_about *about);
/* Faults, a line each; "" where the case is whole. The caller's, free. */
char *made_check(const char *path);
/* All rows of all tables as text, or only of those that casus check knows by heart (no runs, reports, sources). The caller's.
 */
char *made_dump(const char *path, bool only_checked);
#endif
