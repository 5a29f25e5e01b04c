/* serve/guard.h: is a request one that the server's own page, or a program, sends? Kept apart from HTTP's transport so that it
 * can be tested by itself.
 *
 * A page of somebody else's in the user's browser may send requests here, too. It cannot read the answers (there are no CORS
 * headers), but
 *   it may have its own name resolve to this address (DNS rebinding): so Host must be an IP address, localhost, or a name that
 *   the server was told;
 *   it may post (cross-site request forgery): so Origin, which browsers send, must be the server's own, and where it is missing
 *   Sec-Fetch-Site must be same-origin or none (https://www.w3.org/TR/fetch-metadata/). Programs send neither. */
#ifndef CS_SERVE_GUARD_H
#define CS_SERVE_GUARD_H
#include "serve/api.h"

enum { SRV_HOST_BYTES_MAX = 256 };

/* An address by which a proxy is reached: "https://desk.example.org". */
typedef struct srv_origin {
    cs_str whole; /* without a slash at its end */
    cs_str host;  /* with its port, if it has one */
    bool secure;  /* https */
} srv_origin;
/* false: no scheme http or https, no host, or more than that. */
bool srv_origin_parse(cs_str text, srv_origin *out);

/* Of the headers those that count; n == 0: not there. */
typedef struct srv_headers {
    cs_str host, origin, fetch_site, authorization, cookie;
    cs_str content_type, if_match, if_none_match;
    cs_str content_length, transfer_encoding;
    cs_str twice; /* name of one of these that came twice */
} srv_headers;
/* The place of a header's value; NULL: it does not count. name: in any case. */
cs_str *srv_headers_at(srv_headers *h, cs_str name);

/* true: it may go on; *secure: it came to an origin with https. Else the reply is a problem (400, 403, 421). api: of the API,
 * which nobody else's page may even read; changes: its method may change something. */
bool srv_guard(const srv_headers *h, const srv_origin *origins, int n_origins, bool api, bool changes, bool *secure,
               srv_reply *out);
/* Without regard to the case of ASCII letters, as names of hosts and headers are compared. */
bool srv_same_word(cs_str a, cs_str b);
#endif
