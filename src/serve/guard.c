#define _POSIX_C_SOURCE 200809L /* inet_pton */
#include "serve/guard.h"
#include <arpa/inet.h>
#include <netinet/in.h>

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c; }

bool srv_same_word(cs_str a, cs_str b) {
    if (a.n != b.n) return false;
    for (ptrdiff_t i = 0; i < a.n; i++)
        if (lower(a.p[i]) != lower(b.p[i])) return false;
    return true;
}

static bool is_port(cs_str s) {
    cs_i64_result v = cs_parse_i64(s);
    return v.ok && s.p[0] >= '0' && s.p[0] <= '9' && v.value <= 65535;
}

/* Takes ":80" off the end; false: there is something that is no port. */
static bool without_port(cs_str host, cs_str *out) {
    ptrdiff_t colon = host.n;
    for (ptrdiff_t i = 0; i < host.n; i++)
        if (host.p[i] == ':' && (host.p[0] != '[' || (i && host.p[i - 1] == ']'))) {
            colon = i;
            break;
        }
    *out = cs_cut(host, 0, colon);
    return colon == host.n || is_port(cs_cut(host, colon + 1, host.n));
}

static bool is_host_byte(char c) {
    c = lower(c);
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
}

bool srv_origin_parse(cs_str text, srv_origin *out) {
    bool secure = cs_starts(text, CS_LIT("https://"));
    if (!secure && !cs_starts(text, CS_LIT("http://"))) return false;
    if (cs_ends(text, CS_LIT("/"))) text.n--;
    *out = (srv_origin){ text, cs_cut(text, secure ? 8 : 7, text.n), secure };
    cs_str name;
    if (out->host.n <= 0 || out->host.n > SRV_HOST_BYTES_MAX || !without_port(out->host, &name) || !name.n) return false;
    for (ptrdiff_t i = 0; i < out->host.n; i++)
        if (!is_host_byte(out->host.p[i])) return false;
    return true;
}

/* "127.0.0.1", "[::1]": where a page of somebody else's has no name that could lead here. */
static bool is_address(cs_str host) {
    char text[INET6_ADDRSTRLEN];
    unsigned char bytes[sizeof(struct in6_addr)];
    bool six = host.n > 2 && host.p[0] == '[' && host.p[host.n - 1] == ']';
    if (six) host = cs_cut(host, 1, host.n - 1);
    if (host.n <= 0 || host.n >= (ptrdiff_t)sizeof text) return false;
    memcpy(text, host.p, (size_t)host.n);
    text[host.n] = '\0';
    return inet_pton(six ? AF_INET6 : AF_INET, text, bytes) == 1;
}

cs_str *srv_headers_at(srv_headers *h, cs_str name) {
    const struct {
        cs_str name;
        cs_str *at;
    } all[] = {
        { CS_LIT("Host"), &h->host },
        { CS_LIT("Origin"), &h->origin },
        { CS_LIT("Sec-Fetch-Site"), &h->fetch_site },
        { CS_LIT("Authorization"), &h->authorization },
        { CS_LIT("Cookie"), &h->cookie },
        { CS_LIT("Content-Type"), &h->content_type },
        { CS_LIT("If-Match"), &h->if_match },
        { CS_LIT("If-None-Match"), &h->if_none_match },
        { CS_LIT("Content-Length"), &h->content_length },
        { CS_LIT("Transfer-Encoding"), &h->transfer_encoding },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (srv_same_word(name, all[i].name)) return all[i].at;
    return NULL;
}

/* A problem where a function says by false that there is one. */
#define REFUSE(...) return (void)!srv_problem(__VA_ARGS__), false

static bool known_host(cs_str host, const srv_origin *origins, int n_origins, const srv_origin **origin) {
    cs_str name;
    *origin = NULL;
    for (int i = 0; i < n_origins; i++)
        if (srv_same_word(host, origins[i].host)) return *origin = &origins[i], true;
    return without_port(host, &name) && (srv_same_word(name, CS_LIT("localhost")) || is_address(name));
}

/* "http://" and the Host that was asked for, or the origin that has this host. */
static bool is_own(cs_str origin, cs_str host, const srv_origin *of) {
    if (of) return srv_same_word(origin, of->whole);
    return cs_starts(origin, CS_LIT("http://")) && srv_same_word(cs_cut(origin, 7, origin.n), host);
}

bool srv_guard(const srv_headers *h, const srv_origin *origins, int n_origins, bool api, bool changes, bool *secure,
               srv_reply *out) {
    const srv_origin *of;
    *secure = false;
    if (h->twice.n) REFUSE(out, 400, "Malformed request", "the header " CS_FMT " came twice", CS_ARG(h->twice));
    if (h->transfer_encoding.n && h->content_length.n)
        REFUSE(out, 400, "Malformed request", "expected Content-Length or Transfer-Encoding but found both");
    if (!known_host(h->host, origins, n_origins, &of))
        REFUSE(out, 421, "Not this server",
               "expected an IP address, localhost, or a name given by --origin in the Host header; see docs/serve.md");
    *secure = of && of->secure;
    if (!api) return true;
    if (changes && h->origin.n && !is_own(h->origin, h->host, of))
        REFUSE(out, 403, "Another site's request", "the request was sent by a page of another site");
    if (h->fetch_site.n && !(changes && h->origin.n) && !cs_eq(h->fetch_site, CS_LIT("same-origin")) &&
        !cs_eq(h->fetch_site, CS_LIT("none")))
        REFUSE(out, 403, "Another site's request", "the request was sent by a page of another site");
    return true;
}
