"""Plain sentences, as wires write them, and all that a careful reader takes from each by the codebook; a sentence is right when every
statement of it is found, with all fields, and nothing else.

usage: test_plain.py CASUS [--at-least N] [--verbose]     exit code 1 when fewer than N sentences are right

plain.jsonl has a sentence or two a line: `text`; `wanted`, its statements; `free`, what may be said or not, with any fields. A statement
has `trigger`, `type` (TYPE, TYPE/mode, TYPE/* for any mode, or a relation) and those fields that are not empty or not the default.
In a value | stands between answers that are right, + between several names, - is nothing, * is not looked at. A name is given by words
that the name or one of its mentions must have, with = before them by all that the role says; a toll is one number, or low,best,high.
A country taken from the whole report is looked at only where `home` is given. Statements are told apart by their triggers.
"""
import argparse, json, re, subprocess, sys, tempfile
from collections import Counter
from itertools import permutations
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROLES = {"agent": ["agent"], "recipient": ["recipient", "other-party"], "target": ["target"], "instrument": ["instrument"], "from": ["from"],
         "to": ["to"]}
TOLLS = ("killed", "wounded", "captured", "arrested", "missing", "displaced", "freed", "crowd")
DEFAULT = {"certainty": "fact", "modality": "actual", "time_frame": "current"}
FIELDS = ("type", *ROLES, "where", "home", "when", *TOLLS, "by", *DEFAULT)


def words(text):
    return set(re.findall(r"[\w'-]+", text.lower()))


class Reading:
    """One report as casus coded it: the values of its statements as lists of the names that each filler goes by."""

    def __init__(self, doc):
        self.doc, self.text = doc, doc["text"]
        self.by_id = {x["id"]: x for part in ("entities", "places", "times", "attributions") for x in doc[part]}

    def says(self, span):
        return self.text[slice(*span)] if span else ""

    def entity(self, role):
        e = self.by_id.get(role.get("entity"))
        return [self.says(role.get("span"))] + ([e["name"]] + [self.says(m["span"]) for m in e["mentions"]] if e else [])

    def place(self, key):
        p = self.by_id[key]
        return [p["name"]] + [self.says(m) for m in p["mentions"]]

    def source(self, key):
        a = self.by_id[key]
        e = self.by_id.get(a["source_entity"])
        return [self.says(a["source"])] + ([e["name"]] if e else [])

    def names(self, s, field):
        if field in ROLES:
            spans = {str(r["span"]): r for r in s["roles"] if r["role"] in ROLES[field]}
            return [self.entity(r) for r in spans.values()]
        inferred = s["why"].get("where", "") == "where:report's country"
        if field == "home":
            return [self.place(p) for p in s["where"] if inferred]
        if field == "where":
            return [self.place(p) for p in s["where"] if self.by_id[p]["mentions"] and not inferred]
        if field == "when":
            return [[self.says(self.by_id[s["when"]]["span"])]] if s["when"] and self.by_id[s["when"]]["span"] else []
        return [self.source(a) for a in s["according_to"] if self.by_id[a]["source"]]

    def certainty(self, s):
        """Of the statement; of its agent where that has its own."""
        own = [r["certainty"] for r in s["roles"] if r["role"] == "agent" and r.get("certainty")]
        return own[0] if own else s["certainty"]

    def by(self, s):
        return next((r["according_to"] for r in s["roles"] if r["role"] == "agent" and r.get("according_to")), s["according_to"])


def named(name, forms):
    """Whether one of the forms has all words of the name, or is a part of it; of "=name", whether it is what the role says."""
    if name.startswith("="):
        return forms[0] == name[1:]
    want = words(name)
    return any(want <= words(f) or words(f) and words(f) <= want for f in forms)


def same_names(answer, fillers):
    wanted = [] if answer == "-" else answer.split("+")
    return len(wanted) == len(fillers) and any(all(named(w, f) for w, f in zip(wanted, order)) for order in permutations(fillers))


def same_toll(answer, tolls):
    if answer == "-":
        return not tolls
    low, best, high = (answer.split(",") if "," in answer else [answer] * 3)
    figure = [None if x == "-" else int(x) for x in (low, best, high)]
    return [[t["low"], t["best"], t["high"]] for t in tolls] == [figure]


def same_type(answer, s):
    kind, _, mode = answer.partition("/")
    return kind in ("*", s["type"]) and (kind == "*" or mode == "*" or mode == (s["mode"] or ""))


