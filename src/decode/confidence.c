#include "decode/confidence.h"
#include "base/tsv.h"
#include "encode/kern/kern.h"
#include <math.h>

static const char *const feature_name[CS_CONF_COUNT] = {
#define CS_X(e, n) n,
    CS_CONFIDENCE_FEATURES(CS_X)
#undef CS_X
};

extern const char cs_table_confidence_tsv[];
extern const long cs_table_confidence_tsv_n;

static cs_str text_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static float *slot_of(cs_confidence_table *t, cs_str name) {
    for (int i = 0; i < CS_CONF_COUNT; i++)
        if (cs_eq(name, text_of(feature_name[i]))) return &t->weight[i];
    for (int i = 0; i < CS_T_EVENT_COUNT; i++)
        if (cs_eq(name, text_of(cs_type_name[i]))) return &t->type[i];
    return NULL;
}

casus_status cs_confidence_open(cs_confidence_table *t, cs_err *err) {
    *t = (cs_confidence_table){ 0 };
    cs_tsv rows = { .rest = { cs_table_confidence_tsv, cs_table_confidence_tsv_n } };
    int n = 0;
    while (cs_tsv_next(&rows)) {
        float *to = slot_of(t, rows.field[0]);
        cs_i64_result v = cs_parse_i64(rows.field[1]);
        if (!to || rows.n != 2 || !v.ok || v.value < -20000 || v.value > 20000)
            return cs_fail(err, CASUS_E_INTERNAL, rows.line,
                           "data/confidence.tsv:%d: expected a feature and a weight in thousandths", rows.line);
        *to = (float)v.value / 1000.0F;
        n++;
    }
    if (n != CS_CONF_COUNT + CS_T_EVENT_COUNT)
        return cs_fail(err, CASUS_E_INTERNAL, -1, "data/confidence.tsv: expected %d rows but found %d",
                       CS_CONF_COUNT + (int)CS_T_EVENT_COUNT, n);
    return CASUS_OK;
}

/* 1 / (1 + exp(-z)), with the kernels' own exp2: the same bits everywhere. */
static float sigmoid(float z) {
    float v[16] = { -z * 1.44269504F };
    cs_kern_scalar.exp2(v, 16);
    return 1.0F / (1.0F + v[0]);
}

/* log(p / (1 - p)) within +-4, from a table of the odds: no library's logarithm is the same everywhere. */
static float log_odds(float p) {
    enum { STEPS = 32 };
    for (int i = -STEPS; i < STEPS; i++) { /* the first step whose sigmoid is p or more */
        float z = (float)i * 4.0F / STEPS;
        if (sigmoid(z) >= p) return z;
    }
    return 4.0F;
}

static bool has_role(const cs_statement *s, unsigned roles) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (roles >> s->roles.v[i].role & 1) return true;
    return false;
}

static float branch_says(const cs_reading *r, const cs_statement *s) {
    return s->type < CS_T_EVENT_COUNT ? r->senses[s->trigger_token].type[s->type] : 0.5F;
}

enum {
    DOES = 1u << CS_ROLE_AGENT | 1u << CS_ROLE_FROM,
    SUFFERS = 1u << CS_ROLE_RECIPIENT | 1u << CS_ROLE_TARGET | 1u << CS_ROLE_OTHER_PARTY | 1u << CS_ROLE_TO
};

/* Statements of one sentence, [beg, end). */
static bool is_below(const cs_reading *r, ptrdiff_t beg, ptrdiff_t end, const cs_statement *s) {
    for (int32_t up = r->tokens.v[s->trigger_token].head; up >= 0; up = r->tokens.v[up].head)
        for (ptrdiff_t i = beg; i < end; i++)
            if (r->statements.v[i].type < CS_T_EVENT_COUNT && r->statements.v[i].trigger_token == up) return true;
    return false;
}

/* company: other event statements of the sentence. */
static float confidence_of(const cs_confidence_table *t, const cs_reading *r, const cs_statement *s, int company, bool below) {
    bool relation = s->type >= CS_T_EVENT_COUNT;
    const float x[CS_CONF_COUNT] = { [CS_CONF_BIAS] = 1,
                                     [CS_CONF_BRANCH] = relation ? 0 : log_odds(branch_says(r, s)),
                                     [CS_CONF_ALONE] = s->alone,
                                     [CS_CONF_RELATION] = relation,
                                     [CS_CONF_NOUN] = r->tokens.v[s->trigger_token].upos != CS_UPOS_VERB,
                                     [CS_CONF_AGENT] = has_role(s, DOES),
                                     [CS_CONF_PATIENT] = has_role(s, SUFFERS),
                                     [CS_CONF_UNREAL] = s->modality != CS_MOD_ACTUAL,
                                     [CS_CONF_UNSURE] = s->certainty != CS_CERT_FACT,
                                     [CS_CONF_COMPANY] = (float)(company < 4 ? company : 4),
                                     [CS_CONF_BELOW] = below };
    float z = relation ? 0 : t->type[s->type];
    for (int i = 0; i < CS_CONF_COUNT; i++) z += t->weight[i] * x[i];
    return sigmoid(z);
}

void cs_confidences(const cs_confidence_table *t, cs_reading *r, cs_arena *perm) {
    if (!r->senses) return;
    for (ptrdiff_t i = 0; i < r->statements.n;) { /* statements are in text order: a sentence's lie together */
        int32_t sent = r->tokens.v[r->statements.v[i].trigger_token].sent;
        ptrdiff_t end = i;
        int events = 0;
        for (; end < r->statements.n && r->tokens.v[r->statements.v[end].trigger_token].sent == sent; end++)
            events += r->statements.v[end].type < CS_T_EVENT_COUNT;
        for (ptrdiff_t beg = i; i < end; i++) {
            cs_statement *s = &r->statements.v[i];
            s->confidence = confidence_of(t, r, s, events - (s->type < CS_T_EVENT_COUNT), is_below(r, beg, end, s));
            int p = (int)(1000 * branch_says(r, s) + 0.5F);
            *CS_PUSH(perm, &s->why) =
                (cs_why){ "confidence", s->type < CS_T_EVENT_COUNT ? cs_printf(perm, "branch:type %d.%03d", p / 1000, p % 1000)
                                                                   : CS_LIT("relation") };
        }
    }
}
