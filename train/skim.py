#!/usr/bin/env python3
"""Learn which sentences are worth reading: data/skim.weights, and the thresholds in src/segment/skim.c.

usage: skim.py texts DATA REPORTS WORK        write the texts of train and dev parts: WORK/PART/SET.jsonl, {id, group, text}
       skim.py code CASUS WORK                what casus makes of them: WORK/PART/SET.coded.jsonl (an hour or two)
       skim.py train DATA LIBRARIES WORK OUT  fit, choose thresholds by folds, print figures on dev, write OUT

A sentence is one to read if casus, or a reader (marks.tsv), finds a statement of conflict in it (CONFLICT). A logistic regression
over words and pairs of words (src/segment/skim.c gives them, hashed); the types of the lexicon's triggers that a word may be a
form of are features too, folded into the words' weights afterwards, so that words which no text here has are known. A second
one, over that score and how much of the rest of the report seems to tell something, gives the thresholds: RECALL of the statements
of conflict, in five folds by report, are kept. LIBRARIES is a build folder. Seeded; the same input gives the same table.
"""
import bisect, json, os, random, re, subprocess, sys, zlib
import xml.etree.ElementTree as ET
from html import unescape
from pathlib import Path
import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
import dump, marks, segment
from data import report_sentences, squash

SEED = 12
NOT_LEARNT = ("polnear", "muc", "loc", "india")   # train parts that casus had not coded yet when the table was made
SAMPLE = {"polnear": 300, "india": 300, "insightcrime": 300, "loc": 3000}   # of the largest train parts
MUC_LOWER, MUC_CAPITALS = slice(0, 500), slice(700, 1100)                  # reports in one form or the other


def jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def m2e2(path):
    articles = {}
    for r in jsonl(path):
        articles.setdefault(r["doc"], []).append(r)
    return [(doc, "\n".join(r["text"] for r in sorted(rows, key=lambda r: r["begin"]))) for doc, rows in articles.items()]


def treebank(path):
    rng = random.Random(SEED)
    return [(name, segment.render(sents, rng).replace(segment.MARK, "")) for name, sents in segment.read(path).items()]


def articles(path):
    return [(str(i), a.find("text").text or "") for i, a in enumerate(ET.parse(path).getroot().findall("article"))]


def timeml(folder):
    """Texts of TempEval-3 without their tags."""
    for path in sorted(folder.glob("*/*.tml")):
        body = re.search(r"<TEXT>(.*?)</TEXT>", path.read_text(encoding="utf-8", errors="replace"), re.S)
        yield path.stem, unescape(re.sub(r"<[^>]*>", "", body[1])).strip() if body else ""


def sets(d, part):
    """(set, [(id, group that lies on one side of a fold, text)])"""
    own = lambda pairs: [(i, i, text) for i, text in pairs]
    yield "polnear", own((r["docid"], r["text"]) for r in jsonl(d / f"polnear/{part}.jsonl"))
    yield "muc", own((r["docid"], r["text"]) for r in jsonl(d / f"muc4/{part}.jsonl"))
    yield "muclow", own((r["docid"], r["doctext"]) for r in jsonl(d / f"muc4/roles_{part}.jsonl"))
    yield "m2e2", own(m2e2(d / f"m2e2/{part}.jsonl"))
    yield "ecb", [(r["doc"], r["topic"], r["text"]) for r in jsonl(d / f"ecb/{part}.jsonl")]
    yield "ewt", own(treebank(d / f"ud/en_ewt-{part}.conllu"))
    yield "gum", own(treebank(d / f"ud/en_gum-{part}.conllu"))
    yield "loc", own((r["id"], r["text"]) for r in jsonl(d / f"event_location/{part}.jsonl"))
    for name in ("satp", "india", "insightcrime"):
        yield name, own((str(r.get("doc", r.get("id"))), r["text"]) for r in jsonl(d / f"police/{name}_{part}.jsonl"))
    if part == "train":
        yield "re3d", own((r["docid"], r["text"]) for path in sorted((d / "re3d").glob("*.jsonl")) for r in jsonl(path))
        yield "lgl", own(articles(d / "geo/lgl.xml"))
        yield "geovirus", own(articles(d / "geo/GeoVirus.xml"))
        yield "timex", own(timeml(d / "timex"))
        yield "marks", own((r["id"], r["text"]) for r in marks.read(marks.HERE / "marks.tsv", marks.documents(d)))


