/* A row as the reading of a report. The text is the row's notes, then a line with what the row says, in the order type, day,
 * place, parties, toll, sources; spans point into that line. */
#include "base/sha256.h"
#include "base/utf8.h"
#include "import/import.h"
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct span {
    json_int_t beg, end; /* code points of the text */
} span;

typedef struct writing {
    const cs_import *x;
    const cs_import_row *row;
    cs_buf text;
    json_int_t n; /* code points in it */
    span notes, line, trigger, when, place;
    span party[CS_IMPORT_PARTIES_MAX], toll[CS_IMPORT_TOLLS_MAX];
    cs_arena *a;
} writing;

/* ---- text ---- */

static span say(writing *w, cs_str s) {
    span out = { w->n, w->n + cs_utf8_count(s) };
    cs_buf_str(&w->text, s);
    w->n = out.end;
    return out;
}

static span say_word(writing *w, const char *s) { return say(w, (cs_str){ s, (ptrdiff_t)strlen(s) }); }

static cs_str day_words(int32_t day, cs_arena *a) {
    cs_date d = cs_date_of(day);
    return cs_printf(a, "%04d-%02d-%02d", (int)d.year, (int)d.month, (int)d.day);
}

/* EDTF: a day, a month, a year, or two days. */
static cs_str edtf_of(const cs_import_row *r, cs_arena *a) {
    cs_date f = cs_date_of(r->first), l = cs_date_of(r->last);
    if (r->first == r->last) return day_words(r->first, a);
    bool whole_months = f.day == 1 && l.day == cs_month_days(l.year, l.month);
    if (whole_months && f.year == l.year && f.month == l.month) return cs_printf(a, "%04d-%02d", (int)f.year, (int)f.month);
    if (whole_months && f.year == l.year && f.month == 1 && l.month == 12) return cs_printf(a, "%04d", (int)f.year);
    return cs_join(a, cs_join(a, day_words(r->first, a), CS_LIT("/")), day_words(r->last, a));
}

static void say_place(writing *w) {
    const cs_import_row *r = w->row;
    const cs_str more[] = { r->admin2, r->admin1, r->country_name };
    cs_str name = r->place;
    size_t i = 0;
    while (!name.n && i < 3) name = more[i++];
    if (!name.n) return;
    w->place = say(w, name);
    for (; i < 3; i++) {
        if (!more[i].n || cs_eq(more[i], name)) continue;
        say_word(w, ", ");
        say(w, more[i]);
    }
    say_word(w, ". ");
}

static void say_parties(writing *w) {
    for (int i = 0; i < w->row->n_parties; i++) {
        bool goes_on = i && !strcmp(w->row->party[i].role, w->row->party[i - 1].role);
        if (goes_on) say_word(w, "; ");
        if (!goes_on && i) say_word(w, ". ");
        if (!goes_on) say_word(w, w->row->party[i].role);
        if (!goes_on) say_word(w, ": ");
        w->party[i] = say(w, w->row->party[i].name);
    }
    if (w->row->n_parties) say_word(w, ". ");
}

static void say_end(writing *w, int64_t n) {
    if (n >= 0) say(w, cs_printf(w->a, "%lld", (long long)n));
}

static void say_tolls(writing *w) {
    for (int i = 0; i < w->row->n_tolls; i++) {
        const cs_import_toll *t = w->row->toll + i;
        say_word(w, t->effect);
        if (t->status) say_word(w, " ");
        if (t->status) say_word(w, t->status);
        say_word(w, ": ");
        w->toll[i].beg = w->n;
        say_end(w, t->best >= 0 ? t->best : t->low);
        if (t->low != t->best || t->high != t->best) {
            say_word(w, " (");
            say_end(w, t->low);
            say_word(w, " to ");
            say_end(w, t->high);
            say_word(w, ")");
        }
        w->toll[i].end = w->n;
        say_word(w, ". ");
    }
}

static void write_text(writing *w) {
    const cs_import_row *r = w->row;
    if (r->notes.n) {
        w->notes = say(w, r->notes);
        say_word(w, "\n\n");
    }
    w->line.beg = w->n;
    if (r->id.n) {
        say(w, r->id);
        say_word(w, ". ");
    }
    w->trigger = say(w, r->event);
    say_word(w, ". ");
    if (r->first != CS_DAY_NONE) {
        w->when = say(w, edtf_of(r, w->a));
        say_word(w, ". ");
    }
    say_place(w);
    say_parties(w);
    say_tolls(w);
    if (r->sources.n) {
        say_word(w, "source: ");
        say(w, r->sources);
        say_word(w, ". ");
    }
    w->text.n--; /* the last blank */
    w->line.end = --w->n;
    cs_buf_char(&w->text, '\n');
}

