#include "segment/piece.h"
#include "base/utf8.h"
#include <stdlib.h>
#include <utf8proc.h>

/* FNV-1a, 32 bits, taken byte by byte while a part is read: one pass finds the longest piece that begins at a place. A
 * continuation ("##s") is kept without its marks under another start value. */
static const uint32_t hash_first = 2166136261u, hash_more = 2166136261u ^ 0x5bd1e995u;
static inline uint32_t hash_add(uint32_t h, unsigned char c) { return (h ^ c) * 16777619u; }
static inline uint32_t hash_spread(uint32_t h) { return h ^ h >> 15; }

static cs_str entry(const cs_vocab *v, int32_t id, bool *more) {
    cs_str s = { v->text + v->line[id], (ptrdiff_t)(v->line[id + 1] - v->line[id]) - 1 };
    *more = s.n >= 2 && s.p[0] == '#' && s.p[1] == '#';
    return *more ? cs_cut(s, 2, s.n) : s;
}

static int32_t lookup(const cs_vocab *v, cs_str s, bool more, uint32_t hash) {
    for (uint32_t i = hash_spread(hash) & v->mask; v->slot[i]; i = (i + 1) & v->mask) {
        bool its_more;
        int32_t id = (int32_t)v->slot[i] - 1;
        cs_str e = entry(v, id, &its_more);
        if (its_more == more && cs_eq(e, s)) return id;
    }
    return -1;
}

static uint32_t hash_of(cs_str s, bool more) {
    uint32_t h = more ? hash_more : hash_first;
    for (ptrdiff_t i = 0; i < s.n; i++) h = hash_add(h, (unsigned char)s.p[i]);
    return h;
}

casus_status cs_vocab_open(cs_vocab *v, cs_str text, int64_t n, cs_err *err) {
    *v = (cs_vocab){ .text = text.p };
    if (n < 1 || n > CS_VOCAB_MAX || text.n > INT32_MAX)
        return cs_fail(err, CASUS_E_MODEL, -1, "expected a vocabulary of 1 to %d pieces but found %lld", CS_VOCAB_MAX,
                       (long long)n);
    uint32_t cap = 1024;
    while (cap < 2 * n) cap *= 2;
    v->line = calloc((size_t)n + 1 + cap, sizeof *v->line);
    if (!v->line) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    v->slot = v->line + n + 1;
    v->mask = cap - 1;
    cs_str rest = text, item;
    for (const char *end; v->n < n && rest.n && (end = memchr(rest.p, '\n', (size_t)rest.n));) {
        item = cs_cut(rest, 0, end - rest.p);
        rest = cs_cut(rest, item.n + 1, rest.n);
        v->line[v->n + 1] = v->line[v->n] + (uint32_t)item.n + 1;
        bool more;
        int32_t id = v->n++;
        item = entry(v, id, &more);
        uint32_t i = hash_spread(hash_of(item, more)) & v->mask;
        while (v->slot[i]) i = (i + 1) & v->mask;
        v->slot[i] = (uint32_t)id + 1;
    }
    v->unk = lookup(v, CS_LIT("[UNK]"), false, hash_of(CS_LIT("[UNK]"), false));
    v->cls = lookup(v, CS_LIT("[CLS]"), false, hash_of(CS_LIT("[CLS]"), false));
    v->sep = lookup(v, CS_LIT("[SEP]"), false, hash_of(CS_LIT("[SEP]"), false));
    if (v->n == n && !rest.n && v->unk >= 0 && v->cls >= 0 && v->sep >= 0) return CASUS_OK;
    cs_vocab_close(v);
    return cs_fail(err, CASUS_E_MODEL, -1, "the model's vocabulary is not %lld lines with [UNK], [CLS] and [SEP]",
                   (long long)n);
}

void cs_vocab_close(cs_vocab *v) {
    free(v->line);
    *v = (cs_vocab){ 0 };
}

/* ---- pieces ---- */

typedef struct sink {
    int32_t *out;
    int max;
    int n;
} sink;

