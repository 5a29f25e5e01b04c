/* cli/about.h: the options that say what is known of reports beside their bytes, shared by the commands that read reports. What
 * the command line says counts most, then --meta. */
#ifndef CS_CLI_ABOUT_H
#define CS_CLI_ABOUT_H
#include "cli/cli.h"
#include "cli/inputs.h"
#include "cli/meta.h"

typedef struct cli_about {
    const char *title, *published, *source, *url, *meta; /* NULL: not told */
    bool force;
    cli_meta table; /* of meta */
} cli_about;

/* In a command's list of options, with the ids first to first + CLI_ABOUT_IDS - 1. */
enum { CLI_ABOUT_IDS = 6 };
#define CLI_ABOUT_OPTIONS(first) \
    { "--title", false, (first) }, { "--published", false, (first) + 1 }, { "--source", false, (first) + 2 }, \
        { "--url", false, (first) + 3 }, { "--meta", false, (first) + 4 }, { \
        "--force", true, (first) + 5 \
    }
#define CLI_ABOUT_HELP \
    "what is known of a report (otherwise taken from its own metadata, or left open)\n" \
    "  --published DATE   YYYY-MM-DD; without it \"on Tuesday\" has no date\n" \
    "  --title T          --source NAME          --url U\n" \
    "  --meta FILE.tsv    a row per report: file, published, title, source, url\n" \
    "  --force            code a report even if it is not English\n"

/* id: of an option, less `first`. false: a value that cannot be (told). */
bool cli_about_set(cli_about *a, int id, const char *value);
/* Reads the table; gives the exit code, 0 when all is well (told). */
int cli_about_open(cli_about *a);
void cli_about_close(cli_about *a);
/* An input with what is known of it; the strings live as long as both. */
cs_raw cli_about_raw(const cli_about *a, const cli_input *i);
/* Why an input failed, on standard error; a record is named by its line. */
void cli_about_failed(const cli_input *i, const cs_err *err);
#endif
