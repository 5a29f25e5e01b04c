/* link/filler_entity.c: entities for what statements of violence name without a mention. */
#include "decode/entity.h"
#include "link/filler.h"

static int32_t make(const cs_lexicon *l, cs_reading *r, const cs_role *x, cs_arena *perm) {
    const cs_token *head = &r->tokens.v[x->token];
    const cs_sentence *s = &r->sentences.v[head->sent];
    const cs_lex_noun *noun = cs_lexicon_noun_at(l, r, x->token);
    bool plural = head->feats.number == CS_NUM_PLUR;
    int32_t entity = (int32_t)r->entities.n;
    cs_mention m = { .span = x->span, .beg = x->token, .end = x->token + 1, .head = x->token, .entity = entity };
    while (m.beg > s->beg && cs_span_in(r->tokens.v[m.beg - 1].span, x->span)) m.beg--;
    while (m.end < s->end && cs_span_in(r->tokens.v[m.end].span, x->span)) m.end++;
    m.kind = head->upos == CS_UPOS_PROPN  ? CS_MENTION_NAME
             : head->upos == CS_UPOS_PRON ? CS_MENTION_PRONOUN
                                          : CS_MENTION_NOMINAL;
    cs_entity e = { .name = cs_entity_words(r, x->span, perm), .plural = plural, .n_mentions = 1 };
    e.type = noun ? noun->type : CS_ENT_OTHER;
    e.mentions = CS_NEW(perm, int32_t, 1);
    e.mentions[0] = (int32_t)r->mentions.n;
    *CS_PUSH(perm, &r->mentions) = m;
    *CS_PUSH(perm, &r->entities) = e;
    return entity;
}

typedef struct work {
    const cs_lexicon *l;
    cs_reading *r;
    int32_t *at; /* [n_tokens]: the entity made for the phrase with this head, + 1; 0: none yet */
    cs_arena *perm;
} work;

static void complete(work *w, cs_role *v, ptrdiff_t n) {
    for (ptrdiff_t i = 0; i < n; i++) {
        if (v[i].entity >= 0) continue;
        int32_t *at = &w->at[v[i].token];
        if (!*at) *at = make(w->l, w->r, &v[i], w->perm) + 1;
        v[i].entity = *at - 1;
        v[i].mention = w->r->entities.v[v[i].entity].mentions[0];
    }
}

void cs_filler_entities(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    work w = { l, r, CS_NEW(&scratch, int32_t, r->tokens.n), perm };
    for (ptrdiff_t i = 0; i < r->incidents.n; i++) {
        cs_incident *x = &r->incidents.v[i];
        if (!cs_filler_is_deed(x)) continue;
        for (int32_t k = 0; k < x->n_statements; k++) {
            cs_statement *s = &r->statements.v[x->statements[k]];
            complete(&w, s->roles.v, s->roles.n);
        }
        complete(&w, x->agents.v, x->agents.n);
        complete(&w, x->recipients.v, x->recipients.n);
        complete(&w, x->targets.v, x->targets.n);
        complete(&w, x->instruments.v, x->instruments.n);
    }
}
