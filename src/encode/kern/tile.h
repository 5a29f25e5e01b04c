/* encode/kern/tile.h: products of rows of numbers, included by impl.h once for floats and once for pairs of whole numbers.
 * Before it impl.h defines NUMBER (of a, b and c) VECTOR (16 of them) LOAD STORE SET STEP(x, w, sum: sum + x w) PART(name: the
 * name's own form) and the file that includes impl.h TILE_ROWS and TILE_VECS: the tile that fits its registers. */

/* One tile: rows x (vecs * 16) outputs in registers; rows and vecs are constants wherever this is called. */
INLINE void PART(tile)(int rows, int vecs, int k, const NUMBER *a, ptrdiff_t lda, const NUMBER *b, ptrdiff_t ldb,
                       const NUMBER *init, NUMBER *c, ptrdiff_t ldc) {
    VECTOR acc[TILE_ROWS][TILE_VECS];
#pragma GCC unroll 16
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int v = 0; v < vecs; v++) acc[r][v] = init ? LOAD(init + 16 * v) : SET(0);
    for (int i = 0; i < k; i++, b += ldb) {
        VECTOR w[TILE_VECS];
#pragma GCC unroll 4
        for (int v = 0; v < vecs; v++) w[v] = LOAD(b + 16 * v);
#pragma GCC unroll 16
        for (int r = 0; r < rows; r++) {
            VECTOR x = SET(a[r * lda + i]);
#pragma GCC unroll 4
            for (int v = 0; v < vecs; v++) acc[r][v] = STEP(x, w[v], acc[r][v]);
        }
    }
#pragma GCC unroll 16
    for (int r = 0; r < rows; r++)
#pragma GCC unroll 4
        for (int v = 0; v < vecs; v++) STORE(c + r * ldc + 16 * v, acc[r][v]);
}

static void PART(tile_rows)(int rows, int vecs, int k, const NUMBER *a, ptrdiff_t lda, const NUMBER *b, ptrdiff_t ldb,
                            const NUMBER *init, NUMBER *c, ptrdiff_t ldc) {
#define CALL(r) \
    case r: \
        if (vecs == 1) \
            PART(tile)(r, 1, k, a, lda, b, ldb, init, c, ldc); \
        else \
            PART(tile)(r, TILE_VECS, k, a, lda, b, ldb, init, c, ldc); \
        break;
    switch (rows) { TILE_CASES(CALL) }
#undef CALL
}

/* c [m, n] = init[n] (or 0 when NULL) + a [m, k] b [k, n], n a multiple of 16. Rows are dealt out evenly: 256 rows in tiles of
 * 12 are 22 tiles of 11 and 12, not 21 and one of 4. */
static void PART(gemm)(int m, int n, int k, const NUMBER *a, ptrdiff_t lda, const NUMBER *b, ptrdiff_t ldb, const NUMBER *init,
                       NUMBER *c, ptrdiff_t ldc) {
    int tiles = (m + TILE_ROWS - 1) / TILE_ROWS;
    for (int col = 0; col < n; col += 16 * TILE_VECS) {
        int vecs = n - col >= 16 * TILE_VECS ? TILE_VECS : 1;
        for (int v = 0; v < (n - col) / 16 && v < TILE_VECS; v += vecs)
            for (int t = 0; t < tiles; t++) {
                int from = m * t / tiles, rows = m * (t + 1) / tiles - from, at = col + 16 * v;
                PART(tile_rows)
                (rows, vecs, k, a + from * lda, lda, b + at, ldb, init ? init + at : NULL, c + from * ldc + at, ldc);
            }
    }
}

#undef NUMBER
#undef VECTOR
#undef LOAD
#undef STORE
#undef SET
#undef STEP
#undef PART
