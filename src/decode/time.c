#include "decode/time.h"
#include "decode/time_value.h"
#include "decode/tree.h"

/* The stage: each sentence is lexed, scanned from left to right for the longest expression at each place, and each expression
 * is resolved before the next one is read, so that "the following day" finds the day before it. */

enum {
    DATELINE_SENTENCES = 8,
    DATELINE_ATOMS = 12
}; /* a date line stands in the report's first lines, after a place at most */

typedef struct stage {
    cs_reading *r;
    cs_arena *perm;
    tm_base base;
    const tm_line *line;
    const cs_sentence *sentence;
    int32_t index; /* of the sentence */
} stage;

/* ---- the report's own date ---- */

static bool shouted_word(const stage *s, int i) {
    const tm_atom *t = tm_at(s->line, i);
    const char *p = s->r->text.p + t->span.beg;
    for (ptrdiff_t k = 0; k < t->lower.n; k++)
        if (p[k] >= 'a' && p[k] <= 'z') return false;
    return t->cap && t->lower.n > 2;
}

static bool is_dateline(const stage *s, const tm_expr *e) {
    const tm_line *l = s->line;
    if (s->index >= DATELINE_SENTENCES || e->form != TM_F_CAL || !e->mday) return false;
    int others = 0, i = 0;
    for (; i < l->n; i++)
        if ((i < e->beg || i >= e->end) && tm_at(l, i)->cls != TM_MARK &&
            !tm_any(l, i, "posted|published|updated|date|dated|on|by"))
            others++;
    if (others == 0) return true; /* a line that is nothing but a date */
    if (e->beg == 0 || e->beg > DATELINE_ATOMS || !shouted_word(s, 0) || !tm_any(l, e->beg - 1, ",|(|-")) return false;
    for (i = 1; i < e->beg; i++)
        if (tm_cls(l, i, TM_WORD) && !tm_at(l, i)->cap && !tm_any(l, i, "of|the|and")) return false;
    return tm_any(l, e->end, "(|-|)|:|.|\xe2") || tm_any(l, e->end, ",");
}

/* ---- one expression ---- */

enum { SPOKEN_DAYS = 60 }; /* words from nearer to publication are seen from publication */

/* "In April 2017 an official said that aid had grown over the past 18 months": what is said in a sentence that first gives a
 * month or day long before publication is seen from there. */
static int32_t spoken_on(const stage *s, const tm_expr *e) {
    const cs_reading *r = s->r;
    uint32_t beg = tm_at(s->line, 0)->span.beg, at = tm_at(s->line, e->beg)->span.beg;
    for (ptrdiff_t i = r->times.n - 1; i >= 0 && r->times.v[i].span.beg >= beg; i--) {
        const cs_time *t = &r->times.v[i];
        bool exact = t->begin != CS_DAY_NONE && t->end != CS_DAY_NONE && t->end - t->begin < 32 && t->span.beg < at;
        if (exact && (r->published == CS_DAY_NONE || r->published - t->end > SPOKEN_DAYS)) return t->end;
    }
    return CS_DAY_NONE;
}

/* A time of day that found no day takes the day that its own sentence names. */
static void settle_clocks(stage *s, ptrdiff_t first) {
    cs_reading *r = s->r;
    const cs_time *day = NULL;
    for (ptrdiff_t i = first; i < r->times.n; i++)
        if (r->times.v[i].begin != CS_DAY_NONE && r->times.v[i].begin == r->times.v[i].end && !day) day = &r->times.v[i];
    for (ptrdiff_t i = first; day && i < r->times.n; i++) {
        cs_time *t = &r->times.v[i];
        if (!cs_starts(t->timex, CS_LIT("XXXX-XX-XXT"))) continue;
        cs_date d = cs_date_of(day->begin);
        t->timex =
            cs_printf(s->perm, "%04d-%02d-%02d" CS_FMT, d.year, d.month, d.day, CS_ARG(cs_cut(t->timex, 10, t->timex.n)));
        t->edtf = tm_edtf_days(day->begin, day->begin, s->perm);
        t->begin = t->end = day->begin;
        t->why = CS_LIT("from the sentence's other time");
    }
}

