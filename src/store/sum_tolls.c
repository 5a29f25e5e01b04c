/* How many, when sources differ: of each source the figure of its latest report, then the lowest, the highest and the one of
 * the most reliable sources, after the rule of the Uppsala Conflict Data Program (UCDP GED Codebook: low, best and high
 * estimates; where sources are equal the lower one is the best). */
#include "base/calendar.h"
#include "store/sum.h"
#include <stdlib.h>

enum { AGGREGATE_DAYS = 31 }; /* a figure for a longer time is a sum over several incidents */

const cs_str CS_SUM_EFFECT[CS_SUM_EFFECTS] = { CS_LIT("killed"),  CS_LIT("wounded"),   CS_LIT("captured"), CS_LIT("arrested"),
                                               CS_LIT("missing"), CS_LIT("displaced"), CS_LIT("freed"),    CS_LIT("crowd") };
const cs_str CS_SUM_STATUS[CS_SUM_STATUSES] = { CS_LIT("all"), CS_LIT("civilian"), CS_LIT("combatant"), CS_LIT("perpetrator") };
#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

/* What one report gives for an effect and status, or one source. */
typedef struct figure {
    int64_t low, best, high; /* CS_VIEW_NONE: open */
    int firmness;            /* rank of its certainty */
    bool stated;             /* in a number, not as "people" or "a peasant" */
    bool corrects;           /* the words say that the toll was revised */
    cs_str says;
    int source;
    bool there;
} figure;

/* ---- what the words say ---- */

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

/* Does one of these words stand in the text? A word that ends in '-' is a beginning. */
static bool has_word(cs_str text, const cs_str *list, int n) {
    for (ptrdiff_t i = 0, end; i < text.n; i = end) {
        for (end = i; end < text.n && is_letter(text.p[end]);) end++;
        for (int k = 0; k < n; k++) {
            bool part = list[k].p[list[k].n - 1] == '-';
            ptrdiff_t size = list[k].n - part, at = 0;
            if (end - i < size || (!part && end - i != size)) continue;
            while (at < size && lower(text.p[i + at]) == list[k].p[at]) at++;
            if (at == size) return true;
        }
        if (end == i) end++;
    }
    return false;
}

static bool is_stated(const cs_view_toll *t) {
    static const cs_str numbers[] = {
        CS_LIT("no"),    CS_LIT("none"),    CS_LIT("nobody"),   CS_LIT("one"),    CS_LIT("two"),     CS_LIT("three"),
        CS_LIT("four-"), CS_LIT("five"),    CS_LIT("fif-"),     CS_LIT("six-"),   CS_LIT("seven-"),  CS_LIT("eight-"),
        CS_LIT("nine-"), CS_LIT("ten"),     CS_LIT("eleven"),   CS_LIT("twelve"), CS_LIT("thirt-"),  CS_LIT("twenty"),
        CS_LIT("forty"), CS_LIT("hundred"), CS_LIT("thousand"), CS_LIT("dozen"),  CS_LIT("million"), CS_LIT("couple"),
    };
    if (!t->of.n) return true; /* set by a person */
    for (ptrdiff_t i = 0; i < t->of.n; i++)
        if (t->of.p[i] >= '0' && t->of.p[i] <= '9') return true;
    return has_word(t->of, numbers, COUNT(numbers));
}

static bool is_correction(cs_str evidence) {
    static const cs_str words[] = { CS_LIT("revis-"),   CS_LIT("corrected"),  CS_LIT("correction"), CS_LIT("lowered"),
                                    CS_LIT("lowering"), CS_LIT("raised"),     CS_LIT("raising"),    CS_LIT("updated"),
                                    CS_LIT("updating"), CS_LIT("downgraded"), CS_LIT("upgraded") };
    static const cs_str of[] = { CS_LIT("toll"),   CS_LIT("tolls"),   CS_LIT("number"),  CS_LIT("count"),
                                 CS_LIT("figure"), CS_LIT("figures"), CS_LIT("deaths"),  CS_LIT("tally"),
                                 CS_LIT("dead"),   CS_LIT("killed"),  CS_LIT("wounded"), CS_LIT("injured") };
    return has_word(evidence, words, COUNT(words)) && has_word(evidence, of, COUNT(of));
}

