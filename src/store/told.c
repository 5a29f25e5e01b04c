/* Statements of a coding stand one after the other, so each of their lists is a stretch of its table. Those of an incident that
 * many reports tell of do not: then each list is asked for once for all, so that what it costs does not depend on how many. */
#include "store/told.h"
#include "base/utf8.h"
#include "store/edit.h"
#include "store/work.h"
#include <math.h>
#include <stdlib.h>

/* ---- queries ---- */

#define INCIDENT_STATEMENTS "from incident_accounts i join account_statements y on y.account = i.account "
#define OF_INCIDENT "where i.incident = $1 "
#define OF_INCIDENTS "where i.incident in " CS_DB_IDS " "
#define OF_CODING "where s.coding = $1 "
#define RELATIONS OF_CODING "and s.kind = 'relation' "
#define ONE "where s.id = $1"

#define STATEMENT \
    "select s.id, s.number, s.coding, s.kind, s.type, s.mode, s.certainty, s.modality, s.time_frame, s.trigger_begin, " \
    "s.trigger_end, s.evidence_begin, s.evidence_end, s.confidence, t.edtf, t.first_day, t.last_day, k.hand, " \
    "(select z.incident from account_statements x join incident_accounts z on z.account = x.account where x.statement = " \
    "s.id) "
#define STATEMENT_TAIL "join codings k on k.id = s.coding left join times t on t.id = s.time "
#define OF_ACCOUNTS INCIDENT_STATEMENTS "join statements s on s.id = y.statement " STATEMENT_TAIL "join accounts a on a.id = i.account "
static const char *const Q_STATEMENTS[CS_TOLD_FORMS] = {
    STATEMENT OF_ACCOUNTS OF_INCIDENT "order by i.incident, a.name, s.number",
    STATEMENT OF_ACCOUNTS OF_INCIDENTS "order by i.incident, a.name, s.number",
    STATEMENT "from statements s " STATEMENT_TAIL OF_CODING "order by s.number",
    STATEMENT "from statements s " STATEMENT_TAIL RELATIONS "order by s.number",
    STATEMENT "from statements s " STATEMENT_TAIL ONE,
};

/* A list of statements, whose table is x: of a run of their ids, and of all statements of incidents. */
enum { OF_RUN, OF_ALL, LIST_FORMS };
#define LIST(columns, table, joins, tail) \
    { \
        "select x.statement, " columns " from " table " x " joins " where x.statement between $1 and $2 " tail, \
            "select x.statement, " columns " " INCIDENT_STATEMENTS "join " table " x on x.statement = y.statement " joins \
            " " OF_INCIDENTS tail \
    }
#define IN_ORDER "order by 1, 2"
static const char *const Q_CONTEXTS[] = LIST("x.number, x.context", "statement_contexts", "", IN_ORDER);
static const char *const Q_PLACES[] =
    LIST("x.number, p.name, p.geonames, p.lat, p.lon, p.country, p.admin1, p.admin2, p.precision", "statement_places",
         "join places p on p.id = x.place", IN_ORDER);
#define SPEAKER "a.kind, e.name, a.source_begin, a.source_end, a.cue_begin, a.cue_end"
#define SPEAKER_TAIL "join attributions a on a.id = x.attribution left join entities e on e.id = a.source"
static const char *const Q_SPEAKERS[] = LIST("x.number, 0, " SPEAKER, "statement_speakers", SPEAKER_TAIL, IN_ORDER);
static const char *const Q_ROLE_SPEAKERS[] =
    LIST("x.role, x.number, " SPEAKER, "role_speakers", SPEAKER_TAIL, IN_ORDER ", 3");
static const char *const Q_TOLL_SPEAKERS[] =
    LIST("x.toll, x.number, " SPEAKER, "toll_speakers", SPEAKER_TAIL, IN_ORDER ", 3");
static const char *const Q_ROLES[] =
    LIST("x.number, x.role, x.begin_at, x.end_at, x.certainty, e.id, e.name, e.actor, e.type, e.sector, e.country", "roles",
         "left join entities e on e.id = x.entity", IN_ORDER);
static const char *const Q_TOLLS[] =
    LIST("x.number, x.effect, x.low, x.best, x.high, x.begin_at, x.end_at, x.certainty, x.status, x.women, x.children", "tolls",
         "", IN_ORDER);
static const char *const Q_REVIEWS[] = LIST("x.id, x.action, x.field, x.after", "reviews", "",
                                            "and x.undone_by is null and x.action in ('accept','reject','edit') " IN_ORDER);

