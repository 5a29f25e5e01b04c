#!/usr/bin/env python3
"""Learn whether two reports tell of one incident: src/link/same_weights.h; and how common words are: data/word_weights.tsv.

usage: same.py weights CODED [--data ../shared/data] [--tools ../shared/tools] [--build build] [--write src/link/same_weights.h]
       same.py deeds CODED [--data ../shared/data] [--tools ../shared/tools] [--build build] [--write src/link/deed_weights.h]
       same.py words [--data ../shared/data] [--build build] --write data/word_weights.tsv

CODED is a folder with muc.jsonl (train and dev in one), ecb_train.jsonl and ecb_dev.jsonl: what casus code --format json printed
for the texts that `score_links.py texts` writes. train/same_dump.c, built here over the libraries of a build folder, finds the
accounts of incidents, compares those that share a key and prints what src/link/same_see.c sees of each pair, so that there is one
implementation. A pair of accounts is one incident if a mention (ECB+) or template (MUC-4) that score_links.py matches with the one
is of the same chain or cluster as one that it matches with the other; accounts without a match teach nothing, and neither do
two templates that differ too little to be sure (may_be_same). An
account is an incident of a report, and again each statement of it. A logistic regression over the values of aspects and of pairs
of aspects, on ECB+ train and MUC-4 train and dev. Printed: log loss by five
folds (over topics of ECB+, over what MUC-4's clusters join) and on ECB+ dev. Seedless. For B-cubed build casus with what was
written, let same_dump print incidents and score them with score_links.py.

deeds: CODED is a folder with ecb_train.casus and ecb_dev.casus (`casus add --force` of the texts) and what `casus export` gives of them
(ecb_train.jsonl, ecb_dev.jsonl). Two statements are one deed if the mentions that score_links.py matches with them are of one chain;
statements without a match teach nothing. Learnt on ECB+ train; how far weights are held back is chosen by log loss by folds over
its topics, how statements are clustered by B-cubed F1 across reports by the probabilities of the same folds. ECB+ dev is
only measured.
"""
import argparse, hashlib, json, math, subprocess, sys, tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from dump import ROOT, build

