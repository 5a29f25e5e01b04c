#include "score/agreement.h"
#include "base/calendar.h"
#include "export/say.h"
#include "score/measure.h"
#include <math.h>
#include <stdlib.h>
#include <utf8proc.h>

#define CS_X(e, n, m) n,
const char *const cs_agree_field_name[CS_AGREE_FIELD_COUNT] = { CS_AGREE_FIELDS(CS_X) };
#undef CS_X
#define CS_X(e, n, m) m,
const cs_metric cs_agree_metric[CS_AGREE_FIELD_COUNT] = { CS_AGREE_FIELDS(CS_X) };
#undef CS_X

enum { OBSERVERS = 2, WORDS_BYTES_MAX = 100 };

typedef struct unit {
    int64_t report;
    ptrdiff_t at;                                  /* in the order in which they came */
    double value[CS_AGREE_FIELD_COUNT][OBSERVERS]; /* NAN: not compared */
} unit;

typedef struct comparing {
    CS_VEC(unit) units;
    cs_map codes; /* of values of a category -> its number, from 1 */
    cs_agreement *out;
    cs_arena *perm;
    cs_arena scratch;
    cs_err *err;
} comparing;

/* ---- values ---- */

/* What somebody says of a field: in words, and as a number; NAN: nothing that could be compared. */
typedef struct said {
    cs_str text;
    double number;
} said;

static cs_str names_of(const cs_opinion *o, cs_str role, cs_arena *a) {
    cs_str all = { 0 };
    for (int i = 0; i < o->n_parties; i++) {
        const cs_view_party *p = o->parties + i;
        if (!cs_eq(p->role, role) || cs_eq(p->certainty, CS_LIT("denied"))) continue;
        all = all.n ? cs_join(a, cs_join(a, all, CS_LIT("; ")), p->name) : p->name;
    }
    return all;
}

/* The middle of the time that it may have been, in days. */
static said day_of(const cs_view_time *t) {
    cs_day_result first = cs_parse_day(t->first), last = cs_parse_day(t->last);
    cs_str text = t->edtf.n ? t->edtf : t->first;
    if (!first.ok && !last.ok) return (said){ text, NAN };
    int32_t from = first.ok ? first.day : last.day, to = last.ok ? last.day : first.day;
    return (said){ text, ((double)from + (double)to) / 2 };
}

/* The toll of all; where only parts are told (civilians, combatants) their sum. */
static said toll_of(const cs_opinion *o, cs_str effect, cs_arena *a) {
    int64_t all = -1, parts = -1;
    for (int i = 0; i < o->n_tolls; i++) {
        const cs_view_toll *t = o->tolls + i;
        int64_t n = t->best >= 0 ? t->best : t->low >= 0 ? t->low : t->high;
        if (!cs_eq(t->effect, effect) || n < 0) continue;
        if (t->status.n && !cs_eq(t->status, CS_LIT("all")))
            parts = (parts < 0 ? 0 : parts) + n;
        else if (all < 0)
            all = n;
    }
    if (all < 0) all = parts;
    return all < 0 ? (said){ { 0 }, NAN } : (said){ cs_printf(a, "%lld", (long long)all), (double)all };
}

static cs_str word_of(const cs_opinion *o, cs_agree_field field, cs_arena *a) {
    switch (field) {
    case CS_AGREE_TYPE: return o->type;
    case CS_AGREE_MODE: return o->mode;
    case CS_AGREE_CERTAINTY: return o->certainty;
    case CS_AGREE_MODALITY: return o->modality;
    case CS_AGREE_TIME_FRAME: return o->time_frame;
    case CS_AGREE_PLACE: return o->n_places ? o->places->name : (cs_str){ 0 };
    case CS_AGREE_COUNTRY: return o->n_places ? o->places->country : (cs_str){ 0 };
    case CS_AGREE_AGENT: return names_of(o, CS_LIT("agent"), a);
    case CS_AGREE_RECIPIENT: return names_of(o, CS_LIT("recipient"), a);
    case CS_AGREE_TARGET: return names_of(o, CS_LIT("target"), a);
    default: return names_of(o, CS_LIT("instrument"), a);
    }
}

