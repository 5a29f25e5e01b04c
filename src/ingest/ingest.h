/* ingest/ingest.h: the bytes of one report in, clean text with what is known about it out.
 *
 *   sniff.h    what is it: plain text, HTML, a JSON Lines record, or something that is refused (with its name)
 *   charset.h  which encoding, and to UTF-8
 *   html.h     main text and metadata of a page
 *   pdf.h      text and pages of a PDF, from what pdftotext says of it
 *   normal.h   UTF-8 to the text that all offsets refer to (docs/text.md): NFC, '\n' line ends
 *   language.h is it English
 * Files and folders are read by reader.h. */
#ifndef CS_INGEST_INGEST_H
#define CS_INGEST_INGEST_H
#include "base/calendar.h"
#include "base/sha256.h"
#include "ingest/language.h"

/* Bytes of a report as read, and of its text: above it is refused. */
enum { CS_TEXT_BYTES_MAX = 16 << 20 };

typedef enum cs_input_kind {
    CS_INPUT_ANY,   /* to be found out from the bytes */
    CS_INPUT_PLAIN, /* plain text, whatever it looks like */
    CS_INPUT_HTML,
    CS_INPUT_RECORD /* one JSON object of a JSON Lines file */
} cs_input_kind;

/* What is known beside the bytes; n == 0 and CS_DAY_NONE: unknown, then the report's own metadata counts. UTF-8. */
typedef struct cs_ingest_options {
    cs_input_kind kind;
    cs_str path;  /* for source.path; a record's id is appended */
    int64_t line; /* of a record in its file, from 1; its id where it has none of its own. 0: not in a file */
    cs_str title, source_name, url;
    int32_t published_day;
    cs_str pdf_layout;     /* the bytes are a PDF, and pdftotext -bbox-layout says this of it; n == 0: it was not asked */
    cs_language *language; /* NULL: the language is not checked */
    bool force;            /* read it even if it is not English */
} cs_ingest_options;

typedef struct cs_document {
    cs_str text;                    /* UTF-8, NFC, '\n' line ends, 1..CS_TEXT_BYTES_MAX bytes, not only white space */
    cs_str title, source_name, url; /* one line each; n == 0: unknown */
    cs_str path;
    int32_t published_day; /* days since 1970-01-01, CS_DAY_NONE: unknown */
    const cs_span *pages;  /* [n_pages] bytes of text, each from where the one before ends; of a PDF only */
    ptrdiff_t n_pages;
    cs_str media_type;               /* text/plain, text/html, application/jsonl, application/pdf */
    cs_str charset;                  /* name of the encoding found, "UTF-8"; n == 0: a PDF has no one */
    char sha256[CS_SHA256_HEX];      /* of the bytes as read */
    char text_sha256[CS_SHA256_HEX]; /* of text: the report's id */
    int64_t size_bytes;              /* as read */
} cs_document;

/* On success *out is filled and lives in perm (up to 3 times the bytes, an HTML page up to 8 times in scratch). Errors:
 * CASUS_E_INPUT (empty, binary, not decodable, no text, not English; err->at: byte offset where there is one),
 * CASUS_E_LIMIT (a named limit, or the system has no memory). Jumps to the arenas' on_full when they are full. */
CASUS_MUST_CHECK casus_status cs_ingest_bytes(cs_str bytes, const cs_ingest_options *o, cs_document *out, cs_arena *perm,
                                              cs_arena scratch, cs_err *err);
#endif
