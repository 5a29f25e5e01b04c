#include "link/geonames_name.h"
#include "base/utf8.h"

enum { CODE_LETTERS = 4 /* "AEX" */, KEY_MIN = 3 };

/* ---- countries ---- */

static bool in_list(const char *list, const char *country) {
    for (; country[0] && *list; list += list[2] ? 3 : 2)
        if (list[0] == country[0] && list[1] == country[1]) return true;
    return false;
}

bool cs_geonames_many_writings(const char *country) {
    return in_list(
        "AF AZ AM BF BI CD CF CM EG ER ET GE IL IQ IR JO KE KG LB LK LY MA ML MM MR MZ NE NG PK PS RW SA SD SN SO SS SY "
        "TD TJ TN TR UA UG YE XK DZ TG BJ",
        country);
}

static bool romanised(const char *country) {
    return in_list(
        "AE AF AM BD BH BY CN DZ EG ER ET GE IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK LY MA MM MN MR MV NP OM PK PS QA "
        "RU SA SD SY TH TJ TN TW UA UZ YE",
        country);
}

/* ---- letters ---- */

/* Upper case in Latin-1 and the Latin extensions: mostly the even code points. */
static bool is_upper(uint32_t c) {
    if (c < 128) return c >= 'A' && c <= 'Z';
    if (c >= 0xC0 && c <= 0xDE) return c != 0xD7;
    if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E)) return c & 1;
    if ((c >= 0x100 && c <= 0x24F) || (c >= 0x1E00 && c <= 0x1EFF)) return !(c & 1) || c == 0x18F;
    return false;
}

static bool is_latin(uint32_t c) {
    return ((c | 32) >= 'a' && (c | 32) <= 'z' && c < 128) || (c >= 0xC0 && c < 0x250) || (c >= 0x1E00 && c < 0x1F00);
}

static bool is_mark(uint32_t c) {
    return c < 128 ? memchr("'` .-,()/&", (int)c, 10) != NULL
                   : c == 0x2018 || c == 0x2019 || c == 0x2BB || c == 0x2BF || c == 0x2BC;
}

bool cs_geonames_usable(cs_str name) {
    bool small = false;
    ptrdiff_t letters = 0;
    for (ptrdiff_t i = 0; i < name.n; letters++) {
        bool first = i == 0;
        uint32_t c = cs_utf8_next(name, &i);
        if (!is_latin(c) && !is_mark(c)) return false;
        if (first && !is_upper(c)) return false;
        small |= is_latin(c) && !is_upper(c);
    }
    if (!letters || (!small && letters <= CODE_LETTERS)) return false;
    return cs_name_key_of(name).n >= KEY_MIN;
}

bool cs_geonames_is_plain(cs_str name) {
    for (ptrdiff_t i = 0; i < name.n;) {
        uint32_t c = cs_utf8_next(name, &i);
        if (c >= 128 && !(c >= 0xC0 && c < 0x180)) return false;
    }
    return true;
}

/* ---- names as shown ---- */

static bool is_ascii(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] > 127) return false;
    return true;
}

cs_str cs_geonames_shown(const cs_geonames_row *r) {
    if (is_ascii(r->name) || !romanised(r->country) || !r->ascii.n) return r->name;
    cs_str s = r->ascii;
    while (s.n > 1 && (s.p[0] == '`' || s.p[0] == '\'')) s = cs_cut(s, 1, s.n);
    return s;
}

static const char *const DESCRIPTOR[] = {
    "province",    "governorate", "region",         "state",        "county",       "parish",   "district", "prefecture",
    "oblast",      "krai",        "kray",           "department",   "municipality", "division", "canton",   "wilayat",
    "wilaya",      "raion",       "rayon",          "republic",     "territory",    "borough",  "city",     "voivodeship",
    "subdistrict", "autonomous",  "administrative", "metropolitan", "special",      "capital",  "muhafazat"
};

static bool is_descriptor(cs_str w) {
    for (size_t i = 0; i < sizeof DESCRIPTOR / sizeof *DESCRIPTOR; i++)
        if (strlen(DESCRIPTOR[i]) == (size_t)w.n && memcmp(DESCRIPTOR[i], w.p, (size_t)w.n) == 0) return true;
    return false;
}

