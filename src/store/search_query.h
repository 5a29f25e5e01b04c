/* store/search_query.h: what somebody looks for, as it is typed:
 *
 *   bama market       both words, in any order       "armed group"     words that follow each other
 *   bomb*             words that begin so            bomb* OR mine     either
 *   killed NOT police words of the one without the other                ( … )  what belongs together
 *
 * AND may be written. NOT binds most, then AND, then OR. AND, OR and NOT are operators in capitals only. Case and accents do
 * not matter, nor does punctuation within a word: Al-Shabaab is "al shabaab". */
#ifndef CS_STORE_SEARCH_QUERY_H
#define CS_STORE_SEARCH_QUERY_H
#include "base/str.h"

enum { CS_QUERY_BYTES_MAX = 4096, CS_QUERY_WORDS_MAX = 64, CS_QUERY_DEPTH_MAX = 16 };

typedef enum cs_query_kind { CS_QUERY_WORDS, CS_QUERY_AND, CS_QUERY_OR, CS_QUERY_NOT } cs_query_kind;

typedef struct cs_query_node {
    cs_query_kind kind;
    cs_str words;        /* a word or a phrase, without its quotes; at least one letter or digit */
    bool prefix;         /* the last of the words may go on */
    int32_t left, right; /* of the others; NOT: left without right */
} cs_query_node;

typedef struct cs_query {
    CS_VEC(cs_query_node) nodes; /* the last is the whole */
} cs_query;

/* text: valid UTF-8, must stay; nodes live in a. Errors: CASUS_E_USAGE (err->at: byte of text), CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status cs_query_read(cs_str text, cs_query *out, cs_arena *a, cs_err *err);
#endif
