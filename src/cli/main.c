/* casus: the program. */
#define _POSIX_C_SOURCE 200809L /* setenv */
#include "casus/casus.h"
#include "cli/cli.h"
#include "store/db.h"
#include <stdlib.h>

static const char HELP[] =
    "casus reads reports on political violence and says what they say happened:\n"
    "who did what to whom, where, when, with what toll, and by whose word.\n"
    "\n"
    "usage: casus COMMAND [OPTION…]\n"
    "\n"
    "  casus code PATH…   code reports: text, HTML, PDF, JSON Lines, folders of them\n"
    "  casus add PATH…    code reports and keep them in a case, a file that grows\n"
    "  casus import       tables of incidents, as those of ACLED and UCDP GED, into a case\n"
    "  casus incidents    list what happened, by all reports of a case\n"
    "  casus show WHAT ID show one incident, actor, place or report of a case: who says what\n"
    "  casus search WORDS find words in the reports and statements of a case\n"
    "  casus accept, reject, edit, add-statement, merge, split, undo\n"
    "                     decide about what a case holds, with who and why\n"
    "  casus log          the decisions that were made\n"
    "  casus count        count incidents, killed or wounded by country, region, cell, actor, type and month\n"
    "  casus agreement    how far two people, or a person and casus, agree: Krippendorff's alpha\n"
    "  casus export       a case as JSON Lines, CSV, GeoJSON, ACLED, GED, GTD, STIX and ten other forms\n"
    "  casus serve        a page and an API on this machine, to read, check and correct what a case holds\n"
    "  casus diff A B     what two codings of the same reports say differently\n"
    "  casus check        see whether a case is whole\n"
    "  casus eval GOLD    score casus against reports that you coded by hand\n"
    "  casus gazetteer import FILE   make a gazetteer of all of GeoNames\n"
    "  casus bench        measure speed and memory on this machine\n"
    "  casus help [COMMAND]\n"
    "  casus --version\n"
    "\n"
    "examples:\n"
    "  casus code report.txt                          show what the report says\n"
    "  casus code report.txt --published 2024-03-07   the same; \"on Tuesday\" gets its date\n"
    "  casus code news/ --format json -o news.jsonl   a folder, one line of JSON per report\n"
    "  casus add --db sahel.casus news/               a folder, into a case\n"
    "  casus incidents --db sahel.casus --from 2024-01-01 --min-killed 10\n"
    "  curl -s URL | casus code - --format csv        from a pipe, one row per statement\n"
    "\n"
    "exit codes:\n"
    "    0  done                                   4  model missing or incompatible\n"
    "    1  some reports failed; diff: a difference 5  output or case could not be written\n"
    "    2  wrong usage                            6  a limit or memory exhausted\n"
    "    3  input unreadable                      70  a fault of the program\n"
    "                                            130  interrupted\n";

static const struct {
    const char *name;
    int (*run)(int argc, char **argv); /* of the arguments after the command's name */
    const char *help;
} COMMANDS[] = {
    { "code", cli_code, cli_code_help },
    { "add", cli_add, cli_add_help },
    { "import", cli_import, cli_import_help },
    { "incidents", cli_incidents, cli_incidents_help },
    { "show", cli_show, cli_show_help },
    { "search", cli_search, cli_search_help },
    { "accept", cli_accept, cli_accept_help },
    { "reject", cli_reject, cli_reject_help },
    { "edit", cli_edit, cli_edit_help },
    { "add-statement", cli_add_statement, cli_add_statement_help },
    { "merge", cli_merge, cli_merge_help },
    { "split", cli_split, cli_split_help },
    { "undo", cli_undo, cli_undo_help },
    { "log", cli_log, cli_log_help },
    { "count", cli_count, cli_count_help },
    { "agreement", cli_agreement, cli_agreement_help },
    { "export", cli_export, cli_export_help },
    { "serve", cli_serve, cli_serve_help },
    { "diff", cli_diff, cli_diff_help },
    { "check", cli_check, cli_check_help },
    { "eval", cli_eval, cli_eval_help },
    { "gazetteer", cli_gazetteer, cli_gazetteer_help },
    { "bench", cli_bench, cli_bench_help },
};
enum { N_COMMANDS = sizeof COMMANDS / sizeof *COMMANDS };

static int command_named(const char *name) {
    for (int i = 0; i < N_COMMANDS; i++)
        if (!strcmp(name, COMMANDS[i].name)) return i;
    return -1;
}

static int unknown(const char *name) {
    cli_error(CASUS_E_USAGE, "there is no command %s", name);
    FILE *f = fopen(name, "rb"); /* a frequent slip: `casus report.txt` */
    if (f) {
        fclose(f);
        cli_hint("to code that file: casus code %s", name);
    } else {
        cli_hint("casus help lists the commands");
    }
    return CASUS_E_USAGE;
}

static int help(const char *name) {
    int i = name ? command_named(name) : -1;
    if (name && i < 0) return unknown(name);
    return fputs(name ? COMMANDS[i].help : HELP, stdout) < 0 ? CASUS_E_STORE : 0;
}

static int run(int argc, char **argv) {
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        fputs(HELP, stderr);
        return CASUS_E_USAGE;
    }
    if (!strcmp(name, "help")) return help(argc > 2 ? argv[2] : NULL);
    if (!strcmp(name, "--help") || !strcmp(name, "-h")) return help(NULL);
    if (!strcmp(name, "--version") || !strcmp(name, "version"))
        return printf("casus %s\n", casus_version()) < 0 ? CASUS_E_STORE : 0;
    int i = command_named(name);
    return i < 0 ? unknown(name) : COMMANDS[i].run(argc - 2, argv + 2);
}

/* A server's password is seen by nobody who lists processes (after this), and stands in no message. */
static void hide_passwords(int argc, char **argv) {
    for (int i = 1; i < argc; i++) {
        char *password = cs_db_take_password(strncmp(argv[i], "--db=", 5) ? argv[i] : argv[i] + 5);
        if (password) setenv("PGPASSWORD", password, 1);
        free(password);
    }
}

int main(int argc, char **argv) {
    cli_catch_signals();
    hide_passwords(argc, argv);
    int code = run(argc, argv);
    /* What stdio still holds is lost on a full disk unless the last flush is checked. */
    if (fflush(stdout) && !code) code = cli_error(CASUS_E_STORE, "standard output: %s", "cannot be written");
    return code;
}
