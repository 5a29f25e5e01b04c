/* casus accept, reject, edit, add-statement, merge, split, undo, log: what people decide about a case. */
#define _POSIX_C_SOURCE 200809L /* getpwuid */
#include "cli/cli.h"
#include "export/case.h"
#include "store/review.h"
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#define WHO_HELP \
    "  --db FILE          the case\n" \
    "  --why TEXT         the reason, which is kept in the log\n" \
    "  --who NAME         who decides; by default CASUS_WHO, else the name that you are logged in with\n"
#define KEEPS_HELP \
    "A report on which somebody has decided keeps the coding that was decided on: a later run of casus is kept beside it.\n"

const char cli_accept_help[] =
    "casus accept says that an incident or a statement is right.\n"
    "\n"
    "usage: casus accept --db FILE --why TEXT incident|statement ID…\n"
    "\n" WHO_HELP
    "\n"
    "examples:\n"
    "  casus accept --db sahel.casus incident 12 --why \"agrees with the footage\"\n"
    "  casus accept --db sahel.casus statement 340 341 --why \"read twice\"\n"
    "\n" KEEPS_HELP;
const char cli_reject_help[] =
    "casus reject says that an incident or a statement is wrong. A rejected statement counts nowhere; a rejected incident is\n"
    "left out of exports and counts. Both stay in the case and are shown as rejected.\n"
    "\n"
    "usage: casus reject --db FILE --why TEXT incident|statement ID…\n"
    "\n" WHO_HELP
    "\n"
    "examples:\n"
    "  casus reject --db sahel.casus statement 340 --why \"a film is told, not an attack\"\n"
    "\n" KEEPS_HELP;
const char cli_edit_help[] =
    "casus edit sets what an incident or a statement says. What the program read stays beside it.\n"
    "\n"
    "usage: casus edit --db FILE --why TEXT incident|statement ID FIELD=VALUE…\n"
    "       casus edit --db FILE --why TEXT source NAME reliability=LETTER\n"
    "\n"
    "  FIELD=VALUE        type=ASSAULT mode=firearms certainty=accused modality=actual time_frame=current\n"
    "                     when=2026-03-07 (or 2026-03, 2026, 2026-03-05/2026-03-07)\n"
    "                     place=Dori country=BFA; of an incident also admin1=Sahel point=14.03,-0.03 (latitude, longitude)\n"
    "                     killed=8 wounded=3 (or LOW/BEST/HIGH: 8//12; 8// is at least 8)\n"
    "                     agent=NAME recipient=NAME target=NAME; of an incident weapon=, of a statement instrument=\n"
    "                     FIELD= alone says that it is not known\n"
    "  LETTER             how far the source is to be relied on, by the Admiralty scale: A completely, B usually, C fairly,\n"
    "                     D not usually, E not, F cannot be judged; reliability= alone: not graded\n" WHO_HELP
    "\n"
    "examples:\n"
    "  casus edit --db sahel.casus incident 12 killed=8 when=2026-03-07 --why \"the hospital's list\"\n"
    "  casus edit --db sahel.casus source \"Sahel Wire\" reliability=B --why \"right in most of what we checked\"\n"
    "\n"
    "Each field is a decision of its own, which `casus undo` takes back.\n" KEEPS_HELP;
const char cli_add_statement_help[] =
    "casus add-statement adds what the program missed in a report.\n"
    "\n"
    "usage: casus add-statement --db FILE --why TEXT --type TYPE --words WORDS [OPTION…] REPORT\n"
    "\n"
    "  REPORT             the number of a report (casus show report lists what was read in it)\n"
    "  --words WORDS      the words of the report that name the act\n"
    "  --near WORDS       look for all words after these, where they stand in the report more than once\n"
    "  --type, --mode, --certainty, --modality   values of docs/codebook.md; certainty is fact and modality actual without\n"
    "  --agent, --recipient, --target, --instrument, --place WORDS   words of the report\n"
    "  --when DATE        a day, month or year: 2026-03-07, 2026-03, 2026, or two of them with / between\n"
    "  --killed, --wounded, --arrested, --captured, --missing, --displaced, --freed N   one of them\n"
    "  --incident ID      the incident that it tells of; without it casus finds out\n" WHO_HELP
    "\n"
    "examples:\n"
    "  casus add-statement --db sahel.casus 7 --type ASSAULT --mode abduct --words \"were taken away\" --recipient \"two\n"
    "      teachers\" --why \"passive without an agent was missed\"\n"
    "\n" KEEPS_HELP;