/* The same for the same words; case does not matter. */
static double code_of(comparing *c, cs_str s) {
    utf8proc_option_t how = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD;
    cs_arena scratch = c->scratch;
    utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)s.p, s.n, NULL, 0, how);
    int32_t *v = CS_NEW(&scratch, int32_t, n > 0 ? n : 1);
    n = n > 0 ? utf8proc_decompose((const utf8proc_uint8_t *)s.p, s.n, v, n, how) : 0;
    cs_str key = { (const char *)v, n * (ptrdiff_t)sizeof *v };
    const uint32_t *known = cs_map_get(&c->codes, key);
    if (known) return *known;
    uint32_t code = (uint32_t)c->codes.n + 1;
    *cs_map_put(c->perm, &c->codes, cs_dup(c->perm, key), NULL) = code;
    return code;
}

static said say(comparing *c, const cs_opinion *o, cs_agree_field field, cs_arena *a) {
    if (field == CS_AGREE_EXISTS) return (said){ o->exists ? CS_LIT("yes") : CS_LIT("no"), o->exists };
    if (!o->exists) return (said){ { 0 }, NAN };
    switch (field) {
    case CS_AGREE_WHEN: return day_of(&o->when);
    case CS_AGREE_KILLED: return toll_of(o, CS_LIT("killed"), a);
    case CS_AGREE_WOUNDED: return toll_of(o, CS_LIT("wounded"), a);
    default: break;
    }
    cs_str word = word_of(o, field, a);
    return (said){ word, code_of(c, word) }; /* that it is not known is a value too */
}

/* ---- what both decided on ---- */

static void note(comparing *c, const cs_decided *d, cs_agree_field field, const said s[OBSERVERS]) {
    cs_disagreement *x = CS_PUSH(c->perm, &c->out->differ);
    *x = (cs_disagreement){ .statement = d->statement, .incident = d->incident, .report = d->report, .field = field };
    for (int i = 0; i < OBSERVERS; i++) x->said[i] = cs_dup(c->perm, s[i].text);
    if (d->words.n) x->words = cs_say_words(d->words, (cs_span){ 0, (uint32_t)d->words.n }, WORDS_BYTES_MAX, c->perm);
}

static void compare(comparing *c, const cs_decided *d, cs_arena a) {
    unit u = { .report = d->report, .at = c->units.n };
    for (int f = 0; f < CS_AGREE_FIELD_COUNT; f++) {
        said s[OBSERVERS];
        for (int i = 0; i < OBSERVERS; i++) s[i] = say(c, d->of + i, (cs_agree_field)f, &a);
        for (int i = 0; i < OBSERVERS; i++) u.value[f][i] = s[i].number;
        bool both = f == CS_AGREE_EXISTS || (d->of[0].exists && d->of[1].exists);
        bool same = isnan(s[0].number) ? isnan(s[1].number) : s[0].number == s[1].number;
        if (both && !same) note(c, d, (cs_agree_field)f, s);
    }
    *CS_PUSH(c->perm, &c->units) = u;
    c->out->n_statements += d->statement != 0;
    c->out->n_incidents += d->statement == 0;
}

static casus_status compare_all(comparing *c, cs_decisions *decisions) {
    for (;;) {
        cs_arena a = c->scratch, own = c->scratch;
        cs_decided d;
        bool more;
        CS_TRY(cs_decisions_next(decisions, &a, &d, &more, c->err));
        if (!more) return CASUS_OK;
        c->scratch = a;
        compare(c, &d, a);
        c->scratch = own;
    }
}

/* ---- figures ---- */

static double *values_of(const comparing *c, int field, cs_arena *a) {
    double *v = CS_NEW(a, double, c->units.n *OBSERVERS + 1);
    for (ptrdiff_t i = 0; i < c->units.n; i++) memcpy(v + i * OBSERVERS, c->units.v[i].value[field], OBSERVERS * sizeof *v);
    return v;
}

