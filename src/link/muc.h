/* link/muc.h: what MUC-4's templates would call an incident: its type, its stage and the types of its weapons and targets. */
#ifndef CS_LINK_MUC_H
#define CS_LINK_MUC_H
#include "decode/reading.h"

/* Fills muc of every incident from its statements and its parties. An incident is of MUC-4's kinds if violence, an abduction, a
 * robbery or a threat of violence is told as done, tried or threatened, and not only armed men were hurt: a battle is none.
 * Types are those of data/muc_types.tsv, each once, in the order of the text. After cs_fillers; allocates in perm. */
void cs_muc_code(cs_reading *r, cs_arena *perm, cs_arena scratch);
#endif
