#!/usr/bin/env python3
"""Learn the weights of the place ranking (src/link/place_weights.h) from toponyms with coordinates.

usage: places.py [--data ../shared/data] [--gazetteer models/gazetteer.bin] [--build build] [--folds 5]
                 [--write src/link/place_weights.h] [--coded LGL.jsonl]

Reads geo/lgl.xml (US local news, GeoNames ids) and geo/GeoVirus.xml (Wikinews, coordinates only), builds train/place_dump.c
over the libraries of a build folder, and lets the C code make candidates and features, so that there is one implementation. The
first round's weights are fitted on the first round's features, those of later rounds on features that the round before made.
Prints, for each set, the share of gold toponyms placed within 161 km by models that did not see the article (folds over
articles) and by population alone.
--coded: what `casus code --format json` printed for LGL's texts (score_geo.py of the data writes them): its place mentions are
ranked anew, each article's by weights learnt on the other folds and GeoVirus, and measured as score_geo.py does.
"""
import argparse, difflib, json, os, subprocess, tempfile
import xml.etree.ElementTree as ET
import numpy as np
from dump import ROOT, build

NEAR_KM, STEPS, RATE, PENALTY, OPTIONS, ROUNDS = 161, 250, 0.1, 2e-3, 25, 3
# Reports on political violence mean Washington the capital; LGL's local news rarely do. And what a text says contains a place is
# nearly certain, and the countries that it names count, though LGL seldom needs either. The weights are drawn to these values
# (with a penalty of their own), which costs 0.4 points on LGL.
PRIOR, PRIOR_PENALTY = {"CAPITAL_ABROAD": 2.0, "IS_CAPITAL": 1.6, "IN_CONTAINER": 1.5, "NOT_IN_CONTAINER": -1.5,
                        "COUNTRY_NAMED": 2.0}, 0.03


def features():
    text = open(os.path.join(ROOT, "src/link/place_rank.h"), encoding="utf-8").read()
    body = text.split("#define CS_PLACE_FEATURES(X)")[1].split("typedef")[0]
    return [part.split(")")[0] for part in body.split("X(")[1:]]


def articles(path):
    """[(set name, text, [(begin, end, lat, lon, GeoNames id or 0)])], spans disjoint and in order."""
    out = []
    for node in ET.parse(path).getroot().findall("article"):
        text, spans = node.findtext("text") or "", []
        for t in node.iter():
            if t.tag not in ("toponym", "location"):
                continue
            tag = t.find("gaztag")
            at = tag if tag is not None else t
            if not at.findtext("lat"):
                continue
            phrase, begin = t.findtext("phrase") or t.findtext("name"), int(t.findtext("start"))
            begin = next((b for b in (begin, begin - 1, begin + 1) if text[b:b + len(phrase)] == phrase), -1)
            if begin >= 0:
                spans.append((begin, begin + len(phrase), float(at.findtext("lat")), float(at.findtext("lon")),
                              int(tag.get("geonameid") or 0) if tag is not None else 0))
        spans = [s for i, s in enumerate(sorted(spans)) if i == 0 or s[0] >= sorted(spans)[i - 1][1]]
        out.append((os.path.basename(path), text, spans))
    return out


def request(arts):
    out = []
    for _, text, spans in arts:
        raw = text.encode()
        offsets = [(len(text[:b].encode()), len(text[:e].encode())) for b, e, *_ in spans]
        out.append(f"{len(raw)} {len(spans)}\n".encode() + "".join(f"{b} {e}\n" for b, e in offsets).encode() + raw)
    return b"\n".join(out)


def coded_articles(path, coded):
    """[(gold article, [(place mention of casus in the gold text, the coded place, is it ranked?)])] in the order of LGL."""
    docs = {os.path.basename(d["source"]["path"]).removesuffix(".txt"): d for d in map(json.loads, open(coded, encoding="utf-8"))}
    out = []
    for node, art in zip(ET.parse(path).getroot().findall("article"), articles(path)):
        doc, text = docs.get(node.get("docid")), art[1]
        found = []
        if doc:
            at = [i for i, c in enumerate(text) if not c.isspace()]
            solid = [(i, c) for i, c in enumerate(doc["text"]) if not c.isspace()]
            blocks = difflib.SequenceMatcher(None, [c for _, c in solid], [text[i] for i in at], autojunk=False).get_matching_blocks() \
                if [c for _, c in solid] != [text[i] for i in at] else [(0, 0, len(at))]
            to = {solid[i + k][0]: at[j + k] for i, j, n in blocks for k in range(n)}  # casus folds blanks, seldom more
            for p in doc["places"]:
                for b, e in p["mentions"]:
                    if b not in to or e - 1 not in to:
                        continue
                    span = to[b], to[e - 1] + 1
                    found.append((span, p, p["geonames"] is not None and not text[span[0]:span[1]].startswith("the ")))
        out.append((art, sorted(found, key=lambda x: x[0])))
    return out


