#!/usr/bin/env bash
# Installs the Debian packages that a target needs and that are missing, and says why each is needed. Nothing else is
# changed; nothing is printed and nothing is asked for when all are there.
# usage: tools/install_packages.sh build|test|prove|fuzz|page|format [--list]     --list: only print the names
set -eu

build="
gcc             compiles casus (C17)
libc6-dev       headers of the C library
cmake           configures the build
ninja-build     runs the build
pkg-config      finds the libraries below
libjansson-dev  reads JSON Lines and the metadata of pages
libuchardet-dev finds the encoding of a text that does not say
libutf8proc-dev Unicode normalisation
libexttextcat-dev  tells which language a text is in
libsqlite3-dev  keeps cases
libpq-dev       keeps them in PostgreSQL (casus is built without it where it is missing)
libmicrohttpd-dev  serves the page and the API
zlib1g-dev      packs the readings in them
"
test="$build
g++             checks that the public headers compile as C++17
libcmocka-dev   unit tests
python3         tests of the command line, checks of the source tree
python3-venv    an environment for those that read exports in the tests
poppler-utils   pdftotext, through which casus reads PDF
postgresql      the other database that a case may be in; the tests start a server of their own
chromium        the browser in which the page is tested
nodejs/node     builds the page anew and drives the browser; 18 or newer
npm/npm         fetches what the page is built and tested with, as web/package-lock.json has it
"
page="
nodejs/node     builds the page (web/); 18 or newer
npm/npm         fetches what it is built with, as web/package-lock.json has it
"
fuzz="$build
clang           compiles the fuzz targets and, in a tenth of gcc's time, the sanitizer builds
libclang-rt-14-dev  libFuzzer and the sanitizers of clang 14
"
format="
clang-format    formats the C sources
"

case "${1-}" in
build) wanted=$build ;;
test) wanted=$test ;;
fuzz) wanted=$fuzz ;;
prove) wanted="$test${fuzz#"$build"}" ;;
page) wanted=$page ;;
format) wanted=$format ;;
*) sed -n '2,4s/^# //p' "$0" >&2; exit 2 ;;
esac
if [ "${2-}" = --list ]; then awk 'NF { sub("/.*", "", $1); print $1 }' <<<"$wanted"; exit; fi

# On another system than Debian the packages have other names: say what is needed and let the build say what it misses.
if ! command -v dpkg-query >/dev/null; then
    for tool in cmake ninja pkg-config cc; do
        command -v "$tool" >/dev/null || { printf 'casus: this is no Debian; please install what serves as:\n%s\n' "$wanted" >&2; exit 1; }
    done
    exit 0
fi

missing=()
while read -r name why; do
    [ -n "$name" ] || continue
    # PACKAGE/COMMAND: also where the command came from elsewhere, as Node's own packages have npm in them.
    case "$name" in
    */*) if command -v "${name#*/}" >/dev/null; then continue; fi; name=${name%/*} ;;
    esac
    case "$(dpkg-query -W -f '${Status}' "$name" 2>/dev/null || true)" in
    *' installed') ;;
    *) missing+=("$name"); printf 'casus: needs the package %s: %s\n' "$name" "$why" >&2 ;;
    esac
done <<<"$wanted"
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { printf 'casus: neither root nor sudo here; as root run: apt-get install %s\n' "${missing[*]}" >&2; exit 1; }
    as_root=(sudo)
fi
printf 'casus: installing %s\n' "${missing[*]}" >&2
install() { "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2; }
# The lists of a fresh machine are empty or old, so one refresh and a second try.
install || { "${as_root[@]}" apt-get update -qq >&2 && install; }
