#include "base/tsv.h"
#include "import/import.h"

extern const char cs_table_nations_tsv[];
extern const long cs_table_nations_tsv_n;

static const cs_import_format *const FORMATS[] = { &cs_import_acled, &cs_import_ged, &cs_import_csv };

const cs_import_format *cs_import_format_of(cs_str name) {
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
        if (cs_eq(name, (cs_str){ FORMATS[i]->name, (ptrdiff_t)strlen(FORMATS[i]->name) })) return FORMATS[i];
    return NULL;
}

casus_status cs_import_open(cs_import *x, const cs_import_format *format, const cs_lexicon *l, const char *path, cs_str bytes,
                            cs_str source, cs_arena *a, cs_err *err) {
    *x = (cs_import){ .format = format, .lexicon = l, .source = source };
    return cs_import_table_open(&x->table, path, bytes, format->columns, format->n_required, format->n_columns, a, err);
}

casus_status cs_import_next(cs_import *x, cs_buf *json, bool *more, cs_arena scratch, cs_err *err) {
    x->table.a = &scratch;
    CS_TRY(cs_import_table_next(&x->table, more, err));
    if (!*more) return CASUS_OK;
    cs_import_row row = { .certainty = CS_LIT("fact"),
                          .modality = CS_LIT("actual"),
                          .frame = CS_LIT("current"),
                          .first = CS_DAY_NONE,
                          .last = CS_DAY_NONE,
                          .precision = "region" };
    CS_TRY(x->format->read(&x->table, x->lexicon, &row, err));
    x->n_abroad += row.country_name.n && !row.country[0];
    /* "In that week" may lead out of the years that are written with four digits. */
    const int32_t earliest = cs_day_of(1, 1, 1), latest = cs_day_of(9999, 12, 31);
    if (row.first != CS_DAY_NONE && row.first < earliest) row.first = earliest;
    if (row.last != CS_DAY_NONE && row.last > latest) row.last = latest;
    return cs_import_reading(x, &row, json, &scratch, err);
}

/* ---- parties ---- */

casus_status cs_import_parties(const cs_import_table *t, int column, cs_import_row *row, const char *role, cs_err *err) {
    cs_str names = cs_import_cell(t, column), one;
    while (cs_list_next(&names, ';', &one)) {
        one = cs_trim(one);
        if (!one.n) continue;
        if (row->n_parties == CS_IMPORT_PARTIES_MAX) return cs_import_bad(t, column, "at most 64 parties in a row", err);
        row->party[row->n_parties++] = (cs_import_party){ .role = role, .name = one };
    }
    return CASUS_OK;
}

static cs_str before(cs_str s, const char *mark) {
    ptrdiff_t at = cs_find(s, (cs_str){ mark, (ptrdiff_t)strlen(mark) });
    return at < 0 ? s : cs_trim(cs_cut(s, 0, at));
}

const cs_actor *cs_import_actor(const cs_lexicon *l, cs_str name) {
    const cs_actor *found = cs_lexicon_actor(l, name);
    cs_str bare = before(name, "(");
    if (!found && bare.n < name.n) found = cs_lexicon_actor(l, bare);
    cs_str brief = before(bare, ":"); /* "JNIM: Group for Support of Islam and Muslims" */
    if (!found && brief.n < bare.n) found = cs_lexicon_actor(l, cs_trim(cs_cut(bare, brief.n + 1, bare.n)));
    if (!found && brief.n < bare.n) found = cs_lexicon_actor(l, brief);
    return found;
}

/* ---- countries ---- */

static bool state_named(const cs_lexicon *l, cs_str name, char out[4]) {
    int32_t entry = -1;
    const cs_actor *a = name.n ? cs_actors_next(&l->actors, &l->actors.country_at, name, &entry) : NULL;
    if (a && a->state) memcpy(out, a->country, 4);
    return a && a->state;
}

bool cs_import_country(const cs_lexicon *l, cs_str name, char out[4]) {
    cs_str bare = before(name, "(");
    if (state_named(l, name, out) || state_named(l, bare, out)) return true;
    if (bare.n == name.n) return false;
    cs_str inside = cs_cut(name, cs_find(name, CS_LIT("(")) + 1, name.n); /* "Myanmar (Burma)" */
    return state_named(l, before(inside, ")"), out);
}

bool cs_import_country_numbered(cs_str number, bool gleditsch_ward, char out[4]) {
    enum { ALPHA3, ISO, COW, GW };
    cs_i64_result n = cs_parse_i64(number);
    cs_tsv t = { .rest = { cs_table_nations_tsv, cs_table_nations_tsv_n } };
    while (n.ok && cs_tsv_next(&t)) {
        cs_i64_result code = cs_parse_i64(t.field[gleditsch_ward ? GW : ISO]);
        if (!code.ok || code.value != n.value || t.field[ALPHA3].n != 3) continue;
        memcpy(out, t.field[ALPHA3].p, 3);
        out[3] = 0;
        return true;
    }
    return false;
}

void cs_import_home(const cs_lexicon *l, cs_import_party *p) {
    ptrdiff_t open = cs_find(p->name, CS_LIT("(")), of = cs_find(p->name, CS_LIT(" of "));
    if (open >= 0 && state_named(l, before(cs_cut(p->name, open + 1, p->name.n), ")"), p->country)) return;
    if (of >= 0) (void)state_named(l, before(cs_cut(p->name, of + 4, p->name.n), "("), p->country);
}

/* ---- days ---- */

/* "14 March 2024" */
static cs_day_result day_in_words(cs_str s) {
    static const char *const months[] = { "January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December" };
    cs_str part[4];
    int n = 0;
    while (n < 4 && cs_list_next(&s, ' ', &part[n])) n += part[n].n > 0;
    for (int m = 0; n == 3 && m < 12; m++) {
        if (!cs_eq(part[1], (cs_str){ months[m], (ptrdiff_t)strlen(months[m]) })) continue;
        cs_i64_result day = cs_parse_i64(part[0]), year = cs_parse_i64(part[2]);
        if (!day.ok || !year.ok || year.value < 1 || year.value > 9999 || day.value < 1 || day.value > 31) break;
        if (!cs_date_exists((int32_t)year.value, m + 1, (int32_t)day.value)) break;
        return (cs_day_result){ cs_day_of((int32_t)year.value, m + 1, (int32_t)day.value), true };
    }
    return (cs_day_result){ CS_DAY_NONE, false };
}

cs_day_result cs_import_day(cs_str s) {
    enum { DAY_BYTES = 10 };
    bool timed = s.n > DAY_BYTES && (s.p[DAY_BYTES] == ' ' || s.p[DAY_BYTES] == 'T');
    cs_day_result day = cs_parse_day(timed ? cs_cut(s, 0, DAY_BYTES) : s);
    return day.ok ? day : day_in_words(s);
}
