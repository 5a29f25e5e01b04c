/* decode/entity_name.c: one thing under several names: the same name again, the register's aliases, a last name, an acronym
 * in brackets or of a name told in full, a name with its common noun left out ("Nusra", "the Nusra Front"). */
#include "base/tsv.h"
#include "decode/entity_work.h"

static const char SMALL[] = "of the and for in on de la del";

typedef struct names {
    cs_map exact, actor, last_word, first_word; /* -> latest mention + 1; exact: "=" before initials */
    int32_t *before;                            /* [n mentions]: the mention before with the same last word, + 1 */
} names;

static bool is_person(const cs_em *m) { return m->coarse == CS_COARSE_PERSON; }
static int32_t words_of(cs_str key) {
    int32_t n = key.n > 0;
    for (ptrdiff_t i = 0; i < key.n; i++) n += key.p[i] == ' ';
    return n;
}
static cs_str last_word(cs_str key) {
    ptrdiff_t i = key.n;
    while (i > 0 && key.p[i - 1] != ' ') i--;
    return cs_cut(key, i, key.n);
}
static cs_str first_word(cs_str key) {
    ptrdiff_t i = 0;
    while (i < key.n && key.p[i] != ' ') i++;
    return cs_cut(key, 0, i);
}
static bool ends_with_words(cs_str key, cs_str tail) {
    return key.n > tail.n && cs_ends(key, tail) && key.p[key.n - tail.n - 1] == ' ';
}
static bool begins_with_words(cs_str key, cs_str head) {
    return key.n > head.n && cs_starts(key, head) && key.p[head.n] == ' ';
}

/* First letters of the words; small words count only when with_small. n == 0 for a single word. */
static cs_str initials(cs_ework *w, cs_str key, bool with_small) {
    char *out = CS_NEW(w->a, char, 16);
    ptrdiff_t n = 0;
    cs_str word;
    if (words_of(key) < 2) return (cs_str){ 0 };
    while (n < 16 && cs_list_next(&key, ' ', &word))
        if (word.n && (with_small || !cs_word_in(word, SMALL))) out[n++] = word.p[0];
    return (cs_str){ out, n >= 2 ? n : 0 };
}

static bool is_acronym(const cs_ework *w, const cs_em *m) {
    return m->core_end - m->core_beg == 1 && !w->caps[m->sent] && cs_em_is_acronym(cs_em_tok(w, m->core_beg)->form);
}

/* Letters of the acronym in order among the name's, each word's first letter preferred: "ISKP" ~ "islamic state khorasan
 * province"; the first letters must agree. */
bool cs_em_abbreviates(cs_str acronym, cs_str key) {
    ptrdiff_t i = 0;
    if (!acronym.n || !key.n || acronym.p[0] != key.p[0]) return false;
    for (ptrdiff_t k = 0; k < key.n && i < acronym.n; k++)
        if (key.p[k] == acronym.p[i]) i++;
    return i == acronym.n && words_of(key) >= 2;
}

static bool joined(cs_ework *w, int32_t before, int32_t m) {
    if (before < 0 || !cs_em_can_join(w, before, m)) return false;
    cs_em_join(w, before, m);
    return true;
}

/* A longer name must not gainsay the chain's fullest: "Bill Clinton" is no mention of Hillary Clinton. */
static bool person_fits(const cs_ework *w, int32_t before, cs_str key) {
    int32_t f = w->name[cs_em_root(w, before)];
    cs_str full = f < 0 ? w->m[before].key : w->m[f].key;
    if (cs_eq(full, key) || ends_with_words(full, key) || ends_with_words(key, full) || begins_with_words(full, key))
        return true;
    /* "George W. Bush" ~ "George Bush" */
    return cs_eq(first_word(full), first_word(key)) && cs_eq(last_word(full), last_word(key));
}

