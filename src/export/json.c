#include "export/json.h"
#include <math.h>

void cs_json_next(cs_buf *b) {
    char last = b->n ? b->p[b->n - 1] : '{';
    if (last != '{' && last != '[' && last != ':' && last != '\n') cs_buf_char(b, ',');
}

void cs_json_name(cs_buf *b, const char *name) {
    cs_json_next(b);
    cs_buf_char(b, '"');
    cs_buf_put(b, name);
    cs_buf_put(b, "\":");
}

void cs_json_text(cs_buf *b, const char *name, cs_str s) {
    cs_json_name(b, name);
    if (s.n)
        cs_buf_json(b, s);
    else
        cs_buf_put(b, "null");
}

void cs_json_word(cs_buf *b, const char *name, const char *s) {
    cs_json_text(b, name, (cs_str){ s, (ptrdiff_t)strlen(s) });
}

void cs_json_int(cs_buf *b, const char *name, int64_t v) {
    cs_json_name(b, name);
    cs_buf_i64(b, v);
}

void cs_json_int_or(cs_buf *b, const char *name, int64_t v, int64_t none) {
    cs_json_name(b, name);
    if (v == none)
        cs_buf_put(b, "null");
    else
        cs_buf_i64(b, v);
}

void cs_json_real(cs_buf *b, const char *name, double v, int decimals) {
    cs_json_name(b, name);
    if (isnan(v))
        cs_buf_put(b, "null");
    else
        cs_buf_fixed(b, v, decimals);
}

void cs_json_bool(cs_buf *b, const char *name, bool v) {
    cs_json_name(b, name);
    cs_buf_put(b, v ? "true" : "false");
}

void cs_json_list(cs_buf *b, const char *name) {
    cs_json_name(b, name);
    cs_buf_char(b, '[');
}
void cs_json_list_end(cs_buf *b) { cs_buf_char(b, ']'); }
void cs_json_item(cs_buf *b) {
    cs_json_next(b);
    cs_buf_char(b, '{');
}
void cs_json_item_end(cs_buf *b) { cs_buf_char(b, '}'); }

void cs_json_pair(cs_buf *b, const char *name, int64_t begin, int64_t end) {
    cs_json_list(b, name);
    cs_buf_i64(b, begin);
    cs_buf_char(b, ',');
    cs_buf_i64(b, end);
    cs_json_list_end(b);
}
