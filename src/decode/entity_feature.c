/* decode/entity_feature.c: number, gender, definiteness, kind and, for names, the core by which they are compared. */
#include "decode/entity_work.h"

static const char THIRD_MALE[] = "he him his himself", THIRD_FEMALE[] = "she her hers herself", THIRD_THING[] = "it its itself",
                  THIRD_PLURAL[] = "they them their theirs themselves 'em em", FIRST_SINGULAR[] = "i me my mine myself",
                  FIRST_PLURAL[] = "we us our ours ourselves", SECOND[] = "you your yours yourself yourselves ya";

static void pronoun_features(cs_em *m, cs_str word) {
    m->gender = CS_EM_MALE | CS_EM_FEMALE;
    if (cs_word_in(word, THIRD_MALE))
        m->person = 3, m->number = CS_NUM_SING, m->gender = CS_EM_MALE;
    else if (cs_word_in(word, THIRD_FEMALE))
        m->person = 3, m->number = CS_NUM_SING, m->gender = CS_EM_FEMALE;
    else if (cs_word_in(word, THIRD_THING))
        m->person = 3, m->number = CS_NUM_SING, m->gender = CS_EM_THING;
    else if (cs_word_in(word, THIRD_PLURAL))
        m->person = 3, m->number = CS_NUM_PLUR, m->gender |= CS_EM_THING;
    else if (cs_word_in(word, FIRST_SINGULAR))
        m->person = 1, m->number = CS_NUM_SING;
    else if (cs_word_in(word, FIRST_PLURAL) || (cs_word_in(word, "'s")))
        m->person = 1, m->number = CS_NUM_PLUR;
    else if (cs_word_in(word, SECOND))
        m->person = 2;
    else
        m->gender |= CS_EM_THING; /* this, these, someone, both: joined by nothing or by their nouns */
}

static uint8_t nominal_gender(const cs_ework *w, const cs_em *m) {
    char known = m->noun ? m->noun->gender : 0;
    for (int32_t i = m->beg; i < m->head && m->coarse == CS_COARSE_PERSON && !known; i++) {
        cs_str word = cs_em_tok(w, i)->lower;
        const cs_lex_noun *title = cs_em_tok(w, i)->sent == m->sent ? cs_lexicon_noun(w->lex, cs_em_tok(w, i)->lemma) : NULL;
        if (cs_word_in(word, "mr mr. sir lord king prince"))
            known = 'm';
        else if (cs_word_in(word, "mrs mrs. ms ms. miss lady queen princess madam female"))
            known = 'f';
        else if (title && (title->flags & CS_NOUN(TITLE)))
            known = title->gender;
    }
    if (known && m->coarse == CS_COARSE_PERSON) return known == 'm' ? CS_EM_MALE : CS_EM_FEMALE;
    if (m->coarse == CS_COARSE_PERSON)
        return m->number == CS_NUM_PLUR || (m->noun && (m->noun->flags & CS_NOUN(COLLECTIVE)))
                   ? CS_EM_MALE | CS_EM_FEMALE | CS_EM_THING
                   : CS_EM_MALE | CS_EM_FEMALE;
    if (m->coarse == CS_COARSE_OTHER) return CS_EM_MALE | CS_EM_FEMALE | CS_EM_THING; /* animals */
    return CS_EM_THING;
}

static uint8_t nominal_number(const cs_ework *w, const cs_em *m) {
    const cs_token *k = cs_em_tok(w, m->head);
    if (m->coordinated) return CS_NUM_PLUR;
    if (m->kind == CS_MENTION_NOMINAL && m->noun && (m->noun->flags & CS_NOUN(PLURAL)) && m->det != CS_EM_A)
        return CS_NUM_PLUR; /* the police, but "an elite force" */
    if (m->coarse == CS_COARSE_ORGANIZATION || m->coarse == CS_COARSE_PLACE)
        if (k->feats.number != CS_NUM_PLUR || m->kind == CS_MENTION_NAME) return CS_NUM_NONE; /* it or they */
    if (m->noun && (m->noun->flags & CS_NOUN(COLLECTIVE)) && k->feats.number != CS_NUM_PLUR) return CS_NUM_NONE;
    if (k->feats.number) return k->feats.number;
    return CS_NUM_NONE;
}

