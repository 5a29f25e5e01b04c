#!/usr/bin/env python3
"""Learn which statements of a report are about one incident: src/link/incident_weights.h.

usage: incidents.py sheets CODED.jsonl OUT                 CODED: casus code --format json of {id, text}, ids as in marks.py
       incidents.py take [--whole] CODED.jsonl ANSWERS.tsv…   adds the answers to incidents.tsv
       incidents.py learn --dump build/tests/incident_dump [--write src/link/incident_weights.h]
       incidents.py measure CASUS

Readers mark sheets: a report's text with the words that casus takes for events, numbered, and what it makes of them. An answer is a line, the report's id, a
tab and an item for each number: `3=b` an event of the listed type, of incident b; `3=-` no event; `3=b!COERCE/arrest` of another type (of the first round `3=b!`, which type is not said); `3=b/explosives`
of another mode; with --whole also each event that was missed, `+word#2=c:ASSAULT/firearms`, by its word and which occurrence of it. incidents.tsv keeps them without text: a line `text`, id, begin and
end in the document in code points, SHA-256, whole or judged (whether all events are marked), and under it begin, end, letter, type, mode of each word. A quarter of the texts is held out (held_out).

learn: train/incident_dump.c, which is built with the tests, prints what src/link/incident_see.c sees of each two statements of a report that are about one type. A logistic regression over the
values of aspects; a text counts as much as it has statements, not pairs. Printed by five folds over the texts held out: log loss, and F1 over pairs of the groups that joining gives as src/link/incident.c does it.
measure: what casus makes of the texts held out.
"""
import argparse, hashlib, json, re, subprocess, tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
import branch_data as bd, coded, marks

HERE = Path(__file__).resolve().parent
MARKED, FOLDS, SEED, STEM, VALUES = HERE / "incidents.tsv", 5, 1, 5, 16
DECAYS, BRANCH, BRANCH_DECAY = (4, 10), "KIN", 3
VERDICTS = ("right", "other", "none")
JOINS, VETO = (-1, -.75, -.5, -.3, 0), -2.5  # src/link/incident.c: JOIN, VETO
HEAD = """\
/* link/incident_weights.h: what speaks for one incident of two statements of a report and against it, in thousandths of the log
 * odds, by the values of incident_see.h. Made by train/incidents.py from marks of its own; no text is here. */
#ifndef CS_LINK_INCIDENT_WEIGHTS_H
#define CS_LINK_INCIDENT_WEIGHTS_H
#include "link/incident_see.h"

/* clang-format off */"""


def jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def documents(data):
    return marks.documents(data) | {f"timex/{k}": v for k, v in coded.time_bank(data)}


class Marked:
    """A text: id, text, whole (whether all its events are marked), marks [(begin, end, letter or '-', type, '?' or '-', mode or '-')]."""


def read(path, texts):
    out = []
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        f = line.rstrip("\n").split("\t")
        if f[0] == "text":
            x = Marked()
            x.id, x.text, x.whole, x.marks = f[1], texts[f[1]][int(f[2]):int(f[3])], f[5] == "whole", []
            if hashlib.sha256(x.text.encode()).hexdigest() != f[4]:
                raise SystemExit(f"{path}:{n}: {f[1]} is another text than the one that was marked")
            out.append(x)
        elif not line.startswith("#"):
            out[-1].marks.append((int(f[0]), int(f[1]), *f[2:5]))
    return out


def held_out(row):
    """Whether a text is one of the quarter that the branch does not learn from: what weighs its word is learnt on these, and it is measured on them."""
    return hashlib.sha256(row.id.encode()).digest()[0] % 4 == 0


def as_triggers(rows):
    """The rows in the form of marks.read: what they tell of which words are events. Where all events are marked the other words are none, but
    for those that look like an event of the sets: a word that only tells again what another tells is not marked."""
    stem = lambda word: word.lower()[:STEM]
    events = {stem(r.text[b:e]) for r in rows for b, e, letter, *_ in r.marks if letter != "-"}
    out = []
    for r in rows:
        marked = {b: (b, e, kind, mode) for b, e, letter, kind, mode in reversed(r.marks)}
        words = [m.span() for m in re.finditer(r"\w+", r.text)] if r.whole else [(b, e) for b, e, *_ in r.marks]
        known = [(b, e) for b, e in words if (marked[b][2] != "?" if b in marked else stem(r.text[b:e]) not in events)]
        out.append({"id": f"{r.id}:incidents", "text": r.text, "known": known,
                    "events": [[b, e, kind, None if mode == "-" else mode, None] for b, e, kind, mode in marked.values() if kind not in "-?"],
                    "incidents": [[b, e, kind, letter] for b, e, letter, kind, _ in r.marks if kind not in "-?"]})
    return out


