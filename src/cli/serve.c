/* casus serve: the desk. */
#define _POSIX_C_SOURCE 200809L /* nanosleep, access */
#include "cli/pdf.h"
#include "cli/reader.h"
#include "serve/serve.h"
#include "serve/token.h"
#include "store/store.h"
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

const char cli_serve_help[] =
    "casus serve opens a page on this machine, and an HTTP API for programs, to read, check and correct what a case holds.\n"
    "\n"
    "usage: casus serve --db FILE [OPTION…]\n"
    "       casus serve --new-token NAME [--role ROLE]\n"
    "\n"
    "  --db FILE          the case; it is made when it is not there\n"
    "  --port N           8321 where it is not given; 0: any that is free\n"
    "  --workers N        threads that answer, 4 where it is not given\n"
    "  --read-only        nobody decides or sends reports; needs no model, and of the case no more than to read it\n"
    "  --quiet            no line on standard error for each request\n"
    "\n"
    "for others than this machine's user (docs/serve.md says how, with TLS)\n"
    "  --token-file FILE  who may ask: lines NAME ROLE SHA256. Without it whoever reaches the address may do everything\n"
    "  --address IP       listen there instead of 127.0.0.1 and ::1; needs --token-file\n"
    "  --origin URL       an address by which a proxy is reached, as https://desk.example.org; needs --token-file. May be "
    "given\n"
    "                     up to 8 times\n"
    "  --new-token NAME   make a token, print it, and the line for the file; only its SHA-256 is kept\n"
    "  --role ROLE        of the new token: read (where it is not given), review (decide, add reports) or admin\n"
    "\n" CLI_READER_HELP
    "\n"
    "examples:\n"
    "  casus serve --db sahel.casus                   then open the address that it prints\n"
    "  curl http://127.0.0.1:8321/api/v1/incidents    the same for programs\n"
    "\n"
    "It asks nothing of the network: map, fonts and scripts are in the program. It ends with Ctrl-C, when what is under way "
    "has\n"
    "been answered.\n";

typedef struct options {
    const char *db, *new_token, *role;
    srv_options how;
    cli_reader reader;
    const char *origins[SRV_ORIGINS_MAX];
    int64_t port, workers;
    bool quiet;
} options;

enum {
    O_DB,
    O_PORT,
    O_WORKERS,
    O_QUIET,
    O_READ_ONLY,
    O_TOKENS,
    O_ADDRESS,
    O_ORIGIN,
    O_NEW_TOKEN,
    O_ROLE,
    O_HELP,
    O_READER,
    PORT_USUAL = 8321
};
static const cli_option OPTIONS[] = {
    { "--db", false, O_DB },
    { "--port", false, O_PORT },
    { "--workers", false, O_WORKERS },
    { "--quiet", true, O_QUIET },
    { "--read-only", true, O_READ_ONLY },
    { "--token-file", false, O_TOKENS },
    { "--address", false, O_ADDRESS },
    { "--origin", false, O_ORIGIN },
    { "--new-token", false, O_NEW_TOKEN },
    { "--role", false, O_ROLE },
    CLI_READER_OPTIONS(O_READER),
    { "--help", true, O_HELP },
    { "-h", true, O_HELP },
};

static bool add_origin(options *o, const char *value) {
    if (o->how.n_origins == SRV_ORIGINS_MAX) {
        cli_error(CASUS_E_USAGE, "--origin: expected at most %d", SRV_ORIGINS_MAX);
        return false;
    }
    o->origins[o->how.n_origins++] = value;
    return true;
}

static bool set_option(options *o, int id, const char *value) {
    switch (id) {
    case O_DB: return o->db = value, true;
    case O_PORT: return cli_parse_int("--port", value, 0, 65535, &o->port);
    case O_WORKERS: return cli_parse_int("--workers", value, 1, SRV_WORKERS_MAX, &o->workers);
    case O_QUIET: return o->quiet = true;
    case O_READ_ONLY: return o->how.read_only = true;
    case O_TOKENS: return o->how.token_file = value, true;
    case O_ADDRESS: return o->how.address = value, true;
    case O_ORIGIN: return add_origin(o, value);
    case O_NEW_TOKEN: return o->new_token = value, true;
    case O_ROLE: return o->role = value, true;
    default: return cli_reader_set(&o->reader, id - O_READER, value);
    }
}