def sample(name, rows):
    """The part of a train part that is learnt from."""
    if name in ("muc", "muclow"):
        return rows[MUC_CAPITALS if name == "muc" else MUC_LOWER]
    order = list(range(len(rows)))
    random.Random(3).shuffle(order)
    return [rows[i] for i in sorted(order[:SAMPLE.get(name, len(rows))])]


def make_texts(data, reports, work):
    held, work = report_sentences(reports), Path(work)
    for part in ("train", "dev"):
        (work / part).mkdir(parents=True, exist_ok=True)
        for name, rows in sets(Path(data), part):
            kept = []
            for i, group, text in rows:
                long = [t for t in map(squash, re.split(r"(?<=[.!?])\s|\n\s*\n", text)) if len(t) > 40]
                if text.strip() and sum(any(t in h for h in held) for t in long) < 2:
                    kept.append({"id": i, "group": group, "text": text})
            kept = sample(name, kept) if part == "train" else kept
            with open(work / part / f"{name}.jsonl", "w", encoding="utf-8") as f:
                f.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in kept)
            print(f"{part} {name}: {len(kept)} texts, {sum(len(r['text']) for r in kept) // 1000} kB", flush=True)


def code(casus, work):
    for path in sorted(p for p in Path(work).glob("*/*.jsonl") if p.name.count(".") == 1):
        out = path.with_name(f"{path.stem}.coded.jsonl")
        subprocess.run([casus, "code", "--force", "--format", "json", "-o", out, path], check=True)


# ---- what is learnt from ----

CONFLICT = {"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "THREATEN", "fights", "arms", "trains", "controls"}
ALONE, TELLING, NEAR, OPENING = 20, -1.0, 1, 2   # as in src/segment/skim.[ch]; TELLING in units of the score
RECALL = 0.99
STEP, LEVELS, LEAST = 1 / 10, 46, 0.15           # a weight is a printable character; smaller ones are left out
WORD_SEEN, PAIR_SEEN, DECAY, GROUP, FOLDS = 3, 15, 10.0, 3.0, 5


class Report:
    """Sentences as rows of features, with the statements that casus finds: (sentence, is it of conflict)."""
    def __init__(self, name, group, rows, statements):
        self.name, self.group, self.rows, self.statements = name, group, rows, statements


def spans(text, raw, at):
    """[(begin, end in code points, features)] of one record of skim_dump."""
    n, at, out = int(raw[at]), at + 1, []
    ascii_, byte = text.isascii(), text.encode()
    for _ in range(n):
        b, e, k = (int(x) for x in raw[at:at + 3])
        if not ascii_:
            b, e = len(byte[:b].decode()), len(byte[:e].decode())
        out.append((b, e, raw[at + 3:at + 3 + k]))
        at += 3 + k
    return out, at


def dumped(tool, texts):
    data = b"".join(b"%d\n%s" % (len(t.encode()), t.encode()) for t in texts)
    raw, at, out = np.frombuffer(subprocess.run([tool], input=data, stdout=subprocess.PIPE, check=True).stdout, np.uint32), 0, []
    for text in texts:
        rows, at = spans(text, raw, at)
        out.append(rows)
    return out


def load(data, work, part, tool):
    marked = {r["id"]: r for r in (marks.read(marks.HERE / "marks.tsv", marks.documents(Path(data))) if part == "train" else [])}
    reports = []
    for path in sorted(Path(work, part).glob("*.coded.jsonl")):
        name = path.name.split(".")[0]
        if part == "train" and name in NOT_LEARNT:
            continue
        group = {r["id"]: r["group"] for r in jsonl(path.with_name(f"{name}.jsonl"))}
        coded = jsonl(path)
        for r, rows in zip(coded, dumped(tool, [r["text"] for r in coded])):
            i = r["source"]["path"].split(".jsonl/", 1)[1]
            begins = [b for b, _, _ in rows]
            at = lambda offset: max(bisect.bisect_right(begins, offset) - 1, 0)
            found = [(at((s["trigger"] or s["evidence"])[0]), s["type"] in CONFLICT) for s in r["statements"]]
            if name == "marks" and r["text"] == marked[i]["text"]:
                found += [(at(b), kind in CONFLICT) for b, _, kind, *_ in marked[i]["events"] if kind != "?"]
            reports.append(Report(name, str(group[i]).split("/", 1)[-1], [f for _, _, f in rows], found))
    return reports


# ---- words of the lexicon ----

def forms(word, pos):
    """A word and its regular forms, as src/decode/lexicon_own.c has them."""
    last, before, out = word[-1], word[-2:-1] or "a", {word}
    y, hissing = last == "y" and before not in "aeiou", last in "sxz" or last == "h" and before in "cs"
    out.add(word[:-1] + "ies" if y else word + ("es" if hissing else "s"))
    if pos == "v":
        out.add(word[:-1] + "ied" if y else word + ("d" if last == "e" else "ed"))
        out.add((word[:-1] if last == "e" and before != "e" else word) + "ing")
        if last not in "aeiouwxy" and before in "aeiou":
            out |= {word + last + "ed", word + last + "ing"}
    return out


def lexicon(root):
    """{form: groups that it belongs to}: types and strength of the triggers that it may be a form of."""
    irregular = {}
    for line in open(root / "train/irregular.tsv", encoding="utf-8"):
        if line[0] != "#":
            lemma, tag, others = line.rstrip("\n").split("\t")[:3]
            irregular.setdefault((lemma, tag[0].lower()), set()).update(others.split())
    out = {}
    for line in open(root / "data/triggers.tsv", encoding="utf-8"):
        if line[0] in "#*":
            continue
        key, pos, kind, _, _, _, _, strength = line.rstrip("\n").split("\t")[:8]
        word = key.split("+")[-1] if pos == "n" else re.split(r"[+_]", key)[0]
        bare = "alone" if key == word else "with"
        for form in forms(word, pos) | irregular.get((word, pos), set()):
            out.setdefault(form, set()).update((f"{kind} {bare}", f"{kind} {bare} {strength}", "any"))
    return out


# ---- the fit ----

def features_of(reports, words):
    """The features that are learnt: frequent words and pairs, and the lexicon's words."""
    def frequent(first, least):
        v, n = np.unique(np.concatenate([np.unique(f[first::2]) for r in reports for f in r.rows]), return_counts=True)
        return v[n >= least]
    bias = next(f[:1] for r in reports for f in r.rows if len(f))
    own = np.array(list(words.values()), np.uint32)
    return np.unique(np.concatenate([bias, frequent(1, WORD_SEEN), frequent(2, PAIR_SEEN), own]))


def matrix(reports, vocabulary):
    """Sentences by features; how often a feature occurs does not count."""
    index, ends = [], [0]
    for f in (np.unique(f) for r in reports for f in r.rows):
        at = np.minimum(np.searchsorted(vocabulary, f), len(vocabulary) - 1)
        index.append(at[vocabulary[at] == f])
        ends.append(ends[-1] + len(index[-1]))
    return sp.csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(index), ends), (len(ends) - 1, len(vocabulary)))


