#define _POSIX_C_SOURCE 200809L /* fileno */
#include "serve/server.h"
#include <sys/stat.h>
#include <unistd.h>

/* What the page may load: what comes from here. */
#define POLICY \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; " \
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

static const char *const HEADERS[][2] = {
    { "Content-Security-Policy", POLICY },
    { "X-Content-Type-Options", "nosniff" },
    { "X-Frame-Options", "DENY" },
    { "Referrer-Policy", "no-referrer" },
    { "Cross-Origin-Opener-Policy", "same-origin" },
    { "Cross-Origin-Resource-Policy", "same-origin" },
    { "Permissions-Policy", "camera=(), geolocation=(), microphone=()" },
    { "Vary", "Authorization, Cookie" },
};

enum { HEADER_VALUE_BYTES_MAX = 2048 };

static bool put(struct MHD_Response *r, const char *name, cs_str value) {
    char line[HEADER_VALUE_BYTES_MAX];
    if (!value.n) return true;
    if (value.n >= (ptrdiff_t)sizeof line) return false;
    memcpy(line, value.p, (size_t)value.n);
    line[value.n] = '\0';
    return MHD_add_response_header(r, name, line) == MHD_YES;
}

static cs_str of(const char *s) { return (cs_str){ s, (ptrdiff_t)strlen(s) }; }

bool srv_response_headers(struct MHD_Response *r, const srv_reply *out) {
    char seconds[16];
    bool ok = true;
    for (size_t i = 0; ok && i < sizeof HEADERS / sizeof *HEADERS; i++) ok = put(r, HEADERS[i][0], of(HEADERS[i][1]));
    if (ok && out->status != 204 && out->status != 304) ok = put(r, "Content-Type", of(out->type));
    const char *cache = out->keeps ? "public, max-age=31536000, immutable" : out->etag.n ? "private, no-cache" : "no-store";
    ok = ok && put(r, "Cache-Control", of(cache)) && put(r, "ETag", out->etag) && put(r, "Location", out->location) &&
         put(r, "Content-Disposition", out->disposition) && put(r, "Set-Cookie", out->cookie) && put(r, "Allow", out->allow);
    if (ok && out->status == 401) ok = put(r, "WWW-Authenticate", CS_LIT("Bearer realm=\"casus\""));
    snprintf(seconds, sizeof seconds, "%d", out->retry_after);
    return ok && (!out->retry_after || put(r, "Retry-After", of(seconds)));
}

static struct MHD_Response *of_file(FILE *f) {
    struct stat about;
    int fd = fflush(f) ? -1 : dup(fileno(f));
    fclose(f);
    if (fd < 0) return NULL;
    struct MHD_Response *r = fstat(fd, &about) ? NULL : MHD_create_response_from_fd64((uint64_t)about.st_size, fd);
    if (!r) close(fd);
    return r;
}

static struct MHD_Response *of_body(srv_reply *out) {
    if (out->file) return of_file(out->file);
    if (out->fixed.n)
        return MHD_create_response_from_buffer((size_t)out->fixed.n, (void *)(uintptr_t)out->fixed.p, MHD_RESPMEM_PERSISTENT);
    if (!out->body.n) return MHD_create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    struct MHD_Response *r = MHD_create_response_from_buffer(out->body.n, out->body.p, MHD_RESPMEM_MUST_FREE);
    if (r) out->body = (cs_buf){ 0 };
    return r;
}

struct MHD_Response *srv_response(srv_reply *out) {
    struct MHD_Response *r = of_body(out);
    out->file = NULL;
    cs_buf_free(&out->body);
    if (!r || srv_response_headers(r, out)) return r;
    MHD_destroy_response(r);
    return NULL;
}
