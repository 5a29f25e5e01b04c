/* The difference of two codings in words and as JSON. A is the old one and B the new, as in diff(1): what only A says has a
 * minus, what only B says a plus. */
#include "export/json.h"
#include "export/text_lines.h"
#include "score/diff.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct view {
    cs_lines l;
    const cs_diff_reading *a, *b;
    cs_arena scratch;
} view;

static bool is_changed(const cs_diff_statement *x, const cs_diff_statement *y) {
    for (int f = 0; f < CS_DIFF_FIELD_COUNT; f++)
        if (cs_diff_differs(x, y, (cs_diff_field)f)) return true;
    return false;
}

static cs_str kind_words(const cs_diff_statement *s, cs_arena *a) {
    cs_str type = s->field[CS_DIFF_TYPE].text, mode = s->field[CS_DIFF_MODE].text;
    return mode.n ? cs_join(a, cs_join(a, type, CS_LIT(" ")), mode) : type;
}

/* "“… the clause with its trigger …”" */
static void put_words(view *v, const cs_diff_statement *s) {
    ptrdiff_t at = s->trigger.n ? cs_find(s->words, s->trigger) : -1;
    cs_lines_put(&v->l, CS_TONE_QUOTE, CS_LIT("“"));
    if (at >= 0) {
        cs_lines_put(&v->l, CS_TONE_QUOTE, cs_cut(s->words, 0, at));
        cs_lines_put(&v->l, CS_TONE_STRONG, s->trigger);
        cs_lines_put(&v->l, CS_TONE_QUOTE, cs_cut(s->words, at + s->trigger.n, s->words.n));
    } else {
        cs_lines_put(&v->l, CS_TONE_QUOTE, s->words.n ? s->words : s->trigger);
    }
    cs_lines_put(&v->l, CS_TONE_QUOTE, CS_LIT("”"));
}

/* The fields that say who did what to whom, of a statement that the other coding lacks. */
static void show_alone(view *v, const cs_diff_statement *s, const char *sign) {
    cs_arena scratch = v->scratch;
    cs_lines_head(&v->l, cs_printf(&scratch, "%s", sign));
    cs_lines_put(&v->l, CS_TONE_STRONG, cs_printf(&scratch, CS_FMT " ", CS_ARG(s->id)));
    cs_lines_put(&v->l, CS_TONE_TYPE, cs_join(&scratch, kind_words(s, &scratch), CS_LIT(" ")));
    put_words(v, s);
    cs_lines_end(&v->l);
    for (int f = CS_DIFF_AGENT; f <= CS_DIFF_ACCORDING_TO; f++) {
        if (!s->field[f].text.n) continue;
        cs_lines_label(&v->l, (cs_str){ cs_diff_field_name[f], (ptrdiff_t)strlen(cs_diff_field_name[f]) });
        cs_lines_put(&v->l, CS_TONE_PLAIN, s->field[f].text);
        cs_lines_end(&v->l);
    }
    cs_str why = s->field[CS_DIFF_TYPE].why;
    if (!why.n) return;
    cs_lines_label(&v->l, CS_LIT("because"));
    cs_lines_put(&v->l, CS_TONE_FAINT, why);
    cs_lines_end(&v->l);
}

static void show_value(view *v, cs_str label, const char *sign, const cs_diff_value *x) {
    cs_arena scratch = v->scratch;
    cs_lines_label(&v->l, label);
    cs_lines_put(&v->l, CS_TONE_PLAIN, cs_printf(&scratch, "%s ", sign));
    cs_lines_put(&v->l, x->text.n ? CS_TONE_STRONG : CS_TONE_FAINT, x->text.n ? x->text : CS_LIT("nothing"));
    if (x->why.n) {
        cs_lines_put(&v->l, CS_TONE_FAINT, CS_LIT("   ("));
        cs_lines_put(&v->l, CS_TONE_FAINT, x->why);
        cs_lines_put(&v->l, CS_TONE_FAINT, CS_LIT(")"));
    }
    cs_lines_end(&v->l);
}

