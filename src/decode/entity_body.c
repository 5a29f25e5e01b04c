/* decode/entity_body.c: which names are names of bodies, and of what sort, where neither the register nor the mention head
 * knows: by the noun that the name is built on ("the Kordo People's Front"), by what the report calls it ("X, an armed
 * group", "X is a militia"), by whom it owns ("X fighters"), by its letters ("X (ABC)"). What one sentence says of a name
 * holds for the name throughout the report. */
#include "decode/entity_work.h"

/* Nouns that are surnames or places as often as bodies: not alone enough to overrule the head. */
static const char SURNAMES[] = "front watch guard guards union league church king band house court post ring company";
static const char PLACES[] =
    "state republic federation department division house court corner post ring cell circle company bloc district bank union";
static const char CAUSES[] =
    "liberation revolutionary resistance salvation redemption independence rebel popular islamic holy lord's";
static const char
    OUTLETS_FIRST[] = "radio televisión television tv canal channel daily agence agencia",
    OUTLETS_LAST[] =
        "radio television tv news times herald "
        "tribune gazette chronicle press daily standard observer telegraph courier mail newspaper fm broadcasting";

static const cs_lex_noun *noun_of_word(const cs_ework *w, int32_t i) {
    cs_str word = cs_em_tok(w, i)->lower;
    const cs_lex_noun *noun = cs_lexicon_noun(w->lex, word);
    return noun || !cs_ends(word, CS_LIT("s")) ? noun : cs_lexicon_noun(w->lex, cs_cut(word, 0, word.n - 1));
}

static bool core_has(const cs_ework *w, const cs_em *m, const char *list) {
    for (int32_t i = m->core_beg; i < m->core_end; i++)
        if (cs_word_in(cs_em_tok(w, i)->lower, list)) return true;
    return false;
}

/* What a body's common noun says, data/nouns.tsv put right for names. CS_ENT_PERSON: it is none. */
static cs_entity_type type_of_word(const cs_ework *w, const cs_em *m, int32_t i) {
    cs_str word = cs_em_tok(w, i)->lower;
    bool directed = i > m->core_beg && cs_word_in(cs_em_tok(w, i - 1)->lower, "eastern western northern southern home second");
    if (cs_word_in(word, "front") && directed) return CS_ENT_PERSON; /* a place of war */
    if (cs_word_in(word, "army armies guerrillas") && core_has(w, m, CAUSES))
        return CS_ENT_GROUP; /* states' armies are called by the state */
    if (cs_word_in(word, "council") &&
        core_has(w, m,
                 "military transitional security national state supreme city county town municipal regional provincial "
                 "district governing"))
        return CS_ENT_GOVERNMENT;
    if (cs_word_in(word, "command navy marines gendarmerie gendarmes")) return CS_ENT_FORCE;
    if (cs_word_in(word, "watch committee commission")) return CS_ENT_ORGANISATION;
    if (cs_word_in(word, "ministry")) return CS_ENT_GOVERNMENT;
    if (cs_word_in(word, "democrats republicans socialists")) return CS_ENT_PARTY;
    if (cs_word_in(word, "brigades battalions jihad mujahideen mujahidin rebels resistance")) return CS_ENT_GROUP;
    const cs_lex_noun *noun = noun_of_word(w, i);
    return noun && noun->type >= CS_ENT_GROUP && noun->type <= CS_ENT_PARTY ? (cs_entity_type)noun->type : CS_ENT_PERSON;
}

/* The noun before "of" or "for", else the last word: "Movement for Dignity", "Sahel Rights Watch". */
static int32_t base_of(const cs_ework *w, const cs_em *m, bool before_of) {
    if (!before_of) return m->core_end - 1;
    for (int32_t i = m->core_beg + 1; i + 1 < m->core_end; i++)
        if (cs_word_in(cs_em_tok(w, i)->lower, "of for to")) return i - 1;
    return -1;
}

static bool has_the(const cs_ework *w, const cs_em *m) {
    int32_t i = m->core_beg > m->beg ? m->core_beg - 1 : m->beg;
    return cs_word_in(cs_em_tok(w, i)->lower, "the") || cs_word_in(cs_em_tok(w, m->beg)->lower, "the");
}

static bool is_outlet(const cs_ework *w, const cs_em *m) {
    if (m->core_end - m->core_beg < 2) return false;
    bool first = cs_word_in(cs_em_tok(w, m->core_beg)->lower, OUTLETS_FIRST),
         last = cs_word_in(cs_em_tok(w, m->core_end - 1)->lower, OUTLETS_LAST);
    bool sure = cs_word_in(cs_em_tok(w, m->core_end - 1)->lower, "radio television tv news fm newspaper");
    return first || (last && (sure || has_the(w, m)));
}

