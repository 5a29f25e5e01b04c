#define _DEFAULT_SOURCE /* open, fstat, mmap and MAP_POPULATE */
#include "link/gazetteer.h"
#include "base/known.h"
#include "base/sha256.h"
#include "link/gazetteer_file.h"
#include "link/name_key.h"
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHAIN_MAX = 8 /* regions above a place; the deepest is 3 */ };

static uint32_t u32(const void *p) {
    const unsigned char *b = p;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

static casus_status map_file(cs_gazetteer *g, const char *path, cs_err *err) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return cs_fail(err, CASUS_E_MODEL, -1, "%s: %s", path, strerror(errno));
    struct stat s;
    casus_status st = CASUS_OK;
    if (fstat(fd, &s) != 0)
        st = cs_fail(err, CASUS_E_MODEL, -1, "%s: %s", path, strerror(errno));
    else if (!S_ISREG(s.st_mode))
        st = cs_fail(err, CASUS_E_MODEL, -1, "%s: expected a gazetteer but it is no file", path);
    else if (s.st_size < CS_GAZ_HEADER_BYTES || s.st_size > INT32_MAX)
        st = cs_fail(err, CASUS_E_MODEL, 0, "%s: expected a gazetteer but the file has %lld bytes", path, (long long)s.st_size);
    else {
        void *p = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
        if (p == MAP_FAILED)
            st = cs_fail(err, CASUS_E_MODEL, -1, "%s: %s", path, strerror(errno));
        else
            g->base = p, g->n_bytes = (size_t)s.st_size;
    }
    close(fd);
    return st;
}

static casus_status check_digest(cs_gazetteer *g, const char *path, cs_err *err) {
    const unsigned char *stated = g->base + CS_GAZ_AT_DIGEST;
    cs_known known = cs_known_check(g->base, g->n_bytes, stated);
    for (int i = 0; i < 64; i++) g->sha256[i] = "0123456789abcdef"[stated[i / 2] >> (i % 2 ? 0 : 4) & 15];
    if (known == CS_KNOWN_SAME) return CASUS_OK;
    if (known == CS_KNOWN_DAMAGED)
        return cs_fail(err, CASUS_E_MODEL, -1, "%s: the file is damaged: it is not that of the SHA-256 that it states", path);
    char hex[CS_SHA256_HEX];
    cs_sha256 h;
    cs_sha256_begin(&h, true);
    cs_sha256_add(&h, g->base, CS_GAZ_AT_DIGEST);
    cs_sha256_add(&h, g->base + CS_GAZ_HEADER_BYTES, g->n_bytes - CS_GAZ_HEADER_BYTES);
    cs_sha256_end(&h, hex);
    if (memcmp(hex, g->sha256, sizeof hex) != 0)
        return cs_fail(err, CASUS_E_MODEL, CS_GAZ_AT_DIGEST, "%s: the file is damaged: its SHA-256 is not the one it states",
                       path);
    return CASUS_OK;
}

/* The digest vouches for the content; the sizes are checked all the same, so that a file made wrongly cannot make us read
 * outside of it. What lies within the sections (offsets, counts) is checked where it is read. */