/* What the view current_codings is; what others may have put into a file under its name is not asked. */
#define REPORT "g.coding, r.id, coalesce(t.copy_group, t.id), r.source, so.name, so.reliability, r.published, t.sha256 from "
#define REPORT_TAIL "join texts t on t.id = r.text left join sources so on so.id = r.source where "
#define IS_CURRENT "g.run = " CS_CURRENT_RUN("g.report")
#define REPORTS_OF(which) \
    "select i.incident, " REPORT \
    "incident_accounts i join accounts a on a.id = i.account join report_codings g on g.coding = a.coding " \
    "join reports r on r.id = g.report " REPORT_TAIL "i.incident " which " and " IS_CURRENT \
    " union select i.incident, " REPORT \
    "incident_accounts i join accounts g on g.id = i.account join codings k on k.id = g.coding " \
    "join reviews v on v.id = k.hand join reports r on r.id = v.report " REPORT_TAIL "i.incident " which
static const char *const Q_REPORTS[] = {
    REPORTS_OF("= $1"),
    REPORTS_OF("in " CS_DB_IDS),
    "select 0, " REPORT "report_codings g join reports r on r.id = g.report " REPORT_TAIL "g.coding = $1 and " IS_CURRENT
    " union select 0, " REPORT
    "(select id as coding, hand from codings where id = $1) g join reviews v on v.id = g.hand "
    "join reports r on r.id = v.report " REPORT_TAIL "g.coding = $1",
};
static const char Q_TEXT[] = "select t.text, t.sha256 from codings k join texts t on t.id = k.text where k.id = $1";

/* ---- what is being put together ---- */

enum { MARK_EVERY = 64 };
/* A coding's text, and where in it every MARK_EVERY-th code point begins. */
typedef struct words {
    int64_t coding, n; /* n: code points */
    cs_str text, sha256;
    uint32_t *mark; /* NULL: each is a byte */
} words;

typedef struct draft {
    CS_VEC(cs_view_place) places;
    CS_VEC(cs_view_party) parties;
    CS_VEC(cs_view_toll) tolls;
    CS_VEC(cs_view_speaker) speakers;
    CS_VEC(cs_str) contexts;
    const words *words;
    bool accepted, rejected, edited;
} draft;

typedef struct place_of {
    int64_t id;
    int at; /* in the order of the statements */
} place_of;

/* Statements whose ids follow each other, or nearly: what lies between is passed over. */
typedef struct run {
    int64_t first, last;
} run;
enum { RUNS_MAX = 4 /* of incidents; with more, lists are asked for all */, GAP_MAX = 16 };

typedef struct work {
    cs_db *db;
    cs_told_form form;
    cs_db_ids ids; /* one, or of CS_TOLD_INCIDENTS CS_DB_IDS_MAX */
    cs_arena *a;
    cs_told *out; /* of all incidents together */
    draft *drafts;
    place_of *index; /* by id */
    CS_VEC(run) runs;
    CS_VEC(words) texts;
    cs_err *err;
} work;

static int by_id(const void *a, const void *b) {
    int64_t x = ((const place_of *)a)->id, y = ((const place_of *)b)->id;
    return (x > y) - (x < y);
}

/* -1: it is none of them */
static int find(const work *w, int64_t statement) {
    if (!w->out->n) return -1;
    const place_of key = { statement, 0 }, *found = bsearch(&key, w->index, (size_t)w->out->n, sizeof key, by_id);
    return found ? found->at : -1;
}

static int n_ids(const work *w) { return w->form == CS_TOLD_INCIDENTS ? CS_DB_IDS_MAX : 1; }
static cs_str text_at(work *w, const cs_rows *rows, int column) { return cs_dup(w->a, cs_rows_text(rows, column)); }
static int64_t count_at(const cs_rows *rows, int column) {
    return cs_rows_null(rows, column) ? CS_VIEW_NONE : cs_rows_int(rows, column);
}

/* ---- words ---- */

static words words_of(int64_t coding, cs_str text, cs_arena *a) {
    words w = { .coding = coding, .text = text };
    for (ptrdiff_t i = 0; i < text.n; i++) w.n += cs_utf8_is_start(text.p[i]);
    if (w.n == text.n) return w;
    w.mark = CS_NEW(a, uint32_t, w.n / MARK_EVERY + 1);
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < text.n; i++)
        if (cs_utf8_is_start(text.p[i]) && n++ % MARK_EVERY == 0) w.mark[(n - 1) / MARK_EVERY] = (uint32_t)i;
    return w;
}

