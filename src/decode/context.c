/* Signs of contexts: words of the passage, the statement's type, its actors. See context.h. */
#include "decode/context.h"
#include "base/tsv.h"
#include "decode/entity.h"

/* A sign found at a token. The row's words are counted once a passage. */
typedef struct hit {
    int32_t sent, row;
} hit;

typedef struct votes {
    bool strong[CS_CTX_COUNT], twice[CS_CTX_COUNT];
    cs_str weak[CS_CTX_COUNT]; /* the word of the first weak sign */
} votes;

typedef struct job {
    const cs_context_table *t;
    const cs_lexicon *l;
    cs_reading *r;
    CS_VEC(hit) hits;   /* text order */
    int32_t *first_hit; /* [n_sentences + 1] */
} job;

enum { KIN_LETTERS = 5 };

/* Words of one root, as far as their first letters tell: one is the beginning of the other, or five letters are the same. */
static bool kin(cs_str a, cs_str b) {
    ptrdiff_t n = a.n < b.n ? a.n : b.n;
    if (n > KIN_LETTERS) n = KIN_LETTERS;
    return n >= 4 ? !memcmp(a.p, b.p, (size_t)n) : cs_eq(a, b);
}

static void vote(votes *v, uint8_t context, bool strong, cs_str word) {
    if (context == CS_CTX_COUNT) return;
    if (strong)
        v->strong[context] = true;
    else if (!v->weak[context].n)
        v->weak[context] = word;
    else if (!kin(v->weak[context], word))
        v->twice[context] = true;
}

/* ---- words ---- */

/* The lemma in lower case (lemmas of names keep their capitals); empty when it is longer than any key. */
static cs_str lower_lemma(const cs_token *t, char buf[CS_CONTEXT_KEY_BYTES_MAX]) {
    if (t->lemma.n > CS_CONTEXT_KEY_BYTES_MAX) return (cs_str){ "", 0 };
    for (ptrdiff_t i = 0; i < t->lemma.n; i++) buf[i] = cs_context_lower(t->lemma.p[i]);
    return (cs_str){ buf, t->lemma.n };
}

/* A first name: what follows hangs from it as a part of the same name ("Christian Weber"). Titles do not count ("Judge Weber"):
 * they are nouns. */
static bool is_first_name(const job *j, int32_t tok) {
    const cs_token *t = &j->r->tokens.v[tok];
    return t->upos == CS_UPOS_PROPN && tok + 1 < j->r->tokens.n && t[1].head == tok && t[1].deprel == CS_REL_FLAT;
}

static bool class_fits(const job *j, const cs_context_row *row, int32_t tok, int32_t last_tok) {
    const cs_token *first = &j->r->tokens.v[tok], *last = &j->r->tokens.v[last_tok];
    if (row->n_words == 1 && row->cls != CS_CONTEXT_NOUN && is_first_name(j, tok)) return false;
    switch (row->cls) {
    case CS_CONTEXT_NOUN: return last->upos == CS_UPOS_NOUN || last->upos == CS_UPOS_PROPN;
    case CS_CONTEXT_VERB: return first->upos == CS_UPOS_VERB;
    case CS_CONTEXT_ADJECTIVE: return last->upos == CS_UPOS_ADJ || last->upos == CS_UPOS_PROPN;
    default: return true;
    }
}

/* Whether the row's words stand at tok; *end: the token after them. A hyphen between two of them is no word. */
static bool words_fit(const job *j, const cs_context_row *row, int32_t tok, int32_t sent_end, int32_t *end) {
    const cs_token *tokens = j->r->tokens.v;
    cs_str rest = row->key, word;
    int32_t i = tok, last = tok;
    while (cs_list_next(&rest, ' ', &word)) {
        if (i > tok && i + 1 < sent_end && cs_eq(tokens[i].lower, CS_LIT("-"))) i++;
        if (i >= sent_end) return false;
        char buf[CS_CONTEXT_KEY_BYTES_MAX];
        bool same = row->cls == CS_CONTEXT_NAME ? cs_eq(tokens[i].form, word)
                                                : cs_eq(tokens[i].lower, word) || cs_eq(lower_lemma(&tokens[i], buf), word);
        if (!same) return false;
        last = i++;
    }
    *end = i;
    return class_fits(j, row, tok, last);
}

/* Notes all rows of the longest key that stands at tok and returns the token after it; tok when there is none. */
static int32_t note_at(job *j, const cs_context_row *rows, int32_t n, int32_t tok, cs_arena *scratch) {
    const cs_sentence *s = &j->r->sentences.v[j->r->tokens.v[tok].sent];
    int32_t end = tok, n_words = 0;
    for (int32_t i = 0; i < n; i++) {
        int32_t to;
        if (rows[i].n_words < n_words) break;
        if (!words_fit(j, &rows[i], tok, s->end, &to)) continue;
        end = to;
        n_words = rows[i].n_words;
        *CS_PUSH(scratch, &j->hits) = (hit){ j->r->tokens.v[tok].sent, (int32_t)(rows + i - j->t->rows) };
    }
    return end;
}

