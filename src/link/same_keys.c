#include "link/same.h"
#include <stdlib.h>

/* What two accounts of one incident have in common, mostly: a place and a day; a country and a day; somebody it was done to, by
 * name, and a month, or by two words of the name and a year; two names of the story and a month; the word for it, a name of the
 * story and a month. The day is that of the deed, or where that is not told that of the report, so that in a case of many years
 * blocks stay small; where neither is known the words alone must do. Neighbouring days meet. What a report with a day tells
 * meets what one without a day tells by the word for it and one of the rarest names of the story, in any month: by opposite
 * keys, so that this brings no two reports of different months together. */
enum { EXACT_DAYS = 3, VAGUE_DAYS = 40, PLACES = 3, NAME_WORDS = 8, NAMES = 4, TRIGGERS = 3, NAMING = 35, RAREST = 2 };

typedef struct keys {
    const cs_account *a;
    int64_t *v;
    int n;
    uint64_t month[3], year[2];
    int n_months, n_years;
} keys;

static int64_t key_of(char kind, uint64_t a, uint64_t b, uint64_t c) {
    char bytes[25] = { kind };
    const uint64_t parts[] = { a, b, c };
    for (int i = 0; i < 24; i++) bytes[1 + i] = (char)(parts[i / 8] >> (i % 8 * 8));
    int64_t key = (int64_t)(cs_stable_hash((cs_str){ bytes, sizeof bytes }) >> 1);
    return key ? key : 1;
}

static void put(keys *k, int64_t key) {
    for (int i = 0; i < k->n; i++)
        if (k->v[i] == key) return;
    if (k->n < CS_ACCOUNT_KEYS_MAX) k->v[k->n++] = key;
}

static void add(keys *k, char kind, uint64_t a, uint64_t b, uint64_t c) { put(k, key_of(kind, a, b, c)); }

/* ---- when ---- */

static bool is_within_days(const cs_account *a, int32_t days) {
    return cs_account_day_known(a) && (int64_t)a->last - a->first < days;
}

/* The day of the deed or the report; CS_DAY_NONE: neither is known. */
static int32_t day_of(const cs_account *a) { return is_within_days(a, VAGUE_DAYS) ? a->last : a->published; }

static uint64_t month_of(int32_t day) {
    cs_date d = cs_date_of(day);
    return (uint64_t)(d.year * 12 + d.month);
}

/* Those of the first and the last day, and of a report without a day 0 too: it may say in passing which day it was, or not. */
static void find_months(keys *k) {
    const cs_account *a = k->a;
    int32_t day = day_of(a);
    if (day != CS_DAY_NONE) {
        k->month[k->n_months++] = month_of(day);
        k->year[k->n_years++] = (uint64_t)cs_date_of(day).year;
        if (is_within_days(a, VAGUE_DAYS) && month_of(a->first) != k->month[0]) k->month[k->n_months++] = month_of(a->first);
    }
    if (a->published == CS_DAY_NONE) k->month[k->n_months++] = k->year[k->n_years++] = 0;
}

static void add_monthly(keys *k, char kind, uint64_t a, uint64_t b) {
    for (int m = 0; m < k->n_months; m++) add(k, kind, a, b, k->month[m]);
}

static void add_daily(keys *k, char kind, uint64_t a, uint64_t b) {
    if (!is_within_days(k->a, EXACT_DAYS)) return;
    for (int32_t day = k->a->first; day <= k->a->last + 1; day++) add(k, kind, a, b, (uint64_t)day);
}

/* ---- what ---- */

static uint64_t code_of(const char country[4]) { return cs_stable_hash((cs_str){ country, (ptrdiff_t)strlen(country) }); }

static void add_places(keys *k) {
    const cs_account *a = k->a;
    for (int i = 0, taken = 0; i < a->n_places && taken < PLACES; i++) {
        const cs_account_place *p = &a->place[i];
        if (*p->country) add_daily(k, 'c', code_of(p->country), a->type);
        if (p->precision >= CS_PREC_COUNTRY) continue;
        uint64_t where = p->geonames ? (uint64_t)p->geonames : p->key;
        taken++;
        add_daily(k, 'd', where, 0);
        add_monthly(k, 'p', where, a->type);
    }
}

static bool is_affected(const cs_account_party *p) { return p->role == CS_ROLE_RECIPIENT || p->role == CS_ROLE_TARGET; }

static void add_names(keys *k) {
    const cs_account *a = k->a;
    for (int i = 0, words = 0, names = 0; i < a->n_parties; i++) {
        const cs_account_party *p = &a->party[i];
        const cs_word_list w = p->words;
        if (!p->named || !is_affected(p)) continue;
        for (int j = 0; j < w.n && words < NAME_WORDS; j++)
            if (w.v[j].weight >= NAMING) words++, add_monthly(k, 'n', w.v[j].id, a->type);
        if (w.n < 2 || p->type != CS_ENT_PERSON || names++ >= NAMES) continue;
        for (int j = 0; j < w.n && j < 3; j++)
            for (int m = j + 1; m < w.n && m < 3; m++)
                for (int y = 0; y < k->n_years; y++) add(k, 'y', (uint64_t)w.v[j].id << 32 | w.v[m].id, a->type, k->year[y]);
    }
}

static void add_story(keys *k) {
    const cs_word_list story = k->a->story, triggers = k->a->triggers;
    for (int i = 0; i < story.n; i++) {
        for (int j = 0; j < triggers.n && j < TRIGGERS; j++) add_monthly(k, 't', story.v[i].id, triggers.v[j].id);
        for (int j = i + 1; j < story.n; j++) add_monthly(k, 's', (uint64_t)story.v[i].id << 32 | story.v[j].id, k->a->type);
    }
}

/* The rarest names of the story; of equals that with the lower id. */
static int rarest(cs_word_list story, uint32_t out[RAREST]) {
    int n = 0;
    for (; n < RAREST && n < story.n; n++) {
        const cs_word_id *best = NULL;
        for (int i = 0; i < story.n; i++) {
            const cs_word_id *w = &story.v[i];
            bool taken = false;
            for (int k = 0; k < n; k++) taken |= out[k] == w->id;
            if (!taken && (!best || w->weight > best->weight)) best = w;
        }
        out[n] = best->id;
    }
    return n;
}

/* As reports without a day have them, but opposite. */
static void add_for_undated(keys *k) {
    const cs_word_list triggers = k->a->triggers;
    uint32_t name[RAREST];
    int n = k->a->published == CS_DAY_NONE ? 0 : rarest(k->a->story, name);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < triggers.n && j < TRIGGERS; j++) put(k, -key_of('t', name[i], triggers.v[j].id, 0));
}

int cs_account_keys(const cs_account *a, int64_t v[CS_ACCOUNT_KEYS_MAX]) {
    keys k = { .a = a, .v = v };
    find_months(&k);
    add_places(&k);
    add_names(&k);
    add_story(&k);
    add_for_undated(&k);
    return k.n;
}
