/* decode/actor_resolve.c: actors that no name tells: who held an office on the report's day ("the Malian president",
 * "President Bush"), the organs of a state that the report speaks of ("the army", "Malian police"), and what anybody who acts
 * is by the nouns that the report calls them, and the group that its people act for. Runs after the places are known: they tell
 * the report's country. */
#include "decode/actor.h"
#include "decode/entity.h"

typedef struct job {
    cs_actor_context about;
    const cs_lexicon *l;
    cs_reading *r;
    cs_tree t;
    char home[4]; /* the one country that the report is about, or "" */
} job;

static const cs_token *tok(const job *j, int32_t i) { return &j->r->tokens.v[i]; }

/* ---- countries ---- */

/* The country of all places that are finer than a country; without any, the one country that the report names. */
static void find_home(job *j) {
    const char *only = NULL;
    bool one = true;
    for (ptrdiff_t i = 0; i < j->r->places.n; i++) {
        const cs_place *p = &j->r->places.v[i];
        if (!p->country[0] || p->precision >= CS_PREC_COUNTRY) continue;
        one = one && (!only || !strcmp(only, p->country));
        only = p->country;
    }
    if (!only && j->about.n == 1) only = j->about.country[0];
    if (only && one) memcpy(j->home, only, 4);
}

/* The state that a word of nationality or a country's name stands for, or NULL. */
static const cs_actor *state_at(const job *j, int32_t i) {
    cs_str form = tok(j, i)->form;
    if (!form.n || form.p[0] < 'A' || form.p[0] > 'Z') return NULL;
    const cs_actor *a = cs_lexicon_demonym(j->l, form);
    if (!a) a = cs_lexicon_actor(j->l, form);
    return a && a->state ? a : NULL;
}

/* The state that owns what the token names: "Malian army", "Mali's army", "the army of Mali", "the South Sudanese army".
 * *other: something else owns it ("Borno government", "the army of the rebels"). */
static const cs_actor *owner_of(const job *j, int32_t head, bool *other) {
    *other = false;
    CS_EACH_CHILD(&j->t, head, c) {
        cs_deprel rel = tok(j, c)->deprel;
        bool owns = rel == CS_REL_AMOD || rel == CS_REL_COMPOUND || rel == CS_REL_NMOD_POSS || rel == CS_REL_NMOD;
        if (!owns) continue;
        const cs_actor *a = state_at(j, c);
        int32_t wide = c > 0 && !a ? c - 1 : c; /* of two words: the parse hangs the first on the second */
        if (!a || (wide < c)) {
            cs_str both = cs_span_text(j->r->text, cs_span_join(tok(j, wide)->span, tok(j, c)->span));
            const cs_actor *two = wide < c ? cs_lexicon_demonym(j->l, both) : NULL;
            if (!two && wide < c) two = cs_lexicon_actor(j->l, both);
            if (two && two->state) a = two;
        }
        if (a) return a;
        if (rel != CS_REL_AMOD || cs_word_in(tok(j, c)->lower,
                                             "rebel local regional provincial municipal private foreign rival "
                                             "parallel interim transitional former previous next new own "
                                             "opposing both other friendly"))
            *other = true;
    }
    return NULL;
}

/* ---- organs of a state ---- */

/* "gov", "mil", "police": the organ that a noun names, or NULL. */
static const char *organ_of(const job *j, int32_t head) {
    cs_str lemma = tok(j, head)->lemma, lower = tok(j, head)->lower;
    if (cs_word_in(lemma, "government regime") || cs_word_in(lower, "authorities")) return "gov";
    if (cs_word_in(lemma, "army military") || cs_word_in(lower, "troops soldiers")) return "mil";
    if (cs_word_in(lower, "forces")) {
        CS_EACH_CHILD(&j->t, head, c)
        if (cs_word_in(tok(j, c)->lower, "armed military")) return "mil";
        return NULL;
    }
    return cs_word_in(lemma, "police") ? "police" : NULL;
}

static const cs_actor *organ(const job *j, const char country[4], const char *what) {
    char id[16];
    int n = 0;
    for (; n < 3; n++) id[n] = (char)(country[n] | 32);
    id[n++] = '-';
    while (*what) id[n++] = *what++;
    return country[0] ? cs_actors_by_id(&j->l->actors, (cs_str){ id, n }) : NULL;
}