/* ---- JSON ---- */

static json_t *text_json(cs_str s) { return s.n ? json_stringn(s.p, (size_t)s.n) : json_null(); }
static json_t *word_json(const char *s) { return s && *s ? json_string(s) : json_null(); }
static json_t *span_json(span s) { return json_pack("[I,I]", s.beg, s.end); }
static json_t *count_json(int64_t n) { return n < 0 ? json_null() : json_integer(n); }

static uint8_t type_of(const cs_import_party *p, const cs_actor *a) {
    if (a) return a->type;
    if (!strcmp(p->role, "instrument")) return CS_ENT_WEAPON;
    return !strcmp(p->role, "target") ? CS_ENT_OTHER : CS_ENT_GROUP;
}

static void put_parties(const writing *w, json_t *entities, json_t *roles) {
    for (int i = 0; i < w->row->n_parties; i++) {
        const cs_import_party *p = w->row->party + i;
        const cs_actor *a = cs_import_actor(w->x->lexicon, p->name);
        bool people = !a && p->sector && !strcmp(p->sector, "CVL"); /* told by what they are, not by a name */
        char id[16];
        snprintf(id, sizeof id, "e%d", i + 1);
        json_array_append_new(entities, json_pack("{s:s,s:s,s:o,s:o,s:n,s:o,s:o,s:[{s:o,s:s}]}", "id", id, "type",
                                                  cs_entity_type_name[type_of(p, a)], "name", text_json(p->name), "actor",
                                                  a ? text_json(a->id) : json_null(), "why", "sector",
                                                  a ? text_json(a->sector) : word_json(p->sector), "country",
                                                  word_json(a ? a->country : p->country), "mentions", "span",
                                                  span_json(w->party[i]), "kind", people ? "nominal" : "name"));
        json_array_append_new(roles, json_pack("{s:s,s:s,s:o}", "role", p->role, "entity", id, "span", span_json(w->party[i])));
    }
}

static json_t *places_json(const writing *w) {
    const cs_import_row *r = w->row;
    cs_str name = r->place.n ? r->place : r->admin2.n ? r->admin2 : r->admin1.n ? r->admin1 : r->country_name;
    json_t *list = json_array();
    if (!name.n && !r->located) return list;
    json_array_append_new(list, json_pack("{s:s,s:n,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:s,s:f,s:[]}", "id", "p1", "entity", "name",
                                          text_json(name), "geonames", r->geonames ? json_integer(r->geonames) : json_null(),
                                          "lat", r->located ? json_real(r->lat) : json_null(), "lon",
                                          r->located ? json_real(r->lon) : json_null(), "country", word_json(r->country),
                                          "admin1", text_json(r->admin1), "admin2", text_json(r->admin2), "precision",
                                          r->precision, "score", 1.0, "mentions"));
    if (name.n) json_array_append_new(json_object_get(json_array_get(list, 0), "mentions"), span_json(w->place));
    return list;
}

static json_t *times_json(const writing *w) {
    const cs_import_row *r = w->row;
    json_t *list = json_array();
    if (r->first == CS_DAY_NONE) return list;
    cs_str edtf = edtf_of(r, w->a);
    json_array_append_new(list, json_pack("{s:s,s:o,s:s,s:o,s:o,s:o,s:o}", "id", "t1", "span", span_json(w->when), "type",
                                          "DATE", "timex", text_json(edtf), "edtf", text_json(edtf), "begin",
                                          text_json(day_words(r->first, w->a)), "end", text_json(day_words(r->last, w->a))));
    return list;
}

static json_t *tolls_json(const writing *w) {
    json_t *list = json_array();
    for (int i = 0; i < w->row->n_tolls; i++) {
        const cs_import_toll *t = w->row->toll + i;
        json_t *one = json_pack("{s:s,s:o,s:o,s:o,s:n,s:o}", "effect", t->effect, "low", count_json(t->low), "best",
                                count_json(t->best), "high", count_json(t->high), "of", "span", span_json(w->toll[i]));
        if (t->status) json_object_set_new(one, "status", json_string(t->status));
        json_array_append_new(list, one);
    }
    return list;
}

