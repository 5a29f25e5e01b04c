#!/usr/bin/env python3
"""The weights of data/confidence.tsv, and how well they are calibrated.

usage: confidence.py --data ../shared/data --tools ../shared/tools --plv CODED.jsonl --acled CODED.jsonl [--write data/confidence.tsv]

Decisions are the statements that may answer a sentence of PLV, as many of whose marked parties they have as any (right: the root
is), and the one that answers a snippet of acled_types dev (right: its type is), as score_types.py chooses them; both coded with
--tokens. CODED of PLV must come from the fold branches of roots.py, each sentence coded by the
branch that was not trained on it. Prints the expected calibration error over ten bins of equal mass, of the confidences as
coded and of weights learnt on one half of the decisions and measured on the other, by turns; --write writes weights of all.
"""
import argparse, math, random, re, sys
from pathlib import Path
import numpy as np

FEATURES = ("bias", "branch", "alone", "relation", "noun", "agent", "patient", "unreal", "unsure", "company", "below")
TYPES = ("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
         "RETREAT", "SANCTION", "SUPPORT", "THREATEN")
PASSES, RATE, L2, SEED, BINS = 3000, 0.05, 0.003, 11, 10


def features(s, company, below):
    """As src/decode/confidence.c has them, from a coded statement."""
    m = re.search(r"branch:type ([\d.]+)", s["why"].get("confidence", ""))
    p = min(max(float(m[1]) if m else 0.5, 0.018), 0.982)
    roles, relation = {r["role"] for r in s["roles"]}, s["kind"] == "relation"
    x = [1.0, 0.0 if relation else math.log(p / (1 - p)), float(":*/" in s["why"]["type"]),
         float(relation), float(not s["why"]["type"].endswith("/v")), float(bool(roles & {"agent", "from"})),
         float(bool(roles & {"recipient", "target", "other-party", "to"})), float(s["modality"] != "actual"),
         float(s["certainty"] != "fact"), float(min(company, 4)), float(below)]
    return x + [float(s["type"] == t) for t in TYPES]


def company_of(doc, s):
    """Other event statements of the sentence."""
    sent = next(((b, e) for b, e in doc["sentences"] if b <= s["trigger"][0] < e), (0, 0))
    return sum(o is not s and o["kind"] == "event" and sent[0] <= o["trigger"][0] < sent[1] for o in doc["statements"])


def is_below(doc, s):
    """Whether the trigger lies below another event statement's in the parse."""
    def word(x):
        return next(i for i, t in enumerate(doc["tokens"]) if t["span"][0] <= x["trigger"][0] < t["span"][1])
    others = {word(o) for o in doc["statements"] if o["kind"] == "event"}
    at = doc["tokens"][word(s)]["head"]
    while at >= 0 and at not in others:
        at = doc["tokens"][at]["head"]
    return at >= 0


def plv(data, coded, st):
    items, docs = st.load("plv", f"{data}/plover/PLV_train.tsv"), load(coded)
    for it in items:
        doc = docs.get(it["id"])
        if not doc:
            continue
        def overlaps(s, roles, marks):
            return any(st.overlap(x, m) for role, _, spans, mentions in s["fills"] if role in roles for x in spans + mentions for m in marks)
        near = {}  # statements by how many of the marked parties they have
        for s in st.read(doc, it["text"]):
            root = "YIELD" if s["type"] in ("CONCEDE", "RETREAT") else st.RELATION_ROOT.get(s["type"], s["type"])
            n = (overlaps(s, ("agent", "from"), it["marks"]["s"]) +
                 overlaps(s, ("recipient", "target", "other-party", "to"), it["marks"]["t"]))
            if root in st.QUAD:
                near.setdefault(n, []).append((root, s["id"]))
        for root, name in near[max(near)] if near else ():
            s = next(o for o in doc["statements"] if o["id"] == name)
            yield it["id"], features(s, company_of(doc, s), is_below(doc, s)), s["confidence"], root == it["gold_root"]


def acled(data, coded, st):
    docs = load(coded)
    for it in st.load("acled_types", f"{data}/acled_types/dev.jsonl"):
        doc = docs.get(it["id"])
        said = st.read(doc, it["text"]) if doc else []
        if not said:
            continue
        main = min(said, key=lambda s: not s["event"])
        wanted = [w.split("/")[0].split("+")[0].split(":")[0] for w in st.ACLED[it["type"]].split()]
        s = next(o for o in doc["statements"] if o["id"] == main["id"])
        right = s["type"] in wanted or (wanted[0] == "none" and s["type"] not in ("ASSAULT", "PROTEST"))
        yield "acled" + it["id"], features(s, company_of(doc, s), is_below(doc, s)), s["confidence"], right


def load(path):
    import json
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    return {Path((d.get("source") or {}).get("path") or "").name: d for d in rows}


def ece(p, y):
    """Expected calibration error over BINS bins of equal mass."""
    order = np.argsort(p, kind="stable")
    return sum(abs(p[b].mean() - y[b].mean()) * len(b) for b in np.array_split(order, BINS)) / len(p)


def fit(x, y):
    w = np.zeros(x.shape[1])
    for _ in range(PASSES):
        p = 1 / (1 + np.exp(-x @ w))
        penalty = L2 * w
        penalty[0] = 0
        w -= RATE * 4 * (x.T @ (p - y) / len(y) + penalty)
    return w


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True)
    ap.add_argument("--tools", required=True)
    ap.add_argument("--plv", required=True)
    ap.add_argument("--acled", required=True)
    ap.add_argument("--write")
    a = ap.parse_args()
    sys.dont_write_bytecode = True
    sys.path.insert(0, a.tools)
    import score_types as st
    rows = [*plv(a.data, a.plv, st), *acled(a.data, a.acled, st)]
    x, y = np.array([r[1] for r in rows]), np.array([float(r[3]) for r in rows])
    coded = np.array([-1.0 if r[2] is None else r[2] for r in rows])
    print(f"{len(rows)} decisions, {100 * y.mean():.1f} % right")
    if (coded >= 0).all():
        print(f"as coded: expected calibration error {ece(coded, y):.3f}, mean confidence {coded.mean():.3f}")
    ids = sorted({r[0] for r in rows})
    random.Random(SEED).shuffle(ids)
    half = {k: i % 2 for i, k in enumerate(ids)}
    side = np.array([half[r[0]] for r in rows])
    p = np.zeros(len(rows))
    for k in (0, 1):
        p[side == k] = 1 / (1 + np.exp(-x[side == k] @ fit(x[side != k], y[side != k])))
    print(f"learnt on one half, measured on the other: expected calibration error {ece(p, y):.3f}, "
          f"mean of right {p[y == 1].mean():.3f}, of wrong {p[y == 0].mean():.3f}")
    if a.write:
        head = [line for line in open(a.write, encoding="utf-8") if line[0] == "#"]
        with open(a.write, "w", encoding="utf-8") as f:
            f.writelines(head)
            for name, v in zip(FEATURES + TYPES, fit(x, y)):
                f.write(f"{name}\t{round(1000 * v)}\n")


if __name__ == "__main__":
    main()