static casus_status check_shape(cs_gazetteer *g, const char *path, cs_err *err) {
    g->n_countries = (int32_t)u32(g->base + CS_GAZ_AT_COUNTRIES);
    g->n_places = (int32_t)u32(g->base + CS_GAZ_AT_PLACES);
    g->n_keys = (int32_t)u32(g->base + CS_GAZ_AT_KEYS);
    g->block = (int32_t)u32(g->base + CS_GAZ_AT_BLOCK);
    g->n_areas = (int32_t)u32(g->base + CS_GAZ_AT_AREAS);
    for (int i = 0; i < CS_GAZ_SECTIONS; i++) {
        uint64_t at = u32(g->base + CS_GAZ_AT_SECTIONS + 8 * i), n = u32(g->base + CS_GAZ_AT_SECTIONS + 4 + 8 * i);
        if (at < CS_GAZ_HEADER_BYTES || at + n > g->n_bytes)
            return cs_fail(err, CASUS_E_MODEL, CS_GAZ_AT_SECTIONS + 8 * i, "%s: section %d lies outside of the file", path, i);
        g->part[i] = (cs_str){ (const char *)g->base + at, (ptrdiff_t)n };
    }
    g->n_blocks = (int32_t)(g->part[CS_GAZ_S_BLOCKS].n / 4);
    bool ok =
        g->n_countries > 0 && g->n_countries < CS_GAZ_NO_COUNTRY && g->n_areas >= g->n_countries &&
        g->n_areas <= CS_GAZ_AREAS_MAX && g->n_places >= g->n_areas && g->n_keys > 0 && g->block > 0 &&
        g->part[CS_GAZ_S_CODES].n == (ptrdiff_t)g->n_countries * CS_GAZ_CODE_BYTES &&
        g->part[CS_GAZ_S_PLACES].n == (ptrdiff_t)g->n_places * CS_GAZ_PLACE_BYTES &&
        g->n_blocks == ((int64_t)g->n_keys + g->block - 1) / g->block; /* both are what a file says: their sum may not fit */
    if (!ok)
        return cs_fail(err, CASUS_E_MODEL, CS_GAZ_AT_COUNTRIES, "%s: the sections have not the sizes that the header states",
                       path);
    for (int i = 0; i < g->n_countries; i++)
        memcpy(g->alpha3[i], g->part[CS_GAZ_S_CODES].p + (ptrdiff_t)i * CS_GAZ_CODE_BYTES + 2, 3);
    return CASUS_OK;
}

static casus_status check(cs_gazetteer *g, const char *path, cs_err *err) {
    if (memcmp(g->base, CS_GAZ_MAGIC, 8) != 0) return cs_fail(err, CASUS_E_MODEL, 0, "%s: this is no gazetteer of casus", path);
    uint32_t version = u32(g->base + CS_GAZ_AT_VERSION);
    if (version != CS_GAZETTEER_VERSION)
        return cs_fail(err, CASUS_E_MODEL, CS_GAZ_AT_VERSION, "%s: expected gazetteer version %d but the file has version %u",
                       path, CS_GAZETTEER_VERSION, version);
    uint64_t stated = u32(g->base + CS_GAZ_AT_FILE_BYTES) | (uint64_t)u32(g->base + CS_GAZ_AT_FILE_BYTES + 4) << 32;
    if (u32(g->base + CS_GAZ_AT_HEADER_BYTES) != CS_GAZ_HEADER_BYTES || stated != g->n_bytes)
        return cs_fail(err, CASUS_E_MODEL, CS_GAZ_AT_FILE_BYTES,
                       "%s: the file is cut off or damaged: %zu bytes, the header states %llu", path, g->n_bytes,
                       (unsigned long long)stated);
    CS_TRY(check_digest(g, path, err));
    return check_shape(g, path, err);
}

/* Of a country with several (South Africa) the one with the most people. */
static void find_capitals(cs_gazetteer *g) {
    for (int i = 0; i < 256; i++) g->capital[i] = CS_GAZ_NONE;
    const unsigned char *kind = (const unsigned char *)g->part[CS_GAZ_S_PLACES].p + CS_GAZ_PLACE_KIND;
    for (int32_t i = g->n_areas; i < g->n_places; i++) {
        if (kind[(ptrdiff_t)i * CS_GAZ_PLACE_BYTES] != CS_GAZ_CAPITAL) continue;
        cs_gaz_place p = cs_gazetteer_place(g, i);
        if (p.country < 0) continue;
        int32_t *c = &g->capital[p.country];
        if (*c == CS_GAZ_NONE || p.level > cs_gazetteer_place(g, *c).level) *c = i;
    }
}

casus_status cs_gazetteer_open(cs_gazetteer **out, const char *path, cs_err *err) {
    cs_gazetteer *g = calloc(1, sizeof *g);
    if (!g) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    casus_status st = map_file(g, path, err);
    if (st == CASUS_OK) st = check(g, path, err);
    if (st == CASUS_OK) {
        find_capitals(g);
        *out = g;
    } else
        cs_gazetteer_close(&g);
    return st;
}

