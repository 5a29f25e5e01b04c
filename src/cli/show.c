/* casus show: one incident, actor, place or report of a case, with all that is known of it. */
#include "cli/case.h"
#include "export/case_load.h"

const char cli_show_help[] =
    "casus show shows one thing of a case: who says what of it, what is told differently, and how that came to be.\n"
    "\n"
    "usage: casus show --db FILE incident|actor|place|report ID [--format text|json]\n"
    "\n"
    "  incident ID        its summary; which acts in it several statements tell of, and by how many sources; what each\n"
    "                     report says, in its words; who is named for it and every figure, by whose word; how the story\n"
    "                     changed from report to report; why its accounts are of one happening; how it changed in the\n"
    "                     case, and what people decided\n"
    "  actor ID           an id of the actor register (docs/actors.md), or a part of a name: its names in the case, and what\n"
    "                     it is said to have done and suffered\n"
    "  place ID           GeoNames' id, or a name: what happened there\n"
    "  report ID          its number: its statements, and the incidents that they are of\n"
    "  --format FORMAT    text or json (docs/incidents.md)\n"
    "\n"
    "examples:\n"
    "  casus show --db sahel.casus incident 12\n"
    "  casus show --db sahel.casus actor isil\n"
    "  casus show --db sahel.casus place Timbuktu --format json\n";

enum { O_DB, O_FORMAT, O_HELP };
static const cli_option OPTIONS[] = {
    { "--db", false, O_DB }, { "--format", false, O_FORMAT }, { "--help", true, O_HELP }, { "-h", true, O_HELP }
};

typedef enum kind { INCIDENT, ACTOR, PLACE, REPORT, KINDS } kind;
static const char *const KIND_NAMES[KINDS] = { "incident", "actor", "place", "report" };

typedef struct options {
    const char *db;
    bool json;
    kind kind;
    cs_str id;
    int64_t number; /* of an incident or report */
} options;

static cs_str str_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

/* kind ID. false: told. */
static bool set_what(options *o, const char *const *args, int n) {
    if (n != 2) {
        cli_error(CASUS_E_USAGE, "expected what to show: incident, actor, place or report, and its ID");
        return false;
    }
    for (o->kind = 0; o->kind < KINDS && strcmp(args[0], KIND_NAMES[o->kind]);) o->kind++;
    if (o->kind == KINDS) {
        cli_error(CASUS_E_USAGE, "expected incident, actor, place or report but found \"%s\"", args[0]);
        return false;
    }
    o->id = str_of(args[1]);
    if (o->kind == INCIDENT || o->kind == REPORT) return cli_parse_int(args[0], args[1], 1, INT64_MAX, &o->number);
    if (!o->id.n) cli_error(CASUS_E_USAGE, "%s: expected an id or a name but found \"\"", args[0]);
    return o->id.n > 0;
}

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    cli_args a = { argc, argv };
    const char *args[2] = { 0 };
    int n = 0;
    *o = (options){ .db = NULL };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_DB: o->db = a.value; break;
        case O_FORMAT:
            if (!cli_case_format(a.value, &o->json)) return CASUS_E_USAGE;
            break;
        case O_HELP: return fputs(cli_show_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH:
            if (n < 2) args[n] = a.value;
            n++;
            break;
        default: return CASUS_E_USAGE;
        }
    }
    if (!set_what(o, args, n)) return CASUS_E_USAGE;
    if (o->db) return -1;
    cli_error(CASUS_E_USAGE, "no case was named");
    cli_hint("casus show --db FILE %s %s", args[0], args[1]);
    return CASUS_E_USAGE;
}

static casus_status show_incident(cli_case *c, const options *o, cs_err *err) {
    cs_case_incident x;
    bool found;
    CS_TRY(cs_case_load_incident(c->view, o->number, &c->think, &x, &found, err));
    if (!found) return cs_fail(err, CASUS_E_INPUT, -1, "%s: there is no incident %lld", o->db, (long long)o->number);
    CS_TRY(cs_view_deeds_of(c->view, o->number, c->think, &x.deeds, &x.n_deeds, err));
    if (o->json)
        cs_case_json(&c->out, &x, true);
    else
        cs_case_text(&c->out, &x, c->look, c->think);
    return CASUS_OK;
}

/* An actor, a place. */
static casus_status show_about(cli_case *c, const options *o, cs_err *err) {
    cs_case_about x = { .id = o->id, .actor = o->kind == ACTOR };
    CS_TRY(cs_case_load_about(c->view, &c->think, 0, &x, err));
    if (!x.n_incidents && !x.n_names)
        return cs_fail(err, CASUS_E_INPUT, -1, "%s: no incident has the %s \"" CS_FMT "\"", o->db, KIND_NAMES[o->kind],
                       CS_ARG(o->id));
    if (o->json)
        cs_case_about_json(&c->out, &x);
    else
        cs_case_about_text(&c->out, &x, c->look, c->think);
    return CASUS_OK;
}

static casus_status show_report(cli_case *c, const options *o, cs_err *err) {
    cs_case_report x;
    bool found;
    CS_TRY(cs_case_load_report(c->view, o->number, &c->think, &x, &found, err));
    if (!found) return cs_fail(err, CASUS_E_INPUT, -1, "%s: there is no report %lld", o->db, (long long)o->number);
    if (o->json)
        cs_case_report_json(&c->out, &x);
    else
        cs_case_report_text(&c->out, &x, c->look, c->think);
    return CASUS_OK;
}

static casus_status show(cli_case *c, const void *what, cs_err *err) {
    const options *o = what;
    casus_status st = o->kind == INCIDENT ? show_incident(c, o, err)
                      : o->kind == REPORT ? show_report(c, o, err)
                                          : show_about(c, o, err);
    if (st == CASUS_OK && o->json) cs_buf_char(&c->out, '\n');
    return st;
}

int cli_show(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    cs_filter filter = CS_FILTER_ALL;
    filter.order = CS_ORDER_DAY;
    if (o.kind == ACTOR) filter.actor = o.id;
    if (o.kind == PLACE) filter.place = o.id;
    return cli_case_run(o.db, &filter, show, &o);
}
