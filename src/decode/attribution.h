/* decode/attribution.h: who says what in a report. Fills r->attributions: cue, source and content of each reported speech,
 * claim and belief, nested where one lies in another's content. The event branch finds cue, source and content (r->cues);
 * data/cues.tsv knows what kind of saying a cue is and how certain it leaves its content. Blocks after a colon and the further
 * sentences of a quotation, which reach beyond the branch's window, are found by rule. Without a branch all is by rule: a cue's
 * content is its complement clause, the clause it is a parenthesis in ("…, police said"), the quotation around it. Source:
 * PolNeAR's guidelines (Newell et al. 2018) for what counts as which. */
#ifndef CS_DECODE_ATTRIBUTION_H
#define CS_DECODE_ATTRIBUTION_H
#include "decode/lexicon.h"
#include "decode/reading.h"

/* Needs tokens, mentions and entities; everything kept is in perm. Attributions are in the order of their cues. */
void cs_attributions(const cs_lexicon *l, cs_reading *r, cs_arena *perm, cs_arena scratch);

/* The attributions whose content holds the span, outermost first. */
cs_chain cs_attribution_chain(const cs_reading *r, cs_span at, cs_arena *perm);

/* The chain of the attribution whose cue meets the span, itself innermost: what the cue's word itself tells. */
cs_chain cs_attribution_by_cue(const cs_reading *r, cs_span cue, cs_arena *perm);
#endif
