/* Time expressions: one table per class, each row a sentence of our own with the times that must be found, with and without a
 * publication date. Tokens come from cs_segment; there is no syntax, as when a report is read without a model. */
#include "decode/time.h"
#include "base/tsv.h"
#include "check.h"
#include "decode/time_lex.h"
#include "segment/segment.h"
#include <stdio.h>

extern const char cs_table_time_words_tsv[];
extern const long cs_table_time_words_tsv_n;

enum { ARENA_BYTES = 1 << 24, FOUND_MAX = 6 };
static cs_arena perm, scratch;
static jmp_buf full;
static const char PUB[] = "2022-09-14"; /* a Wednesday */

typedef struct want {
    const char *text, *published; /* NULL: not known */
    const char *found;            /* "words=timex" for each time, joined by "; "; "" for none */
} want;

static cs_reading *read_text(const char *text, const char *published) {
    cs_arena_reset(&perm, ARENA_BYTES);
    cs_reading *r = CS_NEW(&perm, cs_reading, 1);
    r->text = (cs_str){ text, (ptrdiff_t)strlen(text) };
    cs_day_result day = published ? cs_parse_day((cs_str){ published, (ptrdiff_t)strlen(published) }) : (cs_day_result){ 0 };
    r->published = day.ok ? day.day : CS_DAY_NONE;
    cs_words w = cs_segment(r->text, &perm, scratch);
    for (ptrdiff_t i = 0; i < w.tokens.n; i++) {
        cs_token *t = CS_PUSH(&perm, &r->tokens);
        *t = (cs_token){ .span = w.tokens.v[i], .head = -1 };
        t->form = t->lower = cs_span_text(r->text, t->span);
    }
    for (ptrdiff_t i = 0; i < w.sentences.n; i++) {
        cs_seg_sentence s = w.sentences.v[i];
        *CS_PUSH(&perm, &r->sentences) = (cs_sentence){
            .span = s.span, .beg = s.beg, .end = s.end, .root = -1, .paragraph = s.paragraph, .heading = s.heading
        };
    }
    cs_times(r, &perm, scratch);
    return r;
}

static cs_str shown(const cs_reading *r) {
    cs_str out = { "", 0 };
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const cs_time *t = &r->times.v[i];
        cs_str words = cs_span_text(r->text, t->span);
        assert_true(t->tok_beg < t->tok_end && t->tok_end <= (int32_t)r->tokens.n);
        out = cs_printf(&perm, "%.*s%s%.*s=%.*s", (int)out.n, out.p, i ? "; " : "", (int)words.n, words.p, (int)t->timex.n,
                        t->timex.p);
    }
    return out;
}

static void check(const want *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        cs_str got = shown(read_text(rows[i].text, rows[i].published));
        if (!cs_eq(got, (cs_str){ rows[i].found, (ptrdiff_t)strlen(rows[i].found) }))
            fail_msg("\"%s\" (%s): got \"%.*s\", expected \"%s\"", rows[i].text, rows[i].published, (int)got.n, got.p,
                     rows[i].found);
    }
}
#define CHECK(rows) check(rows, sizeof(rows) / sizeof *(rows))

static void test_full_dates(void **state) {
    (void)state;
    static const want rows[] = {
        { "The bridge fell on 3 March 1998.", NULL, "3 March 1998=1998-03-03" },
        { "The bridge fell on March 3, 1998, after rain.", NULL, "March 3, 1998=1998-03-03" },
        { "The bridge fell on the 3rd of March 1998.", NULL, "the 3rd of March 1998=1998-03-03" },
        { "It fell on Tuesday, March 3, 1998.", NULL, "Tuesday, March 3, 1998=1998-03-03" },
        { "It fell on Sept. 3, 1998.", NULL, "Sept. 3, 1998=1998-09-03" },
        { "It fell on September 3,1998 for 3,199 days.", NULL, "September 3,1998=1998-09-03; 3,199 days=P3199D" },
        { "Logged 1998-03-04 by the clerk.", NULL, "1998-03-04=1998-03-04" },
        { "Logged 3/4/1998 by the clerk.", NULL, "3/4/1998=1998-03-04" },
        { "Logged 23/4/1998 by the clerk.", NULL, "23/4/1998=1998-04-23" },
        { "Logged 4.3.1998 by the clerk.", NULL, "4.3.1998=1998-03-04" },
        { "GUNMEN RAIDED A FARM ON 9 FEB 90 NEAR THE RIVER.", NULL, "9 FEB 90=1990-02-09" },
        { "Nothing was the same after 9/11 there.", NULL, "9/11=2001-09-11" },
        { "The form says February 31 and 2016-02-31.", PUB, "February=2022-02" },
    };
    CHECK(rows);
}

