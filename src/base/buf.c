#include "base/buf.h"
#include "base/calendar.h"
#include <stdlib.h>

void cs_buf_free(cs_buf *b) {
    free(b->p);
    *b = (cs_buf){ 0 };
}

void cs_buf_clear(cs_buf *b) {
    b->n = 0;
    b->failed = false;
}

static bool room(cs_buf *b, size_t more) {
    if (b->failed) return false;
    if (more <= b->cap - b->n) return true;
    size_t cap = b->cap ? b->cap : 4096;
    while (cap - b->n < more && cap <= SIZE_MAX / 2) cap *= 2;
    char *p = cap - b->n < more ? NULL : realloc(b->p, cap);
    if (!p) return b->failed = true, false;
    b->p = p;
    b->cap = cap;
    return true;
}

void cs_buf_add(cs_buf *b, const char *p, size_t n) {
    if (!n || !room(b, n)) return;
    memcpy(b->p + b->n, p, n);
    b->n += n;
}

void cs_buf_put(cs_buf *b, const char *text) { cs_buf_add(b, text, strlen(text)); }

void cs_buf_char(cs_buf *b, char c) { cs_buf_add(b, &c, 1); }

/* At least `least` digits, so that fractions and dates keep their zeros. */
static void digits(cs_buf *b, uint64_t v, int least) {
    char d[20];
    int n = 0;
    do {
        d[19 - n++] = (char)('0' + v % 10);
        v /= 10;
    } while (v || n < least);
    cs_buf_add(b, d + 20 - n, (size_t)n);
}

void cs_buf_i64(cs_buf *b, int64_t v) {
    if (v < 0) cs_buf_char(b, '-');
    digits(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, 1);
}

void cs_buf_fixed(cs_buf *b, double v, int decimals) {
    uint64_t unit = 1;
    for (int i = 0; i < decimals; i++) unit *= 10;
    bool minus = v < 0;
    uint64_t scaled = (uint64_t)((minus ? -v : v) * (double)unit + 0.5);
    if (minus && scaled) cs_buf_char(b, '-');
    digits(b, scaled / unit, 1);
    if (!decimals) return;
    cs_buf_char(b, '.');
    digits(b, scaled % unit, decimals);
}

/* How byte i of s must be written, NULL when it may stand as it is; *n_bytes is what the escape stands for. */
static const char *escape(cs_str s, ptrdiff_t i, char hex[7], ptrdiff_t *n_bytes) {
    unsigned char c = (unsigned char)s.p[i];
    *n_bytes = 1;
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\t': return "\\t";
    case '\r': return "\\r";
    default: break;
    }
    if (c < 0x20 || c == 0x7f) {
        memcpy(hex, "\\u00", 4);
        hex[4] = "0123456789abcdef"[c >> 4];
        hex[5] = "0123456789abcdef"[c & 15];
        hex[6] = 0;
        return hex;
    }
    if (c == 0xe2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 && ((unsigned char)s.p[i + 2] & 0xfe) == 0xa8) {
        *n_bytes = 3;
        return (s.p[i + 2] & 1) ? "\\u2029" : "\\u2028";
    }
    return NULL;
}

void cs_buf_json(cs_buf *b, cs_str s) {
    if (!s.n) {
        cs_buf_put(b, "\"\"");
        return;
    }
    cs_buf_char(b, '"');
    ptrdiff_t from = 0, n_bytes;
    char hex[7];
    for (ptrdiff_t i = 0; i < s.n;) {
        const char *e = escape(s, i, hex, &n_bytes);
        if (e) {
            cs_buf_add(b, s.p + from, (size_t)(i - from));
            cs_buf_put(b, e);
            from = i + n_bytes;
        }
        i += n_bytes;
    }
    cs_buf_add(b, s.p + from, (size_t)(s.n - from));
    cs_buf_char(b, '"');
}

void cs_buf_csv(cs_buf *b, cs_str s) {
    bool quote = false;
    for (ptrdiff_t i = 0; i < s.n && !quote; i++) quote = s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\n' || s.p[i] == '\r';
    if (!quote) {
        cs_buf_str(b, s);
        return;
    }
    cs_buf_char(b, '"');
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] == '"') cs_buf_char(b, '"');
        cs_buf_char(b, s.p[i]);
    }
    cs_buf_char(b, '"');
}

void cs_buf_day(cs_buf *b, int32_t day) {
    cs_date d = cs_date_of(day);
    digits(b, (uint64_t)d.year, 4);
    cs_buf_char(b, '-');
    digits(b, (uint64_t)d.month, 2);
    cs_buf_char(b, '-');
    digits(b, (uint64_t)d.day, 2);
}
