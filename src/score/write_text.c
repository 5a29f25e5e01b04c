#include "export/text_lines.h"
#include "score/write.h"

enum { SHOWN_VALUES_MAX = 4 };

typedef struct view {
    cs_lines l;
    const cs_scored *s;
    int64_t most;
    cs_arena scratch;
} view;

/* With a point in every locale. v >= 0. */
static cs_str fixed(double v, int decimals, cs_arena *a) {
    long long unit = 1;
    for (int i = 0; i < decimals; i++) unit *= 10;
    long long n = (long long)(v * (double)unit + 0.5);
    return cs_printf(a, "%lld.%0*lld", n / unit, decimals, n % unit);
}

/* A line of a table: the figure, its interval, the counts that it comes from. */
static void show_figure(view *v, const char *label, int m, cs_str counts, cs_arena scratch) {
    const cs_figure *f = v->s->figures + m;
    bool share = m != CS_MEASURE_SURPLUS;
    double times = share ? 100 : 1;
    int decimals = share ? 1 : 2;
    cs_str value = f->has_value ? fixed(f->value * times, decimals, &scratch) : CS_LIT("-"), interval = CS_LIT("");
    if (f->has_interval) {
        cs_str low = fixed(f->low * times, decimals, &scratch), high = fixed(f->high * times, decimals, &scratch);
        interval = cs_printf(&scratch, CS_FMT " to " CS_FMT, CS_ARG(low), CS_ARG(high));
    }
    cs_buf_str(v->l.b, cs_printf(&scratch, "%-18s %6.*s   %-16.*s " CS_FMT "\n", label, CS_ARG(value), CS_ARG(interval),
                                 CS_ARG(counts)));
}

static cs_str three(const cs_tally *t, cs_arena *a) {
    return cs_printf(a, "%lld right, %lld coded, %lld expected", (long long)t->right, (long long)t->coded,
                     (long long)t->expected);
}

static cs_str counts_of(const view *v, cs_measure m, cs_arena *a) {
    const cs_tally *t = &v->s->figures[m].counts;
    switch (m) {
    case CS_MEASURE_FOUND: return cs_printf(a, "%lld of %lld statements", (long long)t->right, (long long)t->expected);
    case CS_MEASURE_VIOLENT: return cs_printf(a, "%lld of %lld coded", (long long)t->right, (long long)t->coded);
    case CS_MEASURE_SURPLUS: return cs_printf(a, "%lld coded for %lld", (long long)t->coded, (long long)t->expected);
    default: return three(t, a);
    }
}

