#!/usr/bin/env python3
"""Measures what `casus add` takes beside `casus code` alone, by turns: seconds of processor time and most memory.

usage: tools/bench_add.py CASUS REPORTS.jsonl [N…] [--rounds N] [--jobs N] [--into CASE]

Of the first N reports of the file (tools/make_reports.py makes one), for each N: `casus code --tokens --format json -o` and
`casus add` into a fresh case, --rounds times one after the other, and at the end `casus check`. Target (issue 5): add within 1.3
times code, and for 10,000 reports the memory of 1,000, 10 % more or less. --into: into a copy of this case, a large one of
tools/make_big_case.py perhaps (in which `casus check` finds what is made up).
"""
import argparse, os, shutil, subprocess, sys, tempfile, time
from pathlib import Path
from statistics import median


def measured(command, out):
    """(seconds of processor time, seconds by the clock, MB at most) of a command that must succeed."""
    began = time.monotonic()
    p = subprocess.Popen(command, stdout=out)
    _, status, use = os.wait4(p.pid, 0)
    p.returncode = os.waitstatus_to_exitcode(status)
    if p.returncode:
        sys.exit(f"bench_add.py: {command[1]} ended with {p.returncode}")
    return use.ru_utime + use.ru_stime, time.monotonic() - began, use.ru_maxrss / 1e3


def turns(records, folder, o):
    """[(code, add)] of --rounds turns, each as measured; the last case is checked."""
    case, jobs = folder / "case", ["--jobs", str(o.jobs)]
    for _ in range(o.rounds):
        for old in folder.glob("case*"):
            old.unlink()
        if o.into:
            shutil.copy(o.into, case)
        code = measured([o.casus, "code", "--tokens", "--format", "json", *jobs, "-o", folder / "out.jsonl", records], None)
        (folder / "out.jsonl").unlink()
        yield code, measured([o.casus, "add", "--db", case, *jobs, records], subprocess.DEVNULL)
    if not o.into:
        said = subprocess.run([o.casus, "check", "--db", case], stdout=subprocess.PIPE, check=True, text=True).stdout
        print("    casus check:", said.strip().split(": ", 1)[-1])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("casus")
    p.add_argument("reports", type=Path)
    p.add_argument("n", type=int, nargs="*", default=[1000])
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("--into", type=Path)
    o = p.parse_args()
    most = {}
    for n in o.n:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            with open(o.reports, encoding="utf-8") as f:
                (folder / "reports.jsonl").write_text("".join(line for line, _ in zip(f, range(n))), encoding="utf-8")
            print(f"{n} reports, {o.jobs} threads, load {os.getloadavg()[0]:.1f}", flush=True)
            done = []
            for code, add in turns(folder / "reports.jsonl", folder, o):
                done.append((code, add))
                print(f"    code {code[0]:.1f} s of CPU, {code[1]:.1f} by the clock, {code[2]:.1f} MB; add {add[0]:.1f}, {add[1]:.1f}, "
                      f"{add[2]:.1f} MB; ratio {add[0] / code[0]:.2f} of CPU, {add[1] / code[1]:.2f} by the clock", flush=True)
            most[n] = max(add[2] for _, add in done)
            print(f"    median ratio of CPU {median(a[0] / c[0] for c, a in done):.2f}")
    if len(most) > 1:
        first, last = most[o.n[0]], most[o.n[-1]]
        print(f"memory of add: {first:.1f} MB for {o.n[0]} reports, {last:.1f} for {o.n[-1]}: {100 * (last / first - 1):+.1f} %")


main()
