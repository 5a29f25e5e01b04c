#include "store/account.h"
#include "base/utf8.h"
#include "store/work.h"
#include <math.h>
#include <stdlib.h>

/* Of the report, what stands around the statements tells what they are about, and its beginning. */
enum { AROUND_BYTES = 1500, OPENING_BYTES = 1500 };

typedef struct drawing {
    const json_t *reading;
    cs_str text;
    cs_utf8_index index;
    cs_account *out;
    CS_VEC(cs_account_party) parties;
    cs_word_counts first_act, triggers, words, about, named;
    cs_span around; /* bytes */
    cs_word_memo *memo;
    cs_arena *a;
} drawing;

/* ---- members ---- */

static cs_str text_of(const json_t *item, const char *member) { return cs_store_text(json_object_get(item, member)); }

/* The item of that id ("e3") in a list whose ids count from 1; a list with items left out is searched. */
static const json_t *by_id(const json_t *reading, const char *list, const json_t *id) {
    const json_t *items = json_object_get(reading, list);
    cs_str name = cs_store_text(id);
    if (name.n < 2) return NULL;
    cs_i64_result n = cs_parse_i64(cs_cut(name, 1, name.n));
    size_t last = json_array_size(items);
    if (!n.ok || n.value < 1 || !last) return NULL;
    for (size_t i = (uint64_t)n.value < last ? (size_t)n.value : last; i > 0; i--) {
        const json_t *item = json_array_get(items, i - 1);
        if (cs_eq(text_of(item, "id"), name)) return item;
    }
    return NULL;
}

/* Where a name stands among the names of an enumeration, else `none`. */
static uint8_t code_of(const char *const *names, int n, cs_str name, int none) {
    for (int i = 0; i < n; i++)
        if (cs_eq(name, (cs_str){ names[i], (ptrdiff_t)strlen(names[i]) })) return (uint8_t)i;
    return (uint8_t)none;
}

static int32_t day_of(const json_t *item, const char *member) {
    cs_day_result d = cs_parse_day(text_of(item, member));
    return d.ok ? d.day : CS_DAY_NONE;
}

static void put_code(char into[4], cs_str code) {
    if (code.n > 0 && code.n < 4) memcpy(into, code.p, (size_t)code.n);
}

/* Within the limit of names, at the end of a character. */
static cs_str cut_name(cs_str s) {
    ptrdiff_t n = s.n < CS_ACCOUNT_NAME_BYTES_MAX ? s.n : CS_ACCOUNT_NAME_BYTES_MAX;
    while (n < s.n && n > 0 && !cs_utf8_is_start(s.p[n])) n--;
    return (cs_str){ s.p, n };
}

/* The byte of a code point; past the end: the end. */
static uint32_t byte_of(const drawing *d, json_int_t at) {
    uint32_t low = 0, high = (uint32_t)d->text.n;
    if (!d->index.before) return at < 0 ? 0 : at < (json_int_t)high ? (uint32_t)at : high;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if ((json_int_t)cs_utf8_at(&d->index, mid) < at)
            low = mid + 1;
        else
            high = mid;
    }
    while (low < (uint32_t)d->text.n && !cs_utf8_is_start(d->text.p[low])) low++;
    return low;
}

static cs_span span_of(const drawing *d, const json_t *span) {
    cs_span s = { byte_of(d, json_integer_value(json_array_get(span, 0))),
                  byte_of(d, json_integer_value(json_array_get(span, 1))) };
    return s.beg <= s.end ? s : (cs_span){ 0 };
}

/* ---- where and when ---- */

static int32_t degrees(const json_t *v, double most) {
    double x = json_number_value(v);
    if (!(x >= -most && x <= most)) return 0;
    return (int32_t)lround(x * 10000);
}

static uint64_t key_of(cs_str name) {
    char key[CS_ACCOUNT_NAME_BYTES_MAX];
    int n = 0;
    for (;;) {
        cs_stem s = cs_stem_next(&name);
        if (!s.n || n + s.n > (int)sizeof key) break;
        memcpy(key + n, s.p, (size_t)s.n);
        n += s.n;
    }
    return n ? cs_stable_hash((cs_str){ key, n }) : 0;
}

