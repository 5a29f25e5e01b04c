/* Who is said to have had a part, by whom, over all reports. */
#include "base/fold.h"
#include "base/utf8.h"
#include "store/sum.h"
#include <ctype.h>
#include <stdlib.h>

static const cs_str ROLES[] = { CS_LIT("agent"),      CS_LIT("recipient"),   CS_LIT("target"),
                                CS_LIT("instrument"), CS_LIT("beneficiary"), CS_LIT("other-party") };
static const cs_str EMPTY_WORDS[] = { CS_LIT("the"), CS_LIT("a"), CS_LIT("an") };
/* Words that name nobody. */
static const cs_str PRONOUNS[] = { CS_LIT("he"),   CS_LIT("she"),  CS_LIT("they"),  CS_LIT("it"),    CS_LIT("we"),
                                   CS_LIT("i"),    CS_LIT("you"),  CS_LIT("him"),   CS_LIT("her"),   CS_LIT("them"),
                                   CS_LIT("us"),   CS_LIT("his"),  CS_LIT("their"), CS_LIT("its"),   CS_LIT("our"),
                                   CS_LIT("my"),   CS_LIT("your"), CS_LIT("who"),   CS_LIT("whom"),  CS_LIT("which"),
                                   CS_LIT("that"), CS_LIT("this"), CS_LIT("those"), CS_LIT("these"), CS_LIT("others"),
                                   CS_LIT("one") };
#define COUNT(a) (int)(sizeof(a) / sizeof *(a))

/* A name by which somebody goes, and in how many reports. */
typedef struct name {
    cs_str text, key;
    int64_t reports;
} name;

/* What is said of somebody, by whose word. */
typedef struct claim {
    cs_str certainty, says;
    CS_VEC(int64_t) codings;
    int64_t reports;
} claim;

typedef struct somebody {
    int role;
    cs_view_party about; /* actor, type, sector, country */
    cs_str called;       /* as people said; n == 0: as reports do */
    CS_VEC(name) names;
    CS_VEC(claim) claims;
    CS_VEC(int64_t) codings;
    int64_t reports;
} somebody;
typedef CS_VEC(somebody) people;

/* ---- names ---- */

cs_str cs_sum_name_key(cs_str s, cs_arena *a) {
    char *p = CS_NEW(a, char, 3 * s.n + 1);
    ptrdiff_t n = 0, word = 0;
    for (ptrdiff_t i = 0; i <= s.n;) {
        uint32_t cp = i < s.n ? cs_utf8_next(s, &i) : (i++, ' ');
        if (cs_fold_drops(cp)) continue;
        const char *letters = cp < 128 ? "" : cs_fold_letters(cp);
        if (cp < 128 && isalnum((int)cp)) {
            p[n++] = (char)tolower((int)cp);
        } else if (*letters) {
            for (int k = 0; k < 3 && letters[k]; k++) p[n++] = letters[k];
        } else if (cp >= 128 && cp != 0xA0 && !(cp >= 0x2000 && cp < 0x2070)) {
            n += cs_utf8_put(p + n, cp); /* of another script */
        } else if (n > word) {
            if (cs_sum_rank((cs_str){ p + word, n - word }, EMPTY_WORDS, COUNT(EMPTY_WORDS)) < COUNT(EMPTY_WORDS))
                n = word;
            else
                p[n++] = ' ';
            word = n;
        }
    }
    return cs_trim((cs_str){ p, n });
}

static bool is_key(cs_str key) { return key.n && cs_sum_rank(key, PRONOUNS, COUNT(PRONOUNS)) == COUNT(PRONOUNS); }
bool cs_sum_names_somebody(cs_str words, cs_arena *a) { return is_key(cs_sum_name_key(words, a)); }

static int64_t reports_of(const cs_sum *m, int64_t coding) {
    int64_t n = 0;
    for (int i = 0; i < m->told.n_reports; i++) n += m->told.reports[i].coding == coding;
    return n;
}

/* Does it begin with a capital, after an article? "its fighters" is a description. */
static bool is_proper(cs_str s) {
    for (int i = 0; i < COUNT(EMPTY_WORDS); i++) {
        ptrdiff_t n = EMPTY_WORDS[i].n;
        if (s.n > n && s.p[n] == ' ' && tolower((unsigned char)s.p[0]) == EMPTY_WORDS[i].p[0] &&
            !memcmp(s.p + 1, EMPTY_WORDS[i].p + 1, (size_t)n - 1))
            return is_proper(cs_cut(s, n + 1, s.n));
    }
    return s.n && !islower((unsigned char)s.p[0]);
}

static bool is_better_name(const name *a, const name *b) {
    if (is_proper(a->text) != is_proper(b->text)) return is_proper(a->text);
    if (a->reports != b->reports) return a->reports > b->reports;
    return a->text.n != b->text.n ? a->text.n > b->text.n : cs_cmp(a->text, b->text) < 0;
}

/* A name before a description; the one that most reports use; of equals the longer. */
static cs_str best_name(const somebody *x) {
    if (x->called.n) return x->called;
    const name *best = x->names.v;
    for (ptrdiff_t i = 1; i < x->names.n; i++)
        if (is_better_name(x->names.v + i, best)) best = x->names.v + i;
    return best->text;
}

/* ---- merging ---- */

static bool is_called(const somebody *x, cs_str key) {
    for (ptrdiff_t i = 0; i < x->names.n; i++)
        if (cs_eq(x->names.v[i].key, key)) return true;
    return false;
}

