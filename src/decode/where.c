/* Places of a trigger: those names of its sentence that the model of data/where.tsv takes for it, the finest of each chain. */
#include "decode/where.h"
#include <stdlib.h>

/* The token of a mention that hangs from outside it. */
static int32_t head_in(const cs_ev *e, cs_span s, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end; i++) {
        const cs_token *t = cs_tok(&e->t, i);
        if (!cs_span_in(t->span, s)) continue;
        if (t->head < 0 || !cs_span_in(cs_tok(&e->t, t->head)->span, s)) return i;
    }
    return -1;
}

bool cs_place_contains(const cs_reading *r, int32_t outer, int32_t inner) {
    for (int32_t x = r->places.v[inner].parent, n = 0; x >= 0 && n < 8; x = r->places.v[x].parent, n++)
        if (x == outer) return true;
    const cs_place *a = &r->places.v[outer], *b = &r->places.v[inner];
    if (!a->country[0] || strcmp(a->country, b->country) || outer == inner) return false;
    if (a->precision == CS_PREC_COUNTRY) return b->precision != CS_PREC_COUNTRY;
    return a->precision == CS_PREC_PROVINCE && b->precision < CS_PREC_PROVINCE && a->admin1.n && cs_eq(a->admin1, b->admin1);
}

static bool is_upper(cs_str w) {
    for (ptrdiff_t i = 0; i < w.n; i++)
        if (w.p[i] >= 'a' && w.p[i] <= 'z') return false;
    return w.n > 2 && w.p[0] >= 'A' && w.p[0] <= 'Z';
}

static bool is_dash(cs_str w) {
    return cs_eq(w, CS_LIT("--")) || cs_eq(w, CS_LIT("-")) || cs_eq(w, CS_LIT("_")) || cs_eq(w, CS_LIT("\xE2\x80\x94")) ||
           cs_eq(w, CS_LIT("\xE2\x80\x93"));
}

bool cs_place_is_dateline(const cs_reading *r, int32_t tok, cs_span name) {
    enum { REST_MAX = 8 }; /* tokens of a region, a day and an agency behind the name */
    const cs_token *v = r->tokens.v;
    const cs_sentence *s = &r->sentences.v[v[tok].sent];
    int32_t beg = tok, end = tok + 1;
    while (beg > s->beg && v[beg - 1].span.beg >= name.beg) beg--;
    while (end < s->end && v[end].span.end <= name.end) end++;
    if (beg >= s->beg + 2 && (cs_eq(v[beg - 1].form, CS_LIT(",")) || cs_eq(v[beg - 1].form, CS_LIT("/"))) &&
        is_upper(v[beg].form) == is_upper(v[beg - 2].form))
        beg -= 2; /* "CARACAS, VENEZUELA — " */
    bool opens = beg == s->beg, runs_in = !opens && is_upper(v[beg].form) && !is_upper(v[beg - 1].form);
    for (int32_t i = end; (opens || runs_in) && i < s->end && i < end + REST_MAX; i++) {
        if (is_dash(v[i].form)) return v[i - 1].span.end < v[i].span.beg;
        bool rest = i > end || cs_eq(v[i].form, CS_LIT(",")) || cs_eq(v[i].form, CS_LIT("(")) || cs_eq(v[i].form, CS_LIT("/"));
        if (!rest || v[i].upos == CS_UPOS_VERB || v[i].upos == CS_UPOS_ADP || v[i].upos == CS_UPOS_DET) return false;
    }
    return false;
}

/* "March 12": the month is no town in England. */
static bool within_time(const cs_ev *e, cs_span s) {
    for (ptrdiff_t i = 0; i < e->r->times.n; i++)
        if (e->r->times.v[i].has_span && cs_span_in(s, e->r->times.v[i].span)) return true;
    return false;
}

/* "the Banner of the Sahel": a place within the name of a body, of a type from first to last, is seldom where something was. */
static bool within_name(const cs_ev *e, int32_t tok, uint8_t first, uint8_t last) {
    int32_t m = e->at.cover_wide[tok];
    for (int32_t k = 0; k < 3 && m >= 0; k++) {
        const cs_mention *x = &e->r->mentions.v[m];
        uint8_t type = e->r->entities.v[x->entity].type;
        if (x->kind == CS_MENTION_NAME && x->head != tok && type >= first && type <= last) return true;
        int32_t inner = e->at.cover[tok];
        if (inner == m) break;
        m = inner;
    }
    return false;
}

