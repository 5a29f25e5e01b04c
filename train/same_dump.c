#define _POSIX_C_SOURCE 200809L /* getline */
/* What linking across reports sees of coded reports, and what it makes of them, for train/same.py, which builds and runs this.
 * usage: same_dump words|pairs|incidents|why [--single] CODED.jsonl…       (what casus code --format json printed)
 *        same_dump deeds CASE                                             (a case with the reports)
 *        same_dump cluster UNSEEN JOIN                                    (on standard input "N", then "A B P" for each tie)
 * --single: each statement is an account of its own, whatever incident the report makes of it.
 * words: "STEM\tN" for each stem that N reports have, and "\tN" for all reports.
 * pairs: "account\tREPORT\tSTATEMENT…" per incident of a report, in the order of their content, then "pair\tI\tJ" with what
 *   cs_same_see sees, a number for each aspect, for the accounts that are compared; first "aspects\tNAME…"; last "keys\tN…",
 *   how many accounts have each key.
 * incidents: {"id", "statements": [{"report", "statement"}]} a line. why: these, and the links between accounts on standard
 * error. deeds: "aspects\tNAME…", then "pair\tA\tB" with what cs_deed_see sees of each two statements that are compared for
 * deeds, each statement as TEXT:NUMBER (SHA-256 of the text, sN). cluster: the label of each of N things, as cs_cluster_by
 * gives it. REPORT is the base name of the report's path without .txt. */
#include "base/map.h"
#include "link/cluster.h"
#include "link/deed.h"
#include "link/same.h"
#include "link/same_see.h"
#include "store/account.h"
#include "store/deeds.h"
#include "store/work.h"
#include <stdio.h>
#include <stdlib.h>

typedef struct item {
    cs_account account;
    cs_str report, packed; /* packed: what accounts are ordered by */
    const json_t *ids;
} item;

typedef struct dump {
    CS_VEC(item) items;
    CS_VEC(json_t *) readings;
    cs_map reports; /* of a stem */
    CS_VEC(cs_str) stems;
    cs_arena *a;
    bool single;
} dump;

static void print(cs_str s) { fwrite(s.p, 1, (size_t)s.n, stdout); }

/* ---- reading ---- */

static cs_str base_name(const json_t *reading, cs_arena *a) {
    cs_str s = cs_store_text(json_object_get(json_object_get(reading, "source"), "path"));
    for (ptrdiff_t i = s.n - 1; i >= 0; i--)
        if (s.p[i] == '/') {
            s = cs_cut(s, i + 1, s.n);
            break;
        }
    if (cs_ends(s, CS_LIT(".txt"))) s.n -= 4;
    return cs_dup(a, s);
}

static void count_words(dump *d, const json_t *reading) {
    cs_arena a = *d->a;
    cs_str text = cs_store_text(json_object_get(reading, "text"));
    cs_map seen = { 0 };
    CS_VEC(cs_stem) own = { 0 };
    for (cs_stem s; (s = cs_stem_next(&text)).n;) *CS_PUSH(&a, &own) = s;
    for (ptrdiff_t i = 0; i < own.n; i++) {
        bool is_new;
        cs_map_put(&a, &seen, cs_stem_text(&own.v[i]), &is_new);
        if (!is_new) own.v[i].n = 0;
    }
    *d->a = a; /* what was thought is kept: a tool may waste */
    for (ptrdiff_t i = 0; i < own.n; i++) {
        if (!own.v[i].n) continue;
        bool is_new;
        cs_str stem = cs_stem_text(&own.v[i]);
        ++*cs_map_put(d->a, &d->reports, stem, &is_new);
        if (is_new) *CS_PUSH(d->a, &d->stems) = stem;
    }
}

static casus_status draw(dump *d, const json_t *reading, cs_str report, const json_t *ids, cs_word_memo *memo, cs_err *err) {
    item x = { .report = report, .ids = ids };
    cs_buf packed = { 0 };
    CS_TRY(cs_account_draw(&x.account, reading, ids, memo, d->a, err));
    cs_account_pack(&x.account, &packed);
    x.packed = cs_dup(d->a, (cs_str){ packed.p, (ptrdiff_t)packed.n });
    cs_buf_free(&packed);
    CS_TRY(cs_account_unpack(x.packed, &x.account, d->a, err));
    *CS_PUSH(d->a, &d->items) = x;
    return CASUS_OK;
}