/* By the name's own words. strong: whatever the head sees. */
static cs_entity_type by_words(const cs_ework *w, const cs_em *m, bool *strong) {
    *strong = true;
    if (is_outlet(w, m)) return CS_ENT_ORGANISATION;
    int32_t n_words = m->core_end - m->core_beg;
    for (int of = 1; of >= 0; of--) {
        int32_t i = base_of(w, m, of);
        cs_entity_type t = i < 0 ? CS_ENT_PERSON : type_of_word(w, m, i);
        if (!t) continue;
        cs_str word = cs_em_tok(w, i)->lower;
        bool surname = m->coarse == CS_COARSE_PERSON && !has_the(w, m) && n_words <= 2 && cs_word_in(word, SURNAMES);
        *strong = n_words > 1 && !surname && !(m->coarse == CS_COARSE_PLACE && cs_word_in(word, PLACES));
        return t;
    }
    return CS_ENT_PERSON;
}

/* Words that tell a body from any other of its sort, against those that call everything so. */
static bool is_sure_sort(const cs_ework *w, const cs_em *m, cs_entity_type t) {
    if (t == CS_ENT_ORGANISATION) return false;
    const cs_lex_noun *noun = m->kind == CS_MENTION_NOMINAL ? m->noun : noun_of_word(w, m->core_end - 1);
    return t != CS_ENT_GROUP || (noun && (noun->flags & CS_NOUN(ARMED)));
}

cs_entity_type cs_em_says(const cs_ework *w, const cs_em *m) {
    const uint32_t *told = m->key.n ? cs_map_get(&w->said, m->key) : NULL;
    if (told) return (cs_entity_type)*told;
    bool strong, party = m->core_beg > m->beg && m->coarse != CS_COARSE_PERSON &&
                         cs_word_in(cs_em_tok(w, m->core_beg - 1)->lower, "ruling opposition"); /* "the ruling X Front" */
    cs_entity_type own = by_words(w, m, &strong);
    if (party && own != CS_ENT_GOVERNMENT && own != CS_ENT_FORCE) return CS_ENT_PARTY;
    if (m->coarse == CS_COARSE_EVENT || m->coarse == CS_COARSE_TIME) return CS_ENT_PERSON;
    return strong ? own : CS_ENT_PERSON;
}

bool cs_em_is_acronym(cs_str s) {
    int upper = 0, digits = 0, other = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        upper += s.p[i] >= 'A' && s.p[i] <= 'Z';
        digits += s.p[i] >= '0' && s.p[i] <= '9';
        other += !(s.p[i] >= 'A' && s.p[i] <= 'Z') && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '-';
    }
    return upper && upper + digits >= 2 && s.n <= 10 && 2 * other < upper;
}

/* ---- what the report says ---- */

void cs_em_say(cs_ework *w, const cs_em *m, cs_entity_type t) {
    if (!m->key.n) return;
    cs_em x = *m; /* the same words as a body's name */
    x.coarse = CS_COARSE_ORGANIZATION;
    cs_em_find_name(w, &x);
    *cs_map_put(w->a, &w->said, m->key, NULL) = t;
    if (x.key.n) *cs_map_put(w->a, &w->said, x.key, NULL) = t;
}

static bool is_open_name(const cs_em *m) {
    return m->kind == CS_MENTION_NAME && !m->actor && !m->titled && !m->coordinated && m->key.n > 0 &&
           m->coarse != CS_COARSE_EVENT && m->coarse != CS_COARSE_TIME;
}

cs_entity_type cs_em_sort(const cs_ework *w, const cs_em *m) {
    if (m->noun->type == CS_ENT_GROUP && !(m->noun->flags & CS_NOUN(ARMED)))
        for (int32_t i = m->beg; i < m->head && !cs_word_in(cs_em_tok(w, i + 1)->lower, "defense defence"); i++)
            if (cs_word_in(cs_em_tok(w, i)->lower,
                           "rights advocacy aid relief monitoring charity civil environmental lobby lobbying media research "
                           "watchdog campaign humanitarian activist"))
                return CS_ENT_ORGANISATION;
    return (cs_entity_type)m->noun->type;
}