static somebody *find(people *all, int role, const cs_view_party *p, cs_str key) {
    for (ptrdiff_t i = 0; i < all->n; i++) {
        somebody *x = all->v + i;
        if (x->role != role) continue;
        if (p->actor.n ? cs_eq(x->about.actor, p->actor) : is_called(x, key)) return x;
    }
    return NULL;
}

static void count_name(somebody *x, cs_str text, cs_str key, int64_t reports, cs_arena *a) {
    for (ptrdiff_t i = 0; i < x->names.n; i++)
        if (cs_eq(x->names.v[i].text, text)) {
            x->names.v[i].reports += reports;
            return;
        }
    *CS_PUSH(a, &x->names) = (name){ text, key, reports };
}

/* The one that people said a party is. */
static somebody *find_same(const cs_sum *m, people *all, int role, const cs_actor_ref *to) {
    const cs_view_party as = { .actor = to->id };
    somebody *x = find(all, role, &as, to->key);
    if (!x) {
        x = CS_PUSH(m->a, all);
        *x = (somebody){ .role = role, .about.actor = to->id };
    }
    if (to->id.n) return x;
    x->called = to->name;
    count_name(x, to->name, to->key, 0, m->a);
    return x;
}

/* Was this coding not counted yet? */
static bool is_new_in(const int64_t *v, ptrdiff_t n, int64_t coding) {
    for (ptrdiff_t i = 0; i < n; i++)
        if (v[i] == coding) return false;
    return true;
}

static claim *claim_of(somebody *x, const cs_view_party *p, cs_arena *a) {
    for (ptrdiff_t i = 0; i < x->claims.n; i++)
        if (cs_eq(x->claims.v[i].certainty, p->certainty) && cs_eq(x->claims.v[i].says, p->says)) return x->claims.v + i;
    claim *c = CS_PUSH(a, &x->claims);
    *c = (claim){ .certainty = p->certainty, .says = p->says };
    return c;
}

static void note(const cs_sum *m, people *all, int role, const cs_view_party *p, int64_t coding) {
    cs_str key = cs_sum_name_key(p->name, m->a);
    if (!is_key(key)) return;
    somebody *x = find(all, role, p, key);
    const cs_actor_ref *same = x ? NULL : cs_same_actor_for(&m->same_actors, p->actor, key);
    if (same) {
        x = find_same(m, all, role, same);
    } else if (!x) {
        x = CS_PUSH(m->a, all);
        *x = (somebody){ .role = role };
    }
    cs_str *const to[] = { &x->about.actor, &x->about.type, &x->about.sector, &x->about.country };
    const cs_str from[] = { p->actor, p->type, p->sector, p->country };
    for (int i = same ? 1 : 0; i < COUNT(from); i++)
        if (!to[i]->n) *to[i] = from[i];
    int64_t reports = reports_of(m, coding);
    count_name(x, p->name, key, reports, m->a);
    claim *c = claim_of(x, p, m->a);
    if (is_new_in(c->codings.v, c->codings.n, coding)) {
        *CS_PUSH(m->a, &c->codings) = coding;
        c->reports += reports;
    }
    if (is_new_in(x->codings.v, x->codings.n, coding)) {
        *CS_PUSH(m->a, &x->codings) = coding;
        x->reports += reports;
    }
}

/* ---- order ---- */

static int by_weight(const void *a, const void *b) {
    const somebody *x = a, *y = b;
    if (x->role != y->role) return x->role - y->role;
    if (x->reports != y->reports) return x->reports > y->reports ? -1 : 1;
    int order = cs_cmp(best_name(x), best_name(y));
    return order ? order : cs_cmp(x->about.actor, y->about.actor);
}

static int by_firmness(const void *a, const void *b) {
    const claim *x = a, *y = b;
    int i = cs_sum_rank(x->certainty, CS_SUM_CERTAINTY, CS_SUM_CERTAINTIES);
    int k = cs_sum_rank(y->certainty, CS_SUM_CERTAINTY, CS_SUM_CERTAINTIES);
    if (i != k) return i - k;
    return x->reports != y->reports ? (x->reports > y->reports ? -1 : 1) : cs_cmp(x->says, y->says);
}

/* Those with an id in the actor register come first, so that others are found by their names whatever the order. */
void cs_sum_parties(cs_sum *m) {
    people all = { 0 };
    CS_VEC(cs_view_party) rows = { 0 };
    for (int by_actor = 1; by_actor >= 0; by_actor--)
        for (int i = 0; i < m->told.n; i++)
            for (int k = 0; m->tells[i] && k < m->told.v[i].n_parties; k++) {
                const cs_view_party *p = m->told.v[i].parties + k;
                int role = cs_sum_rank(p->role, ROLES, COUNT(ROLES));
                if (role < COUNT(ROLES) && (p->actor.n > 0) == by_actor) note(m, &all, role, p, m->told.v[i].coding);
            }
    if (all.n) qsort(all.v, (size_t)all.n, sizeof *all.v, by_weight);
    for (ptrdiff_t i = 0; i < all.n; i++) {
        somebody *x = all.v + i;
        qsort(x->claims.v, (size_t)x->claims.n, sizeof *x->claims.v, by_firmness);
        for (ptrdiff_t k = 0; k < x->claims.n; k++) {
            cs_view_party *row = CS_PUSH(m->a, &rows);
            *row = x->about;
            row->role = ROLES[x->role];
            row->name = best_name(x);
            row->certainty = x->claims.v[k].certainty;
            row->says = x->claims.v[k].says;
            row->n_reports = x->claims.v[k].reports;
        }
    }
    m->out->parties = rows.v;
    m->out->n_parties = (int)rows.n;
}
