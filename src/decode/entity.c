/* decode/entity.c: the order of the sieves, and the chains as entities. */
#include "decode/entity_work.h"

static void begin_chains(cs_ework *w) {
    size_t n = (size_t)w->n + 1;
    w->gender = CS_NEW(w->a, uint8_t, n), w->number = CS_NEW(w->a, uint8_t, n);
    w->name = CS_NEW(w->a, int32_t, n);
    for (int32_t i = 0; i < w->n; i++) w->gender[i] = w->m[i].gender, w->number[i] = w->m[i].number, w->name[i] = -1;
}

/* Weight of a mention's type in the chain's: names before descriptions before pronouns, what a word says before what is
 * left when no word says more ("NHF"). */
static float type_weight(const cs_ework *w, const cs_em *m, cs_entity_type t) {
    bool several = m->kind == CS_MENTION_NOMINAL && m->noun && /* "a human rights group" says more than "the group" */
                   m->noun != cs_lexicon_noun(w->lex, cs_em_tok(w, m->head)->lemma);
    bool told = several || (m->says && t == (cs_entity_type)m->says);
    float known = !told && (t == CS_ENT_ORGANISATION || t == CS_ENT_OTHER) ? 0.2F : 1.0F;
    return known * m->score *
           (m->kind == CS_MENTION_NAME      ? (m->actor ? 8.0F : 4.0F)
            : m->kind == CS_MENTION_NOMINAL ? 2.0F
                                            : 0.5F);
}

static cs_str words(const cs_ework *w, int32_t beg, int32_t end) {
    while (end > beg + 1 && cs_word_in(cs_em_tok(w, end - 1)->lower, "'s '")) end--;
    return cs_entity_words(w->r, (cs_span){ cs_em_tok(w, beg)->span.beg, cs_em_tok(w, end - 1)->span.end }, w->perm);
}

/* Description without its article and without clauses: "man who shot himself" is called a man. */
static cs_str description(const cs_ework *w, const cs_em *m) {
    int32_t beg = m->beg, end = m->end;
    if (beg < m->head && cs_word_in(cs_em_tok(w, beg)->lower, "the a an this that these those")) beg++;
    for (int32_t i = m->head + 1; i < end; i++) {
        cs_deprel rel = cs_em_tok(w, i)->deprel;
        bool clause = rel == CS_REL_ACL || rel == CS_REL_ACL_RELCL || rel == CS_REL_APPOS || rel == CS_REL_PARATAXIS ||
                      rel == CS_REL_ADVCL;
        if (clause && w->t->left[i] > m->head) end = w->t->left[i];
    }
    while (end > m->head + 1 && cs_em_tok(w, end - 1)->upos == CS_UPOS_PUNCT) end--;
    return words(w, beg, end);
}

static cs_str name_of(const cs_ework *w, const int32_t *v, int32_t n) {
    int32_t best = -1;
    for (int32_t i = 0; i < n; i++) {
        const cs_em *m = &w->m[v[i]];
        if (m->kind == CS_MENTION_NAME && m->key.n && (best < 0 || m->key.n > w->m[best].key.n)) best = v[i];
    }
    if (best >= 0) return words(w, w->m[best].core_beg, w->m[best].core_end);
    for (int32_t i = 0; i < n; i++)
        if (w->m[v[i]].kind != CS_MENTION_PRONOUN) return description(w, &w->m[v[i]]);
    return words(w, w->m[v[0]].beg, w->m[v[0]].end);
}

/* A country or capital that mostly does things is spoken of as its government ("Moscow denied it"). */
static bool is_acting_state(const cs_ework *w, const int32_t *v, int32_t n) {
    int32_t acts = 0;
    bool state = false;
    for (int32_t i = 0; i < n; i++) {
        const cs_em *m = &w->m[v[i]];
        state = state || (m->actor && m->actor->type == CS_ENT_GOVERNMENT && m->actor_type == CS_ENT_GOVERNMENT) ||
                (m->key.n && cs_lexicon_capital(w->lex, m->key));
        acts += cs_entity_acts_at(w->t, m->head);
    }
    return state && 2 * acts > n;
}

