#!/usr/bin/env python3
"""Counts what is still wrong, by kind: in the development reports and in MUC-4 dev (docs/quality.md).

usage: tools/errors.py [--shared DIR] [--casus PROGRAM] [--list]

Development reports: what `casus eval` finds wrong, as it counts it. MUC-4 dev, without the reports that are development reports: each
filler that casus gives, and each of the templates' that it lacks, in the strings that score_roles.py compares. --list: each of them.
"""
import argparse, json, subprocess, sys, tempfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import eval as rows  # tools/eval.py

FOUND_AS = {True: "another value", False: "missing"}


def told(title, counts):
    print(f"{title}: {sum(counts.values())}")
    for what, n in counts.most_common():
        print(f"  {n:4d}  {what}")


def statements(a):
    gold = a.shared / "reports/expected.jsonl"
    done = subprocess.run([a.casus, "eval", "--force", "--format", "json", gold], stdout=subprocess.PIPE, check=True)
    own = json.loads(done.stdout)
    print(f"development reports, {own['statements']} statements expected")
    told("not found, by type", Counter(x["expected"][0] for x in own["missed"]))
    told("violent statements that answer nothing", Counter(x["report"] for x in own["invented"]))
    told("found with another type", Counter(f"{x['expected'][0]} as {x['found'][0]}" for x in own["wrong"] if x["field"] == "type"))
    told("other fields", Counter(f"{x['field']}, {FOUND_AS[bool(x['found'])]}" for x in own["wrong"] if x["field"] != "type"))
    print(f"pairs of one incident that are parted {len(own['split'])}, of two that are joined {len(own['joined'])}")
    if a.list:
        for kind in ("missed", "invented", "wrong"):
            for x in own[kind]:
                print(kind, x["report"], x.get("field", ""), "|", x.get("anchor") or x.get("words"), "|", x.get("expected", ""), "|", x.get("found", ""))


def akin(a, b):
    """Two wordings of perhaps one filler: they end in one word, or the words of one are all in the other."""
    x, y = a.split(), b.split()
    return x[-1:] == y[-1:] or set(x) <= set(y) or set(y) <= set(x)


def said(string, role, wanted, roles):
    """What a coded filler is; wanted: {role: [sets of strings]} of the report's templates."""
    if any(string in e for e in wanted[role]):
        return "right"
    if any(string in e for r in roles for e in wanted[r]):
        return "right words, another role"
    if any(akin(string, s) for e in wanted[role] for s in e):
        return "other words of a filler"
    if not any(wanted.values()):
        return "in a report without fillers"
    return "no filler of the report's templates"


def lacking(entity, role, coded, roles, text):
    """Why a filler of the templates is not there; None: it is."""
    if any(s in entity for s in coded[role]):
        return None
    if any(s in entity for r in roles for s in coded[r]):
        return "coded in another role"
    if any(akin(s, x) for s in coded[role] for x in entity):
        return "coded in other words"
    return "not coded, no filler of the report is" if not any(coded.values()) else "not coded"


def muc(a):
    with tempfile.TemporaryDirectory(prefix="casus-errors-") as work:
        e = rows.Eval(a.shared, a.casus, Path(work), False)
        e.muc()
        sys.path.insert(0, str(a.shared / "tools"))
        import score_roles as sr
        docs = {Path(d["source"]["path"]).stem: d for d in sr.load_jsonl(f"{work}/muc-coded.jsonl")}
        gold = sr.load_jsonl(f"{work}/muc-roles.jsonl")
    given, lost, listed, templates = Counter(), Counter(), [], Counter()
    for r in gold:
        each, whole = sr.read_coded(docs[r["docid"]], False)
        coded = {k: [s for x in sr.as_sets(whole[k], True) for s in x] for k in sr.ROLES}
        wanted = {k: [{sr.norm(m[0], True) for m in x} for t in r["templates"] for x in t[k]] for k in sr.ROLES}
        for k in sr.ROLES:
            what = [(s, said(s, k, wanted, sr.ROLES)) for s in coded[k]]
            given.update(w for _, w in what)
            distinct = [x for i, x in enumerate(wanted[k]) if not any(x <= y or y <= x for y in wanted[k][:i])]
            gone = [(min(x), lacking(x, k, coded, sr.ROLES, r["doctext"])) for x in distinct]
            lost.update(f"{k}, {w}" for _, w in gone if w)
            listed += [(r["docid"], k, s, w) for s, w in what + gone if w and w != "right"]
        n, m = len(each), len(r["templates"])
        templates.update({"given": n, "of the key": m, "given in a report without any": n * (not m), "too many in another": max(0, n - m) * bool(m),
                          "too few": max(0, m - n), "that name nobody": sum(not any(t[k] for k in sr.ROLES) for t in each)})
    told("MUC-4 dev, fillers that casus gives", given)
    told("fillers of the templates that it lacks", lost)
    print("templates: " + ", ".join(f"{n} {k}" for k, n in templates.items()))
    if a.list:
        print(*("\t".join(x) for x in listed), sep="\n")


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("--shared", type=Path, default=rows.HERE.parent / "shared")
    p.add_argument("--casus", type=Path, default=rows.HERE / "build/casus")
    p.add_argument("--list", action="store_true")
    a = p.parse_args()
    a.shared, a.casus = a.shared.resolve(), a.casus.resolve()
    statements(a)
    muc(a)


if __name__ == "__main__":
    main()