/* The sort of body that a description names, or CS_ENT_PERSON. */
static cs_entity_type described(const cs_ework *w, const cs_em *m) {
    if (m->kind != CS_MENTION_NOMINAL || m->coordinated || !m->noun || m->noun->type < CS_ENT_GROUP ||
        m->noun->type > CS_ENT_PARTY)
        return CS_ENT_PERSON;
    if (m->number == CS_NUM_PLUR || m->det == CS_EM_NO) return CS_ENT_PERSON;
    return cs_em_sort(w, m);
}

/* "Voices for Liberty, a human rights group": a common noun that begins the sentence. */
static bool is_named(const cs_ework *w, const cs_em *m) {
    const cs_token *k = cs_em_tok(w, m->head);
    int32_t of = m->head + 1;
    return !w->caps[m->sent] && !m->noun && m->head == w->r->sentences.v[m->sent].beg && cs_em_is_capital(k->form) &&
           of + 1 < m->end && cs_word_in(cs_em_tok(w, of)->lower, "of for") && cs_em_is_capital(cs_em_tok(w, m->end - 1)->form);
}

static void tell(cs_ework *w, int32_t x, int32_t y) {
    if (x < 0 || y < 0 || w->at[x] < 0 || w->at[y] < 0) return;
    cs_em *name = &w->m[w->at[x]], *sort = &w->m[w->at[y]];
    if (sort->kind == CS_MENTION_NAME) sort = &w->m[w->at[x]], name = &w->m[w->at[y]];
    cs_entity_type t = described(w, sort);
    if (t && name->kind == CS_MENTION_NOMINAL && is_named(w, name)) {
        name->named = true;
        name->coarse = CS_COARSE_ORGANIZATION;
        cs_em_features(w, name);
    }
    if (!t || !is_open_name(name)) return;
    bool strong;
    cs_entity_type own = by_words(w, name, &strong);
    if (own && is_sure_sort(w, name, own) && !is_sure_sort(w, sort, t)) t = own;
    cs_em_say(w, name, t);
    if (cs_em_coarse_of((cs_entity_type)sort->noun->type) == sort->coarse) return;
    sort->coarse = CS_COARSE_ORGANIZATION;
    cs_em_features(w, sort);
    sort->emit = true;
}

static int32_t named_as(const cs_ework *w, int32_t i) { /* "a group known as X", "a group called X" */
    CS_EACH_CHILD(w->t, i, c) {
        int32_t mark = cs_child(w->t, c, CS_REL_CASE);
        bool as = cs_rel(w->t, c, CS_REL_OBL) && mark >= 0 && cs_word_in(cs_em_tok(w, mark)->lower, "as");
        if (c > i && (as || cs_rel(w->t, c, CS_REL_XCOMP) || cs_rel(w->t, c, CS_REL_OBJ))) return c;
    }
    return -1;
}

/* "X fighters", "X's fighters", "fighters of the X", "an X commander". */
static const char FIGHTERS[] = "fighter militant rebel insurgent guerrilla gunman militiaman jihadist combatant";

/* "MRTU guerrillas", seen as one mention or in capitals: a word that nothing else knows. */
static void unseen_owner(cs_ework *w, int32_t i) {
    const cs_token *k = cs_em_tok(w, i);
    if (k->upos != CS_UPOS_PROPN || k->deprel != CS_REL_COMPOUND || k->head != i + 1 || k->lower.n > 6 ||
        !cs_em_is_acronym(k->form))
        return;
    if (!cs_lemma_in(w->t, k->head, FIGHTERS) || cs_lexicon_noun(w->lex, k->lower) || cs_lexicon_actor(w->lex, k->form) ||
        cs_lexicon_demonym(w->lex, k->lower))
        return;
    *cs_map_put(w->a, &w->said, k->lower, NULL) = CS_ENT_GROUP;
}

static void owner(cs_ework *w, int32_t i) {
    const cs_token *k = cs_em_tok(w, i);
    const cs_em *m = &w->m[w->at[i]];
    if (k->head < 0 || !is_open_name(m)) return;
    const cs_token *h = cs_em_tok(w, k->head);
    bool letters = cs_em_is_acronym(k->form) && !w->caps[k->sent];
    bool before = k->deprel == CS_REL_COMPOUND || (k->deprel == CS_REL_NMOD_POSS && letters),
         after = k->deprel == CS_REL_NMOD && letters;
    if ((!before && !after) || h->upos != CS_UPOS_NOUN || (m->coarse == CS_COARSE_PLACE && !letters)) return;
    if (after &&
        (cs_child(w->t, i, CS_REL_CASE) < 0 || !cs_word_in(cs_em_tok(w, cs_child(w->t, i, CS_REL_CASE))->lower, "of from")))
        return;
    bool fighters = cs_word_in(h->lemma, FIGHTERS) || cs_word_in(h->lemma, "commander");
    if (fighters || (letters && before && cs_word_in(h->lemma, "troop soldier paratrooper")))
        cs_em_say(w, m, fighters ? CS_ENT_GROUP : CS_ENT_FORCE);
    else if (letters && m->coarse != CS_COARSE_PLACE &&
             cs_word_in(h->lemma, "leader spokesman spokeswoman spokesperson member official chief cadre activist"))
        cs_em_say(w, m, cs_em_says(w, m) ? cs_em_says(w, m) : CS_ENT_ORGANISATION);
}

