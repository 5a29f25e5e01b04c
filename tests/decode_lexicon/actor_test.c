/* The actor register: what a row says, names and how they are told apart, tables of the user's, and every error with its
 * place. */
#include "decode/actor_table.h"
#include "decode/lexicon.h"
#include "base/calendar.h"
#include "check.h"
#include "decode_entity/hand.h"
#include <stdio.h>

#define HEADER "id\tname\taliases\ttype\tcountry\tsector\tterms\tlinks\tsource\n"

static casus_status read_table(hand *h, cs_actors *r, const char *bytes, cs_err *err) {
    casus_status st = cs_actors_read(r, &h->arena, (cs_str){ bytes, (ptrdiff_t)strlen(bytes) }, "mine.tsv", false, err);
    return st == CASUS_OK ? cs_actors_check(r, err) : st;
}

static const cs_actor *first(const cs_actors *r, const char *name) {
    int32_t entry = -1;
    return cs_actors_next(r, &r->name_at, (cs_str){ name, (ptrdiff_t)strlen(name) }, &entry);
}

static void a_row(void **state) {
    hand *h = *state;
    HAND_GUARD(h);
    cs_actors r = { 0 };
    cs_err err;
    const char *table = "# mine\n" HEADER
                        "mli-front\tFront of the North\tFDN|Front du Nord\tgroup\tMLI NER\tREB\t2012-04/2013 GOV government\t"
                        "split-from mli-movement 2012|part-of mli-movement /2011\thand\n\n"
                        "mli-movement\tMovement of the North\t-\tgroup\tMLI\tREB\t\t\thand\n";
    assert_int_equal(read_table(h, &r, table, &err), CASUS_OK);
    const cs_actor *a = first(&r, "the Front du Nord\xe2\x80\x99s");
    assert_non_null(a);
    assert_ptr_equal(a, first(&r, "front of the north"));
    assert_ptr_equal(a, first(&r, "FDN"));
    assert_null(first(&r, "fdn"));
    assert_ptr_equal(a, cs_actors_by_id(&r, CS_LIT("mli-front")));
    assert_string_equal(a->country, "MLI");
    assert_str(a->countries, CS_LIT("MLI NER"));
    assert_str(a->sector, CS_LIT("REB"));
    assert_int_equal(a->n_aliases, 2);
    assert_int_equal(a->n_links, 2);
    assert_int_equal(a->link[0].kind, CS_T_SPLIT_FROM);
    assert_int_equal(a->link[0].until, cs_day_of(2012, 12, 31));
    assert_int_equal(a->link[1].from, INT32_MIN);
    assert_null(cs_actor_term_on(a, cs_day_of(2012, 3, 31)));
    assert_null(cs_actor_term_on(a, CS_DAY_NONE));
    assert_int_equal(cs_actor_term_on(a, cs_day_of(2012, 4, 1))->type, CS_ENT_GOVERNMENT);
    assert_non_null(cs_actor_term_on(a, cs_day_of(2013, 12, 31)));
    assert_null(cs_actor_term_on(a, cs_day_of(2014, 1, 1)));
}

static void columns_in_any_order(void **state) {
    hand *h = *state;
    HAND_GUARD(h);
    cs_actors r = { 0 };
    cs_err err;
    assert_int_equal(read_table(h, &r, "type\tsector\tname\tid\ngroup\tREB\tX Front\tx\n", &err), CASUS_OK);
    assert_str(first(&r, "X Front")->id, CS_LIT("x"));
}

static void a_table_of_the_users_adds_and_goes_before(void **state) {
    hand *h = *state;
    HAND_GUARD(h);
    cs_actors r = { 0 };
    cs_err err;
    cs_str own =
        CS_LIT("id\tname\taliases\ttype\tcountry\tsector\nsun\tSun\tAF\tgroup\tTCD\tREB\nair\tAir\tAF\tforce\tNER\tMIL\n");
    assert_int_equal(cs_actors_read(&r, &h->arena, own, "own", true, &err), CASUS_OK);
    assert_str(first(&r, "AF")->id, CS_LIT("sun"));
    assert_int_equal(
        read_table(h, &r, "id\tname\taliases\ttype\tsector\nmoon\tMoon\tAF\tgroup\tREB\nair\t-\tWind\t-\tCOP\n", &err),
        CASUS_OK);
    int32_t entry = -1;
    assert_str(cs_actors_next(&r, &r.name_at, CS_LIT("AF"), &entry)->id, CS_LIT("moon"));
    assert_str(cs_actors_next(&r, &r.name_at, CS_LIT("AF"), &entry)->id, CS_LIT("sun"));
    assert_str(cs_actors_next(&r, &r.name_at, CS_LIT("AF"), &entry)->id, CS_LIT("air"));
    assert_null(cs_actors_next(&r, &r.name_at, CS_LIT("AF"), &entry));
    const cs_actor *air = first(&r, "wind"); /* the row that was there, with one alias more and another sector */
    assert_str(air->id, CS_LIT("air"));
    assert_str(air->name, CS_LIT("Air"));
    assert_str(air->sector, CS_LIT("COP"));
    assert_int_equal(air->type, CS_ENT_FORCE);
    assert_string_equal(air->country, "NER");
}

