#include "link/incident_see.h"
#include "base/map.h"
#include <math.h>
#include <stdlib.h>

#define X_NAME(e, n) #e,
const char *const cs_likeness_name[CS_LIKE_COUNT] = { CS_LIKENESSES(X_NAME) };

enum { BY, TO, WITH, N_SIDES };
static const unsigned roles_of[N_SIDES] = { 1u << CS_ROLE_AGENT, 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET,
                                            1u << CS_ROLE_INSTRUMENT };

uint8_t cs_spoken_of(const cs_statement *s) { return s->of_told ? CS_T_ASSAULT : s->type; }

/* ---- the whole report ---- */

static void count_roles(cs_likeness_view *v) {
    const cs_reading *r = v->r;
    for (ptrdiff_t i = 0; i < r->statements.n; i++) {
        const cs_statement *s = &r->statements.v[i];
        if (s->type < CS_T_EVENT_COUNT) v->of_type[i] = v->total[cs_spoken_of(s)]++;
        for (ptrdiff_t k = 0; k < s->roles.n; k++)
            for (int j = 0; j < N_SIDES; j++)
                if (s->roles.v[k].entity >= 0 && roles_of[j] >> s->roles.v[k].role & 1)
                    v->with[s->roles.v[k].entity * N_SIDES + j]++;
    }
}

/* Numbers and their sentences, to lists by sentence. */
static cs_by_sentence sorted(const int32_t *number, const int32_t *sentence, ptrdiff_t n, ptrdiff_t sentences, cs_arena *a) {
    cs_by_sentence out = { CS_NEW(a, int32_t, n + 1), CS_NEW(a, int32_t, sentences + 1) };
    int32_t *at = CS_NEW(a, int32_t, sentences + 1);
    for (ptrdiff_t i = 0; i < n; i++) out.begin[sentence[i] + 1]++;
    for (ptrdiff_t k = 0; k < sentences; k++) out.begin[k + 1] += out.begin[k];
    memcpy(at, out.begin, (size_t)sentences * sizeof *at);
    for (ptrdiff_t i = 0; i < n; i++) out.v[at[sentence[i]]++] = number[i];
    return out;
}

static cs_by_sentence entities_of(const cs_reading *r, cs_arena *a) {
    int32_t *number = CS_NEW(a, int32_t, r->mentions.n), *sentence = CS_NEW(a, int32_t, r->mentions.n);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r->mentions.n; i++) {
        const cs_mention *m = &r->mentions.v[i];
        if (m->entity < 0) continue;
        number[n] = m->entity;
        sentence[n++] = r->tokens.v[m->head].sent;
    }
    return sorted(number, sentence, n, r->sentences.n, a);
}

static bool tells(const cs_token *t) {
    return t->upos == CS_UPOS_NOUN || t->upos == CS_UPOS_PROPN || t->upos == CS_UPOS_VERB || t->upos == CS_UPOS_NUM ||
           t->upos == CS_UPOS_ADJ;
}

static cs_by_sentence rare_words(const cs_reading *r, cs_arena *a) {
    enum { SELDOM = 4 };
    typedef struct word {
        int32_t number, times;
    } word;
    word *of = CS_NEW(a, word, r->tokens.n);
    int32_t *token_word = CS_NEW(a, int32_t, r->tokens.n), *number = CS_NEW(a, int32_t, r->tokens.n),
            *sentence = CS_NEW(a, int32_t, r->tokens.n);
    bool *is_trigger = CS_NEW(a, bool, r->tokens.n);
    int32_t words = 0;
    cs_map seen = { 0 };
    for (ptrdiff_t i = 0; i < r->tokens.n; i++) {
        bool is_new;
        uint32_t *which = cs_map_put(a, &seen, r->tokens.v[i].lemma, &is_new);
        if (is_new) *which = (uint32_t)words++;
        token_word[i] = (int32_t)*which;
        of[*which].times++;
    }
    for (ptrdiff_t i = 0; i < r->statements.n; i++) is_trigger[r->statements.v[i].trigger_token] = true;
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < r->tokens.n; i++) {
        int32_t times = of[token_word[i]].times;
        if (is_trigger[i] || !tells(&r->tokens.v[i]) || times < 2 || times > SELDOM) continue;
        number[n] = token_word[i];
        sentence[n++] = r->tokens.v[i].sent;
    }
    return sorted(number, sentence, n, r->sentences.n, a);
}