static void see_place(drawing *d, const json_t *id) {
    const json_t *p = by_id(d->reading, "places", id);
    cs_account *out = d->out;
    if (!p || out->n_places == CS_ACCOUNT_PLACES_MAX) return;
    cs_account_place q = { .name = cut_name(text_of(p, "name")),
                           .key = key_of(text_of(p, "name")),
                           .lat = degrees(json_object_get(p, "lat"), 90),
                           .lon = degrees(json_object_get(p, "lon"), 180),
                           .has_point = json_is_number(json_object_get(p, "lat")) && json_is_number(json_object_get(p, "lon")),
                           .admin1 = key_of(text_of(p, "admin1")),
                           .admin2 = key_of(text_of(p, "admin2")),
                           .precision = code_of(cs_precision_name, CS_PREC_COUNT, text_of(p, "precision"), CS_PREC_REGION) };
    json_int_t geonames = json_integer_value(json_object_get(p, "geonames"));
    if (geonames > 0) q.geonames = geonames;
    put_code(q.country, text_of(p, "country"));
    for (int i = 0; i < out->n_places; i++)
        if (out->place[i].key == q.key && out->place[i].geonames == q.geonames) return;
    out->place[out->n_places++] = q;
}

/* The narrowest time of those told. */
static void see_time(drawing *d, const json_t *id) {
    const json_t *t = by_id(d->reading, "times", id);
    int32_t first = day_of(t, "begin"), last = day_of(t, "end");
    cs_account *out = d->out;
    if (first == CS_DAY_NONE || last == CS_DAY_NONE || first > last) return;
    if (cs_account_day_known(out) && (int64_t)out->last - out->first <= (int64_t)last - first) return;
    out->first = first;
    out->last = last;
}

/* ---- who ---- */

/* The words of its names, or where it has none of its first nominal mention, which `span` may be too. */
static cs_word_list words_of(const drawing *d, const json_t *entity, cs_span span, bool named) {
    cs_word_counts all = { 0 };
    size_t i;
    json_t *m;
    cs_words_see(&all, cs_span_text(d->text, span), d->memo, d->a);
    if (named) cs_words_see(&all, text_of(entity, "name"), d->memo, d->a);
    json_array_foreach(json_object_get(entity, "mentions"), i, m) {
        if (all.n >= 4 * CS_ACCOUNT_NAME_WORDS_MAX) break;
        if (cs_eq(text_of(m, "kind"), named ? CS_LIT("name") : CS_LIT("nominal")))
            cs_words_see(&all, cs_span_text(d->text, span_of(d, json_object_get(m, "span"))), d->memo, d->a);
    }
    return cs_words_best(&all, CS_ACCOUNT_NAME_WORDS_MAX, d->a);
}

static bool is_named(const json_t *entity) {
    size_t i;
    json_t *m;
    json_array_foreach(json_object_get(entity, "mentions"), i, m) if (cs_eq(text_of(m, "kind"), CS_LIT("name"))) return true;
    return cs_store_text(json_object_get(entity, "actor")).n > 0;
}

static void see_party(drawing *d, const json_t *role, uint8_t kind, uint8_t certainty) {
    const json_t *entity = by_id(d->reading, "entities", json_object_get(role, "entity"));
    cs_span span = span_of(d, json_object_get(role, "span"));
    if (d->parties.n == CS_ACCOUNT_PARTIES_MAX || (!entity && span.beg == span.end)) return;
    cs_account_party p = { .role = kind, .certainty = certainty, .named = is_named(entity) };
    p.name = cut_name(entity ? text_of(entity, "name") : cs_span_text(d->text, span));
    p.actor = text_of(entity, "actor");
    if (p.actor.n > CS_ACCOUNT_NAME_BYTES_MAX) p.actor = (cs_str){ 0 };
    p.type = code_of(cs_entity_type_name, CS_ENT_COUNT, text_of(entity, "type"), CS_ENT_COUNT);
    if (cs_eq(text_of(role, "certainty"), CS_LIT("")) == false)
        p.certainty = code_of(cs_certainty_name, CS_CERT_COUNT, text_of(role, "certainty"), certainty);
    put_code(p.sector, text_of(entity, "sector"));
    put_code(p.country, text_of(entity, "country"));
    for (ptrdiff_t i = 0; i < d->parties.n; i++)
        if (d->parties.v[i].role == kind && cs_eq(d->parties.v[i].name, p.name)) return;
    p.words = words_of(d, entity, span, p.named);
    *CS_PUSH(d->a, &d->parties) = p;
}

