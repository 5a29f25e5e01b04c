/* GTD's 135 columns (docs/formats/gtd.md): violence, done or tried, that is not by a state. */
#include "export/form_say.h"
#include "export/form_sheet.h"
#include <stdio.h>

#define TARGET(k) \
    "targtype" k, "targtype" k "_txt", "targsubtype" k, "targsubtype" k "_txt", "corp" k, "target" k, "natlty" k, \
        "natlty" k "_txt"
#define WEAPON(k) "weaptype" k, "weaptype" k "_txt", "weapsubtype" k, "weapsubtype" k "_txt"
static const char *const COLUMNS[] = { "eventid",
                                       "iyear",
                                       "imonth",
                                       "iday",
                                       "approxdate",
                                       "extended",
                                       "resolution",
                                       "country",
                                       "country_txt",
                                       "region",
                                       "region_txt",
                                       "provstate",
                                       "city",
                                       "latitude",
                                       "longitude",
                                       "specificity",
                                       "vicinity",
                                       "location",
                                       "summary",
                                       "crit1",
                                       "crit2",
                                       "crit3",
                                       "doubtterr",
                                       "alternative",
                                       "alternative_txt",
                                       "multiple",
                                       "success",
                                       "suicide",
                                       "attacktype1",
                                       "attacktype1_txt",
                                       "attacktype2",
                                       "attacktype2_txt",
                                       "attacktype3",
                                       "attacktype3_txt",
                                       TARGET("1"),
                                       TARGET("2"),
                                       TARGET("3"),
                                       "gname",
                                       "gsubname",
                                       "gname2",
                                       "gsubname2",
                                       "gname3",
                                       "gsubname3",
                                       "motive",
                                       "guncertain1",
                                       "guncertain2",
                                       "guncertain3",
                                       "individual",
                                       "nperps",
                                       "nperpcap",
                                       "claimed",
                                       "claimmode",
                                       "claimmode_txt",
                                       "claim2",
                                       "claimmode2",
                                       "claimmode2_txt",
                                       "claim3",
                                       "claimmode3",
                                       "claimmode3_txt",
                                       "compclaim",
                                       WEAPON("1"),
                                       WEAPON("2"),
                                       WEAPON("3"),
                                       WEAPON("4"),
                                       "weapdetail",
                                       "nkill",
                                       "nkillus",
                                       "nkillter",
                                       "nwound",
                                       "nwoundus",
                                       "nwoundte",
                                       "property",
                                       "propextent",
                                       "propextent_txt",
                                       "propvalue",
                                       "propcomment",
                                       "ishostkid",
                                       "nhostkid",
                                       "nhostkidus",
                                       "nhours",
                                       "ndays",
                                       "divert",
                                       "kidhijcountry",
                                       "ransom",
                                       "ransomamt",
                                       "ransomamtus",
                                       "ransompaid",
                                       "ransompaidus",
                                       "ransomnote",
                                       "hostkidoutcome",
                                       "hostkidoutcome_txt",
                                       "nreleased",
                                       "addnotes",
                                       "scite1",
                                       "scite2",
                                       "scite3",
                                       "dbsource",
                                       "INT_LOG",
                                       "INT_IDEO",
                                       "INT_MISC",
                                       "INT_ANY",
                                       "related",
                                       NULL };

enum { NOT_KNOWN = -9, PLACES_MAX = 4, COLUMN_BYTES = 32 };

/* A code of GTD with its text. */
typedef struct code {
    int code;
    const char *text;
} code;

static const code ATTACKS[] = { { 1, "Assassination" },
                                { 2, "Armed Assault" },
                                { 3, "Bombing/Explosion" },
                                { 4, "Hijacking" },
                                { 5, "Hostage Taking (Barricade Incident)" },
                                { 6, "Hostage Taking (Kidnapping)" },
                                { 7, "Facility/Infrastructure Attack" },
                                { 8, "Unarmed Assault" },
                                { 9, "Unknown" } };
static const code WEAPONS[] = {
    { 5, "Firearms" }, { 6, "Explosives" }, { 8, "Incendiary" }, { 9, "Melee" }, { 13, "Unknown" }
};
static const code TARGETS[] = { { 1, "Business" },
                                { 2, "Government (General)" },
                                { 3, "Police" },
                                { 4, "Military" },
                                { 7, "Government (Diplomatic)" },
                                { 8, "Educational Institution" },
                                { 10, "Journalists & Media" },
                                { 12, "NGO" },
                                { 14, "Private Citizens & Property" },
                                { 15, "Religious Figures/Institutions" },
                                { 16, "Telecommunication" },
                                { 17, "Terrorists/Non-State Militia" },
                                { 19, "Transportation" },
                                { 20, "Unknown" },
                                { 21, "Utilities" },
                                { 22, "Violent Political Party" } };