/* What MUC-4 calls it, where the mode alone says so. */
static const char *muc_of(const cs_import_row *r) {
    if (cs_eq(r->mode, CS_LIT("abduct"))) return "KIDNAPPING";
    return cs_eq(r->mode, CS_LIT("explosives")) || cs_eq(r->mode, CS_LIT("suicide-attack")) ? "BOMBING" : NULL;
}

static json_t *statement_json(const writing *w, json_t *roles, bool has_time, bool has_place) {
    const cs_import_row *r = w->row;
    char why[32];
    snprintf(why, sizeof why, "import:%s", w->x->format->name);
    return json_pack("{s:s,s:s,s:o,s:o,s:[],s:o,s:o,s:o,s:o,s:o,s:[],s:o,s:o,s:o,s:o,s:n,s:{s:s}}", "id", "s1", "kind", "event",
                     "type", text_json(r->type), "mode", text_json(r->mode), "contexts", "trigger", span_json(w->trigger),
                     "roles", roles, "when", word_json(has_time ? "t1" : NULL), "where",
                     has_place ? json_pack("[s]", "p1") : json_array(), "toll", tolls_json(w), "according_to", "certainty",
                     text_json(r->certainty), "modality", text_json(r->modality), "time_frame", text_json(r->frame), "evidence",
                     span_json(r->notes.n ? w->notes : w->line), "confidence", "why", "type", why);
}

static json_t *source_json(const writing *w) {
    const cs_import_table *t = &w->x->table;
    char hex[CS_SHA256_HEX];
    cs_str path = cs_printf(w->a, "%s/%lld", t->path, (long long)t->csv.line);
    cs_sha256_hex(t->record, hex);
    return json_pack("{s:o,s:n,s:o,s:s,s:I,s:s,s:s}", "name", text_json(w->x->source), "url", "path", text_json(path), "sha256",
                     hex, "size_bytes", (json_int_t)t->record.n, "media_type", "text/csv", "charset", "UTF-8");
}

static json_t *reading_json(const writing *w) {
    cs_str text = { w->text.p, (ptrdiff_t)w->text.n };
    char id[CS_SHA256_HEX + 8] = "sha256:", model[32];
    json_t *entities = json_array(), *roles = json_array(), *places = places_json(w), *times = times_json(w);
    json_t *sentences =
        w->row->notes.n ? json_pack("[o,o]", span_json(w->notes), span_json(w->line)) : json_pack("[o]", span_json(w->line));
    put_parties(w, entities, roles);
    json_t *statement = statement_json(w, roles, json_array_size(times) > 0, json_array_size(places) > 0);
    cs_sha256_hex(text, id + 7);
    snprintf(model, sizeof model, "import:%s", w->x->format->name);
    return json_pack(
        "{s:s,s:s,s:o,s:n,s:n,s:s,s:{s:s,s:n,s:n,s:n,s:n,s:n},s:o,s:o,s:[],s:o,s:o,s:o,s:[],s:[o],"
        "s:[{s:s,s:[s],s:o,s:o,s:{s:o}}]}",
        "schema", "casus.report/1", "id", id, "source", source_json(w), "title", "published", "language", "en", "model", "name",
        model, "version", "sha256", "gazetteer", "actors", "lexicon", "text", text_json(text), "sentences", sentences, "tokens",
        "entities", entities, "places", places, "times", times, "attributions", "statements", statement, "incidents", "id",
        "i1", "statements", "s1", "type", text_json(w->row->type), "mode", text_json(w->row->mode), "muc", "type",
        word_json(muc_of(w->row)));
}

casus_status cs_import_reading(const cs_import *x, const cs_import_row *row, cs_buf *json, cs_arena *a, cs_err *err) {
    writing w = { .x = x, .row = row, .a = a };
    write_text(&w);
    json_t *reading = w.text.failed ? NULL : reading_json(&w);
    char *line = reading ? json_dumps(reading, JSON_COMPACT) : NULL;
    if (line) cs_buf_put(json, line);
    free(line);
    json_decref(reading);
    cs_buf_free(&w.text);
    return line && !json->failed ? CASUS_OK : cs_fail(err, CASUS_E_LIMIT, -1, "no memory for a row");
}