static void names_that_are_the_same(void **state) {
    (void)state;
    static const char *const same[][2] = {
        { "Al-Qa\xca\xbf"
          "ida",
          "al Qaida" },
        { "S\xc3\xa9l\xc3\xa9ka", "Seleka" },
        { "the Lord\xe2\x80\x99s Army", "Lords Army" },
        { "U.N.", "UN" },
        { "Trade & Industry", "trade and industry" },
        { "A\xe2\x80\x93"
          "B  C",
          "a-b c" },
    };
    char a[CS_ACTOR_NAME_BYTES_MAX], b[CS_ACTOR_NAME_BYTES_MAX];
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        cs_str x = { a, cs_actor_key(a, (cs_str){ same[i][0], (ptrdiff_t)strlen(same[i][0]) }) };
        cs_str y = { b, 0 };
        y.n = cs_actor_key(b, (cs_str){ same[i][1], (ptrdiff_t)strlen(same[i][1]) });
        assert_str(x, y);
    }
    cs_str key = { a, cs_actor_key(a, CS_LIT("IS")) };
    assert_str(key, CS_LIT("IS"));
    key.n = cs_actor_key(a, CS_LIT("ISIS"));
    assert_str(key, CS_LIT("isis"));
    assert_int_equal(cs_actor_key(a, CS_LIT("' . -")), 0);
    char longest[CS_ACTOR_NAME_BYTES_MAX + 1]; /* a key leaves room for the longest letter */
    memset(longest, 'a', sizeof longest);
    assert_int_equal(cs_actor_key(a, (cs_str){ longest, CS_ACTOR_NAME_BYTES_MAX - 3 }), CS_ACTOR_NAME_BYTES_MAX - 3);
    assert_int_equal(cs_actor_key(a, (cs_str){ longest, CS_ACTOR_NAME_BYTES_MAX - 2 }), 0);
}

static void refused(hand *h, const char *table, const char *want) {
    HAND_GUARD(h);
    cs_actors r = { 0 };
    cs_err err;
    casus_status st = read_table(h, &r, table, &err);
    if (st != CASUS_E_INPUT) fail_msg("%s: status %d", table, st);
    if (strcmp(err.msg, want) != 0) fail_msg("expected: %s\nfound:    %s", want, err.msg);
}

