#include "decode/time_lex.h"
#include "base/tsv.h"

extern const char cs_table_time_words_tsv[];
extern const long cs_table_time_words_tsv_n;

const char *const tm_part_name[TM_P_COUNT] = { "", "MO", "AF", "EV", "NI" };
const char *const tm_season_name[TM_S_COUNT] = { "", "SP", "SU", "FA", "WI" };
static const char *const class_name[TM_CLASS_COUNT] = { "month",  "month-abbr",  "weekday", "weekday-abbr", "unit",
                                                        "units",  "unit-abbr",   "card",    "tens",         "mult",
                                                        "ord",    "decade-name", "part",    "part-alone",   "clock-name",
                                                        "season", "often",       "vague",   "hijri",        "hijri-alone",
                                                        "solar",  "start" };
static const char *const unit_name[TM_U_COUNT] = {
    "",      "second",  "minute", "hour",   "day",     "week",       "weekend",
    "month", "quarter", "year",   "decade", "century", "millennium", "fortnight"
};

static bool same(cs_str s, const char *z) { return strlen(z) == (size_t)s.n && !memcmp(z, s.p, (size_t)s.n); }

static int index_of(cs_str s, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (same(s, names[i])) return i;
    return -1;
}

static int32_t value_of(cs_str s) {
    cs_i64_result num = cs_parse_i64(s);
    if (num.ok) return (int32_t)num.value;
    int i = index_of(s, unit_name, TM_U_COUNT);
    if (i < 0) i = index_of(s, tm_part_name, TM_P_COUNT);
    if (i < 0) i = index_of(s, tm_season_name, TM_S_COUNT);
    return i < 0 ? 0 : i;
}

enum { CLASS_SHIFT = 16 }; /* a map value holds class and value, which is below 2^16 */

cs_map tm_words(cs_arena *a) {
    cs_map m = { 0 };
    cs_tsv t = { .rest = { cs_table_time_words_tsv, cs_table_time_words_tsv_n } };
    while (cs_tsv_next(&t)) {
        int c = index_of(t.field[1], class_name, TM_CLASS_COUNT);
        if (c < 0) continue; /* tests/decode_time counts the rows of each class */
        *cs_map_put(a, &m, t.field[0], NULL) = (uint32_t)c << CLASS_SHIFT | (uint32_t)value_of(t.field[2]);
    }
    return m;
}

/* What begins at p: its length in bytes; *plain is what a typographic mark stands for, 0 for letters of other scripts. */
static int other_mark(const char *p, const char *end, char *plain) {
    const unsigned char *u = (const unsigned char *)p;
    *plain = 0;
    if (u[0] == 0xc2 && end - p > 1 && u[1] == 0xa0) return *plain = ' ', 2;
    if (u[0] != 0xe2 || end - p < 3 || u[1] != 0x80) return 1;
    if (u[2] >= 0x90 && u[2] <= 0x95)
        *plain = '-';
    else if (u[2] == 0x98 || u[2] == 0x99)
        *plain = '\'';
    else if (u[2] == 0x9c || u[2] == 0x9d)
        *plain = '"';
    else if (u[2] == 0xa6)
        *plain = ';';
    else if (u[2] == 0xaf || u[2] == 0x89)
        *plain = ' ';
    return 3;
}

static bool letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80; }
static bool digit(unsigned char c) { return c >= '0' && c <= '9'; }

/* The end of the run of letters or digits at p; bytes of typographic marks end a run of letters. */
static const char *run_end(const char *p, const char *end) {
    if (digit((unsigned char)*p)) {
        while (p < end && digit((unsigned char)*p)) p++;
        return p;
    }
    while (p < end && letter((unsigned char)*p)) {
        char plain = 0;
        int n = (unsigned char)*p >= 0x80 ? other_mark(p, end, &plain) : 1;
        if (plain) break;
        p += n;
    }
    return p;
}

static void classify(tm_atom *t, const cs_map *words, const char *p, cs_arena *a) {
    char *low = CS_NEW(a, char, t->lower.n + 1);
    t->cap = *p >= 'A' && *p <= 'Z';
    for (ptrdiff_t i = 0; i < t->lower.n; i++) low[i] = (char)(p[i] >= 'A' && p[i] <= 'Z' ? p[i] + 32 : p[i]);
    t->lower.p = low;
    if (digit((unsigned char)*p)) {
        t->starts = true;
        t->cls = TM_DIGITS;
        t->n_digits = (int32_t)t->lower.n;
        for (ptrdiff_t i = 0; i < t->lower.n && i < 9; i++) t->val = t->val * 10 + (p[i] - '0');
        return;
    }
    const uint32_t *v = cs_map_get(words, t->lower);
    t->starts = v != NULL;
    t->cls = v ? (uint8_t)(*v >> CLASS_SHIFT) : TM_WORD;
    if (t->cls == TM_START) t->cls = TM_WORD;
    t->val = v ? (int32_t)(*v & ((1u << CLASS_SHIFT) - 1)) : 0;
}