static void remember(tm_base *b, const tm_expr *e, const tm_value *v) {
    const tm_point *p = &v->at;
    if (e->form == TM_F_SPAN && e->unit == TM_U_MONTH && e->n >= 6)
        b->quarter = (tm_point){ 0 }; /* now half-years are spoken of */
    if (!p->size) return;
    b->last = *p;
    if (p->size == TM_Z_DAY) {
        b->last_day = e->mday2 && v->end != CS_DAY_NONE ? tm_day_point(v->end) : *p;
        b->last_day_age = 0;
    }
    if (!p->year) return;
    if (p->size == TM_Z_QUARTER && !e->same_size) b->quarter = *p;
    if (e->fiscal && p->size == TM_Z_YEAR) b->quarter = (tm_point){ 0 };
    if (e->form != TM_F_CAL || !e->year) return;
    if (p->size <= TM_Z_MONTH) b->year = p->year;
    if (p->size <= TM_Z_YEAR) b->named_year = p->year;
}

/* "since X" is open to the right, "until X" to the left. */
static void open_ends(const tm_line *l, const tm_expr *e, cs_time *t, cs_arena *perm) {
    if (!t->edtf.n) return;
    if (tm_is(l, e->beg - 1, "since")) {
        t->edtf = cs_printf(perm, CS_FMT "/..", CS_ARG(t->edtf));
        t->end = CS_DAY_NONE;
    } else if (tm_any(l, e->beg - 1, "until|till")) {
        t->edtf = cs_printf(perm, "../" CS_FMT, CS_ARG(t->edtf));
        t->begin = CS_DAY_NONE;
    }
}

/* "between January and June 2021": the year is of both. */
static void share_year(const stage *s, const tm_expr *first, const tm_expr *second, cs_time *t) {
    if (first->calendar || second->calendar || first->form != TM_F_CAL || first->year || !first->month || first->rel_unit ||
        first->dir || !second->year || !second->month)
        return;
    if (!tm_any(s->line, first->end, "and|or|to|-|through|until|till")) return;
    tm_expr whole = *first;
    whole.year = second->year - (first->month > second->month);
    tm_value v = tm_resolve(&whole, &s->base, s->perm);
    t->timex = v.timex;
    t->edtf = v.edtf;
    t->begin = v.begin;
    t->end = v.end;
    t->why = CS_LIT("year from the time after it");
}

/* "the first three months of 2019": an amount at one end of the time after it. */
static void edge(const stage *s, const tm_expr *first, cs_time *a, const cs_time *b) {
    int side = first->edge ? first->edge : first->dir == TM_D_LAST ? -1 : 0;
    bool months = first->unit == TM_U_MONTH, days = first->unit == TM_U_DAY || first->unit == TM_U_WEEK;
    if (first->form != TM_F_SPAN || !side || !tm_any(s->line, first->end, "of|in") || first->vague || first->n < 1) return;
    if (first->edge == 0 && !tm_is(s->line, first->end, "of")) return;
    if (b->begin == CS_DAY_NONE || b->end == CS_DAY_NONE || (!months && !days) || first->n > 1000) return;
    int32_t n = first->n * (first->unit == TM_U_WEEK ? 7 : 1);
    cs_date d = cs_date_of(side > 0 ? b->begin : b->end + 1), other = cs_add_months(d, side * n);
    int32_t far = months ? cs_day_of(other.year, other.month, other.day) : cs_day_of(d.year, d.month, d.day) + side * n;
    int32_t begin = side > 0 ? b->begin : far, end = side > 0 ? far - 1 : b->end;
    if (begin < b->begin || end > b->end) return;
    a->begin = begin;
    a->end = end;
    cs_date x = cs_date_of(begin), y = cs_date_of(end);
    a->edtf = months && x.day == 1 ? cs_printf(s->perm, "%04d-%02d/%04d-%02d", x.year, x.month, y.year, y.month)
                                   : tm_edtf_days(begin, end, s->perm);
    a->why = CS_LIT("from the time after it");
}

