#define _POSIX_C_SOURCE 200809L /* sysconf */
#include "cli/reader.h"
#include <stdlib.h>
#include <unistd.h>

int cli_cores(void) {
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return cores < 1 ? 1 : cores > CS_THREADS_MAX ? CS_THREADS_MAX : (int)cores;
}

int cli_coder_open(cli_coder *c, const cli_reader *reader, int jobs, bool many) {
    cs_err err = { 0 };
    *c = (cli_coder){ .n_workers = many ? jobs : 1 };
    int code = cli_reader_open(reader, many ? 1 : jobs, &c->pipeline);
    if (code) return code;
    c->workers = calloc((size_t)c->n_workers, sizeof *c->workers);
    if (!c->workers) return cli_error(CASUS_E_LIMIT, "out of memory");
    for (int i = 0; i < c->n_workers; i++)
        if (cs_worker_open(&c->workers[i], CS_REPORT_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    return 0;
}

void cli_coder_close(cli_coder *c) {
    for (int i = 0; c->workers && i < c->n_workers; i++) cs_worker_close(&c->workers[i]);
    free(c->workers);
    cs_pipeline_close(&c->pipeline);
    *c = (cli_coder){ 0 };
}
