/* FollowTheMoney entities, a line of JSON each (docs/formats/ftm.md): events, who took part, and the reports that tell of them.
 */
#include "base/utf8.h"
#include "export/form_say.h"
#include <utf8proc.h>

static cs_str id_of(const char *kind, cs_str what, cs_arena *a) {
    return cs_join(a, CS_LIT("casus-"), cs_form_hash(kind, what, a));
}

/* As FollowTheMoney keeps a text: a blank of any kind is a plain one, and what cannot be seen is not there. */
static cs_str visible(cs_str s, cs_arena *a) {
    char *p = CS_NEW(a, char, s.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < s.n;) {
        ptrdiff_t from = i;
        utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cs_utf8_next(s, &i));
        if (c >= UTF8PROC_CATEGORY_ZS && c <= UTF8PROC_CATEGORY_ZP)
            p[n++] = ' ';
        else if ((c != UTF8PROC_CATEGORY_CC && c != UTF8PROC_CATEGORY_CF) || s.p[from] == '\n' || s.p[from] == '\t')
            while (from < i) p[n++] = s.p[from++];
    }
    return cs_trim((cs_str){ p, n });
}

static void values(cs_form_writer *w, const char *name, const cs_str *v, int n) {
    cs_buf *b = &w->out[0];
    bool any = false;
    for (int i = 0; i < n; i++) {
        cs_str s = visible(v[i], w->scratch);
        if (!s.n) continue;
        if (!any) cs_form_open(b, name, '[');
        any = true;
        cs_form_item(b, s);
    }
    if (any) cs_form_close(b, ']');
}

static void value(cs_form_writer *w, const char *name, cs_str s) { values(w, name, &s, 1); }

/* Begins an entity; false: it is written already. shared: other incidents may have it too. */
static bool begin_entity(cs_form_writer *w, const char *schema, bool shared, cs_str id) {
    if (!cs_form_first(w, id, shared)) return false;
    cs_buf *b = &w->out[0];
    cs_buf_char(b, '{');
    cs_form_text(b, "id", id);
    cs_form_text(b, "schema", (cs_str){ schema, (ptrdiff_t)strlen(schema) });
    cs_form_open(b, "properties", '{');
    return true;
}

static void end_entity(cs_form_writer *w) { cs_buf_put(&w->out[0], "}}\n"); }

/* FollowTheMoney writes countries as ISO 3166-1 alpha-2 in lower case. */
static cs_str country_of(cs_str alpha3, cs_arena *a) {
    cs_str s = cs_dup(a, cs_form_nation_of(alpha3).alpha2);
    char *p = CS_NEW(a, char, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++) p[i] = (char)(s.p[i] - 'A' + 'a');
    return (cs_str){ p, s.n };
}

static const char *schema_of(const cs_view_party *p) {
    if (cs_is(p->type, "person")) return "Person";
    if (cs_is_any(p->type, "government force")) return "PublicBody";
    return cs_is_any(p->type, "group organisation party") ? "Organization" : "LegalEntity";
}

static cs_str write_party(cs_form_writer *w, const cs_form_incident *x, const cs_view_party *p) {
    cs_arena *a = w->scratch;
    cs_str what = p->actor.n ? p->actor : cs_join(a, cs_join(a, cs_form_key(x, a), CS_LIT(" ")), p->name),
           id = id_of("party", what, a);
    if (!begin_entity(w, schema_of(p), p->actor.n > 0, id)) return id;
    value(w, "name", p->name);
    value(w, "country", country_of(p->country, a));
    value(w, "keywords", p->sector);
    if (p->actor.n) value(w, "notes", cs_join(a, CS_LIT("casus actor register: "), p->actor));
    end_entity(w);
    return id;
}

