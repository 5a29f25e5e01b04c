#include "export/zip.h"
#include "base/sha256.h"
#include <zlib.h>

enum {
    LOCAL = 0x04034b50,
    DESCRIPTOR = 0x08074b50,
    CENTRAL = 0x02014b50,
    END_64 = 0x06064b50,
    LOCATOR_64 = 0x07064b50,
    END = 0x06054b50,
    VERSION_64 = 45,
    FLAGS = 0x0808, /* sizes behind the data; names in UTF-8 */
    DEFLATE = 8,
    DAY = 0x0021, /* 1 January 1980 */
    RAW_WINDOW = -15,
    MEMORY_LEVEL = 8,
    CHUNK_BYTES = 1 << 16,
    EXTRA_64 = 1,
    EXTRA_64_BYTES = 24,
    FILES_MAX_16 = 0xFFFF
};

struct cs_zip {
    cs_arena *a;
    CS_VEC(cs_zip_entry) files;
    uint64_t at; /* bytes of the archive so far */
    z_stream z;
    bool open; /* a file was begun */
    cs_sha256 sha256;
};

/* ---- numbers, little end first ---- */

static void put(cs_zip *z, cs_buf *out, uint64_t v, int n_bytes) {
    for (int i = 0; i < n_bytes; i++) cs_buf_char(out, (char)(v >> (8 * i) & 0xFF));
    z->at += (uint64_t)n_bytes;
}

static void put_text(cs_zip *z, cs_buf *out, cs_str s) {
    cs_buf_str(out, s);
    z->at += (uint64_t)s.n;
}

/* ---- files ---- */

cs_zip *cs_zip_begin(cs_arena *a) {
    cs_zip *z = CS_NEW(a, cs_zip, 1);
    z->a = a;
    return z;
}

void cs_zip_drop(cs_zip *z) {
    if (z && z->open) deflateEnd(&z->z);
    if (z) z->open = false;
}

casus_status cs_zip_file(cs_zip *z, cs_buf *out, cs_str name, cs_err *err) {
    z->z = (z_stream){ 0 };
    if (deflateInit2(&z->z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, RAW_WINDOW, MEMORY_LEVEL, Z_DEFAULT_STRATEGY) != Z_OK)
        return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    z->open = true;
    cs_sha256_begin(&z->sha256, true);
    cs_zip_entry *e = CS_PUSH(z->a, &z->files);
    *e = (cs_zip_entry){ .name = cs_dup(z->a, name), .at = z->at };
    put(z, out, LOCAL, 4);
    put(z, out, VERSION_64, 2);
    put(z, out, FLAGS, 2);
    put(z, out, DEFLATE, 2);
    put(z, out, 0, 2);
    put(z, out, DAY, 2);
    put(z, out, 0, 4);
    put(z, out, UINT32_MAX, 4); /* sizes: in the extra field, which makes those behind the data 8 bytes long */
    put(z, out, UINT32_MAX, 4);
    put(z, out, (uint64_t)name.n, 2);
    put(z, out, 20, 2);
    put_text(z, out, name);
    put(z, out, EXTRA_64, 2);
    put(z, out, 16, 2);
    put(z, out, 0, 8);
    put(z, out, 0, 8);
    return CASUS_OK;
}

static casus_status pack(cs_zip *z, cs_buf *out, int flush, cs_err *err) {
    unsigned char chunk[CHUNK_BYTES];
    cs_zip_entry *e = z->files.v + z->files.n - 1;
    int rc;
    do {
        z->z.next_out = chunk;
        z->z.avail_out = CHUNK_BYTES;
        rc = deflate(&z->z, flush);
        if (rc == Z_STREAM_ERROR) return cs_fail(err, CASUS_E_INTERNAL, -1, "zlib: %s", z->z.msg ? z->z.msg : "stream error");
        size_t n = CHUNK_BYTES - z->z.avail_out;
        cs_buf_add(out, (const char *)chunk, n);
        e->packed += n;
        z->at += n;
    } while (z->z.avail_out == 0 || (flush == Z_FINISH && rc != Z_STREAM_END));
    return CASUS_OK;
}

