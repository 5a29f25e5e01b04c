/* The readable view: what the report says happened, incident by incident, then the relations between actors. Each value
 * stands with its voice: how certain, and by whose word. What sources say differently stands side by side. */
#include "base/utf8.h"
#include "export/export.h"
#include "export/say.h"
#include "export/text_lines.h"

enum { EVIDENCE_BYTES_MAX = 400, WORDS_BYTES_MAX = 60, TITLE_BYTES_MAX = 200, TRIGGER_BYTES_MAX = 9 };

typedef struct view {
    const cs_export_report *in;
    cs_lines l;
    const cs_reading *r;
    cs_utf8_index at;
    cs_arena scratch;
} view;

/* "as fact, the report", "claimed, Al-Naba", "possible, UN > a Member State". The report's own word that something is so is
 * said only of the agent, where it matters most, so that the voices that differ stand out. */
static cs_str voice(view *v, uint8_t certainty, cs_chain chain, bool always, cs_arena *a) {
    if (!always && certainty == CS_CERT_FACT && !chain.n) return (cs_str){ 0 };
    cs_str who = chain.n ? cs_say_chain(v->r, chain, a) : CS_LIT("the report");
    return cs_printf(a, "%s, %.*s", certainty == CS_CERT_FACT ? "as fact" : cs_certainty_name[certainty], (int)who.n, who.p);
}

/* A value and the voices that give it. */
typedef struct told {
    cs_str value;
    CS_VEC(cs_str) voices;
    int32_t entity; /* or -1 */
} told;
typedef CS_VEC(told) told_list;

static void tell(told_list *list, int32_t entity, cs_str value, cs_str by, cs_arena *a) {
    told *t = NULL;
    for (ptrdiff_t i = 0; i < list->n && !t; i++)
        if ((entity >= 0 && list->v[i].entity == entity) || cs_eq(list->v[i].value, value)) t = list->v + i;
    if (!t) {
        t = CS_PUSH(a, list);
        *t = (told){ .value = value, .entity = entity };
    }
    for (ptrdiff_t i = 0; i < t->voices.n; i++)
        if (cs_eq(t->voices.v[i], by)) return;
    *CS_PUSH(a, &t->voices) = by;
}

static void show_told(view *v, cs_str label, const told_list *list) {
    cs_arena scratch = v->scratch;
    for (ptrdiff_t i = 0; i < list->n; i++) {
        const told *t = list->v + i;
        cs_str by = { 0 };
        for (ptrdiff_t k = 0; k < t->voices.n; k++) {
            cs_str one = t->voices.v[k];
            if (!one.n && t->voices.n > 1) one = CS_LIT("as fact, the report"); /* beside another voice it has to be said */
            if (k) by = cs_join(&scratch, by, CS_LIT("; "));
            by = cs_join(&scratch, by, one);
        }
        cs_lines_label(&v->l, i ? (cs_str){ 0 } : label);
        cs_lines_put(&v->l, CS_TONE_STRONG, t->value);
        if (by.n) cs_lines_put(&v->l, CS_TONE_PLAIN, CS_LIT("   "));
        cs_lines_put(&v->l, CS_TONE_VOICE, by);
        cs_lines_end(&v->l);
    }
}

/* The other side of a meeting is its recipient too (docs/decisions/0002): shown once. */
static bool is_other_party(const cs_statement *s, const cs_role *x) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (s->roles.v[i].role == CS_ROLE_OTHER_PARTY && s->roles.v[i].span.beg == x->span.beg) return true;
    return false;
}

/* What a recipient is to the deed, in a word. */
static cs_str recipient_label(uint8_t type) {
    switch (type) {
    case CS_T_AID:
    case CS_T_SUPPORT:
    case CS_T_REQUEST:
    case CS_T_CONCEDE:
    case CS_T_COOPERATE:
    case CS_T_CONSULT:
    case CS_T_AGREE: return CS_LIT("to");
    default: return CS_LIT("against");
    }
}

