/* Reads rows of the actor register and checks every cell. See actor_table.h. */
#include "decode/actor_table.h"
#include "base/calendar.h"
#include "base/fold.h"
#include "base/tsv.h"
#include "base/utf8.h"

#define CS_X(e, n) n,
static const char *const column_name[CS_ACTOR_COL_COUNT] = { CS_ACTOR_COLUMNS(CS_X) };
#undef CS_X
#define CS_X(e, n) #e,
static const char *const sector_name[] = { CS_SECTORS(CS_X) };
#undef CS_X
enum { N_SECTORS = sizeof sector_name / sizeof *sector_name, MESSAGE_BYTES = 320 };

static cs_str str_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static int index_of(const char *const *names, int n, cs_str s) {
    for (int i = 0; i < n; i++)
        if (names[i] && s.n && names[i][0] == s.p[0] && cs_eq(str_of(names[i]), s)) return i;
    return -1;
}

int cs_sector_index(cs_str name) { return index_of(sector_name, N_SECTORS, name); }
cs_str cs_sector_name(int i) { return str_of(sector_name[i]); }
cs_str cs_sector_of(cs_str name) {
    int i = cs_sector_index(name);
    return i < 0 ? (cs_str){ 0 } : cs_sector_name(i);
}

bool cs_is_armed_sector(cs_str s) { return cs_eq(s, CS_LIT("MIL")) || cs_eq(s, CS_LIT("REB")) || cs_eq(s, CS_LIT("PRM")); }

/* ---- errors ---- */

/* "file.tsv:12: column type: expected person, group or …, found 'grp'" */
CASUS_MUST_CHECK static casus_status bad(const cs_actor_place *at, int column, const char *expected, cs_str found,
                                         cs_err *err) {
    casus_status code = at->own ? CASUS_E_INTERNAL : CASUS_E_INPUT;
    return cs_fail(err, code, at->line, "%s:%lld: column %s: expected %s but found \"" CS_FMT "\"", at->table,
                   (long long)at->line, column_name[column], expected, CS_ARG(found));
}

CASUS_MUST_CHECK static casus_status limit(const cs_actor_place *at, const char *what, int most, cs_err *err) {
    return cs_fail(err, at->own ? CASUS_E_INTERNAL : CASUS_E_LIMIT, at->line, "%s:%lld: expected at most %d %s", at->table,
                   (long long)at->line, most, what);
}

/* The names as "a, b, c or d". */
static const char *one_of(char out[MESSAGE_BYTES], const char *const *names, int beg, int end) {
    size_t n = 0;
    for (int i = beg; i < end; i++) {
        const char *sep = i == beg ? "" : i + 1 == end ? " or " : ", ";
        size_t more = strlen(sep) + strlen(names[i]);
        if (n + more >= MESSAGE_BYTES) break;
        memcpy(out + n, sep, strlen(sep));
        memcpy(out + n + strlen(sep), names[i], strlen(names[i]));
        n += more;
    }
    out[n] = 0;
    return out;
}

/* ---- cells ---- */

/* A register that is being filled, and the row at hand. */
typedef struct reader {
    cs_actors *r;
    cs_arena *a;
    const cs_actor_place *at;
    cs_err *err;
} reader;

static cs_str cell_of(const cs_actor_columns *c, const cs_str *cell, int n, cs_actor_column column) {
    int i = c->at[column];
    cs_str s = i < 0 || i >= n ? (cs_str){ 0 } : cs_trim(cell[i]);
    return cs_eq(s, CS_LIT("-")) ? (cs_str){ 0 } : s;
}

static bool is_id(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool sign = c == '-' && i > 0 && i + 1 < s.n;
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && !sign) return false;
    }
    return s.n > 0 && s.n <= CS_ACTOR_ID_BYTES_MAX;
}

static casus_status read_id(const reader *x, int column, cs_str s, cs_str *out) {
    if (!is_id(s)) return bad(x->at, column, "an id of at most 64 letters a-z, digits and hyphens", s, x->err);
    *out = s;
    return CASUS_OK;
}

