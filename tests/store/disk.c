#include "store/disk.h"
#include "store/made.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { FILES_MAX = 16, SECTOR = 512 };

/* What of a file is on the disk whatever happens. */
typedef struct durable {
    char path[512];
    char *bytes;
    sqlite3_int64 n;
    bool dirty; /* it was changed since */
} durable;

typedef struct disk_file {
    sqlite3_file base;
    durable *durable; /* NULL: it need not survive */
    sqlite3_file *real;
} disk_file;

static sqlite3_vfs disk, *below;
static disk_fault fault;
static long fail_at, n_changes;
static bool failed;
static uint32_t rng;
static durable files[FILES_MAX];
static int n_files;

/* ---- counting ---- */

/* SQLITE_OK, or how the next change fails. code: as this kind of change says it. */
static int change(int code) {
    n_changes++;
    bool hit = fault == DISK_ERROR ? n_changes == fail_at : fault != DISK_SOUND && n_changes >= fail_at;
    if (!hit) return SQLITE_OK;
    failed = true;
    return fault == DISK_FULL ? SQLITE_FULL : code;
}

static durable *durable_of(const char *path) {
    for (int i = 0; i < n_files; i++)
        if (!strcmp(files[i].path, path)) return &files[i];
    assert(n_files < FILES_MAX);
    durable *d = &files[n_files++];
    snprintf(d->path, sizeof d->path, "%s", path);
    return d;
}

static void forget(durable *d) {
    free(d->bytes);
    d->bytes = NULL;
    d->n = 0;
    d->dirty = false;
}

/* What is in the file now is durable. */
static void remember(disk_file *f) {
    durable *d = f->durable;
    if (!d) return;
    forget(d);
    if (f->real->pMethods->xFileSize(f->real, &d->n) != SQLITE_OK || !d->n) return;
    d->bytes = malloc((size_t)d->n);
    f->real->pMethods->xRead(f->real, d->bytes, (int)d->n, 0);
}

/* ---- a file ---- */

#define FILE_OF(f) ((disk_file *)(f))
#define REAL(f) (FILE_OF(f)->real)
#define PASS(f, method, ...) (REAL(f)->pMethods->method(REAL(f), __VA_ARGS__))

static int close_file(sqlite3_file *f) { return REAL(f)->pMethods->xClose(REAL(f)); }
static int read_file(sqlite3_file *f, void *p, int n, sqlite3_int64 at) { return PASS(f, xRead, p, n, at); }

static int write_file(sqlite3_file *f, const void *p, int n, sqlite3_int64 at) {
    int rc = change(SQLITE_IOERR_WRITE);
    if (rc != SQLITE_OK && fault == DISK_FULL && n > 1) (void)PASS(f, xWrite, p, n / 2, at); /* as much as still went onto it */
    if (rc != SQLITE_OK) return rc;
    if (FILE_OF(f)->durable) FILE_OF(f)->durable->dirty = true;
    return PASS(f, xWrite, p, n, at);
}

static int truncate_file(sqlite3_file *f, sqlite3_int64 n) {
    int rc = change(SQLITE_IOERR_TRUNCATE);
    if (rc != SQLITE_OK) return rc;
    if (FILE_OF(f)->durable) FILE_OF(f)->durable->dirty = true;
    return PASS(f, xTruncate, n);
}

static int sync_file(sqlite3_file *f, int flags) {
    int rc = change(SQLITE_IOERR_FSYNC);
    if (rc != SQLITE_OK) return rc;
    rc = PASS(f, xSync, flags);
    if (rc == SQLITE_OK) remember(FILE_OF(f));
    return rc;
}

static int size_of_file(sqlite3_file *f, sqlite3_int64 *n) { return PASS(f, xFileSize, n); }
static int lock(sqlite3_file *f, int level) { return PASS(f, xLock, level); }
static int unlock(sqlite3_file *f, int level) { return PASS(f, xUnlock, level); }
static int check_lock(sqlite3_file *f, int *out) { return PASS(f, xCheckReservedLock, out); }
static int control(sqlite3_file *f, int op, void *arg) { return PASS(f, xFileControl, op, arg); }
static int sector_size(sqlite3_file *f) { return REAL(f)->pMethods->xSectorSize(REAL(f)); }
static int characteristics(sqlite3_file *f) { return REAL(f)->pMethods->xDeviceCharacteristics(REAL(f)); }
static int shm_map(sqlite3_file *f, int i, int n, int extend, void volatile **p) { return PASS(f, xShmMap, i, n, extend, p); }
static int shm_lock(sqlite3_file *f, int at, int n, int flags) { return PASS(f, xShmLock, at, n, flags); }
static void shm_barrier(sqlite3_file *f) { REAL(f)->pMethods->xShmBarrier(REAL(f)); }
static int shm_unmap(sqlite3_file *f, int remove_it) { return PASS(f, xShmUnmap, remove_it); }

