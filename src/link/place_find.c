#include "link/place_find.h"
#include "base/map.h"
#include "link/place_name.h"

static const float CANDIDATE_MIN = 0.4f, /* probability below which a candidate does not count */
    PLACE_MIN = 0.2f;                    /* and one for a place whose name the gazetteer has */
enum {
    ACRONYM_MAX = 5,       /* letters */
    RUN_MAX = 8,           /* tokens of the longest name looked up */
    LEVEL_SMALL = 75,      /* 300 inhabitants, or 10,000 by another name: not on weaker evidence than the mention head's */
    LEVEL_ALONE = 125,     /* 15,000 inhabitants: a smaller town needs the mention head's word or a preposition */
    LEVEL_ACTOR = 180,     /* 1,000,000: what is taken for a place where the mention head sees a person */
    LEVEL_OTHER_NAME = 45, /* by so much an alternate name weighs less: 32 times fewer people */
    LEVEL_AREA = 255
}; /* countries, first-level regions and the like */

typedef struct finder {
    const cs_gazetteer *g;
    const cs_reading *r;
    int32_t *cover;  /* [tokens] smallest candidate over the token, -1 */
    int32_t *spot;   /* [tokens] smallest candidate for a place over the token, of PLACE_MIN at least, -1 */
    int32_t *reach;  /* [tokens] end of the largest candidate for a place over the token */
    cs_map surnames; /* last words of persons' names, lower case */
    cs_map named;    /* keys of the known places that the report has named so far */
    cs_arena *scratch;
    cs_gaz_hit *hits;
    ptrdiff_t first_candidate, first_mention; /* of the sentence; both lists are in text order */
    bool capitals; /* capitals mean nothing here: the sentence has no small letters, or a dateline is looked for */
    bool small;    /* nor does their lack: the report has none */
    cs_arena *perm;
    cs_place_names out;
} finder;

static const cs_token *tok(const finder *f, int32_t i) { return &f->r->tokens.v[i]; }

static bool capital(cs_str form) {
    return form.n > 0 && ((form.p[0] >= 'A' && form.p[0] <= 'Z') || (unsigned char)form.p[0] > 127);
}

/* "d'Ivoire", "al-Bab": a small word grown together with a name. */
static bool capital_inside(cs_str form) {
    for (ptrdiff_t i = 1; i + 1 < form.n; i++)
        if ((form.p[i] == '\'' || form.p[i] == '-' || (unsigned char)form.p[i] == 0x99) && capital(cs_cut(form, i + 1, form.n)))
            return true;
    return false;
}

/* Part of a name: a proper noun; or a capitalised word beside one ("Northern Ireland"). */
static bool is_name(const finder *f, int32_t i, int32_t beg, int32_t end) {
    if (i < beg || i >= end) return false;
    const cs_token *t = tok(f, i);
    if (t->upos == CS_UPOS_PROPN) return f->small || capital(t->form) || capital_inside(t->form);
    bool open = t->upos == CS_UPOS_ADJ || t->upos == CS_UPOS_NOUN || t->upos == CS_UPOS_VERB || t->upos == CS_UPOS_X;
    if (!capital(t->form) || !open) return false;
    return (i + 1 < end && tok(f, i + 1)->upos == CS_UPOS_PROPN && capital(tok(f, i + 1)->form)) ||
           (t->upos == CS_UPOS_NOUN && i > beg && tok(f, i - 1)->upos == CS_UPOS_PROPN);
}

static bool is_connector(const finder *f, int32_t i) {
    static const char *const C[] = { "of", "the", "and", "-",  "al", "el",   "de", "del",  "la",  "le",  "les", "los",  "las",
                                     "da", "do",  "di",  "du", "am", "upon", "on", "an",   "au",  "aux", "sur", "sous", "y",
                                     "ez", "es",  "as",  "ar", "az", "ad",   "&",  "-al-", "-al", "'s",  "bin", "en" };
    cs_str w = tok(f, i)->lower;
    for (size_t k = 0; k < sizeof C / sizeof *C; k++)
        if (strlen(C[k]) == (size_t)w.n && memcmp(C[k], w.p, (size_t)w.n) == 0) return true;
    return false;
}

static bool is_word(const finder *f, int32_t i, const char *const *list, size_t n) {
    cs_str w = tok(f, i)->lower;
    for (size_t k = 0; k < n; k++)
        if (strlen(list[k]) == (size_t)w.n && memcmp(list[k], w.p, (size_t)w.n) == 0) return true;
    return false;
}

/* ---- persons' names ---- */

/* Of a name in several words ("Kerr Putney") the word that the others hang from. */
static int32_t name_top(const finder *f, int32_t i) {
    while (tok(f, i)->deprel == CS_REL_FLAT && tok(f, i)->head >= 0) i = tok(f, i)->head;
    return i;
}

/* The words of one name around i: [*beg, *end). */
static void name_words(const finder *f, int32_t i, int32_t *beg, int32_t *end) {
    int32_t top = name_top(f, i), n = (int32_t)f->r->tokens.n;
    for (*beg = i; *beg > 0 && tok(f, *beg - 1)->upos == CS_UPOS_PROPN && name_top(f, *beg - 1) == top;) --*beg;
    for (*end = i + 1; *end < n && tok(f, *end)->upos == CS_UPOS_PROPN && name_top(f, *end) == top;) ++*end;
}

/* Does the report call somebody so, by a family name? */
static bool is_surname(const finder *f, int32_t i) { return cs_map_get(&f->surnames, tok(f, i)->lower) != NULL; }

