/* serve/api.h: what a handler of the API gets and gives. A handler is one function, declared in handlers.h, and one line of the
 * table in routes.c. It runs in a worker thread with a store of its own, and knows nothing of HTTP's transport, of tokens or of
 * where a request came from: that has been looked at before it is called.
 *
 * What is wrong with a request is answered by a problem (RFC 9457): a handler makes it with srv_problem and returns CASUS_OK. A
 * status other than CASUS_OK becomes a problem too: CASUS_E_USAGE 400, CASUS_E_INPUT 422, CASUS_E_LIMIT 413, CASUS_E_STORE 503,
 * else 500, with what err says; whatever the handler wrote is dropped. */
#ifndef CS_SERVE_API_H
#define CS_SERVE_API_H
#include "base/buf.h"
#include "store/review.h"
#include "store/store.h"
#include <jansson.h>
#include <stdio.h>

typedef enum srv_role { SRV_NOBODY, SRV_READ, SRV_REVIEW, SRV_ADMIN } srv_role; /* each may what those before it may */

typedef struct srv_pair {
    cs_str name, value;
} srv_pair;

/* What the same was answered before some incidents changed, and nothing else did. */
typedef struct srv_before {
    const int64_t *changed; /* their numbers */
    int n;
} srv_before;

typedef struct srv_server srv_server; /* server.h: for handlers of what is no case: jobs, sessions */

typedef struct srv_request {
    cs_str method; /* GET (of HEAD, too), POST, PUT, DELETE */
    cs_str path;   /* "/api/v1/incidents/12", as it came */
    cs_str id;     /* what stands at {id} of the route: decoded, UTF-8 */
    const srv_pair *query;
    int n_query;               /* in their order: decoded, UTF-8 without control characters, each name once */
    cs_str body, content_type; /* body: whole; content_type: without parameters, in lower case; n == 0: none was named */
    cs_buf *owned;             /* the body, for who wants to keep it: then it is to be left empty */
    cs_str if_match, if_none_match;
    srv_role role;
    cs_str who;       /* the token's name; n == 0: no tokens are asked for, then the body's "who" counts */
    cs_store *store;  /* of this thread, for reading; of a method that changes something the one that writes, held alone */
    int64_t revision; /* of the case, not later than what the store shows */
    const srv_before *before;   /* of routes marked so: the answer of before is the reply's body, to be left if it still holds,
                                 * else to be cleared; NULL: there is none */
    cs_review_changed *changed; /* of a method that changes something: for what it changed; all, where that is not said */
    cs_str now;                 /* UTC, "YYYY-MM-DDTHH:MM:SSZ" */
    bool secure;                /* it came through a proxy with TLS */
    cs_str session;             /* its cookie */
    cs_arena *a;                /* of this request; what a reply points to may lie in it */
    srv_server *server;
} srv_request;

typedef struct srv_reply {
    int status;       /* 200 */
    const char *type; /* "application/json"; must live as long as the program */
    cs_buf body;
    cs_str fixed; /* instead of body, for what lives as long as the program */
    FILE *file;   /* instead of body, for what is large: a file without a name (tmpfile), sent from its beginning */
    cs_str etag;  /* with its quotes; n == 0: of a route that is marked so the case's revision (routes.c), else none */
    cs_str location, disposition;
    cs_str cookie;   /* of Set-Cookie */
    cs_str allow;    /* of 405 */
    int retry_after; /* seconds; 0: none */
    bool keeps;      /* what stands there never changes: it may be kept without asking again */
} srv_reply;

typedef casus_status (*srv_handler)(const srv_request *r, srv_reply *out, cs_err *err);

/* ---- for handlers ---- */

/* Makes the reply a problem; gives CASUS_OK, so that a handler can return it. title: a few words that are the same for all
 * problems of a kind; then what was expected and what was found, UTF-8. */
CASUS_MUST_CHECK casus_status srv_problem(srv_reply *out, int status, const char *title, const char *fmt, ...) CS_PRINTF(4, 5);
/* The same, 400, of a member of the query or the body, which the problem names in "field". */
CASUS_MUST_CHECK casus_status srv_problem_of(srv_reply *out, cs_str field, const char *fmt, ...) CS_PRINTF(3, 4);

/* n == 0: it is not there, or empty. */
cs_str srv_query(const srv_request *r, const char *name);
/* Is there no query name but these? names: ends with NULL. false: the reply says which. */
bool srv_query_only(const srv_request *r, srv_reply *out, const char *const *names);
/* A whole number from least to most; `otherwise` where it is not there. false: the reply says what is wrong. */
bool srv_query_int(const srv_request *r, srv_reply *out, const char *name, int64_t least, int64_t most, int64_t otherwise,
                   int64_t *value);
/* The {id} as a row's number. false: the reply is 404, as a record that cannot be is not there. */
bool srv_id(const srv_request *r, srv_reply *out, int64_t *id);
/* The body as one JSON object, to be given back with json_decref. false: the reply says what is wrong (415, 400). */
bool srv_body_json(const srv_request *r, srv_reply *out, json_t **object);
/* Does the list of ETags of If-Match or If-None-Match hold this one, or "*"? weak: W/"x" counts as "x" (RFC 9110, 13.1). */
bool srv_etag_in(cs_str list, cs_str etag, bool weak);
#endif
