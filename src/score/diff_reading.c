#include "base/json_find.h"
#include "base/utf8.h"
#include "export/say.h"
#include "score/diff.h"
#include <jansson.h>
#include <stdlib.h>

enum { WORDS_BYTES_MAX = 80, EVIDENCE_BYTES_MAX = 400, ID_DIGITS_MAX = 9 };

#define CS_X(e, n) n,
const char *const cs_diff_field_name[CS_DIFF_FIELD_COUNT] = { CS_DIFF_FIELDS(CS_X) };
#undef CS_X

typedef struct reader {
    const json_t *root;
    cs_diff_reading *out;
    cs_arena *a;
    cs_utf8_points points; /* of the text */
} reader;

/* ---- JSON that may be foreign ---- */

static cs_str text_of(const json_t *v) {
    return json_is_string(v) ? (cs_str){ json_string_value(v), (ptrdiff_t)json_string_length(v) } : (cs_str){ 0 };
}

static cs_str text_at(const json_t *object, const char *member) { return text_of(json_object_get(object, member)); }

static cs_str kept(const reader *r, cs_str s) { return s.n ? cs_dup(r->a, s) : (cs_str){ 0 }; }

/* The index that an id such as "e3" stands for; -1: it is none of that letter. */
static int64_t index_of(const json_t *id, char letter) {
    cs_str s = text_of(id);
    if (s.n < 2 || s.n > 1 + ID_DIGITS_MAX || s.p[0] != letter) return -1;
    cs_i64_result n = cs_parse_i64(cs_cut(s, 1, s.n));
    return n.ok && n.value > 0 ? n.value - 1 : -1;
}

/* What an id refers to in a list of the report; NULL: nothing. */
static const json_t *referred(const reader *r, const char *list, char letter, const json_t *id) {
    int64_t i = index_of(id, letter);
    return i < 0 ? NULL : json_array_get(json_object_get(r->root, list), (size_t)i);
}

/* ---- spans ---- */

/* [begin, end); false: it is no span. */
static bool span_of(const json_t *v, int64_t *begin, int64_t *end) {
    const json_t *b = json_array_get(v, 0), *e = json_array_get(v, 1);
    if (!json_is_integer(b) || !json_is_integer(e)) return false;
    *begin = json_integer_value(b);
    *end = json_integer_value(e);
    return *begin >= 0 && *begin < *end && *end <= INT32_MAX;
}

/* The words at a span; where the text was left out, its offsets. */
static cs_str words_at(const reader *r, const json_t *span, ptrdiff_t max_bytes) {
    int64_t begin, end;
    if (!span_of(span, &begin, &end)) return (cs_str){ 0 };
    if (!r->out->text.n) return cs_printf(r->a, "%lld-%lld", (long long)begin, (long long)end);
    return cs_say_words(r->out->text, (cs_span){ cs_utf8_byte(&r->points, begin), cs_utf8_byte(&r->points, end) }, max_bytes, r->a);
}

/* ---- values in words ---- */

static cs_str join(const reader *r, cs_str s, const char *between, cs_str more) {
    if (!more.n) return s;
    if (s.n) s = cs_join(r->a, s, (cs_str){ between, (ptrdiff_t)strlen(between) });
    return cs_join(r->a, s, more);
}

static int by_bytes(const void *a, const void *b) { return cs_cmp(*(const cs_str *)a, *(const cs_str *)b); }

typedef CS_VEC(cs_str) strings;

static void add(const reader *r, strings *list, cs_str s) {
    if (s.n) *CS_PUSH(r->a, list) = s;
}

/* Several values of one field, whose order says nothing. */
static cs_str all_of(const reader *r, strings *list) {
    cs_str all = { 0 };
    if (list->n) qsort(list->v, (size_t)list->n, sizeof *list->v, by_bytes);
    for (ptrdiff_t i = 0; i < list->n; i++) all = join(r, all, "; ", list->v[i]);
    return all;
}

/* "police > a witness" */
static cs_str speakers_of(const reader *r, const json_t *ids) {
    cs_str all = { 0 };
    size_t i;
    json_t *id;
    json_array_foreach(ids, i, id) {
        const json_t *x = referred(r, "attributions", 'a', id);
        cs_str who = words_at(r, json_object_get(x, "source"), WORDS_BYTES_MAX);
        all = join(r, all, " > ", who.n ? who : CS_LIT("unnamed source"));
    }
    return all;
}

/* ", accused by police" where a role or toll has a voice of its own. */
static cs_str with_voice(const reader *r, cs_str s, const json_t *x) {
    cs_str certainty = text_at(x, "certainty"), who = speakers_of(r, json_object_get(x, "according_to"));
    if (!s.n || !certainty.n) return s;
    s = join(r, s, ", ", certainty);
    return join(r, s, " by ", who);
}