/* Months and days, some of which are towns: no part of a name ("in Basra Wednesday", "Haret Hreik on Thursday"). */
static bool is_time(const finder *f, int32_t i) {
    static const char *const TIME[] = { "january",   "february",  "march",   "april",    "may",      "june",   "july",
                                        "august",    "september", "october", "november", "december", "monday", "tuesday",
                                        "wednesday", "thursday",  "friday",  "saturday", "sunday" };
    return is_word(f, i, TIME, sizeof TIME / sizeof *TIME);
}

static bool is_site(const finder *f, int32_t i) {
    static const char *const W[] = {
        "airport", "base",     "camp",     "hospital",  "university", "college",  "school",     "station",    "bridge",
        "dam",     "mosque",   "church",   "cathedral", "temple",     "hotel",    "prison",     "square",     "park",
        "stadium", "market",   "building", "tower",     "palace",     "airfield", "checkpoint", "crossing",   "port",
        "center",  "centre",   "hall",     "plant",     "library",    "museum",   "mall",       "court",      "courthouse",
        "embassy", "barracks", "refinery", "mine",      "cemetery",   "shrine",   "jail",       "elementary", "district",
        "area",    "township", "city",     "river",     "valley"
    };
    return is_word(f, i, W, sizeof W / sizeof *W);
}

/* In capitals the common nouns behind a name show no more whether they are part of it: those are that say in the end what site
 * it is ("CANO LIMON OIL FIELD"). Behind them, or end. */
static int32_t with_site(const finder *f, int32_t end, int32_t stop) {
    enum { NOUNS_MAX = 2 };
    for (int32_t k = end - 1; k < stop && k < end + NOUNS_MAX && (k < end || tok(f, k)->upos == CS_UPOS_NOUN); k++) {
        bool last = k + 1 >= stop || tok(f, k + 1)->upos != CS_UPOS_NOUN;
        if (last) return k >= end && (is_site(f, k) || cs_eq(tok(f, k)->lower, CS_LIT("field"))) ? k + 1 : end;
    }
    return end;
}

/* A common noun in a sentence in capitals begins no name ("the San Martin [BUS] STATION"). */
static bool is_common(const finder *f, int32_t i) {
    return tok(f, i)->upos == CS_UPOS_NOUN && tok(f, i)->deprel == CS_REL_COMPOUND;
}

/* The end of the run of name words from i, over connectors between them ("of the"; four in "Port-au-Prince"); at most RUN_MAX
 * tokens. */
static int32_t run_end(const finder *f, int32_t i, int32_t beg, int32_t end) {
    int32_t last = i + 1;
    for (int32_t k = i + 1; k < end && k < i + RUN_MAX; k++) {
        if (is_time(f, k)) break;
        if (is_name(f, k, beg, end))
            last = k + 1;
        else if (!is_connector(f, k) || k > last + (tok(f, k)->span.beg == tok(f, k - 1)->span.end ? 3 : 1))
            break;
    }
    return last;
}

static cs_str text_of(const finder *f, int32_t beg, int32_t end) {
    return cs_span_text(f->r->text, cs_span_join(tok(f, beg)->span, tok(f, end - 1)->span));
}

static bool after_comma(const finder *f, int32_t beg) {
    return beg >= 2 && cs_eq(tok(f, beg - 1)->form, CS_LIT(",")) && f->out.n > 0 && f->out.v[f->out.n - 1].end == beg - 1;
}

/* "UN", "ISIL": a short word in capitals among small letters is an abbreviation, not the name of a town. */
static bool is_acronym(const finder *f, int32_t beg, int32_t end) {
    cs_str w = tok(f, beg)->form;
    if (f->capitals || end - beg != 1 || w.n > ACRONYM_MAX) return false;
    for (ptrdiff_t i = 0; i < w.n; i++)
        if (w.p[i] < 'A' || w.p[i] > 'Z') return false;
    return true;
}

static bool has_small_letters(const finder *f, const cs_sentence *s) {
    cs_str text = cs_span_text(f->r->text, s->span);
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'a' && text.p[i] <= 'z') return true;
    return false;
}

/* The weight of the weightiest place that the tokens name, 0 when the gazetteer has none. Areas weigh most. */
static int known(const finder *f, int32_t beg, int32_t end) {
    cs_name_key key;
    uint8_t hint;
    ptrdiff_t n = cs_place_hits(f->g, text_of(f, beg, end), after_comma(f, beg), &key, &hint, f->hits);
    bool acronym = is_acronym(f, beg, end);
    int weight = n > 0 && !acronym;
    for (ptrdiff_t k = 0; k < n; k++) {
        if (acronym && f->hits[k].cls != CS_GAZ_ABBREVIATION) continue;
        cs_gaz_place p = cs_gazetteer_place(f->g, f->hits[k].place);
        bool area = p.kind == CS_GAZ_COUNTRY || p.kind == CS_GAZ_ADMIN1 || p.kind == CS_GAZ_REGION;
        int level = f->hits[k].cls == CS_GAZ_ALTERNATE ? p.level - LEVEL_OTHER_NAME : p.level;
        int w = area && f->hits[k].cls != CS_GAZ_ALTERNATE ? LEVEL_AREA : level;
        if (w > weight) weight = w;
    }
    return weight;
}

/* The longest name from i that the gazetteer knows as a place, ending by max; its end (with *weight), or i. */
static int32_t longest_known(const finder *f, int32_t i, int32_t max, int *weight) {
    for (int32_t end = max; end > i; end--) {
        if (end - 1 > i && is_connector(f, end - 1)) continue;
        if ((*weight = known(f, i, end)) > 0) return end;
    }
    return i;
}

