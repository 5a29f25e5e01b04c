/* decode/reading.h: what casus has read off one report. Filled stage by stage, in the order of the members; each stage
 * only adds. Everything lives in the report's arena; spans are bytes of text; lists refer to each other by index, -1 is
 * none. The JSON form is DATA_MODEL's (docs/data-model.md), written by src/export/report_json.c. */
#ifndef CS_DECODE_READING_H
#define CS_DECODE_READING_H
#include "base/calendar.h" /* CS_DAY_NONE */
#include "base/str.h"

/* ---- words and syntax (Universal Dependencies v2) ---- */

#define CS_UPOS(F) \
    F(ADJ) \
    F(ADP) \
    F(ADV) \
    F(AUX) F(CCONJ) F(DET) F(INTJ) F(NOUN) F(NUM) F(PART) F(PRON) F(PROPN) F(PUNCT) F(SCONJ) F(SYM) F(VERB) \
        F(X) /* not X(...): a parameter X would also replace the tag X */
typedef enum cs_upos {
#define CS_X(n) CS_UPOS_##n,
    CS_UPOS(CS_X)
#undef CS_X
        CS_UPOS_COUNT
} cs_upos;

/* Universal relations; subtypes kept where a rule needs them (nsubj:pass). X(enumerator, "name") */
#define CS_DEPREL(X) \
    X(ACL, "acl") \
    X(ACL_RELCL, "acl:relcl") \
    X(ADVCL, "advcl") \
    X(ADVCL_RELCL, "advcl:relcl") X(ADVMOD, "advmod") X(AMOD, "amod") X(APPOS, "appos") X(AUX, "aux") X(AUX_PASS, "aux:pass") \
        X(CASE, "case") X(CC, "cc") X(CC_PRECONJ, "cc:preconj") X(CCOMP, "ccomp") X(COMPOUND, "compound") \
            X(COMPOUND_PRT, "compound:prt") X(CONJ, "conj") X(COP, "cop") X(CSUBJ, "csubj") X(CSUBJ_OUTER, "csubj:outer") \
                X(CSUBJ_PASS, "csubj:pass") X(DEP, "dep") X(DET, "det") X(DET_PREDET, "det:predet") X(DISCOURSE, "discourse") \
                    X(DISLOCATED, "dislocated") X(EXPL, "expl") X(FIXED, "fixed") X(FLAT, "flat") X(GOESWITH, "goeswith") \
                        X(IOBJ, "iobj") X(LIST, "list") X(MARK, "mark") X(NMOD, "nmod") X(NMOD_DESC, "nmod:desc") \
                            X(NMOD_POSS, "nmod:poss") X(NMOD_UNMARKED, "nmod:unmarked") X(NSUBJ, "nsubj") \
                                X(NSUBJ_OUTER, "nsubj:outer") X(NSUBJ_PASS, "nsubj:pass") X(NUMMOD, "nummod") X(OBJ, "obj") \
                                    X(OBL, "obl") X(OBL_AGENT, "obl:agent") X(OBL_UNMARKED, "obl:unmarked") \
                                        X(ORPHAN, "orphan") X(PARATAXIS, "parataxis") X(PUNCT, "punct") \
                                            X(REPARANDUM, "reparandum") X(ROOT, "root") X(VOCATIVE, "vocative") \
                                                X(XCOMP, "xcomp")
typedef enum cs_deprel {
#define CS_X(e, n) CS_REL_##e,
    CS_DEPREL(CS_X)
#undef CS_X
        CS_REL_COUNT
} cs_deprel;
extern const char *const cs_upos_name[CS_UPOS_COUNT];
extern const char *const cs_deprel_name[CS_REL_COUNT];

typedef enum cs_tense { CS_TENSE_NONE, CS_TENSE_PAST, CS_TENSE_PRES } cs_tense;
typedef enum cs_mood { CS_MOOD_NONE, CS_MOOD_IND, CS_MOOD_IMP, CS_MOOD_SUB } cs_mood;
typedef enum cs_verbform { CS_VF_NONE, CS_VF_FIN, CS_VF_INF, CS_VF_PART, CS_VF_GER } cs_verbform;
typedef enum cs_number { CS_NUM_NONE, CS_NUM_SING, CS_NUM_PLUR } cs_number;
typedef struct cs_feats {
    uint8_t tense, mood, verbform, number, person /* 0 none, 1..3 */;
    bool passive;
} cs_feats;