static void show_changed(view *v, const cs_diff_statement *x, const cs_diff_statement *y) {
    cs_arena scratch = v->scratch;
    cs_lines_head(&v->l, CS_LIT("~"));
    cs_str id = cs_eq(x->id, y->id) ? x->id : cs_printf(&scratch, CS_FMT ", now " CS_FMT, CS_ARG(x->id), CS_ARG(y->id));
    cs_lines_put(&v->l, CS_TONE_STRONG, cs_printf(&scratch, CS_FMT " ", CS_ARG(id)));
    cs_lines_put(&v->l, CS_TONE_TYPE, cs_join(&scratch, kind_words(y, &scratch), CS_LIT(" ")));
    put_words(v, y);
    cs_lines_end(&v->l);
    for (int f = 0; f < CS_DIFF_FIELD_COUNT; f++) {
        if (!cs_diff_differs(x, y, (cs_diff_field)f)) continue;
        show_value(v, (cs_str){ cs_diff_field_name[f], (ptrdiff_t)strlen(cs_diff_field_name[f]) }, "-", x->field + f);
        show_value(v, (cs_str){ 0 }, "+", y->field + f);
    }
}

/* ---- incidents ---- */

typedef struct pair {
    int32_t one, other; /* incidents of x and y that share a statement */
} pair;

static int by_one(const void *a, const void *b) {
    const pair *x = a, *y = b;
    if (x->one != y->one) return x->one < y->one ? -1 : 1;
    return (x->other > y->other) - (x->other < y->other);
}

/* An incident of x that is several of y: x's, then those of y. */
typedef void (*told)(void *ctx, const cs_diff_incident *one, const pair *others, ptrdiff_t n);

static void each_parted(const cs_diff_reading *x, const cs_diff_reading *y, told tell, void *ctx, cs_arena scratch) {
    pair *p = CS_NEW(&scratch, pair, x->statements.n + 1);
    ptrdiff_t n = 0, kept = 0;
    for (ptrdiff_t i = 0; i < x->statements.n; i++) {
        const cs_diff_statement *s = x->statements.v + i;
        int32_t there = s->twin < 0 ? -1 : y->statements.v[s->twin].incident;
        if (s->incident >= 0 && there >= 0) p[n++] = (pair){ s->incident, there };
    }
    if (n) qsort(p, (size_t)n, sizeof *p, by_one);
    for (ptrdiff_t i = 0; i < n; i++)
        if (!i || by_one(p + i, p + i - 1)) p[kept++] = p[i];
    for (ptrdiff_t i = 0, end; i < kept; i = end) {
        for (end = i + 1; end < kept && p[end].one == p[i].one; end++) continue;
        if (end - i > 1) tell(ctx, x->incidents.v + p[i].one, p + i, end - i);
    }
}

typedef struct telling {
    view *v;                  /* of text */
    cs_buf *out;              /* of JSON */
    const cs_diff_reading *y; /* whose incidents the others are */
    bool joined;
} telling;

static void show_parted(void *ctx, const cs_diff_incident *one, const pair *others, ptrdiff_t n) {
    telling *t = ctx;
    cs_arena scratch = t->v->scratch;
    cs_str all = { 0 }, reasons = one->reasons;
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_str id = t->y->incidents.v[others[i].other].id;
        all = cs_printf(&scratch, "%.*s%s" CS_FMT, (int)all.n, all.n ? all.p : "",
                        !i          ? ""
                        : i + 1 < n ? ", "
                                    : " and ",
                        CS_ARG(id));
    }
    cs_lines_head(&t->v->l, CS_LIT("~"));
    cs_lines_put(
        &t->v->l, CS_TONE_PLAIN,
        t->joined ? cs_printf(&scratch, "incidents %.*s of A are one in B, " CS_FMT, (int)all.n, all.p, CS_ARG(one->id))
                  : cs_printf(&scratch, "incident " CS_FMT " of A is several in B, %.*s", CS_ARG(one->id), (int)all.n, all.p));
    cs_lines_end(&t->v->l);
    if (!reasons.n) return;
    cs_lines_label(&t->v->l, t->joined ? CS_LIT("now one by") : CS_LIT("was one by"));
    cs_lines_put(&t->v->l, CS_TONE_FAINT, reasons);
    cs_lines_end(&t->v->l);
}