static ptrdiff_t byte_at(const words *w, int64_t cp) {
    if (!w->mark) return (ptrdiff_t)cp;
    if (cp == w->n) return w->text.n;
    ptrdiff_t i = w->mark[cp / MARK_EVERY];
    for (int64_t n = cp % MARK_EVERY; n;) n -= cs_utf8_is_start(w->text.p[++i]);
    return i;
}

static cs_str cut(const words *w, int64_t begin, int64_t end) {
    if (begin < 0 || end > w->n || begin >= end) return (cs_str){ 0 };
    ptrdiff_t from = byte_at(w, begin);
    return cs_cut(w->text, from, byte_at(w, end));
}

static casus_status load_text(work *w, int64_t coding, cs_err *err) {
    cs_rows *rows = NULL;
    bool more;
    for (ptrdiff_t i = 0; i < w->texts.n; i++)
        if (w->texts.v[i].coding == coding) return CASUS_OK;
    CS_TRY(cs_db_ask(w->db, Q_TEXT, CS_VALUES(cs_v_int(coding)), &rows, err));
    CS_TRY(cs_rows_next(rows, &more, err));
    words *t = CS_PUSH(w->a, &w->texts);
    *t = words_of(coding, more ? text_at(w, rows, 0) : (cs_str){ 0 }, w->a);
    if (!more) return CASUS_OK;
    t->sha256 = text_at(w, rows, 1);
    cs_rows_end(rows);
    return CASUS_OK;
}

/* ---- statements ---- */

static casus_status load_statements(work *w) {
    CS_VEC(cs_view_statement) list = { 0 };
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(w->db, Q_STATEMENTS[w->form], w->ids.v, n_ids(w), &rows, w->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, w->err));
        if (!more) break;
        cs_view_statement *s = CS_PUSH(w->a, &list);
        *s = (cs_view_statement){
            .id = cs_rows_int(rows, 0),
            .number = cs_rows_int(rows, 1),
            .coding = cs_rows_int(rows, 2),
            .kind = text_at(w, rows, 3),
            .type = text_at(w, rows, 4),
            .mode = text_at(w, rows, 5),
            .certainty = text_at(w, rows, 6),
            .modality = text_at(w, rows, 7),
            .time_frame = text_at(w, rows, 8),
            .trigger_begin = cs_rows_int(rows, 9),
            .trigger_end = cs_rows_int(rows, 10),
            .evidence_begin = cs_rows_int(rows, 11),
            .evidence_end = cs_rows_int(rows, 12),
            .confidence = cs_rows_null(rows, 13) ? NAN : cs_rows_real(rows, 13),
            .when = { text_at(w, rows, 14), text_at(w, rows, 15), text_at(w, rows, 16), { 0 } },
            .by_hand = !cs_rows_null(rows, 17),
            .incident = cs_rows_int(rows, 18),
        };
        s->when.precision = cs_time_precision(s->when.first, s->when.last);
    }
    w->out->v = list.v;
    w->out->n = (int)list.n;
    w->drafts = CS_NEW(w->a, draft, list.n ? list.n : 1);
    w->index = CS_NEW(w->a, place_of, list.n ? list.n : 1);
    for (int i = 0; i < w->out->n; i++) w->index[i] = (place_of){ list.v[i].id, i };
    if (w->out->n) qsort(w->index, (size_t)w->out->n, sizeof *w->index, by_id);
    return CASUS_OK;
}

static void find_runs(work *w) {
    for (int i = 0; i < w->out->n; i++) {
        int64_t id = w->index[i].id;
        if (w->runs.n && id - w->runs.v[w->runs.n - 1].last <= GAP_MAX)
            w->runs.v[w->runs.n - 1].last = id;
        else
            *CS_PUSH(w->a, &w->runs) = (run){ id, id };
    }
}

static casus_status load_words(work *w) {
    for (int i = 0; i < w->out->n; i++) CS_TRY(load_text(w, w->out->v[i].coding, w->err));
    for (int i = 0; i < w->out->n; i++) {
        cs_view_statement *s = w->out->v + i;
        for (ptrdiff_t k = 0; k < w->texts.n; k++)
            if (w->texts.v[k].coding == s->coding) w->drafts[i].words = w->texts.v + k;
        s->text_sha256 = w->drafts[i].words->sha256;
        s->trigger = cut(w->drafts[i].words, s->trigger_begin, s->trigger_end);
        s->evidence = cut(w->drafts[i].words, s->evidence_begin, s->evidence_end);
    }
    return CASUS_OK;
}

