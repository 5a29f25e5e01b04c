#include "segment/chars.h"

typedef struct range {
    uint32_t first, last;
    uint8_t cls;
} range;

/* Everything from U+0080 on that is no letter; what lies between is a letter. Source: the block tables of Unicode 15. */
static const range ranges[] = {
    { 0x0080, 0x00A0, CS_SEG_SPACE },    { 0x00A1, 0x00A9, CS_SEG_PUNCT },  { 0x00AB, 0x00AC, CS_SEG_PUNCT },
    { 0x00AD, 0x00AD, CS_SEG_FORMAT },   { 0x00AE, 0x00B4, CS_SEG_PUNCT },  { 0x00B6, 0x00B9, CS_SEG_PUNCT },
    { 0x00BB, 0x00BF, CS_SEG_PUNCT },    { 0x00C0, 0x00D6, CS_SEG_UPPER },  { 0x00D7, 0x00D7, CS_SEG_PUNCT },
    { 0x00D8, 0x00DE, CS_SEG_UPPER },    { 0x00F7, 0x00F7, CS_SEG_PUNCT },  { 0x02C2, 0x02C5, CS_SEG_PUNCT },
    { 0x02D2, 0x02DF, CS_SEG_PUNCT },    { 0x0300, 0x036F, CS_SEG_MARK },   { 0x0386, 0x0386, CS_SEG_UPPER },
    { 0x0387, 0x0387, CS_SEG_PUNCT },    { 0x0388, 0x038F, CS_SEG_UPPER },  { 0x0391, 0x03AB, CS_SEG_UPPER },
    { 0x0400, 0x042F, CS_SEG_UPPER },    { 0x0483, 0x0489, CS_SEG_MARK },   { 0x0589, 0x058A, CS_SEG_PUNCT },
    { 0x0591, 0x05BD, CS_SEG_MARK },     { 0x05BE, 0x05BE, CS_SEG_PUNCT },  { 0x05BF, 0x05BF, CS_SEG_MARK },
    { 0x05C0, 0x05C0, CS_SEG_PUNCT },    { 0x05C1, 0x05C7, CS_SEG_MARK },   { 0x05F3, 0x05F4, CS_SEG_PUNCT },
    { 0x0600, 0x060F, CS_SEG_PUNCT },    { 0x0610, 0x061A, CS_SEG_MARK },   { 0x061B, 0x061B, CS_SEG_PUNCT },
    { 0x061C, 0x061C, CS_SEG_FORMAT },   { 0x061D, 0x061F, CS_SEG_PUNCT },  { 0x064B, 0x065F, CS_SEG_MARK },
    { 0x0660, 0x0669, CS_SEG_DIGIT },    { 0x066A, 0x066D, CS_SEG_PUNCT },  { 0x0670, 0x0670, CS_SEG_MARK },
    { 0x06D4, 0x06D4, CS_SEG_PUNCT },    { 0x06D6, 0x06ED, CS_SEG_MARK },   { 0x06F0, 0x06F9, CS_SEG_DIGIT },
    { 0x0900, 0x0903, CS_SEG_MARK },     { 0x093A, 0x093C, CS_SEG_MARK },   { 0x093E, 0x094F, CS_SEG_MARK },
    { 0x0964, 0x0965, CS_SEG_PUNCT },    { 0x0966, 0x096F, CS_SEG_DIGIT },  { 0x1680, 0x1680, CS_SEG_SPACE },
    { 0x180E, 0x180E, CS_SEG_FORMAT },   { 0x1AB0, 0x1AFF, CS_SEG_MARK },   { 0x1DC0, 0x1DFF, CS_SEG_MARK },
    { 0x2000, 0x200A, CS_SEG_SPACE },    { 0x200B, 0x200C, CS_SEG_FORMAT }, { 0x200D, 0x200D, CS_SEG_MARK },
    { 0x200E, 0x200F, CS_SEG_FORMAT },   { 0x2010, 0x2027, CS_SEG_PUNCT },  { 0x2028, 0x2029, CS_SEG_SPACE },
    { 0x202A, 0x202E, CS_SEG_FORMAT },   { 0x202F, 0x202F, CS_SEG_SPACE },  { 0x2030, 0x205E, CS_SEG_PUNCT },
    { 0x205F, 0x205F, CS_SEG_SPACE },    { 0x2060, 0x206F, CS_SEG_FORMAT }, { 0x2070, 0x20CF, CS_SEG_PUNCT },
    { 0x20D0, 0x20FF, CS_SEG_MARK },     { 0x2100, 0x2BFF, CS_SEG_PUNCT },  { 0x2E00, 0x2FFF, CS_SEG_PUNCT },
    { 0x3000, 0x3000, CS_SEG_SPACE },    { 0x3001, 0x3004, CS_SEG_PUNCT },  { 0x3008, 0x3020, CS_SEG_PUNCT },
    { 0x302A, 0x302F, CS_SEG_MARK },     { 0x3030, 0x3030, CS_SEG_PUNCT },  { 0x3099, 0x309A, CS_SEG_MARK },
    { 0x30FB, 0x30FB, CS_SEG_PUNCT },    { 0xE000, 0xF8FF, CS_SEG_PUNCT },  { 0xFE00, 0xFE0F, CS_SEG_MARK },
    { 0xFE10, 0xFE1F, CS_SEG_PUNCT },    { 0xFE20, 0xFE2F, CS_SEG_MARK },   { 0xFE30, 0xFE6F, CS_SEG_PUNCT },
    { 0xFEFF, 0xFEFF, CS_SEG_FORMAT },   { 0xFF01, 0xFF0F, CS_SEG_PUNCT },  { 0xFF10, 0xFF19, CS_SEG_DIGIT },
    { 0xFF1A, 0xFF20, CS_SEG_PUNCT },    { 0xFF3B, 0xFF40, CS_SEG_PUNCT },  { 0xFF5B, 0xFF65, CS_SEG_PUNCT },
    { 0xFFE0, 0xFFEF, CS_SEG_PUNCT },    { 0xFFF0, 0xFFFB, CS_SEG_FORMAT }, { 0xFFFC, 0xFFFF, CS_SEG_PUNCT },
    { 0x1F000, 0x1F3FA, CS_SEG_PUNCT },  { 0x1F3FB, 0x1F3FF, CS_SEG_MARK }, { 0x1F400, 0x1FAFF, CS_SEG_PUNCT },
    { 0xE0000, 0xE007F, CS_SEG_FORMAT }, { 0xE0100, 0xE01EF, CS_SEG_MARK }, { 0xF0000, 0x10FFFF, CS_SEG_PUNCT },
};