/* ---- how many ---- */

static int64_t count_of(const json_t *toll, const char *member) {
    const json_t *v = json_object_get(toll, member);
    return json_is_integer(v) && json_integer_value(v) >= 0 ? json_integer_value(v) : CS_COUNT_NONE;
}

/* Of several figures for one effect the greatest: the others mostly count a part. */
static void put_toll(cs_account_toll *own, cs_account_toll t) {
    int64_t x = t.best > t.low ? t.best : t.low, y = own->best > own->low ? own->best : own->low;
    if (x > y) *own = t;
}

static void see_toll(drawing *d, const json_t *toll) {
    int effect = code_of(cs_effect_name, CS_EFFECT_COUNT, text_of(toll, "effect"), CS_EFFECT_COUNT);
    if (effect == CS_EFFECT_COUNT) return;
    put_toll(&d->out->toll[effect], (cs_account_toll){ count_of(toll, "low"), count_of(toll, "best"), count_of(toll, "high") });
}

/* ---- a statement ---- */

static bool has_happened(uint8_t modality) { return modality == CS_MOD_ACTUAL || modality == CS_MOD_ATTEMPTED; }

/* A trigger such as "bombings": several deeds. A verb in the present ("bombs") is rare in reports, and short. */
static bool is_plural(cs_str trigger) {
    enum { SHORT = 6 };
    return trigger.n > SHORT && (cs_ends(trigger, CS_LIT("s")) || cs_ends(trigger, CS_LIT("S"))) &&
           !cs_ends(trigger, CS_LIT("ss")) && !cs_ends(trigger, CS_LIT("SS"));
}

static void see_kind(drawing *d, const json_t *s) {
    cs_account *out = d->out;
    uint8_t modality = code_of(cs_modality_name, CS_MOD_COUNT, text_of(s, "modality"), CS_MOD_ACTUAL);
    bool first = !out->n_statements;
    if (first) out->type = code_of(cs_type_name, CS_T_COUNT, text_of(s, "type"), CS_T_ASSAULT);
    if (!out->mode.n && code_of(cs_type_name, CS_T_COUNT, text_of(s, "type"), CS_T_COUNT) == out->type)
        out->mode = cut_name(text_of(s, "mode"));
    if (!first && (has_happened(out->modality) || !has_happened(modality))) return;
    out->modality = modality;
    out->certainty = code_of(cs_certainty_name, CS_CERT_COUNT, text_of(s, "certainty"), CS_CERT_FACT);
    out->time_frame = code_of(cs_frame_name, CS_FRAME_COUNT, text_of(s, "time_frame"), CS_FRAME_CURRENT);
}

static void see_words(drawing *d, const json_t *s) {
    cs_span trigger = span_of(d, json_object_get(s, "trigger")), evidence = span_of(d, json_object_get(s, "evidence"));
    if (!d->out->n_statements) cs_words_see(&d->first_act, cs_span_text(d->text, trigger), d->memo, d->a);
    cs_words_see(&d->triggers, cs_span_text(d->text, trigger), d->memo, d->a);
    cs_words_see(&d->words, cs_span_text(d->text, evidence), d->memo, d->a);
    d->out->plural |= is_plural(cs_span_text(d->text, trigger));
    d->around = d->out->n_statements ? cs_span_join(d->around, evidence) : evidence;
}

static void see_statement(drawing *d, const json_t *s) {
    size_t i;
    json_t *item;
    uint8_t certainty = code_of(cs_certainty_name, CS_CERT_COUNT, text_of(s, "certainty"), CS_CERT_FACT);
    see_words(d, s);
    see_kind(d, s);
    see_time(d, json_object_get(s, "when"));
    json_array_foreach(json_object_get(s, "where"), i, item) see_place(d, item);
    json_array_foreach(json_object_get(s, "toll"), i, item) see_toll(d, item);
    json_array_foreach(json_object_get(s, "roles"), i, item) {
        uint8_t role = code_of(cs_role_name_text, CS_ROLE_COUNT, text_of(item, "role"), CS_ROLE_COUNT);
        if (role < CS_ROLE_FROM) see_party(d, item, role, certainty);
    }
    d->out->n_statements++;
}