# ---- marking ----

def sheets(path, out):
    """Five reports a file: the text with its statements' words marked, and the statements."""
    rows = [r for r in jsonl(path) if any(s["kind"] == "event" for s in r["statements"])]
    out.mkdir(parents=True, exist_ok=True)
    for at in range(0, len(rows), 5):
        (out / f"{at // 5:03d}.txt").write_text("\n".join(sheet(r) for r in rows[at:at + 5]), encoding="utf-8")


def name_of(reading):
    return reading["source"]["path"].split(".jsonl/", 1)[1]


def events_of(reading):
    return [s for s in reading["statements"] if s["kind"] == "event"]


def sheet(r):
    text, at, marked = r["text"], 0, ""
    places, times = ({x["id"]: x for x in r[k]} for k in ("places", "times"))
    for begin, end, n in sorted((*s["trigger"], s["id"][1:]) for s in events_of(r)):
        marked += f"⟦{n}⟧" if begin < at else f"{text[at:begin]}⟦{n} {text[begin:end]}⟧"
        at = max(at, end)
    lines = [f"######## {name_of(r)}   published {r['published']}", marked + text[at:], ""]
    for s in events_of(r):
        told = [f"{x['role']}={text[slice(*x['span'])]}" for x in s["roles"] if x["span"]]
        told += [f"where={places[p]['name']}" for p in s["where"]] + [f"when={times[w]['edtf']}" for w in [s["when"]] if w]
        told += [f"{x['effect']}={x['best']}" for x in s["toll"]] + [s["modality"], s["time_frame"], s["certainty"]]
        lines.append(f"  {s['id'][1:]}  {s['type']}/{s['mode'] or ''}  «{text[slice(*s['trigger'])]}»  {'; '.join(told)}".replace("\n", " "))
    return "\n".join([*lines, ""])


def take(path, answers, whole, data, out):
    """Appends the answers to sheets made of the coding at path to incidents.tsv. whole: they tell the events that were missed, and types."""
    readings, texts = {name_of(r): r for r in jsonl(path)}, documents(data)
    with open(out, "a", encoding="utf-8") as f:
        for line in (line.rstrip("\n") for a in answers for line in open(a, encoding="utf-8") if line.strip()):
            name, items = line.split("\t")
            r = readings[name]
            begin = texts[name].find(r["text"])
            if begin < 0:
                print(f"{name}: left out, casus reads another text (it mends characters)")
                continue
            sha256 = hashlib.sha256(r["text"].encode()).hexdigest()
            f.write("\t".join(["text", name, str(begin), str(begin + len(r["text"])), sha256, "whole" if whole else "judged"]) + "\n")
            for mark in sorted(marks_of(items.split(), r, whole)):
                f.write("\t".join(map(str, mark)) + "\n")


def marks_of(items, r, whole):
    """3=a, 3=-, 3=a!COERCE/arrest, 3=a/arrest, +word#2=a:COERCE/arrest"""
    said = {s["id"][1:]: s for s in events_of(r)}
    missing = said.keys() - {x.split("=")[0] for x in items}
    if missing:
        raise SystemExit(f"{name_of(r)}: nothing is said of {sorted(missing)}")
    for item in items:
        what, answer = item.split("=")
        if what[0] == "+":
            word, number = what[1:].rsplit("#", 1)
            letter, kind = answer.split(":")
            at = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", r["text"])]
            if len(at) < int(number):
                print(f"{name_of(r)}: {item}: there is no such word")
                continue
            span, right = (at[int(number) - 1], at[int(number) - 1] + len(word)), False
        else:
            s = said[what]
            span, (letter, _, kind) = s["trigger"], answer.partition("!")
            right = not kind and "!" not in answer
            if letter == "-":
                yield (*span, "-", "-", "-")
                continue
            letter, _, mode = letter.partition("/")
            kind = kind or ("?" if not right else s["type"] + "/" + (mode or (s["mode"] if whole and s["mode"] else "-")))
        kind, _, mode = kind.partition("/")
        if kind != "?" and kind not in bd.TYPES:
            print(f"{name_of(r)}: {item}: {kind} is no type")
            continue
        yield (*span, letter, kind, mode or "-")