typedef struct cs_token {
    cs_span span;
    cs_str form;  /* the text at span */
    cs_str lower; /* lower case, typographic apostrophes and hyphens made plain */
    cs_str lemma;
    uint8_t upos;   /* cs_upos */
    uint8_t deprel; /* cs_deprel */
    cs_feats feats;
    int32_t head; /* token index in the report, -1 for a root */
    int32_t sent; /* sentence index */
} cs_token;

typedef struct cs_sentence {
    cs_span span;
    int32_t beg, end;  /* tokens [beg, end) */
    int32_t root;      /* token index */
    int32_t paragraph; /* number of the paragraph it is in, from 0 */
    bool heading;      /* a title, headline or section heading: a line of its own without a full stop */
} cs_sentence;

/* ---- what the event branch says of the words (encode/branch.h, src/decode/sense.c) ---- */

#define CS_EVENT_TYPES(X) \
    X(ACCUSE) \
    X(AGREE) \
    X(AID) \
    X(ASSAULT) X(COERCE) X(CONCEDE) X(CONSULT) X(COOPERATE) X(MOBILIZE) X(PROTEST) X(REJECT) X(REQUEST) X(RETREAT) X(SANCTION) \
        X(SUPPORT) X(THREATEN)
enum { CS_N_EVENT_TYPES = 16 };

/* Fillers of incidents as MUC-4 has them. */
#define CS_FILLERS(X) X(PERP_IND, "PerpInd") X(PERP_ORG, "PerpOrg") X(TARGET, "Target") X(VICTIM, "Victim") X(WEAPON, "Weapon")
typedef enum cs_muc_role {
#define CS_X(e, n) CS_FILL_##e,
    CS_FILLERS(CS_X)
#undef CS_X
        CS_FILL_COUNT
} cs_muc_role;
extern const char *const cs_muc_role_name[CS_FILL_COUNT];

/* One word as a trigger. */
typedef struct cs_word_sense {
    float type[CS_N_EVENT_TYPES]; /* probability of each event type, by cs_type; what is left is none */
    cs_str mode;                  /* the likeliest mode; n == 0: none */
    float mode_p;
    float filler[CS_FILL_COUNT]; /* probability that it is one of the words for who or what fills the role of an incident */
} cs_word_sense;

/* A word with which the cue of an attribution begins, and what the words around it are to it. */
typedef enum cs_cue_part { CS_PART_NONE, CS_PART_SOURCE, CS_PART_CONTENT, CS_PART_CUE } cs_cue_part;
typedef struct cs_cue {
    int32_t token;
    float score;      /* probability that it is one */
    int32_t beg, end; /* tokens that were looked at, those of its window */
    uint8_t *part;    /* [end - beg] cs_cue_part */
} cs_cue;

/* What a word is to a word that may be a trigger, where the branch thinks that it may be something. Triggers in text order. */
typedef enum cs_part_role {
    CS_AS_AGENT = 1,
    CS_AS_RECIPIENT,
    CS_AS_TARGET,
    CS_AS_INSTRUMENT,
    CS_AS_PLACE,
    CS_AS_OTHER_PARTY
} cs_part_role;
typedef struct cs_part {
    int32_t trigger, word;
    uint8_t role; /* cs_part_role */
    float p;
} cs_part;

/* Two words of a window that may both be triggers, the later one first, and how probable it is that they tell of one incident.
 * By later word. */
typedef struct cs_kin {
    int32_t word, before;
    float p;
} cs_kin;

/* ---- entities ---- */

#define CS_ENTITY_TYPES(X) \
    X(PERSON, "person") \
    X(GROUP, "group") \
    X(ORGANISATION, "organisation") \
    X(FORCE, "force") X(GOVERNMENT, "government") X(PARTY, "party") X(POPULATION, "population") X(PLACE, "place") \
        X(FACILITY, "facility") X(VEHICLE, "vehicle") X(WEAPON, "weapon") X(DOCUMENT, "document") X(MONEY, "money") \
            X(EVENT_NAME, "event-name") X(OTHER, "other")