def best_mention(span, found):
    """The number of the mention that overlaps the span most (Dice), or -1."""
    dice = [2 * max(0, min(span[1], m[0][1]) - max(span[0], m[0][0])) / (span[1] - span[0] + m[0][1] - m[0][0]) for m in found]
    return int(np.argmax(dice)) if dice and max(dice) > 0 else -1


class Ranker:
    def __init__(self, arts, gazetteer, libraries, tmp, n_features):
        self.arts, self.gazetteer, self.tmp, self.n = arts, gazetteer, tmp, n_features
        self.gold = [(i, *s[2:]) for i, a in enumerate(arts) for s in a[2]]
        self.input = request(arts)
        build("place_dump", libraries, f"{tmp}/dump")

    def rows(self, rounds, weights):
        with open(f"{self.tmp}/weights", "wb") as f:
            f.write(np.asarray(weights, "<f4").tobytes())
        raw = subprocess.run([f"{self.tmp}/dump", self.gazetteer, str(rounds), f"{self.tmp}/weights"], input=self.input,
                             stdout=subprocess.PIPE, check=True).stdout
        return np.frombuffer(raw, np.dtype([("toponym", "<i4"), ("id", "<u4"), ("chosen", "<i4"), ("at", "<f4", 2), ("p", "<f4"), ("f", "<f4", self.n)]))

    def run(self, rounds, weights):
        """(toponym of each option, near gold?, p, features) of all options"""
        rows = self.rows(rounds, weights)
        gold = np.array([g[1:] for g in self.gold])[rows["toponym"]]
        near = distance(rows["at"].astype(float), gold[:, :2]) <= NEAR_KM
        return rows["toponym"], near, rows["p"], rows["f"]


def distance(p, q):
    p, q = np.radians(p), np.radians(q)
    h = np.sin((q[:, 0] - p[:, 0]) / 2) ** 2 + np.cos(p[:, 0]) * np.cos(q[:, 0]) * np.sin((q[:, 1] - p[:, 1]) / 2) ** 2
    return 2 * 6371 * np.arcsin(np.minimum(1, np.sqrt(h)))


