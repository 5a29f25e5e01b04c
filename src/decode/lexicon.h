/* decode/lexicon.h: the word lists of data/ that turn a parse into statements, parsed once and then only read.
 *
 * Takes nothing but the tables embedded at build time (module.cmake, TABLES); gives structs and look-ups by lemma. Every
 * row and string lives in the arena given to cs_lexicon_open and stays valid as long as that arena. Look-ups never fail:
 * a word that is not listed gives an empty slice or NULL. Threads may share an opened lexicon.
 *
 * Keys. `attack` is a lemma; `blow_up` a verb with its particle (compound:prt); `open+fire` a verb with the lemma of a
 * dependent (obj, obl, xcomp, advmod, subject); `suicide+bombing` a noun with the lemma of a modifier (compound, amod);
 * `come_under` among the light verbs a verb with the preposition (case) of the noun it carries. Rows are found under the head
 * word
 * (`blow`, `open`, `bombing`, `come`); cs_lex_key says what else must be there, cs_lexicon_key_fits tests it. */
#ifndef CS_DECODE_LEXICON_H
#define CS_DECODE_LEXICON_H
#include "base/map.h"
#include "decode/actor_table.h"
#include "decode/reading.h"

/* ---- slots: where in the parse a role stands ---- */

/* subj: nsubj of an active verb, or obl:agent / "by" of a passive one. obj: obj, or nsubj:pass. prep: obl of a verb or nmod
 * of a noun with that preposition (case). part: acl or advcl participle. head: the word that this one modifies. */
#define CS_SLOTS(X) \
    X(SUBJ, "subj") \
    X(OBJ, "obj") \
    X(IOBJ, "iobj") \
    X(PREP, "prep") \
    X(POSS, "poss") \
    X(COMPOUND, "compound") X(AMOD, "amod") X(XCOMP, "xcomp") X(LASTING, "lasting") X(CCOMP, "ccomp") \
        X(PARATAXIS, "parataxis") X(ACL, "acl") X(ADVCL, "advcl") X(HEAD, "head")
typedef enum cs_slot_kind {
#define CS_X(e, n) CS_SLOT_##e,
    CS_SLOTS(CS_X)
#undef CS_X
        CS_SLOT_COUNT
} cs_slot_kind;

/* Bits of cs_lex_slot.roles: 1 << cs_role_name, and four of attribution. */
typedef enum cs_lex_role {
    CS_LEX_SOURCE = CS_ROLE_COUNT,
    CS_LEX_CONTENT,
    CS_LEX_ACCUSED,
    CS_LEX_ADDRESSEE,
    CS_LEX_ROLE_COUNT
} cs_lex_role;

typedef struct cs_lex_slot {
    uint8_t kind;   /* cs_slot_kind */
    cs_str prep;    /* of CS_SLOT_PREP: the preposition, "into"; n == 0 otherwise */
    uint32_t roles; /* bit set, see cs_lex_role; 0 where the table names a slot without a role (modality) */
    bool one_of;    /* several roles: true ("agent|instrument"): the filler's type decides; false ("agent+recipient"): all */
} cs_lex_slot;

/* data/frames.tsv, and the slots column of cues.tsv and modality.tsv. In trigger frames `recipient` stands for recipient or
 * target: the type of the filler decides (CODEBOOK: a facility, place, vehicle or thing is a target). */
typedef struct cs_lex_frame {
    cs_str name;
    const cs_lex_slot *slot;
    int32_t n;
} cs_lex_frame;

/* The frame's slot of that kind or NULL. prep is read only for CS_SLOT_PREP. */
const cs_lex_slot *cs_lex_frame_slot(const cs_lex_frame *f, cs_slot_kind kind, cs_str prep);
/* Its roles (0: no such slot). */
uint32_t cs_lex_frame_roles(const cs_lex_frame *f, cs_slot_kind kind, cs_str prep);

/* ---- keys ---- */

