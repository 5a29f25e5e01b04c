#include "casus/casus.h"
#include "serve/handlers.h"
#include "serve/server.h"

/* The case as it is called: a file without its folders. */
static cs_str case_name(const char *db) {
    const char *slash = cs_db_is_server(db) ? NULL : strrchr(db, '/');
    const char *name = slash ? slash + 1 : db;
    return (cs_str){ name, (ptrdiff_t)strlen(name) };
}

static void put_counts(cs_buf *b, const cs_store_counts *c) {
    const struct {
        const char *name;
        int64_t n;
    } all[] = { { "reports", c->reports },    { "copied", c->copied }, { "texts", c->texts },
                { "sources", c->sources },    { "runs", c->runs },     { "statements", c->statements },
                { "incidents", c->incidents } };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        cs_buf_put(b, i ? ",\"" : "{\"");
        cs_buf_put(b, all[i].name);
        cs_buf_put(b, "\":");
        cs_buf_i64(b, all[i].n);
    }
    cs_buf_put(b, "}");
}

/* Who comes while it is counted waits, and need not count. */
static casus_status count(const srv_request *r, cs_store_counts *out, cs_err *err) {
    srv_counted *known = &r->server->counted;
    pthread_mutex_lock(&known->lock);
    int64_t now = srv_revision(r->server, SRV_PART_NUMBERS);
    casus_status st = known->revision == now ? CASUS_OK : cs_store_count(r->store, &known->counts, err);
    known->revision = st == CASUS_OK ? now : 0;
    *out = known->counts;
    pthread_mutex_unlock(&known->lock);
    return st;
}

casus_status srv_get_root(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const none[] = { NULL };
    cs_store_counts c = { 0 };
    if (!srv_query_only(r, out, none)) return CASUS_OK;
    CS_TRY(count(r, &c, err));
    cs_buf *b = &out->body;
    cs_buf_put(b, "{\"casus\":\"" CASUS_VERSION "\",\"case\":");
    cs_buf_json(b, case_name(r->server->o.db));
    cs_buf_put(b, ",\"counts\":");
    put_counts(b, &c);
    cs_buf_put(b, ",\"revision\":");
    cs_buf_i64(b, r->revision);
    cs_buf_put(b, ",\"me\":{\"name\":");
    if (r->who.n)
        cs_buf_json(b, r->who);
    else
        cs_buf_put(b, "null");
    cs_buf_put(b, ",\"role\":\"");
    cs_buf_put(b, srv_role_name(r->role));
    cs_buf_put(b, r->server->tokens.n ? "\"},\"tokens\":true" : "\"},\"tokens\":false");
    cs_buf_put(b, ",\"takes\":");
    srv_takes_json(r->server, b);
    cs_buf_char(b, '}');
    return CASUS_OK;
}
