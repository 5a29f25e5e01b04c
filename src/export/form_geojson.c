/* GeoJSON (RFC 7946): a feature per incident, without geometry where no place is known (docs/formats/geojson.md). */
#include "export/form_say.h"

static void begin(cs_form_writer *w) {
    cs_buf_put(&w->out[0], "{\"type\":\"FeatureCollection\"");
    if (w->masked) cs_buf_put(&w->out[0], ",\"masked\":true");
    cs_buf_put(&w->out[0], ",\"features\":[\n");
}

static void number(cs_buf *b, const char *name, double v, int decimals) {
    if (isnan(v)) return;
    cs_form_name(b, name);
    cs_buf_fixed(b, v, decimals);
}

static void tolls(cs_buf *b, const cs_view_incident *i) {
    cs_form_open(b, "toll", '[');
    for (int k = 0; k < i->n_tolls; k++) {
        cs_form_open(b, NULL, '{');
        cs_form_text(b, "effect", i->tolls[k].effect);
        cs_form_text(b, "status", i->tolls[k].status);
        cs_form_count(b, "low", i->tolls[k].low);
        cs_form_count(b, "best", i->tolls[k].best);
        cs_form_count(b, "high", i->tolls[k].high);
        cs_form_close(b, '}');
    }
    cs_form_close(b, ']');
}

static void parties(cs_buf *b, const cs_view_incident *i) {
    cs_form_open(b, "parties", '[');
    for (int k = 0; k < i->n_parties; k++) {
        const cs_view_party *p = i->parties + k;
        cs_form_open(b, NULL, '{');
        cs_form_text(b, "role", p->role);
        cs_form_text(b, "name", p->name);
        cs_form_text(b, "actor", p->actor);
        cs_form_text(b, "type", p->type);
        cs_form_text(b, "sector", p->sector);
        cs_form_text(b, "country", p->country);
        cs_form_text(b, "certainty", p->certainty);
        cs_form_text(b, "says", p->says);
        cs_form_count(b, "reports", p->n_reports);
        cs_form_close(b, '}');
    }
    cs_form_close(b, ']');
}

static void properties(cs_form_writer *w, const cs_form_incident *x) {
    const cs_view_incident *i = x->incident;
    cs_buf *b = &w->out[0];
    cs_form_open(b, "properties", '{');
    cs_form_text(b, "type", i->type);
    cs_form_text(b, "mode", i->mode);
    cs_form_text(b, "certainty", i->certainty);
    cs_form_text(b, "modality", i->modality);
    cs_form_text(b, "time_frame", i->time_frame);
    cs_form_text(b, "edtf", i->when.edtf);
    cs_form_text(b, "first_day", i->when.first);
    cs_form_text(b, "last_day", i->when.last);
    cs_form_text(b, "day_precision", i->when.precision);
    cs_form_text(b, "place", i->place.name);
    cs_form_text(b, "precision", i->place.precision);
    if (i->place.geonames) cs_form_count(b, "geonames", i->place.geonames);
    cs_form_text(b, "country", i->place.country);
    cs_form_text(b, "admin1", i->place.admin1);
    cs_form_text(b, "admin2", i->place.admin2);
    parties(b, i);
    tolls(b, i);
    cs_form_count(b, "reports", i->n_reports);
    cs_form_count(b, "sources", i->n_sources);
    number(b, "confidence", i->confidence, 3);
    cs_form_count(b, "credibility", i->credibility);
    cs_form_text(b, "review", i->review);
    cs_form_text(b, "notes", cs_form_notes(x, w->scratch));
    cs_form_text(b, "published_by", cs_form_sources(x, w->scratch));
    cs_form_close(b, '}');
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    const cs_view_place *p = &x->incident->place;
    cs_buf *b = &w->out[0];
    if (w->n_written++) cs_buf_put(b, ",\n");
    cs_buf_put(b, "{\"type\":\"Feature\"");
    cs_form_count(b, "id", x->incident->id);
    if (p->located) {
        cs_buf_put(b, ",\"geometry\":{\"type\":\"Point\",\"coordinates\":[");
        cs_buf_fixed(b, p->lon, 5);
        cs_buf_char(b, ',');
        cs_buf_fixed(b, p->lat, 5);
        cs_buf_put(b, "]}");
    } else {
        cs_buf_put(b, ",\"geometry\":null");
    }
    properties(w, x);
    cs_buf_char(b, '}');
}

static casus_status end(cs_form_writer *w, bool *again, cs_err *err) {
    (void)again;
    (void)err;
    cs_buf_put(&w->out[0], "\n]}\n");
    return CASUS_OK;
}

const cs_form cs_form_geojson = {
    .name = "geojson", .media = "application/geo+json", .ending = "geojson", .about = "GeoJSON, a feature per incident", .begin = begin, .incident = incident, .end = end
};
