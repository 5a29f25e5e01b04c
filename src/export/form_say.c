#include "export/form_say.h"
#include "base/sha256.h"
#include "base/tsv.h"
#include "base/utf8.h"
#include <math.h>

extern const char cs_table_countries_tsv[], cs_table_nations_tsv[], cs_table_cameo_tsv[];
extern const long cs_table_countries_tsv_n, cs_table_nations_tsv_n, cs_table_cameo_tsv_n;

bool cs_is_any(cs_str s, const char *words) {
    cs_str list = { words, (ptrdiff_t)strlen(words) }, word;
    while (cs_list_next(&list, ' ', &word))
        if (cs_eq(word, s)) return true;
    return false;
}

/* ---- codes ---- */

/* Moves to the row whose cell has that value. */
static bool find(cs_tsv *t, int cell, cs_str value) {
    while (value.n && cs_tsv_next(t))
        if (t->n > cell && cs_eq(t->field[cell], value)) return true;
    return false;
}

static cs_str cell_of(const cs_tsv *t, int i) { return i < t->n && !cs_is(t->field[i], "-") ? t->field[i] : (cs_str){ 0 }; }

cs_form_nation cs_form_nation_of(cs_str alpha3) {
    cs_tsv names = { .rest = { cs_table_countries_tsv, cs_table_countries_tsv_n } };
    cs_tsv codes = { .rest = { cs_table_nations_tsv, cs_table_nations_tsv_n } };
    cs_form_nation x = { 0 };
    if (find(&names, 1, alpha3)) {
        x.alpha2 = names.field[0];
        x.name = names.field[3];
    }
    if (find(&codes, 0, alpha3)) {
        x.iso = cell_of(&codes, 1);
        x.cow = cell_of(&codes, 2);
        x.gw = cell_of(&codes, 3);
        x.fips = cell_of(&codes, 4);
        x.gtd = cell_of(&codes, 5);
    }
    return x;
}

bool cs_form_country_at(int i, cs_form_country *out) {
    cs_tsv t = { .rest = { cs_table_countries_tsv, cs_table_countries_tsv_n } };
    bool there = true;
    for (int k = 0; k <= i && there; k++) there = cs_tsv_next(&t);
    if (there) *out = (cs_form_country){ t.field[1], t.field[3] };
    return there;
}

bool cs_form_code_of(cs_str type, cs_str mode, cs_form_code *out) {
    cs_tsv t = { .rest = { cs_table_cameo_tsv, cs_table_cameo_tsv_n } };
    while (cs_tsv_next(&t)) {
        if (!cs_eq(t.field[0], type) || !cs_eq(cell_of(&t, 1), mode)) continue;
        *out = (cs_form_code){ .type = t.field[2],
                               .mode = cell_of(&t, 3),
                               .quad = t.field[4].p[0] - '0',
                               .score = t.field[5],
                               .cameo = cell_of(&t, 6),
                               .goldstein = cell_of(&t, 7) };
        return true;
    }
    return false;
}

/* ---- parties and tolls ---- */

const cs_view_party *cs_form_party(const cs_view_party *parties, int n, const char *role, int *at) {
    for (++*at; *at < n; ++*at) {
        const cs_view_party *p = parties + *at;
        if ((!role || cs_is(p->role, role)) && !cs_is(p->certainty, "denied")) return p;
    }
    return NULL;
}