typedef enum cs_entity_type {
#define CS_X(e, n) CS_ENT_##e,
    CS_ENTITY_TYPES(CS_X)
#undef CS_X
        CS_ENT_COUNT
} cs_entity_type;
extern const char *const cs_entity_type_name[CS_ENT_COUNT];

/* What the mention head tells apart (GUM's types; animals, plants and substances are OTHER). */
#define CS_COARSE_TYPES(X) \
    X(NONE, "none") \
    X(PERSON, "person") \
    X(PLACE, "place") \
    X(ORGANIZATION, "organization") X(OBJECT, "object") X(EVENT, "event") X(ABSTRACT, "abstract") X(TIME, "time") \
        X(OTHER, "other")
typedef enum cs_coarse_type {
#define CS_X(e, n) CS_COARSE_##e,
    CS_COARSE_TYPES(CS_X)
#undef CS_X
        CS_COARSE_COUNT
} cs_coarse_type;

/* A span that the mention head proposes, nested ones too, in text order (outer before inner). */
typedef struct cs_candidate {
    int32_t beg, end; /* tokens [beg, end), within one sentence */
    uint8_t coarse;   /* cs_coarse_type, never NONE */
    float score;      /* probability of that type */
} cs_candidate;

typedef enum cs_mention_kind { CS_MENTION_NAME, CS_MENTION_NOMINAL, CS_MENTION_PRONOUN } cs_mention_kind;
extern const char *const cs_mention_kind_name[3];

typedef struct cs_mention {
    cs_span span;
    int32_t beg, end; /* tokens [beg, end) */
    int32_t head;     /* token: the mention's syntactic head */
    int32_t entity;
    uint8_t kind; /* cs_mention_kind */
} cs_mention;

typedef struct cs_entity {
    cs_str name;     /* the fullest name or description in the report, or a canonical one */
    cs_str actor;    /* id in the actor register; n == 0: none */
    cs_str why;      /* what told the actor; of one of the user's own where it stands in their table */
    cs_str sector;   /* PLOVER's sector of who acts; n == 0: not known */
    char country[4]; /* ISO 3166-1 alpha-3 of who acts, or "" */
    uint8_t type;    /* cs_entity_type */
    bool plural;
    bool named;        /* a mention is its name */
    uint32_t nouns;    /* flags of data/nouns.tsv of all nouns that it is called by */
    int32_t *mentions; /* indices into mentions, text order */
    int32_t n_mentions;
} cs_entity;

/* ---- times ---- */

typedef enum cs_time_type { CS_TIME_DATE, CS_TIME_TIME, CS_TIME_DURATION, CS_TIME_SET } cs_time_type;
extern const char *const cs_time_type_name[4];
typedef struct cs_time {
    cs_span span;
    bool has_span;      /* false: inherited or inferred */
    uint8_t type;       /* cs_time_type */
    cs_str timex;       /* TIMEX3 value */
    cs_str edtf;        /* ISO 8601-2; n == 0 when it is no date (a duration that is not anchored) */
    int32_t begin, end; /* earliest and latest day, days since 1970-01-01, CS_DAY_NONE when unknown */
    int32_t tok_beg, tok_end;
    bool dateline; /* the report's own date line: it dates the report and no event */
    bool derived;  /* made for one event from an amount ("five years after …"): it dates no other */
    cs_str why;    /* what the value was taken from */
} cs_time;

/* ---- places ---- */

#define CS_PRECISIONS(X) \
    X(SITE, "site") X(TOWN, "town") X(DISTRICT, "district") X(PROVINCE, "province") X(COUNTRY, "country") X(REGION, "region")
typedef enum cs_precision {
#define CS_X(e, n) CS_PREC_##e,
    CS_PRECISIONS(CS_X)
#undef CS_X
        CS_PREC_COUNT
} cs_precision;
extern const char *const cs_precision_name[CS_PREC_COUNT];

