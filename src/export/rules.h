/* export/rules.h: the names of rules that stand in `why`, in words. */
#ifndef CS_EXPORT_RULES_H
#define CS_EXPORT_RULES_H
#include "base/str.h"

/* What the rule says, as the end of a sentence about the field; the name itself where no words are known for it. */
cs_str cs_rule_words(cs_str rule);
#endif
