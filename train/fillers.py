"""Learn who and what fills an incident's roles: data/fillers.weights.

usage: fillers.py MUC FILLER_DUMP REPORTS OUT      MUC: the folder muc4 of the data sets, with roles_train.jsonl and roles_dev.jsonl
       fillers.py levels MUC FILLER_DUMP REPORTS WEIGHTS

A logistic regression for each of MUC-4's five roles over the hashed features of src/link/filler_feature.c, computed only
there (FILLER_DUMP is the program of that name, built with the tests). A candidate is right if a gold entity of that role has
it among its strings. Beside them one more weight, by which a report of MUC-4's sort is told from others: a logistic regression
over the mean of its candidates' features, against reports of the train parts of other data sets (OTHERS). Reports whose text is
also in REPORTS (development reports) are left out of all parts. Features that
are seen in fewer than SEEN training candidates, and those whose weights are all near zero, are left out of the table. Printed:
CEAF-REE over the chosen wordings on dev for thresholds; the one in THRESHOLD is part of the table's bias. Seedless: the same
input gives the same table.

levels: what the event branch's probabilities are to add to the table's scores (branch_score in src/link/filler.c), to be chosen
anew after the branch was trained anew: of straight lines over the log odds the one with the best CEAF-REE on dev.
"""
import json, random, re, string, subprocess, sys
from pathlib import Path
import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
SEEN, DECAY, STEP, LEVELS, LEAST = 5, 8.0, 1 / 12, 46, 0.5
THRESHOLD = (0.14,) * len(ROLES)
# Reports of other sorts: file or files in the data folder, how many of them
OTHERS = (("polnear/train.jsonl", 120), ("ecb/train.jsonl", 150), ("re3d/*.jsonl", 77), ("m2e2/train.jsonl", 137), ("police/india_train.jsonl", 100),
          ("police/insightcrime_train.jsonl", 120), ("police/satp_train.jsonl", 60))
OTHERS_SEED, OTHERS_LEAST, OTHERS_MOST, LIKE_DECAY, LIKE_LIMIT = 1, 400, 8000, 0.03, 0.995
BRANCH_FROM = (0.97, 0.9, 0.75, 0.5, 0.25, 0.1, 0.03, 0.0)  # levels, and the log odds that stand for each
BRANCH_ODDS = (3.0, 2.8, 1.6, 0.5, -0.5, -1.6, -3.0, -4.0)


def norm(s):
    s = re.sub(r"\b(a|an|the)\b", " ", "".join(c for c in s.lower() if c not in string.punctuation))
    return " ".join(s.split())


def squash(s):
    return re.sub(r"[^a-z0-9]", "", s.lower())


