/* STIX 2.1 (OASIS), one bundle (docs/formats/stix.md): incidents, who is named with them, places, sources and what each says.
 */
#include "export/form_say.h"

/* "KIND--UUID": a version 4 UUID whose bits are the SHA-256 of what the object is of, so that it is the same in each export. */
static cs_str id_of(const char *kind, cs_str what, cs_arena *a) {
    cs_str hash = cs_form_hash(kind, what, a);
    const char *h = hash.p;
    return cs_printf(a, "%s--%.8s-%.4s-4%.3s-a%.3s-%.12s", kind, h, h + 8, h + 13, h + 17, h + 20);
}

static cs_str bundle_id(cs_arena *a) { return id_of("bundle", CS_LIT("casus"), a); }
static cs_str casus_id(cs_arena *a) { return id_of("identity", CS_LIT("casus"), a); }

/* "2024-03-14T08:00:00Z", or a day, as a STIX timestamp. */
static cs_str stamp(cs_str when, cs_arena *a) {
    enum { DAY = 10, SECOND = 19 };
    if (when.n >= SECOND) return cs_join(a, cs_cut(when, 0, SECOND), CS_LIT(".000Z"));
    if (when.n == DAY) return cs_join(a, when, CS_LIT("T00:00:00.000Z"));
    return CS_LIT("1970-01-01T00:00:00.000Z");
}

/* Begins an object; false: it is written already. shared: other incidents may have it too. */
static bool begin_object(cs_form_writer *w, const char *type, bool shared, cs_str id, cs_str made, cs_str changed, cs_str by) {
    cs_buf *b = &w->out[0];
    if (!cs_form_first(w, id, shared)) return false;
    cs_buf_put(b, w->n_objects++ ? ",\n{" : "{");
    cs_form_text(b, "type", (cs_str){ type, (ptrdiff_t)strlen(type) });
    cs_form_text(b, "spec_version", CS_LIT("2.1"));
    cs_form_text(b, "id", id);
    cs_form_text(b, "created_by_ref", by);
    cs_form_text(b, "created", stamp(made, w->scratch));
    cs_form_text(b, "modified", stamp(changed.n ? changed : made, w->scratch));
    return true;
}

static void end_object(cs_form_writer *w) { cs_buf_char(&w->out[0], '}'); }

static void list_of_one(cs_buf *b, const char *name, cs_str s) {
    cs_form_open(b, name, '[');
    cs_form_item(b, s);
    cs_form_close(b, ']');
}

/* ---- who ---- */

static cs_str publisher(cs_form_writer *w, const cs_view_report *r) {
    if (!r || !r->source.n) return (cs_str){ 0 };
    cs_str id = id_of("identity", cs_join(w->scratch, CS_LIT("publisher "), r->source), w->scratch);
    if (begin_object(w, "identity", true, id, r->added_at, (cs_str){ 0 }, casus_id(w->scratch))) {
        cs_form_text(&w->out[0], "name", r->source);
        cs_form_text(&w->out[0], "identity_class", CS_LIT("organization"));
        if (r->reliability.n)
            cs_form_text(&w->out[0], "description", cs_join(w->scratch, CS_LIT("Admiralty reliability "), r->reliability));
        end_object(w);
    }
    return id;
}

static const char *class_of(const cs_view_party *p) {
    if (cs_is(p->type, "person")) return "individual";
    if (cs_is_any(p->type, "group force")) return "group";
    if (cs_is_any(p->type, "organisation government party")) return "organization";
    return cs_is(p->type, "population") ? "class" : "unknown";
}

/* Who is in the register is the same in every incident; who is only called something is somebody else in each. */
static cs_str party(cs_form_writer *w, const cs_form_incident *x, const cs_view_party *p) {
    cs_arena *a = w->scratch;
    cs_form_camp camp = cs_form_camp_of(p);
    bool threat = cs_is(p->role, "agent") && (camp == CS_CAMP_REBEL || camp == CS_CAMP_MILITIA);
    const char *kind = threat ? "threat-actor" : "identity";
    cs_str what = p->actor.n ? p->actor : cs_join(a, cs_join(a, cs_form_key(x, a), CS_LIT(" ")), p->name);
    cs_str id = id_of(kind, what, a);
    if (!begin_object(w, kind, p->actor.n > 0, id, x->incident->made_at, (cs_str){ 0 }, casus_id(a))) return id;
    cs_form_text(&w->out[0], "name", p->name);
    if (!threat) {
        const char *c = class_of(p);
        cs_form_text(&w->out[0], "identity_class", (cs_str){ c, (ptrdiff_t)strlen(c) });
    }
    if (p->actor.n) {
        cs_form_open(&w->out[0], "external_references", '[');
        cs_form_open(&w->out[0], NULL, '{');
        cs_form_text(&w->out[0], "source_name", CS_LIT("casus actor register"));
        cs_form_text(&w->out[0], "external_id", p->actor);
        cs_buf_put(&w->out[0], "}]");
    }
    end_object(w);
    return id;
}