static void test_day_and_month(void **state) {
    (void)state;
    static const want rows[] = {
        { "Troops entered the town on 2 September.", PUB, "2 September=2022-09-02" },
        { "Troops entered the town on 2 December.", PUB, "2 December=2021-12-02" },
        { "Talks will open on 2 December.", PUB, "2 December=2022-12-02" },
        { "Troops entered the town on 2 September.", NULL, "2 September=XXXX-09-02" },
        { "On 2 May 2014 rebels shelled the port. On 7 May they left.", NULL, "2 May 2014=2014-05-02; 7 May=2014-05-07" },
        { "Clashes in July left many dead.", PUB, "July=2022-07" },
        { "Clashes in July left many dead.", NULL, "July=XXXX-07" },
        { "Clashes in November left many dead.", PUB, "November=2021-11" },
        { "Clashes in July last year left many dead.", PUB, "July last year=2021-07" },
        { "Last November the group split.", PUB, "Last November=2021-11" },
        { "Clashes in mid-August spread.", PUB, "mid-August=2022-08" },
        { "On 2 May 2014 rebels shelled the port. Last week they left. On 7 May a mine blew up.", PUB,
          "2 May 2014=2014-05-02; Last week=2022-W36; 7 May=2022-05-07" },
        { "On 2 May 2014 rebels shelled the port. Hundreds have fled since June.", PUB, "2 May 2014=2014-05-02; June=2022-06" },
        { "Between March and June 2019 forty died.", PUB, "March=2019-03; June 2019=2019-06" },
        { "It began in May 2013 and ended in March the following year.", PUB,
          "May 2013=2013-05; March the following year=2014-03" },
        { "It began in the last week of July 2015.", PUB, "the last week of July 2015=2015-07" },
        { "Fighting went on from 5 to 9 August.", PUB, "5 to 9 August=2022-08-05" },
    };
    CHECK(rows);
}

static void test_years(void **state) {
    (void)state;
    static const want rows[] = {
        { "The party was banned in 1994.", NULL, "1994=1994" },
        { "Early 2016 brought a truce.", NULL, "Early 2016=2016" },
        { "In the late 1970s the front split.", NULL, "the late 1970s=197" },
        { "Since the nineties nothing changed.", NULL, "the nineties=199" },
        { "It is a 19th century fort.", NULL, "19th century=18" },
        { "He came to power in nineteen seventy-nine.", NULL, "nineteen seventy-nine=1979" },
        { "Shipments doubled in fiscal 1989.", NULL, "fiscal 1989=1989" },
        { "The third quarter of 2015 was calm.", NULL, "The third quarter of 2015=2015-Q3" },
        { "The first half of 2015 was calm.", NULL, "The first half of 2015=2015-H1" },
        { "The offensive came in the spring of 2015.", NULL, "the spring of 2015=2015-SP" },
        { "By mid-2016 they had fled; by the end of the year all was lost.", PUB, "mid-2016=2016; the end of the year=2016" },
        { "The 1990-91 war ended.", NULL, "1990-91=1990" },
        { "The force has 1990 soldiers.", NULL, "" },
        { "It cost $1999 a head.", NULL, "" },
        { "They fired 1,984 shells.", NULL, "" },
    };
    CHECK(rows);
}

