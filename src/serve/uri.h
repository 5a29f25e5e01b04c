/* serve/uri.h: addresses as they come: paths and queries (RFC 3986), checked and decoded. */
#ifndef CS_SERVE_URI_H
#define CS_SERVE_URI_H
#include "serve/api.h"

enum { SRV_QUERY_MAX = 64 /* names of a query */ };

/* Undoes %XX, and with plus '+' for a blank. false: a '%' without two hex digits, what is no UTF-8, or a control character. */
bool srv_uri_decode(cs_str s, bool plus, cs_arena *a, cs_str *out);

typedef enum srv_uri_fault { SRV_URI_OK, SRV_URI_BAD_ESCAPE, SRV_URI_TWICE, SRV_URI_TOO_MANY } srv_uri_fault;
typedef struct srv_query_list {
    srv_pair *v;
    int n;
    srv_uri_fault fault;
    cs_str at; /* the name, as it came, that is at fault */
} srv_query_list;
/* text: what stands behind the '?'. */
srv_query_list srv_uri_query(cs_str text, cs_arena *a);
#endif