static void put(sink *s, int32_t id) {
    s->out[s->n < s->max ? s->n : s->max - 1] = id;
    if (s->n < s->max) s->n++;
}

/* Greedy longest match over one part: UTF-8 without punctuation, never empty. */
static void cut_part(const cs_vocab *v, cs_str part, sink *to) {
    if (cs_utf8_count(part) > CS_PIECE_CHARS_MAX) {
        put(to, v->unk);
        return;
    }
    int32_t ids[CS_PIECE_CHARS_MAX];
    int n = 0;
    for (ptrdiff_t at = 0; at < part.n;) {
        uint32_t h = at ? hash_more : hash_first;
        ptrdiff_t best = at;
        for (ptrdiff_t i = at; i < part.n; i++) {
            h = hash_add(h, (unsigned char)part.p[i]);
            if (i + 1 < part.n && !cs_utf8_is_start(part.p[i + 1])) continue;
            int32_t id = lookup(v, cs_cut(part, at, i + 1), at > 0, h);
            if (id >= 0) ids[n] = id, best = i + 1;
        }
        if (best == at) {
            put(to, v->unk);
            return;
        }
        n++;
        at = best;
    }
    for (int i = 0; i < n; i++) put(to, ids[i]);
}

static bool is_category(uint32_t cp, utf8proc_category_t from, utf8proc_category_t to) {
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c >= from && c <= to;
}

static bool is_punct(uint32_t c) {
    if (c < 128) return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
    return is_category(c, UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO);
}

static bool is_letter(uint32_t c) { return is_category(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO); }

static bool is_dropped(uint32_t c) {
    if (c < 128) return c <= 32 || c == 127;
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: return c == 0xFFFD;
    }
}

static bool is_cased(uint32_t c) { return is_category(c, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LT); }

static bool is_case_ignorable(uint32_t c) {
    switch (c) { /* Word_Break MidLetter, MidNumLet and Single_Quote */
    case '\'':
    case '.':
    case ':':
    case 0xB7:
    case 0x387:
    case 0x55F:
    case 0x5F4:
    case 0x2018:
    case 0x2019:
    case 0x2024:
    case 0x2027:
    case 0xFE13:
    case 0xFE52:
    case 0xFE55:
    case 0xFF07:
    case 0xFF0E:
    case 0xFF1A: return true;
    default: break;
    }
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK: return true;
    default: return false;
    }
}

/* Lower case of cp[i]: capital sigma is final after a cased letter and not before one (Unicode, Final_Sigma). */
static uint32_t lower_at(const uint32_t *cp, ptrdiff_t n, ptrdiff_t i) {
    if (cp[i] != 0x3A3) return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp[i]);
    ptrdiff_t j = i - 1;
    while (j >= 0 && is_case_ignorable(cp[j])) j--;
    if (j < 0 || !is_cased(cp[j])) return 0x3C3;
    for (j = i + 1; j < n && is_case_ignorable(cp[j]);) j++;
    return j == n || !is_cased(cp[j]) ? 0x3C2 : 0x3C3;
}

static ptrdiff_t decode(cs_str word, uint32_t *cp) {
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < word.n;) cp[n++] = cs_utf8_next(word, &i);
    return n;
}

static bool is_ascii(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 128) return false;
    return true;
}

static char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

typedef struct part {
    char *p; /* UTF-8 of the part so far */
    ptrdiff_t n;
} part;

/* One normalised character: ends the part where it stands alone, else joins it. */
static void feed(const cs_vocab *v, part *cur, uint32_t c, sink *to) {
    if (is_dropped(c)) return;
    bool alone = is_punct(c) || (c >= 0x4E00 && c <= 0x9FFF);
    if (alone && cur->n) {
        cut_part(v, (cs_str){ cur->p, cur->n }, to);
        cur->n = 0;
    }
    cur->n += cs_utf8_put(cur->p + cur->n, c);
    if (alone) {
        cut_part(v, (cs_str){ cur->p, cur->n }, to);
        cur->n = 0;
    }
}

