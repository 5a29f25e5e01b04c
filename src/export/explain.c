/* How a statement or an incident came about, for people: the trigger's row, its slots, every field with the rule that decided
 * it, and what else there was to choose from. */
#include "base/utf8.h"
#include "decode/lexicon.h"
#include "export/export.h"
#include "export/rules.h"
#include "export/say.h"
#include "export/text_lines.h"

enum { WORDS_BYTES_MAX = 80, EVIDENCE_BYTES_MAX = 400 };

typedef struct view {
    cs_lines l;
    const cs_export_report *in;
    const cs_reading *r;
    cs_utf8_index at;
    cs_arena scratch;
} view;

static cs_str str(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* ---- lines ---- */

static void label(view *v, const char *text) { cs_lines_label(&v->l, str(text)); }
static void put(view *v, cs_tone tone, cs_str text) { cs_lines_put(&v->l, tone, text); }
static void faint(view *v, const char *text) { cs_lines_put(&v->l, CS_TONE_FAINT, str(text)); }
static void end(view *v) { cs_lines_end(&v->l); }

static void quote(view *v, cs_span span, ptrdiff_t bytes_max) {
    cs_arena scratch = v->scratch;
    put(v, CS_TONE_QUOTE, CS_LIT("“"));
    put(v, CS_TONE_QUOTE, cs_say_words(v->r->text, span, bytes_max, &scratch));
    put(v, CS_TONE_QUOTE, CS_LIT("”"));
}

/* "   because …": the rule in words. */
static void because(view *v, cs_str rule) {
    if (!rule.n) return;
    faint(v, "   ");
    put(v, CS_TONE_FAINT, cs_rule_words(rule));
}

/* The rule for the field, the last one given; "where:incident s3" is read as rule and statement. */
static void why(view *v, const cs_statement *s, const char *field) {
    cs_str rule = { 0 }, from = { 0 };
    for (ptrdiff_t i = 0; i < s->why.n; i++)
        if (!strcmp(s->why.v[i].field, field)) rule = s->why.v[i].rule;
    ptrdiff_t at = cs_find(rule, CS_LIT(":incident s"));
    if (at >= 0) {
        at += (ptrdiff_t)strlen(":incident");
        from = cs_cut(rule, at, rule.n);
        rule = cs_cut(rule, 0, at);
    }
    because(v, rule);
    put(v, CS_TONE_FAINT, from);
}

static cs_span token_span(const view *v, int32_t tok) { return v->r->tokens.v[tok].span; }

/* The sentence of the trigger; readings made by hand have none. */
static cs_span sentence_of(const view *v, const cs_statement *s) {
    if (!s->trail) return s->evidence;
    return v->r->sentences.v[v->r->tokens.v[s->trail->trigger.tok].sent].span;
}

/* ---- the trigger ---- */

static const char *pos_name(char pos) {
    switch (pos) {
    case 'v': return "verb";
    case 'n': return "noun";
    case 'a': return "adjective";
    default: return "word";
    }
}

static void show_needs(view *v, uint32_t needs) {
#define CS_X(e, n) n,
    static const char *const name[CS_NEED_COUNT] = { CS_NEEDS(CS_X) };
#undef CS_X
    if (!needs) return;
    label(v, "needs");
    for (int i = 0; i < CS_NEED_COUNT; i++)
        if (needs >> i & 1) put(v, CS_TONE_PLAIN, str(name[i])), put(v, CS_TONE_PLAIN, CS_LIT("  "));
    end(v);
}

static cs_str slot_name(uint8_t kind, cs_str prep, cs_arena *a) {
#define CS_X(e, n) n,
    static const char *const name[CS_SLOT_COUNT] = { CS_SLOTS(CS_X) };
#undef CS_X
    return kind == CS_SLOT_PREP && prep.n ? cs_printf(a, CS_FMT, CS_ARG(prep)) : str(name[kind]);
}

static cs_str role_names(uint32_t roles, bool one_of, cs_arena *a) {
    cs_str all = { 0 };
    for (int i = 0; i < CS_ROLE_COUNT; i++) {
        if (!(roles >> i & 1)) continue;
        if (all.n) all = cs_join(a, all, one_of ? CS_LIT(" or ") : CS_LIT(" and "));
        all = cs_join(a, all, str(cs_role_name_text[i]));
    }
    return all;
}

static void show_frame(view *v, const cs_lex_frame *f) {
    cs_arena scratch = v->scratch;
    label(v, "frame");
    put(v, CS_TONE_STRONG, f->name);
    for (int32_t i = 0; i < f->n; i++) {
        const cs_lex_slot *s = f->slot + i;
        cs_str slot = slot_name(s->kind, s->prep, &scratch), roles = role_names(s->roles, s->one_of, &scratch);
        put(v, CS_TONE_PLAIN, cs_printf(&scratch, "   " CS_FMT ": " CS_FMT, CS_ARG(slot), CS_ARG(roles)));
    }
    end(v);
}

static void show_row(view *v, const char *name, const cs_trail_trigger *t) {
    cs_arena scratch = v->scratch;
    const cs_lex_trigger *row = t->row;
    label(v, name);
    quote(v, token_span(v, t->tok), WORDS_BYTES_MAX);
    put(v, CS_TONE_PLAIN,
        cs_printf(&scratch, "   the %s " CS_FMT ", line %d of triggers.tsv: ", pos_name(row->key.pos), CS_ARG(row->key.text),
                  row->key.line));
    put(v, CS_TONE_TYPE,
        cs_printf(&scratch, "%s%s" CS_FMT, cs_type_name[row->type], row->mode.n ? " " : "", CS_ARG(row->mode)));
    put(v, CS_TONE_PLAIN,
        row->strong ? CS_LIT(", makes a statement alone") : CS_LIT(", makes one only with an actor or near violence"));
    if (row->effect != CS_EFFECT_NONE) put(v, CS_TONE_PLAIN, cs_printf(&scratch, ", counts %s", cs_effect_name[row->effect]));
    end(v);
}

/* The roles that this slot's filler got: those whose filler it is, or whose words hold it. */
static uint32_t roles_of_arg(const view *v, const cs_statement *s, const cs_arg *a) {
    uint32_t roles = 0;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *x = s->roles.v + i;
        if (x->filler == a->tok || cs_span_in(token_span(v, a->tok), x->span)) roles |= 1u << x->role;
    }
    return roles;
}

