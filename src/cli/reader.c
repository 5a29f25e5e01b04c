#include "cli/reader.h"
#include <stdlib.h>

bool cli_reader_set(cli_reader *r, int id, const char *value) {
    const char **member[CLI_READER_IDS] = { &r->actors, &r->places, &r->lexicon, &r->gazetteer, &r->models, &r->cpu };
    *member[id] = value;
    return member[id] != &r->cpu || cli_parse_cpu(value);
}

cs_pipeline_options cli_reader_options(const cli_reader *r, const char *models, int threads) {
    return (cs_pipeline_options){ .models = models,
                                  .cpu = cli_str(r->cpu ? r->cpu : "auto"),
                                  .threads = threads,
                                  .gazetteer = r->gazetteer,
                                  .actors = r->actors,
                                  .places = r->places,
                                  .lexicon = r->lexicon,
                                  .skim = r->skim };
}

int cli_reader_open(const cli_reader *r, int threads, cs_pipeline **p) {
    cs_err err = { .at = -1 };
    char *models = cli_models(r->models);
    if (!models) return CASUS_E_MODEL;
    cs_pipeline_options o = cli_reader_options(r, models, threads);
    casus_status st = cs_pipeline_open(p, &o, &err);
    free(models);
    return st == CASUS_OK ? 0 : cli_error_at(NULL, &err);
}