static cs_str write_report(cs_form_writer *w, const cs_view_report *r) {
    cs_arena *a = w->scratch;
    cs_str id = id_of("report", cs_join(a, cs_join(a, r->text_sha256, r->source), r->published), a);
    if (!begin_entity(w, "Article", true, id)) return id;
    value(w, "title", r->title.n ? r->title : cs_printf(a, "report %lld", (long long)r->id));
    value(w, "publisher", r->source);
    value(w, "publishedAt", r->published);
    value(w, "sourceUrl", r->url);
    value(w, "language", CS_LIT("eng"));
    value(w, "mimeType", r->media_type);
    end_entity(w);
    return id;
}

/* What the event's properties have no place for. */
static cs_str party_note(const cs_view_party *p, cs_arena *a) {
    cs_str s = cs_form_glue(a, p->role, ": ", p->name);
    s = cs_form_glue(a, s, ", ", p->certainty);
    return cs_form_glue(a, s, ", says ", p->says);
}

static cs_str toll_note(const cs_view_toll *t, cs_arena *a) {
    cs_str low = t->low >= 0 ? cs_printf(a, "%lld", (long long)t->low) : CS_LIT("?");
    cs_str best = t->best >= 0 ? cs_printf(a, "%lld", (long long)t->best) : CS_LIT("?");
    cs_str high = t->high >= 0 ? cs_printf(a, "%lld", (long long)t->high) : CS_LIT("?");
    cs_str s = cs_form_glue(a, t->effect, " ", best);
    s = cs_form_glue(a, s, " (", low);
    return cs_join(a, cs_form_glue(a, s, " to ", high), CS_LIT(")"));
}

static void write_notes(cs_form_writer *w, const cs_view_incident *i) {
    cs_str *notes = CS_NEW(w->scratch, cs_str, i->n_parties + i->n_tolls + 1);
    int n = 0;
    for (int k = 0; k < i->n_parties; k++) notes[n++] = party_note(i->parties + k, w->scratch);
    for (int k = 0; k < i->n_tolls; k++)
        if (cs_is(i->tolls[k].status, "all")) notes[n++] = toll_note(i->tolls + k, w->scratch);
    if (w->masked) notes[n++] = CS_LIT("names of private persons are masked");
    values(w, "notes", notes, n);
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    const cs_view_incident *i = x->incident;
    cs_arena *a = w->scratch;
    cs_str *parties = CS_NEW(a, cs_str, i->n_parties), *reports = CS_NEW(a, cs_str, x->n_reports);
    int n = 0;
    for (int k = 0; k < i->n_parties; k++) {
        if (!cs_is_any(i->parties[k].role, "agent recipient other-party") || cs_is(i->parties[k].certainty, "denied")) continue;
        int same = 0; /* who has several roles is involved once */
        parties[n] = write_party(w, x, i->parties + k);
        while (!cs_eq(parties[same], parties[n])) same++;
        n += same == n;
    }
    for (int k = 0; k < x->n_reports; k++) reports[k] = write_report(w, x->reports + k);
    if (!begin_entity(w, "Event", false, id_of("incident", cs_form_key(x, a), a))) return;
    cs_str name = cs_form_glue(a, i->type, " ", i->mode);
    name = cs_form_glue(a, name, ", ", i->place.name);
    value(w, "name", cs_form_glue(a, name, ", ", i->when.first));
    if (cs_eq(i->when.first, i->when.last)) value(w, "date", i->when.first);
    value(w, "startDate", i->when.first);
    value(w, "endDate", i->when.last);
    value(w, "location", i->place.name);
    value(w, "country", country_of(i->place.country, a));
    value(w, "summary", cs_form_notes(x, a));
    value(w, "recordId", cs_printf(a, "%lld", (long long)i->id));
    value(w, "keywords", cs_form_glue(a, i->type, " ", i->mode));
    values(w, "involved", parties, n);
    values(w, "proof", reports, x->n_reports);
    write_notes(w, i);
    end_entity(w);
    w->n_written++;
}

const cs_form cs_form_ftm = { .name = "ftm",
                              .media = "application/x-ndjson",
                              .ending = "jsonl",
                              .about = "FollowTheMoney's entities, JSON Lines",
                              .incident = incident };
