/* The text of a PDF from lines at places: paragraphs, hyphens, running lines, notes, pages. The lines are written here as
 * pdftotext -bbox-layout writes them. tests/cli/test_pdf.py has whole PDF files. */
#include "base/buf.h"
#include "fixture.h"
#include "ingest/pdf.h"
#include "ingest/pdf_layout.h"
#include <stdio.h>

/* What is being written; a word is 5 points a character wide and a space 3. */
static cs_buf said;

static void begin(void) {
    cs_arena_reset(&perm, 0);
    cs_buf_clear(&said);
    cs_buf_put(&said, "<html><head><title></title></head><body><doc>");
}
static void page(void) { cs_buf_put(&said, "<page width=\"595\" height=\"842\">"); }
static void end_page(void) { cs_buf_put(&said, "</page>"); }
static void block(void) { cs_buf_put(&said, "<block xMin=\"0\">"); }
static void end_block(void) { cs_buf_put(&said, "</block>"); }

static double put_word(cs_str w, double x, double top, double size) {
    char tag[200];
    double width = 5 * (double)w.n;
    snprintf(tag, sizeof tag, "<word xMin=\"%.3f\" yMin=\"%.3f\" xMax=\"%.3f\" yMax=\"%.3f\">", x, top, x + width, top + size);
    cs_buf_put(&said, tag);
    cs_buf_str(&said, w);
    cs_buf_put(&said, "</word>");
    return x + width;
}

static void sized(const char *text, double x, double top, double size) {
    cs_str rest = { text, (ptrdiff_t)strlen(text) };
    cs_buf_put(&said, "<line xMin=\"0\">");
    while (rest.n) {
        const char *space = memchr(rest.p, ' ', (size_t)rest.n);
        cs_str w = cs_cut(rest, 0, space ? space - rest.p : rest.n);
        x = put_word(w, x, top, size) + 3;
        rest = cs_cut(rest, w.n + (space != NULL), rest.n);
    }
    cs_buf_put(&said, "</line>");
}
static void line(const char *text, double x, double top) { sized(text, x, top, 10); }

/* A block of its own, lines 12 points apart. */
static void paragraph(double x, double top, int n, const char *const *text) {
    block();
    for (int i = 0; i < n; i++) line(text[i], x, top + 12 * i);
    end_block();
}
#define PARAGRAPH(x, top, ...) \
    paragraph(x, top, (int)(sizeof((const char *[]){ __VA_ARGS__ }) / sizeof(char *)), (const char *[]){ __VA_ARGS__ })

static cs_pdf pdf;
static casus_status read_said(void) {
    cs_err none = { 0 };
    err = none;
    cs_buf_put(&said, "</doc>");
    return cs_pdf_read((cs_str){ said.p, (ptrdiff_t)said.n }, &pdf, &perm, scratch, &err);
}
#define assert_pages(...) \
    do { \
        const char *want_[] = { __VA_ARGS__ }; \
        if (read_said() != CASUS_OK) fail_msg("%s", err.msg); \
        assert_int_equal(pdf.n_pages, sizeof want_ / sizeof *want_); \
        for (ptrdiff_t i_ = 0; i_ < pdf.n_pages; i_++) \
            assert_str(cs_span_text(pdf.text, pdf.pages[i_]), ((cs_str){ want_[i_], (ptrdiff_t)strlen(want_[i_]) })); \
    } while (0)

static void lines_of_a_paragraph(void **state) {
    (void)state;
    begin();
    page();
    PARAGRAPH(72, 200, "Gunmen killed three farmers near the town of", "Bama on Friday. The police said that they had",
              "fled. Nobody was arrested.", "An hour later the army came to the village,", "and left again.");
    end_page();
    assert_pages(
        "Gunmen killed three farmers near the town of Bama on Friday. The police said that they had fled. Nobody was "
        "arrested.\n\nAn hour later the army came to the village, and left again.");
}

