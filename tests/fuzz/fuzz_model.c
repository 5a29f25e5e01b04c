/* The model file. The input is what follows the fixed part of the file; magic, format, size and checksum are made here, so
 * that the header's parser sees it and not the checksum's test alone. */
#define _GNU_SOURCE /* memfd_create */
#include "base/sha256.h"
#include "encode/model.h"
#include "fuzz.h"
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FIXED_BYTES = 64, INPUT_BYTES_MAX = 1 << 20 };

static int digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/* A file with that content; its descriptor. */
static int make_file(const uint8_t *p, size_t n) {
    unsigned char head[FIXED_BYTES] = "CASUSMDL";
    const uint32_t format[2] = { CS_MODEL_FORMAT, 0x01020304 };
    const uint64_t size = FIXED_BYTES + n;
    memcpy(head + 8, format, sizeof format);
    memcpy(head + 16, &size, sizeof size);
    char hex[CS_SHA256_HEX];
    cs_sha256_hex((cs_str){ (const char *)p, (ptrdiff_t)n }, hex);
    for (int i = 0; i < 32; i++) head[32 + i] = (unsigned char)(digit(hex[2 * i]) * 16 + digit(hex[2 * i + 1]));
    int fd = memfd_create("model", 0);
    fuzz_check(fd >= 0 && write(fd, head, sizeof head) == (ssize_t)sizeof head && write(fd, p, n) == (ssize_t)n);
    return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    if (n > INPUT_BYTES_MAX) return 0;
    int fd = make_file(p, n);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    cs_model m;
    cs_err err = { .code = CASUS_OK };
    if (cs_model_open(&m, path, true, &err) == CASUS_OK) {
        unsigned sum = 0; /* every byte that a tensor promises is there */
        for (int i = 0; i < m.n_tensors; i++)
            for (size_t k = 0; k < m.tensor[i].n_bytes; k++) sum += ((const unsigned char *)m.tensor[i].data)[k];
        fuzz_check(m.n_tensors <= CS_MODEL_TENSORS_MAX);
        volatile unsigned sink = sum; /* the reads may not be optimised away */
        (void)sink;
        cs_model_close(&m);
    } else {
        fuzz_check(err.code == CASUS_E_MODEL || err.code == CASUS_E_LIMIT);
    }
    close(fd);
    return 0;
}
