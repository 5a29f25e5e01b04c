/* brat's standoff format (docs/formats/brat.md): for each report its text and what was marked in it: mentions, and statements
 * as events. */
#include "export/form_reading.h"
#include "export/form_say.h"

/* A stretch of the text that has a T line. */
typedef struct mark {
    int64_t begin, end;
} mark;

typedef struct brat {
    cs_buf *b;
    const cs_points *text;
    cs_arena *a;
    CS_VEC(mark) marks; /* number 1 is T1 */
    int n_events, n_attributes;
} brat;

/* A label of letters, digits, - and _. */
static void label(cs_buf *b, cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool ok = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        cs_buf_char(b, ok ? c : '_');
    }
}

/* A stretch that runs over a line end is given in parts. */
static void write_places(brat *x, int64_t begin, int64_t end) {
    int64_t from = begin;
    bool any = false;
    for (int64_t i = begin; i <= end; i++) {
        if (i < end && x->text->text.p[x->text->at[i]] != '\n') continue;
        if (i > from) {
            cs_buf_char(x->b, any ? ';' : ' ');
            cs_buf_i64(x->b, from);
            cs_buf_char(x->b, ' ');
            cs_buf_i64(x->b, i);
            any = true;
        }
        from = i + 1;
    }
}

/* The words of the parts with blanks between. */
static void write_words(brat *x, int64_t begin, int64_t end) {
    cs_str s = cs_points_cut(x->text, begin, end);
    bool any = false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (s.p[i] != '\n') {
            if (any && s.p[i - 1] == '\n') cs_buf_char(x->b, ' ');
            cs_buf_char(x->b, s.p[i]);
            any = true;
        }
    }
}

static int mark_of(brat *x, int64_t begin, int64_t end) {
    for (ptrdiff_t i = 0; i < x->marks.n; i++)
        if (x->marks.v[i].begin == begin && x->marks.v[i].end == end) return (int)i + 1;
    return 0;
}

/* The number of a new T line; 0: there are no words there. */
static int new_mark(brat *x, cs_str type, cs_str mode, int64_t begin, int64_t end) {
    if (begin < 0 || begin >= end || end > x->text->n) return 0; /* a case may say anything */
    if (!cs_trim(cs_points_cut(x->text, begin, end)).n) return 0;
    *CS_PUSH(x->a, &x->marks) = (mark){ begin, end };
    cs_buf_char(x->b, 'T');
    cs_buf_i64(x->b, x->marks.n);
    cs_buf_char(x->b, '\t');
    label(x->b, type);
    if (mode.n) cs_buf_char(x->b, '_');
    label(x->b, mode);
    write_places(x, begin, end);
    cs_buf_char(x->b, '\t');
    write_words(x, begin, end);
    cs_buf_char(x->b, '\n');
    return (int)x->marks.n;
}

static void attribute(brat *x, const char *name, cs_str value) {
    cs_buf_char(x->b, 'A');
    cs_buf_i64(x->b, ++x->n_attributes);
    cs_buf_char(x->b, '\t');
    cs_buf_put(x->b, name);
    cs_buf_put(x->b, " E");
    cs_buf_i64(x->b, x->n_events);
    cs_buf_char(x->b, ' ');
    label(x->b, value);
    cs_buf_char(x->b, '\n');
}

/* The marks of the roles come first, then the event that names them. Roles of one name are numbered: agent, agent2. */
static void write_statement(brat *x, const cs_view_statement *v) {
    int *filler = CS_NEW(x->a, int, v->n_parties), trigger;
    for (int i = 0; i < v->n_parties; i++) {
        const cs_view_party *p = v->parties + i;
        filler[i] = mark_of(x, p->begin, p->end);
        if (!filler[i]) filler[i] = new_mark(x, p->type.n ? p->type : CS_LIT("other"), (cs_str){ 0 }, p->begin, p->end);
    }
    trigger = new_mark(x, v->type, v->mode, v->trigger_begin, v->trigger_end);
    if (!trigger) return;
    cs_buf_char(x->b, 'E');
    cs_buf_i64(x->b, ++x->n_events);
    cs_buf_char(x->b, '\t');
    label(x->b, v->type);
    if (v->mode.n) cs_buf_char(x->b, '_');
    label(x->b, v->mode);
    cs_buf_put(x->b, ":T");
    cs_buf_i64(x->b, trigger);
    for (int i = 0; i < v->n_parties; i++) {
        int same = 1;
        if (!filler[i]) continue;
        for (int k = 0; k < i; k++) same += filler[k] && cs_eq(v->parties[k].role, v->parties[i].role);
        cs_buf_char(x->b, ' ');
        label(x->b, v->parties[i].role);
        if (same > 1) cs_buf_i64(x->b, same);
        cs_buf_put(x->b, ":T");
        cs_buf_i64(x->b, filler[i]);
    }
    cs_buf_char(x->b, '\n');
    attribute(x, "Certainty", v->certainty);
    attribute(x, "Modality", v->modality);
    attribute(x, "TimeFrame", v->time_frame);
}

static void write_mentions(brat *x, const json_t *entities) {
    size_t i, k;
    const json_t *entity, *mention;
    json_array_foreach(entities, i, entity) {
        json_array_foreach(json_object_get(entity, "mentions"), k, mention) {
            int64_t begin, end;
            if (!cs_json_span(json_object_get(mention, "span"), &begin, &end) || mark_of(x, begin, end)) continue;
            new_mark(x, cs_json_str(entity, "type"), (cs_str){ 0 }, begin, end);
        }
    }
}

static casus_status document(cs_form_writer *w, const cs_form_document *x, cs_err *err) {
    json_t *root;
    CS_TRY(cs_form_reading_of(x->reading, &root, err));
    const cs_points text = cs_points_of(x->text, w->scratch);
    brat b = { .b = &w->out[1], .text = &text, .a = w->scratch };
    cs_buf_str(&w->out[0], x->text);
    write_mentions(&b, json_object_get(root, "entities"));
    for (int i = 0; i < x->n_statements; i++) write_statement(&b, x->statements + i);
    if (w->masked && b.marks.n) cs_buf_put(b.b, "#1\tAnnotatorNotes T1\tnames of private persons are masked\n");
    json_decref(root);
    w->n_written++;
    return CASUS_OK;
}

const cs_form cs_form_brat = { .name = "brat", .media = "text/plain; charset=utf-8", .ending = "ann",
                               .about = "brat's standoff files, a .txt and an .ann per report",
                               .files = { ".txt", ".ann" },
                               .per_report = true,
                               .needs_statements = true,
                               .document = document };
