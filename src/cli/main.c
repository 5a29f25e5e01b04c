/* casus: the program. */
#include "casus/casus.h"
#include "cli/cli.h"

static const char HELP[] =
    "casus reads reports on political violence and says what they say happened:\n"
    "who did what to whom, where, when, with what toll, and by whose word.\n"
    "\n"
    "usage: casus COMMAND [OPTION…]\n"
    "\n"
    "  casus code PATH…   code reports: text, HTML, JSON Lines, folders of them\n"
    "  casus add PATH…    code reports and keep them in a case, a file that grows\n"
    "  casus check        see whether a case is whole\n"
    "  casus export       write what a case holds as JSON Lines\n"
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
    "  curl -s URL | casus code - --format csv        from a pipe, one row per statement\n"
    "\n"
    "exit codes:\n"
    "    0  done                                   4  model missing or incompatible\n"
    "    1  done, but some reports failed          5  output or case could not be written\n"
    "    2  wrong usage                            6  a limit or memory exhausted\n"
    "    3  input unreadable                      70  a fault of the program\n"
    "                                            130  interrupted\n";

static int help(const char *command) {
    if (!command) return fputs(HELP, stdout) < 0 ? CASUS_E_STORE : 0;
    if (!strcmp(command, "code")) return fputs(cli_code_help, stdout) < 0 ? CASUS_E_STORE : 0;
    if (!strcmp(command, "add")) return fputs(cli_add_help, stdout) < 0 ? CASUS_E_STORE : 0;
    if (!strcmp(command, "check")) return fputs(cli_check_help, stdout) < 0 ? CASUS_E_STORE : 0;
    if (!strcmp(command, "export")) return fputs(cli_export_help, stdout) < 0 ? CASUS_E_STORE : 0;
    if (!strcmp(command, "eval")) return fputs(cli_eval_help, stdout) < 0 ? CASUS_E_STORE : 0;
    if (!strcmp(command, "gazetteer")) return fputs(cli_gazetteer_help, stdout) < 0 ? CASUS_E_STORE : 0;
    if (!strcmp(command, "bench")) return fputs(cli_bench_help, stdout) < 0 ? CASUS_E_STORE : 0;
    cli_error(CASUS_E_USAGE, "there is no command %s", command);
    cli_hint("casus help lists the commands");
    return CASUS_E_USAGE;
}

static int run(int argc, char **argv) {
    const char *command = argc > 1 ? argv[1] : NULL;
    if (!command) {
        fputs(HELP, stderr);
        return CASUS_E_USAGE;
    }
    if (!strcmp(command, "help")) return help(argc > 2 ? argv[2] : NULL);
    if (!strcmp(command, "--help") || !strcmp(command, "-h")) return help(NULL);
    if (!strcmp(command, "--version") || !strcmp(command, "version"))
        return printf("casus %s\n", casus_version()) < 0 ? CASUS_E_STORE : 0;
    if (!strcmp(command, "code")) return cli_code(argc - 2, argv + 2);
    if (!strcmp(command, "add")) return cli_add(argc - 2, argv + 2);
    if (!strcmp(command, "check")) return cli_check(argc - 2, argv + 2);
    if (!strcmp(command, "export")) return cli_export(argc - 2, argv + 2);
    if (!strcmp(command, "eval")) return cli_eval(argc - 2, argv + 2);
    if (!strcmp(command, "gazetteer")) return cli_gazetteer(argc - 2, argv + 2);
    if (!strcmp(command, "bench")) return cli_bench(argc - 2, argv + 2);
    cli_error(CASUS_E_USAGE, "there is no command %s", command);
    FILE *f = fopen(command, "rb"); /* a frequent slip: `casus report.txt` */
    if (f) {
        fclose(f);
        cli_hint("to code that file: casus code %s", command);
    } else {
        cli_hint("casus help lists the commands");
    }
    return CASUS_E_USAGE;
}

int main(int argc, char **argv) {
    cli_catch_signals();
    int code = run(argc, argv);
    /* What stdio still holds is lost on a full disk unless the last flush is checked. */
    if (fflush(stdout) && !code) code = cli_error(CASUS_E_STORE, "standard output: %s", "cannot be written");
    return code;
}
