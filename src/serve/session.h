/* serve/session.h: the page's way to show a token: it is given once and becomes a cookie that no script can read. Sessions live
 * in memory: they end with the server. */
#ifndef CS_SERVE_SESSION_H
#define CS_SERVE_SESSION_H
#include "serve/token.h"
#include <pthread.h>

enum { SRV_SESSIONS_MAX = 256 /* the one that ends first makes room */, SRV_SESSION_HOURS = 12 };
#define SRV_COOKIE "casus_session"

typedef struct srv_session {
    char sha256[CS_SHA256_HEX]; /* of the cookie */
    const srv_token *token;     /* NULL: the place is free */
    int64_t until_ms;
} srv_session;
typedef struct srv_sessions {
    pthread_mutex_t lock;
    srv_session v[SRV_SESSIONS_MAX];
} srv_sessions;

CASUS_MUST_CHECK casus_status srv_session_make(srv_sessions *all, const srv_token *token, int64_t now_ms,
                                               char secret[SRV_SECRET_BYTES], cs_err *err);
const srv_token *srv_session_find(srv_sessions *all, cs_str secret, int64_t now_ms); /* NULL: there is none */
void srv_session_end(srv_sessions *all, cs_str secret);
/* The session's secret in a Cookie header; n == 0: none. */
cs_str srv_session_in(cs_str cookies);
#endif
