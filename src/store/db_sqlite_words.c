/* The full-text indices of a case in SQLite: FTS5 tables without content (https://sqlite.org/fts5.html). */
#include "store/db_sqlite.h"

casus_status cs_sqlite_words_put(cs_db *db, cs_words kind, int64_t id, cs_str one, cs_str two, cs_arena scratch, cs_err *err) {
    static const char *const add[CS_WORDS_KINDS] = {
        "insert into report_words (rowid, title, text) values ($1, $2, $3)",
        "insert into statement_words (rowid, evidence, names) values ($1, $2, $3)",
    };
    (void)scratch; /* FTS5 cuts the texts itself */
    return cs_db_run(db, add[kind], CS_VALUES(cs_v_int(id), cs_v_text(one), cs_v_text(two)), err);
}

/* SQLite would look the word up anew for each id that a condition lists, so ids are hidden from its index (+). */
casus_status cs_sqlite_words_find(cs_db *db, cs_words kind, const cs_query *q, const cs_words_among *among, int64_t before,
                                  cs_arena *a, cs_rows **rows, cs_err *err) {
    static const char *const find[CS_WORDS_KINDS] = {
        "select rowid, bm25(report_words, 4.0, 1.0), 1 from report_words where ",
        "select rowid, bm25(statement_words), 1 from statement_words where ",
    };
    static const char *const match[CS_WORDS_KINDS] = { "report_words match ", "statement_words match " };
    cs_str text = cs_sqlite_query(q, a);
    if (!text.n) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: out of memory", cs_db_name(db));
    const cs_value own[] = { cs_v_text(text), cs_v_int(before), cs_v_int(CS_WORDS_FOUND_MAX) };
    enum { N_OWN = sizeof own / sizeof *own };
    cs_value *v = CS_NEW(a, cs_value, among->n + N_OWN);
    if (among->n) memcpy(v, among->v, (size_t)among->n * sizeof *v);
    memcpy(v + among->n, own, sizeof own);
    cs_str sql =
        cs_printf(a, "%s" CS_FMT "%s%s$%d and rowid < $%d order by rowid desc limit $%d", find[kind], CS_WHOLE(among->sql),
                  among->sql.n ? " and " : "", match[kind], among->n + 1, among->n + 2, among->n + 3);
    return cs_db_ask_once(db, cs_join(a, sql, (cs_str){ "", 1 }).p, v, among->n + N_OWN, rows, err);
}

/* ---- sums over all (word, row, column, place) ---- */

/* The list of an index is a table of its own kind that is made beside the file. */
static casus_status make_list(cs_db *db, const char *sql, cs_err *err) {
    CS_TRY(cs_db_run(db, "pragma query_only = off", NULL, 0, err)); /* what follows writes nothing into the file */
    casus_status st = cs_db_run(db, sql, NULL, 0, err);
    if (st == CASUS_OK) st = cs_db_run(db, "pragma query_only = on", NULL, 0, err);
    return st;
}

/* Of a place in the first column, or in the second. */
static int64_t at(int64_t place, bool second) { return place << 1 | second; }

casus_status cs_sqlite_words_sum(cs_db *db, cs_words kind, uint64_t *sum, cs_err *err) {
    static const char *const make[CS_WORDS_KINDS] = {
        "create virtual table if not exists temp.report_words_list using fts5vocab(main, report_words, instance)",
        "create virtual table if not exists temp.statement_words_list using fts5vocab(main, statement_words, instance)",
    };
    static const char *const list[CS_WORDS_KINDS] = {
        "select term, doc, offset, col <> 'title' from temp.report_words_list",
        "select term, doc, offset, col <> 'evidence' from temp.statement_words_list",
    };
    cs_rows *rows = NULL;
    bool more;
    *sum = 0;
    CS_TRY(make_list(db, make[kind], err));
    CS_TRY(cs_db_ask(db, list[kind], NULL, 0, &rows, err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, err));
        if (!more) return CASUS_OK;
        *sum += cs_db_hash(cs_rows_text(rows, 0), cs_rows_int(rows, 1), at(cs_rows_int(rows, 2), cs_rows_int(rows, 3)));
    }
}

casus_status cs_sqlite_words_sum_row(cs_db *db, int64_t id, cs_str one, cs_str two, cs_arena scratch, uint64_t *sum,
                                     cs_err *err) {
    const cs_str columns[2] = { one, two };
    for (int i = 0; i < 2; i++) {
        cs_cut_words words = { 0 };
        CS_TRY(cs_db_cut(db, columns[i], &scratch, &words, err));
        for (ptrdiff_t k = 0; k < words.n; k++) *sum += cs_db_hash(words.v[k], id, at(k, i));
    }
    return CASUS_OK;
}