static void show_roles(view *v, cs_str label, cs_role_name role, const int32_t *statements, int32_t n) {
    cs_arena scratch = v->scratch;
    told_list list = { 0 };
    for (int32_t i = 0; i < n; i++) {
        const cs_statement *s = v->r->statements.v + statements[i];
        if (s->type != v->r->statements.v[statements[0]].type) continue; /* who denies a deed is no party to it */
        for (ptrdiff_t k = 0; k < s->roles.n; k++) {
            const cs_role *x = s->roles.v + k;
            if (x->role != role || (role == CS_ROLE_RECIPIENT && is_other_party(s, x))) continue;
            cs_str by = voice(v, cs_say_role_certainty(s, x), cs_say_role_chain(s, x), role == CS_ROLE_AGENT, &scratch);
            tell(&list, x->entity, cs_say_filler(v->r, x->entity, x->span, &scratch), by, &scratch);
        }
    }
    if (role == CS_ROLE_AGENT && !list.n) tell(&list, -1, CS_LIT("not named"), (cs_str){ 0 }, &scratch);
    cs_arena saved = v->scratch;
    v->scratch = scratch;
    show_told(v, label, &list);
    v->scratch = saved;
}

/* Is whom the count is of shown among the roles already? */
static bool fills_a_role(const cs_statement *s, int32_t entity) {
    for (ptrdiff_t i = 0; i < s->roles.n; i++)
        if (s->roles.v[i].entity == entity) return true;
    return false;
}

static void show_toll(view *v, const int32_t *statements, int32_t n) {
    cs_arena scratch = v->scratch, saved = v->scratch;
    told_list list = { 0 };
    for (int32_t i = 0; i < n; i++) {
        const cs_statement *s = v->r->statements.v + statements[i];
        for (ptrdiff_t k = 0; k < s->toll.n; k++) {
            const cs_toll *t = s->toll.v + k;
            cs_str count = cs_say_count(t, &scratch), of = { 0 };
            if (t->of >= 0 && !fills_a_role(s, t->of)) of = cs_say_filler(v->r, t->of, t->span, &scratch);
            cs_str value = cs_printf(&scratch, "%s " CS_FMT, cs_effect_name[t->effect], CS_ARG(count));
            if (of.n) value = cs_printf(&scratch, CS_FMT " (" CS_FMT ")", CS_ARG(value), CS_ARG(of));
            cs_chain chain = t->has_own_voice ? t->according_to : s->according_to;
            tell(&list, -1, value, voice(v, t->has_own_voice ? t->certainty : s->certainty, chain, false, &scratch), &scratch);
        }
    }
    v->scratch = scratch;
    show_told(v, CS_LIT("toll"), &list);
    v->scratch = saved;
}

/* "Kabul, Afghanistan (town)" */
static cs_str place_words(view *v, int32_t place, cs_arena *a) {
    const cs_place *p = v->r->places.v + place;
    cs_str s = p->name;
    if (p->country[0] && p->precision != CS_PREC_COUNTRY) {
        cs_str country = p->country_name.n ? p->country_name : (cs_str){ p->country, (ptrdiff_t)strlen(p->country) };
        s = cs_printf(a, CS_FMT ", " CS_FMT, CS_ARG(s), CS_ARG(country));
    }
    return cs_printf(a, CS_FMT " (%s)", CS_ARG(s), cs_precision_name[p->precision]);
}

static cs_str where_words(view *v, const int32_t *where, ptrdiff_t n, cs_arena *a) {
    cs_str all = { 0 };
    for (ptrdiff_t i = 0; i < n; i++) {
        if (i) all = cs_join(a, all, CS_LIT("; "));
        all = cs_join(a, all, place_words(v, where[i], a));
    }
    return all.n ? all : CS_LIT("place not told");
}

/* The date, and the report's own words for it where the date leaves something open. */
static cs_str when_words(view *v, int32_t time, cs_arena *a) {
    if (time < 0) return CS_LIT("date not told");
    const cs_time *t = v->r->times.v + time;
    cs_str date = cs_say_date(v->r, time);
    bool exact = t->begin != CS_DAY_NONE && t->begin == t->end;
    if (exact || !t->has_span) return date.n ? date : CS_LIT("date not told");
    cs_str words = cs_say_words(v->r->text, t->span, WORDS_BYTES_MAX, a);
    return date.n ? cs_printf(a, CS_FMT " “" CS_FMT "”", CS_ARG(date), CS_ARG(words)) : words;
}