static void test_weekdays(void **state) {
    (void)state;
    static const want rows[] = {
        { "A bomb went off on Monday.", PUB, "Monday=2022-09-12" },
        { "A bomb went off on Wednesday.", PUB, "Wednesday=2022-09-14" },
        { "A bomb went off last Wednesday.", PUB, "last Wednesday=2022-09-07" },
        { "Parliament will meet on Monday.", PUB, "Monday=2022-09-19" },
        { "A bomb went off Thursday night.", PUB, "Thursday night=2022-09-08TNI" },
        { "A bomb went off on Monday.", NULL, "Monday=XXXX-WXX-1" },
        { "They closed the case on Bloody Sunday.", PUB, "" },
        { "He sat in the sun.", PUB, "" },
    };
    CHECK(rows);
}

static void test_feasts(void **state) {
    (void)state;
    static const want rows[] = {
        { "The truce broke on Christmas Eve.", PUB, "Christmas Eve=2021-12-24" },
        { "The truce broke on New Year's Day 2019.", NULL, "New Year's Day 2019=2019-01-01" },
        { "The truce broke on Easter Sunday 2019.", NULL, "Easter Sunday 2019=2019-04-21" },
        { "The truce broke on Good Friday 2019.", NULL, "Good Friday 2019=2019-04-19" },
        { "The truce broke on Palm Sunday 2019.", NULL, "Palm Sunday 2019=2019-04-14" },
        { "The truce broke at Orthodox Easter 2019.", NULL, "Orthodox Easter 2019=2019-04-28" },
        { "The truce broke on Yom Kippur 2019.", NULL, "Yom Kippur 2019=2019-10-09" },
        { "They met last Thanksgiving.", PUB, "last Thanksgiving=2021-11-25" },
        { "They met on Thanksgiving Day.", NULL, "Thanksgiving Day=XXXX-XX-XX" },
        { "He ruled Christmas Island.", PUB, "" },
    };
    CHECK(rows);
}

static void test_relative(void **state) {
    (void)state;
    static const want rows[] = {
        { "Police shot two men yesterday.", PUB, "yesterday=2022-09-13" },
        { "Police shot two men yesterday.", NULL, "yesterday=XXXX-XX-XX" },
        { "Two men died last night.", PUB, "last night=2022-09-13TNI" },
        { "Two men died this morning.", PUB, "this morning=2022-09-14TMO" },
        { "Three convoys left last week.", PUB, "last week=2022-W36" },
        { "Three convoys left last week.", NULL, "last week=XXXX-WXX" },
        { "Three convoys left earlier this month.", PUB, "earlier this month=2022-09" },
        { "The post was lost last year.", PUB, "last year=2021" },
        { "The post was lost two days ago.", PUB, "two days ago=2022-09-12" },
        { "The post was lost nearly four years ago.", PUB, "nearly four years ago=2018" },
        { "The post was lost a decade ago.", PUB, "a decade ago=2012" },
        { "The post was lost several years ago.", PUB, "several years ago=PAST_REF" },
        { "Harvests failed last spring.", PUB, "last spring=2022-SP" },
    };
    CHECK(rows);
}

static void test_anaphora(void **state) {
    (void)state;
    static const want rows[] = {
        { "The siege began on 4 May 2015. The following day the hospital burned.", PUB,
          "4 May 2015=2015-05-04; The following day=2015-05-05" },
        { "The siege began on 4 May 2015. A week later it was over.", PUB, "4 May 2015=2015-05-04; A week later=2015-05-11" },
        { "The siege began on 4 May 2015. That night two guards fled.", NULL,
          "4 May 2015=2015-05-04; That night=2015-05-04TNI" },
        { "He was jailed in 2009. The same year he escaped.", NULL, "2009=2009; The same year=2009" },
        { "He was jailed in 2009. Two years later he escaped.", NULL, "2009=2009; Two years later=2011" },
        { "The siege began on 4 May 2015. Since then nobody has left.", PUB, "4 May 2015=2015-05-04; then=2015-05-04" },
        { "The siege began on 4 May 2015. The day before the vote it rained.", PUB,
          "4 May 2015=2015-05-04; The day=XXXX-XX-XX" },
        { "The following day the hospital burned.", PUB, "The following day=XXXX-XX-XX" },
    };
    CHECK(rows);
}