/* "revised the toll from 12 to 8": 12 is what it was. */
static bool is_former(const cs_view_statement *s, const cs_view_toll *t) {
    cs_str from = CS_LIT("from ");
    ptrdiff_t at = t->of.p ? t->of.p - s->evidence.p : -1;
    return at >= from.n && at <= s->evidence.n && cs_ends(cs_cut(s->evidence, 0, at), from);
}

/* ---- of a report ---- */

static int64_t size_of(const figure *f) {
    return f->best != CS_VIEW_NONE ? f->best : f->low != CS_VIEW_NONE ? f->low : f->high;
}

/* Of the figures in one report the one that it stands for: a correction before others, a number before "people", the firmest,
 * and then the largest, for what is smaller may be a part. */
static bool is_better(const figure *a, const figure *b) {
    if (!b->there) return true;
    if (a->corrects != b->corrects) return a->corrects;
    if (a->stated != b->stated) return a->stated;
    if (a->firmness != b->firmness) return a->firmness < b->firmness;
    if (size_of(a) != size_of(b)) return size_of(a) > size_of(b);
    return a->high != CS_VIEW_NONE && b->high == CS_VIEW_NONE;
}

static int64_t plus(int64_t a, int64_t b) {
    int64_t sum;
    return a == CS_VIEW_NONE || b == CS_VIEW_NONE || __builtin_add_overflow(a, b, &sum) ? CS_VIEW_NONE : sum;
}

/* Killed soldiers and killed civilians are the killed where a report gives no figure for all. */
static figure whole_of(const figure *of, const figure *all) {
    figure sum = *all;
    for (int i = 1; i < CS_SUM_STATUSES; i++) {
        const figure *x = of + i;
        if (!x->there || (all->there && (all->stated || !x->stated))) continue;
        if (!sum.there || sum.source < 0) {
            sum = *x;
            sum.source = 0;
        } else {
            sum.low = plus(sum.low, x->low);
            sum.best = plus(sum.best, x->best);
            sum.high = plus(sum.high, x->high);
            if (x->firmness > sum.firmness) sum.firmness = x->firmness;
            sum.stated &= x->stated;
        }
    }
    return sum;
}

/* A figure for months is none of one day's incident. */
static bool is_aggregate(const cs_sum *m, const cs_view_statement *s) {
    cs_day_result a = cs_parse_day(m->out->when.first), b = cs_parse_day(m->out->when.last);
    cs_day_result c = cs_parse_day(s->when.first), d = cs_parse_day(s->when.last);
    if (!a.ok || !b.ok || b.day - a.day >= AGGREGATE_DAYS || !c.ok || !d.ok) return false;
    return d.day - c.day >= AGGREGATE_DAYS;
}

static figure figure_in(const cs_sum *m, int64_t coding, cs_str effect, int status) {
    figure of[CS_SUM_STATUSES] = { 0 }; /* [0]: of nobody in particular */
    for (int i = 0; i < m->told.n; i++) {
        const cs_view_statement *s = m->told.v + i;
        if (s->coding != coding || !m->same[i] || is_aggregate(m, s)) continue;
        for (int k = 0; k < s->n_tolls; k++) {
            const cs_view_toll *t = s->tolls + k;
            int rank = cs_sum_rank(t->status, CS_SUM_STATUS, CS_SUM_STATUSES);
            if (!cs_eq(t->effect, effect) || cs_eq(t->certainty, CS_LIT("denied"))) continue;
            figure f = { t->low,       t->best,
                         t->high,      cs_sum_rank(t->certainty, CS_SUM_CERTAINTY, CS_SUM_CERTAINTIES),
                         is_stated(t), is_correction(s->evidence),
                         t->says,      0,
                         true };
            if (f.corrects && is_former(s, t)) continue;
            figure *own = of + (rank < CS_SUM_STATUSES ? rank : 0);
            if (is_better(&f, own)) *own = f;
        }
    }
    of[0].source = of[0].there ? 0 : -1;
    return status ? of[status] : whole_of(of, of);
}