/* "s3 wounded": the statement and the word that tells it. */
static cs_str evidence_label(view *v, int32_t index, cs_arena *a) {
    cs_str word = cs_say_words(v->r->text, v->r->statements.v[index].trigger, TRIGGER_BYTES_MAX, a);
    return cs_printf(a, "s%d " CS_FMT, cs_statement_number(v->r, index), CS_ARG(word));
}

/* "   82 %" behind the evidence: how probable it is that the report says so. */
static cs_str confidence_words(const cs_statement *s, cs_arena *a) {
    if (s->confidence < 0) return (cs_str){ 0 };
    return cs_printf(a, "   %d %%", (int)(100 * s->confidence + 0.5f));
}

/* The clause with its trigger set off. before: the statement shown last in this place, or -1. */
static void show_evidence(view *v, int32_t index, int32_t before) {
    const cs_statement *s = v->r->statements.v + index, *last = before >= 0 ? v->r->statements.v + before : NULL;
    cs_arena scratch = v->scratch;
    cs_lines_label(&v->l, evidence_label(v, index, &scratch));
    if (last && last->evidence.beg == s->evidence.beg && last->evidence.end == s->evidence.end) {
        cs_lines_put(&v->l, CS_TONE_FAINT, CS_LIT("in the same words"));
        cs_lines_put(&v->l, CS_TONE_FAINT, confidence_words(s, &scratch));
        cs_lines_end(&v->l);
        return;
    }
    cs_str words = cs_say_words(v->r->text, s->evidence, EVIDENCE_BYTES_MAX, &scratch), trigger = { 0 };
    ptrdiff_t at = -1;
    if (cs_span_in(s->trigger, s->evidence) && s->trigger.beg < s->trigger.end) {
        trigger = cs_say_words(v->r->text, s->trigger, EVIDENCE_BYTES_MAX, &scratch);
        ptrdiff_t from = cs_say_words(v->r->text, (cs_span){ s->evidence.beg, s->trigger.beg }, EVIDENCE_BYTES_MAX, &scratch).n;
        at = from <= words.n ? cs_find(cs_cut(words, from, words.n), trigger) : -1;
        at = at < 0 ? -1 : at + from;
    }
    if (at < 0) at = trigger.n = 0;
    cs_lines_put(&v->l, CS_TONE_QUOTE, CS_LIT("“"));
    cs_lines_put(&v->l, CS_TONE_QUOTE, cs_cut(words, 0, at));
    cs_lines_put(&v->l, CS_TONE_STRONG, cs_cut(words, at, at + trigger.n));
    cs_lines_put(&v->l, CS_TONE_QUOTE, cs_cut(words, at + trigger.n, words.n));
    cs_lines_put(&v->l, CS_TONE_QUOTE, CS_LIT("”"));
    cs_lines_put(&v->l, CS_TONE_FAINT,
                 cs_printf(&scratch, "   %u-%u", cs_utf8_at(&v->at, s->evidence.beg), cs_utf8_at(&v->at, s->evidence.end)));
    ptrdiff_t page = cs_say_page(v->in, s->evidence.beg);
    if (page) cs_lines_put(&v->l, CS_TONE_FAINT, cs_printf(&scratch, "   p. %td", page));
    cs_lines_put(&v->l, CS_TONE_FAINT, confidence_words(s, &scratch));
    cs_lines_end(&v->l);
}

/* "s2: same day; s2: same place" as "s2: same day, same place". */
static cs_str reason_words(const cs_incident *x, cs_arena *a) {
    cs_str all = { 0 }, who = { 0 };
    for (ptrdiff_t i = 0; i < x->reasons.n; i++) {
        cs_str reason = x->reasons.v[i];
        ptrdiff_t colon = cs_find(reason, CS_LIT(": "));
        cs_str head = cs_cut(reason, 0, colon < 0 ? 0 : colon);
        bool same = who.n && cs_eq(head, who);
        if (i) all = cs_join(a, all, same ? CS_LIT(", ") : CS_LIT("; "));
        all = cs_join(a, all, same ? cs_cut(reason, colon + 2, reason.n) : reason);
        who = head;
    }
    return all;
}

