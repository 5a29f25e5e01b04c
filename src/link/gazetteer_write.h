/* Writes a gazetteer's file (gazetteer_file.h) from places and names that come in any number: memory is bounded, what does not
 * fit is kept in temporary files that have no name any more, so that nothing is left behind whatever happens.
 *
 * Order of calls: countries, then the other areas, then all other places, each cs_gaz_write_place giving the place's number;
 * names at any time before cs_gaz_write_end. Names of one place that have the same key are one, with the least class. A key of
 * more than CS_GAZ_HITS_MAX places keeps those with the most people. */
#ifndef CS_LINK_GAZETTEER_WRITE_H
#define CS_LINK_GAZETTEER_WRITE_H
#include "link/gazetteer.h"
#include "link/name_key.h"

/* What the names may take before they go to a file; half of it is text. */
#define CS_GAZ_SORT_BYTES ((size_t)256 << 20)
enum { CS_GAZ_RUNS_MAX = 256 }; /* temporary files of names: 32 GB of them with CS_GAZ_SORT_BYTES */

typedef struct cs_gaz_new {
    cs_str name; /* more than 255 bytes are cut at a character's end */
    uint32_t geonames;
    int32_t lat, lon; /* 1e-5 degrees */
    uint8_t kind;     /* cs_gaz_kind */
    uint8_t level;    /* cs_gaz_level */
    int32_t region;   /* number of an area or CS_GAZ_NONE */
    int32_t country;  /* number of a country or CS_GAZ_NONE */
} cs_gaz_new;

typedef struct cs_gaz_writer cs_gaz_writer;
/* folder: where temporary files go; needs about as much room as the gazetteer. sort_bytes: usually CS_GAZ_SORT_BYTES.
 * Errors: CASUS_E_LIMIT (memory), CASUS_E_STORE. */
CASUS_MUST_CHECK casus_status cs_gaz_write_open(cs_gaz_writer **w, const char *folder, size_t sort_bytes, cs_err *err);
void cs_gaz_write_close(cs_gaz_writer **w); /* *w may be NULL */

/* A country's place follows its code. */
CASUS_MUST_CHECK casus_status cs_gaz_write_code(cs_gaz_writer *w, const char alpha2[2], const char alpha3[3], cs_err *err);
CASUS_MUST_CHECK casus_status cs_gaz_write_place(cs_gaz_writer *w, const cs_gaz_new *p, cs_err *err);
/* level: the place's, by which names of too many places are cut. A key without letters is left out. */
CASUS_MUST_CHECK casus_status cs_gaz_write_key(cs_gaz_writer *w, const cs_name_key *key, int32_t place, cs_gaz_class cls,
                                               uint8_t level, cs_err *err);

typedef struct cs_gaz_written {
    int64_t n_places, n_keys, n_hits, n_cut; /* n_cut: names of places beyond CS_GAZ_HITS_MAX of one key */
    int64_t n_bytes;
    char sha256[65];
} cs_gaz_written;
/* n_areas: how many of the places are areas. Writes the file to fd, an empty file open for writing. go_on: asked now and
 * then; false ends with CASUS_E_STORE. Errors: CASUS_E_STORE, CASUS_E_LIMIT (more than 2 GB). */
CASUS_MUST_CHECK casus_status cs_gaz_write_end(cs_gaz_writer *w, int32_t n_areas, int fd, bool (*go_on)(void *), void *ctx,
                                               cs_gaz_written *out, cs_err *err);

/* 9 log2(population + 1), at most 255. */
uint8_t cs_gaz_level(int64_t population);
#endif
