/* export/zip.h: a zip archive written front to back (PKWARE APPNOTE 6.3.10: deflate, data descriptors, ZIP64 where it must be).
 * Times are those of the first day that the format knows, so that the same files give the same bytes. */
#ifndef CS_EXPORT_ZIP_H
#define CS_EXPORT_ZIP_H
#include "base/buf.h"

typedef struct cs_zip cs_zip;
typedef struct cs_zip_entry {
    cs_str name;
    char sha256[65];
    uint32_t crc;
    uint64_t packed, size, at;
} cs_zip_entry;

/* a: for as long as the archive lasts. */
cs_zip *cs_zip_begin(cs_arena *a);
void cs_zip_drop(cs_zip *z); /* NULL does */
/* Appends to `out` what of the archive comes next. Begin, add as often as need be, end: one file after another. name is kept.
 */
CASUS_MUST_CHECK casus_status cs_zip_file(cs_zip *z, cs_buf *out, cs_str name, cs_err *err);
CASUS_MUST_CHECK casus_status cs_zip_add(cs_zip *z, cs_buf *out, cs_str bytes, cs_err *err);
CASUS_MUST_CHECK casus_status cs_zip_file_end(cs_zip *z, cs_buf *out, cs_err *err);
void cs_zip_end(cs_zip *z, cs_buf *out); /* the list of all files */
/* The files so far. */
const cs_zip_entry *cs_zip_entries(const cs_zip *z, ptrdiff_t *n);
#endif
