#define _DEFAULT_SOURCE /* getentropy */
#include "serve/token.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

/* ---- secrets ---- */

enum { RANDOM_BYTES = 32 };

static void put_base64url(const unsigned char *p, size_t n, char *out) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint32_t bits = 0;
    int n_bits = 0;
    for (size_t i = 0; i < n; i++) {
        bits = bits << 8 | p[i];
        for (n_bits += 8; n_bits >= 6; n_bits -= 6) *out++ = digits[bits >> (n_bits - 6) & 63];
    }
    if (n_bits) *out++ = digits[bits << (6 - n_bits) & 63];
    *out = '\0';
}

casus_status srv_secret_make(char secret[SRV_SECRET_BYTES], char sha256[CS_SHA256_HEX], cs_err *err) {
    static const char head[] = "casus_"; /* so that programs that look for leaked secrets know it */
    unsigned char random[RANDOM_BYTES];
    if (getentropy(random, sizeof random))
        return cs_fail(err, CASUS_E_INTERNAL, -1, "the system gives no random bytes: %s", strerror(errno));
    memcpy(secret, head, sizeof head);
    put_base64url(random, sizeof random, secret + sizeof head - 1);
    cs_sha256_hex((cs_str){ secret, (ptrdiff_t)strlen(secret) }, sha256);
    return CASUS_OK;
}

bool srv_same_bytes(const char *a, const char *b, size_t n) {
    const volatile unsigned char *x = (const volatile unsigned char *)a, *y = (const volatile unsigned char *)b;
    unsigned differs = 0;
    for (size_t i = 0; i < n; i++) differs |= (unsigned)(x[i] ^ y[i]);
    return differs == 0;
}

const srv_token *srv_token_find(const srv_tokens *t, cs_str secret) {
    char sha256[CS_SHA256_HEX];
    const srv_token *found = NULL;
    cs_sha256_hex(secret, sha256);
    for (int i = 0; i < t->n; i++)
        if (srv_same_bytes(t->v[i].sha256, sha256, CS_SHA256_HEX)) found = &t->v[i];
    return found;
}

/* ---- the file ---- */

static const struct {
    cs_str name;
    srv_role role;
} ROLES[] = { { { "read", 4 }, SRV_READ }, { { "review", 6 }, SRV_REVIEW }, { { "admin", 5 }, SRV_ADMIN } };
enum { N_ROLES = sizeof ROLES / sizeof *ROLES };

bool srv_role_parse(cs_str name, srv_role *role) {
    for (int i = 0; i < N_ROLES; i++)
        if (cs_eq(name, ROLES[i].name)) return *role = ROLES[i].role, true;
    return false;
}

const char *srv_role_name(srv_role role) {
    for (int i = 0; i < N_ROLES; i++)
        if (ROLES[i].role == role) return ROLES[i].name.p;
    return "none";
}

bool srv_token_name_ok(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = (char)(s.p[i] | 0x20);
        bool plain = (c >= 'a' && c <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] && strchr("._-@", s.p[i]));
        if (!plain) return false;
    }
    return s.n > 0 && s.n <= SRV_TOKEN_NAME_BYTES_MAX;
}

static bool is_sha256(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!((s.p[i] >= '0' && s.p[i] <= '9') || (s.p[i] >= 'a' && s.p[i] <= 'f'))) return false;
    return s.n == CS_SHA256_HEX - 1;
}

static cs_str next_word(cs_str *line) {
    *line = cs_trim(*line);
    ptrdiff_t n = 0;
    while (n < line->n && line->p[n] != ' ' && line->p[n] != '\t') n++;
    cs_str word = cs_cut(*line, 0, n);
    *line = cs_cut(*line, n, line->n);
    return word;
}

static casus_status put_line(srv_tokens *t, cs_str line, long number, cs_err *err) {
    line = cs_trim(line);
    if (!line.n || line.p[0] == '#') return CASUS_OK;
    cs_str name = next_word(&line), role = next_word(&line), sha256 = next_word(&line);
    srv_token one = { 0 };
    if (cs_trim(line).n || !sha256.n)
        return cs_fail(err, CASUS_E_INPUT, -1, "line %ld: expected a name, a role and a SHA-256", number);
    if (!srv_token_name_ok(name))
        return cs_fail(err, CASUS_E_INPUT, -1, "line %ld: expected a name of at most %d letters, digits and . _ - @", number,
                       SRV_TOKEN_NAME_BYTES_MAX);
    if (!srv_role_parse(role, &one.role))
        return cs_fail(err, CASUS_E_INPUT, -1, "line %ld: expected the role read, review or admin", number);
    if (!is_sha256(sha256)) return cs_fail(err, CASUS_E_INPUT, -1, "line %ld: expected a SHA-256 of 64 digits 0-9 a-f", number);
    for (int i = 0; i < t->n; i++)
        if (cs_eq(name, (cs_str){ t->v[i].name, (ptrdiff_t)strlen(t->v[i].name) }))
            return cs_fail(err, CASUS_E_INPUT, -1, "line %ld: the name %s was there before", number, t->v[i].name);
    if (t->n == SRV_TOKENS_MAX) return cs_fail(err, CASUS_E_LIMIT, -1, "line %ld: more than %d tokens", number, SRV_TOKENS_MAX);
    memcpy(one.name, name.p, (size_t)name.n);
    memcpy(one.sha256, sha256.p, (size_t)sha256.n);
    t->v[t->n++] = one;
    return CASUS_OK;
}

casus_status srv_tokens_parse(srv_tokens *t, cs_str text, cs_err *err) {
    t->n = 0;
    for (long number = 1; text.n; number++) {
        const char *lf = memchr(text.p, '\n', (size_t)text.n);
        ptrdiff_t n = lf ? lf - text.p : text.n;
        CS_TRY(put_line(t, cs_cut(text, 0, n), number, err));
        text = cs_cut(text, lf ? n + 1 : n, text.n);
    }
    return t->n ? CASUS_OK : cs_fail(err, CASUS_E_INPUT, -1, "there is no token in it");
}

casus_status srv_tokens_read(srv_tokens *t, const char *path, cs_err *err) {
    FILE *f = fopen(path, "rb");
    if (!f) return cs_fail(err, CASUS_E_INPUT, -1, "%s: %s", path, strerror(errno));
    char *bytes = malloc(SRV_TOKEN_FILE_BYTES_MAX + 1);
    size_t n = bytes ? fread(bytes, 1, SRV_TOKEN_FILE_BYTES_MAX + 1, f) : 0;
    casus_status st = !bytes || n > SRV_TOKEN_FILE_BYTES_MAX
                          ? cs_fail(err, CASUS_E_LIMIT, -1, "%s: larger than %d KB", path, SRV_TOKEN_FILE_BYTES_MAX >> 10)
                      : ferror(f) ? cs_fail(err, CASUS_E_INPUT, -1, "%s: cannot be read", path)
                                  : CASUS_OK;
    cs_err why = { .at = -1 };
    if (st == CASUS_OK && (st = srv_tokens_parse(t, (cs_str){ bytes, (ptrdiff_t)n }, &why)) != CASUS_OK)
        st = cs_fail(err, st, -1, "%s: %s", path, why.msg);
    free(bytes);
    fclose(f);
    return st;
}