/* The token of the candidate that hangs from outside it. */
static int32_t head_of(const finder *f, const cs_candidate *c) {
    for (int32_t i = c->beg; i < c->end; i++)
        if (tok(f, i)->head < c->beg || tok(f, i)->head >= c->end) return i;
    return c->end - 1;
}

static cs_span tokens_span(const finder *f, int32_t beg, int32_t end) {
    return cs_span_join(tok(f, beg)->span, tok(f, end - 1)->span);
}

/* "al-Muthanna": the name begins with the Arabic article before it. */
static int32_t with_article(const finder *f, int32_t beg) {
    static const char *const A[] = { "al", "el", "ar", "as", "ad", "an", "at", "az", "ash" };
    bool grown = beg >= 2 && cs_eq(tok(f, beg - 1)->form, CS_LIT("-")) && is_word(f, beg - 2, A, sizeof A / sizeof *A) &&
                 tok(f, beg - 2)->span.end == tok(f, beg - 1)->span.beg && tok(f, beg - 1)->span.end == tok(f, beg)->span.beg;
    return grown ? beg - 2 : beg;
}

/* Has the report named a place so before? Then it does again, unless somebody is called so. */
static bool is_named(const finder *f, int32_t beg, int32_t end) {
    cs_name_key key = cs_name_key_of(text_of(f, beg, end));
    return cs_map_get(&f->named, cs_name_key_str(&key)) && !is_surname(f, end - 1);
}

static void note_named(finder *f, int32_t beg, int32_t end) {
    cs_name_key key = cs_name_key_of(text_of(f, beg, end));
    if (known(f, beg, end)) *cs_map_put(f->scratch, &f->named, cs_dup(f->scratch, cs_name_key_str(&key)), NULL) = 1;
}

static int32_t add(finder *f, int32_t beg, int32_t end, int32_t core_beg, int32_t core_end) {
    note_named(f, core_beg, core_end);
    if (core_beg == beg) core_beg = with_article(f, beg);
    beg = with_article(f, beg);
    *CS_PUSH(f->perm, &f->out) = (cs_place_name){ tokens_span(f, beg, end), beg, end, tokens_span(f, core_beg, core_end) };
    return end;
}

static int32_t add_known(finder *f, int32_t beg, int32_t end) { return add(f, beg, end, beg, end); }

/* Does the word name a people only ("Afghan")? Then it is no place. */
static bool is_people(const finder *f, int32_t i) {
    cs_name_key key = cs_name_key_of(tok(f, i)->form);
    ptrdiff_t n = cs_gazetteer_find(f->g, cs_name_key_str(&key), f->hits, CS_PLACE_HITS_MAX);
    for (ptrdiff_t k = 0; k < n && k < CS_PLACE_HITS_MAX; k++)
        if (f->hits[k].cls == CS_GAZ_DEMONYM) return true;
    return false;
}

/* Ways are called after places that they are not at. */
static bool is_way(const finder *f, int32_t i) {
    static const char *const W[] = { "street", "st.",       "st",         "road",  "rd.",     "avenue",   "ave.",
                                     "drive",  "boulevard", "blvd.",      "lane",  "highway", "parkway",  "route",
                                     "bypass", "way",       "interstate", "trail", "freeway", "turnpike", "expressway" };
    return is_word(f, i, W, sizeof W / sizeof *W);
}

/* Before "of" and a place's name: a place of its own ("Sewry District of Zabol", "Kabul of Afghanistan"), not what the whole is
 * called after ("Port of Aden")? */
static bool is_part(finder *f, int32_t beg, int32_t end) {
    if (end - beg == 1) return known(f, beg, end) >= LEVEL_ACTOR && known(f, beg, end) < LEVEL_AREA;
    return cs_place_is_descriptor(tok(f, end - 1)->lower) || known(f, beg, end) >= LEVEL_SMALL;
}

/* "the Logo district": what is behind the name says that it is a place. */
static bool before_kind(const finder *f, int32_t end) {
    static const char *const KIND[] = { "province",     "governorate", "district",      "county", "municipality",
                                        "neighborhood", "prefecture",  "neighbourhood", "oblast", "suburb" };
    return end < f->r->tokens.n && tok(f, end)->sent == tok(f, end - 1)->sent &&
           is_word(f, end, KIND, sizeof KIND / sizeof *KIND);
}

/* Is the name all that a body is called by, which the report may name elsewhere too ("el espectador", "Liberation Front")? */
static bool is_body(const finder *f, int32_t beg, int32_t end) {
    if (is_site(f, end - 1) || before_kind(f, end)) return false;
    for (ptrdiff_t k = f->first_mention; k < f->r->mentions.n && f->r->mentions.v[k].beg < end; k++) {
        const cs_mention *m = &f->r->mentions.v[k];
        if (m->head < beg || m->head >= end || m->entity < 0) continue;
        uint8_t type = f->r->entities.v[m->entity].type;
        if (type >= CS_ENT_GROUP && type <= CS_ENT_PARTY) return true;
    }
    return false;
}

/* A name that the gazetteer lacks, a place by the mention head: with the place that it is named after, in front of what it is
 * ("Mosul Dam") or behind "of" ("Port of Aden"). Describing words in front are no part of it ("Neighbouring Uganda"). */