/* Whether a plural of people is meant as a body: not "three soldiers" or "some soldiers". */
static bool is_counted(const job *j, int32_t head) {
    CS_EACH_CHILD(&j->t, head, c)
    if (tok(j, c)->deprel == CS_REL_NUMMOD || (tok(j, c)->deprel == CS_REL_DET && !cs_word_in(tok(j, c)->lower, "the")))
        return true;
    return false;
}

static bool by_organ(const job *j, cs_entity *e) {
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = &j->r->mentions.v[e->mentions[i]];
        const char *what = m->kind == CS_MENTION_PRONOUN ? NULL : organ_of(j, m->head);
        if (!what || (cs_word_in(tok(j, m->head)->lower, "troops soldiers") && is_counted(j, m->head))) continue;
        bool other;
        const cs_actor *owner = owner_of(j, m->head, &other);
        bool home =
            !owner && !other && j->home[0] && !is_counted(j, m->head) && !cs_word_in(tok(j, m->head)->lower, "troops soldiers");
        const cs_actor *a = owner ? organ(j, owner->country, what) : home ? organ(j, j->home, what) : NULL;
        if (!a) continue;
        e->actor = a->id;
        e->why = owner ? CS_LIT("organ of the state that is named with it") : CS_LIT("organ of the report's one country");
        return true;
    }
    return false;
}

/* ---- holders of an office ---- */

/* The offices of the register that a title or noun is a word for; "" for none. */
static const char *offices_of(const job *j, int32_t i) {
    cs_str lemma = tok(j, i)->lemma;
    bool second = i > 0 && cs_word_in(tok(j, i - 1)->lower, "prime");
    if (cs_word_in(lemma, "premier") || (cs_word_in(lemma, "minister") && second)) return "prime-minister";
    if (cs_word_in(lemma, "president"))
        return i > 0 && cs_word_in(tok(j, i - 1)->lower, "vice") ? "vice-president" : "president";
    if (cs_word_in(lemma, "chancellor")) return "chancellor";
    if (cs_word_in(lemma, "king queen emperor shah")) return "king queen";
    if (cs_word_in(lemma, "pope pontiff")) return "pope";
    if (cs_word_in(lemma, "minister") && i > 0) {
        if (cs_word_in(tok(j, i - 1)->lower, "foreign")) return "foreign-minister";
        if (cs_word_in(tok(j, i - 1)->lower, "defence defense")) return "defence-minister";
        if (cs_word_in(tok(j, i - 1)->lower, "interior")) return "interior-minister";
    }
    return "";
}

static const char HEADS_OF_STATE[] = "president prime-minister chancellor king queen supreme-leader";

static cs_str last_word(cs_str s) {
    ptrdiff_t i = s.n;
    while (i > 0 && s.p[i - 1] != ' ') i--;
    return cs_cut(s, i, s.n);
}

static bool same_name(cs_str a, cs_str b) {
    char x[CS_ACTOR_NAME_BYTES_MAX], y[CS_ACTOR_NAME_BYTES_MAX];
    cs_str p = { x, cs_actor_key(x, a) }, q = { y, 0 };
    q.n = cs_actor_key(y, b);
    return p.n > 0 && cs_eq(p, q);
}

/* The last word of a name ("Biden"), without "al-"; the first, where the family's name comes first ("Xi"). */
static bool is_called(const cs_actor *a, cs_str name) {
    for (int32_t k = -1; k < a->n_aliases; k++) {
        cs_str full = k < 0 ? a->name : a->alias[k], last = last_word(full), first = cs_cut(full, 0, 0);
        while (first.n < full.n && full.p[first.n] != ' ') first.n++;
        if (same_name(last, name) || same_name(first, name)) return true;
        if (cs_starts(last, CS_LIT("al-")) && same_name(cs_cut(last, 3, last.n), name)) return true;
    }
    return false;
}

/* The person of that name (n == 0: of any) who held one of the offices on the report's day in that country (NULL: in one that
 * the report names). NULL: none, or several. */
static const cs_actor *holder(const job *j, cs_str name, const char *offices, const char *country) {
    const cs_actor *found = NULL;
    if (j->about.day == CS_DAY_NONE) return NULL;
    for (ptrdiff_t i = 0; i < j->l->actors.rows.n; i++) {
        const cs_actor *a = &j->l->actors.rows.v[i];
        if (a->type != CS_ENT_PERSON || !a->n_terms) continue;
        const cs_actor_term *t = cs_actor_term_on(a, j->about.day);
        if (!t || !t->office.n || !cs_word_in(t->office, offices) || !cs_eq(t->sector, CS_LIT("GOV"))) continue;
        if (country ? memcmp(a->country, country, 3) != 0 : !cs_actor_context_has(&j->about, a)) continue;
        if (name.n && !is_called(a, name)) continue;
        if (found) return NULL;
        found = a;
    }
    return found;
}

