#define _POSIX_C_SOURCE 200809L /* pthread.h */
#include "serve/cache.h"
#include <pthread.h>
#include <stdlib.h>

enum { SLOTS = 4096 /* chains of the hash table */, SRV_CACHE_ETAG_BYTES_MAX = 128 };

/* One block of memory: this, then key, ETag and body. */
typedef struct entry {
    struct entry *next;          /* of its chain */
    struct entry *newer, *older; /* of its list, by when they were asked for */
    bool again;                  /* it was asked for again: in which list it is */
    uint64_t hash;
    int64_t revision;
    const char *type;
    size_t bytes;
    cs_str key, etag, body;
} entry;

typedef struct list {
    entry *newest, *oldest;
    size_t bytes;
} list;

/* An answer that somebody makes: who asks for it waits. */
typedef struct making {
    bool is;
    uint64_t hash; /* of key and revision; that of another is no harm: it is waited for, and then not there */
} making;

struct srv_cache {
    pthread_mutex_t lock;
    pthread_cond_t made;
    making making[SRV_CACHE_MAKING_MAX];
    size_t most;
    list used[2]; /* those that were asked for once, and again */
    entry *slot[SLOTS];
};

casus_status srv_cache_open(srv_cache **c, size_t most, cs_err *err) {
    srv_cache *x = calloc(1, sizeof *x);
    if (!x) return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to keep answers in");
    pthread_mutex_init(&x->lock, NULL);
    pthread_cond_init(&x->made, NULL);
    x->most = most;
    *c = x;
    return CASUS_OK;
}

/* ---- within the lock ---- */

static entry **place_of(srv_cache *c, uint64_t hash, cs_str key) {
    entry **e = &c->slot[hash % SLOTS];
    while (*e && ((*e)->hash != hash || !cs_eq((*e)->key, key))) e = &(*e)->next;
    return e;
}

static void unlink_use(srv_cache *c, entry *e) {
    list *l = c->used + e->again;
    *(e->newer ? &e->newer->older : &l->newest) = e->older;
    *(e->older ? &e->older->newer : &l->oldest) = e->newer;
    l->bytes -= e->bytes;
}

static void link_newest(srv_cache *c, entry *e) {
    list *l = c->used + e->again;
    e->newer = NULL;
    e->older = l->newest;
    *(l->newest ? &l->newest->newer : &l->oldest) = e;
    l->newest = e;
    l->bytes += e->bytes;
}

static void drop(srv_cache *c, entry **at) {
    entry *e = *at;
    *at = e->next;
    unlink_use(c, e);
    free(e);
}

static size_t bytes_of(const srv_cache *c) { return c->used[0].bytes + c->used[1].bytes; }

/* Most are asked for once, such as single incidents: they make room for each other, and leave what is asked for again, such as
 * lists that took long, unless that has nearly all the room. */
static entry *to_drop(const srv_cache *c) {
    entry *once = c->used[0].oldest, *again = c->used[1].oldest;
    if (!once || !again) return once ? once : again;
    return c->used[0].bytes < c->most / 4 ? again : once;
}

static void make_room(srv_cache *c, size_t bytes) {
    for (entry *e; bytes_of(c) + bytes > c->most && (e = to_drop(c));) drop(c, place_of(c, e->hash, e->key));
}

/* ---- the calls ---- */

void srv_cache_close(srv_cache **c) {
    if (!*c) return;
    make_room(*c, SIZE_MAX / 2);
    pthread_cond_destroy(&(*c)->made);
    pthread_mutex_destroy(&(*c)->lock);
    free(*c);
    *c = NULL;
}

/* NULL: there is none of this revision. */
static entry *find(srv_cache *c, uint64_t hash, cs_str key, int64_t revision) {
    entry **at = place_of(c, hash, key);
    return *at && (*at)->revision == revision && cs_eq((*at)->key, key) ? *at : NULL;
}

static int place_in_making(const srv_cache *c, uint64_t hash) {
    for (int i = 0; i < SRV_CACHE_MAKING_MAX; i++)
        if (c->making[i].is && c->making[i].hash == hash) return i;
    return -1;
}

