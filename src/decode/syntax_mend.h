/* decode/syntax_mend.h: what the files syntax_mend*.c share. Private to them. */
#ifndef CS_DECODE_SYNTAX_MEND_H
#define CS_DECODE_SYNTAX_MEND_H
#include "decode/reading.h"

/* Names and what stands beside them, where token i is such a word. */
void cs_mend_name(cs_reading *r, int32_t i);
#endif
