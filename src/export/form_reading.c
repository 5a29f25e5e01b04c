#include "export/form_reading.h"
#include "base/json_find.h"
#include "base/utf8.h"

casus_status cs_form_reading_of(cs_str json, json_t **out, cs_err *err) {
    json_error_t e;
    *out = json_loadb(json.p ? json.p : "", (size_t)json.n, 0, &e);
    if (json_is_object(*out) || json_is_array(*out)) return CASUS_OK;
    json_decref(*out);
    *out = NULL;
    return cs_fail(err, CASUS_E_STORE, e.position, "a reading is damaged: %s", e.text);
}

cs_str cs_json_str(const json_t *object, const char *name) {
    const json_t *v = json_object_get(object, name);
    return (cs_str){ json_string_value(v), (ptrdiff_t)json_string_length(v) };
}

bool cs_json_span(const json_t *pair, int64_t *begin, int64_t *end) {
    if (json_array_size(pair) != 2) return false;
    *begin = json_integer_value(json_array_get(pair, 0));
    *end = json_integer_value(json_array_get(pair, 1));
    return *begin >= 0 && *begin <= *end;
}

cs_points cs_points_of(cs_str text, cs_arena *a) {
    cs_points x = { text, CS_NEW(a, uint32_t, text.n + 1), 0 };
    for (ptrdiff_t i = 0; i < text.n; cs_utf8_next(text, &i)) x.at[x.n++] = (uint32_t)i;
    x.at[x.n] = (uint32_t)text.n;
    return x;
}

cs_str cs_points_cut(const cs_points *x, int64_t begin, int64_t end) {
    begin = begin < 0 ? 0 : begin > x->n ? x->n : begin;
    end = end < begin ? begin : end > x->n ? x->n : end;
    return cs_cut(x->text, x->at[begin], x->at[end]);
}

/* Adds the strings of a list that are not there. */
static void add_all(const json_t *list, cs_str **all, int *n, cs_arena *a) {
    cs_str *into = CS_NEW(a, cs_str, (size_t)*n + json_array_size(list));
    if (*n) memcpy(into, *all, (size_t)*n * sizeof *into);
    size_t i;
    const json_t *v;
    json_array_foreach(list, i, v) {
        cs_str s = { json_string_value(v), (ptrdiff_t)json_string_length(v) };
        int k = 0;
        while (k < *n && !cs_eq(into[k], s)) k++;
        if (k == *n && s.n) into[(*n)++] = cs_dup(a, s);
    }
    *all = into;
}

/* Whether the incident of the reading has a statement that x has from the report. Those that people added are in no reading. */
static bool is_told(const cs_form_incident *x, int64_t report, const json_t *incident) {
    const json_t *list = json_object_get(incident, "statements"), *v;
    size_t k;
    json_array_foreach(list, k, v) {
        const char *id = json_string_value(v);
        cs_i64_result number =
            id && id[0] == 's' ? cs_parse_i64((cs_str){ id + 1, (ptrdiff_t)strlen(id) - 1 }) : (cs_i64_result){ 0 };
        for (int i = 0; number.ok && i < x->n_statements; i++)
            if (x->statements[i].report == report && x->statements[i].number == number.value &&
                !cs_eq(x->statements[i].review, CS_LIT("added")))
                return true;
    }
    return false;
}

casus_status cs_form_muc_add(cs_form_incident *x, int64_t report, cs_str reading, cs_arena *a, cs_err *err) {
    cs_json_place at = cs_json_find(reading, CS_LIT("incidents"));
    json_t *incidents;
    if (!at.found) return cs_fail(err, CASUS_E_STORE, -1, "a reading is damaged: it has no incidents");
    CS_TRY(cs_form_reading_of(cs_cut(reading, at.beg, at.end), &incidents, err));
    size_t i;
    const json_t *incident;
    json_array_foreach(incidents, i, incident) {
        const json_t *muc = json_object_get(incident, "muc");
        if (!json_is_object(muc) || !is_told(x, report, incident)) continue;
        if (!x->muc.type.n) x->muc.type = cs_dup(a, cs_json_str(muc, "type"));
        if (!x->muc.stage.n) x->muc.stage = cs_dup(a, cs_json_str(muc, "stage"));
        add_all(json_object_get(muc, "instrument_types"), &x->muc.instruments, &x->muc.n_instruments, a);
        add_all(json_object_get(muc, "target_types"), &x->muc.targets, &x->muc.n_targets, a);
    }
    json_decref(incidents);
    return CASUS_OK;
}