static bool join_person(cs_ework *w, names *k, int32_t i) {
    const cs_em *m = &w->m[i];
    const uint32_t *at = cs_map_get(&k->last_word, last_word(m->key));
    int tries = 0;
    for (int32_t b = at ? (int32_t)*at - 1 : -1; b >= 0 && tries++ < 20; b = k->before[b] - 1)
        if (is_person(&w->m[b]) && person_fits(w, b, m->key) && joined(w, b, i)) return true;
    if (words_of(m->key) != 1) return false;
    at = cs_map_get(&k->first_word, cs_join(w->a, CS_LIT("~"), m->key));
    if (at && joined(w, (int32_t)*at - 1, i)) return true;
    if (m->titled) return false;
    at = cs_map_get(&k->first_word, m->key); /* a first name */
    return at && is_person(&w->m[*at - 1]) && joined(w, (int32_t)*at - 1, i);
}

/* Common nouns that a group's or organisation's name can lose. */
static bool is_generic(const cs_ework *w, cs_str word) {
    const cs_lex_noun *noun = cs_lexicon_noun(w->lex, word);
    return (noun && (noun->type == CS_ENT_GROUP || noun->type == CS_ENT_ORGANISATION || noun->type == CS_ENT_FORCE ||
                     noun->type == CS_ENT_PARTY)) ||
           cs_word_in(word,
                      "front movement party group organization organisation army brigade brigades militia regime network "
                      "corporation company inc corp university church administration government");
}

static bool rest_is_generic(const cs_ework *w, cs_str full, cs_str part) {
    cs_str rest = cs_cut(full, part.n + 1, full.n), word;
    while (cs_list_next(&rest, ' ', &word))
        if (!is_generic(w, word)) return false;
    return true;
}

/* The chain of the last name with this one's last word that has it whole at its end ("Security Council" ~ "United Nations
 * Security Council"), or of one that begins with it and goes on with common nouns only. */
static bool join_body(cs_ework *w, names *k, int32_t i) {
    const cs_em *m = &w->m[i];
    int32_t n_words = words_of(m->key);
    const uint32_t *at = cs_map_get(&k->last_word, last_word(m->key));
    int tries = 0;
    for (int32_t b = at ? (int32_t)*at - 1 : -1; b >= 0 && tries++ < 20; b = k->before[b] - 1) {
        const cs_em *o = &w->m[b];
        if (is_person(o) || o->coarse != m->coarse || o->coarse == CS_COARSE_PLACE) continue; /* Northern Dorn, Dorn */
        cs_str longer = o->key.n > m->key.n ? o->key : m->key, shorter = o->key.n > m->key.n ? m->key : o->key;
        bool one_more = words_of(shorter) >= 2 && words_of(longer) == words_of(shorter) + 1 && ends_with_words(longer, shorter);
        const uint32_t *first = cs_map_get(&k->exact, first_word(longer)); /* a name of its own: another body of the sort */
        const cs_em *l = o->key.n > m->key.n ? o : m;
        bool apart = first && !(w->m[*first - 1].beg >= l->beg && w->m[*first - 1].end <= l->end);
        if (one_more && !apart && !cs_lexicon_actor(w->lex, first_word(longer)) && joined(w, b, i)) return true;
    }
    at = cs_map_get(&k->first_word, first_word(m->key));
    if (!at || is_person(&w->m[*at - 1])) return false;
    const cs_em *o = &w->m[*at - 1];
    if (o->coarse != m->coarse || (o->coarse == CS_COARSE_PLACE && n_words == 1))
        return false; /* Washington, Washington County */
    if (begins_with_words(o->key, m->key) && rest_is_generic(w, o->key, m->key)) return joined(w, (int32_t)*at - 1, i);
    if (begins_with_words(m->key, o->key) && rest_is_generic(w, m->key, o->key)) return joined(w, (int32_t)*at - 1, i);
    return false;
}