void cs_likeness_open(cs_likeness_view *v, const cs_reading *r, cs_arena *a) {
    *v = (cs_likeness_view){ .r = r,
                             .with = CS_NEW(a, int32_t, N_SIDES * r->entities.n),
                             .of_type = CS_NEW(a, int32_t, r->statements.n) };
    count_roles(v);
    v->entities = entities_of(r, a);
    v->rare = rare_words(r, a);
}

static bool lists(const cs_by_sentence *x, int32_t sentence, int32_t number) {
    for (int32_t i = x->begin[sentence]; i < x->begin[sentence + 1]; i++)
        if (x->v[i] == number) return true;
    return false;
}

/* ---- where and when ---- */

bool cs_place_inside(const cs_reading *r, int32_t p, int32_t q) {
    const cs_place *a = &r->places.v[p], *b = &r->places.v[q];
    for (int32_t x = p, n = 0; x >= 0 && n < 8; x = r->places.v[x].parent, n++)
        if (x == q) return true;
    if (a->geonames && a->geonames == b->geonames) return true;
    if (!a->country[0] || strcmp(a->country, b->country)) return false;
    if (b->precision == CS_PREC_COUNTRY) return true;
    return b->precision == CS_PREC_PROVINCE && a->admin1.n && cs_eq(a->admin1, b->admin1);
}

static double distance_km(const cs_place *a, const cs_place *b) { /* equirectangular: enough to tell near from far */
    double rad = 3.14159265358979323846 / 180, x = (b->lon - a->lon) * rad * cos((a->lat + b->lat) / 2 * rad),
           y = (b->lat - a->lat) * rad;
    return 6371 * sqrt(x * x + y * y);
}

/* 0 unknown on both sides, 1 on one, 2 one fine place, or the one within the other, 3 the one is the country or region of the
 * other or both name that, 4 at least one is not known to the gazetteer (a street, a camp: it can lie anywhere), 5 apart in one
 * country, 6 in two, 7 near. */
static uint8_t see_where(const cs_reading *r, const cs_statement *a, const cs_statement *b) {
    enum { SAME_AREA_KM = 15 };
    static const uint8_t rank[] = { 0, 0, 6, 4, 3, 2, 1, 5 };
    if (!a->where.n || !b->where.n) return a->where.n || b->where.n;
    uint8_t best = 6;
    for (ptrdiff_t i = 0; i < a->where.n; i++)
        for (ptrdiff_t k = 0; k < b->where.n; k++) {
            int32_t p = a->where.v[i], q = b->where.v[k];
            const cs_place *x = &r->places.v[p], *y = &r->places.v[q];
            bool within = cs_place_inside(r, p, q) || cs_place_inside(r, q, p), known = x->has_point && y->has_point;
            bool fine = x->precision < CS_PREC_COUNTRY && y->precision < CS_PREC_COUNTRY,
                 both_fine = x->precision <= CS_PREC_DISTRICT && y->precision <= CS_PREC_DISTRICT;
            bool one_country = x->country[0] && !strcmp(x->country, y->country);
            uint8_t now = within                                                  ? (fine ? 2 : 3)
                          : !known                                                ? 4
                          : fine && both_fine && distance_km(x, y) < SAME_AREA_KM ? 7
                          : one_country                                           ? 5
                                                                                  : 6;
            if (rank[now] > rank[best]) best = now;
        }
    return best;
}

/* 0 unknown on both sides, 1 on one, 2 the same expression or value, 3 both exact to a week and meet, 4 they meet, 5 apart by a
 * day or two, 6 apart, 7 a date that is none of the calendar on a side. */
static uint8_t see_when(const cs_reading *r, const cs_statement *a, const cs_statement *b) {
    enum { WEEK = 7, NEAR = 2 };
    if (a->when < 0 || b->when < 0) return a->when >= 0 || b->when >= 0;
    const cs_time *x = &r->times.v[a->when], *y = &r->times.v[b->when];
    if (a->when == b->when || (x->edtf.n && cs_eq(x->edtf, y->edtf))) return 2;
    if (x->begin == CS_DAY_NONE || y->begin == CS_DAY_NONE || x->end == CS_DAY_NONE || y->end == CS_DAY_NONE) return 7;
    int32_t gap = x->end < y->begin ? y->begin - x->end : y->end < x->begin ? x->begin - y->end : 0;
    if (gap) return gap <= NEAR ? 5 : 6;
    return x->end - x->begin <= WEEK && y->end - y->begin <= WEEK ? 3 : 4;
}

