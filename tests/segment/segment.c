/* Words and sentences of sentences written for this test. A case is a text and its rendering: words divided by a blank,
 * sentences by " / ", a line break inside of a word's text never occurs. */
#include "segment/lists.h"
#include "segment/segment.h"
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

typedef struct fixture {
    cs_arena perm, scratch;
    jmp_buf full;
} fixture;

static int set_up(void **state) {
    fixture *f = calloc(1, sizeof *f);
    if (!f || cs_arena_map(&f->perm, 1 << 26, NULL) != CASUS_OK || cs_arena_map(&f->scratch, 1 << 26, NULL) != CASUS_OK)
        return -1;
    if (setjmp(f->full)) abort();
    f->perm.on_full = f->scratch.on_full = &f->full;
    *state = f;
    return 0;
}
static int tear_down(void **state) {
    fixture *f = *state;
    cs_arena_unmap(&f->perm);
    cs_arena_unmap(&f->scratch);
    free(f);
    return 0;
}

static cs_str from_c(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static void check(void **state, const char *text, const char *expected) {
    fixture *f = *state;
    cs_arena perm = f->perm;
    cs_str t = from_c(text);
    cs_words w = cs_segment(t, &perm, f->scratch);
    char got[4096];
    size_t n = 0;
    for (ptrdiff_t s = 0; s < w.sentences.n; s++) {
        if (s) n += (size_t)snprintf(got + n, sizeof got - n, " /");
        for (int32_t i = w.sentences.v[s].beg; i < w.sentences.v[s].end; i++) {
            cs_str form = cs_span_text(t, w.tokens.v[i]);
            n += (size_t)snprintf(got + n, sizeof got - n, "%s" CS_FMT, n ? " " : "", CS_ARG(form));
        }
    }
    got[n] = 0;
    assert_string_equal(got, expected);
}

static void contractions(void **state) {
    check(state, "They don't know it's hers.", "They do n't know it 's hers .");
    check(state, "He cannot say what we'll do, they're late and I've seen he'd go.",
          "He can not say what we 'll do , they 're late and I 've seen he 'd go .");
    check(state, "I'm gonna leave; you wanna stay.", "I 'm gon na leave ; you wan na stay .");
    check(state, "The rebels' camp and the army's post.", "The rebels ' camp and the army 's post .");
    check(state, "We won’t sign, the mayor’s aide said.", "We wo n’t sign , the mayor ’s aide said .");
    check(state, "THEY DIDN'T FIRE.", "THEY DID N'T FIRE .");
    check(state, "I dont know, its not mine, but its colour is red.", "I do nt know , it s not mine , but its colour is red .");
    check(state, "O'Neill and the Shi'ite cleric met at five o'clock.", "O'Neill and the Shi'ite cleric met at five o'clock .");
    check(state, "'Tis late; get 'em out.", "'T is late ; get 'em out .");
}

static void hyphens_and_slashes(void **state) {
    check(state, "A well-armed, Iran-backed group of ex-soldiers and non-combatants re-entered mid-July.",
          "A well - armed , Iran - backed group of ex-soldiers and non-combatants re-entered mid-July .");
    check(state, "Send an e-mail to the co-founder of al-Noor.", "Send an e-mail to the co-founder of al - Noor .");
    check(state, "An AK-47 and a two-year-old truck.", "An AK - 47 and a two - year - old truck .");
    check(state, "killed and/or wounded, he/she, w/o pay", "killed and / or wounded , he / she , w/o pay");
    check(state, "The road -- the only one—was cut.", "The road -- the only one — was cut .");
}

static void numbers(void **state) {
    check(state, "Some 12,500 fled, 3.5 percent by 7:30pm on 4/11/2003.",
          "Some 12,500 fled , 3.5 percent by 7:30 pm on 4/11/2003 .");
    check(state, "It cost $2.5m, or €300 and 40%.", "It cost $ 2.5 m , or € 300 and 40 % .");
    check(state, "From 1990-95, 10-15 men held a 35mm camera on the 3rd of the 1980s.",
          "From 1990 - 95 , 10 - 15 men held a 35 mm camera on the 3rd of the 1980s .");
    check(state, "Call 555-0142 or 202-555-0175 after 9/11.", "Call 555-0142 or 202-555-0175 after 9/11 .");
    check(state, "Question #3 (point 2a) of the 60's and '90s", "Question # 3 ( point 2a ) of the 60's and '90s");
    check(state, "TWO .38 PISTOLS", "TWO .38 PISTOLS");
}

static void addresses_and_marks(void **state) {
    check(state, "See http://example.org/a-b/c?d=1, or (www.example.com).",
          "See http://example.org/a-b/c?d=1 , or ( www.example.com ) .");
    check(state, "Write to jane.doe@example.org, or read report.pdf.", "Write to jane.doe@example.org , or read report.pdf .");
    check(state, "Really?! No... wait!!! :-)", "Really ?! / No ... wait !!! :-)");
    check(state, "``We won,'' she said.", "`` We won , '' she said .");
    check(state, "“We won,” he said (twice [at least]).", "“ We won , ” he said ( twice [ at least ] ) .");
    check(state, "AT&T met the P&L team.", "AT&T met the P&L team .");
    check(state, "#peace @envoy", "#peace @envoy");
}

static void scripts(void **state) {
    check(state, "Flags 🇫🇷🇩🇪 and 👩‍🚒👍🏽 here",
          "Flags 🇫🇷 🇩🇪 and 👩‍🚒 👍🏽 here");
    check(state, "The cafe\xCC\x81 in Bogota\xCC\x81.", "The cafe\xCC\x81 in Bogota\xCC\x81 .");
    check(state, "The word سلام، means peace.", "The word سلام ، means peace .");
    check(state,
          "The gov\xC2\xAD"
          "ern\xC2\xADment fell.",
          "The gov\xC2\xAD"
          "ern\xC2\xADment fell .");
    check(state, "\xEF\xBB\xBFThe end.", "The end .");
}

static void abbreviations(void **state) {
    check(state, "Gen. Ali Haddad met Lt. Col. J. R. Stone of the U.S. Army on Dec. 6th. He left at 5 p.m.",
          "Gen. Ali Haddad met Lt. Col. J. R. Stone of the U.S. Army on Dec. 6th . / He left at 5 p.m .");
    check(state, "They sent tents, food, etc. The U.N. said so.", "They sent tents , food , etc . / The U.N. said so .");
    check(state, "He flew to the U.S. The trip was short.", "He flew to the U.S . / The trip was short .");
    check(state, "See No. 5, i.e. the last one. Was he there? No. He was not.",
          "See No. 5 , i.e. the last one . / Was he there ? / No . / He was not .");
    check(state, "A Ph.D. student from Washington, D.C. was hurt.", "A Ph.D. student from Washington , D.C. was hurt .");
}

static void quotes_end_sentences(void **state) {
    check(state, "\"We will fight on.\" The speaker then left. (He did not return.) Nobody asked why.",
          "\" We will fight on . \" / The speaker then left . / ( He did not return . ) / Nobody asked why .");
    check(state, "“They fired first!” The mayor denied it.", "“ They fired first ! ” / The mayor denied it .");
    check(state, "\"Where are they?\" asked the guard.", "\" Where are they ? \" asked the guard .");
}

/* Newswire of the 1980s: capitals, lines of about 70 columns, two blanks after every full stop, even of abbreviations. */
static void wire(void **state) {
    check(
        state,
        "   RIOSECO, 9 MAY 91 (ANP) -- [TEXT] THE CLERK OF THE NORTHERN COURT\n"
        "SAID TODAY THAT GEN.  MARCO TELLO, WHO LED THE 2D BRIGADE, HAD LEFT\n"
        "THE COUNTRY.  HE DID NOT SAY WHY.\n"
        "\n"
        "   THE U.S.  EMBASSY HAS NOT COMMENTED.",
        "RIOSECO , 9 MAY 91 ( ANP ) -- [ TEXT ] THE CLERK OF THE NORTHERN COURT SAID TODAY THAT GEN. MARCO TELLO , WHO LED THE "
        "2D BRIGADE , HAD LEFT THE COUNTRY . / HE DID NOT SAY WHY . / THE U.S. EMBASSY HAS NOT COMMENTED .");
}

static void datelines(void **state) {
    check(state, "ACCRA, March 16 (Pulse) -- A clerk left. He ran.",
          "ACCRA , March 16 ( Pulse ) -- / A clerk left . / He ran .");
    check(state, "TUNIS (Pulse): The clerk left.", "TUNIS ( Pulse ) : / The clerk left .");
    check(state, "NEW DORN - Two clerks left.", "NEW DORN - / Two clerks left .");
    check(state, "NATO called - as it had said - a meeting.", "NATO called - as it had said - a meeting .");
    check(state, "The clerk left LAOS - The Land.", "The clerk left LAOS - The Land .");
    check(state, "ACCRA -- THE CLERK LEFT.", "ACCRA -- THE CLERK LEFT .");
}

static cs_words segment(void **state, const char *text) {
    fixture *f = *state;
    return cs_segment(from_c(text), &f->perm, f->scratch);
}

static void headings_and_paragraphs(void **state) {
    cs_words w =
        segment(state,
                "Two Guards Die in Harbour Blast\n"
                "Police in the port of Melas said on Monday that two guards had died when a parked van blew up near the "
                "gate. Nobody has claimed the attack, which came a week before the vote.\n"
                "What Comes Next\n"
                "The governor promised an inquiry and asked the people of the town, who have seen four attacks in a month, "
                "to stay calm.\n");
    assert_int_equal(w.sentences.n, 5);
    static const bool heading[] = { true, false, false, true, false };
    static const int paragraph[] = { 0, 1, 1, 2, 3 };
    for (int i = 0; i < 5; i++) {
        assert_int_equal(w.sentences.v[i].heading, heading[i]);
        assert_int_equal(w.sentences.v[i].paragraph, paragraph[i]);
    }
}

static void wrapped_lines(void **state) {
    cs_words w = segment(state,
                         "The committee of families asked the ministry on Friday to publish\n"
                         "the names of everyone who was held in the barracks last winter, and\n"
                         "said that Colonel Varga had promised a list. The ministry has not\n"
                         "answered.\n\n"
                         "A second letter will follow.\n");
    assert_int_equal(w.sentences.n, 3);
    assert_int_equal(w.sentences.v[1].paragraph, 0);
    assert_int_equal(w.sentences.v[2].paragraph, 1);
}

static void lists_and_mail(void **state) {
    cs_words w = segment(
        state,
        "Dear all,\n\nThe convoy needs:\n\n- two trucks\n- a medic with a radio\n- water for three days\n\nBest,\nNora\n");
    static const int first_of_line[] = { 3, 7, 10, 16 };
    for (int k = 0; k < 4; k++) {
        bool begins = false;
        for (ptrdiff_t i = 0; i < w.sentences.n; i++) begins = begins || w.sentences.v[i].beg == first_of_line[k];
        assert_true(begins);
    }
    for (ptrdiff_t i = 0; i < w.sentences.n; i++)
        if (w.sentences.v[i].beg >= 7 && w.sentences.v[i].end <= 21) assert_false(w.sentences.v[i].heading);
}

static void nothing(void **state) {
    static const char *const texts[] = { "", " ", "\n\n \t\n", "\x01\x02\x1F", "\xC2\xA0\xE2\x80\x8B", "\xEF\xBB\xBF" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        cs_words w = segment(state, texts[i]);
        assert_int_equal(w.tokens.n, 0);
        assert_int_equal(w.sentences.n, 0);
    }
}

static void lists_are_sorted(void **state) {
    (void)state;
    assert_true(cs_seg_lists_sorted());
}

int main(void) {
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(contractions),
        T(hyphens_and_slashes),
        T(numbers),
        T(addresses_and_marks),
        T(scripts),
        T(abbreviations),
        T(quotes_end_sentences),
        T(wire),
        T(datelines),
        T(headings_and_paragraphs),
        T(wrapped_lines),
        T(lists_and_mail),
        T(nothing),
        cmocka_unit_test(lists_are_sorted),
    };
#undef T
    return cmocka_run_group_tests(tests, NULL, NULL);
}
