/* link/filler_feature.c: candidates for an incident's fillers and what the model sees of them. A feature is a hash of a letter
 * that says what it is and of up to four words. The order of words in a feature and the letters are part of the model: after a
 * change the weights must be learnt anew (train/fillers.py). */
#include "base/map.h"
#include "link/filler.h"
#include <stdlib.h>

enum { MENTIONS_MAX = 8, ROLES_MAX = 6, MANY = 6 };

typedef struct node { /* a role that a statement gives to a phrase, in a list by the phrase's head */
    const cs_statement *s;
    const cs_role *role;
    int32_t next;
} node;

typedef struct view {
    const cs_lexicon *l;
    const cs_reading *r;
    cs_tree t;
    const node *nodes;
    const int32_t *at; /* [n_tokens]: first node or -1 */
    cs_arena *perm;
} view;

static cs_str text(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }
static const cs_str NONE = { "", 0 };

static void put(const view *v, cs_wording *w, char what, cs_str a, cs_str b, cs_str c, cs_str d) {
    const cs_str part[] = { a, b, c, d };
    uint64_t h = 14695981039346656037u ^ (unsigned char)what;
    for (int k = 0; k < 4; k++) {
        for (ptrdiff_t i = 0; i < part[k].n; i++) h = (h * 1099511628211u) ^ (unsigned char)part[k].p[i];
        h = (h * 1099511628211u) ^ 0x1Fu;
    }
    h *= 1099511628211u;
    *CS_PUSH(v->perm, &w->features) = (uint32_t)(h ^ h >> 32);
}

static void put_number(const view *v, cs_wording *w, char what, int32_t n) {
    static const char *const digits[] = { "0", "1", "2", "3", "4", "5", "6" };
    put(v, w, what, text(digits[n < MANY ? n : MANY]), NONE, NONE, NONE);
}

static const char *type_of(const cs_reading *r, int32_t entity) {
    return entity < 0 ? "" : cs_entity_type_name[r->entities.v[entity].type];
}

/* ---- features ---- */

static void put_words(const view *v, cs_wording *w, const cs_mention *m, cs_core c) {
    const cs_token *head = cs_tok(&v->t, m->head);
    cs_str type = text(type_of(v->r, m->entity)), kind = text(cs_mention_kind_name[m->kind]);
    bool person = m->kind == CS_MENTION_NAME && v->r->entities.v[m->entity].type == CS_ENT_PERSON;
    put(v, w, 'k', kind, type, NONE, NONE);
    put(v, w, 'h', person ? CS_LIT("*") : head->lemma, NONE, NONE, NONE);
    put(v, w, 'p', head->feats.number == CS_NUM_PLUR ? CS_LIT("plural") : NONE, kind, NONE, NONE);
    const cs_lex_noun *noun = cs_lexicon_noun_at(v->l, v->r, m->head);
    for (int k = 0; noun && k < CS_NOUN_FLAG_COUNT; k++)
        if (noun->flags >> k & 1) put_number(v, w, (char)(1 + k), 0);
    for (int32_t i = c.beg; i < c.end && !person; i++)
        if (i != m->head) put(v, w, 'w', cs_tok(&v->t, i)->lemma, NONE, NONE, NONE);
    CS_EACH_CHILD(&v->t, m->head, i) {
        const cs_token *x = cs_tok(&v->t, i);
        bool content = x->upos == CS_UPOS_NOUN || x->upos == CS_UPOS_VERB || x->upos == CS_UPOS_PROPN || x->upos == CS_UPOS_ADJ;
        if (content) put(v, w, 'c', x->lemma, text(cs_deprel_name[x->deprel]), NONE, NONE);
    }
}

static void put_syntax(const view *v, cs_wording *w, const cs_mention *m) {
    const cs_token *head = cs_tok(&v->t, m->head);
    if (head->head < 0) return;
    const cs_token *up = cs_tok(&v->t, head->head);
    int32_t by = cs_child(&v->t, m->head, CS_REL_CASE);
    cs_str rel = text(cs_deprel_name[head->deprel]), preposition = by < 0 ? NONE : cs_tok(&v->t, by)->lower;
    put(v, w, 'g', up->lemma, rel, preposition, NONE);
    put(v, w, 'G', up->lemma, NONE, NONE, NONE);
    put(v, w, 'r', rel, preposition, NONE, NONE);
    if (up->head >= 0) put(v, w, 'u', cs_tok(&v->t, up->head)->lemma, text(cs_deprel_name[up->deprel]), rel, NONE);
}

