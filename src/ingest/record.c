#include "ingest/record.h"
#include "base/calendar.h"
#include "ingest/date.h"
#include <jansson.h>
#include <stdlib.h>

/* A member that is a string, copied; absent and null are empty. */
static casus_status string_of(const json_t *object, const char *key, cs_str *out, cs_arena *perm, cs_err *err) {
    const json_t *v = json_object_get(object, key);
    *out = (cs_str){ 0 };
    if (!v || json_is_null(v)) return CASUS_OK;
    if (!json_is_string(v)) return cs_fail(err, CASUS_E_INPUT, -1, "expected \"%s\" to be a string", key);
    cs_str s = { json_string_value(v), (ptrdiff_t)json_string_length(v) };
    if ((size_t)(perm->end - perm->beg) < (size_t)s.n) /* a jump out would lose the object */
        return cs_fail(err, CASUS_E_LIMIT, -1, "the report's memory is full");
    *out = cs_dup(perm, s);
    return CASUS_OK;
}

static casus_status fill(const json_t *object, cs_record *r, cs_arena *perm, cs_err *err) {
    cs_str date;
    const json_t *id = json_object_get(object, "id");
    if (json_is_integer(id)) {
        if (perm->end - perm->beg < 32) return cs_fail(err, CASUS_E_LIMIT, -1, "the report's memory is full");
        r->id = cs_printf(perm, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
    } else {
        CS_TRY(string_of(object, "id", &r->id, perm, err));
    }
    if (!json_object_get(object, "text")) return cs_fail(err, CASUS_E_INPUT, -1, "expected a member \"text\"");
    CS_TRY(string_of(object, "text", &r->text, perm, err));
    CS_TRY(string_of(object, "title", &r->title, perm, err));
    CS_TRY(string_of(object, "url", &r->url, perm, err));
    CS_TRY(string_of(object, "source", &r->source, perm, err));
    const char *member = json_object_get(object, "published") ? "published" : "date"; /* what a reading calls it, and feeds */
    if (*member == 'p' && json_object_get(object, "date"))
        return cs_fail(err, CASUS_E_INPUT, -1, "expected one of \"date\" and \"published\" but found both");
    CS_TRY(string_of(object, member, &date, perm, err));
    r->published_day = CS_DAY_NONE;
    if (!cs_trim(date).n) return CASUS_OK;
    cs_day_result day = cs_date_parse(date);
    if (!day.ok) return cs_fail(err, CASUS_E_INPUT, -1, "expected \"%s\" to be a day but found \"" CS_FMT "\"", member, CS_ARG(date));
    r->published_day = day.day;
    return CASUS_OK;
}

casus_status cs_record_read(cs_str line, cs_record *out, cs_arena *perm, cs_err *err) {
    json_error_t e;
    json_t *object = json_loadb(line.p, (size_t)line.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &e);
    if (!object && json_error_code(&e) == json_error_out_of_memory)
        return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to read a record");
    if (!object) return cs_fail(err, CASUS_E_INPUT, e.position, "expected a JSON object: %s", e.text);
    cs_record r = { 0 };
    casus_status st =
        json_is_object(object) ? fill(object, &r, perm, err) : cs_fail(err, CASUS_E_INPUT, 0, "expected a JSON object");
    json_decref(object);
    if (st == CASUS_OK) *out = r;
    return st;
}
