/* The JSON of docs/data-model.md. Members appear in that document's order; offsets are code points; ids are a letter and
 * the place in the list, from 1: e1 p1 t1 a1 s1 i1. Statements and incidents may bring numbers of their own. */
#include "base/json_find.h"
#include "base/utf8.h"
#include "export/export.h"

typedef struct json {
    cs_buf *b;
    cs_utf8_index at;
    const cs_reading *r;
    cs_arena scratch;
} json;

static void comma(json *j) {
    char last = j->b->n ? j->b->p[j->b->n - 1] : '[';
    if (last != '[' && last != '{' && last != ':') cs_buf_char(j->b, ',');
}

static void key(json *j, const char *name) {
    comma(j);
    cs_buf_char(j->b, '"');
    cs_buf_put(j->b, name);
    cs_buf_put(j->b, "\":");
}

static void open_object(json *j) {
    comma(j);
    cs_buf_char(j->b, '{');
}

static void name_value(json *j, const char *name, const char *value) {
    key(j, name);
    cs_buf_char(j->b, '"');
    cs_buf_put(j->b, value);
    cs_buf_char(j->b, '"');
}

/* null when the string is empty. */
static void text_or_null(json *j, const char *name, cs_str s) {
    key(j, name);
    if (s.n)
        cs_buf_json(j->b, s);
    else
        cs_buf_put(j->b, "null");
}

static void id_value(json *j, char letter, int32_t index) {
    comma(j);
    if (index < 0) {
        cs_buf_put(j->b, "null");
        return;
    }
    cs_buf_char(j->b, '"');
    cs_buf_char(j->b, letter);
    cs_buf_i64(j->b, (int64_t)index + 1);
    cs_buf_char(j->b, '"');
}

static void id(json *j, const char *name, char letter, int32_t index) {
    key(j, name);
    id_value(j, letter, index);
}

static void ids(json *j, const char *name, char letter, const int32_t *v, ptrdiff_t n) {
    key(j, name);
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < n; i++) id_value(j, letter, v[i]);
    cs_buf_char(j->b, ']');
}

static void pair(json *j, cs_span s) {
    comma(j);
    cs_buf_char(j->b, '[');
    cs_buf_i64(j->b, cs_utf8_at(&j->at, s.beg));
    cs_buf_char(j->b, ',');
    cs_buf_i64(j->b, cs_utf8_at(&j->at, s.end));
    cs_buf_char(j->b, ']');
}

/* null when the span is empty. */
static void span(json *j, const char *name, cs_span s) {
    key(j, name);
    if (s.beg < s.end)
        pair(j, s);
    else
        cs_buf_put(j->b, "null");
}

static void spans(json *j, const char *name, const cs_span *v, int32_t n) {
    key(j, name);
    cs_buf_char(j->b, '[');
    for (int32_t i = 0; i < n; i++) pair(j, v[i]);
    cs_buf_char(j->b, ']');
}

static void day(json *j, const char *name, int32_t d) {
    key(j, name);
    if (d == CS_DAY_NONE) {
        cs_buf_put(j->b, "null");
        return;
    }
    cs_buf_char(j->b, '"');
    cs_buf_day(j->b, d);
    cs_buf_char(j->b, '"');
}

static void count(json *j, const char *name, int64_t n) {
    key(j, name);
    if (n == CS_COUNT_NONE)
        cs_buf_put(j->b, "null");
    else
        cs_buf_i64(j->b, n);
}

static void strings(json *j, const char *name, const cs_str *v, ptrdiff_t n) {
    key(j, name);
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < n; i++) {
        comma(j);
        cs_buf_json(j->b, v[i]);
    }
    cs_buf_char(j->b, ']');
}

static void write_source(json *j, const cs_export_report *in) {
    key(j, "source");
    open_object(j);
    text_or_null(j, "name", in->name);
    text_or_null(j, "url", in->url);
    text_or_null(j, "path", in->path);
    text_or_null(j, "sha256", in->sha256);
    key(j, "size_bytes");
    cs_buf_i64(j->b, in->size_bytes);
    text_or_null(j, "media_type", in->media_type);
    text_or_null(j, "charset", in->charset);
    cs_buf_char(j->b, '}');
}