/* A filler's words: those of its role, else of its mention, else the word. */
static cs_span words_of_arg(const view *v, const cs_statement *s, const cs_arg *a) {
    cs_span best = token_span(v, a->tok);
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (s->roles.v[i].filler == a->tok && cs_span_in(best, s->roles.v[i].span)) return s->roles.v[i].span;
    for (ptrdiff_t i = 0; i < v->r->mentions.n; i++)
        if (v->r->mentions.v[i].head == a->tok) return v->r->mentions.v[i].span;
    return best;
}

static void show_slots(view *v, const cs_statement *s, const cs_trail_trigger *t) {
    for (ptrdiff_t i = 0; i < t->args.n; i++) {
        cs_arena scratch = v->scratch;
        const cs_arg *a = t->args.v + i;
        uint32_t roles = roles_of_arg(v, s, a);
        label(v, i ? "" : "slots");
        put(v, CS_TONE_PLAIN, slot_name(a->slot, a->prep, &scratch));
        put(v, CS_TONE_PLAIN, CS_LIT(" "));
        quote(v, words_of_arg(v, s, a), WORDS_BYTES_MAX);
        const char *none = a->role != CS_ROLE_COUNT || cs_lex_frame_roles(t->row->frame, (cs_slot_kind)a->slot, a->prep)
                               ? "no role: it can be no party here"
                               : "no role: not in the frame";
        put(v, CS_TONE_PLAIN, CS_LIT(" → "));
        put(v, roles ? CS_TONE_STRONG : CS_TONE_FAINT, roles ? role_names(roles, false, &scratch) : str(none));
        because(v, str(a->how));
        end(v);
    }
}

static void show_trigger(view *v, const cs_statement *s) {
    const cs_trail *t = s->trail;
    if (!t) return;
    show_row(v, "trigger", &t->trigger);
    if (t->with >= 0) {
        label(v, "");
        faint(v, "with ");
        quote(v, token_span(v, t->with), WORDS_BYTES_MAX);
        faint(v, ", which the row asks for");
        end(v);
    }
    show_needs(v, t->trigger.row->needs);
    show_frame(v, t->trigger.row->frame);
    if (t->light >= 0) {
        cs_arena scratch = v->scratch;
        label(v, "light verb");
        quote(v, token_span(v, t->light), WORDS_BYTES_MAX);
        put(v, CS_TONE_PLAIN,
            cs_printf(&scratch, "   line %d of lightverbs.tsv: its subject is the %s", t->light_row->key.line,
                      cs_role_name_text[t->light_row->subject]));
        end(v);
    }
    show_slots(v, s, &t->trigger);
    for (ptrdiff_t i = 0; i < t->merged.n; i++) {
        show_row(v, "tells it too", t->merged.v + i);
        show_slots(v, s, t->merged.v + i);
    }
}

