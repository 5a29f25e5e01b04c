#include "ingest/html.h"

casus_status cs_html_read(cs_str page, cs_page *out, cs_arena *perm, cs_arena scratch, cs_err *err) {
    (void)page, (void)out, (void)perm, (void)scratch;
    return cs_fail(err, CASUS_E_INPUT, 0, "HTML is not read yet");
}
