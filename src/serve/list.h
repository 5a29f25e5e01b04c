/* serve/list.h: what the API's lists ask and answer alike: filters, cursors, pages. Each function that is false has made the
 * reply a problem. */
#ifndef CS_SERVE_LIST_H
#define CS_SERVE_LIST_H
#include "serve/api.h"
#include "store/page.h"

enum {
    SRV_LIMIT = 50, /* rows of a page, unless asked otherwise */
    SRV_CURSOR_BYTES_MAX = 4096
};

/* The conditions of the query and its order; other names that it may have: `others`, which ends with NULL. order: without one.
 */
bool srv_filter(const srv_request *r, srv_reply *out, const char *const *others, cs_order order, cs_filter *f);
/* limit and cursor. kind: of the list and its order; a cursor of another kind is refused. */
typedef struct srv_page {
    int64_t limit;
    cs_mark after;
} srv_page;
bool srv_page_of(const srv_request *r, srv_reply *out, const char *kind, srv_page *page);
/* {"items":[ … and … ],"next":CURSOR} */
void srv_items(cs_buf *b);
void srv_items_end(cs_buf *b, const char *kind, const cs_mark *next, cs_arena *a);
/* A cursor is a mark, written for a URL and checked when it comes back. */
cs_str srv_cursor_put(const char *kind, const cs_mark *mark, cs_arena *a);
bool srv_cursor_read(cs_str cursor, const char *kind, cs_arena *a, cs_mark *mark);

/* One of the names, which end with NULL; `otherwise` where the query has none. */
bool srv_choice(const srv_request *r, srv_reply *out, const char *name, const char *const *names, int otherwise, int *choice);

static inline cs_str srv_str(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }
static inline cs_str srv_bytes(const cs_buf *b) { return (cs_str){ b->p, (ptrdiff_t)b->n }; }
/* ETag of what is written: `about`, then its hash. */
cs_str srv_etag_of(cs_str about, const cs_buf *b, cs_arena *a);
CASUS_MUST_CHECK casus_status srv_not_there(srv_reply *out, const char *what, cs_str id); /* 404 */
/* api_reports.c: the ETag of GET /api/v1/reports/ID as it is now; n == 0: there is no such report. */
CASUS_MUST_CHECK casus_status srv_report_etag(const srv_request *r, cs_view *v, int64_t id, cs_str *etag, cs_err *err);
#endif