static void write_head(json *j, const cs_export_report *in) {
    name_value(j, "schema", "casus.report/1");
    key(j, "id");
    cs_buf_put(j->b, "\"sha256:");
    cs_buf_str(j->b, in->id);
    cs_buf_char(j->b, '"');
    write_source(j, in);
    text_or_null(j, "title", j->r->title);
    day(j, "published", j->r->published);
    name_value(j, "language", "en");
    key(j, "model");
    open_object(j);
    text_or_null(j, "name", in->model.name);
    text_or_null(j, "version", in->model.version);
    text_or_null(j, "sha256", in->model.sha256);
    text_or_null(j, "branch", in->model.branch);
    text_or_null(j, "gazetteer", in->model.gazetteer);
    text_or_null(j, "actors", in->model.actors);
    text_or_null(j, "lexicon", in->model.lexicon);
    text_or_null(j, "own_actors", in->model.own_actors);
    text_or_null(j, "own_places", in->model.own_places);
    text_or_null(j, "own_lexicon", in->model.own_lexicon);
    cs_buf_char(j->b, '}');
}

/* Only where a part was read, so that nobody takes what is not there for what is not said. */
static void write_skimmed(json *j, const cs_export_report *in) {
    if (!in->skim.n) return;
    key(j, "skimmed");
    open_object(j);
    count(j, "sentences", in->n_sentences);
    count(j, "read", j->r->sentences.n);
    text_or_null(j, "weights", in->skim);
    cs_buf_char(j->b, '}');
}

/* Universal features as CoNLL-U writes them, sorted by name. */
static void write_feats(json *j, const cs_feats *f) {
    static const char *const mood[] = { "", "Ind", "Imp", "Sub" }, *const number[] = { "", "Sing", "Plur" },
                             *const tense[] = { "", "Past", "Pres" }, *const form[] = { "", "Fin", "Inf", "Part", "Ger" },
                             *const person[] = { "", "1", "2", "3" };
    const struct {
        const char *name, *value;
    } all[] = { { "Mood", mood[f->mood] },    { "Number", number[f->number] },   { "Person", person[f->person] },
                { "Tense", tense[f->tense] }, { "VerbForm", form[f->verbform] }, { "Voice", f->passive ? "Pass" : "" } };
    key(j, "feats");
    bool any = false;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        if (!*all[i].value) continue;
        cs_buf_char(j->b, any ? '|' : '"');
        cs_buf_put(j->b, all[i].name);
        cs_buf_char(j->b, '=');
        cs_buf_put(j->b, all[i].value);
        any = true;
    }
    cs_buf_put(j->b, any ? "\"" : "null");
}

