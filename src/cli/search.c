/* casus search: words in the reports and statements of a case. */
#include "base/utf8.h"
#include "cli/case.h"
#include "cli/filter.h"
#include "export/text_lines.h"
#include "store/search.h"

const char cli_search_help[] =
    "casus search finds words in the reports of a case and in its statements.\n"
    "\n"
    "usage: casus search --db FILE [OPTION…] WORDS…\n"
    "\n"
    "  bama market        both words, in any order; case and accents do not matter\n"
    "  '\"armed group\"'    words that follow each other\n"
    "  bomb*              words that begin so\n"
    "  bomb* OR mine      either; killed NOT police: without; ( … ): what belongs together. NOT binds most, then AND, then\n"
    "                     OR; in small letters they are words\n"
    "\n"
    "  --db FILE          the case; nothing in it is changed\n"
    "  --in WHERE         reports (title and text), statements (evidence, names of parties, ids of actors), or both: the\n"
    "                     usual\n"
    "  --limit N          the best N of each, 1 to 1000; without it 20\n"
    "  --format FORMAT    text   for people, the words marked\n"
    "                     json   a line each (docs/search.md)\n"
    "\n" CLI_FILTER_HELP
    "Then only statements of such incidents are found, and reports that tell of one; --source is that of the report.\n"
    "\n"
    "examples:\n"
    "  casus search --db sahel.casus market bomb*\n"
    "  casus search --db sahel.casus '\"claimed responsibility\"' --in statements --country BFA --from 2024-01-01\n";

enum { LIMIT = 20, LIMIT_MAX = 1000 };
static const char *const KINDS[CS_WORDS_KINDS] = { "reports", "statements" };

typedef struct options {
    const char *db;
    bool json, in[CS_WORDS_KINDS];
    int64_t limit;
    cs_filter filter;
    cs_buf words; /* all arguments, a space between */
} options;

enum { O_DB, O_IN, O_LIMIT, O_FORMAT, O_HELP, O_FILTER };
static const cli_option OPTIONS[] = { { "--db", false, O_DB },       { "--in", false, O_IN },
                                      { "--limit", false, O_LIMIT }, { "--format", false, O_FORMAT },
                                      { "--help", true, O_HELP },    { "-h", true, O_HELP },
                                      CLI_FILTER_OPTIONS(O_FILTER) };

static bool set_in(options *o, const char *value) {
    bool both = !strcmp(value, "both"), any = both;
    for (int i = 0; i < CS_WORDS_KINDS; i++) {
        o->in[i] = both || !strcmp(value, KINDS[i]);
        any |= o->in[i];
    }
    if (!any) cli_error(CASUS_E_USAGE, "--in: expected reports, statements or both but found \"%s\"", value);
    return any;
}

static bool add_words(options *o, const char *value) {
    if (o->words.n) cs_buf_char(&o->words, ' ');
    cs_buf_put(&o->words, value);
    return true;
}

/* Gives -1 to go on, or the exit code. */
static int parse(options *o, int argc, char **argv) {
    cli_args a = { argc, argv };
    bool ok = true;
    *o = (options){ .filter = CS_FILTER_ALL, .limit = LIMIT, .in = { true, true } };
    for (int id; ok && (id = cli_args_next(&a, OPTIONS, sizeof OPTIONS / sizeof *OPTIONS)) != CLI_ARG_END;) {
        switch (id) {
        case O_DB: o->db = a.value; break;
        case O_IN: ok = set_in(o, a.value); break;
        case O_LIMIT: ok = cli_parse_int("--limit", a.value, 1, LIMIT_MAX, &o->limit); break;
        case O_FORMAT: ok = cli_case_format(a.value, &o->json); break;
        case O_HELP: return fputs(cli_search_help, stdout) < 0 ? CASUS_E_STORE : 0;
        case CLI_ARG_PATH: ok = add_words(o, a.value); break;
        case CLI_ARG_BAD: return CASUS_E_USAGE;
        default: ok = cli_filter_set(&o->filter, id - O_FILTER, a.value); break;
        }
    }
    if (!ok || !cli_filter_check(&o->filter)) return CASUS_E_USAGE;
    if (o->words.failed) return cli_error(CASUS_E_LIMIT, "out of memory");
    if (o->db && o->words.n) return -1;
    cli_error(CASUS_E_USAGE, o->db ? "no words to look for" : "no case was named");
    cli_hint("casus search --db FILE WORDS");
    return CASUS_E_USAGE;
}

/* ---- text ---- */

/* Without colours a hit stands in brackets. */
static void put_marked(cs_lines *l, cs_tone tone, const cs_marked *m) {
    uint32_t at = 0;
    for (int i = 0; i < m->n_marks; i++) {
        cs_span s = m->marks[i];
        cs_lines_put(l, tone, cs_cut(m->text, at, s.beg));
        if (!l->colour) cs_lines_put(l, tone, CS_LIT("["));
        cs_lines_put(l, CS_TONE_STRONG, cs_span_text(m->text, s));
        if (!l->colour) cs_lines_put(l, tone, CS_LIT("]"));
        at = s.end;
    }
    cs_lines_put(l, tone, cs_cut(m->text, at, m->text.n));
}

static void show_source(cs_lines *l, const cs_search_hit *hit, cs_arena *a) {
    const cs_str parts[] = { hit->source, hit->published, hit->path, cs_printf(a, "report %lld", (long long)hit->report),
                             hit->incident ? cs_printf(a, "incident %lld", (long long)hit->incident) : (cs_str){ 0 } };
    bool any = false;
    cs_lines_label(l, CS_LIT(""));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!parts[i].n) continue;
        if (any) cs_lines_put(l, CS_TONE_FAINT, CS_LIT(" · "));
        cs_lines_put(l, CS_TONE_FAINT, parts[i]);
        any = true;
    }
    cs_lines_end(l);
}

