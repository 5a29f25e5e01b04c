#include "export/mask.h"
#include "base/json_find.h"
#include "base/utf8.h"
#include "decode/actor_table.h"
#include "export/form_reading.h"
#include "export/form_say.h"
#include <stdlib.h>

extern const char cs_table_actors_leaders_tsv[], cs_table_actors_dictionary_tsv[];
extern const long cs_table_actors_leaders_tsv_n, cs_table_actors_dictionary_tsv_n;

#define BLOCK "\xe2\x96\x88"
enum { SURNAME_POINTS_MIN = 3 };

typedef struct name {
    cs_str text;
    int32_t next; /* of those that begin with the same word; -1: none */
} name;

struct cs_mask {
    cs_arena *a;
    cs_actors actors; /* persons of the register */
    cs_map known;     /* name -> 1 */
    cs_map first;     /* first word, ASCII in lower case -> index + 1 of the first name that begins with it */
    CS_VEC(name) names;
    cs_points text; /* of the last document, masked */
};

/* ---- words ---- */

static bool is_word(uint32_t cp) {
    if (cp >= 0x80) return cp != 0x2019 && cp != 0x201C && cp != 0x201D && cp != 0x2013 && cp != 0x2014 && cp != 0xA0;
    return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
}

static bool is_capital(cs_str s) { return s.n && !(s.p[0] >= 'a' && s.p[0] <= 'z'); }

/* "al-Ansari", but not "gendarmes". */
static bool is_name(cs_str s) {
    for (ptrdiff_t i = 0; i < s.n; i++)
        if ((s.p[i] >= 'A' && s.p[i] <= 'Z') || (unsigned char)s.p[i] >= 0x80) return true;
    return false;
}

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c; }

/* ---- whose names ---- */

/* Holder of public office, or leader of an armed group. */
static bool is_public(const cs_mask *m, cs_str actor) {
    const cs_actor *p = actor.n ? cs_actors_by_id(&m->actors, actor) : NULL;
    if (!p || p->type != CS_ENT_PERSON) return false;
    for (int32_t i = 0; i < p->n_terms; i++) {
        if (cs_is_any(p->term[i].sector, "GOV MIL COP SPY JUD LEG IGO")) return true;
        if (cs_is_any(p->term[i].sector, "REB IMG PRM CRM") && p->term[i].office.n) return true;
    }
    return cs_is_any(p->sector, "GOV MIL COP SPY JUD LEG");
}

static bool is_named(const json_t *entity) {
    const json_t *mentions = json_object_get(entity, "mentions"), *v;
    size_t i;
    json_array_foreach(mentions, i, v) if (cs_is(cs_json_str(v, "kind"), "name")) return true;
    return false;
}

static bool is_private(const cs_mask *m, const json_t *entity) {
    return cs_is(cs_json_str(entity, "type"), "person") && is_name(cs_json_str(entity, "name")) && is_named(entity) &&
           !is_public(m, cs_json_str(entity, "actor"));
}

/* The word at the start of s, in lower case where it is ASCII. */
static cs_str first_word(cs_str s, cs_arena *a) {
    ptrdiff_t end = 0;
    for (ptrdiff_t i = 0; i < s.n && is_word(cs_utf8_next(s, &i)); end = i) {
    }
    char *p = CS_NEW(a, char, end);
    for (ptrdiff_t i = 0; i < end; i++) p[i] = lower(s.p[i]);
    return (cs_str){ p, end };
}

static void learn_name(cs_mask *m, cs_str s) {
    bool is_new;
    s = cs_trim(s);
    if (cs_ends(s, CS_LIT("'s"))) s.n -= 2;
    if (cs_ends(s, CS_LIT("\xe2\x80\x99s"))) s.n -= 4;
    for (ptrdiff_t i = 0; i < s.n; s = cs_cut(s, i, s.n), i = 0) /* a name begins with a word */
        if (is_word(cs_utf8_next(s, &i))) break;
    if (!is_name(s) || cs_map_get(&m->known, s)) return;
    s = cs_dup(m->a, s);
    *cs_map_put(m->a, &m->known, s, &is_new) = 1;
    uint32_t *first = cs_map_put(m->a, &m->first, first_word(s, m->a), &is_new);
    name *n = CS_PUSH(m->a, &m->names);
    *n = (name){ s, (int32_t)*first - 1 };
    *first = (uint32_t)m->names.n;
}

