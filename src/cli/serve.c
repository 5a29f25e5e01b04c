/* casus serve: the desk. */
#define _POSIX_C_SOURCE 200809L /* sigprocmask, sigwait */
#include "cli/cli.h"
#include "serve/serve.h"
#include "store/store.h"
#include <time.h>

const char cli_serve_help[] =
    "casus serve opens a page on this machine, and an HTTP API for programs, to read, check and correct what a case holds.\n"
    "\n"
    "usage: casus serve --db FILE [OPTION…]\n"
    "\n"
    "  --db FILE          the case; it is made when it is not there\n"
    "  --port N           8321 where it is not given; 0: any that is free\n"
    "  --workers N        threads that answer\n"
    "\n"
    "examples:\n"
    "  casus serve --db sahel.casus                   then open the address that it prints\n"
    "  curl http://127.0.0.1:8321/api/v1/incidents    the same for programs (docs/serve.md)\n";

typedef struct options {
    const char *db;
    int64_t port, workers;
} options;

enum { O_DB, O_PORT, O_WORKERS, O_HELP, PORT_USUAL = 8321 };
static const cli_option OPTIONS[] = {
    { "--db", false, O_DB }, { "--port", false, O_PORT }, { "--workers", false, O_WORKERS }, { "--help", true, O_HELP },
    { "-h", true, O_HELP },
};

static bool set_option(options *o, int id, const char *value) {
    switch (id) {
    case O_DB: return o->db = value, true;
    case O_PORT: return cli_parse_int("--port", value, 0, 65535, &o->port);
    default: return cli_parse_int("--workers", value, 1, 32, &o->workers);
    }
}

static int parse(options *o, int argc, char **argv) {
    *o = (options){ .port = PORT_USUAL };
    cli_args a = { argc, argv };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        if (id == CLI_ARG_BAD) return CASUS_E_USAGE;
        if (id == O_HELP) return fputs(cli_serve_help, stdout) < 0 ? CASUS_E_STORE : 0;
        if (id == CLI_ARG_PATH) return cli_error(CASUS_E_USAGE, "%s: casus serve takes no report; add it on the page", a.value);
        if (!set_option(o, id, a.value)) return CASUS_E_USAGE;
    }
    if (o->db) return -1;
    cli_error(CASUS_E_USAGE, "no case was named");
    cli_hint("casus serve --db FILE, or casus serve --help");
    return CASUS_E_USAGE;
}

static void tell(void *ctx, cs_str line) {
    (void)ctx;
    fprintf(stderr, CS_FMT "\n", CS_WHOLE(line));
}

/* Makes the case where it is not there, and brings one of an older casus forward. */
static int make_case(const char *db) {
    cs_store *s = NULL;
    cs_err err = { .at = -1 };
    if (cs_store_open(&s, db, CS_DB_CREATE, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    cs_store_close(&s);
    return 0;
}

static void wait_for_signal(void) {
    while (!cli_interrupted) nanosleep(&(struct timespec){ .tv_nsec = 100000000 }, NULL);
}

int cli_serve(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    if ((code = make_case(o.db)) != 0) return code;
    srv_server *s = NULL;
    cs_err err = { .at = -1 };
    const srv_options how = { .db = o.db, .port = (int)o.port, .workers = (int)o.workers, .log = tell };
    if (srv_open(&s, &how, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    bool told = printf("%s\n", srv_address(s)) >= 0 && !fflush(stdout);
    if (told) wait_for_signal();
    srv_close(&s);
    return told ? 0 : cli_error(CASUS_E_STORE, "standard output cannot be written");
}