# ---- learning ----

class Report:
    """pairs: [(i, j)], values: [pairs, aspects], same: [pairs] whether it is one incident; of: each statement's letter, of those judged."""


def dump(rows, tool):
    """([aspect], [Report]) of what incident_dump sees of the rows' texts, with their letters."""
    requests = b"".join(b"%d %d\n%s" % (i, len(t), t) for i, t in enumerate(r.text.encode() for r in rows))
    raw = subprocess.run([tool], input=requests, stdout=subprocess.PIPE, check=True).stdout.decode()
    head, *blocks = raw.split("\nreport\t")
    aspects, out = head.split("\t")[1:], []
    for block in blocks:
        number, *lines = block.strip("\n").split("\n")
        row = rows[int(number)]
        at, letters = code_points(row.text), {m[:2]: m[2] for m in row.marks}
        x = Report()
        x.id, x.of, x.type, pairs, values = row.id, {}, {}, [], []
        for kind, *f in (line.split("\t") for line in lines):
            if kind == "statement":
                letter = letters.get((at[int(f[1])], at[int(f[2])]), "-")
                x.type[int(f[0])] = f[3]
                if letter != "-":
                    x.of[int(f[0])] = letter
            elif int(f[0]) in x.of and int(f[1]) in x.of:
                pairs.append((int(f[0]), int(f[1])))
                values.append([int(v) for v in f[2:]])
        x.pairs, x.values = pairs, np.array(values, int).reshape(len(pairs), len(aspects))
        x.same = np.array([x.of[i] == x.of[j] for i, j in pairs], bool)
        out.append(x)
    return aspects, out


def code_points(text):
    """Byte offset -> code point."""
    out, at = {}, 0
    for i, c in enumerate(text):
        out[at] = i
        at += len(c.encode())
    out[at] = len(text)
    return out