const char cli_merge_help[] =
    "casus merge says that incidents, or actors, are one. The first goes on.\n"
    "\n"
    "usage: casus merge --db FILE --why TEXT ID ID…\n"
    "       casus merge --db FILE --why TEXT actor ACTOR ACTOR…\n"
    "\n"
    "  ACTOR              an id of the actor register (docs/actors.md), or ~ and the name of one that has none\n" WHO_HELP
    "\n"
    "examples:\n"
    "  casus merge --db sahel.casus 12 15 --why \"same street, same victims\"\n"
    "  casus merge --db sahel.casus actor mli-jnim \"~JNIM fighters\" --why \"its own statement\"\n"
    "\n" KEEPS_HELP;
const char cli_split_help[] =
    "casus split takes statements out of their incident. They make an incident of their own.\n"
    "\n"
    "usage: casus split --db FILE --why TEXT STATEMENT…\n"
    "\n" WHO_HELP
    "\n"
    "examples:\n"
    "  casus split --db sahel.casus 340 352 --why \"they tell of the attack a week before\"\n"
    "\n" KEEPS_HELP;
const char cli_undo_help[] =
    "casus undo takes a decision back.\n"
    "\n"
    "usage: casus undo --db FILE --why TEXT DECISION\n"
    "\n"
    "  DECISION           its number in `casus log`\n" WHO_HELP
    "\n"
    "examples:\n"
    "  casus log --db sahel.casus\n"
    "  casus undo --db sahel.casus 31 --why \"wrong street after all\"\n";
const char cli_log_help[] =
    "casus log lists the decisions that people made about a case, the oldest first.\n"
    "\n"
    "usage: casus log --db FILE [--format text|json]\n"
    "\n"
    "examples:\n"
    "  casus log --db sahel.casus\n"
    "  casus log --db sahel.casus --format json | jq 'select(.who == \"ana\")'\n";

/* ---- options ---- */

enum { ARGS_MAX = 1000 };

typedef struct options {
    const char *db, *who, *why, *format;
    cs_review_addition add;
    const char *args[ARGS_MAX];
    int n_args;
} options;

enum {
    O_DB,
    O_WHO,
    O_WHY,
    O_HELP,
    O_FORMAT,
    O_TYPE,
    O_MODE,
    O_WORDS,
    O_NEAR,
    O_CERTAINTY,
    O_MODALITY,
    O_AGENT,
    O_RECIPIENT,
    O_TARGET,
    O_INSTRUMENT,
    O_PLACE,
    O_WHEN,
    O_INCIDENT,
    O_TOLL
};
static const cli_option OPTIONS[] = {
    { "--db", false, O_DB },
    { "--who", false, O_WHO },
    { "--why", false, O_WHY },
    { "--help", true, O_HELP },
    { "-h", true, O_HELP },
    { "--format", false, O_FORMAT },
    { "--type", false, O_TYPE },
    { "--mode", false, O_MODE },
    { "--words", false, O_WORDS },
    { "--near", false, O_NEAR },
    { "--certainty", false, O_CERTAINTY },
    { "--modality", false, O_MODALITY },
    { "--agent", false, O_AGENT },
    { "--recipient", false, O_RECIPIENT },
    { "--target", false, O_TARGET },
    { "--instrument", false, O_INSTRUMENT },
    { "--place", false, O_PLACE },
    { "--when", false, O_WHEN },
    { "--incident", false, O_INCIDENT },
    { "--killed", false, O_TOLL + CS_EFFECT_KILLED },
    { "--wounded", false, O_TOLL + CS_EFFECT_WOUNDED },
    { "--captured", false, O_TOLL + CS_EFFECT_CAPTURED },
    { "--arrested", false, O_TOLL + CS_EFFECT_ARRESTED },
    { "--missing", false, O_TOLL + CS_EFFECT_MISSING },
    { "--displaced", false, O_TOLL + CS_EFFECT_DISPLACED },
    { "--freed", false, O_TOLL + CS_EFFECT_FREED },
};
/* Those that only add-statement takes come behind. */
enum { N_COMMON = 5, N_LOG = 6, N_OPTIONS = sizeof OPTIONS / sizeof *OPTIONS };