static bool plain_date(cs_str edtf) { return edtf.n && cs_find(edtf, CS_LIT("/")) < 0 && edtf.p[0] != '{' && edtf.p[0] != '['; }

/* "from 2010 to 2014", "between 3 and 5 May", "2010-2014": the first of the two says the whole stretch. */
static void pair(const stage *s, const tm_expr *first, const tm_expr *second, cs_time *a, const cs_time *b) {
    const tm_line *l = s->line;
    if (second->beg - first->end != 1) return;
    share_year(s, first, second, a);
    edge(s, first, a, b);
    cs_str left = a->edtf, right = b->edtf;
    if (cs_starts(right, CS_LIT("../"))) right = cs_cut(right, 3, right.n);
    if (!plain_date(left) || !plain_date(right) || cs_eq(left, right)) return;
    bool from = tm_any(l, first->beg - 1, "from|between");
    bool joined = (from && tm_any(l, first->end, "to|and|until|till|through|-")) || tm_any(l, first->end, "through") ||
                  (tm_any(l, first->end, "-|to") && first->form == TM_F_CAL && second->form == TM_F_CAL);
    if (!joined || (a->begin != CS_DAY_NONE && b->begin != CS_DAY_NONE && b->begin < a->begin)) return;
    a->edtf = cs_printf(s->perm, CS_FMT "/" CS_FMT, CS_ARG(left), CS_ARG(right));
    a->end = a->begin == CS_DAY_NONE ? CS_DAY_NONE : b->end;
}

/* "yesterday", "last week", and where publication is known "on Monday" end a passage that tells of an earlier year. */
static bool speaks_of_now(const stage *s, const tm_expr *e) {
    if (e->form == TM_F_SHIFT) return !e->from_text && !e->vague && e->unit < TM_U_YEAR;
    return s->base.published != CS_DAY_NONE && e->form == TM_F_CAL && e->weekday && !e->mday && !e->from_text;
}

static cs_time *add(stage *s, const tm_expr *e) {
    const tm_line *l = s->line;
    s->base.forward = tm_direction(s->r, l, e);
    int32_t year = s->base.year;
    if (speaks_of_now(s, e)) s->base.year = year = 0;
    if (tm_is(l, e->beg - 1, "since")) s->base.year = 0; /* "have fled since January" */
    s->base.spoken = e->form == TM_F_SPAN ? spoken_on(s, e) : CS_DAY_NONE;
    bool dateline = is_dateline(s, e);
    if (dateline) s->base.forward = -1;
    tm_value v = tm_resolve(e, &s->base, s->perm);
    s->base.year = year;
    cs_time *t = CS_PUSH(s->perm, &s->r->times);
    const tm_atom *first = tm_at(l, e->beg), *last = tm_at(l, e->end - 1);
    *t = (cs_time){ .span = { first->span.beg, last->span.end },
                    .has_span = true,
                    .type = e->type,
                    .timex = v.timex,
                    .edtf = v.edtf,
                    .begin = v.begin,
                    .end = v.end,
                    .tok_beg = first->token,
                    .tok_end = last->token + 1,
                    .dateline = dateline };
    if (dateline && v.begin != CS_DAY_NONE && s->base.published == CS_DAY_NONE) {
        s->base.published = v.begin;
        s->base.from_dateline = true;
    }
    const char *why = tm_source_name[v.source];
    if (v.at.size || t->edtf.n) t->why = (cs_str){ why, (ptrdiff_t)strlen(why) };
    open_ends(l, e, t, s->perm);
    if (!dateline) remember(&s->base, e, &v);
    return t;
}

/* "the 19 April Movement", "the June 4 brigade": a day in the name of a group. */
static bool names_group(const tm_line *l, const tm_expr *e) {
    static const char GROUPS[] =
        "movement|brigade|brigades|battalion|regiment|column|commando|command|group|organisation|organization|"
        "party|squad";
    if (e->form != TM_F_CAL || !e->mday || !e->month || e->year || e->weekday || e->hour1) return false;
    int k = e->end + (!tm_any(l, e->end, GROUPS) && tm_cls(l, e->end, TM_WORD) && tm_at(l, e->end)->cap && !l->shouted);
    return tm_any(l, k, GROUPS) && !tm_any(l, k + 1, "of");
}