tm_line tm_lex(const cs_reading *r, const cs_map *words, int32_t beg, int32_t end, cs_arena *a) {
    tm_line l = { .shouted = true, .words = words };
    if (beg >= end) return l;
    cs_span span = { r->tokens.v[beg].span.beg, r->tokens.v[end - 1].span.end };
    const char *text = r->text.p, *stop = text + span.end;
    tm_atom *v = CS_NEW(a, tm_atom, (size_t)(span.end - span.beg) + 1);
    bool glued = false;
    int32_t token = beg;
    for (const char *p = text + span.beg; p < stop;) {
        char plain = 0;
        int bytes = (unsigned char)*p >= 0x80 ? other_mark(p, stop, &plain) : 1;
        if (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r' || plain == ' ') {
            glued = false;
            p += bytes;
            continue;
        }
        const char *q = plain ? p : run_end(p, stop);
        bool run = q > p;
        if (!run) q = p + bytes;
        tm_atom *t = &v[l.n++];
        *t = (tm_atom){ .span = { (uint32_t)(p - text), (uint32_t)(q - text) }, .glued = glued, .cls = TM_MARK };
        while (token + 1 < end && r->tokens.v[token].span.end <= t->span.beg) token++;
        t->token = token;
        if (run) {
            t->lower = (cs_str){ p, q - p };
            classify(t, words, p, a);
            for (const char *c = p; c < q; c++) l.shouted &= !(*c >= 'a' && *c <= 'z');
        } else {
            char *mark = CS_NEW(a, char, 1);
            *mark = plain ? plain : *p;
            t->starts = *mark == '\'';
            t->lower = (cs_str){ mark, 1 };
        }
        glued = true;
        p = q;
    }
    l.v = v;
    return l;
}

const tm_atom *tm_at(const tm_line *l, int i) {
    static const tm_atom none = { .cls = TM_END, .lower = { "", 0 } };
    return i >= 0 && i < l->n ? &l->v[i] : &none;
}

bool tm_is(const tm_line *l, int i, const char *word) { return same(tm_at(l, i)->lower, word) && i >= 0 && i < l->n; }

bool tm_any(const tm_line *l, int i, const char *list) {
    if (i < 0 || i >= l->n) return false;
    cs_str rest = { list, (ptrdiff_t)strlen(list) }, item, w = l->v[i].lower;
    for (ptrdiff_t at = 0; at <= rest.n; at++) {
        const char *bar = memchr(rest.p + at, '|', (size_t)(rest.n - at));
        item = cs_cut(rest, at, bar ? bar - rest.p : rest.n);
        if (cs_eq(item, w)) return true;
        at += item.n;
    }
    return false;
}

/* Past a hyphen or apostrophe that joins two words of a name. */
static int past_joint(const tm_line *l, int i) { return tm_any(l, i, "-|'|`") && tm_at(l, i)->glued ? i + 1 : i; }

int tm_name(const tm_line *l, int i, tm_class c, int8_t *value) {
    enum { WORDS = 4, BYTES = 48 };
    char key[BYTES];
    size_t n = 0;
    int best = 0;
    for (int w = 0; w < WORDS; w++) {
        const tm_atom *t = tm_at(l, i);
        if (t->cls == TM_END || t->cls == TM_MARK || n + (size_t)t->lower.n + 1 > BYTES) break;
        if (w) key[n++] = ' ';
        memcpy(key + n, t->lower.p, (size_t)t->lower.n);
        n += (size_t)t->lower.n;
        const uint32_t *v = cs_map_get(l->words, (cs_str){ key, (ptrdiff_t)n });
        if (v && *v >> CLASS_SHIFT == (uint32_t)c) {
            best = i + 1;
            *value = (int8_t)(*v & ((1u << CLASS_SHIFT) - 1));
        }
        i = past_joint(l, i + 1);
    }
    return best;
}

int tm_phrase(const tm_line *l, int i, const char *phrase) {
    cs_str rest = { phrase, (ptrdiff_t)strlen(phrase) }, word;
    for (bool first = true; cs_list_next(&rest, ' ', &word); first = false) {
        if (!first) i = past_joint(l, i);
        if (!cs_eq(tm_at(l, i)->lower, word)) return 0;
        i++;
    }
    return i;
}
