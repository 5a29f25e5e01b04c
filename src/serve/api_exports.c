/* Exports: written to a file without a name, which is sent then; a folder as a zip. */
#define _POSIX_C_SOURCE 200809L /* mkdtemp, unlink */
#include "export/form_walk.h"
#include "export/zip.h"
#include "serve/handlers.h"
#include "serve/list.h"
#include "serve/server.h"
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { COPY_BYTES = 1 << 16, SRV_EXPORT_RETRY_S = 10 };

typedef struct exporting {
    const cs_form *form;
    FILE *out;                     /* what will be sent */
    FILE *part[CS_FORM_FILES_MAX]; /* of a folder its files, until they are put into the zip one after the other */
    cs_zip *zip;                   /* of a folder */
    cs_buf packed;                 /* what of it is to be written next */
    cs_arena keep, work;
    jmp_buf full;
    char folder[64], copy[80]; /* of a copy of the case, for a bundle; empty: there is none */
    cs_err *err;
    cs_err why; /* of what could not be written: the walk leaves err empty then */
} exporting;

static bool write_all(exporting *x, FILE *f, const char *p, size_t n) {
    if (!n || fwrite(p, 1, n, f) == n) return true;
    return (void)!cs_fail(&x->why, CASUS_E_STORE, -1, "a temporary file: %s", strerror(errno)), false;
}

static bool write_packed(exporting *x, casus_status st) {
    bool ok = st == CASUS_OK && write_all(x, x->out, x->packed.p, x->packed.n);
    cs_buf_clear(&x->packed);
    return ok;
}

/* A whole file of the zip. */
static bool pack(exporting *x, cs_str name, cs_str bytes) {
    return write_packed(x, cs_zip_file(x->zip, &x->packed, name, &x->why)) &&
           write_packed(x, cs_zip_add(x->zip, &x->packed, bytes, &x->why)) &&
           write_packed(x, cs_zip_file_end(x->zip, &x->packed, &x->why));
}

static bool take(void *ctx, int64_t report, const cs_buf *out) {
    exporting *x = ctx;
    const cs_form *f = x->form;
    for (int i = 0; i < CS_FORM_FILES_MAX; i++) {
        cs_str bytes = srv_bytes(out + i);
        bool ok = true;
        if (!bytes.n) continue;
        if (f->per_report) {
            ok = pack(x, cs_printf(&x->keep, "%lld%s", (long long)report, f->files[i]), bytes);
        } else {
            ok = write_all(x, x->zip ? x->part[i] : x->out, bytes.p, (size_t)bytes.n);
        }
        if (!ok) return false;
    }
    return true;
}

static bool pack_part(exporting *x, int i) {
    static const size_t one = COPY_BYTES;
    char bytes[COPY_BYTES];
    rewind(x->part[i]);
    if (!write_packed(x, cs_zip_file(x->zip, &x->packed, srv_str(x->form->files[i]), &x->why))) return false;
    for (size_t n; (n = fread(bytes, 1, one, x->part[i])) > 0;)
        if (!write_packed(x, cs_zip_add(x->zip, &x->packed, (cs_str){ bytes, (ptrdiff_t)n }, &x->why))) return false;
    return write_packed(x, cs_zip_file_end(x->zip, &x->packed, &x->why));
}

/* What may jump is kept apart from where setjmp stands, so that no local lives across the jump. */
static casus_status walk_or_jump(exporting *x, cs_view *v, bool mask) {
    cs_form_walk walk = { .view = v,
                          .format = x->form,
                          .mask = mask,
                          .copy = x->copy[0] ? x->copy : NULL,
                          .keep = &x->keep,
                          .work = &x->work,
                          .take = take,
                          .ctx = x };
    x->keep.on_full = x->work.on_full = &x->full;
    if (setjmp(x->full)) return cs_fail(x->err, CASUS_E_LIMIT, -1, "the export takes more memory than there may be");
    if (x->form->files[0]) x->zip = cs_zip_begin(&x->keep);
    CS_TRY(cs_form_walk_all(&walk, x->err));
    for (int i = 0; x->zip && !x->form->per_report && i < CS_FORM_FILES_MAX && x->form->files[i]; i++)
        if (!pack_part(x, i)) return CASUS_E_STORE; /* says why */
    if (x->zip) cs_zip_end(x->zip, &x->packed);
    return write_packed(x, CASUS_OK) && !fflush(x->out) ? CASUS_OK : CASUS_E_STORE;
}