/* ---- who ---- */

static bool on_side(const cs_role *x, int side) { return roles_of[side] >> x->role & 1; }

static bool has(const cs_statement *s, int32_t entity, int side) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (on_side(&s->roles.v[i], side) && s->roles.v[i].entity == entity) return true;
    return false;
}

typedef struct side {
    int n;
    bool named, persons, one; /* one: one person in the singular */
} side;

static side look(const cs_reading *r, const cs_statement *s, int which) {
    side out = { .persons = true };
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *x = &s->roles.v[i];
        if (!on_side(x, which)) continue;
        const cs_entity *e = x->entity >= 0 ? &r->entities.v[x->entity] : NULL;
        out.n++;
        out.named |= e && e->named;
        out.persons &= e && e->type == CS_ENT_PERSON;
        out.one = out.n == 1 && e && e->type == CS_ENT_PERSON && !e->plural;
    }
    return out;
}

/* Whether a filler of the one is called like a filler of the other ("soldiers" here and there). */
static bool same_word(const cs_reading *r, const cs_statement *a, const cs_statement *b, int which) {
    for (ptrdiff_t i = 0; i < a->roles.n; i++)
        for (ptrdiff_t k = 0; k < b->roles.n; k++) {
            const cs_role *x = &a->roles.v[i], *y = &b->roles.v[k];
            if (on_side(x, which) && on_side(y, which) && x->token >= 0 && y->token >= 0 &&
                cs_eq(r->tokens.v[x->token].lemma, r->tokens.v[y->token].lemma))
                return true;
        }
    return false;
}

/* 0 told on neither side, 1 on one, 2 shared and rare in the report, 3 shared by up to four statements, 4 by more, 5 another
 * that is called alike, 6 two others with names, 7 two others, 8 a person and what is none, 9 two single persons. */
static uint8_t see_side(const cs_likeness_view *v, const cs_statement *a, const cs_statement *b, int which) {
    side x = look(v->r, a, which), y = look(v->r, b, which);
    if (!x.n || !y.n) return x.n || y.n;
    int least = 0;
    for (ptrdiff_t i = 0; i < a->roles.n; i++) {
        int32_t e = a->roles.v[i].entity;
        if (e < 0 || !on_side(&a->roles.v[i], which) || !has(b, e, which)) continue;
        int n = v->with[e * N_SIDES + which];
        if (!least || n < least) least = n;
    }
    if (least) return least <= 2 ? 2 : least <= 4 ? 3 : 4;
    if (same_word(v->r, a, b, which)) return 5;
    if (which == TO && x.one && y.one) return 9;
    if (x.persons != y.persons) return 8;
    return x.named && y.named ? 6 : 7;
}

/* How many sides of the one are on the other side in the other. */
static uint8_t see_crossed(const cs_statement *a, const cs_statement *b) {
    bool there = false, back = false;
    for (ptrdiff_t i = 0; i < a->roles.n; i++) {
        int32_t e = a->roles.v[i].entity;
        if (e < 0) continue;
        there |= on_side(&a->roles.v[i], BY) && has(b, e, TO);
        back |= on_side(&a->roles.v[i], TO) && has(b, e, BY);
    }
    return there + back;
}

static uint8_t see_with(const cs_likeness_view *v, const cs_statement *a, const cs_statement *b) {
    uint8_t x = see_side(v, a, b, WITH);
    return x <= 1 ? 0 : x <= 5 ? 1 : 2;
}

/* ---- how many ---- */

static int64_t best_of(const cs_statement *s, cs_effect effect) {
    for (ptrdiff_t i = 0; i < s->toll.n; i++)
        if (s->toll.v[i].effect == effect) return s->toll.v[i].best >= 0 ? s->toll.v[i].best : s->toll.v[i].low;
    return CS_COUNT_NONE;
}

/* 0 told on neither side, 1 on one, 2 the same above one, 3 one and one, 4 not far from each other, 5 far. */
static uint8_t see_toll(const cs_statement *a, const cs_statement *b, cs_effect effect) {
    int64_t x = best_of(a, effect), y = best_of(b, effect);
    if (x < 0 || y < 0) return x >= 0 || y >= 0;
    if (x == y) return x > 1 ? 2 : 3;
    return x > 2 * y + 2 || y > 2 * x + 2 ? 5 : 4;
}