typedef struct cs_lex_key {
    cs_str text;     /* as in the table: "blow_up", "suicide+bombing" */
    cs_str head;     /* the word under which it is found */
    cs_str particle; /* "up", or n == 0 */
    cs_str with;     /* lemma of the dependent that must be there, or n == 0 */
    char pos;        /* v n a r(adverb) p(adposition) x(auxiliary or particle) c(subordinator); nouns.tsv: always n */
    int32_t line;    /* in its table */
} cs_lex_key;

/* Whether the parse at token has the particle and the dependent that the key asks for (the head's lemma and class are not
 * looked at). *with (may be NULL) gets the token of the dependent or -1. */
bool cs_lexicon_key_fits(const cs_lex_key *k, const cs_reading *r, int32_t token, int32_t *with);

/* ---- data/triggers.tsv ---- */

/* obj: what fills the row's recipient, target, to or item slot; subj: what fills agent or from. See the head of triggers.tsv.
 */
#define CS_NEEDS(X) \
    X(OBJ_ACTOR, "obj:actor") \
    X(OBJ_CONCRETE, "obj:concrete") \
    X(OBJ_GROUND, "obj:ground") \
    X(OBJ_WEAPON, "obj:weapon") \
    X(OBJ_NOT_ABSTRACT, "obj:!abstract") \
    X(OBJ_ANY, "obj:any") X(OBJ_NONE, "obj:none") X(SUBJ_ACTOR, "subj:actor") X(SUBJ_ARMED, "subj:armed") \
        X(SUBJ_WEAPON, "subj:weapon") X(SUBJ_STATE, "subj:state") X(VIOLENT, "violent") X(PASSIVE, "passive") \
            X(ACTIVE, "active") X(PLURAL, "plural") X(OBJ_PERSON, "obj:person") X(SUBJ_ARMS, "subj:arms") \
                X(SUBJ_FORCE, "subj:force") X(SUBJ_UNARMED, "subj:!armed") X(XCOMP, "xcomp") X(LASTING, "lasting") \
                    X(SUBJ_MANY, "subj:many")
typedef enum cs_need {
#define CS_X(e, n) CS_NEED_BIT_##e,
    CS_NEEDS(CS_X)
#undef CS_X
        CS_NEED_COUNT
} cs_need;
#define CS_NEED(e) (1u << CS_NEED_BIT_##e)

enum { CS_EFFECT_NONE = -1 };
typedef struct cs_lex_trigger {
    cs_lex_key key; /* first: rows of all tables start with it */
    uint8_t type;   /* cs_type: event or relation */
    cs_str mode;    /* n == 0: none */
    const cs_lex_frame *frame;
    uint32_t needs; /* CS_NEED(...) bits */
    int8_t effect;  /* cs_effect that a count in the recipient slot means, or CS_EFFECT_NONE */
    bool strong;
    cs_str origin; /* of a row of the user's own, for `why`: "lexicon:user FILE:12"; n == 0: casus's own */
} cs_lex_trigger;

/* ---- data/lightverbs.tsv: "carried out an attack", "came under fire" ---- */

typedef struct cs_lex_light {
    cs_lex_key key;   /* particle: of "carry out"; for prep slots the preposition of the noun: "come_under" */
    uint8_t subject;  /* CS_ROLE_AGENT or CS_ROLE_RECIPIENT: what the verb's subject is to the noun's event */
    cs_lex_slot noun; /* where the event noun stands: obj, or prep with its preposition */
    int8_t modality;  /* cs_modality that the verb gives ("planned an attack"), or -1 */
} cs_lex_light;

/* ---- data/nouns.tsv ---- */

#define CS_NOUN_FLAGS(X) \
    X(ARMED, "armed") \
    X(CIVILIAN, "civilian") \
    X(OFFICIAL, "official") \
    X(LEADER, "leader") \
    X(TITLE, "title") \
    X(MEDIA, "media") X(VAGUE, "vague") X(PERPETRATOR, "perpetrator") X(COLLECTIVE, "collective") X(PLURAL, "plural") \
        X(STATE, "state") X(CHILD, "child") X(ROLE, "role") X(VICTIM, "victim")