static void what_sets_a_line_off(void **state) {
    (void)state;
    begin();
    page();
    block(); /* an indent behind a full line */
    line("Rebels shelled the harbour of the old capital.", 72, 100);
    line("The army fired back from the hills above it.", 92, 112);
    line("It lost two men in the fight for the bridge.", 72, 124);
    end_block();
    PARAGRAPH(72, 200, "The panel names these groups as they are known:", "(a) the Front for the Liberation of the South;",
              "(b) the militia of the valley, which has four", "camps on both sides of the border;", "\xE2\x80\xA2 others.");
    block(); /* items that hang */
    line("1. Fighters of the first brigade burned the", 72, 300);
    line("market. They left in the night of Sunday.", 90, 312);
    line("2. Fighters of the second one joined them.", 72, 324);
    end_block();
    block(); /* more room, another size */
    line("Soldiers searched all houses of the two streets", 72, 400);
    line("for arms, and found none in any of all of them.", 72, 412);
    line("Police said that they would come again to look.", 72, 436);
    sized("Reactions to this in the neighbouring countries", 72, 448, 14);
    end_block();
    end_page();
    assert_pages(
        "Rebels shelled the harbour of the old capital.\n\nThe army fired back from the hills above it. It lost two men "
        "in the fight for the bridge.\n\nThe panel names these groups as they are known:\n\n(a) the Front for the "
        "Liberation of the South;\n\n(b) the militia of the valley, which has four camps on both sides of the border;"
        "\n\n\xE2\x80\xA2 others.\n\n1. Fighters of the first brigade burned the market. They left in the night of "
        "Sunday.\n\n2. Fighters of the second one joined them.\n\nSoldiers searched all houses of the two streets for "
        "arms, and found none in any of all of them.\n\nPolice said that they would come again to look.\n\nReactions "
        "to this in the neighbouring countries");
}

static void hyphens(void **state) {
    (void)state;
    static const struct {
        const char *one, *two, *want;
    } T[] = {
        { "a bomb in the hos-", "pital.", "a bomb in the hospital." },
        { "the counter-", "terrorism unit.", "the counter-terrorism unit." },       /* by its first part */
        { "the government-", "backed militia.", "the government-backed militia." }, /* by its last */
        { "fighters of Al-", "Shabaab.", "fighters of Al-Shabaab." },               /* by the capital */
        { "in the years 2019-", "2020.", "in the years 2019- 2020." },
        { "the counter-insur-", "gency plan.", "the counter-insurgency plan." },
        { "a peace\xE2\x80\x90", "keeping force.", "a peacekeeping force." }, /* U+2010 */
        { "an at\xC2\xAD", "tack.", "an attack." },
    };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        begin();
        page();
        PARAGRAPH(72, 200, T[i].one, T[i].two);
        end_page();
        if (read_said() != CASUS_OK) fail_msg("%s", err.msg);
        assert_str(pdf.text, ((cs_str){ T[i].want, (ptrdiff_t)strlen(T[i].want) }));
    }
    begin(); /* as the document writes it elsewhere */
    page();
    PARAGRAPH(72, 100, "The cease-fire of the mid-week talks held.");
    PARAGRAPH(72, 200, "Both broke the cease-", "fire. In the mid-", "week talks they denied it.");
    end_page();
    assert_pages(
        "The cease-fire of the mid-week talks held.\n\nBoth broke the cease-fire. In the mid-week talks they denied it.");
}

static void running_lines(void **state) {
    (void)state;
    begin();
    for (int i = 0; i < 3; i++) {
        char foot[40], row[60];
        page();
        block();
        line("S/2031/112", 72, 40);
        line("S/2031/112", 500, 40);
        end_block();
        snprintf(row, sizeof row, "Bama, %d March: %d killed.", 3 + 5 * i, 7 - 2 * i); /* alike, but no running line */
        PARAGRAPH(72, 60, row);
        snprintf(foot, sizeof foot, "%d of 40", 12 + i);
        PARAGRAPH(300, 800, foot);
        end_page();
    }
    assert_pages("Bama, 3 March: 7 killed.\n\n", "Bama, 8 March: 5 killed.\n\n", "Bama, 13 March: 3 killed.");
    begin(); /* on one page alone */
    page();
    PARAGRAPH(72, 100, "Rebels killed two men.");
    PARAGRAPH(300, 800, "Page 7 of 9");
    end_page();
    page();
    PARAGRAPH(72, 100, "Rebels left the town.");
    PARAGRAPH(300, 800, "- 2 -");
    end_page();
    page();
    PARAGRAPH(72, 40, "1999");
    end_page();
    assert_pages("Rebels killed two men.\n\n", "Rebels left the town.\n\n", "1999");
}

