/* A reading made by hand: two statements about one bombing and a relation, in a text whose bytes and code points differ. */
#ifndef CS_TESTS_EXPORT_MADE_H
#define CS_TESTS_EXPORT_MADE_H
#include "check.h"
#include "export/export.h"
#include <stdlib.h>

/* Bytes: é is 2, the emoji 4, the quotation marks 3 each. */
static const char MADE_TEXT[] =
    "Caf\xc3\xa9 bombed \xf0\x9f\x92\xa3\nRebels killed six people in Bo. Aid said \xe2\x80\x9cseven\xe2\x80\x9d.";

typedef struct made {
    cs_arena arena;
    jmp_buf full;
    cs_reading reading;
    cs_export_report report;
} made;

static inline cs_span made_span(const char *words) {
    const char *p = strstr(MADE_TEXT, words);
    assert_non_null(p);
    return (cs_span){ (uint32_t)(p - MADE_TEXT), (uint32_t)(p - MADE_TEXT + (ptrdiff_t)strlen(words)) };
}

static inline int32_t made_entity(made *m, cs_entity_type type, const char *words, cs_mention_kind kind) {
    cs_reading *r = &m->reading;
    int32_t entity = (int32_t)r->entities.n, *ids = CS_NEW(&m->arena, int32_t, 1);
    *ids = (int32_t)r->mentions.n;
    *CS_PUSH(&m->arena, &r->mentions) = (cs_mention){ .span = made_span(words), .entity = entity, .kind = (uint8_t)kind };
    cs_str name = cs_span_text(r->text, made_span(words));
    *CS_PUSH(&m->arena, &r->entities) = (cs_entity){ .name = name, .type = (uint8_t)type, .mentions = ids, .n_mentions = 1 };
    return entity;
}

static inline cs_role made_role(cs_role_name role, int32_t entity, const char *words) {
    return (cs_role){ .role = (uint8_t)role, .entity = entity, .mention = -1, .span = made_span(words) };
}

static inline cs_statement *made_statement(made *m, cs_type type, const char *trigger, const char *evidence) {
    cs_statement *s = CS_PUSH(&m->arena, &m->reading.statements);
    *s = (cs_statement){ .type = (uint8_t)type,
                         .trigger = made_span(trigger),
                         .evidence = made_span(evidence),
                         .when = -1,
                         .incident = -1,
                         .confidence = -1 };
    return s;
}

static inline cs_toll made_toll(int64_t low, int64_t best, int64_t high, const char *words) {
    return (cs_toll){ .effect = CS_EFFECT_KILLED,
                      .low = low,
                      .best = best,
                      .high = high,
                      .of = -1,
                      .span = made_span(words),
                      .women = CS_COUNT_NONE,
                      .children = CS_COUNT_NONE };
}

