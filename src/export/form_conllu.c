/* CoNLL-U (universaldependencies.org): the words of each report with their syntax (docs/formats/conllu.md). */
#include "export/form_reading.h"
#include "export/form_say.h"

static void field(cs_buf *b, cs_str s) {
    cs_buf_char(b, '\t');
    if (!s.n) cs_buf_char(b, '_');
    for (ptrdiff_t i = 0; i < s.n; i++) cs_buf_char(b, (unsigned char)s.p[i] <= ' ' ? '_' : s.p[i]);
}

static void plain(cs_buf *b, cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++) cs_buf_char(b, (unsigned char)s.p[i] < ' ' ? ' ' : s.p[i]);
}

static void number(cs_buf *b, int64_t n) {
    cs_buf_char(b, '\t');
    cs_buf_i64(b, n);
}

static bool span_of(const json_t *token, int64_t *begin, int64_t *end) {
    return cs_json_span(json_object_get(token, "span"), begin, end);
}

/* head counts over the whole report, from 0; here over the sentence, from 1, and 0 is the root. */
static void write_word(cs_buf *b, const cs_points *text, const json_t *tokens, size_t i, size_t first, size_t last) {
    const json_t *t = json_array_get(tokens, i), *next = json_array_get(tokens, i + 1);
    int64_t begin = 0, end = 0, next_begin = 0, next_end, head = json_integer_value(json_object_get(t, "head"));
    span_of(t, &begin, &end);
    bool joined = i + 1 < last && span_of(next, &next_begin, &next_end) && next_begin == end;
    bool inside = head >= (int64_t)first && head < (int64_t)last;
    cs_buf_i64(b, (int64_t)(i - first) + 1);
    field(b, cs_points_cut(text, begin, end));
    field(b, cs_json_str(t, "lemma"));
    field(b, cs_json_str(t, "upos"));
    field(b, (cs_str){ 0 });
    field(b, cs_json_str(t, "feats"));
    number(b, inside ? head - (int64_t)first + 1 : 0);
    field(b, inside ? cs_json_str(t, "deprel") : CS_LIT("root"));
    field(b, (cs_str){ 0 });
    cs_buf_put(b, joined ? "\tSpaceAfter=No|Begin=" : "\tBegin=");
    cs_buf_i64(b, begin);
    cs_buf_put(b, "|End=");
    cs_buf_i64(b, end);
    cs_buf_char(b, '\n');
}

static void write_sentence(cs_form_writer *w, const cs_form_document *x, const cs_points *text, const json_t *tokens,
                           size_t first, size_t last, int number_of) {
    cs_buf *b = &w->out[0];
    cs_buf_put(b, "# sent_id = casus-");
    cs_buf_i64(b, x->report->id);
    cs_buf_char(b, '-');
    cs_buf_i64(b, number_of);
    cs_buf_put(b, "\n# text = ");
    for (size_t i = first; i < last; i++) {
        int64_t begin = 0, end = 0, next = 0, next_end;
        span_of(json_array_get(tokens, i), &begin, &end);
        plain(b, cs_points_cut(text, begin, end));
        if (i + 1 < last && span_of(json_array_get(tokens, i + 1), &next, &next_end) && next > end) cs_buf_char(b, ' ');
    }
    cs_buf_char(b, '\n');
    for (size_t i = first; i < last; i++) write_word(b, text, tokens, i, first, last);
    cs_buf_char(b, '\n');
}

static void write_head(cs_form_writer *w, const cs_view_report *r) {
    cs_buf *b = &w->out[0];
    cs_buf_put(b, "# newdoc id = casus-");
    cs_buf_i64(b, r->id);
    if (r->title.n) cs_buf_put(b, "\n# title = ");
    plain(b, r->title);
    if (r->published.n) cs_buf_put(b, "\n# date = ");
    plain(b, r->published);
    if (r->source.n) cs_buf_put(b, "\n# publisher = ");
    plain(b, r->source);
    if (w->masked) cs_buf_put(b, "\n# masked = names of private persons");
    cs_buf_char(b, '\n');
}

static casus_status document(cs_form_writer *w, const cs_form_document *x, cs_err *err) {
    json_t *root;
    CS_TRY(cs_form_reading_of(x->reading, &root, err));
    const json_t *tokens = json_object_get(root, "tokens"), *sentence;
    const cs_points text = cs_points_of(x->text, w->scratch);
    size_t at = 0, i, n = json_array_size(tokens);
    int number_of = 0;
    write_head(w, x->report);
    json_array_foreach(json_object_get(root, "sentences"), i, sentence) {
        int64_t begin = 0, end = 0, word = 0, word_end;
        size_t first = at;
        cs_json_span(sentence, &begin, &end);
        while (at < n && span_of(json_array_get(tokens, at), &word, &word_end) && word < end) at++;
        if (at > first) write_sentence(w, x, &text, tokens, first, at, ++number_of);
    }
    json_decref(root);
    w->n_written++;
    return CASUS_OK;
}

const cs_form cs_form_conllu = { .name = "conllu", .media = "text/plain; charset=utf-8", .ending = "conllu", .about = "CoNLL-U: words and syntax of the reports", .document = document };
