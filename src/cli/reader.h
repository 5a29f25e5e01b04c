/* cli/reader.h: the options that say what reports are read with, shared by the commands that read reports. */
#ifndef CS_CLI_READER_H
#define CS_CLI_READER_H
#include "cli/cli.h"

struct cli_reader {
    const char *models, *gazetteer, *actors, *places, *lexicon, *cpu; /* NULL: the usual ones, or none */
    bool skim; /* `casus code` alone asks for it: a case would take what is skimmed for the whole report */
};

/* In a command's list of options, with the ids first to first + CLI_READER_IDS - 1. */
enum { CLI_READER_IDS = 6 };
#define CLI_READER_OPTIONS(first) \
    { "--actors", false, (first) }, { "--places", false, (first) + 1 }, { "--lexicon", false, (first) + 2 }, \
        { "--gazetteer", false, (first) + 3 }, { "--models", false, (first) + 4 }, { \
        "--cpu", false, (first) + 5 \
    }
#define CLI_READER_HELP \
    "what reports are read with (docs/tables.md, docs/gazetteer.md)\n" \
    "  --actors FILE.csv  one's own actors, over those that casus knows\n" \
    "  --places FILE.csv  one's own places, over those of the gazetteer\n" \
    "  --lexicon FILE.csv one's own words for acts, over those that casus knows\n" \
    "  --gazetteer FILE   places from this gazetteer, made by casus gazetteer import\n" \
    "  --models DIR       folder with casus-en.model, casus-en.events and gazetteer.bin\n" \
    "  --cpu KIND         auto, scalar, avx2, avx512; the output is the same for any\n"

/* id: of an option, less `first`. false: a value that cannot be (told). */
bool cli_reader_set(cli_reader *r, int id, const char *value);
/* models: the folder. threads: of one report. */
cs_pipeline_options cli_reader_options(const cli_reader *r, const char *models, int threads);
/* Opens a pipeline; gives the exit code, 0 when all is well (told). threads: of one report. */
int cli_reader_open(const cli_reader *r, int threads, cs_pipeline **p);
#endif
