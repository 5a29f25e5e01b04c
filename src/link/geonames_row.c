#include "link/geonames_row.h"
#include "base/utf8.h"

enum { REGION_COLUMNS = 4, ALTERNATE_COLUMNS_MIN = 4, ALTERNATE_COLUMNS = 10, FIELDS_MAX = 20 };
enum { SCALE_DIGITS = 5, LAT_MAX = 90 * 100000, LON_MAX = 180 * 100000, KIND_MAX = 10 };

/* ---- lines ---- */

/* Moves what is left to the front and reads more; false when there is none or no room. */
static bool refill(cs_geonames_lines *l) {
    if (l->beg > 0) memmove(l->buffer, l->buffer + l->beg, l->end - l->beg);
    l->end -= l->beg;
    l->beg = 0;
    size_t n = fread(l->buffer + l->end, 1, CS_GEONAMES_LINE_MAX - l->end, l->f);
    l->end += n;
    return n > 0;
}

static void skip_line(cs_geonames_lines *l) {
    do {
        const char *p = memchr(l->buffer + l->beg, '\n', l->end - l->beg);
        size_t to = p ? (size_t)(p - l->buffer) + 1 : l->end;
        l->bytes += (int64_t)(to - l->beg);
        l->beg = to;
        if (p) return;
    } while (refill(l));
}

bool cs_geonames_line(cs_geonames_lines *l, cs_str *out) {
    const char *p;
    size_t looked = 0; /* bytes from beg that have no line's end */
    while (!(p = memchr(l->buffer + l->beg + looked, '\n', l->end - l->beg - looked))) {
        looked = l->end - l->beg;
        if (refill(l)) continue;
        if (l->beg == l->end) return false;
        if (l->end == CS_GEONAMES_LINE_MAX) {
            skip_line(l);
            l->line++;
            *out = (cs_str){ 0 };
            return true;
        }
        p = l->buffer + l->end;
        break;
    }
    size_t end = (size_t)(p - l->buffer), next = end < l->end ? end + 1 : end;
    *out = (cs_str){ l->buffer + l->beg, (ptrdiff_t)(end - l->beg) };
    if (out->n && out->p[out->n - 1] == '\r') out->n--;
    l->line++;
    l->bytes += (int64_t)(next - l->beg);
    l->beg = next;
    return true;
}

/* ---- fields ---- */

static casus_status split(cs_str line, cs_str *field, int least, int most, const char *file, cs_err *err) {
    ptrdiff_t bad = cs_utf8_invalid(line);
    if (bad >= 0) return cs_fail(err, CASUS_E_INPUT, -1, "byte %td of the line is not valid UTF-8", bad + 1);
    int n = 0;
    for (ptrdiff_t i = 0, beg = 0; i <= line.n; i++) {
        if (i < line.n && line.p[i] != '\t') continue;
        if (n < FIELDS_MAX) field[n] = cs_cut(line, beg, i);
        n++;
        beg = i + 1;
    }
    if (n < least || n > most)
        return cs_fail(err, CASUS_E_INPUT, -1, "expected the %d tab-separated columns of %s but found %d", most, file, n);
    return CASUS_OK;
}

static casus_status wrong(int column, const char *name, const char *expected, cs_str found, cs_err *err) {
    return cs_fail(err, CASUS_E_INPUT, -1, "column %d (%s): expected %s but found \"%.*s\"", column, name, expected,
                   (int)(found.n < 40 ? found.n : 40), found.p);
}