static const sqlite3_io_methods METHODS = {
    2,          close_file, read_file,   write_file,      truncate_file, sync_file, size_of_file, lock,     unlock,
    check_lock, control,    sector_size, characteristics, shm_map,       shm_lock,  shm_barrier,  shm_unmap
};

/* ---- the folder ---- */

static int open_file(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out_flags) {
    (void)v;
    disk_file *own = FILE_OF(f);
    bool lasts = name && flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL);
    int there = 0;
    own->base.pMethods = NULL;
    own->real = (sqlite3_file *)(own + 1);
    if (lasts) below->xAccess(below, name, SQLITE_ACCESS_EXISTS, &there);
    if (lasts && !there) {
        int rc = change(SQLITE_CANTOPEN);
        if (rc != SQLITE_OK) return rc;
    }
    int rc = below->xOpen(below, name, own->real, flags, out_flags);
    if (rc != SQLITE_OK) return rc;
    own->base.pMethods = &METHODS;
    own->durable = lasts ? durable_of(name) : NULL;
    if (own->durable && !own->durable->dirty) remember(own);
    return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *v, const char *name, int sync_folder) {
    (void)v;
    int rc = change(SQLITE_IOERR_DELETE);
    if (rc != SQLITE_OK) return rc;
    rc = below->xDelete(below, name, sync_folder);
    if (rc == SQLITE_OK) forget(durable_of(name));
    return rc;
}

static int access_file(sqlite3_vfs *v, const char *name, int flags, int *out) {
    return (void)v, below->xAccess(below, name, flags, out);
}
static int full_path(sqlite3_vfs *v, const char *name, int n, char *out) {
    return (void)v, below->xFullPathname(below, name, n, out);
}
static int randomness(sqlite3_vfs *v, int n, char *out) { return (void)v, below->xRandomness(below, n, out); }
static int wait_us(sqlite3_vfs *v, int us) { return (void)v, below->xSleep(below, us); }
static int now(sqlite3_vfs *v, double *out) { return (void)v, below->xCurrentTime(below, out); }
static int last_error(sqlite3_vfs *v, int n, char *out) { return (void)v, below->xGetLastError(below, n, out); }

void disk_install(void) {
    below = sqlite3_vfs_find(NULL);
    disk = (sqlite3_vfs){ .iVersion = 1,
                          .szOsFile = (int)sizeof(disk_file) + below->szOsFile,
                          .mxPathname = below->mxPathname,
                          .zName = "failing",
                          .xOpen = open_file,
                          .xDelete = delete_file,
                          .xAccess = access_file,
                          .xFullPathname = full_path,
                          .xRandomness = randomness,
                          .xSleep = wait_us,
                          .xCurrentTime = now,
                          .xGetLastError = last_error };
    assert_int_equal(sqlite3_vfs_register(&disk, 1), SQLITE_OK);
}

void disk_set(disk_fault what, long n, uint32_t seed) {
    for (int i = 0; i < n_files; i++) forget(&files[i]);
    n_files = 0;
    fault = what;
    fail_at = n;
    n_changes = 0;
    failed = false;
    rng = seed;
}

long disk_n_changes(void) { return n_changes; }
bool disk_failed(void) { return failed; }

/* ---- after a power cut ---- */

static char *read_whole(const char *path, size_t *n) {
    FILE *f = fopen(path, "rb");
    cs_buf b = { 0 };
    char chunk[4096];
    for (size_t k; f && (k = fread(chunk, 1, sizeof chunk, f)) > 0;) cs_buf_add(&b, chunk, k);
    if (f) fclose(f);
    *n = b.n;
    return b.p;
}

/* Of each sector what is there now or what was synced; of the length too. */
static void lose_some(const durable *d) {
    size_t n_now, n_synced = (size_t)d->n;
    char *bytes = read_whole(d->path, &n_now);
    size_t most = n_now > n_synced ? n_now : n_synced, n = made_random(&rng) % 2 ? n_now : n_synced;
    char *out = calloc(1, most + 1);
    uint32_t share = made_random(&rng) % 5; /* none, few, half, most, all */
    for (size_t at = 0; at < most; at += SECTOR) {
        bool kept = made_random(&rng) % 4 < share;
        const char *from = kept ? bytes : d->bytes;
        size_t has = kept ? n_now : n_synced, k = has < at ? 0 : has - at < SECTOR ? has - at : SECTOR;
        if (k) memcpy(out + at, from + at, k);
    }
    FILE *f = fopen(d->path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(out, 1, n, f), n);
    fclose(f);
    free(out);
    free(bytes);
}

void disk_settle(void) {
    if (failed && fault == DISK_POWER_CUT)
        for (int i = 0; i < n_files; i++)
            if (files[i].dirty) lose_some(&files[i]);
    disk_set(DISK_SOUND, 0, 0);
}
