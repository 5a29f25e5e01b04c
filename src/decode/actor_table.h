/* decode/actor_table.h: the actor register: who is who, by id, under all names, with what each was when.
 *
 * A register is filled row by row (cs_actor_add), or with all rows of a table (cs_actors_read), and closed with
 * cs_actors_check; then it is only read, by any number of threads. Rows come from data/actors/ and, in the same form, from a
 * table of the user's own: docs/actors.md says what each column means. Everything lives in the arena given, which the bytes
 * of the tables must outlive. A bad row gives CASUS_E_INPUT (E_INTERNAL for a table of casus's own), "TABLE:LINE: what,
 * expected, found"; the register is not to be used then. */
#ifndef CS_DECODE_ACTOR_TABLE_H
#define CS_DECODE_ACTOR_TABLE_H
#include "base/map.h"
#include "decode/reading.h"

/* ---- columns ---- */

/* id, name, type, sector must be there; a table may lack the others and have them in any order. */
#define CS_ACTOR_COLUMNS(X) \
    X(ID, "id") \
    X(NAME, "name") \
    X(ALIASES, "aliases") \
    X(TYPE, "type") X(COUNTRY, "country") X(SECTOR, "sector") X(TERMS, "terms") X(LINKS, "links") X(SOURCE, "source")
typedef enum cs_actor_column {
#define CS_X(e, n) CS_ACTOR_COL_##e,
    CS_ACTOR_COLUMNS(CS_X)
#undef CS_X
        CS_ACTOR_COL_COUNT
} cs_actor_column;

/* Which cell of a row holds which column; -1: the table has it not. */
typedef struct cs_actor_columns {
    int8_t at[CS_ACTOR_COL_COUNT];
} cs_actor_columns;

/* Where a row stands, for messages, and whose it is. */
typedef struct cs_actor_place {
    const char *table; /* a file's name */
    int64_t line;      /* from 1 */
    bool own;          /* one of casus's own tables: every id once, errors are the program's */
} cs_actor_place;

/* ---- rows ---- */

/* PLOVER's sectors; IMG: armed groups with aims beyond a state, PLOVER's code for them in place of a country. */
#define CS_SECTORS(X) \
    X(GOV, "government") \
    X(MIL, "army") \
    X(COP, "police") \
    X(SPY, "intelligence service") \
    X(JUD, "court") \
    X(LEG, "parliament") X(PTY, "party") X(OPP, "opposition") X(REB, "rebels") X(IMG, "armed group across borders") \
        X(PRM, "paramilitary") X(CRM, "criminals") X(UAF, "armed, not known whose") X(CVL, "civilians") X(BUS, "business") \
            X(LAB, "labour") X(AGR, "farmers") X(EDU, "schools") X(MED, "health") X(JRN, "press") X(REL, "religious") \
                X(REF, "refugees") X(SOC, "society") X(ELI, "former office holders") X(NGO, "non-governmental organisation") \
                    X(IGO, "organisation of states")

typedef struct cs_actor_term {
    int32_t from, until; /* first and last day; INT32_MIN and INT32_MAX where open */
    cs_str sector;
    cs_str office; /* of a person: "president", n == 0: not told */
    uint8_t type;  /* cs_entity_type: of a body what it was then, of a person CS_ENT_PERSON */
    cs_str of;     /* id of what it led or was; n == 0: not told */
} cs_actor_term;

typedef struct cs_actor_link {
    uint8_t kind; /* cs_type: a relation */
    cs_str to;    /* id */
    int32_t from, until;
} cs_actor_link;

typedef struct cs_actor {
    cs_str id, name;
    const cs_str *alias; /* without the name itself */
    int32_t n_aliases;
    uint8_t type;     /* cs_entity_type, where no term says otherwise */
    bool state;       /* a country, from data/countries.tsv */
    char country[4];  /* ISO 3166-1 alpha-3 of its home or "" */
    cs_str countries; /* all of them, blank-separated: where it is at home, then where else it acts */
    cs_str sector;    /* one of CS_SECTORS, where no term says otherwise */
    const cs_actor_term *term;
    int32_t n_terms;
    const cs_actor_link *link;
    int32_t n_links;
    cs_str source;
    cs_str origin; /* of a row that a table of the user's made or changed, for `why`: "actors:user FILE:12"; else n == 0 */
} cs_actor;