class Model:
    """Weights of the values of aspects, after a constant: value v of aspect k is at 1 + VALUES * k + v."""
    def __init__(self, n_aspects):
        self.n = 1 + VALUES * n_aspects

    def matrix(self, values):
        m, n = values.shape
        cols = np.concatenate([np.zeros((m, 1), int), 1 + VALUES * np.arange(n) + values], 1)
        return csr_matrix((np.ones(cols.size), cols.ravel(), np.arange(m + 1) * (n + 1)), shape=(m, self.n))

    def fit(self, reports, decay):
        x = self.matrix(np.concatenate([r.values for r in reports]))
        y = np.concatenate([r.same for r in reports]).astype(float)
        weight = np.concatenate([weights(r) for r in reports])

        def loss(w):
            z = x @ w
            g = weight * (1 / (1 + np.exp(-z)) - y)
            return weight @ (np.logaddexp(0, z) - y * z) + decay * (w[1:] @ w[1:]) / 2, x.T @ g + decay * np.r_[0, w[1:]]
        self.w = minimize(loss, np.zeros(self.n), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
        return self

    def odds(self, report):
        return self.matrix(report.values) @ self.w if len(report.pairs) else np.zeros(0)


def joined(report, odds, join):
    """{statement: group} much as src/link/incident.c joins them, in text order: each goes to the earlier group one of whose members it fits best, if
    well enough and unless another member is far from it."""
    pair = dict(zip(report.pairs, odds))
    groups, of = [], {}
    for j in sorted(report.of):
        best, to = join, None
        for g, members in enumerate(groups):
            o = [pair[i, j] for i in members if (i, j) in pair]
            if len(o) == len(members) and min(o) >= VETO and max(o) >= best:
                best, to = max(o), g
        if to is None:
            to = len(groups)
            groups.append([])
        groups[to].append(j)
        of[j] = to
    return of


def score(reports, odds, join):
    """P, R, F1 over pairs of one type."""
    right = said = want = 0
    for r, o in zip(reports, odds):
        of = joined(r, o, join)
        for (i, j), same in zip(r.pairs, r.same):
            right, said, want = right + (same and of[i] == of[j]), said + (of[i] == of[j]), want + same
    return 100 * right / max(said, 1), 100 * right / max(want, 1), 200 * right / max(said + want, 1)


class Scale:
    """What the branch's word counts beside the other aspects: it has learnt from the texts that are not held out, where it is right too often to
    be weighed. So those aspects are learnt on all texts, and how much they and the branch's word count on the texts that are held out."""
    def __init__(self, aspects, reports, decay):
        self.kin = aspects.index(BRANCH)
        self.model = Model(len(aspects)).fit([self.without(r) for r in reports], decay)
        held = [r for r in reports if r.held]
        z, kin = np.concatenate([self.model.odds(self.without(r)) for r in held]), np.concatenate([r.values[:, self.kin] for r in held])
        y, weight = np.concatenate([r.same for r in held]).astype(float), np.concatenate([weights(r) for r in held])

        def loss(t):
            x = t[0] * z + t[1] + t[2:][kin]
            g = weight * (1 / (1 + np.exp(-x)) - y)
            return (weight @ (np.logaddexp(0, x) - y * x) + BRANCH_DECAY * (t[2:] @ t[2:]) / 2,
                    np.r_[g @ z, g.sum(), np.bincount(kin, g, VALUES) + BRANCH_DECAY * t[2:]])
        t = minimize(loss, np.r_[1, 0, np.zeros(VALUES)], jac=True, method="L-BFGS-B").x
        self.model.w *= t[0]
        self.model.w[0] += t[1]
        at = 1 + VALUES * self.kin
        self.model.w[at:at + VALUES] = t[2:]

    def without(self, r):
        out = Report()
        out.pairs, out.of, out.same, out.values = r.pairs, r.of, r.same, r.values.copy()
        out.values[:, self.kin] = 0
        return out


def weights(r):
    """A text counts as its statements, not as its pairs."""
    return np.full(len(r.pairs), min(1.0, len(r.of) / max(len(r.pairs), 1)))


def by_folds(reports, aspects, decay):
    """([reports that are held out], odds of their pairs by the folds that they are not in, log loss)"""
    held = [r for r in reports if r.held]
    odds, total, n = [None] * len(held), 0.0, 0.0
    fold = dict(zip(map(id, held), np.random.default_rng(SEED).permutation(len(held)) % FOLDS))
    for k in range(FOLDS):
        model = Scale(aspects, [r for r in reports if fold.get(id(r)) != k], decay).model
        for i, r in enumerate(held):
            if fold[id(r)] == k:
                odds[i] = model.odds(r)
                total, n = total + weights(r) @ (np.logaddexp(0, odds[i]) - r.same * odds[i]), n + weights(r).sum()
    return held, odds, total / n


def learn(rows, tool, out):
    aspects, reports = dump(rows, tool)
    for r, row in zip(reports, rows):
        r.held = held_out(row)
    reports = [r for r in reports if r.pairs]
    print(f"{len(reports)} texts, {sum(len(r.of) for r in reports)} statements, {sum(len(r.pairs) for r in reports)} pairs, {sum(r.same.sum() for r in reports)} of one incident")
    found = []
    for decay in DECAYS:
        held, odds, loss = by_folds(reports, aspects, decay)
        found.append((loss, decay))
        print(f"decay {decay}: log loss {loss:.4f} on {len(held)} texts")
        for join in JOINS:
            print(f"  join from {join:g}: P %.1f R %.1f F1 %.1f" % score(held, odds, join))
    if out:
        write(out, Scale(aspects, reports, min(found)[1]).model, aspects)


def write(out, model, aspects):
    thousandths = np.clip(np.round(1000 * model.w), -32000, 32000).astype(int)
    lines = [HEAD]
    lines += [f"static const int32_t cs_incident_bias = {thousandths[0]};", "static const int16_t cs_incident_weight[CS_LIKE_COUNT][CS_LIKE_VALUES_MAX] = {"]
    for k, name in enumerate(aspects):
        v = thousandths[1 + VALUES * k:1 + VALUES * (k + 1)]
        n = max(np.flatnonzero(v), default=0) + 1
        lines.append(f"    [CS_LIKE_{name}] = {{ {', '.join(map(str, v[:n]))} }},")
    lines.append("};")
    lines += ["/* clang-format on */", "#endif", ""]
    out.write_text("\n".join(lines), encoding="utf-8")


# ---- measuring ----

def read_by(casus, rows):
    """What the program makes of the texts, in their order."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps({"id": r.id, "text": r.text}) + "\n" for r in rows)
        f.flush()
        done = subprocess.run([casus, "code", "--force", "--format", "json", f.name], stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def at_trigger(row, statement):
    """The mark that a statement's trigger touches, one of its type first; None."""
    b, e = statement["trigger"]
    near = [m for m in row.marks if m[0] < e and b < m[1]]
    return max(near, key=lambda m: m[3] == statement["type"], default=None)


def judged(row, statement):
    """The mark that says what a statement's word is, none where all events are marked and this is not; None: nobody said."""
    mark = at_trigger(row, statement) or ((0, 0, "-", "-", "-") if row.whole else None)
    return mark if mark and mark[3] != "?" else None


def measure(casus, rows):
    """Prints, of statements whose word was judged, how many are events of their type, of another, or none; of marked events in texts that are
    marked whole how many are found; and F1 over pairs of found events of one type that are put into one incident."""
    said, of_type, found, pairs = Counter(), Counter(), Counter(), [0, 0, 0]
    for r, reading in zip(rows, read_by(casus, rows)):
        incident = {x: n for n, i in enumerate(reading["incidents"]) for x in i["statements"]}
        hits = {}
        for s in events_of(reading):
            mark = judged(r, s)
            if not mark:
                continue
            verdict = "right" if mark[3] == s["type"] else "none" if mark[3] == "-" else "other"
            said[verdict] += 1
            of_type[s["type"], verdict] += 1
            if mark[3] == s["type"]:
                hits.setdefault(mark, incident[s["id"]])
        events = [m for m in r.marks if m[3] not in "-?"]
        found["all"] += r.whole * len(events)
        found["found"] += r.whole * sum(m in hits for m in events)
        if r.whole:
            found.update(m[3] for m in events)
            found.update((m[3], "found") for m in events if m in hits)
        for (m, one), (n, other) in combinations(hits.items(), 2):
            if m[3] == n[3]:
                same = m[2] == n[2]
                pairs = [pairs[0] + (same and one == other), pairs[1] + (one == other), pairs[2] + same]
    total = sum(said.values())
    print(f"{len(rows)} texts: of {total} statements {100 * said['right'] / total:.1f} % are events of their type, {100 * said['other'] / total:.1f} % of another, "
          f"{100 * said['none'] / total:.1f} % none; of {found['all']} events {100 * found['found'] / found['all']:.1f} % found; "
          f"one incident: P {100 * pairs[0] / pairs[1]:.1f} R {100 * pairs[0] / pairs[2]:.1f} F1 {200 * pairs[0] / (pairs[1] + pairs[2]):.1f}")
    print("type        right  other   none   found")
    for kind in sorted({k for k, _ in of_type}, key=lambda k: -sum(of_type[k, v] for v in VERDICTS)):
        print(f"{kind:<10}" + "".join(f"{of_type[kind, v]:7}" for v in VERDICTS) + f"   {found[kind, 'found']} of {found[kind]}")



def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = p.add_subparsers(dest="what", required=True)
    q = sub.add_parser("sheets")
    q.add_argument("coded", type=Path), q.add_argument("out", type=Path)
    q = sub.add_parser("take")
    q.add_argument("coded", type=Path), q.add_argument("answers", nargs="+"), q.add_argument("--whole", action="store_true")
    q = sub.add_parser("learn")
    q.add_argument("--dump", required=True), q.add_argument("--write", type=Path)
    q = sub.add_parser("measure")
    q.add_argument("casus")
    for q in sub.choices.values():
        q.add_argument("--data", type=Path, default=Path("../shared/data"))
    a = p.parse_args()
    if a.what == "sheets":
        return sheets(a.coded, a.out)
    if a.what == "take":
        return take(a.coded, a.answers, a.whole, a.data, MARKED)
    rows = read(MARKED, documents(a.data))
    measure(a.casus, [r for r in rows if held_out(r)]) if a.what == "measure" else learn(rows, a.dump, a.write)


if __name__ == "__main__":
    main()