def groups_of(lexicon_, words, vocabulary):
    names = {g: i for i, g in enumerate(sorted(set().union(*lexicon_.values())))}
    cells = {(int(np.searchsorted(vocabulary, words[f])), names[g]) for f in words for g in lexicon_[f]}
    rows, columns = zip(*sorted(cells))
    return sp.csr_matrix((np.ones(len(rows)), (rows, columns)), (len(vocabulary), len(names)))


def fit(x, groups, y):
    """Weights of the features in steps; those of groups are held back less, and go into the words'."""
    wide = sp.hstack([x, GROUP * (x @ groups)]).tocsr()
    across = wide.T.tocsr()
    def loss(w):
        z = wide @ w
        return np.sum(np.logaddexp(0, z) - y * z) + DECAY * (w @ w) / 2, across @ (1 / (1 + np.exp(-z)) - y) + DECAY * w
    w = minimize(loss, np.zeros(wide.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 40}).x
    w = w[:x.shape[1]] + GROUP * (groups @ w[x.shape[1]:])
    return np.where(abs(w) < LEAST, 0, np.clip(np.rint(w / STEP), -LEVELS, LEVELS)).astype(int)


def by_report(reports, values):
    ends = np.cumsum([len(r.rows) for r in reports])
    return np.split(values, ends[:-1])


def company(score):
    """As cs_skim_company."""
    telling = score >= round(TELLING / STEP)
    return np.full(1, ALONE) if len(score) == 1 else (telling.sum() - telling) * ALONE // len(score)


