/* Build tool: writes base/known.h's list of files. usage: known OUT FILE… ; a FILE is a model or a gazetteer, and must have the
 * SHA-256 that it states. */
#include "base/known.h"
#include "base/sha256.h"
#include "encode/model.h"
#include "link/gazetteer_file.h"
#include <stdio.h>
#include <stdlib.h>

static const char *const digits = "0123456789abcdef";

static unsigned char *slurp(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    unsigned char *p = NULL;
    if (f && !fseek(f, 0, SEEK_END)) {
        *n = (size_t)ftell(f);
        rewind(f);
        p = malloc(*n + 1);
        if (p && fread(p, 1, *n, f) != *n) free(p), p = NULL;
    }
    if (f) fclose(f);
    return p;
}

/* The row of a file, if it is whole. */
static int write_row(FILE *out, const char *path) {
    size_t n = 0;
    unsigned char *p = slurp(path, &n);
    int gazetteer = p && n > CS_GAZ_HEADER_BYTES && !memcmp(p, CS_GAZ_MAGIC, 8);
    int ok = p && n > CS_GAZ_HEADER_BYTES && (gazetteer || !memcmp(p, CS_MODEL_MAGIC, 8));
    if (ok) {
        const unsigned char *digest = p + (gazetteer ? CS_GAZ_AT_DIGEST : CS_MODEL_AT_DIGEST);
        size_t from = gazetteer ? CS_GAZ_HEADER_BYTES : CS_MODEL_FRONT_BYTES;
        char hex[CS_SHA256_HEX];
        cs_sha256 h;
        cs_sha256_begin(&h, true);
        if (gazetteer) cs_sha256_add(&h, p, CS_GAZ_AT_DIGEST);
        cs_sha256_add(&h, p + from, n - from);
        cs_sha256_end(&h, hex);
        for (int i = 0; i < 32; i++)
            ok = ok && hex[2 * i] == digits[digest[i] >> 4] && hex[2 * i + 1] == digits[digest[i] & 15];
        fprintf(out, "    { {");
        for (int i = 0; i < 32; i++) fprintf(out, " %d,", digest[i]);
        fprintf(out, " }, %zuu, %lluu },\n", n, (unsigned long long)cs_quick_sum(p, n));
    }
    if (!ok) fprintf(stderr, "known: %s: no model or gazetteer, or damaged\n", path);
    free(p);
    return ok;
}

int main(int argc, char **argv) {
    FILE *out = argc > 1 ? fopen(argv[1], "wb") : NULL;
    if (!out) return fprintf(stderr, "known: cannot write %s\n", argc > 1 ? argv[1] : "?"), 1;
    fprintf(out, "#include \"base/known.h\"\nconst cs_known_file cs_known_files[] = {\n");
    int ok = 1;
    for (int i = 2; i < argc; i++) ok &= write_row(out, argv[i]);
    fprintf(out, "    { { 0 }, 0, 0 }\n};\n");
    return ferror(out) || fclose(out) != 0 || !ok;
}