typedef struct cs_place {
    int32_t entity;   /* or -1 */
    cs_str name;      /* canonical where resolved, else as in the text */
    int64_t geonames; /* 0: not resolved to an id */
    double lat, lon;
    bool has_point;
    char country[4];     /* ISO 3166-1 alpha-3 or "" */
    cs_str country_name; /* English, n == 0 where country is "" */
    cs_str admin1, admin2;
    uint8_t precision; /* cs_precision */
    float score;
    int32_t parent; /* the place in this report that contains it ("Karrada, Baghdad"), or -1 */
    cs_span *mentions;
    int32_t n_mentions;
    cs_str why; /* how it was resolved */
} cs_place;

/* ---- who says what ---- */

typedef enum cs_attribution_kind { CS_ATTR_QUOTE, CS_ATTR_PARAPHRASE, CS_ATTR_BELIEF } cs_attribution_kind;
extern const char *const cs_attribution_kind_name[3];
typedef struct cs_attribution {
    cs_span source, cue; /* beg == end: none */
    cs_span *content;
    int32_t n_content;
    int32_t source_entity; /* or -1 */
    int32_t cue_token;     /* or -1 */
    int32_t parent;        /* or -1 */
    uint8_t kind;
    uint8_t certainty; /* cs_certainty that the cue gives to its content */
    bool says;         /* somebody says it: a statement within rests on it. Else an attitude ("wants to …") */
} cs_attribution;

/* ---- statements ---- */

#define CS_RELATION_TYPES(X) \
    X(SUPPORTS, "supports") \
    X(ARMS, "arms") \
    X(TRAINS, "trains") \
    X(FUNDS, "funds") X(ALLIED_WITH, "allied-with") X(MEMBER_OF, "member-of") X(PART_OF, "part-of") \
        X(SPLIT_FROM, "split-from") X(FIGHTS, "fights") X(CONTROLS, "controls") X(RECOGNISES, "recognises") X(HOSTS, "hosts") \
            X(LEADS, "leads") X(RENAMED, "renamed")
typedef enum cs_type { /* events first, then relations */
#define CS_X(e) CS_T_##e,
                       CS_EVENT_TYPES(CS_X)
#undef CS_X
                           CS_T_EVENT_COUNT,
                       CS_T_BEFORE_RELATIONS = CS_T_EVENT_COUNT - 1,
#define CS_X(e, n) CS_T_##e,
                       CS_RELATION_TYPES(CS_X)
#undef CS_X
                           CS_T_COUNT
} cs_type;
extern const char *const cs_type_name[CS_T_COUNT]; /* "ASSAULT", "supports" */
_Static_assert((int)CS_T_EVENT_COUNT == (int)CS_N_EVENT_TYPES, "one probability per event type");

#define CS_ROLES(X) \
    X(AGENT, "agent") \
    X(RECIPIENT, "recipient") \
    X(TARGET, "target") \
    X(INSTRUMENT, "instrument") X(BENEFICIARY, "beneficiary") X(OTHER_PARTY, "other-party") X(FROM, "from") X(TO, "to") \
        X(ITEM, "item")
typedef enum cs_role_name {
#define CS_X(e, n) CS_ROLE_##e,
    CS_ROLES(CS_X)
#undef CS_X
        CS_ROLE_COUNT
} cs_role_name;
extern const char *const cs_role_name_text[CS_ROLE_COUNT];

#define CS_CERTAINTIES(X) \
    X(FACT, "fact") X(CLAIMED, "claimed") X(ACCUSED, "accused") X(POSSIBLE, "possible") X(DENIED, "denied")
#define CS_MODALITIES(X) \
    X(ACTUAL, "actual") \
    X(ATTEMPTED, "attempted") \
    X(THREATENED, "threatened") X(PLANNED, "planned") X(HYPOTHETICAL, "hypothetical") X(NEGATED, "negated")
#define CS_FRAMES(X) X(CURRENT, "current") X(HISTORICAL, "historical") X(FUTURE, "future")
#define CS_EFFECTS(X) \
    X(KILLED, "killed") \
    X(WOUNDED, "wounded") \
    X(CAPTURED, "captured") \
    X(ARRESTED, "arrested") X(MISSING, "missing") X(DISPLACED, "displaced") X(FREED, "freed") X(CROWD, "crowd")