/* ---- the incident that the report makes of it ---- */

static void see_incident(drawing *d, const json_t *incident) {
    static const struct {
        const char *member;
        uint8_t role;
    } lists[] = { { "agents", CS_ROLE_AGENT },
                  { "recipients", CS_ROLE_RECIPIENT },
                  { "targets", CS_ROLE_TARGET },
                  { "instruments", CS_ROLE_INSTRUMENT } };
    size_t k;
    json_t *item;
    cs_str muc = text_of(json_object_get(incident, "muc"), "type");
    see_time(d, json_object_get(incident, "when"));
    if (muc.n) d->out->muc = code_of(cs_muc_type_name, CS_MUC_TYPE_COUNT, muc, CS_MUC_NONE);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        json_array_foreach(json_object_get(incident, lists[i].member), k, item) see_party(d, item, lists[i].role, CS_CERT_FACT);
}

static const json_t *incident_of(const json_t *reading, const json_t *statement_ids) {
    cs_str first = cs_store_text(json_array_get(statement_ids, 0));
    size_t i, k, n = json_array_size(statement_ids);
    json_t *incident, *id;
    json_array_foreach(json_object_get(reading, "incidents"), i, incident) {
        const json_t *own = json_object_get(incident, "statements");
        if (json_array_size(own) == n) json_array_foreach(own, k, id) if (cs_eq(cs_store_text(id), first)) return incident;
    }
    return NULL;
}

/* ---- the report around it ---- */

/* What it calls by name in a stretch of code points. */
static void see_names(drawing *d, json_int_t beg, json_int_t end) {
    size_t i, k;
    json_t *entity, *m;
    json_array_foreach(json_object_get(d->reading, "entities"), i, entity)
        json_array_foreach(json_object_get(entity, "mentions"), k, m) {
        const json_t *span = json_object_get(m, "span");
        json_int_t from = json_integer_value(json_array_get(span, 0)), to = json_integer_value(json_array_get(span, 1));
        if (from >= beg && to <= end && cs_eq(text_of(m, "kind"), CS_LIT("name")))
            cs_words_see(&d->named, cs_span_text(d->text, span_of(d, span)), d->memo, d->a);
    }
}

static void see_around(drawing *d) {
    uint32_t n = (uint32_t)d->text.n, beg = d->around.beg, end = d->around.end, open = OPENING_BYTES;
    beg = beg > AROUND_BYTES ? beg - AROUND_BYTES : 0;
    end = n - end > AROUND_BYTES ? end + AROUND_BYTES : n;
    if (open > beg) open = beg;
    while (beg < end && !cs_utf8_is_start(d->text.p[beg])) beg++;
    while (end < n && !cs_utf8_is_start(d->text.p[end])) end++;
    while (open < n && !cs_utf8_is_start(d->text.p[open])) open++;
    const cs_str parts[] = { text_of(d->reading, "title"), cs_cut(d->text, 0, open), cs_cut(d->text, beg, end) };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) cs_words_see(&d->about, parts[i], d->memo, d->a);
    see_names(d, 0, cs_utf8_at(&d->index, open));
    see_names(d, cs_utf8_at(&d->index, beg), cs_utf8_at(&d->index, end));
}

/* The day of publication, or where nothing tells it that of the date line: a full date in capitals' company at the beginning
 * ("KABUL, 4 Feb 2012 (Reuters) -"), as decode/time.c finds it; the reading keeps it as its first time. */
static int32_t report_day(const json_t *reading) {
    enum { DATELINE_MAX = 80 };
    int32_t day = day_of(reading, "published");
    const json_t *t = json_array_get(json_object_get(reading, "times"), 0), *span = json_object_get(t, "span");
    if (day != CS_DAY_NONE || !json_is_array(span) || json_integer_value(json_array_get(span, 0)) > DATELINE_MAX) return day;
    return day_of(t, "begin") == day_of(t, "end") ? day_of(t, "begin") : CS_DAY_NONE;
}