/* "the group = Boko Haram [nga-boko-haram]" */
static cs_str entity_words(const reader *r, const json_t *id, const json_t *span) {
    const json_t *e = referred(r, "entities", 'e', id);
    cs_str s = words_at(r, span, WORDS_BYTES_MAX), name = text_at(e, "name"), actor = text_at(e, "actor");
    if (name.n && cs_find(s, name) < 0) s = join(r, s, " = ", name);
    return actor.n ? join(r, join(r, s, " ", CS_LIT("[")), "", cs_join(r->a, actor, CS_LIT("]"))) : s;
}

static cs_str role_words(const reader *r, const json_t *statement, const char *role) {
    strings list = { 0 };
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(statement, "roles"), i, x) {
        cs_str name = text_at(x, "role");
        if (!cs_eq(name, (cs_str){ role, (ptrdiff_t)strlen(role) })) continue;
        add(r, &list, with_voice(r, entity_words(r, json_object_get(x, "entity"), json_object_get(x, "span")), x));
    }
    return all_of(r, &list);
}

static cs_str when_words(const reader *r, const json_t *statement) {
    const json_t *t = referred(r, "times", 't', json_object_get(statement, "when"));
    cs_str edtf = text_at(t, "edtf"), timex = text_at(t, "timex");
    if (edtf.n || timex.n) return edtf.n ? edtf : timex;
    return words_at(r, json_object_get(t, "span"), WORDS_BYTES_MAX);
}

/* "Bama, NGA, town, GeoNames 2347470" */
static cs_str where_words(const reader *r, const json_t *statement) {
    strings list = { 0 };
    size_t i;
    json_t *id;
    json_array_foreach(json_object_get(statement, "where"), i, id) {
        const json_t *p = referred(r, "places", 'p', id), *geonames = json_object_get(p, "geonames");
        cs_str s = join(r, kept(r, text_at(p, "name")), ", ", text_at(p, "country"));
        s = join(r, s, ", ", text_at(p, "precision"));
        if (json_is_integer(geonames))
            s = join(r, s, ", ", cs_printf(r->a, "GeoNames %lld", (long long)json_integer_value(geonames)));
        add(r, &list, s);
    }
    return all_of(r, &list);
}

static int64_t count_of(const json_t *x, const char *member) {
    const json_t *v = json_object_get(x, member);
    return json_is_integer(v) ? json_integer_value(v) : CS_COUNT_NONE;
}

/* "killed at least 6 civilian (six traders)" */
static cs_str toll_words(const reader *r, const json_t *statement) {
    strings list = { 0 };
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(statement, "toll"), i, x) {
        const cs_toll t = { .low = count_of(x, "low"), .best = count_of(x, "best"), .high = count_of(x, "high") };
        cs_str s = join(r, kept(r, text_at(x, "effect")), " ", cs_say_count(&t, r->a));
        cs_str of = words_at(r, json_object_get(x, "span"), WORDS_BYTES_MAX);
        s = join(r, s, " ", text_at(x, "status"));
        int64_t women = count_of(x, "women"), children = count_of(x, "children");
        if (women != CS_COUNT_NONE) s = join(r, s, ", ", cs_printf(r->a, "%lld women", (long long)women));
        if (children != CS_COUNT_NONE) s = join(r, s, ", ", cs_printf(r->a, "%lld children", (long long)children));
        if (of.n) s = join(r, join(r, s, " (", of), "", CS_LIT(")"));
        add(r, &list, with_voice(r, s, x));
    }
    return all_of(r, &list);
}

static cs_str contexts_words(const reader *r, const json_t *statement) {
    strings list = { 0 };
    size_t i;
    json_t *x;
    json_array_foreach(json_object_get(statement, "contexts"), i, x) add(r, &list, kept(r, text_of(x)));
    return all_of(r, &list);
}

static cs_str value_of(const reader *r, const json_t *s, cs_diff_field field) {
    const char *name = cs_diff_field_name[field];
    switch (field) {
    case CS_DIFF_TYPE:
    case CS_DIFF_MODE:
    case CS_DIFF_CERTAINTY:
    case CS_DIFF_MODALITY:
    case CS_DIFF_TIME_FRAME: return kept(r, text_at(s, name));
    case CS_DIFF_CONTEXTS: return contexts_words(r, s);
    case CS_DIFF_TRIGGER: return words_at(r, json_object_get(s, name), WORDS_BYTES_MAX);
    case CS_DIFF_EVIDENCE: return words_at(r, json_object_get(s, name), EVIDENCE_BYTES_MAX);
    case CS_DIFF_WHEN: return kept(r, when_words(r, s));
    case CS_DIFF_WHERE: return where_words(r, s);
    case CS_DIFF_TOLL: return toll_words(r, s);
    case CS_DIFF_ACCORDING_TO: return speakers_of(r, json_object_get(s, name));
    default: return role_words(r, s, name);
    }
}

/* ---- the reading ---- */