/* ---- of a source ---- */

/* Its latest report with a number; where no report has one the latest that says anything. What has no day is the oldest. */
static figure figure_of(const cs_sum *m, int source, cs_str effect, int status) {
    figure best = { 0 };
    cs_str day = { 0 };
    for (int i = 0; i < m->told.n_reports; i++) {
        const cs_told_report *r = m->told.reports + i;
        if (m->source_of_report[i] != source) continue;
        figure f = figure_in(m, r->coding, effect, status);
        if (!f.there) continue;
        int later = cs_cmp(r->published, day);
        bool better = !best.there || (f.stated != best.stated ? f.stated : later ? later > 0 : is_better(&f, &best));
        if (!better) continue;
        best = f;
        day = r->published;
    }
    best.source = source;
    return best;
}

/* ---- over sources ---- */

typedef CS_VEC(figure) figures;

/* A first, what nobody graded between C and D. */
static int rank_of(char grade) {
    static const char order[] = { 'A', 'B', 'C', '\0', 'D', 'E', 'F' };
    int i = 0;
    while (i < COUNT(order) && order[i] != grade) i++;
    return i;
}

/* Of the most reliable sources the most frequent figure, of equals the lower. */
static int64_t best_of(const cs_sum *m, const figures *all, char *grade) {
    int rank = INT32_MAX;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        int own = rank_of(m->sources[all->v[i].source].grade);
        if (all->v[i].best != CS_VIEW_NONE && own < rank) rank = own;
    }
    int64_t best = CS_VIEW_NONE;
    int most = 0;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        const figure *f = all->v + i;
        int n = 0;
        if (f->best == CS_VIEW_NONE || rank_of(m->sources[f->source].grade) != rank) continue;
        for (ptrdiff_t k = 0; k < all->n; k++)
            n += all->v[k].best == f->best && rank_of(m->sources[all->v[k].source].grade) == rank;
        *grade = m->sources[f->source].grade;
        if (n > most || (n == most && f->best < best)) {
            best = f->best;
            most = n;
        }
    }
    return best;
}

static int64_t low_of(const figures *all) {
    int64_t low = CS_VIEW_NONE;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        int64_t own = all->v[i].low != CS_VIEW_NONE ? all->v[i].low : all->v[i].best;
        if (own != CS_VIEW_NONE && (low == CS_VIEW_NONE || own < low)) low = own;
    }
    return low;
}

/* "At least 80" is no higher than 84, but it is than 79: then nobody says how many at most. */
static int64_t high_of(const figures *all) {
    int64_t high = CS_VIEW_NONE;
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (all->v[i].high > high) high = all->v[i].high;
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (all->v[i].high == CS_VIEW_NONE && size_of(all->v + i) > high) return CS_VIEW_NONE;
    return high;
}

/* ---- in words ---- */

cs_str cs_sum_count_words(const cs_view_toll *t, cs_arena *a) {
    long long low = (long long)t->low, best = (long long)t->best, high = (long long)t->high;
    if (low == high && low >= 0) return cs_printf(a, "%lld", low);
    if (low >= 0 && high >= 0) return cs_printf(a, "%lld to %lld", low, high);
    if (low >= 0) return cs_printf(a, "at least %lld", low);
    return high >= 0 ? cs_printf(a, "up to %lld", high) : cs_printf(a, "about %lld", best);
}

static cs_str count_words(const figure *f, cs_arena *a) {
    const cs_view_toll t = { .low = f->low, .best = f->best, .high = f->high };
    return cs_sum_count_words(&t, a);
}

static cs_str source_words(const cs_sum *m, const figure *f, cs_arena *a) {
    const cs_sum_source *s = m->sources + f->source;
    cs_str who = s->name.n ? s->name : CS_LIT("a source not known");
    if (s->grade) who = cs_printf(a, CS_FMT " %c", CS_WHOLE(who), s->grade);
    return f->says.n ? cs_printf(a, CS_FMT " via " CS_FMT, CS_WHOLE(f->says), CS_WHOLE(who)) : who;
}