/* A bundle that leaves nothing out holds the case as well: a copy in a folder of its own. */
static casus_status copy_case(exporting *x, cs_store *s) {
    const char *folder = getenv("TMPDIR");
    int n = snprintf(x->folder, sizeof x->folder, "%s/casus.XXXXXX", folder && strlen(folder) < 40 ? folder : "/tmp");
    if (n < 0 || !mkdtemp(x->folder)) {
        x->folder[0] = 0;
        return cs_fail(x->err, CASUS_E_STORE, -1, "a temporary folder: %s", strerror(errno));
    }
    snprintf(x->copy, sizeof x->copy, "%s/copy", x->folder);
    return cs_store_copy(s, x->copy, x->err);
}

static casus_status open_all(exporting *x) {
    CS_TRY(cs_arena_map(&x->keep, CS_STORE_MEMORY_BYTES, x->err));
    CS_TRY(cs_arena_map(&x->work, CS_STORE_MEMORY_BYTES, x->err));
    bool ok = (x->out = tmpfile()) != NULL;
    for (int i = 0; ok && !x->form->per_report && i < CS_FORM_FILES_MAX && x->form->files[i]; i++)
        ok = (x->part[i] = tmpfile()) != NULL;
    return ok ? CASUS_OK : cs_fail(x->err, CASUS_E_STORE, -1, "a temporary file: %s", strerror(errno));
}

static casus_status export_all(exporting *x, cs_store *s, const cs_filter *f, bool mask, bool filtered) {
    cs_view *v = NULL;
    CS_TRY(open_all(x));
    if (x->form->holds_case && !mask && !filtered) CS_TRY(copy_case(x, s));
    CS_TRY(cs_view_open(&v, s, f, x->err));
    casus_status st = walk_or_jump(x, v, mask);
    cs_view_close(&v);
    return st;
}

static void close_all(exporting *x) {
    cs_zip_drop(x->zip);
    cs_buf_free(&x->packed);
    for (int i = 0; i < CS_FORM_FILES_MAX; i++)
        if (x->part[i]) fclose(x->part[i]);
    if (x->out) fclose(x->out);
    if (x->copy[0]) unlink(x->copy);
    if (x->folder[0]) rmdir(x->folder);
    cs_arena_unmap(&x->keep);
    cs_arena_unmap(&x->work);
}

static casus_status send_export(const srv_request *r, srv_reply *out, exporting *x, const cs_filter *f, bool mask) {
    bool filtered = r->n_query > (srv_query(r, "mask_private").n ? 1 : 0);
    casus_status st = export_all(x, r->store, f, mask, filtered);
    if (st != CASUS_OK && x->why.code != CASUS_OK) *x->err = x->why;
    if (st == CASUS_OK) {
        const cs_form *form = x->form;
        rewind(x->out);
        out->file = x->out;
        x->out = NULL;
        out->type = form->files[0] ? "application/zip" : form->media;
        out->disposition =
            cs_printf(r->a, "attachment; filename=\"casus-%s.%s\"", form->name, form->files[0] ? "zip" : form->ending);
    }
    close_all(x);
    return st;
}

/* Half of those that answer may export at once: an export of a large case takes minutes, and others are not to wait for it. */
static bool may_export(srv_server *s) { return atomic_fetch_add(&s->n_exports, 1) < (s->n_workers > 1 ? s->n_workers / 2 : 1); }

casus_status srv_get_export(const srv_request *r, srv_reply *out, cs_err *err) {
    static const char *const others[] = { "mask_private", NULL };
    static const char *const choices[] = { "0", "1", NULL };
    const cs_form *form = cs_form_of(r->id);
    cs_filter f;
    int mask;
    if (!form) return srv_not_there(out, "format", r->id);
    if (!srv_filter(r, out, others, CS_ORDER_ID, &f) || !srv_choice(r, out, "mask_private", choices, 0, &mask)) return CASUS_OK;
    exporting *x = CS_NEW(r->a, exporting, 1);
    x->form = form;
    x->err = err;
    casus_status st;
    if (may_export(r->server)) {
        st = send_export(r, out, x, &f, mask);
    } else {
        out->retry_after = SRV_EXPORT_RETRY_S;
        st = srv_problem(out, 503, "Busy", "others are exporting just now; try again later");
    }
    atomic_fetch_sub(&r->server->n_exports, 1);
    return st;
}
