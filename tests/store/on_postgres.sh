#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, which is there for as long as the command: a fresh cluster in a temporary
# folder, reached through a socket in it. usage: on_postgres.sh COMMAND…
# The command finds in CASUS_TEST_SERVER where it is (user casus, who may do all; database postgres), in CASUS_TEST_SOCKET the
# folder of the socket, and in CASUS_TEST_RESTART a program that stops the server at once, as if it fell, and starts it again. The
# role locked can be let in by password alone. Ends with 77 (skipped) where there is no PostgreSQL.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -x "$bin/initdb" ] || bin=$(pg_config --bindir 2>/dev/null || true)
[ -x "$bin/initdb" ] || { echo "on_postgres.sh: there is no initdb: install postgresql" >&2; exit 77; }

# The server does not run as root, so for root it runs as the user that Debian's package makes.
as_server=()
if [ "$(id -u)" -eq 0 ]; then
    id postgres >/dev/null 2>&1 || { echo "on_postgres.sh: there is no user postgres to run the server as" >&2; exit 77; }
    as_server=(setpriv --reuid=postgres --regid=postgres --init-groups)
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/casus-pg-XXXXXX")
if [ ${#dir} -gt 80 ]; then rmdir "$dir"; dir=$(mktemp -d /tmp/casus-pg-XXXXXX); fi # a socket's path has 107 bytes at most
cd "$dir"
stop() {
    [ ! -f "$dir/data/postmaster.pid" ] || "${as_server[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >/dev/null 2>&1 || true
    cd /
    rm -rf "$dir"
}
trap stop EXIT
[ ${#as_server[@]} -eq 0 ] || chown postgres "$dir"
chmod 755 "$dir"

"${as_server[@]}" "$bin/initdb" -D data -U casus -A trust -E UTF8 --locale=C.UTF-8 --no-sync >init.log 2>&1 || { cat init.log >&2; exit 1; }
printf 'local all locked scram-sha-256\nlocal all all trust\n' >data/pg_hba.conf
cat >restart <<END
#!/bin/sh
cd '$dir'
[ ! -f data/postmaster.pid ] || ${as_server[*]} '$bin/pg_ctl' -D data -m immediate -w stop >stop.log 2>&1
exec ${as_server[*]} '$bin/pg_ctl' -D data -l log -w -t 120 -o "-k '$dir' -c listen_addresses='' -c fsync=off \\
    -c max_connections=60 -c shared_buffers=32MB" start >start.log 2>&1
END
chmod 755 restart
./restart || { cat start.log log >&2; exit 1; }

cd "$OLDPWD"
export CASUS_TEST_SOCKET=$dir CASUS_TEST_SERVER="postgresql://casus@/postgres?host=$dir" CASUS_TEST_RESTART=$dir/restart
code=0
"$@" || code=$?
exit $code
