/* decode/syntax_mend_name.c: what the parser makes of names and English does not allow. The letters in brackets behind a name
 * spell it, so that it is one name and theirs; an owner stands beside what it owns; who leads is named before what he leads. */
#include "decode/syntax_mend.h"
#include "decode/tree.h"

enum { LETTERS_MIN = 2, LETTERS_MAX = 10, NEAR = 40 /* tokens */ };

static bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

static bool is_letters(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if (!is_upper(s.p[i])) return false;
    return s.n >= LETTERS_MIN && s.n <= LETTERS_MAX;
}

/* The first of the words before the bracket whose first letters spell what is in it, small words left out; -1: they do not. */
static int32_t spelled_from(const cs_reading *r, int32_t letters) {
    const cs_token *v = r->tokens.v;
    int32_t i = letters - 2, beg = r->sentences.v[v[letters].sent].beg;
    cs_str s = v[letters].form;
    for (ptrdiff_t left = s.n; i >= beg; i--) {
        bool fits = v[i].form.n && v[i].form.p[0] == s.p[left - 1];
        if (fits && --left == 0) return i;
        if (!fits && !cs_word_in(v[i].lower, "of the and for in on de la del &")) return -1;
    }
    return -1;
}

/* "the Miners and Metalworkers Union (MMU)", read as miners and a union: both are of the union's name. */
static void join_halves(cs_token *v, int32_t first, int32_t last, cs_sentence *s) {
    int32_t cc = -1;
    for (int32_t i = first + 1; i < last; i++) {
        if (v[i].deprel == CS_REL_CC && (v[i].head == last || v[i].head == i + 1)) cc = i;
        if (v[i].deprel == CS_REL_CASE) return; /* "the Front of X and Y" */
    }
    if (cc < 0 || cc + 1 >= last || v[last].head != first || v[last].deprel != CS_REL_CONJ) return;
    v[last].head = v[first].head, v[last].deprel = v[first].deprel;
    if (s->root == first) s->root = last;
    for (int32_t i = first - NEAR > s->beg ? first - NEAR : s->beg; i < s->end && i < last + NEAR; i++)
        if (v[i].head == first) v[i].head = last;
    v[first].head = last, v[first].deprel = CS_REL_COMPOUND;
    v[cc + 1].head = first, v[cc + 1].deprel = CS_REL_CONJ;
    v[cc].head = cc + 1;
}

/* Letters in brackets hang from the name that they spell. */
static void mend_letters(cs_reading *r, int32_t letters) {
    cs_token *v = r->tokens.v;
    cs_sentence *s = &r->sentences.v[v[letters].sent];
    if (letters < s->beg + 3 || letters + 1 >= s->end || !is_letters(v[letters].form) ||
        !cs_word_in(v[letters - 1].lower, "( [") || !cs_word_in(v[letters + 1].lower, ") ]"))
        return;
    int32_t first = spelled_from(r, letters), last = letters - 2, top = -1;
    if (first < 0) return;
    if (v[first].head < first || v[first].head > last) join_halves(v, first, last, s);
    for (int32_t i = first; i <= last; i++) {
        if (v[i].head >= first && v[i].head <= last) continue;
        bool beside = top >= 0 && v[i].head == v[top].head && v[i].deprel == CS_REL_NMOD; /* "backers of the Union for Peace" */
        if (top >= 0 && !beside) return;                                                  /* the words are no phrase */
        if (beside)
            v[i].head = top;
        else
            top = i;
    }
    if (top < 0 || v[letters].head < 0 || (v[letters].deprel != CS_REL_APPOS && v[letters].deprel != CS_REL_PARATAXIS)) return;
    v[letters].head = top;
    v[letters].deprel = CS_REL_APPOS;
}

/* "Al-Qaeda has safe haven", the name read as the haven's owner: what owns stands in one phrase with what it owns, so that with
 * the verb between them it is the verb's subject. */
