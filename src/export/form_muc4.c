/* MUC-4's templates, 25 slots (docs/formats/muc4.md): one for each report of an incident of MUC-4's kinds. */
#include "export/form_say.h"

static const char *const SLOTS[] = { "MESSAGE: ID",
                                     "MESSAGE: TEMPLATE",
                                     "INCIDENT: DATE",
                                     "INCIDENT: LOCATION",
                                     "INCIDENT: TYPE",
                                     "INCIDENT: STAGE OF EXECUTION",
                                     "INCIDENT: INSTRUMENT ID",
                                     "INCIDENT: INSTRUMENT TYPE",
                                     "PERP: INCIDENT CATEGORY",
                                     "PERP: INDIVIDUAL ID",
                                     "PERP: ORGANIZATION ID",
                                     "PERP: ORGANIZATION CONFIDENCE",
                                     "PHYS TGT: ID",
                                     "PHYS TGT: TYPE",
                                     "PHYS TGT: NUMBER",
                                     "PHYS TGT: FOREIGN NATION",
                                     "PHYS TGT: EFFECT OF INCIDENT",
                                     "PHYS TGT: TOTAL NUMBER",
                                     "HUM TGT: NAME",
                                     "HUM TGT: DESCRIPTION",
                                     "HUM TGT: TYPE",
                                     "HUM TGT: NUMBER",
                                     "HUM TGT: FOREIGN NATION",
                                     "HUM TGT: EFFECT OF INCIDENT",
                                     "HUM TGT: TOTAL NUMBER" };
enum slot {
    MESSAGE_ID,
    TEMPLATE,
    DATE,
    LOCATION,
    TYPE,
    STAGE,
    INSTRUMENT,
    INSTRUMENT_TYPE,
    CATEGORY,
    INDIVIDUAL,
    ORGANIZATION,
    CONFIDENCE,
    PHYS,
    PHYS_TYPE,
    PHYS_NUMBER,
    PHYS_NATION,
    PHYS_EFFECT,
    PHYS_TOTAL,
    HUM_NAME,
    HUM_DESCRIPTION,
    HUM_TYPE,
    HUM_NUMBER,
    HUM_NATION,
    HUM_EFFECT,
    HUM_TOTAL,
    SLOT_COUNT
};
_Static_assert(sizeof SLOTS / sizeof *SLOTS == SLOT_COUNT, "one name per slot");

enum { NAME_COLUMNS = 36, LINES_MAX = 40 };

/* Several fills of a slot are lines below each other. */
typedef struct fills {
    cs_str line[SLOT_COUNT][LINES_MAX];
    int n[SLOT_COUNT];
    cs_arena *a;
} fills;

static void add(fills *f, int slot, cs_str s) {
    if (!s.n || f->n[slot] == LINES_MAX) return;
    for (int i = 0; i < f->n[slot]; i++)
        if (cs_eq(f->line[slot][i], s)) return;
    f->line[slot][f->n[slot]++] = s;
}

static cs_str capitals(cs_str s, cs_arena *a) {
    char *p = CS_NEW(a, char, s.n);
    for (ptrdiff_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 'a' + 'A') : s.p[i] == '\n' ? ' ' : s.p[i];
    return (cs_str){ p, s.n };
}

/* "GUERRILLAS" in quotes, a quote inside with a backslash. */
static cs_str quoted(cs_str s, cs_arena *a) {
    cs_str all = CS_LIT("\"");
    cs_str up = capitals(s, a);
    for (ptrdiff_t i = 0, from = 0; i <= up.n; i++) {
        if (i < up.n && up.p[i] != '"') continue;
        all = cs_join(a, all, cs_cut(up, from, i));
        all = cs_join(a, all, i < up.n ? CS_LIT("\\\"") : CS_LIT("\""));
        from = i + 1;
    }
    return all;
}

