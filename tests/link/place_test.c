/* Places of readings made by hand: words with tags, and the spans that the mention head would propose. */
#include "check.h"
#include "link/place.h"
#include <stdlib.h>

static const char PATH[] = CASUS_SOURCE_DIR "/models/gazetteer.bin";
static cs_gazetteer *g;
static cs_arena perm, scratch;
static jmp_buf full;

typedef struct span_spec {
    int beg, end;
    cs_coarse_type coarse;
} span_spec;

static int open_all(void **state) {
    (void)state;
    cs_err err;
    perm.on_full = scratch.on_full = &full;
    if (cs_gazetteer_open(&g, PATH, &err) || cs_arena_map(&perm, 64 << 20, &err) || cs_arena_map(&scratch, 64 << 20, &err))
        return -1;
    perm.on_full = scratch.on_full = &full;
    return 0;
}

static int close_all(void **state) {
    (void)state;
    cs_gazetteer_close(&g);
    cs_arena_unmap(&perm);
    cs_arena_unmap(&scratch);
    return 0;
}

static uint8_t tag_of(char c) {
    switch (c) {
    case 'P': return CS_UPOS_PROPN;
    case 'N': return CS_UPOS_NOUN;
    case 'V': return CS_UPOS_VERB;
    case 'J': return CS_UPOS_ADJ;
    case 'D': return CS_UPOS_DET;
    case 'A': return CS_UPOS_ADP;
    case 'C': return CS_UPOS_CCONJ;
    case 'T': return CS_UPOS_PART;
    default: return CS_UPOS_PUNCT;
    }
}

static cs_str lower_of(cs_str s) {
    char *p = CS_NEW(&perm, char, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++) p[i] = (char)(s.p[i] >= 'A' && s.p[i] <= 'Z' ? s.p[i] + 32 : s.p[i]);
    return (cs_str){ p, s.n };
}

/* words: "Mosul Iraq .", tags: one letter a word ("PP."). A '_' in front of a word joins it to the one before. Each word
 * hangs from the next, so the last word of a span is its head. */
static cs_reading read_words(const char *words, const char *tags, const span_spec *spans, size_t n_spans) {
    cs_arena_reset(&perm, 0);
    cs_reading r = { .published = CS_DAY_NONE };
    char *text = CS_NEW(&perm, char, strlen(words) + 1);
    ptrdiff_t n = 0;
    for (const char *w = words; *w; tags++) {
        const char *end = strchr(w, ' ') ? strchr(w, ' ') : w + strlen(w);
        bool joined = *w == '_';
        if (joined)
            w++;
        else if (n)
            text[n++] = ' ';
        cs_token *t = CS_PUSH(&perm, &r.tokens);
        t->span = (cs_span){ (uint32_t)n, (uint32_t)(n + (end - w)) };
        memcpy(text + n, w, (size_t)(end - w));
        n += end - w;
        t->form = (cs_str){ text + t->span.beg, end - w };
        t->lower = lower_of(t->form);
        t->upos = tag_of(*tags);
        t->deprel = CS_REL_DEP;
        w = *end ? end + 1 : end;
    }
    for (ptrdiff_t i = 0; i < r.tokens.n; i++) r.tokens.v[i].head = i + 1 < r.tokens.n ? (int32_t)i + 1 : -1;
    r.text = (cs_str){ text, n };
    *CS_PUSH(&perm, &r.sentences) =
        (cs_sentence){ { 0, (uint32_t)n }, 0, (int32_t)r.tokens.n, (int32_t)r.tokens.n - 1, 0, false };
    for (size_t i = 0; i < n_spans; i++)
        *CS_PUSH(&perm, &r.candidates) = (cs_candidate){ spans[i].beg, spans[i].end, (uint8_t)spans[i].coarse, 0.9f };
    return r;
}