/* ---- words ---- */

/* 0 other words, 1 the same lemma, 2 they begin alike (bomb, bombing), 3 two forms of dying and killing. */
static uint8_t see_lemma(const cs_reading *r, const cs_statement *a, const cs_statement *b) {
    enum { STEM = 4 };
    cs_str x = r->tokens.v[a->trigger_token].lemma, y = r->tokens.v[b->trigger_token].lemma;
    if (cs_eq(x, y)) return 1;
    ptrdiff_t n = 0;
    while (n < x.n && n < y.n && x.p[n] == y.p[n]) n++;
    if (n >= STEM && n + 1 >= (x.n < y.n ? x.n : y.n)) return 2;
    return best_of(a, CS_EFFECT_KILLED) >= 0 && best_of(b, CS_EFFECT_KILLED) >= 0 ? 3 : 0;
}

static bool is(const cs_token *t, cs_str word) { return cs_eq(t->lower, word); }

/* 0 a verb, 1 a noun with "the", 2 with "this" or "that", 3 with a possessor, 4 another noun, 5 it speaks of what was told. */
static uint8_t see_form(const cs_reading *r, const cs_statement *s) {
    enum { WINDOW = 4 };
    const cs_token *t = &r->tokens.v[s->trigger_token];
    if (s->of_told) return 5;
    if (t->upos != CS_UPOS_NOUN && t->upos != CS_UPOS_PROPN) return 0;
    for (int32_t i = s->trigger_token - 1; i >= 0 && i >= s->trigger_token - WINDOW; i--) {
        const cs_token *d = &r->tokens.v[i];
        if (d->head != s->trigger_token) continue;
        if (d->deprel == CS_REL_NMOD_POSS) return 3;
        if (d->deprel != CS_REL_DET) continue;
        if (is(d, CS_LIT("the"))) return 1;
        if (is(d, CS_LIT("this")) || is(d, CS_LIT("that")) || is(d, CS_LIT("these")) || is(d, CS_LIT("those"))) return 2;
    }
    return 4;
}

static bool told_in_plural(const cs_reading *r, const cs_statement *s) {
    const cs_token *t = &r->tokens.v[s->trigger_token];
    return t->upos == CS_UPOS_NOUN && t->feats.number == CS_NUM_PLUR;
}

/* Words that both sentences have and the report has seldom; values by their number. 6: one sentence. */
static uint8_t see_words(const cs_likeness_view *v, int32_t x, int32_t y) {
    enum { MOST = 4 };
    int n = 0;
    if (x == y) return 6;
    for (int32_t i = v->rare.begin[x]; i < v->rare.begin[x + 1] && n < MOST; i++) n += lists(&v->rare, y, v->rare.v[i]);
    return (uint8_t)n;
}

/* Who is mentioned beside both: 0 nobody, 1 somebody, 2 somebody whom the report mentions seldom, 3: one sentence. */
static uint8_t see_names(const cs_likeness_view *v, int32_t x, int32_t y) {
    enum { SELDOM = 4 };
    uint8_t best = 0;
    if (x == y) return 3;
    for (int32_t i = v->entities.begin[x]; i < v->entities.begin[x + 1] && best < 2; i++) {
        int32_t e = v->entities.v[i];
        uint8_t now = v->r->entities.v[e].n_mentions <= SELDOM ? 2 : 1;
        if (now > best && lists(&v->entities, y, e)) best = now;
    }
    return best;
}

/* ---- where in the text ---- */

static uint8_t see_apart(const cs_reading *r, const cs_statement *a, const cs_statement *b) {
    static const int32_t most[] = { 0, 1, 2, 4, 7, 12, 20 };
    int32_t d = abs(r->tokens.v[b->trigger_token].sent - r->tokens.v[a->trigger_token].sent);
    uint8_t v = 0;
    while (v < 7 && d > most[v]) v++;
    return v;
}

static bool below(const cs_reading *r, int32_t x, int32_t top, uint8_t *rel) {
    enum { DEPTH = 40 };
    for (int n = 0; x >= 0 && n < DEPTH; n++) {
        int32_t head = r->tokens.v[x].head;
        if (head == top) {
            *rel = r->tokens.v[x].deprel;
            return true;
        }
        x = head;
    }
    return false;
}

