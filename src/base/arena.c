#define _DEFAULT_SOURCE /* mmap's MAP_ANONYMOUS, MAP_NORESERVE and madvise */
#include "base/arena.h"
#include <errno.h>
#include <sys/mman.h>

casus_status cs_arena_map(cs_arena *a, size_t cap_bytes, cs_err *err) {
    void *p = mmap(NULL, cap_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (p == MAP_FAILED)
        return cs_fail(err, CASUS_E_LIMIT, -1, "cannot reserve %zu bytes of memory: %s", cap_bytes, strerror(errno));
#ifdef MADV_HUGEPAGE /* a hint: a fault for each 2 MB instead of each 4 KB where the arena is sure to be used */
    (void)madvise(p, cap_bytes < CS_ARENA_HUGE_BYTES ? cap_bytes : CS_ARENA_HUGE_BYTES, MADV_HUGEPAGE);
#endif
    *a = (cs_arena){ p, (char *)p + cap_bytes, p, NULL };
    return CASUS_OK;
}

void cs_arena_unmap(cs_arena *a) {
    if (a->base) munmap(a->base, (size_t)(a->end - a->base));
    *a = (cs_arena){ 0 };
}

void cs_arena_reset(cs_arena *a, size_t keep_bytes) {
    size_t used = (size_t)(a->beg - a->base);
    if (used > keep_bytes) {
        size_t page = 4096, from = (keep_bytes + page - 1) / page * page;
        if (from < used) madvise(a->base + from, used - from, MADV_DONTNEED);
    }
    a->beg = a->base;
}

void *cs_arena_raw(cs_arena *a, size_t size, size_t align, size_t count) {
    size_t pad = (size_t)(-(uintptr_t)a->beg & (align - 1));
    size_t avail = (size_t)(a->end - a->beg);
    if (pad > avail || count > (avail - pad) / size) longjmp(*a->on_full, 1); /* covers overflow of size * count too */
    char *p = a->beg + pad;
    a->beg = p + size * count;
    return p;
}

void *cs_arena_new(cs_arena *a, size_t size, size_t align, size_t count) {
    return memset(cs_arena_raw(a, size, align, count), 0, size * count);
}

void cs_vec_grow(cs_arena *a, void *vec, size_t size, size_t align) {
    CS_VEC(char) head;
    memcpy(&head, vec, sizeof head);
    ptrdiff_t cap = head.cap ? head.cap * 2 : 16;
    char *end = head.v ? head.v + size * (size_t)head.cap : NULL;
    if (end && end == a->beg) { /* the array is the arena's last allocation: extend it in place */
        cs_arena_new(a, size, 1, (size_t)(cap - head.cap));
    } else {
        char *p = cs_arena_new(a, size, align, (size_t)cap);
        if (head.n) memcpy(p, head.v, size * (size_t)head.n);
        head.v = p;
    }
    head.cap = cap;
    memcpy(vec, &head, sizeof head);
}