static bool same_figure(const figure *a, const figure *b) {
    return a->low == b->low && a->best == b->best && a->high == b->high;
}

/* "3 sources: 12 (BBC, Reuters), 10 (police via AP); of each its latest" */
static cs_str rule_words(const cs_sum *m, const figures *all, char grade, bool graded) {
    cs_arena *a = m->a;
    cs_str s = cs_printf(a, all->n == 1 ? "%td source: " : "%td sources: ", all->n);
    bool first = true;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        bool done = false;
        for (ptrdiff_t k = 0; k < i; k++) done |= same_figure(all->v + k, all->v + i);
        if (done) continue;
        s = cs_join(a, s, first ? (cs_str){ 0 } : CS_LIT(", "));
        s = cs_join(a, cs_join(a, s, count_words(all->v + i, a)), CS_LIT(" ("));
        for (ptrdiff_t k = i; k < all->n; k++) {
            if (!same_figure(all->v + k, all->v + i)) continue;
            if (k > i) s = cs_join(a, s, CS_LIT(", "));
            s = cs_join(a, s, source_words(m, all->v + k, a));
        }
        s = cs_join(a, s, CS_LIT(")"));
        first = false;
    }
    if (all->n == 1) return s;
    s = cs_join(a, s, CS_LIT("; of each its latest"));
    if (!graded) return s;
    return cs_join(a, s, grade ? cs_printf(a, "; best of those graded %c", grade) : CS_LIT("; best of those not graded"));
}

static int by_size(const void *a, const void *b) {
    const figure *x = a, *y = b;
    int64_t i = size_of(x), k = size_of(y);
    return i != k ? (i > k ? -1 : 1) : x->source - y->source;
}

static bool sum_up(const cs_sum *m, int effect, int status, cs_view_toll *out) {
    figures all = { 0 };
    bool stated = false, graded = false;
    for (int i = 0; i < m->n_sources; i++) {
        figure f = figure_of(m, i, CS_SUM_EFFECT[effect], status);
        if (!f.there) continue;
        *CS_PUSH(m->a, &all) = f;
        stated |= f.stated;
    }
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < all.n; i++)
        if (all.v[i].stated == stated) all.v[n++] = all.v[i];
    all.n = n;
    if (!n) return false;
    qsort(all.v, (size_t)n, sizeof *all.v, by_size);
    for (ptrdiff_t i = 1; i < n; i++) graded |= m->sources[all.v[i].source].grade != m->sources[all.v[0].source].grade;
    char grade = '\0';
    int64_t best = best_of(m, &all, &grade);
    *out = (cs_view_toll){ .effect = CS_SUM_EFFECT[effect],
                           .status = CS_SUM_STATUS[status],
                           .low = low_of(&all),
                           .best = best,
                           .high = high_of(&all),
                           .women = CS_VIEW_NONE,
                           .children = CS_VIEW_NONE,
                           .rule = rule_words(m, &all, grade, graded && best != CS_VIEW_NONE) };
    return true;
}

void cs_sum_tolls(cs_sum *m) {
    m->out->tolls = CS_NEW(m->a, cs_view_toll, CS_SUM_EFFECTS * CS_SUM_STATUSES);
    for (int effect = 0; effect < CS_SUM_EFFECTS; effect++)
        for (int status = 0; status < CS_SUM_STATUSES; status++)
            if (sum_up(m, effect, status, m->out->tolls + m->out->n_tolls)) m->out->n_tolls++;
}

bool cs_sum_figure_in(const cs_sum *m, int64_t coding, int effect, cs_view_toll *out, bool *corrects) {
    figure f = figure_in(m, coding, CS_SUM_EFFECT[effect], 0);
    *corrects = false;
    for (int i = 0; i < m->told.n; i++)
        *corrects |= m->counts[i] && m->told.v[i].coding == coding && is_correction(m->told.v[i].evidence);
    *out = (cs_view_toll){ .effect = CS_SUM_EFFECT[effect], .low = f.low, .best = f.best, .high = f.high, .says = f.says };
    return f.there;
}
