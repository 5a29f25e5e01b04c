/* export/form_say.h: what the formats of a case ask of an incident and its statements alike. */
#ifndef CS_EXPORT_FORM_SAY_H
#define CS_EXPORT_FORM_SAY_H
#include "base/calendar.h"
#include "export/forms.h"

/* ---- codes ---- */

static inline bool cs_is(cs_str s, const char *word) { return cs_eq(s, (cs_str){ word, (ptrdiff_t)strlen(word) }); }
/* One of the blank-separated words. */
bool cs_is_any(cs_str s, const char *words);

/* A country by its ISO 3166-1 alpha-3 code (data/countries.tsv, data/nations.tsv); texts are empty where there is none. */
typedef struct cs_form_nation {
    cs_str name, alpha2;
    cs_str iso, cow, gw, fips; /* ISO numeric, Correlates of War, Gleditsch and Ward, FIPS 10-4 */
    cs_str gtd;                /* the Global Terrorism Database's region, 1 to 12 */
} cs_form_nation;
cs_form_nation cs_form_nation_of(cs_str alpha3);

/* ISO's countries, from 0 on in the order of their codes; false behind the last. */
typedef struct cs_form_country {
    cs_str alpha3, name;
} cs_form_country;
bool cs_form_country_at(int i, cs_form_country *out);

/* What PLOVER and CAMEO call a type and mode (data/cameo.tsv). */
typedef struct cs_form_code {
    cs_str type, mode;       /* PLOVER's own: casus' ASSAULT seize is its COERCE seize */
    int quad;                /* 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict */
    cs_str score;            /* PLOVER's, "-9.3" */
    cs_str cameo, goldstein; /* CAMEO's code, its Goldstein score */
} cs_form_code;
bool cs_form_code_of(cs_str type, cs_str mode, cs_form_code *out); /* false: a relation */

/* ---- parties and tolls ---- */

/* The next party of that role (NULL: of any) after *at, which is -1 at first; NULL: there is none. Denied ones are left out. */
const cs_view_party *cs_form_party(const cs_view_party *parties, int n, const char *role, int *at);
/* The names of all of a role, "; " between. */
cs_str cs_form_names(const cs_view_party *parties, int n, const char *role, cs_arena *a);
/* The toll of that effect and status ("all"; of a statement's any does); NULL: not told. */
const cs_view_toll *cs_form_toll(const cs_view_toll *tolls, int n, const char *effect, const char *status);
/* Its best figure, else the lowest one; CS_VIEW_NONE: not told. */
int64_t cs_form_best(const cs_view_toll *t);

/* Who somebody is to those who code conflicts. */
typedef enum cs_form_camp {
    CS_CAMP_NONE,      /* not known */
    CS_CAMP_STATE,     /* government, army, police, courts */
    CS_CAMP_REBEL,     /* armed group against a state */
    CS_CAMP_MILITIA,   /* paramilitaries, criminals, armed men of whom no more is told */
    CS_CAMP_COMMUNITY, /* a people or community */
    CS_CAMP_CIVILIAN,
    CS_CAMP_OUTSIDE, /* organisations of states */
} cs_form_camp;
cs_form_camp cs_form_camp_of(const cs_view_party *p);
static inline bool cs_form_armed(cs_form_camp c) { return c >= CS_CAMP_STATE && c <= CS_CAMP_MILITIA; }

/* The cell of PRIO-GRID that a point lies in: half degrees, from 1 in the south-west, rows of 720. */
int64_t cs_form_grid(double lat, double lon);

/* ---- days, words, ids ---- */

/* Did it happen: told as done, and not denied. */
bool cs_form_happened(const cs_view_incident *i);
bool cs_form_told_as_done(const cs_view_statement *s);
cs_day_result cs_form_first_day(const cs_view_incident *i);
/* How many days it may have happened on; 0: not known. */
int32_t cs_form_n_days(const cs_view_time *t);
/* A name as tables have it: white space of any kind, line ends too, is one blank. */
cs_str cs_form_line(cs_str s, cs_arena *a);
/* all, between and one, where neither side is empty; else the one that is not. */
cs_str cs_form_glue(cs_arena *a, cs_str all, const char *between, cs_str one);
/* The evidence of the first statement of each report, at most three, " | " between. */
cs_str cs_form_notes(const cs_form_incident *x, cs_arena *a);
/* The publishers of the reports, each once, "; " between. */
cs_str cs_form_sources(const cs_form_incident *x, cs_arena *a);
/* What a report is called where it is cited: "Publisher, 2024-03-14, Title". */
cs_str cs_form_cite(const cs_view_report *r, cs_arena *a);
const cs_view_report *cs_form_report_of(const cs_form_incident *x, int64_t id); /* NULL: none of the incident's */
/* 32 hex digits of the SHA-256 of kind and name: the same for the same thing in any case. */
cs_str cs_form_hash(const char *kind, cs_str name, cs_arena *a);
/* What an incident is known by in any case: the first report's text and where it speaks of it. */
cs_str cs_form_key(const cs_form_incident *x, cs_arena *a);
/* Whether the writer has not had the id yet; it has now. shared: of what other incidents may have too; else of this one alone,
 * which is forgotten with it. */
bool cs_form_first(cs_form_writer *w, cs_str id, bool shared);

/* ---- JSON ---- */

void cs_form_comma(cs_buf *b); /* unless something was just opened */
void cs_form_name(cs_buf *b, const char *name);
void cs_form_text(cs_buf *b, const char *name, cs_str s);     /* left out where s is empty */
void cs_form_count(cs_buf *b, const char *name, int64_t n);   /* left out below 0 */
void cs_form_open(cs_buf *b, const char *name, char bracket); /* name may be NULL */
void cs_form_close(cs_buf *b, char bracket);
void cs_form_item(cs_buf *b, cs_str s); /* a member of a list */
#endif