/* The whole name, and the last word of it, which stands for it elsewhere. */
static void learn_names(cs_mask *m, cs_str s) {
    ptrdiff_t last = s.n;
    learn_name(m, s);
    while (last > 0 && s.p[last - 1] != ' ') last--;
    cs_str surname = cs_cut(s, last, s.n);
    if (last > 0 && cs_utf8_count(surname) >= SURNAME_POINTS_MIN) learn_name(m, surname);
}

casus_status cs_mask_open(cs_mask **m, cs_arena *a, cs_err *err) {
    *m = CS_NEW(a, cs_mask, 1);
    (*m)->a = a;
    cs_str leaders = { cs_table_actors_leaders_tsv, cs_table_actors_leaders_tsv_n };
    cs_str others = { cs_table_actors_dictionary_tsv, cs_table_actors_dictionary_tsv_n };
    CS_TRY(cs_actors_read(&(*m)->actors, a, leaders, "data/actors/leaders.tsv", true, err));
    return cs_actors_read(&(*m)->actors, a, others, "data/actors/dictionary.tsv", true, err);
}

casus_status cs_mask_learn(cs_mask *m, cs_str reading, cs_arena scratch, cs_err *err) {
    json_t *root;
    CS_TRY(cs_form_reading_of(reading, &root, err));
    const cs_points text = cs_points_of(cs_json_str(root, "text"), &scratch);
    size_t i, k;
    const json_t *entity, *mention;
    json_array_foreach(json_object_get(root, "entities"), i, entity) {
        if (!is_private(m, entity)) continue;
        learn_names(m, cs_json_str(entity, "name"));
        json_array_foreach(json_object_get(entity, "mentions"), k, mention) {
            int64_t begin, end;
            if (cs_is(cs_json_str(mention, "kind"), "name") && cs_json_span(json_object_get(mention, "span"), &begin, &end))
                learn_names(m, cs_points_cut(&text, begin, end));
        }
    }
    json_decref(root);
    return CASUS_OK;
}

/* ---- hiding ---- */

/* Whether s begins with the name: as it is, or in other case where it begins with a capital (headlines). */
static bool begins(cs_str s, cs_str n) {
    if (s.n < n.n) return false;
    bool same = !memcmp(s.p, n.p, (size_t)n.n);
    for (ptrdiff_t i = 0; !same && i < n.n; i++)
        if (lower(s.p[i]) != lower(n.p[i])) return false;
    ptrdiff_t i = n.n;
    return (same || is_capital(s)) && (i == s.n || !is_word(cs_utf8_next(s, &i)));
}

/* Bytes of the longest name that s begins with. */
static ptrdiff_t name_at(const cs_mask *m, cs_str s, cs_arena scratch) {
    const uint32_t *first = cs_map_get(&m->first, first_word(s, &scratch));
    ptrdiff_t longest = 0;
    for (int32_t k = first ? (int32_t)*first - 1 : -1; k >= 0; k = m->names.v[k].next)
        if (m->names.v[k].text.n > longest && begins(s, m->names.v[k].text)) longest = m->names.v[k].text.n;
    return longest;
}

/* s with blocks where hide says so of a byte. */
static cs_str blocked(cs_str s, const bool *hide, cs_arena *a) {
    char *p = CS_NEW(a, char, s.n * 3 + 1), *at = p;
    for (ptrdiff_t i = 0, from = 0; i < s.n; from = i) {
        cs_utf8_next(s, &i);
        bool block = hide[from] && s.p[from] != '\n';
        memcpy(at, block ? BLOCK : s.p + from, block ? 3 : (size_t)(i - from));
        at += block ? 3 : i - from;
    }
    return (cs_str){ p, at - p };
}

static bool hide_names(const cs_mask *m, cs_str s, bool *hide, cs_arena scratch) {
    bool any = false, inside = false;
    for (ptrdiff_t i = 0, from = 0; i < s.n; from = i) {
        bool word = is_word(cs_utf8_next(s, &i));
        ptrdiff_t n = word && !inside ? name_at(m, cs_cut(s, from, s.n), scratch) : 0;
        if (n) memset(hide + from, true, (size_t)n);
        any = any || n;
        inside = word;
    }
    return any;
}