/* ---- roles and numbers ---- */

static void put_voice(view *v, bool own, uint8_t certainty, cs_chain chain) {
    cs_arena scratch = v->scratch;
    if (!own) return;
    cs_str who = chain.n ? cs_say_chain(v->r, chain, &scratch) : CS_LIT("the report");
    put(v, CS_TONE_VOICE, cs_printf(&scratch, "   %s, " CS_FMT, cs_certainty_name[certainty], CS_ARG(who)));
}

static void show_role(view *v, const cs_role *x) {
    cs_arena scratch = v->scratch;
    label(v, cs_role_name_text[x->role]);
    cs_str name = cs_say_filler(v->r, x->entity, x->span, &scratch);
    if (!cs_eq(name, cs_say_words(v->r->text, x->span, name.n + 1, &scratch))) {
        put(v, CS_TONE_STRONG, name);
        put(v, CS_TONE_PLAIN, CS_LIT(" "));
    }
    quote(v, x->span, WORDS_BYTES_MAX);
    if (x->entity >= 0)
        put(v, CS_TONE_PLAIN,
            cs_printf(&scratch, "   e%d, %s", x->entity + 1, cs_entity_type_name[v->r->entities.v[x->entity].type]));
    put_voice(v, x->has_own_voice, x->certainty, x->according_to);
    because(v, x->why);
    end(v);
}

static void show_toll(view *v, const cs_toll *t) {
    cs_arena scratch = v->scratch;
    label(v, "toll");
    cs_str count = cs_say_count(t, &scratch);
    put(v, CS_TONE_STRONG, cs_printf(&scratch, "%s " CS_FMT, cs_effect_name[t->effect], CS_ARG(count)));
    if (t->span.beg < t->span.end) faint(v, " "), quote(v, t->span, WORDS_BYTES_MAX);
    if (t->of >= 0) {
        cs_str of = cs_say_filler(v->r, t->of, t->span, &scratch);
        put(v, CS_TONE_PLAIN, cs_printf(&scratch, "   of e%d " CS_FMT, t->of + 1, CS_ARG(of)));
    }
    put_voice(v, t->has_own_voice, t->certainty, t->according_to);
    end(v);
}

/* ---- time and place, with what else the sentence has ---- */

static void put_time(view *v, int32_t index) {
    cs_arena scratch = v->scratch;
    const cs_time *t = v->r->times.v + index;
    cs_str date = cs_say_date(v->r, index);
    put(v, CS_TONE_STRONG, cs_printf(&scratch, "t%d " CS_FMT, index + 1, CS_ARG(date)));
    if (t->has_span) faint(v, " "), quote(v, t->span, WORDS_BYTES_MAX);
    if (t->why.n) put(v, CS_TONE_FAINT, cs_printf(&scratch, "   read as: " CS_FMT, CS_ARG(t->why)));
}

static void show_when(view *v, const cs_statement *s) {
    cs_span sentence = sentence_of(v, s);
    label(v, "when");
    if (s->when >= 0) {
        put_time(v, s->when);
        why(v, s, "when");
    } else {
        faint(v, "not told");
    }
    end(v);
    for (int32_t i = 0; i < v->r->times.n; i++) {
        const cs_time *t = v->r->times.v + i;
        if (i == s->when || !t->has_span || !cs_span_in(t->span, sentence)) continue;
        label(v, "");
        faint(v, "not taken: ");
        put_time(v, i);
        end(v);
    }
}

static void put_place(view *v, int32_t index) {
    cs_arena scratch = v->scratch;
    const cs_place *p = v->r->places.v + index;
    put(v, CS_TONE_STRONG, cs_printf(&scratch, "p%d " CS_FMT, index + 1, CS_ARG(p->name)));
    cs_str country = p->precision == CS_PREC_COUNTRY ? CS_LIT("") : p->country_name.n ? p->country_name : str(p->country);
    put(v, CS_TONE_PLAIN,
        cs_printf(&scratch, "%s" CS_FMT " (%s)", country.n ? ", " : "", CS_ARG(country), cs_precision_name[p->precision]));
    if (!p->why.n) return;
    faint(v, "   read as: ");
    put(v, CS_TONE_FAINT, cs_rule_words(p->why));
}

static bool is_in_sentence(const cs_place *p, cs_span sentence) {
    for (int32_t k = 0; k < p->n_mentions; k++)
        if (cs_span_in(p->mentions[k], sentence)) return true;
    return false;
}