static void test_amounts_and_sets(void **state) {
    (void)state;
    static const want rows[] = {
        { "They held him for three years.", PUB, "three years=P3Y" },
        { "A two-week truce held.", PUB, "two-week=P2W" },
        { "It lasted two and a half hours.", PUB, "two and a half hours=PT2H30M" },
        { "They fought for many years.", PUB, "many years=PXY" },
        { "Patrols go out every week.", PUB, "every week=P1W" },
        { "Shells fall daily on the port.", PUB, "daily=P1D" },
        { "They meet twice a month.", PUB, "twice a month=P1M" },
        { "Markets close on Fridays.", PUB, "Fridays=XXXX-WXX-5" },
        { "She is now in exile.", PUB, "now=PRESENT_REF" },
        { "He was recently freed.", PUB, "recently=PAST_REF" },
        { "Their 12-year-old son was hit.", PUB, "" },
    };
    CHECK(rows);
}

static void test_clock(void **state) {
    (void)state;
    static const want rows[] = {
        { "The mine blew up at 10:30 p.m. on Monday.", PUB, "10:30 p.m. on Monday=2022-09-12T22:30" },
        { "The mine blew up on Monday at 6 a.m. in a field.", PUB, "Monday at 6 a.m.=2022-09-12T06:00" },
        { "The mine blew up at noon yesterday.", PUB, "noon yesterday=2022-09-13T12:00" },
        { "The mine blew up at 14:05.", PUB, "14:05=XXXX-XX-XXT14:05" },
        { "THE MINE BLEW UP AT 2030 ON 5 MAY 1989.", PUB, "2030 ON 5 MAY 1989=1989-05-05T20:30" },
        { "On Thursday, guards fled the post at noon.", NULL, "Thursday=XXXX-WXX-4; noon=XXXX-WXX-4T12:00" },
        { "The mine blew up at 14:05, and guards fled on Monday.", PUB, "14:05=2022-09-12T14:05; Monday=2022-09-12" },
    };
    CHECK(rows);
}

static void test_other_calendars(void **state) {
    (void)state;
    static const want rows[] = {
        { "They marched on 10 Muharram 1441.", NULL, "10 Muharram 1441=2019-09-10" },
        { "The decree of 15 Sha'ban 1435 stands.", NULL, "15 Sha'ban 1435=2014-06-14" },
        { "It fell on 12 Rabi' al-Awwal 1440 AH.", NULL, "12 Rabi' al-Awwal 1440 AH=2018-11-21" },
        { "The raids of Dhu al-Hijja 1440 stopped.", NULL, "Dhu al-Hijja 1440=2019-08" },
        { "The raids of Ramadan 2019 stopped.", NULL, "Ramadan 2019=2019-05" },
        { "They fasted during the holy month of Ramadan.", PUB, "the holy month of Ramadan=2022-04" },
        { "They fasted during Ramadan.", NULL, "Ramadan=XXXX-XX" },
        { "They fasted last Ramadan.", PUB, "last Ramadan=2022-04" },
        { "A truce will hold in Ramadan.", PUB, "Ramadan=2023-04" },
        { "Guards shot at Ramadan Salim and Rajab Omar.", PUB, "" },
        { "The decree of 7 Saur 1357 stands.", NULL, "7 Saur 1357=1978-04-27" },
        { "The law of 3 Khordad 1395 and of Mehr 1398 stands.", NULL, "3 Khordad 1395=2016-05-23; Mehr 1398=2019-10" },
        { "Some 5 Asad men sat in a hut with Mehr.", PUB, "" },
        { "They drew up the budget of 1399 SH.", NULL, "1399 SH=2020" },
        { "They struck on the eve of Eid al-Adha.", PUB, "the eve of Eid al-Adha=2022-07-09" },
        { "They struck on the third day of Eid al-Fitr 2019.", PUB, "the third day of Eid al-Fitr 2019=2019-06-07" },
        { "They struck on Eid.", "2022-05-20", "Eid=2022-05-03" },
        { "They struck on Eid.", PUB, "Eid=XXXX-XX-XX" },
        { "They will march on Quds Day 2022.", NULL, "Quds Day 2022=2022-04-29" },
        { "They marched at Nowruz.", PUB, "Nowruz=2022-03-21" },
    };
    CHECK(rows);
}