cs_str cs_mask_text(const cs_mask *m, cs_str s, cs_arena *a) {
    if (!s.n) return s;
    bool *hide = CS_NEW(a, bool, s.n);
    return hide_names(m, s, hide, *a) ? blocked(s, hide, a) : s;
}

void cs_mask_report(const cs_mask *m, cs_view_report *r, cs_arena *a) {
    r->url = r->path = (cs_str){ 0 };
    r->title = cs_mask_text(m, r->title, a);
    r->source = cs_mask_text(m, r->source, a);
}

static void mask_place(const cs_mask *m, cs_view_place *p, cs_arena *a) {
    p->name = cs_mask_text(m, p->name, a);
    p->admin1 = cs_mask_text(m, p->admin1, a);
    p->admin2 = cs_mask_text(m, p->admin2, a);
}

static void mask_party(const cs_mask *m, cs_view_party *p, cs_arena *a) {
    p->name = cs_mask_text(m, p->name, a);
    p->words = cs_mask_text(m, p->words, a);
    p->says = cs_mask_text(m, p->says, a);
}

void cs_mask_incident(const cs_mask *m, cs_view_incident *i, cs_arena *a) {
    mask_place(m, &i->place, a);
    for (int k = 0; k < i->n_parties; k++) mask_party(m, i->parties + k, a);
    for (int k = 0; k < i->n_tolls; k++) i->tolls[k].rule = cs_mask_text(m, i->tolls[k].rule, a);
    i->credibility_why = cs_mask_text(m, i->credibility_why, a);
}

void cs_mask_statement(const cs_mask *m, cs_view_statement *s, cs_arena *a) {
    s->evidence = cs_points_cut(&m->text, s->evidence_begin, s->evidence_end);
    s->trigger = cs_points_cut(&m->text, s->trigger_begin, s->trigger_end);
    for (int i = 0; i < s->n_parties; i++) {
        cs_view_party *p = s->parties + i;
        bool by_words = cs_eq(p->name, p->words);
        mask_party(m, p, a);
        if (p->end > p->begin) p->words = cs_points_cut(&m->text, p->begin, p->end);
        if (by_words) p->name = p->words;
    }
    for (int i = 0; i < s->n_places; i++) mask_place(m, s->places + i, a);
    for (int i = 0; i < s->n_speakers; i++) s->speakers[i].name = cs_mask_text(m, s->speakers[i].name, a);
    for (int i = 0; i < s->n_tolls; i++) {
        s->tolls[i].of = cs_mask_text(m, s->tolls[i].of, a);
        s->tolls[i].says = cs_mask_text(m, s->tolls[i].says, a);
    }
}

/* ---- readings ---- */

static json_t *json_of(cs_str s) { return json_stringn(s.p ? s.p : "", (size_t)s.n); }

/* Names in every text of the tree. */
static void mask_tree(const cs_mask *m, json_t *v, cs_arena scratch) {
    const char *key;
    json_t *child;
    void *next;
    size_t i;
    if (json_is_array(v)) {
        json_array_foreach(v, i, child) {
            cs_arena a = scratch;
            if (json_is_string(child)) {
                cs_str s = { json_string_value(child), (ptrdiff_t)json_string_length(child) }, shown = cs_mask_text(m, s, &a);
                if (shown.p != s.p) json_array_set_new(v, i, json_of(shown));
            } else {
                mask_tree(m, child, scratch);
            }
        }
    }
    if (!json_is_object(v)) return;
    json_object_foreach_safe(v, next, key, child) {
        cs_arena a = scratch;
        if (json_is_string(child)) {
            cs_str s = { json_string_value(child), (ptrdiff_t)json_string_length(child) }, shown = cs_mask_text(m, s, &a);
            if (shown.p != s.p) json_string_setn(child, shown.p, (size_t)shown.n);
        } else {
            mask_tree(m, child, scratch);
        }
    }
}

