/* The gazetteer: which places a name may mean. A file made by tools/make_gazetteer.py or `casus gazetteer import` (the form:
 * gazetteer_file.h), mapped read-only; look-ups take no memory and any number of threads may look up at once. */
#ifndef CS_LINK_GAZETTEER_H
#define CS_LINK_GAZETTEER_H
#include "base/err.h"
#include "base/map.h"
#include "base/user_table.h"

enum {
    CS_GAZETTEER_VERSION = 2,
    CS_GAZ_NONE = -1,
    CS_GAZ_AREAS_MAX = 1 << 18, /* countries, regions of the first and second level; GeoNames has 52,000 */
    CS_GAZ_HITS_MAX = 256       /* places that one name may mean; in the built-in gazetteer at most 106 ("Santa Cruz") */
};

typedef enum cs_gaz_kind {
    CS_GAZ_COUNTRY,
    CS_GAZ_ADMIN1,
    CS_GAZ_ADMIN2,
    CS_GAZ_REGION,
    CS_GAZ_TOWN,
    CS_GAZ_CAPITAL,
    CS_GAZ_SITE,
    CS_GAZ_KINDS
} cs_gaz_kind;

/* How a name belongs to a place. STRIPPED: a region's name without its descriptor ("Rapides" for Rapides Parish).
 * ABBREVIATION: means the place only in capitals or with full stops. DEMONYM: means its people, not the place. */
typedef enum cs_gaz_class {
    CS_GAZ_PRIMARY,
    CS_GAZ_ALTERNATE,
    CS_GAZ_STRIPPED,
    CS_GAZ_ABBREVIATION,
    CS_GAZ_DEMONYM,
    CS_GAZ_CLASSES
} cs_gaz_class;

typedef struct cs_gaz_hit {
    int32_t place;
    uint8_t cls; /* cs_gaz_class */
} cs_gaz_hit;

typedef struct cs_gaz_place {
    cs_str name;       /* in the mapped file */
    uint32_t geonames; /* 0: none */
    float lat, lon;    /* degrees */
    uint8_t kind;      /* cs_gaz_kind */
    uint8_t level;     /* 9 log2(population + 1), at most 255 */
    int32_t region;    /* place index of the smallest region that contains it, CS_GAZ_NONE */
    int32_t country;   /* place index of the country (0..countries-1), CS_GAZ_NONE */
} cs_gaz_place;

typedef struct cs_gazetteer cs_gazetteer;

/* Maps and checks the whole file (magic, version, sizes, SHA-256). CASUS_E_MODEL when it is missing, damaged, foreign or of
 * another version; *g is unset then. About 8 ms for 12 MB on a CPU with SHA instructions, 40 ms without. */
CASUS_MUST_CHECK casus_status cs_gazetteer_open(cs_gazetteer **g, const char *path, cs_err *err);
void cs_gazetteer_close(cs_gazetteer **g); /* *g may be NULL */
/* The file's SHA-256 as stored in it, 64 hex digits and a NUL. */
const char *cs_gazetteer_sha256(const cs_gazetteer *g);

/* The places that a key (cs_name_key_of) may mean, in the file's order; gives how many there are, writes at most cap. */
ptrdiff_t cs_gazetteer_find(const cs_gazetteer *g, cs_str key, cs_gaz_hit *out, ptrdiff_t cap);
/* 0 <= place < cs_gazetteer_size, which counts the user's own too: they come last. */
cs_gaz_place cs_gazetteer_place(const cs_gazetteer *g, int32_t place);
int32_t cs_gazetteer_size(const cs_gazetteer *g);
/* A place of the user's own table. */
typedef struct cs_gaz_own {
    cs_gaz_place at;
    uint8_t precision; /* cs_precision */
    cs_str admin1;     /* as the row has it, where the gazetteer has no such region; else n == 0 */
    cs_str origin;     /* for `why`: "gazetteer:user FILE:12" */
} cs_gaz_own;

/* Adds the rows of a CSV: name, lat, lon and, if given, aliases (| between them), country (ISO 3166-1 alpha-3), admin1,
 * precision (site, town, district, province, region; town without one). A name of theirs means these places and no others,
 * whatever the file has. bytes, the table's messages' path and the arena outlive the gazetteer; nobody may look up meanwhile.
 * Errors: CASUS_E_INPUT with file, line and column; *g then has some of the rows. */
CASUS_MUST_CHECK casus_status cs_gazetteer_add(cs_gazetteer *g, const char *path, cs_str bytes, cs_arena *a, cs_err *err);
/* NULL for a place of the file. */
const cs_gaz_own *cs_gazetteer_own(const cs_gazetteer *g, int32_t place);

/* How many of the first places are countries; at most 254. */
int32_t cs_gazetteer_countries(const cs_gazetteer *g);
/* How many of the first places are countries or regions of the first or second level; no other place is one. */
int32_t cs_gazetteer_areas(const cs_gazetteer *g);
/* alpha-3 code of a country's place index; "" for CS_GAZ_NONE. */
const char *cs_gazetteer_alpha3(const cs_gazetteer *g, int32_t country);
/* The capital of a country's place index, or CS_GAZ_NONE. */
int32_t cs_gazetteer_capital(const cs_gazetteer *g, int32_t country);
/* The first-level (second-level) region that a place lies in or is, or CS_GAZ_NONE. */
int32_t cs_gazetteer_admin1(const cs_gazetteer *g, int32_t place);
int32_t cs_gazetteer_admin2(const cs_gazetteer *g, int32_t place);
/* Does outer contain inner (a region or country in the chain above it)? Not for inner == outer. */
bool cs_gazetteer_inside(const cs_gazetteer *g, int32_t inner, int32_t outer);
#endif