static cs_str about(cs_str value, cs_str whom, cs_arena *a) { return cs_join(a, cs_join(a, value, CS_LIT(": ")), whom); }

static void fill_head(fills *f, const cs_form_incident *x, const cs_view_report *r) {
    static const char *const MONTHS[] = { "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC" };
    const cs_view_incident *i = x->incident;
    const cs_day_result first = cs_parse_day(i->when.first), last = cs_parse_day(i->when.last);
    add(f, MESSAGE_ID, cs_printf(f->a, "CASUS-%lld", (long long)r->id));
    add(f, TEMPLATE, cs_printf(f->a, "%lld", (long long)i->id));
    if (first.ok && last.ok) {
        const cs_date d = cs_date_of(first.day), e = cs_date_of(last.day);
        cs_str day = cs_printf(f->a, "%02d %s %02d", (int)d.day, MONTHS[d.month - 1], (int)(d.year % 100));
        cs_str to = cs_printf(f->a, " - %02d %s %02d", (int)e.day, MONTHS[e.month - 1], (int)(e.year % 100));
        add(f, DATE, first.day == last.day ? day : cs_join(f->a, day, to));
    }
    cs_str nation = capitals(cs_form_nation_of(i->place.country).name, f->a);
    cs_str place = i->place.name.n && !cs_is(i->place.precision, "country")
                       ? cs_join(f->a, capitals(i->place.name, f->a),
                                 cs_printf(f->a, " (" CS_FMT ")", CS_ARG(capitals(i->place.precision, f->a))))
                       : (cs_str){ 0 };
    add(f, LOCATION, cs_form_glue(f->a, nation, ": ", place));
    add(f, TYPE, capitals(x->muc.type, f->a));
    add(f, STAGE, capitals(x->muc.stage, f->a));
    for (int k = 0; k < x->muc.n_instruments; k++) add(f, INSTRUMENT_TYPE, capitals(x->muc.instruments[k], f->a));
}

static void fill_perpetrator(fills *f, const cs_view_party *p) {
    static const char *const CONFIDENCES[] = { "fact",    "REPORTED AS FACT",     "claimed",  "CLAIMED OR ADMITTED",
                                               "accused", "SUSPECTED OR ACCUSED", "possible", "POSSIBLE" };
    cs_str name = quoted(p->name, f->a);
    bool body = p->actor.n || cs_is_any(p->type, "organisation government force party");
    add(f, CATEGORY, cs_form_camp_of(p) == CS_CAMP_STATE ? CS_LIT("STATE-SPONSORED VIOLENCE") : CS_LIT("TERRORIST ACT"));
    add(f, body && !cs_is(p->type, "person") ? ORGANIZATION : INDIVIDUAL, name);
    if (!body || cs_is(p->type, "person")) return;
    for (int k = 0; k < 8; k += 2)
        if (cs_is(p->certainty, CONFIDENCES[k])) {
            const char *value = CONFIDENCES[k + 1];
            add(f, CONFIDENCE, about((cs_str){ value, (ptrdiff_t)strlen(value) }, name, f->a));
        }
}

static void fill_parties(fills *f, const cs_view_incident *i) {
    for (int k = 0; k < i->n_parties; k++) {
        const cs_view_party *p = i->parties + k;
        cs_str name = quoted(p->name, f->a), nation = capitals(cs_form_nation_of(p->country).name, f->a);
        bool foreign = nation.n && i->place.country.n && !cs_eq(p->country, i->place.country);
        if (cs_is(p->certainty, "denied")) continue;
        if (cs_is(p->role, "agent")) fill_perpetrator(f, p);
        if (cs_is(p->role, "instrument")) add(f, INSTRUMENT, name);
        if (cs_is(p->role, "target")) add(f, PHYS, name);
        if (cs_is(p->role, "target") && foreign) add(f, PHYS_NATION, about(nation, name, f->a));
        if (!cs_is(p->role, "recipient")) continue;
        add(f, cs_is(p->type, "person") && p->actor.n ? HUM_NAME : HUM_DESCRIPTION, name);
        if (foreign) add(f, HUM_NATION, about(nation, name, f->a));
    }
}

