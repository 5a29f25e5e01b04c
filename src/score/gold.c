#include "score/gold.h"
#include "base/map.h"
#include <jansson.h>

#define CS_X(e, n) n,
const char *const cs_field_name[CS_FIELD_COUNT] = { CS_FIELDS(CS_X) };
#undef CS_X

typedef struct reader {
    cs_gold *gold;
    cs_arena *a;
    cs_err *err;
    int32_t line;
    cs_map reports, ids; /* names; ids of the present report's statements -> index */
} reader;

/* What stands in place of what was expected, in a few words. */
static cs_str shown(const reader *x, const json_t *v) {
    if (!v) return CS_LIT("nothing");
    switch (json_typeof(v)) {
    case JSON_STRING: return cs_printf(x->a, "\"%.60s\"", json_string_value(v));
    case JSON_INTEGER: return cs_printf(x->a, "%" JSON_INTEGER_FORMAT, json_integer_value(v));
    case JSON_REAL: return CS_LIT("a fraction");
    case JSON_ARRAY: return json_array_size(v) ? CS_LIT("a list") : CS_LIT("an empty list");
    case JSON_OBJECT: return CS_LIT("an object");
    case JSON_NULL: return CS_LIT("null");
    default: return CS_LIT("true or false");
    }
}

static casus_status expected(const reader *x, const char *key, const char *what, const json_t *found) {
    cs_str s = shown(x, found);
    return cs_fail(x->err, CASUS_E_INPUT, x->line, "\"%s\": expected %s but found " CS_FMT, key, what, CS_ARG(s));
}

static casus_status string_of(const reader *x, const json_t *object, const char *key, const char *what, cs_str *out) {
    const json_t *v = json_object_get(object, key);
    if (!json_is_string(v) || !json_string_length(v)) return expected(x, key, what, v);
    *out = cs_dup(x->a, (cs_str){ json_string_value(v), (ptrdiff_t)json_string_length(v) });
    return CASUS_OK;
}

/* ---- fields ---- */

static bool one_of(const char *s, const char *const *names, int n) {
    for (int i = 0; i < n; i++)
        if (!strcmp(s, names[i])) return true;
    return false;
}

static bool is_country(const char *s) {
    for (int i = 0; i < 3; i++)
        if (s[i] < 'A' || s[i] > 'Z') return false;
    return !s[3];
}

/* What a value of the field must be, in words; NULL when s is one. */
static const char *fault(cs_field field, bool relation, const char *s) {
    switch (field) {
    case CS_FIELD_TYPE:
        if (relation)
            return one_of(s, cs_type_name + CS_T_EVENT_COUNT, CS_T_COUNT - CS_T_EVENT_COUNT)
                       ? NULL
                       : "a type of relation (docs/codebook.md)";
        return one_of(s, cs_type_name, CS_T_EVENT_COUNT) ? NULL : "a type of event (docs/codebook.md)";
    case CS_FIELD_CERTAINTY:
        return one_of(s, cs_certainty_name, CS_CERT_COUNT) ? NULL : "fact, claimed, accused, possible or denied";
    case CS_FIELD_MODALITY:
        return one_of(s, cs_modality_name, CS_MOD_COUNT) ? NULL
                                                         : "actual, attempted, threatened, planned, hypothetical or negated";
    case CS_FIELD_TIME_FRAME: return one_of(s, cs_frame_name, CS_FRAME_COUNT) ? NULL : "current, historical or future";
    case CS_FIELD_COUNTRY: return is_country(s) ? NULL : "three capital letters (ISO 3166-1)";
    default: return *s ? NULL : "words";
    }
}

static casus_status read_count(const reader *x, cs_field field, const json_t *v, cs_gold_values *out) {
    static const char WHAT[] = "[LOW, HIGH], whole numbers or null";
    if (!json_is_array(v) || json_array_size(v) != 2) return expected(x, cs_field_name[field], WHAT, v);
    for (size_t i = 0; i < 2; i++) {
        const json_t *n = json_array_get(v, i);
        bool whole = json_is_integer(n) && json_integer_value(n) >= 0;
        if (!whole && !json_is_null(n)) return expected(x, cs_field_name[field], WHAT, n);
        *(i ? &out->high : &out->low) = whole ? json_integer_value(n) : CS_COUNT_NONE;
    }
    out->judged = true;
    return CASUS_OK;
}

