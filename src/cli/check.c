/* casus check: is a case whole? */
#include "cli/cli.h"
#include "store/store.h"

const char cli_check_help[] =
    "casus check looks through a case and names what is damaged.\n"
    "\n"
    "usage: casus check --db FILE\n"
    "\n"
    "It checks the file's pages and references, the SHA-256 of each text, each reading, each row of the tables that were\n"
    "drawn from it, and that near copies are grouped. What people can change (the reliability of sources) and what is known\n"
    "of a report beside its text (url, path) has nothing that it could be checked against. Nothing is changed, and others\n"
    "may add to the case meanwhile.\n"
    "\n"
    "exit codes: 0 whole, 5 damaged or not a case\n";

enum { O_DB, O_HELP };
static const cli_option OPTIONS[] = { { "--db", false, O_DB }, { "--help", true, O_HELP }, { "-h", true, O_HELP } };

static void told(void *ctx, cs_str what) {
    (void)ctx;
    printf("damaged: " CS_FMT "\n", CS_ARG(what));
}

static int check(const char *db) {
    cs_store *s = NULL;
    cs_store_counts c;
    cs_err err = { 0 };
    int64_t n_faults = 0;
    casus_status st = cs_store_open(&s, db, CS_DB_READ, &err);
    if (st == CASUS_OK) st = cs_store_check(s, told, NULL, &n_faults, &err);
    if (st == CASUS_OK) st = cs_store_count(s, &c, &err);
    cs_store_close(&s);
    if (st != CASUS_OK) return cli_error_at(NULL, &err);
    if (n_faults) return cli_error(CASUS_E_STORE, "%s: %lld faults", db, (long long)n_faults);
    int n = printf("%s: whole; %lld reports of %lld sources, %lld texts, %lld statements, coded in %lld ways\n", db,
                   (long long)c.reports, (long long)c.sources, (long long)c.texts, (long long)c.statements, (long long)c.runs);
    return n < 0 ? CASUS_E_STORE : 0;
}

int cli_check(int argc, char **argv) {
    cli_args a = { argc, argv };
    const char *db = NULL;
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_DB: db = a.value; break;
        case O_HELP: return fputs(cli_check_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH: return cli_error(CASUS_E_USAGE, "%s: expected --db FILE and nothing else", a.value);
        default: return CASUS_E_USAGE;
        }
    }
    if (!db) {
        cli_error(CASUS_E_USAGE, "no case was named");
        cli_hint("casus check --db FILE");
        return CASUS_E_USAGE;
    }
    return check(db);
}
