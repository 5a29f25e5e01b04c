#define _POSIX_C_SOURCE 200809L /* alarm */
#include "store/looking.h"
#include "store/history.h"
#include "store/made.h"
#include <stdlib.h>
#include <unistd.h>

static void nobody(void *ctx, cs_str what) { (void)ctx, (void)what; }

/* Everything that a view shows of one incident. Faults are for it to tell. */
static void look_at(cs_view *v, const cs_view_incident *x, cs_arena *a) {
    cs_view_statement *s;
    cs_view_story story;
    cs_view_link *links;
    cs_view_change *changes;
    cs_view_review *reviews;
    cs_view_report r;
    cs_err err = { 0 };
    int n;
    bool found;
    if (cs_view_statements_of(v, x->id, a, &s, &n, &err) != CASUS_OK ||
        cs_view_story_of(v, x->id, a, &story, &found, &err) != CASUS_OK ||
        cs_view_links_of(v, x->id, a, &links, &n, &err) != CASUS_OK ||
        cs_view_changes_of(v, x->id, a, &changes, &n, &err) != CASUS_OK ||
        cs_view_reviews_of(v, x->id, a, &reviews, &n, &err) != CASUS_OK)
        return;
    for (int i = 0; i < x->n_reports; i++) {
        cs_str text;
        if (cs_view_report_of(v, x->reports[i], a, &r, &found, &err) != CASUS_OK || !found) continue;
        if (cs_view_statements_in(v, r.id, a, &s, &n, &err) != CASUS_OK ||
            cs_view_text_of(v, r.id, a, &text, &err) != CASUS_OK || cs_view_reading_of(v, r.id, a, &text, &err) != CASUS_OK)
            continue;
    }
}

/* What may jump is kept apart from where setjmp stands. */
static void look_around(cs_store *s, cs_arena *a) {
    cs_filter f = CS_FILTER_ALL;
    f.actor = CS_LIT("a");
    for (int round = 0; round < 2; round++, f = CS_FILTER_ALL) {
        cs_view *v = NULL;
        cs_err err = { 0 };
        cs_view_incident x;
        bool more = true;
        if (cs_view_open(&v, s, &f, &err) != CASUS_OK) continue;
        while (more && cs_view_incident_next(v, a, &x, &more, &err) == CASUS_OK)
            if (more) look_at(v, &x, a);
        cs_view_close(&v);
    }
}

static void look_through(cs_store *s) {
    static cs_arena a;
    static jmp_buf full;
    cs_err err = { 0 };
    if (!a.base) assert_int_equal(cs_arena_map(&a, (size_t)1 << 30, &err), CASUS_OK);
    a.on_full = &full;
    if (!setjmp(full)) look_around(s, &a); /* a full arena leaves a view behind, whose memory the sanitizer would tell */
    cs_arena_reset(&a, (size_t)1 << 24);
}

void look(const char *path, const char *rows, verdicts *v) {
    cs_store *s = NULL;
    cs_store_counts c;
    cs_store_readings *all = NULL;
    cs_store_reading x;
    cs_err err = { 0 };
    int64_t n_faults = 0;
    bool more = true;
    v->n++;
    alarm(LOOK_SECONDS);
    casus_status st = cs_store_open(&s, path, CS_DB_READ, &err);
    if (st == CASUS_OK) st = cs_store_check(s, nobody, NULL, &n_faults, &err);
    bool is_whole = st == CASUS_OK && !n_faults;
    if (s && cs_store_count(s, &c, &err) == CASUS_OK && cs_store_readings_of(s, &all, &err) == CASUS_OK)
        while (more && cs_store_readings_next(all, &x, &more, &err) == CASUS_OK) {
            cs_buf b = { 0 };
            if (more && cs_store_unpack(x.packed, &b, &err) != CASUS_OK) more = true;
            cs_buf_free(&b);
        }
    if (s) look_through(s);
    cs_store_close(&s);
    if (!is_whole) {
        v->n_refused += st != CASUS_OK;
        v->n_damaged += st == CASUS_OK;
    } else {
        char *now = rows ? made_dump(path, true) : NULL;
        if (!rows || !strcmp(now, rows))
            v->n_same++;
        else
            v->n_other++;
        free(now);
    }
    alarm(0);
}

void tell(const verdicts *v) {
    print_message("%d files: %d refused, %d told damaged, %d as they were, %d others taken for whole\n", v->n, v->n_refused,
                  v->n_damaged, v->n_same, v->n_other);
}
