/* What people reviewed, in the form that `casus eval` reads (docs/eval.md, docs/formats/gold.md): of each report on which
 * somebody decided the statements that were accepted, edited or added. */
#include "base/utf8.h"
#include "export/form_say.h"

/* ---- anchors ---- */

static ptrdiff_t byte_at(cs_str text, int64_t points) {
    ptrdiff_t i = 0;
    while (points > 0 && i < text.n)
        for (points--, i++; i < text.n && !cs_utf8_is_start(text.p[i]);) i++;
    return i;
}

static bool stands_once(cs_str text, cs_str words) {
    ptrdiff_t at = cs_find(text, words);
    return at >= 0 && cs_find(cs_cut(text, at + 1, text.n), words) < 0;
}

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

/* A word more to the left and to the right, within the line; false: that is all of it. */
static bool widen(cs_str text, ptrdiff_t *beg, ptrdiff_t *end) {
    ptrdiff_t b = *beg, e = *end;
    while (b > 0 && is_blank(text.p[b - 1])) b--;
    while (b > 0 && text.p[b - 1] != '\n' && !is_blank(text.p[b - 1])) b--;
    while (e < text.n && is_blank(text.p[e])) e++;
    while (e < text.n && text.p[e] != '\n' && !is_blank(text.p[e])) e++;
    bool wider = b < *beg || e > *end;
    *beg = b;
    *end = e;
    return wider;
}

/* The word of the act, with as many around it as it takes for it to stand in the text once. */
static cs_str anchor_of(cs_str text, const cs_view_statement *s) {
    ptrdiff_t beg = byte_at(text, s->trigger_begin), end = byte_at(text, s->trigger_end);
    const char *line = end > beg ? memchr(text.p + beg, '\n', (size_t)(end - beg)) : NULL;
    if (line) end = line - text.p;
    while (!stands_once(text, cs_trim(cs_cut(text, beg, end))) && widen(text, &beg, &end)) continue;
    return cs_trim(cs_cut(text, beg, end));
}

/* ---- fields ---- */

static void item(cs_buf *b, cs_str s) {
    if (s.n) cs_form_item(b, s);
}

/* Whether somebody has the role: a field that nobody fills is not judged. */
static bool has_role(const cs_view_statement *s, const char *roles) {
    for (int i = 0; i < s->n_parties; i++)
        if (cs_is_any(s->parties[i].role, roles)) return true;
    return false;
}

static void put_roles(cs_buf *b, const cs_view_statement *s, const char *field, const char *roles) {
    if (!has_role(s, roles)) return;
    cs_form_open(b, field, '[');
    for (int i = 0; i < s->n_parties; i++) {
        const cs_view_party *p = s->parties + i;
        if (!cs_is_any(p->role, roles)) continue;
        item(b, p->name);
        if (!cs_eq(p->name, p->words)) item(b, p->words);
    }
    cs_form_close(b, ']');
}

static void put_places(cs_buf *b, const cs_view_statement *s) {
    bool named = false, country = false;
    for (int i = 0; i < s->n_places; i++) {
        named |= s->places[i].name.n > 0;
        country |= s->places[i].country.n > 0;
    }
    if (named) {
        cs_form_open(b, "where", '[');
        for (int i = 0; i < s->n_places; i++) item(b, s->places[i].name);
        cs_form_close(b, ']');
    }
    if (!country) return;
    cs_form_open(b, "country", '[');
    for (int i = 0; i < s->n_places; i++) item(b, s->places[i].country);
    cs_form_close(b, ']');
}

static void put_end(cs_buf *b, int64_t n) {
    cs_form_comma(b);
    if (n < 0)
        cs_buf_put(b, "null");
    else
        cs_buf_i64(b, n);
}

static void put_toll(cs_buf *b, const cs_view_statement *s, const char *effect) {
    for (int i = 0; i < s->n_tolls; i++) {
        const cs_view_toll *t = s->tolls + i;
        if (!cs_is(t->effect, effect)) continue;
        cs_form_open(b, effect, '[');
        put_end(b, t->low >= 0 ? t->low : t->best);
        put_end(b, t->high);
        cs_form_close(b, ']');
        return;
    }
}