static void put_role(const view *v, cs_wording *w, const node *x, cs_str type) {
    const cs_statement *s = x->s;
    cs_str role = text(cs_role_name_text[x->role->role]), what = text(cs_type_name[s->type]);
    cs_str modality = text(cs_modality_name[s->modality]);
    put(v, w, 'R', role, what, NONE, NONE);
    put(v, w, 'T', role, what, type, NONE);
    put(v, w, 'M', role, what, s->mode, NONE);
    put(v, w, 'N', role, what, s->mode, type);
    put(v, w, 'O', role, what, modality, text(cs_frame_name[s->time_frame]));
    put(v, w, 'C', role, what, text(cs_certainty_name[s->certainty]), NONE);
    put(v, w, 'L', role, cs_tok(&v->t, s->trigger_token)->lemma, NONE, NONE);
    if (s->type != CS_T_ASSAULT) return;
    for (ptrdiff_t i = 0; i < s->toll.n; i++) put(v, w, 'E', role, text(cs_effect_name[s->toll.v[i].effect]), NONE, NONE);
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *o = &s->roles.v[i];
        if (o->role == x->role->role) continue;
        put(v, w, 'o', role, text(cs_role_name_text[o->role]), text(type_of(v->r, o->entity)), NONE);
        put(v, w, 'q', role, text(cs_role_name_text[o->role]), cs_tok(&v->t, o->token)->lemma, NONE);
    }
}

static void put_mention(const view *v, cs_wording *w, const cs_mention *m, cs_core c) {
    put_words(v, w, m, c);
    put_syntax(v, w, m);
    cs_str type = text(type_of(v->r, m->entity));
    int n = 0;
    for (int32_t k = v->at[m->head]; k >= 0 && n < ROLES_MAX; k = v->nodes[k].next, n++) put_role(v, w, &v->nodes[k], type);
    if (!n) put(v, w, '0', type, NONE, NONE, NONE);
    const cs_sentence *s = &v->r->sentences.v[cs_tok(&v->t, m->head)->sent];
    for (int32_t i = s->beg; i < s->end; i++) {
        uint8_t upos = cs_tok(&v->t, i)->upos;
        if (upos != CS_UPOS_PUNCT && upos != CS_UPOS_NUM) put(v, w, 's', cs_tok(&v->t, i)->lemma, NONE, NONE, NONE);
    }
}

/* ---- candidates ---- */

static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

static cs_str key_of(const view *v, cs_core c) {
    cs_span span = { v->r->tokens.v[c.beg].span.beg, v->r->tokens.v[c.end - 1].span.end };
    cs_str in = cs_span_text(v->r->text, span), out = { CS_NEW(v->perm, char, in.n + 1), 0 };
    char *p = (char *)out.p;
    for (ptrdiff_t i = 0; i < in.n;) {
        ptrdiff_t word = out.n;
        for (; i < in.n && !is_space(in.p[i]); i++) {
            unsigned char x = (unsigned char)in.p[i];
            bool letter = x >= 0x80 || (x >= '0' && x <= '9') || (x >= 'a' && x <= 'z') || (x >= 'A' && x <= 'Z');
            if (letter) p[out.n++] = (char)(x >= 'A' && x <= 'Z' ? x + 32 : x);
        }
        while (i < in.n && is_space(in.p[i])) i++;
        if (cs_word_in(cs_cut(out, word, out.n), "a an the")) out.n = word;
        if (out.n > word) p[out.n++] = ' ';
    }
    if (out.n) out.n--;
    return out;
}

static int by_value(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_features(cs_wording *w) {
    qsort(w->features.v, (size_t)w->features.n, sizeof *w->features.v, by_value);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < w->features.n; i++)
        if (!n || w->features.v[n - 1] != w->features.v[i]) w->features.v[n++] = w->features.v[i];
    w->features.n = n;
}

static void finish(const view *v, cs_wording *w, int32_t deeds) {
    put(v, w, 'b', NONE, NONE, NONE, NONE);
    put_number(v, w, 'n', (int32_t)w->mentions.n);
    put_number(v, w, 'a', deeds);
    put_number(v, w, 'f', cs_tok(&v->t, v->r->mentions.v[w->mentions.v[0]].head)->sent);
    sort_features(w);
}

/* ---- what the report says of the same one under other words ---- */

typedef struct by_entity { /* wordings in a list by entity, text order */
    int32_t wording, next;
} by_entity;

/* Adds what w lacks of the others' features, n[i] of them each and all rising, told apart from its own. */
static void put_others(const view *v, cs_wordings *all, const ptrdiff_t *n, cs_wording *w, const int32_t *others,
                       int32_t n_others) {
    ptrdiff_t own = n[w - all->v];
    for (int32_t k = 0; k < n_others; k++)
        for (ptrdiff_t i = 0, at = 0; i < n[others[k]]; i++) {
            uint32_t f = all->v[others[k]].features.v[i];
            while (at < own && w->features.v[at] < f) at++;
            if (at == own || w->features.v[at] != f) *CS_PUSH(v->perm, &w->features) = f ^ CS_FILLER_OF_OTHERS;
        }
}

