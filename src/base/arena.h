/* Arenas: memory of one report (perm) and of one computation (scratch). A scratch arena is passed by value, so what was
 * taken from it is free again when the function returns. An arena reserves address space once; only touched pages cost
 * memory. When it is full it jumps to *on_full (set by the owner of the arena before any allocation). */
#ifndef CS_BASE_ARENA_H
#define CS_BASE_ARENA_H
#include "base/err.h"
#include <setjmp.h>
#include <stddef.h>
#include <string.h>

typedef struct cs_arena {
    char *beg, *end;  /* what is left */
    char *base;       /* where the reservation begins */
    jmp_buf *on_full; /* never NULL while allocating */
} cs_arena;

/* The beginning of an arena, for which the system is asked for large pages. */
#define CS_ARENA_HUGE_BYTES ((size_t)16 << 20)

/* Reserve cap_bytes of address space. CASUS_E_LIMIT when the system refuses. The arena is freed with cs_arena_unmap. */
CASUS_MUST_CHECK casus_status cs_arena_map(cs_arena *a, size_t cap_bytes, cs_err *err);
void cs_arena_unmap(cs_arena *a);
/* Take everything back and give touched pages beyond keep_bytes back to the system. */
void cs_arena_reset(cs_arena *a, size_t keep_bytes);

/* count elements of size bytes, zeroed, aligned; jumps to *a->on_full when they do not fit. */
void *cs_arena_new(cs_arena *a, size_t size, size_t align, size_t count);
/* The same but not zeroed, for what is written before it is read: large work spaces of which a report uses a part. */
void *cs_arena_raw(cs_arena *a, size_t size, size_t align, size_t count);
#define CS_NEW(a, T, count) ((T *)cs_arena_new((a), sizeof(T), _Alignof(T), (size_t)(count)))

/* A growing array in an arena: struct { T *v; ptrdiff_t n, cap; }. CS_PUSH returns a pointer to a new zeroed element. */
#define CS_VEC(T) \
    struct { \
        T *v; \
        ptrdiff_t n, cap; \
    }
#define CS_PUSH(a, vec) \
    ((vec)->n == (vec)->cap ? cs_vec_grow((a), (vec), sizeof *(vec)->v, _Alignof(max_align_t)) : (void)0, (vec)->v + (vec)->n++)
void cs_vec_grow(cs_arena *a, void *vec, size_t size, size_t align);
#endif