static void read_statements(reader *r) {
    size_t i;
    json_t *s;
    json_array_foreach(json_object_get(r->root, "statements"), i, s) {
        int64_t begin, end;
        if (!span_of(json_object_get(s, "trigger"), &begin, &end) || end - begin > CS_DIFF_TRIGGER_MAX) continue;
        if (index_of(json_object_get(s, "id"), 's') < 0) continue;
        cs_diff_statement *x = CS_PUSH(r->a, &r->out->statements);
        *x = (cs_diff_statement){ .id = kept(r, text_at(s, "id")),
                                  .relation = cs_eq(text_at(s, "kind"), CS_LIT("relation")),
                                  .begin = (int32_t)begin,
                                  .end = (int32_t)end,
                                  .incident = -1,
                                  .twin = -1 };
        const json_t *why = json_object_get(s, "why");
        for (int f = 0; f < CS_DIFF_FIELD_COUNT; f++)
            x->field[f] = (cs_diff_value){ value_of(r, s, (cs_diff_field)f), kept(r, text_at(why, cs_diff_field_name[f])) };
        x->trigger = x->field[CS_DIFF_TRIGGER].text;
        x->words = x->field[CS_DIFF_EVIDENCE].text;
    }
}

static int by_id(const void *a, const void *b) {
    const cs_diff_statement *x = *(cs_diff_statement *const *)a, *y = *(cs_diff_statement *const *)b;
    return cs_cmp(x->id, y->id);
}

static void read_incidents(reader *r) {
    ptrdiff_t n = r->out->statements.n;
    cs_diff_statement **by = CS_NEW(r->a, cs_diff_statement *, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) by[i] = r->out->statements.v + i;
    if (n) qsort(by, (size_t)n, sizeof *by, by_id);
    size_t i, k;
    json_t *x, *id;
    json_array_foreach(json_object_get(r->root, "incidents"), i, x) {
        cs_str reasons = { 0 };
        if (index_of(json_object_get(x, "id"), 'i') < 0) continue;
        json_array_foreach(json_object_get(x, "reasons"), k, id) if (reasons.n < EVIDENCE_BYTES_MAX) reasons =
            join(r, reasons, "; ", text_of(id));
        *CS_PUSH(r->a, &r->out->incidents) = (cs_diff_incident){ kept(r, text_at(x, "id")), reasons };
        json_array_foreach(json_object_get(x, "statements"), k, id) {
            const cs_diff_statement want = { .id = text_of(id) }, *wanted = &want;
            cs_diff_statement **found = n ? bsearch(&wanted, by, (size_t)n, sizeof *by, by_id) : NULL;
            if (found) (*found)->incident = (int32_t)r->out->incidents.n - 1;
        }
    }
}

static casus_status read_root(reader *r, cs_err *err) {
    cs_diff_reading *out = r->out;
    cs_str schema = text_at(r->root, "schema");
    if (!cs_eq(schema, CS_LIT("casus.report/1")))
        return cs_fail(err, CASUS_E_INPUT, -1, "expected a report of the schema casus.report/1 but found \"" CS_FMT "\"",
                       CS_ARG(schema));
    out->id = kept(r, text_at(r->root, "id"));
    out->path = kept(r, text_at(json_object_get(r->root, "source"), "path"));
    out->title = kept(r, text_at(r->root, "title"));
    out->text = kept(r, text_at(r->root, "text"));
    r->points = cs_utf8_points_of(out->text, r->a);
    read_statements(r);
    read_incidents(r);
    return CASUS_OK;
}

/* A jump out would lose the JSON. */
static casus_status read_or_jump(reader *r, cs_err *err) {
    jmp_buf full, *outer = r->a->on_full;
    volatile casus_status st = CASUS_E_LIMIT;
    r->a->on_full = &full;
    if (setjmp(full))
        (void)!cs_fail(err, CASUS_E_LIMIT, -1, "a report that takes more memory than there is for it");
    else
        st = read_root(r, err);
    r->a->on_full = outer;
    return st;
}

static int64_t count_values(cs_str s) {
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n += s.p[i] == ',' || s.p[i] == '[' || s.p[i] == '{';
    return n;
}

/* Without its words and their syntax, which make up most of it and are not compared. */
static cs_str without_tokens(cs_str line, cs_arena *a) {
    cs_json_place words = cs_json_find(line, CS_LIT("tokens"));
    if (!words.found || words.end >= line.n || line.p[words.end] != ',') return line;
    return cs_join(a, cs_cut(line, 0, words.key), cs_cut(line, words.end + 1, line.n));
}

casus_status cs_diff_read(cs_str line, cs_diff_reading *out, cs_arena *a, cs_err *err) {
    *out = (cs_diff_reading){ 0 };
    line = without_tokens(line, a);
    if (count_values(line) > CS_DIFF_VALUES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "a report of more than %d values", CS_DIFF_VALUES_MAX);
    json_error_t e;
    json_t *root = json_loadb(line.p, (size_t)line.n, JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &e);
    if (!root && json_error_code(&e) == json_error_out_of_memory)
        return cs_fail(err, CASUS_E_LIMIT, -1, "no memory for a report");
    if (!root) return cs_fail(err, CASUS_E_INPUT, -1, "expected a JSON object: %s", e.text);
    reader r = { .root = root, .out = out, .a = a };
    casus_status st = json_is_object(root) ? read_or_jump(&r, err) : cs_fail(err, CASUS_E_INPUT, -1, "expected a JSON object");
    json_decref(root);
    return st;
}
