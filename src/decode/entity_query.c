/* decode/entity_query.c: from tokens to mentions and entities, and what an entity is. */
#include "decode/entity.h"

/* The noun that a relative pronoun stands for: what the relative clause around it modifies. -1: it is none. */
static int32_t antecedent_of(const cs_tree *t, int32_t i) {
    const cs_token *k = cs_tok(t, i);
    if ((k->upos != CS_UPOS_PRON && k->upos != CS_UPOS_DET && k->upos != CS_UPOS_ADV) ||
        !cs_word_in(k->lower, "who whom whose which that where"))
        return -1;
    int32_t v = k->head;
    for (int up = 0; v >= 0 && up < 5; up++, v = cs_tok(t, v)->head) {
        cs_deprel rel = cs_tok(t, v)->deprel;
        if (rel == CS_REL_ACL_RELCL && cs_tok(t, v)->head < i) return cs_tok(t, v)->head;
        if (rel == CS_REL_ACL_RELCL || rel == CS_REL_ROOT) return -1;
    }
    return -1;
}

cs_entity_index cs_entity_index_make(const cs_reading *r, const cs_tree *t, cs_arena *perm) {
    int32_t n = (int32_t)r->tokens.n;
    int32_t *narrow = CS_NEW(perm, int32_t, n), *wide = CS_NEW(perm, int32_t, n), *cover = CS_NEW(perm, int32_t, n);
    int32_t *cover_wide = CS_NEW(perm, int32_t, n), *antecedent = CS_NEW(perm, int32_t, n);
    for (int32_t i = 0; i < n; i++) {
        narrow[i] = wide[i] = cover[i] = cover_wide[i] = -1;
        antecedent[i] = antecedent_of(t, i);
    }
    for (int32_t m = 0; m < (int32_t)r->mentions.n; m++) { /* outer before inner: the last to write a token is the smallest */
        const cs_mention *k = &r->mentions.v[m];
        narrow[k->head] = m;
        if (wide[k->head] < 0) wide[k->head] = m;
        for (int32_t i = k->beg; i < k->end; i++) {
            cover[i] = m;
            if (cover_wide[i] < 0) cover_wide[i] = m;
        }
    }
    return (cs_entity_index){ r, narrow, wide, cover, cover_wide, antecedent };
}

cs_str cs_entity_words(const cs_reading *r, cs_span span, cs_arena *perm) {
    cs_str s = cs_span_text(r->text, span);
    char *out = CS_NEW(perm, char, s.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool blank = s.p[i] == '\n' || s.p[i] == ' ' || s.p[i] == '\t';
        if (!blank || (n && out[n - 1] != ' ')) out[n++] = blank ? ' ' : s.p[i];
    }
    return (cs_str){ out, n };
}

/* "Suliman" and "Gani" both as subjects of one verb: a part of a name that the parser did not join to its head. */
static bool beside_its_head(const cs_entity_index *x, int32_t token) {
    const cs_token *tokens = x->r->tokens.v;
    int32_t m = x->cover[token];
    if (m < 0 || tokens[token].upos != CS_UPOS_PROPN) return false;
    const cs_mention *name = &x->r->mentions.v[m];
    return name->kind == CS_MENTION_NAME && tokens[name->head].head == tokens[token].head &&
           tokens[name->head].deprel == tokens[token].deprel;
}

int32_t cs_entity_mention_at(const cs_entity_index *x, int32_t token) {
    const cs_token *tokens = x->r->tokens.v;
    for (int step = 0; token >= 0 && step < 8; step++) {
        if (x->narrow[token] >= 0) return x->narrow[token];
        if (beside_its_head(x, token)) return x->cover[token];
        if (x->antecedent[token] >= 0)
            token = x->antecedent[token];
        else if (tokens[token].deprel == CS_REL_FLAT || tokens[token].deprel == CS_REL_FIXED ||
                 tokens[token].deprel == CS_REL_GOESWITH)
            token = tokens[token].head;
        else
            return -1;
    }
    return -1;
}

int32_t cs_entity_at(const cs_entity_index *x, int32_t token) {
    int32_t m = cs_entity_mention_at(x, token);
    return m < 0 ? -1 : x->r->mentions.v[m].entity;
}

bool cs_entity_is_actor(const cs_reading *r, int32_t entity) {
    return entity >= 0 && r->entities.v[entity].type <= CS_ENT_POPULATION;
}

bool cs_entity_is_concrete(const cs_reading *r, int32_t entity) {
    return entity >= 0 && r->entities.v[entity].type != CS_ENT_EVENT_NAME && r->entities.v[entity].type != CS_ENT_DOCUMENT;
}

bool cs_entity_is_armed(const cs_reading *r, int32_t entity) {
    if (entity < 0) return false;
    const cs_entity *e = &r->entities.v[entity];
    if (e->type == CS_ENT_FORCE || (e->type == CS_ENT_GROUP && e->actor.n)) return true;
    if (e->actor.n && cs_is_armed_sector(e->sector)) return true;
    return (e->nouns & (CS_NOUN(ARMED) | CS_NOUN(PERPETRATOR))) != 0;
}

bool cs_entity_is_civilian(const cs_reading *r, int32_t entity) {
    uint32_t nouns = entity < 0 ? 0 : r->entities.v[entity].nouns;
    return (nouns & CS_NOUN(CIVILIAN)) && !(nouns & CS_NOUN(ARMED));
}

/* Subjects, agents and partners act; what stands after a preposition of place does not. */
bool cs_entity_acts_at(const cs_tree *t, int32_t token) {
    int32_t top = cs_conj_top(t, token);
    const cs_token *k = cs_tok(t, top);
    if (k->head < 0) return false;
    if (k->deprel == CS_REL_OBL_AGENT) return true;
    if (k->deprel == CS_REL_NSUBJ) return cs_child(t, k->head, CS_REL_COP) < 0;
    int32_t c = cs_child(t, top, CS_REL_CASE);
    if ((k->deprel != CS_REL_OBL && k->deprel != CS_REL_NMOD) || c < 0) return false;
    cs_upos above = cs_tok(t, k->head)->upos;
    if (cs_word_in(cs_tok(t, c)->lower, "by with against between")) return k->deprel == CS_REL_OBL || above == CS_UPOS_NOUN;
    return k->deprel == CS_REL_OBL && above == CS_UPOS_VERB && cs_word_in(cs_tok(t, c)->lower, "to") &&
           cs_lemma_in(t, k->head, "give supply sell provide offer belong say speak talk");
}

bool cs_entity_acts(const cs_tree *t, int32_t mention) { return cs_entity_acts_at(t, t->r->mentions.v[mention].head); }
