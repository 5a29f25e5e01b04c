/* cli/filter.h: the options that say which incidents of a case are wanted, shared by the commands that look at one. */
#ifndef CS_CLI_FILTER_H
#define CS_CLI_FILTER_H
#include "cli/cli.h"
#include "store/filter.h"

/* In a command's list of options, with the ids first to first + CLI_FILTER_IDS - 1. */
enum { CLI_FILTER_IDS = 15 };
#define CLI_FILTER_OPTIONS(first) \
    { "--from", false, (first) }, { "--to", false, (first) + 1 }, { "--country", false, (first) + 2 }, \
        { "--admin1", false, (first) + 3 }, { "--box", false, (first) + 4 }, { "--actor", false, (first) + 5 }, \
        { "--type", false, (first) + 6 }, { "--mode", false, (first) + 7 }, { "--certainty", false, (first) + 8 }, \
        { "--modality", false, (first) + 9 }, { "--source", false, (first) + 10 }, { "--reviewed", false, (first) + 11 }, \
        { "--min-confidence", false, (first) + 12 }, { "--min-killed", false, (first) + 13 }, { \
        "--min-sources", false, (first) + 14 \
    }
#define CLI_FILTER_HELP \
    "which incidents (all conditions must hold)\n" \
    "  --from DAY, --to DAY   that may have happened then, YYYY-MM-DD, both days included\n" \
    "  --country CODE         ISO 3166-1, as NGA\n" \
    "  --admin1 NAME          region, as the gazetteer names it\n" \
    "  --box W,S,E,N          degrees; W may be greater than E, across the 180th meridian\n" \
    "  --actor ID|NAME        with this part in it: an id of the actor register, or a part of a name\n" \
    "  --type TYPE, --mode MODE, --certainty VALUE, --modality VALUE   as in docs/codebook.md\n" \
    "  --source NAME          told in a report by this publisher\n" \
    "  --reviewed VALUE       none, accepted, rejected, edited, or any: somebody has decided on it\n" \
    "  --min-confidence P     from 0 to 1\n" \
    "  --min-killed N         by the best figure\n" \
    "  --min-sources N        independent ones: copies of a text count once\n"

/* id: of an option, less `first`. false: a value that cannot be (told). value: must stay as long as the filter. */
bool cli_filter_set(cs_filter *f, int id, const char *value);
/* After the last option: do they go together? false: told. */
bool cli_filter_check(const cs_filter *f);
#endif