#define CS_STATUSES(X) X(UNKNOWN, "unknown") X(CIVILIAN, "civilian") X(COMBATANT, "combatant") X(PERPETRATOR, "perpetrator")
#define CS_X(e, n) CS_CERT_##e,
typedef enum cs_certainty { CS_CERTAINTIES(CS_X) CS_CERT_COUNT } cs_certainty;
#undef CS_X
#define CS_X(e, n) CS_MOD_##e,
typedef enum cs_modality { CS_MODALITIES(CS_X) CS_MOD_COUNT } cs_modality;
#undef CS_X
#define CS_X(e, n) CS_FRAME_##e,
typedef enum cs_frame { CS_FRAMES(CS_X) CS_FRAME_COUNT } cs_frame;
#undef CS_X
#define CS_X(e, n) CS_EFFECT_##e,
typedef enum cs_effect { CS_EFFECTS(CS_X) CS_EFFECT_COUNT } cs_effect;
#undef CS_X
#define CS_X(e, n) CS_STATUS_##e,
typedef enum cs_victim_status { CS_STATUSES(CS_X) CS_STATUS_COUNT } cs_victim_status;
#undef CS_X
extern const char *const cs_certainty_name[CS_CERT_COUNT];
extern const char *const cs_modality_name[CS_MOD_COUNT];
extern const char *const cs_frame_name[CS_FRAME_COUNT];
extern const char *const cs_effect_name[CS_EFFECT_COUNT];
extern const char *const cs_victim_status_name[CS_STATUS_COUNT];

/* A chain of speakers (attribution indices, outermost first). */
typedef struct cs_chain {
    int32_t *v;
    int32_t n;
} cs_chain;

typedef struct cs_role {
    uint8_t role;    /* cs_role_name */
    int32_t entity;  /* or -1 */
    int32_t mention; /* or -1 */
    int32_t token;   /* head of the filler's phrase */
    int32_t filler;  /* what stands in the slot: the same, or a word that points at it ("who") */
    cs_span span;
    bool has_own_voice; /* according_to and certainty below differ from the statement's */
    cs_chain according_to;
    uint8_t certainty;
    cs_str why;
} cs_role;
typedef CS_VEC(cs_role) cs_roles;

enum { CS_COUNT_NONE = -1 };
typedef struct cs_toll {
    uint8_t effect;          /* cs_effect */
    int64_t low, best, high; /* CS_COUNT_NONE: null */
    int32_t of;              /* entity or -1 */
    cs_span span;
    bool has_own_voice;
    cs_chain according_to;
    uint8_t certainty;
    uint8_t status;          /* cs_victim_status */
    int64_t women, children; /* CS_COUNT_NONE: not told */
} cs_toll;

typedef struct cs_why {
    const char *field; /* "type", "agent", "when", … */
    cs_str rule;       /* the rule or head that decided it */
} cs_why;

/* One filled slot. role: CS_ROLE_COUNT when the frame decides, else the role that a construction gives whatever the frame. */
typedef struct cs_arg {
    uint8_t slot; /* cs_slot_kind (lexicon.h) */
    uint8_t role; /* cs_role_name or CS_ROLE_COUNT */
    cs_str prep;
    int32_t tok;
    const char *how;   /* rule, for `why` */
    uint8_t certainty; /* cs_certainty; FACT unless a construction says otherwise (blamed, claimed) */
} cs_arg;

/* A trigger with the row of data/triggers.tsv that it was read by, and what stands in its slots. */
typedef struct cs_trail_trigger {
    const struct cs_lex_trigger *row;
    int32_t tok;
    CS_VEC(cs_arg) args;
} cs_trail_trigger;

/* How a statement came about, kept for `casus code --explain`; no stage decides by it. */
typedef struct cs_trail {
    cs_trail_trigger trigger;
    CS_VEC(cs_trail_trigger) merged; /* triggers that tell the same thing and went into it */
    int32_t with;                    /* the dependent that the row's key names, or -1 */
    int32_t light;                   /* light verb's token, or -1 */
    const struct cs_lex_light *light_row;
    int32_t modality_word; /* token that decided the modality or the certainty, or -1 */
} cs_trail;

