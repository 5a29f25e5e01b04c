/* Incidents of a case for people, in the look of report_text.c: a value, then by whose word. */
#include "export/case.h"
#include "export/text_lines.h"
#include <math.h>

enum { EVIDENCE_BYTES_MAX = 400, WORDS_BYTES_MAX = 80 };

typedef struct page {
    cs_lines l;
    cs_arena *a;
} page;

static page page_of(cs_buf *b, cs_case_look look, cs_arena *a) {
    return (page){ cs_lines_make(b, look.width, look.colour), a };
}

static void put(page *p, cs_tone tone, cs_str s) { cs_lines_put(&p->l, tone, s); }
static void end(page *p) { cs_lines_end(&p->l); }
static void gap(page *p) { cs_lines_gap(&p->l); }
static bool is(cs_str s, const char *word) { return cs_eq(s, (cs_str){ word, (ptrdiff_t)strlen(word) }); }

static void title(page *p, const char *s) {
    put(p, CS_TONE_STRONG, (cs_str){ s, (ptrdiff_t)strlen(s) });
    end(p);
}

/* ---- words ---- */

/* On one line, no longer than that; cut between characters. */
static cs_str brief(cs_str s, ptrdiff_t most, cs_arena *a) {
    char *p = CS_NEW(a, char, s.n + 4);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n && n < most; i++) {
        bool blank = s.p[i] == ' ' || s.p[i] == '\n' || s.p[i] == '\t';
        if (!blank)
            p[n++] = s.p[i];
        else if (n && p[n - 1] != ' ')
            p[n++] = ' ';
    }
    if (n < most) return cs_trim((cs_str){ p, n });
    while (n && ((unsigned char)p[n - 1] & 0xC0) == 0x80) n--; /* the last character may be cut */
    if (n) n--;
    memcpy(p + n, "…", sizeof "…" - 1);
    return (cs_str){ p, n + (ptrdiff_t)sizeof "…" - 1 };
}

static cs_str count_words(int64_t low, int64_t best, int64_t high, cs_arena *a) {
    if (best == CS_VIEW_NONE && high != CS_VIEW_NONE) return cs_printf(a, "up to %lld", (long long)high);
    if (best == CS_VIEW_NONE) return low == CS_VIEW_NONE ? CS_LIT("not known") : cs_printf(a, "at least %lld", (long long)low);
    if (low == best && high == best) return cs_printf(a, "%lld", (long long)best);
    if (high == CS_VIEW_NONE && low == best) return cs_printf(a, "at least %lld", (long long)low);
    if (high == CS_VIEW_NONE) return cs_printf(a, "%lld (%lld or more)", (long long)best, (long long)(low < 0 ? 0 : low));
    return cs_printf(a, "%lld (%lld to %lld)", (long long)best, (long long)(low < 0 ? 0 : low), (long long)high);
}

static cs_str when_words(const cs_view_time *t, cs_arena *a) {
    if (!t->precision.n) return CS_LIT("date not told");
    if (cs_eq(t->first, t->last)) return t->first;
    if (!t->first.n) return cs_printf(a, "until " CS_FMT, CS_WHOLE(t->last));
    if (!t->last.n) return cs_printf(a, "since " CS_FMT, CS_WHOLE(t->first));
    return cs_printf(a, CS_FMT " to " CS_FMT, CS_WHOLE(t->first), CS_WHOLE(t->last));
}

static cs_str where_words(const cs_view_place *p, cs_arena *a) {
    cs_str s = p->name.n ? p->name : p->admin1.n ? p->admin1 : p->country;
    if (!s.n) return p->located ? cs_printf(a, "%.3f, %.3f", p->lat, p->lon) : CS_LIT("place not told");
    if (p->country.n && !is(p->precision, "country") && p->name.n)
        s = cs_printf(a, CS_FMT ", " CS_FMT, CS_WHOLE(s), CS_WHOLE(p->country));
    return p->precision.n ? cs_printf(a, CS_FMT " (" CS_FMT ")", CS_WHOLE(s), CS_WHOLE(p->precision)) : s;
}

static cs_str deed_words(cs_str type, cs_str mode, cs_arena *a) {
    if (!type.n) return CS_LIT("not known what");
    return mode.n ? cs_printf(a, CS_FMT " " CS_FMT, CS_WHOLE(type), CS_WHOLE(mode)) : type;
}