/* ---- their lists ---- */

typedef void put(work *w, int at, const cs_rows *row);

/* Gives each row of a query to `take` with its statement's place. */
static casus_status take_all(work *w, const char *sql, const cs_value *v, int n, put *take) {
    cs_rows *rows = NULL;
    bool more;
    CS_TRY(cs_db_ask(w->db, sql, v, n, &rows, w->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, w->err));
        if (!more) return CASUS_OK;
        int at = find(w, cs_rows_int(rows, 0));
        if (at >= 0) take(w, at, rows);
    }
}

static casus_status each(work *w, const char *const sql[LIST_FORMS], put *take) {
    if (w->form <= CS_TOLD_INCIDENTS && w->runs.n > RUNS_MAX)
        return take_all(w, sql[OF_ALL], w->ids.v, CS_DB_IDS_MAX, take);
    for (ptrdiff_t i = 0; i < w->runs.n; i++) {
        const run *r = w->runs.v + i;
        CS_TRY(take_all(w, sql[OF_RUN], CS_VALUES(cs_v_int(r->first), cs_v_int(r->last)), take));
    }
    return CASUS_OK;
}

static void put_context(work *w, int at, const cs_rows *r) { *CS_PUSH(w->a, &w->drafts[at].contexts) = text_at(w, r, 2); }

static void put_place(work *w, int at, const cs_rows *r) {
    *CS_PUSH(w->a, &w->drafts[at].places) = (cs_view_place){ .name = text_at(w, r, 2),
                                                             .geonames = cs_rows_int(r, 3),
                                                             .located = !cs_rows_null(r, 4) && !cs_rows_null(r, 5),
                                                             .lat = cs_rows_real(r, 4),
                                                             .lon = cs_rows_real(r, 5),
                                                             .country = text_at(w, r, 6),
                                                             .admin1 = text_at(w, r, 7),
                                                             .admin2 = text_at(w, r, 8),
                                                             .precision = text_at(w, r, 9) };
}

/* Who speaks, of a row with SPEAKER from column 3. */
static cs_view_speaker speaker_at(work *w, int at, const cs_rows *r) {
    const words *t = w->drafts[at].words;
    cs_view_speaker s = { .kind = text_at(w, r, 3), .name = text_at(w, r, 4) };
    if (!s.name.n && !cs_rows_null(r, 5)) s.name = cut(t, cs_rows_int(r, 5), cs_rows_int(r, 6));
    if (!cs_rows_null(r, 7)) s.cue = cut(t, cs_rows_int(r, 7), cs_rows_int(r, 8));
    return s;
}

static void put_speaker(work *w, int at, const cs_rows *r) { *CS_PUSH(w->a, &w->drafts[at].speakers) = speaker_at(w, at, r); }

/* A chain of speakers, one more. */
static cs_str chained(cs_str chain, cs_str name, cs_arena *a) {
    if (!name.n) name = CS_LIT("somebody");
    return chain.n ? cs_join(a, cs_join(a, chain, CS_LIT("; ")), name) : name;
}

static void put_role(work *w, int at, const cs_rows *r) {
    cs_str told = cut(w->drafts[at].words, cs_rows_int(r, 3), cs_rows_int(r, 4)), name = text_at(w, r, 7);
    *CS_PUSH(w->a, &w->drafts[at].parties) = (cs_view_party){ .role = text_at(w, r, 2),
                                                              .name = name.n ? name : told,
                                                              .words = told,
                                                              .begin = cs_rows_int(r, 3),
                                                              .end = cs_rows_int(r, 4),
                                                              .certainty = text_at(w, r, 5),
                                                              .entity = cs_rows_int(r, 6),
                                                              .actor = text_at(w, r, 8),
                                                              .type = text_at(w, r, 9),
                                                              .sector = text_at(w, r, 10),
                                                              .country = text_at(w, r, 11) };
}