/* By which relation the one hangs below the other: 0 in two sentences, 1 conj, 2 a clause of circumstance, 3 of a noun, 4 as
 * object or subject, 5 part of a phrase, 6 parataxis, 7 apposition, 8 another, 9 neither is below the other. */
static uint8_t see_tree(const cs_reading *r, const cs_statement *a, const cs_statement *b) {
    uint8_t rel;
    if (r->tokens.v[a->trigger_token].sent != r->tokens.v[b->trigger_token].sent) return 0;
    if (!below(r, b->trigger_token, a->trigger_token, &rel) && !below(r, a->trigger_token, b->trigger_token, &rel)) return 9;
    switch (rel) {
    case CS_REL_CONJ: return 1;
    case CS_REL_ADVCL:
    case CS_REL_ADVCL_RELCL: return 2;
    case CS_REL_ACL:
    case CS_REL_ACL_RELCL: return 3;
    case CS_REL_CCOMP:
    case CS_REL_XCOMP:
    case CS_REL_CSUBJ: return 4;
    case CS_REL_NSUBJ:
    case CS_REL_NSUBJ_PASS:
    case CS_REL_OBJ:
    case CS_REL_OBL:
    case CS_REL_OBL_AGENT:
    case CS_REL_NMOD:
    case CS_REL_COMPOUND: return 5;
    case CS_REL_PARATAXIS: return 6;
    case CS_REL_APPOS: return 7;
    default: return 8;
    }
}

/* Statements about the same type that stand between. */
static uint8_t see_between(const cs_likeness_view *v, int32_t a, int32_t b) {
    int32_t n = v->of_type[b] - v->of_type[a] - 1;
    return (uint8_t)(n <= 2 ? n : n <= 5 ? 3 : 4);
}

/* Of the earlier one: 1 in a heading, 2 in the first sentences, 3 the first of its type elsewhere. */
static uint8_t see_opening(const cs_likeness_view *v, int32_t a) {
    enum { OPENING_SENTENCES = 4 };
    int32_t sent = v->r->tokens.v[v->r->statements.v[a].trigger_token].sent;
    if (v->r->sentences.v[sent].heading) return 1;
    return sent < OPENING_SENTENCES ? 2 : !v->of_type[a] ? 3 : 0;
}

/* ---- in what world, by whom ---- */

/* 0 both happened, 1 both of one other modality, 2 one was attempted, 3 one did not happen, 4 one is planned or threatened, 5
 * one is hypothetical, 6 another two. */
static uint8_t see_world(const cs_statement *a, const cs_statement *b) {
    if (a->modality == b->modality) return a->modality == CS_MOD_ACTUAL ? 0 : 1;
    uint8_t other = a->modality == CS_MOD_ACTUAL ? b->modality : a->modality;
    if (a->modality != CS_MOD_ACTUAL && b->modality != CS_MOD_ACTUAL) return 6;
    return other == CS_MOD_ATTEMPTED ? 2 : other == CS_MOD_NEGATED ? 3 : other == CS_MOD_HYPOTHETICAL ? 5 : 4;
}

static uint8_t see_frame(const cs_statement *a, const cs_statement *b) {
    if (a->time_frame == b->time_frame) return 0;
    bool future = a->time_frame == CS_FRAME_FUTURE || b->time_frame == CS_FRAME_FUTURE;
    return !future ? 1 : a->time_frame == CS_FRAME_CURRENT || b->time_frame == CS_FRAME_CURRENT ? 2 : 3;
}

/* 0 both facts, 1 one claimed, 2 one accused, 3 one possible, 4 one denied, 5 neither is a fact. */
static uint8_t see_voice(const cs_statement *a, const cs_statement *b) {
    bool x = a->certainty == CS_CERT_FACT, y = b->certainty == CS_CERT_FACT;
    if (x && y) return 0;
    if (!x && !y) return 5;
    uint8_t c = x ? b->certainty : a->certainty;
    return c == CS_CERT_CLAIMED ? 1 : c == CS_CERT_ACCUSED ? 2 : c == CS_CERT_POSSIBLE ? 3 : 4;
}

static int32_t speaker(const cs_reading *r, const cs_statement *s) {
    return s->according_to.n ? r->attributions.v[s->according_to.v[s->according_to.n - 1]].source_entity : -1;
}

