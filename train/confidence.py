#!/usr/bin/env python3
"""The weights of data/confidence.tsv, and how well they are calibrated.

usage: confidence.py CASUS [--data ../shared/data] [--tools ../shared/tools] [--write data/confidence.tsv]

Decisions, of texts from which the branch has not learnt: the statements of the texts that are held out of incidents.tsv whose word was judged
(right: it is an event of that type); the statements that may answer a sentence of PLV, as many of whose marked parties they have as any
(right: the root is; the fold of roots.folds that joint.py keeps out), and the one that answers a snippet of acled_types dev (right: its type is),
as score_types.py chooses them. The first set, reports in which every statement was judged, weighs most; the others say which of several
statements is what a sentence tells first, and count WEIGHT times, so that they are heard. Prints the expected calibration error over ten
bins of equal mass, of all decisions and of each set, of the confidences as coded and of weights learnt on one half of the texts and measured
on the other, by turns; --write writes weights of all.
"""
import argparse, json, math, random, re, subprocess, sys, tempfile
from pathlib import Path
import numpy as np
from scipy.optimize import minimize
import incidents, roots

FEATURES = ("bias", "branch", "alone", "relation", "noun", "agent", "patient", "unreal", "unsure", "company", "below")
TYPES = ("ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT", "REQUEST",
         "RETREAT", "SANCTION", "SUPPORT", "THREATEN")
L2, SEED, BINS, HELD_OUT = 0.006, 11, 10, 0
WEIGHT = {"marks": 1.0, "plv": 6.0, "acled": 6.0}


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


def marked(data, casus, _):
    rows = [r for r in incidents.read(incidents.MARKED, incidents.documents(data)) if incidents.held_out(r)]
    for r, doc in zip(rows, coded(casus, [(r.id, r.text) for r in rows])):
        for s in incidents.events_of(doc):
            mark = incidents.judged(r, s)
            if mark:
                yield "marks", r.id, features(s, company_of(doc, s), is_below(doc, s)), s["confidence"], mark[3] == s["type"]


def plv(data, casus, st):
    items = st.load("plv", f"{data}/plover/PLV_train.tsv")
    fold = roots.folds([(it["id"],) for it in items], random.Random(roots.SEED))
    items = [it for it in items if fold[it["id"]] == HELD_OUT]
    for it, doc in zip(items, coded(casus, [(it["id"], it["text"]) for it in items])):
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
            yield "plv", it["id"], features(s, company_of(doc, s), is_below(doc, s)), s["confidence"], root == it["gold_root"]


def acled(data, casus, st):
    items = st.load("acled_types", f"{data}/acled_types/dev.jsonl")
    for it, doc in zip(items, coded(casus, [(it["id"], it["text"]) for it in items])):
        said = st.read(doc, it["text"])
        if not said:
            continue
        main = min(said, key=lambda s: not s["event"])
        wanted = [w.split("/")[0].split("+")[0].split(":")[0] for w in st.ACLED[it["type"]].split()]
        s = next(o for o in doc["statements"] if o["id"] == main["id"])
        right = s["type"] in wanted or (wanted[0] == "none" and s["type"] not in ("ASSAULT", "PROTEST"))
        yield "acled", it["id"], features(s, company_of(doc, s), is_below(doc, s)), s["confidence"], right


def coded(casus, texts):
    """What the program makes of [(id, text)], in their order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps({"id": name, "text": text}) + "\n" for name, text in texts)
        f.flush()
        done = subprocess.run([casus, "code", "--force", "--tokens", "--format", "json", f.name], stdout=subprocess.PIPE, text=True, check=True)
    docs = [json.loads(line) for line in done.stdout.splitlines()]
    assert [incidents.name_of(d) for d in docs] == [name for name, _ in texts]
    return docs


def ece(p, y):
    """Expected calibration error over BINS bins of equal mass."""
    order = np.argsort(p, kind="stable")
    return sum(abs(p[b].mean() - y[b].mean()) * len(b) for b in np.array_split(order, BINS)) / len(p)


def fit(x, y, weight):
    weight = weight / weight.sum()

    def loss(w):
        z, pull = x @ w, L2 * np.r_[0, w[1:]]
        return weight @ (np.logaddexp(0, z) - y * z) + pull @ w / 2, x.T @ (weight * (1 / (1 + np.exp(-z)) - y)) + pull
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x


def by_halves(rows, x, y, weight):
    """Of each decision the confidence by weights learnt on the half of the texts that it is not in."""
    ids = sorted({r[:2] for r in rows})
    random.Random(SEED).shuffle(ids)
    half = {k: i % 2 for i, k in enumerate(ids)}
    side, p = np.array([half[r[:2]] for r in rows]), np.zeros(len(rows))
    for k in (0, 1):
        p[side == k] = 1 / (1 + np.exp(-x[side == k] @ fit(*(v[side != k] for v in (x, y, weight)))))
    return p


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("casus")
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--tools", default="../shared/tools")
    ap.add_argument("--write")
    a = ap.parse_args()
    sys.dont_write_bytecode = True
    sys.path.insert(0, a.tools)
    import score_types as st
    rows = [r for decisions in (marked, plv, acled) for r in decisions(a.data, a.casus, st)]
    x, y = np.array([r[2] for r in rows]), np.array([float(r[4]) for r in rows])
    as_coded, set_, weight = np.array([r[3] for r in rows]), np.array([r[0] for r in rows]), np.array([WEIGHT[r[0]] for r in rows])
    halves = by_halves(rows, x, y, weight)
    for name, of in (("all", set_ != ""), *((s, set_ == s) for s in WEIGHT)):
        p, t = halves[of], y[of]
        print(f"{name}: {of.sum()} decisions, {100 * t.mean():.1f} % right; expected calibration error as coded {ece(as_coded[of], t):.3f}, "
              f"by halves {ece(p, t):.3f}, mean of right {p[t == 1].mean():.3f}, of wrong {p[t == 0].mean():.3f}")
    if a.write:
        head = [line for line in open(a.write, encoding="utf-8") if line[0] == "#"]
        with open(a.write, "w", encoding="utf-8") as f:
            f.writelines(head)
            for name, v in zip(FEATURES + TYPES, fit(x, y, weight)):
                f.write(f"{name}\t{round(1000 * v)}\n")


if __name__ == "__main__":
    main()