def right(reading, s, wanted, field):
    value = wanted.get(field, DEFAULT.get(field, "*" if field == "home" else "-"))
    if value == "*":
        return True
    answers = value.split("|")
    if field == "type":
        return any(same_type(a, s) for a in answers)
    if field in TOLLS:
        return any(same_toll(a, [t for t in s["toll"] if t["effect"] == field]) for a in answers)
    if field in DEFAULT:
        return (reading.certainty(s) if field == "certainty" else s[field]) in answers
    if field == "by":
        sources = [[reading.source(k) for k in keys if reading.by_id[k]["source"]] for keys in (s["according_to"], reading.by(s))]
        return any(same_names(a, names) for a in answers for names in sources)
    return any(same_names(a, reading.names(s, field)) for a in answers)


def triggered(reading, s, wanted):
    said = reading.says(s["trigger"]).lower()
    return any(t.lower() == said or t.lower() in re.split(r"[\s-]", said) for t in wanted["trigger"].split("|"))


def compare(reading, case):
    """(fields that are wrong, of each wanted statement or None where it is missing; triggers that nobody wanted)"""
    left, faults = list(reading.doc["statements"]), []
    for wanted in case["wanted"]:
        tried = [([f for f in FIELDS if not right(reading, s, wanted, f)], i) for i, s in enumerate(left) if triggered(reading, s, wanted)]
        wrong, i = min(tried, key=lambda x: (len(x[0]), x[1]), default=(None, None))
        faults.append(wrong)
        if i is not None:
            left.pop(i)
    free = lambda s: any(triggered(reading, s, w) and any(same_type(a, s) or a == s["type"] for a in w["type"].split("|"))
                         for w in case.get("free", []))
    return faults, [s for s in left if not free(s)]


def code(casus, cases):
    with tempfile.TemporaryDirectory() as tmp:
        path = Path(tmp) / "plain.jsonl"
        path.write_text("".join(json.dumps({"id": str(n), "text": c["text"]}) + "\n" for n, c in enumerate(cases)), encoding="utf-8")
        out = subprocess.run([casus, "code", "--force", "--format", "json", path], capture_output=True, text=True, check=True).stdout
    docs = {int(d["source"]["path"].rsplit("/", 1)[-1]): d for d in map(json.loads, out.splitlines())}
    return [Reading(docs[n]) for n in range(len(cases))]


def show(reading, case, faults, extra):
    print(f"\n{case['text']}")
    for wanted, wrong in zip(case["wanted"], faults):
        if wrong is None:
            print(f"   missing {wanted['type']} {wanted['trigger']}")
        for f in wrong or []:
            print(f"   {wanted['trigger']}: {f} wanted {wanted.get(f, DEFAULT.get(f, '-'))}")
    for s in reading.doc["statements"] if extra or any(faults) or None in faults else []:
        roles = "; ".join(f"{r['role']}={reading.says(r['span'])}" for r in s["roles"] if r.get("span"))
        tolls = " ".join(f"{t['effect']} {t['low']},{t['best']},{t['high']}" for t in s["toll"])
        print(f"   {'EXTRA' if s in extra else 'found'} {reading.says(s['trigger'])} {s['type']}/{s['mode']} {roles}; {tolls}; "
              f"where {[n[0] for n in reading.names(s, 'where')]} when {reading.names(s, 'when')} by {[n[0] for n in reading.names(s, 'by')]} "
              f"{reading.certainty(s)} {s['modality']} {s['time_frame']} | {s['why'].get('type')} {s['confidence']}")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("casus")
    ap.add_argument("--at-least", type=int, default=0)
    ap.add_argument("--verbose", action="store_true")
    a = ap.parse_args()
    cases = [json.loads(line) for line in open(HERE / "plain.jsonl", encoding="utf-8")]
    good, wrong, missing, spurious, found = 0, Counter(), 0, 0, 0
    for case, reading in zip(cases, code(a.casus, cases)):
        faults, extra = compare(reading, case)
        ok = not extra and not any(faults) and None not in faults
        good += ok
        missing += faults.count(None)
        found += len(faults) - faults.count(None)
        spurious += len(extra)
        wrong.update(f for w in faults for f in w or [])
        if a.verbose and not ok:
            show(reading, case, faults, extra)
    for f in FIELDS:
        print(f"{f:12} right {found - wrong[f]:4} of {found}")
    print(f"statements missing {missing}, not wanted {spurious}; sentences right in all fields: {good} of {len(cases)}")
    return 0 if good >= a.at_least else f"expected at least {a.at_least} sentences right"


if __name__ == "__main__":
    sys.exit(main())
