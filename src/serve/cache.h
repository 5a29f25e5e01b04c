/* serve/cache.h: answers kept for who asks the same again before the case changes. An answer is kept under a key (who asks, and
 * the address as it came) and the revision of the case that it was made of; at another revision it is none, but can be looked
 * at. Bounded in bytes: what was asked for longest ago goes first, and before what was asked for again what was not. What many
 * ask for at once is made once. Threads may share a cache. */
#ifndef CS_SERVE_CACHE_H
#define CS_SERVE_CACHE_H
#include "base/buf.h"

#define SRV_CACHE_BYTES_MAX ((size_t)64 << 20)
/* A larger answer is not kept, so that one does not drive out all others. */
#define SRV_CACHE_ANSWER_BYTES_MAX ((size_t)8 << 20)

enum { SRV_CACHE_MAKING_MAX = 32 /* answers that are waited for; others are made by each who asks */ };

typedef struct srv_cache srv_cache;
typedef struct srv_kept {
    const char *type; /* must live as long as the program */
    cs_str etag;      /* of srv_cache_get in the arena */
} srv_kept;

/* most: bytes, with what the cache itself needs for each. Errors: CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status srv_cache_open(srv_cache **c, size_t most, cs_err *err);
void srv_cache_close(srv_cache **c); /* *c may be NULL */
/* true: the answer is appended to body. false: there is none of this revision, and it is for the caller to make it: whoever
 * asks for the same meanwhile waits. *making is to be given to srv_cache_done, come what may; -1 does nothing there. */
bool srv_cache_get(srv_cache *c, cs_str key, int64_t revision, cs_buf *body, srv_kept *kept, int *making, cs_arena *a);
void srv_cache_done(srv_cache *c, int making);
/* What was kept last, of whatever revision: appended to body. */
bool srv_cache_last(srv_cache *c, cs_str key, cs_buf *body, int64_t *revision);
/* Keeps a copy, unless it is too large or there is no memory for it; what was kept under the key goes. */
void srv_cache_put(srv_cache *c, cs_str key, int64_t revision, cs_str body, const srv_kept *kept);
size_t srv_cache_bytes(srv_cache *c); /* that are in use */
#endif