static void put_toll(work *w, int at, const cs_rows *r) {
    cs_str told = cut(w->drafts[at].words, cs_rows_int(r, 6), cs_rows_int(r, 7));
    *CS_PUSH(w->a, &w->drafts[at].tolls) = (cs_view_toll){ .effect = text_at(w, r, 2),
                                                           .low = count_at(r, 3),
                                                           .best = count_at(r, 4),
                                                           .high = count_at(r, 5),
                                                           .begin = cs_rows_int(r, 6),
                                                           .end = cs_rows_int(r, 7),
                                                           .certainty = text_at(w, r, 8),
                                                           .status = text_at(w, r, 9),
                                                           .women = count_at(r, 10),
                                                           .children = count_at(r, 11),
                                                           .of = told };
}

/* Numbers count from 1 in the order of the list. */
static void put_role_speaker(work *w, int at, const cs_rows *r) {
    int64_t number = cs_rows_int(r, 1);
    if (number < 1 || number > w->drafts[at].parties.n) return;
    cs_view_party *p = w->drafts[at].parties.v + number - 1;
    p->says = chained(p->says, speaker_at(w, at, r).name, w->a);
}

static void put_toll_speaker(work *w, int at, const cs_rows *r) {
    int64_t number = cs_rows_int(r, 1);
    if (number < 1 || number > w->drafts[at].tolls.n) return;
    cs_view_toll *t = w->drafts[at].tolls.v + number - 1;
    t->says = chained(t->says, speaker_at(w, at, r).name, w->a);
}

/* ---- by whose word, and what people decided ---- */

/* What has no certainty of its own has the statement's, with its speakers. */
static void inherit(work *w) {
    for (int i = 0; i < w->out->n; i++) {
        draft *d = w->drafts + i;
        cs_str says = { 0 };
        for (ptrdiff_t k = 0; k < d->speakers.n; k++) says = chained(says, d->speakers.v[k].name, w->a);
        for (ptrdiff_t k = 0; k < d->parties.n; k++) {
            cs_view_party *p = d->parties.v + k;
            if (p->certainty.n) continue;
            p->certainty = w->out->v[i].certainty;
            p->says = says;
        }
        for (ptrdiff_t k = 0; k < d->tolls.n; k++) {
            cs_view_toll *t = d->tolls.v + k;
            if (t->certainty.n) continue;
            t->certainty = w->out->v[i].certainty;
            t->says = says;
        }
    }
}

static void finish(work *w) {
    for (int i = 0; i < w->out->n; i++) {
        cs_view_statement *s = w->out->v + i;
        const draft *d = w->drafts + i;
        s->places = d->places.v, s->n_places = (int)d->places.n;
        s->parties = d->parties.v, s->n_parties = (int)d->parties.n;
        s->tolls = d->tolls.v, s->n_tolls = (int)d->tolls.n;
        s->speakers = d->speakers.v, s->n_speakers = (int)d->speakers.n;
        s->contexts = d->contexts.v, s->n_contexts = (int)d->contexts.n;
        for (int k = w->out->n_reports - 1; k >= 0; k--) {
            const cs_told_report *r = w->out->reports + k;
            if (r->coding == s->coding && (!s->report || r->report < s->report)) s->report = r->report;
        }
    }
}

/* In the order in which they were decided: the last word counts. */
static void put_review(work *w, int at, const cs_rows *r) {
    draft *d = w->drafts + at;
    cs_view_statement *s = w->out->v + at;
    cs_str action = cs_rows_text(r, 2);
    if (cs_eq(action, CS_LIT("edit"))) {
        const cs_edited to = { &s->type,   &s->mode,     &s->certainty, &s->modality,  &s->time_frame, &s->when,
                               &s->places, &s->n_places, &s->parties,   &s->n_parties, &s->tolls,      &s->n_tolls };
        cs_edit(&to, cs_rows_text(r, 3), text_at(w, r, 4), w->a);
        d->edited = true;
    } else {
        d->accepted = cs_eq(action, CS_LIT("accept"));
        d->rejected = !d->accepted;
    }
}

static void mark(work *w) {
    for (int i = 0; i < w->out->n; i++) {
        const draft *d = w->drafts + i;
        w->out->v[i].review = d->rejected   ? CS_LIT("rejected")
                              : d->edited   ? CS_LIT("edited")
                              : d->accepted ? CS_LIT("accepted")
                              : w->out->v[i].by_hand ? CS_LIT("added")
                                                     : CS_LIT("none");
    }
}

