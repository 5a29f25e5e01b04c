/* The API's description, src/serve/openapi.json, which the build puts into the program. */
#include "serve/asset.h"
#include "serve/handlers.h"

casus_status srv_get_openapi(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const none[] = { NULL };
    const srv_asset *a = srv_asset_find(CS_LIT("/api/v1/openapi.json"));
    if (!a) return cs_fail(err, CASUS_E_INTERNAL, -1, "this casus was built without src/serve/openapi.json");
    if (!srv_query_only(r, out, none)) return CASUS_OK;
    out->type = a->type;
    out->etag = (cs_str){ a->sha256, (ptrdiff_t)strlen(a->sha256) };
    out->fixed = (cs_str){ a->bytes, a->end - a->bytes };
    return CASUS_OK;
}
