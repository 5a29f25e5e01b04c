#include "pipeline/own_table.h"
#include "base/utf8.h"
#include "ingest/normal.h"
#include <errno.h>
#include <stdio.h>

enum { PIECE_BYTES = 1 << 16 };

/* All of the file, which must be the arena's last allocation. */
static casus_status read_all(FILE *f, const char *path, cs_str *out, cs_arena *a, cs_err *err) {
    CS_VEC(char) v = { 0 };
    char piece[PIECE_BYTES];
    for (size_t n; (n = fread(piece, 1, sizeof piece, f)) > 0;) {
        if (v.n + (ptrdiff_t)n > CS_OWN_TABLE_BYTES_MAX)
            return cs_fail(err, CASUS_E_LIMIT, -1, "%s: expected at most %d MB", path, CS_OWN_TABLE_BYTES_MAX >> 20);
        while (v.cap - v.n < (ptrdiff_t)n) cs_vec_grow(a, &v, 1, 1);
        memcpy(v.v + v.n, piece, n);
        v.n += (ptrdiff_t)n;
    }
    if (ferror(f)) return cs_fail(err, CASUS_E_INPUT, -1, "%s: %s", path, strerror(errno));
    *out = (cs_str){ v.v ? v.v : "", v.n };
    return CASUS_OK;
}

casus_status cs_own_table_read(cs_own_table *t, const char *path, cs_arena *a, cs_err *err) {
    FILE *f = fopen(path, "rb");
    if (!f) return cs_fail(err, CASUS_E_INPUT, -1, "%s: %s", path, strerror(errno));
    cs_str bytes;
    casus_status st = read_all(f, path, &bytes, a, err);
    fclose(f);
    if (st != CASUS_OK) return st;
    ptrdiff_t bad = cs_utf8_invalid(bytes), line = 1;
    for (ptrdiff_t i = 0; i < bad; i++) line += bytes.p[i] == '\n';
    if (bad >= 0)
        return cs_fail(err, CASUS_E_INPUT, -1,
                       "%s:%td: expected UTF-8 but found byte 0x%02x; save the table as UTF-8 (CSV UTF-8)", path, line,
                       (unsigned char)bytes.p[bad]);
    cs_sha256_hex(bytes, t->sha256);
    t->text = cs_normal_text(bytes, a);
    return CASUS_OK;
}