static uint8_t determiner_of(const cs_ework *w, const cs_em *m) {
    CS_EACH_CHILD(w->t, m->head, c) {
        const cs_token *k = cs_em_tok(w, c);
        if (c < m->head && k->deprel == CS_REL_NMOD_POSS) return CS_EM_OWNED;
        if (k->deprel != CS_REL_DET && k->deprel != CS_REL_DET_PREDET) continue;
        if (cs_word_in(k->lower, "the")) return CS_EM_THE;
        if (cs_word_in(k->lower, "this that these those such")) return CS_EM_THIS;
        if (cs_word_in(k->lower, "no neither")) return CS_EM_NO;
        if (cs_word_in(k->lower, "a an another some any each every")) return CS_EM_A;
    }
    return CS_EM_BARE;
}

/* "Mr.", "President", and what else a person is called by before the name ("spokesman"). */
static bool is_title(const cs_ework *w, int32_t i) {
    const cs_token *k = cs_em_tok(w, i);
    if (cs_word_in(k->lower,
                   "mr mr. mrs mrs. ms ms. miss dr dr. sir lord lady madam prof. gen. lt. col. sgt. capt. sen. rep. gov. st."))
        return true;
    const cs_lex_noun *noun = cs_lexicon_noun(w->lex, k->lemma);
    if (!noun) noun = cs_lexicon_noun(w->lex, k->lower);
    if (!noun || k->deprel == CS_REL_FLAT) return false; /* Martin Luther King */
    uint32_t called = CS_NOUN(ROLE) | CS_NOUN(OFFICIAL) | CS_NOUN(LEADER);
    return (noun->flags & CS_NOUN(TITLE)) || (noun->type == CS_ENT_PERSON && ((noun->flags & called) || w->caps[k->sent]));
}

bool cs_em_is_capital(cs_str s) { return s.n > 0 && ((s.p[0] >= 'A' && s.p[0] <= 'Z') || (unsigned char)s.p[0] >= 0xC3); }

/* Whether the token can be part of the mention's name. For a person only the tag tells; in a report in capitals a body's name
 * takes its modifiers along. */
static bool is_name_word(const cs_ework *w, const cs_em *m, int32_t i) {
    const cs_token *k = cs_em_tok(w, i);
    if (k->upos == CS_UPOS_PROPN || (k->upos == CS_UPOS_NUM && i > m->beg && m->coarse != CS_COARSE_PERSON)) return true;
    if (m->coarse == CS_COARSE_PERSON && i < m->head) return false;
    if (w->caps[m->sent]) /* "THE CIVILIAN POLICE" is not "THE SECRET POLICE" */
        return m->coarse != CS_COARSE_PERSON && i < m->head && k->head == m->head &&
               (k->upos == CS_UPOS_ADJ || k->upos == CS_UPOS_NOUN || k->upos == CS_UPOS_VERB);
    return cs_em_is_capital(k->form) && (k->upos == CS_UPOS_ADJ || k->upos == CS_UPOS_NOUN || k->upos == CS_UPOS_X ||
                                         (k->upos == CS_UPOS_VERB && i < m->head && i + 1 < m->end));
}

static bool is_link_word(const cs_em *m, const cs_token *k) {
    if (cs_word_in(k->lower, "of de del la el al bin ibn abu von van - – 's ' s .")) return true;
    return m->coarse != CS_COARSE_PERSON && cs_word_in(k->lower, "the and for &");
}

/* "Committee to Protect Teachers" */
static bool is_purpose(const cs_ework *w, const cs_em *m, int32_t i) {
    bool capital = i + 1 < m->end && cs_em_is_capital(cs_em_tok(w, i + 1)->form) && !w->caps[m->sent];
    return m->coarse != CS_COARSE_PERSON && capital &&
           (cs_word_in(cs_em_tok(w, i)->lower, "to") ||
            (cs_em_tok(w, i)->upos == CS_UPOS_VERB && cs_em_is_capital(cs_em_tok(w, i)->form)));
}

/* "Secretary of State John Kerry": from "of" to behind "State". */
static int32_t past_complement(const cs_ework *w, int32_t beg, int32_t end) {
    if (beg >= end) return end;
    const cs_token *of = cs_em_tok(w, beg);
    return cs_word_in(of->lower, "of for") && of->head > beg ? of->head + 1 : beg;
}