/* "as fact, the report", "claimed, Al-Naba" */
static cs_str voice(cs_str certainty, cs_str says, cs_arena *a) {
    cs_str how = is(certainty, "fact") ? CS_LIT("as fact") : certainty;
    cs_str who = says.n ? says : CS_LIT("the report");
    return cs_printf(a, CS_FMT ", " CS_FMT, CS_WHOLE(how), CS_WHOLE(who));
}

static cs_str many(int64_t n, const char *what, cs_arena *a) {
    return cs_printf(a, "%lld %s%s", (long long)n, what, n == 1 ? "" : "s");
}

/* "planned", "historical", "rejected": what sets it apart. */
static void put_marks(page *p, cs_str modality, cs_str frame, cs_str review) {
    const cs_str marks[] = { is(modality, "actual") ? (cs_str){ 0 } : modality, is(frame, "current") ? (cs_str){ 0 } : frame,
                             is(review, "none") ? (cs_str){ 0 } : review };
    cs_str all = { 0 };
    for (int i = 0; i < 3; i++)
        if (marks[i].n) all = all.n ? cs_printf(p->a, CS_FMT ", " CS_FMT, CS_WHOLE(all), CS_WHOLE(marks[i])) : marks[i];
    if (all.n) put(p, CS_TONE_MARK, cs_printf(p->a, "  [" CS_FMT "]", CS_WHOLE(all)));
}

/* ---- an incident ---- */

static void put_head(page *p, const cs_view_incident *x) {
    cs_lines_head(&p->l, cs_printf(p->a, "%lld", (long long)x->id));
    put(p, CS_TONE_PLAIN, CS_LIT(" "));
    put(p, CS_TONE_STRONG, when_words(&x->when, p->a));
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_STRONG, where_words(&x->place, p->a));
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_TYPE, deed_words(x->type, x->mode, p->a));
    put_marks(p, x->modality, x->time_frame, x->review);
    end(p);
}

/* Is there a row for the same one before? Rows of one stand together. */
static bool is_again(const cs_view_party *v, int i) {
    return i > 0 && cs_eq(v[i].role, v[i - 1].role) && cs_eq(v[i].name, v[i - 1].name) && cs_eq(v[i].actor, v[i - 1].actor);
}

static cs_str names_of(const cs_view_incident *x, const char *role, cs_arena *a) {
    enum { NAMES_MAX = 2 };
    cs_str all = { 0 };
    int n = 0;
    for (int i = 0; i < x->n_parties; i++) {
        const cs_view_party *q = x->parties + i;
        if (!is(q->role, role) || is(q->certainty, "denied") || is_again(x->parties, i)) continue;
        if (n++ >= NAMES_MAX) continue;
        cs_str one = brief(q->name, WORDS_BYTES_MAX, a);
        if (!is(q->certainty, "fact")) one = cs_printf(a, CS_FMT " (" CS_FMT ")", CS_WHOLE(one), CS_WHOLE(q->certainty));
        all = all.n ? cs_printf(a, CS_FMT ", " CS_FMT, CS_WHOLE(all), CS_WHOLE(one)) : one;
    }
    return n > NAMES_MAX ? cs_printf(a, CS_FMT " and %d more", CS_WHOLE(all), n - NAMES_MAX) : all;
}

static void put_part(page *p, bool *first, cs_str s) {
    if (!s.n) return;
    if (!*first) put(p, CS_TONE_FAINT, CS_LIT(" · "));
    put(p, CS_TONE_PLAIN, s);
    *first = false;
}

void cs_case_line(cs_buf *b, const cs_view_incident *x, cs_case_look look, cs_arena scratch) {
    page p = page_of(b, look, &scratch);
    cs_str by = names_of(x, "agent", &scratch), to = names_of(x, "recipient", &scratch),
           target = names_of(x, "target", &scratch);
    bool first = true;
    put_head(&p, x);
    cs_lines_head(&p.l, (cs_str){ 0 });
    put(&p, CS_TONE_PLAIN, CS_LIT(" "));
    if (by.n) put_part(&p, &first, cs_printf(&scratch, "by " CS_FMT, CS_WHOLE(by)));
    if (to.n) put_part(&p, &first, cs_printf(&scratch, "to " CS_FMT, CS_WHOLE(to)));
    if (target.n) put_part(&p, &first, cs_printf(&scratch, "target " CS_FMT, CS_WHOLE(target)));
    for (int i = 0; i < x->n_tolls; i++) {
        const cs_view_toll *t = x->tolls + i;
        cs_str n = count_words(t->low, t->best, t->high, &scratch);
        if (is(t->status, "all"))
            put_part(&p, &first, cs_printf(&scratch, CS_FMT " " CS_FMT, CS_WHOLE(t->effect), CS_WHOLE(n)));
    }
    put_part(&p, &first,
             cs_printf(&scratch, CS_FMT " of " CS_FMT ", credibility %d", CS_WHOLE(many(x->n_reports, "report", &scratch)),
                       CS_WHOLE(many(x->n_sources, "source", &scratch)), x->credibility));
    end(&p);
}

