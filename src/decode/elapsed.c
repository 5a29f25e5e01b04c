/* Times that an event has and the report does not name as such.
 *
 * "Five years after the war broke out, the country remains in ruins": how long ago the event of the after-phrase was, told by
 * an amount before "after" or "since". What it is counted from is the time of the clause that it hangs from, or the report's
 * day where that clause tells of now. */
#include "base/calendar.h"
#include "decode/event_parts.h"
#include "decode/when.h"

/* The number in "P12M" and *unit: Y, M, W or D; 0: no plain amount. */
static int32_t read_amount(cs_str timex, char *unit) {
    enum { MOST = 999 };
    int32_t n = 0;
    if (timex.n < 3 || timex.p[0] != 'P') return 0;
    *unit = timex.p[timex.n - 1];
    for (ptrdiff_t i = 1; i < timex.n - 1; i++) {
        if (timex.p[i] < '0' || timex.p[i] > '9' || n > MOST) return 0;
        n = 10 * n + (timex.p[i] - '0');
    }
    return *unit == 'Y' || *unit == 'M' || *unit == 'W' || *unit == 'D' ? n : 0;
}

/* As exact as the unit that it was told in. */
static cs_time ago(const cs_ev *e, int32_t from, int32_t n, char unit) {
    cs_time x = { .type = CS_TIME_DATE, .why = CS_LIT("so long after it") };
    cs_date d = cs_date_of(from - (unit == 'D' ? n : unit == 'W' ? 7 * n : 0));
    int32_t month = d.year * 12 + d.month - 1 - (unit == 'M' ? n : 0);
    if (unit == 'Y') {
        x.begin = cs_day_of(d.year - n, 1, 1);
        x.end = cs_day_of(d.year - n, 12, 31);
        x.edtf = cs_printf(e->perm, "%04d", d.year - n);
    } else if (unit == 'M') {
        x.begin = cs_day_of(month / 12, month % 12 + 1, 1);
        x.end = cs_day_of((month + 1) / 12, (month + 1) % 12 + 1, 1) - 1;
        x.edtf = cs_printf(e->perm, "%04d-%02d", month / 12, month % 12 + 1);
    } else {
        x.begin = x.end = cs_day_of(d.year, d.month, d.day);
        x.edtf = cs_printf(e->perm, "%04d-%02d-%02d", d.year, d.month, d.day);
    }
    x.timex = x.edtf;
    return x;
}

/* The "after" or "since" that stands over the word, right behind an amount; -1: none. *amount: index into times. */
static int32_t mark_of(const cs_ev *e, int32_t tok, int32_t *amount) {
    CS_EACH_CHILD(&e->t, tok, c) {
        if (!cs_rel(&e->t, c, CS_REL_CASE) && !cs_rel(&e->t, c, CS_REL_MARK)) continue;
        if (!cs_word_in(cs_tok(&e->t, c)->lower, "after since")) continue;
        for (ptrdiff_t i = 0; i < e->r->times.n; i++)
            if (e->r->times.v[i].type == CS_TIME_DURATION && e->r->times.v[i].tok_end == c) return *amount = (int32_t)i, c;
    }
    return -1;
}

/* Told as of the report's day: in the present or perfect, or as words that are being reported. */
static bool tells_of_now(const cs_ev *e, int32_t verb) {
    for (int n = 0; n < 3 && verb >= 0; n++) {
        if (cs_when_tells_of_now(&e->t, verb)) return true;
        cs_lex_cues rows = cs_lexicon_cues(e->l, cs_tok(&e->t, verb)->lemma, 'v');
        if (rows.n && rows.v[0].kind == CS_ATTR_PARAPHRASE) return true;
        verb = cs_tok(&e->t, verb)->head < 0 ? -1 : cs_clause_of(&e->t, cs_tok(&e->t, verb)->head);
    }
    return false;
}

static int32_t counted_from(const cs_ev *e, int32_t governor) {
    int32_t at = cs_when(&e->t, e->is_event, governor, NULL);
    if (at >= 0 && e->r->times.v[at].begin != CS_DAY_NONE) return e->r->times.v[at].begin;
    return tells_of_now(e, governor) ? e->r->published : CS_DAY_NONE;
}

int32_t cs_event_elapsed(cs_ev *e, const cs_trigger *t) {
    int32_t amount = -1, v = cs_clause_of(&e->t, t->tok), over = t->tok;
    if (mark_of(e, over, &amount) < 0 && mark_of(e, over = t->anchor, &amount) < 0 && mark_of(e, over = v, &amount) < 0)
        return -1;
    if (over == v && t->tok != v && cs_tok(&e->t, cs_conj_top(&e->t, t->anchor))->head != v) return -1;
    char unit = 0;
    int32_t g = cs_tok(&e->t, over)->head, n = read_amount(e->r->times.v[amount].timex, &unit);
    int32_t from = g < 0 || !n ? CS_DAY_NONE : counted_from(e, cs_clause_of(&e->t, g));
    if (from == CS_DAY_NONE) return -1;
    cs_time x = ago(e, from, n, unit);
    x.tok_beg = e->r->times.v[amount].tok_beg;
    x.tok_end = e->r->times.v[amount].tok_end + 1;
    x.span = cs_span_join(e->r->times.v[amount].span, cs_tok(&e->t, x.tok_end - 1)->span);
    x.has_span = x.derived = true;
    *CS_PUSH(e->perm, &e->r->times) = x;
    return (int32_t)e->r->times.n - 1;
}

/* The last day of the year, month or day that EDTF names. */
static int32_t last_day(cs_str edtf, int32_t begin) {
    cs_date d = cs_date_of(begin);
    if (edtf.n == 4) return cs_day_of(d.year, 12, 31);
    return edtf.n == 7 ? cs_day_of(d.year + d.month / 12, d.month % 12 + 1, 1) - 1 : begin;
}

int32_t cs_event_at_begin(cs_ev *e, int32_t when) {
    cs_time x = e->r->times.v[when];
    x.edtf = x.timex = cs_cut(x.edtf, 0, x.edtf.n - 3);
    x.end = last_day(x.edtf, x.begin);
    x.derived = true;
    x.why = CS_LIT("the clause tells what was then");
    *CS_PUSH(e->perm, &e->r->times) = x;
    return (int32_t)e->r->times.n - 1;
}
