/* casus count: the incidents of a case by country, region, cell, actor, type and month. */
#include "cli/cli.h"
#include "cli/filter.h"
#include "export/panel.h"
#include "store/store.h"

const char cli_count_help[] =
    "casus count counts the incidents of a case, or those killed or wounded in them, with the rows that have none.\n"
    "\n"
    "usage: casus count --db FILE --by WHAT [--by WHAT…] [OPTION…] [-o FILE]\n"
    "\n"
    "  --db FILE          the case; nothing in it is changed\n"
    "  --by WHAT          country, admin1 (regions), grid (cells of PRIO-GRID, half a degree), actor (who acted), type, "
    "month;\n"
    "                     up to three are crossed with each other: --by country --by month\n"
    "  --what WHAT        incidents (default), killed or wounded: low, best and high\n"
    "  --all-countries    a row for each country of ISO 3166-1, not only for those of the case\n"
    "  --any              what was only planned, threatened or attempted, and what is denied, too\n"
    "  --format FORMAT    text or csv; by default text, with -o FILE.csv csv\n"
    "  -o FILE            write to FILE, which appears whole or not at all; without it or with - to standard output\n"
    "\n" CLI_FILTER_HELP
    "\n"
    "An incident that is known only to the year, or to a place coarser than what is counted, is in a row \"unknown\": nothing "
    "is\n"
    "spread. Rejected incidents are left out. docs/count.md has the rules.\n"
    "\n"
    "examples:\n"
    "  casus count --db sahel.casus --by country --by month --from 2024-01-01 --to 2024-12-31 -o panel.csv\n"
    "  casus count --db sahel.casus --by grid --by month --what killed --box -6,10,4,18 --type ASSAULT -o cells.csv\n"
    "  casus count --db sahel.casus --by actor\n";

typedef struct options {
    const char *db, *output;
    bool has_format, csv;
    cs_panel_ask ask;
    cs_filter filter;
} options;

enum { O_DB, O_BY, O_WHAT, O_COUNTRIES, O_ANY, O_FORMAT, O_OUTPUT, O_HELP, O_FILTER };
static const cli_option OPTIONS[] = { { "--db", false, O_DB },     { "--by", false, O_BY },
                                      { "--what", false, O_WHAT }, { "--all-countries", true, O_COUNTRIES },
                                      { "--any", true, O_ANY },    { "--format", false, O_FORMAT },
                                      { "-o", false, O_OUTPUT },   { "--output", false, O_OUTPUT },
                                      { "--help", true, O_HELP },  { "-h", true, O_HELP },
                                      CLI_FILTER_OPTIONS(O_FILTER) };

/* The place of value in names, or -1 (told). */
static int one_of(const char *option, const char *value, const char *const *names, int n, const char *all) {
    for (int i = 0; i < n; i++)
        if (!strcmp(value, names[i])) return i;
    cli_error(CASUS_E_USAGE, "%s: expected %s but found \"%s\"", option, all, value);
    return -1;
}

static bool add_by(cs_panel_ask *ask, const char *value) {
    int by = one_of("--by", value, cs_panel_by_name, CS_PANEL_BYS, "country, admin1, grid, actor, type or month");
    if (by < 0) return false;
    for (int i = 0; i < ask->n_by; i++)
        if ((int)ask->by[i] == by) return cli_error(CASUS_E_USAGE, "--by %s: stands twice", value), false;
    if (ask->n_by == CS_PANEL_BY_MAX)
        return cli_error(CASUS_E_USAGE, "--by: expected at most %d of them", CS_PANEL_BY_MAX), false;
    ask->by[ask->n_by++] = (cs_panel_by)by;
    return true;
}

static bool set_what(cs_panel_ask *ask, const char *value) {
    int what = one_of("--what", value, cs_panel_what_name, CS_PANEL_WHATS, "incidents, killed or wounded");
    if (what >= 0) ask->what = (cs_panel_what)what;
    return what >= 0;
}

static bool set_format(options *o, const char *value) {
    static const char *const names[] = { "text", "csv" };
    int at = one_of("--format", value, names, 2, "text or csv");
    o->has_format = true;
    o->csv = at == 1;
    return at >= 0;
}

static bool set_option(options *o, int id, const char *value) {
    switch (id) {
    case O_DB: return o->db = value, true;
    case O_BY: return add_by(&o->ask, value);
    case O_WHAT: return set_what(&o->ask, value);
    case O_COUNTRIES: return o->ask.all_countries = true;
    case O_ANY: return o->ask.any = true;
    case O_FORMAT: return set_format(o, value);
    case O_OUTPUT: return o->output = strcmp(value, "-") ? value : NULL, true;
    default: return cli_filter_set(&o->filter, id - O_FILTER, value);
    }
}

static bool counts_by(const cs_panel_ask *ask, cs_panel_by by) {
    for (int i = 0; i < ask->n_by; i++)
        if (ask->by[i] == by) return true;
    return false;
}

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    cli_args a = { argc, argv };
    *o = (options){ .filter = CS_FILTER_ALL };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        if (id == CLI_ARG_BAD) return CASUS_E_USAGE;
        if (id == O_HELP) return fputs(cli_count_help, stdout) < 0 ? CASUS_E_STORE : 0;
        if (id == CLI_ARG_PATH) return cli_error(CASUS_E_USAGE, "%s: expected --db FILE, --by WHAT and options", a.value);
        if (!set_option(o, id, a.value)) return CASUS_E_USAGE;
    }
    if (!o->db || !o->ask.n_by) {
        cli_error(CASUS_E_USAGE, o->db ? "--by: say by what to count" : "no case was named");
        cli_hint("casus count --db FILE --by country --by month");
        return CASUS_E_USAGE;
    }
    if (o->ask.all_countries && !counts_by(&o->ask, CS_PANEL_COUNTRY))
        return cli_error(CASUS_E_USAGE, "--all-countries goes with --by country");
    if (!cli_filter_check(&o->filter)) return CASUS_E_USAGE;
    if (!o->has_format) o->csv = o->output && cs_ends(cli_str(o->output), CS_LIT(".csv"));
    o->ask.filter = &o->filter;
    return -1;
}

typedef struct run {
    const options *o;
    cs_store *store;
    cs_arena perm, scratch;
    cli_output output;
    cs_buf text;
} run;

static int count(run *r) {
    cs_err err = { 0 };
    cs_panel panel;
    if (cs_store_open(&r->store, r->o->db, CS_DB_READ, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_arena_map(&r->perm, CS_STORE_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_arena_map(&r->scratch, CS_STORE_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_panel_count(&panel, r->store, &r->o->ask, &r->perm, r->scratch, &err) != CASUS_OK)
        return cli_error((int)err.code, "%s: %s", r->o->db, err.msg);
    if (r->o->csv)
        cs_panel_csv(&r->text, &panel);
    else
        cs_panel_text(&r->text, &panel);
    if (r->text.failed) return cli_error(CASUS_E_LIMIT, "out of memory");
    int code = cli_output_open(&r->output, r->o->output);
    if (!code) code = cli_output_write(&r->output, r->text.p, r->text.n);
    return code ? code : cli_output_commit(&r->output);
}

int cli_count(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run r = { .o = &o, .output = { .fd = -1 } };
    code = count(&r);
    cli_output_drop(&r.output);
    cs_store_close(&r.store);
    cs_arena_unmap(&r.perm);
    cs_arena_unmap(&r.scratch);
    cs_buf_free(&r.text);
    return code;
}
