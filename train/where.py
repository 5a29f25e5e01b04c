#!/usr/bin/env python3
"""Learn the weights of data/where.tsv: which of a sentence's places a deed was done at.

usage: where.py [--data ../shared/data] [--models models] [--build build] [--folds 5] [--write data/where.tsv]

Reads event_location/train.jsonl and dev.jsonl, lets train/where_dump.c (built here over the libraries of a build folder) find
triggers, places and features, so that there is one implementation, and fits a logistic regression on the sites of the marked
verbs that casus takes for triggers. Prints the share of those verbs whose set of places is exactly right, for the five folds
(over sentences) of train and for dev; the gold is `places` or one of `alt`, as tools/score_types.py of the data has it.
Without --write nothing is changed.
"""
import argparse, json, os, subprocess, tempfile
from collections import Counter
import numpy as np
from dump import ROOT, build

# A feature must have been seen SEEN times; PENALTY draws weights to 0, flat between 1e-4 and 1e-3 in the folds.
SEEN, PENALTY, STEPS, RATE, UNSTATED, BESIDE = 6, 5e-4, 250, 0.08, 0.7, 6
HEAD = """\
# What speaks for (above 0) and against a place of the sentence being where a trigger's deed was done: weights of a logistic
# regression in thousandths of the log odds, made by train/where.py from the training part of the event location set (Halterman
# 2019); no text of it is here. The sum of a place's features must be above 0. src/decode/where_feature.c makes the features.
# feature	weight
"""


def offsets(text):
    """Byte offset -> code point."""
    out, at = {}, 0
    for i, c in enumerate(text):
        for _ in range(len(c.encode())):
            out[at] = i
            at += 1
    out[at] = len(text)
    return out


def overlap(a, b):
    return min(a[1], b[1]) - max(a[0], b[0])


def dump(items, program, models):
    """({trigger span: {place span: features}}, [trigger spans of statements]) of each item's text, in code points."""
    texts = [it["text"].encode() for it in items]
    raw = subprocess.run([program, models], input=b"".join(b"%d\n%s\n" % (len(t), t) for t in texts), stdout=subprocess.PIPE, check=True)
    blocks = raw.stdout.decode(errors="replace").split("\ntext")[1:]
    assert len(blocks) == len(items), "a text is missing in the dump"
    for it, block in zip(items, blocks):
        at, sites, stated = offsets(it["text"]), {}, set()
        for kind, *f in (line.split("\t") for line in block.split("\n")):
            if kind == "site":
                trigger, place = ((at[int(f[i])], at[int(f[i + 1])]) for i in (0, 2))
                sites.setdefault(trigger, {})[place] = f[4:]  # a trigger may be judged twice: the last counts
            elif kind == "statement":
                stated.add((at[int(f[0])], at[int(f[1])]))
        yield it, sites, stated


def at_word(span, sites, stated):
    """The trigger at the marked word, or None."""
    return max(((overlap(t, span), t) for t in {*sites, *stated} if overlap(t, span) > 0), default=(0, None))[1]


def verbs(path, program, models):
    """[(gold sets, is a statement?, [(place span, features)])] of event_location's marked verbs that are triggers."""
    out = []
    for it, sites, stated in dump([json.loads(line) for line in open(path, encoding="utf-8")], program, models):
        for e in it["events"]:
            trigger = at_word(e["verb"], sites, stated)
            if trigger:
                gold = [{tuple(p) for p in places} for places in [e["places"], *(e.get("alt") or [])]]
                out.append((gold, trigger in stated, list(sites.get(trigger, {}).items())))
    return out


def events(path, program, models):
    """The same of m2e2's events that have a place; names beside the gold one ("Mosul, Iraq"), of which it marks one, are left out."""
    out = []
    for it, sites, stated in dump([json.loads(line) for line in open(path, encoding="utf-8")], program, models):
        for e in it["events"]:
            gold, trigger = {tuple(a[1:]) for a in e["args"] if a[0] == "Place"}, at_word(e["trigger"], sites, stated)
            if not gold or not trigger or e["type"] == "Movement.Transport":
                continue
            kept = [(p, f) for p, f in sites.get(trigger, {}).items()
                    if all(overlap(p, g) > 0 or max(p[0], g[0]) - min(p[1], g[1]) > BESIDE for g in gold)]
            out.append(([gold], True, kept))
    return out