static bool is_white(uint32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

cs_str cs_form_line(cs_str s, cs_arena *a) {
    char *p = CS_NEW(a, char, s.n);
    ptrdiff_t n = 0;
    bool blank = false;
    for (ptrdiff_t i = 0, from = 0; i < s.n; from = i) {
        bool white = is_white(cs_utf8_next(s, &i));
        if (!white && blank && n) p[n++] = ' ';
        if (!white) memcpy(p + n, s.p + from, (size_t)(i - from)), n += i - from;
        blank = white;
    }
    return (cs_str){ p, n };
}

cs_str cs_form_glue(cs_arena *a, cs_str all, const char *between, cs_str one) {
    if (!one.n) return all;
    if (all.n) all = cs_join(a, all, (cs_str){ between, (ptrdiff_t)strlen(between) });
    return cs_join(a, all, one);
}

cs_str cs_form_names(const cs_view_party *parties, int n, const char *role, cs_arena *a) {
    cs_str all = { 0 };
    int at = -1;
    for (const cs_view_party *p; (p = cs_form_party(parties, n, role, &at));) all = cs_form_glue(a, all, "; ", p->name);
    return all;
}

const cs_view_toll *cs_form_toll(const cs_view_toll *tolls, int n, const char *effect, const char *status) {
    for (int i = 0; i < n; i++)
        if (cs_is(tolls[i].effect, effect) && cs_is(tolls[i].status, status)) return tolls + i;
    return NULL;
}

int64_t cs_form_best(const cs_view_toll *t) { return !t ? CS_VIEW_NONE : t->best != CS_VIEW_NONE ? t->best : t->low; }

cs_form_camp cs_form_camp_of(const cs_view_party *p) {
    if (cs_is_any(p->sector, "GOV MIL COP SPY JUD LEG")) return CS_CAMP_STATE;
    if (cs_is_any(p->sector, "REB IMG")) return CS_CAMP_REBEL;
    if (cs_is_any(p->sector, "PRM CRM UAF")) return CS_CAMP_MILITIA;
    if (cs_is(p->sector, "IGO")) return CS_CAMP_OUTSIDE;
    if (p->actor.n && cs_is(p->type, "population")) return CS_CAMP_COMMUNITY;
    if (!p->sector.n && cs_is(p->type, "group") && cs_is(p->role, "agent"))
        return CS_CAMP_MILITIA; /* of whom no more is told */
    if (p->sector.n || cs_is_any(p->type, "population person")) return CS_CAMP_CIVILIAN;
    return cs_is_any(p->type, "government force") ? CS_CAMP_STATE : CS_CAMP_NONE;
}

int64_t cs_form_grid(double lat, double lon) {
    enum { ROWS = 360, COLUMNS = 720 };
    int64_t row = (int64_t)floor((lat + 90) * 2), column = (int64_t)floor((lon + 180) * 2);
    row = row < 0 ? 0 : row >= ROWS ? ROWS - 1 : row;
    column = column < 0 ? 0 : column >= COLUMNS ? COLUMNS - 1 : column;
    return row * COLUMNS + column + 1;
}

/* ---- days, words, ids ---- */

bool cs_form_happened(const cs_view_incident *i) { return cs_is(i->modality, "actual") && !cs_is(i->certainty, "denied"); }

bool cs_form_told_as_done(const cs_view_statement *s) { return cs_is(s->modality, "actual") && !cs_is(s->certainty, "denied"); }

cs_day_result cs_form_first_day(const cs_view_incident *i) { return cs_parse_day(i->when.first); }

int32_t cs_form_n_days(const cs_view_time *t) {
    cs_day_result first = cs_parse_day(t->first), last = cs_parse_day(t->last);
    return first.ok && last.ok && last.day >= first.day ? last.day - first.day + 1 : 0;
}

cs_str cs_form_notes(const cs_form_incident *x, cs_arena *a) {
    enum { EVIDENCE_MAX = 3 };
    cs_str all = { 0 };
    int64_t report = 0;
    for (int i = 0, n = 0; i < x->n_statements && n < EVIDENCE_MAX; i++) {
        if (x->statements[i].report == report) continue;
        report = x->statements[i].report;
        all = cs_form_glue(a, all, " | ", x->statements[i].evidence);
        n++;
    }
    return all;
}

cs_str cs_form_sources(const cs_form_incident *x, cs_arena *a) {
    cs_str all = { 0 };
    for (int i = 0; i < x->n_reports; i++) {
        int k = 0;
        while (k < i && !cs_eq(x->reports[k].source, x->reports[i].source)) k++;
        if (k == i) all = cs_form_glue(a, all, "; ", x->reports[i].source);
    }
    return all;
}

cs_str cs_form_cite(const cs_view_report *r, cs_arena *a) {
    cs_str all = cs_form_glue(a, r->source, ", ", r->published);
    return cs_form_glue(a, all, ", ", r->title);
}

const cs_view_report *cs_form_report_of(const cs_form_incident *x, int64_t id) {
    for (int i = 0; i < x->n_reports; i++)
        if (x->reports[i].id == id) return x->reports + i;
    return NULL;
}

cs_str cs_form_hash(const char *kind, cs_str name, cs_arena *a) {
    char hex[CS_SHA256_HEX];
    cs_sha256 h;
    cs_sha256_begin(&h, true);
    cs_sha256_add(&h, kind, strlen(kind) + 1);
    cs_sha256_add(&h, name.p, (size_t)name.n);
    cs_sha256_end(&h, hex);
    return cs_dup(a, (cs_str){ hex, 32 });
}

cs_str cs_form_key(const cs_form_incident *x, cs_arena *a) {
    cs_str text = x->n_reports ? x->reports[0].text_sha256 : (cs_str){ 0 };
    long long at = x->n_statements ? (long long)x->statements[0].trigger_begin : -1;
    return cs_printf(a, CS_FMT ":%lld:%lld", CS_ARG(text), at, (long long)x->incident->id);
}

bool cs_form_first(cs_form_writer *w, cs_str id, bool shared) {
    bool is_new;
    if (shared && cs_map_get(&w->seen, id)) return false;
    cs_arena *a = shared ? w->keep : w->scratch;
    cs_map_put(a, shared ? &w->seen : &w->seen_here, shared ? cs_dup(a, id) : id, &is_new);
    return is_new;
}

/* ---- JSON ---- */

void cs_form_comma(cs_buf *b) {
    char last = b->n ? b->p[b->n - 1] : '[';
    if (last != '[' && last != '{' && last != ':' && last != '\n') cs_buf_char(b, ',');
}

void cs_form_name(cs_buf *b, const char *name) {
    cs_form_comma(b);
    cs_buf_char(b, '"');
    cs_buf_put(b, name);
    cs_buf_put(b, "\":");
}

void cs_form_text(cs_buf *b, const char *name, cs_str s) {
    if (!s.n) return;
    cs_form_name(b, name);
    cs_buf_json(b, s);
}

void cs_form_count(cs_buf *b, const char *name, int64_t n) {
    if (n < 0) return;
    cs_form_name(b, name);
    cs_buf_i64(b, n);
}

void cs_form_open(cs_buf *b, const char *name, char bracket) {
    if (name)
        cs_form_name(b, name);
    else
        cs_form_comma(b);
    cs_buf_char(b, bracket);
}

void cs_form_close(cs_buf *b, char bracket) { cs_buf_char(b, bracket); }

void cs_form_item(cs_buf *b, cs_str s) {
    cs_form_comma(b);
    cs_buf_json(b, s);
}
