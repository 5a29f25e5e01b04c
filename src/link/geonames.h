/* Makes a gazetteer from GeoNames' own files: the dump, and if given the English names of regions and the names by language.
 *
 * The dump is read twice (areas first, since all other places refer to them), the others once. Memory does not grow with the
 * files beyond the areas (52,000 in GeoNames, at most CS_GAZ_AREAS_MAX) and five bytes for each number up to the largest id:
 * 0.3 GB for the whole of GeoNames, 0.9 GB at the most. The same files give the same bytes.
 *
 * Countries come from data/countries.tsv, seas, continents and disputed lands from data/regions.tsv, short names of states from
 * data/place_names.tsv, and which kinds of places are kept from data/features.tsv. */
#ifndef CS_LINK_GEONAMES_H
#define CS_LINK_GEONAMES_H
#include "link/gazetteer_write.h"

typedef struct cs_geonames_import {
    const char *dump;                        /* allCountries.txt, or a country's */
    const char *admin1, *admin2, *alternate; /* admin1CodesASCII.txt, admin2Codes.txt, alternateNamesV2.txt; or NULL */
    const char *folder;                      /* for temporary files */
    bool all;                                /* every kind of place */
    size_t sort_bytes;                       /* CS_GAZ_SORT_BYTES */
    void *ctx;
    /* A row that cannot be read and is left out. line: from 1. */
    void (*bad_row)(void *ctx, const char *path, int64_t line, const char *what);
    /* Now and then; false stops. Rows and bytes are those of all files together, the dump's twice. */
    bool (*step)(void *ctx, const char *doing, int64_t n_rows, int64_t n_bytes, int64_t of_bytes);
    /* An empty file to write to, asked for when all is read; the caller closes it. -1: there is none. */
    int (*open_output)(void *ctx);
} cs_geonames_import;

typedef struct cs_geonames_result {
    int64_t n_rows, n_bad, n_left_out; /* of the dump; bad: of all files */
    int64_t n_kind[CS_GAZ_KINDS];
    cs_gaz_written file;
} cs_geonames_result;

/* Errors: CASUS_E_INPUT (a file that is missing or not what it should be), CASUS_E_STORE (full disk, stopped), CASUS_E_LIMIT.
 */
CASUS_MUST_CHECK casus_status cs_geonames_to_gazetteer(const cs_geonames_import *o, cs_geonames_result *out, cs_err *err);
#endif