class Model:
    def __init__(self, rows, labels, weights):
        seen = Counter(f for x in rows for f in x)
        self.at = {f: i for i, f in enumerate(sorted(f for f in seen if seen[f] >= SEEN))}
        index, row = self.sparse(rows)
        n, k = len(rows), len(self.at)
        w, m, v = np.zeros(k), np.zeros(k), np.zeros(k)
        for step in range(1, STEPS + 1):
            p = 1 / (1 + np.exp(-np.bincount(row, w[index], n)))
            grad = np.bincount(index, ((p - labels) * weights)[row], k) / n + PENALTY * w
            m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad * grad
            rate = RATE if step < 0.6 * STEPS else 0.2 * RATE
            w -= rate * (m / (1 - 0.9 ** step)) / (np.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
        self.w = np.round(1000 * w).astype(int)

    def sparse(self, rows):
        pairs = [(self.at[f], i) for i, x in enumerate(rows) for f in x if f in self.at]
        return np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])

    def scores(self, rows):
        index, row = self.sparse(rows)
        return np.bincount(row, self.w[index], len(rows))


def flat(items):
    """Rows of features, labels, weights, and the number of each row's verb."""
    rows = [(f, any(overlap(p, q) > 0 for q in gold[0]), 1.0 if stated else UNSTATED, i)
            for i, (gold, stated, sites) in enumerate(items) for p, f in sites]
    return [r[0] for r in rows], *(np.array([r[k] for r in rows], float) for k in (1, 2)), np.array([r[3] for r in rows])


def exact(items, scores):
    at, right, n = 0, 0, 0
    for gold, stated, sites in items:
        got = {p for (p, _), s in zip(sites, scores[at:at + len(sites)]) if s > 0}
        at += len(sites)
        n += stated
        right += stated and got in gold
    return f"{100 * right / max(n, 1):.1f} % of {n} verbs with a statement"


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", default=os.path.join(ROOT, "../shared/data"))
    p.add_argument("--models", default=os.path.join(ROOT, "models"))
    p.add_argument("--build", default=os.path.join(ROOT, "build"))
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--write")
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        build("where_dump", a.build, f"{tmp}/dump")
        train, dev = (verbs(os.path.join(a.data, "event_location", f"{n}.jsonl"), f"{tmp}/dump", a.models) for n in ("train", "dev"))
        more, more_dev = (events(os.path.join(a.data, "m2e2", f"{n}.jsonl"), f"{tmp}/dump", a.models) for n in ("train", "dev"))
    more_rows = flat(more)
    rows, labels, weights, of = flat(train)
    held = np.zeros(len(rows))
    for k in range(a.folds):
        out = of % a.folds == k
        m = Model([x for x, o in zip(rows, out) if not o] + more_rows[0], np.r_[labels[~out], more_rows[1]],
                  np.r_[weights[~out], more_rows[2]])
        held[out] = m.scores([x for x, o in zip(rows, out) if o])
    if a.folds:
        print(f"train, {a.folds} folds: {exact(train, held)}")
    m = Model(rows + more_rows[0], np.r_[labels, more_rows[1]], np.r_[weights, more_rows[2]])
    print(f"train, seen: {exact(train, m.scores(rows))}\ndev: {exact(dev, m.scores(flat(dev)[0]))}")
    print(f"m2e2 train, seen: {exact(more, m.scores(more_rows[0]))}\nm2e2 dev: {exact(more_dev, m.scores(flat(more_dev)[0]))}")
    kept = {f: m.w[i] for f, i in m.at.items() if abs(m.w[i]) >= 20}
    print(f"{len(rows)} sites, {len(kept)} features")
    if a.write:
        with open(a.write, "w", encoding="utf-8") as f:
            f.write(HEAD + "".join(f"{k}\t{w}\n" for k, w in kept.items()))


if __name__ == "__main__":
    main()