static void test_parts_and_stretches(void **state) {
    (void)state;
    static const want rows[] = {
        { "The third week of May was calm.", PUB, "The third week of May=2022-05" },
        { "They left on the last Friday of May 2018.", PUB, "the last Friday of May 2018=2018-05-25" },
        { "They left on the last day of March.", PUB, "the last day of March=2022-03-31" },
        { "They meet on the first Monday of every month.", PUB, "the first Monday of every month=P1M" },
        { "They left on the first weekend of June 2018.", PUB, "the first weekend of June 2018=2018-W22-WE" },
        { "They left on the 12th of last month.", PUB, "the 12th of last month=2022-08-12" },
        { "They came on the 20th, and stayed.", PUB, "the 20th=2022-08-20" },
        { "The 12th man left.", PUB, "" },
        { "It began in July 2006. On the 12th, guards fled.", PUB, "July 2006=2006-07; the 12th=2006-07-12" },
        { "A bomb went off on Monday. Later in the day, guards fled.", PUB, "Monday=2022-09-12; Later in the day=2022-09-12" },
        { "They left Monday overnight in trucks.", PUB, "Monday overnight=2022-09-12TNI" },
        { "they left on saturday 10 december, and may be back in june.", PUB, "saturday 10 december=2021-12-10; june=2022-06" },
        { "They left overnight into Tuesday.", PUB, "overnight into Tuesday=2022-09-12TNI" },
        { "They left overnight on Monday.", PUB, "overnight on Monday=2022-09-12TNI" },
        { "They left on Monday night into Tuesday.", PUB, "Monday night into Tuesday=2022-09-12TNI" },
        { "They left in the early hours of Tuesday.", PUB, "the early hours of Tuesday=2022-09-13TMO" },
        { "The last quarter of 2018 was worst.", PUB, "The last quarter of 2018=2018-Q4" },
        { "The first quarter of fiscal 2019 was calm.", PUB, "The first quarter of fiscal 2019=2019-Q1" },
        { "Raids rose in H1 2019.", PUB, "H1 2019=2019-H1" },
        { "The winter of 2015-16 was hard.", PUB, "The winter of 2015-16=2015-WI" },
        { "The 2018/19 fiscal year was hard.", PUB, "2018/19 fiscal year=2018" },
        { "They left at half past three.", PUB, "half past three=XXXX-XX-XXT03:30" },
        { "They left at a quarter to six in the evening on Monday.", PUB,
          "a quarter to six in the evening on Monday=2022-09-12T17:45" },
        { "They left at 0200Z on 5 May.", PUB, "0200Z on 5 May=2022-05-05T02:00" },
        { "Halfway through 2018 they left.", PUB, "Halfway through 2018=2018" },
        { "They split five years later.", PUB, "five years later=XXXX" },
        { "They split a year ago Sunday.", PUB, "a year ago Sunday=2021" },
        { "They split two years ago this month.", PUB, "two years ago this month=2020" },
        { "They split a week ago.", PUB, "a week ago=2022-W36" },
        { "It fell today. It had stood since 2005. The next day it burned.", PUB,
          "today=2022-09-14; 2005=2005; The next day=XXXX-XX-XX" },
        { "They came on 12/9/2022.", PUB, "12/9/2022=2022-09-12" },
        { "They came on Tue 12 Sep 2017.", NULL, "Tue 12 Sep 2017=2017-09-12" },
    };
    CHECK(rows);
}

