#!/usr/bin/env python3
"""Measures how long questions to a large case take: whole commands, by turns where several programs are named.

usage: tools/bench_case.py CASE CASUS… [--rounds N]

CASE is one of tools/make_big_case.py, a file or a server. For each program and question the median of --rounds: ms of processor time (of the
command alone, not of a server) and by the clock; at the end the medians over all lists and all searches. Where programs answer differently
that is said. Target (issue 5): medians under 50 ms for 1,000,000 statements in a file.
"""
import argparse, hashlib, resource, subprocess, time
from statistics import median

LISTS = """--country NGA|--country TGO|--country NGA --from 2010-01-01 --to 2010-03-31|--type PROTEST|--type PROTEST --sort killed|--mode drone
--country NGA --type PROTEST --sort killed|--country IRQ --type ASSAULT --sort latest|--min-killed 50 --sort killed|--actor Front|--actor made-7
--certainty denied --from 2015-01-01|--modality planned|--min-sources 4 --sort sources|--box 0,0,12,12|--reviewed accepted|--from 2020-06-01 --to 2020-06-07"""
SEARCHES = """killed|bomb*|"roadside bomb"|villagers NOT killed|drone OR shelled|killed --country NGA|killed --country TGO
abducted --from 2015-01-01 --to 2015-12-31|teachers --type ASSAULT --in statements|burned --min-sources 3"""


def questions():
    for name, command, text in (("list", ["incidents", "--limit", "100"], LISTS), ("search", ["search"], SEARCHES)):
        for line in text.replace("\n", "|").split("|"):
            words, dashes, rest = line.partition("--")
            yield name, line, command + ([words.strip()] if words else []) + (dashes + rest).split()


def asked(casus, case, args):
    """(ms of processor time, ms by the clock, what it said)"""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    out = subprocess.run([casus, args[0], "--db", case, *args[1:]], stdout=subprocess.PIPE, check=True).stdout
    took, after = time.monotonic() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1e3 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), 1e3 * took, hashlib.sha256(out).digest()


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("case")
    p.add_argument("casus", nargs="+")
    p.add_argument("--rounds", type=int, default=5)
    o = p.parse_args()
    all_of = {}
    for kind, line, args in questions():
        turns = [[asked(c, o.case, args) for c in o.casus] for _ in range(o.rounds)]
        cells = []
        for i in range(len(o.casus)):
            cpu, clock = (median(turn[i][k] for turn in turns) for k in (0, 1))
            all_of.setdefault(kind, []).append((i, cpu, clock))
            cells.append(f"{cpu:7.1f} ms of CPU {clock:7.1f} by the clock")
        said = {turn[i][2] for turn in turns for i in range(len(o.casus))}
        print(f"{kind:6} {line:58}", "   ".join(cells), "" if len(said) == 1 else "  answers differ", flush=True)
    for kind, rows in all_of.items():
        for i, casus in enumerate(o.casus):
            cpu, clock = (median(r[k] for r in rows if r[0] == i) for k in (1, 2))
            print(f"median of {len(rows) // len(o.casus)} {'lists' if kind == 'list' else 'searches'}: {cpu:.1f} ms of CPU, {clock:.1f} by the clock  {casus}")


main()