static cs_seg_class classify_ascii(uint32_t c) {
    if (c <= ' ' || c == 0x7F) return CS_SEG_SPACE;
    if (c >= '0' && c <= '9') return CS_SEG_DIGIT;
    if (c >= 'A' && c <= 'Z') return CS_SEG_UPPER;
    if (c >= 'a' && c <= 'z') return CS_SEG_LOWER;
    return CS_SEG_PUNCT;
}

cs_seg_class cs_seg_classify(uint32_t cp) {
    if (cp < 0x80) return classify_ascii(cp);
    size_t lo = 0, hi = sizeof ranges / sizeof *ranges;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (ranges[mid].last < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < sizeof ranges / sizeof *ranges && ranges[lo].first <= cp) return ranges[lo].cls;
    if (cp >= 0x100 && cp <= 0x17F && cs_seg_lower(cp) != cp) return CS_SEG_UPPER;
    return CS_SEG_LOWER;
}

uint32_t cs_seg_lower(uint32_t c) {
    if (c >= 'A' && c <= 'Z') return c + 32;
    if (c < 0x80) return c;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;
    if ((c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177)) return c | 1;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c + (c & 1);
    if (c == 0x178) return 0xFF;
    if (c >= 0x391 && c <= 0x3A9) return c + 32;
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    if (c >= 0x400 && c <= 0x40F) return c + 80;
    if (c == 0x2018 || c == 0x2019 || c == 0x2BC) return '\'';
    if (c == 0x2010 || c == 0x2011) return '-';
    return c;
}

/* One code point at p; *size = its bytes. What is not UTF-8 is one byte of U+FFFD. */
static uint32_t decode(const unsigned char *p, ptrdiff_t left, int *size) {
    static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
    int n = p[0] < 0x80 ? 1 : p[0] >= 0xC2 && p[0] < 0xE0 ? 2 : (p[0] & 0xF0) == 0xE0 ? 3 : p[0] >= 0xF0 && p[0] < 0xF5 ? 4 : 0;
    *size = 1;
    if (n == 1) return p[0];
    if (n == 0 || n > left) return 0xFFFD;
    uint32_t cp = p[0] & (0x7Fu >> n);
    for (int i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80) return 0xFFFD;
        cp = cp << 6 | (p[i] & 0x3Fu);
    }
    if (cp < least[n] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF)) return 0xFFFD;
    *size = n;
    return cp;
}

cs_seg_chars cs_seg_chars_read(cs_str text, cs_arena *a) {
    size_t cap = (size_t)text.n + 1;
    cs_seg_chars c = { CS_NEW(a, uint32_t, cap), CS_NEW(a, uint32_t, cap), CS_NEW(a, uint8_t, cap), 0 };
    for (ptrdiff_t at = 0; at < text.n; c.n++) {
        int size;
        c.cp[c.n] = decode((const unsigned char *)text.p + at, text.n - at, &size);
        c.off[c.n] = (uint32_t)at;
        c.cls[c.n] = (uint8_t)cs_seg_classify(c.cp[c.n]);
        at += size;
    }
    c.off[c.n] = (uint32_t)text.n;
    return c;
}