static casus_status read_type(const reader *x, int column, cs_str s, uint8_t *out) {
    int i = index_of(cs_entity_type_name, CS_ENT_COUNT, s);
    char names[MESSAGE_BYTES];
    if (i < 0 || i > CS_ENT_POPULATION)
        return bad(x->at, column, one_of(names, cs_entity_type_name, 0, CS_ENT_POPULATION + 1), s, x->err);
    *out = (uint8_t)i;
    return CASUS_OK;
}

static casus_status read_sector(const reader *x, int column, cs_str s, cs_str *out) {
    *out = cs_sector_of(s);
    char names[MESSAGE_BYTES];
    return out->n ? CASUS_OK : bad(x->at, column, one_of(names, sector_name, 0, N_SECTORS), s, x->err);
}

static casus_status read_countries(const reader *x, cs_str s, cs_actor *row) {
    cs_str rest = s, code;
    while (cs_list_next(&rest, ' ', &code)) {
        bool ok = code.n == 3;
        for (ptrdiff_t i = 0; ok && i < 3; i++) ok = code.p[i] >= 'A' && code.p[i] <= 'Z';
        if (!ok) return bad(x->at, CS_ACTOR_COL_COUNTRY, "codes of three letters like MLI, with blanks between", s, x->err);
    }
    memcpy(row->country, s.p, 3);
    row->countries = s;
    return CASUS_OK;
}

static casus_status read_name(const reader *x, int column, cs_str s, cs_str *out) {
    *out = s;
    return cs_utf8_invalid(s) < 0 ? CASUS_OK : bad(x->at, column, "UTF-8", s, x->err);
}

/* "YYYY", "YYYY-MM" or "YYYY-MM-DD": its first or last day. */
static bool read_day(cs_str s, bool last, int32_t *out) {
    int32_t part[3] = { 0, 1, 1 }, n = 0;
    cs_str rest = s, item;
    while (cs_list_next(&rest, '-', &item)) {
        cs_i64_result v = cs_parse_i64(item);
        if (n == 3 || !v.ok || v.value < 1 || v.value > 9999 || item.n != (n ? 2 : 4)) return false;
        part[n++] = (int32_t)v.value;
    }
    if (n == 0 || cs_ends(s, CS_LIT("-")) || part[1] > 12) return false;
    if (last && n < 2) part[1] = 12;
    if (last && n < 3) part[2] = cs_month_days(part[0], part[1]);
    if (!cs_date_exists(part[0], part[1], part[2])) return false;
    *out = cs_day_of(part[0], part[1], part[2]);
    return true;
}

/* "FROM/UNTIL", either may be empty; or one date, which is a period too ("2014"). */
static casus_status read_period(const reader *x, int column, cs_str s, int32_t *from, int32_t *until) {
    static const char form[] = "a period like 2014-06-29/2019-03-23, 2014/ or 2014";
    cs_str end = s, beg;
    const char *slash = s.n ? memchr(s.p, '/', (size_t)s.n) : NULL;
    *from = INT32_MIN, *until = INT32_MAX;
    cs_list_next(&end, '/', &beg);
    if (!slash) end = beg;
    if (beg.n && !read_day(beg, false, from)) return bad(x->at, column, form, s, x->err);
    if (end.n && !read_day(end, true, until)) return bad(x->at, column, form, s, x->err);
    if (!beg.n && !end.n) return bad(x->at, column, form, s, x->err);
    return *from > *until ? bad(x->at, column, "a period that ends after it begins", s, x->err) : CASUS_OK;
}

/* "PERIOD SECTOR [OFFICE OR TYPE [ID]]" */
static casus_status read_term(const reader *x, const cs_actor *row, cs_str item, cs_actor_term *t) {
    const int column = CS_ACTOR_COL_TERMS;
    cs_str word[4] = { 0 }, rest = item;
    int n = 0;
    while (n < 4 && cs_list_next(&rest, ' ', &word[n])) n++;
    if (rest.n || n < 2) return bad(x->at, column, "a period, a sector, an office or type, and an id", item, x->err);
    t->type = row->type;
    CS_TRY(read_period(x, column, word[0], &t->from, &t->until));
    CS_TRY(read_sector(x, column, word[1], &t->sector));
    if (n > 2 && row->type == CS_ENT_PERSON)
        t->office = cs_eq(word[2], CS_LIT("-")) ? (cs_str){ 0 } : word[2];
    else if (n > 2)
        CS_TRY(read_type(x, column, word[2], &t->type));
    return n > 3 ? read_id(x, column, word[3], &t->of) : CASUS_OK;
}