/* Words of MUC-4 and PLOVER, and the code they stand for. */
typedef struct word {
    const char *word;
    int code;
} word;

static const word MODE_ATTACK[] = { { "assassinate", 1 },    { "firearms", 2 },       { "primitive", 2 },
                                    { "execute", 2 },        { "massacre", 2 },       { "explosives", 3 },
                                    { "suicide-attack", 3 }, { "aerial", 3 },         { "drone", 3 },
                                    { "heavy-weapons", 3 },  { "abduct", 6 },         { "destroy", 7 },
                                    { "beat", 8 },           { "unconventional", 8 }, { NULL, 0 } };
static const word MUC_ATTACK[] = { { "bombing", 3 }, { "hijacking", 4 }, { "kidnapping", 6 }, { "arson", 7 }, { NULL, 0 } };
static const word MUC_WEAPON[] = {
    { "gun", 5 },        { "machine gun", 5 },    { "handgun", 5 },     { "rifle", 5 },
    { "mortar", 6 },     { "explosive", 6 },      { "bomb", 6 },        { "vehicle bomb", 6 },
    { "dynamite", 6 },   { "mine", 6 },           { "aerial bomb", 6 }, { "grenade", 6 },
    { "projectile", 6 }, { "missile", 6 },        { "rocket", 6 },      { "molotov cocktail", 8 },
    { "fire", 8 },       { "cutting device", 9 }, { "stone", 9 },       { NULL, 0 }
};
static const word MODE_WEAPON[] = { { "firearms", 5 }, { "explosives", 6 },    { "suicide-attack", 6 },
                                    { "aerial", 6 },   { "heavy-weapons", 6 }, { "drone", 6 },
                                    { NULL, 0 } };
static const word SECTOR_TARGET[] = { { "GOV", 2 },  { "LEG", 2 },  { "JUD", 2 },  { "PTY", 2 },  { "OPP", 2 },  { "COP", 3 },
                                      { "MIL", 4 },  { "SPY", 2 },  { "EDU", 8 },  { "JRN", 10 }, { "NGO", 12 }, { "IGO", 12 },
                                      { "REL", 15 }, { "REB", 17 }, { "IMG", 17 }, { "PRM", 17 }, { "BUS", 1 },  { "CVL", 14 },
                                      { "AGR", 14 }, { "LAB", 14 }, { "REF", 14 }, { "MED", 14 }, { "SOC", 14 }, { "ELI", 14 },
                                      { "CRM", 14 }, { NULL, 0 } };
static const word MUC_TARGET[] = { { "diplomat office or residence", 7 },
                                   { "diplomat", 7 },
                                   { "government office or residence", 2 },
                                   { "government official", 2 },
                                   { "political figure", 2 },
                                   { "political figure office or residence", 2 },
                                   { "legal or judicial", 2 },
                                   { "law enforcement facility", 3 },
                                   { "law enforcement", 3 },
                                   { "active military", 4 },
                                   { "commercial", 1 },
                                   { "financial", 1 },
                                   { "communications", 16 },
                                   { "energy", 21 },
                                   { "water", 21 },
                                   { "transport vehicle", 19 },
                                   { "transportation facility", 19 },
                                   { "transportation route", 19 },
                                   { "civilian residence", 14 },
                                   { "civilian", 14 },
                                   { NULL, 0 } };

static int code_of(const word *list, cs_str s) {
    for (; list->word; list++)
        if (cs_is(s, list->word)) return list->code;
    return 0;
}

/* Several codes, each once, in the order in which they were found. */
typedef struct codes {
    int v[PLACES_MAX], n;
} codes;

static void add(codes *c, int one, int most) {
    for (int i = 0; i < c->n; i++)
        if (c->v[i] == one) return;
    if (one && c->n < most) c->v[c->n++] = one;
}

static void set_codes(cs_sheet *s, const char *column, const codes *c, const code *list, size_t n_list) {
    char at[COLUMN_BYTES], text[COLUMN_BYTES];
    for (int i = 0; i < c->n; i++) {
        snprintf(at, sizeof at, "%s%d", column, i + 1);
        snprintf(text, sizeof text, "%s%d_txt", column, i + 1);
        cs_sheet_number(s, at, c->v[i]);
        for (size_t k = 0; k < n_list; k++)
            if (list[k].code == c->v[i]) cs_sheet_put(s, text, list[k].text);
    }
}