/* The mentions of private persons and the names elsewhere. hide: of each byte of the text. */
static void hide_all(const cs_mask *m, const json_t *entities, const cs_points *text, bool *hide, cs_arena scratch) {
    size_t i, k;
    const json_t *entity, *mention;
    json_array_foreach(entities, i, entity) {
        if (!is_private(m, entity)) continue;
        json_array_foreach(json_object_get(entity, "mentions"), k, mention) {
            int64_t begin, end;
            if (cs_is(cs_json_str(mention, "kind"), "pronoun")) continue;
            if (!cs_json_span(json_object_get(mention, "span"), &begin, &end)) continue;
            cs_str words = cs_points_cut(text, begin, end);
            memset(hide + (words.p - text->text.p), true, (size_t)words.n);
        }
    }
    hide_names(m, text->text, hide, scratch);
}

/* The base forms of words that are hidden, the names of private persons. */
static void mask_words(const cs_mask *m, json_t *root, const cs_points *text, const bool *hide, cs_arena scratch) {
    size_t i;
    json_t *v;
    json_array_foreach(json_object_get(root, "tokens"), i, v) {
        int64_t begin, end;
        cs_arena a = scratch;
        if (!cs_json_span(json_object_get(v, "span"), &begin, &end)) continue;
        cs_str words = cs_points_cut(text, begin, end), lemma = cs_json_str(v, "lemma");
        if (!words.n || !hide[words.p - text->text.p]) continue;
        bool *all = CS_NEW(&a, bool, lemma.n + 1);
        memset(all, true, (size_t)lemma.n);
        json_object_set_new(v, "lemma", json_of(blocked(lemma, all, &a)));
    }
    json_array_foreach(json_object_get(root, "entities"), i, v) {
        cs_arena a = scratch;
        cs_str s = cs_json_str(v, "name");
        if (!is_private(m, v)) continue;
        bool *all = CS_NEW(&a, bool, s.n + 1);
        memset(all, true, (size_t)s.n);
        json_object_set_new(v, "name", json_of(blocked(s, all, &a)));
    }
}

static void keep_text(cs_mask *m, cs_form_document *d, const bool *hide, cs_arena *a) {
    d->text = blocked(d->text, hide, a);
    m->text = cs_points_of(d->text, a);
}

casus_status cs_mask_words(cs_mask *m, cs_form_document *d, cs_arena *a, cs_err *err) {
    json_t *entities;
    cs_json_place at = cs_json_find(d->reading, CS_LIT("entities"));
    if (!at.found) return cs_fail(err, CASUS_E_STORE, -1, "a reading is damaged: it has no entities");
    CS_TRY(cs_form_reading_of(cs_cut(d->reading, at.beg, at.end), &entities, err));
    bool *hide = CS_NEW(a, bool, d->text.n + 1);
    const cs_points text = cs_points_of(d->text, a);
    hide_all(m, entities, &text, hide, *a);
    json_decref(entities);
    keep_text(m, d, hide, a);
    return CASUS_OK;
}

casus_status cs_mask_document(cs_mask *m, cs_form_document *d, cs_arena *a, cs_err *err) {
    json_t *root;
    CS_TRY(cs_form_reading_of(d->reading, &root, err));
    bool *hide = CS_NEW(a, bool, d->text.n + 1);
    const cs_points text = cs_points_of(d->text, a);
    hide_all(m, json_object_get(root, "entities"), &text, hide, *a);
    mask_words(m, root, &text, hide, *a);
    keep_text(m, d, hide, a);
    if (json_object_get(root, "text")) json_object_set_new(root, "text", json_of(d->text));
    json_t *source = json_object_get(root, "source");
    json_object_set_new(source, "url", json_null());
    json_object_set_new(source, "path", json_null());
    json_object_set_new(root, "masked", json_true());
    mask_tree(m, root, *a);
    char *out = json_dumps(root, JSON_COMPACT | JSON_REAL_PRECISION(15));
    json_decref(root);
    if (!out) return cs_fail(err, CASUS_E_LIMIT, -1, "out of memory");
    d->reading = cs_dup(a, (cs_str){ out, (ptrdiff_t)strlen(out) });
    free(out);
    return CASUS_OK;
}