static void put_role(page *p, const cs_view_incident *x, const char *role, const char *label) {
    bool first = true;
    for (int i = 0; i < x->n_parties; i++) {
        const cs_view_party *q = x->parties + i;
        if (!is(q->role, role)) continue;
        bool again = !first && is_again(x->parties, i);
        if (!first && !again) end(p);
        if (!again) {
            cs_lines_label(&p->l, first ? (cs_str){ label, (ptrdiff_t)strlen(label) } : (cs_str){ 0 });
            put(p, CS_TONE_STRONG, brief(q->name, WORDS_BYTES_MAX, p->a));
            if (q->actor.n) put(p, CS_TONE_FAINT, cs_printf(p->a, " <" CS_FMT ">", CS_WHOLE(q->actor)));
        }
        put(p, CS_TONE_PLAIN, again ? CS_LIT("; ") : CS_LIT("   "));
        put(p, CS_TONE_VOICE, voice(q->certainty, q->says, p->a));
        if (q->n_reports > 1) put(p, CS_TONE_FAINT, cs_printf(p->a, " (%lld reports)", (long long)q->n_reports));
        first = false;
    }
    if (!first) end(p);
}

static void put_summary(page *p, const cs_view_incident *x) {
    put_head(p, x);
    put_role(p, x, "agent", "by");
    put_role(p, x, "recipient", "to");
    put_role(p, x, "target", "target");
    put_role(p, x, "instrument", "with");
    put_role(p, x, "beneficiary", "for");
    put_role(p, x, "other-party", "other side");
    for (int i = 0; i < x->n_tolls; i++) {
        const cs_view_toll *t = x->tolls + i;
        cs_lines_label(&p->l, i ? (cs_str){ 0 } : CS_LIT("toll"));
        cs_str n = count_words(t->low, t->best, t->high, p->a), of = is(t->status, "all") ? (cs_str){ 0 } : t->status;
        put(p, CS_TONE_STRONG,
            cs_printf(p->a, CS_FMT "%s" CS_FMT " " CS_FMT, CS_WHOLE(t->effect), of.n ? " " : "", CS_WHOLE(of), CS_WHOLE(n)));
        put(p, CS_TONE_PLAIN, CS_LIT("   "));
        put(p, CS_TONE_FAINT, t->rule);
        end(p);
    }
    cs_lines_label(&p->l, CS_LIT("told by"));
    put(p, CS_TONE_PLAIN,
        cs_printf(p->a, CS_FMT " of " CS_FMT ", " CS_FMT, CS_WHOLE(many(x->n_reports, "report", p->a)),
                  CS_WHOLE(many(x->n_sources, "independent source", p->a)),
                  CS_WHOLE(many(x->n_statements, "statement", p->a))));
    if (!isnan(x->confidence)) put(p, CS_TONE_FAINT, cs_printf(p->a, "   %d %%", (int)(100 * x->confidence + 0.5)));
    end(p);
    cs_lines_label(&p->l, CS_LIT("credibility"));
    put(p, CS_TONE_STRONG, cs_printf(p->a, "%d", x->credibility));
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_FAINT, x->credibility_why);
    end(p);
    gap(p);
}

/* ---- who says what ---- */