static void write_tokens(json *j) {
    key(j, "tokens");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < j->r->tokens.n; i++) {
        const cs_token *t = j->r->tokens.v + i;
        open_object(j);
        span(j, "span", t->span);
        name_value(j, "upos", cs_upos_name[t->upos]);
        write_feats(j, &t->feats);
        text_or_null(j, "lemma", t->lemma);
        key(j, "head");
        cs_buf_i64(j->b, t->head);
        name_value(j, "deprel", cs_deprel_name[t->deprel]);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

static void write_entities(json *j) {
    key(j, "entities");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < j->r->entities.n; i++) {
        const cs_entity *e = j->r->entities.v + i;
        open_object(j);
        id(j, "id", 'e', (int32_t)i);
        name_value(j, "type", cs_entity_type_name[e->type]);
        text_or_null(j, "name", e->name);
        text_or_null(j, "actor", e->actor);
        text_or_null(j, "why", e->why);
        text_or_null(j, "sector", e->sector);
        text_or_null(j, "country", (cs_str){ e->country, (ptrdiff_t)strlen(e->country) });
        key(j, "mentions");
        cs_buf_char(j->b, '[');
        for (int32_t k = 0; k < e->n_mentions; k++) {
            const cs_mention *m = j->r->mentions.v + e->mentions[k];
            open_object(j);
            span(j, "span", m->span);
            name_value(j, "kind", cs_mention_kind_name[m->kind]);
            cs_buf_char(j->b, '}');
        }
        cs_buf_char(j->b, ']');
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

static void write_places(json *j) {
    key(j, "places");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < j->r->places.n; i++) {
        const cs_place *p = j->r->places.v + i;
        open_object(j);
        id(j, "id", 'p', (int32_t)i);
        id(j, "entity", 'e', p->entity);
        text_or_null(j, "name", p->name);
        count(j, "geonames", p->geonames ? p->geonames : CS_COUNT_NONE);
        const double at[] = { p->lat, p->lon };
        for (int k = 0; k < 2; k++) {
            key(j, k ? "lon" : "lat");
            if (p->has_point)
                cs_buf_fixed(j->b, at[k], 5);
            else
                cs_buf_put(j->b, "null");
        }
        text_or_null(j, "country", (cs_str){ p->country, (ptrdiff_t)strlen(p->country) });
        text_or_null(j, "admin1", p->admin1);
        text_or_null(j, "admin2", p->admin2);
        name_value(j, "precision", cs_precision_name[p->precision]);
        key(j, "score");
        cs_buf_fixed(j->b, (double)p->score, 3);
        spans(j, "mentions", p->mentions, p->n_mentions);
        text_or_null(j, "why", p->why);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

static void write_times(json *j) {
    key(j, "times");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < j->r->times.n; i++) {
        const cs_time *t = j->r->times.v + i;
        open_object(j);
        id(j, "id", 't', (int32_t)i);
        span(j, "span", t->has_span ? t->span : (cs_span){ 0 });
        name_value(j, "type", cs_time_type_name[t->type]);
        text_or_null(j, "timex", t->timex);
        text_or_null(j, "edtf", t->edtf);
        day(j, "begin", t->begin);
        day(j, "end", t->end);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

static void write_attributions(json *j) {
    key(j, "attributions");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < j->r->attributions.n; i++) {
        const cs_attribution *a = j->r->attributions.v + i;
        open_object(j);
        id(j, "id", 'a', (int32_t)i);
        span(j, "source", a->source);
        span(j, "cue", a->cue);
        spans(j, "content", a->content, a->n_content);
        id(j, "source_entity", 'e', a->source_entity);
        name_value(j, "kind", cs_attribution_kind_name[a->kind]);
        id(j, "parent", 'a', a->parent);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

static void own_voice(json *j, bool has, cs_chain chain, uint8_t certainty) {
    if (!has) return;
    ids(j, "according_to", 'a', chain.v, chain.n);
    name_value(j, "certainty", cs_certainty_name[certainty]);
}

static void write_roles(json *j, const cs_role *v, ptrdiff_t n) {
    key(j, "roles");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < n; i++) {
        open_object(j);
        name_value(j, "role", cs_role_name_text[v[i].role]);
        id(j, "entity", 'e', v[i].entity);
        span(j, "span", v[i].span);
        own_voice(j, v[i].has_own_voice, v[i].according_to, v[i].certainty);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

static void write_toll(json *j, const cs_toll *v, ptrdiff_t n) {
    key(j, "toll");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < n; i++) {
        open_object(j);
        name_value(j, "effect", cs_effect_name[v[i].effect]);
        count(j, "low", v[i].low);
        count(j, "best", v[i].best);
        count(j, "high", v[i].high);
        id(j, "of", 'e', v[i].of);
        span(j, "span", v[i].span);
        own_voice(j, v[i].has_own_voice, v[i].according_to, v[i].certainty);
        if (v[i].status != CS_STATUS_UNKNOWN) name_value(j, "status", cs_victim_status_name[v[i].status]);
        if (v[i].women != CS_COUNT_NONE) count(j, "women", v[i].women);
        if (v[i].children != CS_COUNT_NONE) count(j, "children", v[i].children);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

/* One member per field: what decided it, several rules joined. Roles carry their own rule, under the role's name. */
static void write_why(json *j, const cs_statement *s) {
    cs_arena scratch = j->scratch;
    ptrdiff_t n = s->why.n + s->roles.n;
    cs_why *all = CS_NEW(&scratch, cs_why, n + 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        cs_why w = i < s->why.n ? s->why.v[i]
                                : (cs_why){ cs_role_name_text[s->roles.v[i - s->why.n].role], s->roles.v[i - s->why.n].why };
        all[i] = w;
    }
    key(j, "why");
    cs_buf_char(j->b, '{');
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!all[i].rule.n) continue;
        cs_str rule = all[i].rule;
        for (ptrdiff_t k = i + 1; k < n; k++) {
            if (!all[k].rule.n || strcmp(all[k].field, all[i].field)) continue;
            if (cs_find(rule, all[k].rule) < 0)
                rule = cs_printf(&scratch, "%.*s; %.*s", (int)rule.n, rule.p, CS_ARG(all[k].rule));
            all[k].rule.n = 0;
        }
        key(j, all[i].field);
        cs_buf_json(j->b, rule);
    }
    cs_buf_char(j->b, '}');
}

static void write_statements(json *j) {
    key(j, "statements");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < j->r->statements.n; i++) {
        const cs_statement *s = j->r->statements.v + i;
        open_object(j);
        id(j, "id", 's', cs_statement_number(j->r, (int32_t)i) - 1);
        name_value(j, "kind", s->type < CS_T_EVENT_COUNT ? "event" : "relation");
        name_value(j, "type", cs_type_name[s->type]);
        text_or_null(j, "mode", s->mode);
        strings(j, "contexts", s->contexts.v, s->contexts.n);
        span(j, "trigger", s->trigger);
        write_roles(j, s->roles.v, s->roles.n);
        id(j, "when", 't', s->when);
        ids(j, "where", 'p', s->where.v, s->where.n);
        write_toll(j, s->toll.v, s->toll.n);
        ids(j, "according_to", 'a', s->according_to.v, s->according_to.n);
        name_value(j, "certainty", cs_certainty_name[s->certainty]);
        name_value(j, "modality", cs_modality_name[s->modality]);
        name_value(j, "time_frame", cs_frame_name[s->time_frame]);
        span(j, "evidence", s->evidence);
        key(j, "confidence");
        if (s->confidence < 0)
            cs_buf_put(j->b, "null");
        else
            cs_buf_fixed(j->b, (double)s->confidence, 3);
        write_why(j, s);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

static void fillers(json *j, const char *name, const cs_role *v, ptrdiff_t n) {
    key(j, name);
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < n; i++) {
        open_object(j);
        id(j, "entity", 'e', v[i].entity);
        span(j, "span", v[i].span);
        own_voice(j, v[i].has_own_voice, v[i].according_to, v[i].certainty);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

static void write_muc(json *j, const cs_muc *muc) {
    const char *type = cs_muc_type_name[muc->type], *stage = cs_muc_stage_name[muc->stage];
    key(j, "muc");
    cs_buf_char(j->b, '{');
    text_or_null(j, "type", (cs_str){ type, (ptrdiff_t)strlen(type) });
    text_or_null(j, "stage", (cs_str){ stage, (ptrdiff_t)strlen(stage) });
    strings(j, "instrument_types", muc->instrument_types.v, muc->instrument_types.n);
    strings(j, "target_types", muc->target_types.v, muc->target_types.n);
    cs_buf_char(j->b, '}');
}

static void write_incidents(json *j) {
    key(j, "incidents");
    cs_buf_char(j->b, '[');
    for (ptrdiff_t i = 0; i < j->r->incidents.n; i++) {
        const cs_incident *x = j->r->incidents.v + i;
        open_object(j);
        id(j, "id", 'i', cs_incident_number(j->r, (int32_t)i) - 1);
        key(j, "statements");
        cs_buf_char(j->b, '[');
        for (int32_t k = 0; k < x->n_statements; k++) id_value(j, 's', cs_statement_number(j->r, x->statements[k]) - 1);
        cs_buf_char(j->b, ']');
        name_value(j, "type", cs_type_name[x->type]);
        text_or_null(j, "mode", x->mode);
        id(j, "when", 't', x->when);
        ids(j, "where", 'p', x->where.v, x->where.n);
        fillers(j, "agents", x->agents.v, x->agents.n);
        fillers(j, "recipients", x->recipients.v, x->recipients.n);
        fillers(j, "targets", x->targets.v, x->targets.n);
        fillers(j, "instruments", x->instruments.v, x->instruments.n);
        write_toll(j, x->toll.v, x->toll.n);
        ids(j, "sources", 'a', x->sources.v, x->sources.n);
        key(j, "confidence");
        cs_buf_put(j->b, "null");
        strings(j, "reasons", x->reasons.v, x->reasons.n);
        write_muc(j, &x->muc);
        cs_buf_char(j->b, '}');
    }
    cs_buf_char(j->b, ']');
}

void cs_export_json(cs_buf *b, const cs_export_report *in, const cs_export_options *o, cs_arena scratch) {
    json j = { .b = b, .r = in->reading, .scratch = scratch };
    j.at = cs_utf8_index_of(in->reading->text, &j.scratch);
    cs_buf_char(b, '{');
    write_head(&j, in);
    write_skimmed(&j, in);
    if (!o->no_text) {
        key(&j, "text");
        cs_buf_json(b, j.r->text);
    }
    if (in->n_pages) {
        key(&j, "pages");
        cs_buf_char(b, '[');
        for (ptrdiff_t i = 0; i < in->n_pages; i++) pair(&j, in->pages[i]);
        cs_buf_char(b, ']');
    }
    key(&j, "sentences");
    cs_buf_char(b, '[');
    for (ptrdiff_t i = 0; i < j.r->sentences.n; i++) pair(&j, j.r->sentences.v[i].span);
    cs_buf_char(b, ']');
    if (o->tokens) write_tokens(&j);
    write_entities(&j);
    write_places(&j);
    write_times(&j);
    write_attributions(&j);
    write_statements(&j);
    write_incidents(&j);
    cs_buf_char(b, '}');
}

bool cs_export_json_again(cs_buf *b, cs_str line, const cs_export_report *source) {
    cs_json_place own = cs_json_find(line, CS_LIT("source"));
    if (!own.found) return false;
    json j = { .b = b };
    cs_buf_add(b, line.p, (size_t)(line.p[own.key - 1] == ',' ? own.key - 1 : own.key)); /* write_source puts its own */
    write_source(&j, source);
    cs_buf_add(b, line.p + own.end, (size_t)(line.n - own.end));
    return true;
}