static void put_chains(const view *v, cs_wordings *all, cs_arena scratch) {
    const cs_reading *r = v->r;
    int32_t *first = CS_NEW(&scratch, int32_t, r->entities.n + 1), n_nodes = 0, n_mentions = 0;
    ptrdiff_t *n = CS_NEW(&scratch, ptrdiff_t, all->n + 1);
    for (ptrdiff_t i = 0; i < r->entities.n; i++) first[i] = -1;
    for (ptrdiff_t i = 0; i < all->n; i++) n[i] = all->v[i].features.n, n_mentions += (int32_t)all->v[i].mentions.n;
    by_entity *nodes = CS_NEW(&scratch, by_entity, n_mentions + 1);
    for (int32_t i = (int32_t)all->n - 1; i >= 0; i--)
        for (ptrdiff_t k = 0; k < all->v[i].mentions.n; k++) {
            int32_t e = r->mentions.v[all->v[i].mentions.v[k]].entity;
            if (first[e] >= 0 && nodes[first[e]].wording == i) continue;
            nodes[n_nodes] = (by_entity){ i, first[e] };
            first[e] = n_nodes++;
        }
    for (int32_t i = 0; i < all->n; i++) {
        int32_t others[CS_FILLER_CHAIN_MAX], n_others = 0;
        for (ptrdiff_t k = 0; k < all->v[i].mentions.n; k++)
            for (int32_t x = first[r->mentions.v[all->v[i].mentions.v[k]].entity]; x >= 0 && n_others < CS_FILLER_CHAIN_MAX;
                 x = nodes[x].next) {
                bool known = nodes[x].wording == i;
                for (int32_t j = 0; j < n_others; j++) known |= others[j] == nodes[x].wording;
                if (!known) others[n_others++] = nodes[x].wording;
            }
        put_others(v, all, n, &all->v[i], others, n_others);
    }
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (all->v[i].features.n > n[i]) sort_features(&all->v[i]);
}

static void list_roles(view *v, cs_arena *scratch) {
    const cs_reading *r = v->r;
    int32_t n = 0, *at = CS_NEW(scratch, int32_t, r->tokens.n + 1);
    for (ptrdiff_t i = 0; i < r->tokens.n; i++) at[i] = -1;
    for (ptrdiff_t i = 0; i < r->statements.n; i++) n += (int32_t)r->statements.v[i].roles.n;
    node *nodes = CS_NEW(scratch, node, n + 1);
    n = 0;
    for (ptrdiff_t i = r->statements.n - 1; i >= 0; i--)
        for (ptrdiff_t k = r->statements.v[i].roles.n - 1; k >= 0; k--) {
            const cs_statement *s = &r->statements.v[i];
            int32_t token = s->roles.v[k].token;
            nodes[n] = (node){ s, &s->roles.v[k], at[token] };
            at[token] = n++;
        }
    v->nodes = nodes;
    v->at = at;
}

cs_wordings cs_filler_wordings(const cs_lexicon *l, const cs_reading *r, cs_arena *perm, cs_arena scratch) {
    view v = { .l = l, .r = r, .perm = perm };
    v.t = cs_tree_make(r, &scratch, *perm); /* thinks beyond perm's end, where nothing is yet */
    list_roles(&v, &scratch);
    cs_wordings out = { 0 };
    cs_map seen = { 0 };
    int32_t deeds = 0;
    for (ptrdiff_t i = 0; i < r->statements.n; i++)
        deeds += r->statements.v[i].type == CS_T_ASSAULT && r->statements.v[i].modality == CS_MOD_ACTUAL;
    for (int32_t i = 0; i < r->mentions.n; i++) {
        const cs_mention *m = &r->mentions.v[i];
        if (m->kind == CS_MENTION_PRONOUN || m->entity < 0) continue;
        cs_core c = cs_filler_core(l, &v.t, m);
        cs_str key = key_of(&v, c);
        if (!key.n) continue;
        bool is_new;
        uint32_t *place = cs_map_put(&scratch, &seen, key, &is_new);
        if (is_new) {
            *place = (uint32_t)out.n;
            *CS_PUSH(perm, &out) = (cs_wording){
                .key = key,
                .span = { r->tokens.v[c.beg].span.beg, r->tokens.v[c.end - 1].span.end },
                .entity = m->entity,
            };
        }
        cs_wording *w = &out.v[*place];
        if (w->mentions.n < MENTIONS_MAX) put_mention(&v, w, m, c);
        *CS_PUSH(perm, &w->mentions) = i;
    }
    for (ptrdiff_t i = 0; i < out.n; i++) finish(&v, &out.v[i], deeds);
    put_chains(&v, &out, scratch);
    return out;
}
