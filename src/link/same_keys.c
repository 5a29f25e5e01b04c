#include "link/same.h"
#include <stdlib.h>

/* An account has some day or month, of the deed or where that is not told of the report, so that in a case of many years blocks
 * stay small. Two accounts of one place meet if their days are the same or neighbours, by the month if one is vague; two of one
 * person or of one story by the month. Where neither day is known the words alone must do. */
enum { EXACT_DAYS = 3, VAGUE_DAYS = 40, NAMES = 4, TELLING = 70 };

typedef struct keys {
    int64_t *v;
    int n;
} keys;

static void add(keys *k, char kind, uint64_t a, uint64_t b, uint64_t c) {
    char bytes[25] = { kind };
    const uint64_t parts[] = { a, b, c };
    for (int i = 0; i < 24; i++) bytes[1 + i] = (char)(parts[i / 8] >> (i % 8 * 8));
    int64_t key = (int64_t)(cs_stable_hash((cs_str){ bytes, sizeof bytes }) >> 1);
    if (!key) key = 1;
    for (int i = 0; i < k->n; i++)
        if (k->v[i] == key) return;
    if (k->n < CS_ACCOUNT_KEYS_MAX) k->v[k->n++] = key;
}

static uint64_t month_of(int32_t day) {
    cs_date d = cs_date_of(day);
    return (uint64_t)(d.year * 12 + d.month);
}

static bool exact(const cs_account *a) { return cs_account_day_known(a) && (int64_t)a->last - a->first < EXACT_DAYS; }
static bool vague(const cs_account *a) {
    return cs_account_day_known(a) && (int64_t)a->last - a->first < VAGUE_DAYS;
}

/* The months that it may be of: those of its first and last day. 0: not known. */
static int months_of(const cs_account *a, uint64_t months[2]) {
    if (!vague(a)) return months[0] = a->published == CS_DAY_NONE ? 0 : month_of(a->published), 1;
    months[0] = month_of(a->first);
    months[1] = month_of(a->last);
    return months[1] != months[0] ? 2 : 1;
}

static void add_places(const cs_account *a, const uint64_t *months, int n_months, keys *k) {
    for (int i = 0, taken = 0; i < a->n_places && taken < 3; i++) {
        const cs_account_place *p = &a->place[i];
        if (p->precision >= CS_PREC_COUNTRY) continue;
        uint64_t where = p->geonames ? (uint64_t)p->geonames : p->key;
        taken++;
        for (int32_t day = a->first; exact(a) && day <= a->last + 1; day++) add(k, 'd', where, (uint64_t)day, 0);
        for (int m = 0; m < n_months && vague(a); m++) add(k, 'p', where, months[m], a->type);
    }
}

static void add_parties(const cs_account *a, const uint64_t *months, int n_months, keys *k) {
    int names = 0, actors = 0;
    for (int i = 0; i < a->n_parties; i++) {
        const cs_account_party *p = &a->party[i];
        bool to = p->role == CS_ROLE_RECIPIENT || p->role == CS_ROLE_TARGET;
        for (int w = 0; p->named && to && w < p->words.n && names < NAMES; w++) {
            if (p->words.v[w].weight < TELLING) continue;
            names++;
            for (int m = 0; m < n_months; m++) add(k, 'n', p->words.v[w].id, months[m], a->type);
        }
        if (!p->actor.n || !exact(a) || actors++ >= 2) continue;
        for (int32_t day = a->first; day <= a->last + 1; day++) add(k, 'a', cs_stable_hash(p->actor), (uint64_t)day, a->type);
    }
}

static void add_story(const cs_account *a, const uint64_t *months, int n_months, keys *k) {
    for (int i = 0; i < a->story.n; i++)
        for (int j = i + 1; j < a->story.n; j++)
            for (int m = 0; m < n_months; m++) add(k, 's', a->story.v[i].id, a->story.v[j].id, months[m]);
}

int cs_account_keys(const cs_account *a, int64_t v[CS_ACCOUNT_KEYS_MAX]) {
    keys k = { .v = v };
    uint64_t months[2];
    int n = months_of(a, months);
    add_places(a, months, n, &k);
    add_parties(a, months, n, &k);
    add_story(a, months, n, &k);
    return k.n;
}
