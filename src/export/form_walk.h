/* export/form_walk.h: hands a view to a format, incident by incident and report by report, masked if asked for. */
#ifndef CS_EXPORT_FORM_WALK_H
#define CS_EXPORT_FORM_WALK_H
#include "export/forms.h"

struct cs_mask;

typedef struct cs_form_walk {
    cs_view *view;
    const cs_form *format;
    bool mask;        /* --mask-private (mask.h) */
    const char *copy; /* path of a copy of the case, for a bundle; NULL: none goes into it */
    cs_arena *keep;   /* for as long as the walk lasts; its on_full is set */
    cs_arena *work;   /* for one incident or report; its on_full is set */
    /* Takes what is in out, which is emptied then. report: of a format with files per report the one they are of, else 0.
     * false: stop; the walk returns CASUS_E_STORE and leaves err to it. */
    bool (*take)(void *ctx, int64_t report, const cs_buf *out);
    void *ctx;
    int64_t n_written, n_left; /* out: see cs_form_writer */
} cs_form_walk;

/* Errors: those of the view; CASUS_E_STORE (damaged reading, or stopped: then err->msg is empty); CASUS_E_LIMIT. */
CASUS_MUST_CHECK casus_status cs_form_walk_all(cs_form_walk *x, cs_err *err);
#endif