static void put_evidence(page *p, const cs_view_statement *s) {
    cs_str words = brief(s->evidence, EVIDENCE_BYTES_MAX, p->a), trigger = brief(s->trigger, WORDS_BYTES_MAX, p->a);
    ptrdiff_t from = brief(cs_cut(s->evidence, 0,
                                  s->trigger.p && s->trigger.p >= s->evidence.p && s->trigger.p <= s->evidence.p + s->evidence.n
                                      ? s->trigger.p - s->evidence.p
                                      : 0),
                           EVIDENCE_BYTES_MAX, p->a)
                         .n;
    ptrdiff_t at = from <= words.n ? cs_find(cs_cut(words, from, words.n), trigger) : -1;
    put(p, CS_TONE_QUOTE, CS_LIT("“"));
    if (at >= 0 && trigger.n) {
        put(p, CS_TONE_QUOTE, cs_cut(words, 0, from + at));
        put(p, CS_TONE_STRONG, trigger);
        put(p, CS_TONE_QUOTE, cs_cut(words, from + at + trigger.n, words.n));
    } else {
        put(p, CS_TONE_QUOTE, words);
    }
    put(p, CS_TONE_QUOTE, CS_LIT("”"));
}

static cs_str says_of(const cs_view_statement *s, cs_arena *a) {
    cs_str all = { 0 };
    for (int i = 0; i < s->n_speakers; i++) {
        cs_str one = s->speakers[i].name.n ? s->speakers[i].name : CS_LIT("somebody");
        all = all.n ? cs_printf(a, CS_FMT " > " CS_FMT, CS_WHOLE(all), CS_WHOLE(one)) : one;
    }
    return all;
}

static void put_statement(page *p, const cs_view_statement *s, bool with_incident) {
    cs_lines_label(&p->l, cs_printf(p->a, "%lld s%lld", (long long)s->id, (long long)s->number));
    put(p, CS_TONE_TYPE, deed_words(s->type, s->mode, p->a));
    put_marks(p, s->modality, s->time_frame, s->review);
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_VOICE, voice(s->certainty, says_of(s, p->a), p->a));
    for (int i = 0; i < s->n_tolls; i++) {
        const cs_view_toll *t = s->tolls + i;
        put(p, CS_TONE_PLAIN, CS_LIT("   "));
        put(p, CS_TONE_STRONG,
            cs_printf(p->a, CS_FMT " " CS_FMT, CS_WHOLE(t->effect), CS_WHOLE(count_words(t->low, t->best, t->high, p->a))));
    }
    if (with_incident && s->incident) put(p, CS_TONE_FAINT, cs_printf(p->a, "   incident %lld", (long long)s->incident));
    if (!isnan(s->confidence)) put(p, CS_TONE_FAINT, cs_printf(p->a, "   %d %%", (int)(100 * s->confidence + 0.5)));
    end(p);
    cs_lines_label(&p->l, (cs_str){ 0 });
    put_evidence(p, s);
    end(p);
}

static void put_report(page *p, const cs_view_report *r) {
    cs_lines_head(&p->l, cs_printf(p->a, "%lld", (long long)r->id));
    put(p, CS_TONE_PLAIN, CS_LIT(" "));
    put(p, CS_TONE_STRONG, r->source.n ? r->source : CS_LIT("source not known"));
    if (r->reliability.n) put(p, CS_TONE_FAINT, cs_printf(p->a, " (" CS_FMT ")", CS_WHOLE(r->reliability)));
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_PLAIN, r->published.n ? r->published : CS_LIT("date not known"));
    cs_str name = r->title.n ? r->title : r->url.n ? r->url : r->path;
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_FAINT, brief(name, EVIDENCE_BYTES_MAX, p->a));
    end(p);
}

/* “shooting”, “attack”: the first words for it, each once; of: of one incident; 0: of all. */
static cs_str act_words(const cs_deed *d, int64_t of, cs_arena *a) {
    enum { ACTS_MAX = 3 };
    cs_str seen[ACTS_MAX], all = { 0 };
    int n = 0;
    for (int i = 0; i < d->n_statements && n < ACTS_MAX; i++) {
        cs_str one = brief(d->statements[i].trigger, WORDS_BYTES_MAX, a);
        bool again = of && d->statements[i].incident != of;
        for (int k = 0; k < n; k++) again |= cs_eq(seen[k], one);
        if (again) continue;
        seen[n++] = one;
        all = all.n ? cs_printf(a, CS_FMT ", “" CS_FMT "”", CS_WHOLE(all), CS_WHOLE(one))
                    : cs_printf(a, "“" CS_FMT "”", CS_WHOLE(one));
    }
    return all;
}

static void put_act(page *p, const cs_deed *d, int64_t of) {
    put(p, CS_TONE_TYPE, deed_words(d->type, d->mode, p->a));
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_QUOTE, act_words(d, of, p->a));
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_STRONG, many(d->n_sources, "source", p->a));
}

