#include "export/rules.h"

typedef struct gloss {
    const char *rule, *words;
} gloss;

/* By the folder and file that decides; what comes after the name of such a rule ("where:incident s3") is kept. */
static const gloss GLOSSES[] = {
    /* decode/args.c: where a filler was found */
    { "args:subject", "its subject" },
    { "args:object", "its object" },
    { "args:indirect-object", "its indirect object" },
    { "args:quantified-object", "its object, a number of somebody" },
    { "args:shared-subject", "the subject that it shares with the verb before it" },
    { "args:shared-object", "the object that it shares with the verb after it" },
    { "args:control", "the subject or object of the verb above it, which is understood here" },
    { "args:adverbial-clause", "the subject of the main clause, which is understood here" },
    { "args:participle", "named by a participle" },
    { "args:relative-clause", "the noun that the clause describes" },
    { "args:relative-gap", "the noun that the relative clause describes" },
    { "args:owner-of-noun", "whose plan, order or the like it is" },
    { "args:by-phrase", "the \"by\" phrase of the passive" },
    { "args:oblique", "a prepositional phrase of the verb" },
    { "args:prepositional", "a prepositional phrase of the noun" },
    { "args:possessive", "the noun's possessive" },
    { "args:compound", "a noun in front of the noun" },
    { "args:adjective", "an adjective of the noun" },
    { "args:coordination", "said of the word that it is joined with" },
    { "args:predicate", "of whom the word is said" },
    { "args:complement", "its complement" },
    { "args:adverbial", "an adverbial clause" },
    { "args:light-verb", "the subject of the verb that carries the noun" },
    { "role:head", "the noun itself, or whom it is said of" },
    { "blame:claimed-responsibility", "claimed responsibility for it" },
    { "blame:denied-responsibility", "denied responsibility for it" },
    { "blame:blamed-for", "was blamed for it" },
    { "blame:responsible-for", "was called responsible for it" },
    { "blame:behind", "was said to be behind it" },
    { "blame:attributed", "it was attributed to them" },
    { "blame:claimed", "claimed it" },
    /* decode/event.c */
    { "mode:trigger", "the trigger's row says so" },
    { "mode:instrument", "what it was done with or by implies it" },
    { "mode:modifier", "a word beside the trigger implies it" },
    { "toll:count", "the numbers of those to whom it was done" },
    /* decode/modality.c */
    { "modality:negation", "negated by" },
    { "modality:nobody", "nobody fills a role" },
    { "modality:will", "the auxiliary is" },
    { "modality:auxiliary", "the auxiliary is" },
    { "modality:future-in-past", "what was to come, told by" },
    { "modality:time-clause", "a clause of time under what lies ahead:" },
    { "modality:presupposed", "what is said to end or go on goes on:" },
    { "modality:may-have", "a perfect with the auxiliary" },
    { "modality:governor", "it depends on" },
    { "modality:modifier", "modified by" },
    { "modality:light-verb", "the verb that carries the noun is" },
    { "modality:purpose", "an infinitive of purpose" },
    { "modality:infinitive", "an infinitive that says what a noun is for" },
    /* decode/voice.c */
    { "certainty:own-voice", "the report says it in its own voice" },
    { "certainty:source", "a source says it without doubt" },
    { "certainty:cue", "the verb of saying gives it" },
    { "certainty:party", "the word of one side about its own or the other's deeds" },
    { "certainty:modifier", "a word at the trigger gives it" },
    { "certainty:construction", "the way in which the agent is named gives it" },
    { "attribution:content", "the trigger stands in what they are said to have said" },
    { "contexts:passage", "words of the passage" },
    /* decode/when.c */
    { "when:clause", "told in the clause" },
    { "when:sentence", "the only time of the sentence" },
    { "when:participle", "told of the clause that this one belongs to" },
    { "when:conjunct", "told of the clause that this one is joined to" },
    { "when:relative", "told of the noun that the clause describes" },
    { "when:temporal-clause", "told of the clause that it is the time of" },
    { "when:said-in", "told of the saying, the only time there is" },
    { "when:elapsed", "so long before as the amount of time says" },
    { "when:paragraph", "the day that the paragraph tells of" },
    { "when:section", "the date of the heading" },
    { "when:document", "the date in the title" },
    { "when:incident", "taken over, within the incident, from" },
    { "frame:default", "nothing says otherwise" },
    { "frame:modality", "what is planned or threatened lies ahead" },
    { "frame:announced", "announced long ago" },
    { "frame:paragraph", "the sentence before tells of old times" },
    { "frame:sentence", "the sentence tells of old times" },
    { "frame:word", "a word of the past" },
    { "frame:time-ahead", "its time is after publication" },
    { "frame:time-near", "its time is near publication" },
    { "frame:time-past", "its time is long before publication" },
    /* decode/where.c, link */
    { "where:clause", "told in the clause" },
    { "where:target", "what was attacked is a place" },
    { "where:incident", "taken over, within the incident, from" },
    { "where:report's country", "most places of the report lie there" },
    { "gazetteer:only", "the gazetteer knows one of that name" },
    { "gazetteer:container", "it lies in the place that is named with it" },
    { "gazetteer:kind-beside", "the word beside it says what kind of place it is" },
    { "gazetteer:near-others", "it is near the report's other places" },
    { "gazetteer:same-region", "the report names places of that region" },
    { "gazetteer:same-country", "the report names places of that country" },
    { "gazetteer:best-known", "it is the best known of that name" },
    { "not-in-gazetteer", "the gazetteer does not know it" },
    { "not-in-gazetteer:named-after", "the gazetteer does not know it; named after a place" },
    { "not-in-gazetteer:point-of-container", "the gazetteer does not know it; placed where its container is" },
};

cs_str cs_rule_words(cs_str rule) {
    for (size_t i = 0; i < sizeof GLOSSES / sizeof *GLOSSES; i++)
        if (cs_eq(rule, (cs_str){ GLOSSES[i].rule, (ptrdiff_t)strlen(GLOSSES[i].rule) }))
            return (cs_str){ GLOSSES[i].words, (ptrdiff_t)strlen(GLOSSES[i].words) };
    return rule;
}