void cs_gazetteer_close(cs_gazetteer **g) {
    if (!*g) return;
    if ((*g)->base) munmap((void *)(uintptr_t)(*g)->base, (*g)->n_bytes);
    free(*g);
    *g = NULL;
}

const char *cs_gazetteer_sha256(const cs_gazetteer *g) { return g->sha256; }
int32_t cs_gazetteer_size(const cs_gazetteer *g) { return g->n_places + (int32_t)g->own.n; }
int32_t cs_gazetteer_areas(const cs_gazetteer *g) { return g->n_areas; }
int32_t cs_gazetteer_countries(const cs_gazetteer *g) { return g->n_countries; }
const char *cs_gazetteer_alpha3(const cs_gazetteer *g, int32_t country) {
    return country >= 0 && country < g->n_countries ? g->alpha3[country] : "\0\0\0";
}

/* A kind that the place's number does not allow is a town's: who reads areas counts on their numbers. */
static uint8_t kind_of(const cs_gazetteer *g, int32_t place, uint8_t kind) {
    if (kind >= CS_GAZ_KINDS) return CS_GAZ_TOWN;
    int32_t end = kind == CS_GAZ_COUNTRY ? g->n_countries : kind <= CS_GAZ_ADMIN2 ? g->n_areas : g->n_places;
    return place < end ? kind : CS_GAZ_TOWN;
}
int32_t cs_gazetteer_capital(const cs_gazetteer *g, int32_t country) {
    return country >= 0 && country < g->n_countries ? g->capital[country] : CS_GAZ_NONE;
}

cs_gaz_place cs_gazetteer_place(const cs_gazetteer *g, int32_t place) {
    assert(place >= 0 && place < cs_gazetteer_size(g));
    if (place >= g->n_places) return g->own.v[place - g->n_places].at;
    const unsigned char *p = (const unsigned char *)g->part[CS_GAZ_S_PLACES].p + (ptrdiff_t)place * CS_GAZ_PLACE_BYTES;
    ptrdiff_t name_at = (ptrdiff_t)u32(p + 12);
    int32_t region = p[16] | p[17] << 8 | p[18] << 16, country = p[21];
    cs_str names = g->part[CS_GAZ_S_NAMES], name = { NULL, 0 };
    if (name_at < names.n && name_at + 1 + (unsigned char)names.p[name_at] <= names.n)
        name = (cs_str){ names.p + name_at + 1, (unsigned char)names.p[name_at] };
    return (cs_gaz_place){ .name = name,
                           .geonames = u32(p),
                           .lat = (float)(int32_t)u32(p + 4) * 1e-5f,
                           .lon = (float)(int32_t)u32(p + 8) * 1e-5f,
                           .kind = kind_of(g, place, p[CS_GAZ_PLACE_KIND]),
                           .level = p[20],
                           .region = region < g->n_areas ? region : CS_GAZ_NONE,
                           .country = country < g->n_countries ? country : CS_GAZ_NONE };
}

/* Reads within the key section; past its end every byte is 0, so damaged counts end soon. */
typedef struct reader {
    const unsigned char *p, *end;
} reader;

static uint32_t byte(reader *r) { return r->p < r->end ? *r->p++ : 0; }
static uint32_t varint(reader *r) {
    uint32_t v = 0;
    for (int shift = 0; shift < 32; shift += 7) {
        uint32_t b = byte(r);
        v |= (b & 127) << shift;
        if (b < 128) break;
    }
    return v;
}

/* The key at the reader over the one before in key[256]; gives its length. */
static ptrdiff_t next_key(reader *r, char key[512]) {
    ptrdiff_t shared = (ptrdiff_t)byte(r), rest = (ptrdiff_t)byte(r);
    if (rest > r->end - r->p) rest = r->end - r->p;
    memcpy(key + shared, r->p, (size_t)rest);
    r->p += rest;
    return shared + rest;
}