static void show_where(view *v, const cs_statement *s) {
    cs_span sentence = sentence_of(v, s);
    for (ptrdiff_t i = 0; i < s->where.n; i++) {
        label(v, i ? "" : "where");
        put_place(v, s->where.v[i]);
        if (!i) why(v, s, "where");
        end(v);
    }
    if (!s->where.n) label(v, "where"), faint(v, "not told"), end(v);
    for (int32_t p = 0; p < v->r->places.n; p++) {
        bool taken = false;
        for (ptrdiff_t i = 0; i < s->where.n; i++) taken |= s->where.v[i] == p;
        if (taken || !is_in_sentence(v->r->places.v + p, sentence)) continue;
        label(v, "");
        faint(v, "not taken: ");
        put_place(v, p);
        end(v);
    }
}

/* ---- did it happen, by whose word ---- */

static void show_value(view *v, const cs_statement *s, const char *name, const char *field, const char *value) {
    label(v, name);
    put(v, CS_TONE_STRONG, str(value));
    why(v, s, field);
}

static void show_judgement(view *v, const cs_statement *s) {
    int32_t word = s->trail ? s->trail->modality_word : -1;
    show_value(v, s, "modality", "modality", cs_modality_name[s->modality]);
    if (word >= 0) {
        faint(v, " ");
        quote(v, token_span(v, word), WORDS_BYTES_MAX);
    } else if (s->modality == CS_MOD_ACTUAL) {
        faint(v, "   no word says otherwise");
    }
    end(v);
    show_value(v, s, "certainty", "certainty", cs_certainty_name[s->certainty]);
    end(v);
    show_value(v, s, "time frame", "time_frame", cs_frame_name[s->time_frame]);
    end(v);
}

static void show_speakers(view *v, const cs_statement *s) {
    if (!s->according_to.n) {
        label(v, "according to");
        faint(v, "the report itself");
        end(v);
    }
    for (int32_t i = 0; i < s->according_to.n; i++) {
        cs_arena scratch = v->scratch;
        const cs_attribution *a = v->r->attributions.v + s->according_to.v[i];
        label(v, i ? "" : "according to");
        put(v, CS_TONE_STRONG, cs_say_speaker(v->r, s->according_to.v[i], &scratch));
        put(v, CS_TONE_PLAIN, cs_printf(&scratch, "   a%d, %s", s->according_to.v[i] + 1, cs_attribution_kind_name[a->kind]));
        if (a->cue.beg < a->cue.end) {
            put(v, CS_TONE_PLAIN, CS_LIT(", cue "));
            quote(v, a->cue, WORDS_BYTES_MAX);
            put(v, CS_TONE_PLAIN, cs_printf(&scratch, ", which makes it %s", cs_certainty_name[a->certainty]));
        }
        if (!i) why(v, s, "according_to");
        end(v);
    }
}

static void show_rest(view *v, const cs_statement *s) {
    cs_arena scratch = v->scratch;
    if (s->contexts.n) {
        label(v, "contexts");
        for (ptrdiff_t i = 0; i < s->contexts.n; i++) {
            if (i) put(v, CS_TONE_PLAIN, CS_LIT(", "));
            put(v, CS_TONE_STRONG, s->contexts.v[i]);
        }
        why(v, s, "contexts");
        end(v);
    }
    label(v, "confidence");
    if (s->confidence < 0)
        faint(v, "not known");
    else
        put(v, CS_TONE_STRONG, cs_printf(&scratch, "%d %%", (int)(100 * s->confidence + 0.5f)));
    end(v);
}

/* ---- incidents ---- */

/* Why the statement stands in the incident: its own reasons of those that the incident has. */
static void put_reasons(view *v, const cs_incident *x, int32_t statement) {
    cs_arena scratch = v->scratch;
    cs_str head = cs_printf(&scratch, "s%d: ", cs_statement_number(v->r, statement));
    bool any = false;
    for (ptrdiff_t i = 0; i < x->reasons.n; i++) {
        if (!cs_starts(x->reasons.v[i], head)) continue;
        put(v, CS_TONE_FAINT, any ? CS_LIT(", ") : CS_LIT("   joined: "));
        put(v, CS_TONE_FAINT, cs_cut(x->reasons.v[i], head.n, x->reasons.v[i].n));
        any = true;
    }
    if (!any) faint(v, "   opened the incident: nothing before it fits");
}

