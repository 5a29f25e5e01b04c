/* serve/events.h: server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): that the case has
 * changed, how far jobs are. Who listens too slowly is let go, and comes again. */
#ifndef CS_SERVE_EVENTS_H
#define CS_SERVE_EVENTS_H
#include "serve/api.h"
#include <microhttpd.h>
#include <pthread.h>

enum {
    SRV_EVENT_LISTENERS_MAX = 64,
    SRV_EVENT_WAITING_BYTES_MAX = 1 << 18, /* of one listener */
    SRV_HEARTBEAT_S = 15
};

typedef struct srv_listener {
    struct srv_events *events;
    struct MHD_Connection *connection; /* NULL: the place is free */
    cs_buf waiting;
    size_t sent;    /* of waiting */
    bool suspended; /* nothing waits */
} srv_listener;
typedef struct srv_events {
    pthread_mutex_t lock;
    srv_listener v[SRV_EVENT_LISTENERS_MAX];
    bool ended;
} srv_events;

/* The answer that goes on and on, or NULL: then `out` says why not. */
struct MHD_Response *srv_events_listen(srv_events *e, struct MHD_Connection *connection, srv_reply *out);
/* name: of the event, without line ends; NULL: a heartbeat. data: one line. */
void srv_events_tell(srv_events *e, const char *name, cs_str data);
/* Ends all answers; no more are begun. */
void srv_events_end(srv_events *e);
#endif