static int32_t add_unknown(finder *f, int32_t beg, int32_t end) {
    int weight;
    if (is_acronym(f, beg, end) || is_body(f, beg, end)) return end;
    if (is_way(f, end - 1)) return add_known(f, beg, end);
    if (tok(f, beg)->upos == CS_UPOS_ADJ && end - beg > 1 && known(f, beg + 1, end) >= LEVEL_ALONE)
        return add_known(f, beg + 1, end);
    int32_t k = is_site(f, end - 1) ? longest_known(f, beg, end - 1, &weight) : beg;
    if (k > beg && weight >= LEVEL_SMALL) return add(f, beg, end, beg, k);
    for (k = beg + 2; k < end; k++) {
        int least = cs_place_is_descriptor(tok(f, end - 1)->lower) ? 1 : LEVEL_ALONE; /* "Helmand Province" */
        if (!cs_eq(tok(f, k - 1)->lower, CS_LIT("of")) || known(f, k, end) < least) continue;
        if (!is_part(f, beg, k - 1)) return add(f, beg, end, k, end);
        add_known(f, beg, k - 1);
        return add_known(f, k, end);
    }
    return add_known(f, beg, end);
}

/* Does the token divide two names? A hyphen does if it comes after a known name or a letter ("R-Moorpark") and before a known
 * one. */
static bool divides(const finder *f, int32_t beg, int32_t i, int32_t end) {
    if (cs_eq(tok(f, i)->lower, CS_LIT("and"))) return true;
    if (!cs_eq(tok(f, i)->form, CS_LIT("-")) || i + 1 >= end) return false;
    int weight;
    return (tok(f, i - 1)->form.n == 1 || known(f, beg, i)) && longest_known(f, i + 1, end, &weight) > i + 1;
}

static bool names_country(const finder *f, int32_t beg, int32_t end) {
    cs_name_key key;
    uint8_t hint;
    ptrdiff_t n = cs_place_hits(f->g, text_of(f, beg, end), false, &key, &hint, f->hits);
    for (ptrdiff_t k = 0; k < n; k++)
        if (cs_gazetteer_place(f->g, f->hits[k].place).kind == CS_GAZ_COUNTRY) return true;
    return false;
}

/* Do the tokens name somebody together with words around them ("minister [Orlando] Vasquez")? Countries are named in names of
 * bodies, too, and tell where those are at home. */
static bool is_part_of_name(const finder *f, int32_t beg, int32_t end) {
    int32_t b, e;
    name_words(f, beg, &b, &e);
    return (b < beg || e > end) && !names_country(f, beg, end);
}

/* Is the token alone what the report calls somebody by? */
static bool is_somebody(const finder *f, int32_t beg, int32_t end) {
    return end - beg == 1 && is_surname(f, beg) && !names_country(f, beg, end);
}

/* A place by the mention head: the longest known name, else all of the run within the candidate. */
static int32_t take_place(finder *f, int32_t i, int32_t end, const cs_candidate *c) {
    if (is_somebody(f, i, i + 1) && head_of(f, c) != i) return i + 1; /* "near the Slepian home" */
    int32_t stop = end < c->end ? end : c->end, far = end < f->reach[i] ? end : f->reach[i];
    int weight;
    int32_t k = longest_known(f, i, far, &weight);
    if (k >= stop) return add_known(f, i, k);
    int32_t part = i + 1; /* up to an "and" between two names, or a hyphen ("Fargo-Moorhead") */
    while (part < stop && !divides(f, i, part, stop)) part++;
    while (part > i + 1 && is_connector(f, part - 1)) part--;
    if (k >= part) return add_known(f, i, k);
    if (part == i + 1 && tok(f, i)->form.n == 1) return part; /* the party of "R-Moorpark" */
    return add_unknown(f, i, part);
}

/* ---- names that the mention head takes for no place ---- */

/* Local authorities and the like are where the place is that their name begins with ("Litchfield Superior Court"), unlike
 * newspapers, universities and companies. */
static bool is_authority(const finder *f, int32_t i) {
    static const char *const A[] = { "police",      "court",      "office",     "department", "council",       "sheriff",
                                     "commission",  "board",      "government", "hospital",   "jail",          "prison",
                                     "school",      "schools",    "district",   "fire",       "commissioners", "municipality",
                                     "legislature", "parliament", "courthouse", "authority",  "commissioner",  "supervisors",
                                     "center",      "centre",     "detention",  "airport",    "library",       "ministry",
                                     "guard",       "patrol",     "bureau",     "senate",     "assembly",      "military",
                                     "army",        "navy" };
    return is_word(f, i, A, sizeof A / sizeof *A);
}

static bool has_authority(const finder *f, int32_t beg, int32_t end) {
    bool any = false;
    for (int32_t i = beg; i < end; i++) any |= is_authority(f, i);
    return any;
}

static bool after_preposition(const finder *f, int32_t i) {
    static const char *const P[] = { "in", "near", "at", "outside", "around", "toward", "towards", "into", "throughout" };
    return i > 0 && tok(f, i - 1)->sent == tok(f, i)->sent && is_word(f, i - 1, P, sizeof P / sizeof *P);
}

/* "the Mansfield resident", "Litchfield Selectman Marsha Bernstein": names of places, rarely of persons, stand before these. */
static bool before_people(const finder *f, int32_t end) {
    static const char *const P[] = { "resident",    "residents",    "man",        "woman",        "men",       "women",
                                     "native",      "couple",       "police",     "voters",       "officials", "mayor",
                                     "area",        "teenager",     "villagers",  "governor",     "province",  "city",
                                     "town",        "county",       "district",   "fire",         "selectman", "superintendent",
                                     "councilman",  "councilwoman", "councillor", "alderman",     "sheriff",   "prosecutor",
                                     "firefighter", "firefighters", "deputy",     "investigators" };
    return end < f->r->tokens.n && is_word(f, end, P, sizeof P / sizeof *P);
}