static void show_report(cs_lines *l, const cs_search_hit *hit, int64_t number, cs_arena *a) {
    static const cs_marked untitled = { .text = { "(without a title)", 17 } };
    cs_lines_head(l, cs_printf(a, "%lld", (long long)number));
    put_marked(l, CS_TONE_PLAIN, hit->marked[0].text.n ? &hit->marked[0] : &untitled);
    cs_lines_end(l);
    cs_lines_label(l, CS_LIT(""));
    put_marked(l, CS_TONE_QUOTE, &hit->marked[1]);
    cs_lines_end(l);
    show_source(l, hit, a);
}

static void show_statement(cs_lines *l, const cs_search_hit *hit, int64_t number, cs_arena *a) {
    cs_lines_head(l, cs_printf(a, "%lld", (long long)number));
    cs_lines_put(l, CS_TONE_TYPE, hit->type);
    cs_lines_put(l, CS_TONE_TYPE, CS_LIT(" "));
    cs_lines_put(l, CS_TONE_TYPE, hit->mode);
    if (hit->mode.n) cs_lines_put(l, CS_TONE_TYPE, CS_LIT(" "));
    if (!cs_eq(hit->certainty, CS_LIT("fact")))
        cs_lines_put(l, CS_TONE_VOICE, cs_printf(a, CS_FMT " ", CS_ARG(hit->certainty)));
    if (!cs_eq(hit->review, CS_LIT("none"))) cs_lines_put(l, CS_TONE_MARK, cs_printf(a, "(" CS_FMT ") ", CS_ARG(hit->review)));
    cs_lines_put(l, CS_TONE_QUOTE, CS_LIT("“"));
    put_marked(l, CS_TONE_QUOTE, &hit->marked[0]);
    cs_lines_put(l, CS_TONE_QUOTE, CS_LIT("”"));
    cs_lines_end(l);
    if (hit->marked[1].n_marks) {
        cs_lines_label(l, CS_LIT("names"));
        put_marked(l, CS_TONE_PLAIN, &hit->marked[1]);
        cs_lines_end(l);
    }
    show_source(l, hit, a);
}

static void show(cli_case *c, cs_words kind, const cs_search_hits *hits) {
    cs_lines l = cs_lines_make(&c->out, c->look.width, c->look.colour);
    cs_lines_put(&l, CS_TONE_STRONG, (cs_str){ KINDS[kind], (ptrdiff_t)strlen(KINDS[kind]) });
    cs_lines_put(&l, CS_TONE_FAINT,
                 !hits->v.n     ? CS_LIT(": none")
                 : hits->latest ? cs_printf(&c->think, ": the best of the %d added last; there are more", CS_SEARCH_RANKED_MAX)
                 : hits->more   ? CS_LIT(": the best; there are more")
                                : CS_LIT(""));
    cs_lines_end(&l);
    for (ptrdiff_t i = 0; i < hits->v.n; i++)
        (kind == CS_WORDS_REPORTS ? show_report : show_statement)(&l, hits->v.v + i, i + 1, &c->think);
}

/* ---- the search ---- */

static casus_status search(cli_case *c, const void *what, cs_err *err) {
    const options *o = what;
    cs_query q;
    CS_TRY(cs_query_read((cs_str){ o->words.p, (ptrdiff_t)o->words.n }, &q, &c->think, err));
    for (int kind = 0; kind < CS_WORDS_KINDS; kind++) {
        cs_search_hits hits;
        if (!o->in[kind]) continue;
        CS_TRY(cs_search(c->view, (cs_words)kind, &q, o->limit, &c->think, &hits, err));
        if (!o->json) show(c, (cs_words)kind, &hits);
        for (ptrdiff_t i = 0; o->json && i < hits.v.n; i++) {
            cs_case_hit_json(&c->out, (cs_words)kind, hits.v.v + i, c->think);
            cs_buf_char(&c->out, '\n');
        }
    }
    return CASUS_OK;
}

/* A search that cannot be read is told with a line under the place. */
static int check_words(const options *o) {
    cs_arena a = { 0 };
    cs_err err = { 0 };
    cs_query q;
    jmp_buf full;
    cs_str words = { o->words.p, (ptrdiff_t)o->words.n };
    if (cs_arena_map(&a, (size_t)1 << 20, &err) != CASUS_OK) return cli_error_at(NULL, &err);
    a.on_full = &full;
    casus_status st = setjmp(full) ? cs_fail(&err, CASUS_E_LIMIT, -1, "too many words") : cs_query_read(words, &q, &a, &err);
    cs_arena_unmap(&a);
    if (st == CASUS_OK) return 0;
    cli_error((int)st, "%s", err.msg);
    if (err.at < 0) return (int)st;
    cs_str before = cs_cut(words, 0, (ptrdiff_t)err.at);
    fprintf(stderr, "  %.*s\n  %*s^\n", (int)words.n, words.p, (int)cs_utf8_count(before), "");
    return (int)st;
}

int cli_search(int argc, char **argv) {
    options o;
    int code = parse(&o, argc, argv);
    if (code < 0) {
        code = check_words(&o);
        if (!code) code = cli_case_run(o.db, &o.filter, search, &o);
    }
    cs_buf_free(&o.words);
    return code;
}