static reader block_reader(const cs_gazetteer *g, int32_t block) {
    ptrdiff_t at = (ptrdiff_t)u32(g->part[CS_GAZ_S_BLOCKS].p + 4 * (ptrdiff_t)block);
    const unsigned char *p = (const unsigned char *)g->part[CS_GAZ_S_KEYS].p, *end = p + g->part[CS_GAZ_S_KEYS].n;
    return (reader){ at < end - p ? p + at : end, end };
}

/* The last block whose first key is not greater than the key; -1 when all are. */
static int32_t block_of(const cs_gazetteer *g, cs_str key) {
    int32_t lo = -1, hi = g->n_blocks;
    char buf[512] = { 0 };
    while (hi - lo > 1) {
        int32_t mid = lo + (hi - lo) / 2;
        reader r = block_reader(g, mid);
        ptrdiff_t n = next_key(&r, buf);
        if (cs_cmp((cs_str){ buf, n }, key) <= 0)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

static ptrdiff_t read_hits(const cs_gazetteer *g, reader *r, cs_gaz_hit *out, ptrdiff_t cap) {
    ptrdiff_t n = 0;
    uint32_t count = varint(r), v = 0;
    for (; count > 0 && r->p < r->end; count--) {
        v += varint(r);
        uint32_t place = v >> CS_GAZ_CLASS_BITS, cls = v & ((1u << CS_GAZ_CLASS_BITS) - 1);
        if (place >= (uint32_t)g->n_places || cls >= CS_GAZ_CLASSES) continue;
        if (n < cap) out[n] = (cs_gaz_hit){ (int32_t)place, (uint8_t)cls };
        n++;
    }
    return n;
}

static void skip_hits(reader *r) {
    for (uint32_t count = varint(r); count > 0 && r->p < r->end; count--) varint(r);
}

ptrdiff_t cs_gazetteer_find_file(const cs_gazetteer *g, cs_str key, cs_gaz_hit *out, ptrdiff_t cap) {
    if (key.n == 0 || key.n > CS_NAME_KEY_MAX) return 0;
    int32_t block = block_of(g, key);
    if (block < 0) return 0;
    reader r = block_reader(g, block);
    char buf[512] = { 0 };
    for (int i = 0; i < g->block && r.p < r.end; i++) {
        ptrdiff_t n = next_key(&r, buf);
        int order = cs_cmp((cs_str){ buf, n }, key);
        if (order == 0) return read_hits(g, &r, out, cap);
        if (order > 0) break;
        skip_hits(&r);
    }
    return 0;
}

ptrdiff_t cs_gazetteer_find(const cs_gazetteer *g, cs_str key, cs_gaz_hit *out, ptrdiff_t cap) {
    ptrdiff_t n = cs_gazetteer_find_own(g, key, out, cap);
    return n ? n : cs_gazetteer_find_file(g, key, out, cap);
}

static int32_t ancestor(const cs_gazetteer *g, int32_t place, cs_gaz_kind kind) {
    for (int depth = 0; place != CS_GAZ_NONE && depth < CHAIN_MAX; depth++) {
        cs_gaz_place p = cs_gazetteer_place(g, place);
        if (p.kind == kind) return place;
        place = p.region;
    }
    return CS_GAZ_NONE;
}

int32_t cs_gazetteer_admin1(const cs_gazetteer *g, int32_t place) { return ancestor(g, place, CS_GAZ_ADMIN1); }
int32_t cs_gazetteer_admin2(const cs_gazetteer *g, int32_t place) { return ancestor(g, place, CS_GAZ_ADMIN2); }

bool cs_gazetteer_inside(const cs_gazetteer *g, int32_t inner, int32_t outer) {
    if (inner == outer) return false;
    if (outer < g->n_countries) return cs_gazetteer_place(g, inner).country == outer;
    int32_t up = cs_gazetteer_place(g, inner).region;
    for (int depth = 0; up != CS_GAZ_NONE && depth < CHAIN_MAX; depth++) {
        if (up == outer) return true;
        up = cs_gazetteer_place(g, up).region;
    }
    return false;
}