static int32_t note_word(job *j, int32_t tok, cs_arena *scratch) {
    const cs_token *t = &j->r->tokens.v[tok];
    if (t->upos == CS_UPOS_PUNCT || t->upos == CS_UPOS_DET || t->upos == CS_UPOS_ADP || t->upos == CS_UPOS_PRON) return tok;
    char buf[CS_CONTEXT_KEY_BYTES_MAX];
    cs_str lemma = lower_lemma(t, buf);
    int32_t n, end = tok;
    const cs_context_row *rows = cs_context_rows(j->t, lemma, &n);
    if (rows) end = note_at(j, rows, n, tok, scratch);
    if (end > tok || cs_eq(lemma, t->lower)) return end;
    rows = cs_context_rows(j->t, t->lower, &n);
    return rows ? note_at(j, rows, n, tok, scratch) : tok;
}

static void note_words(job *j, cs_arena *scratch) {
    j->first_hit = CS_NEW(scratch, int32_t, j->r->sentences.n + 1);
    for (int32_t s = 0; s < j->r->sentences.n; s++) {
        j->first_hit[s] = (int32_t)j->hits.n;
        for (int32_t i = j->r->sentences.v[s].beg, end = j->r->sentences.v[s].end; i < end;) {
            int32_t to = note_word(j, i, scratch);
            i = to > i ? to : i + 1;
        }
    }
    j->first_hit[j->r->sentences.n] = (int32_t)j->hits.n;
}

static void vote_passage(const job *j, int32_t sent, votes *v) {
    const cs_sentence *s = j->r->sentences.v;
    int32_t beg = sent, end = sent + 1;
    if (beg > 0 && s[beg - 1].paragraph == s[sent].paragraph) beg--;
    if (end < j->r->sentences.n && s[end].paragraph == s[sent].paragraph) end++;
    for (int32_t i = j->first_hit[beg]; i < j->first_hit[end]; i++) {
        const cs_context_row *row = &j->t->rows[j->hits.v[i].row];
        vote(v, row->context, row->strong, row->key);
    }
}

/* ---- type, mode and actors ---- */

static void vote_key(const job *j, cs_str key, cs_str word, votes *v) {
    int32_t n;
    const cs_context_row *rows = cs_context_rows(j->t, key, &n);
    for (int32_t i = 0; i < n; i++) vote(v, rows[i].context, rows[i].strong, word);
}

/* The trigger is the word of these signs, so that it does not count again as a word of the passage. */
static void vote_type(const job *j, const cs_statement *s, cs_str trigger, votes *v, cs_arena scratch) {
    cs_str key = cs_printf(&scratch, "=%s", cs_type_name[s->type]);
    vote_key(j, key, trigger, v);
    if (s->mode.n) vote_key(j, cs_printf(&scratch, "=%s:%.*s", cs_type_name[s->type], CS_ARG(s->mode)), trigger, v);
}

static bool is_armed_act(uint8_t type) {
    return type == CS_T_ASSAULT || type == CS_T_MOBILIZE || type == CS_T_RETREAT || type == CS_T_FIGHTS || type == CS_T_ARMS ||
           type == CS_T_TRAINS;
}

static bool called(const job *j, const cs_entity *e, const char *lemma) {
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = &j->r->mentions.v[e->mentions[i]];
        for (int32_t k = m->beg; k < m->end; k++)
            if (cs_eq(j->r->tokens.v[k].lemma, (cs_str){ lemma, (ptrdiff_t)strlen(lemma) })) return true;
    }
    return false;
}

static bool is_troops(const job *j, const cs_entity *e, const cs_actor *a) {
    if (e->type != CS_ENT_FORCE) return false;
    bool police = (a && cs_eq(a->sector, CS_LIT("COP"))) || cs_find(e->name, CS_LIT("olice")) >= 0 || called(j, e, "police");
    return !police;
}

static bool is_named_terrorist(const job *j, const cs_entity *e, const cs_actor *a) {
    return (a && cs_eq(a->sector, CS_LIT("IMG"))) || called(j, e, "terrorist");
}

/* Violence by those called terrorists is terrorism unless it is against an armed force: that is war. Explosives of no army or
 * state against civilians are a weak sign of it. */
static void vote_terror(const job *j, const cs_statement *s, votes *v) {
    cs_str by = { 0 };
    bool at_force = false, at_civilians = false, by_state = false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *x = &s->roles.v[i];
        if (x->entity < 0) continue;
        const cs_entity *e = &j->r->entities.v[x->entity];
        const cs_actor *a = e->actor.n ? cs_actors_by_id(&j->l->actors, e->actor) : NULL;
        if (x->role == CS_ROLE_AGENT && is_named_terrorist(j, e, a)) by = e->name;
        if (x->role == CS_ROLE_AGENT) by_state = by_state || e->type == CS_ENT_FORCE || e->type == CS_ENT_GOVERNMENT;
        if (x->role == CS_ROLE_RECIPIENT) at_force = at_force || is_troops(j, e, a);
        if (x->role == CS_ROLE_RECIPIENT) at_civilians = at_civilians || cs_entity_is_civilian(j->r, x->entity);
    }
    bool bombed = cs_eq(s->mode, CS_LIT("explosives")) && at_civilians && !at_force && !by_state;
    if (bombed) vote(v, CS_CTX_TERRORISM, false, CS_LIT("civilians"));
    if (by.n) vote(v, CS_CTX_TERRORISM, !at_force, by);
}

