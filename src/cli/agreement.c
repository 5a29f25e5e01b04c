/* casus agreement: how far two people, or a person and the program, agree on what both decided on. */
#include "cli/cli.h"
#include "score/agreement.h"
#include <stdlib.h>

const char cli_agreement_help[] =
    "casus agreement says how far two people agree on the statements and incidents that both decided on.\n"
    "\n"
    "usage: casus agreement --db FILE A B [OPTION…]\n"
    "\n"
    "  A, B               who decided, as in `casus log`; one of them may be program: what casus read itself\n"
    "  --db FILE          the case; nothing in it is changed\n"
    "  --field NAME       this field only; may stand several times: exists, type, mode, certainty, modality, time_frame, "
    "when,\n"
    "                     place, country, agent, recipient, target, instrument, killed, wounded\n"
    "  --list N           list N differences; by default 20 in text and all in json\n"
    "  --format FORMAT    text or json; by default text, with -o FILE.json json\n"
    "  -o FILE            write to FILE, which appears whole or not at all; without it or with - to standard output\n"
    "\n"
    "The figures are Krippendorff's alpha with 95 % intervals from a bootstrap over reports; docs/agreement.md explains them.\n"
    "\n"
    "examples:\n"
    "  casus agreement --db sahel.casus ana ben\n"
    "  casus agreement --db sahel.casus ana program --field type --field killed --list 50\n";

enum { LIST_IN_TEXT = 20, LIST_MAX = 1000000 };

typedef struct options {
    const char *db, *output, *who[2];
    int n_who;
    bool has_format, json, has_list, has_field;
    cs_agreement_look look;
} options;

enum { O_DB, O_FIELD, O_LIST, O_FORMAT, O_OUTPUT, O_HELP };
static const cli_option OPTIONS[] = { { "--db", false, O_DB },     { "--field", false, O_FIELD },
                                      { "--list", false, O_LIST }, { "--format", false, O_FORMAT },
                                      { "-o", false, O_OUTPUT },   { "--output", false, O_OUTPUT },
                                      { "--help", true, O_HELP },  { "-h", true, O_HELP } };

static bool set_field(options *o, const char *value) {
    o->has_field = true;
    for (int f = 0; f < CS_AGREE_FIELD_COUNT; f++)
        if (!strcmp(value, cs_agree_field_name[f])) return o->look.field[f] = true;
    cli_error(CASUS_E_USAGE, "--field: there is no field \"%s\"", value);
    cli_hint("casus agreement --help lists them");
    return false;
}

static bool set_option(options *o, int id, const char *value) {
    switch (id) {
    case O_DB: return o->db = value, true;
    case O_FIELD: return set_field(o, value);
    case O_LIST: return o->has_list = true, cli_parse_int("--list", value, 0, LIST_MAX, &o->look.list);
    case O_OUTPUT: return o->output = strcmp(value, "-") ? value : NULL, true;
    case O_FORMAT:
        o->has_format = true;
        o->json = !strcmp(value, "json");
        if (o->json || !strcmp(value, "text")) return true;
        return cli_error(CASUS_E_USAGE, "--format: expected text or json but found \"%s\"", value), false;
    default:
        if (o->n_who == 2) return cli_error(CASUS_E_USAGE, "%s: expected two who decided, and no more", value), false;
        return o->who[o->n_who++] = value, true;
    }
}

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    cli_args a = { argc, argv };
    *o = (options){ .db = NULL };
    for (int id; (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        if (id == CLI_ARG_BAD) return CASUS_E_USAGE;
        if (id == O_HELP) return fputs(cli_agreement_help, stdout) < 0 ? CASUS_E_STORE : 0;
        if (!set_option(o, id, a.value)) return CASUS_E_USAGE;
    }
    if (!o->db || o->n_who < 2) {
        cli_error(CASUS_E_USAGE, o->db ? "expected two who decided" : "no case was named");
        cli_hint("casus agreement --db FILE ana ben, or ana program");
        return CASUS_E_USAGE;
    }
    for (int f = 0; f < CS_AGREE_FIELD_COUNT && !o->has_field; f++) o->look.field[f] = true;
    if (!o->has_format) o->json = o->output && cs_ends(cli_str(o->output), CS_LIT(".json"));
    if (!o->has_list) o->look.list = o->json ? -1 : LIST_IN_TEXT;
    return -1;
}

typedef struct run {
    const options *o;
    cs_store *store;
    cs_arena perm, scratch;
    cli_output output;
    cs_buf text;
} run;

static int write_text(run *r, const cs_agreement *g) {
    jmp_buf full;
    r->scratch.on_full = &full;
    if (setjmp(full)) return cli_error(CASUS_E_LIMIT, "out of memory");
    if (r->o->json)
        cs_agreement_json(&r->text, g, &r->o->look);
    else
        cs_agreement_text(&r->text, g, &r->o->look, r->scratch);
    if (r->text.failed) return cli_error(CASUS_E_LIMIT, "out of memory");
    int code = cli_output_open(&r->output, r->o->output);
    if (!code) code = cli_output_write(&r->output, r->text.p, r->text.n);
    return code ? code : cli_output_commit(&r->output);
}

static int agree(run *r) {
    cs_err err = { 0 };
    cs_agreement g;
    const cs_str who[2] = { cli_str(r->o->who[0]), cli_str(r->o->who[1]) };
    if (cs_store_open(&r->store, r->o->db, CS_DB_READ, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_arena_map(&r->perm, CS_STORE_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_arena_map(&r->scratch, CS_STORE_MEMORY_BYTES, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    if (cs_agreement_of(&g, r->store, who, &r->perm, r->scratch, &err) != CASUS_OK)
        return cli_error((int)err.code, "%s: %s", r->o->db, err.msg);
    return write_text(r, &g);
}

int cli_agreement(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code >= 0) return code;
    run r = { .o = &o, .output = { .fd = -1 } };
    code = agree(&r);
    cli_output_drop(&r.output);
    cs_store_close(&r.store);
    cs_arena_unmap(&r.perm);
    cs_arena_unmap(&r.scratch);
    cs_buf_free(&r.text);
    return code;
}
