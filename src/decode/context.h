/* decode/context.h: what a statement's passage is about, in PLOVER's contexts (docs/codebook.md, "Contexts").
 *
 * The passage is the statement's sentence and its direct neighbours in the paragraph. Words of data/contexts.tsv in it, the
 * statement's type and mode, and the sectors of its actors are signs of a context, strong or weak; a few rules add signs
 * from who did what to whom. A context is given for one strong sign or two weak ones. Two weak signs from words that are kin
 * ("election", "elected": the same first five letters) are one. Contexts are listed in the codebook's order, each once. */
#ifndef CS_DECODE_CONTEXT_H
#define CS_DECODE_CONTEXT_H
#include "decode/lexicon.h"

/* The codebook's order. */
#define CS_CONTEXTS(X) \
    X(MILITARY, "military") \
    X(INTELLIGENCE, "intelligence") X(EXECUTIVE, "executive") X(LEGISLATIVE, "legislative") X(ELECTION, "election") \
        X(POLITICAL_INSTITUTIONS, "political_institutions") X(PRO_DEMOCRACY, "pro_democracy") \
            X(PRO_AUTOCRACY, "pro_autocracy") X(ECONOMIC, "economic") X(LEGAL, "legal") X(HUMAN_RIGHTS, "human_rights") \
                X(RIGHTS_FREEDOMS, "rights_freedoms") X(REPRESSION, "repression") X(HUMAN_SECURITY, "human_security") \
                    X(LGBT, "lgbt") X(RELIGION_ETHNICITY, "religion_ethnicity") X(INEQUALITY, "inequality") \
                        X(DIPLOMATIC, "diplomatic") X(TERRITORY, "territory") X(HEALTH, "health") X(ASYLUM, "asylum") \
                            X(MIGRATION, "migration") X(DISASTERS, "disasters") X(NATURAL_RESOURCE, "natural_resource") \
                                X(ENVIRONMENT, "environment") X(TECHNOLOGY, "technology") X(TERRORISM, "terrorism") \
                                    X(CBRN, "cbrn") X(CYBER, "cyber") X(MISINFORMATION, "misinformation") X(CRIME, "crime") \
                                        X(CORRUPTION, "corruption") X(ILLEGAL_DRUGS, "illegal_drugs") \
                                            X(TRAFFICKING, "trafficking")
typedef enum cs_context {
#define CS_X(e, n) CS_CTX_##e,
    CS_CONTEXTS(CS_X)
#undef CS_X
        CS_CTX_COUNT
} cs_context;
extern const char *const cs_context_name[CS_CTX_COUNT];

/* Classes of keys. TYPE: a type or relation, with its mode after a colon ("COERCE:cyber"). SECTOR: of the actor register. */
#define CS_CONTEXT_CLASSES(X) X(NOUN, "n") X(VERB, "v") X(ADJECTIVE, "a") X(NAME, "name") X(TYPE, "type") X(SECTOR, "sector")
typedef enum cs_context_class {
#define CS_X(e, n) CS_CONTEXT_##e,
    CS_CONTEXT_CLASSES(CS_X)
#undef CS_X
        CS_CONTEXT_CLASS_COUNT
} cs_context_class;

enum { CS_CONTEXT_KEY_BYTES_MAX = 64 }; /* a longer key is refused, a longer word not looked up */

typedef struct cs_context_row {
    cs_str key;   /* lemmas with blanks between; names as they are written */
    cs_str first; /* what it is found under: the first word in lower case, "=TYPE:mode", "@SECTOR" */
    int32_t n_words;
    uint8_t cls;     /* cs_context_class */
    uint8_t context; /* cs_context; CS_CTX_COUNT: none, the words say nothing where they stand together ("tennis court") */
    bool strong;
    int32_t line;
} cs_context_row;

typedef struct cs_context_table {
    cs_context_row *rows; /* by first word, longest key first */
    int32_t n;
    cs_map at; /* first -> its first row */
} cs_context_table;

/* Reads the embedded data/contexts.tsv into a; the strings of *t live as long as a. Threads may share *t. A bad row is
 * CASUS_E_INTERNAL, "data/contexts.tsv:LINE: …"; then *t is not to be used. */
CASUS_MUST_CHECK casus_status cs_contexts_open(cs_context_table *t, cs_arena *a, cs_err *err);
/* The same from a text in the form of the table. */
CASUS_MUST_CHECK casus_status cs_contexts_read(cs_context_table *t, cs_str text, cs_arena *a, cs_err *err);
/* The rows with that `first`, longest key first, or NULL and *n = 0. */
const cs_context_row *cs_context_rows(const cs_context_table *t, cs_str first, int32_t *n);
/* ASCII only: keys have no other letters. */
static inline char cs_context_lower(char c) { return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c); }

/* Fills the contexts of all statements, and `why` where there are any. Needs all that comes before them in cs_reading; lists
 * live in perm. Never fails but by a full arena. */
void cs_contexts(const cs_context_table *t, const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