#define PLACES(r, words, tags, ...) \
    span_spec spans_##r[] = { __VA_ARGS__ }; \
    cs_reading r = read_words(words, tags, spans_##r, sizeof spans_##r / sizeof *spans_##r); \
    cs_places(g, &r, &perm, scratch)
static const cs_coarse_type LOC = CS_COARSE_PLACE, ORG = CS_COARSE_ORGANIZATION, PER = CS_COARSE_PERSON;

/* The place that has a mention with this text, or NULL. */
static const cs_place *named(const cs_reading *r, cs_str name) {
    for (ptrdiff_t i = 0; i < r->places.n; i++)
        for (int32_t k = 0; k < r->places.v[i].n_mentions; k++)
            if (cs_eq(cs_span_text(r->text, r->places.v[i].mentions[k]), name)) return &r->places.v[i];
    return NULL;
}

static const cs_place *must(const cs_reading *r, cs_str name) {
    const cs_place *p = named(r, name);
    if (!p) fail_msg("no place \"%.*s\"", (int)name.n, name.p);
    return p;
}

static void container_decides(void **state) {
    (void)state;
    PLACES(r, "In Springfield , Ill. , and Springfield", "AP.P.CP", { 1, 4, LOC }, { 1, 2, LOC }, { 3, 4, LOC }, { 6, 7, LOC });
    const cs_place *p = must(&r, CS_LIT("Springfield"));
    assert_string_equal(p->country, "USA");
    assert_str(p->admin1, CS_LIT("Illinois"));
    assert_int_equal(p->precision, CS_PREC_TOWN);
    assert_int_equal(p->n_mentions, 2);
    assert_true(p->has_point && p->geonames == 4250542);
    assert_true(p->parent >= 0);
    assert_str(r.places.v[p->parent].name, CS_LIT("Illinois"));
    assert_int_equal(r.places.v[p->parent].precision, CS_PREC_PROVINCE);
}

static void others_decide(void **state) {
    (void)state;
    {
        PLACES(r, "Georgia sent troops from Tbilisi to Gori", "PVNAPAP", { 0, 1, LOC }, { 4, 5, LOC }, { 6, 7, LOC });
        assert_string_equal(must(&r, CS_LIT("Georgia"))->country, "GEO");
        assert_int_equal(must(&r, CS_LIT("Georgia"))->precision, CS_PREC_COUNTRY);
    }
    {
        PLACES(r, "Georgia sent troops from Atlanta to Savannah", "PVNAPAP", { 0, 1, LOC }, { 4, 5, LOC }, { 6, 7, LOC });
        assert_string_equal(must(&r, CS_LIT("Georgia"))->country, "USA");
        assert_int_equal(must(&r, CS_LIT("Georgia"))->precision, CS_PREC_PROVINCE);
    }
}

static void word_beside_decides(void **state) {
    (void)state;
    PLACES(r, "Aleppo province and the city of Aleppo", "PNCDNAP", { 0, 2, LOC }, { 3, 7, LOC }, { 0, 1, LOC }, { 6, 7, LOC });
    assert_int_equal(r.places.n, 2);
    assert_int_equal(r.places.v[0].precision, CS_PREC_PROVINCE);
    assert_int_equal(r.places.v[1].precision, CS_PREC_TOWN);
    assert_int_equal(r.places.v[1].parent, 0);
}

static void names_of_others_are_none(void **state) {
    (void)state;
    const span_spec spans[] = { { 0, 3, ORG }, { 4, 6, PER }, { 7, 10, ORG }, { 9, 10, LOC } };
    cs_reading r = read_words("The Washington Post , George Washington and University of Texas", "DPP.PPCPAP", spans, 4);
    r.tokens.v[7].head = -1; /* Texas hangs from University */
    r.tokens.v[9].head = 7;
    cs_places(g, &r, &perm, scratch);
    if (r.places.n) fail_msg("\"%.*s\" is no place", CS_ARG(cs_span_text(r.text, r.places.v[0].mentions[0])));
}

static void authorities_are_somewhere(void **state) {
    (void)state;
    PLACES(r, "Mosul Police Department", "PPP", { 0, 3, ORG }, { 0, 1, LOC });
    assert_string_equal(must(&r, CS_LIT("Mosul"))->country, "IRQ");
}

static void peoples_are_none_but_tell(void **state) {
    (void)state;
    PLACES(r, "Syrian rebels left Tripoli ; Lebanese troops", "JNVP.JN", { 0, 2, PER }, { 3, 4, LOC }, { 5, 7, PER });
    assert_int_equal(r.places.n, 1);
    assert_string_equal(r.places.v[0].country, "LBN");
    PLACES(s, "Libyan rebels left Tripoli", "JNVP", { 0, 2, PER }, { 3, 4, LOC });
    assert_string_equal(s.places.v[0].country, "LBY");
}

static void unknown_within_known(void **state) {
    (void)state;
    PLACES(r, "In Zzyzxabad , Baghdad , and in Qqwertystan", "AP.P.CAP", { 1, 2, LOC }, { 3, 4, LOC }, { 7, 8, LOC });
    const cs_place *p = must(&r, CS_LIT("Zzyzxabad"));
    assert_int_equal(p->geonames, 0);
    assert_int_equal(p->precision, CS_PREC_DISTRICT);
    assert_string_equal(p->country, "IRQ");
    assert_true(p->has_point && p->score < 0.5f);
    assert_str(r.places.v[p->parent].name, CS_LIT("Baghdad"));
    const cs_place *q = must(&r, CS_LIT("Qqwertystan"));
    assert_false(q->has_point);
    assert_str(q->name, CS_LIT("Qqwertystan"));
    assert_string_equal(q->country, "");
}

static void names_end_where_others_begin(void **state) {
    (void)state;
    PLACES(r, "In Zzyzxabad Monday", "APP", { 1, 3, LOC });
    assert_str(must(&r, CS_LIT("Zzyzxabad"))->name, CS_LIT("Zzyzxabad"));
    PLACES(s, "In Zzyzxabad District of Helmand Province and Basra on Monday", "APPAPPCPAP", { 1, 6, LOC }, { 7, 10, LOC });
    const cs_place *p = must(&s, CS_LIT("Zzyzxabad District"));
    assert_int_equal(p->precision, CS_PREC_DISTRICT);
    assert_str(s.places.v[p->parent].name, CS_LIT("Helmand"));
    assert_str(cs_span_text(s.text, must(&s, CS_LIT("Basra"))->mentions[0]), CS_LIT("Basra"));
    PLACES(t, "In al _- _Muthanna and Zzyzxabad district , northern Syria", "APxPCPN.JP", { 1, 4, LOC }, { 5, 6, LOC },
           { 8, 10, LOC });
    assert_str(cs_span_text(t.text, t.places.v[0].mentions[0]), CS_LIT("al-Muthanna"));
    assert_string_equal(must(&t, CS_LIT("Zzyzxabad"))->country, "SYR");
}

static void camps_are_places_behind_prepositions(void **state) {
    (void)state;
    PLACES(r, "They met at the Zzyzx Refugee Camp in southern Damascus", "NVADPPPAJP", { 4, 5, PER }, { 8, 10, LOC });
    const cs_place *p = must(&r, CS_LIT("Zzyzx Refugee Camp"));
    assert_int_equal(p->precision, CS_PREC_SITE);
    assert_str(r.places.v[p->parent].name, CS_LIT("Damascus"));
    PLACES(s, "They praised Zzyzx Refugee Camp", "NAPPP", { 2, 3, PER });
    assert_int_equal(s.places.n, 0);
}

static void site_named_after(void **state) {
    (void)state;
    PLACES(r, "At Mosul Dam , 40 km from Mosul ; Clinton Street", "APP..NAP.PP", { 1, 3, LOC }, { 7, 8, LOC }, { 9, 11, LOC });
    const cs_place *p = must(&r, CS_LIT("Mosul Dam"));
    assert_int_equal(p->precision, CS_PREC_SITE);
    assert_int_equal(p->geonames, 0);
    assert_true(p->has_point);
    assert_string_equal(p->country, "IRQ");
    assert_false(must(&r, CS_LIT("Clinton Street"))->has_point); /* a way is not at what it is called after */
}

static void capitals_only(void **state) {
    (void)state;
    PLACES(r, "KABUL ( AP ) GUNMEN IN KANDAHAR TOLD US", "P.P.NAPVP", { 0, 1, LOC }, { 6, 7, LOC });
    assert_string_equal(must(&r, CS_LIT("KABUL"))->country, "AFG");
    assert_string_equal(must(&r, CS_LIT("KANDAHAR"))->country, "AFG");
    PLACES(s, "NEAR THE CANO LIMON OIL FIELD AND AT A BUS DEPOT", "ADPPNNCADNN", { 2, 6, LOC }, { 9, 10, LOC });
    must(&s, CS_LIT("CANO LIMON OIL FIELD"));
    assert_int_equal(s.places.n, 1);
}

static void terms_of_office_are_none(void **state) {
    (void)state;
    PLACES(r, "the Bush administration and the Lincoln - era law", "DPNCDP.NN", { 1, 2, PER }, { 5, 6, PER });
    assert_int_equal(r.places.n, 0);
}

static void abbreviations_need_their_writing(void **state) {
    (void)state;
    PLACES(r, "The U.S. and UK", "DPCP", { 0, 2, LOC }, { 3, 4, LOC });
    assert_string_equal(must(&r, CS_LIT("U.S."))->country, "USA");
    assert_string_equal(must(&r, CS_LIT("UK"))->country, "GBR");
    PLACES(s, "Us and Me", "PCP", { 0, 1, PER }, { 2, 3, PER });
    assert_int_equal(s.places.n, 0);
}

static void governments_are_listed(void **state) {
    (void)state;
    PLACES(r, "Moscow said Russia _'s army took Kherson", "PVPTNVP", { 0, 1, ORG }, { 2, 4, ORG }, { 2, 5, ORG },
           { 6, 7, LOC });
    assert_string_equal(must(&r, CS_LIT("Moscow"))->country, "RUS");
    assert_int_equal(must(&r, CS_LIT("Russia"))->precision, CS_PREC_COUNTRY);
}

static void counties_are_places_in_names_of_bodies(void **state) {
    (void)state;
    PLACES(r, "Police in Helmand and the Helmand Province Council", "NAPCDPPP", { 2, 3, LOC }, { 4, 8, ORG }, { 5, 7, LOC });
    assert_int_equal(must(&r, CS_LIT("Helmand Province"))->precision, CS_PREC_PROVINCE);
}

static void bodies_are_where_they_are_named_after(void **state) {
    (void)state;
    PLACES(r, "The Illinois State Police and the Canada Company", "DPPPCDPP", { 0, 4, ORG }, { 1, 2, LOC }, { 5, 8, ORG },
           { 6, 7, LOC });
    assert_int_equal(must(&r, CS_LIT("Illinois"))->precision, CS_PREC_PROVINCE);
    assert_int_equal(r.places.n, 1);
    span_spec spans[] = { { 0, 4, ORG }, { 0, 2, ORG }, { 3, 4, LOC } };
    cs_reading s = read_words("The EU and Syria met", "DPCPV", spans, 3); /* two that meet are no body */
    s.tokens.v[1].head = 4, s.tokens.v[3].head = 1, s.tokens.v[3].deprel = CS_REL_CONJ;
    cs_places(g, &s, &perm, scratch);
    must(&s, CS_LIT("Syria"));
}

static void officials_stand_behind_their_town(void **state) {
    (void)state;
    PLACES(r, "Litchfield Selectman Marsha Zzyzx spoke", "PPPPV", { 0, 4, PER });
    must(&r, CS_LIT("Litchfield"));
    PLACES(s, "Litchfield Zzyzx spoke", "PPV", { 0, 2, PER });
    assert_int_equal(s.places.n, 0);
    PLACES(t, "Sen. Zzyzx Qwerty ( R _- _Ocilla ) and A _- _Ravenel", "PPP.P.P.CP.P", { 0, 3, PER });
    must(&t, CS_LIT("Ocilla"));
    assert_null(named(&t, CS_LIT("Ravenel"))); /* only what stands behind a party */
}

/* The first word hangs from nothing, the word `of` from it as where it is from. */
static cs_reading read_origin(const char *words, const char *tags, int32_t of, cs_coarse_type second) {
    span_spec spans[] = { { 0, 1, PER }, { of, of + 1, second } };
    cs_reading r = read_words(words, tags, spans, 2);
    r.tokens.v[0].head = -1;
    r.tokens.v[of].head = 0, r.tokens.v[of].deprel = CS_REL_NMOD;
    cs_places(g, &r, &perm, scratch);
    return r;
}

static void people_are_from_places(void **state) {
    (void)state;
    cs_reading r = read_origin("Zzyzx of Ravenel", "PAP", 2, PER);
    must(&r, CS_LIT("Ravenel"));
    r = read_origin("volunteers from Ravenel", "NAP", 2, PER);
    must(&r, CS_LIT("Ravenel"));
    r = read_origin("members of Ravenel", "NAP", 2, PER);
    assert_int_equal(r.places.n, 0);
}

static void rows_of_places(void **state) {
    (void)state;
    span_spec spans[] = { { 1, 2, LOC }, { 3, 4, PER } };
    for (int told = 0; told < 2; told++) {
        cs_reading r = read_words("in Hutchinson and Larned", "APCP", spans, 2);
        if (told) r.tokens.v[3].head = 1, r.tokens.v[3].deprel = CS_REL_CONJ;
        cs_places(g, &r, &perm, scratch);
        assert_int_equal(named(&r, CS_LIT("Larned")) != NULL, told);
    }
}

static void what_was_a_place_is_one_again(void **state) {
    (void)state;
    PLACES(r, "In Byesville the Byesville Fire Department came", "APDPPPV", { 1, 2, LOC }, { 2, 6, ORG });
    assert_int_equal(must(&r, CS_LIT("Byesville"))->n_mentions, 2);
    PLACES(s, "Then the Byesville Fire Department came", "ADPPPV", { 1, 5, ORG });
    assert_int_equal(s.places.n, 0); /* few live there, and the Justice Department is not in Justice */
}

static void words_of_kind_make_places(void **state) {
    (void)state;
    PLACES(r, "The village of Zzyzxabad and Qqwertystan fell", "DNAPCPV", { 5, 6, PER });
    assert_false(must(&r, CS_LIT("Zzyzxabad"))->has_point);
    assert_int_equal(r.places.n, 1); /* the name ends before "and" */
}

static void distances_make_points(void **state) {
    (void)state;
    PLACES(r, "In Zzyzxabad , some 40 kilometers ( 25 miles ) west of Kabul", "AP.DNN.NN.NAP", { 1, 2, LOC }, { 12, 13, LOC });
    const cs_place *p = must(&r, CS_LIT("Zzyzxabad")), *kabul = must(&r, CS_LIT("Kabul"));
    assert_true(p->has_point && p->lat == kabul->lat && p->lon < kabul->lon - 0.4 && p->lon > kabul->lon - 0.5);
    assert_string_equal(p->country, "AFG");
    assert_str(p->why, CS_LIT("offset: 40 kilometers ( 25 miles ) west of Kabul"));
    PLACES(s, "They hit a convoy 30 km north of Kirkuk", "NVDNNNNAP", { 8, 9, LOC });
    p = must(&s, CS_LIT("30 km north of Kirkuk"));
    assert_true(p->has_point && p->lat > must(&s, CS_LIT("Kirkuk"))->lat + 0.26);
    assert_int_equal(p->precision, CS_PREC_DISTRICT);
    assert_int_equal(p->geonames, 0);
    PLACES(t, "They hit a convoy 2000 km north of Kirkuk and 0 km north of Mosul", "NVDNNNNAPCNNNAP", { 8, 9, LOC },
           { 14, 15, LOC });
    assert_int_equal(t.places.n, 2); /* CS_OFFSET_KM_MAX, and no distance */
}

static void capitals_of_peoples(void **state) {
    (void)state;
    PLACES(r, "They left the Afghan capital and shelled the capital", "NVDJNCVDN", { 0, 1, PER });
    const cs_place *p = must(&r, CS_LIT("the Afghan capital"));
    assert_str(p->name, CS_LIT("Kabul"));
    assert_int_equal(p->n_mentions, 2);
    PLACES(s, "They left the Afghan capital , Kabul , and shelled the provincial capital", "NVDJN.P.CVDJN", { 6, 7, LOC });
    assert_int_equal(s.places.n, 1);
    assert_int_equal(s.places.v[0].n_mentions, 1);
}

static void nouns_point_back(void **state) {
    (void)state;
    PLACES(r, "They took Mopti and left the city for the city of Gao", "NVPCVDNADNAP", { 2, 3, LOC }, { 11, 12, LOC });
    const cs_place *p = must(&r, CS_LIT("Mopti"));
    assert_int_equal(p->n_mentions, 2);
    assert_str(cs_span_text(r.text, p->mentions[1]), CS_LIT("the city"));
    assert_int_equal(must(&r, CS_LIT("Gao"))->n_mentions, 1);
    PLACES(s, "They took Mali and left the town and a city", "NVPCVDNCDN", { 2, 3, LOC });
    assert_int_equal(must(&s, CS_LIT("Mali"))->n_mentions, 1); /* a country is no town */
}

static void the_unknown_lies_in_the_reports_country(void **state) {
    (void)state;
    PLACES(r, "In Mosul and Baghdad and Basra and Zzyzxabad", "APCPCPCP", { 1, 2, LOC }, { 3, 4, LOC }, { 5, 6, LOC },
           { 7, 8, LOC });
    const cs_place *p = must(&r, CS_LIT("Zzyzxabad"));
    assert_string_equal(p->country, "IRQ");
    assert_false(p->has_point);
    PLACES(s, "In Mosul and Paris and Moscow and Zzyzxabad", "APCPCPCP", { 1, 2, LOC }, { 3, 4, LOC }, { 5, 6, LOC },
           { 7, 8, LOC });
    assert_string_equal(must(&s, CS_LIT("Zzyzxabad"))->country, "");
}

static void nothing_in_nothing(void **state) {
    (void)state;
    cs_reading r = { .published = CS_DAY_NONE };
    cs_places(g, &r, &perm, scratch);
    if (r.places.n) fail_msg("\"%.*s\" is no place", CS_ARG(cs_span_text(r.text, r.places.v[0].mentions[0])));
    PLACES(s, "They fled", "NV", { 0, 1, PER });
    assert_int_equal(s.places.n, 0);
}

/* The word at tok goes on with the name that begins before it. */
static void join_name(cs_reading *r, int32_t tok, int32_t first) {
    r->tokens.v[tok].head = first;
    r->tokens.v[tok].deprel = CS_REL_FLAT;
}

static void names_of_persons_are_no_places(void **state) {
    (void)state;
    cs_reading r = read_words("Minister Orlando Vasquez spoke in Bogota", "NPPVAP", (span_spec[]){ { 5, 6, LOC } }, 1);
    join_name(&r, 2, 1);
    cs_places(g, &r, &perm, scratch);
    assert_null(named(&r, CS_LIT("Orlando")));
    assert_null(named(&r, CS_LIT("Vasquez")));
    assert_non_null(named(&r, CS_LIT("Bogota")));
    /* a family name, told once, is none behind either */
    r = read_words("Doctor Alan Houston left . Near the Houston home police met people in Houston", "NPPVSADPNNVNAP",
                   (span_spec[]){ { 6, 9, LOC }, { 13, 14, LOC } }, 2);
    join_name(&r, 2, 1);
    cs_places(g, &r, &perm, scratch);
    assert_int_equal(must(&r, CS_LIT("Houston"))->n_mentions, 1);
    assert_int_equal(must(&r, CS_LIT("Houston"))->mentions[0].beg, r.tokens.v[13].span.beg);
    /* what is called after somebody is a place */
    r = read_words("Guards left the Manuel Arce neighborhood", "NVDPPN", NULL, 0);
    join_name(&r, 4, 3);
    cs_places(g, &r, &perm, scratch);
    assert_non_null(named(&r, CS_LIT("Manuel Arce")));
    /* a country is named within the name of a body too */
    r = read_words("Tehreek Taliban Pakistan fighters fled", "PPPNV", NULL, 0);
    join_name(&r, 1, 0);
    join_name(&r, 2, 0);
    cs_places(g, &r, &perm, scratch);
    assert_non_null(named(&r, CS_LIT("Pakistan")));
}

static void headline_ends_before_dateline(void **state) {
    (void)state;
    PLACES(r, "Talks resume on Border ANKARA -- Envoys met", "NVAPP.NV", { 3, 5, LOC });
    assert_null(named(&r, CS_LIT("Border ANKARA")));
    assert_string_equal(must(&r, CS_LIT("ANKARA"))->country, "TUR");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(container_decides),
        cmocka_unit_test(others_decide),
        cmocka_unit_test(word_beside_decides),
        cmocka_unit_test(names_of_others_are_none),
        cmocka_unit_test(authorities_are_somewhere),
        cmocka_unit_test(peoples_are_none_but_tell),
        cmocka_unit_test(unknown_within_known),
        cmocka_unit_test(names_end_where_others_begin),
        cmocka_unit_test(camps_are_places_behind_prepositions),
        cmocka_unit_test(site_named_after),
        cmocka_unit_test(capitals_only),
        cmocka_unit_test(terms_of_office_are_none),
        cmocka_unit_test(abbreviations_need_their_writing),
        cmocka_unit_test(governments_are_listed),
        cmocka_unit_test(counties_are_places_in_names_of_bodies),
        cmocka_unit_test(bodies_are_where_they_are_named_after),
        cmocka_unit_test(officials_stand_behind_their_town),
        cmocka_unit_test(people_are_from_places),
        cmocka_unit_test(rows_of_places),
        cmocka_unit_test(what_was_a_place_is_one_again),
        cmocka_unit_test(words_of_kind_make_places),
        cmocka_unit_test(distances_make_points),
        cmocka_unit_test(capitals_of_peoples),
        cmocka_unit_test(nouns_point_back),
        cmocka_unit_test(the_unknown_lies_in_the_reports_country),
        cmocka_unit_test(names_of_persons_are_no_places),
        cmocka_unit_test(headline_ends_before_dateline),
        cmocka_unit_test(nothing_in_nothing),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