typedef enum cs_noun_flag_bit {
#define CS_X(e, n) CS_NOUN_BIT_##e,
    CS_NOUN_FLAGS(CS_X)
#undef CS_X
        CS_NOUN_FLAG_COUNT
} cs_noun_flag_bit;
#define CS_NOUN(e) (1u << CS_NOUN_BIT_##e)

typedef struct cs_lex_noun {
    cs_lex_key key;
    uint8_t type;   /* cs_entity_type */
    uint32_t flags; /* CS_NOUN(...) bits */
    cs_str mode;    /* weapons, vehicles, perpetrators: the ASSAULT mode that they imply; n == 0: none */
    char gender;    /* 'm', 'f' or 0 */
} cs_lex_noun;

/* ---- data/notviolent.tsv: what makes a trigger figurative or an accident ---- */

#define CS_NOTVIOLENT_KINDS(X) \
    X(ABSTRACT, "abstract") \
    X(SPORT, "sport") X(ACCIDENT, "accident") X(DISEASE, "disease") X(BUSINESS, "business") X(ARTS, "arts")
typedef enum cs_notviolent {
#define CS_X(e, n) CS_NV_##e,
    CS_NOTVIOLENT_KINDS(CS_X)
#undef CS_X
        CS_NV_COUNT
} cs_notviolent;
typedef struct cs_lex_notviolent {
    cs_lex_key key;
    uint8_t kind; /* cs_notviolent */
} cs_lex_notviolent;

/* ---- data/things.tsv: nouns that name something with a body ---- */

typedef struct cs_lex_thing {
    cs_lex_key key;
} cs_lex_thing;

/* ---- data/cues.tsv: who says what ---- */

typedef struct cs_lex_cue {
    cs_lex_key key;
    uint8_t kind;       /* cs_attribution_kind when the content is not in quotation marks */
    uint8_t certainty;  /* cs_certainty of the content */
    cs_lex_frame frame; /* slots with roles 1 << CS_LEX_SOURCE, _CONTENT, _ACCUSED, _ADDRESSEE */
} cs_lex_cue;

/* ---- data/modality.tsv: governors and modifiers of events ---- */

enum { CS_LEX_GIVEN = CS_MOD_COUNT }; /* "given": the event has happened whatever is said of the word ("will mourn the dead") */
typedef struct cs_lex_modality {
    cs_lex_key key;
    cs_lex_frame frame; /* slots in which the event stands (roles 0); CS_SLOT_HEAD: the event is the word's head */
    int8_t modality;    /* cs_modality, CS_LEX_GIVEN or -1 */
    int8_t certainty;   /* cs_certainty or -1 */
} cs_lex_modality;

/* ---- data/where.tsv: what speaks for and against a place ---- */

typedef struct cs_lex_where {
    cs_str feature;
    int32_t weight; /* thousandths of the log odds */
} cs_lex_where;

/* ---- the whole ---- */

typedef struct cs_lexicon {
    cs_lex_frame *frames;
    cs_lex_trigger *triggers;
    cs_lex_light *lights;
    cs_lex_noun *nouns;
    cs_lex_notviolent *notviolent;
    cs_lex_thing *things;
    cs_lex_cue *cues;
    cs_lex_modality *modality;
    cs_map own_lemma; /* "v:kneecapped" -> own_lemmas: regular forms of the user's own words */
    CS_VEC(cs_str) own_lemmas;
    cs_map own_words; /* "v:arrest": words of which the user's table says what they are, or that they are nothing */
    cs_actors actors; /* data/actors/; states from data/countries.tsv */
    cs_lex_where *where;
    int32_t n_where;
    int32_t n_frames, n_triggers, n_lights, n_nouns, n_notviolent, n_things, n_cues, n_modality;
    cs_map frame_at, trigger_at, light_at, noun_at, notviolent_at, thing_at, cue_at, modality_at; /* key -> first row */
    cs_map where_at;                                                                              /* feature -> row */
    cs_map agent_at; /* data/actors/agents.tsv: noun -> number of its sector */
} cs_lexicon;