static void test_words_that_are_something_else(void **state) {
    (void)state;
    static const want rows[] = {
        { "They may march on the second town if it should fall.", PUB, "" },
        { "May they rest.", PUB, "" },
        { "A march in May ended badly.", PUB, "May=2022-05" },
        { "After the fall of the fort they fled.", PUB, "" },
        { "Spring water ran dry and the mar was sat on.", PUB, "" },
        { "The 19 April Movement split, as did the June 4 brigade.", PUB, "" },
        { "The 5 May movement of troops was slow.", PUB, "5 May=2022-05-05" },
        { "A total of 1587 persons were held and the dead rose to 1870.", PUB, "" },
        { "Guards fired 2028 rounds in 2019.", PUB, "2019=2019" },
        { "A Christmas tree burned there at Christmas.", PUB, "Christmas=2021-12-25" },
    };
    CHECK(rows);
}

static void test_hours_of_four_digits(void **state) {
    (void)state;
    static const want rows[] = {
        { "Rebels struck at 0200 on 3 September.", PUB, "0200 on 3 September=2022-09-03T02:00" },
        { "Rebels struck at about 0200 on 3 September.", PUB, "about 0200 on 3 September=2022-09-03T02:00" },
        { "Rebels struck at 1620 this afternoon.", PUB, "1620 this afternoon=2022-09-14T16:20" },
        { "Rebels struck at 0600 and left.", PUB, "0600=XXXX-XX-XXT06:00" },
        { "Rebels sold it at 1990 prices.", PUB, "1990=1990" },
    };
    CHECK(rows);
}

/* ---- EDTF and days ---- */

static void assert_time(const char *text, const char *published, int index, const char *edtf, const char *begin,
                        const char *end) {
    const cs_reading *r = read_text(text, published);
    assert_true(index < r->times.n);
    const cs_time *t = &r->times.v[index];
    assert_str(t->edtf, ((cs_str){ edtf, (ptrdiff_t)strlen(edtf) }));
    assert_int_equal(t->begin, begin ? cs_parse_day((cs_str){ begin, 10 }).day : CS_DAY_NONE);
    assert_int_equal(t->end, end ? cs_parse_day((cs_str){ end, 10 }).day : CS_DAY_NONE);
}