/* "RELATION ID [PERIOD]" */
static casus_status read_link(const reader *x, cs_str item, cs_actor_link *l) {
    const int column = CS_ACTOR_COL_LINKS;
    cs_str word[3] = { 0 }, rest = item;
    int n = 0;
    while (n < 3 && cs_list_next(&rest, ' ', &word[n])) n++;
    if (rest.n || n < 2) return bad(x->at, column, "a relation, an id and, where known, a period", item, x->err);
    int kind = index_of(cs_type_name, CS_T_COUNT, word[0]);
    char names[MESSAGE_BYTES];
    if (kind < CS_T_EVENT_COUNT)
        return bad(x->at, column, one_of(names, cs_type_name, CS_T_EVENT_COUNT, CS_T_COUNT), word[0], x->err);
    l->kind = (uint8_t)kind;
    l->from = INT32_MIN, l->until = INT32_MAX;
    CS_TRY(read_id(x, column, word[1], &l->to));
    return n > 2 ? read_period(x, column, word[2], &l->from, &l->until) : CASUS_OK;
}

/* How many items a list between '|' has. */
static ptrdiff_t items(cs_str list) {
    ptrdiff_t n = 0;
    for (cs_str item; cs_list_next(&list, '|', &item);) n++;
    return n;
}

/* Names between '|', added to those that the row has. */
static casus_status read_aliases(const reader *x, cs_str list, cs_actor *row) {
    ptrdiff_t most = row->n_aliases + items(list);
    CS_VEC(cs_str) v = { CS_NEW(x->a, cs_str, most), 0, most };
    cs_str item;
    for (int32_t i = 0; i < row->n_aliases; i++) *CS_PUSH(x->a, &v) = row->alias[i];
    while (cs_list_next(&list, '|', &item)) {
        if (v.n == CS_ACTOR_LIST_MAX) return limit(x->at, "aliases", CS_ACTOR_LIST_MAX, x->err);
        CS_TRY(read_name(x, CS_ACTOR_COL_ALIASES, cs_trim(item), CS_PUSH(x->a, &v)));
    }
    row->alias = v.v, row->n_aliases = (int32_t)v.n;
    return CASUS_OK;
}

static casus_status read_terms(const reader *x, cs_str list, cs_actor *row) {
    ptrdiff_t most = items(list);
    CS_VEC(cs_actor_term) v = { CS_NEW(x->a, cs_actor_term, most), 0, most };
    cs_str item;
    while (cs_list_next(&list, '|', &item)) {
        if (v.n == CS_ACTOR_LIST_MAX) return limit(x->at, "terms", CS_ACTOR_LIST_MAX, x->err);
        CS_TRY(read_term(x, row, cs_trim(item), CS_PUSH(x->a, &v)));
    }
    row->term = v.v, row->n_terms = (int32_t)v.n;
    return CASUS_OK;
}

static casus_status read_links(const reader *x, cs_str list, cs_actor *row) {
    ptrdiff_t most = items(list);
    CS_VEC(cs_actor_link) v = { CS_NEW(x->a, cs_actor_link, most), 0, most };
    cs_str item;
    while (cs_list_next(&list, '|', &item)) {
        if (v.n == CS_ACTOR_LIST_MAX) return limit(x->at, "links", CS_ACTOR_LIST_MAX, x->err);
        CS_TRY(read_link(x, cs_trim(item), CS_PUSH(x->a, &v)));
    }
    row->link = v.v, row->n_links = (int32_t)v.n;
    return CASUS_OK;
}

/* ---- rows ---- */