static bool is_upper(const finder *f, int32_t i) {
    cs_str w = tok(f, i)->form;
    for (ptrdiff_t k = 0; k < w.n; k++)
        if (w.p[k] >= 'a' && w.p[k] <= 'z') return false;
    return w.n > 0 && w.p[0] >= 'A' && w.p[0] <= 'Z';
}

static bool is_dash(cs_str w) {
    return cs_eq(w, CS_LIT("--")) || cs_eq(w, CS_LIT("-")) || cs_eq(w, CS_LIT("\xE2\x80\x94")) ||
           cs_eq(w, CS_LIT("\xE2\x80\x93"));
}

/* "Talks Resume GENEVA — ": a dateline in capitals that a headline runs into begins at the token. */
static bool begins_dateline(const finder *f, int32_t i, const cs_sentence *s) {
    int32_t k = i;
    if (i <= s->beg || !is_upper(f, i) || tok(f, i)->form.n <= ACRONYM_MAX - 2 || is_upper(f, i - 1)) return false;
    while (k < s->end && is_upper(f, k)) k++;
    return k + 1 < s->end && is_dash(tok(f, k)->form) && tok(f, k)->span.beg > tok(f, k - 1)->span.end;
}

/* "BAGHDAD (AP) -", "Hama — ": a name that opens its sentence before a dash or bracket. */
static bool is_dateline(const finder *f, int32_t i, int32_t end, const cs_sentence *s) {
    if (end >= f->r->tokens.n) return false;
    if (i != s->beg) return begins_dateline(f, i, s) && is_dash(tok(f, end)->form);
    cs_str next = tok(f, end)->form;
    if (cs_eq(next, CS_LIT(",")) && end + 2 < f->r->tokens.n) next = tok(f, end + 2)->form;
    return is_dash(next) || (is_upper(f, i) && (cs_eq(next, CS_LIT("(")) || cs_eq(next, CS_LIT(":"))));
}

/* Are the tokens all of the candidate but an article and a possessive ending? */
static bool is_all_of(const finder *f, const cs_candidate *c, int32_t beg, int32_t end) {
    int32_t b = c->beg, e = c->end;
    if (b < e && tok(f, b)->upos == CS_UPOS_DET) b++;
    if (b < e && tok(f, e - 1)->upos == CS_UPOS_PART) e--;
    return b == beg && e == end;
}

/* Behind the run's tokens that have the same smallest candidate as i. */
static int32_t behind(const finder *f, int32_t i, int32_t end) {
    int32_t k = i + 1;
    while (k < end && f->cover[k] == f->cover[i]) k++;
    return k;
}

/* "the Springfield official": does a word of the name stand before a common noun as its modifier? */
static bool modifies_noun(const finder *f, int32_t beg, int32_t end) {
    for (int32_t i = beg; i < end; i++) {
        const cs_token *t = tok(f, i);
        if (t->deprel == CS_REL_COMPOUND && t->head >= end && tok(f, t->head)->upos == CS_UPOS_NOUN &&
            !capital(tok(f, t->head)->form))
            return true;
    }
    return false;
}

/* A name of the actor register ("Taliban", a village too) is that actor. */
static bool is_actor(const finder *f, int32_t beg, int32_t end) {
    for (ptrdiff_t k = f->first_mention; k < f->r->mentions.n; k++) {
        const cs_mention *m = &f->r->mentions.v[k];
        if (m->beg >= end) break;
        if (m->head < beg || m->head >= end || m->kind != CS_MENTION_NAME || m->entity < 0) continue;
        const cs_entity *e = &f->r->entities.v[m->entity];
        bool place = e->type == CS_ENT_PLACE || e->type == CS_ENT_FACILITY || e->type == CS_ENT_GOVERNMENT;
        if (e->actor.n > 0 && !place) return true;
    }
    return false;
}

/* Does the name from i stand in a row of names of which a place is the first ("Hutchinson, Kingman and Pratt")? */
static bool beside_places(const finder *f, int32_t i) {
    int32_t top = i;
    while (tok(f, top)->deprel == CS_REL_CONJ && tok(f, top)->head >= 0) top = tok(f, top)->head;
    for (ptrdiff_t p = f->out.n; top != i && p-- > 0 && f->out.v[p].end > top;)
        if (f->out.v[p].beg <= top) return true;
    return false;
}

/* A person's name, or whoever may be "of" a place ("the mayor of"); a "member of" is of a body. */
static bool is_of_somewhere(const finder *f, int32_t head, bool from) {
    const cs_candidate *c = f->cover[head] >= 0 ? &f->r->candidates.v[f->cover[head]] : NULL;
    if (!c || c->coarse != CS_COARSE_PERSON || head_of(f, c) != head) return false;
    return from || tok(f, head)->upos == CS_UPOS_PROPN || before_people(f, head);
}

