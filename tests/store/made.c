#define _XOPEN_SOURCE 700 /* mkdtemp, nftw */
#include "store/made.h"
#include "base/sha256.h"
#include <ctype.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

uint32_t made_random(uint32_t *state) { return *state = *state * 1664525u + 1013904223u, *state >> 8; }

/* ---- texts ---- */

char *made_text(uint32_t seed, int n_words) {
    static const char *const parts[] = { "ba", "ko", "ri", "ne", "tu", "sha", "lem", "dor", "vi", "gan", "pe", "mu" };
    static const char *const deeds[] = { "killed", "attacked", "seized", "said" };
    cs_buf b = { 0 };
    char number[16];
    for (int i = 0; i < n_words; i++) {
        uint32_t what = made_random(&seed) % 12;
        char word[64] = "";
        if (i) cs_buf_put(&b, i % 40 ? " " : "\n\n");
        for (uint32_t k = 1 + made_random(&seed) % 3; k; k--) strcat(word, parts[made_random(&seed) % 12]);
        if (what == 0) *word = (char)toupper((unsigned char)*word);
        snprintf(number, sizeof number, "%u", made_random(&seed) % 90 + 1);
        cs_buf_put(&b, what == 1 ? deeds[made_random(&seed) % 4] : what == 2 ? number : what == 3 ? "“caf\xc3\xa9”" : word);
        if (what == 4) cs_buf_char(&b, ',');
    }
    cs_buf_put(&b, ".\n");
    cs_buf_char(&b, '\0');
    return b.p;
}

char *made_without_paragraph(const char *text, int n) {
    const char *begin = text;
    while (n--) begin = strstr(begin, "\n\n") + 2;
    const char *end = strstr(begin, "\n\n");
    cs_buf b = { 0 };
    cs_buf_add(&b, text, (size_t)(begin - text));
    cs_buf_put(&b, end ? end + 2 : "");
    cs_buf_char(&b, '\0');
    return b.p;
}

/* ---- readings ---- */

typedef struct word {
    char text[64];
    int begin, end; /* code points */
} word;
enum { WORDS_MAX = 4000 };

static int find_words(const char *text, word *w) {
    int n = 0, at = 0, in = 0;
    for (const char *p = text;; p++) {
        bool ends = !*p || *p == ' ' || *p == '\n';
        if (!ends && !in) w[n] = (word){ .begin = at };
        if (!ends && in < 63) w[n].text[in] = *p;
        if (ends && in) w[n++].end = at;
        in = ends ? 0 : in + 1;
        if (!*p || n == WORDS_MAX) return n;
        at += ((unsigned char)*p & 0xC0) != 0x80;
    }
}

