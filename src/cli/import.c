/* casus import: people's own tables of incidents into a case. */
#include "cli/cli.h"
#include "cli/progress.h"
#include "import/import.h"
#include "ingest/normal.h"
#include "base/utf8.h"
#include "store/store.h"
#include <errno.h>
#include <stdlib.h>

const char cli_import_help[] =
    "casus import reads a table of incidents into a case, each row as a report of a source with one statement, so that it is\n"
    "linked with what other reports say, shown, counted and exported like them.\n"
    "\n"
    "usage: casus import --db FILE --format FORMAT --source NAME TABLE.csv\n"
    "\n"
    "  --db FILE          the case; it is made when it is not there\n"
    "  --format FORMAT    acled  ACLED's columns\n"
    "                     ged    UCDP GED's columns\n"
    "                     csv    those of incidents.csv, as casus export --format csv writes it; type is enough\n"
    "  --source NAME      whose table it is\n"
    "\n"
    "A row that is in the case already is not added again. A row that cannot be read is refused, with its line and column; "
    "the\n"
    "others are imported. Columns that are not read are named at the end. docs/import.md says what becomes of each column.\n"
    "\n"
    "examples:\n"
    "  casus import --db sahel.casus --format acled --source ACLED acled-2024.csv\n"
    "  casus import --db sahel.casus --format csv --source \"Ana's list\" mine.csv\n";

static const size_t MEMORY_BYTES = (size_t)1 << 30; /* of address space: the lexicon; a row */

typedef struct options {
    const char *db, *source, *path;
    const cs_import_format *format;
} options;

enum { O_DB, O_FORMAT, O_SOURCE, O_HELP };
static const cli_option OPTIONS[] = { { "--db", false, O_DB },
                                      { "--format", false, O_FORMAT },
                                      { "--source", false, O_SOURCE },
                                      { "--help", true, O_HELP },
                                      { "-h", true, O_HELP } };

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    cli_args a = { argc, argv };
    *o = (options){ .db = NULL };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_DB: o->db = a.value; break;
        case O_SOURCE: o->source = a.value; break;
        case O_FORMAT:
            o->format = cs_import_format_of(cli_str(a.value));
            if (o->format) break;
            return cli_error(CASUS_E_USAGE, "--format: expected acled, ged or csv but found \"%s\"", a.value);
        case O_HELP: return fputs(cli_import_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH:
            if (o->path) return cli_error(CASUS_E_USAGE, "%s: expected one table", a.value);
            o->path = a.value;
            break;
        default: return CASUS_E_USAGE;
        }
    }
    if (o->db && o->format && o->path && o->source && *o->source) return -1;
    cli_error(CASUS_E_USAGE, "%s",
              !o->db       ? "no case was named"
              : !o->format ? "--format: expected acled, ged or csv"
              : !o->path   ? "no table was named"
                           : "--source: say whose table it is");
    cli_hint("casus import --db FILE --format acled --source ACLED TABLE.csv");
    return CASUS_E_USAGE;
}

typedef struct run {
    const options *o;
    cs_store *store;
    cs_arena perm, scratch;
    cs_lexicon lexicon;
    cs_import table;
    cs_buf bytes, json, packed;
    cli_progress progress;
    int64_t id; /* of the run */
    int64_t n_added, n_anew, n_known, n_refused;
} run;

static int read_file(run *r) {
    const char *path = r->o->path;
    FILE *f = fopen(path, "rb");
    if (!f) return cli_error(CASUS_E_INPUT, "%s: %s", path, strerror(errno));
    char part[1 << 16];
    size_t n;
    while ((n = fread(part, 1, sizeof part, f)) > 0 && r->bytes.n <= CS_IMPORT_BYTES_MAX) cs_buf_add(&r->bytes, part, n);
    int code = ferror(f) ? cli_error(CASUS_E_INPUT, "%s: %s", path, strerror(errno)) : 0;
    fclose(f);
    if (!code && r->bytes.failed) code = cli_error(CASUS_E_LIMIT, "out of memory");
    if (!code && r->bytes.n > CS_IMPORT_BYTES_MAX)
        code =
            cli_error(CASUS_E_LIMIT, "%s: larger than %d MB, the most that a table may have", path, CS_IMPORT_BYTES_MAX >> 20);
    return code;
}