casus_status cs_zip_add(cs_zip *z, cs_buf *out, cs_str bytes, cs_err *err) {
    cs_zip_entry *e = z->files.v + z->files.n - 1;
    cs_sha256_add(&z->sha256, bytes.p, (size_t)bytes.n);
    for (ptrdiff_t from = 0; from < bytes.n;) {
        uInt n = bytes.n - from > INT32_MAX ? INT32_MAX : (uInt)(bytes.n - from);
        z->z.next_in = (Bytef *)(uintptr_t)(bytes.p + from); /* zlib reads it only */
        z->z.avail_in = n;
        e->crc = (uint32_t)crc32(e->crc, (const Bytef *)(bytes.p + from), n);
        CS_TRY(pack(z, out, Z_NO_FLUSH, err));
        from += n;
    }
    e->size += (uint64_t)bytes.n;
    return CASUS_OK;
}

casus_status cs_zip_file_end(cs_zip *z, cs_buf *out, cs_err *err) {
    cs_zip_entry *e = z->files.v + z->files.n - 1;
    CS_TRY(pack(z, out, Z_FINISH, err));
    cs_zip_drop(z);
    cs_sha256_end(&z->sha256, e->sha256);
    put(z, out, DESCRIPTOR, 4);
    put(z, out, e->crc, 4);
    put(z, out, e->packed, 8);
    put(z, out, e->size, 8);
    return CASUS_OK;
}

/* ---- the list at the end ---- */

static void put_central(cs_zip *z, cs_buf *out, const cs_zip_entry *e) {
    put(z, out, CENTRAL, 4);
    put(z, out, VERSION_64, 2);
    put(z, out, VERSION_64, 2);
    put(z, out, FLAGS, 2);
    put(z, out, DEFLATE, 2);
    put(z, out, 0, 2);
    put(z, out, DAY, 2);
    put(z, out, e->crc, 4);
    put(z, out, UINT32_MAX, 4); /* sizes and place: in the extra field */
    put(z, out, UINT32_MAX, 4);
    put(z, out, (uint64_t)e->name.n, 2);
    put(z, out, 4 + EXTRA_64_BYTES, 2);
    put(z, out, 0, 2);
    put(z, out, 0, 2);
    put(z, out, 0, 2);
    put(z, out, 0, 4);
    put(z, out, UINT32_MAX, 4);
    put_text(z, out, e->name);
    put(z, out, EXTRA_64, 2);
    put(z, out, EXTRA_64_BYTES, 2);
    put(z, out, e->size, 8);
    put(z, out, e->packed, 8);
    put(z, out, e->at, 8);
}

void cs_zip_end(cs_zip *z, cs_buf *out) {
    uint64_t from = z->at, n = (uint64_t)z->files.n;
    for (ptrdiff_t i = 0; i < z->files.n; i++) put_central(z, out, z->files.v + i);
    uint64_t end = z->at, few = n < FILES_MAX_16 ? n : FILES_MAX_16;
    put(z, out, END_64, 4);
    put(z, out, 44, 8);
    put(z, out, VERSION_64, 2);
    put(z, out, VERSION_64, 2);
    put(z, out, 0, 4);
    put(z, out, 0, 4);
    put(z, out, n, 8);
    put(z, out, n, 8);
    put(z, out, end - from, 8);
    put(z, out, from, 8);
    put(z, out, LOCATOR_64, 4);
    put(z, out, 0, 4);
    put(z, out, end, 8);
    put(z, out, 1, 4);
    put(z, out, END, 4);
    put(z, out, 0, 2);
    put(z, out, 0, 2);
    put(z, out, few, 2);
    put(z, out, few, 2);
    put(z, out, UINT32_MAX, 4);
    put(z, out, UINT32_MAX, 4);
    put(z, out, 0, 2);
}

const cs_zip_entry *cs_zip_entries(const cs_zip *z, ptrdiff_t *n) {
    *n = z->files.n;
    return z->files.v;
}
