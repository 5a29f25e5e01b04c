/* SHA-256 (FIPS 180-4), in pieces or at once. Uses the CPU's SHA instructions where it has them: the model file is hashed
 * at each start. Both ways give the same bits (tests/ingest/sha256_test.c). */
#ifndef CS_BASE_SHA256_H
#define CS_BASE_SHA256_H
#include "base/str.h"

enum { CS_SHA256_HEX = 65 }; /* 64 digits and a NUL */

typedef struct cs_sha256 {
    uint32_t state[8];
    uint64_t n_bytes;
    unsigned char block[64]; /* the n_bytes % 64 bytes that wait */
    void (*blocks)(uint32_t state[8], const unsigned char *p, size_t n_blocks);
} cs_sha256;

/* use_cpu: false forces the portable code (for tests and --cpu scalar). */
void cs_sha256_begin(cs_sha256 *h, bool use_cpu);
void cs_sha256_add(cs_sha256 *h, const void *p, size_t n_bytes);
/* The digest as lower-case hex with a NUL; h is used up. */
void cs_sha256_end(cs_sha256 *h, char hex[CS_SHA256_HEX]);
/* All of it at once. */
void cs_sha256_hex(cs_str bytes, char hex[CS_SHA256_HEX]);

extern const uint32_t cs_sha256_k[64]; /* the round constants */
/* In sha256_x86.c: does this CPU have SHA-NI, SSSE3 and SSE4.1? Always false where it is not x86 or with CASUS_SCALAR. */
bool cs_sha256_x86_ok(void);
void cs_sha256_x86(uint32_t state[8], const unsigned char *p, size_t n_blocks);
#endif
