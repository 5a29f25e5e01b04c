#include "cli/filter.h"

_Static_assert((int)CLI_FILTER_IDS == (int)CS_FILTER_OPTIONS, "one option for each");

bool cli_filter_set(cs_filter *f, int id, const char *value) {
    cs_err err = { 0 };
    char option[32] = "--";
    for (int i = 0; cs_filter_names[id][i] && i < 28; i++)
        option[2 + i] = cs_filter_names[id][i] == '_' ? '-' : cs_filter_names[id][i];
    if (cs_filter_set(f, cli_str(cs_filter_names[id]), cli_str(value), &err) == CASUS_OK) return true;
    cli_error(CASUS_E_USAGE, "%s: %s", option, err.msg);
    return false;
}

bool cli_filter_check(const cs_filter *f) {
    cs_err err = { 0 };
    if (cs_filter_check(f, &err) == CASUS_OK) return true;
    cli_error(CASUS_E_USAGE, "--from: expected a day no later than --to but found %.*s and %.*s", (int)f->from.n, f->from.p,
              (int)f->to.n, f->to.p);
    return false;
}
