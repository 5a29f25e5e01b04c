#include "store/store.h"
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
