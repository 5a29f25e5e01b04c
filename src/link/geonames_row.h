/* Rows of GeoNames' files (download.geonames.org, readme.txt there): the dump (allCountries.txt or a country's), the English
 * names of regions (admin1CodesASCII.txt, admin2Codes.txt) and names by language (alternateNamesV2.txt). Tab-separated UTF-8,
 * no header, no quotes. */
#ifndef CS_LINK_GEONAMES_ROW_H
#define CS_LINK_GEONAMES_ROW_H
#include "base/err.h"
#include "base/str.h"
#include <stdio.h>

enum {
    CS_GEONAMES_COLUMNS = 19,
    CS_GEONAMES_ID_MAX = 1 << 26, /* the largest id in use is 13.5 million (2025) */
    CS_GEONAMES_LINE_MAX = 1 << 18
}; /* bytes; the longest line known has 13,000 */

/* Parts of the line. */
typedef struct cs_geonames_row {
    uint32_t id; /* 1..CS_GEONAMES_ID_MAX - 1 */
    cs_str name, ascii, others /* comma-separated */;
    int32_t lat, lon; /* 1e-5 degrees, |lat| <= 90 degrees, |lon| <= 180 degrees */
    char country[3];  /* alpha-2 or "" */
    cs_str admin1, admin2;
    int64_t population; /* >= 0 */
    char kind_text[12]; /* "P.PPL", cs_geonames_kind; empty when unknown */
    ptrdiff_t kind_n;
} cs_geonames_row;

/* A line without its end. What is wrong with it: CASUS_E_INPUT, "column 5 (latitude): expected …". */
CASUS_MUST_CHECK casus_status cs_geonames_row_read(cs_str line, cs_geonames_row *r, cs_err *err);

static inline cs_str cs_geonames_kind(const cs_geonames_row *r) { return (cs_str){ r->kind_text, r->kind_n }; }
/* "-33.45" as 1e-5 degrees, half away from zero; any number below 10,000 is read, without regard to the locale. */
cs_i64_result cs_degrees_read(cs_str s);

typedef struct cs_geonames_region {
    cs_str code, name; /* "SY.09" or "US.CA.037" */
    uint32_t id;
} cs_geonames_region;
CASUS_MUST_CHECK casus_status cs_geonames_region_read(cs_str line, cs_geonames_region *r, cs_err *err);

typedef struct cs_geonames_alternate {
    uint32_t id;
    cs_str language, name; /* language: ISO 639, or "abbr", "link", "post", "iata" … */
    bool preferred, historic;
} cs_geonames_alternate;
CASUS_MUST_CHECK casus_status cs_geonames_alternate_read(cs_str line, cs_geonames_alternate *r, cs_err *err);

/* Lines of a file of any size. */
typedef struct cs_geonames_lines {
    FILE *f;
    char *buffer; /* CS_GEONAMES_LINE_MAX bytes */
    size_t beg, end;
    int64_t line;  /* of the last one, from 1 */
    int64_t bytes; /* up to its end */
} cs_geonames_lines;
/* Without the line's end. false at the end of the file or on ferror(l->f). out->p == NULL: a line longer than
 * CS_GEONAMES_LINE_MAX, which was skipped. */
bool cs_geonames_line(cs_geonames_lines *l, cs_str *out);
#endif