/* What is done with words alone, from afar. */
static bool in_words(uint8_t type) {
    return type == CS_T_ACCUSE || type == CS_T_REQUEST || type == CS_T_REJECT || type == CS_T_THREATEN ||
           type == CS_T_SUPPORT || type == CS_T_SANCTION;
}

/* Places that speak or are spoken to are governments, not where that was ("Moscow accused Kyiv"), nor are those that act
 * ("Chad sent troops"). */
static bool acts(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    for (ptrdiff_t i = 0; i < t->roles.n; i++) {
        const cs_role *r = &t->roles.v[i];
        bool spoken_to = in_words(t->row->type) && (r->role == CS_ROLE_RECIPIENT || r->role == CS_ROLE_TARGET);
        if (!spoken_to && (r->role != CS_ROLE_AGENT || t->row->key.pos != 'v')) continue;
        if ((r->mention >= 0 ? e->r->mentions.v[r->mention].head : r->token) == tok) return true;
    }
    return false;
}

/* "the ministers of India and Pakistan met in Geneva": the states of those who meet or agree are not where they do. */
static bool is_state_of_party(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    int32_t top = cs_conj_top(&e->t, tok), whose = cs_tok(&e->t, top)->head;
    bool talk = t->row->type == CS_T_CONSULT || t->row->type == CS_T_AGREE || t->row->type == CS_T_COOPERATE;
    if (!talk || whose < 0 || !cs_rel(&e->t, top, CS_REL_NMOD) || !cs_eq(cs_case_of(&e->t, top, e->perm), CS_LIT("of")))
        return false;
    for (ptrdiff_t i = 0; i < t->roles.n; i++)
        if (t->roles.v[i].token == whose && cs_filler_of(e, whose) & CS_IS_STATE) return true;
    return false;
}

/* "held talks with the ministers of Iran, Iraq and Egypt", "officials from Turkey and Egypt agreed": a row of states behind
 * whoever is from them, as a word of the row's beginning tells, however the row hangs in the parse. */
static bool is_row_of_states(const cs_ev *e, const cs_trigger *t, int32_t tok, int32_t place) {
    enum { ROW_MAX = 40 };
    const cs_sentence *s = &e->r->sentences.v[cs_tok(&e->t, tok)->sent];
    bool talk = t->row->type == CS_T_CONSULT || t->row->type == CS_T_AGREE || t->row->type == CS_T_COOPERATE;
    if (!talk || e->r->places.v[place].precision != CS_PREC_COUNTRY) return false;
    int32_t i = tok, commas = 0;
    if (tok + 2 < s->end && cs_eq(cs_tok(&e->t, tok + 2)->lower, CS_LIT("where"))) return false;
    for (; i > s->beg && tok - i < ROW_MAX; i--) {
        const cs_token *x = cs_tok(&e->t, i);
        bool link = x->upos == CS_UPOS_CCONJ || cs_eq(x->form, CS_LIT(","));
        if (!link && x->upos != CS_UPOS_PROPN && x->upos != CS_UPOS_DET) break;
        commas += link;
    }
    bool goes_on =
        tok + 1 < s->end && (cs_tok(&e->t, tok + 1)->upos == CS_UPOS_CCONJ || cs_eq(cs_tok(&e->t, tok + 1)->form, CS_LIT(",")));
    commas += goes_on && tok + 2 < s->end && cs_tok(&e->t, tok + 2)->upos == CS_UPOS_PROPN;
    const cs_token *x = cs_tok(&e->t, i);
    bool of = cs_eq(x->lower, CS_LIT("of")) || cs_eq(x->lower, CS_LIT("from"));
    return commas && of && i > s->beg && cs_filler_of(e, i - 1) & (CS_IS_STATE | CS_IS_ACTOR);
}

static bool is_deed(uint8_t type) { return type == CS_T_ASSAULT || type == CS_T_COERCE || type == CS_T_PROTEST; }

/* "renewed the debate in Washington over the killing", "drew anger in Paris", "attacked after talks in Geneva": where there is
 * talk of a deed is not where it was done. */
