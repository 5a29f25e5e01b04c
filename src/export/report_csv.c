/* One row per statement, for spreadsheets and statistics. The columns are described in docs/csv.md, which a test holds
 * against COLUMNS. What can be several (agents, places) is joined by "; ". */
#include "base/utf8.h"
#include "export/export.h"
#include "export/say.h"

typedef struct row {
    cs_buf *b;
    const cs_export_report *in;
    const cs_reading *r;
    cs_utf8_index at;
    cs_arena scratch;
    bool begun;
} row;

static void field(row *x, cs_str s) {
    if (x->begun) cs_buf_char(x->b, ',');
    x->begun = true;
    cs_buf_csv(x->b, s);
}

static void name_field(row *x, const char *s) { field(x, (cs_str){ s, (ptrdiff_t)strlen(s) }); }

static void count_field(row *x, int64_t n) {
    field(x, (cs_str){ 0 });
    if (n != CS_COUNT_NONE) cs_buf_i64(x->b, n);
}

static void day_field(row *x, int32_t day) {
    field(x, (cs_str){ 0 });
    if (day != CS_DAY_NONE) cs_buf_day(x->b, day);
}

static void id_field(row *x, char letter, int64_t index) {
    field(x, (cs_str){ 0 });
    if (index < 0) return;
    cs_buf_char(x->b, letter);
    cs_buf_i64(x->b, index + 1);
}

static void point_field(row *x, const cs_place *p, double degrees) {
    field(x, (cs_str){ 0 });
    if (p && p->has_point) cs_buf_fixed(x->b, degrees, 5);
}

static void role_field(row *x, const cs_statement *s, cs_role_name name) {
    cs_arena scratch = x->scratch;
    cs_str all = { 0 };
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *role = s->roles.v + i;
        if (role->role != name) continue;
        if (all.n) all = cs_join(&scratch, all, CS_LIT("; "));
        all = cs_join(&scratch, all, cs_say_filler(x->r, role->entity, role->span, &scratch));
    }
    field(x, all);
}

/* By whose word the agent is named, and how certain, where that differs from the statement's own. */
static void agent_voice_fields(row *x, const cs_statement *s) {
    cs_arena scratch = x->scratch;
    for (ptrdiff_t i = 0; i < s->roles.n; i++) {
        const cs_role *role = s->roles.v + i;
        if ((role->role != CS_ROLE_AGENT && role->role != CS_ROLE_FROM) || !role->has_own_voice) continue;
        name_field(x, cs_certainty_name[role->certainty]);
        field(x, cs_say_chain(x->r, role->according_to, &scratch));
        return;
    }
    name_field(x, "");
    name_field(x, "");
}

static void toll_fields(row *x, const cs_statement *s, cs_effect effect) {
    for (ptrdiff_t i = 0; i < s->toll.n; i++) {
        if (s->toll.v[i].effect != effect) continue;
        count_field(x, s->toll.v[i].low);
        count_field(x, s->toll.v[i].best);
        count_field(x, s->toll.v[i].high);
        return;
    }
    for (int i = 0; i < 3; i++) count_field(x, CS_COUNT_NONE);
}

static void other_toll_field(row *x, const cs_statement *s) {
    cs_arena scratch = x->scratch;
    cs_str all = { 0 };
    for (ptrdiff_t i = 0; i < s->toll.n; i++) {
        const cs_toll *t = s->toll.v + i;
        if (t->effect == CS_EFFECT_KILLED || t->effect == CS_EFFECT_WOUNDED) continue;
        cs_str n = cs_say_count(t, &scratch);
        if (all.n) all = cs_join(&scratch, all, CS_LIT("; "));
        all = cs_join(&scratch, all, cs_printf(&scratch, "%s " CS_FMT, cs_effect_name[t->effect], CS_ARG(n)));
    }
    field(x, all);
}

static void time_fields(row *x, int32_t time) {
    const cs_time *t = time >= 0 ? x->r->times.v + time : NULL;
    field(x, cs_say_date(x->r, time));
    day_field(x, t ? t->begin : CS_DAY_NONE);
    day_field(x, t ? t->end : CS_DAY_NONE);
}

