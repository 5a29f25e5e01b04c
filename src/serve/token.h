/* serve/token.h: who may ask, where the server is not for this machine's user alone. A token is 256 random bits; what is kept
 * of it, in a file of the user's, is its SHA-256, so that who reads the file cannot use it. As the bits are random, no slow
 * hash with a salt is needed. A line of the file: NAME ROLE SHA256, blanks or tabs between; # begins a remark. */
#ifndef CS_SERVE_TOKEN_H
#define CS_SERVE_TOKEN_H
#include "base/sha256.h"
#include "serve/api.h"

enum {
    SRV_TOKENS_MAX = 256,
    SRV_TOKEN_NAME_BYTES_MAX = 64,
    SRV_TOKEN_FILE_BYTES_MAX = 1 << 18,
    SRV_SECRET_BYTES = 64 /* "casus_", 43 letters, digits, - and _, NUL; with room */
};

typedef struct srv_token {
    char name[SRV_TOKEN_NAME_BYTES_MAX + 1]; /* letters, digits, . _ - @ */
    srv_role role;
    char sha256[CS_SHA256_HEX];
} srv_token;
typedef struct srv_tokens {
    srv_token v[SRV_TOKENS_MAX];
    int n;
} srv_tokens;

/* Errors: CASUS_E_INPUT with the line (also: no token in it, a name twice), CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status srv_tokens_parse(srv_tokens *t, cs_str text, cs_err *err);
CASUS_MUST_CHECK casus_status srv_tokens_read(srv_tokens *t, const char *path, cs_err *err);
/* The token with this secret, or NULL. How long it takes depends on the number of tokens alone. */
const srv_token *srv_token_find(const srv_tokens *t, cs_str secret);

/* A new secret, and what is kept of it. Errors: CASUS_E_INTERNAL (the system gives no random bytes). */
CASUS_MUST_CHECK casus_status srv_secret_make(char secret[SRV_SECRET_BYTES], char sha256[CS_SHA256_HEX], cs_err *err);
/* Compares n bytes in a time that does not depend on where they differ. */
bool srv_same_bytes(const char *a, const char *b, size_t n);

bool srv_role_parse(cs_str name, srv_role *role);
const char *srv_role_name(srv_role role); /* read, review, admin */
bool srv_token_name_ok(cs_str name);
#endif