/* "Reuters s3; report 4 s1" */
static void put_tellers(page *p, const cs_deed *d, int64_t of) {
    for (int i = 0, first = 1; i < d->n_statements; i++) {
        const cs_deed_statement *s = d->statements + i;
        if (of && s->incident != of) continue;
        bool again = i > 0 && d->statements[i - 1].report == s->report && !first;
        cs_str who = s->source.n ? s->source : cs_printf(p->a, "report %lld", (long long)s->report);
        if (!again) put(p, CS_TONE_PLAIN, first ? who : cs_printf(p->a, "; " CS_FMT, CS_WHOLE(who)));
        put(p, CS_TONE_FAINT,
            cs_printf(p->a, s->ref.by_hand ? " h%lld" : " s%lld",
                      (long long)(s->ref.by_hand ? s->ref.statement : s->ref.number)));
        first = 0;
    }
}

/* "also told in incidents 11, 60" */
static void put_others(page *p, const cs_deed *d, int64_t but) {
    if (d->n_incidents < 2) return;
    put(p, CS_TONE_MARK, d->n_incidents == 2 ? CS_LIT("   also told in incident") : CS_LIT("   also told in incidents"));
    for (int k = 0, first = 1; k < d->n_incidents; k++) {
        if (d->incidents[k] == but) continue;
        put(p, CS_TONE_MARK, cs_printf(p->a, first ? " %lld" : ", %lld", (long long)d->incidents[k]));
        first = 0;
    }
}

/* The acts of which several statements tell; what one alone tells stands below. */
static void put_acts(page *p, const cs_case_incident *x) {
    bool any = false;
    for (int i = 0; i < x->n_deeds; i++) {
        const cs_deed *d = x->deeds + i;
        if (d->n_statements < 2) continue;
        if (!any) title(p, "Who tells of one act");
        any = true;
        cs_lines_label(&p->l, many(d->n_statements, "statement", p->a));
        put_act(p, d, x->about.id);
        end(p);
        cs_lines_label(&p->l, (cs_str){ 0 });
        put_tellers(p, d, x->about.id);
        put_others(p, d, x->about.id);
        end(p);
    }
    if (any) gap(p);
}

void cs_case_deed_line(cs_buf *b, const cs_deed *d, cs_case_look look, cs_arena scratch) {
    page p = page_of(b, look, &scratch);
    cs_lines_head(&p.l, cs_printf(p.a, "%d", d->n_statements));
    put(&p, CS_TONE_PLAIN, CS_LIT(" "));
    put_act(&p, d, 0);
    put(&p, CS_TONE_FAINT, d->n_incidents > 1 ? CS_LIT("   incidents") : CS_LIT("   incident"));
    for (int k = 0; k < d->n_incidents; k++)
        put(&p, CS_TONE_FAINT, cs_printf(p.a, k ? ", %lld" : " %lld", (long long)d->incidents[k]));
    end(&p);
    cs_lines_head(&p.l, (cs_str){ 0 });
    put(&p, CS_TONE_PLAIN, CS_LIT(" "));
    put_tellers(&p, d, 0);
    end(&p);
}

static const cs_view_report *report_of(const cs_case_incident *x, int64_t id) {
    for (int i = 0; i < x->n_reports; i++)
        if (x->reports[i].id == id) return x->reports + i;
    return NULL;
}

/* "Reuters, 2024-03-08" */
static cs_str report_words(const cs_case_incident *x, int64_t id, cs_arena *a) {
    const cs_view_report *r = report_of(x, id);
    cs_str who = r && r->source.n ? r->source : CS_LIT("source not known");
    cs_str day = r && r->published.n ? r->published : CS_LIT("date not known");
    return cs_printf(a, CS_FMT ", " CS_FMT, CS_WHOLE(who), CS_WHOLE(day));
}

static void put_told(page *p, const cs_case_incident *x) {
    title(p, "What each report says");
    for (int i = 0; i < x->n_reports; i++) {
        bool any = false;
        put_report(p, x->reports + i);
        for (int k = 0; k < x->n_statements; k++) {
            if (x->statements[k].report != x->reports[i].id) continue;
            put_statement(p, x->statements + k, false);
            any = true;
        }
        if (any) continue;
        cs_lines_label(&p->l, (cs_str){ 0 });
        put(p, CS_TONE_FAINT, CS_LIT("the same text as another report"));
        end(p);
    }
    gap(p);
}

/* ---- what is told differently ---- */

