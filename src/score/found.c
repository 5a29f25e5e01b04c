#include "score/found.h"

bool cs_field_is_name(cs_field field) {
    switch (field) {
    case CS_FIELD_AGENT:
    case CS_FIELD_RECIPIENT:
    case CS_FIELD_WHERE:
    case CS_FIELD_BY:
    case CS_FIELD_FROM:
    case CS_FIELD_TO: return true;
    default: return false;
    }
}

typedef struct adder {
    const cs_reading *r;
    cs_found *f;
    cs_arena *a;
} adder;

static void add(adder *x, cs_field field, cs_str text) {
    cs_found_values *v = &x->f->field[field];
    if (!text.n) return;
    for (ptrdiff_t i = 0; i < v->text.n; i++)
        if (cs_eq(v->text.v[i], text)) return;
    *CS_PUSH(x->a, &v->text) = text;
    if (cs_field_is_name(field)) *CS_PUSH(x->a, &v->name) = cs_name_of(text, x->a);
}

static void add_name(adder *x, cs_field field, const char *name) { add(x, field, (cs_str){ name, (ptrdiff_t)strlen(name) }); }

static void add_span(adder *x, cs_field field, cs_span span) {
    if (span.beg < span.end) add(x, field, cs_span_text(x->r->text, span));
}

/* What the report calls the entity, pronouns aside. */
static void add_entity(adder *x, cs_field field, int32_t entity) {
    if (entity < 0) return;
    const cs_entity *e = x->r->entities.v + entity;
    add(x, field, e->name);
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = x->r->mentions.v + e->mentions[i];
        if (m->kind != CS_MENTION_PRONOUN) add_span(x, field, m->span);
    }
}

static void add_roles(adder *x, const cs_statement *s) {
    static const int8_t field_of[CS_ROLE_COUNT] = {
        [CS_ROLE_AGENT] = CS_FIELD_AGENT,
        [CS_ROLE_RECIPIENT] = CS_FIELD_RECIPIENT,
        [CS_ROLE_TARGET] = CS_FIELD_RECIPIENT,
        [CS_ROLE_INSTRUMENT] = -1,
        [CS_ROLE_BENEFICIARY] = -1,
        [CS_ROLE_OTHER_PARTY] = -1,
        [CS_ROLE_FROM] = CS_FIELD_FROM,
        [CS_ROLE_TO] = CS_FIELD_TO,
        [CS_ROLE_ITEM] = -1,
    };
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *role = s->roles.v + i;
        int8_t field = field_of[role->role];
        if (field < 0) continue;
        add_span(x, (cs_field)field, role->span);
        add_entity(x, (cs_field)field, role->entity);
    }
}

static void add_places(adder *x, const cs_statement *s) {
    for (ptrdiff_t i = 0; i < s->where.n; i++) {
        const cs_place *p = x->r->places.v + s->where.v[i];
        add(x, CS_FIELD_WHERE, p->name);
        add(x, CS_FIELD_WHERE, p->admin1);
        add_name(x, CS_FIELD_WHERE, p->country);
        for (int32_t k = 0; k < p->n_mentions; k++) add_span(x, CS_FIELD_WHERE, p->mentions[k]);
        add_name(x, CS_FIELD_COUNTRY, p->country);
    }
}

static void add_time(adder *x, const cs_statement *s) {
    if (s->when < 0) return;
    add(x, CS_FIELD_WHEN, x->r->times.v[s->when].edtf);
    add(x, CS_FIELD_WHEN, x->r->times.v[s->when].timex);
}

static void add_voice(adder *x, cs_chain according_to, uint8_t certainty) {
    for (int32_t i = 0; i < according_to.n; i++) {
        const cs_attribution *a = x->r->attributions.v + according_to.v[i];
        add_span(x, CS_FIELD_BY, a->source);
        add_entity(x, CS_FIELD_BY, a->source_entity);
    }
    add_name(x, CS_FIELD_CERTAINTY, cs_certainty_name[certainty]);
}

static void add_toll(adder *x, const cs_toll *t) {
    if (t->effect == CS_EFFECT_KILLED) *CS_PUSH(x->a, &x->f->field[CS_FIELD_KILLED].count) = t;
    if (t->effect == CS_EFFECT_WOUNDED) *CS_PUSH(x->a, &x->f->field[CS_FIELD_WOUNDED].count) = t;
    if (t->has_own_voice) add_voice(x, t->according_to, t->certainty);
}

cs_found cs_found_of(const cs_reading *r, const cs_statement *s, cs_arena *a) {
    cs_found f = { 0 };
    adder x = { r, &f, a };
    add_name(&x, CS_FIELD_TYPE, cs_type_name[s->type]);
    add(&x, CS_FIELD_MODE, s->mode);
    add_roles(&x, s);
    add_places(&x, s);
    add_time(&x, s);
    add_voice(&x, s->according_to, s->certainty);
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (s->roles.v[i].has_own_voice) add_voice(&x, s->roles.v[i].according_to, s->roles.v[i].certainty);
    for (ptrdiff_t i = 0; i < s->toll.n; i++) add_toll(&x, s->toll.v + i);
    add_name(&x, CS_FIELD_MODALITY, cs_modality_name[s->modality]);
    add_name(&x, CS_FIELD_TIME_FRAME, cs_frame_name[s->time_frame]);
    return f;
}

bool cs_found_any(const cs_found *f, cs_field field) { return f->field[field].text.n || f->field[field].count.n; }

static bool count_agrees(const cs_toll *t, const cs_gold_values *want) {
    if (t->low != want->low && t->best != want->low) return false;
    return want->high == CS_COUNT_NONE || t->high == want->high || t->high == CS_COUNT_NONE || t->best == want->high;
}

/* An EDTF value without the marks of "about" at its end. */
static cs_str firm(cs_str edtf) {
    while (cs_ends(edtf, CS_LIT("~"))) edtf.n--;
    return edtf;
}

static bool name_agrees(const cs_found_values *v, cs_str want, cs_arena scratch) {
    cs_name name = cs_name_of(want, &scratch);
    for (ptrdiff_t i = 0; i < v->name.n; i++)
        if (cs_name_same(&name, &v->name.v[i])) return true;
    return false;
}

bool cs_found_agrees(const cs_found *f, cs_field field, const cs_gold_values *want, cs_arena scratch) {
    const cs_found_values *v = &f->field[field];
    for (ptrdiff_t i = 0; i < v->count.n; i++)
        if (count_agrees(v->count.v[i], want)) return true;
    for (ptrdiff_t k = 0; k < want->any.n; k++) {
        cs_str one = want->any.v[k];
        if (cs_field_is_name(field)) {
            if (name_agrees(v, one, scratch)) return true;
            continue;
        }
        for (ptrdiff_t i = 0; i < v->text.n; i++)
            if (cs_eq(v->text.v[i], one) || (field == CS_FIELD_WHEN && cs_eq(firm(v->text.v[i]), firm(one)))) return true;
    }
    return false;
}
