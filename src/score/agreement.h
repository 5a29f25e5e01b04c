/* score/agreement.h: how far two people, or a person and the program, agree on what both decided on in a case, field by field:
 * Krippendorff's alpha (score/alpha.h), with 95 % intervals from a bootstrap over reports. docs/agreement.md has the rules. */
#ifndef CS_SCORE_AGREEMENT_H
#define CS_SCORE_AGREEMENT_H
#include "base/buf.h"
#include "base/map.h"
#include "score/alpha.h"
#include "store/decisions.h"

/* X(enumerator, "name", metric) */
#define CS_AGREE_FIELDS(X) \
    X(EXISTS, "exists", CS_NOMINAL) \
    X(TYPE, "type", CS_NOMINAL) \
    X(MODE, "mode", CS_NOMINAL) \
    X(CERTAINTY, "certainty", CS_NOMINAL) \
    X(MODALITY, "modality", CS_NOMINAL) \
    X(TIME_FRAME, "time_frame", CS_NOMINAL) \
    X(WHEN, "when", CS_INTERVAL) \
    X(PLACE, "place", CS_NOMINAL) \
    X(COUNTRY, "country", CS_NOMINAL) \
    X(AGENT, "agent", CS_NOMINAL) \
    X(RECIPIENT, "recipient", CS_NOMINAL) \
    X(TARGET, "target", CS_NOMINAL) \
    X(INSTRUMENT, "instrument", CS_NOMINAL) \
    X(KILLED, "killed", CS_RATIO) \
    X(WOUNDED, "wounded", CS_RATIO)
typedef enum cs_agree_field {
#define CS_X(e, n, m) CS_AGREE_##e,
    CS_AGREE_FIELDS(CS_X)
#undef CS_X
        CS_AGREE_FIELD_COUNT
} cs_agree_field;
extern const char *const cs_agree_field_name[CS_AGREE_FIELD_COUNT];
extern const cs_metric cs_agree_metric[CS_AGREE_FIELD_COUNT];

/* One field of one thing on which they differ. */
typedef struct cs_disagreement {
    int64_t statement, incident, report; /* one of the first two is 0 */
    cs_agree_field field;
    cs_str said[2]; /* n == 0: not known */
    cs_str words;   /* of a statement its evidence, cut where it is long */
} cs_disagreement;

typedef struct cs_agreement {
    cs_str who[2];
    int64_t n_statements, n_incidents, n_reports; /* on which both decided */
    cs_alpha alpha[CS_AGREE_FIELD_COUNT];
    double low[CS_AGREE_FIELD_COUNT], high[CS_AGREE_FIELD_COUNT];
    bool has_interval[CS_AGREE_FIELD_COUNT]; /* false: one report, or too few draws have a value */
    CS_VEC(cs_disagreement) differ;          /* in the order of cs_decisions_next, by field */
} cs_agreement;

/* All of *out lies in perm. Errors: as of cs_decisions_*, CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status cs_agreement_of(cs_agreement *out, cs_store *s, const cs_str who[2], cs_arena *perm,
                                              cs_arena scratch, cs_err *err);

/* agreement_write.c. fields: which are shown; list: so many differences at most, -1: all. */
typedef struct cs_agreement_look {
    bool field[CS_AGREE_FIELD_COUNT];
    int64_t list;
} cs_agreement_look;
void cs_agreement_text(cs_buf *b, const cs_agreement *g, const cs_agreement_look *look, cs_arena scratch);
void cs_agreement_json(cs_buf *b, const cs_agreement *g, const cs_agreement_look *look); /* ends with a line end */
#endif