def lines(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def left_out(rows, reports):
    """The rows whose text is in none of the reports."""
    held = [squash(f.read_text(encoding="utf-8")) for f in sorted(Path(reports).glob("*.txt"))]
    out = []
    for r in rows:
        text = squash(r["doctext"])
        third = len(text) // 3
        if not any(len(text) > 150 and text[third:third + 80] in h for h in held):
            out.append(r)
    return out


def read(path, reports):
    return left_out(lines(path), reports)


def read_others(data, reports):
    """Rows {docid: "SET-N", doctext} of OTHERS; sentences of one document are put together again."""
    rng, out = random.Random(OTHERS_SEED), []
    for pattern, n in OTHERS:
        texts = {}
        for path in sorted(Path(data).glob(pattern)):
            for i, r in enumerate(lines(path)):
                texts.setdefault(r["doc"] if "sent" in r else (path.name, i), []).append(r["text"])
        texts = [x for x in map("\n".join, texts.values()) if len(x) > OTHERS_LEAST]
        rng.shuffle(texts)
        name = pattern.split("/")[-1].split("_")[0] if "police" in pattern else pattern.split("/")[0]
        out += [{"docid": f"{name}-{i}", "doctext": x[:OTHERS_MOST]} for i, x in enumerate(texts[:n])]
    return left_out(out, reports)


def printed(tool, rows, *what):
    """What train/filler_dump.c prints of the rows' texts."""
    texts = ((r["docid"], r["doctext"].encode()) for r in rows)
    requests = b"".join(b"%s %d\n%s" % (name.encode(), len(text), text) for name, text in texts)
    return subprocess.run([tool, *what], input=requests, stdout=subprocess.PIPE, check=True).stdout.decode()


def dump(tool, rows):
    """{docid: [(key, {entities}, [features], [probability of each role by the branch])]}"""
    found = {r["docid"]: [] for r in rows}
    for line in printed(tool, rows).splitlines():
        docid, _, _, _, key, entities, tagged, features = line.split("\t")
        found[docid].append((norm(key), set(entities.split()), [int(x, 16) for x in features.split()],
                             [float(x) for x in tagged.split()]))
    return found


def labels(r):
    return [{norm(m[0]) for t in r["templates"] for e in t[role] for m in e} for role in ROLES]


def matrix(rows, found, column):
    at, cols, y = [0], [], []
    for r in rows:
        gold = labels(r)
        for key, _, features, _ in found[r["docid"]]:
            cols += [column[f] for f in features if f in column]
            at.append(len(cols))
            y.append([key in g for g in gold])
    return csr_matrix((np.ones(len(cols)), cols, at), shape=(len(y), len(column))), np.array(y, float)


def fit(x, y):
    weights = []
    for k in range(y.shape[1]):
        def loss(w, t=y[:, k]):
            z = x @ w
            return np.sum(np.logaddexp(0, z) - t * z) + DECAY * (w @ w) / 2, x.T @ (1 / (1 + np.exp(-z)) - t) + DECAY * w
        weights.append(minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x)
    return np.array(weights).T


def short_for(a, b):
    return a.split()[-1:] == b.split()[-1:] and (a.endswith(b) or b.endswith(a))


def ceaf(rows, found, score, threshold):
    """right, coded, gold for each role, of the wordings that link/filler.c would choose (one to one by greed)."""
    total, at = np.zeros((len(ROLES), 3)), 0
    for r in rows:
        n = len(found[r["docid"]])
        s, at = score[at:at + n], at + n
        for k, role in enumerate(ROLES):
            gold = []
            for e in (set(m[0] for m in e) for t in r["templates"] for e in t[role]):
                if not any(e <= g or g <= e for g in gold):
                    gold.append(e)
            gold, taken, chosen = [{norm(m) for m in e} for e in gold], set(), []
            total[k][2] += len(gold)
            for i in sorted(range(n), key=lambda i: -s[i][k]):
                key, entities, *_ = found[r["docid"]][i]
                if s[i][k] <= threshold[k]:
                    break
                if entities & taken or any(short_for(key, c) for c in chosen):
                    continue
                taken |= entities
                chosen.append(key)
                hit = next((g for g in gold if key in g), None)
                total[k] += (hit is not None, 1, 0)
                if hit is not None:
                    gold.remove(hit)
    return total


def f1(x):
    right, coded, gold = x
    return f"P {100 * right / max(coded, 1):.1f} R {100 * right / max(gold, 1):.1f} F1 {200 * right / max(coded + gold, 1):.1f}"


def means(docs, column):
    """Of each report 100 times the mean of its candidates' features, and 10 times the share of those that the table lacks."""
    at, cols, values = [0], [], []
    for doc in docs:
        asked, known, count = sum(len(c[2]) for c in doc), 0, {}
        for f in (f for c in doc for f in c[2] if f in column):
            known += 1
            count[column[f]] = count.get(column[f], 0) + 1
        cols += [*count, len(column), len(column) + 1]
        values += [*(100 * n / asked for n in count.values()), 10 * (1 - known / asked), 1.0]
        at.append(len(cols))
    return csr_matrix((values, cols, at), shape=(len(docs), len(column) + 2))


def fit_likeness(x, y):
    """Weights, the last one the constant; both sorts count as much."""
    share = np.where(y > 0, (1 - y).sum() / y.sum(), 1.0)

    def loss(w):
        z, pull = x @ w, np.append(w[:-1], 0)
        return np.sum(share * (np.logaddexp(0, z) - y * z)) + LIKE_DECAY * (pull @ pull) / 2, x.T @ (share * (1 / (1 + np.exp(-z)) - y)) + LIKE_DECAY * pull
    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x


def likeness(features, ours, others, dev):
    """Steps for each feature, then one for features that are not in the table: a report whose sum is above 0 is of MUC-4's sort."""
    column = {f: i for i, f in enumerate(features)}
    muc, sets = [d for d in ours.values() if d], {}
    for docid, d in others.items():
        sets.setdefault(docid.split("-")[0], []).extend([d] if d else [])
    x, rest = means(muc, column), {k: means(v, column) for k, v in sets.items()}
    for k in sets:  # what it says of a set and of reports that it has not seen
        fold = np.arange(len(muc)) % 5 > 0
        seen = vstack([x[fold], *(m for s, m in rest.items() if s != k)]).tocsr()
        w = fit_likeness(seen, (np.arange(seen.shape[0]) < fold.sum()).astype(float))
        print(f"{k} left out: {100 * (rest[k] @ w > 0).mean():.1f} % of it taken for MUC-4's sort, {100 * (x[~fold] @ w > 0).mean():.1f} % of MUC-4")
    every = vstack([x, *rest.values()]).tocsr()
    w = fit_likeness(every, (np.arange(every.shape[0]) < len(muc)).astype(float))
    one = np.append(w[:-2], w[-2] / 10) + w[-1] / 100  # for one of 100 features
    steps = np.clip(np.rint(one / np.quantile(np.abs(one), LIKE_LIMIT) * LEVELS), -LEVELS, LEVELS).astype(int)
    sums = [sum(steps[column.get(f, -1)] for c in d for f in c[2]) for d in dev.values() if d]
    print(f"{100 * np.mean(np.array(sums) > 0):.1f} % of MUC-4's dev part by the steps", flush=True)
    return steps


def export(path, features, steps, notes):
    with open(path, "w", newline="\n") as f:
        f.write("".join(f"# {x}\n" for x in notes))
        for feature, row in sorted(zip(features, steps)):
            f.write(f"{feature:08x} " + "".join(chr(int(s) + ord("P")) for s in row) + "\n")


def levels(muc, tool, reports, weights):
    rows = read(Path(muc, "roles_dev.jsonl"), reports)
    found, table = dump(tool, rows), {}
    for line in open(weights):
        if line[0] != "#":
            table[int(line[:8], 16)] = np.array([ord(c) - ord("P") for c in line[9:9 + len(ROLES)]])
    all_ = [c for r in rows for c in found[r["docid"]]]
    score = np.array([sum((table[f] for f in c[2] if f in table), np.zeros(len(ROLES))) for c in all_])
    level = np.array([[next(i for i, x in enumerate(BRANCH_FROM) if p >= x) for p in c[3]] for c in all_])
    best = (-1.0,)
    for base in (-6, 0, 3, 6, 9, 12, 15):
        for slope in (3, 4, 5, 6, 7, 8, 10, 12, 15):
            steps = np.rint(base + slope * np.array(BRANCH_ODDS)).astype(int)
            right, coded, gold = ceaf(rows, found, score + steps[level], [0] * len(ROLES)).sum(0)
            best = max(best, (200 * right / max(coded + gold, 1), base, slope, ", ".join(f"{{ {p}F, {s} }}" for p, s in zip(BRANCH_FROM, steps))))
    print("CEAF-REE %.1f with %d + %d * log odds: %s" % best)


def main(muc, tool, reports, out):
    parts = [read(Path(muc, f"roles_{p}.jsonl"), reports) for p in ("train", "dev")]
    learn(parts, [dump(tool, rows) for rows in parts], dump(tool, read_others(Path(muc).parent, reports)), out)


def learn(parts, found, others, out):
    seen = {}
    for doc in found[0].values():
        for _, _, features, _ in doc:
            for f in features:
                seen[f] = seen.get(f, 0) + 1
    features = sorted(f for f, n in seen.items() if n >= SEEN)
    column = {f: i for i, f in enumerate(features)}
    (x, y), (xd, _) = (matrix(rows, f, column) for rows, f in zip(parts, found))
    print(f"{len(y)} candidates, {int(y.sum())} of them right; {len(features)} features", flush=True)
    w = fit(x, y)
    for threshold in (0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.3):
        logit = [np.log(threshold / (1 - threshold))] * len(ROLES)
        total = ceaf(parts[1], found[1], xd @ w, logit)
        print(threshold, f1(total.sum(0)), *(f"{r} {f1(t)}" for r, t in zip(ROLES, total)), sep="  ", flush=True)
    w[np.abs(w).max(1) < LEAST * STEP] = 0
    steps = np.clip(np.rint(w / STEP), -LEVELS, LEVELS).astype(int)
    bias = next(i for i in range(len(features)) if seen[features[i]] == len(y))  # the feature that every candidate has
    steps[bias] -= np.rint(np.log(np.array(THRESHOLD) / (1 - np.array(THRESHOLD))) / STEP).astype(int)
    assert np.abs(steps[bias]).max() <= LEVELS
    kept = [i for i in range(len(features)) if steps[i].any()]
    total = ceaf(parts[1], found[1], xd @ steps, [0] * len(ROLES))
    line = "  ".join([f1(total.sum(0))] + [f"{r} {f1(t)}" for r, t in zip(ROLES, total)])
    print(f"exported {len(kept)} features: {line}")
    kept_features = [features[i] for i in kept]
    like = likeness(kept_features, found[0], others, found[1])
    rows = np.vstack([np.column_stack([steps[kept], like[:-1]]), [0] * len(ROLES) + [like[-1]]])
    export(out, [*kept_features, 0], rows, (
        f"Weights of src/link/filler_score.c, steps of 1/{round(1 / STEP)}; see there. Made by train/fillers.py from MUC-4's reports",
        "and templates (public research release by NIST). CEAF-REE of all candidates on dev: " + f1(total.sum(0))))


if __name__ == "__main__":
    if sys.argv[1:2] == ["levels"] and len(sys.argv) == 6:
        levels(*sys.argv[2:])
    elif len(sys.argv) == 5:
        main(*sys.argv[1:])
    else:
        sys.exit(__doc__)