static void put_speakers(cs_buf *b, const cs_view_statement *s) {
    bool named = false;
    for (int i = 0; i < s->n_speakers; i++) named |= s->speakers[i].name.n > 0;
    if (!named) return;
    cs_form_open(b, "by", '[');
    for (int i = 0; i < s->n_speakers; i++) item(b, s->speakers[i].name);
    cs_form_close(b, ']');
}

/* ---- lines ---- */

static bool is_decided(const cs_view_statement *s) { return !cs_is(s->review, "none"); }

/* An earlier one of the same incident; NULL: there is none. */
static const cs_view_statement *same_as(const cs_form_document *x, int at) {
    const cs_view_statement *s = x->statements + at;
    for (int i = 0; i < at && s->incident; i++)
        if (x->statements[i].incident == s->incident && is_decided(x->statements + i)) return x->statements + i;
    return NULL;
}

static void put_id(cs_form_writer *w, const char *name, const cs_view_statement *s) {
    cs_form_text(&w->out[0], name, cs_printf(w->scratch, "statement-%lld", (long long)s->id));
}

static void put_statement(cs_form_writer *w, const cs_form_document *x, int at) {
    cs_buf *b = &w->out[0];
    const cs_view_statement *s = x->statements + at, *earlier = same_as(x, at);
    cs_form_open(b, NULL, '{');
    put_id(w, "id", s);
    cs_form_text(b, "kind", s->kind);
    cs_form_text(b, "type", s->type);
    cs_form_text(b, "anchor", anchor_of(x->text, s));
    cs_form_text(b, "mode", s->mode);
    put_roles(b, s, "agent", "agent");
    put_roles(b, s, "recipient", "recipient target");
    put_roles(b, s, "from", "from");
    put_roles(b, s, "to", "to");
    put_places(b, s);
    cs_form_text(b, "when", s->when.edtf);
    put_toll(b, s, "killed");
    put_toll(b, s, "wounded");
    put_speakers(b, s);
    cs_form_text(b, "certainty", s->certainty);
    cs_form_text(b, "modality", s->modality);
    cs_form_text(b, "time_frame", s->time_frame);
    if (earlier) put_id(w, "same_as", earlier);
    cs_form_text(b, "note", s->review);
    cs_form_close(b, '}');
    cs_buf_char(b, '\n');
    w->n_objects++;
}

/* As casus eval calls it: the name of its file, or the id of a record; else its number. */
static cs_str name_of(const cs_view_report *r, cs_arena *a) {
    ptrdiff_t at = r->path.n;
    while (at && r->path.p[at - 1] != '/') at--;
    cs_str name = cs_cut(r->path, at, r->path.n);
    return name.n && !cs_is(name, "-") ? name : cs_printf(a, "report-%lld", (long long)r->id);
}

static casus_status document(cs_form_writer *w, const cs_form_document *x, cs_err *err) {
    (void)err;
    cs_buf *b = &w->out[0];
    int n = x->n_rejected;
    for (int i = 0; i < x->n_statements; i++) n += is_decided(x->statements + i);
    if (!n) return CASUS_OK;
    cs_str name = name_of(x->report, w->scratch);
    if (!cs_form_first(w, name, true)) {
        w->n_left++;
        return CASUS_OK;
    }
    cs_form_open(b, NULL, '{');
    cs_form_text(b, "report", name);
    cs_form_text(b, "published", x->report->published);
    cs_form_close(b, '}');
    cs_buf_char(b, '\n');
    for (int i = 0; i < x->n_statements; i++)
        if (is_decided(x->statements + i)) put_statement(w, x, i);
    w->n_written++;
    return CASUS_OK;
}

const cs_form cs_form_gold = { .name = "gold", .media = "application/x-ndjson", .ending = "jsonl",
                               .about = "what people accepted, edited and added, as casus eval reads it",
                               .needs_statements = true,
                               .left = "reports of the same name as another",
                               .document = document };
