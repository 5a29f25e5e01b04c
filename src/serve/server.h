/* serve/server.h: the server's own parts, for the files of this folder.
 *
 *   listen.c    addresses; one thread for each receives and sends (libmicrohttpd). It never waits for a case
 *   http.c      a request as it comes in: is it let in (guard.h, token.h), its body, its end
 *   work.c      threads that answer, each with its own reader of the case; one writer is lent to who changes something
 *   response.c  an answer with the headers that each has
 *   keep.c      a thread that looks after time: connections that take too long, writes of other programs, heartbeats
 *   events.c    what listeners are told
 *   coder.c     a thread that codes the reports that were sent (job.h)
 * A request is one srv_ask: received in http.c, where its connection is then suspended; put into the queue; answered by a
 * worker, which makes the response and resumes the connection; sent, and freed, in http.c. */
#ifndef CS_SERVE_SERVER_H
#define CS_SERVE_SERVER_H
#include "serve/events.h"
#include "serve/guard.h"
#include "serve/job.h"
#include "serve/cache.h"
#include "serve/routes.h"
#include "serve/serve.h"
#include "serve/session.h"
#include "serve/writes.h"
#include <microhttpd.h>
#include <stdatomic.h>

enum {
    SRV_LISTENERS_MAX = 2,                 /* 127.0.0.1 and ::1 */
    SRV_CONNECTIONS_MAX = 256,             /* of each address that is listened to */
    SRV_CONNECTIONS_PER_ADDRESS_MAX = 128, /* of one client; a proxy is one client */
    SRV_HEADER_BYTES_MAX = 32 << 10,       /* the request line and all headers: what libmicrohttpd keeps of a connection */
    SRV_BODIES_BYTES_MAX = 256 << 20       /* that wait, of all requests together */
};
/* How long a connection may take, in seconds. */
enum {
    SRV_STILL_S = 30,  /* without a byte in or out */
    SRV_HEADER_S = 10, /* from its opening to the end of the first request's headers */
    SRV_NEXT_S = 60,   /* from an answer to the end of the next request's headers */
    SRV_BODY_S = 120,  /* to send a body */
    SRV_ANSWER_S = 60, /* to be answered by the case, but for routes that may take long */
    SRV_SEND_S = 600,  /* to take an answer */
    SRV_STOP_S = 5     /* to take an answer when the server ends */
};
/* Address space for one answer; only touched pages cost memory. */
#define SRV_ANSWER_MEMORY_BYTES ((size_t)1 << 32)
enum { SRV_ANSWER_KEEP_BYTES = 8 << 20 };

/* A connection, for its time limit. */
typedef struct srv_conn {
    struct srv_conn *next, **at; /* in the server's list */
    int fd;
    int64_t until_ms;  /* 0: no limit just now */
    const char *doing; /* for the log: "headers" */
    char from[48];     /* the client's address */
} srv_conn;

typedef struct srv_ask {
    srv_server *server;
    struct MHD_Connection *connection;
    srv_conn *conn;
    struct srv_ask *next; /* in the queue */
    char *uri;            /* path and query as they came; of malloc */
    cs_str method, path, query;
    srv_headers headers; /* point into what libmicrohttpd keeps until the answer is sent */
    const srv_route *route;
    cs_str id;
    cs_buf body;
    int body_fault; /* status: the rest of the body is passed over, then this is told. 0: none */
    srv_role role;
    cs_str who;
    bool secure;
    bool begun;                    /* its headers were looked at */
    struct MHD_Response *response; /* made */
    int status;
    int64_t began_ms;
} srv_ask;

/* How many of each the case has, which takes long to count where there is much. */
typedef struct srv_counted {
    pthread_mutex_t lock;
    int64_t revision; /* of SRV_PART_NUMBERS; 0: not counted yet */
    cs_store_counts counts;
} srv_counted;

typedef struct srv_worker {
    srv_server *server;
    pthread_t thread;
    cs_store *store; /* NULL: to be opened */
    cs_arena a;
    jmp_buf full;
    int making;           /* for srv_cache_done */
    pthread_mutex_t lock; /* of the two below, and held where the store is interrupted */
    int64_t until_ms;     /* what it asks of the store must end then; 0: it asks nothing, or may take long */
    bool late;            /* it was interrupted */
} srv_worker;