enum {
    CS_ACTORS_MAX = 1000000,    /* rows of a register */
    CS_ACTOR_ID_BYTES_MAX = 64, /* "mex-jalisco-new-generation-cartel" has 33 */
    CS_ACTOR_NAME_BYTES_MAX = 240,
    CS_ACTOR_LIST_MAX = 500,      /* aliases, terms or links of a row */
    CS_ACTOR_NAMESAKES_MAX = 500, /* actors of one name */
};

typedef struct cs_actor_entry {
    int32_t row, next; /* of those with the same name; -1: none */
} cs_actor_entry;

typedef struct cs_actors {
    CS_VEC(cs_actor) rows;
    cs_map id_at;                                       /* id -> row */
    cs_map name_at, country_at, demonym_at, capital_at; /* key of a name -> first of the entries */
    CS_VEC(cs_actor_entry) entries;                     /* who has a name, in the order in which they are to be taken */
} cs_actors;

/* Finds the columns in a table's first row. A cell that names no column, a column twice or one that must be there and is not
 * are errors. */
CASUS_MUST_CHECK casus_status cs_actor_header(const cs_str *cell, int n_cells, const cs_actor_place *at, cs_actor_columns *out,
                                              cs_err *err);

/* Makes room in an empty register for rows actors, with names and aliases twice as many. */
void cs_actors_reserve(cs_actors *r, cs_arena *a, ptrdiff_t rows);

/* Adds a row of n_cells cells. "" and "-" are empty cells. A row of the user's with an id that is there already adds its
 * aliases and puts its other cells, where they are not empty, in place of those there; the user's names go before casus's. */
CASUS_MUST_CHECK casus_status cs_actor_add(cs_actors *r, cs_arena *a, const cs_actor_columns *columns, const cs_str *cell,
                                           int n_cells, const cs_actor_place *at, cs_err *err);

/* Adds all rows of a table of tab-separated lines, '#' before a comment line, the first row naming the columns. */
CASUS_MUST_CHECK casus_status cs_actors_read(cs_actors *r, cs_arena *a, cs_str bytes, const char *table, bool own, cs_err *err);

/* Whether every id that a term or link names is there. To be called after the last row. */
CASUS_MUST_CHECK casus_status cs_actors_check(const cs_actors *r, cs_err *err);

/* Puts a row under one more name; false: CS_ACTOR_NAMESAKES_MAX others have it, or it has no key (cs_actor_key). */
bool cs_actor_call(cs_actors *r, cs_arena *a, cs_map *names, cs_str name, int32_t row, bool first);

/* ---- look-ups ---- */

/* What a name is found under: lower case ASCII without accents, apostrophes and full stops, blanks for hyphens, without a
 * leading "the" and a final possessive. Names of up to three letters that are all capitals keep their case: "IS" is not "is".
 * into: CS_ACTOR_NAME_BYTES_MAX bytes; gives the length, 0 for a name that is longer. */
ptrdiff_t cs_actor_key(char *into, cs_str name);

/* The rows of that name, one after another: NULL after the last. *entry: -1 at first. */
const cs_actor *cs_actors_next(const cs_actors *r, const cs_map *names, cs_str name, int32_t *entry);
/* The row of that id or NULL. */
const cs_actor *cs_actors_by_id(const cs_actors *r, cs_str id);
/* The term that the day falls into, the one that began last of several; NULL: none. day may be CS_DAY_NONE: none. */
const cs_actor_term *cs_actor_term_on(const cs_actor *a, int32_t day);
/* Whether those of the sector bear arms against others: army, rebels, paramilitaries. */
bool cs_is_armed_sector(cs_str sector);
/* The number of a sector in CS_SECTORS or -1, its static name, and that of a name (n == 0: there is none). */
int cs_sector_index(cs_str name);
cs_str cs_sector_name(int index);
cs_str cs_sector_of(cs_str name);
#endif