static void test_edtf(void **state) {
    (void)state;
    assert_time("Troops left on 2 September.", NULL, 0, "XXXX-09-02", NULL, NULL);
    assert_time("Troops left around 2017 for good.", PUB, 0, "2017~", "2017-01-01", "2017-12-31");
    assert_time("Aid grew over the past 18 months.", "2017-04-20", 0, "2015-10/2017-04", "2015-10-20", "2017-04-20");
    assert_time("Ten raids came in the last 24 hours.", PUB, 0, "2022-09-13/2022-09-14", "2022-09-13", "2022-09-14");
    assert_time("They have fought since 2001 there.", PUB, 0, "2001/..", "2001-01-01", NULL);
    assert_time("The post was held until 2010 there.", PUB, 0, "../2010", NULL, "2010-12-31");
    assert_time("They fought from 2001 to 2009 there.", PUB, 0, "2001/2009", "2001-01-01", "2009-12-31");
    assert_time("They held it from 2014 until 2017 there.", PUB, 0, "2014/2017", "2014-01-01", "2017-12-31");
    assert_time("Between March and June 2019 forty died.", PUB, 0, "2019-03/2019-06", "2019-03-01", "2019-06-30");
    assert_time("The 1990-91 war ended.", PUB, 0, "1990/1991", "1990-01-01", "1991-12-31");
    assert_time("In the 1990s they split.", PUB, 0, "199X", "1990-01-01", "1999-12-31");
    assert_time("In the spring of 2015 they split.", PUB, 0, "2015-21", "2015-03-01", "2015-05-31");
    assert_time("The third quarter of 2015 was calm.", PUB, 0, "2015-35", "2015-07-01", "2015-09-30");
    assert_time("Three convoys left last week.", PUB, 0, "2022-09-05/2022-09-11", "2022-09-05", "2022-09-11");
    assert_time("It ended at the end of July.", PUB, 0, "2022-07", "2022-07-21", "2022-07-31");
    assert_time("They fought from 3 to 7 May.", PUB, 0, "2022-05-03/2022-05-07", "2022-05-03", "2022-05-07");
    assert_time("They fought between May 3 and 7 in the hills.", PUB, 0, "2022-05-03/2022-05-07", "2022-05-03", "2022-05-07");
    assert_time(
        "They fought 3\xe2\x80\x93"
        "5 May there.",
        PUB, 0, "2022-05-03/2022-05-05", "2022-05-03", "2022-05-05");
    assert_time("They fought on 3 and 7 May.", PUB, 0, "{2022-05-03,2022-05-07}", "2022-05-03", "2022-05-07");
    assert_time("They fought on 3 or 7 May.", PUB, 0, "[2022-05-03,2022-05-07]", "2022-05-03", "2022-05-07");
    assert_time("It was the night of 4 to 5 May.", PUB, 0, "2022-05-04/2022-05-05", "2022-05-04", "2022-05-05");
    assert_time("They left overnight.", PUB, 0, "2022-09-13/2022-09-14", "2022-09-13", "2022-09-14");
    assert_time("They left overnight into Tuesday.", PUB, 0, "2022-09-12/2022-09-13", "2022-09-12", "2022-09-13");
    assert_time("In the second week of June 2018 they left.", PUB, 0, "2018-06-08/2018-06-14", "2018-06-08", "2018-06-14");
    assert_time("In the week ending 5 May they left.", PUB, 0, "2022-04-29/2022-05-05", "2022-04-29", "2022-05-05");
    assert_time("The winter of 2015-16 was hard.", PUB, 0, "2015-24", "2015-12-01", "2016-02-29");
    assert_time("In the first three months of 2019 forty died.", PUB, 0, "2019-01/2019-03", "2019-01-01", "2019-03-31");
    assert_time("In the last ten days of May forty died.", PUB, 0, "2022-05-22/2022-05-31", "2022-05-22", "2022-05-31");
    assert_time("They marched on 10 Muharram 1441.", PUB, 0, "2019-09-09~/2019-09-11~", "2019-09-09", "2019-09-11");
    assert_time("They fasted in Ramadan 2019.", PUB, 0, "2019-05-05~/2019-06-05~", "2019-05-05", "2019-06-05");
    assert_time("It came in Mehr 1398.", PUB, 0, "2019-09-23/2019-10-22", "2019-09-23", "2019-10-22");
    assert_time("During Eid al-Fitr 2019 they left.", PUB, 0, "2019-06-04~/2019-06-08~", "2019-06-04", "2019-06-08");
    assert_time("Three convoys left last week.", NULL, 0, "", NULL, NULL);
    assert_time("They held him for three years.", PUB, 0, "", NULL, NULL);
    assert_time("A bomb went off on Monday.", NULL, 0, "", NULL, NULL);
}

static void test_dateline(void **state) {
    (void)state;
    static const want rows[] = {
        { "QUITO, 7 JAN 90 (XYZ) -- Two bombs went off here today.", NULL, "7 JAN 90=1990-01-07; today=1990-01-07" },
        { "Thursday, March 5, 2009\n\nTwo bombs went off here yesterday.", NULL,
          "Thursday, March 5, 2009=2009-03-05; yesterday=2009-03-04" },
        { "The treaty of 5 March 2009 was broken yesterday.", NULL, "5 March 2009=2009-03-05; yesterday=XXXX-XX-XX" },
    };
    CHECK(rows);
    const cs_reading *r = read_text(rows[0].text, NULL);
    assert_true(r->times.v[0].dateline);
    assert_false(r->times.v[1].dateline);
    assert_str(r->times.v[1].why, CS_LIT("from the dateline"));
    assert_int_equal(r->published, CS_DAY_NONE);
}

