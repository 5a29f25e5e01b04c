/* The gazetteer's file, as gazetteer.c reads it and gazetteer_write.c writes it, and what a gazetteer is in memory;
 * private to gazetteer*.c. All numbers are
 * little-endian.
 *
 * Header of 128 bytes: magic "CASUSGAZ", u32 version, u32 header bytes, u64 file bytes, u32 countries, u32 places, u32 keys,
 * u32 keys a block, five sections as {u32 offset, u32 bytes}, u32 areas, zeros, at 96 the SHA-256 of everything else.
 *
 * Sections: codes of the countries (alpha-2, alpha-3, 3 zeros); places (24 bytes each: u32 GeoNames id, i32 latitude and i32
 * longitude in 1e-5 degrees, u32 offset of the name, u24 the region it lies in, u8 kind, u8 9 log2(population + 1), u8 country,
 * u16 zero); names (u8 length, bytes); offsets of the key blocks; key blocks (keys sorted, each {u8 bytes shared with the one
 * before, u8 bytes that follow, bytes, varint count, varint differences of place << 3 | class}).
 *
 * Places: first the areas (countries, then regions of the first and second level), then all others. */
#ifndef CS_LINK_GAZETTEER_FILE_H
#define CS_LINK_GAZETTEER_FILE_H
#include "link/gazetteer.h"

#define CS_GAZ_MAGIC "CASUSGAZ"
enum {
    CS_GAZ_HEADER_BYTES = 128,
    CS_GAZ_AT_VERSION = 8,
    CS_GAZ_AT_HEADER_BYTES = 12,
    CS_GAZ_AT_FILE_BYTES = 16,
    CS_GAZ_AT_COUNTRIES = 24,
    CS_GAZ_AT_PLACES = 28,
    CS_GAZ_AT_KEYS = 32,
    CS_GAZ_AT_BLOCK = 36,
    CS_GAZ_AT_SECTIONS = 40,
    CS_GAZ_AT_AREAS = 80,
    CS_GAZ_AT_DIGEST = 96,
    CS_GAZ_PLACE_BYTES = 24,
    CS_GAZ_PLACE_KIND = 19, /* in a place */
    CS_GAZ_CODE_BYTES = 8,
    CS_GAZ_NO_REGION = 0xFFFFFF,
    CS_GAZ_NO_COUNTRY = 0xFF,
    CS_GAZ_CLASS_BITS = 3,
    CS_GAZ_BLOCK_KEYS = 16
};
enum { CS_GAZ_S_CODES, CS_GAZ_S_PLACES, CS_GAZ_S_NAMES, CS_GAZ_S_BLOCKS, CS_GAZ_S_KEYS, CS_GAZ_SECTIONS };

typedef struct cs_gaz_own_hit {
    cs_gaz_hit hit;
    int32_t next; /* in own_hits, the same key's; -1 */
} cs_gaz_own_hit;

struct cs_gazetteer {
    const unsigned char *base;
    size_t n_bytes;
    cs_str part[CS_GAZ_SECTIONS];
    int32_t n_countries, n_areas, n_places, n_keys, block, n_blocks;
    char sha256[65];
    char alpha3[256][4];
    int32_t capital[256]; /* [countries] or CS_GAZ_NONE */
    /* the user's own, in the arena that came with them (gazetteer_own.c) */
    CS_VEC(cs_gaz_own) own;
    CS_VEC(cs_gaz_own_hit) own_hits;
    cs_map own_at; /* key -> own_hits */
};
/* cs_gazetteer_find in the user's own places only, and in the file only. */
ptrdiff_t cs_gazetteer_find_own(const cs_gazetteer *g, cs_str key, cs_gaz_hit *out, ptrdiff_t cap);
ptrdiff_t cs_gazetteer_find_file(const cs_gazetteer *g, cs_str key, cs_gaz_hit *out, ptrdiff_t cap);
#endif