/* One coding is that of a text with a day and a title. */
static uint64_t report_key(const json_t *reading, cs_arena *a) {
    cs_str id = text_of(reading, "id"), day = text_of(reading, "published"), title = text_of(reading, "title");
    return cs_stable_hash(cs_join(a, cs_join(a, id, cs_join(a, CS_LIT("\n"), day)), cs_join(a, CS_LIT("\n"), title)));
}

casus_status cs_account_draw(cs_account *out, const json_t *reading, const json_t *statement_ids, cs_word_memo *memo,
                             cs_arena *perm, cs_err *err) {
    cs_account a = { .first = CS_DAY_NONE, .last = CS_DAY_NONE, .published = report_day(reading) };
    cs_str text = text_of(reading, "text");
    drawing d = { .reading = reading, .text = text, .index = cs_utf8_index_of(text, perm), .out = &a, .memo = memo, .a = perm };
    size_t i;
    json_t *id;
    a.report = report_key(reading, perm);
    for (int k = 0; k < CS_EFFECT_COUNT; k++) a.toll[k] = (cs_account_toll){ CS_COUNT_NONE, CS_COUNT_NONE, CS_COUNT_NONE };
    json_array_foreach(statement_ids, i, id) {
        const json_t *s = by_id(reading, "statements", id);
        if (!s)
            return cs_fail(err, CASUS_E_STORE, -1, "a reading is damaged: expected the statement " CS_FMT " and found none",
                           CS_ARG(cs_store_text(id)));
        see_statement(&d, s);
    }
    if (!a.n_statements) return cs_fail(err, CASUS_E_STORE, -1, "a reading is damaged: an incident has no statement");
    const json_t *incident = incident_of(reading, statement_ids);
    if (incident) see_incident(&d, incident);
    see_around(&d);
    a.party = d.parties.v;
    a.n_parties = (int)d.parties.n;
    a.first_act = cs_words_best(&d.first_act, CS_ACCOUNT_FIRST_MAX, perm);
    a.triggers = cs_words_best(&d.triggers, CS_ACCOUNT_TRIGGERS_MAX, perm);
    a.words = cs_words_best(&d.words, CS_ACCOUNT_WORDS_MAX, perm);
    a.about = cs_words_best(&d.about, CS_ACCOUNT_WORDS_MAX, perm);
    a.named = cs_words_best(&d.named, CS_ACCOUNT_WORDS_MAX, perm);
    a.story = cs_words_best(&d.named, CS_ACCOUNT_STORY_MAX, perm);
    *out = a;
    return CASUS_OK;
}

/* ---- one statement of an account ---- */

static cs_account_place place_seen(const cs_view_place *p, const cs_account *whole) {
    enum { DEGREE = 10000 };
    cs_str name = cut_name(p->name);
    for (int i = 0; i < whole->n_places; i++)
        if (whole->place[i].geonames == p->geonames && cs_eq(whole->place[i].name, name)) return whole->place[i];
    cs_account_place q = { .name = name,
                           .key = key_of(p->name),
                           .geonames = p->geonames,
                           .has_point = p->located,
                           .lat = p->located ? (int32_t)lround(p->lat * DEGREE) : 0,
                           .lon = p->located ? (int32_t)lround(p->lon * DEGREE) : 0,
                           .admin1 = key_of(p->admin1),
                           .admin2 = key_of(p->admin2),
                           .precision = code_of(cs_precision_name, CS_PREC_COUNT, p->precision, CS_PREC_REGION) };
    put_code(q.country, p->country);
    return q;
}

/* One whom the account does not know was put there by people: what begins with a capital is a name. */
static cs_account_party party_set(const cs_view_party *p, cs_word_memo *memo, cs_arena *perm) {
    cs_word_counts words = { 0 };
    cs_account_party q = { .name = cut_name(p->name), .actor = cut_name(p->actor) };
    q.named = q.actor.n || (q.name.n && q.name.p[0] >= 'A' && q.name.p[0] <= 'Z');
    q.type = code_of(cs_entity_type_name, CS_ENT_COUNT, p->type, CS_ENT_COUNT);
    put_code(q.sector, p->sector);
    put_code(q.country, p->country);
    cs_words_see(&words, p->name, memo, perm);
    q.words = cs_words_best(&words, CS_ACCOUNT_NAME_WORDS_MAX, perm);
    return q;
}