typedef struct cs_statement {
    uint8_t type; /* cs_type; an event if below CS_T_EVENT_COUNT */
    cs_str mode;  /* n == 0: none */
    CS_VEC(cs_str) contexts;
    cs_span trigger, evidence;
    int32_t trigger_token;
    cs_roles roles;
    int32_t when;          /* time or -1 */
    CS_VEC(int32_t) where; /* places */
    CS_VEC(cs_toll) toll;
    cs_chain according_to;
    uint8_t certainty, modality, time_frame;
    CS_VEC(cs_why) why;
    int32_t incident; /* or -1 (relations) */
    bool of_told;     /* claims, denies or blames for violence told before, which it does not name again */
    bool alone;       /* the branch alone took the trigger for one; no row of the lexicon fits it */
    float confidence; /* how probable it is that the report says so, 0..1; < 0: not known */
    int32_t number;   /* of its id, "s7"; 0: its place in the list, from 1. Set where others before it were left out */
    const cs_trail *trail; /* NULL in readings that were not made by the event stage */
} cs_statement;

/* What MUC-4's templates call an incident (link/muc.h). */
#define CS_MUC_TYPES(X) \
    X(NONE, "") \
    X(ATTACK, "attack") \
    X(BOMBING, "bombing") X(KIDNAPPING, "kidnapping") X(ARSON, "arson") X(ROBBERY, "robbery") \
        X(STOPPAGE, "forced work stoppage") X(HIJACKING, "hijacking")
#define CS_MUC_STAGES(X) X(NONE, "") X(ACCOMPLISHED, "accomplished") X(ATTEMPTED, "attempted") X(THREATENED, "threatened")
#define CS_X(e, n) CS_MUC_##e,
typedef enum cs_muc_type { CS_MUC_TYPES(CS_X) CS_MUC_TYPE_COUNT } cs_muc_type;
#undef CS_X
#define CS_X(e, n) CS_MUC_STAGE_##e,
typedef enum cs_muc_stage { CS_MUC_STAGES(CS_X) CS_MUC_STAGE_COUNT } cs_muc_stage;
#undef CS_X
extern const char *const cs_muc_type_name[CS_MUC_TYPE_COUNT];
extern const char *const cs_muc_stage_name[CS_MUC_STAGE_COUNT];
typedef CS_VEC(cs_str) cs_strs;
typedef struct cs_muc {
    uint8_t type, stage; /* NONE: not of MUC-4's kinds */
    cs_strs instrument_types, target_types;
} cs_muc;

typedef struct cs_incident {
    int32_t *statements;
    int32_t n_statements;
    uint8_t type;
    cs_str mode;
    int32_t when;
    CS_VEC(int32_t) where;
    cs_roles agents, recipients, targets, instruments;
    CS_VEC(cs_toll) toll;
    cs_chain sources;       /* attributions by which it is told; empty: the report alone */
    CS_VEC(cs_str) reasons; /* why these statements are about one incident: "s7: same place" */
    cs_muc muc;
    int32_t number; /* as in cs_statement: "i2" */
} cs_incident;

/* ---- the report ---- */

typedef struct cs_reading {
    cs_str text;       /* UTF-8, NFC, '\n' line ends */
    cs_str title;      /* n == 0: none. Also the text's first line where the title is part of the text */
    int32_t published; /* day since 1970-01-01 or CS_DAY_NONE */
    CS_VEC(cs_sentence) sentences;
    CS_VEC(cs_token) tokens;
    CS_VEC(cs_candidate) candidates;
    cs_word_sense *senses; /* one per token; NULL without a branch, and then the next three are empty */
    CS_VEC(cs_cue) cues;
    CS_VEC(cs_part) parts;
    CS_VEC(cs_kin) kin;
    CS_VEC(cs_mention) mentions;
    CS_VEC(cs_entity) entities;
    CS_VEC(cs_time) times;
    CS_VEC(cs_place) places;
    CS_VEC(cs_attribution) attributions;
    CS_VEC(cs_statement) statements;
    CS_VEC(cs_incident) incidents;
} cs_reading;

/* The numbers in the ids of a statement and an incident. */
int32_t cs_statement_number(const cs_reading *r, int32_t statement);
int32_t cs_incident_number(const cs_reading *r, int32_t incident);
#endif
