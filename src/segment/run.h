/* segment/run.h: what the rules of word division share: the run of characters being divided, and looks at it. A rule named
 * take_... takes characters from run->at on as a word (or two) and says so, or takes nothing and returns false. */
#ifndef CS_SEGMENT_RUN_H
#define CS_SEGMENT_RUN_H
#include "segment/lists.h"
#include "segment/words.h"

enum {
    CS_SEG_LOOK_MAX = 256, /* characters that a rule may look at without taking them */
    CS_SEG_KEY_MAX = 32,   /* bytes of the longest list entry and more */
    CS_SEG_ACRONYM_MAX = 32,
    CS_SEG_ARROW_MAX = 32,
};

typedef struct cs_seg_run {
    const cs_seg_chars *c;
    uint32_t beg, end; /* the run */
    uint32_t at;       /* what is not taken yet */
    bool open_quote;   /* a single quote was opened and not closed, in this run or before it */
    cs_seg_word_list *out;
    cs_arena *a;
} cs_seg_run;

static inline void take(cs_seg_run *r, uint32_t to) {
    if (to <= r->at) return;
    *CS_PUSH(r->a, r->out) = (cs_seg_word){ r->at, to, false };
    r->at = to;
}
static inline void take_abbr(cs_seg_run *r, uint32_t to) {
    take(r, to);
    r->out->v[r->out->n - 1].abbr = true;
}

static inline uint32_t cp_at(const cs_seg_run *r, uint32_t i) { return i < r->end ? r->c->cp[i] : 0; }
static inline uint8_t cls_at(const cs_seg_run *r, uint32_t i) { return i < r->end ? r->c->cls[i] : CS_SEG_SPACE; }
static inline bool letter_at(const cs_seg_run *r, uint32_t i) { return cs_seg_is_letter(cls_at(r, i)); }
static inline bool digit_at(const cs_seg_run *r, uint32_t i) { return cls_at(r, i) == CS_SEG_DIGIT; }
static inline bool wordy_at(const cs_seg_run *r, uint32_t i) { return cs_seg_is_wordy(cls_at(r, i)); }
static inline bool one_of(uint32_t cp, const char *set) { return cp && cp < 0x80 && strchr(set, (int)cp); }

/* The lower-case ASCII form of characters [b, e), without format characters; n == 0 when it does not fit or is not ASCII. */
typedef struct cs_seg_key {
    char v[CS_SEG_KEY_MAX];
    ptrdiff_t n;
} cs_seg_key;
static inline cs_str make_key(const cs_seg_run *r, uint32_t b, uint32_t e, bool lower, cs_seg_key *k) {
    k->n = 0;
    for (uint32_t i = b; i < e; i++) {
        if (r->c->cls[i] == CS_SEG_FORMAT) continue;
        uint32_t cp = lower ? cs_seg_lower(r->c->cp[i]) : r->c->cp[i];
        if (cp >= 0x80 || k->n == CS_SEG_KEY_MAX) return (cs_str){ k->v, 0 };
        k->v[k->n++] = (char)cp;
    }
    return (cs_str){ k->v, k->n };
}
static inline bool listed(const cs_seg_run *r, cs_seg_list list, uint32_t b, uint32_t e) {
    cs_seg_key k;
    cs_str s = make_key(r, b, e, true, &k);
    return s.n && cs_seg_in_list(list, s);
}
static inline bool looks_like(const cs_seg_run *r, uint32_t b, const char *word) {
    uint32_t i = b;
    for (; *word; word++, i++)
        if (cs_seg_lower(cp_at(r, i)) != (uint32_t)(unsigned char)*word) return false;
    return true;
}

static inline uint32_t word_end(const cs_seg_run *r, uint32_t i) {
    while (wordy_at(r, i) || cp_at(r, i) == '_') i++;
    return i;
}
static inline uint32_t digits_end(const cs_seg_run *r, uint32_t i) {
    while (digit_at(r, i)) i++;
    return i;
}
/* The 60's, 1930's; but 2003's is a possessive. */
static inline uint32_t decade_end(const cs_seg_run *r, uint32_t e) {
    return cs_seg_is_apostrophe(cp_at(r, e)) && cs_seg_lower(cp_at(r, e + 1)) == 's' && !wordy_at(r, e + 2) ? e + 2 : e;
}

/* http://..., name@host, report.doc (address.c) */
bool cs_seg_take_address(cs_seg_run *r);
/* Figures, dates, telephone numbers, and their units (number.c) */
bool cs_seg_take_number(cs_seg_run *r);
#endif