/* -1: too many are being made. */
static int begin_making(srv_cache *c, uint64_t hash) {
    for (int i = 0; i < SRV_CACHE_MAKING_MAX; i++) {
        if (c->making[i].is) continue;
        c->making[i] = (making){ true, hash };
        return i;
    }
    return -1;
}

bool srv_cache_get(srv_cache *c, cs_str key, int64_t revision, cs_buf *body, srv_kept *kept, int *made_by, cs_arena *a) {
    uint64_t hash = cs_hash(key), both = hash ^ (uint64_t)revision * 0x9e3779b97f4a7c15u;
    char *bytes = CS_NEW(a, char, SRV_CACHE_ETAG_BYTES_MAX); /* the arena may jump, so not within the lock */
    *made_by = -1;
    pthread_mutex_lock(&c->lock);
    entry *e = find(c, hash, key, revision);
    while (!e && place_in_making(c, both) >= 0) {
        pthread_cond_wait(&c->made, &c->lock);
        e = find(c, hash, key, revision);
    }
    if (e) {
        unlink_use(c, e);
        e->again = true;
        link_newest(c, e);
        cs_buf_str(body, e->body);
        kept->type = e->type;
        if (e->etag.n) memcpy(bytes, e->etag.p, (size_t)e->etag.n);
        kept->etag = (cs_str){ bytes, e->etag.n };
    } else {
        *made_by = begin_making(c, both);
    }
    pthread_mutex_unlock(&c->lock);
    return e != NULL;
}

bool srv_cache_last(srv_cache *c, cs_str key, cs_buf *body, int64_t *revision) {
    pthread_mutex_lock(&c->lock);
    const entry *e = *place_of(c, cs_hash(key), key);
    if (e) cs_buf_str(body, e->body);
    if (e) *revision = e->revision;
    pthread_mutex_unlock(&c->lock);
    return e != NULL;
}

void srv_cache_done(srv_cache *c, int made_by) {
    if (made_by < 0) return;
    pthread_mutex_lock(&c->lock);
    c->making[made_by].is = false;
    pthread_cond_broadcast(&c->made);
    pthread_mutex_unlock(&c->lock);
}

static cs_str copy_of(char **p, cs_str s) {
    cs_str copy = { *p, s.n };
    if (s.n) memcpy(*p, s.p, (size_t)s.n);
    *p += s.n;
    return copy;
}

void srv_cache_put(srv_cache *c, cs_str key, int64_t revision, cs_str body, const srv_kept *kept) {
    size_t bytes = sizeof(entry) + (size_t)key.n + (size_t)kept->etag.n + (size_t)body.n;
    if (bytes > SRV_CACHE_ANSWER_BYTES_MAX || bytes > c->most || kept->etag.n > SRV_CACHE_ETAG_BYTES_MAX) return;
    entry *e = malloc(bytes);
    if (!e) return;
    char *p = (char *)(e + 1);
    *e = (entry){ .hash = cs_hash(key), .revision = revision, .type = kept->type, .bytes = bytes };
    e->key = copy_of(&p, key);
    e->etag = copy_of(&p, kept->etag);
    e->body = copy_of(&p, body);
    pthread_mutex_lock(&c->lock);
    entry **at = place_of(c, e->hash, e->key);
    if (*at && (*at)->revision > revision) { /* who was slow does not take the place of who was quick */
        pthread_mutex_unlock(&c->lock);
        free(e);
        return;
    }
    if (*at) drop(c, at);
    make_room(c, bytes);
    e->next = c->slot[e->hash % SLOTS];
    c->slot[e->hash % SLOTS] = e;
    link_newest(c, e);
    pthread_mutex_unlock(&c->lock);
}

size_t srv_cache_bytes(srv_cache *c) {
    pthread_mutex_lock(&c->lock);
    size_t n = bytes_of(c);
    pthread_mutex_unlock(&c->lock);
    return n;
}
