/* Tables of the user's own: as words, as actors, as places. What is taken must be found again. */
#include "decode/lexicon_own.h"
#include "base/user_table.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "ingest/normal.h"
#include "link/gazetteer.h"
#include "link/name_key.h"

enum { INPUT_BYTES_MAX = 1 << 16 };

static const cs_lexicon *lexicon(void) {
    static cs_lexicon l;
    static cs_arena a;
    jmp_buf full;
    if (a.base) return &l;
    fuzz_check(cs_arena_map(&a, (size_t)256 << 20, NULL) == CASUS_OK);
    a.on_full = &full;
    fuzz_check(!setjmp(full) && cs_lexicon_open(&l, &a, NULL) == CASUS_OK);
    return &l;
}

static void check_message(const cs_err *err) {
    fuzz_check(err->code == CASUS_E_INPUT || err->code == CASUS_E_LIMIT);
    fuzz_check(!strncmp(err->msg, "dir/my.csv:", 11) || !strncmp(err->msg, "actor ", 6));
}

static void as_words(cs_str text, cs_arena *a) {
    cs_lexicon l = *lexicon();
    cs_err err = { .at = -1 };
    if (cs_lexicon_add_words(&l, "dir/my.csv", text, a, &err) != CASUS_OK) {
        check_message(&err);
        return;
    }
    for (int32_t i = 0; i < l.n_triggers; i++) {
        const cs_lex_trigger *t = &l.triggers[i];
        if (!t->origin.n) continue;
        fuzz_check(cs_starts(t->origin, CS_LIT("lexicon:user my.csv:")) && t->frame && cs_lexicon_mode_ok(t->type, t->mode));
        cs_lex_triggers found = cs_lexicon_triggers(&l, t->key.head, t->key.pos);
        fuzz_check(found.n > 0 && t >= found.v && t < found.v + found.n);
    }
}

static void as_actors(cs_str text, cs_arena *a) {
    cs_lexicon l = { 0 };
    cs_err err = { .at = -1 };
    if (cs_lexicon_add_actors(&l, "dir/my.csv", text, a, &err) != CASUS_OK) {
        check_message(&err);
        return;
    }
    for (ptrdiff_t i = 0; i < l.actors.rows.n; i++) {
        fuzz_check(l.actors.rows.v[i].origin.n > 0 && cs_actors_by_id(&l.actors, l.actors.rows.v[i].id));
        fuzz_check(cs_lexicon_actor(&l, l.actors.rows.v[i].name) != NULL);
    }
}

static void as_places(cs_str text, cs_arena *a) {
    cs_gazetteer *g;
    cs_err err = { .at = -1 };
    fuzz_check(cs_gazetteer_open(&g, CASUS_SMALL_GAZETTEER, NULL) == CASUS_OK);
    int32_t before = cs_gazetteer_size(g);
    if (cs_gazetteer_add(g, "dir/my.csv", text, a, &err) != CASUS_OK) check_message(&err);
    for (int32_t i = before; i < cs_gazetteer_size(g); i++) {
        cs_gaz_place at = cs_gazetteer_place(g, i);
        cs_gaz_hit hit[16];
        cs_name_key key = cs_name_key_of(at.name);
        fuzz_check(at.lat >= -90 && at.lat <= 90 && at.lon >= -180 && at.lon <= 180 && cs_gazetteer_own(g, i)->origin.n > 0);
        if (key.n) fuzz_check(cs_gazetteer_find(g, cs_name_key_str(&key), hit, 16) > 0 || i + 1 == cs_gazetteer_size(g));
        fuzz_check(cs_gazetteer_admin1(g, i) < before);
    }
    cs_gazetteer_close(&g);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    cs_str in = { (const char *)p, (ptrdiff_t)n };
    jmp_buf full;
    if (n > INPUT_BYTES_MAX || cs_utf8_invalid(in) >= 0) return 0;
    fuzz_arenas *m = fuzz_memory(&full);
    if (setjmp(full)) return 0;
    cs_str text = cs_normal_text(in, &m->perm);
    as_words(text, &m->perm);
    as_actors(text, &m->perm);
    as_places(text, &m->perm);
    return 0;
}
