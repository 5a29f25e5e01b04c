#!/usr/bin/env python3
"""Copies a case that is a file to a PostgreSQL server, to measure both on the same rows.

usage: tools/copy_case.py CASUS FILE postgresql://USER@HOST/DATABASE

The schema must be empty and the user a superuser, for references are not looked at on the way. CASUS makes the tables and, when
the rows are there, the index of words, as it does for a case of before there was search. Needs psql.
"""
import argparse, sqlite3, subprocess, sys, tempfile
from pathlib import Path

TABLES = ("select name from sqlite_schema where type = 'table' and name not like 'sqlite%' and name not like '%\\_words%' escape '\\' "
          "order by rootpage")


def psql(server, text, rows=None):
    """Runs SQL, in one session with triggers off; rows: lines for its `copy … from stdin`."""
    p = subprocess.Popen(["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", server], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    p.stdin.write(f"set client_min_messages = error; set session_replication_role = replica;\n{text}\n".encode())
    for row in rows or ():
        p.stdin.write(row)
    p.stdin.close()
    if p.wait():
        sys.exit(f"copy_case.py: psql ended with {p.returncode}")


def field(value):
    if value is None:
        return "\\N"
    if isinstance(value, bytes):
        return "\\\\x" + value.hex()
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def copy_table(db, server, name):
    columns = [r[1] for r in db.execute(f"pragma table_info({name})")]
    rows = db.execute(f"select {', '.join(columns)} from {name}")
    psql(server, f"copy {name} ({', '.join(columns)}) from stdin;",
         (("\t".join(map(field, row)) + "\n").encode() for row in rows))
    if "id" in columns:
        psql(server, f"select setval(pg_get_serial_sequence('{name}', 'id'), coalesce(max(id), 0) + 1, false) from {name};")


def add(casus, server, text):
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.txt"
        report.write_text(text)
        subprocess.run([casus, "add", "--db", server, report], check=True, stdout=subprocess.DEVNULL)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("casus")
    p.add_argument("file")
    p.add_argument("server")
    o = p.parse_args()
    db = sqlite3.connect(f"file:{o.file}?mode=ro", uri=True)
    add(o.casus, o.server, "Gunmen killed three farmers near the town of Bama in Nigeria on Friday, police said.\n")
    names = [name for name, in db.execute(TABLES)]
    psql(o.server, f"drop table report_words; drop table statement_words; update case_version set version = 2; truncate {', '.join(names)};")
    for name in names:
        copy_table(db, o.server, name)
    add(o.casus, o.server, "Gunmen killed four farmers near the town of Bama in Nigeria on Friday, police said.\n")
    psql(o.server, "vacuum analyze;")


main()