void cs_diff_text(cs_buf *out, const cs_diff_reading *a, const cs_diff_reading *b, int width, bool colour, cs_arena scratch) {
    view v = { .l = cs_lines_make(out, width, colour), .a = a, .b = b, .scratch = scratch };
    cs_str path = b->path.n ? b->path : b->id;
    cs_lines_put(&v.l, CS_TONE_STRONG, path);
    if (b->title.n) cs_lines_put(&v.l, CS_TONE_PLAIN, CS_LIT("   "));
    cs_lines_put(&v.l, CS_TONE_PLAIN, b->title);
    cs_lines_end(&v.l);
    if (!cs_eq(a->text, b->text) && a->text.n && b->text.n) {
        cs_lines_put(&v.l, CS_TONE_FAINT,
                     CS_LIT("(its text is another in B; only what both texts begin and end with is compared)"));
        cs_lines_end(&v.l);
    }
    for (ptrdiff_t i = 0; i < a->statements.n; i++) {
        const cs_diff_statement *s = a->statements.v + i;
        if (s->twin < 0)
            show_alone(&v, s, "-");
        else if (is_changed(s, b->statements.v + s->twin))
            show_changed(&v, s, b->statements.v + s->twin);
    }
    for (ptrdiff_t i = 0; i < b->statements.n; i++)
        if (b->statements.v[i].twin < 0) show_alone(&v, b->statements.v + i, "+");
    telling parted = { .v = &v, .y = b }, joined = { .v = &v, .y = a, .joined = true };
    each_parted(a, b, show_parted, &parted, v.scratch);
    each_parted(b, a, show_parted, &joined, v.scratch);
    cs_lines_gap(&v.l);
}

void cs_diff_alone_text(cs_buf *out, cs_str path, char side) {
    cs_lines l = cs_lines_make(out, 0, false);
    cs_lines_put(&l, CS_TONE_PLAIN, path);
    cs_lines_put(&l, CS_TONE_PLAIN, side == 'A' ? CS_LIT(": only in A") : CS_LIT(": only in B"));
    cs_lines_end(&l);
}

static void number_line(cs_buf *out, const char *label, int64_t n) {
    char line[80];
    snprintf(line, sizeof line, "  %-24s %10lld\n", label, (long long)n);
    cs_buf_put(out, line);
}

void cs_diff_counts_text(cs_buf *out, const cs_diff_counts *c) {
    cs_buf_put(out, "in all\n");
    number_line(out, "reports in both", c->both);
    number_line(out, "  with a difference", c->different);
    number_line(out, "reports only in A", c->only_a);
    number_line(out, "reports only in B", c->only_b);
    number_line(out, "statements in both", c->statements_both);
    for (int f = 0; f < CS_DIFF_FIELD_COUNT; f++) {
        char label[40];
        snprintf(label, sizeof label, "  other %s", cs_diff_field_name[f]);
        if (c->field[f]) number_line(out, label, c->field[f]);
    }
    number_line(out, "statements only in A", c->statements_a);
    number_line(out, "statements only in B", c->statements_b);
    number_line(out, "incidents parted", c->parted);
    number_line(out, "incidents joined", c->joined);
}

/* ---- JSON ---- */

static void alone_member(cs_buf *out, const char *name, const cs_diff_reading *r) {
    cs_json_list(out, name);
    for (ptrdiff_t i = 0; i < r->statements.n; i++) {
        const cs_diff_statement *s = r->statements.v + i;
        if (s->twin >= 0) continue;
        cs_json_item(out);
        cs_json_text(out, "id", s->id);
        for (int f = 0; f < CS_DIFF_FIELD_COUNT; f++)
            if (s->field[f].text.n) cs_json_text(out, cs_diff_field_name[f], s->field[f].text);
        cs_json_text(out, "why", s->field[CS_DIFF_TYPE].why);
        cs_json_item_end(out);
    }
    cs_json_list_end(out);
}