static void over_pages_and_notes(void **state) {
    (void)state;
    begin();
    page();
    PARAGRAPH(72, 100, "The first paragraph ends.");
    block();
    cs_buf_put(&said, "<line >");
    double x = put_word(CS_LIT("Rebels"), 72, 200, 10);
    (void)put_word(CS_LIT("7"), x, 198, 6);
    x = put_word(CS_LIT(","), x + 3, 200, 10);
    (void)put_word(CS_LIT("who had come over the hospi-"), x + 3, 200, 10);
    cs_buf_put(&said, "</line>");
    end_block();
    block();
    sized("7 Interview with an officer.", 72, 700, 8);
    sized("8 Ibid.", 72, 710, 8);
    end_block();
    end_page();
    page();
    PARAGRAPH(72, 100, "tal, killed nobody there.");
    end_page();
    assert_pages("The first paragraph ends.\n\n7 Interview with an officer.\n\n8 Ibid.\n\nRebels, who had come over the hospi",
                 "tal, killed nobody there.");
}

static void title_of_the_properties(void **state) {
    (void)state;
    static const struct {
        const char *title, *want;
    } T[] = { { "killings &amp; abductions in the North", "killings & abductions in the North" },
              { "report-final2.docx", "" },
              { "North", "" },
              { "Killings and abductions", "" } };
    for (size_t i = 0; i < sizeof T / sizeof *T; i++) {
        begin();
        cs_buf_clear(&said);
        cs_buf_put(&said, "<title>");
        cs_buf_put(&said, T[i].title);
        cs_buf_put(&said, "</title><doc>");
        page();
        block();
        sized("Killings &amp; abductions", 72, 100, 20);
        sized("in the North", 72, 124, 20);
        end_block();
        PARAGRAPH(72, 200, "Rebels killed two men.");
        end_page();
        if (read_said() != CASUS_OK) fail_msg("%s", err.msg);
        assert_str(pdf.title, ((cs_str){ T[i].want, (ptrdiff_t)strlen(T[i].want) }));
    }
}

static void refusals(void **state) {
    (void)state;
    begin();
    assert_int_equal(read_said(), CASUS_E_INPUT);
    assert_non_null(strstr(err.msg, "found no page"));
    begin();
    for (int i = 0; i < CS_PDF_PAGES_MAX; i++) page();
    assert_int_equal(read_said(), CASUS_OK);
    assert_int_equal(pdf.text.n, 0);
    page();
    assert_int_equal(read_said(), CASUS_OK); /* behind the end of the document */
    begin();
    for (int i = 0; i <= CS_PDF_PAGES_MAX; i++) page();
    assert_int_equal(read_said(), CASUS_E_LIMIT);
    for (int over = 0; over < 2; over++) {
        begin();
        page();
        for (int i = 0; i < CS_PDF_LINES_MAX + over; i++) cs_buf_put(&said, "<line ><word xMax=\"5\">a</word></line>");
        assert_int_equal(read_said(), over ? CASUS_E_LIMIT : CASUS_OK);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = { cmocka_unit_test(lines_of_a_paragraph),
                                        cmocka_unit_test(what_sets_a_line_off),
                                        cmocka_unit_test(hyphens),
                                        cmocka_unit_test(running_lines),
                                        cmocka_unit_test(over_pages_and_notes),
                                        cmocka_unit_test(title_of_the_properties),
                                        cmocka_unit_test(refusals) };
    return cmocka_run_group_tests(tests, setup, teardown);
}
