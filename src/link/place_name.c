#include "link/place_name.h"

static const struct {
    cs_str word;
    uint8_t hint;
} DESCRIPTOR[] = {
#define CS_D(w, h) { { w, sizeof w - 1 }, CS_HINT_##h },
    CS_D("province", ADMIN1) CS_D("governorate", ADMIN1) CS_D("state", ADMIN1) CS_D("oblast", ADMIN1) CS_D("region", ADMIN1)
        CS_D("prefecture", ADMIN1) CS_D("department", ADMIN1) CS_D("provinces", ADMIN1) CS_D("wilaya", ADMIN1)
            CS_D("emirate", ADMIN1) CS_D("governorates", ADMIN1) CS_D("voivodeship", ADMIN1) CS_D("krai", ADMIN1)
                CS_D("county", ADMIN2) CS_D("parish", ADMIN2) CS_D("district", ADMIN2) CS_D("counties", ADMIN2)
                    CS_D("districts", ADMIN2) CS_D("borough", ADMIN2) CS_D("agency", ADMIN2) CS_D("raion", ADMIN2)
                        CS_D("subdistrict", ADMIN2) CS_D("cercle", ADMIN2) CS_D("commune", ADMIN2) CS_D("municipality", ADMIN2)
                            CS_D("city", TOWN) CS_D("town", TOWN) CS_D("village", TOWN) CS_D("township", TOWN)
                                CS_D("suburb", TOWN) CS_D("area", NONE) CS_D("villages", TOWN) CS_D("cities", TOWN)
                                    CS_D("towns", TOWN) CS_D("neighborhood", TOWN) CS_D("neighbourhood", TOWN)
                                        CS_D("suburbs", TOWN) CS_D("metropolitan", NONE)
#undef CS_D
};
static const char *const DIRECTION[] = {
    "north",        "south",        "east",         "west",         "northern",  "southern",  "eastern",     "western",
    "northeastern", "northwestern", "southeastern", "southwestern", "northeast", "northwest", "southeast",   "southwest",
    "central",      "downtown",     "greater",      "upstate",      "inner",     "outer",     "upper",       "lower",
    "mainland",     "rural",        "metro",        "occupied",     "post-war",  "old",       "metropolitan"
};

static const uint8_t *descriptor(cs_str word) {
    for (size_t i = 0; i < sizeof DESCRIPTOR / sizeof *DESCRIPTOR; i++)
        if (cs_eq(DESCRIPTOR[i].word, word)) return &DESCRIPTOR[i].hint;
    return NULL;
}

bool cs_place_is_descriptor(cs_str lower) { return descriptor(lower) != NULL; }

bool cs_place_is_direction(cs_str lower) {
    for (size_t i = 0; i < sizeof DIRECTION / sizeof *DIRECTION; i++)
        if (strlen(DIRECTION[i]) == (size_t)lower.n && memcmp(DIRECTION[i], lower.p, (size_t)lower.n) == 0) return true;
    return false;
}

/* ---- how the name is written ---- */

typedef struct writing {
    bool dot, upper; /* has a full stop; all its letters are capitals */
    ptrdiff_t letters;
} writing;

static writing writing_of(cs_str name) {
    writing w = { .upper = true };
    for (ptrdiff_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        w.dot |= c == '.';
        bool low = c >= 'a' && c <= 'z', up = c >= 'A' && c <= 'Z';
        if (low || (unsigned char)c > 127) w.upper = false;
        w.letters += low || up || (unsigned char)c > 127;
    }
    return w;
}

/* Keeps what the writing allows: an abbreviation has capitals or a full stop, or follows a comma; and what is written as one
 * ("US", "Ill.") is no town of that name (Us in France). */
static ptrdiff_t fit_writing(cs_str name, bool after_comma, cs_gaz_hit *h, ptrdiff_t n) {
    writing w = writing_of(name);
    bool may = w.dot || (w.upper && w.letters >= 2) || (after_comma && w.letters >= 3);
    bool must = may && (w.dot || w.upper) && w.letters <= 5, has = false;
    for (ptrdiff_t i = 0; i < n; i++) has |= h[i].cls == CS_GAZ_ABBREVIATION;
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        if (h[i].cls == CS_GAZ_DEMONYM) continue;
        if (h[i].cls == CS_GAZ_ABBREVIATION ? !may : must && has) continue;
        h[kept++] = h[i];
    }
    return kept;
}

static ptrdiff_t look_up(const cs_gazetteer *g, cs_str name, bool after_comma, cs_name_key *key, cs_gaz_hit *out) {
    *key = cs_name_key_of(name);
    ptrdiff_t n = cs_gazetteer_find(g, cs_name_key_str(key), out, CS_PLACE_HITS_MAX);
    return fit_writing(name, after_comma, out, n < CS_PLACE_HITS_MAX ? n : CS_PLACE_HITS_MAX);
}

/* ---- variants ---- */

static cs_str without_possessive(cs_str s) {
    static const char *const TAIL[] = { "'s", "\xE2\x80\x99s", "'", "\xE2\x80\x99" };
    for (size_t i = 0; i < sizeof TAIL / sizeof *TAIL; i++) {
        cs_str t = { TAIL[i], (ptrdiff_t)strlen(TAIL[i]) };
        if (s.n > t.n && cs_ends(s, t)) return cs_cut(s, 0, s.n - t.n);
    }
    return s;
}