static void show_incident_of(view *v, const cs_statement *s, int32_t index) {
    label(v, "incident");
    if (s->incident < 0) {
        faint(v, "none: a relation");
        end(v);
        return;
    }
    cs_arena scratch = v->scratch;
    const cs_incident *x = v->r->incidents.v + s->incident;
    put(v, CS_TONE_STRONG, cs_printf(&scratch, "i%d", cs_incident_number(v->r, s->incident)));
    if (x->n_statements > 1) put(v, CS_TONE_PLAIN, CS_LIT(" with"));
    for (int32_t i = 0; i < x->n_statements; i++)
        if (x->statements[i] != index)
            put(v, CS_TONE_PLAIN, cs_printf(&scratch, " s%d", cs_statement_number(v->r, x->statements[i])));
    put_reasons(v, x, index);
    end(v);
}

static void explain_statement(view *v, int32_t index) {
    const cs_statement *s = v->r->statements.v + index;
    cs_arena scratch = v->scratch;
    put(v, CS_TONE_STRONG, cs_printf(&scratch, "s%d   ", cs_statement_number(v->r, index)));
    put(v, CS_TONE_TYPE, cs_printf(&scratch, "%s%s" CS_FMT, cs_type_name[s->type], s->mode.n ? " " : "", CS_ARG(s->mode)));
    put(v, CS_TONE_FAINT, cs_printf(&scratch, "   " CS_FMT, CS_ARG(v->in->path)));
    end(v);
    label(v, "evidence");
    quote(v, s->evidence, EVIDENCE_BYTES_MAX);
    put(v, CS_TONE_FAINT,
        cs_printf(&scratch, "   %u-%u", cs_utf8_at(&v->at, s->evidence.beg), cs_utf8_at(&v->at, s->evidence.end)));
    end(v);
    show_trigger(v, s);
    if (s->mode.n) {
        label(v, "mode");
        put(v, CS_TONE_STRONG, s->mode);
        why(v, s, "mode");
        end(v);
    }
    for (ptrdiff_t i = 0; i < s->roles.n; i++) show_role(v, s->roles.v + i);
    for (ptrdiff_t i = 0; i < s->toll.n; i++) show_toll(v, s->toll.v + i);
    show_when(v, s);
    show_where(v, s);
    show_judgement(v, s);
    show_speakers(v, s);
    show_rest(v, s);
    show_incident_of(v, s, index);
}

static void explain_incident(view *v, int32_t index) {
    const cs_incident *x = v->r->incidents.v + index;
    cs_arena scratch = v->scratch;
    put(v, CS_TONE_STRONG, cs_printf(&scratch, "i%d   ", cs_incident_number(v->r, index)));
    put(v, CS_TONE_TYPE, cs_printf(&scratch, "%s%s" CS_FMT, cs_type_name[x->type], x->mode.n ? " " : "", CS_ARG(x->mode)));
    put(v, CS_TONE_FAINT, cs_printf(&scratch, "   " CS_FMT, CS_ARG(v->in->path)));
    end(v);
    for (int32_t i = 0; i < x->n_statements; i++) {
        label(v, i ? "" : "statements");
        put(v, CS_TONE_STRONG, cs_printf(&scratch, "s%d ", cs_statement_number(v->r, x->statements[i])));
        quote(v, v->r->statements.v[x->statements[i]].trigger, WORDS_BYTES_MAX);
        put_reasons(v, x, x->statements[i]);
        end(v);
    }
    label(v, "when");
    if (x->when >= 0)
        put_time(v, x->when), faint(v, "   the finest that its statements tell");
    else
        faint(v, "not told");
    end(v);
    for (ptrdiff_t i = 0; i < x->where.n; i++) label(v, i ? "" : "where"), put_place(v, x->where.v[i]), end(v);
    for (ptrdiff_t i = 0; i < x->toll.n; i++) show_toll(v, x->toll.v + i);
    if (x->toll.n) label(v, ""), faint(v, "from the least to the most that its statements tell"), end(v);
    for (int32_t i = 0; i < x->n_statements; i++) {
        cs_lines_gap(&v->l);
        explain_statement(v, x->statements[i]);
    }
}

bool cs_export_explain(cs_buf *b, const cs_export_report *in, const cs_export_options *o, cs_arena scratch) {
    view v = { .l = cs_lines_make(b, o->width, o->colour), .in = in, .r = in->reading, .scratch = scratch };
    v.at = cs_utf8_index_of(in->reading->text, &v.scratch);
    for (int32_t i = 0; o->explain.kind == 's' && i < v.r->statements.n; i++)
        if (cs_statement_number(v.r, i) == o->explain.number) return explain_statement(&v, i), true;
    for (int32_t i = 0; o->explain.kind == 'i' && i < v.r->incidents.n; i++)
        if (cs_incident_number(v.r, i) == o->explain.number) return explain_incident(&v, i), true;
    return false;
}