/* Two states, or a state and an organisation of states, that deal with each other otherwise than by force. */
static bool between_states(const job *j, const cs_statement *s) {
    const char *first = NULL;
    bool igo = false;
    if (is_armed_act(s->type) || s->type == CS_T_CONTROLS) return false;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        if (s->roles.v[i].entity < 0 || s->roles.v[i].role == CS_ROLE_TARGET || s->roles.v[i].role == CS_ROLE_INSTRUMENT)
            continue;
        const cs_entity *e = &j->r->entities.v[s->roles.v[i].entity];
        const cs_actor *a = e->actor.n ? cs_actors_by_id(&j->l->actors, e->actor) : NULL;
        if (!a) continue;
        bool is_igo = cs_eq(a->sector, CS_LIT("IGO"));
        bool state = e->type == CS_ENT_GOVERNMENT && a->country[0];
        if (state && ((first && memcmp(first, a->country, 3) != 0) || igo)) return true;
        if (is_igo && first) return true;
        if (state) first = a->country;
        igo = igo || is_igo;
    }
    return false;
}

static void vote_roles(const job *j, const cs_statement *s, votes *v, cs_arena scratch) {
    bool seized = s->type == CS_T_CONTROLS || (s->type == CS_T_ASSAULT && cs_eq(s->mode, CS_LIT("seize")));
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *x = &s->roles.v[i];
        if (x->entity < 0) continue;
        const cs_entity *e = &j->r->entities.v[x->entity];
        const cs_actor *a = e->actor.n ? cs_actors_by_id(&j->l->actors, e->actor) : NULL;
        bool side = x->role != CS_ROLE_TARGET && x->role != CS_ROLE_INSTRUMENT && x->role != CS_ROLE_ITEM;
        bool named = !e->why.n || cs_starts(e->why, CS_LIT("name")); /* "the police" are a sign of nothing */
        if (a && side && named) vote_key(j, cs_printf(&scratch, "@%.*s", CS_ARG(a->sector)), e->name, v);
        if (side && is_troops(j, e, a)) vote(v, CS_CTX_MILITARY, is_armed_act(s->type), e->name);
        bool ground = x->role == CS_ROLE_TARGET || x->role == CS_ROLE_RECIPIENT || x->role == CS_ROLE_TO;
        if (x->role == CS_ROLE_TARGET && (called(j, e, "hospital") || called(j, e, "clinic") || called(j, e, "ambulance")))
            vote(v, CS_CTX_HEALTH, true, e->name); /* hospitals are weak words: the wounded of any attack are taken to one */
        if (seized && ground && e->type == CS_ENT_PLACE) vote(v, CS_CTX_TERRITORY, true, e->name);
    }
    if (s->type == CS_T_ASSAULT) vote_terror(j, s, v);
    if (between_states(j, s)) vote(v, CS_CTX_DIPLOMATIC, true, CS_LIT("states"));
    for (ptrdiff_t i = 0; i < s->toll.n; i++)
        if (s->toll.v[i].effect == CS_EFFECT_DISPLACED) {
            vote(v, CS_CTX_MIGRATION, true, CS_LIT("displaced"));
            vote(v, CS_CTX_HUMAN_SECURITY, true, CS_LIT("displaced"));
        }
}

static void contexts_of(const job *j, cs_statement *s, cs_arena *perm, cs_arena scratch) {
    if (s->trigger_token < 0) return;
    const cs_token *trigger = &j->r->tokens.v[s->trigger_token];
    votes v = { 0 };
    vote_passage(j, trigger->sent, &v);
    vote_type(j, s, trigger->lemma, &v, scratch);
    vote_roles(j, s, &v, scratch);
    for (int i = 0; i < CS_CTX_COUNT; i++)
        if (v.strong[i] || v.twice[i])
            *CS_PUSH(perm, &s->contexts) = (cs_str){ cs_context_name[i], (ptrdiff_t)strlen(cs_context_name[i]) };
    if (s->contexts.n) *CS_PUSH(perm, &s->why) = (cs_why){ "contexts", CS_LIT("contexts:passage") };
}

void cs_contexts(const cs_context_table *t, const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    job j = { .t = t, .l = l, .r = r };
    if (!r->statements.n) return;
    note_words(&j, &scratch);
    for (ptrdiff_t i = 0; i < r->statements.n; i++) contexts_of(&j, &r->statements.v[i], perm, scratch);
}
