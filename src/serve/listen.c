#define _POSIX_C_SOURCE 200809L /* nanosleep */
#include "serve/clock.h"
#include "serve/server.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PORT_TRIES = 8, ADDRESS_BYTES = 46 };

typedef union any_address {
    struct sockaddr any;
    struct sockaddr_in four;
    struct sockaddr_in6 six;
} any_address;

static bool parse_address(const char *text, int port, any_address *a, socklen_t *n) {
    *a = (any_address){ .six = { 0 } };
    if (inet_pton(AF_INET, text, &a->four.sin_addr) == 1) {
        a->four.sin_family = AF_INET;
        a->four.sin_port = htons((uint16_t)port);
        *n = sizeof a->four;
        return true;
    }
    a->six.sin6_family = AF_INET6;
    a->six.sin6_port = htons((uint16_t)port);
    *n = sizeof a->six;
    return inet_pton(AF_INET6, text, &a->six.sin6_addr) == 1;
}

static bool is_loopback(const any_address *a) {
    return a->any.sa_family == AF_INET ? ntohl(a->four.sin_addr.s_addr) >> 24 == 127 : IN6_IS_ADDR_LOOPBACK(&a->six.sin6_addr);
}

/* A socket that listens, or -1 with errno. *port: the one that was asked for, or where it was 0 the one that was given. */
static int bind_to(const char *text, int *port) {
    any_address a;
    socklen_t n;
    int one = 1;
    if (!parse_address(text, *port, &a, &n)) return errno = EINVAL, -1;
    int fd = socket(a.any.sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (a.any.sa_family == AF_INET6) setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one);
    if (bind(fd, &a.any, n) || listen(fd, SOMAXCONN) || getsockname(fd, &a.any, &n)) {
        int why = errno;
        close(fd);
        return errno = why, -1;
    }
    *port = ntohs(a.any.sa_family == AF_INET ? a.four.sin_port : a.six.sin6_port);
    return fd;
}

static casus_status no_address(const char *text, int port, int why, cs_err *err) {
    if (why == EADDRINUSE)
        return cs_fail(err, CASUS_E_USAGE, -1, "%s, port %d: another program listens there; --port 0 takes one that is free",
                       text, port);
    return cs_fail(err, CASUS_E_USAGE, -1, "%s, port %d: cannot be listened to: %s", text, port, strerror(why));
}

/* 127.0.0.1 and, where this machine has it, ::1, on the same port. */
static casus_status bind_loopback(int wanted, int fd[SRV_LISTENERS_MAX], int *n, int *port, cs_err *err) {
    for (int try = 0;; try++) {
        *port = wanted;
        *n = 1;
        if ((fd[0] = bind_to("127.0.0.1", port)) < 0) return no_address("127.0.0.1", *port, errno, err);
        if ((fd[1] = bind_to("::1", port)) >= 0) return *n = 2, CASUS_OK;
        if (errno != EADDRINUSE) return CASUS_OK;
        close(fd[0]);
        if (wanted || try == PORT_TRIES) return no_address("::1", *port, EADDRINUSE, err);
    }
}

static casus_status bind_all(srv_server *s, int fd[SRV_LISTENERS_MAX], int *n, cs_err *err) {
    const char *text = s->o.address ? s->o.address : "127.0.0.1";
    any_address a;
    socklen_t n_address;
    int port = s->o.port;
    *n = 0;
    if (!parse_address(text, port, &a, &n_address))
        return cs_fail(err, CASUS_E_USAGE, -1, "expected an IP address but found \"%s\"", text);
    if (!is_loopback(&a) && !s->tokens.n)
        return cs_fail(err, CASUS_E_USAGE, -1, "%s can be reached from other machines, so tokens are needed: --token-file",
                       text);
    if (s->o.address) {
        if ((fd[0] = bind_to(text, &port)) < 0) return no_address(text, port, errno, err);
        *n = 1;
    } else {
        CS_TRY(bind_loopback(s->o.port, fd, n, &port, err));
    }
    snprintf(s->address, sizeof s->address, a.any.sa_family == AF_INET ? "http://%s:%d/" : "http://[%s]:%d/", text, port);
    return CASUS_OK;
}

static struct MHD_Daemon *start(srv_server *s, int fd) {
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, srv_on_request, s,
                            MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SRV_CONNECTIONS_MAX,
                            MHD_OPTION_PER_IP_CONNECTION_LIMIT, (unsigned)SRV_CONNECTIONS_PER_ADDRESS_MAX,
                            MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SRV_STILL_S, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
                            (size_t)SRV_HEADER_BYTES_MAX, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK,
                            srv_on_uri, s, MHD_OPTION_UNESCAPE_CALLBACK, srv_no_unescape, s, MHD_OPTION_NOTIFY_COMPLETED,
                            srv_on_end, s, MHD_OPTION_NOTIFY_CONNECTION, srv_on_connection, s, MHD_OPTION_END);
}

casus_status srv_listen(srv_server *s, cs_err *err) {
    int fd[SRV_LISTENERS_MAX], n;
    CS_TRY(bind_all(s, fd, &n, err));
    for (int i = 0; i < n; i++) {
        s->daemons[i] = start(s, fd[i]);
        if (s->daemons[i]) {
            s->n_daemons++;
            continue;
        }
        for (int k = i; k < n; k++) close(fd[k]);
        return cs_fail(err, CASUS_E_LIMIT, -1, "libmicrohttpd cannot be started");
    }
    return CASUS_OK;
}

/* Answers that are on their way may be taken for a while. */
static void wait_for_answers(const srv_server *s) {
    int64_t until = srv_ms() + SRV_STOP_S * 1000;
    while (atomic_load(&s->n_asks) && srv_ms() < until) nanosleep(&(struct timespec){ .tv_nsec = 10000000 }, NULL);
}

void srv_unlisten(srv_server *s) {
    int fd[SRV_LISTENERS_MAX];
    atomic_store(&s->closing, true);
    for (int i = 0; i < s->n_daemons; i++) fd[i] = MHD_quiesce_daemon(s->daemons[i]);
    for (int i = 0; i < s->n_daemons; i++)
        if (fd[i] >= 0) close(fd[i]);
    srv_events_end(&s->events);
    srv_work_end(s);
    srv_coder_end(s);
    wait_for_answers(s);
    srv_keep_end(s);
    srv_work_free(s);
    for (int i = 0; i < s->n_daemons; i++) MHD_stop_daemon(s->daemons[i]);
    s->n_daemons = 0;
}