static void mend_owner(cs_reading *r, int32_t owner) {
    cs_token *v = r->tokens.v;
    int32_t noun = v[owner].head, verb = noun < 0 ? -1 : v[noun].head;
    if (v[owner].deprel != CS_REL_NMOD_POSS || verb <= owner || verb >= noun || v[verb].upos != CS_UPOS_VERB ||
        (v[owner].upos != CS_UPOS_PROPN && v[owner].upos != CS_UPOS_NOUN))
        return;
    const cs_sentence *s = &r->sentences.v[v[owner].sent];
    for (int32_t i = owner - NEAR > s->beg ? owner - NEAR : s->beg; i < s->end && i < verb + NEAR; i++) {
        if (v[i].head == verb && (cs_is_subject(v[i].deprel) || v[i].deprel == CS_REL_AUX_PASS)) return;
        if (v[i].head == owner && v[i].deprel == CS_REL_CASE) return;
    }
    v[owner].head = verb;
    v[owner].deprel = CS_REL_NSUBJ;
}

/* "Ana Ruiz, commander, Third Brigade": a bare noun of who leads between commas, then a name between commas, which is what is
 * led: a person is no brigade. */
static void mend_led(cs_reading *r, int32_t body) {
    cs_token *v = r->tokens.v;
    int32_t person = v[body].head, beg = body;
    if (v[body].deprel != CS_REL_APPOS || v[body].upos != CS_UPOS_PROPN || person < 0 || person >= body ||
        v[person].upos != CS_UPOS_PROPN)
        return;
    while (beg > person && (v[beg - 1].head == body || v[beg - 1].head == beg) && v[beg - 1].upos != CS_UPOS_PUNCT) beg--;
    int32_t role = beg - 2;
    if (role <= person || !cs_eq(v[beg - 1].lower, CS_LIT(",")) || !cs_eq(v[role - 1].lower, CS_LIT(","))) return;
    if (v[role].head == person && v[role].deprel == CS_REL_APPOS && v[role].upos == CS_UPOS_NOUN &&
        cs_word_in(v[role].lemma,
                   "commander chief head leader president chairman chairwoman chairperson director secretary spokesman "
                   "spokeswoman spokesperson minister governor officer member founder deputy"))
        v[body].head = role;
}

/* "accused Jama'at Nusrat al-Islam", the second word taken for something done with the first: a name right behind a name, with
 * no preposition, is more of it, but for days ("met Obama Monday"). */
static void mend_torn(cs_reading *r, int32_t name) {
    cs_token *v = r->tokens.v;
    if (!name || v[name].upos != CS_UPOS_PROPN || v[name].deprel != CS_REL_OBL || v[name - 1].upos != CS_UPOS_PROPN) return;
    if (v[name - 1].sent != v[name].sent || v[name - 1].deprel != CS_REL_OBJ || v[name - 1].head != v[name].head) return;
    if (cs_ends(v[name].lower, CS_LIT("day"))) return;
    for (int32_t i = r->sentences.v[v[name].sent].beg; i < name; i++)
        if (v[i].head == name) return;
    v[name].head = name - 1;
    v[name].deprel = CS_REL_FLAT;
}

/* "R-Charleston", "D-Hardy": the letter of a party and where its member sits, no one name. */
static void mend_seat(cs_reading *r, int32_t place) {
    cs_token *v = r->tokens.v, *letter = v + place - 2;
    if (place < 2 || v[place].deprel != CS_REL_FLAT || v[place].head != place - 2 || letter->sent != v[place].sent) return;
    if (letter->form.n != 1 || !cs_word_in(letter->form, "D I R") || !cs_word_in(v[place - 1].form, "-")) return;
    if (letter->span.end == v[place - 1].span.beg && v[place - 1].span.end == v[place].span.beg) v[place].deprel = CS_REL_NMOD;
}

/* The token behind a name and what is joined to it. */
static int32_t behind_name(const cs_reading *r, int32_t name) {
    const cs_token *v = r->tokens.v;
    int32_t i = name + 1, end = cs_mend_end_near(r, name);
    while (i < end && v[i].head == name && (v[i].deprel == CS_REL_FLAT || v[i].deprel == CS_REL_FIXED)) i++;
    return i;
}

static bool is_closed_by_comma(const cs_reading *r, int32_t noun) {
    int32_t i = noun + 1, end = cs_mend_end_near(r, noun);
    while (i < end && cs_mend_is_above(r, noun, i) && r->tokens.v[i].upos != CS_UPOS_PUNCT) i++;
    return i < end && cs_eq(r->tokens.v[i].lower, CS_LIT(","));
}

static bool is_comma_before(const cs_reading *r, int32_t i) { return i > 0 && cs_eq(r->tokens.v[i - 1].lower, CS_LIT(",")); }

