#include "cli/filter.h"
#include "base/calendar.h"
#include "store/review_field.h"
#include <stdlib.h>

static cs_str str_of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

static bool set_day(cs_str *to, const char *name, const char *value) {
    *to = str_of(value);
    if (cs_parse_day(*to).ok) return true;
    cli_error(CASUS_E_USAGE, "%s: expected a day YYYY-MM-DD but found \"%s\"", name, value);
    return false;
}

/* field: of a statement, whose values are the same. */
static bool set_value(cs_str *to, const char *name, const char *field, const char *value) {
    cs_err err = { 0 };
    *to = str_of(value);
    const cs_review_field *f = cs_review_field_named(str_of(field), false);
    if (to->n && cs_review_value_check(f, *to, &err) == CASUS_OK) return true;
    const char *what = strchr(err.msg, ':');
    cli_error(CASUS_E_USAGE, "%s%s", name, what ? what : ": expected a value but found \"\"");
    return false;
}

static bool set_words(cs_str *to, const char *name, const char *value) {
    *to = str_of(value);
    if (to->n) return true;
    cli_error(CASUS_E_USAGE, "%s: expected a name but found \"\"", name);
    return false;
}

/* Up to a comma or the end. */
static bool next_degrees(cs_str *rest, double limit, double *out) {
    ptrdiff_t comma = cs_find(*rest, CS_LIT(","));
    cs_str one = cs_cut(*rest, 0, comma < 0 ? rest->n : comma);
    *rest = comma < 0 ? (cs_str){ 0 } : cs_cut(*rest, comma + 1, rest->n);
    return cs_parse_degrees(cs_trim(one), limit, out);
}

static bool set_box(cs_filter *f, const char *value) {
    cs_str rest = str_of(value);
    bool ok = next_degrees(&rest, 180, &f->west) && next_degrees(&rest, 90, &f->south) && next_degrees(&rest, 180, &f->east) &&
              next_degrees(&rest, 90, &f->north) && !rest.n;
    if (ok && f->south <= f->north) return true;
    cli_error(CASUS_E_USAGE, "--box: expected W,S,E,N in degrees, as -5.5,12,4,18, but found \"%s\"", value);
    return false;
}

static bool set_review(cs_str *to, const char *value) {
    static const char *const known[] = { "none", "accepted", "rejected", "edited", "any" };
    *to = str_of(value);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(value, known[i])) return true;
    cli_error(CASUS_E_USAGE, "--reviewed: expected none, accepted, rejected, edited or any but found \"%s\"", value);
    return false;
}

bool cli_filter_set(cs_filter *f, int id, const char *value) {
    const int64_t most = 1000000000;
    switch (id) {
    case 0: return set_day(&f->from, "--from", value);
    case 1: return set_day(&f->to, "--to", value);
    case 2: return set_value(&f->country, "--country", "country", value);
    case 3: return set_words(&f->admin1, "--admin1", value);
    case 4: return set_box(f, value);
    case 5: return set_words(&f->actor, "--actor", value);
    case 6: return set_value(&f->type, "--type", "type", value);
    case 7: return set_value(&f->mode, "--mode", "mode", value);
    case 8: return set_value(&f->certainty, "--certainty", "certainty", value);
    case 9: return set_value(&f->modality, "--modality", "modality", value);
    case 10: return set_words(&f->source, "--source", value);
    case 11: return set_review(&f->review, value);
    case 12: return cli_parse_share("--min-confidence", value, &f->min_confidence);
    case 13: return cli_parse_int("--min-killed", value, 1, most, &f->min_killed);
    default: return cli_parse_int("--min-sources", value, 1, most, &f->min_sources);
    }
}

bool cli_filter_check(const cs_filter *f) {
    if (!f->from.n || !f->to.n || cs_cmp(f->from, f->to) <= 0) return true;
    cli_error(CASUS_E_USAGE, "--from: expected a day no later than --to but found %.*s and %.*s", (int)f->from.n, f->from.p,
              (int)f->to.n, f->to.p);
    return false;
}