static int set_toll(options *o, int id, const char *value) {
    if (o->add.effect.n) return cli_error(CASUS_E_USAGE, "one toll at a time: --killed, --wounded and the like");
    o->add.effect = cli_str(cs_effect_name[id - O_TOLL]);
    return cli_parse_int("the toll", value, 0, 1000000000, &o->add.toll) ? 0 : CASUS_E_USAGE;
}

static int set_option(options *o, int id, const char *value) {
    cs_str v = cli_str(value);
    switch (id) {
    case O_DB: o->db = value; break;
    case O_WHO: o->who = value; break;
    case O_WHY: o->why = value; break;
    case O_FORMAT:
        o->format = value;
        if (!strcmp(value, "text") || !strcmp(value, "json")) break;
        return cli_error(CASUS_E_USAGE, "--format: expected text or json but found \"%s\"", value);
    case O_TYPE: o->add.type = v; break;
    case O_MODE: o->add.mode = v; break;
    case O_WORDS: o->add.words = v; break;
    case O_NEAR: o->add.near = v; break;
    case O_CERTAINTY: o->add.certainty = v; break;
    case O_MODALITY: o->add.modality = v; break;
    case O_AGENT: o->add.agent = v; break;
    case O_RECIPIENT: o->add.recipient = v; break;
    case O_TARGET: o->add.target = v; break;
    case O_INSTRUMENT: o->add.instrument = v; break;
    case O_PLACE: o->add.place = v; break;
    case O_WHEN: o->add.when = v; break;
    case O_INCIDENT: return cli_parse_int("--incident", value, 1, INT64_MAX, &o->add.incident) ? 0 : CASUS_E_USAGE;
    case CLI_ARG_PATH:
        if (o->n_args == ARGS_MAX) return cli_error(CASUS_E_LIMIT, "more than %d are named", ARGS_MAX);
        o->args[o->n_args++] = value;
        break;
    default: return set_toll(o, id, value);
    }
    return 0;
}

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv, size_t n_options, const char *help) {
    cli_args a = { argc, argv };
    *o = (options){ .add.toll = CS_COUNT_NONE };
    for (int id; (id = cli_args_next(&a, OPTIONS, n_options)) != CLI_ARG_END;) {
        if (id == CLI_ARG_BAD) return CASUS_E_USAGE;
        if (id == O_HELP) return fputs(help, stdout) < 0 ? CASUS_E_STORE : 0;
        int code = set_option(o, id, a.value);
        if (code) return code;
    }
    return o->db ? -1 : cli_error(CASUS_E_USAGE, "no case was named: --db FILE");
}

/* ---- deciding ---- */

typedef struct decision {
    options o;
    cs_store *store;
    cs_review by;
    char now[CLI_NOW_BYTES];
} decision;

static const char *who(const options *o) {
    if (o->who) return o->who;
    const char *name = getenv("CASUS_WHO");
    const struct passwd *login = name && *name ? NULL : getpwuid(getuid());
    return login ? login->pw_name : name;
}