/* "President Bush", "Biden": by the last name, the title and the day. */
static bool by_surname(const job *j, cs_entity *e) {
    const char *offices = "";
    const cs_mention *named = NULL;
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = &j->r->mentions.v[e->mentions[i]];
        for (int32_t k = m->beg; k <= m->head && !*offices; k++) offices = offices_of(j, k);
        if (m->kind == CS_MENTION_NAME && !named) named = m;
    }
    bool one_word = e->name.n > 1 && !memchr(e->name.p, ' ', (size_t)e->name.n);
    if (!named || !one_word) return false;
    const cs_actor *a = holder(j, e->name, *offices ? offices : HEADS_OF_STATE, NULL);
    if (!a) return false;
    e->actor = a->id;
    e->why = *offices ? CS_LIT("last name and office on the report's date")
                      : CS_LIT("last name of a head of state on the report's date");
    return true;
}

/* "The Malian president", "the president" in a report on one country. */
static bool by_office(const job *j, cs_entity *e) {
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = &j->r->mentions.v[e->mentions[i]];
        const char *offices = m->kind == CS_MENTION_NOMINAL ? offices_of(j, m->head) : "";
        if (!*offices || tok(j, m->head)->feats.number == CS_NUM_PLUR || is_counted(j, m->head)) continue;
        bool other;
        const cs_actor *owner = owner_of(j, m->head, &other);
        bool past = false;
        for (int32_t k = m->beg; k < m->head; k++)
            past = past ||
                   cs_word_in(tok(j, k)->lower, "former ex late then previous next future deputy vice acting deposed ousted");
        if (past || (!owner && (other || !j->home[0]))) continue;
        const cs_actor *a = holder(j, (cs_str){ 0 }, offices, owner ? owner->country : j->home);
        if (!a) continue;
        e->actor = a->id;
        e->why = owner ? CS_LIT("holder of the office on the report's date")
                       : CS_LIT("holder of the office in the report's one country on its date");
        return true;
    }
    return false;
}

static bool has_name(const job *j, const cs_entity *e) {
    for (int32_t i = 0; i < e->n_mentions; i++)
        if (j->r->mentions.v[e->mentions[i]].kind == CS_MENTION_NAME) return true;
    return false;
}

/* "The Taliban government", "the M23 rebels": a description with a name in it that the register has as a whole. */
static bool by_description(const job *j, cs_entity *e) {
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = &j->r->mentions.v[e->mentions[i]];
        if (m->kind != CS_MENTION_NOMINAL || m->head == m->beg) continue;
        int32_t beg = m->beg + (tok(j, m->beg)->deprel == CS_REL_DET);
        if (beg >= m->head || tok(j, beg)->form.p[0] < 'A' || tok(j, beg)->form.p[0] > 'Z') continue;
        cs_str name = cs_span_text(j->r->text, cs_span_join(tok(j, beg)->span, tok(j, m->head)->span));
        cs_actor_choice who = cs_actor_of_name(&j->about, name);
        if (!who.actor || who.actor->type == CS_ENT_PERSON) continue;
        e->actor = who.actor->id, e->why = who.why;
        if (who.type != who.actor->type) e->type = who.type;
        return true;
    }
    return false;
}

/* ---- people of a group ---- */

/* "Fighters", "the bomber", "its leader", "members": whom a group sends or is led by. */
static bool is_member_noun(const job *j, int32_t head) {
    const cs_lex_noun *n = cs_lexicon_noun_at(j->l, j->r, head);
    if (cs_word_in(tok(j, head)->lemma, "member operative")) return true;
    return n && (n->type == CS_ENT_PERSON || n->type == CS_ENT_GROUP) &&
           (n->flags & (CS_NOUN(ARMED) | CS_NOUN(PERPETRATOR) | CS_NOUN(LEADER)));
}

/* The entity of the group that the noun's people belong to: "ISIL fighters", "the group's leader", "its gunmen", "members of
 * the front"; -1: none is named with them. */
static int32_t group_of(const job *j, const cs_entity_index *at, int32_t head) {
    CS_EACH_CHILD(&j->t, head, c) {
        cs_deprel rel = tok(j, c)->deprel;
        int32_t by = rel == CS_REL_NMOD ? cs_child(&j->t, c, CS_REL_CASE) : -1;
        bool of = by >= 0 && cs_word_in(tok(j, by)->lower, "of from");
        int32_t x = rel == CS_REL_COMPOUND || rel == CS_REL_NMOD_POSS || of ? cs_entity_at(at, c) : -1;
        if (x >= 0 && j->r->entities.v[x].actor.n && j->r->entities.v[x].type == CS_ENT_GROUP) return x;
    }
    return -1;
}