/* "Mindy Miller of Ravenel", "volunteers from Crockett", "Sean Bowers, 19, of Martinez": where people are from. */
static bool is_origin(const finder *f, int32_t i, int32_t end) {
    static const char *const FROM[] = { "of", "from" };
    if (i < 1 || tok(f, i - 1)->sent != tok(f, i)->sent || !is_word(f, i - 1, FROM, sizeof FROM / sizeof *FROM)) return false;
    bool aged = i > 3 && cs_eq(tok(f, i - 2)->form, CS_LIT(",")) && tok(f, i - 3)->upos == CS_UPOS_NUM;
    int32_t top = i;
    while (tok(f, top)->head >= i && tok(f, top)->head < end) top = tok(f, top)->head;
    int32_t above = tok(f, top)->head;
    bool from = cs_eq(tok(f, i - 1)->lower, CS_LIT("from"));
    return aged || (above >= 0 && above < i && tok(f, top)->deprel == CS_REL_NMOD && is_of_somewhere(f, above, from));
}

/* All of a candidate for a person or organisation that is a place's name: a town or state that acts ("Moscow said"), or the
 * mention head's mistake. */
static bool acts_as_place(const finder *f, const cs_candidate *c, int32_t i, int32_t k, int weight) {
    if (weight < LEVEL_SMALL) return false;
    bool body = c->coarse == CS_COARSE_ORGANIZATION && f->spot[i] < 0 && !after_preposition(f, i);
    if (body && f->small && k - i == 1 && tok(f, i)->form.n < ACRONYM_MAX) return false; /* "the oas meeting" */
    if (after_preposition(f, i) || before_people(f, k) || is_origin(f, i, k) || f->spot[i] >= 0) return true;
    if (beside_places(f, i) && !is_surname(f, k - 1)) return true;
    if (modifies_noun(f, i, k) && weight >= LEVEL_ALONE && !is_surname(f, k - 1)) return true;
    for (int32_t t = i; t < k; t++)
        if (is_site(f, t) || is_authority(f, t)) return false;
    if (c->coarse != CS_COARSE_PERSON || k - i > 1) return weight >= LEVEL_ALONE || is_named(f, i, k);
    return weight >= LEVEL_ACTOR && !is_surname(f, k - 1);
}

/* "the village of X": X is a place, known or not. */
static bool after_kind(const finder *f, int32_t i) {
    return i > 1 && tok(f, i - 2)->sent == tok(f, i)->sent && cs_eq(tok(f, i - 1)->lower, CS_LIT("of")) &&
           cs_place_is_descriptor(tok(f, i - 2)->lower);
}

/* The end of a name from i that says that it is a spot where something can be ("Yarmouk Refugee Camp"), behind a preposition
 * of place; or i. */
static int32_t spot_end(const finder *f, int32_t i, int32_t end) {
    static const char *const SPOT[] = { "airport", "base",       "camp",     "hospital", "bridge",  "dam",
                                        "mosque",  "prison",     "market",   "hotel",    "square",  "airfield",
                                        "palace",  "crossing",   "barracks", "refinery", "station", "port",
                                        "shrine",  "checkpoint", "quarter",  "cemetery" };
    static const char *const P[] = { "in", "near", "at", "outside", "around", "inside", "into", "to", "from", "on", "of" };
    int32_t before = with_article(f, i) - 1, stop = i;
    if (before >= 0 && tok(f, before)->upos == CS_UPOS_DET) before--;
    if (before < 0 || tok(f, before)->sent != tok(f, i)->sent) return i;
    const cs_token *b = tok(f, before);
    if (!is_word(f, before, P, sizeof P / sizeof *P) && !(b->upos == CS_UPOS_VERB && tok(f, i)->deprel != CS_REL_NSUBJ))
        return i;
    for (int32_t k = i + 1; k < end && (tok(f, k)->upos != CS_UPOS_PART && !is_connector(f, k)); k++)
        if (is_word(f, k, SPOT, sizeof SPOT / sizeof *SPOT) && capital(tok(f, k)->form)) stop = k + 1;
    return stop;
}

static int32_t take_spot(finder *f, int32_t i, int32_t end) {
    int weight;
    if (known(f, i, end)) return add_known(f, i, end);
    int32_t k = longest_known(f, i, end - 1, &weight);
    return k > i && weight >= LEVEL_SMALL ? add(f, i, end, i, k) : add_known(f, i, end);
}

/* Words around that make an unknown name one of a place, where the mention head sees a person or nothing: a bare "in" before
 * it, what it is behind it ("the Logo district"), or a place that it is named beside ("the towns of Soran, Kafr Zuba and …").
 */
static bool told_place(const finder *f, int32_t i, int32_t k) {
    static const char *const IN[] = { "in", "near", "outside" };
    if (is_acronym(f, i, k) || (k == i + 1 && is_surname(f, i))) return false;
    int32_t before = with_article(f, i) - 1, n = (int32_t)f->r->tokens.n;
    if (before_kind(f, k)) return true;
    if (k < n && tok(f, k)->upos == CS_UPOS_PART) return false;
    uint8_t rel = tok(f, i)->deprel;
    if (before >= 0 && is_word(f, before, IN, sizeof IN / sizeof *IN)) return rel == CS_REL_OBL || rel == CS_REL_NMOD;
    return beside_places(f, i);
}

/* Behind the name from i that told_place() knows for a place, or i. */
static int32_t take_told(finder *f, int32_t i, int32_t end, const cs_candidate *c) {
    if (c && c->coarse != CS_COARSE_PERSON) return i;
    int32_t k = i + 1;
    while (k < end && tok(f, k)->upos == CS_UPOS_PROPN && (!c || k < c->end) && tok(f, k)->deprel != CS_REL_CONJ) k++;
    return told_place(f, i, k) ? add_known(f, i, k) : i;
}