static cs_account_party party_seen(const cs_view_party *p, uint8_t role, const cs_account *whole, cs_word_memo *memo,
                                   cs_arena *perm) {
    cs_str name = cut_name(p->name);
    int at = -1;
    for (int i = whole->n_parties - 1; i >= 0; i--)
        if (cs_eq(whole->party[i].name, name) && (at < 0 || whole->party[at].role != role)) at = i;
    cs_account_party q = at < 0 ? party_set(p, memo, perm) : whole->party[at];
    q.role = role;
    q.certainty = code_of(cs_certainty_name, CS_CERT_COUNT, p->certainty, CS_CERT_FACT);
    return q;
}

static void take_parties(cs_account *out, const cs_view_statement *s, const cs_account *whole, cs_word_memo *memo,
                         cs_arena *perm) {
    out->party = CS_NEW(perm, cs_account_party, CS_ACCOUNT_PARTIES_MAX);
    for (int i = 0; i < s->n_parties && out->n_parties < CS_ACCOUNT_PARTIES_MAX; i++) {
        uint8_t role = code_of(cs_role_name_text, CS_ROLE_COUNT, s->parties[i].role, CS_ROLE_COUNT);
        if (role < CS_ROLE_FROM) out->party[out->n_parties++] = party_seen(&s->parties[i], role, whole, memo, perm);
    }
}

static void take_tolls(cs_account *out, const cs_view_statement *s) {
    for (int k = 0; k < CS_EFFECT_COUNT; k++) out->toll[k] = (cs_account_toll){ CS_COUNT_NONE, CS_COUNT_NONE, CS_COUNT_NONE };
    for (int i = 0; i < s->n_tolls; i++) {
        const cs_view_toll *t = &s->tolls[i];
        int effect = code_of(cs_effect_name, CS_EFFECT_COUNT, t->effect, CS_EFFECT_COUNT);
        if (effect < CS_EFFECT_COUNT) put_toll(&out->toll[effect], (cs_account_toll){ t->low, t->best, t->high });
    }
}

static cs_word_list words_in(cs_str text, int most, cs_word_memo *memo, cs_arena *perm) {
    cs_word_counts all = { 0 };
    cs_words_see(&all, text, memo, perm);
    return cs_words_best(&all, most, perm);
}

void cs_account_of_statement(cs_account *out, const cs_view_statement *s, const cs_account *whole, cs_word_memo *memo,
                             cs_arena *perm) {
    cs_day_result first = cs_parse_day(s->when.first), last = cs_parse_day(s->when.last);
    bool dated = first.ok && last.ok && first.day <= last.day;
    cs_account a = { .report = whole->report,
                     .published = whole->published,
                     .first = dated ? first.day : CS_DAY_NONE,
                     .last = dated ? last.day : CS_DAY_NONE,
                     .type = code_of(cs_type_name, CS_T_COUNT, s->type, whole->type),
                     .muc = whole->muc,
                     .mode = cut_name(s->mode),
                     .modality = code_of(cs_modality_name, CS_MOD_COUNT, s->modality, CS_MOD_ACTUAL),
                     .certainty = code_of(cs_certainty_name, CS_CERT_COUNT, s->certainty, CS_CERT_FACT),
                     .time_frame = code_of(cs_frame_name, CS_FRAME_COUNT, s->time_frame, CS_FRAME_CURRENT),
                     .plural = is_plural(s->trigger),
                     .about = whole->about,
                     .named = whole->named,
                     .story = whole->story,
                     .n_statements = 1 };
    for (int i = 0; i < s->n_places && a.n_places < CS_ACCOUNT_PLACES_MAX; i++)
        a.place[a.n_places++] = place_seen(&s->places[i], whole);
    take_parties(&a, s, whole, memo, perm);
    take_tolls(&a, s);
    a.first_act = words_in(s->trigger, CS_ACCOUNT_FIRST_MAX, memo, perm);
    a.triggers = words_in(s->trigger, CS_ACCOUNT_TRIGGERS_MAX, memo, perm);
    a.words = words_in(s->evidence, CS_ACCOUNT_WORDS_MAX, memo, perm);
    *out = a;
}
