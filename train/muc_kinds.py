#!/usr/bin/env python3
"""Learn which of MUC-4's kinds of violence an incident is: data/muc_kinds.tsv.

usage: muc_kinds.py MUC FILLER_DUMP REPORTS OUT      MUC: folder with roles_train.jsonl and roles_dev.jsonl

FILLER_DUMP (train/filler_dump.c, built with the tests) prints the incidents that casus finds and what src/link/muc_kind.c
sees of them. Incidents and templates of a report are paired one to one so that most of their fillers agree; a pair that
shares none teaches nothing. A multinomial logistic regression on the train part; reports that are also in REPORTS are left out.
Printed: the share of shared fillers that stand under the right kind, for five folds of train and for dev. Seedless.
"""
import hashlib, sys
from collections import Counter
from pathlib import Path
import numpy as np
from scipy.optimize import linear_sum_assignment, minimize
from scipy.sparse import csr_matrix
from fillers import norm, printed, read

KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery")  # in the order of src/link/muc_kind.c
LISTS = {"PerpInd": "agents", "PerpOrg": "agents", "Target": "things", "Victim": "things", "Weapon": "weapons"}
SEEN, DECAY, FOLDS = 3, 1.0, 5
HEAD = """\
# What speaks for each of MUC-4's kinds of an incident: weights of a logistic regression in hundredths of the log odds, made by
# train/muc_kinds.py from MUC-4's training reports and templates (public research release by NIST); no text of it is here.
# src/link/muc_kind.c makes the features; the kind with the greatest sum is the incident's.
# feature	attack	bombing	kidnapping	arson	robbery
"""


def dump(tool, rows):
    """{docid: [(kind, {(list, words)}, [features])]}"""
    out, cur = {r["docid"]: [] for r in rows}, None
    for line in printed(tool, rows, "kinds").splitlines():
        what, *f = line.split("\t")
        if what == "incident":
            cur = (f[1], set(), [])
            out[f[0]].append(cur)
        elif what == "filler":
            cur[1].add((f[0], norm(f[1])))
        else:
            cur[2].extend(f)
    return out


def pairs(rows, found):
    """[(docid, kinds of the template, fillers in common, incident)]"""
    out = []
    for r in rows:
        here, gold = found[r["docid"]], []
        for t in r["templates"]:
            gold.append([{(LISTS[k], norm(m[0])) for m in e} for k in LISTS for e in t[k]])
        if not here or not gold:
            continue
        weight = np.array([[sum(bool(e & x[1]) for e in g) for g in gold] for x in here])
        for i, j in zip(*linear_sum_assignment(weight, maximize=True)):
            if weight[i][j]:
                out.append((r["docid"], r["templates"][j]["incident_type"].split(" / "), int(weight[i][j]), here[i]))
    return out


def matrix(items, column):
    at, cols = [0], []
    for *_, x in items:
        cols += [column[f] for f in x[2] if f in column]
        at.append(len(cols))
    return csr_matrix((np.ones(len(cols)), cols, at), shape=(len(items), len(column)))


def fit(items):
    """(features, weights [features, kinds])"""
    items = [i for i in items if i[1][0] in KINDS]
    seen = Counter(f for i in items for f in i[3][2])
    features = sorted(f for f, n in seen.items() if n >= SEEN)
    x = matrix(items, {f: i for i, f in enumerate(features)})
    y = np.array([KINDS.index(i[1][0]) for i in items])
    want = np.eye(len(KINDS))[y]

    def loss(w):
        w = w.reshape(len(features), len(KINDS))
        z = x @ w
        z -= np.logaddexp.reduce(z, axis=1)[:, None]
        return -z[np.arange(len(y)), y].sum() + DECAY * (w * w).sum() / 2, (x.T @ (np.exp(z) - want) + DECAY * w).ravel()

    w = minimize(loss, np.zeros(len(features) * len(KINDS)), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
    return features, w.reshape(len(features), len(KINDS))


def right(items, features, w):
    """(fillers under the right kind, all)"""
    best = (matrix(items, {f: i for i, f in enumerate(features)}) @ w).argmax(1)
    return sum(n for (_, kinds, n, _), k in zip(items, best) if KINDS[k] in kinds), sum(i[2] for i in items)


def main(muc, tool, reports, out):
    items = []
    for part in ("train", "dev"):
        rows = read(Path(muc, f"roles_{part}.jsonl"), reports)
        items.append(pairs(rows, dump(tool, rows)))
    train, dev = items
    print(f"{len(train)} incidents of train: {dict(Counter(k[0] for _, k, *_ in train))}")
    fold, sums = lambda i: int(hashlib.md5(i[0].encode()).hexdigest(), 16) % FOLDS, np.zeros(2)
    for f in range(FOLDS):
        sums += right([i for i in train if fold(i) == f], *fit([i for i in train if fold(i) != f]))
    print(f"by folds {100 * sums[0] / sums[1]:.1f} %")
    features, w = fit(train)
    w = np.rint(100 * w).astype(int)
    print("dev, as exported: %d of %d" % right(dev, features, w))
    with open(out, "w", newline="\n") as f:
        f.write(HEAD + "".join("\t".join([name, *map(str, row)]) + "\n" for name, row in zip(features, w) if row.any()))


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
