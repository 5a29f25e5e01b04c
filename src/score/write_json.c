#include "export/json.h"
#include "score/write.h"
#include <math.h>

#define CS_X(e, n) n,
const char *const cs_measure_name[CS_MEASURE_COUNT] = {
    CS_FIELDS(CS_X) "found", "violent_precision", "core_f1", "marked_f1", "all_f1", "incident_links_f1", "surplus"
};
#undef CS_X

static void words(cs_buf *b, const char *name, const cs_str *v, ptrdiff_t n) {
    cs_json_list(b, name);
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_json_next(b);
        cs_buf_json(b, v[i]);
    }
    cs_json_list_end(b);
}

static void share(cs_buf *b, const char *name, bool has, double v) { cs_json_real(b, name, has ? v : NAN, 4); }

static void figure(cs_buf *b, const cs_scored *s, int m) {
    const cs_figure *f = s->figures + m;
    cs_json_name(b, cs_measure_name[m]);
    cs_json_item(b);
    share(b, "value", f->has_value, f->value);
    share(b, "low", f->has_interval, f->low);
    share(b, "high", f->has_interval, f->high);
    if (m != CS_MEASURE_SURPLUS) cs_json_int(b, "right", f->counts.right);
    if (m != CS_MEASURE_FOUND) cs_json_int(b, "coded", f->counts.coded);
    if (m != CS_MEASURE_VIOLENT) cs_json_int(b, "expected", f->counts.expected);
    cs_json_item_end(b);
}

static void statement_id(cs_buf *b, int32_t statement) {
    cs_json_name(b, "statement");
    if (statement) {
        cs_buf_put(b, "\"s");
        cs_buf_i64(b, statement);
        cs_buf_char(b, '"');
    } else {
        cs_buf_put(b, "null");
    }
}

static void write_note(cs_buf *b, cs_str report, const cs_note *n) {
    cs_json_item(b);
    cs_json_text(b, "report", report);
    if (n->line) {
        cs_json_int(b, "line", n->line);
        cs_json_text(b, "id", n->id);
    }
    if (n->other) cs_json_int(b, "other_line", n->other);
    cs_json_text(b, n->kind == CS_NOTE_INVENTED ? "words" : "anchor", n->words);
    if (n->kind == CS_NOTE_FIELD) cs_json_word(b, "field", cs_field_name[n->field]);
    if (n->kind == CS_NOTE_FIELD || n->kind == CS_NOTE_MISSED) words(b, "expected", n->expected.v, n->expected.n);
    if (n->kind == CS_NOTE_FIELD) words(b, "found", n->found.v, n->found.n);
    if (n->kind != CS_NOTE_MISSED && n->kind != CS_NOTE_NO_ANCHOR) statement_id(b, n->statement);
    if (n->kind == CS_NOTE_INVENTED) cs_json_pair(b, "span", n->beg, n->end);
    cs_json_item_end(b);
}

static void notes(cs_buf *b, const cs_scored *s, const char *name, cs_note_kind kind, int64_t most) {
    int64_t n[CS_FIELD_COUNT] = { 0 };
    cs_json_list(b, name);
    for (ptrdiff_t i = 0; i < s->gold->reports.n; i++)
        for (ptrdiff_t k = 0; k < s->reports[i].notes.n; k++) {
            const cs_note *note = s->reports[i].notes.v + k;
            if (note->kind == kind && (most < 0 || n[note->field]++ < most)) write_note(b, s->gold->reports.v[i].name, note);
        }
    cs_json_list_end(b);
}

static void skipped(cs_buf *b, const cs_scored *s) {
    cs_json_list(b, "skipped");
    for (ptrdiff_t i = 0; i < s->gold->reports.n; i++) {
        if (s->is_scored[i]) continue;
        cs_json_next(b);
        cs_buf_json(b, s->gold->reports.v[i].name);
    }
    cs_json_list_end(b);
}

void cs_scored_json(cs_buf *b, const cs_scored *s, int64_t notes_max) {
    cs_json_item(b);
    cs_json_text(b, "schema", CS_LIT("casus.eval/1"));
    cs_json_text(b, "gold", s->gold_path);
    cs_json_text(b, "model", s->model.name);
    cs_json_text(b, "model_version", s->model.version);
    cs_json_text(b, "model_sha256", s->model.sha256);
    cs_json_int(b, "reports", s->n_scored);
    cs_json_int(b, "statements", s->figures[CS_MEASURE_FOUND].counts.expected);
    cs_json_int(b, "draws", s->n_scored > 1 ? CS_DRAWS : 0);
    cs_json_name(b, "measures");
    cs_json_item(b);
    for (int m = CS_FIELD_COUNT; m < CS_MEASURE_COUNT; m++) figure(b, s, m);
    cs_json_item_end(b);
    cs_json_name(b, "fields");
    cs_json_item(b);
    for (int m = 0; m < CS_FIELD_COUNT; m++)
        if (s->figures[m].counts.expected) figure(b, s, m);
    cs_json_item_end(b);
    skipped(b, s);
    notes(b, s, "no_anchor", CS_NOTE_NO_ANCHOR, -1);
    notes(b, s, "missed", CS_NOTE_MISSED, notes_max);
    notes(b, s, "invented", CS_NOTE_INVENTED, notes_max);
    notes(b, s, "wrong", CS_NOTE_FIELD, notes_max);
    notes(b, s, "split", CS_NOTE_SPLIT, notes_max);
    notes(b, s, "joined", CS_NOTE_JOINED, notes_max);
    cs_buf_put(b, "}\n");
}