static void show_measures(view *v) {
    static const struct {
        cs_measure m;
        const char *label;
    } rows[] = { { CS_MEASURE_FOUND, "found" },    { CS_MEASURE_VIOLENT, "violent precision" },
                 { CS_MEASURE_CORE, "core F1" },   { CS_MEASURE_MARKED, "marked F1" },
                 { CS_MEASURE_ALL, "all F1" },     { CS_MEASURE_LINKS, "incident links F1" },
                 { CS_MEASURE_SURPLUS, "surplus" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        cs_arena scratch = v->scratch;
        cs_str counts = counts_of(v, rows[i].m, &scratch);
        show_figure(v, rows[i].label, (int)rows[i].m, counts, scratch);
    }
    cs_lines_gap(&v->l);
}

static void show_fields(view *v) {
    cs_lines_put(&v->l, CS_TONE_STRONG, CS_LIT("F1 of each field"));
    cs_lines_end(&v->l);
    for (int f = 0; f < CS_FIELD_COUNT; f++) {
        cs_arena scratch = v->scratch;
        const cs_tally *t = &v->s->figures[f].counts;
        if (!t->expected) continue;
        cs_str counts = three(t, &scratch);
        show_figure(v, cs_field_name[f], f, counts, scratch);
    }
    cs_lines_gap(&v->l);
}

/* ---- the list ---- */

static void put_values(view *v, const char *label, const cs_str *values, ptrdiff_t n) {
    cs_lines_put(&v->l, CS_TONE_FAINT, (cs_str){ label, (ptrdiff_t)strlen(label) });
    if (!n) cs_lines_put(&v->l, CS_TONE_STRONG, CS_LIT("nothing"));
    for (ptrdiff_t i = 0; i < n && i < SHOWN_VALUES_MAX; i++) {
        if (i) cs_lines_put(&v->l, CS_TONE_FAINT, CS_LIT(" | "));
        cs_lines_put(&v->l, CS_TONE_STRONG, values[i]);
    }
    if (n > SHOWN_VALUES_MAX) cs_lines_put(&v->l, CS_TONE_FAINT, CS_LIT(" | …"));
}

static void quote(view *v, cs_str words) {
    cs_lines_put(&v->l, CS_TONE_QUOTE, CS_LIT("“"));
    cs_lines_put(&v->l, CS_TONE_QUOTE, words);
    cs_lines_put(&v->l, CS_TONE_QUOTE, CS_LIT("”"));
}

static void show_note(view *v, cs_str report, const cs_note *n) {
    cs_arena scratch = v->scratch;
    cs_str label = n->line ? cs_printf(&scratch, "line %d", n->line) : cs_printf(&scratch, "s%d", n->statement);
    cs_lines_label(&v->l, label);
    cs_lines_put(&v->l, CS_TONE_PLAIN, report);
    cs_lines_put(&v->l, CS_TONE_PLAIN, CS_LIT("   "));
    if (n->kind == CS_NOTE_MISSED) {
        put_values(v, "", n->expected.v, n->expected.n);
        cs_lines_put(&v->l, CS_TONE_PLAIN, CS_LIT("   "));
    }
    quote(v, n->words);
    if (n->line && n->statement) cs_lines_put(&v->l, CS_TONE_FAINT, cs_printf(&scratch, "   s%d", n->statement));
    if (n->kind == CS_NOTE_INVENTED) cs_lines_put(&v->l, CS_TONE_FAINT, cs_printf(&scratch, "   %u-%u", n->beg, n->end));
    if (n->other) cs_lines_put(&v->l, CS_TONE_PLAIN, cs_printf(&scratch, "   and line %d", n->other));
    cs_lines_end(&v->l);
    if (n->kind != CS_NOTE_FIELD) return;
    cs_lines_label(&v->l, (cs_str){ 0 });
    put_values(v, "expected ", n->expected.v, n->expected.n);
    put_values(v, "   found ", n->found.v, n->found.n);
    cs_lines_end(&v->l);
}

static bool is_listed(const cs_note *n, cs_note_kind kind, int field) {
    return n->kind == kind && (field < 0 || n->field == field);
}

/* One kind, or one field, under a heading that says how many there are. */
static void show_notes(view *v, const char *title, cs_note_kind kind, int field) {
    const cs_scored *s = v->s;
    cs_arena scratch = v->scratch;
    int64_t n = 0, shown = 0;
    for (ptrdiff_t i = 0; i < s->gold->reports.n; i++)
        for (ptrdiff_t k = 0; k < s->reports[i].notes.n; k++) n += is_listed(s->reports[i].notes.v + k, kind, field);
    if (!n || !v->most) return;
    cs_lines_put(&v->l, CS_TONE_STRONG, cs_printf(&scratch, "%s (%lld)", title, (long long)n));
    cs_lines_end(&v->l);
    for (ptrdiff_t i = 0; i < s->gold->reports.n; i++)
        for (ptrdiff_t k = 0; k < s->reports[i].notes.n; k++) {
            const cs_note *note = s->reports[i].notes.v + k;
            if (!is_listed(note, kind, field) || shown == v->most) continue;
            shown++;
            show_note(v, s->gold->reports.v[i].name, note);
        }
    if (shown < n) {
        cs_lines_label(&v->l, (cs_str){ 0 });
        cs_lines_put(&v->l, CS_TONE_FAINT,
                     cs_printf(&scratch, "… and %lld more; --missed %lld shows them", (long long)(n - shown), (long long)n));
        cs_lines_end(&v->l);
    }
    cs_lines_gap(&v->l);
}

static void show_head(view *v) {
    const cs_scored *s = v->s;
    cs_arena scratch = v->scratch;
    cs_lines_put(&v->l, CS_TONE_STRONG, s->gold_path);
    cs_lines_put(&v->l, CS_TONE_FAINT,
                 cs_printf(&scratch, " · %td reports, %lld statements · " CS_FMT " " CS_FMT, s->n_scored,
                           (long long)s->figures[CS_MEASURE_FOUND].counts.expected, CS_ARG(s->model.name),
                           CS_ARG(s->model.version)));
    cs_lines_end(&v->l);
    cs_str intervals = s->n_scored > 1
                           ? cs_printf(&scratch, "with 95 %% intervals from %d draws of %td reports", CS_DRAWS, s->n_scored)
                           : CS_LIT("no intervals: one report does not tell how much reports differ");
    cs_lines_put(&v->l, CS_TONE_FAINT, intervals);
    cs_lines_end(&v->l);
    ptrdiff_t skipped = s->gold->reports.n - s->n_scored;
    if (skipped || s->n_left_out) {
        cs_lines_put(&v->l, CS_TONE_MARK,
                     cs_printf(&scratch,
                               "left out: %td reports that were not coded, %d statements whose anchor is not in the text",
                               skipped, s->n_left_out));
        cs_lines_end(&v->l);
    }
    cs_lines_gap(&v->l);
}

void cs_scored_text(cs_buf *b, const cs_scored *s, int64_t notes_max, int width, bool colour, cs_arena scratch) {
    view v = { .l = cs_lines_make(b, width, colour), .s = s, .most = notes_max, .scratch = scratch };
    show_head(&v);
    show_measures(&v);
    show_fields(&v);
    show_notes(&v, "missed: no statement of casus is about these words", CS_NOTE_MISSED, -1);
    show_notes(&v, "invented: violent events that the sample does not have", CS_NOTE_INVENTED, -1);
    for (int f = 0; f < CS_FIELD_COUNT; f++) show_notes(&v, cs_field_name[f], CS_NOTE_FIELD, f);
    show_notes(&v, "one incident in the sample, two in casus", CS_NOTE_SPLIT, -1);
    show_notes(&v, "two incidents in the sample, one in casus", CS_NOTE_JOINED, -1);
}