# Aspects that say more together than apart, by the folds.
PAIRS = [("WHEN", "WHERE"), ("WHEN", "VICTIM"), ("WHEN", "AFFECTED")]
DECAY, FOLDS, VALUES, REPORTS_MIN = 10, 5, 12, 8
DEED_VALUES, DEED_DECAYS, JOINS, UNSEENS = 16, (3, 10, 30, 100), (.2, .25, .3, .35, .4, .45, .5, .55), (.05, .1, .2, .3)
COUNTED = ("polnear/train", "police/india_train", "muc4/train", "ecb/train")
# What is known before any pair is seen, in log odds; the regression starts from here and what it has little to go by stays. Few
# pairs of the sets are dated, and none is of two days' bombings in one city: without it days and places would count for little.
PRIOR = {
    "REPORT": [0, -1], "WHEN": [0, -.2, 1.5, 1.2, 1, .4, 0, -.5, -1.5, -3, -4], "PUBLISHED": [0, .3, .2, 0, -.5, -1],
    "AGE": [0, -.5, .5, .3, 0, -1], "WHERE": [0, 0, 1.2, .8, .4, .3, -.2, -1.5, -1.5, -3],
    "AGENT": [0, 0, .4, .4, .3, .2, 0, -.1, -.3], "AFFECTED": [0, 0, .5, .8, .5, .3, 0, -.2, -.8], "VICTIM": [0, -.8, .5, 1],
    "KILLED": [0, 0, .8, .2, .3, -.4, -1.2], "WOUNDED": [0, 0, .8, .2, .3, -.3, -.8], "HELD": [0, 0, .8, .2, .3, -.3, -.8],
    "TYPE": [.5, -1.5, -1], "MODE": [0, .4, -.5], "MUC": [0, .4, -.5], "TRIGGER": [-.4, 0, .3, .7], "WORLD": [0, 0, -1],
    "FRAME": [0, -.3], "PLURAL": [0, -.5, -.5],
}
# The same of pairs of aspects: {(aspect, value, aspect, value): log odds}. Here: one day, and one town or one name.
SAME_DAY, DAY_OFF = 2, 7
PRIOR_PAIRS = {
    ("WHEN", SAME_DAY, "WHERE", 2): 1.0, ("WHEN", SAME_DAY, "WHERE", 3): .6, ("WHEN", DAY_OFF, "WHERE", 2): -.5,
    ("WHEN", SAME_DAY, "AFFECTED", 2): .4, ("WHEN", SAME_DAY, "AFFECTED", 3): .8, ("WHEN", SAME_DAY, "AFFECTED", 4): .4,
}
WORDS_HEAD = """\
# How much it says that two texts share a word: 100 log(N / n) / log N for a stem (src/link/stem.h) that n of N reports have; n is
# 8 at least. Counted by train/same.py in the training parts of MUC-4, ECB+, PolNeAR and IndiaPoliceEvents; no text of theirs is
# here. Ascending by the stem's bytes: it is searched as it is.
# stem	weight
"""
WEIGHTS_HEAD = """\
/* link/same_weights.h: what speaks for one incident and against it, in thousandths of the log odds, by the values of src/link/same_see.h.
 * Made by train/same.py from ECB+ train and from MUC-4's answer keys; no text of theirs is here. */
#ifndef CS_LINK_SAME_WEIGHTS_H
#define CS_LINK_SAME_WEIGHTS_H
#include "link/same_see.h"

typedef struct cs_same_pair {
    uint8_t a, b; /* aspects */
    int16_t weight[CS_ASPECT_VALUES_MAX][CS_ASPECT_VALUES_MAX];
} cs_same_pair;

/* clang-format off */
"""


# ---- words ----

def words(program, data, out):
    texts = [str(data / f"{name}.jsonl") for name in COUNTED]
    rows = [line.split("\t") for line in subprocess.run([program, "words", *texts], stdout=subprocess.PIPE, check=True,
                                                        text=True).stdout.splitlines()]
    n = int(rows[0][1])
    kept = sorted((s.encode(), round(100 * math.log(n / int(k)) / math.log(n))) for s, k in rows[1:]
                  if int(k) >= REPORTS_MIN and len(s) > 1)
    print(f"{n} reports, {len(kept)} stems")
    with open(out, "w", encoding="utf-8", newline="\n") as f:
        f.write(WORDS_HEAD + "".join(f"{s.decode()}\t{w}\n" for s, w in kept))


# ---- pairs ----

def read_pairs(program, coded, unit):
    """(accounts [(report, statement ids)], aspects, members [n, 2], values [n, aspects])"""
    accounts, rows, aspects = [], [], []
    with subprocess.Popen([program, "pairs", *unit, str(coded)], stdout=subprocess.PIPE, text=True) as p:
        for what, *f in (line.rstrip("\n").split("\t") for line in p.stdout):
            if what == "pair":
                rows.append([int(v) for v in f])
            elif what == "account":
                accounts.append((f[0], f[1:]))
            elif what == "aspects":
                aspects = f
    rows = np.array(rows, dtype=np.int32)
    return accounts, aspects, rows[:, :2], rows[:, 2:]


def ecb_labels(links, gold, docs, account):
    """(report, chain, account) of each mention that score_links.py matches."""
    seen = []
    links.print_figures = lambda items, across: seen.extend(items)
    links.score_ecb(gold, docs, account, True)
    return [(report, str(chain), a[1]) for report, chain, a in seen], set()