static void set_attack(cs_sheet *s, const cs_form_incident *x) {
    const cs_view_incident *i = x->incident;
    codes attacks = { 0 }, weapons = { 0 };
    add(&attacks, code_of(MODE_ATTACK, i->mode), 3);
    add(&attacks, code_of(MUC_ATTACK, x->muc.type), 3);
    if (!attacks.n) add(&attacks, 9, 3);
    for (int k = 0; k < x->muc.n_instruments; k++) add(&weapons, code_of(MUC_WEAPON, x->muc.instruments[k]), PLACES_MAX);
    add(&weapons, code_of(MODE_WEAPON, i->mode), PLACES_MAX);
    if (!weapons.n) add(&weapons, 13, PLACES_MAX);
    set_codes(s, "attacktype", &attacks, ATTACKS, sizeof ATTACKS / sizeof *ATTACKS);
    set_codes(s, "weaptype", &weapons, WEAPONS, sizeof WEAPONS / sizeof *WEAPONS);
    cs_sheet_set(s, "weapdetail", cs_form_names(i->parties, i->n_parties, "instrument", s->arena));
    cs_sheet_number(s, "suicide", cs_is(i->mode, "suicide-attack"));
    cs_sheet_number(s, "success", cs_is(i->modality, "actual"));
}

static void set_targets(cs_sheet *s, const cs_form_incident *x) {
    static const char *const names[] = { "target1", "target2", "target3" };
    static const char *const nations[] = { "natlty1_txt", "natlty2_txt", "natlty3_txt" };
    const cs_view_incident *i = x->incident;
    codes types = { 0 };
    int n = 0;
    for (int k = 0; k < x->muc.n_targets; k++) add(&types, code_of(MUC_TARGET, x->muc.targets[k]), 3);
    for (int k = 0; k < i->n_parties; k++) {
        const cs_view_party *p = i->parties + k;
        if (!cs_is_any(p->role, "recipient target") || cs_is(p->certainty, "denied")) continue;
        add(&types, code_of(SECTOR_TARGET, p->sector), 3);
        if (n == 3) continue;
        cs_sheet_set(s, names[n], p->name);
        cs_sheet_set(s, nations[n++], cs_form_nation_of(p->country).name);
    }
    if (!types.n) add(&types, 20, 3);
    set_codes(s, "targtype", &types, TARGETS, sizeof TARGETS / sizeof *TARGETS);
}

/* Up to three who are said to have done it; what they claimed themselves is a claim. */
static void set_perpetrators(cs_sheet *s, const cs_view_incident *i) {
    static const char *const names[] = { "gname", "gname2", "gname3" };
    static const char *const uncertain[] = { "guncertain1", "guncertain2", "guncertain3" };
    static const char *const claims[] = { "claimed", "claim2", "claim3" };
    int at = -1, n = 0, n_claims = 0;
    for (const cs_view_party *p; n < 3 && (p = cs_form_party(i->parties, i->n_parties, "agent", &at)); n++) {
        bool claimed = cs_is(p->certainty, "claimed");
        cs_sheet_set(s, names[n], p->name);
        cs_sheet_number(s, uncertain[n], !cs_is(p->certainty, "fact"));
        cs_sheet_number(s, claims[n], claimed ? 1 : NOT_KNOWN);
        n_claims += claimed;
    }
    if (!n) cs_sheet_put(s, "gname", "Unknown");
    if (!n) cs_sheet_number(s, "claimed", NOT_KNOWN);
    if (n_claims > 1) cs_sheet_number(s, "compclaim", 1);
}

static void set_toll(cs_sheet *s, const cs_view_incident *i) {
    int64_t captured = cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "captured", "all"));
    cs_sheet_count(s, "nkill", cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "killed", "all")));
    cs_sheet_count(s, "nkillter", cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "killed", "perpetrator")));
    cs_sheet_count(s, "nwound", cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "wounded", "all")));
    cs_sheet_count(s, "nwoundte", cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "wounded", "perpetrator")));
    cs_sheet_count(s, "nreleased", cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "freed", "all")));
    cs_sheet_number(s, "ishostkid", cs_is(i->mode, "abduct") || captured > 0);
    cs_sheet_count(s, "nhostkid", captured);
    cs_sheet_number(s, "property", cs_is(i->mode, "destroy") ? 1 : NOT_KNOWN);
}

