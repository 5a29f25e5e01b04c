/* casus incidents: the incidents of a case that a filter wants, or their deeds, a line of JSON or two lines of text each. */
#include "cli/case.h"
#include "cli/filter.h"
#include "base/map.h"

const char cli_incidents_help[] =
    "casus incidents lists what happened, by all reports of a case.\n"
    "\n"
    "usage: casus incidents --db FILE [OPTION…]\n"
    "\n"
    "  --db FILE          the case; nothing in it is changed\n"
    "  --format FORMAT    text   for people\n"
    "                     json   a line each: who, what, when, where, toll, and its statements (docs/incidents.md)\n"
    "  --by incident|deed incident, as without it; deed: what is told of one and the same act, a line each: the shooting,\n"
    "                     that five died of it, the arrest; of these incidents, and of others where it is told there, too\n"
    "  --sort ORDER       day (as they happened), latest, killed, sources, id; without it day for text, id for json\n"
    "  --limit N          no more incidents than N; 0: all; without it 100 for text, all for json\n"
    "\n" CLI_FILTER_HELP
    "\n"
    "examples:\n"
    "  casus incidents --db sahel.casus --country BFA --from 2024-01-01 --min-killed 10 --sort killed\n"
    "  casus incidents --db sahel.casus --actor jnim --certainty claimed\n"
    "  casus incidents --db sahel.casus --by deed --format json | jq 'select(.sources > 1)'    what two sources bear out\n"
    "  casus incidents --db sahel.casus --format json | jq -r '[.when.begin, .where.name, .toll[0].best] | @tsv'\n"
    "\n"
    "`casus show incident ID` shows one of them with who says what.\n";

enum { TEXT_LIMIT = 100 };

typedef struct options {
    const char *db;
    bool json, has_order, has_limit, by_deed;
    cs_filter filter;
} options;

enum { O_DB, O_FORMAT, O_BY, O_SORT, O_LIMIT, O_HELP, O_FILTER };
static const cli_option OPTIONS[] = { { "--db", false, O_DB },     { "--format", false, O_FORMAT }, { "--by", false, O_BY },
                                      { "--sort", false, O_SORT }, { "--limit", false, O_LIMIT },   { "--help", true, O_HELP },
                                      { "-h", true, O_HELP },      CLI_FILTER_OPTIONS(O_FILTER) };

static bool set_order(options *o, const char *value) {
    cs_err err = { 0 };
    o->has_order = true;
    if (cs_filter_set(&o->filter, CS_LIT("order"), cli_str(value), &err) == CASUS_OK) return true;
    cli_error(CASUS_E_USAGE, "--sort: %s", err.msg);
    return false;
}

static bool set_by(options *o, const char *value) {
    o->by_deed = !strcmp(value, "deed");
    if (o->by_deed || !strcmp(value, "incident")) return true;
    cli_error(CASUS_E_USAGE, "--by: expected incident or deed but found \"%s\"", value);
    return false;
}

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    cli_args a = { argc, argv };
    bool ok = true;
    *o = (options){ .filter = CS_FILTER_ALL };
    for (int id; ok && (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_DB: o->db = a.value; break;
        case O_FORMAT: ok = cli_case_format(a.value, &o->json); break;
        case O_BY: ok = set_by(o, a.value); break;
        case O_SORT: ok = set_order(o, a.value); break;
        case O_LIMIT: ok = o->has_limit = cli_parse_int("--limit", a.value, 0, INT32_MAX, &o->filter.limit); break;
        case O_HELP: return fputs(cli_incidents_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH: return cli_error(CASUS_E_USAGE, "%s: expected --db FILE and options", a.value);
        case CLI_ARG_BAD: return CASUS_E_USAGE;
        default: ok = cli_filter_set(&o->filter, id - O_FILTER, a.value); break;
        }
    }
    if (!ok || !cli_filter_check(&o->filter)) return CASUS_E_USAGE;
    if (!o->json && !o->has_order) o->filter.order = CS_ORDER_DAY;
    if (!o->json && !o->has_limit) o->filter.limit = TEXT_LIMIT + 1; /* one more says that there are more */
    if (o->db) return -1;
    cli_error(CASUS_E_USAGE, "no case was named");
    cli_hint("casus incidents --db FILE");
    return CASUS_E_USAGE;
}

static void write_one(cli_case *c, const options *o, const cs_view_incident *x) {
    const cs_case_incident one = { .about = *x };
    if (!o->json) {
        cs_case_line(&c->out, x, c->look, c->think);
        return;
    }
    cs_case_json(&c->out, &one, false);
    cs_buf_char(&c->out, '\n');
}

/* Deeds that were written, by their first statements; those of two incidents are met twice. */
typedef struct written {
    cs_arena a;
    cs_map known;
} written;

static bool is_new(written *w, const cs_deed *d) {
    int64_t *key = CS_NEW(&w->a, int64_t, 1);
    bool fresh;
    if (d->n_incidents < 2) return true;
    *key = d->statements[0].ref.statement;
    cs_map_put(&w->a, &w->known, (cs_str){ (const char *)key, sizeof *key }, &fresh);
    return fresh;
}

static casus_status write_deeds(cli_case *c, const options *o, int64_t incident, written *w, cs_err *err) {
    const cs_deed *deeds;
    int n;
    CS_TRY(cs_view_deeds_of(c->view, incident, c->think, &deeds, &n, err));
    for (int i = 0; i < n; i++) {
        if (!is_new(w, &deeds[i])) continue;
        if (!o->json) {
            cs_case_deed_line(&c->out, &deeds[i], c->look, c->think);
            continue;
        }
        cs_case_deed_json(&c->out, &deeds[i]);
        cs_buf_char(&c->out, '\n');
    }
    return CASUS_OK;
}

static casus_status list_or_jump(cli_case *c, const options *o, written *w, cs_err *err) {
    int64_t n = 0;
    for (bool more = true; !c->code; n++) {
        cs_view_incident x;
        cli_case_forget(c);
        CS_TRY(cs_view_incident_next(c->view, &c->think, &x, &more, err));
        if (!more) break;
        if (!o->json && !o->has_limit && n == TEXT_LIMIT) {
            cli_hint("there are more than these %d; --limit 0 lists them all", TEXT_LIMIT);
            break;
        }
        if (o->by_deed)
            CS_TRY(write_deeds(c, o, x.id, w, err));
        else
            write_one(c, o, &x);
        cli_case_flush(c, false);
    }
    if (!n && !o->json) cs_buf_put(&c->out, "No incident is like that.\n");
    return CASUS_OK;
}

static casus_status list(cli_case *c, const void *what, cs_err *err) {
    static const size_t SPACE = (size_t)1 << 32;
    written w = { .known = { 0 } };
    CS_TRY(cs_arena_map(&w.a, SPACE, err));
    w.a.on_full = c->think.on_full;
    casus_status st = list_or_jump(c, what, &w, err);
    cs_arena_unmap(&w.a);
    return st;
}

int cli_incidents(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    return code >= 0 ? code : cli_case_run(o.db, &o.filter, list, &o);
}