/* ---- where ---- */

static cs_str place(cs_form_writer *w, const cs_form_incident *x) {
    const cs_view_place *p = &x->incident->place;
    cs_str alpha2 = cs_form_nation_of(p->country).alpha2;
    if (!p->located && !alpha2.n) return (cs_str){ 0 };
    cs_str what = p->geonames ? cs_printf(w->scratch, "geonames %lld", (long long)p->geonames)
                              : cs_join(w->scratch, cs_join(w->scratch, p->country, CS_LIT(" ")), p->name);
    cs_str id = id_of("location", what, w->scratch);
    cs_buf *b = &w->out[0];
    if (!begin_object(w, "location", true, id, x->incident->made_at, (cs_str){ 0 }, casus_id(w->scratch))) return id;
    cs_form_text(b, "name", p->name);
    if (p->located) {
        cs_form_name(b, "latitude");
        cs_buf_fixed(b, p->lat, 5);
        cs_form_name(b, "longitude");
        cs_buf_fixed(b, p->lon, 5);
    }
    cs_form_text(b, "country", alpha2);
    cs_form_text(b, "administrative_area", p->admin1);
    if (cs_is(p->precision, "town")) cs_form_text(b, "city", p->name);
    end_object(w);
    return id;
}

static void link_to(cs_form_writer *w, const cs_form_incident *x, cs_str incident, const char *kind, cs_str to, cs_str about) {
    cs_str what = cs_join(w->scratch, cs_join(w->scratch, incident, CS_LIT(" ")), to);
    cs_str id = id_of("relationship", cs_join(w->scratch, what, (cs_str){ kind, (ptrdiff_t)strlen(kind) }), w->scratch);
    cs_buf *b = &w->out[0];
    if (!to.n ||
        !begin_object(w, "relationship", false, id, x->incident->made_at, x->incident->changed_at, casus_id(w->scratch)))
        return;
    cs_form_text(b, "relationship_type", (cs_str){ kind, (ptrdiff_t)strlen(kind) });
    cs_form_text(b, "description", about);
    cs_form_text(b, "source_ref", incident);
    cs_form_text(b, "target_ref", to);
    end_object(w);
}

static void links(cs_form_writer *w, const cs_form_incident *x, cs_str incident) {
    const cs_view_incident *i = x->incident;
    for (int k = 0; k < i->n_parties; k++) {
        const cs_view_party *p = i->parties + k;
        bool agent = cs_is(p->role, "agent");
        if ((!agent && !cs_is_any(p->role, "recipient other-party")) || cs_is(p->certainty, "denied")) continue;
        cs_str about = cs_form_glue(w->scratch, p->certainty, ", says ", p->says);
        link_to(w, x, incident,
                agent                         ? "attributed-to"
                : cs_is(p->role, "recipient") ? "targets"
                                              : "related-to",
                party(w, x, p), about);
    }
    link_to(w, x, incident, "located-at", place(w, x), i->place.precision);
}

/* ---- what ---- */

/* STIX 2.1, appendix A: credibility of the Admiralty scale as confidence; 6 cannot be judged and has none. */
static int64_t confidence_of(int credibility) {
    enum { CREDIBILITIES = 5 };
    return credibility >= 1 && credibility <= CREDIBILITIES ? 110 - 20 * credibility : -1;
}

static cs_str title_of(const cs_view_incident *i, cs_arena *a) {
    cs_str s = cs_form_glue(a, i->type, " ", i->mode);
    s = cs_form_glue(a, s, ", ", i->place.name);
    return cs_form_glue(a, s, ", ", i->when.edtf);
}

static cs_str write_incident(cs_form_writer *w, const cs_form_incident *x) {
    const cs_view_incident *i = x->incident;
    cs_str id = id_of("incident", cs_form_key(x, w->scratch), w->scratch);
    cs_buf *b = &w->out[0];
    if (!begin_object(w, "incident", false, id, i->made_at, i->changed_at, casus_id(w->scratch))) return id;
    cs_form_text(b, "name", title_of(i, w->scratch));
    cs_form_text(b, "description", cs_form_notes(x, w->scratch));
    cs_form_count(b, "confidence", confidence_of(i->credibility));
    cs_form_open(b, "labels", '[');
    cs_form_item(b, cs_form_glue(w->scratch, i->type, "-", i->mode));
    cs_form_item(b, i->certainty);
    cs_form_item(b, i->modality);
    if (w->masked) cs_form_item(b, CS_LIT("masked"));
    cs_form_close(b, ']');
    cs_form_open(b, "external_references", '[');
    cs_form_open(b, NULL, '{');
    cs_form_text(b, "source_name", CS_LIT("casus"));
    cs_form_text(b, "external_id", cs_printf(w->scratch, "%lld", (long long)i->id));
    cs_buf_put(b, "}]");
    end_object(w);
    return id;
}