def fit(toponym, good, f, start):
    """Weights that make the good options of each toponym likely (toponyms with none are left out)."""
    has = np.zeros(toponym.max() + 1, bool)
    np.logical_or.at(has, toponym, good)
    rank = np.arange(len(toponym)) - np.searchsorted(toponym, toponym)  # options come in descending probability
    keep = has[toponym] & ((rank < OPTIONS) | good)
    toponym, good, f = toponym[keep], good[keep].astype(np.float32), f[keep].astype(np.float32)
    starts = np.flatnonzero(np.r_[True, toponym[1:] != toponym[:-1]])
    sizes, n = np.diff(np.r_[starts, len(toponym)]), len(starts)
    w, m, v = start.astype(np.float32), 0.0, 0.0
    names = features()
    prior = np.array([PRIOR.get(x, 0.0) for x in names], np.float32)
    penalty = np.array([PRIOR_PENALTY if x in PRIOR else PENALTY for x in names], np.float32)
    for step in range(1, STEPS + 1):
        x = f @ w
        e = np.exp(x - np.repeat(np.maximum.reduceat(x, starts), sizes))
        p = e / np.repeat(np.add.reduceat(e, starts), sizes)
        e = e * good + 1e-12 * good
        q = e / np.repeat(np.add.reduceat(e, starts), sizes)
        grad = (p - q) @ f / n + penalty * (w - prior)
        m, v = 0.9 * m + 0.1 * grad, 0.999 * v + 0.001 * grad * grad
        w -= RATE * (m / (1 - 0.9 ** step)) / (np.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
    return w


def train(ranker, chosen, n):
    zero = np.zeros(n)
    toponym, near, _, f = ranker.run(1, np.zeros((2, n)))
    w = zero
    for _ in range(2):  # the container's feature depends on the weights themselves
        use = chosen[toponym]
        w = fit(toponym[use], near[use], f[use], zero)
        toponym, near, _, f = ranker.run(1, np.stack([w, zero]))
    w2 = w
    for rounds in range(2, ROUNDS + 1):  # each later round uses w2 and sees what the round before made of the others
        toponym, near, _, f = ranker.run(rounds, np.stack([w, w2]))
        use = chosen[toponym]
        w2 = fit(toponym[use], near[use], f[use], w2)
    return np.stack([w, w2])


def hits(ranker, weights, rounds=ROUNDS):
    """For each gold toponym: 1 near, 0 far, -1 not in the gazetteer."""
    toponym, near, p, _ = ranker.run(rounds, weights)
    out, best = np.full(len(ranker.gold), -1), np.full(len(ranker.gold), -1.0)
    for t, ok, prob in zip(toponym, near, p):
        if prob > best[t]:
            best[t], out[t] = prob, ok
    return out


def measure_coded(path, coded, gazetteer, libraries, tmp, n, weights, folds):
    """Recall and share near of LGL as coded, the mentions of fold k ranked by weights[k]."""
    pairs = coded_articles(path, coded)
    spans = [[(*m[0], 0.0, 0.0, 0) for m in found if m[2]] for _, found in pairs]
    r = Ranker([(a[0], a[1], s) for (a, _), s in zip(pairs, spans)], gazetteer, libraries, tmp, n)
    points = []
    for w in weights:
        rows = r.rows(ROUNDS, w)
        points.append({int(x["toponym"]): tuple(map(float, x["at"])) for x in rows[rows["chosen"] == 1]})
    gold = recognised = near = first = 0
    for i, (art, found) in enumerate(pairs):
        order = {k: first + j for j, k in enumerate(k for k, m in enumerate(found) if m[2])}
        first += len(order)
        for b, e, lat, lon, _ in art[2]:
            gold += 1
            k = best_mention((b, e), found)
            if k < 0:
                continue
            recognised += 1
            at = points[i % folds].get(order[k]) if k in order else found[k][1]["lat"] is not None and (found[k][1]["lat"], found[k][1]["lon"])
            near += bool(at) and distance(np.array([at]), np.array([[lat, lon]]))[0] <= NEAR_KM
    print(f"coded LGL, {folds} folds: recall {100 * recognised / gold:.1f}, of these within {NEAR_KM} km {100 * near / recognised:.1f}")


def show(what, ranker, got):
    names = np.array([ranker.arts[g[0]][0] for g in ranker.gold])
    for name in sorted(set(names)):
        h = got[names == name]
        print(f"{what:>12} {name:14} {len(h)} toponyms, {100 * (h >= 0).mean():.1f} % in the gazetteer, of these within {NEAR_KM} km "
              f"{100 * h[h >= 0].mean():.1f} %")


def write(path, names, w):
    with open(path, "w", encoding="utf-8") as f:
        f.write("/* Weights of the place ranking, made by train/places.py; see there for how well they do. */\n"
                "#ifndef CS_LINK_PLACE_WEIGHTS_H\n#define CS_LINK_PLACE_WEIGHTS_H\n"
                "static const float cs_place_weights[2 * CS_PF_COUNT] = { /* both rounds */\n")
        for i, name in enumerate(names):
            f.write(f"    [CS_PF_{name}] = {w[0][i]:.3f}f, [CS_PF_COUNT + CS_PF_{name}] = {w[1][i]:.3f}f,\n")
        f.write("};\n#endif\n")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", default=os.path.join(ROOT, "../shared/data"))
    p.add_argument("--gazetteer", default=os.path.join(ROOT, "models/gazetteer.bin"))
    p.add_argument("--build", default=os.path.join(ROOT, "build"))
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--write")
    p.add_argument("--coded")
    a = p.parse_args()
    names = features()
    arts = [x for s in ("lgl.xml", "GeoVirus.xml") for x in articles(os.path.join(a.data, "geo", s))]
    with tempfile.TemporaryDirectory() as tmp:
        r = Ranker(arts, a.gazetteer, a.build, tmp, len(names))
        of = np.array([g[0] for g in r.gold])
        simple = np.zeros((2, len(names)))
        simple[:, [names.index("TOWN_POPULATION"), names.index("AREA_POPULATION")]] = 1
        show("population", r, hits(r, simple))
        if a.folds:
            one, two, learnt = np.full(len(of), -1), np.full(len(of), -1), []
            for k in range(a.folds):
                w = train(r, of % a.folds != k, len(names))
                held = of % a.folds == k
                learnt.append(w)
                one[held], two[held] = hits(r, w, 1)[held], hits(r, w)[held]
            show("round 1", r, one)
            show(f"round {ROUNDS}", r, two)
            if a.coded:
                measure_coded(os.path.join(a.data, "geo/lgl.xml"), a.coded, a.gazetteer, a.build, tmp, len(names), learnt, a.folds)
        w = train(r, np.ones(len(of), bool), len(names))
        show("seen", r, hits(r, w))
        for i, n in enumerate(names):
            print(f"  {n:18} {w[0][i]:8.3f} {w[1][i]:8.3f}")
        if a.write:
            write(a.write, names, w)


if __name__ == "__main__":
    main()