static casus_status draw_all(dump *d, const json_t *reading, cs_err *err) {
    size_t i, k;
    json_t *incident, *id;
    cs_str report = base_name(reading, d->a);
    cs_word_memo *memo = CS_NEW(d->a, cs_word_memo, 1);
    json_array_foreach(json_object_get(reading, "incidents"), i, incident) {
        const json_t *ids = json_object_get(incident, "statements");
        if (!d->single) CS_TRY(draw(d, reading, report, ids, memo, err));
        if (d->single) json_array_foreach(ids, k, id) CS_TRY(draw(d, reading, report, json_pack("[O]", id), memo, err));
    }
    return CASUS_OK;
}

static casus_status read_all(dump *d, const char *path, bool words, cs_err *err) {
    FILE *f = fopen(path, "rb");
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    if (!f) return cs_fail(err, CASUS_E_INPUT, -1, "%s: cannot be read", path);
    while ((n = getline(&line, &cap, f)) > 0) {
        json_t *reading;
        CS_TRY(cs_store_parse((cs_str){ line, n }, &reading, err));
        *CS_PUSH(d->a, &d->readings) = reading;
        if (words)
            count_words(d, reading);
        else
            CS_TRY(draw_all(d, reading, err));
    }
    free(line);
    fclose(f);
    return CASUS_OK;
}

/* ---- pairs ---- */

static int by_content(const void *a, const void *b) {
    const item *x = a, *y = b;
    int c = cs_cmp(x->packed, y->packed);
    return c ? c : cs_cmp(cs_store_text(json_array_get(x->ids, 0)), cs_store_text(json_array_get(y->ids, 0)));
}

typedef struct held {
    int64_t key;
    int item;
} held;

static int by_key(const void *a, const void *b) {
    const held *x = a, *y = b;
    int64_t k = llabs(x->key), m = llabs(y->key);
    return k != m ? (k > m) - (k < m) : (x->item > y->item) - (x->item < y->item);
}

typedef struct pair {
    int a, b;
} pair;
typedef CS_VEC(pair) pairs;

static int by_members(const void *a, const void *b) {
    const pair *x = a, *y = b;
    return x->a != y->a ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* Each once. Opposite keys meet, two keys below 0 do not (link/same.h). sizes: if not NULL, gets the number of accounts of each
 * key. */
static pairs compared(dump *d, FILE *sizes) {
    CS_VEC(held) all = { 0 };
    pairs out = { 0 };
    for (int i = 0; i < d->items.n; i++) {
        int64_t keys[CS_ACCOUNT_KEYS_MAX];
        int n = cs_account_keys(&d->items.v[i].account, keys);
        for (int k = 0; k < n; k++) *CS_PUSH(d->a, &all) = (held){ keys[k], i };
    }
    if (all.n) qsort(all.v, (size_t)all.n, sizeof *all.v, by_key);
    for (ptrdiff_t beg = 0, end; beg < all.n; beg = end) {
        for (end = beg; end < all.n && llabs(all.v[end].key) == llabs(all.v[beg].key);) end++;
        if (sizes) fprintf(sizes, "\t%td", end - beg);
        for (ptrdiff_t i = beg; i < end; i++)
            for (ptrdiff_t k = i + 1; k < end; k++)
                if (all.v[i].key > 0 || all.v[k].key > 0) *CS_PUSH(d->a, &out) = (pair){ all.v[i].item, all.v[k].item };
    }
    if (out.n) qsort(out.v, (size_t)out.n, sizeof *out.v, by_members);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < out.n; i++)
        if (!n || by_members(&out.v[n - 1], &out.v[i])) out.v[n++] = out.v[i];
    out.n = n;
    return out;
}

