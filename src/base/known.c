#include "base/known.h"
#include <string.h>

cs_known cs_known_check(const void *p, size_t n, const unsigned char *digest) {
    for (const cs_known_file *f = cs_known_files; f->n_bytes; f++)
        if (!memcmp(f->digest, digest, sizeof f->digest))
            return f->n_bytes == n && f->sum == cs_quick_sum(p, n) ? CS_KNOWN_SAME : CS_KNOWN_DAMAGED;
    return CS_KNOWN_NOT;
}