static casus_status put(run *r, cs_err *err) {
    char buf[CLI_NOW_BYTES];
    cs_store_has has;
    cs_store_report add = { .run = r->id, .json = { r->json.p, (ptrdiff_t)r->json.n }, .now = cli_now(buf) };
    cs_buf_clear(&r->packed);
    CS_TRY(cs_store_pack(add.json, &r->packed, err));
    add.packed = (cs_str){ r->packed.p, (ptrdiff_t)r->packed.n };
    CS_TRY(cs_store_add(r->store, &add, &has, err));
    int64_t *count = has.coded ? &r->n_known : has.report ? &r->n_anew : &r->n_added;
    ++*count;
    return CASUS_OK;
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status next_or_jump(run *r, bool *more, jmp_buf *full, cs_err *err) {
    r->scratch.on_full = full;
    if (setjmp(*full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "%s:%d: the row takes too much memory", r->o->path,
                       (int)r->table.table.csv.line);
    return cs_import_next(&r->table, &r->json, more, r->scratch, err);
}

/* Gives the exit code, 0 to go on; a row that is refused is told and counted. */
static int one(run *r, bool *more) {
    jmp_buf full;
    cs_err err = { 0 };
    cs_buf_clear(&r->json);
    casus_status st = next_or_jump(r, more, &full, &err);
    if (st == CASUS_OK && *more) st = put(r, &err);
    if (st == CASUS_OK) return 0;
    cli_progress_clear(&r->progress);
    cli_error_at(NULL, &err);
    if (st == CASUS_E_STORE) return CASUS_E_STORE;
    r->n_refused++;
    *more = !r->table.table.broken;
    return 0;
}

static int summary(run *r) {
    const cs_import_table *t = &r->table.table;
    int64_t n = r->n_added + r->n_anew + r->n_known;
    if (t->n_unread) {
        fputs("casus: not read:", stderr);
        for (int i = 0; i < t->n_unread; i++) fprintf(stderr, "%s " CS_FMT, i ? "," : "", CS_ARG(t->unread[i]));
        fputs("\n", stderr);
    }
    if (r->table.n_abroad)
        fprintf(stderr, "casus: the country of %lld rows is none of ISO 3166-1; it was left open\n",
                (long long)r->table.n_abroad);
    if (t->broken) cli_error(CASUS_E_INPUT, "%s:%d: nothing behind this line could be read", t->path, (int)t->csv.line);
    if (printf("%s: %lld rows imported, %lld read anew, %lld were there, %lld refused\n", r->o->path, (long long)r->n_added,
               (long long)r->n_anew, (long long)r->n_known, (long long)r->n_refused) < 0)
        return CASUS_E_STORE;
    return !r->n_refused ? 0 : n ? CLI_SOME_FAILED : CASUS_E_INPUT;
}

static int import_all(run *r) {
    cs_err err = { 0 };
    bool more = true;
    int code = 0;
    while (more && !code && !cli_interrupted) {
        code = one(r, &more);
        cli_progress_step(&r->progress, r->table.table.record.n);
    }
    cli_progress_clear(&r->progress);
    if (code) return code;
    if (cs_store_sync(r->store, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    code = summary(r);
    return cli_interrupted ? CLI_INTERRUPTED : code;
}

static casus_status open_or_jump(run *r, jmp_buf *full, cs_err *err) {
    r->perm.on_full = full;
    if (setjmp(*full)) return cs_fail(err, CASUS_E_LIMIT, -1, "%s: no memory for its header", r->o->path);
    CS_TRY(cs_lexicon_open(&r->lexicon, &r->perm, err));
    cs_str source = cli_str(r->o->source), bytes = { r->bytes.p, (ptrdiff_t)r->bytes.n };
    if (cs_utf8_invalid(source) >= 0) return cs_fail(err, CASUS_E_INPUT, -1, "--source: expected UTF-8");
    source = cs_normal_line(source, &r->perm);
    if (!source.n) return cs_fail(err, CASUS_E_INPUT, -1, "--source: expected a name");
    return cs_import_open(&r->table, r->o->format, &r->lexicon, r->o->path, bytes, source, &r->perm, err);
}

static int open_all(run *r) {
    cs_err err = { 0 };
    jmp_buf full;
    char buf[CLI_NOW_BYTES], name[32];
    const cs_str none = CS_LIT("none");
    int code = read_file(r);
    if (code) return code;
    if (cs_arena_map(&r->perm, MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_arena_map(&r->scratch, MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (open_or_jump(r, &full, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_store_open(&r->store, r->o->db, CS_DB_CREATE, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    snprintf(name, sizeof name, "import:%s", r->o->format->name);
    const cs_store_run how = { .casus = cli_str(name), .model = CS_IMPORT_VERSION, none, none, none, none };
    if (cs_store_begin_run(r->store, &how, cli_now(buf), &r->id, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    return 0;
}

int cli_import(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run r = { .o = &o };
    code = open_all(&r);
    cli_progress_open(&r.progress, 0, (int64_t)r.bytes.n, false);
    r.progress.doing = "imported";
    r.progress.what = "rows";
    if (!code) code = import_all(&r);
    cs_store_close(&r.store);
    cs_arena_unmap(&r.perm);
    cs_arena_unmap(&r.scratch);
    cs_buf_free(&r.bytes);
    cs_buf_free(&r.json);
    cs_buf_free(&r.packed);
    return code;
}
