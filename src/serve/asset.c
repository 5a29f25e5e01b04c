#include "serve/asset.h"

static cs_str of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* A view has no dot in the last part of its address; a file has. */
static bool is_view(cs_str path) {
    ptrdiff_t n = path.n;
    while (n && path.p[n - 1] != '/') n--;
    return !memchr(path.p + n, '.', (size_t)(path.n - n)) || cs_starts(path, CS_LIT("/actors/"));
}

/* A problem where a function says by false that there is one. */
#define REFUSE(...) return (void)!srv_problem(__VA_ARGS__), false

const srv_asset *srv_asset_find(cs_str path) {
    for (const srv_asset *a = srv_assets; a->path; a++)
        if (cs_eq(path, of(a->path))) return a;
    return NULL;
}

bool srv_asset_reply(cs_str path, cs_str if_none_match, bool reads, srv_reply *out) {
    bool kept = cs_starts(path, CS_LIT("/assets/")); /* their names change with what is in them */
    if (!reads) {
        out->allow = CS_LIT("GET, HEAD");
        REFUSE(out, 405, "Method not allowed", "this address takes GET, HEAD");
    }
    if (!srv_asset_find(CS_LIT("/index.html")))
        REFUSE(out, 404, "No page", "this casus was built without its page (web/dist); the API is at /api/v1");
    const srv_asset *a = srv_asset_find(path);
    if (!a && !kept && is_view(path)) a = srv_asset_find(CS_LIT("/index.html"));
    if (!a) REFUSE(out, 404, "Not found", "there is nothing at this address");
    out->type = a->type;
    out->etag = of(a->sha256);
    out->keeps = kept;
    if (srv_etag_in(if_none_match, out->etag, true))
        out->status = 304;
    else
        out->fixed = (cs_str){ a->bytes, a->end - a->bytes };
    return true;
}