casus_status cs_actor_header(const cs_str *cell, int n_cells, const cs_actor_place *at, cs_actor_columns *out, cs_err *err) {
    casus_status code = at->own ? CASUS_E_INTERNAL : CASUS_E_INPUT;
    char names[MESSAGE_BYTES];
    for (int c = 0; c < CS_ACTOR_COL_COUNT; c++) out->at[c] = -1;
    for (int i = 0; i < n_cells; i++) {
        cs_str s = cs_trim(cell[i]);
        int c = index_of(column_name, CS_ACTOR_COL_COUNT, s);
        if (c < 0 || out->at[c] >= 0)
            return cs_fail(err, code, at->line, "%s:%lld: expected the columns %s, each once, but found \"" CS_FMT "\"",
                           at->table, (long long)at->line, one_of(names, column_name, 0, CS_ACTOR_COL_COUNT), CS_ARG(s));
        out->at[c] = (int8_t)i;
    }
    static const cs_actor_column must[] = { CS_ACTOR_COL_ID, CS_ACTOR_COL_NAME, CS_ACTOR_COL_TYPE, CS_ACTOR_COL_SECTOR };
    for (size_t i = 0; i < sizeof must / sizeof *must; i++)
        if (out->at[must[i]] < 0)
            return cs_fail(err, code, at->line, "%s:%lld: expected a column %s but found none", at->table, (long long)at->line,
                           column_name[must[i]]);
    return CASUS_OK;
}

/* Where the entries of the name begin; NULL: it has no key. The key is made where it is to stay, and given back if it is
 * there already. */
static uint32_t *head_of(cs_arena *a, cs_map *names, cs_str name, bool *is_new) {
    char *p = cs_arena_raw(a, 1, 1, CS_ACTOR_NAME_BYTES_MAX);
    ptrdiff_t n = cs_actor_key(p, name);
    a->beg = p + n;
    if (!n) return NULL;
    uint32_t *head = cs_map_put(a, names, (cs_str){ p, n }, is_new);
    if (!*is_new && a->beg == p + n) a->beg = p;
    return head;
}

bool cs_actor_call(cs_actors *r, cs_arena *a, cs_map *names, cs_str name, int32_t row, bool first) {
    bool is_new;
    uint32_t *head = head_of(a, names, name, &is_new);
    if (!head) return false;
    int32_t at = is_new ? -1 : (int32_t)*head, last = -1, n = 0;
    for (int32_t i = at; i >= 0; i = r->entries.v[i].next, n++) {
        if (r->entries.v[i].row == row) return true;
        last = i;
    }
    if (n == CS_ACTOR_NAMESAKES_MAX) return false;
    int32_t made = (int32_t)r->entries.n;
    *CS_PUSH(a, &r->entries) = (cs_actor_entry){ row, first ? at : -1 };
    if (!first && last >= 0)
        r->entries.v[last].next = made;
    else
        *head = (uint32_t)made;
    return true;
}

void cs_actors_reserve(cs_actors *r, cs_arena *a, ptrdiff_t rows) {
    r->rows.v = CS_NEW(a, cs_actor, rows), r->rows.cap = rows;
    r->entries.v = CS_NEW(a, cs_actor_entry, 2 * rows), r->entries.cap = 2 * rows;
    cs_map_reserve(a, &r->id_at, (size_t)rows);
    cs_map_reserve(a, &r->name_at, 2 * (size_t)rows);
}

/* The row of the id: the one that is there (for a table of the user's), else a new one. */
static casus_status row_of(const reader *x, cs_str id, int32_t *row, bool *is_new) {
    uint32_t *at = cs_map_put(x->a, &x->r->id_at, id, is_new);
    if (!*is_new && x->at->own) return bad(x->at, CS_ACTOR_COL_ID, "each id once", id, x->err);
    if (*is_new) {
        if (x->r->rows.n == CS_ACTORS_MAX) return limit(x->at, "actors", CS_ACTORS_MAX, x->err);
        *at = (uint32_t)x->r->rows.n;
        CS_PUSH(x->a, &x->r->rows)->id = id;
    }
    *row = (int32_t)*at;
    return CASUS_OK;
}

static cs_str origin_of(const cs_actor_place *at, cs_arena *a) {
    const char *slash = strrchr(at->table, '/');
    return cs_printf(a, "actors:user %s:%lld", slash ? slash + 1 : at->table, (long long)at->line);
}