/* What has no day last. */
static int by_day(const void *a, const void *b) {
    const cs_told_report *x = a, *y = b;
    int order = (x->incident > y->incident) - (x->incident < y->incident);
    if (!order) order = (x->published.n == 0) - (y->published.n == 0);
    if (!order) order = cs_cmp(x->published, y->published);
    if (!order) order = cs_cmp(x->name, y->name);
    return order ? order : cs_cmp(x->text_sha256, y->text_sha256);
}

static casus_status load_reports(work *w) {
    CS_VEC(cs_told_report) list = { 0 };
    cs_rows *rows = NULL;
    bool more;
    cs_db_ids of = w->ids;
    if (w->form == CS_TOLD_STATEMENT) of.v[0] = cs_v_int(w->out->n ? w->out->v[0].coding : 0);
    const char *sql = Q_REPORTS[w->form < CS_TOLD_CODING ? w->form : CS_TOLD_CODING];
    CS_TRY(cs_db_ask(w->db, sql, of.v, n_ids(w), &rows, w->err));
    for (;;) {
        CS_TRY(cs_rows_next(rows, &more, w->err));
        if (!more) break;
        cs_str grade = cs_rows_text(rows, 6);
        *CS_PUSH(w->a, &list) = (cs_told_report){ .incident = cs_rows_int(rows, 0),
                                                  .coding = cs_rows_int(rows, 1),
                                                  .report = cs_rows_int(rows, 2),
                                                  .group = cs_rows_int(rows, 3),
                                                  .source = cs_rows_int(rows, 4),
                                                  .name = text_at(w, rows, 5),
                                                  .grade = grade.n ? grade.p[0] : '\0',
                                                  .published = text_at(w, rows, 7),
                                                  .text_sha256 = text_at(w, rows, 8) };
    }
    if (list.n) qsort(list.v, (size_t)list.n, sizeof *list.v, by_day);
    w->out->reports = list.v;
    w->out->n_reports = (int)list.n;
    return CASUS_OK;
}

/* All but what people decided. */
static casus_status load(work *w) {
    static const struct {
        const char *const *sql;
        put *take;
    } lists[] = { { Q_CONTEXTS, put_context },
                  { Q_PLACES, put_place },
                  { Q_SPEAKERS, put_speaker },
                  { Q_ROLES, put_role },
                  { Q_TOLLS, put_toll },
                  { Q_ROLE_SPEAKERS, put_role_speaker },
                  { Q_TOLL_SPEAKERS, put_toll_speaker } };
    *w->out = (cs_told){ 0 };
    CS_TRY(load_statements(w));
    CS_TRY(load_reports(w));
    find_runs(w);
    CS_TRY(load_words(w));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) CS_TRY(each(w, lists[i].sql, lists[i].take));
    inherit(w);
    finish(w);
    return CASUS_OK;
}

static work begin(cs_db *db, cs_told_form form, const int64_t *ids, int n, cs_arena *a, cs_told *out, cs_err *err) {
    return (work){ .db = db, .form = form, .ids = cs_db_ids_of(ids, n), .a = a, .out = out, .err = err };
}

static casus_status load_with_reviews(work *w) {
    CS_TRY(load(w));
    CS_TRY(each(w, Q_REVIEWS, put_review));
    mark(w);
    return CASUS_OK;
}

casus_status cs_told_of(cs_db *db, cs_told_form form, int64_t id, cs_arena *a, cs_told *out, cs_err *err) {
    work w = begin(db, form, &id, 1, a, out, err);
    return load_with_reviews(&w);
}

casus_status cs_told_of_incidents(cs_db *db, const int64_t *ids, int n, cs_arena *a, cs_told *out, cs_err *err) {
    cs_told all;
    work w = begin(db, n == 1 ? CS_TOLD_INCIDENT : CS_TOLD_INCIDENTS, ids, n, a, &all, err);
    CS_TRY(load_with_reviews(&w));
    for (int i = 0, v = 0, r = 0; i < n; i++) { /* both lists go by incident */
        out[i] = (cs_told){ .v = all.v + v, .reports = all.reports + r };
        for (; v < all.n && all.v[v].incident == ids[i]; v++) out[i].n++;
        for (; r < all.n_reports && all.reports[r].incident == ids[i]; r++) out[i].n_reports++;
    }
    return CASUS_OK;
}

casus_status cs_told_as_read(cs_db *db, cs_told_form form, int64_t id, cs_arena *a, cs_told *out, cs_err *err) {
    work w = begin(db, form, &id, 1, a, out, err);
    CS_TRY(load(&w));
    mark(&w);
    return CASUS_OK;
}