static inline void made_statements(made *m) {
    cs_arena *a = &m->arena;
    cs_reading *r = &m->reading;
    int32_t rebels = made_entity(m, CS_ENT_GROUP, "Rebels", CS_MENTION_NOMINAL);
    int32_t people = made_entity(m, CS_ENT_POPULATION, "six people", CS_MENTION_NOMINAL);
    int32_t bo = made_entity(m, CS_ENT_PLACE, "Bo", CS_MENTION_NAME);
    int32_t aid = made_entity(m, CS_ENT_ORGANISATION, "Aid", CS_MENTION_NAME);
    cs_span *content = CS_NEW(a, cs_span, 1), *mention = CS_NEW(a, cs_span, 1);
    *content = made_span("seven");
    *mention = made_span("Bo");
    *CS_PUSH(a, &r->attributions) =
        (cs_attribution){ made_span("Aid"), made_span("said"), content, 1, aid, -1, -1, CS_ATTR_QUOTE };
    *CS_PUSH(a, &r->places) = (cs_place){ .entity = bo,
                                          .name = CS_LIT("Bo"),
                                          .geonames = 2410048,
                                          .lat = 7.9647,
                                          .lon = -11.7383,
                                          .has_point = true,
                                          .country = "SLE",
                                          .precision = CS_PREC_TOWN,
                                          .score = 0.875f,
                                          .parent = -1,
                                          .mentions = mention,
                                          .n_mentions = 1 };
    *CS_PUSH(a, &r->times) = (cs_time){ .timex = CS_LIT("2024-03"), .edtf = CS_LIT("2024-03"), .begin = 19783, .end = 19813 };
    cs_statement *s = made_statement(m, CS_T_ASSAULT, "killed", "Rebels killed six people in Bo");
    s->mode = CS_LIT("explosives");
    *CS_PUSH(a, &s->contexts) = CS_LIT("terrorism");
    *CS_PUSH(a, &s->roles) = made_role(CS_ROLE_AGENT, rebels, "Rebels");
    s->roles.v[0].has_own_voice = true;
    s->roles.v[0].certainty = CS_CERT_ACCUSED;
    s->roles.v[0].why = CS_LIT("subj");
    *CS_PUSH(a, &s->roles) = made_role(CS_ROLE_RECIPIENT, people, "six people");
    s->when = 0;
    *CS_PUSH(a, &s->where) = 0;
    *CS_PUSH(a, &s->toll) = made_toll(6, 6, 6, "six");
    *CS_PUSH(a, &s->why) = (cs_why){ "type", CS_LIT("lexicon \"kill\"") };
    s->incident = 0;
    s = made_statement(m, CS_T_ASSAULT, "seven", "seven");
    *CS_PUSH(a, &s->toll) = made_toll(7, 7, CS_COUNT_NONE, "seven");
    s->according_to = (cs_chain){ CS_NEW(a, int32_t, 1), 1 };
    s->certainty = CS_CERT_CLAIMED;
    s->incident = 0;
    cs_incident *x = CS_PUSH(a, &r->incidents);
    *x = (cs_incident){
        .statements = CS_NEW(a, int32_t, 2), .n_statements = 2, .type = CS_T_ASSAULT, .mode = CS_LIT("explosives"), .when = 0
    };
    x->statements[1] = 1;
    *CS_PUSH(a, &x->where) = 0;
    *CS_PUSH(a, &x->agents) = r->statements.v[0].roles.v[0];
    *CS_PUSH(a, &x->reasons) = CS_LIT("same victims");
    x->muc.type = CS_MUC_BOMBING;
    x->muc.stage = CS_MUC_STAGE_ACCOMPLISHED;
    *CS_PUSH(a, &x->muc.instrument_types) = CS_LIT("vehicle bomb");
    s = made_statement(m, CS_T_FIGHTS, "bombed", "Caf\xc3\xa9 bombed");
    *CS_PUSH(a, &s->roles) = made_role(CS_ROLE_FROM, rebels, "Rebels");
    s->modality = CS_MOD_PLANNED;
    s->time_frame = CS_FRAME_FUTURE;
}

static inline int made_setup(void **state) {
    made *m = calloc(1, sizeof *m);
    cs_err err;
    if (!m || cs_arena_map(&m->arena, 1 << 24, &err) != CASUS_OK) return -1;
    m->arena.on_full = &m->full;
    if (setjmp(m->full)) return -1;
    m->reading = (cs_reading){ .text = { MADE_TEXT, (ptrdiff_t)strlen(MADE_TEXT) }, .published = 19800 };
    *CS_PUSH(&m->arena, &m->reading.sentences) = (cs_sentence){ .span = made_span("Caf\xc3\xa9 bombed"), .heading = true };
    made_statements(m);
    m->report = (cs_export_report){ .reading = &m->reading,
                                    .id = CS_LIT("00ff"),
                                    .sha256 = CS_LIT("11ee"),
                                    .path = CS_LIT("a/b.txt"),
                                    .name = CS_LIT("The \"Daily\", Bo"),
                                    .media_type = CS_LIT("text/plain"),
                                    .charset = CS_LIT("UTF-8"),
                                    .size_bytes = 77,
                                    .model = { .name = CS_LIT("casus-en"), .version = CS_LIT("1") } };
    *state = m;
    return 0;
}

static inline int made_teardown(void **state) {
    made *m = *state;
    cs_arena_unmap(&m->arena);
    free(m);
    return 0;
}
#endif
