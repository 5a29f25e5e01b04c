#include "serve/routes.h"
#include "serve/handlers.h"
#include "serve/job.h"

const srv_route srv_routes[] = {
    { "GET", "/api/v1", SRV_READ, srv_get_root, SRV_NO_BODY, SRV_BY_REVISION },
    { "POST", "/api/v1/reports", SRV_REVIEW, srv_post_reports, SRV_REPORTS_BYTES_MAX, SRV_NO_STORE },
    { "GET", "/api/v1/jobs", SRV_READ, srv_get_jobs, SRV_NO_BODY, SRV_NO_STORE },
    { "GET", "/api/v1/jobs/{id}", SRV_READ, srv_get_job, SRV_NO_BODY, SRV_NO_STORE },
    { "DELETE", "/api/v1/jobs/{id}", SRV_REVIEW, srv_delete_job, SRV_NO_BODY, SRV_NO_STORE },
    { "GET", "/api/v1/events", SRV_READ, NULL, SRV_NO_BODY, SRV_STREAM },
    { "POST", "/api/v1/session", SRV_NOBODY, srv_post_session, SRV_JSON_BYTES_MAX, SRV_NO_STORE },
    { "DELETE", "/api/v1/session", SRV_NOBODY, srv_delete_session, SRV_NO_BODY, SRV_NO_STORE },
    { "GET", "/api/v1/incidents", SRV_READ, srv_get_incidents, SRV_NO_BODY, SRV_BY_REVISION | SRV_OF_INCIDENTS },
    { "GET", "/api/v1/incidents/outline", SRV_READ, srv_get_outline, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/incidents/{id}", SRV_READ, srv_get_incident, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/reports", SRV_READ, srv_get_reports, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/reports/{id}", SRV_READ, srv_get_report, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/reports/{id}/reading", SRV_READ, srv_get_reading, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/statements", SRV_READ, srv_get_statements, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/statements/{id}", SRV_READ, srv_get_statement, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/actors", SRV_READ, srv_get_actors, SRV_NO_BODY, SRV_BY_REVISION | SRV_OF_PARTIES },
    { "GET", "/api/v1/actors/{id}", SRV_READ, srv_get_actor, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/places", SRV_READ, srv_get_places, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/places/{id}", SRV_READ, srv_get_place, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/sources", SRV_READ, srv_get_sources, SRV_NO_BODY, SRV_BY_REVISION | SRV_OF_REPORTS },
    { "GET", "/api/v1/search", SRV_READ, srv_get_search, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/counts", SRV_READ, srv_get_counts, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/openapi.json", SRV_NOBODY, srv_get_openapi, SRV_NO_BODY, SRV_NO_STORE },
    { "GET", "/api/v1/codebook", SRV_READ, srv_get_codebook, SRV_NO_BODY, SRV_BY_REVISION },
    { "GET", "/api/v1/exports/{id}", SRV_READ, srv_get_export, SRV_NO_BODY, SRV_LONG },
    { "GET", "/api/v1/reviews", SRV_READ, srv_get_reviews, SRV_NO_BODY, SRV_BY_REVISION },
    { "POST", "/api/v1/reviews", SRV_REVIEW, srv_post_review, SRV_JSON_BYTES_MAX, 0 },
    { 0 },
};

static cs_str of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* The part of a path up to its next slash; *rest is what follows that, p == NULL where there is none. */
static cs_str part(cs_str *rest) {
    const char *slash = rest->n ? memchr(rest->p, '/', (size_t)rest->n) : NULL;
    cs_str one = { rest->p, slash ? slash - rest->p : rest->n };
    *rest = slash ? cs_cut(*rest, one.n + 1, rest->n) : (cs_str){ 0 };
    return one;
}

static bool fits(const char *pattern, cs_str path, cs_str *id) {
    cs_str want = of(pattern);
    *id = (cs_str){ 0 };
    while (want.p && path.p) {
        cs_str w = part(&want), p = part(&path);
        if (cs_eq(w, CS_LIT("{id}"))) {
            if (!p.n) return false;
            *id = p;
        } else if (!cs_eq(w, p)) {
            return false;
        }
    }
    return !want.p && !path.p;
}

static void allow(srv_match *m, const char *method) {
    size_t n = strlen(m->allow);
    if (n + strlen(method) + sizeof ", HEAD, " <= sizeof m->allow)
        snprintf(m->allow + n, sizeof m->allow - n, "%s%s%s", n ? ", " : "", method, strcmp(method, "GET") ? "" : ", HEAD");
}

srv_match srv_route_find(const srv_route *routes, cs_str method, cs_str path) {
    srv_match m = { 0 };
    if (cs_eq(method, CS_LIT("HEAD"))) method = CS_LIT("GET");
    for (const srv_route *r = routes; r->method; r++) {
        cs_str id;
        if (!fits(r->pattern, path, &id)) continue;
        m.known = true;
        allow(&m, r->method);
        if (m.route || !cs_eq(method, of(r->method))) continue;
        m.route = r;
        m.id = id;
    }
    return m;
}
