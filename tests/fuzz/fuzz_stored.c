/* A stored reading, packed or not: as a case that others made brings it. */
#define _POSIX_C_SOURCE 200809L /* mkdtemp */
#include "export/export.h"
#include "fuzz.h"
#include "base/json_find.h"
#include "store/account.h"
#include "store/work.h"
#include <stdio.h>
#include <unistd.h>

static void told(void *ctx, cs_str what) {
    (void)ctx;
    fuzz_check(what.n > 0);
}

/* A case without rows, so that all that a reading says is missing in it. The file goes at once, the case stays until the end.
 */
static cs_db *empty_case(void) {
    static cs_store *s;
    char path[300], name[310];
    const char *temp = getenv("TMPDIR");
    if (s) return cs_store_db(s);
    snprintf(path, sizeof path, "%s/casus-fuzz-XXXXXX", temp ? temp : "/tmp");
    fuzz_check(mkdtemp(path));
    snprintf(name, sizeof name, "%s/case", path);
    fuzz_check(cs_store_open(&s, name, CS_DB_CREATE, NULL) == CASUS_OK);
    static const char *const tails[] = { "", "-wal", "-shm" };
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s/case%s", path, tails[i]);
        remove(name);
    }
    rmdir(path);
    return cs_store_db(s);
}

/* What is drawn of an incident keeps to its limits: its bytes are taken back. */
static void draw_accounts(const json_t *reading, cs_arena *a) {
    size_t i;
    json_t *incident;
    cs_word_memo *memo = CS_NEW(a, cs_word_memo, 1);
    json_array_foreach(json_object_get(reading, "incidents"), i, incident) {
        cs_account account, back;
        cs_err err = { 0 };
        cs_buf packed = { 0 };
        if (cs_account_draw(&account, reading, json_object_get(incident, "statements"), memo, a, &err) != CASUS_OK) {
            fuzz_check(err.msg[0]);
            continue;
        }
        cs_account_pack(&account, &packed);
        cs_str bytes = cs_dup(a, (cs_str){ packed.p, (ptrdiff_t)packed.n });
        cs_buf_free(&packed);
        fuzz_check(cs_account_unpack(bytes, &back, a, &err) == CASUS_OK);
    }
}

static void look(cs_str bytes) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    cs_err err = { 0 };
    cs_buf again = { 0 };
    const cs_export_report source = { .name = CS_LIT("Gazette") };
    if (cs_export_json_again(&again, bytes, &source))
        fuzz_check(cs_json_find((cs_str){ again.p, (ptrdiff_t)again.n }, CS_LIT("source")).found);
    cs_buf_free(&again);
    static json_t *reading; /* not lost in a jump */
    if (cs_store_parse(bytes, &reading, &err) != CASUS_OK) {
        fuzz_check(err.msg[0]);
        return;
    }
    if (!setjmp(full)) fuzz_check(cs_store_compare(empty_case(), 1, reading, 100, told, NULL, a->scratch, &err) == CASUS_OK);
    if (!setjmp(full)) draw_accounts(reading, &a->perm);
    json_decref(reading);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    cs_str bytes = { (const char *)p, (ptrdiff_t)n };
    cs_buf unpacked = { 0 };
    cs_err err = { 0 };
    look(bytes);
    if (cs_store_unpack(bytes, &unpacked, &err) == CASUS_OK) look((cs_str){ unpacked.p, (ptrdiff_t)unpacked.n });
    cs_buf_free(&unpacked);
    return 0;
}
