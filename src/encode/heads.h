/* encode/heads.h: what is read off the encoder's last layer, for the words of one window (train/model.py is the reference).
 *
 * Order of calls for a window: cs_encode, cs_heads_begin, then any of the others for its sentences. All work in the
 * workspace; results that are pointers into it hold until the next call. Words are counted within the window. */
#ifndef CS_ENCODE_HEADS_H
#define CS_ENCODE_HEADS_H
#include "encode/engine.h"

/* The joint product of all heads over the words' vectors (mean of first and last piece) and the root's: w->wide. */
void cs_heads_begin(const cs_engine *e, const cs_window *in, cs_workspace *w);

/* Logits of one word, [labels of the head]. */
const float *cs_heads_upos(const cs_engine *e, const cs_workspace *w, int word);
const float *cs_heads_feats(const cs_engine *e, const cs_workspace *w, int word);
const float *cs_heads_lemma(const cs_engine *e, const cs_workspace *w, int word);
/* v becomes softmax(v), n <= CS_LABELS_MAX, with the kernels' own exp: the same bits everywhere. */
void cs_softmax(const cs_kern *k, float *v, int n);
/* softmax(logits)[at]. */
float cs_softmax_at(const cs_kern *k, const float *logits, int n, int at);
/* Index of the largest; the smallest index among equals. */
int cs_argmax(const float *v, int n);

/* Biaffine arc scores (Dozat and Manning 2017) of the n words from word beg on, n <= positions - 2: score[i * *ld + j] for
 * word i of the sentence and head j - 1 of the sentence, j = 0 the root. */
const float *cs_heads_arcs(const cs_engine *e, const cs_window *in, cs_workspace *w, int beg, int n, ptrdiff_t *ld);

/* Logits of the relations between words [0, n_words) and their heads (word of the window, or -1 for the root):
 * [n_words][*ld]. Overwrites the vectors of cs_heads_begin's input, not its output. */
const float *cs_heads_rels(const cs_engine *e, const cs_window *in, cs_workspace *w, const int32_t *heads, ptrdiff_t *ld);

/* Logits of every span [i, j] of the n words from word beg on: calls see(user, i, j, logits, n_types) for each i <= j < n with
 * the types' logits, in the order of i, then j. */
typedef void cs_span_see(void *user, int i, int j, const float *logits, int n_types);
void cs_heads_spans(const cs_engine *e, cs_workspace *w, int beg, int n, cs_span_see *see, void *user);
#endif
