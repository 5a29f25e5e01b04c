/* serve/server.h: the server's own parts, for the files of this folder.
 *
 *   http.c    one thread for each address receives requests and sends answers (libmicrohttpd); it never waits for a case
 *   work.c    some threads answer, each with its own reader of the case; one writer is lent to who changes something
 * A request is one srv_ask: received in http.c, where its connection is then suspended; put into the queue; answered by a
 * worker, which makes the response and resumes the connection; sent, and freed, in http.c. */
#ifndef CS_SERVE_SERVER_H
#define CS_SERVE_SERVER_H
#include "serve/routes.h"
#include "serve/serve.h"
#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

enum {
    SRV_WORKERS_MAX = 32,
    SRV_CONNECTIONS_MAX = 256,             /* of all addresses together */
    SRV_CONNECTIONS_PER_ADDRESS_MAX = 128, /* of one client; a proxy is one client */
    SRV_HEADER_BYTES_MAX = 32 << 10,       /* the request line and all headers; what libmicrohttpd keeps of a connection */
    SRV_IDLE_S = 30                        /* without a byte in or out */
};
/* Address space for one answer; only touched pages cost memory. */
#define SRV_ANSWER_MEMORY_BYTES ((size_t)1 << 32)
enum { SRV_ANSWER_KEEP_BYTES = 8 << 20 };

typedef struct srv_ask {
    srv_server *server;
    struct MHD_Connection *connection;
    struct srv_ask *next; /* in the queue */
    char *uri;            /* path and query as they came; of malloc */
    cs_str method, path, query;
    const srv_route *route;
    cs_str id;
    cs_str content_type, if_match, if_none_match; /* point into what libmicrohttpd keeps until the answer is sent */
    cs_buf body;
    srv_role role;
    cs_str who;
    bool begun;                    /* its headers were looked at */
    struct MHD_Response *response; /* made */
    int status;
} srv_ask;

typedef struct srv_worker {
    srv_server *server;
    pthread_t thread;
    cs_store *store;
    cs_arena a;
    jmp_buf full;
} srv_worker;

struct srv_server {
    srv_options o;
    char address[SRV_ADDRESS_BYTES];
    int port;
    struct MHD_Daemon *daemon;
    _Atomic int64_t revision;
    /* the queue of requests, and its workers */
    pthread_mutex_t lock; /* of the queue */
    pthread_cond_t more;
    srv_ask *first, *last;
    bool stopping;
    srv_worker workers[SRV_WORKERS_MAX];
    int n_workers;
    /* the one that writes */
    pthread_mutex_t writing; /* held while `writer` is used */
    cs_store *writer;
};

/* ---- http.c ---- */

/* Binds and begins to receive. */
CASUS_MUST_CHECK casus_status srv_listen(srv_server *s, cs_err *err);
void srv_unlisten(srv_server *s);
/* The answer as libmicrohttpd sends it, with the headers that each has; takes what `out` owns. NULL: no memory. */
struct MHD_Response *srv_response(srv_reply *out);

/* ---- work.c ---- */

CASUS_MUST_CHECK casus_status srv_work_begin(srv_server *s, cs_err *err);
/* Answers what is in the queue, then ends. */
void srv_work_end(srv_server *s);
void srv_work_put(srv_server *s, srv_ask *ask);
#endif