static void put_rival(page *p, const cs_case_incident *x, cs_str value, cs_str words, cs_str by, int64_t report) {
    cs_lines_label(&p->l, cs_printf(p->a, "report %lld", (long long)report));
    put(p, CS_TONE_STRONG, value);
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_QUOTE, cs_printf(p->a, "“" CS_FMT "”", CS_WHOLE(brief(words, WORDS_BYTES_MAX, p->a))));
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_VOICE, by);
    put(p, CS_TONE_PLAIN, CS_LIT("   "));
    put(p, CS_TONE_FAINT, report_words(x, report, p->a));
    end(p);
}

static void put_figures(page *p, const cs_case_incident *x) {
    bool any = false;
    for (int i = 0; i < x->n_statements; i++) {
        const cs_view_statement *s = x->statements + i;
        for (int k = 0; k < s->n_tolls && !is(s->review, "rejected"); k++) {
            const cs_view_toll *t = s->tolls + k;
            if (!any) title(p, "Every figure");
            any = true;
            cs_str value =
                cs_printf(p->a, CS_FMT " " CS_FMT, CS_WHOLE(t->effect), CS_WHOLE(count_words(t->low, t->best, t->high, p->a)));
            put_rival(p, x, value, t->of, voice(t->certainty, t->says, p->a), s->report);
        }
    }
    if (any) gap(p);
}

static void put_agents(page *p, const cs_case_incident *x) {
    bool any = false;
    for (int i = 0; i < x->n_statements; i++) {
        const cs_view_statement *s = x->statements + i;
        if (!cs_eq(s->type, x->about.type) || is(s->review, "rejected")) continue;
        for (int k = 0; k < s->n_parties; k++) {
            const cs_view_party *q = s->parties + k;
            if (!is(q->role, "agent")) continue;
            if (!any) title(p, "Who is named for it");
            any = true;
            put_rival(p, x, brief(q->name, WORDS_BYTES_MAX, p->a), q->words, voice(q->certainty, q->says, p->a), s->report);
        }
    }
    if (any) gap(p);
}

/* ---- history ---- */

static void put_moments(page *p, const cs_case_incident *x) {
    if (!x->n_moments) return;
    title(p, "How the story changed");
    for (int i = 0; i < x->n_moments; i++) {
        const cs_view_moment *m = x->moments + i;
        bool again = i && x->moments[i - 1].report == m->report;
        cs_lines_label(&p->l, again ? (cs_str){ 0 } : m->day.n ? m->day : CS_LIT("day not known"));
        put(p, CS_TONE_MARK, (cs_str){ m->what, (ptrdiff_t)strlen(m->what) });
        put(p, CS_TONE_PLAIN, CS_LIT("  "));
        put(p, CS_TONE_STRONG, m->words);
        put(p, CS_TONE_FAINT, cs_printf(p->a, "   report %lld", (long long)m->report));
        end(p);
    }
    gap(p);
}

static void put_links(page *p, const cs_case_incident *x) {
    if (!x->n_links) return;
    title(p, "Why these accounts are of one happening");
    for (int i = 0; i < x->n_links; i++) {
        const cs_view_link *l = x->links + i;
        cs_lines_label(&p->l, cs_printf(p->a, "%lld and %lld", (long long)l->report_a, (long long)l->report_b));
        put(p, CS_TONE_STRONG, cs_printf(p->a, "%d %%", (int)(100 * l->probability + 0.5)));
        put(p, CS_TONE_PLAIN, CS_LIT("   "));
        put(p, CS_TONE_PLAIN, l->reasons);
        end(p);
    }
    gap(p);
}

static void put_changes(page *p, const cs_case_incident *x) {
    title(p, "How it changed in the case");
    for (int i = 0; i < x->n_changes; i++) {
        const cs_view_change *c = x->changes + i;
        cs_lines_label(&p->l, cs_printf(p->a, "version %lld", (long long)c->version));
        put(p, CS_TONE_PLAIN, cs_printf(p->a, CS_FMT "  " CS_FMT, CS_WHOLE(c->at), CS_WHOLE(c->what)));
        if (c->report) put(p, CS_TONE_FAINT, cs_printf(p->a, "   report %lld", (long long)c->report));
        if (c->review) put(p, CS_TONE_FAINT, cs_printf(p->a, "   decision %lld", (long long)c->review));
        end(p);
    }
    gap(p);
}