static void set_region(cs_sheet *s, cs_str number) {
    static const char *const NAMES[] = { "North America",      "Central America & Caribbean",
                                         "South America",      "East Asia",
                                         "Southeast Asia",     "South Asia",
                                         "Central Asia",       "Western Europe",
                                         "Eastern Europe",     "Middle East & North Africa",
                                         "Sub-Saharan Africa", "Australasia & Oceania" };
    cs_i64_result n = cs_parse_i64(number);
    enum { N_NAMES = sizeof NAMES / sizeof *NAMES };
    if (!n.ok || n.value < 1 || n.value > N_NAMES) return; /* the codebook names no region for it */
    cs_sheet_set(s, "region", number);
    cs_sheet_put(s, "region_txt", NAMES[n.value - 1]);
}

static void set_place(cs_sheet *s, const cs_view_place *p) {
    static const char *const SPECIFICITY[] = { "site",     "1", "town",    "1", "district", "3",
                                               "province", "4", "country", "5", "region",   "5" };
    const cs_form_nation n = cs_form_nation_of(p->country);
    cs_sheet_set(s, "country_txt", n.name);
    set_region(s, n.gtd);
    cs_sheet_set(s, "provstate", p->admin1);
    if (cs_is(p->precision, "town")) cs_sheet_set(s, "city", p->name);
    if (cs_is(p->precision, "site")) cs_sheet_set(s, "location", p->name);
    for (size_t k = 0; k < sizeof SPECIFICITY / sizeof *SPECIFICITY; k += 2)
        if (cs_is(p->precision, SPECIFICITY[k])) cs_sheet_put(s, "specificity", SPECIFICITY[k + 1]);
    if (!p->located || cs_is_any(p->precision, "country region")) return;
    cs_sheet_fixed(s, "latitude", p->lat, 6);
    cs_sheet_fixed(s, "longitude", p->lon, 6);
}

/* The day, with zeros for what is not known of it, as GTD has it. */
static void set_when(cs_sheet *s, const cs_view_incident *i, int32_t day) {
    enum { DAY = 1, MONTH = 31, IDS = 10000 };
    cs_date d = cs_date_of(day);
    int32_t days = cs_form_n_days(&i->when);
    int month = days && days <= MONTH ? (int)d.month : 0, mday = days == DAY ? (int)d.day : 0;
    cs_sheet_set(s, "eventid", cs_printf(s->arena, "%04d%02d%02d%04d", (int)d.year, month, mday, (int)(i->id % IDS)));
    cs_sheet_number(s, "iyear", d.year);
    cs_sheet_number(s, "imonth", month);
    cs_sheet_number(s, "iday", mday);
    if (days != DAY) cs_sheet_set(s, "approxdate", i->when.edtf);
}

static bool by_a_state(const cs_view_incident *i) {
    int at = -1, n = 0;
    for (const cs_view_party *p; (p = cs_form_party(i->parties, i->n_parties, "agent", &at)); n++)
        if (cs_form_camp_of(p) != CS_CAMP_STATE) return false;
    return n > 0;
}

static void begin(cs_form_writer *w) {
    cs_sheet s = cs_sheet_of(COLUMNS, false, w->scratch);
    cs_sheet_head(&s, &w->out[0]);
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    static const char *const cites[] = { "scite1", "scite2", "scite3" };
    static const char *const flags[] = { "doubtterr", "INT_LOG", "INT_IDEO", "INT_MISC", "INT_ANY" };
    const cs_view_incident *i = x->incident;
    const cs_day_result day = cs_form_first_day(i);
    if (!cs_is(i->type, "ASSAULT") || !cs_is_any(i->modality, "actual attempted") || cs_is(i->certainty, "denied") || !day.ok ||
        by_a_state(i)) {
        w->n_left++;
        return;
    }
    cs_sheet s = cs_sheet_of(COLUMNS, false, w->scratch);
    set_when(&s, i, day.day);
    set_place(&s, &i->place);
    set_attack(&s, x);
    set_targets(&s, x);
    set_perpetrators(&s, i);
    set_toll(&s, i);
    cs_sheet_set(&s, "summary", cs_form_notes(x, w->scratch));
    for (int k = 0; k < 3 && k < x->n_reports; k++) cs_sheet_set(&s, cites[k], cs_form_cite(x->reports + k, w->scratch));
    for (int k = 0; k < 5; k++) cs_sheet_number(&s, flags[k], NOT_KNOWN);
    cs_sheet_put(&s, "dbsource", "casus");
    if (w->masked) cs_sheet_put(&s, "addnotes", "names of private persons are masked");
    cs_sheet_row(&s, &w->out[0]);
    w->n_written++;
}

const cs_form cs_form_gtd = { .name = "gtd",
                              .media = "text/csv",
                              .ending = "csv",
                              .about = "GTD's 135 columns, CSV, a row per attack that is not by a state",
                              .needs_muc = true,
                              .left = "no violence done or tried, denied, by a state, or without a day",
                              .begin = begin,
                              .incident = incident };