/* v: [n] the chain's emitted mentions as indices into w->m. */
static void fill_entity(const cs_ework *w, cs_entity *e, const int32_t *v, int32_t n) {
    float weight[CS_ENT_COUNT] = { 0 };
    for (int32_t i = 0; i < n; i++) {
        const cs_em *m = &w->m[v[i]];
        cs_entity_type t = cs_em_type(w, m);
        weight[t] += type_weight(w, m, t);
        if (m->actor && !e->actor.n) e->actor = m->actor->id, e->why = m->actor->origin.n ? m->actor->origin : m->actor_why;
        e->plural = e->plural || (m->number == CS_NUM_PLUR && m->person != 1 && m->person != 2);
    }
    for (int t = 1; t < CS_ENT_COUNT; t++)
        if (weight[t] > weight[e->type]) e->type = (uint8_t)t;
    /* "the ruling party, the People's Congress": who is called a party is one, whatever the name says */
    if (weight[CS_ENT_PARTY] > 0 && (e->type == CS_ENT_GOVERNMENT || e->type == CS_ENT_ORGANISATION)) e->type = CS_ENT_PARTY;
    if (e->type == CS_ENT_PLACE && is_acting_state(w, v, n)) e->type = CS_ENT_GOVERNMENT;
    e->name = name_of(w, v, n);
}

static void emit(cs_ework *w) {
    cs_reading *r = w->r;
    int32_t *count = CS_NEW(w->a, int32_t, (size_t)w->n + 1), *at = CS_NEW(w->a, int32_t, (size_t)w->n + 1);
    int32_t *list = CS_NEW(w->a, int32_t, (size_t)w->n + 1), *entity = CS_NEW(w->a, int32_t, (size_t)w->n + 1), n = 0;
    for (int32_t i = 0; i < w->n; i++) count[cs_em_root(w, i)] += w->m[i].emit;
    for (int32_t i = 0, from = 0; i < w->n; i++) at[i] = from, from += count[i];
    for (int32_t i = 0; i < w->n; i++)
        if (w->m[i].emit) list[at[cs_em_root(w, i)]++] = i;
    for (int32_t i = 0; i < w->n; i++) entity[i] = -1;
    /* Entities in the order of their first emitted mention. */
    for (int32_t i = 0; i < w->n; i++) {
        int32_t root = cs_em_root(w, i), *v = list + at[root] - count[root];
        if (!w->m[i].emit) continue;
        if (entity[root] < 0) {
            entity[root] = (int32_t)r->entities.n;
            fill_entity(w, CS_PUSH(w->perm, &r->entities), v, count[root]);
            r->entities.v[entity[root]].mentions = CS_NEW(w->perm, int32_t, count[root]);
        }
        const cs_em *m = &w->m[i];
        cs_span s = { cs_em_tok(w, m->beg)->span.beg, cs_em_tok(w, m->end - 1)->span.end };
        cs_entity *e = &r->entities.v[entity[root]];
        e->mentions[e->n_mentions++] = n++;
        const cs_lex_noun *noun = m->kind == CS_MENTION_PRONOUN ? NULL : cs_lexicon_noun_at(w->lex, r, m->head);
        if (noun) e->nouns |= noun->flags;
        e->named |= m->kind == CS_MENTION_NAME;
        *CS_PUSH(w->perm, &r->mentions) = (cs_mention){ s, m->beg, m->end, m->head, entity[root], m->kind };
    }
}

void cs_entities(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    cs_entities_watched(l, NULL, r, perm, scratch);
}

void cs_entities_watched(const cs_lexicon *l, const struct cs_em_watch *watch, cs_reading *r, cs_arena *perm,
                         cs_arena scratch) {
    if (!r->tokens.n) return;
    cs_tree tree = cs_tree_make(r, &scratch, *perm); /* thinks beyond perm's end, where nothing is yet */
    cs_actor_context about = cs_actor_context_of(l, r);
    cs_ework w = { .lex = l, .about = &about, .r = r, .t = &tree, .perm = perm, .a = &scratch, .watch = watch };
    cs_em_quotes(&w);
    cs_em_collect(&w);
    begin_chains(&w);
    cs_em_names(&w);
    cs_em_syntax(&w);
    cs_em_speakers(&w);
    cs_em_rank(&w);
    if (!w.watch) cs_em_ages(&w);
    emit(&w);
}