static bool is_of_talk(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    static const char TALK[] =
        "debate discussion outrage anger outcry criticism concern reaction hearing interview speech statement "
        "alarm condemnation briefing controversy talk negotiation summit conference";
    int32_t of = cs_tok(&e->t, cs_conj_top(&e->t, tok))->head;
    if (!is_deed(t->row->type) || of < 0 || of == t->tok || of == t->anchor || of == t->light) return false;
    if (cs_tok(&e->t, of)->upos == CS_UPOS_VERB) of = cs_child(&e->t, of, CS_REL_OBJ);
    if (of == cs_child(&e->t, t->tok, CS_REL_OBJ)) return false; /* "attacked a conference in" */
    return of >= 0 && cs_tok(&e->t, of)->upos == CS_UPOS_NOUN && cs_lemma_in(&e->t, of, TALK);
}

/* "condemned the coup in Niger", "appealed for help after the attack in Gwoza": where the deed was that the words are about. */
static bool of_deed_below(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    if (!in_words(t->row->type) || !cs_above(&e->t, t->tok, tok)) return false;
    for (int32_t x = cs_tok(&e->t, tok)->head; x >= 0 && x != t->tok; x = cs_tok(&e->t, x)->head) {
        int32_t at = e->trig_at[x];
        if (x == t->with || x == t->anchor || at < 0 || e->trig.v[at].dropped) continue;
        if (e->trig.v[at].row->type == CS_T_ASSAULT || e->trig.v[at].row->type == CS_T_COERCE) return true;
    }
    return false;
}

/* "X, the leader of Y, was killed in Z": what lasts is where its own words say, if anywhere. */
static bool beside_relation(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    return cs_trigger_is_standing(t) && !cs_above(&e->t, t->tok, tok);
}

/* "Coalition nations that have conducted strikes in Iraq include Australia, Belgium and …": a row of states that is told of by
 * another word tells who, not where. */
static bool is_row_of_parties(const cs_ev *e, const cs_trigger *t, int32_t tok, int32_t place) {
    enum { ROW = 3 };
    int32_t top = cs_conj_top(&e->t, tok), n = 1, head = cs_tok(&e->t, top)->head;
    if (e->r->places.v[place].precision != CS_PREC_COUNTRY || head < 0 || head == t->tok || head == t->light) return false;
    if (cs_case_of(&e->t, top, e->perm).n) return false;
    const cs_sentence *s = &e->r->sentences.v[cs_tok(&e->t, tok)->sent];
    for (int32_t i = s->beg; i < s->end; i++) n += cs_rel(&e->t, i, CS_REL_CONJ) && cs_conj_top(&e->t, i) == top;
    return n >= ROW;
}

/* "a spokesman in Washington said that …", "…, he said in Moscow": where it is said. "He reported an attack in Moscow" and "in
 * Moscow, police reported an attack" may tell of either. */
static bool is_said_at(const cs_ev *e, const cs_attribution *a, int32_t trigger, int32_t tok) {
    if (!a->says || a->cue_token < 0 || cs_tok(&e->t, a->cue_token)->upos != CS_UPOS_VERB || a->cue_token == trigger)
        return false;
    cs_span at = cs_tok(&e->t, trigger)->span, name = cs_tok(&e->t, tok)->span, cue = cs_tok(&e->t, a->cue_token)->span;
    bool said = false;
    for (int32_t k = 0; k < a->n_content; k++) {
        cs_span c = a->content[k];
        said |= cs_span_in(at, c);
        if (cs_span_in(name, c) || (cue.end <= c.beg && c.end <= name.beg)) return false;
    }
    bool with_cue = name.beg > cue.beg && cs_tok(&e->t, cs_conj_top(&e->t, tok))->head == a->cue_token;
    return said && (with_cue || cs_span_in(name, a->source));
}

static bool is_where_it_is_said(const cs_ev *e, const cs_trigger *t, int32_t tok) {
    for (ptrdiff_t i = 0; i < e->r->attributions.n; i++)
        if (is_said_at(e, &e->r->attributions.v[i], t->tok, tok)) return true;
    return false;
}

/* Of more names in one sentence those nearest to the trigger count: each is compared with all others. */
enum { SITES_MAX = 48 };
typedef CS_VEC(cs_site) sites;

static cs_site *place_for(cs_ev *e, const cs_trigger *t, sites *all, int32_t tok) {
    if (all->n < SITES_MAX) return CS_PUSH(e->perm, all);
    cs_site *far = all->v;
    for (ptrdiff_t i = 1; i < all->n; i++)
        if (abs(all->v[i].tok - t->tok) > abs(far->tok - t->tok)) far = &all->v[i];
    return abs(far->tok - t->tok) > abs(tok - t->tok) ? far : NULL;
}

