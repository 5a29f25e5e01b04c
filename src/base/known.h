/* Files that the program was built beside. Their SHA-256 was checked when it was built (cmake/known.c), and a sum of 64 bits
 * noted, which takes a fifth of the time: such a file needs no other check when it is opened. */
#ifndef CS_BASE_KNOWN_H
#define CS_BASE_KNOWN_H
#include <stddef.h>
#include <stdint.h>

typedef struct cs_known_file {
    unsigned char digest[32]; /* the SHA-256 that it states */
    uint64_t n_bytes, sum;    /* of the whole file */
} cs_known_file;

/* Made by the build from models/; n_bytes is 0 behind the last. */
extern const cs_known_file cs_known_files[];

typedef enum cs_known { CS_KNOWN_NOT, CS_KNOWN_SAME, CS_KNOWN_DAMAGED } cs_known;

/* The file of n bytes at p states the 32 bytes at digest as its SHA-256: is it the file of that name which the program was
 * built beside (SAME), was it once (DAMAGED), or does nobody know (NOT: hash it). Damage is missed once in 2^64 times; whoever
 * means to deceive can make another file with that sum. */
cs_known cs_known_check(const void *p, size_t n, const unsigned char *digest);

/* Any change of a word of 8 bytes changes it, all else but once in 2^64 times. The same on every machine. */
uint64_t cs_quick_sum(const void *p, size_t n);
#endif