static ptrdiff_t last_blank(cs_str s) {
    ptrdiff_t i = s.n - 1;
    while (i >= 0 && s.p[i] != ' ') i--;
    return i;
}

static cs_str last_word(cs_str s) { return cs_cut(s, last_blank(s) + 1, s.n); }

cs_str cs_geonames_region_name(const cs_geonames_row *r) {
    if (cs_geonames_is_plain(r->name)) return cs_geonames_shown(r);
    cs_str list = r->others, best = { 0 };
    while (list.n) {
        const char *comma = memchr(list.p, ',', (size_t)list.n);
        cs_str item = comma ? cs_cut(list, 0, comma - list.p) : list;
        list = cs_cut(list, comma ? item.n + 1 : item.n, list.n);
        if (!is_ascii(item) || !cs_geonames_usable(item)) continue;
        cs_name_key key = cs_name_key_of(item);
        if (!is_descriptor(last_word(cs_name_key_str(&key)))) return item;
        if (!best.n) best = item;
    }
    return best.n ? best : cs_geonames_shown(r);
}

/* ---- bare names ---- */

static void set_key(cs_name_key *k, cs_str s) {
    assert(s.n <= CS_NAME_KEY_MAX);
    *k = (cs_name_key){ .n = s.n };
    memcpy(k->p, s.p, (size_t)s.n);
}

static const char *const LEADING[] = { "province of ",    "state of ",     "region of ",       "department of ", "district of ",
                                       "county of ",      "city of ",      "republic of ",     "muhafazat ",     "wilaya de ",
                                       "wilaya of ",      "provincia de ", "departamento de ", "estado de ",     "region de ",
                                       "departement de ", "district de ",  "gobernacion de ",  "distrito de ",   "cercle de ",
                                       "commune de ",     "partido de " };

/* A capital or federal district is no bare town. */
static bool is_city_word(cs_str w) {
    return cs_eq(w, CS_LIT("city")) || cs_eq(w, CS_LIT("capital")) || cs_eq(w, CS_LIT("district")) ||
           cs_eq(w, CS_LIT("distrito"));
}

static cs_str first_word(cs_str s) {
    ptrdiff_t n = 0;
    while (n < s.n && s.p[n] != ' ') n++;
    return cs_cut(s, 0, n);
}

bool cs_geonames_stripped(const cs_name_key *key, bool first_level, int *at, cs_name_key *out) {
    cs_str s = cs_name_key_str(key);
    int n = 0;
    for (ptrdiff_t cut; (cut = last_blank(s)) > 0;) {
        cs_str w = cs_cut(s, cut + 1, s.n);
        if (!is_descriptor(w) || (first_level && is_city_word(w))) break;
        s = cs_cut(s, 0, cut);
        if (n++ < *at) continue;
        ++*at;
        set_key(out, s);
        return true;
    }
    s = cs_name_key_str(key);
    for (size_t i = 0; i < sizeof LEADING / sizeof *LEADING; i++) {
        cs_str head = { LEADING[i], (ptrdiff_t)strlen(LEADING[i]) };
        if (s.n <= head.n || !cs_starts(s, head) || (first_level && is_city_word(first_word(head)))) continue;
        if (n++ < *at) continue;
        ++*at;
        set_key(out, cs_cut(s, head.n, s.n));
        return true;
    }
    return false;
}

bool cs_geonames_site_variant(const cs_name_key *key, cs_name_key *out) {
    static const struct {
        const char *tail, *other;
    } V[] = { { " international airport", " airport" },
              { " airport", " international airport" },
              { " air base", " airbase" },
              { " airbase", " air base" } };
    cs_str s = cs_name_key_str(key);
    for (size_t i = 0; i < sizeof V / sizeof *V; i++) {
        cs_str tail = { V[i].tail, (ptrdiff_t)strlen(V[i].tail) };
        if (!cs_ends(s, tail) || s.n == tail.n) continue;
        ptrdiff_t n = s.n - tail.n, m = (ptrdiff_t)strlen(V[i].other);
        if (n + m > CS_NAME_KEY_MAX) return false;
        set_key(out, cs_cut(s, 0, n));
        memcpy(out->p + n, V[i].other, (size_t)m);
        out->n = n + m;
        return true;
    }
    return false;
}
