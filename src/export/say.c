#include "export/say.h"
#include "base/utf8.h"

static bool blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

cs_str cs_say_words(cs_str text, cs_span span, ptrdiff_t max_bytes, cs_arena *a) {
    cs_str s = cs_trim(cs_span_text(text, span));
    char *p = CS_NEW(a, char, s.n + 4);
    ptrdiff_t n = 0, word_end = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool space = blank(s.p[i]);
        if (space && n && p[n - 1] == ' ') continue;
        if (space) word_end = n;
        if (n >= max_bytes && cs_utf8_is_start(s.p[i])) {
            n = word_end ? word_end : n;
            memcpy(p + n, "…", 3);
            return (cs_str){ p, n + 3 };
        }
        p[n++] = space ? ' ' : s.p[i];
    }
    return (cs_str){ p, n };
}

enum { FILLER_BYTES_MAX = 120, NAME_BYTES_MAX = 40 };

/* A long name is shown without what was added to it: "the Panel of Experts, which the Council set up in …". */
static cs_str short_name(cs_str name) {
    ptrdiff_t comma = name.n > NAME_BYTES_MAX ? cs_find(name, CS_LIT(", ")) : -1;
    return comma > 0 ? cs_cut(name, 0, comma) : name;
}

static bool has_name(const cs_reading *r, const cs_entity *e) {
    for (int32_t i = 0; i < e->n_mentions; i++)
        if (r->mentions.v[e->mentions[i]].kind == CS_MENTION_NAME) return true;
    return false;
}

/* Is it nothing but a pronoun, so that the entity's description says more? */
static bool is_pronoun(const cs_reading *r, const cs_entity *e, cs_span span) {
    for (int32_t i = 0; i < e->n_mentions; i++) {
        const cs_mention *m = r->mentions.v + e->mentions[i];
        if (m->kind == CS_MENTION_PRONOUN && m->span.beg == span.beg && m->span.end == span.end) return true;
    }
    return false;
}

cs_str cs_say_filler(const cs_reading *r, int32_t entity, cs_span span, cs_arena *a) {
    const cs_entity *e = entity >= 0 ? r->entities.v + entity : NULL;
    if (e && e->name.n && (has_name(r, e) || is_pronoun(r, e, span) || span.beg == span.end)) return short_name(e->name);
    return cs_say_words(r->text, span, FILLER_BYTES_MAX, a);
}

cs_str cs_say_speaker(const cs_reading *r, int32_t attribution, cs_arena *a) {
    const cs_attribution *x = r->attributions.v + attribution;
    if (x->source_entity < 0 && x->source.beg == x->source.end) return CS_LIT("unnamed source");
    return cs_say_filler(r, x->source_entity, x->source, a);
}

cs_str cs_say_chain(const cs_reading *r, cs_chain chain, cs_arena *a) {
    cs_str all = { 0 };
    for (int32_t i = 0; i < chain.n; i++) {
        if (i) all = cs_join(a, all, CS_LIT(" > "));
        all = cs_join(a, all, cs_say_speaker(r, chain.v[i], a));
    }
    return all;
}

cs_str cs_say_count(const cs_toll *t, cs_arena *a) {
    if (t->low == CS_COUNT_NONE && t->high == CS_COUNT_NONE)
        return t->best == CS_COUNT_NONE ? CS_LIT("an unknown number") : cs_printf(a, "%lld", (long long)t->best);
    if (t->low == CS_COUNT_NONE) return cs_printf(a, "up to %lld", (long long)t->high);
    if (t->high == CS_COUNT_NONE) return cs_printf(a, "at least %lld", (long long)t->low);
    if (t->low == t->high) return cs_printf(a, "%lld", (long long)t->low);
    return cs_printf(a, "%lld to %lld", (long long)t->low, (long long)t->high);
}

cs_str cs_say_date(const cs_reading *r, int32_t time) {
    if (time < 0) return (cs_str){ 0 };
    const cs_time *t = r->times.v + time;
    return t->edtf.n ? t->edtf : t->timex;
}

cs_chain cs_say_role_chain(const cs_statement *s, const cs_role *role) {
    return role->has_own_voice ? role->according_to : s->according_to;
}

uint8_t cs_say_role_certainty(const cs_statement *s, const cs_role *role) {
    return role->has_own_voice ? role->certainty : s->certainty;
}

ptrdiff_t cs_say_page(const cs_export_report *in, uint32_t byte) {
    ptrdiff_t low = 0, high = in->n_pages; /* the last page that begins at or before it; empty ones begin there too */
    while (low < high) {
        ptrdiff_t middle = low + (high - low) / 2;
        if (in->pages[middle].beg <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
