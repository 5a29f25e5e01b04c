/* W3C PROV-JSON (docs/formats/prov.md): where each incident comes from. A bundle of provenance per incident. */
#include "export/form_say.h"

/* An incident's records of one kind; written one kind after another, as PROV-JSON has them. */
typedef struct records {
    cs_form_writer *w;
    const cs_form_incident *x;
    int n_relations;
} records;

static cs_str name_of(records *r, const char *kind, int64_t id) {
    return cs_printf(r->w->scratch, "casus:%s-%lld", kind, (long long)id);
}

static cs_str agent_of(records *r, const char *kind, cs_str name) {
    cs_arena *a = r->w->scratch;
    return cs_join(a, cs_printf(a, "casus:%s-", kind), cs_form_hash(kind, name, a));
}

static void member(records *r, cs_str id) {
    cs_buf *b = &r->w->out[0];
    cs_form_comma(b);
    cs_buf_json(b, id);
    cs_buf_put(b, ":{");
}

static void thing(records *r, cs_str id, const char *type, cs_str label, cs_str value) {
    cs_buf *b = &r->w->out[0];
    member(r, id);
    cs_form_text(b, "prov:type", (cs_str){ type, (ptrdiff_t)strlen(type) });
    cs_form_text(b, "prov:label", label);
    cs_form_text(b, "prov:value", value);
    cs_buf_char(b, '}');
}

/* type may be NULL; time may be empty. */
static void relation(records *r, const char *of, cs_str from, const char *to, cs_str what, const char *type, cs_str time) {
    cs_buf *b = &r->w->out[0];
    member(r, cs_printf(r->w->scratch, "_:r%d", ++r->n_relations));
    cs_form_text(b, of, from);
    cs_form_text(b, to, what);
    cs_form_text(b, "prov:time", time);
    if (type) {
        cs_buf_put(b, ",\"prov:type\":{\"$\":\"");
        cs_buf_put(b, type);
        cs_buf_put(b, "\",\"type\":\"prov:QUALIFIED_NAME\"}");
    }
    cs_buf_char(b, '}');
}

static void entities(records *r) {
    const cs_form_incident *x = r->x;
    cs_arena *a = r->w->scratch;
    cs_str title = cs_form_glue(a, x->incident->type, " ", x->incident->mode);
    cs_form_open(&r->w->out[0], "entity", '{');
    title = cs_form_glue(a, title, ", ", x->incident->place.name);
    thing(r, name_of(r, "incident", x->incident->id), "casus:incident", cs_form_glue(a, title, ", ", x->incident->when.edtf),
          (cs_str){ 0 });
    for (int i = 0; i < x->n_statements; i++)
        thing(r, name_of(r, "statement", x->statements[i].id), "casus:statement",
              cs_form_glue(a, x->statements[i].type, " ", x->statements[i].mode), x->statements[i].evidence);
    for (int i = 0; i < x->n_reports; i++)
        thing(r, name_of(r, "report", x->reports[i].id), "casus:report", cs_form_cite(x->reports + i, a),
              x->reports[i].text_sha256);
    cs_form_close(&r->w->out[0], '}');
}

/* Publishers, speakers, and the program. */
static void agents(records *r) {
    const cs_form_incident *x = r->x;
    cs_map seen = { 0 };
    bool is_new;
    cs_form_open(&r->w->out[0], "agent", '{');
    thing(r, CS_LIT("casus:program"), "prov:SoftwareAgent", CS_LIT("casus"), (cs_str){ 0 });
    for (int i = 0; i < x->n_reports; i++) {
        cs_str id = agent_of(r, "publisher", x->reports[i].source);
        cs_map_put(r->w->scratch, &seen, id, &is_new);
        if (is_new && x->reports[i].source.n) thing(r, id, "casus:publisher", x->reports[i].source, (cs_str){ 0 });
    }
    for (int i = 0; i < x->n_statements; i++)
        for (int k = 0; k < x->statements[i].n_speakers; k++) {
            cs_str name = x->statements[i].speakers[k].name, id = agent_of(r, "speaker", name);
            cs_map_put(r->w->scratch, &seen, id, &is_new);
            if (is_new && name.n) thing(r, id, "casus:speaker", name, (cs_str){ 0 });
        }
    cs_form_close(&r->w->out[0], '}');
}