/* In capitals, where no word tells that it is of the name: up to the letters in brackets that stand for it. */
static int32_t before_letters(const cs_ework *w, const cs_em *m, int32_t end) {
    if (!w->caps[m->sent] || m->coarse == CS_COARSE_PERSON) return end;
    for (int32_t i = end; i < w->r->sentences.v[m->sent].end - 2 && i < end + 8; i++) {
        const cs_token *k = cs_em_tok(w, i);
        if (cs_word_in(k->lower, "( ["))
            return i <= m->end && cs_em_is_acronym(cs_em_tok(w, i + 1)->form) && cs_word_in(cs_em_tok(w, i + 2)->lower, ") ]")
                       ? i
                       : end;
        if (k->upos != CS_UPOS_NOUN && k->upos != CS_UPOS_PROPN && k->upos != CS_UPOS_ADJ && !is_link_word(m, k)) break;
    }
    return end;
}

/* From the first capitalised word to the last one that goes on with the name ("Church of Scientology"); a person's titles
 * and what stands before them are left out. */
static void find_core(const cs_ework *w, cs_em *m) {
    int32_t beg = m->beg, end = m->head + 1;
    while (beg < m->head && (!is_name_word(w, m, beg) || cs_em_tok(w, beg)->deprel == CS_REL_DET)) beg++;
    for (int32_t i = m->head + 1; i < m->end; i++) {
        const cs_token *k = cs_em_tok(w, i);
        if (k->deprel == CS_REL_APPOS || k->deprel == CS_REL_PARATAXIS) break;
        if (is_name_word(w, m, i))
            end = i + 1;
        else if (!is_link_word(m, k) && !is_purpose(w, m, i))
            break;
    }
    end = before_letters(w, m, end);
    bool part = beg > m->beg &&
                cs_word_in(cs_em_tok(w, beg - 1)->lower,
                           "northern southern eastern western central northeastern "
                           "northwestern southeastern southwestern north south east west mainland downtown upper lower");
    m->core_beg = part ? beg - 1 : beg, m->core_end = end;
    CS_EACH_CHILD(w->t, m->head, c) /* "four Afghans" are not the next four */
    if (cs_rel(w->t, c, CS_REL_NUMMOD) && c >= m->beg && c < m->core_beg) m->core_beg = c;
    if (m->coarse != CS_COARSE_PERSON) return;
    for (int32_t i = end - 1; i >= m->beg; i--)
        if (is_title(w, i)) {
            int32_t name = past_complement(w, i + 1 > beg ? i + 1 : beg, end);
            m->titled = true;
            if (name < end)
                m->core_beg = name;
            else
                m->kind = CS_MENTION_NOMINAL, m->core_beg = m->head, m->core_end = m->head + 1; /* "the President" */
            return;
        }
}

/* Lower-case words of the core with blanks between, without dots, hyphens and quotes. */
static cs_str key_of(const cs_ework *w, const cs_em *m) {
    ptrdiff_t room = 0, n = 0;
    for (int32_t i = m->core_beg; i < m->core_end; i++) room += cs_em_tok(w, i)->lower.n + 1;
    char *out = CS_NEW(w->a, char, room + 1);
    for (int32_t i = m->core_beg; i < m->core_end; i++) {
        const cs_token *k = cs_em_tok(w, i);
        if (cs_word_in(k->lower, "'s '")) continue;
        if (n && out[n - 1] != ' ') out[n++] = ' ';
        for (ptrdiff_t c = 0; c < k->lower.n; c++) {
            char ch = k->lower.p[c];
            if (ch == '-') ch = ' ';
            if (ch == '.' || ch == '\'' || ch == '"' || (ch == ' ' && (!n || out[n - 1] == ' '))) continue;
            out[n++] = ch;
        }
    }
    while (n && out[n - 1] == ' ') n--;
    return (cs_str){ out, n };
}

/* "Sons of Khalid", "Banner of the North" */
static bool has_named_complement(const cs_ework *w, int32_t head) {
    CS_EACH_CHILD(w->t, head, c) {
        int32_t of = c > head && cs_rel(w->t, c, CS_REL_NMOD) && cs_em_is_capital(cs_em_tok(w, c)->form)
                         ? cs_child(w->t, c, CS_REL_CASE)
                         : -1;
        if (of == head + 1 && cs_word_in(cs_em_tok(w, of)->lower, "of for")) return true;
    }
    return false;
}