static ptrdiff_t last_blank(cs_str s) {
    ptrdiff_t i = s.n - 1;
    while (i >= 0 && s.p[i] != ' ' && s.p[i] != '\n') i--;
    return i;
}

static ptrdiff_t first_blank(cs_str s) {
    ptrdiff_t i = 0;
    while (i < s.n && s.p[i] != ' ' && s.p[i] != '\n') i++;
    return i < s.n ? i : -1;
}

/* "Aleppo province" -> "Aleppo", "City of Mosul" -> "Mosul", "northern Mali" -> "Mali"; false when nothing can go. */
static bool shorten(cs_str *name, uint8_t *hint) {
    ptrdiff_t cut = last_blank(*name);
    if (cut > 0) {
        cs_name_key tail = cs_name_key_of(cs_cut(*name, cut + 1, name->n));
        const uint8_t *h = descriptor(cs_name_key_str(&tail));
        if (h) {
            if (*h) *hint = *h;
            *name = cs_trim(cs_cut(*name, 0, cut));
            return true;
        }
    }
    cut = first_blank(*name);
    if (cut < 0) return false;
    cs_name_key head = cs_name_key_of(cs_cut(*name, 0, cut));
    cs_str rest = cs_trim(cs_cut(*name, cut, name->n));
    const uint8_t *h = descriptor(cs_name_key_str(&head));
    if (h && cs_starts(rest, CS_LIT("of "))) {
        if (*h) *hint = *h;
        *name = cs_trim(cs_cut(rest, 3, rest.n));
        return true;
    }
    if (!cs_place_is_direction(cs_name_key_str(&head))) return false;
    *name = rest;
    return true;
}

static bool is_article(cs_str w) {
    static const char *const A[] = { "al", "el", "ar", "as", "ad", "an", "at", "az", "ash", "ul" };
    for (size_t i = 0; i < sizeof A / sizeof *A; i++)
        if (strlen(A[i]) == (size_t)w.n && memcmp(A[i], w.p, (size_t)w.n) == 0) return true;
    return false;
}

/* "Raqqa" and "Ar Raqqah" differ by the Arabic article, which reports write or leave out: tried without it, then with. */
static ptrdiff_t look_up_article(const cs_gazetteer *g, cs_name_key *key, cs_gaz_hit *out) {
    cs_str s = cs_name_key_str(key);
    ptrdiff_t cut = first_blank(s);
    cs_name_key other = *key;
    if (cut > 0 && is_article(cs_cut(s, 0, cut))) {
        other.n = s.n - cut - 1;
        memcpy(other.p, s.p + cut + 1, (size_t)other.n);
    } else if (s.n + 3 <= CS_NAME_KEY_MAX && s.n >= 4) {
        memcpy(other.p, "al ", 3);
        memcpy(other.p + 3, s.p, (size_t)s.n);
        other.n = s.n + 3;
    } else
        return 0;
    ptrdiff_t n = cs_gazetteer_find(g, cs_name_key_str(&other), out, CS_PLACE_HITS_MAX), kept = 0;
    for (ptrdiff_t i = 0; i < n && i < CS_PLACE_HITS_MAX; i++)
        if (out[i].cls <= CS_GAZ_STRIPPED) out[kept++] = out[i];
    if (kept) *key = other;
    return kept;
}

ptrdiff_t cs_place_hits(const cs_gazetteer *g, cs_str name, bool after_comma, cs_name_key *key, uint8_t *hint,
                        cs_gaz_hit *out) {
    name = cs_trim(without_possessive(cs_trim(name)));
    cs_name_key plain = cs_name_key_of(name);
    *key = plain;
    *hint = CS_HINT_NONE;
    if (cs_place_is_direction(cs_name_key_str(&plain))) return 0; /* "the North" */
    ptrdiff_t n = look_up(g, name, after_comma, &plain, out);
    *key = plain;
    while (n == 0 && shorten(&name, hint)) n = look_up(g, name, after_comma, key, out);
    if (n == 0) n = look_up_article(g, key, out);
    if (n == 0) *key = plain;
    return n;
}

/* ---- beside the name ---- */

static bool is_letter(char c) { return (unsigned char)((c | 32) - 'a') < 26; }

uint8_t cs_place_hint_beside(cs_str text, cs_span span) {
    ptrdiff_t i = span.end, j;
    if (i < text.n && (text.p[i] == ' ' || text.p[i] == '\n')) i++;
    for (j = i; j < text.n && j < i + 16 && is_letter(text.p[j]);) j++;
    cs_name_key word = cs_name_key_of(cs_cut(text, i, j));
    const uint8_t *h = j > i ? descriptor(cs_name_key_str(&word)) : NULL;
    if (h && *h) return *h;
    i = span.beg;
    if (i >= 4 && cs_eq(cs_cut(text, i - 4, i), CS_LIT(" of ")))
        i -= 4;
    else if (i >= 8 && cs_eq(cs_cut(text, i - 8, i), CS_LIT(" of the ")))
        i -= 8;
    else if (i >= 1 && text.p[i - 1] == ' ')
        i--;
    else
        return CS_HINT_NONE;
    for (j = i; j > 0 && is_letter(text.p[j - 1]);) j--;
    word = cs_name_key_of(cs_cut(text, j, i));
    h = j < i ? descriptor(cs_name_key_str(&word)) : NULL;
    return h ? *h : CS_HINT_NONE;
}
