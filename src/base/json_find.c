#include "base/json_find.h"

/* Behind the string whose opening quote is at i; s.n when it has no end. */
static ptrdiff_t string_end(cs_str s, ptrdiff_t i) {
    for (i++; i < s.n; i++) {
        const char *quote = memchr(s.p + i, '"', (size_t)(s.n - i));
        if (!quote) return s.n;
        const char *slash = memchr(s.p + i, '\\', (size_t)(quote - (s.p + i)));
        if (!slash) return quote + 1 - s.p;
        i = slash + 1 - s.p; /* what it escapes is passed over */
    }
    return s.n;
}

/* Behind the value at i: a string, an object or list with all in it, or a word up to the next comma or bracket. */
static ptrdiff_t value_end(cs_str s, ptrdiff_t i) {
    int64_t depth = 0;
    while (i < s.n) {
        char c = s.p[i];
        if (c == '"') {
            i = string_end(s, i);
            if (!depth) return i;
            continue;
        }
        if (!depth && (c == ',' || c == '}' || c == ']')) return i;
        i++;
        if (c == '{' || c == '[') depth++;
        if ((c == '}' || c == ']') && !--depth) return i;
    }
    return s.n;
}

cs_json_place cs_json_find(cs_str object, cs_str name) {
    for (ptrdiff_t i = 1; i < object.n && object.p[i] == '"';) {
        ptrdiff_t key = i, colon = string_end(object, i);
        if (colon >= object.n || object.p[colon] != ':') break;
        ptrdiff_t end = value_end(object, colon + 1);
        if (cs_eq(cs_cut(object, key + 1, colon - 1), name)) return (cs_json_place){ key, colon + 1, end, true };
        if (end >= object.n || object.p[end] != ',') break;
        i = end + 1;
    }
    return (cs_json_place){ 0 };
}
