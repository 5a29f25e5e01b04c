/* encode/model.h: the model file, mapped read-only and checked before anything of it is used.
 *
 * Layout, little-endian:
 *    0  "CASUSMDL"
 *    8  u32 format (CS_MODEL_FORMAT), u32 0x01020304 (tells the byte order)
 *   16  u64 size of the file, u64 0
 *   32  SHA-256 of all bytes from 64 to the end
 *   64  u64 n bytes of header, u64 offset of the data (a multiple of 64)
 *   80  header: lines of tab-separated fields
 *         name NAME · version VERSION · shape DIM LAYERS HEADS FFN POSITIONS ARC LABEL MENTION
 *         or, in the file of a branch, branch DIM LAYERS HEADS FFN TRUNK PAIR HIDDEN · for SHA-256 of the model it grows from
 *         tensor NAME DTYPE ROWS COLS OFFSET BYTES     offset from the data's start, a multiple of 64
 *   then the tensors. DTYPE: f32, i32, i8 (row-major), i8p ([rows/32][cols/4][32][4], what the kernels read), text (ROWS
 *   lines of COLS bytes in all, each ended by '\n').
 * Written by train/export.py. */
#ifndef CS_ENCODE_MODEL_H
#define CS_ENCODE_MODEL_H
#include "base/str.h"

#define CS_MODEL_MAGIC "CASUSMDL"
enum {
    CS_MODEL_FORMAT = 1,
    CS_MODEL_AT_DIGEST = 32,
    CS_MODEL_FRONT_BYTES = 64, /* before what the digest is of */
    CS_MODEL_TENSORS_MAX = 512,
    CS_MODEL_HEADER_BYTES_MAX = 1 << 20,
    CS_MODEL_DIM_MAX = 4096, /* of any width */
    CS_MODEL_LAYERS_MAX = 48,
    CS_PANEL = 32, /* output channels of a packed block */
    CS_HEAD_DIM = 32,
};

typedef enum cs_dtype { CS_F32, CS_I32, CS_I8, CS_I8P, CS_TEXT } cs_dtype;

typedef struct cs_tensor {
    cs_str name;
    cs_dtype dtype;
    int64_t rows, cols;
    const void *data; /* 64-byte aligned */
    size_t n_bytes;
} cs_tensor;

typedef struct cs_model_shape {
    int dim, layers, heads, ffn, positions; /* positions: the longest window in pieces */
    int arc, label, mention;                /* widths of the biaffine heads */
} cs_model_shape;

typedef struct cs_branch_shape {
    int dim, layers, heads, ffn;
    int trunk;        /* layers of the model below the branch */
    int pair, hidden; /* widths of the pair heads and of the type head */
} cs_branch_shape;

typedef struct cs_model {
    const unsigned char *map; /* owned: the file */
    size_t n_map;
    cs_str name, version;
    char sha256[65]; /* of the content, hex */
    bool is_branch;  /* branch and base are set, shape is not; else the other way round */
    cs_model_shape shape;
    cs_branch_shape branch;
    cs_str base;       /* hex SHA-256 of the model that a branch grows from */
    cs_tensor *tensor; /* owned */
    int n_tensors;
} cs_model;

/* Maps and checks the file. CASUS_E_MODEL with path, reason and offset in err for a file that is missing, foreign, of a newer
 * format, of the other byte order, truncated, damaged, or whose header contradicts itself; *m is then empty.
 * use_cpu: hash with the CPU's SHA instructions where it has them. */
CASUS_MUST_CHECK casus_status cs_model_open(cs_model *m, const char *path, bool use_cpu, cs_err *err);
void cs_model_close(cs_model *m);

/* The tensor of that name, type and shape (rows or cols -1: any). CASUS_E_MODEL when the file lacks it. */
CASUS_MUST_CHECK casus_status cs_model_find(const cs_model *m, const char *name, cs_dtype dtype, int64_t rows, int64_t cols,
                                            const cs_tensor **t, cs_err *err);
#endif