/* A report in STIX is on one subject: here what one report says of the incident. */
static void write_report(cs_form_writer *w, const cs_form_incident *x, const cs_view_report *r, cs_str incident) {
    cs_str by = publisher(w, r), key = cs_join(w->scratch, cs_join(w->scratch, incident, CS_LIT(" ")), r->text_sha256);
    cs_str id = id_of("report", cs_join(w->scratch, key, r->source), w->scratch), name = cs_form_cite(r, w->scratch);
    cs_buf *b = &w->out[0];
    (void)x;
    if (!begin_object(w, "report", false, id, r->added_at, (cs_str){ 0 }, by.n ? by : casus_id(w->scratch))) return;
    cs_form_text(b, "name", name.n ? name : cs_printf(w->scratch, "report %lld", (long long)r->id));
    cs_form_text(b, "published", stamp(r->published.n ? r->published : r->added_at, w->scratch));
    if (r->url.n) {
        cs_form_open(b, "external_references", '[');
        cs_form_open(b, NULL, '{');
        cs_form_text(b, "source_name", r->source.n ? r->source : CS_LIT("report"));
        cs_form_text(b, "url", r->url);
        cs_buf_put(b, "}]");
    }
    list_of_one(b, "object_refs", incident);
    end_object(w);
}

/* What a statement says stands in the source's name. */
static void write_note(cs_form_writer *w, const cs_form_incident *x, const cs_view_statement *v, cs_str incident) {
    const cs_view_report *r = cs_form_report_of(x, v->report);
    cs_str what = cs_printf(w->scratch, " %lld %lld ", (long long)v->trigger_begin, (long long)v->trigger_end),
           by = publisher(w, r);
    what = cs_join(w->scratch, what, v->type);
    cs_str id = id_of("note", cs_join(w->scratch, r ? r->text_sha256 : incident, what), w->scratch);
    cs_str said = cs_form_glue(w->scratch, v->type, " ", v->mode);
    cs_buf *b = &w->out[0];
    said = cs_form_glue(w->scratch, said, ", ", v->certainty);
    said = cs_form_glue(w->scratch, said, ", ", v->modality);
    if (!v->evidence.n) return;
    if (!begin_object(w, "note", false, id, r ? r->added_at : x->incident->made_at, (cs_str){ 0 },
                      by.n ? by : casus_id(w->scratch)))
        return;
    cs_form_text(b, "abstract", said);
    cs_form_text(b, "content", v->evidence);
    if (v->n_speakers) {
        cs_form_open(b, "authors", '[');
        for (int i = 0; i < v->n_speakers; i++)
            cs_form_item(b, v->speakers[i].name.n ? v->speakers[i].name : CS_LIT("unnamed source"));
        cs_form_close(b, ']');
    }
    list_of_one(b, "object_refs", incident);
    end_object(w);
}

static void begin(cs_form_writer *w) {
    cs_buf *b = &w->out[0];
    cs_buf_put(b, "{\"type\":\"bundle\",\"id\":");
    cs_buf_json(b, bundle_id(w->scratch));
    cs_buf_put(b, ",\"objects\":[\n");
    if (!begin_object(w, "identity", true, casus_id(w->scratch), CS_LIT("2026-01-01"), (cs_str){ 0 }, (cs_str){ 0 })) return;
    cs_form_text(b, "name", CS_LIT("casus"));
    cs_form_text(b, "description",
                 w->masked ? CS_LIT("A program that reads reports. The names of private persons are masked.")
                           : CS_LIT("A program that reads reports."));
    cs_form_text(b, "identity_class", CS_LIT("system"));
    end_object(w);
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    cs_str id = write_incident(w, x);
    links(w, x, id);
    for (int i = 0; i < x->n_reports; i++) write_report(w, x, x->reports + i, id);
    for (int i = 0; i < x->n_statements; i++) write_note(w, x, x->statements + i, id);
    w->n_written++;
}

static casus_status end(cs_form_writer *w, bool *again, cs_err *err) {
    (void)again;
    (void)err;
    cs_buf_put(&w->out[0], "\n]}\n");
    return CASUS_OK;
}

const cs_form cs_form_stix = {
    .name = "stix", .media = "application/json", .ending = "json", .about = "STIX 2.1, a bundle", .begin = begin, .incident = incident, .end = end
};