/* "1944 were killed", "detained 1900": who something happened to, not a year. */
static bool is_count(const stage *s, const tm_expr *e) {
    static const char HARM[] =
        "kill wound injure arrest detain capture free release displace execute die flee march gather evacuate";
    if (e->form != TM_F_CAL || !e->year || e->month || e->quarter || e->half || e->season || e->gran || e->end != e->beg + 1)
        return false;
    const cs_token *t = &s->r->tokens.v[tm_at(s->line, e->beg)->token];
    if (t->deprel != CS_REL_OBJ && t->deprel != CS_REL_NSUBJ_PASS && t->deprel != CS_REL_NSUBJ) return false;
    return t->head >= 0 && cs_word_in(s->r->tokens.v[t->head].lemma, HARM);
}

static void scan(stage *s) {
    ptrdiff_t first = s->r->times.n;
    s->base.named_year = 0;
    s->base.last_day_age++;
    tm_expr before = { 0 };
    int32_t before_time = -1;
    for (int i = 0; i < s->line->n;) {
        tm_expr e = { 0 };
        int end = tm_at(s->line, i)->starts ? tm_rule_any(s->line, i, &e) : 0;
        if (!end) {
            i++;
            continue;
        }
        i = end;
        if (names_group(s->line, &e) || is_count(s, &e)) continue;
        /* "10:35 a.m. (0735 GMT)" is one moment */
        if (e.hour1 && before.hour1 && e.beg - before.end == 1 && tm_is(s->line, before.end, "(")) continue;
        ptrdiff_t index = s->r->times.n;
        cs_time *t = add(s, &e);
        if (before_time >= 0) pair(s, &before, &e, &s->r->times.v[before_time], t);
        before = e;
        before_time = (int32_t)index;
    }
    settle_clocks(s, first);
}

/* "at 10 p.m." | "Monday": a sentence that seems to end at an abbreviation of time and the next begins with a time. */
static bool goes_on(const cs_reading *r, const cs_map *words, const tm_line *l, const cs_sentence *next, cs_arena scratch) {
    const tm_atom *last = tm_at(l, l->n - 2);
    if (next->paragraph != next[-1].paragraph || !tm_is(l, l->n - 1, ".") ||
        (last->cls != TM_MONTH_ABBR && !tm_is(l, l->n - 2, "m")))
        return false;
    tm_line n = tm_lex(r, words, next->beg, next->beg + 1, &scratch);
    tm_class c = (tm_class)tm_at(&n, 0)->cls;
    return c == TM_WEEKDAY || c == TM_DIGITS || c == TM_MONTH || c == TM_MONTH_ABBR ||
           tm_any(&n, 0, "on|yesterday|today|local|gmt|est|edt");
}

/* A report without a capital letter: a lack of them tells nothing. */
static bool without_capitals(const cs_reading *r) {
    for (ptrdiff_t i = 0; i < r->text.n; i++)
        if (r->text.p[i] >= 'A' && r->text.p[i] <= 'Z') return false;
    return true;
}

void cs_times(cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_map words = tm_words(&scratch);
    stage s = { .r = r, .perm = perm, .base = { .published = r->published } };
    int32_t paragraph = -1;
    bool lower = without_capitals(r);
    for (ptrdiff_t i = 0; i < r->sentences.n; i++) {
        const cs_sentence *sent = &r->sentences.v[i];
        cs_arena mine = scratch;
        tm_line l = tm_lex(r, &words, sent->beg, sent->end, &mine);
        if (i + 1 < r->sentences.n && goes_on(r, &words, &l, sent + 1, mine)) {
            i++;
            l = tm_lex(r, &words, sent->beg, sent[1].end, &mine);
        }
        l.shouted |= lower;
        if (sent->paragraph != paragraph && r->published != CS_DAY_NONE) s.base.year = 0;
        paragraph = sent->paragraph;
        s.line = &l;
        s.sentence = sent;
        s.index = (int32_t)i;
        scan(&s);
    }
}