def may_be_same(links, s, t):
    """Whether templates that the rule of score_links.py parts may tell of one incident all the same: it wants a day told in full."""
    if not s["type"] & t["type"] or not any(a <= y and x <= b for a, b in s["when"] for x, y in t["when"]):
        return False
    near = any(all(p == q for p, q in zip(x, y)) for x in s["place"] for y in t["place"])
    return near and (not s["targets"] or not t["targets"] or bool(s["targets"] & t["targets"]) or links.within(s["targets"], t["targets"]))


def muc_labels(links, gold, docs, account):
    """The same of each template that is answered; and pairs of clusters of which nobody knows whether they are one."""
    templates, by_report, own, out = list(links.load_templates(gold)), defaultdict(list), defaultdict(dict), []
    top = links.groups((i, j) for (i, a), (j, b) in combinations(enumerate(templates), 2) if links.same_incident(a, b, False))
    name = {i: str(top.get(i, f"alone {i}")) for i in range(len(templates))}
    doubt = {(name[i], name[j]) for (i, s), (j, t) in combinations(enumerate(templates), 2)
             if name[i] != name[j] and may_be_same(links, s, t)}
    for i, t in enumerate(templates):
        by_report[t["report"]].append((i, t))
    for ref, a in account.items():
        own[ref[0]][ref] = a
    for report in by_report:
        found, ranked = list(links.parts(report, docs[report], own[report])), []
        for i, t in by_report[report]:
            for j, (_, kind, when, strings) in enumerate(found):
                points = 2 if t["targets"] & strings else links.within(t["targets"], strings)
                points += any(a <= y and x <= b for a, b in t["when"] for x, y in when)
                if points and kind in t["type"]:
                    ranked.append((-points, i, j))
        out += [(report, name[i], found[j][0][1]) for i, j in links.best_pairs(ranked).items()]
    return out, doubt


class Set:
    """Labelled pairs: values, labels, fold (-1: the pair's accounts lie in two)."""

    def __init__(self, program, links, coded, gold, labels, part, unit):
        docs = links.load_coded(str(coded))
        accounts, self.aspects, members, values = read_pairs(program, coded, unit)
        items, doubt = labels(links, gold, docs, {(r, s): ("account", i) for i, (r, ids) in enumerate(accounts) for s in ids})
        told, fold = defaultdict(set), part(accounts, items)
        for _, label, i in items:
            told[i].add(label)
        keep = [k for k, (a, b) in enumerate(members.tolist()) if a in told and b in told and (
            told[a] & told[b] or not any((x, y) in doubt or (y, x) in doubt for x in told[a] for y in told[b]))]
        self.values = values[keep]
        self.y = np.array([bool(told[a] & told[b]) for a, b in members[keep].tolist()], float)
        self.fold = np.array([fold[a] if fold[a] == fold[b] else -1 for a, b in members[keep].tolist()])
        every = {(min(a, b), max(a, b)) for label in {x for _, x, _ in items}
                 for a, b in combinations([i for _, x, i in items if x == label], 2) if a != b and accounts[a][0] != accounts[b][0]}
        print(f"{coded.name} {' '.join(unit)}: {len(accounts)} accounts, {len(members)} pairs compared, {len(keep)} of them labelled, "
              f"{int(self.y.sum())} one incident; of {len(every)} pairs of different reports that are one incident "
              f"{len(every & set(map(tuple, members.tolist())))} are compared")


def by_topic(accounts, _):
    topics = sorted({int(r.split("_")[0]) for r, _ in accounts})
    return [topics.index(int(r.split("_")[0])) % FOLDS for r, _ in accounts]


def by_cluster(accounts, items):
    """Reports that share a cluster lie in one fold."""
    root = {}

    def top(x):
        while root.setdefault(x, x) != x:
            x = root[x]
        return x
    for report, label, _ in items:
        root[top(report)] = top("of " + label)
    return [int(hashlib.md5(top(r).encode()).hexdigest(), 16) % FOLDS for r, _ in accounts]


# ---- the model ----

