/* decode/sense.h: what the event branch says of the words of each window, kept in the reading: senses of words as triggers and
 * fillers of incidents, cues of attributions, triggers with their parts, and triggers of one incident. */
#ifndef CS_DECODE_SENSE_H
#define CS_DECODE_SENSE_H
#include "decode/reading.h"
#include "encode/branch.h"

enum {
    CS_CUES_PER_WINDOW_MAX = 64, /* of 254 words: more are no cues */
    CS_PARTS_PER_WINDOW_MAX = 512,
    CS_KIN_PER_WINDOW_MAX = 1024
};

/* The branch's labels as the reading has them. */
typedef struct cs_sense_maps {
    uint8_t *type;   /* [types.n] cs_type; CS_T_COUNT: none */
    uint8_t *filler; /* [fillers.n] cs_muc_role that the tag stands for; CS_FILL_COUNT: none */
    uint8_t *role;   /* [roles.n] cs_part_role; 0: none */
} cs_sense_maps;
/* In a. CASUS_E_MODEL when the branch has a label that reading.h does not know. */
CASUS_MUST_CHECK casus_status cs_sense_maps_make(cs_sense_maps *m, const cs_branch *b, cs_arena *a, cs_err *err);

/* What one window gives; the lists' memory is made once per window of a batch. */
typedef struct cs_senses {
    cs_cue *cue;
    cs_part *part;
    cs_kin *kin;
    uint8_t *bytes; /* what cues point into */
    int32_t n_cues, n_parts, n_kin;
    ptrdiff_t n_bytes;
} cs_senses;
cs_senses cs_senses_make(const cs_engine *e, cs_arena *a);

/* After the syntax heads of the window, which tagged the reading's tokens [base, base + in->n_words): runs the branch and fills
 * s and the tokens' senses. May run in several threads, each with a workspace and an s of its own. */
void cs_sense_window(const cs_engine *e, const cs_sense_maps *m, const cs_window *in, cs_workspace *w, int32_t base,
                     const cs_reading *r, cs_senses *s);
/* Copies s behind what r has; windows in text order. */
void cs_senses_keep(const cs_senses *s, cs_reading *r, cs_arena *perm);
#endif