/* All names, then the first place's position. */
static void place_fields(row *x, const cs_statement *s) {
    cs_arena scratch = x->scratch;
    cs_str all = { 0 };
    for (ptrdiff_t i = 0; i < s->where.n; i++) {
        if (i) all = cs_join(&scratch, all, CS_LIT("; "));
        all = cs_join(&scratch, all, x->r->places.v[s->where.v[i]].name);
    }
    field(x, all);
    const cs_place *p = s->where.n ? x->r->places.v + s->where.v[0] : NULL;
    name_field(x, p ? p->country : "");
    field(x, p ? p->admin1 : (cs_str){ 0 });
    point_field(x, p, p ? p->lat : 0);
    point_field(x, p, p ? p->lon : 0);
    name_field(x, p ? cs_precision_name[p->precision] : "");
    count_field(x, p && p->geonames ? p->geonames : CS_COUNT_NONE);
}

static void contexts_field(row *x, const cs_statement *s) {
    cs_arena scratch = x->scratch;
    cs_str all = { 0 };
    for (ptrdiff_t i = 0; i < s->contexts.n; i++) {
        if (i) all = cs_join(&scratch, all, CS_LIT("; "));
        all = cs_join(&scratch, all, s->contexts.v[i]);
    }
    field(x, all);
}

static const char COLUMNS[] =
    "report,path,source,url,title,published,statement,incident,kind,type,mode,contexts,modality,certainty,time_frame,"
    "according_to,agent,agent_certainty,agent_according_to,recipient,target,instrument,beneficiary,other_party,from,to,item,"
    "date,date_begin,date_end,place,country,admin1,latitude,longitude,place_precision,geonames,killed_low,killed_best,"
    "killed_high,wounded_low,wounded_best,wounded_high,other_toll,trigger,evidence,evidence_begin,evidence_end,page,"
    "confidence\r\n";

void cs_export_csv_header(cs_buf *b) { cs_buf_put(b, COLUMNS); }

static void statement_row(row *x, int64_t index) {
    const cs_statement *s = x->r->statements.v + index;
    cs_arena scratch = x->scratch;
    x->begun = false;
    field(x, x->in->id);
    field(x, x->in->path);
    field(x, x->in->name);
    field(x, x->in->url);
    field(x, x->r->title);
    day_field(x, x->r->published);
    id_field(x, 's', cs_statement_number(x->r, (int32_t)index) - 1);
    id_field(x, 'i', s->incident < 0 ? -1 : cs_incident_number(x->r, s->incident) - 1);
    name_field(x, s->type < CS_T_EVENT_COUNT ? "event" : "relation");
    name_field(x, cs_type_name[s->type]);
    field(x, s->mode);
    contexts_field(x, s);
    name_field(x, cs_modality_name[s->modality]);
    name_field(x, cs_certainty_name[s->certainty]);
    name_field(x, cs_frame_name[s->time_frame]);
    field(x, cs_say_chain(x->r, s->according_to, &scratch));
    role_field(x, s, CS_ROLE_AGENT);
    agent_voice_fields(x, s);
    role_field(x, s, CS_ROLE_RECIPIENT);
    role_field(x, s, CS_ROLE_TARGET);
    role_field(x, s, CS_ROLE_INSTRUMENT);
    role_field(x, s, CS_ROLE_BENEFICIARY);
    role_field(x, s, CS_ROLE_OTHER_PARTY);
    role_field(x, s, CS_ROLE_FROM);
    role_field(x, s, CS_ROLE_TO);
    role_field(x, s, CS_ROLE_ITEM);
    time_fields(x, s->when);
    place_fields(x, s);
    toll_fields(x, s, CS_EFFECT_KILLED);
    toll_fields(x, s, CS_EFFECT_WOUNDED);
    other_toll_field(x, s);
    field(x, cs_say_words(x->r->text, s->trigger, x->r->text.n, &scratch));
    field(x, cs_say_words(x->r->text, s->evidence, x->r->text.n, &scratch));
    count_field(x, cs_utf8_at(&x->at, s->evidence.beg));
    count_field(x, cs_utf8_at(&x->at, s->evidence.end));
    ptrdiff_t page = cs_say_page(x->in, s->evidence.beg);
    count_field(x, page ? page : CS_COUNT_NONE);
    field(x, (cs_str){ 0 });
    if (s->confidence >= 0) cs_buf_fixed(x->b, (double)s->confidence, 3);
    cs_buf_put(x->b, "\r\n");
}

void cs_export_csv(cs_buf *b, const cs_export_report *in, cs_arena scratch) {
    row x = { .b = b, .in = in, .r = in->reading, .scratch = scratch };
    x.at = cs_utf8_index_of(in->reading->text, &x.scratch);
    for (ptrdiff_t i = 0; i < in->reading->statements.n; i++) statement_row(&x, i);
}
