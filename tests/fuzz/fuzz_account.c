/* The bytes of an account: what is taken keeps to the limits, can be compared, and has keys. */
#include "fuzz.h"
#include "link/same.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    jmp_buf full;
    fuzz_arenas *a = fuzz_memory(&full);
    if (setjmp(full)) return 0;
    cs_account account, again;
    cs_err err = { 0 };
    if (cs_account_unpack((cs_str){ (const char *)p, (ptrdiff_t)n }, &account, &a->perm, &err) != CASUS_OK) {
        fuzz_check(err.code == CASUS_E_STORE && err.msg[0]);
        return 0;
    }
    cs_buf packed = { 0 };
    cs_account_pack(&account, &packed);
    cs_str bytes = cs_dup(&a->perm, (cs_str){ packed.p, (ptrdiff_t)packed.n });
    cs_buf_free(&packed);
    fuzz_check(cs_account_unpack(bytes, &again, &a->perm, &err) == CASUS_OK);
    cs_same same = cs_same_incident(&account, &again, 0, &a->perm);
    fuzz_check(same.p >= 0 && same.p <= 1);
    int64_t keys[CS_ACCOUNT_KEYS_MAX];
    int n_keys = cs_account_keys(&account, keys);
    fuzz_check(n_keys >= 0 && n_keys <= CS_ACCOUNT_KEYS_MAX);
    for (int i = 0; i < n_keys; i++) fuzz_check(keys[i] != 0);
    return 0;
}