/* Letters that the report explains: "[RAP]" behind a name, and "THE RAP" after it. */
static bool is_told(const cs_ework *w, const cs_token *k) {
    const uint32_t *told = cs_em_is_acronym(k->form) ? cs_map_get(&w->said, k->lower) : NULL;
    return told && *told;
}

/* A proper noun, or common nouns with capitals ("the Iraqi Security Forces", "ISF"). */
static bool has_name(const cs_ework *w, const cs_em *m) {
    const cs_token *k = cs_em_tok(w, m->head);
    if (k->upos == CS_UPOS_PROPN || (k->upos == CS_UPOS_NOUN && is_told(w, k))) return true;
    CS_EACH_CHILD(w->t, m->head, c) /* "President Joe Biden" with the title as its head */
    if (c < m->end && cs_rel(w->t, c, CS_REL_FLAT) && cs_em_tok(w, c)->upos == CS_UPOS_PROPN) return true;
    if (k->upos != CS_UPOS_NOUN || w->caps[m->sent] || !cs_em_is_capital(k->form)) return false;
    int upper = 0;
    for (ptrdiff_t i = 0; i < k->form.n; i++) upper += k->form.p[i] >= 'A' && k->form.p[i] <= 'Z';
    if (upper >= 2 && upper == k->form.n) return true;
    if (m->named || (m->head > w->r->sentences.v[m->sent].beg && has_named_complement(w, m->head))) return true;
    return m->head > m->beg && m->head > w->r->sentences.v[m->sent].beg + 1 &&
           cs_em_is_capital(cs_em_tok(w, m->head - 1)->form);
}

void cs_em_find_name(const cs_ework *w, cs_em *m) {
    m->key = (cs_str){ 0 }, m->actor = NULL, m->titled = false;
    find_core(w, m);
    if (m->kind != CS_MENTION_NAME) return;
    m->key = key_of(w, m);
    cs_span core = cs_span_join(cs_em_tok(w, m->core_beg)->span, cs_em_tok(w, m->core_end - 1)->span);
    cs_actor_choice who = cs_actor_of_name(w->about, cs_span_text(w->r->text, core));
    if (!who.actor) who = cs_actor_of_name(w->about, m->key);
    m->actor = who.actor, m->actor_type = who.type, m->actor_why = who.why;
}

void cs_em_features(cs_ework *w, cs_em *m) {
    const cs_token *k = cs_em_tok(w, m->head);
    m->quote = w->quote[m->head];
    m->noun = cs_lexicon_noun_at(w->lex, w->r, m->head);
    if (!m->noun && k->upos != CS_UPOS_PRON && k->lower.n > 3 && cs_ends(k->lower, CS_LIT("s")) &&
        !cs_em_is_capital(k->form)) /* a plural as its lemma */
        m->noun = cs_lexicon_noun(w->lex, cs_cut(k->lower, 0, k->lower.n - 1));
    m->kind = k->upos == CS_UPOS_PRON ? CS_MENTION_PRONOUN : has_name(w, m) ? CS_MENTION_NAME : CS_MENTION_NOMINAL;
    m->core_beg = m->head, m->core_end = m->head + 1;
    m->key = (cs_str){ 0 }, m->actor = NULL, m->titled = false, m->says = 0;
    if (m->kind == CS_MENTION_PRONOUN && !m->coordinated) {
        pronoun_features(m, k->lower);
        return;
    }
    if (!m->coordinated) {
        if (m->kind == CS_MENTION_NAME) cs_em_find_name(w, m);
        if (m->kind == CS_MENTION_NAME && !m->actor && !m->titled) m->says = (uint8_t)cs_em_says(w, m);
        uint8_t coarse = cs_em_coarse(m);
        if (coarse != m->coarse) {
            m->coarse = coarse;
            if (m->kind == CS_MENTION_NAME) cs_em_find_name(w, m);
        }
    }
    m->det = determiner_of(w, m);
    m->number = nominal_number(w, m);
    m->gender = nominal_gender(w, m);
}
