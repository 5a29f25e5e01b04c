/* export/json.h: JSON written member by member: null for what is not known. Each appends to a buffer and fails only through
 * buf->failed. Names and texts are UTF-8; what is given as a name needs no escapes. */
#ifndef CS_EXPORT_JSON_H
#define CS_EXPORT_JSON_H
#include "base/buf.h"

/* A comma, unless a list, an object or a member's value has just begun. */
void cs_json_next(cs_buf *b);
void cs_json_name(cs_buf *b, const char *name); /* of the member whose value comes next */
void cs_json_text(cs_buf *b, const char *name, cs_str s);
void cs_json_word(cs_buf *b, const char *name, const char *s);
void cs_json_int(cs_buf *b, const char *name, int64_t v);
void cs_json_int_or(cs_buf *b, const char *name, int64_t v, int64_t none); /* null where v is none */
void cs_json_real(cs_buf *b, const char *name, double v, int decimals);    /* null where v is NAN */
void cs_json_bool(cs_buf *b, const char *name, bool v);
void cs_json_pair(cs_buf *b, const char *name, int64_t begin, int64_t end); /* [begin,end] */
void cs_json_list(cs_buf *b, const char *name);                             /* "[" of a member; its end is cs_json_list_end */
void cs_json_list_end(cs_buf *b);
void cs_json_item(cs_buf *b); /* "{" of a list or of a member whose name was written */
void cs_json_item_end(cs_buf *b);
#endif