static void activities(records *r) {
    const cs_form_incident *x = r->x;
    cs_buf *b = &r->w->out[0];
    cs_map seen = { 0 };
    bool is_new;
    cs_form_open(b, "activity", '{');
    thing(r, name_of(r, "linking", x->incident->id), "casus:linking", CS_LIT("statements of one incident are put together"),
          (cs_str){ 0 });
    for (int i = 0; i < x->n_statements; i++) {
        cs_str id = name_of(r, "coding", x->statements[i].coding);
        cs_map_put(r->w->scratch, &seen, id, &is_new);
        if (is_new) thing(r, id, "casus:coding", CS_LIT("a report is read"), (cs_str){ 0 });
    }
    cs_form_close(b, '}');
    cs_form_open(b, "wasAssociatedWith", '{');
    relation(r, "prov:activity", name_of(r, "linking", x->incident->id), "prov:agent", CS_LIT("casus:program"), NULL,
             (cs_str){ 0 });
    cs_form_close(b, '}');
}

static void derivations(records *r) {
    const cs_form_incident *x = r->x;
    cs_str incident = name_of(r, "incident", x->incident->id);
    cs_form_open(&r->w->out[0], "wasDerivedFrom", '{');
    for (int i = 0; i < x->n_statements; i++) {
        cs_str s = name_of(r, "statement", x->statements[i].id), report = name_of(r, "report", x->statements[i].report);
        relation(r, "prov:generatedEntity", incident, "prov:usedEntity", s, NULL, (cs_str){ 0 });
        if (cs_form_report_of(x, x->statements[i].report))
            relation(r, "prov:generatedEntity", s, "prov:usedEntity", report,
                     x->statements[i].n_speakers ? "prov:Quotation" : "prov:PrimarySource", (cs_str){ 0 });
    }
    cs_form_close(&r->w->out[0], '}');
}

static void generations(records *r) {
    const cs_form_incident *x = r->x;
    cs_form_open(&r->w->out[0], "wasGeneratedBy", '{');
    relation(r, "prov:entity", name_of(r, "incident", x->incident->id), "prov:activity", name_of(r, "linking", x->incident->id),
             NULL, x->incident->made_at);
    for (int i = 0; i < x->n_statements; i++)
        relation(r, "prov:entity", name_of(r, "statement", x->statements[i].id), "prov:activity",
                 name_of(r, "coding", x->statements[i].coding), NULL, (cs_str){ 0 });
    cs_form_close(&r->w->out[0], '}');
}

static void attributions(records *r) {
    const cs_form_incident *x = r->x;
    cs_form_open(&r->w->out[0], "wasAttributedTo", '{');
    for (int i = 0; i < x->n_reports; i++)
        if (x->reports[i].source.n)
            relation(r, "prov:entity", name_of(r, "report", x->reports[i].id), "prov:agent",
                     agent_of(r, "publisher", x->reports[i].source), NULL, (cs_str){ 0 });
    for (int i = 0; i < x->n_statements; i++)
        for (int k = 0; k < x->statements[i].n_speakers; k++)
            if (x->statements[i].speakers[k].name.n)
                relation(r, "prov:entity", name_of(r, "statement", x->statements[i].id), "prov:agent",
                         agent_of(r, "speaker", x->statements[i].speakers[k].name), NULL, (cs_str){ 0 });
    cs_form_close(&r->w->out[0], '}');
}

static void begin(cs_form_writer *w) {
    cs_buf_put(&w->out[0], "{\"prefix\":{\"casus\":\"urn:casus:\"}");
    if (w->masked)
        cs_buf_put(&w->out[0], ",\"entity\":{\"casus:export\":{\"prov:label\":\"names of private persons are masked\"}}");
    cs_buf_put(&w->out[0], ",\"bundle\":{\n");
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    records r = { .w = w, .x = x };
    cs_buf *b = &w->out[0];
    if (w->n_written++) cs_buf_put(b, ",\n");
    member(&r, cs_printf(w->scratch, "casus:account-of-%lld", (long long)x->incident->id));
    entities(&r);
    agents(&r);
    activities(&r);
    generations(&r);
    derivations(&r);
    attributions(&r);
    cs_buf_char(b, '}');
}

static casus_status end(cs_form_writer *w, bool *again, cs_err *err) {
    (void)again;
    (void)err;
    cs_buf_put(&w->out[0], "\n}}\n");
    return CASUS_OK;
}

const cs_form cs_form_prov = {
    .name = "prov", .media = "application/json", .ending = "json", .about = "W3C PROV-JSON, a bundle per incident", .begin = begin, .incident = incident, .end = end
};
