#include "export/case_load.h"

static casus_status load_reports(cs_view *v, cs_case_incident *x, cs_arena *a, cs_err *err) {
    x->reports = CS_NEW(a, cs_view_report, (size_t)x->about.n_reports + 1);
    for (int i = 0; i < x->about.n_reports; i++) {
        bool found;
        CS_TRY(cs_view_report_of(v, x->about.reports[i], a, x->reports + x->n_reports, &found, err));
        x->n_reports += found;
    }
    return CASUS_OK;
}

casus_status cs_case_load_incident(cs_view *v, int64_t id, cs_arena *a, cs_case_incident *x, bool *found, cs_err *err) {
    cs_view_story story;
    *x = (cs_case_incident){ .n_reports = 0 };
    CS_TRY(cs_view_story_of(v, id, a, &story, found, err));
    if (!*found) return CASUS_OK;
    x->about = story.about;
    x->statements = story.statements, x->n_statements = story.n_statements;
    x->moments = story.moments, x->n_moments = story.n_moments;
    CS_TRY(load_reports(v, x, a, err));
    CS_TRY(cs_view_links_of(v, id, a, &x->links, &x->n_links, err));
    CS_TRY(cs_view_changes_of(v, id, a, &x->changes, &x->n_changes, err));
    return cs_view_reviews_of(v, id, a, &x->reviews, &x->n_reviews, err);
}

casus_status cs_case_load_report(cs_view *v, int64_t id, cs_arena *a, cs_case_report *x, bool *found, cs_err *err) {
    cs_view_statement *statements = NULL;
    *x = (cs_case_report){ .n_statements = 0 };
    CS_TRY(cs_view_report_of(v, id, a, &x->about, found, err));
    if (!*found) return CASUS_OK;
    CS_TRY(cs_view_statements_in(v, id, a, &statements, &x->n_statements, err));
    x->statements = statements;
    return CASUS_OK;
}

casus_status cs_case_load_about(cs_view *v, cs_arena *a, int64_t limit, cs_case_about *x, cs_err *err) {
    CS_VEC(cs_case_incident) list = { 0 };
    cs_view_name *names = NULL;
    cs_view_merged *merged = NULL;
    for (bool more = true;;) {
        cs_case_incident one = { .n_reports = 0 };
        CS_TRY(cs_view_incident_next(v, a, &one.about, &more, err));
        x->more = more && limit && list.n == limit;
        if (!more || x->more) break;
        *CS_PUSH(a, &list) = one;
    }
    x->incidents = list.v;
    x->n_incidents = (int)list.n;
    if (x->actor) CS_TRY(cs_view_names_of(v, x->id, a, &names, &x->n_names, err));
    if (x->actor) CS_TRY(cs_view_merged_of(v, x->id, a, &merged, &x->n_merged, err));
    x->names = names;
    x->merged = merged;
    return CASUS_OK;
}