/* A string, or a list of strings; null in a list says that none at all would do too, and counts for nothing. */
static casus_status read_words(const reader *x, cs_field field, bool relation, const json_t *v, cs_gold_values *out) {
    size_t n = json_is_array(v) ? json_array_size(v) : 1;
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_is_array(v) ? json_array_get(v, i) : v;
        if (json_is_null(one) && json_is_array(v)) continue;
        if (!json_is_string(one)) return expected(x, cs_field_name[field], "a string or a list of them", one);
        const char *what = fault(field, relation, json_string_value(one));
        if (what) return expected(x, cs_field_name[field], what, one);
        *CS_PUSH(x->a, &out->any) = cs_dup(x->a, (cs_str){ json_string_value(one), (ptrdiff_t)json_string_length(one) });
    }
    if (!out->any.n) return expected(x, cs_field_name[field], "a string or a list of them", v);
    out->judged = true;
    return CASUS_OK;
}

static casus_status read_field(const reader *x, cs_field field, const json_t *v, cs_gold_item *item) {
    if (field == CS_FIELD_KILLED || field == CS_FIELD_WOUNDED) return read_count(x, field, v, &item->field[field]);
    return read_words(x, field, item->relation, v, &item->field[field]);
}

/* ---- lines ---- */

static casus_status read_head(reader *x, const json_t *object) {
    cs_gold_report head = { .line = x->line, .published = CS_DAY_NONE };
    bool is_new;
    CS_TRY(string_of(x, object, "report", "the name of a file", &head.name));
    if (cs_find(head.name, CS_LIT("/")) >= 0)
        return expected(x, "report", "the name of a file without its folder", json_object_get(object, "report"));
    const json_t *published = json_object_get(object, "published");
    if (published && !json_is_null(published)) {
        cs_day_result day = { 0 };
        if (json_is_string(published))
            day = cs_parse_day((cs_str){ json_string_value(published), (ptrdiff_t)json_string_length(published) });
        if (!day.ok) return expected(x, "published", "a date YYYY-MM-DD", published);
        head.published = day.day;
    }
    uint32_t *at = cs_map_put(x->a, &x->reports, head.name, &is_new);
    if (!is_new)
        return cs_fail(x->err, CASUS_E_INPUT, x->line, "\"report\": " CS_FMT " was there before, at line %d", CS_ARG(head.name),
                       x->gold->reports.v[*at].line);
    *at = (uint32_t)x->gold->reports.n;
    *CS_PUSH(x->a, &x->gold->reports) = head;
    x->ids = (cs_map){ 0 };
    return CASUS_OK;
}

/* Members that say who and what the item is; what is neither these nor a field is a slip of the pen. */
static bool is_plain_member(const char *key) {
    static const char *const known[] = { "id", "kind", "anchor", "same_as", "note" };
    return one_of(key, known, (int)(sizeof known / sizeof *known));
}

static casus_status read_members(const reader *x, json_t *object, cs_gold_item *item) {
    const char *key;
    json_t *v;
    json_object_foreach(object, key, v) {
        int field = 0;
        while (field < CS_FIELD_COUNT && strcmp(key, cs_field_name[field])) field++;
        if (field < CS_FIELD_COUNT)
            CS_TRY(read_field(x, (cs_field)field, v, item));
        else if (!is_plain_member(key))
            return cs_fail(x->err, CASUS_E_INPUT, x->line,
                           "expected id, kind, anchor, same_as, note or a field (docs/eval.md) but found \"%.60s\"", key);
    }
    return item->field[CS_FIELD_TYPE].judged ? CASUS_OK : expected(x, "type", "a type (docs/codebook.md)", NULL);
}