static void collect(cs_ev *e, const cs_trigger *t, sites *out) {
    const cs_sentence *s = &e->r->sentences.v[cs_tok(&e->t, t->tok)->sent];
    for (int32_t p = 0; p < e->r->places.n; p++) {
        const cs_place *place = &e->r->places.v[p];
        for (int32_t k = 0; k < place->n_mentions; k++) {
            cs_span span = place->mentions[k];
            if (!cs_span_in(span, s->span) || within_time(e, span)) continue;
            int32_t tok = head_in(e, span, s->beg, s->end);
            if (tok < 0 || acts(e, t, tok) || is_state_of_party(e, t, tok) || is_row_of_states(e, t, tok, p) ||
                is_of_talk(e, t, tok) || of_deed_below(e, t, tok) || beside_relation(e, t, tok) ||
                cs_place_is_dateline(e->r, tok, span) || is_row_of_parties(e, t, tok, p) || is_where_it_is_said(e, t, tok) ||
                within_name(e, tok, CS_ENT_GROUP, CS_ENT_GROUP))
                continue;
            bool one_word = cs_span_in(span, cs_tok(&e->t, tok)->span);
            if (one_word && !place->has_point && cs_lexicon_noun(e->l, cs_tok(&e->t, tok)->lower))
                continue; /* "AREA" in a report in capitals */
            cs_site *x = place_for(e, t, out, tok);
            if (!x) continue;
            *x = (cs_site){ .place = p, .span = span, .tok = tok, .in_name = within_name(e, tok, CS_ENT_GROUP, CS_ENT_PARTY) };
            cs_site_locate(e, t, x);
        }
    }
}

/* Scores from which a place counts: alone in thousandths of the log odds, or as the best of those where none has that. */
enum { SURE = 0, LIKELY = -700 };

static void choose(cs_ev *e, const sites *all, cs_statement *s) {
    int32_t best = LIKELY;
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (all->v[i].score > best) best = all->v[i].score;
    if (best == LIKELY) return;
    int32_t from = best > SURE ? SURE : best - 1;
    for (ptrdiff_t i = 0; i < all->n; i++) {
        bool coarse = false, seen = false;
        if (all->v[i].score <= from) continue;
        for (ptrdiff_t k = 0; k < all->n; k++)
            coarse |= all->v[k].score > from && cs_place_contains(e->r, all->v[i].place, all->v[k].place);
        for (ptrdiff_t k = 0; k < s->where.n; k++) seen |= s->where.v[k] == all->v[i].place;
        if (!coarse && !seen) *CS_PUSH(e->perm, &s->where) = all->v[i].place;
    }
    if (s->where.n)
        *CS_PUSH(e->perm, &s->why) = (cs_why){ "where", best > SURE ? CS_LIT("where:clause") : CS_LIT("where:likely") };
    for (ptrdiff_t i = 0; i < s->where.n; i++) {
        cs_str why = e->r->places.v[s->where.v[i]].why;
        if (cs_starts(why, CS_LIT("gazetteer:user ")) || cs_starts(why, CS_LIT("offset: ")))
            *CS_PUSH(e->perm, &s->why) = (cs_why){ "where", why };
    }
}

/* A name within what another place is called by ("30 km north of Kirkuk") only helps to tell where that one is. */
static void drop_inner(sites *all) {
    bool inner[SITES_MAX] = { false };
    ptrdiff_t kept = 0;
    for (ptrdiff_t i = 0; i < all->n; i++)
        for (ptrdiff_t k = 0; k < all->n; k++) {
            cs_span a = all->v[i].span, b = all->v[k].span;
            inner[i] |= cs_span_in(a, b) && a.end - a.beg < b.end - b.beg;
        }
    for (ptrdiff_t i = 0; i < all->n; i++)
        if (!inner[i]) all->v[kept++] = all->v[i];
    all->n = kept;
}

void cs_event_where(cs_ev *e, const cs_trigger *t, cs_statement *s) {
    sites all = { 0 };
    collect(e, t, &all);
    drop_inner(&all);
    for (int32_t i = 0; i < all.n; i++) {
        all.v[i].score = cs_site_score(e, t, all.v, (int32_t)all.n, i);
        if (all.v[i].score <= SURE && cs_trigger_is_scene(e, t, all.v[i].tok)) all.v[i].score = SURE + 1;
    }
    choose(e, &all, s);
}