static void errors_have_line_expected_and_found(void **state) {
    hand *h = *state;
    refused(h, "id\tname\ttype\n", "mine.tsv:1: expected a column sector but found none");
    refused(h, "id\tnome\n",
            "mine.tsv:1: expected the columns id, name, aliases, type, country, sector, terms, links or source, "
            "each once, but found \"nome\"");
    refused(h, "id\tname\tname\n",
            "mine.tsv:1: expected the columns id, name, aliases, type, country, sector, terms, links or "
            "source, each once, but found \"name\"");
    refused(h, "#\n" HEADER "X\tX\t\tgroup\t\tREB\n",
            "mine.tsv:3: column id: expected an id of at most 64 letters a-z, digits and hyphens but found \"X\"");
    refused(h, HEADER "x\t\t\tgroup\t\tREB\n",
            "mine.tsv:2: column name: expected a name of at most 240 bytes, with a letter or digit but found \"\"");
    refused(h, HEADER "x\tX\t\tgrp\t\tREB\n",
            "mine.tsv:2: column type: expected person, group, organisation, force, government, party or population but found "
            "\"grp\"");
    refused(
        h, HEADER "x\tX\t\tgroup\t\tPAR\n",
        "mine.tsv:2: column sector: expected GOV, MIL, COP, SPY, JUD, LEG, PTY, OPP, REB, IMG, PRM, CRM, UAF, CVL, BUS, LAB, "
        "AGR, EDU, MED, JRN, REL, REF, SOC, ELI, NGO or IGO but found \"PAR\"");
    refused(h, HEADER "x\tX\t\tgroup\tMali\tREB\n",
            "mine.tsv:2: column country: expected codes of three letters like MLI, with blanks between but found \"Mali\"");
    refused(h, HEADER "x\tX\ta||b\tgroup\t\tREB\n",
            "mine.tsv:2: column aliases: expected a name of at most 240 bytes, with a letter or digit but found \"\"");
    refused(h, HEADER "x\tX\t\tgroup\t\tREB\t2014-02-30/ REB\n",
            "mine.tsv:2: column terms: expected a period like 2014-06-29/2019-03-23, 2014/ or 2014 but found \"2014-02-30/\"");
    refused(h, HEADER "x\tX\t\tgroup\t\tREB\t2015/2014 REB\n",
            "mine.tsv:2: column terms: expected a period that ends after it begins but found \"2015/2014\"");
    refused(h, HEADER "x\tX\t\tgroup\t\tREB\t2015\n",
            "mine.tsv:2: column terms: expected a period, a sector, an office or type, and an id but found \"2015\"");
    refused(h, HEADER "x\tX\t\tgroup\t\tREB\t\tlikes x\n",
            "mine.tsv:2: column links: expected supports, arms, trains, funds, allied-with, member-of, part-of, split-from, "
            "fights, controls, recognises, hosts, leads or renamed but found \"likes\"");
    refused(h, HEADER "x\tX\t\tgroup\t\tREB\t\tpart-of y\n",
            "actor x: column links: expected the id of an actor but found \"y\"");
}

static void own_tables_have_each_id_once(void **state) {
    hand *h = *state;
    HAND_GUARD(h);
    cs_actors r = { 0 };
    cs_err err;
    cs_str own = CS_LIT("id\tname\ttype\tsector\nx\tX\tgroup\tREB\nx\tY\tgroup\tREB\n");
    assert_int_equal(cs_actors_read(&r, &h->arena, own, "own", true, &err), CASUS_E_INTERNAL);
    assert_string_equal(err.msg, "own:3: column id: expected each id once but found \"x\"");
}

/* One more than a list may hold. */
static void limits(void **state) {
    hand *h = *state;
    HAND_GUARD(h);
    for (int extra = 0; extra < 2; extra++) {
        char *table = CS_NEW(&h->arena, char, 64 + CS_ACTOR_LIST_MAX * 8);
        size_t n = (size_t)sprintf(table, "id\tname\ttype\tsector\taliases\nx\tX\tgroup\tREB\t");
        for (int i = 0; i < CS_ACTOR_LIST_MAX + extra; i++) n += (size_t)sprintf(table + n, "%sa%d", i ? "|" : "", i);
        cs_actors r = { 0 };
        cs_err err;
        casus_status st = read_table(h, &r, table, &err);
        assert_int_equal(st, extra ? CASUS_E_LIMIT : CASUS_OK);
        if (extra) assert_string_equal(err.msg, "mine.tsv:2: expected at most 500 aliases");
    }
}

/* Each of casus's own actors is found under all its names, and its terms do not contradict its type. */
static void own_actors(void **state) {
    const cs_actors *r = &((hand *)*state)->lex.actors;
    assert_true(r->rows.n > 400);
    for (ptrdiff_t i = 0; i < r->rows.n; i++) {
        const cs_actor *a = &r->rows.v[i];
        if (a->state) continue;
        if (!a->source.n) fail_msg("%.*s names no source", CS_ARG(a->id));
        for (int32_t k = -1; k < a->n_aliases; k++) {
            int32_t entry = -1;
            const cs_actor *found;
            while ((found = cs_actors_next(r, &r->name_at, k < 0 ? a->name : a->alias[k], &entry)) && found != a) {
            }
            assert_ptr_equal(found, a);
        }
        for (int32_t k = 0; k < a->n_terms; k++)
            if ((a->type == CS_ENT_PERSON) != (a->term[k].type == CS_ENT_PERSON))
                fail_msg("%.*s: type of a term", CS_ARG(a->id));
    }
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, hand_setup, hand_teardown)
int main(void) {
    const struct CMUnitTest tests[] = { TEST(a_row),
                                        TEST(columns_in_any_order),
                                        TEST(a_table_of_the_users_adds_and_goes_before),
                                        TEST(names_that_are_the_same),
                                        TEST(errors_have_line_expected_and_found),
                                        TEST(own_tables_have_each_id_once),
                                        TEST(limits),
                                        TEST(own_actors) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
