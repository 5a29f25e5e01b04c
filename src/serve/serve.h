/* serve/serve.h: the desk: an HTTP server for the page and the API of one case (docs/serve.md). It neither prints nor exits:
 * what it has to say of requests goes to a function of the caller's. */
#ifndef CS_SERVE_SERVE_H
#define CS_SERVE_SERVE_H
#include "pipeline/pipeline.h"

enum { SRV_ADDRESS_BYTES = 80, SRV_WORKERS_MAX = 32, SRV_ORIGINS_MAX = 8 };

/* How reports that are sent are coded. */
typedef struct srv_coding {
    cs_pipeline_options pipeline; /* models NULL: no reports are taken */
    /* What pdftotext says of a PDF, for cs_ingest_options.pdf_layout; *layout is of malloc. NULL: PDF is refused. Called in a
     * thread of the server's. */
    casus_status (*pdf)(cs_str bytes, char **layout, size_t *n, cs_err *err);
} srv_coding;

typedef struct srv_options {
    const char *db;             /* the case: a file or postgresql://…; must be there */
    const char *address;        /* an IP address; NULL: 127.0.0.1 and ::1. Any that other machines reach needs tokens */
    int port;                   /* 0: any that is free */
    int workers;                /* threads that answer, 1..SRV_WORKERS_MAX; 0: as many as are useful */
    const char *const *origins; /* [n_origins] addresses by which a proxy is reached: "https://desk.example.org" */
    int n_origins;
    bool read_only;         /* the case is opened for reading; nobody decides or adds */
    const char *token_file; /* who may ask (token.h); NULL: whoever reaches the address may do all */
    srv_coding coding;
    /* Takes a line about a request, without its end; called by any thread, by one at a time. NULL: nobody listens. */
    void (*log)(void *ctx, cs_str line);
    void *log_ctx;
} srv_options;

typedef struct srv_server srv_server;
/* Opens the case, binds and begins to answer. What options point to must stay. On failure *s is unset. Errors: CASUS_E_USAGE
 * (an address that cannot be had), CASUS_E_STORE, CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status srv_open(srv_server **s, const srv_options *o, cs_err *err);
/* "http://127.0.0.1:8080/" */
const char *srv_address(const srv_server *s);
/* Ends what is under way, at most for some seconds, and closes all. *s may be NULL. */
void srv_close(srv_server **s);
#endif