def columns(values, aspects):
    n = len(aspects)
    cols = [values[:, i] + i * VALUES for i in range(n)]
    for k, (a, b) in enumerate(PAIRS):
        cols.append(n * VALUES + k * VALUES ** 2 + values[:, aspects.index(a)] * VALUES + values[:, aspects.index(b)])
    return np.stack(cols, 1)


def width(aspects):
    return len(aspects) * VALUES + len(PAIRS) * VALUES ** 2


def prior(aspects):
    w = np.zeros(width(aspects))
    for name, values in PRIOR.items():
        w[aspects.index(name) * VALUES:][:len(values)] = values
    for (a, v, b, u), value in PRIOR_PAIRS.items():
        w[len(aspects) * VALUES + PAIRS.index((a, b)) * VALUES ** 2 + v * VALUES + u] = value
    return w


def fit(sets, before, decay=DECAY):
    """All weights, the bias last. sets: [(columns, labels)]; before: where they start."""
    index, y = (np.concatenate([s[k] for s in sets]) for k in (0, 1))
    x = csr_matrix((np.ones(index.size), index.ravel(), np.arange(0, index.size + 1, index.shape[1])),
                   shape=(len(index), len(before)))

    def loss(w):
        z, moved = x @ w[:-1] + w[-1], w[:-1] - before
        d = 1 / (1 + np.exp(-z)) - y
        return (np.logaddexp(0, z) - y * z).sum() + decay * (moved ** 2).sum() / 2, np.append(x.T @ d + decay * moved, d.sum())

    return minimize(loss, np.append(before, -2.0), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def log_loss(w, index, y):
    z = w[:-1][index].sum(1) + w[-1]
    return float((np.logaddexp(0, z) - y * z).sum())


def weights(program, a):
    sys.path.insert(0, str(a.tools))
    import score_links as links
    jsonl, found = links.load_jsonl, []
    for unit in ([], ["--single"]):
        muc = Set(program, links, a.coded / "muc.jsonl", [*jsonl(a.data / "muc4/train.jsonl"), *jsonl(a.data / "muc4/dev.jsonl")],
                  muc_labels, by_cluster, unit)
        found += [muc, *(Set(program, links, a.coded / f"ecb_{p}.jsonl", jsonl(a.data / f"ecb/{p}.jsonl"), ecb_labels, by_topic,
                             unit) for p in ("train", "dev"))]
    every = [(s, columns(s.values, s.aspects)) for s in found]
    sets, devs, aspects = [every[i] for i in (0, 1, 3, 4)], [every[i] for i in (2, 5)], found[0].aspects
    for held, index in sets:
        total = 0.0
        for f in range(FOLDS):
            out = held.fold == f
            model = fit([(x[(s.fold != f) & ((s.fold >= 0) | (s.y == 0))], s.y[(s.fold != f) & ((s.fold >= 0) | (s.y == 0))])
                         for s, x in sets], prior(aspects))
            total += log_loss(model, index[out], held.y[out])
        print(f"log loss by folds {total / (held.fold >= 0).sum():.4f}")
    model = fit([(x, s.y) for s, x in sets], prior(aspects))
    for dev, index in devs:
        print(f"log loss on ECB+ dev {log_loss(model, index, dev.y) / len(dev.y):.4f}")
    if a.write:
        export(model, aspects, a.write)


def row(v):
    v = [int(x) for x in v]
    while len(v) > 1 and not v[-1]:
        v.pop()
    return "{ " + ", ".join(map(str, v)) + " }"


def thousandths(w):
    return np.clip(np.rint(1000 * w[:-1]), -32000, 32000).astype(int)


def export(w, aspects, path):
    full = thousandths(w)
    out = [WEIGHTS_HEAD, f"static const int32_t cs_same_bias = {round(1000 * w[-1])};\n",
           "static const int16_t cs_same_weight[CS_ASPECT_COUNT][CS_ASPECT_VALUES_MAX] = {\n"]
    out += [f"    [CS_ASPECT_{name}] = {row(full[i * VALUES:(i + 1) * VALUES])},\n" for i, name in enumerate(aspects)]
    out += ["};\n", f"enum {{ CS_SAME_PAIRS = {len(PAIRS)} }};\n", "static const cs_same_pair cs_same_pairs[CS_SAME_PAIRS] = {\n"]
    for k, (x, y) in enumerate(PAIRS):
        out.append(f"    {{ .a = CS_ASPECT_{x}, .b = CS_ASPECT_{y}, .weight = {{\n")
        block = full[len(aspects) * VALUES + k * VALUES ** 2:][:VALUES ** 2].reshape(VALUES, VALUES)
        out += [f"        [{v}] = {row(block[v])},\n" for v in range(VALUES) if block[v].any()]
        out.append("    } },\n")
    Path(path).write_text("".join(out) + "};\n/* clang-format on */\n#endif\n", encoding="utf-8", newline="\n")


# ---- deeds ----

DEEDS_HEAD = """\
/* link/deed_weights.h: what speaks for one act and against it, in thousandths of the log odds, by the values of cs_deed_see.
 * Made by train/same.py from ECB+ train; no text of it is here. */
#ifndef CS_LINK_DEED_WEIGHTS_H
#define CS_LINK_DEED_WEIGHTS_H
#include "link/deed.h"

/* clang-format off */
"""


class Deeds:
    """Statements with their chains (None: no match), pairs that are compared [n, 2], what is seen of them, labels where both are known."""

    def __init__(self, program, links, coded, gold):
        docs, rows = links.load_coded(str(coded.with_suffix(".jsonl"))), []
        names = defaultdict(list)
        for name, d in docs.items():
            names[d["id"].removeprefix("sha256:")].append(name)
        self.links, self.aspects, self.refs = links, [], sorted((n, s["id"]) for n, d in docs.items() for s in d["statements"]
                                                                if s["kind"] == "event")
        place = {ref: i for i, ref in enumerate(self.refs)}
        self.items = []
        links.print_figures = lambda items, across: self.items.extend((r, str(c), i[1]) for r, c, i in items)
        links.score_ecb(gold, docs, {r: ("statement", i) for r, i in place.items()}, True)
        of = {i: chain for _, chain, i in self.items}
        with subprocess.Popen([program, "deeds", str(coded)], stdout=subprocess.PIPE, text=True) as p:
            for what, *f in (line.rstrip("\n").split("\t") for line in p.stdout):
                if what == "aspects":
                    self.aspects = f
                    continue
                (x, m), (y, n) = (v.split(":") for v in f[:2])
                rows += [[place[a, "s" + m], place[b, "s" + n], *map(int, f[2:])] for a in names[x] for b in names[y]]
        rows = np.array(rows, dtype=np.int32)
        self.pairs, values = rows[:, :2], rows[:, 2:]
        self.index = values + np.arange(values.shape[1]) * DEED_VALUES
        self.known = np.array([a in of and b in of for a, b in self.pairs.tolist()])
        self.y = np.array([a in of and of[a] == of.get(b) for a, b in self.pairs.tolist()], float)
        topics = sorted({int(r.split("_")[0]) for r, _ in self.refs})
        self.fold = np.array([topics.index(int(self.refs[a][0].split("_")[0])) % FOLDS for a in self.pairs[:, 0]])
        print(f"{coded.name}: {len(self.refs)} statements, {len(self.items)} of a chain; {len(rows)} pairs compared, "
              f"{int(self.known.sum())} of them labelled, {int(self.y[self.known].sum())} one deed")

    def figures(self, program, p, unseen, join):
        """B-cubed P, R, F1 across reports, by the clusters of these probabilities."""
        text = f"{len(self.refs)}\n" + "".join(f"{min(a, b)} {max(a, b)} {x:.6f}\n" for (a, b), x in zip(self.pairs.tolist(), p) if a != b)
        label = subprocess.run([program, "cluster", str(unseen), str(join)], input=text, stdout=subprocess.PIPE, text=True,
                               check=True).stdout.split()
        (right, n, found, m), _ = self.links.figures([(chain, label[i]) for _, chain, i in self.items])
        return 100 * right / n, 100 * found / m, 200 * right / n * found / m / (right / n + found / m)


def deeds(program, a):
    sys.path.insert(0, str(a.tools))
    import score_links as links
    train, dev = (Deeds(program, links, a.coded / f"ecb_{p}.casus", links.load_jsonl(a.data / f"ecb/{p}.jsonl")) for p in ("train", "dev"))
    start, best = np.zeros(len(train.aspects) * DEED_VALUES), None
    for decay in DEED_DECAYS:
        p = np.zeros(len(train.pairs))
        for f in range(FOLDS):
            taught = train.known & (train.fold != f)
            p[train.fold == f] = probabilities(fit([(train.index[taught], train.y[taught])], start, decay), train.index[train.fold == f])
        loss = -np.log(np.where(train.y, p, 1 - p)[train.known]).mean()
        print(f"decay {decay}: log loss by folds {loss:.4f}")
        if not best or loss < best[0]:
            best = loss, decay, p
    _, decay, folded = best
    tried = sorted(((train.figures(program, folded, u, j), u, j) for j in JOINS for u in UNSEENS if u <= j), key=lambda x: -x[0][2])
    for (p, r, f1), u, j in tried[:3]:
        print(f"by folds: unseen {u}, join {j}: B-cubed across reports {p:.1f} / {r:.1f} / {f1:.1f}")
    model = fit([(train.index[train.known], train.y[train.known])], start, decay)
    unseen, join = tried[0][1:]
    print("ECB+ dev: log loss {:.4f}; B-cubed across reports {:.1f} / {:.1f} / {:.1f}".format(
        log_loss(model, dev.index[dev.known], dev.y[dev.known]) / dev.known.sum(),
        *dev.figures(program, probabilities(model, dev.index), unseen, join)))
    if a.write:
        full = thousandths(model)
        names = [f"CS_ASPECT_{n}" for n in train.aspects[:-2]] + [f"CS_DEED_ASPECT_{n}" for n in train.aspects[-2:]]
        out = [DEEDS_HEAD, f"#define CS_DEED_UNSEEN {unseen}\n#define CS_DEED_JOIN {join}\n",
               f"static const int32_t cs_deed_bias = {round(1000 * model[-1])};\n",
               "static const int16_t cs_deed_weight[CS_DEED_ASPECT_COUNT][CS_DEED_VALUES_MAX] = {\n"]
        out += [f"    [{n}] = {row(full[i * DEED_VALUES:(i + 1) * DEED_VALUES])},\n" for i, n in enumerate(names)]
        Path(a.write).write_text("".join(out) + "};\n/* clang-format on */\n#endif\n", encoding="utf-8", newline="\n")


def probabilities(w, index):
    return 1 / (1 + np.exp(-(w[:-1][index].sum(1) + w[-1])))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("what", choices=("weights", "deeds", "words"))
    p.add_argument("coded", type=Path, nargs="?")
    p.add_argument("--data", type=Path, default=Path(ROOT, "../shared/data"))
    p.add_argument("--tools", type=Path, default=Path(ROOT, "../shared/tools"))
    p.add_argument("--build", default=Path(ROOT, "build"))
    p.add_argument("--write")
    p.add_argument("--link", nargs="*", default=["pq"], help="further libraries that the build's store needs")
    a = p.parse_args()
    with tempfile.TemporaryDirectory() as tmp:
        build("same_dump", a.build, f"{tmp}/dump", ["store"], ["jansson", "z", "sqlite3", *a.link])
        if a.what == "words":
            words(f"{tmp}/dump", a.data, a.write)
        elif a.what == "deeds":
            deeds(f"{tmp}/dump", a)
        else:
            weights(f"{tmp}/dump", a)


if __name__ == "__main__":
    main()