/* "X (ABC)", "X [ABC]": the mention that ends before the bracket and that the letters stand for, else the smallest. */
static bool join_bracketed(cs_ework *w, int32_t i) {
    const cs_em *m = &w->m[i];
    if (m->beg < 2 || m->end >= (int32_t)w->r->tokens.n || !cs_word_in(cs_em_tok(w, m->beg - 1)->lower, "( [") ||
        !cs_word_in(cs_em_tok(w, m->end)->lower, ") ]") ||
        !(is_acronym(w, m) || (w->caps[m->sent] && m->core_end - m->core_beg == 1 && m->key.n <= 8)))
        return false;
    int32_t found = -1;
    bool parsed = false; /* the letters stand for another language's words: what the parse says */
    for (int32_t b = i - 1; b >= 0 && i - b < 12; b--) {
        const cs_em *o = &w->m[b];
        if (o->sent != m->sent || o->coordinated || o->kind == CS_MENTION_PRONOUN || o->coarse != m->coarse) continue;
        if (o->end != m->beg - 1 && o->core_end != m->beg - 1 && o->head != m->beg - 2) continue;
        bool named = cs_em_abbreviates(m->key, o->key), above = cs_em_tok(w, m->head)->head == o->head;
        if (named || found < 0 || (above && !parsed)) found = b, parsed = above;
        if (named) break;
    }
    return found >= 0 && joined(w, found, i);
}

static bool join_acronym(cs_ework *w, names *k, int32_t i) {
    const cs_em *m = &w->m[i];
    if (is_person(m)) return false;
    if (is_acronym(w, m)) {
        const uint32_t *at = cs_map_get(&k->exact, cs_join(w->a, CS_LIT("="), m->key));
        return at && joined(w, (int32_t)*at - 1, i);
    }
    for (int small = 0; small < 2; small++) { /* the acronym came first */
        cs_str s = initials(w, m->key, small);
        const uint32_t *at = s.n ? cs_map_get(&k->exact, s) : NULL;
        if (at && is_acronym(w, &w->m[*at - 1]) && w->m[*at - 1].coarse == m->coarse && joined(w, (int32_t)*at - 1, i))
            return true;
    }
    return false;
}

static void remember(cs_ework *w, names *k, int32_t i) {
    const cs_em *m = &w->m[i];
    *cs_map_put(w->a, &k->exact, m->key, NULL) = (uint32_t)i + 1;
    if (m->actor) *cs_map_put(w->a, &k->actor, m->actor->id, NULL) = (uint32_t)i + 1;
    uint32_t *last = cs_map_put(w->a, &k->last_word, last_word(m->key), NULL);
    k->before[i] = (int32_t)*last;
    *last = (uint32_t)i + 1;
    if (!is_person(m)) {
        for (int small = 0; small < 2; small++) {
            cs_str s = initials(w, m->key, small);
            if (s.n) *cs_map_put(w->a, &k->exact, cs_join(w->a, CS_LIT("="), s), NULL) = (uint32_t)i + 1;
        }
    }
    if (is_person(m) && words_of(m->key) > 2) { /* "Carlos Pizarro Leongomez" is called Pizarro */
        cs_str rest = cs_trim(cs_cut(m->key, 0, m->key.n - last_word(m->key).n));
        *cs_map_put(w->a, &k->first_word, cs_join(w->a, CS_LIT("~"), last_word(rest)), NULL) = (uint32_t)i + 1;
    }
    /* by first word: a person of two words or more, and any body */
    if (!is_person(m) || words_of(m->key) > 1) *cs_map_put(w->a, &k->first_word, first_word(m->key), NULL) = (uint32_t)i + 1;
}

void cs_em_names(cs_ework *w) {
    names k = { .before = CS_NEW(w->a, int32_t, (size_t)w->n + 1) };
    for (int32_t i = 0; i < w->n; i++) {
        cs_em *m = &w->m[i];
        if (m->kind != CS_MENTION_NAME || !m->key.n) continue;
        w->name[i] = w->name[i] < 0 ? i : w->name[i];
        const uint32_t *same = cs_map_get(&k.exact, m->key), *actor = m->actor ? cs_map_get(&k.actor, m->actor->id) : NULL;
        bool done = same && joined(w, (int32_t)*same - 1, i);
        done = (actor && joined(w, (int32_t)*actor - 1, i)) || done;
        done = join_bracketed(w, i) || done;
        if (!done && is_person(m))
            done = join_person(w, &k, i);
        else if (!done)
            done = join_acronym(w, &k, i) || join_body(w, &k, i);
        remember(w, &k, i);
    }
}