/* Every row of the table has a class that the lexer knows, and no word stands there twice. */
static void test_table(void **state) {
    (void)state;
    cs_arena_reset(&perm, ARENA_BYTES);
    cs_map m = tm_words(&perm);
    cs_tsv t = { .rest = { cs_table_time_words_tsv, cs_table_time_words_tsv_n } };
    size_t rows = 0;
    for (; cs_tsv_next(&t); rows++) {
        assert_int_equal(t.n, 3);
        if (!cs_map_get(&m, t.field[0])) fail_msg("line %d: class \"%.*s\"", t.line, (int)t.field[1].n, t.field[1].p);
    }
    assert_int_equal(m.n, rows);
    assert_in_range(rows, 300, 1000);
}

/* ---- whatever the words, the times are sound ---- */

static void assert_sound(const cs_reading *r) {
    uint32_t last = 0;
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const cs_time *t = &r->times.v[i];
        assert_true(t->span.beg >= last && t->span.beg < t->span.end && (ptrdiff_t)t->span.end <= r->text.n);
        assert_true(t->tok_beg >= 0 && t->tok_beg < t->tok_end && t->tok_end <= (int32_t)r->tokens.n);
        assert_true(t->timex.n > 0);
        assert_true(t->begin == CS_DAY_NONE || t->end == CS_DAY_NONE || t->begin <= t->end);
        assert_true(t->type <= CS_TIME_SET);
        last = t->span.end;
    }
}

static void test_any_words(void **state) {
    (void)state;
    static const char words[] =
        "May march 31 30 Feb. February 1990 0001 9999 the last next of Monday fri , - / : 12 00 1999 "
        "'90s s quarter third half year "
        "years ago later two hundred thousand a few and to from since until p.m. 10:30 night every "
        "decade century weekend early mid- "
        "end 99999999999 second minutes winter spring today yesterday \xe2\x80\x93 2016-02-31 "
        "31/12/2020 past million fortnight that "
        "same XX ( ) \n\n . fiscal GMT 0735 Easter then Ramadan Rabi al Awwal 1441 AH Saur Eid Fitr eve of day "
        "week ending overnight into H1 2018/19 5-7 8 first Friday half quarter";
    cs_str pool[140], rest = { words, sizeof words - 1 };
    size_t n_pool = 0;
    while (n_pool < 140 && cs_list_next(&rest, ' ', &pool[n_pool])) n_pool++;
    uint64_t seed = 20220914;
    for (int round = 0; round < 4000; round++) {
        char text[512];
        size_t n = 0;
        for (int k = 0; k < 14; k++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            cs_str w = pool[(seed >> 33) % n_pool];
            n += (size_t)snprintf(text + n, sizeof text - n, "%s" CS_FMT, (seed >> 20) % 5 ? " " : "", CS_ARG(w));
        }
        assert_sound(read_text(text, round % 2 ? PUB : NULL));
    }
}

static int setup(void **state) {
    (void)state;
    perm.on_full = scratch.on_full = &full;
    cs_err err;
    return cs_arena_map(&perm, ARENA_BYTES, &err) != CASUS_OK || cs_arena_map(&scratch, ARENA_BYTES, &err) != CASUS_OK;
}

int main(void) {
    if (setjmp(full)) return 1;
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_full_dates),
                                        cmocka_unit_test(test_day_and_month),
                                        cmocka_unit_test(test_years),
                                        cmocka_unit_test(test_weekdays),
                                        cmocka_unit_test(test_feasts),
                                        cmocka_unit_test(test_relative),
                                        cmocka_unit_test(test_anaphora),
                                        cmocka_unit_test(test_amounts_and_sets),
                                        cmocka_unit_test(test_clock),
                                        cmocka_unit_test(test_words_that_are_something_else),
                                        cmocka_unit_test(test_hours_of_four_digits),
                                        cmocka_unit_test(test_other_calendars),
                                        cmocka_unit_test(test_parts_and_stretches),
                                        cmocka_unit_test(test_edtf),
                                        cmocka_unit_test(test_dateline),
                                        cmocka_unit_test(test_table),
                                        cmocka_unit_test(test_any_words) };
    return cmocka_run_group_tests(tests, setup, NULL);
}