/* Parses the embedded tables into a. An unknown value, a missing frame or a repeated row is CASUS_E_INTERNAL, "TABLE:LINE: …"
 * (the build carries a bad table; no input can cause it). On error *l is not to be used. */
CASUS_MUST_CHECK casus_status cs_lexicon_open(cs_lexicon *l, cs_arena *a, cs_err *err);

/* Rows under a head lemma, keys that ask for more first, otherwise in the order of the table. pos: see cs_lex_key. */
typedef struct cs_lex_triggers {
    const cs_lex_trigger *v;
    int32_t n;
} cs_lex_triggers;
typedef struct cs_lex_cues {
    const cs_lex_cue *v;
    int32_t n;
} cs_lex_cues;
typedef struct cs_lex_modalities {
    const cs_lex_modality *v;
    int32_t n;
} cs_lex_modalities;
typedef struct cs_lex_lights {
    const cs_lex_light *v;
    int32_t n;
} cs_lex_lights;
cs_lex_triggers cs_lexicon_triggers(const cs_lexicon *l, cs_str lemma, char pos);
/* The lemma under which a word's triggers are looked up: that of the user's own word which has such a form, as the parse may
 * not know it ("rustled": rust), else the parse's. */
cs_str cs_lexicon_lemma(const cs_lexicon *l, const cs_token *t, char pos);
cs_lex_cues cs_lexicon_cues(const cs_lexicon *l, cs_str lemma, char pos);
cs_lex_modalities cs_lexicon_modality(const cs_lexicon *l, cs_str lemma, char pos);
cs_lex_lights cs_lexicon_lights(const cs_lexicon *l, cs_str lemma);

/* By one lemma alone (no modifier), and at a token, where a row with a modifier that is there wins ("machine+gun"). NULL:
 * not listed. cs_lexicon_noun_at takes nouns, adjectives used as nouns and titles. */
const cs_lex_noun *cs_lexicon_noun(const cs_lexicon *l, cs_str lemma);
const cs_lex_noun *cs_lexicon_noun_at(const cs_lexicon *l, const cs_reading *r, int32_t token);
/* Puts right the lemma of a noun or verb that no table knows where a regular inflection leads back to one that they do
 * ("raids", taken for a form of "ray"). */
void cs_lexicon_mend_lemmas(const cs_lexicon *l, cs_reading *r, cs_arena *perm);
const cs_lex_notviolent *cs_lexicon_notviolent(const cs_lexicon *l, cs_str lemma);
const cs_lex_notviolent *cs_lexicon_notviolent_at(const cs_lexicon *l, const cs_reading *r, int32_t token);
/* Whether the noun names a thing with a body that nouns.tsv does not type ("mast"). */
bool cs_lexicon_is_thing(const cs_lexicon *l, cs_str lemma);

/* The first actor of that name or alias (cs_actor_key says what names are the same), states after all others. */
const cs_actor *cs_lexicon_actor(const cs_lexicon *l, cs_str name);
/* The state of a demonym ("Russian", "Russians") or of its capital ("Moscow" as a government), or NULL. */
const cs_actor *cs_lexicon_demonym(const cs_lexicon *l, cs_str word);
/* The state of that code (ISO 3166-1 alpha-3), or NULL. */
const cs_actor *cs_lexicon_state(const cs_lexicon *l, const char country[4]);
const cs_actor *cs_lexicon_capital(const cs_lexicon *l, cs_str name);

/* The weight of a feature of data/where.tsv; 0 when it is not listed. */
int32_t cs_lexicon_where(const cs_lexicon *l, cs_str feature);

/* The sector of a noun for those who act ("soldier", "opposition leader"; singular), n == 0: it is none. */
cs_str cs_lexicon_agent(const cs_lexicon *l, cs_str noun);

/* The class letter under which a token of that UPOS is looked up; 0: none. */
char cs_lexicon_pos(uint8_t upos);
/* The type's modes with blanks between, or NULL. */
const char *cs_lexicon_modes(uint8_t type);
/* Whether the mode is one of the type's (CODEBOOK); n == 0 always is. */
bool cs_lexicon_mode_ok(uint8_t type, cs_str mode);
#endif
