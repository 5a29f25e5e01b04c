#include "decode/reading.h"

#define CS_X(n) #n,
const char *const cs_upos_name[CS_UPOS_COUNT] = { CS_UPOS(CS_X) };
#undef CS_X
#define CS_X(e, n) n,
const char *const cs_deprel_name[CS_REL_COUNT] = { CS_DEPREL(CS_X) };
const char *const cs_entity_type_name[CS_ENT_COUNT] = { CS_ENTITY_TYPES(CS_X) };
const char *const cs_precision_name[CS_PREC_COUNT] = { CS_PRECISIONS(CS_X) };
const char *const cs_role_name_text[CS_ROLE_COUNT] = { CS_ROLES(CS_X) };
const char *const cs_certainty_name[CS_CERT_COUNT] = { CS_CERTAINTIES(CS_X) };
const char *const cs_modality_name[CS_MOD_COUNT] = { CS_MODALITIES(CS_X) };
const char *const cs_frame_name[CS_FRAME_COUNT] = { CS_FRAMES(CS_X) };
const char *const cs_effect_name[CS_EFFECT_COUNT] = { CS_EFFECTS(CS_X) };
const char *const cs_victim_status_name[CS_STATUS_COUNT] = { CS_STATUSES(CS_X) };
#undef CS_X
#define CS_X(e, n) n,
const char *const cs_muc_type_name[CS_MUC_TYPE_COUNT] = { CS_MUC_TYPES(CS_X) };
const char *const cs_muc_stage_name[CS_MUC_STAGE_COUNT] = { CS_MUC_STAGES(CS_X) };
#undef CS_X
const char *const cs_type_name[CS_T_COUNT] = {
#define CS_X(e) #e,
    CS_EVENT_TYPES(CS_X)
#undef CS_X
#define CS_X(e, n) n,
        CS_RELATION_TYPES(CS_X)
#undef CS_X
};
#define CS_X(e, n) n,
const char *const cs_muc_role_name[CS_FILL_COUNT] = { CS_FILLERS(CS_X) };
#undef CS_X
const char *const cs_mention_kind_name[3] = { "name", "nominal", "pronoun" };
const char *const cs_time_type_name[4] = { "DATE", "TIME", "DURATION", "SET" };
const char *const cs_attribution_kind_name[3] = { "quote", "paraphrase", "belief" };

int32_t cs_statement_number(const cs_reading *r, int32_t statement) {
    int32_t number = r->statements.v[statement].number;
    return number ? number : statement + 1;
}

int32_t cs_incident_number(const cs_reading *r, int32_t incident) {
    int32_t number = r->incidents.v[incident].number;
    return number ? number : incident + 1;
}
