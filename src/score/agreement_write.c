#include "export/json.h"
#include "score/agreement.h"
#include <math.h>

static const char *const METRICS[] = { "nominal", "interval", "ratio" };
static const char LEGEND[] =
    "\nalpha: 1 is full agreement, 0 what chance gives; - where all values are the same, so that there is nothing to tell\n";

static bool shows(const cs_agreement_look *look, int field) { return look->field[field]; }

/* ---- text ---- */

/* -0.123, in six places; with a point in every locale. */
static cs_str fixed(double v, cs_arena *a) {
    long long n = (long long)((v < 0 ? -v : v) * 1000 + 0.5);
    return cs_printf(a, "%s%lld.%03lld", v < 0 && n ? "-" : "", n / 1000, n % 1000);
}

static void put_field(cs_buf *b, const cs_agreement *g, int f, cs_arena a) {
    const cs_alpha *x = g->alpha + f;
    cs_str value = x->has_value ? fixed(x->value, &a) : CS_LIT("-"), interval = { 0 };
    if (g->has_interval[f]) {
        cs_str low = fixed(g->low[f], &a), high = fixed(g->high[f], &a);
        interval = cs_printf(&a, "%.*s to %.*s", (int)low.n, low.p, (int)high.n, high.p);
    }
    cs_buf_str(b, cs_printf(&a, "%-12s %-9s %7.*s   %-18.*s %6lld %6lld\n", cs_agree_field_name[f], METRICS[cs_agree_metric[f]],
                            (int)value.n, value.p, (int)interval.n, interval.p, (long long)x->n_units, (long long)x->n_agree));
}

static void put_said(cs_buf *b, cs_str who, cs_str said) {
    cs_buf_str(b, who);
    cs_buf_put(b, ": ");
    cs_buf_str(b, said.n ? said : CS_LIT("not known"));
}

static void put_difference(cs_buf *b, const cs_agreement *g, const cs_disagreement *d) {
    cs_buf_put(b, d->statement ? "  statement " : "  incident ");
    cs_buf_i64(b, d->statement ? d->statement : d->incident);
    cs_buf_put(b, ", report ");
    cs_buf_i64(b, d->report);
    cs_buf_put(b, ", ");
    cs_buf_put(b, cs_agree_field_name[d->field]);
    cs_buf_put(b, "   ");
    put_said(b, g->who[0], d->said[0]);
    cs_buf_put(b, ", ");
    put_said(b, g->who[1], d->said[1]);
    if (d->words.n) {
        cs_buf_put(b, "   “");
        cs_buf_str(b, d->words);
        cs_buf_put(b, "”");
    }
    cs_buf_char(b, '\n');
}

void cs_agreement_text(cs_buf *b, const cs_agreement *g, const cs_agreement_look *look, cs_arena scratch) {
    int64_t n = 0, left = 0;
    cs_buf_str(b, g->who[0]);
    cs_buf_put(b, " and ");
    cs_buf_str(b, g->who[1]);
    cs_buf_str(b, cs_printf(&scratch, ": both decided on %lld statements and %lld incidents of %lld reports\n\n",
                            (long long)g->n_statements, (long long)g->n_incidents, (long long)g->n_reports));
    cs_buf_str(b, cs_printf(&scratch, "%-12s %-9s %7s   %-18s %6s %6s\n", "field", "metric", "alpha", "95 % interval", "units",
                            "agree"));
    for (int f = 0; f < CS_AGREE_FIELD_COUNT; f++)
        if (shows(look, f)) put_field(b, g, f, scratch);
    cs_buf_put(b, LEGEND);
    for (ptrdiff_t i = 0; look->list && i < g->differ.n; i++) {
        const cs_disagreement *d = g->differ.v + i;
        if (!shows(look, (int)d->field)) continue;
        if (look->list >= 0 && n == look->list) {
            left++;
            continue;
        }
        if (!n++) cs_buf_put(b, "\nwhere they differ\n");
        put_difference(b, g, d);
    }
    if (left) cs_buf_str(b, cs_printf(&scratch, "  and %lld more: --list N\n", (long long)left));
}

/* ---- JSON ---- */

static void put_real(cs_buf *b, const char *name, double v, bool known) { cs_json_real(b, name, known ? v : NAN, 6); }

static void put_field_json(cs_buf *b, const cs_agreement *g, int f) {
    const cs_alpha *x = g->alpha + f;
    cs_json_name(b, cs_agree_field_name[f]);
    cs_json_item(b);
    cs_json_word(b, "metric", METRICS[cs_agree_metric[f]]);
    put_real(b, "alpha", x->value, x->has_value);
    put_real(b, "low", g->low[f], g->has_interval[f]);
    put_real(b, "high", g->high[f], g->has_interval[f]);
    cs_json_int(b, "units", x->n_units);
    cs_json_int(b, "agree", x->n_agree);
    cs_json_item_end(b);
}

static void put_difference_json(cs_buf *b, const cs_disagreement *d) {
    cs_json_item(b);
    if (d->statement)
        cs_json_int(b, "statement", d->statement);
    else
        cs_json_int(b, "incident", d->incident);
    cs_json_int(b, "report", d->report);
    cs_json_word(b, "field", cs_agree_field_name[d->field]);
    cs_json_list(b, "said");
    for (int i = 0; i < 2; i++) {
        cs_json_next(b);
        if (d->said[i].n)
            cs_buf_json(b, d->said[i]);
        else
            cs_buf_put(b, "null");
    }
    cs_json_list_end(b);
    cs_json_text(b, "words", d->words);
    cs_json_item_end(b);
}

void cs_agreement_json(cs_buf *b, const cs_agreement *g, const cs_agreement_look *look) {
    int64_t n = 0;
    cs_buf_put(b, "{\"schema\":\"casus.agreement/1\",\"who\":[");
    cs_buf_json(b, g->who[0]);
    cs_buf_char(b, ',');
    cs_buf_json(b, g->who[1]);
    cs_buf_char(b, ']');
    cs_json_int(b, "statements", g->n_statements);
    cs_json_int(b, "incidents", g->n_incidents);
    cs_json_int(b, "reports", g->n_reports);
    cs_json_name(b, "fields");
    cs_json_item(b);
    for (int f = 0; f < CS_AGREE_FIELD_COUNT; f++)
        if (shows(look, f)) put_field_json(b, g, f);
    cs_json_item_end(b);
    cs_json_list(b, "differ");
    for (ptrdiff_t i = 0; i < g->differ.n && (look->list < 0 || n < look->list); i++) {
        if (!shows(look, (int)g->differ.v[i].field)) continue;
        n++;
        put_difference_json(b, g->differ.v + i);
    }
    cs_buf_put(b, "]}\n");
}