static void changed_member(cs_buf *out, const cs_diff_reading *a, const cs_diff_reading *b) {
    cs_json_list(out, "changed");
    for (ptrdiff_t i = 0; i < a->statements.n; i++) {
        const cs_diff_statement *x = a->statements.v + i, *y = x->twin < 0 ? NULL : b->statements.v + x->twin;
        if (!y || !is_changed(x, y)) continue;
        cs_json_item(out);
        cs_json_text(out, "a", x->id);
        cs_json_text(out, "b", y->id);
        cs_json_text(out, "words", y->words);
        cs_json_name(out, "fields");
        cs_json_item(out);
        for (int f = 0; f < CS_DIFF_FIELD_COUNT; f++) {
            if (!cs_diff_differs(x, y, (cs_diff_field)f)) continue;
            cs_json_name(out, cs_diff_field_name[f]);
            cs_json_item(out);
            cs_json_text(out, "a", x->field[f].text);
            cs_json_text(out, "b", y->field[f].text);
            cs_json_text(out, "why_a", x->field[f].why);
            cs_json_text(out, "why_b", y->field[f].why);
            cs_json_item_end(out);
        }
        cs_json_item_end(out);
        cs_json_item_end(out);
    }
    cs_json_list_end(out);
}

static void write_parted(void *ctx, const cs_diff_incident *one, const pair *others, ptrdiff_t n) {
    telling *t = ctx;
    cs_json_item(t->out);
    cs_json_text(t->out, t->joined ? "b" : "a", one->id);
    cs_json_list(t->out, t->joined ? "a" : "b");
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_json_next(t->out);
        cs_buf_json(t->out, t->y->incidents.v[others[i].other].id);
    }
    cs_json_list_end(t->out);
    cs_json_text(t->out, "reasons", one->reasons);
    cs_json_item_end(t->out);
}

void cs_diff_json(cs_buf *out, const cs_diff_reading *a, const cs_diff_reading *b, cs_arena scratch) {
    telling parted = { .out = out, .y = b }, joined = { .out = out, .y = a, .joined = true };
    cs_json_item(out);
    cs_json_text(out, "report", b->id);
    cs_json_text(out, "path", b->path);
    cs_json_word(out, "in", "both");
    cs_json_bool(out, "same_text", cs_eq(a->text, b->text));
    alone_member(out, "only_a", a);
    alone_member(out, "only_b", b);
    changed_member(out, a, b);
    cs_json_list(out, "parted");
    each_parted(a, b, write_parted, &parted, scratch);
    cs_json_list_end(out);
    cs_json_list(out, "joined");
    each_parted(b, a, write_parted, &joined, scratch);
    cs_buf_put(out, "]}\n");
}

void cs_diff_alone_json(cs_buf *out, cs_str path, char side) {
    cs_json_item(out);
    cs_json_text(out, "path", path);
    cs_json_text(out, "in", (cs_str){ &side, 1 });
    cs_buf_put(out, "}\n");
}

void cs_diff_counts_json(cs_buf *out, const cs_diff_counts *c) {
    cs_buf_put(out, "{\"totals\":{");
    cs_json_int(out, "reports_both", c->both);
    cs_json_int(out, "reports_different", c->different);
    cs_json_int(out, "reports_a", c->only_a);
    cs_json_int(out, "reports_b", c->only_b);
    cs_json_int(out, "statements_both", c->statements_both);
    cs_json_int(out, "statements_a", c->statements_a);
    cs_json_int(out, "statements_b", c->statements_b);
    cs_json_name(out, "fields");
    cs_json_item(out);
    for (int f = 0; f < CS_DIFF_FIELD_COUNT; f++) cs_json_int(out, cs_diff_field_name[f], c->field[f]);
    cs_json_item_end(out);
    cs_json_int(out, "parted", c->parted);
    cs_json_int(out, "joined", c->joined);
    cs_buf_put(out, "}}\n");
}