/* Letters in brackets say what the name before them is; a name with letters that is seen as a thing is a body's. */
static void bracket(cs_ework *w, int32_t i) {
    const cs_token *k = cs_em_tok(w, i);
    if (i < 2 || i + 1 >= (int32_t)w->r->tokens.n || !cs_word_in(cs_em_tok(w, i - 1)->lower, "( [") ||
        !cs_word_in(cs_em_tok(w, i + 1)->lower, ") ]") || !cs_em_is_acronym(k->form))
        return;
    for (int32_t b = cs_em_first_near(w, i); b < i; b++) {
        if (w->at[b] < 0) continue;
        const cs_em *m = &w->m[w->at[b]];
        bool known = m->kind == CS_MENTION_NAME && m->actor && !m->coordinated;
        if ((!known && !is_open_name(m)) || m->beg >= i || m->core_end > i - 1 || !cs_em_abbreviates(k->lower, m->key))
            continue;
        if (m->end < i - 1 || (m->end > i && m->core_end != i - 1)) continue;
        if (known) { /* the register's name, letters that it need not have */
            *cs_map_put(w->a, &w->said, k->lower, NULL) = m->actor_type;
            return;
        }
        cs_entity_type t = cs_em_says(w, m);
        const uint32_t *told = cs_map_get(&w->said, k->lower); /* "X (ABC), the ruling party" */
        if (told && *told && (!t || t == CS_ENT_ORGANISATION)) cs_em_say(w, m, t = (cs_entity_type)*told);
        bool thing = m->coarse == CS_COARSE_OTHER || m->coarse == CS_COARSE_OBJECT || m->coarse == CS_COARSE_PERSON;
        if (!t && m->noun && m->noun->type > CS_ENT_PARTY) thing = false;
        if (!t && thing) cs_em_say(w, m, t = CS_ENT_ORGANISATION);
        if (!t && m->coarse == CS_COARSE_PLACE) t = CS_ENT_PLACE;
        if (!t && m->coarse == CS_COARSE_ORGANIZATION) t = CS_ENT_ORGANISATION;
        if (t) *cs_map_put(w->a, &w->said, k->lower, NULL) = t;
        return;
    }
}

void cs_em_bodies(cs_ework *w) {
    const cs_tree *t = w->t;
    int32_t n = (int32_t)w->r->tokens.n;
    w->at = CS_NEW(w->a, int32_t, n);
    for (int32_t i = 0; i < n; i++) w->at[i] = -1;
    for (int32_t i = 0; i < w->n; i++)
        if (!w->m[i].coordinated) w->at[w->m[i].head] = i;
    for (int32_t i = 0; i < n; i++) {
        const cs_token *k = cs_em_tok(w, i);
        int32_t of = cs_em_set_off(w, i);
        if (of >= 0)
            tell(w, of, i);
        else if (k->deprel == CS_REL_APPOS)
            tell(w, k->head, i);
        if (k->upos == CS_UPOS_NOUN && cs_child(t, i, CS_REL_COP) >= 0 && cs_child(t, i, CS_REL_CASE) < 0)
            tell(w, cs_subject_of(t, i), i);
        if (k->upos == CS_UPOS_VERB && k->deprel == CS_REL_ACL && cs_word_in(k->lemma, "know name call dub"))
            tell(w, named_as(w, i), k->head);
        if (w->at[i] >= 0)
            owner(w, i);
        else
            unseen_owner(w, i);
    }
    for (int32_t i = 0; i < n; i++) bracket(w, i);
    for (int32_t i = 0; i < w->n; i++) {
        cs_em *m = &w->m[i];
        if (!is_open_name(m)) continue;
        if (cs_em_is_acronym(cs_em_tok(w, m->head)->form) && m->coarse == CS_COARSE_PERSON && !w->caps[m->sent] &&
            has_the(w, m) && !cs_em_says(w, m))
            cs_em_say(w, m, CS_ENT_ORGANISATION); /* "the NKA" */
    }
}
