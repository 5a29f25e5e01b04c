#include "export/panel.h"

enum { FIGURES_MAX = 6, COLUMNS_MAX = CS_PANEL_BY_MAX * CS_PANEL_CELLS_MAX + FIGURES_MAX };

static const char *const CELLS[CS_PANEL_BYS][CS_PANEL_CELLS_MAX] = {
    { "country" }, { "country", "admin1" }, { "gid", "lat", "lon" }, { "actor", "actor_name" }, { "type" }, { "month" },
};
static const char *const FIGURES[CS_PANEL_WHATS][FIGURES_MAX] = {
    { "incidents" },
    { "incidents", "told", "killed_low", "killed_best", "killed_high", "killed_open" },
    { "incidents", "told", "wounded_low", "wounded_best", "wounded_high", "wounded_open" },
};

typedef struct line {
    cs_str cell[COLUMNS_MAX];
    bool is_number[COLUMNS_MAX];
    int n;
    char digits[FIGURES_MAX][24];
} line;

static void put(line *l, cs_str s, bool is_number) {
    l->is_number[l->n] = is_number;
    l->cell[l->n++] = s;
}

static void put_word(line *l, const char *s, bool is_number) { put(l, (cs_str){ s, (ptrdiff_t)strlen(s) }, is_number); }

/* "country" stands in two of them where a table is by country and by region. */
static bool hides(const cs_panel *p, int by, int cell) {
    if (p->by[by] != CS_PANEL_ADMIN1 || cell) return false;
    for (int i = 0; i < p->n_by; i++)
        if (p->by[i] == CS_PANEL_COUNTRY) return true;
    return false;
}

static void head(line *l, const cs_panel *p) {
    l->n = 0;
    for (int i = 0; i < p->n_by; i++)
        for (int k = 0; k < CS_PANEL_CELLS_MAX && CELLS[p->by[i]][k]; k++)
            if (!hides(p, i, k)) put_word(l, CELLS[p->by[i]][k], p->by[i] == CS_PANEL_GRID);
    for (int k = 0; k < FIGURES_MAX && FIGURES[p->what][k]; k++) put_word(l, FIGURES[p->what][k], true);
}

/* false: nothing is in it, and what it is of is not known, or a region is not one of the country. */
static bool row(line *l, const cs_panel *p, int64_t at) {
    const cs_panel_value *v[CS_PANEL_BY_MAX];
    const cs_panel_tally *t = p->row + at;
    bool unknown = false;
    l->n = 0;
    for (int i = p->n_by - 1; i >= 0; i--) {
        v[i] = p->value[i] + at % p->n_values[i];
        unknown |= v[i]->unknown;
        at /= p->n_values[i];
    }
    for (int i = 0; i < p->n_by; i++)
        for (int k = 0; k < p->n_by; k++)
            unknown |= p->by[i] == CS_PANEL_COUNTRY && p->by[k] == CS_PANEL_ADMIN1 && !cs_eq(v[i]->cell[0], v[k]->cell[0]);
    if (unknown && !t->incidents) return false;
    for (int i = 0; i < p->n_by; i++)
        for (int k = 0; k < CS_PANEL_CELLS_MAX && CELLS[p->by[i]][k]; k++)
            if (!hides(p, i, k)) put(l, v[i]->cell[k], p->by[i] == CS_PANEL_GRID);
    const int64_t figures[FIGURES_MAX] = { t->incidents, t->told, t->low, t->best, t->high, t->open };
    for (int k = 0; k < FIGURES_MAX && FIGURES[p->what][k]; k++) {
        cs_buf b = { .p = l->digits[k], .cap = sizeof l->digits[k] };
        cs_buf_i64(&b, figures[k]);
        put(l, (cs_str){ l->digits[k], (ptrdiff_t)b.n }, true);
    }
    return true;
}

static void write_csv(cs_buf *b, const line *l) {
    for (int i = 0; i < l->n; i++) {
        if (i) cs_buf_char(b, ',');
        cs_buf_csv(b, l->cell[i]);
    }
    cs_buf_char(b, '\n');
}

void cs_panel_csv(cs_buf *b, const cs_panel *p) {
    line l;
    head(&l, p);
    write_csv(b, &l);
    for (int64_t i = 0; i < p->n_rows; i++)
        if (row(&l, p, i)) write_csv(b, &l);
}

static void write_json(cs_buf *b, const line *l, bool names) {
    cs_buf_char(b, '[');
    for (int i = 0; i < l->n; i++) {
        if (i) cs_buf_char(b, ',');
        if (!l->cell[i].n)
            cs_buf_put(b, "null");
        else if (!names && l->is_number[i] && !cs_eq(l->cell[i], CS_LIT("unknown")))
            cs_buf_str(b, l->cell[i]);
        else
            cs_buf_json(b, l->cell[i]);
    }
    cs_buf_char(b, ']');
}

void cs_panel_json(cs_buf *b, const cs_panel *p) {
    line l;
    bool any = false;
    head(&l, p);
    cs_buf_put(b, "{\"columns\":");
    write_json(b, &l, true);
    cs_buf_put(b, ",\"rows\":[");
    for (int64_t i = 0; i < p->n_rows; i++) {
        if (!row(&l, p, i)) continue;
        if (any) cs_buf_char(b, ',');
        write_json(b, &l, false);
        any = true;
    }
    cs_buf_put(b, "]}");
}

/* In code points: near enough for a table. */
static int width_of(cs_str s) {
    int n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static void write_text(cs_buf *b, const line *l, const int *width) {
    for (int i = 0; i < l->n; i++) {
        int gap = width[i] - width_of(l->cell[i]);
        if (i) cs_buf_put(b, "  ");
        for (int k = 0; k < gap && l->is_number[i]; k++) cs_buf_char(b, ' ');
        cs_buf_str(b, l->cell[i]);
        for (int k = 0; k < gap && !l->is_number[i] && i + 1 < l->n; k++) cs_buf_char(b, ' ');
    }
    cs_buf_char(b, '\n');
}

static void widen(int *width, const line *l) {
    for (int i = 0; i < l->n; i++) {
        int n = width_of(l->cell[i]);
        if (n > width[i]) width[i] = n;
    }
}

void cs_panel_text(cs_buf *b, const cs_panel *p) {
    int width[COLUMNS_MAX] = { 0 };
    line l;
    head(&l, p);
    widen(width, &l);
    for (int64_t i = 0; i < p->n_rows; i++)
        if (row(&l, p, i)) widen(width, &l);
    head(&l, p);
    write_text(b, &l, width);
    for (int64_t i = 0; i < p->n_rows; i++)
        if (row(&l, p, i)) write_text(b, &l, width);
}
