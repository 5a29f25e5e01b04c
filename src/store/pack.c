#include "base/json_find.h"
#include "store/work.h"
#include <zlib.h>

enum { LEVEL = 6, /* 9 gains a hundredth and takes twice the time */ CHUNK = 1 << 16 };

casus_status cs_store_pack(cs_str bytes, cs_buf *out, cs_err *err) {
    z_stream z = { .next_in = (Bytef *)(uintptr_t)bytes.p, .avail_in = (uInt)bytes.n };
    if (bytes.n > CS_STORE_READING_BYTES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "a reading of %td bytes is larger than the %d that are kept", bytes.n,
                       CS_STORE_READING_BYTES_MAX);
    if (deflateInit(&z, LEVEL) != Z_OK) return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to pack the reading");
    size_t before = out->n;
    char chunk[CHUNK];
    int rc;
    do {
        z.next_out = (Bytef *)chunk;
        z.avail_out = CHUNK;
        rc = deflate(&z, Z_FINISH);
        cs_buf_add(out, chunk, CHUNK - z.avail_out);
    } while (rc == Z_OK);
    deflateEnd(&z);
    if (rc == Z_STREAM_END && !out->failed) return CASUS_OK;
    out->n = before;
    return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to pack the reading");
}

casus_status cs_store_unpack(cs_str packed, cs_buf *out, cs_err *err) {
    z_stream z = { .next_in = (Bytef *)(uintptr_t)packed.p, .avail_in = (uInt)packed.n };
    if (inflateInit(&z) != Z_OK) return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to unpack a reading");
    size_t before = out->n;
    char chunk[CHUNK];
    int rc;
    do {
        z.next_out = (Bytef *)chunk;
        z.avail_out = CHUNK;
        rc = inflate(&z, Z_NO_FLUSH);
        cs_buf_add(out, chunk, CHUNK - z.avail_out);
    } while (rc == Z_OK && out->n - before <= CS_STORE_READING_BYTES_MAX);
    inflateEnd(&z);
    if (rc == Z_STREAM_END && !out->failed) return CASUS_OK;
    out->n = before;
    if (out->failed) return cs_fail(err, CASUS_E_LIMIT, -1, "no memory to unpack a reading");
    return cs_fail(err, CASUS_E_STORE, -1, "a reading is damaged: it cannot be unpacked");
}

/* ---- without its words ---- */

/* Two stretches of the reading, read one after the other. */
typedef struct stretches {
    cs_str v[2];
} stretches;

static size_t feed(void *buffer, size_t cap, void *ctx) {
    stretches *s = ctx;
    size_t n = 0;
    for (int i = 0; i < 2 && n < cap; i++) {
        size_t k = (size_t)s->v[i].n < cap - n ? (size_t)s->v[i].n : cap - n;
        if (!k) continue;
        memcpy((char *)buffer + n, s->v[i].p, k);
        s->v[i] = cs_cut(s->v[i], (ptrdiff_t)k, s->v[i].n);
        n += k;
    }
    return n;
}

/* At least as many as there are: what opens or divides values, in strings too. */
static int64_t count_values(cs_str s) {
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) n += s.p[i] == ',' || s.p[i] == '[' || s.p[i] == '{';
    return n;
}

casus_status cs_store_parse(cs_str bytes, json_t **out, cs_err *err) {
    stretches s = { { bytes } };
    cs_json_place words = cs_json_find(bytes, CS_LIT("tokens"));
    if (words.found && words.end < bytes.n && bytes.p[words.end] == ',')
        s = (stretches){ { cs_cut(bytes, 0, words.key), cs_cut(bytes, words.end + 1, bytes.n) } };
    if (count_values(s.v[0]) + count_values(s.v[1]) > CS_STORE_VALUES_MAX)
        return cs_fail(err, CASUS_E_LIMIT, -1, "a reading of more than %d values is more than a case takes",
                       CS_STORE_VALUES_MAX);
    json_error_t where;
    json_t *reading = json_load_callback(feed, &s, JSON_REJECT_DUPLICATES, &where);
    if (!reading && json_error_code(&where) == json_error_out_of_memory)
        return cs_fail(err, CASUS_E_LIMIT, -1, "no memory for a reading");
    if (!reading) return cs_fail(err, CASUS_E_INTERNAL, where.position, "a reading is no JSON: %s", where.text);
    *out = reading;
    return CASUS_OK;
}
