/* The table of --meta. cli/meta.c reads files, so the bytes are put into one that exists in memory alone. */
#define _GNU_SOURCE /* memfd_create */
#include "cli/meta.h"
#include "fuzz.h"
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n) {
    int fd = memfd_create("meta", 0);
    fuzz_check(fd >= 0 && write(fd, p, n) == (ssize_t)n);
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    cli_meta m;
    cs_err err;
    casus_status st = cli_meta_open(&m, path, &err);
    close(fd);
    if (st == CASUS_OK)
        for (ptrdiff_t i = 0; i < m.rows.n; i++) fuzz_check(m.rows.v[i].title.n >= 0 && m.rows.v[i].url.n >= 0);
    if (st == CASUS_OK) (void)cli_meta_find(&m, "dir/a.txt");
    cli_meta_close(&m);
    return 0;
}