int cs_pieces(const cs_vocab *v, cs_str word, int32_t *out, int max, cs_arena scratch) {
    enum { DECOMPOSED_MAX = 32 }; /* code points that one becomes; 18 is Unicode's most */
    sink to = { out, max, 0 };
    part cur = { 0 };
    if (is_ascii(word)) {
        cur.p = CS_NEW(&scratch, char, word.n + 1);
        for (ptrdiff_t i = 0; i < word.n; i++) feed(v, &cur, (unsigned char)ascii_lower(word.p[i]), &to);
    } else {
        uint32_t *cp = CS_NEW(&scratch, uint32_t, word.n + 1);
        cur.p = CS_NEW(&scratch, char, 4 * word.n + 128); /* NFD grows UTF-8 at most threefold (Unicode, UAX 15) */
        ptrdiff_t n = decode(word, cp);
        for (ptrdiff_t i = 0; i < n; i++) {
            utf8proc_int32_t d[DECOMPOSED_MAX];
            int boundary = 0;
            utf8proc_ssize_t k =
                utf8proc_decompose_char((utf8proc_int32_t)lower_at(cp, n, i), d, DECOMPOSED_MAX, UTF8PROC_DECOMPOSE, &boundary);
            for (utf8proc_ssize_t j = 0; j < k && j < DECOMPOSED_MAX; j++) feed(v, &cur, (uint32_t)d[j], &to);
        }
    }
    if (cur.n) cut_part(v, (cs_str){ cur.p, cur.n }, &to);
    if (!to.n) put(&to, v->unk);
    return to.n;
}

/* ---- shapes and cases ---- */

cs_shape cs_shape_of(cs_str word) {
    int letters = 0, upper = 0, digits = 0, punct = 0;
    bool first_upper = false;
    for (ptrdiff_t i = 0; i < word.n;) {
        uint32_t c = cs_utf8_next(word, &i);
        if (c >= '0' && c <= '9')
            digits = 1;
        else if (is_letter(c)) {
            utf8proc_category_t cat = utf8proc_category((utf8proc_int32_t)c);
            bool up = cat == UTF8PROC_CATEGORY_LU || cat == UTF8PROC_CATEGORY_LT;
            if (!letters++) first_upper = up;
            upper += up;
        } else if (is_punct(c))
            punct = 1;
    }
    if (digits) return letters ? CS_SHAPE_DIGIT_MIXED : CS_SHAPE_DIGITS;
    if (!letters) return punct ? CS_SHAPE_PUNCT : CS_SHAPE_OTHER;
    if (!upper) return CS_SHAPE_LOWER;
    if (upper == letters) return letters > 1 ? CS_SHAPE_UPPER : CS_SHAPE_CAPITAL;
    return first_upper && upper == 1 ? CS_SHAPE_TITLE : CS_SHAPE_MIXED;
}

typedef enum letter_case { TO_LOWER, TO_TITLE, TO_UPPER } letter_case;

static cs_str recase(cs_arena *a, cs_str word, letter_case to) {
    char *p = CS_NEW(a, char, CS_UTF8_CHAR_MAX *word.n + 1); /* a code point's case may be longer in UTF-8 than it is */
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < word.n;) {
        bool up = to == TO_UPPER || (to == TO_TITLE && i == 0);
        utf8proc_int32_t c = (utf8proc_int32_t)cs_utf8_next(word, &i);
        n += cs_utf8_put(p + n, (uint32_t)(up ? utf8proc_toupper(c) : utf8proc_tolower(c)));
    }
    a->beg = p + n + 1; /* give back what was not needed: it is the arena's last allocation */
    return (cs_str){ p, n };
}

cs_str cs_lower(cs_arena *a, cs_str word) { return recase(a, word, TO_LOWER); }
cs_str cs_title(cs_arena *a, cs_str word) { return recase(a, word, TO_TITLE); }
cs_str cs_upper(cs_arena *a, cs_str word) { return recase(a, word, TO_UPPER); }