static void print_pairs(dump *d) {
    fputs("aspects", stdout);
    for (int i = 0; i < CS_ASPECT_COUNT; i++) printf("\t%s", cs_aspect_name[i]);
    for (ptrdiff_t i = 0; i < d->items.n; i++) {
        size_t k;
        json_t *id;
        fputs("\naccount\t", stdout);
        print(d->items.v[i].report);
        json_array_foreach(d->items.v[i].ids, k, id) printf("\t%s", json_string_value(id));
    }
    fputs("\nkeys", stdout);
    pairs p = compared(d, stdout);
    for (ptrdiff_t i = 0; i < p.n; i++) {
        cs_seen s;
        cs_same_see(&d->items.v[p.v[i].a].account, &d->items.v[p.v[i].b].account, &s);
        printf("\npair\t%d\t%d", p.v[i].a, p.v[i].b);
        for (int k = 0; k < CS_ASPECT_COUNT; k++) printf("\t%d", s.value[k]);
    }
    putchar('\n');
}

/* ---- incidents ---- */

/* Those that a case keeps. */
static cs_tie *tied(dump *d, const pairs *p, bool why, ptrdiff_t *n) {
    *n = 0;
    cs_tie *ties = CS_NEW(d->a, cs_tie, p->n);
    for (ptrdiff_t i = 0; i < p->n; i++) {
        const item *x = &d->items.v[p->v[i].a], *y = &d->items.v[p->v[i].b];
        cs_arena scratch = *d->a;
        cs_same s = cs_same_incident(&x->account, &y->account, CS_TIE_FLOOR, &scratch);
        if (s.p < CS_TIE_FLOOR) continue;
        ties[(*n)++] = (cs_tie){ p->v[i].a, p->v[i].b, s.p };
        if (why)
            fprintf(stderr, "%.3f\t" CS_FMT ":%s\t" CS_FMT ":%s\t" CS_FMT "\n", s.p, CS_ARG(x->report),
                    json_string_value(json_array_get(x->ids, 0)), CS_ARG(y->report),
                    json_string_value(json_array_get(y->ids, 0)), CS_ARG(s.reasons));
    }
    return ties;
}

static void print_incident(const dump *d, const int *label, int own) {
    printf("{\"id\": \"x%d\", \"statements\": [", own + 1);
    for (int k = own, first = 1; k < d->items.n; k++) {
        size_t at;
        json_t *id;
        if (label[k] != own) continue;
        json_array_foreach(d->items.v[k].ids, at, id) {
            printf(first ? "{\"report\": \"" : ", {\"report\": \"");
            print(d->items.v[k].report);
            printf("\", \"statement\": \"%s\"}", json_string_value(id));
            first = 0;
        }
    }
    fputs("]}\n", stdout);
}

static void print_incidents(dump *d, bool why) {
    pairs p = compared(d, NULL);
    int n = (int)d->items.n, *label = CS_NEW(d->a, int, n);
    ptrdiff_t n_ties;
    cs_tie *ties = tied(d, &p, why, &n_ties);
    cs_cluster(n, ties, n_ties, NULL, 0, label, *d->a);
    for (int i = 0; i < n; i++)
        if (label[i] == i) print_incident(d, label, i);
}

/* ---- deeds ---- */

typedef struct rows {
    CS_VEC(cs_view_reference) v; /* by row: v.v[row], as rows are few */
    cs_arena *a;
} rows;

static void print_statement(const rows *r, int64_t row) {
    printf("\t" CS_FMT ":%lld", CS_ARG(r->v.v[row].text_sha256), (long long)r->v.v[row].number);
}

static void print_deed_pair(void *ctx, const cs_deed_pair *p) {
    fputs("pair", stdout);
    print_statement(ctx, p->a);
    print_statement(ctx, p->b);
    for (int i = 0; i < CS_DEED_ASPECT_COUNT; i++) printf("\t%d", p->value[i]);
    putchar('\n');
}

static casus_status load_rows(cs_view *v, rows *r, int64_t **incidents, int *n, cs_err *err) {
    CS_VEC(int64_t) ids = { 0 };
    for (bool more;;) {
        cs_view_incident x;
        CS_TRY(cs_view_incident_next(v, r->a, &x, &more, err));
        if (!more) break;
        *CS_PUSH(r->a, &ids) = x.id;
        for (int i = 0; i < x.n_references; i++) {
            while (r->v.n <= x.references[i].statement) (void)CS_PUSH(r->a, &r->v);
            r->v.v[x.references[i].statement] = x.references[i];
        }
    }
    *incidents = ids.v;
    *n = (int)ids.n;
    return CASUS_OK;
}