/* "planned", "historical": what sets the statement apart from a plain current event. */
static cs_str marks(const cs_statement *s, cs_arena *a) {
    const char *modality = s->modality == CS_MOD_ACTUAL ? "" : cs_modality_name[s->modality];
    const char *frame = s->time_frame == CS_FRAME_CURRENT ? "" : cs_frame_name[s->time_frame];
    return cs_printf(a, "%s%s%s", modality, *modality && *frame ? ", " : "", frame);
}

static void show_incident(view *v, int64_t index) {
    const cs_incident *x = v->r->incidents.v + index;
    const cs_statement *first = v->r->statements.v + x->statements[0];
    cs_arena scratch = v->scratch;
    cs_str mark = marks(first, &scratch);
    cs_lines_head(&v->l, cs_printf(&scratch, "%d", cs_incident_number(v->r, (int32_t)index)));
    cs_lines_put(&v->l, CS_TONE_STRONG, when_words(v, x->when, &scratch));
    cs_lines_put(&v->l, CS_TONE_PLAIN, CS_LIT("   "));
    cs_lines_put(&v->l, CS_TONE_STRONG, where_words(v, x->where.v, x->where.n, &scratch));
    cs_lines_put(&v->l, CS_TONE_PLAIN, CS_LIT("   "));
    cs_lines_put(&v->l, CS_TONE_TYPE,
                 cs_printf(&scratch, "%s%s" CS_FMT, cs_type_name[x->type], x->mode.n ? " " : "", CS_ARG(x->mode)));
    if (mark.n) cs_lines_put(&v->l, CS_TONE_MARK, cs_printf(&scratch, "  [" CS_FMT "]", CS_ARG(mark)));
    cs_lines_end(&v->l);
    cs_arena saved = v->scratch;
    v->scratch = scratch;
    show_roles(v, CS_LIT("by"), CS_ROLE_AGENT, x->statements, x->n_statements);
    show_roles(v, recipient_label(x->type), CS_ROLE_RECIPIENT, x->statements, x->n_statements);
    show_roles(v, CS_LIT("target"), CS_ROLE_TARGET, x->statements, x->n_statements);
    show_roles(v, CS_LIT("with"), CS_ROLE_INSTRUMENT, x->statements, x->n_statements);
    show_roles(v, CS_LIT("for"), CS_ROLE_BENEFICIARY, x->statements, x->n_statements);
    show_roles(v, CS_LIT("other side"), CS_ROLE_OTHER_PARTY, x->statements, x->n_statements);
    show_toll(v, x->statements, x->n_statements);
    if (x->n_statements > 1) {
        cs_lines_label(&v->l, CS_LIT("one because"));
        cs_lines_put(&v->l, CS_TONE_FAINT, reason_words(x, &scratch));
        cs_lines_end(&v->l);
    }
    for (int32_t i = 0; i < x->n_statements; i++) show_evidence(v, x->statements[i], i ? x->statements[i - 1] : -1);
    v->scratch = saved;
    cs_lines_gap(&v->l);
}

static cs_str role_words(view *v, const cs_statement *s, cs_role_name role, cs_arena *a) {
    cs_str all = { 0 };
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        if (s->roles.v[i].role != role) continue;
        if (all.n) all = cs_join(a, all, CS_LIT(", "));
        all = cs_join(a, all, cs_say_filler(v->r, s->roles.v[i].entity, s->roles.v[i].span, a));
    }
    return all;
}

static void show_relation(view *v, int32_t index) {
    const cs_statement *s = v->r->statements.v + index;
    cs_arena scratch = v->scratch, saved = v->scratch;
    cs_str from = role_words(v, s, CS_ROLE_FROM, &scratch), to = role_words(v, s, CS_ROLE_TO, &scratch);
    cs_str item = role_words(v, s, CS_ROLE_ITEM, &scratch), mark = marks(s, &scratch);
    cs_lines_head(&v->l, CS_LIT("·"));
    cs_lines_put(&v->l, CS_TONE_STRONG, from.n ? from : CS_LIT("somebody"));
    bool mutual = to.n && cs_eq(from, to); /* of a symmetric relation each party is at both ends */
    cs_lines_put(&v->l, CS_TONE_TYPE, cs_printf(&scratch, mutual ? "  %s, each other" : "  %s  ", cs_type_name[s->type]));
    if (!mutual) cs_lines_put(&v->l, CS_TONE_STRONG, to.n ? to : CS_LIT("somebody"));
    if (item.n) cs_lines_put(&v->l, CS_TONE_STRONG, cs_printf(&scratch, "  (" CS_FMT ")", CS_ARG(item)));
    if (mark.n) cs_lines_put(&v->l, CS_TONE_MARK, cs_printf(&scratch, "  [" CS_FMT "]", CS_ARG(mark)));
    cs_lines_end(&v->l);
    cs_lines_label(&v->l, CS_LIT("told"));
    if (s->when >= 0) {
        cs_lines_put(&v->l, CS_TONE_STRONG, when_words(v, s->when, &scratch));
        cs_lines_put(&v->l, CS_TONE_PLAIN, CS_LIT("   "));
    }
    cs_lines_put(&v->l, CS_TONE_VOICE, voice(v, s->certainty, s->according_to, true, &scratch));
    cs_lines_end(&v->l);
    v->scratch = scratch;
    show_evidence(v, index, -1);
    v->scratch = saved;
    cs_lines_gap(&v->l);
}

