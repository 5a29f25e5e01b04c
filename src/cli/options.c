#define _POSIX_C_SOURCE 200809L /* readlink, access */
#include "cli/cli.h"
#include <stdlib.h>
#include <unistd.h>

enum { NEAR_MAX = 2, NAME_MAX_BYTES = 32 };

/* Levenshtein distance of two short strings; large when one is long. */
static int distance(const char *a, const char *b) {
    size_t n = strlen(a), m = strlen(b);
    if (n >= NAME_MAX_BYTES || m >= NAME_MAX_BYTES) return NAME_MAX_BYTES;
    int row[NAME_MAX_BYTES + 1];
    for (size_t k = 0; k <= m; k++) row[k] = (int)k;
    for (size_t i = 1; i <= n; i++) {
        int diagonal = row[0];
        row[0] = (int)i;
        for (size_t k = 1; k <= m; k++) {
            int best = diagonal + (a[i - 1] != b[k - 1]);
            if (row[k] + 1 < best) best = row[k] + 1;
            if (row[k - 1] + 1 < best) best = row[k - 1] + 1;
            diagonal = row[k];
            row[k] = best;
        }
    }
    return row[m];
}

static int unknown(const char *arg, const cli_option *options, size_t n_options) {
    char name[NAME_MAX_BYTES];
    snprintf(name, sizeof name, "%.*s", (int)strcspn(arg, "="), arg);
    cli_error(CASUS_E_USAGE, "there is no option %s", name);
    size_t best = 0;
    for (size_t i = 1; i < n_options; i++)
        if (distance(name, options[i].name) < distance(name, options[best].name)) best = i;
    if (distance(name, options[best].name) <= NEAR_MAX)
        cli_hint("did you mean %s?", options[best].name);
    else
        cli_hint("--help lists the options; a path that begins with a dash goes after --");
    return CLI_ARG_BAD;
}

int cli_args_next(cli_args *a, const cli_option *options, size_t n_options) {
    if (a->at >= a->argc) return CLI_ARG_END;
    const char *arg = a->value = a->argv[a->at++];
    if (a->only_paths || arg[0] != '-' || !arg[1]) return CLI_ARG_PATH;
    if (!strcmp(arg, "--")) {
        a->only_paths = true;
        return cli_args_next(a, options, n_options);
    }
    for (size_t i = 0; i < n_options; i++) {
        const cli_option *o = options + i;
        size_t n = strlen(o->name);
        if (strncmp(arg, o->name, n)) continue;
        bool joined = arg[n] == '=' || (arg[n] && n == 2 && arg[1] != '-'); /* --name=value, -oFILE */
        if (arg[n] && !joined) continue;
        if (o->flag) {
            if (!arg[n]) return o->id;
            cli_error(CASUS_E_USAGE, "%s takes no value", o->name);
            return CLI_ARG_BAD;
        }
        if (joined) {
            a->value = arg + n + (arg[n] == '=');
            return o->id;
        }
        if (a->at < a->argc) {
            a->value = a->argv[a->at++];
            return o->id;
        }
        cli_error(CASUS_E_USAGE, "%s needs a value", o->name);
        return CLI_ARG_BAD;
    }
    return unknown(arg, options, n_options);
}

bool cli_parse_int(const char *name, const char *value, int64_t least, int64_t most, int64_t *out) {
    cs_i64_result r = cs_parse_i64(cli_str(value));
    if (!r.ok || r.value < least || r.value > most) {
        cli_error(CASUS_E_USAGE, "%s: expected a number from %lld to %lld but found \"%s\"", name, (long long)least,
                  (long long)most, value);
        return false;
    }
    *out = r.value;
    return true;
}

bool cli_parse_share(const char *name, const char *value, double *out) {
    const char *point = strchr(value, '.');
    size_t n = strspn(value, "0123456789"), m = point ? strspn(point + 1, "0123456789") : 0;
    bool digits = n + m && (!point || point == value + n) && !value[point ? n + 1 + m : n];
    double v = digits ? strtod(value, NULL) : -1;
    if (v < 0 || v > 1) {
        cli_error(CASUS_E_USAGE, "%s: expected a number from 0 to 1 but found \"%s\"", name, value);
        return false;
    }
    *out = v;
    return true;
}

bool cli_parse_cpu(const char *value) {
    static const char *const known[] = { "auto", "scalar", "avx2", "avx512" };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(value, known[i])) return true;
    cli_error(CASUS_E_USAGE, "--cpu: expected auto, scalar, avx2 or avx512 but found \"%s\"", value);
    return false;
}

/* An installed casus is PREFIX/bin/casus with PREFIX/share/casus; a build tree has a link `models` beside the program. */
char *cli_models(const char *given) {
    enum { PATH_BYTES = 4096, TAIL_BYTES = 64 };
    static const char *const near[] = { "/../share/casus", "/models", "/../models" };
    char *path = malloc(PATH_BYTES);
    if (!path) return cli_error(CASUS_E_LIMIT, "out of memory"), NULL;
    if (given) {
        int n = snprintf(path, PATH_BYTES, "%s", given);
        if (n < PATH_BYTES) return path;
        cli_error(CASUS_E_USAGE, "--models: the path is too long");
        return free(path), NULL;
    }
    ssize_t n = readlink("/proc/self/exe", path, PATH_BYTES - TAIL_BYTES);
    while (n > 0 && path[n - 1] != '/') n--;
    for (size_t i = 0; n > 0 && i < sizeof near / sizeof *near; i++) {
        snprintf(path + n - 1, (size_t)(PATH_BYTES - n), "%s/casus-en.model", near[i]);
        if (access(path, R_OK)) continue;
        path[strlen(path) - strlen("/casus-en.model")] = 0;
        return path;
    }
    cli_error(CASUS_E_MODEL, "the model casus-en.model is in none of share/casus and models beside the program");
    cli_hint("name its folder with --models DIR");
    return free(path), NULL;
}
