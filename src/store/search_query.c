#include "store/search_query.h"
#include "base/utf8.h"
#include <utf8proc.h>

typedef struct reader {
    cs_str text;
    ptrdiff_t at; /* of the next byte that is not read */
    cs_query *out;
    int n_words, depth;
    cs_arena *a;
    cs_err *err;
} reader;

static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
static bool ends_word(char c) { return is_space(c) || c == '(' || c == ')' || c == '"'; }

static void skip_space(reader *r) {
    while (r->at < r->text.n && is_space(r->text.p[r->at])) r->at++;
}

/* Is there something that an index has, as the tokenizer of the database sees it? */
static bool has_letter(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n;) {
        utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cs_utf8_next(s, &i));
        if (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) return true;
        if (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO) return true;
    }
    return false;
}

/* The word that comes next, without moving on; n == 0: none. */
static cs_str peek(reader *r) {
    skip_space(r);
    ptrdiff_t end = r->at;
    while (end < r->text.n && !ends_word(r->text.p[end])) end++;
    return cs_cut(r->text, r->at, end);
}

static bool is_operator(cs_str s) { return cs_eq(s, CS_LIT("AND")) || cs_eq(s, CS_LIT("OR")) || cs_eq(s, CS_LIT("NOT")); }

static int32_t add(reader *r, cs_query_node node) {
    *CS_PUSH(r->a, &r->out->nodes) = node;
    return (int32_t)r->out->nodes.n - 1;
}

static casus_status add_words(reader *r, ptrdiff_t at, cs_str words, bool prefix, int32_t *node) {
    if (!has_letter(words))
        return cs_fail(r->err, CASUS_E_USAGE, at, "expected a word but found " CS_FMT,
                       CS_ARG(words.n ? words : CS_LIT("\"\"")));
    if (++r->n_words > CS_QUERY_WORDS_MAX)
        return cs_fail(r->err, CASUS_E_LIMIT, at, "expected at most %d words and phrases", CS_QUERY_WORDS_MAX);
    *node = add(r, (cs_query_node){ .kind = CS_QUERY_WORDS, .words = words, .prefix = prefix });
    return CASUS_OK;
}

static casus_status read_phrase(reader *r, int32_t *node) {
    ptrdiff_t begin = r->at;
    const char *end = memchr(r->text.p + begin + 1, '"', (size_t)(r->text.n - begin - 1));
    if (!end) return cs_fail(r->err, CASUS_E_USAGE, begin, "expected a second \" that ends the phrase");
    cs_str words = cs_cut(r->text, begin + 1, end - r->text.p);
    r->at = end - r->text.p + 1;
    bool prefix = r->at < r->text.n && r->text.p[r->at] == '*';
    r->at += prefix;
    return add_words(r, begin, words, prefix, node);
}

static casus_status read_or(reader *r, int32_t *node);

static casus_status read_group(reader *r, int32_t *node) {
    ptrdiff_t begin = r->at++;
    if (++r->depth > CS_QUERY_DEPTH_MAX)
        return cs_fail(r->err, CASUS_E_LIMIT, begin, "expected at most %d brackets within each other", CS_QUERY_DEPTH_MAX);
    CS_TRY(read_or(r, node));
    skip_space(r);
    if (r->at == r->text.n) return cs_fail(r->err, CASUS_E_USAGE, begin, "expected a ) for this (");
    r->at++; /* nothing else ends what stands in brackets */
    r->depth--;
    return CASUS_OK;
}

/* A word, a phrase or what stands in brackets. */
static casus_status read_item(reader *r, int32_t *node) {
    cs_str word = peek(r);
    if (r->at == r->text.n)
        return cs_fail(r->err, CASUS_E_USAGE, r->at,
                       r->text.n ? "expected a word but the search ends" : "expected words to look for");
    if (r->text.p[r->at] == '"') return read_phrase(r, node);
    if (r->text.p[r->at] == '(') return read_group(r, node);
    if (r->text.p[r->at] == ')') return cs_fail(r->err, CASUS_E_USAGE, r->at, "expected a word but found )");
    if (is_operator(word))
        return cs_fail(r->err, CASUS_E_USAGE, r->at, "expected a word before " CS_FMT " (in small letters it is a word itself)",
                       CS_ARG(word));
    ptrdiff_t begin = r->at;
    r->at += word.n;
    bool prefix = word.p[word.n - 1] == '*';
    return add_words(r, begin, cs_cut(word, 0, word.n - prefix), prefix, node);
}

static casus_status read_not(reader *r, int32_t *node) {
    CS_TRY(read_item(r, node));
    while (cs_eq(peek(r), CS_LIT("NOT"))) {
        int32_t right;
        r->at += 3;
        CS_TRY(read_item(r, &right));
        *node = add(r, (cs_query_node){ .kind = CS_QUERY_NOT, .left = *node, .right = right });
    }
    return CASUS_OK;
}

static casus_status read_and(reader *r, int32_t *node) {
    CS_TRY(read_not(r, node));
    for (;;) {
        cs_str word = peek(r);
        if (r->at == r->text.n || r->text.p[r->at] == ')' || cs_eq(word, CS_LIT("OR"))) return CASUS_OK;
        int32_t right;
        if (cs_eq(word, CS_LIT("AND"))) r->at += word.n;
        CS_TRY(read_not(r, &right));
        *node = add(r, (cs_query_node){ .kind = CS_QUERY_AND, .left = *node, .right = right });
    }
}

static casus_status read_or(reader *r, int32_t *node) {
    CS_TRY(read_and(r, node));
    while (cs_eq(peek(r), CS_LIT("OR"))) {
        int32_t right;
        r->at += 2;
        CS_TRY(read_and(r, &right));
        *node = add(r, (cs_query_node){ .kind = CS_QUERY_OR, .left = *node, .right = right });
    }
    return CASUS_OK;
}

casus_status cs_query_read(cs_str text, cs_query *out, cs_arena *a, cs_err *err) {
    reader r = { .text = text, .out = out, .a = a, .err = err };
    int32_t whole;
    *out = (cs_query){ 0 };
    if (text.n > CS_QUERY_BYTES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "expected at most %d bytes to look for", CS_QUERY_BYTES_MAX);
    ptrdiff_t bad = cs_utf8_invalid(text);
    if (bad >= 0) return cs_fail(err, CASUS_E_USAGE, bad, "expected UTF-8");
    CS_TRY(read_or(&r, &whole));
    skip_space(&r);
    if (r.at < text.n) return cs_fail(err, CASUS_E_USAGE, r.at, "expected no ) without a ( before it");
    return CASUS_OK;
}