def odds(score, level, y):
    """Weight of a step of the score, and what each level of company adds; neighbouring levels are alike."""
    def loss(w):
        z = w[0] * score + w[1 + level]
        p = 1 / (1 + np.exp(-z)) - y
        d, g = np.diff(w[1:ALONE + 1]), np.bincount(level, p, ALONE + 1)
        g[1:ALONE] += 20 * d
        g[:ALONE - 1] -= 20 * d
        return np.sum(np.logaddexp(0, z) - y * z) + 10 * (d @ d), np.concatenate([[p @ score], g])
    start = np.zeros(ALONE + 2)
    start[0] = STEP
    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def kept(score, level, least):
    """As cs_skim: which sentences are read."""
    hit = score >= least[level]
    keep = hit.copy()
    for d in range(1, NEAR + 1):
        keep[d:] |= hit[:-d]
        keep[:-d] |= hit[d:]
    if hit.any():
        keep[:OPENING] = True
    return keep


def measure(reports, scores, levels, least):
    """{set: sentences, read, statements of conflict, kept, all statements, kept, reports, with nothing read}"""
    out = {}
    for r, s, level in zip(reports, scores, levels):
        keep = kept(s, level, least)
        row = out.setdefault(r.name, np.zeros(8, int))
        of = [(keep[i], c) for i, c in r.statements]
        row += (len(keep), keep.sum(), sum(c for _, c in of), sum(k and c for k, c in of), len(of), sum(k for k, _ in of), 1, not keep.any())
    return out


def show(title, table):
    print(f"{title}: share of sentences read, of statements of conflict kept, of all statements kept, of reports without a sentence read")
    for name, x in [*table.items(), ("all", sum(table.values()))]:
        print(f"  {name:14}{100 * x[1] / x[0]:6.1f}{100 * x[3] / max(x[2], 1):7.1f}{100 * x[5] / max(x[4], 1):7.1f}{100 * x[7] / x[6]:7.1f}", flush=True)


def thresholds(reports, scores, levels, w):
    """The highest with which RECALL is reached."""
    low, high, best = -8.0, 4.0, None
    for _ in range(20):
        t = (low + high) / 2
        least = np.ceil((t - w[1:]) / w[0]).astype(int)
        total = sum(measure(reports, scores, levels, least).values())
        if total[3] >= RECALL * total[2]:
            low, best = t, least
        else:
            high = t
    return best


def train(data, libraries, work, out):
    tool = f"{work}/skim_dump"
    dump.build("skim_dump", libraries, tool)
    reports, dev = load(data, work, "train", tool), load(data, work, "dev", tool)
    lexicon_ = lexicon(Path(dump.ROOT))
    words = {f: int(rows[0][2][1]) for f, rows in zip(sorted(lexicon_), dumped(tool, sorted(lexicon_))) if len(rows[0][2]) == 3}
    vocabulary = features_of(reports, words)
    x, groups = matrix(reports, vocabulary), groups_of(lexicon_, words, vocabulary)
    y = np.concatenate([np.isin(np.arange(len(r.rows)), [i for i, c in r.statements if c]) for r in reports]).astype(float)
    fold = np.concatenate([np.full(len(r.rows), zlib.crc32(r.group.encode()) % FOLDS) for r in reports])
    score = np.zeros(len(y), int)
    for k in range(FOLDS):
        score[fold == k] = x[fold == k] @ fit(x[fold != k], groups, y[fold != k])
    scores = by_report(reports, score)
    levels = [company(s) for s in scores]
    least = thresholds(reports, scores, levels, odds(score, np.concatenate(levels), y))
    show("train, by folds", measure(reports, scores, levels, least))
    steps = fit(x, groups, y)
    scores = by_report(dev, (matrix(dev, vocabulary) @ steps).astype(int))
    show("dev", measure(dev, scores, [company(s) for s in scores], least))
    print("FROM of src/segment/skim.c:", ", ".join(map(str, least)), " TELLING:", round(TELLING / STEP))
    with open(out, "w", newline="\n") as f:
        f.write(f"# Weights of src/segment/skim.c, steps of {STEP}; see there. Made by train/skim.py from what casus finds in the train parts\n"
                "# of its data sets; hashes and weights, no text of theirs.\n")
        f.writelines(f"{h:08x} {chr(ord('P') + s)}\n" for h, s in zip(vocabulary, steps) if s)
    print(f"{out}: {np.count_nonzero(steps)} of {len(steps)} features")


if __name__ == "__main__":
    steps_ = {"texts": (make_texts, 3), "code": (code, 2), "train": (train, 4)}
    if len(sys.argv) > 1 and sys.argv[1] in steps_ and len(sys.argv) == 2 + steps_[sys.argv[1]][1]:
        steps_[sys.argv[1]][0](*sys.argv[2:])
    else:
        sys.exit(__doc__)