static int begin(decision *d, int argc, char **argv, size_t n_options, const char *help) {
    *d = (decision){ .store = NULL };
    cs_err err = { 0 };
    int code = parse(&d->o, argc, argv, n_options, help);
    if (code >= 0) return code;
    if (!d->o.why) return cli_error(CASUS_E_USAGE, "--why: say why, in a few words: the log keeps it");
    d->by = (cs_review){ cli_str(who(&d->o)), cli_str(d->o.why), cli_now(d->now) };
    if (!d->by.who.n) return cli_error(CASUS_E_USAGE, "--who: say who decides");
    return cs_store_open(&d->store, d->o.db, CS_DB_WRITE, &err) == CASUS_OK ? -1 : cli_error_at(NULL, &err);
}

static int end(decision *d, int code) {
    cs_store_close(&d->store);
    return code;
}

static int64_t id_of(const char *arg) {
    cs_i64_result n = cs_parse_i64(cli_str(arg));
    if (n.ok && n.value > 0) return n.value;
    cli_error(CASUS_E_USAGE, "expected the number of an incident, statement, report or decision but found \"%s\"", arg);
    return 0;
}

/* "incident" or "statement" before the numbers. Gives the exit code, 0 when all is well. */
static int kind_of(const decision *d, bool *incident) {
    const char *kind = d->o.n_args ? d->o.args[0] : "nothing";
    *incident = !strcmp(kind, "incident");
    if (!*incident && strcmp(kind, "statement"))
        return cli_error(CASUS_E_USAGE, "expected incident or statement but found %s", kind);
    return d->o.n_args > 1 ? 0 : cli_error(CASUS_E_USAGE, "expected the number of the %s", kind);
}

typedef casus_status judge(cs_store *s, const cs_review *by, cs_review_of of, int64_t *id, cs_err *err);

static int judge_all(int argc, char **argv, const char *help, judge *how, const char *done) {
    decision d;
    bool incident = false;
    int code = begin(&d, argc, argv, N_COMMON, help);
    if (code >= 0) return end(&d, code);
    code = kind_of(&d, &incident);
    for (int i = 1; i < d.o.n_args && !code; i++) {
        int64_t what = id_of(d.o.args[i]), id;
        cs_err err = { 0 };
        if (!what) return end(&d, CASUS_E_USAGE);
        const cs_review_of of = { incident ? what : 0, incident ? 0 : what };
        if (how(d.store, &d.by, of, &id, &err) != CASUS_OK)
            code = cli_error_at(NULL, &err);
        else
            printf("%s %lld is %s (decision %lld)\n", d.o.args[0], (long long)what, done, (long long)id);
    }
    return end(&d, code);
}

int cli_accept(int argc, char **argv) { return judge_all(argc, argv, cli_accept_help, cs_review_accept, "accepted"); }
int cli_reject(int argc, char **argv) { return judge_all(argc, argv, cli_reject_help, cs_review_reject, "rejected"); }

static int edit_one(decision *d, cs_review_of of, const char *arg) {
    const char *equals = strchr(arg, '=');
    cs_err err = { 0 };
    int64_t id;
    if (!equals) return cli_error(CASUS_E_USAGE, "expected FIELD=VALUE but found \"%s\"", arg);
    cs_str field = { arg, equals - arg };
    if (cs_review_edit(d->store, &d->by, of, field, cli_str(equals + 1), &id, &err) != CASUS_OK)
        return cli_error_at(NULL, &err);
    return printf("%s (decision %lld)\n", arg, (long long)id) < 0 ? CASUS_E_STORE : 0;
}

static int grade(decision *d) {
    cs_err err = { 0 };
    int64_t id;
    const char *letter = d->o.n_args == 3 ? strchr(d->o.args[2], '=') : NULL;
    if (!letter || !cs_eq((cs_str){ d->o.args[2], letter - d->o.args[2] }, CS_REVIEW_GRADE_FIELD))
        return cli_error(CASUS_E_USAGE, "expected the name of a source, then reliability=LETTER");
    if (cs_review_grade(d->store, &d->by, 0, cli_str(d->o.args[1]), cli_str(letter + 1), &id, &err) != CASUS_OK)
        return cli_error_at(NULL, &err);
    return printf("%s: %s (decision %lld)\n", d->o.args[1], d->o.args[2], (long long)id) < 0 ? CASUS_E_STORE : 0;
}

