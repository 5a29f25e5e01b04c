/* ingest/pdf_join.h: what stands between two lines of a PDF that follow each other. */
#ifndef CS_INGEST_PDF_JOIN_H
#define CS_INGEST_PDF_JOIN_H
#include "base/map.h"
#include "ingest/pdf_layout.h"

typedef enum cs_pdf_joint {
    CS_PDF_PARAGRAPH, /* the second begins a paragraph */
    CS_PDF_SPACE,     /* it goes on */
    CS_PDF_HYPHEN,    /* a compound goes on: its hyphen ends the first line */
    CS_PDF_WORD       /* a word goes on; the hyphen was the typesetter's */
} cs_pdf_joint;

/* What the lines of a block have in common: how far they reach, and the least room between two. */
typedef struct cs_pdf_block {
    float right, gap;
    int32_t n_lines;
} cs_pdf_block;

/* What the lines are judged by. */
typedef struct cs_pdf_joiner {
    const cs_pdf_block *blocks; /* by number */
    cs_map words;               /* of the document, in small letters, and the parts of compounds; not what may be a part only */
    cs_map parts;               /* of data/hyphens.tsv: 1 first part, 2 last part */
    float body;                 /* size of most of the text */
} cs_pdf_joiner;

cs_pdf_joiner cs_pdf_joiner_of(const cs_pdf_layout *l, cs_arena *perm, cs_arena scratch);
/* a: the line that was taken last; b: the next of the text; after: the one behind b, or NULL. first: a begins its
 * paragraph. */
cs_pdf_joint cs_pdf_join(const cs_pdf_joiner *j, const cs_pdf_line *a, const cs_pdf_line *b, const cs_pdf_line *after,
                         bool first, cs_arena scratch);
#endif
