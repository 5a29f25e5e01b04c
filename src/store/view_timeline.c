/* The story of an incident: what its reports tell, and how that changed from one to the next. */
#include "store/history.h"
#include "store/sum.h"
#include "store/view_work.h"
#include <stdlib.h>

typedef struct telling {
    cs_sum m;
    CS_VEC(cs_view_moment) moments;
    CS_VEC(cs_str) said; /* what was said of agents, so that it is noted once */
    cs_view_toll last[CS_SUM_EFFECTS];
    bool has[CS_SUM_EFFECTS];
    const cs_told_report *report;
    cs_arena *a;
} telling;

static void note(telling *t, int64_t statement, const char *what, cs_str words) {
    *CS_PUSH(t->a, &t->moments) = (cs_view_moment){ t->report->published, t->report->report, statement, what, words };
}

static bool is_first(telling *t, cs_str words) {
    for (ptrdiff_t i = 0; i < t->said.n; i++)
        if (cs_eq(t->said.v[i], words)) return false;
    *CS_PUSH(t->a, &t->said) = words;
    return true;
}

static void tell_tolls(telling *t) {
    for (int i = 0; i < CS_SUM_EFFECTS; i++) {
        cs_view_toll now;
        bool corrects;
        if (!cs_sum_figure_in(&t->m, t->report->coding, i, &now, &corrects)) continue;
        cs_view_toll *before = t->last + i;
        if (t->has[i] && before->low == now.low && before->best == now.best && before->high == now.high) continue;
        cs_str words = cs_printf(t->a, CS_FMT " " CS_FMT, CS_WHOLE(now.effect), CS_WHOLE(cs_sum_count_words(&now, t->a)));
        if (t->has[i])
            words = cs_printf(t->a, CS_FMT ", before " CS_FMT, CS_WHOLE(words), CS_WHOLE(cs_sum_count_words(before, t->a)));
        if (now.says.n) words = cs_printf(t->a, CS_FMT ", by " CS_FMT, CS_WHOLE(words), CS_WHOLE(now.says));
        note(t, 0, corrects && t->has[i] ? "correction" : "toll", words);
        *before = now;
        t->has[i] = true;
    }
}

static const char *kind_of(cs_str certainty) {
    if (cs_eq(certainty, CS_LIT("claimed"))) return "claim";
    if (cs_eq(certainty, CS_LIT("accused"))) return "accusation";
    return cs_eq(certainty, CS_LIT("denied")) ? "denial" : "named";
}

static void tell_agents(telling *t, int statement) {
    const cs_view_statement *s = t->m.told.v + statement;
    for (int i = 0; t->m.tells[statement] && i < s->n_parties; i++) {
        const cs_view_party *p = s->parties + i;
        if (!cs_eq(p->role, CS_LIT("agent")) || !cs_sum_names_somebody(p->name, t->a)) continue;
        cs_str words = p->says.n ? cs_printf(t->a, CS_FMT ", by " CS_FMT, CS_WHOLE(p->name), CS_WHOLE(p->says)) : p->name;
        const char *what = kind_of(p->certainty);
        if (is_first(t, cs_printf(t->a, "%s " CS_FMT, what, CS_WHOLE(words)))) note(t, s->id, what, words);
    }
}

static void tell_report(telling *t, bool first) {
    bool told = false;
    for (int i = 0; i < t->m.told.n; i++) {
        const cs_view_statement *s = t->m.told.v + i;
        if (s->coding != t->report->coding || !t->m.counts[i]) continue;
        if (first && !told) note(t, s->id, "told", CS_LIT("first report"));
        told = true;
        tell_agents(t, i);
    }
    tell_tolls(t);
}

/* In the order of the reports' days. */
static void tell_all(telling *t) {
    cs_sum_sources(&t->m);
    cs_sum_kind(&t->m);
    cs_sum_when(&t->m);
    for (int i = 0; i < t->m.told.n_reports; i++) {
        bool again = false; /* the same text from another source, or the same report once more */
        for (int k = 0; k < i; k++) again |= t->m.told.reports[k].coding == t->m.told.reports[i].coding;
        t->report = t->m.told.reports + i;
        if (!again) tell_report(t, i == 0);
    }
}

static int by_text(const void *a, const void *b) {
    const cs_view_reference *x = a, *y = b;
    int order = cs_cmp(x->text_sha256, y->text_sha256);
    if (!order) order = (x->number > y->number) - (x->number < y->number);
    return order ? order : (x->statement > y->statement) - (x->statement < y->statement);
}

static void list_told(const cs_told *t, cs_view_incident *out, cs_arena *a) {
    out->statements = CS_NEW(a, int64_t, t->n + 1);
    out->references = CS_NEW(a, cs_view_reference, t->n + 1);
    out->reports = CS_NEW(a, int64_t, t->n_reports + 1);
    for (int i = 0; i < t->n; i++) {
        const cs_view_statement *s = t->v + i;
        out->statements[i] = s->id;
        if (!cs_eq(s->review, CS_LIT("rejected")))
            out->references[out->n_references++] = (cs_view_reference){ s->id, s->text_sha256, s->number, s->by_hand };
    }
    for (int i = 0; i < t->n_reports; i++) out->reports[i] = t->reports[i].report;
    qsort(out->references, (size_t)out->n_references, sizeof *out->references, by_text);
    out->n_statements = cs_view_sort_ids(out->statements, t->n);
    out->n_reports = cs_view_sort_ids(out->reports, t->n_reports);
}

casus_status cs_view_story_of(cs_view *v, int64_t incident, cs_arena *a, cs_view_story *out, bool *found, cs_err *err) {
    cs_view_incident sum = { .id = incident };
    telling t = { .m = { .out = &sum, .a = a }, .a = a };
    int n;
    *out = (cs_view_story){ .n_moments = 0 };
    CS_TRY(cs_view_incident_rows_of(v, &incident, 1, a, &out->about, &n, err));
    *found = n > 0;
    if (!*found) return CASUS_OK;
    CS_TRY(cs_view_load_own(v, &out->about, 1, a, err));
    CS_TRY(cs_told_of(v->db, CS_TOLD_INCIDENT, incident, a, &t.m.told, err));
    tell_all(&t);
    list_told(&t.m.told, &out->about, a);
    out->moments = t.moments.v;
    out->n_moments = (int)t.moments.n;
    cs_view_hand_out(&t.m.told, &out->statements, &out->n_statements); /* last, as it sorts what the above went by */
    return CASUS_OK;
}