int cli_edit(int argc, char **argv) {
    decision d;
    bool incident = false;
    int code = begin(&d, argc, argv, N_COMMON, cli_edit_help);
    if (code >= 0) return end(&d, code);
    if (d.o.n_args && !strcmp(d.o.args[0], "source")) return end(&d, grade(&d));
    code = kind_of(&d, &incident);
    if (!code && d.o.n_args < 3) code = cli_error(CASUS_E_USAGE, "expected FIELD=VALUE, as killed=8");
    int64_t what = code ? 0 : id_of(d.o.args[1]);
    if (!code && !what) code = CASUS_E_USAGE;
    for (int i = 2; i < d.o.n_args && !code; i++)
        code = edit_one(&d, (cs_review_of){ incident ? what : 0, incident ? 0 : what }, d.o.args[i]);
    return end(&d, code);
}

int cli_add_statement(int argc, char **argv) {
    decision d;
    cs_err err = { 0 };
    int64_t statement, id;
    int code = begin(&d, argc, argv, N_OPTIONS, cli_add_statement_help);
    if (code >= 0) return end(&d, code);
    if (d.o.n_args != 1) return end(&d, cli_error(CASUS_E_USAGE, "expected the number of one report"));
    d.o.add.report = id_of(d.o.args[0]);
    if (!d.o.add.report) return end(&d, CASUS_E_USAGE);
    if (cs_review_add(d.store, &d.by, &d.o.add, &statement, &id, &err) != CASUS_OK) return end(&d, cli_error_at(NULL, &err));
    printf("statement %lld is added (decision %lld)\n", (long long)statement, (long long)id);
    return end(&d, 0);
}

static int merge_actors(decision *d) {
    cs_err err = { 0 };
    int64_t id;
    if (d->o.n_args < 3) return cli_error(CASUS_E_USAGE, "expected two actors or more");
    for (int i = 2; i < d->o.n_args; i++) {
        if (cs_review_merge_actors(d->store, &d->by, cli_str(d->o.args[1]), cli_str(d->o.args[i]), &id, &err) != CASUS_OK)
            return cli_error_at(NULL, &err);
        printf("actor %s is %s (decision %lld)\n", d->o.args[i], d->o.args[1], (long long)id);
    }
    return 0;
}

int cli_merge(int argc, char **argv) {
    decision d;
    int code = begin(&d, argc, argv, N_COMMON, cli_merge_help);
    if (code >= 0) return end(&d, code);
    if (d.o.n_args && !strcmp(d.o.args[0], "actor")) return end(&d, merge_actors(&d));
    if (d.o.n_args < 2)
        code = cli_error(CASUS_E_USAGE, "expected the numbers of two incidents or more");
    else
        code = 0;
    int64_t first = code ? 0 : id_of(d.o.args[0]);
    for (int i = 1; i < d.o.n_args && !code; i++) {
        int64_t other = id_of(d.o.args[i]), id;
        cs_err err = { 0 };
        if (!first || !other) return end(&d, CASUS_E_USAGE);
        if (cs_review_merge(d.store, &d.by, first, other, &id, &err) != CASUS_OK)
            code = cli_error_at(NULL, &err);
        else
            printf("incident %lld is part of incident %lld (decision %lld)\n", (long long)other, (long long)first,
                   (long long)id);
    }
    return end(&d, code);
}

int cli_split(int argc, char **argv) {
    decision d;
    int64_t statements[ARGS_MAX], made, id;
    cs_err err = { 0 };
    int code = begin(&d, argc, argv, N_COMMON, cli_split_help);
    if (code >= 0) return end(&d, code);
    for (int i = 0; i < d.o.n_args; i++)
        if (!(statements[i] = id_of(d.o.args[i]))) return end(&d, CASUS_E_USAGE);
    if (cs_review_split(d.store, &d.by, statements, d.o.n_args, &made, &id, &err) != CASUS_OK)
        return end(&d, cli_error_at(NULL, &err));
    printf("they are incident %lld now (decision %lld)\n", (long long)made, (long long)id);
    return end(&d, 0);
}

