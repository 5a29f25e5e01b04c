#include "ingest/html.h"
#include "ingest/html_meta.h"
#include "ingest/html_text.h"

/* Values may lie in the page itself or in scratch. */
static cs_str keep(cs_str s, cs_arena *perm) { return s.n ? cs_dup(perm, s) : (cs_str){ 0 }; }

casus_status cs_html_read(cs_str page, cs_page *out, cs_arena *perm, cs_arena scratch, cs_err *err) {
    cs_html_tree t;
    CS_TRY(cs_html_parse(page, &t, &scratch, err));
    cs_page p;
    cs_html_meta(&t, &p, perm, scratch);
    p.title = keep(p.title, perm);
    p.site = keep(p.site, perm);
    p.url = keep(p.url, perm);
    p.text = cs_html_main_text(&t, p.title, p.site, perm, scratch);
    *out = p;
    return CASUS_OK;
}