/* Why the row could not be put under the name in that column. */
CASUS_MUST_CHECK static casus_status refused(const reader *x, int column, cs_str name) {
    char key[CS_ACTOR_NAME_BYTES_MAX];
    if (cs_actor_key(key, name) > 0) return limit(x->at, "actors of one name", CS_ACTOR_NAMESAKES_MAX, x->err);
    return bad(x->at, column, "a name of at most 240 bytes, with a letter or digit", name, x->err);
}

casus_status cs_actor_add(cs_actors *r, cs_arena *a, const cs_actor_columns *columns, const cs_str *cell, int n_cells,
                          const cs_actor_place *at, cs_err *err) {
    const reader x = { r, a, at, err };
    cs_str c[CS_ACTOR_COL_COUNT], id = { 0 };
    for (int i = 0; i < CS_ACTOR_COL_COUNT; i++) c[i] = cell_of(columns, cell, n_cells, (cs_actor_column)i);
    CS_TRY(read_id(&x, CS_ACTOR_COL_ID, c[CS_ACTOR_COL_ID], &id));
    int32_t at_row = 0;
    bool is_new = false;
    CS_TRY(row_of(&x, id, &at_row, &is_new));
    cs_actor row = r->rows.v[at_row];
    if (is_new || c[CS_ACTOR_COL_NAME].n) CS_TRY(read_name(&x, CS_ACTOR_COL_NAME, c[CS_ACTOR_COL_NAME], &row.name));
    if (is_new || c[CS_ACTOR_COL_TYPE].n) CS_TRY(read_type(&x, CS_ACTOR_COL_TYPE, c[CS_ACTOR_COL_TYPE], &row.type));
    if (is_new || c[CS_ACTOR_COL_SECTOR].n) CS_TRY(read_sector(&x, CS_ACTOR_COL_SECTOR, c[CS_ACTOR_COL_SECTOR], &row.sector));
    if (c[CS_ACTOR_COL_COUNTRY].n) CS_TRY(read_countries(&x, c[CS_ACTOR_COL_COUNTRY], &row));
    if (c[CS_ACTOR_COL_ALIASES].n) CS_TRY(read_aliases(&x, c[CS_ACTOR_COL_ALIASES], &row));
    if (c[CS_ACTOR_COL_TERMS].n) CS_TRY(read_terms(&x, c[CS_ACTOR_COL_TERMS], &row));
    if (c[CS_ACTOR_COL_LINKS].n) CS_TRY(read_links(&x, c[CS_ACTOR_COL_LINKS], &row));
    if (c[CS_ACTOR_COL_SOURCE].n) row.source = c[CS_ACTOR_COL_SOURCE];
    if (!at->own) row.origin = origin_of(at, a);
    r->rows.v[at_row] = row;
    for (int32_t i = -1; i < row.n_aliases; i++)
        if (!cs_actor_call(r, a, &r->name_at, i < 0 ? row.name : row.alias[i], at_row, !at->own))
            return refused(&x, i < 0 ? CS_ACTOR_COL_NAME : CS_ACTOR_COL_ALIASES, i < 0 ? row.name : row.alias[i]);
    return CASUS_OK;
}

casus_status cs_actors_read(cs_actors *r, cs_arena *a, cs_str bytes, const char *table, bool own, cs_err *err) {
    cs_tsv t = { .rest = bytes };
    cs_actor_columns columns;
    for (bool header = true; cs_tsv_next(&t); header = false) {
        cs_actor_place at = { table, t.line, own };
        if (header) {
            CS_TRY(cs_actor_header(t.field, t.n, &at, &columns, err));
            continue;
        }
        CS_TRY(cs_actor_add(r, a, &columns, t.field, t.n, &at, err));
    }
    return CASUS_OK;
}

static casus_status unknown(const cs_actor *a, const char *column, cs_str id, cs_err *err) {
    return cs_fail(err, CASUS_E_INPUT, -1, "actor " CS_FMT ": column %s: expected the id of an actor but found \"" CS_FMT "\"",
                   CS_ARG(a->id), column, CS_ARG(id));
}

casus_status cs_actors_check(const cs_actors *r, cs_err *err) {
    for (ptrdiff_t i = 0; i < r->rows.n; i++) {
        const cs_actor *a = &r->rows.v[i];
        for (int32_t k = 0; k < a->n_terms; k++)
            if (a->term[k].of.n && !cs_actors_by_id(r, a->term[k].of)) return unknown(a, "terms", a->term[k].of, err);
        for (int32_t k = 0; k < a->n_links; k++)
            if (!cs_actors_by_id(r, a->link[k].to)) return unknown(a, "links", a->link[k].to, err);
    }
    return CASUS_OK;
}