int cli_undo(int argc, char **argv) {
    decision d;
    cs_err err = { 0 };
    int64_t id;
    int code = begin(&d, argc, argv, N_COMMON, cli_undo_help);
    if (code >= 0) return end(&d, code);
    if (d.o.n_args != 1) return end(&d, cli_error(CASUS_E_USAGE, "expected the number of one decision"));
    int64_t review = id_of(d.o.args[0]);
    if (!review) return end(&d, CASUS_E_USAGE);
    if (cs_review_undo(d.store, &d.by, review, &id, &err) != CASUS_OK) return end(&d, cli_error_at(NULL, &err));
    printf("decision %lld is undone (decision %lld)\n", (long long)review, (long long)id);
    return end(&d, 0);
}

/* ---- the log ---- */

static void put_text(const cs_review_entry *e) {
    printf("%lld  %.10s  " CS_FMT "  " CS_FMT, (long long)e->id, e->at.p, CS_ARG(e->who), CS_ARG(e->action));
    if (e->incident) printf(" incident %lld", (long long)e->incident);
    if (e->statement) printf(" statement %lld", (long long)e->statement);
    if (e->report) printf(" report %lld", (long long)e->report);
    if (e->source.n) printf(" source " CS_FMT, CS_ARG(e->source));
    if (e->other && !e->source.n)
        printf(cs_eq(e->action, CS_LIT("undo")) ? " of decision %lld" : " and incident %lld", (long long)e->other);
    bool of_actors = cs_eq(e->action, CS_LIT("merge")) && e->field.n;
    if (of_actors) printf(" " CS_FMT " " CS_FMT " into " CS_FMT, CS_ARG(e->field), CS_ARG(e->before), CS_ARG(e->after));
    if (e->field.n && !of_actors) printf(" " CS_FMT "=" CS_FMT, CS_ARG(e->field), CS_ARG(e->after));
    if (e->before.n && !of_actors) printf(" (before " CS_FMT ")", CS_ARG(e->before));
    printf(": " CS_FMT, CS_ARG(e->why));
    if (e->undone_by) printf(" [undone by %lld]", (long long)e->undone_by);
    putchar('\n');
}

static void put_json(const cs_review_entry *e, cs_buf *b) {
    cs_buf_clear(b);
    cs_case_review_json(b, e);
    cs_buf_char(b, '\n');
    fwrite(b->p, 1, b->n, stdout);
}

static int list(const options *o, cs_store *s, cs_buf *b) {
    cs_review_entry e;
    cs_review_log *log = NULL;
    cs_err err = { 0 };
    bool more = false, json = o->format && !strcmp(o->format, "json");
    int64_t n = 0;
    if (cs_review_log_of(s, &log, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    for (;; n++) {
        if (cs_review_log_next(log, &e, &more, &err) != CASUS_OK) return cli_error_at(NULL, &err);
        if (!more) break;
        if (json)
            put_json(&e, b);
        else
            put_text(&e);
    }
    if (!n && !json) printf("nobody has decided anything yet: casus help accept\n");
    return b->failed ? cli_error(CASUS_E_LIMIT, "out of memory") : 0;
}

int cli_log(int argc, char **argv) {
    options o;
    cs_store *s = NULL;
    cs_buf b = { 0 };
    cs_err err = { 0 };
    int code = parse(&o, argc, argv, N_LOG, cli_log_help);
    if (code >= 0) return code;
    if (o.n_args) return cli_error(CASUS_E_USAGE, "%s: expected --db FILE and options", o.args[0]);
    if (cs_store_open(&s, o.db, CS_DB_READ, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    code = list(&o, s, &b);
    cs_buf_free(&b);
    cs_store_close(&s);
    return code;
}