static casus_status read_id(int column, cs_str s, uint32_t *id, cs_err *err) {
    cs_i64_result r = cs_parse_i64(s);
    if (!r.ok || r.value < 1 || r.value >= CS_GEONAMES_ID_MAX)
        return wrong(column, "geonameid", "a number from 1 to 67108863", s, err);
    *id = (uint32_t)r.value;
    return CASUS_OK;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

cs_i64_result cs_degrees_read(cs_str s) {
    ptrdiff_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');
    int64_t v = 0;
    int decimals = 0;
    if (i == s.n || !is_digit(s.p[i])) return (cs_i64_result){ 0 };
    for (; i < s.n && is_digit(s.p[i]) && v <= 1000; i++) v = v * 10 + (s.p[i] - '0');
    if (i < s.n && s.p[i] == '.') i++;
    for (; i < s.n && is_digit(s.p[i]) && decimals < SCALE_DIGITS; i++, decimals++) v = v * 10 + (s.p[i] - '0');
    for (; decimals < SCALE_DIGITS; decimals++) v *= 10;
    if (i < s.n && is_digit(s.p[i])) v += s.p[i] >= '5';
    while (i < s.n && is_digit(s.p[i])) i++;
    return (cs_i64_result){ s.p[0] == '-' ? -v : v, i == s.n };
}

static casus_status read_degrees(int column, const char *name, cs_str s, int32_t most, int32_t *out, cs_err *err) {
    cs_i64_result r = cs_degrees_read(s);
    if (!r.ok || r.value < -most || r.value > most)
        return wrong(column, name, most == LAT_MAX ? "degrees from -90 to 90" : "degrees from -180 to 180", s, err);
    *out = (int32_t)r.value;
    return CASUS_OK;
}

static bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

static casus_status read_kind(const cs_str *f, cs_geonames_row *r, cs_err *err) {
    cs_str class = f[6], code = f[7];
    if (class.n > 1 || (class.n && !is_capital(class.p[0])))
        return wrong(7, "feature class", "one capital or nothing", class, err);
    if (code.n > KIND_MAX - 2) return wrong(8, "feature code", "at most 8 letters", code, err);
    if (!class.n) return CASUS_OK;
    r->kind_text[0] = class.p[0];
    r->kind_text[1] = '.';
    memcpy(r->kind_text + 2, code.p, (size_t)code.n);
    r->kind_n = code.n + 2;
    return CASUS_OK;
}

casus_status cs_geonames_row_read(cs_str line, cs_geonames_row *r, cs_err *err) {
    cs_str f[FIELDS_MAX];
    *r = (cs_geonames_row){ 0 };
    CS_TRY(split(line, f, CS_GEONAMES_COLUMNS, CS_GEONAMES_COLUMNS, "a GeoNames dump", err));
    CS_TRY(read_id(1, f[0], &r->id, err));
    r->name = f[1];
    r->ascii = f[2];
    r->others = f[3];
    if (!r->name.n) return wrong(2, "name", "a name", f[1], err);
    CS_TRY(read_degrees(5, "latitude", f[4], LAT_MAX, &r->lat, err));
    CS_TRY(read_degrees(6, "longitude", f[5], LON_MAX, &r->lon, err));
    CS_TRY(read_kind(f, r, err));
    if (f[8].n && (f[8].n != 2 || !is_capital(f[8].p[0]) || !is_capital(f[8].p[1])))
        return wrong(9, "country code", "two capitals or nothing", f[8], err);
    memcpy(r->country, f[8].p, (size_t)f[8].n);
    r->admin1 = f[10];
    r->admin2 = f[11];
    cs_i64_result population = f[14].n ? cs_parse_i64(f[14]) : (cs_i64_result){ 0, true };
    if (!population.ok || population.value < 0) return wrong(15, "population", "a number or nothing", f[14], err);
    r->population = population.value;
    return CASUS_OK;
}

casus_status cs_geonames_region_read(cs_str line, cs_geonames_region *r, cs_err *err) {
    cs_str f[FIELDS_MAX];
    CS_TRY(split(line, f, REGION_COLUMNS, REGION_COLUMNS, "admin1CodesASCII.txt or admin2Codes.txt", err));
    *r = (cs_geonames_region){ .code = f[0], .name = f[1] };
    if (!r->code.n) return wrong(1, "code", "a code such as SY.09", f[0], err);
    if (!r->name.n) return wrong(2, "name", "a name", f[1], err);
    return read_id(4, f[3], &r->id, err);
}

casus_status cs_geonames_alternate_read(cs_str line, cs_geonames_alternate *r, cs_err *err) {
    cs_str f[FIELDS_MAX] = { { 0 } };
    CS_TRY(split(line, f, ALTERNATE_COLUMNS_MIN, ALTERNATE_COLUMNS, "alternateNamesV2.txt", err));
    *r = (cs_geonames_alternate){ .language = f[2], .name = f[3] };
    r->preferred = cs_eq(f[4], CS_LIT("1"));
    r->historic = cs_eq(f[7], CS_LIT("1"));
    return read_id(2, f[1], &r->id, err);
}