/* Who is called nothing but the people of a group acts for it. */
static void by_group(const job *j, const cs_entity_index *at, cs_entity *e) {
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = &j->r->mentions.v[e->mentions[i]];
        if (m->kind != CS_MENTION_NOMINAL || !is_member_noun(j, m->head)) continue;
        int32_t x = group_of(j, at, m->head);
        if (x < 0 || &j->r->entities.v[x] == e) continue;
        const cs_entity *group = &j->r->entities.v[x];
        e->actor = group->actor, e->sector = group->sector;
        memcpy(e->country, group->country, sizeof e->country);
        e->why = CS_LIT("people of the group that is named with them");
        return;
    }
}

/* ---- what anybody is ---- */

/* The sector of an agent noun, with up to two words before it ("opposition leader"). */
static cs_str sector_of_noun(const job *j, const cs_mention *m) {
    for (int32_t beg = m->head - 2; beg <= m->head; beg++) {
        if (beg < m->beg) continue;
        char buf[CS_ACTOR_NAME_BYTES_MAX];
        ptrdiff_t n = 0;
        for (int32_t i = beg; i <= m->head; i++) {
            cs_str word = i == m->head ? tok(j, i)->lemma : tok(j, i)->lower;
            if (n + word.n + 1 > CS_ACTOR_NAME_BYTES_MAX) return (cs_str){ 0 };
            if (n) buf[n++] = ' ';
            if (word.n) memcpy(buf + n, word.p, (size_t)word.n), n += word.n;
        }
        cs_str sector = cs_lexicon_agent(j->l, (cs_str){ buf, n });
        if (sector.n) return sector;
    }
    return (cs_str){ 0 };
}

static void describe(const job *j, cs_entity *e) {
    const cs_actor *a = e->actor.n ? cs_actors_by_id(&j->l->actors, e->actor) : NULL;
    if (a) {
        cs_actor_choice who = cs_actor_on_day(&j->about, a, e->why);
        e->sector = who.sector;
        if (a->origin.n) e->why = a->origin;
        memcpy(e->country, a->country, sizeof e->country);
        return;
    }
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = &j->r->mentions.v[e->mentions[i]];
        if (m->kind == CS_MENTION_PRONOUN) continue;
        bool other;
        const cs_actor *owner = owner_of(j, m->head, &other);
        if (owner && !e->country[0]) memcpy(e->country, owner->country, sizeof e->country);
        if (m->kind == CS_MENTION_NOMINAL && !e->sector.n) e->sector = sector_of_noun(j, m);
    }
    if (e->sector.n) return;
    e->sector = e->type == CS_ENT_FORCE        ? CS_LIT("MIL")
                : e->type == CS_ENT_GOVERNMENT ? CS_LIT("GOV")
                : e->type == CS_ENT_PARTY      ? CS_LIT("PTY")
                : e->type == CS_ENT_POPULATION ? CS_LIT("CVL")
                                               : (cs_str){ 0 };
}

void cs_actors_resolve(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch) {
    if (!r->tokens.n) return;
    job j = { .about = cs_actor_context_of(l, r), .l = l, .r = r, .t = cs_tree_make(r, &scratch, *perm) };
    find_home(&j);
    for (ptrdiff_t i = 0; i < r->entities.n; i++) {
        cs_entity *e = &r->entities.v[i];
        if (e->type > CS_ENT_POPULATION && !e->actor.n) continue;
        bool person = e->type == CS_ENT_PERSON, body = e->type == CS_ENT_FORCE || e->type == CS_ENT_GOVERNMENT;
        bool known = e->actor.n > 0 || by_description(&j, e);
        if (!known && person) known = by_surname(&j, e) || (!has_name(&j, e) && by_office(&j, e));
        if (!known && body) known = by_organ(&j, e);
        describe(&j, e);
    }
    cs_entity_index at = cs_entity_index_make(r, &j.t, &scratch);
    for (ptrdiff_t i = 0; i < r->entities.n; i++) {
        cs_entity *e = &r->entities.v[i];
        if (e->type <= CS_ENT_GROUP && !e->actor.n && !has_name(&j, e)) by_group(&j, &at, e);
    }
}
