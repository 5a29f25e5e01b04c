/* Who speaks independently, and how credible that makes it. */
#include "store/sum.h"
#include <math.h>
#include <stdlib.h>

static const double NO_CONFIDENCE = 0.5; /* what a statement without one counts */
static const double CONFIDENCE_STEPS = 1e4;

int cs_sum_rank(cs_str s, const cs_str *list, int n) {
    int i = 0;
    while (i < n && !cs_eq(s, list[i])) i++;
    return i;
}

/* The first of those of a report's copy group: reports stand in the order of their days. */
static int first_of_group(const cs_told *t, int report) {
    int i = 0;
    while (t->reports[i].group != t->reports[report].group) i++;
    return i;
}

static int source_of(cs_sum *m, const cs_told_report *r) {
    for (int i = 0; r->source && i < m->n_sources; i++)
        if (m->sources[i].id == r->source) return i;
    m->sources[m->n_sources] = (cs_sum_source){ r->source, r->name, r->grade };
    return m->n_sources++;
}

static int report_of(const cs_told *t, int64_t coding) {
    for (int i = 0; i < t->n_reports; i++)
        if (t->reports[i].coding == coding) return i;
    return -1;
}

/* Of each report, how many codings of the incident are of texts of its copy group. */
static int *copies_of(const cs_sum *m) {
    const cs_told *t = &m->told;
    int *n = CS_NEW(m->a, int, (size_t)t->n_reports + 1);
    for (int i = 0; i < t->n_reports; i++)
        if (report_of(t, t->reports[i].coding) == i) n[first_of_group(t, i)]++;
    for (int i = 0; i < t->n_reports; i++) n[i] = n[first_of_group(t, i)];
    return n;
}

void cs_sum_sources(cs_sum *m) {
    const cs_told *t = &m->told;
    size_t reports = (size_t)t->n_reports + 1, statements = (size_t)t->n + 1;
    m->sources = CS_NEW(m->a, cs_sum_source, reports);
    m->source_of_report = CS_NEW(m->a, int, reports);
    m->source_of = CS_NEW(m->a, int, statements);
    m->weight = CS_NEW(m->a, double, statements);
    m->counts = CS_NEW(m->a, bool, statements);
    m->same = CS_NEW(m->a, bool, statements);
    m->tells = CS_NEW(m->a, bool, statements);
    for (int i = 0; i < t->n_reports; i++) {
        int first = first_of_group(t, i);
        m->source_of_report[i] = first < i ? m->source_of_report[first] : source_of(m, t->reports + i);
    }
    const int *copies = copies_of(m);
    for (int i = 0; i < t->n; i++) {
        const cs_view_statement *s = t->v + i;
        int report = report_of(t, s->coding);
        m->source_of[i] = report < 0 ? -1 : m->source_of_report[report];
        m->counts[i] = report >= 0 && !cs_eq(s->review, CS_LIT("rejected"));
        if (!m->counts[i]) continue;
        double share = isnan(s->confidence) ? NO_CONFIDENCE : s->confidence;
        m->weight[i] = share / copies[report];
    }
}

/* ---- credibility ---- */

typedef struct standing {
    bool confirms, claims, denies;
    double confidence; /* of what it tells; NAN: not known */
} standing;

static standing *standings(const cs_sum *m) {
    standing *all = CS_NEW(m->a, standing, (size_t)m->n_sources + 1);
    for (int i = 0; i < m->n_sources; i++) all[i].confidence = NAN;
    for (int i = 0; i < m->told.n; i++) {
        const cs_view_statement *s = m->told.v + i;
        if (!m->counts[i] || !cs_eq(s->type, m->out->type)) continue;
        standing *x = all + m->source_of[i];
        bool denied = cs_eq(s->certainty, CS_LIT("denied")) || cs_eq(s->modality, CS_LIT("negated"));
        x->denies |= denied;
        if (denied || !m->tells[i]) continue;
        x->confirms |= cs_eq(s->certainty, CS_LIT("fact"));
        x->claims |= cs_eq(s->certainty, CS_LIT("claimed")) || cs_eq(s->certainty, CS_LIT("accused"));
        if (!(s->confidence <= x->confidence)) x->confidence = isnan(s->confidence) ? x->confidence : s->confidence;
    }
    return all;
}

static bool is_reliable(char grade) { return grade == 'A' || grade == 'B' || grade == 'C'; }
static bool is_unreliable(char grade) { return grade == 'D' || grade == 'E'; }

static cs_str sources_words(int n, cs_arena *a) {
    return n == 1 ? CS_LIT("1 source") : cs_printf(a, "%d independent sources", n);
}

typedef struct tally {
    int confirm, reliable, unreliable, claim, deny;
} tally;

static int grade_of(const cs_sum *m, const tally *t, cs_str *why) {
    cs_arena *a = m->a;
    cs_str n = sources_words(t->confirm, a), d = sources_words(t->deny, a);
    bool actual = cs_eq(m->out->modality, CS_LIT("actual"));
    if (!actual && !t->deny) return *why = CS_LIT("not told as something that happened"), 6;
    if (t->deny && t->deny > t->confirm)
        return *why = cs_printf(a, "denied by " CS_FMT ", confirmed by %d", CS_WHOLE(d), t->confirm), 5;
    if (t->deny) return *why = cs_printf(a, "confirmed by " CS_FMT ", denied by %d", CS_WHOLE(n), t->deny), 4;
    if (!t->confirm && t->claim) return *why = CS_LIT("only claimed, or blamed on somebody, by one side"), 4;
    if (!t->confirm) return *why = CS_LIT("only told as possible"), 6;
    if (t->unreliable == t->confirm) return *why = cs_printf(a, "told by " CS_FMT ", graded D or E", CS_WHOLE(n)), 4;
    cs_str sure = cs_printf(a, "%d of them graded A to C", t->reliable);
    if (t->reliable >= 2)
        return *why = cs_printf(a, "confirmed by " CS_FMT ", " CS_FMT ", contradicted by none", CS_WHOLE(n), CS_WHOLE(sure)), 1;
    if (t->confirm - t->unreliable >= 2)
        return *why = cs_printf(a, "confirmed by " CS_FMT ", " CS_FMT ", contradicted by none", CS_WHOLE(n), CS_WHOLE(sure)), 2;
    if (t->reliable == 1) return *why = CS_LIT("told by 1 source graded A to C, contradicted by none"), 2;
    return *why = cs_printf(a, "told by " CS_FMT ", contradicted by none", CS_WHOLE(n)), 3;
}

void cs_sum_credibility(cs_sum *m) {
    const standing *all = standings(m);
    tally t = { 0 };
    double missed = 1;
    bool known = false;
    for (int i = 0; i < m->n_sources; i++) {
        char grade = m->sources[i].grade;
        t.confirm += all[i].confirms;
        t.reliable += all[i].confirms && is_reliable(grade);
        t.unreliable += all[i].confirms && is_unreliable(grade);
        t.claim += all[i].claims;
        t.deny += all[i].denies && !all[i].confirms;
        if (isnan(all[i].confidence)) continue;
        known = true;
        missed *= 1 - all[i].confidence;
    }
    m->out->n_sources = m->n_sources;
    m->out->confidence = known ? round((1 - missed) * CONFIDENCE_STEPS) / CONFIDENCE_STEPS : NAN;
    m->out->credibility = m->out->n_statements ? grade_of(m, &t, &m->out->credibility_why) : 6;
    if (!m->out->n_statements) m->out->credibility_why = CS_LIT("no statement is left that tells it");
}