static int missing(void) {
    cli_error(CASUS_E_USAGE, "no case was named");
    cli_hint("casus serve --db FILE, or casus serve --help");
    return CASUS_E_USAGE;
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
    if (o->role && !o->new_token) return cli_error(CASUS_E_USAGE, "--role is of a --new-token");
    return o->db || o->new_token ? -1 : missing();
}

/* ---- a new token ---- */

static int new_token(const options *o) {
    char secret[SRV_SECRET_BYTES], sha256[CS_SHA256_HEX];
    cs_err err = { .at = -1 };
    srv_role role = SRV_READ;
    if (o->role && !srv_role_parse(cli_str(o->role), &role))
        return cli_error(CASUS_E_USAGE, "--role: expected read, review or admin but found \"%s\"", o->role);
    if (!srv_token_name_ok(cli_str(o->new_token)))
        return cli_error(CASUS_E_USAGE, "--new-token: expected a name of at most %d letters, digits and . _ - @",
                         SRV_TOKEN_NAME_BYTES_MAX);
    if (srv_secret_make(secret, sha256, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    int n = printf("%s\n%s %s %s\n", secret, o->new_token, srv_role_name(role), sha256);
    cli_hint("the first line is the token, which nobody can find out again; the second is for the file of --token-file");
    return n < 0 ? CASUS_E_STORE : 0;
}

/* ---- serving ---- */

static void tell(void *ctx, cs_str line) {
    (void)ctx;
    fprintf(stderr, CS_FMT "\n", CS_WHOLE(line));
}

/* The layout of a PDF, from pdftotext; the server itself runs no programs. */
static casus_status read_pdf(cs_str bytes, char **layout, size_t *n, cs_err *err) {
    cli_input i = { .bytes = (char *)(uintptr_t)bytes.p, .n_bytes = (size_t)bytes.n }; /* which is only read */
    casus_status st = cli_pdf_prepare(&i, err);
    if (st != CASUS_OK) {
        free(i.layout);
        return st;
    }
    *layout = i.layout;
    *n = i.n_layout;
    return CASUS_OK;
}

/* Makes the case where it is not there, and brings one of an older casus forward. */
static int make_case(const char *db) {
    cs_store *s = NULL;
    cs_err err = { .at = -1 };
    bool is_new = !cs_db_is_server(db) && access(db, F_OK) != 0;
    if (cs_store_open(&s, db, CS_DB_CREATE, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    cs_store_close(&s);
    if (is_new) cli_hint("%s was not there: a new case was made, without reports", db);
    return 0;
}

static int serve(const options *o) {
    srv_server *s = NULL;
    cs_err err = { .at = -1 };
    if (srv_open(&s, &o->how, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    bool told = printf("%s\n", srv_address(s)) >= 0 && !fflush(stdout);
    while (told && !cli_interrupted) nanosleep(&(struct timespec){ .tv_nsec = 50000000 }, NULL);
    srv_close(&s);
    return told ? 0 : cli_error(CASUS_E_STORE, "standard output cannot be written");
}

/* With what it takes to write: a case, a model. */
static int serve_all(options *o) {
    int code = make_case(o->db);
    char *models = code ? NULL : cli_models(o->reader.models);
    if (!models) return code ? code : CASUS_E_MODEL;
    o->how.coding = (srv_coding){ cli_reader_options(&o->reader, models, cli_cores()), read_pdf };
    code = serve(o);
    free(models);
    return code;
}

int cli_serve(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    if (o.new_token) return new_token(&o);
    o.how.db = o.db;
    o.how.port = (int)o.port;
    o.how.workers = (int)o.workers;
    o.how.origins = o.origins;
    if (!o.quiet) o.how.log = tell;
    return o.how.read_only ? serve(&o) : serve_all(&o);
}
