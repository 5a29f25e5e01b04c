/* serve/routes.h: what the API answers to: one table, from which requests are handed on and against which its description
 * (openapi.json) is tested. */
#ifndef CS_SERVE_ROUTES_H
#define CS_SERVE_ROUTES_H
#include "serve/api.h"

enum {
    SRV_NO_BODY = 0,             /* a request with a body is refused */
    SRV_JSON_BYTES_MAX = 1 << 20 /* a decision with its words */
};

typedef enum srv_route_flag {
    SRV_BY_REVISION = 1, /* what it answers depends on the case, its address and who asks alone: its ETag is the revision */
    SRV_NO_STORE = 2,    /* it does without the case, and is answered while somebody else writes */
    SRV_LONG = 8,        /* it may take longer than SRV_ANSWER_S: as an export of a large case */
    SRV_STREAM = 4,      /* of events: handler is NULL (events.c) */
    /* With SRV_BY_REVISION: no more than this part of the case (writes.h). */
    SRV_OF_REPORTS = 16,
    SRV_OF_PARTIES = 32,
    SRV_OF_INCIDENTS = 64 /* the handler looks whether what was answered before still holds (srv_request.before) */
} srv_route_flag;

typedef struct srv_route {
    const char *method;  /* HEAD goes where GET goes */
    const char *pattern; /* "/api/v1/incidents/{id}": {id} is one part of the path */
    srv_role role;       /* the least that may; SRV_NOBODY: everyone */
    srv_handler handler;
    size_t body_max; /* bytes */
    int flags;
} srv_route;
extern const srv_route srv_routes[]; /* ends with method NULL */

typedef struct srv_match {
    const srv_route *route; /* NULL: no such address, or no such method there */
    bool known;             /* there is such an address */
    cs_str id;              /* what stands at {id}, as it came; n == 0: the pattern has none */
    char allow[64];         /* the methods that the address takes, as for the Allow header */
} srv_match;
/* method: HEAD counts as GET. path: as it came, without the query. */
srv_match srv_route_find(const srv_route *routes, cs_str method, cs_str path);
#endif
