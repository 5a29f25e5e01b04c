/* ingest/sniff.h: what kind of bytes are these? By content, after WHATWG "MIME Sniffing", not by the file's name. */
#ifndef CS_INGEST_SNIFF_H
#define CS_INGEST_SNIFF_H
#include "base/str.h"

/* What is not text is refused with the name of its format where it is known, or with the first byte that no text has.
 * bytes: not UTF-16 or UTF-32. */
CASUS_MUST_CHECK casus_status cs_sniff_binary(cs_str bytes, cs_err *err);
/* Does it begin as a PDF does? It is no text, but one can be had of it (pdf.h). */
static inline bool cs_sniff_pdf(cs_str bytes) { return cs_starts(bytes, CS_LIT("%PDF-")); }
/* Does it begin as an HTML page does? */
bool cs_sniff_html(cs_str bytes);
/* Does it begin with a JSON object, so that it may be JSON Lines? bytes: the beginning of a file, 64 kB is plenty. */
bool cs_sniff_json_lines(cs_str bytes);
/* The label of the encoding that an HTML page or XML declaration gives in its first kilobytes; n == 0: none. */
cs_str cs_sniff_declared(cs_str bytes);
#endif
