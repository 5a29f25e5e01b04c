/* link/stem.h: words as linking compares them: without case, accents and endings, as numbers that are the same on every
 * machine, with how much it says that two texts share one. */
#ifndef CS_LINK_STEM_H
#define CS_LINK_STEM_H
#include "base/str.h"

enum {
    CS_STEM_BYTES_MAX = 40, /* of a word; a longer one is none */
    CS_WEIGHT_RAREST = 100  /* of a word that data/word_weights.tsv lacks */
};

typedef struct cs_stem {
    char p[CS_STEM_BYTES_MAX];
    int n; /* 0: none */
} cs_stem;

/* The next word of *rest with a letter or digit, which is cut off it: lower case ASCII, by the first step of M. Porter's "An
 * algorithm for suffix stripping" (1980), which undoes plurals, -ed and -ing ("bombings": bomb). n == 0: *rest has no more. */
cs_stem cs_stem_next(cs_str *rest);

/* Of any bytes: the same on every machine (FNV-1a, mixed), never 0. */
uint64_t cs_stable_hash(cs_str s);
static inline cs_str cs_stem_text(const cs_stem *s) { return (cs_str){ s->p, s->n }; }

/* A word in a list of words, which is sorted by id and has each once. */
typedef struct cs_word_id {
    uint32_t id;
    uint8_t weight; /* 0: in every report, as words of grammar are; CS_WEIGHT_RAREST: rare */
} cs_word_id;
cs_word_id cs_word_id_of(const cs_stem *s);

/* Words that were looked up already: a report says most of its words many times. All zero at first; belongs to one thread. */
enum { CS_WORD_MEMO_SLOTS = 1024 };
typedef struct cs_word_memo {
    struct {
        cs_stem stem;
        cs_word_id word;
    } known[CS_WORD_MEMO_SLOTS];
} cs_word_memo;

/* ---- the words of a text ---- */

typedef struct cs_word_list {
    const cs_word_id *v; /* ascending by id */
    int n;
} cs_word_list;

/* What of some text says most: at most `most` words by number of times and weight; those of grammar are left out. */
typedef struct cs_word_count {
    cs_word_id word;
    int32_t times;
} cs_word_count;
typedef struct cs_word_counts {
    cs_word_count *v;
    ptrdiff_t n, cap;
} cs_word_counts;
void cs_words_see(cs_word_counts *all, cs_str text, cs_word_memo *memo, cs_arena *a);
cs_word_list cs_words_best(cs_word_counts *all, int most, cs_arena *a);

/* How like two lists are: the cosine of their weights, 0 to 1; 0 where one is empty. */
double cs_words_cosine(cs_word_list a, cs_word_list b);
/* The weight of their weightiest common word, 0: none. */
int cs_words_common(cs_word_list a, cs_word_list b);
#endif
