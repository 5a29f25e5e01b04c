/* A disk that fails: an SQLite VFS over the usual one that lets the n-th change of a file fail. */
#ifndef CS_TESTS_STORE_DISK_H
#define CS_TESTS_STORE_DISK_H
#include <stdbool.h>
#include <stdint.h>

typedef enum disk_fault {
    DISK_SOUND,
    DISK_FULL,     /* from the n-th change on, nothing more can be written */
    DISK_ERROR,    /* the n-th change fails, later ones do not */
    DISK_POWER_CUT /* from the n-th change on all fail, and of what was not synced before some sectors are lost */
} disk_fault;

/* Makes the disk SQLite's default; sound. Call once. */
void disk_install(void);
/* Changes (writes, syncs, truncations, removals, new files) count from 1 again. */
void disk_set(disk_fault fault, long n, uint32_t seed);
long disk_n_changes(void);
/* Did the fault happen? */
bool disk_failed(void);
/* After all files were closed: loses what a power cut loses. The disk is sound again. */
void disk_settle(void);
#endif
