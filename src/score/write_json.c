#include "score/write.h"

#define CS_X(e, n) n,
const char *const cs_measure_name[CS_MEASURE_COUNT] = {
    CS_FIELDS(CS_X) "found", "violent_precision", "core_f1", "marked_f1", "all_f1", "incident_links_f1", "surplus"
};
#undef CS_X

/* A comma unless it is the first in its bracket. */
static void comma(cs_buf *b) {
    char last = b->n ? b->p[b->n - 1] : '{';
    if (last != '{' && last != '[' && last != ':') cs_buf_char(b, ',');
}

static void key(cs_buf *b, const char *name) {
    comma(b);
    cs_buf_char(b, '"');
    cs_buf_put(b, name);
    cs_buf_put(b, "\":");
}

static void number(cs_buf *b, const char *name, int64_t v) {
    key(b, name);
    cs_buf_i64(b, v);
}

static void text(cs_buf *b, const char *name, cs_str s) {
    key(b, name);
    if (s.n)
        cs_buf_json(b, s);
    else
        cs_buf_put(b, "null");
}

static void list(cs_buf *b, const char *name, const cs_str *v, ptrdiff_t n) {
    key(b, name);
    cs_buf_char(b, '[');
    for (ptrdiff_t i = 0; i < n; i++) {
        comma(b);
        cs_buf_json(b, v[i]);
    }
    cs_buf_char(b, ']');
}

static void share(cs_buf *b, const char *name, bool has, double v) {
    key(b, name);
    if (has)
        cs_buf_fixed(b, v, 4);
    else
        cs_buf_put(b, "null");
}

static void figure(cs_buf *b, const cs_scored *s, int m) {
    const cs_figure *f = s->figures + m;
    key(b, cs_measure_name[m]);
    cs_buf_char(b, '{');
    share(b, "value", f->has_value, f->value);
    share(b, "low", f->has_interval, f->low);
    share(b, "high", f->has_interval, f->high);
    if (m != CS_MEASURE_SURPLUS) number(b, "right", f->counts.right);
    if (m != CS_MEASURE_FOUND) number(b, "coded", f->counts.coded);
    if (m != CS_MEASURE_VIOLENT) number(b, "expected", f->counts.expected);
    cs_buf_char(b, '}');
}

static void statement_id(cs_buf *b, int32_t statement) {
    key(b, "statement");
    if (statement) {
        cs_buf_put(b, "\"s");
        cs_buf_i64(b, statement);
        cs_buf_char(b, '"');
    } else {
        cs_buf_put(b, "null");
    }
}

static void write_note(cs_buf *b, cs_str report, const cs_note *n) {
    comma(b);
    cs_buf_char(b, '{');
    text(b, "report", report);
    if (n->line) {
        number(b, "line", n->line);
        text(b, "id", n->id);
    }
    if (n->other) number(b, "other_line", n->other);
    text(b, n->kind == CS_NOTE_INVENTED ? "words" : "anchor", n->words);
    if (n->kind == CS_NOTE_FIELD)
        text(b, "field", (cs_str){ cs_field_name[n->field], (ptrdiff_t)strlen(cs_field_name[n->field]) });
    if (n->kind == CS_NOTE_FIELD || n->kind == CS_NOTE_MISSED) list(b, "expected", n->expected.v, n->expected.n);
    if (n->kind == CS_NOTE_FIELD) list(b, "found", n->found.v, n->found.n);
    if (n->kind != CS_NOTE_MISSED && n->kind != CS_NOTE_NO_ANCHOR) statement_id(b, n->statement);
    if (n->kind == CS_NOTE_INVENTED) {
        key(b, "span");
        cs_buf_char(b, '[');
        cs_buf_i64(b, n->beg);
        cs_buf_char(b, ',');
        cs_buf_i64(b, n->end);
        cs_buf_char(b, ']');
    }
    cs_buf_char(b, '}');
}

static void notes(cs_buf *b, const cs_scored *s, const char *name, cs_note_kind kind, int64_t most) {
    int64_t n[CS_FIELD_COUNT] = { 0 };
    key(b, name);
    cs_buf_char(b, '[');
    for (ptrdiff_t i = 0; i < s->gold->reports.n; i++)
        for (ptrdiff_t k = 0; k < s->reports[i].notes.n; k++) {
            const cs_note *note = s->reports[i].notes.v + k;
            if (note->kind == kind && (most < 0 || n[note->field]++ < most)) write_note(b, s->gold->reports.v[i].name, note);
        }
    cs_buf_char(b, ']');
}

static void skipped(cs_buf *b, const cs_scored *s) {
    key(b, "skipped");
    cs_buf_char(b, '[');
    for (ptrdiff_t i = 0; i < s->gold->reports.n; i++) {
        if (s->is_scored[i]) continue;
        comma(b);
        cs_buf_json(b, s->gold->reports.v[i].name);
    }
    cs_buf_char(b, ']');
}

void cs_scored_json(cs_buf *b, const cs_scored *s, int64_t notes_max) {
    cs_buf_char(b, '{');
    text(b, "schema", CS_LIT("casus.eval/1"));
    text(b, "gold", s->gold_path);
    text(b, "model", s->model.name);
    text(b, "model_version", s->model.version);
    text(b, "model_sha256", s->model.sha256);
    number(b, "reports", s->n_scored);
    number(b, "statements", s->figures[CS_MEASURE_FOUND].counts.expected);
    number(b, "draws", s->n_scored > 1 ? CS_DRAWS : 0);
    key(b, "measures");
    cs_buf_char(b, '{');
    for (int m = CS_FIELD_COUNT; m < CS_MEASURE_COUNT; m++) figure(b, s, m);
    cs_buf_put(b, "},\"fields\":{");
    for (int m = 0; m < CS_FIELD_COUNT; m++)
        if (s->figures[m].counts.expected) figure(b, s, m);
    cs_buf_char(b, '}');
    skipped(b, s);
    notes(b, s, "no_anchor", CS_NOTE_NO_ANCHOR, -1);
    notes(b, s, "missed", CS_NOTE_MISSED, notes_max);
    notes(b, s, "invented", CS_NOTE_INVENTED, notes_max);
    notes(b, s, "wrong", CS_NOTE_FIELD, notes_max);
    notes(b, s, "split", CS_NOTE_SPLIT, notes_max);
    notes(b, s, "joined", CS_NOTE_JOINED, notes_max);
    cs_buf_put(b, "}\n");
}