struct srv_server {
    srv_options o;
    char address[SRV_ADDRESS_BYTES];
    srv_tokens tokens; /* n == 0: none are asked for */
    srv_sessions sessions;
    srv_origin origins[SRV_ORIGINS_MAX];
    struct MHD_Daemon *daemons[SRV_LISTENERS_MAX];
    int n_daemons;
    atomic_bool closing;       /* new requests are refused */
    _Atomic int64_t n_asks;    /* under way */
    _Atomic size_t body_bytes; /* that wait */
    pthread_mutex_t logging;
    /* connections; keep.c */
    pthread_mutex_t conns_lock;
    srv_conn *conns;
    pthread_t keeper;
    atomic_bool keeping;
    /* the queue of requests, and its workers */
    pthread_mutex_t lock; /* of the queue */
    pthread_cond_t more;
    srv_ask *first, *last;
    bool stopping;
    srv_worker workers[SRV_WORKERS_MAX];
    int n_workers;
    _Atomic int n_exports; /* under way */
    /* the one that writes */
    pthread_mutex_t writing; /* held while `writer` is used */
    cs_store *writer;        /* NULL: to be opened. Where all is read only it writes nothing, but sees what others do */
    srv_cache *cache;        /* answers of this revision */
    int64_t stamp;           /* of the case, to see what other programs write */
    srv_writes writes;       /* and the revision */
    int64_t told;            /* revision that listeners know of; the keeper's */
    srv_counted counted;     /* root.c */
    srv_events events;
    srv_jobs jobs;
};

/* ---- server.c ---- */

/* The writer, until srv_writer_give; waits for who has it. On failure it need not be given back. */
CASUS_MUST_CHECK casus_status srv_writer_take(srv_server *s, cs_store **store, cs_err *err);
/* st: how what was done with it ended. wrote: the case may be another one now; the disk is asked to keep it. changed: in what;
 * NULL: in anything. Gives st, or why the disk did not. */
CASUS_MUST_CHECK casus_status srv_writer_give(srv_server *s, casus_status st, bool wrote, const cs_review_changed *changed,
                                              cs_err *err);
/* The case may be another one than it was: a new revision; the keeper tells listeners. changed: as above. */
static inline void srv_changed(srv_server *s, const cs_review_changed *changed) { srv_writes_add(&s->writes, changed); }
static inline int64_t srv_revision(srv_server *s, srv_part part) { return srv_writes_revision(&s->writes, part); }
void srv_log(srv_server *s, const char *fmt, ...) CS_PRINTF(2, 3);

/* ---- listen.c ---- */

/* Binds and begins to receive. */
CASUS_MUST_CHECK casus_status srv_listen(srv_server *s, cs_err *err);
/* Takes no new connection; answers what is under way, then ends. */
void srv_unlisten(srv_server *s);

/* ---- http.c: what libmicrohttpd calls; ctx: the server ---- */

size_t srv_no_unescape(void *ctx, struct MHD_Connection *connection, char *s); /* uri.h does it */
void *srv_on_uri(void *ctx, const char *uri, struct MHD_Connection *connection);
enum MHD_Result srv_on_request(void *ctx, struct MHD_Connection *connection, const char *url, const char *method,
                               const char *version, const char *data, size_t *n_data, void **state);
void srv_on_end(void *ctx, struct MHD_Connection *connection, void **state, enum MHD_RequestTerminationCode why);

/* ---- response.c ---- */

/* The answer as it is sent; takes what `out` owns. NULL: no memory. */
struct MHD_Response *srv_response(srv_reply *out);
bool srv_response_headers(struct MHD_Response *r, const srv_reply *out);

/* ---- keep.c ---- */

void srv_on_connection(void *ctx, struct MHD_Connection *connection, void **conn, enum MHD_ConnectionNotificationCode what);
/* It may take so long from now; seconds 0: no limit. doing: a literal. */
void srv_conn_may(srv_server *s, srv_conn *conn, int seconds, const char *doing);
CASUS_MUST_CHECK casus_status srv_keep_begin(srv_server *s, cs_err *err);
void srv_keep_end(srv_server *s);

/* ---- work.c ---- */

CASUS_MUST_CHECK casus_status srv_work_begin(srv_server *s, cs_err *err);
/* Answers what is in the queue, then ends. */
void srv_work_end(srv_server *s);
void srv_work_free(srv_server *s); /* when the keeper has ended, too */
/* Interrupts what takes too long; the keeper calls it. */
void srv_work_end_slow(srv_server *s, int64_t now_ms);
bool srv_work_put(srv_server *s, srv_ask *ask); /* false: nobody answers any more */
#endif