/* The report's title; a text without one often begins with it. */
static cs_str title_words(const view *v, cs_arena *a) {
    const cs_reading *r = v->r;
    if (r->title.n) return r->title;
    if (r->sentences.n && r->sentences.v[0].heading) return cs_say_words(r->text, r->sentences.v[0].span, TITLE_BYTES_MAX, a);
    return CS_LIT("(without a title)");
}

/* "12 of 40 sentences read" */
static cs_str skimmed_words(const cs_export_report *in, cs_arena *a) {
    if (!in->skim.n) return (cs_str){ 0 };
    return cs_printf(a, "skimmed: %td of %d sentences read", in->reading->sentences.n, (int)in->n_sentences);
}

static void show_head(view *v, const cs_export_report *in) {
    cs_arena scratch = v->scratch;
    const cs_reading *r = v->r;
    cs_lines_put(&v->l, CS_TONE_STRONG, title_words(v, &scratch));
    cs_lines_end(&v->l);
    cs_buf day = { 0 };
    if (r->published != CS_DAY_NONE) cs_buf_day(&day, r->published);
    cs_str date = day.n ? cs_printf(&scratch, "published %.*s", (int)day.n, day.p) : CS_LIT("publication date not known");
    cs_buf_free(&day);
    ptrdiff_t n_relations = 0;
    for (ptrdiff_t i = 0; i < r->statements.n; i++) n_relations += r->statements.v[i].type >= CS_T_EVENT_COUNT;
    const cs_str parts[] = { in->name, date, in->path,
                             cs_printf(&scratch, "%td statements: %td incidents, %td relations", r->statements.n,
                                       r->incidents.n, n_relations),
                             skimmed_words(in, &scratch) };
    bool any = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].n) continue;
        if (any) cs_lines_put(&v->l, CS_TONE_FAINT, CS_LIT(" · "));
        cs_lines_put(&v->l, CS_TONE_FAINT, parts[i]);
        any = true;
    }
    cs_lines_end(&v->l);
    cs_lines_gap(&v->l);
}

void cs_export_text(cs_buf *b, const cs_export_report *in, const cs_export_options *o, cs_arena scratch) {
    view v = { .in = in, .l = cs_lines_make(b, o->width, o->colour), .r = in->reading, .scratch = scratch };
    v.at = cs_utf8_index_of(in->reading->text, &v.scratch);
    show_head(&v, in);
    for (ptrdiff_t i = 0; i < v.r->incidents.n; i++) show_incident(&v, i);
    bool any = false;
    for (ptrdiff_t i = 0; i < v.r->statements.n; i++) {
        if (v.r->statements.v[i].type < CS_T_EVENT_COUNT) continue;
        if (!any) {
            cs_lines_put(&v.l, CS_TONE_STRONG, CS_LIT("Relations"));
            cs_lines_end(&v.l);
        }
        any = true;
        show_relation(&v, (int32_t)i);
    }
    if (!v.r->statements.n) {
        cs_lines_put(&v.l, CS_TONE_FAINT,
                     in->skim.n && !v.r->sentences.n ? CS_LIT("No sentence of this report was read: by their words none tells "
                                                              "of conflict. Without --skim all are read.")
                                                     : CS_LIT("No statement on political violence was found in this report."));
        cs_lines_end(&v.l);
    }
}
