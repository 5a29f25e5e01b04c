/* One fuzz target per parser of bytes that others made. Each is a file with LLVMFuzzerTestOneInput, built in two ways:
 * with libFuzzer (`make fuzz`, clang), and with runner.c as a plain test that replays tests/fuzz/corpus/TARGET and mutates
 * it in a fixed way. A target may not crash, leak, hang, or break what its parser promises: it checks those with fuzz_check. */
#ifndef CS_TESTS_FUZZ_H
#define CS_TESTS_FUZZ_H
#include "base/str.h"
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* Ends the program, as a crash would, when a promise is broken. */
#define fuzz_check(promise) \
    do { \
        if (!(promise)) abort(); \
    } while (0)

/* The two arenas of a target, empty. Full ones end the input, not the program. */
typedef struct fuzz_arenas {
    cs_arena perm, scratch;
} fuzz_arenas;

static inline fuzz_arenas *fuzz_memory(jmp_buf *full) {
    static fuzz_arenas a;
    if (!a.perm.base) {
        fuzz_check(cs_arena_map(&a.perm, (size_t)256 << 20, NULL) == CASUS_OK);
        fuzz_check(cs_arena_map(&a.scratch, (size_t)256 << 20, NULL) == CASUS_OK);
    }
    cs_arena_reset(&a.perm, 1 << 20);
    cs_arena_reset(&a.scratch, 1 << 20);
    a.perm.on_full = a.scratch.on_full = full;
    return &a;
}
#endif