static casus_status read_group(const reader *x, const json_t *object, const cs_gold_report *report, cs_gold_item *item) {
    const json_t *same = json_object_get(object, "same_as");
    if (!same) return CASUS_OK;
    cs_str id;
    CS_TRY(string_of(x, object, "same_as", "the id of a statement before it", &id));
    const uint32_t *at = cs_map_get(&x->ids, id);
    if (!at) return expected(x, "same_as", "the id of a statement before it in the report", same);
    item->group = report->items.v[*at].group;
    return CASUS_OK;
}

static casus_status read_item(reader *x, json_t *object) {
    if (!x->gold->reports.n)
        return cs_fail(x->err, CASUS_E_INPUT, x->line, "expected a line {\"report\": …} before the first statement");
    cs_gold_report *report = x->gold->reports.v + x->gold->reports.n - 1;
    cs_gold_item item = { .line = x->line, .group = (int32_t)report->items.n };
    cs_str kind;
    bool is_new;
    CS_TRY(string_of(x, object, "id", "a name of the statement", &item.id));
    CS_TRY(string_of(x, object, "kind", "event or relation", &kind));
    item.relation = cs_eq(kind, CS_LIT("relation"));
    if (!item.relation && !cs_eq(kind, CS_LIT("event")))
        return expected(x, "kind", "event or relation", json_object_get(object, "kind"));
    CS_TRY(string_of(x, object, "anchor", "words of the report", &item.anchor));
    CS_TRY(read_members(x, object, &item));
    CS_TRY(read_group(x, object, report, &item));
    uint32_t *at = cs_map_put(x->a, &x->ids, item.id, &is_new);
    if (!is_new)
        return cs_fail(x->err, CASUS_E_INPUT, x->line, "\"id\": " CS_FMT " was there before, at line %d", CS_ARG(item.id),
                       report->items.v[*at].line);
    *at = (uint32_t)report->items.n;
    *CS_PUSH(x->a, &report->items) = item;
    return CASUS_OK;
}

static casus_status read_object(reader *x, json_t *object) {
    jmp_buf full, *outer = x->a->on_full;
    x->a->on_full = &full;
    casus_status st;
    if (setjmp(full)) /* a jump out would lose the object */
        st = cs_fail(x->err, CASUS_E_LIMIT, x->line, "no memory for the sample");
    else
        st = json_object_get(object, "report") ? read_head(x, object) : read_item(x, object);
    x->a->on_full = outer;
    return st;
}

static casus_status read_line(reader *x, cs_str line) {
    json_error_t e;
    json_t *object = json_loadb(line.p, (size_t)line.n, JSON_REJECT_DUPLICATES, &e);
    if (!object && json_error_code(&e) == json_error_out_of_memory)
        return cs_fail(x->err, CASUS_E_LIMIT, x->line, "no memory to read a line");
    if (!object) return cs_fail(x->err, CASUS_E_INPUT, x->line, "expected a JSON object: %s", e.text);
    casus_status st =
        json_is_object(object) ? read_object(x, object) : cs_fail(x->err, CASUS_E_INPUT, x->line, "expected a JSON object");
    json_decref(object);
    return st;
}

casus_status cs_gold_read(cs_str bytes, cs_gold *out, cs_arena *a, cs_err *err) {
    *out = (cs_gold){ 0 };
    reader x = { .gold = out, .a = a, .err = err };
    if (cs_starts(bytes, CS_LIT("\xef\xbb\xbf"))) bytes = cs_cut(bytes, 3, bytes.n);
    while (bytes.n) {
        const char *end = memchr(bytes.p, '\n', (size_t)bytes.n);
        ptrdiff_t n = end ? end - bytes.p : bytes.n;
        cs_str line = cs_trim(cs_cut(bytes, 0, n));
        bytes = cs_cut(bytes, end ? n + 1 : n, bytes.n);
        x.line++;
        if (line.n) CS_TRY(read_line(&x, line));
    }
    if (!out->reports.n)
        return cs_fail(err, CASUS_E_INPUT, x.line ? x.line : 1, "expected a line {\"report\": …} but found none");
    return CASUS_OK;
}
