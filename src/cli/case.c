#include "cli/case.h"
#include "store/store.h"

enum { OUT_BYTES = 1 << 16, KEEP_BYTES = 4 << 20 };
static const size_t MEMORY_BYTES = (size_t)1 << 32; /* address space: an incident with the texts of all its reports */

void cli_case_forget(cli_case *c) { cs_arena_reset(&c->think, KEEP_BYTES); }

void cli_case_flush(cli_case *c, bool at_once) {
    if (cli_interrupted && !c->code) c->code = CLI_INTERRUPTED;
    if (c->code || (!at_once && c->out.n < OUT_BYTES)) return;
    c->code = c->out.failed ? cli_error(CASUS_E_LIMIT, "out of memory") : cli_output_write(&c->output, c->out.p, c->out.n);
    cs_buf_clear(&c->out);
}

bool cli_case_format(const char *value, bool *json) {
    *json = !strcmp(value, "json");
    if (*json || !strcmp(value, "text")) return true;
    cli_error(CASUS_E_USAGE, "--format: expected text or json but found \"%s\"", value);
    return false;
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status look_or_jump(cli_case *c, jmp_buf *full, cli_case_look *look, const void *what, cs_err *err) {
    c->think.on_full = full;
    if (setjmp(*full))
        return cs_fail(err, CASUS_E_LIMIT, -1, "to show it takes more than %zu MB of memory", MEMORY_BYTES >> 20);
    return look(c, what, err);
}

int cli_case_run(const char *db, const cs_filter *filter, cli_case_look *look, const void *what) {
    cli_case c = { .look = { 0 } };
    cs_store *store = NULL;
    cs_err err = { 0 };
    jmp_buf full;
    c.look.colour = cli_screen(NULL, &c.look.width);
    c.code = cli_output_open(&c.output, NULL);
    casus_status st = cs_arena_map(&c.think, MEMORY_BYTES, &err);
    if (st == CASUS_OK) st = cs_store_open(&store, db, CS_DB_READ, &err);
    if (st == CASUS_OK) st = cs_view_open(&c.view, store, filter, &err);
    if (st == CASUS_OK) st = look_or_jump(&c, &full, look, what, &err);
    if (st == CASUS_OK) cli_case_flush(&c, true);
    cs_view_close(&c.view);
    cs_store_close(&store);
    cs_arena_unmap(&c.think);
    cs_buf_free(&c.out);
    return st == CASUS_OK ? c.code : cli_error_at(NULL, &err);
}