/* "Luis Ortega, a lawyer, and Ana Ruiz": what stands between the commas of a list of names and is no name says who one is. */
static void mend_between_names(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t name = v[noun].head, end = cs_mend_end_near(r, noun), beg = noun, cc = -1;
    for (int32_t i = noun + 1; i < end && cc < 0; i++)
        if (v[i].head == name && v[i].deprel == CS_REL_CONJ) cc = cs_mend_child_in(r, i, CS_REL_CC, noun + 1, i);
    while (beg > name + 1 && cs_mend_is_above(r, noun, beg - 1) && v[beg - 1].upos != CS_UPOS_PUNCT) beg--;
    if (cc >= 0 && is_comma_before(r, cc) && is_comma_before(r, beg)) v[noun].deprel = CS_REL_APPOS;
}

/* "Juan Perez, 34, a teacher and union leader", "X, arrested in May and one of the heads of Y": with a comma behind the name
 * and none before "and", a noun that goes on describes the same person. */
static void mend_described(cs_reading *r, int32_t noun) {
    cs_token *v = r->tokens.v;
    int32_t name = v[noun].head, last = -1, behind;
    bool one_of = v[noun].upos == CS_UPOS_NUM && cs_eq(v[noun].lower, CS_LIT("one"));
    if (v[noun].deprel != CS_REL_CONJ || name < 0 || name >= noun || v[name].upos != CS_UPOS_PROPN) return;
    if (!one_of && (v[noun].upos != CS_UPOS_NOUN || v[noun].feats.number != CS_NUM_SING)) return;
    if (cs_mend_child_in(r, noun, CS_REL_NUMMOD, name, noun) >= 0 ||
        cs_mend_child_in(r, noun, CS_REL_NMOD_POSS, name, noun) >= 0)
        return;
    int32_t cc = cs_mend_child_in(r, noun, CS_REL_CC, name + 1, noun), det = cs_mend_child_in(r, noun, CS_REL_DET, name, noun);
    if (cc < 0) {
        if (!one_of) mend_between_names(r, noun);
        return;
    }
    behind = behind_name(r, name);
    if (is_comma_before(r, cc) || behind >= noun || !cs_eq(v[behind].lower, CS_LIT(","))) return;
    for (int32_t i = behind; i < cc; i++) {
        if (v[i].head != name) continue;
        if (v[i].deprel == CS_REL_CONJ) return;
        if (v[i].deprel == CS_REL_APPOS || v[i].deprel == CS_REL_ACL) last = i;
    }
    bool one_more = det >= 0 || one_of; /* "X, a guard and a driver" may be three: then no comma follows */
    if (last < 0 || v[last].upos == CS_UPOS_PROPN || (one_more && !is_closed_by_comma(r, noun))) return;
    bool beside = v[last].deprel == CS_REL_APPOS;
    v[noun].head = beside ? last : name;
    v[noun].deprel = beside ? CS_REL_CONJ : CS_REL_APPOS;
}

/* "M-19 commander Ana Marek": capital letters and a number with a hyphen between, before a title, are a body's name. */
static void mend_numbered(cs_reading *r, int32_t letters) {
    cs_token *v = r->tokens.v;
    int32_t title = v[letters].head;
    if (title < 0 || title + 1 >= r->sentences.v[v[title].sent].end || v[letters].upos != CS_UPOS_NOUN) return;
    if (v[title + 1].upos != CS_UPOS_PROPN || (v[title].head != title + 1 && v[title + 1].head != title)) return;
    if (v[letters].deprel != CS_REL_COMPOUND || letters + 2 >= title || !cs_eq(v[letters + 1].form, CS_LIT("-")) ||
        v[letters + 2].upos != CS_UPOS_NUM || v[letters + 2].head != letters)
        return;
    for (ptrdiff_t i = 0; i < v[letters].form.n; i++)
        if (!is_upper(v[letters].form.p[i])) return;
    v[letters].upos = CS_UPOS_PROPN;
}

void cs_mend_name(cs_reading *r, int32_t i) {
    mend_numbered(r, i);
    mend_described(r, i);
    mend_torn(r, i);
    mend_seat(r, i);
    mend_letters(r, i);
    mend_owner(r, i);
    mend_led(r, i);
}