/* "the Bush administration", "a Reagan-era rule": these are called after who governs, for which no town is taken but a great
 * one
 * ("the Kabul administration"). */
static bool before_term(const finder *f, int32_t end) {
    static const char *const TERM[] = { "administration", "presidency", "doctrine", "era", "aide", "aides" };
    int32_t n = (int32_t)f->r->tokens.n;
    if (end + 1 < n && cs_eq(tok(f, end)->form, CS_LIT("-")) && tok(f, end)->span.beg == tok(f, end - 1)->span.end) end++;
    return end < n && tok(f, end)->sent == tok(f, end - 1)->sent && is_word(f, end, TERM, sizeof TERM / sizeof *TERM);
}

static int32_t take_known(finder *f, int32_t i, int32_t end, const cs_candidate *c) {
    int weight;
    if (after_kind(f, i)) {
        int32_t part = i + 1; /* "the cities of X and Y" are two */
        while (part < end && !cs_eq(tok(f, part)->lower, CS_LIT("and"))) part++;
        return add_known(f, i, part);
    }
    int32_t k = longest_known(f, i, end, &weight);
    if (k > i && is_part_of_name(f, i, k)) {
        int32_t b, e;
        name_words(f, i, &b, &e);
        return before_kind(f, e) ? add_known(f, b, e) : k; /* a neighborhood called after somebody */
    }
    if (k == i + 1 && (is_somebody(f, i, k) || (weight < LEVEL_ACTOR && f->spot[i] < 0 && before_term(f, k)))) return k;
    if (k == i || (c && k < behind(f, i, end) && weight < LEVEL_ALONE && !is_named(f, i, k))) {
        int32_t told = take_told(f, i, end, c);
        if (told > i) return told;
    }
    if (k == i) return c ? behind(f, i, end) : i + 1;
    bool sure = weight >= LEVEL_ALONE || (weight >= LEVEL_SMALL && is_named(f, i, k));
    if (!c) return sure || (after_preposition(f, i) && weight >= LEVEL_SMALL) ? add_known(f, i, k) : k;
    if (is_all_of(f, c, i, k)) return acts_as_place(f, c, i, k, weight) ? add_known(f, i, k) : k;
    int32_t head = head_of(f, c);
    bool first = i == c->beg + (tok(f, c->beg)->upos == CS_UPOS_DET) && k < c->end;
    if (first && c->coarse == CS_COARSE_PERSON && tok(f, i)->upos == CS_UPOS_PROPN && before_people(f, k))
        return weight >= LEVEL_SMALL ? add_known(f, i, k) : k;
    bool local = first && has_authority(f, k, c->end) && c->coarse == CS_COARSE_ORGANIZATION;
    if (!local && (tok(f, head)->upos == CS_UPOS_PROPN || (head >= i && head < end)))
        return behind(f, i, end); /* within a name */
    return sure ? add_known(f, i, k) : k;
}

/* Is the smallest candidate, one for a place, a part of a name of an organisation that need not be there ("Bank of Canada",
 * "University of Texas")? Owners are not ("Kabul's Supreme Court"), nor what names a local authority. */
static bool in_organisation(const finder *f, const cs_candidate *place, int32_t run_beg, int32_t run_stop) {
    if (tok(f, place->end - 1)->upos == CS_UPOS_PART) return false;
    for (ptrdiff_t k = f->first_candidate; k < f->r->candidates.n; k++) {
        const cs_candidate *c = &f->r->candidates.v[k];
        if (c->beg > place->beg) break;
        bool around = c->end >= place->end && c->end - c->beg > place->end - place->beg;
        if (!around || c->coarse != CS_COARSE_ORGANIZATION || c->score < CANDIDATE_MIN) continue;
        bool local = has_authority(f, place->end, c->end);
        int32_t head = head_of(f, c);
        if (tok(f, head_of(f, place))->deprel == CS_REL_CONJ && tok(f, head_of(f, place))->head == head)
            continue; /* "the EU and Syria" */
        bool named = head >= run_beg && head < run_stop && tok(f, head)->upos == CS_UPOS_PROPN &&
                     (head < place->beg || head >= place->end);
        if (named && !local) return true;
    }
    return false;
}

/* The end of a known name that says itself what it is ("Colfax County", "Helmand Province"), or i: it names that place within
 * the name of a body too. */
static int32_t described(const finder *f, int32_t i, int32_t end) {
    static const char *const W[] = { "county", "counties", "parish", "province", "governorate", "oblast" };
    for (int32_t k = i + 1; k < end && k < i + 4; k++)
        if (is_word(f, k, W, sizeof W / sizeof *W)) return known(f, i, k + 1) ? k + 1 : i;
    return i;
}

/* Behind the party and hyphen in front of what a politician sits for ("(R-Ocilla)", "D-W. Va."), or i. */
static int32_t seat(const finder *f, int32_t i, int32_t end) {
    if (i + 2 >= end || !i || tok(f, i)->form.n != 1 || !capital(tok(f, i)->form)) return i;
    bool beside = cs_eq(tok(f, i - 1)->form, CS_LIT(",")) || cs_eq(tok(f, i - 1)->form, CS_LIT("("));
    bool joined = cs_eq(tok(f, i + 1)->form, CS_LIT("-")) && tok(f, i)->span.end == tok(f, i + 1)->span.beg;
    int weight;
    return beside && joined && longest_known(f, i + 2, end, &weight) > i + 2 ? i + 2 : i;
}