/* The types of data/muc_types.tsv that are of people; the others are of things. */
static void fill_types(fills *f, const cs_form_muc *m) {
    static const char *const HUMAN[] = { "active military", "civilian",          "diplomat",         "government official",
                                         "law enforcement", "legal or judicial", "political figure", "security guard" };
    for (int k = 0; k < m->n_targets; k++) {
        bool human = false;
        for (size_t h = 0; h < sizeof HUMAN / sizeof *HUMAN; h++) human = human || cs_is(m->targets[k], HUMAN[h]);
        add(f, human ? HUM_TYPE : PHYS_TYPE, capitals(m->targets[k], f->a));
    }
}

static void fill_toll(fills *f, const cs_view_incident *i) {
    int64_t killed = cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "killed", "all"));
    int64_t wounded = cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "wounded", "all"));
    int64_t freed = cs_form_best(cs_form_toll(i->tolls, i->n_tolls, "freed", "all"));
    if (killed > 0) add(f, HUM_EFFECT, CS_LIT("DEATH"));
    if (wounded > 0) add(f, HUM_EFFECT, CS_LIT("INJURY"));
    if (freed > 0) add(f, HUM_EFFECT, CS_LIT("REGAINED FREEDOM"));
    int64_t hit = (killed > 0 ? killed : 0) + (wounded > 0 ? wounded : 0);
    if (hit) add(f, HUM_TOTAL, cs_printf(f->a, "%lld", (long long)hit));
}

/* Slots that a kind of incident has not are "*". */
static bool applies(int slot, cs_str type) {
    if (cs_is_any(type, "kidnapping")) return slot < INSTRUMENT || (slot > INSTRUMENT_TYPE && slot < PHYS) || slot > PHYS_TOTAL;
    if (cs_is_any(type, "arson")) return slot != INSTRUMENT && slot != INSTRUMENT_TYPE;
    return true;
}

static void write_template(cs_form_writer *w, const cs_form_incident *x, const cs_view_report *r) {
    fills *f = CS_NEW(w->scratch, fills, 1);
    cs_buf *b = &w->out[0];
    f->a = w->scratch;
    fill_head(f, x, r);
    fill_parties(f, x->incident);
    fill_types(f, &x->muc);
    fill_toll(f, x->incident);
    for (int s = 0; s < SLOT_COUNT; s++) {
        cs_str head = cs_printf(w->scratch, "%d.%s%s", s, s < 10 ? "  " : " ", SLOTS[s]);
        bool has = applies(s, x->muc.type);
        for (int k = 0; k < (has && f->n[s] ? f->n[s] : 1); k++) {
            if (!k) cs_buf_str(b, head);
            for (int c = k ? 0 : (int)head.n; c < NAME_COLUMNS; c++) cs_buf_char(b, ' ');
            cs_buf_str(b, !has ? CS_LIT("*") : f->n[s] ? f->line[s][k] : CS_LIT("-"));
            cs_buf_char(b, '\n');
        }
    }
    cs_buf_char(b, '\n');
}

static void begin(cs_form_writer *w) {
    if (w->masked) cs_buf_put(&w->out[0], "; names of private persons are masked\n\n");
}

static void incident(cs_form_writer *w, const cs_form_incident *x) {
    if (!x->muc.type.n) {
        w->n_left++;
        return;
    }
    for (int i = 0; i < x->n_reports; i++) write_template(w, x, x->reports + i);
    w->n_written++;
}

const cs_form cs_form_muc4 = { .name = "muc4", .media = "text/plain; charset=utf-8", .ending = "txt",
                               .about = "MUC-4's templates",
                               .needs_muc = true,
                               .left = "of none of MUC-4's kinds",
                               .begin = begin,
                               .incident = incident };