static int by_report(const void *a, const void *b) {
    const unit *x = a, *y = b;
    if (x->report != y->report) return x->report < y->report ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* The units stand by report: of each report where it begins, and the end of the last. */
static int64_t *begins_of(comparing *c, int64_t *n, cs_arena *a) {
    int64_t *begin = CS_NEW(a, int64_t, c->units.n + 1);
    *n = 0;
    if (c->units.n) qsort(c->units.v, (size_t)c->units.n, sizeof *c->units.v, by_report);
    for (ptrdiff_t i = 0; i < c->units.n; i++)
        if (!i || c->units.v[i].report != c->units.v[i - 1].report) begin[(*n)++] = i;
    begin[*n] = c->units.n;
    return begin;
}

static void measure(comparing *c, int field, const int64_t *begin, int64_t n_reports, cs_arena scratch) {
    cs_agreement *out = c->out;
    const cs_metric metric = cs_agree_metric[field];
    const double *v = values_of(c, field, &scratch);
    double *drawn = CS_NEW(&scratch, double, CS_DRAWS);
    int32_t *times = CS_NEW(&scratch, int32_t, c->units.n + 1);
    ptrdiff_t n = 0;
    uint64_t state = CS_DRAW_SEED;
    out->alpha[field] = cs_alpha_of(v, c->units.n, OBSERVERS, NULL, metric, scratch);
    if (!out->alpha[field].has_value || n_reports < 2) return;
    for (int d = 0; d < CS_DRAWS; d++) {
        memset(times, 0, (size_t)c->units.n * sizeof *times);
        for (int64_t i = 0; i < n_reports; i++) {
            int64_t r = cs_draw(&state, n_reports);
            for (int64_t u = begin[r]; u < begin[r + 1]; u++) times[u]++;
        }
        cs_alpha a = cs_alpha_of(v, c->units.n, OBSERVERS, times, metric, scratch);
        if (a.has_value) drawn[n++] = a.value;
    }
    out->has_interval[field] = cs_interval_of(drawn, n, &out->low[field], &out->high[field]);
}

static casus_status agree(comparing *c, cs_decisions *decisions) {
    CS_TRY(compare_all(c, decisions));
    cs_arena scratch = c->scratch;
    const int64_t *begin = begins_of(c, &c->out->n_reports, &scratch);
    for (int f = 0; f < CS_AGREE_FIELD_COUNT; f++) measure(c, f, begin, c->out->n_reports, scratch);
    return CASUS_OK;
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status agree_or_jump(comparing *c, cs_decisions *decisions, jmp_buf *full) {
    if (setjmp(*full)) return cs_fail(c->err, CASUS_E_LIMIT, -1, "to compare them takes too much memory");
    return agree(c, decisions);
}

static casus_status open_or_jump(cs_decisions **d, cs_store *s, comparing *c, jmp_buf *full) {
    if (setjmp(*full)) return cs_fail(c->err, CASUS_E_LIMIT, -1, "the log of decisions takes too much memory");
    return cs_decisions_open(d, s, c->out->who, c->perm, c->err);
}

casus_status cs_agreement_of(cs_agreement *out, cs_store *s, const cs_str who[2], cs_arena *perm, cs_arena scratch,
                             cs_err *err) {
    jmp_buf full, *outer = perm->on_full;
    cs_decisions *decisions = NULL;
    comparing c = { .out = out, .perm = perm, .scratch = scratch, .err = err };
    *out = (cs_agreement){ .who = { who[0], who[1] } };
    perm->on_full = c.scratch.on_full = &full;
    casus_status st = open_or_jump(&decisions, s, &c, &full);
    if (st == CASUS_OK) st = agree_or_jump(&c, decisions, &full);
    cs_decisions_close(&decisions);
    perm->on_full = outer;
    return st;
}