static void find_in(finder *f, const cs_sentence *s) {
    int32_t run = -1, stop = -1; /* the run that i is in */
    bool small = has_small_letters(f, s);
    while (f->first_candidate < f->r->candidates.n && f->r->candidates.v[f->first_candidate].beg < s->beg) f->first_candidate++;
    while (f->first_mention < f->r->mentions.n && f->r->mentions.v[f->first_mention].beg < s->beg) f->first_mention++;
    for (int32_t i = s->beg; i < s->end;) {
        if (!is_name(f, i, s->beg, s->end) || (!small && !f->small && is_common(f, i))) {
            i++;
            continue;
        }
        int32_t end = run_end(f, i, s->beg, s->end);
        if (!small && !f->small) end = with_site(f, end, s->end);
        for (int32_t k = i + 1; k < end; k++)
            if (begins_dateline(f, k, s)) end = k;
        if (i >= stop) run = i, stop = end;
        const cs_candidate *c = f->cover[i] >= 0 ? &f->r->candidates.v[f->cover[i]] : NULL;
        bool place = c && c->coarse == CS_COARSE_PLACE;
        int weight;
        bool opens = i == s->beg || begins_dateline(f, i, s);
        f->capitals = opens || !small;
        int32_t k = opens ? longest_known(f, i, end, &weight) : i, d = described(f, i, end);
        f->capitals = !small;
        if (is_time(f, i) || (is_people(f, i) && !(place && end > i + 1)) || is_actor(f, i, i + 1))
            i++;
        else if (k > i && is_dateline(f, i, k, s))
            i = add_known(f, i, k);
        else if (d > i)
            i = add_known(f, i, d);
        else if ((d = seat(f, i, end)) > i)
            i = add_known(f, d, longest_known(f, d, end, &weight));
        else if ((d = spot_end(f, i, end)) > i)
            i = take_spot(f, i, d);
        else if (place && in_organisation(f, c, run, stop))
            i = behind(f, i, end);
        else
            i = place ? take_place(f, i, end, c) : take_known(f, i, end, c);
    }
}

static bool has_capital(cs_str text) {
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (text.p[i] >= 'A' && text.p[i] <= 'Z') return true;
    return false;
}

static void note_candidate(finder *f, int32_t k, cs_arena *scratch) {
    const cs_candidate *c = &f->r->candidates.v[k];
    bool place = c->coarse == CS_COARSE_PLACE;
    for (int32_t i = c->beg; i < c->end; i++) {
        const cs_candidate *cover = f->cover[i] >= 0 ? &f->r->candidates.v[f->cover[i]] : NULL;
        const cs_candidate *spot = f->spot[i] >= 0 ? &f->r->candidates.v[f->spot[i]] : NULL;
        if (c->score >= CANDIDATE_MIN && (!cover || c->end - c->beg < cover->end - cover->beg)) f->cover[i] = k;
        if (place && c->score >= PLACE_MIN && (!spot || c->end - c->beg < spot->end - spot->beg)) f->spot[i] = k;
        if (place && c->score >= CANDIDATE_MIN && c->end > f->reach[i]) f->reach[i] = c->end;
    }
    if (c->coarse != CS_COARSE_PERSON || c->score < CANDIDATE_MIN || c->end - c->beg < 2) return;
    const cs_token *last = tok(f, c->end - 1), *before = tok(f, c->end - 2);
    if (last->upos == CS_UPOS_PROPN && before->upos == CS_UPOS_PROPN) *cs_map_put(scratch, &f->surnames, last->lower, NULL) = 1;
}

/* All but the first of the words that somebody is called by, and the one behind a title ("President Duarte"). */
static void note_name(finder *f, int32_t i, cs_arena *scratch) {
    int32_t top = name_top(f, i), b, e;
    if (tok(f, i)->upos != CS_UPOS_PROPN || tok(f, top)->upos != CS_UPOS_PROPN) return;
    name_words(f, i, &b, &e);
    bool title = b > 0 && tok(f, b - 1)->deprel == CS_REL_NMOD_DESC && tok(f, b - 1)->head == top;
    if (i == b && (!title || e - b > 1)) return;
    for (int32_t k = b; k < e; k++)
        if (f->cover[k] >= 0 && f->r->candidates.v[f->cover[k]].coarse != CS_COARSE_PERSON) return;
    *cs_map_put(scratch, &f->surnames, tok(f, i)->lower, NULL) = 1;
}

cs_place_names cs_place_find(const cs_gazetteer *g, const cs_reading *r, cs_arena *perm, cs_arena scratch) {
    ptrdiff_t n = r->tokens.n;
    finder f = { .g = g,
                 .r = r,
                 .cover = CS_NEW(&scratch, int32_t, n),
                 .spot = CS_NEW(&scratch, int32_t, n),
                 .reach = CS_NEW(&scratch, int32_t, n),
                 .hits = CS_NEW(&scratch, cs_gaz_hit, CS_PLACE_HITS_MAX),
                 .scratch = &scratch,
                 .perm = perm };
    f.small = !has_capital(r->text);
    for (ptrdiff_t i = 0; i < n; i++) f.cover[i] = f.spot[i] = -1;
    for (ptrdiff_t k = 0; k < r->candidates.n; k++) note_candidate(&f, (int32_t)k, &scratch);
    for (ptrdiff_t i = 0; i < n; i++) note_name(&f, (int32_t)i, &scratch);
    for (ptrdiff_t i = 0; i < r->sentences.n; i++) find_in(&f, &r->sentences.v[i]);
    return f.out;
}