static void put_reviews(page *p, const cs_case_incident *x) {
    if (!x->n_reviews) return;
    title(p, "What people decided");
    for (int i = 0; i < x->n_reviews; i++) {
        const cs_view_review *r = x->reviews + i;
        cs_lines_label(&p->l, cs_printf(p->a, "%lld " CS_FMT, (long long)r->id, CS_WHOLE(r->action)));
        put(p, CS_TONE_PLAIN, cs_printf(p->a, CS_FMT "  " CS_FMT, CS_WHOLE(r->at), CS_WHOLE(r->who)));
        if (r->statement) put(p, CS_TONE_PLAIN, cs_printf(p->a, "  statement %lld", (long long)r->statement));
        if (r->field.n) {
            cs_str after = r->after.n ? r->after : CS_LIT("not known");
            put(p, CS_TONE_STRONG, cs_printf(p->a, "  " CS_FMT " is " CS_FMT, CS_WHOLE(r->field), CS_WHOLE(after)));
        }
        put(p, CS_TONE_QUOTE, cs_printf(p->a, "   “" CS_FMT "”", CS_WHOLE(brief(r->why, EVIDENCE_BYTES_MAX, p->a))));
        if (r->undone_by) put(p, CS_TONE_MARK, cs_printf(p->a, "  [undone by %lld]", (long long)r->undone_by));
        end(p);
    }
    gap(p);
}

void cs_case_text(cs_buf *b, const cs_case_incident *x, cs_case_look look, cs_arena scratch) {
    page p = page_of(b, look, &scratch);
    put_summary(&p, &x->about);
    put_acts(&p, x);
    put_told(&p, x);
    put_agents(&p, x);
    put_figures(&p, x);
    put_moments(&p, x);
    put_links(&p, x);
    put_changes(&p, x);
    put_reviews(&p, x);
}

/* ---- an actor, a place, a report ---- */

void cs_case_about_text(cs_buf *b, const cs_case_about *x, cs_case_look look, cs_arena scratch) {
    page p = page_of(b, look, &scratch);
    put(&p, CS_TONE_STRONG, x->id);
    put(&p, CS_TONE_FAINT, cs_printf(&scratch, "   " CS_FMT, CS_WHOLE(many(x->n_incidents, "incident", &scratch))));
    end(&p);
    for (int i = 0; i < x->n_names; i++) {
        cs_lines_label(&p.l, i ? (cs_str){ 0 } : CS_LIT("named"));
        put(&p, CS_TONE_PLAIN, x->names[i].name);
        put(&p, CS_TONE_FAINT, cs_printf(&scratch, "   in " CS_FMT, CS_WHOLE(many(x->names[i].n_texts, "text", &scratch))));
        end(&p);
    }
    for (int i = 0; i < x->n_merged; i++) {
        cs_lines_label(&p.l, i ? (cs_str){ 0 } : CS_LIT("merged"));
        put(&p, CS_TONE_PLAIN, x->merged[i].actor);
        put(&p, CS_TONE_FAINT, cs_printf(&scratch, "   decision %lld", (long long)x->merged[i].review));
        end(&p);
    }
    gap(&p);
    for (int i = 0; i < x->n_incidents; i++) {
        const cs_view_incident *y = &x->incidents[i].about;
        if (!x->actor) {
            cs_case_line(b, y, look, scratch);
            continue;
        }
        put_head(&p, y);
        for (int k = 0; k < y->n_parties; k++) {
            const cs_view_party *q = y->parties + k;
            if (!cs_eq(q->actor, x->id) && !cs_eq(q->name, x->id)) continue;
            cs_lines_label(&p.l, q->role);
            put(&p, CS_TONE_VOICE, voice(q->certainty, q->says, &scratch));
            put(&p, CS_TONE_FAINT, cs_printf(&scratch, "   " CS_FMT, CS_WHOLE(many(q->n_reports, "report", &scratch))));
            end(&p);
        }
    }
}

void cs_case_report_text(cs_buf *b, const cs_case_report *x, cs_case_look look, cs_arena scratch) {
    page p = page_of(b, look, &scratch);
    put_report(&p, &x->about);
    for (int i = 0; i < x->n_statements; i++) put_statement(&p, x->statements + i, true);
    if (x->n_statements) return;
    cs_lines_label(&p.l, (cs_str){ 0 });
    put(&p, CS_TONE_FAINT, CS_LIT("No statement on political violence was found in it."));
    end(&p);
}
