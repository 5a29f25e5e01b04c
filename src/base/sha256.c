#include "base/sha256.h"

const uint32_t cs_sha256_k[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t ror(uint32_t x, int n) { return x >> n | x << (32 - n); }

static void blocks_ref(uint32_t state[8], const unsigned char *p, size_t n_blocks) {
    for (; n_blocks; n_blocks--, p += 64) {
        uint32_t w[64], s[8];
        for (int i = 0; i < 16; i++)
            w[i] = (uint32_t)p[4 * i] << 24 | (uint32_t)p[4 * i + 1] << 16 | (uint32_t)p[4 * i + 2] << 8 | p[4 * i + 3];
        for (int i = 16; i < 64; i++) {
            uint32_t a = ror(w[i - 15], 7) ^ ror(w[i - 15], 18) ^ w[i - 15] >> 3;
            uint32_t b = ror(w[i - 2], 17) ^ ror(w[i - 2], 19) ^ w[i - 2] >> 10;
            w[i] = w[i - 16] + a + w[i - 7] + b;
        }
        memcpy(s, state, sizeof s);
        for (int i = 0; i < 64; i++) {
            uint32_t e = ror(s[4], 6) ^ ror(s[4], 11) ^ ror(s[4], 25);
            uint32_t t1 = s[7] + e + ((s[4] & s[5]) ^ (~s[4] & s[6])) + cs_sha256_k[i] + w[i];
            uint32_t a = ror(s[0], 2) ^ ror(s[0], 13) ^ ror(s[0], 22);
            uint32_t t2 = a + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
            memmove(s + 1, s, 7 * sizeof *s);
            s[4] += t1;
            s[0] = t1 + t2;
        }
        for (int i = 0; i < 8; i++) state[i] += s[i];
    }
}

void cs_sha256_begin(cs_sha256 *h, bool use_cpu) {
    static const uint32_t init[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };
    memset(h, 0, sizeof *h);
    memcpy(h->state, init, sizeof init);
    h->blocks = use_cpu && cs_sha256_x86_ok() ? cs_sha256_x86 : blocks_ref;
}

void cs_sha256_add(cs_sha256 *h, const void *data, size_t n_bytes) {
    const unsigned char *p = data;
    size_t have = h->n_bytes % 64;
    if (!n_bytes) return; /* data may be NULL, which memcpy may not be given */
    h->n_bytes += n_bytes;
    if (have) {
        size_t take = n_bytes < 64 - have ? n_bytes : 64 - have;
        memcpy(h->block + have, p, take);
        p += take, n_bytes -= take;
        if (have + take < 64) return;
        h->blocks(h->state, h->block, 1);
    }
    h->blocks(h->state, p, n_bytes / 64);
    if (n_bytes % 64) memcpy(h->block, p + n_bytes / 64 * 64, n_bytes % 64);
}

void cs_sha256_end(cs_sha256 *h, char hex[CS_SHA256_HEX]) {
    uint64_t bits = h->n_bytes * 8;
    unsigned char tail[8];
    for (int i = 0; i < 8; i++) tail[i] = (unsigned char)(bits >> (56 - 8 * i));
    static const unsigned char pad[64] = { 0x80 };
    cs_sha256_add(h, pad, (119 - h->n_bytes % 64) % 64 + 1);
    cs_sha256_add(h, tail, 8);
    for (int i = 0; i < 64; i++) hex[i] = "0123456789abcdef"[h->state[i / 8] >> (28 - 4 * (i % 8)) & 15];
    hex[64] = 0;
}

void cs_sha256_hex(cs_str bytes, char hex[CS_SHA256_HEX]) {
    cs_sha256 h;
    cs_sha256_begin(&h, true);
    cs_sha256_add(&h, bytes.p, (size_t)bytes.n);
    cs_sha256_end(&h, hex);
}