static casus_status print_deeds(const char *path, cs_arena *a, cs_err *err) {
    const cs_filter all = CS_FILTER_ALL;
    cs_store *store = NULL;
    cs_view *v = NULL;
    rows r = { .a = a };
    int64_t *incidents;
    int n;
    CS_TRY(cs_store_open(&store, path, CS_DB_READ, err));
    CS_TRY(cs_view_open(&v, store, &all, err));
    CS_TRY(load_rows(v, &r, &incidents, &n, err));
    fputs("aspects", stdout);
    for (int i = 0; i < CS_DEED_ASPECT_COUNT; i++)
        printf("\t%s", i < CS_ASPECT_COUNT ? cs_aspect_name[i] : cs_deed_aspect_name[i - CS_ASPECT_COUNT]);
    putchar('\n');
    bool *seen = CS_NEW(a, bool, incidents[n - 1] + 1); /* ids come in ascending order */
    for (int i = 0; i < n; i++) {
        cs_arena scratch = *a;
        int64_t *of;
        int n_of;
        if (seen[incidents[i]]) continue;
        CS_TRY(cs_view_deeds_watch(v, incidents[i], print_deed_pair, &r, &scratch, &of, &n_of, err));
        for (int k = 0; k < n_of; k++) seen[of[k]] = true;
    }
    cs_view_close(&v);
    cs_store_close(&store);
    return CASUS_OK;
}

/* ---- clusters ---- */

static int print_clusters(const char *unseen, const char *join, cs_arena *a) {
    CS_VEC(cs_tie) ties = { 0 };
    int n;
    if (scanf("%d", &n) != 1) return 2;
    for (cs_tie t; scanf("%d %d %lf", &t.a, &t.b, &t.p) == 3;)
        if (t.p >= CS_TIE_FLOOR) *CS_PUSH(a, &ties) = t;
    int *label = CS_NEW(a, int, n + 1);
    cs_cluster_by((cs_cluster_rule){ strtod(unseen, NULL), strtod(join, NULL) }, n, ties.v, ties.n, NULL, 0, label, *a);
    for (int i = 0; i < n; i++) printf("%d\n", label[i]);
    return 0;
}

int main(int argc, char **argv) {
    static cs_arena a;
    static jmp_buf full;
    dump d = { .a = &a };
    cs_err err;
    if (argc < 3) return fputs("usage: same_dump words|pairs|incidents|why CODED.jsonl…\n", stderr), 2;
    if (setjmp(full)) return fputs("arena full\n", stderr), 1;
    if (cs_arena_map(&a, (size_t)1 << 36, &err)) return fprintf(stderr, "%s\n", err.msg), 1;
    a.on_full = &full;
    if (!strcmp(argv[1], "deeds")) return print_deeds(argv[2], &a, &err) ? fprintf(stderr, "%s\n", err.msg), 1 : 0;
    if (!strcmp(argv[1], "cluster")) return argc == 4 ? print_clusters(argv[2], argv[3], &a) : 2;
    bool words = !strcmp(argv[1], "words");
    d.single = !strcmp(argv[2], "--single");
    for (int i = 2 + d.single; i < argc; i++)
        if (read_all(&d, argv[i], words, &err)) return fprintf(stderr, "%s: %s\n", argv[i], err.msg), 1;
    if (words) {
        printf("\t%td\n", d.readings.n);
        for (ptrdiff_t i = 0; i < d.stems.n; i++) {
            print(d.stems.v[i]);
            printf("\t%u\n", *cs_map_get(&d.reports, d.stems.v[i]));
        }
        return 0;
    }
    if (d.items.n) qsort(d.items.v, (size_t)d.items.n, sizeof *d.items.v, by_content);
    if (!strcmp(argv[1], "pairs"))
        print_pairs(&d);
    else
        print_incidents(&d, !strcmp(argv[1], "why"));
    return 0;
}