static void put(cs_buf *b, const char *fmt, ...) {
    char line[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    cs_buf_put(b, line);
}

static void put_text(cs_buf *b, const char *name, const char *value) {
    put(b, "\"%s\":", name);
    if (value)
        cs_buf_json(b, (cs_str){ value, (ptrdiff_t)strlen(value) });
    else
        cs_buf_put(b, "null");
}

static const char *comma(const cs_buf *b) { return b->p[b->n - 1] == '[' ? "" : ","; }
static bool is(const word *w, const char *a) { return !strcmp(w->text, a); }
static bool is_deed(const word *w) { return is(w, "killed") || is(w, "attacked") || is(w, "seized"); }

static void put_head(cs_buf *b, const char *text, const made_about *about) {
    char hex[CS_SHA256_HEX];
    cs_sha256_hex((cs_str){ text, (ptrdiff_t)strlen(text) }, hex);
    put(b, "{\"schema\":\"casus.report/1\",\"id\":\"sha256:%s\",\"source\":{", hex);
    put_text(b, "name", about->source);
    put(b, ",\"url\":null,\"path\":\"made/%.8s\",\"sha256\":\"%s\",\"size_bytes\":%zu,\"media_type\":\"text/plain\",", hex, hex,
        strlen(text));
    put(b, "\"charset\":\"UTF-8\"},");
    put_text(b, "title", about->title);
    cs_buf_char(b, ',');
    put_text(b, "published", about->published);
    cs_buf_put(b, ",\"language\":\"en\",\"model\":{},");
    put_text(b, "text", text);
}

static int put_entities(cs_buf *b, const word *w, int n) {
    int n_entities = 0;
    cs_buf_put(b, ",\"entities\":[");
    for (int i = 0; i < n; i++) {
        if (!isupper((unsigned char)*w[i].text)) continue;
        put(b, "%s{\"id\":\"e%d\",\"type\":\"person\",", comma(b), ++n_entities);
        put_text(b, "name", w[i].text);
        put(b, ",\"actor\":%s,\"why\":null,\"sector\":null,\"country\":\"NGA\",\"mentions\":[",
            n_entities % 3 ? "null" : "\"isil\"");
        put(b, "{\"span\":[%d,%d],\"kind\":\"name\"}]}", w[i].begin, w[i].end);
    }
    cs_buf_put(b, "],\"places\":[");
    if (n_entities > 1)
        put(b,
            "{\"id\":\"p1\",\"entity\":\"e2\",\"name\":\"Bako\",\"geonames\":77,\"lat\":11.50000,\"lon\":-0.25000,\"country\":"
            "\"NGA\",");
    if (n_entities > 1)
        cs_buf_put(b,
                   "\"admin1\":null,\"admin2\":null,\"precision\":\"town\",\"score\":0.913,\"mentions\":[],\"why\":\"only\"}");
    cs_buf_char(b, ']');
    return n_entities;
}

static int put_times(cs_buf *b, const word *w, int n) {
    int n_times = 0;
    cs_buf_put(b, ",\"times\":[");
    for (int i = 0; i < n; i++)
        if (isdigit((unsigned char)*w[i].text))
            put(b,
                "%s{\"id\":\"t%d\",\"span\":[%d,%d],\"type\":\"DATE\",\"timex\":\"2026\",\"edtf\":\"2026\",\"begin\":\"2026-01-"
                "01\",\"end\":null}",
                comma(b), ++n_times, w[i].begin, w[i].end);
    return n_times;
}

static int put_attributions(cs_buf *b, const word *w, int n, int n_entities) {
    int n_said = 0;
    cs_buf_put(b, "],\"attributions\":[");
    for (int i = 1; i < n; i++) {
        if (!is(&w[i], "said")) continue;
        put(b, "%s{\"id\":\"a%d\",\"source\":[%d,%d],\"cue\":[%d,%d],\"content\":[],", comma(b), ++n_said, w[i - 1].begin,
            w[i - 1].end, w[i].begin, w[i].end);
        put(b, "\"source_entity\":%s,\"kind\":\"paraphrase\",\"parent\":%s}", n_entities ? "\"e1\"" : "null",
            n_said > 1 ? "\"a1\"" : "null");
    }
    return n_said;
}

static int put_statements(cs_buf *b, const word *w, int n, int n_entities, int n_times, int n_said) {
    int n_deeds = 0;
    cs_buf_put(b, "],\"statements\":[");
    for (int i = 1; i + 1 < n; i++) {
        if (!is_deed(&w[i])) continue;
        put(b,
            "%s{\"id\":\"s%d\",\"kind\":\"event\",\"type\":\"ASSAULT\",\"mode\":null,\"contexts\":[\"terror\",\"election\"],",
            comma(b), ++n_deeds);
        put(b, "\"trigger\":[%d,%d],\"roles\":[{\"role\":\"agent\",\"entity\":%s,\"span\":[%d,%d]", w[i].begin, w[i].end,
            n_entities ? "\"e1\"" : "null", w[i - 1].begin, w[i - 1].end);
        if (n_said) put(b, ",\"according_to\":[\"a1\"],\"certainty\":\"accused\"");
        put(b, "},{\"role\":\"recipient\",\"entity\":null,\"span\":[%d,%d]}],", w[i + 1].begin, w[i + 1].end);
        put(b, "\"when\":%s,\"where\":[%s],\"toll\":[", n_times ? "\"t1\"" : "null", n_entities > 1 ? "\"p1\"" : "");
        if (is(&w[i], "killed"))
            put(b, "{\"effect\":\"killed\",\"low\":2,\"best\":3,\"high\":null,\"of\":null,\"span\":[%d,%d]%s}", w[i + 1].begin,
                w[i + 1].end, n_said ? ",\"according_to\":[\"a1\"],\"certainty\":\"claimed\",\"women\":1" : "");
        put(b, "],\"according_to\":[%s],\"certainty\":\"fact\",\"modality\":\"actual\",\"time_frame\":\"past\",",
            n_said > 1 ? "\"a1\",\"a2\"" : "");
        put(b, "\"evidence\":[%d,%d],\"confidence\":%s,\"why\":{}}", w[i - 1].begin, w[i + 1].end,
            n_deeds % 2 ? "0.813" : "null");
    }
    cs_buf_put(b, "],\"incidents\":[");
    if (n_deeds) put(b, "{\"id\":\"i1\",\"statements\":[\"s1\"%s]}", n_deeds > 1 ? ",\"s2\"" : "");
    cs_buf_put(b, "]}");
    return n_deeds;
}

void made_reading(cs_buf *b, const char *text, const made_about *about) {
    static word w[WORDS_MAX + 1];
    int n = find_words(text, w);
    put_head(b, text, about);
    cs_buf_put(b, ",\"sentences\":[],\"tokens\":[");
    for (int i = 0; i < n; i++) {
        put(b, "%s{\"span\":[%d,%d],\"upos\":\"X\",\"feats\":null,", comma(b), w[i].begin, w[i].end);
        put_text(b, "lemma", w[i].text);
        cs_buf_put(b, ",\"head\":-1,\"deprel\":\"root\"}");
    }
    cs_buf_char(b, ']');
    int n_entities = put_entities(b, w, n), n_times = put_times(b, w, n), n_said = put_attributions(b, w, n, n_entities);
    put_statements(b, w, n, n_entities, n_times, n_said);
}

/* ---- the folder ---- */

char made_folder[256];

int made_folder_open(void **state) {
    (void)state;
    const char *temp = getenv("TMPDIR");
    snprintf(made_folder, sizeof made_folder, "%s/casus-store-XXXXXX", temp ? temp : "/tmp");
    return mkdtemp(made_folder) ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *s, int kind, struct FTW *f) {
    (void)s, (void)kind, (void)f;
    return remove(path);
}

int made_folder_close(void **state) {
    (void)state;
    made_drop_all();
    return nftw(made_folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *made_path(const char *name) {
    static char path[4][512];
    static int at;
    at = (at + 1) % 4;
    snprintf(path[at], sizeof path[at], "%s/%s", made_folder, name);
    return path[at];
}

/* ---- cases ---- */

cs_store *made_open(const char *path, cs_db_mode mode) {
    cs_store *s = NULL;
    cs_err err = { 0 };
    if (cs_store_open(&s, path, mode, &err) != CASUS_OK) fail_msg("%s", err.msg);
    return s;
}

int64_t made_run(cs_store *s, const char *version) {
    const cs_store_run run = { { version, (ptrdiff_t)strlen(version) },
                               CS_LIT("m"),
                               CS_LIT("b"),
                               CS_LIT("g"),
                               CS_LIT("a"),
                               CS_LIT("l"),
                               { 0 },
                               { 0 },
                               { 0 },
                               0.25 };
    int64_t id = 0;
    cs_err err = { 0 };
    if (cs_store_begin_run(s, &run, MADE_NOW, &id, &err) != CASUS_OK) return 0;
    return id;
}

casus_status made_add(cs_store *s, int64_t run, const char *text, const made_about *about, cs_store_has *has, cs_err *err) {
    cs_buf json = { 0 }, packed = { 0 };
    made_reading(&json, text, about);
    cs_store_report add = { .run = run, .json = { json.p, (ptrdiff_t)json.n }, .now = MADE_NOW };
    casus_status st = cs_store_pack(add.json, &packed, err);
    add.packed = (cs_str){ packed.p, (ptrdiff_t)packed.n };
    if (st == CASUS_OK) st = cs_store_add(s, &add, has, err);
    cs_buf_free(&json);
    cs_buf_free(&packed);
    return st;
}

void made_must_add(cs_store *s, int64_t run, const char *text, const made_about *about) {
    cs_store_has has;
    cs_err err = { 0 };
    if (made_add(s, run, text, about, &has, &err) != CASUS_OK) fail_msg("%s", err.msg);
}

static void note(void *ctx, cs_str what) {
    cs_buf_str(ctx, what);
    cs_buf_char(ctx, '\n');
}

char *made_check(const char *path) {
    cs_store *s = made_open(path, CS_DB_READ);
    cs_buf b = { 0 };
    cs_err err = { 0 };
    int64_t n = 0;
    if (cs_store_check(s, note, &b, &n, &err) != CASUS_OK) note(&b, (cs_str){ err.msg, (ptrdiff_t)strlen(err.msg) });
    cs_store_close(&s);
    cs_buf_char(&b, '\0');
    return b.p;
}

char *made_dump(const char *path, bool only_checked) {
    static const char *const tables[] = { "runs",
                                          "sources",
                                          "reports",
                                          "texts",
                                          "codings",
                                          "report_codings",
                                          "entities",
                                          "mentions",
                                          "places",
                                          "times",
                                          "attributions",
                                          "statements",
                                          "statement_contexts",
                                          "statement_places",
                                          "statement_speakers",
                                          "roles",
                                          "role_speakers",
                                          "tolls",
                                          "toll_speakers",
                                          "copy_bands" };
    cs_buf b = { 0 };
    for (size_t i = only_checked ? 3 : 0; i < sizeof tables / sizeof *tables; i++) {
        char sql[128];
        snprintf(sql, sizeof sql, "select * from %s order by 1, 2, 3", tables[i]);
        char *rows = made_ask(path, sql);
        cs_buf_put(&b, tables[i]);
        cs_buf_char(&b, '\n');
        cs_buf_put(&b, rows);
        free(rows);
    }
    cs_buf_char(&b, '\0');
    return b.p;
}