/* ---- look-ups ---- */

/* "US" and "IS" are words in lower case, so short names in capitals keep their case. */
static bool keeps_case(const char *p, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++)
        if (p[i] < 'A' || p[i] > 'Z') return false;
    return n <= 3;
}

/* The name without a final possessive ("the army's", "the rebels'"). */
static cs_str without_possessive(cs_str s) {
    static const char typographic[] = "\xe2\x80\x99"; /* U+2019 */
    for (int with_s = 1; with_s >= 0; with_s--) {
        cs_str cut = with_s && cs_ends(s, CS_LIT("s")) ? cs_cut(s, 0, s.n - 1) : s;
        if (cut.n == s.n && with_s) continue;
        if (cut.n > 1 && cut.p[cut.n - 1] == '\'') return cs_cut(cut, 0, cut.n - 1);
        if (cut.n > 3 && cs_ends(cut, str_of(typographic))) return cs_cut(cut, 0, cut.n - 3);
    }
    return s;
}

ptrdiff_t cs_actor_key(char *into, cs_str name) {
    ptrdiff_t n = 0;
    name = without_possessive(name);
    for (ptrdiff_t i = 0; i < name.n;) {
        if (n + 4 > CS_ACTOR_NAME_BYTES_MAX) return 0;
        unsigned char c = (unsigned char)name.p[i];
        if ((c | 32u) - 'a' < 26u || c - (unsigned)'0' < 10u) {
            into[n++] = name.p[i++];
            continue;
        }
        uint32_t cp = cs_utf8_next(name, &i);
        const char *l = cs_fold_letters(cp);
        if (*l)
            for (; *l; l++) into[n++] = *l;
        else if (cp == '&') {
            if (n && into[n - 1] != ' ') into[n++] = ' ';
            memcpy(into + n, "and", 3), n += 3;
        } else if (cs_fold_drops(cp))
            continue;
        else if (cp >= 0x250 && !(cp >= 0x2000 && cp < 0x2070)) /* other alphabets as they are */
            n += cs_utf8_put(into + n, cp);
        else if (n && into[n - 1] != ' ')
            into[n++] = ' ';
    }
    while (n && into[n - 1] == ' ') n--;
    if (n > 4 && (into[0] | 32) == 't' && (into[1] | 32) == 'h' && (into[2] | 32) == 'e' && into[3] == ' ')
        memmove(into, into + 4, (size_t)(n -= 4));
    if (keeps_case(into, n)) return n;
    for (ptrdiff_t i = 0; i < n; i++)
        if (into[i] >= 'A' && into[i] <= 'Z') into[i] = (char)(into[i] + 32);
    return n;
}

const cs_actor *cs_actors_next(const cs_actors *r, const cs_map *names, cs_str name, int32_t *entry) {
    if (*entry < 0) {
        char buf[CS_ACTOR_NAME_BYTES_MAX];
        cs_str key = { buf, cs_actor_key(buf, name) };
        const uint32_t *at = key.n ? cs_map_get(names, key) : NULL;
        if (!at) return NULL;
        *entry = (int32_t)*at;
    } else {
        *entry = r->entries.v[*entry].next;
        if (*entry < 0) return NULL;
    }
    return &r->rows.v[r->entries.v[*entry].row];
}

const cs_actor *cs_actors_by_id(const cs_actors *r, cs_str id) {
    const uint32_t *at = cs_map_get(&r->id_at, id);
    return at ? &r->rows.v[*at] : NULL;
}

const cs_actor_term *cs_actor_term_on(const cs_actor *a, int32_t day) {
    const cs_actor_term *best = NULL;
    if (day == CS_DAY_NONE) return NULL;
    for (int32_t i = 0; i < a->n_terms; i++) {
        const cs_actor_term *t = &a->term[i];
        if (t->from <= day && day <= t->until && (!best || t->from > best->from)) best = t;
    }
    return best;
}