/* Who says it: 0 the report both, 1 the report one, 2 one speaker, 3 two. */
static uint8_t see_by(const cs_reading *r, const cs_statement *a, const cs_statement *b) {
    if (!a->according_to.n && !b->according_to.n) return 0;
    if (!a->according_to.n || !b->according_to.n) return 1;
    int32_t x = speaker(r, a), y = speaker(r, b);
    bool same = a->according_to.v[a->according_to.n - 1] == b->according_to.v[b->according_to.n - 1];
    return same || (x >= 0 && x == y) ? 2 : 3;
}

static uint8_t see_mode(const cs_statement *a, const cs_statement *b) {
    return !a->mode.n && !b->mode.n ? 0 : !a->mode.n || !b->mode.n ? 1 : cs_eq(a->mode, b->mode) ? 2 : 3;
}

/* What the branch says of the two words: 0 nothing, as they stand in two windows or it takes one for no event; else by how
 * probable one incident is. */
static uint8_t see_kin(const cs_reading *r, int32_t word, int32_t before) {
    static const float from[] = { 0.02f, 0.08f, 0.2f, 0.4f, 0.6f, 0.8f, 0.95f };
    ptrdiff_t lo = 0, hi = r->kin.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        const cs_kin *k = &r->kin.v[mid];
        if (k->word < word || (k->word == word && k->before < before))
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo == r->kin.n || r->kin.v[lo].word != word || r->kin.v[lo].before != before) return 0;
    uint8_t v = 1;
    while (v < 8 && r->kin.v[lo].p >= from[v - 1]) v++;
    return v;
}

void cs_likeness_see(const cs_likeness_view *v, int32_t ia, int32_t ib, uint8_t value[CS_LIKE_COUNT]) {
    const cs_reading *r = v->r;
    const cs_statement *a = &r->statements.v[ia], *b = &r->statements.v[ib];
    int32_t total = v->total[cs_spoken_of(b)], sent_a = r->tokens.v[a->trigger_token].sent,
            sent_b = r->tokens.v[b->trigger_token].sent;
    value[CS_LIKE_TYPE] = cs_spoken_of(b);
    value[CS_LIKE_WHERE] = see_where(r, a, b);
    value[CS_LIKE_WHEN] = see_when(r, a, b);
    value[CS_LIKE_AGENT] = see_side(v, a, b, BY);
    value[CS_LIKE_AFFECTED] = see_side(v, a, b, TO);
    value[CS_LIKE_CROSSED] = see_crossed(a, b);
    value[CS_LIKE_WITH] = see_with(v, a, b);
    value[CS_LIKE_KILLED] = see_toll(a, b, CS_EFFECT_KILLED);
    value[CS_LIKE_WOUNDED] = see_toll(a, b, CS_EFFECT_WOUNDED);
    value[CS_LIKE_LEMMA] = see_lemma(r, a, b);
    value[CS_LIKE_MODE] = see_mode(a, b);
    value[CS_LIKE_FORM] = see_form(r, b);
    value[CS_LIKE_FORM_BEFORE] = see_form(r, a);
    value[CS_LIKE_PLURAL] = (uint8_t)(told_in_plural(r, a) + 2 * told_in_plural(r, b));
    value[CS_LIKE_APART] = see_apart(r, a, b);
    value[CS_LIKE_TREE] = see_tree(r, a, b);
    value[CS_LIKE_BETWEEN] = see_between(v, ia, ib);
    value[CS_LIKE_OPENING] = see_opening(v, ia);
    value[CS_LIKE_WORLD] = see_world(a, b);
    value[CS_LIKE_FRAME] = see_frame(a, b);
    value[CS_LIKE_VOICE] = see_voice(a, b);
    value[CS_LIKE_BY] = see_by(r, a, b);
    value[CS_LIKE_WORDS] = see_words(v, sent_a, sent_b);
    value[CS_LIKE_NAMES] = see_names(v, sent_a, sent_b);
    value[CS_LIKE_PARAGRAPH] = r->sentences.v[sent_a].paragraph != r->sentences.v[sent_b].paragraph;
    int32_t x = a->trigger_token, y = b->trigger_token;
    value[CS_LIKE_KIN] = see_kin(r, x > y ? x : y, x > y ? y : x);
    value[CS_LIKE_MANY] = (uint8_t)(total <= 3 ? 0 : total <= 8 ? 1 : total <= 16 ? 2 : 3);
}
