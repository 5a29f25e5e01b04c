#include "cli/about.h"

static bool set_day(cli_about *a, const char *value) {
    a->published = value;
    if (cs_parse_day(cli_str(value)).ok) return true;
    cli_error(CASUS_E_USAGE, "--published: expected a date YYYY-MM-DD but found \"%s\"", value);
    return false;
}

bool cli_about_set(cli_about *a, int id, const char *value) {
    switch (id) {
    case 0: return a->title = value, true;
    case 1: return set_day(a, value);
    case 2: return a->source = value, true;
    case 3: return a->url = value, true;
    case 4: return a->meta = value, true;
    default: return a->force = true;
    }
}

int cli_about_open(cli_about *a) {
    cs_err err = { 0 };
    if (a->meta && cli_meta_open(&a->table, a->meta, &err) != CASUS_OK) return cli_error_at(a->meta, &err);
    return 0;
}

void cli_about_close(cli_about *a) { cli_meta_close(&a->table); }

cs_raw cli_about_raw(const cli_about *a, const cli_input *i) {
    const cli_meta_row *row = cli_meta_find(&a->table, i->path);
    cli_meta_row known = row ? *row : (cli_meta_row){ 0 };
    cs_day_result day = cs_parse_day(a->published ? cli_str(a->published) : known.published);
    return (cs_raw){ .bytes = { i->bytes, (ptrdiff_t)i->n_bytes },
                     .about = { .kind = i->record ? CS_INPUT_RECORD : CS_INPUT_ANY,
                                .path = cli_str(i->path),
                                .line = i->line,
                                .pdf_layout = { i->layout, (ptrdiff_t)i->n_layout },
                                .title = a->title ? cli_str(a->title) : known.title,
                                .source_name = a->source ? cli_str(a->source) : known.source,
                                .url = a->url ? cli_str(a->url) : known.url,
                                .published_day = day.ok ? day.day : CS_DAY_NONE,
                                .force = a->force } };
}

void cli_about_failed(const cli_input *i, const cs_err *err) {
    char line[4200]; /* a record is named by its line, which is more use than a byte in it */
    snprintf(line, sizeof line, "%s:%lld", i->path, (long long)i->line);
    cs_err e = *err;
    if (i->record) e.at = -1;
    cli_error_at(i->record ? line : i->path, &e);
}
