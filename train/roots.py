#!/usr/bin/env python3
"""The type head of the branch, trained on PLOVER root codes between two marked parties (PLV) with the encoder frozen: five folds,
each trained on four fifths and scored on the fifth, and one head on all of it; beside PLV, the texts of marks.py.

usage: roots.py CHECKPOINT|BRANCH --model models/casus-en.model --coded DIR --data ../shared/data --gsr FILE --labels FILE
                --vocab vocab.txt --out DIR
                [--casus PROGRAM --tools ../shared/tools]

The word that carries the code is the lowest word above both parties in the parse that is a verb or, failing that, an event
noun. Writes DIR/fold{0..4}.pt and DIR/all.pt (checkpoints as branch.py writes them, for export_branch.py) and DIR/folds.json
({sentence: fold}); prints the root accuracy at that word, held out. With --casus each fold's sentences are coded by the program
with the branch that has not seen them: DIR/plv.jsonl, and what score_types.py says of it.
"""
import argparse, copy, json, os, random, re, subprocess, sys
from collections import Counter
from pathlib import Path
import torch
import torch.nn.functional as F
import branch as br, branch_data as bd, frozen
from wordpiece import Vocabulary

FOLDS, PASSES, SEED = 5, 6, 7
MARKED_PASSES, MARKED_WORDS = 6, 1024  # over the marked texts alone, before PLV; words of a step
HEADS, MAY_BE = ("hidden", "kind_out", "mode_out"), 0.02  # what is learnt; from which probability on a word may be a trigger
MARKED = 24  # windows of marked texts beside 32 sentences
YIELD = ("CONCEDE", "RETREAT")


def unmark(marked):
    removed, ends = 0, {"s": [], "t": []}
    for m in re.finditer(r"</?([st])>", marked):
        ends[m[1]].append(m.start() - removed)
        removed += len(m[0])
    return re.sub(r"</?[st]>", "", marked), {k: list(zip(x[::2], x[1::2])) for k, x in ends.items()}


def chain(doc, i):
    out = []
    while i >= 0 and i not in out:
        out.append(i)
        i = doc.head[i]
    return out


def anchor(doc, marks):
    """The word that carries the code between the marked parties."""
    heads = []
    for k in ("s", "t"):
        for b, e in marks[k][:1]:
            words = doc.at(b, e)
            if words:
                heads.append(doc.head_of(words))
    if not heads:
        return None
    inside = {x for k in ("s", "t") for b, e in marks[k] for x in doc.at(b, e)}
    up = [chain(doc, h) for h in heads]
    common = [x for x in up[0] if all(x in u for u in up[1:])] or up[0]
    free = [x for x in common if x not in inside]
    for x in free:
        if doc.upos[x] in ("VERB", "ADJ") or (doc.upos[x] == "NOUN" and x != heads[0]):
            return x
    return free[0] if free else heads[0]


def index(root):
    """Indices of the types that answer a root."""
    return [bd.TYPES.index(t) for t in (YIELD if root == "YIELD" else (root,))]


def checkpoint_of(path, data):
    """A checkpoint, or the same of a branch file as models/casus-en.events."""
    if not frozen.is_file(path):
        return torch.load(path, weights_only=False, map_location="cpu")
    geneva = bd.geneva_labels(data)
    net = br.Branch(None, len(geneva))
    frozen.load_branch(path, net)
    return {"net": net.state_dict(), "geneva": geneva, "pass": 0}


@torch.no_grad()
def old_modes(net, x):
    """(words that may be triggers, their modes' probabilities) by the branch as it was."""
    net.eval()
    types, modes = net.kind(x)
    may = types.softmax(-1)[:, 0] < 1 - MAY_BE
    return may, modes[may].softmax(-1)


def kept_modes(net, x, modes):
    """How far modes are from what the branch as it was says of words that may be triggers (cross entropy)."""
    may, old = old_modes(net, x)
    return F.cross_entropy(modes[may], old) if may.any() else 0.0


def learn_marked(net, marked, vec):
    """A copy of the branch whose type head, begun anew as the one that is shipped knows all of PLV, has learnt the words of the
    marked texts. Modes are read off the same hidden layer: they are kept as they were."""
    head = copy.deepcopy(net)
    head.hidden.reset_parameters(), head.kind_out.reset_parameters()
    rows = [(vec[id(w)], torch.tensor([y if wt > 0 else bd.IGNORE for y, wt in w.types])) for w in marked]
    x, y = torch.cat([v[k >= 0] for v, k in rows]), torch.cat([k[k >= 0] for _, k in rows])
    steps = MARKED_PASSES * (len(y) // MARKED_WORDS)
    opt = torch.optim.AdamW([p for n, p in head.named_parameters() if n.startswith(HEADS)], lr=1e-3, weight_decay=0.05)
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: max(0.02, 1 - i / steps))
    head.train()
    for _ in range(MARKED_PASSES):
        for k in torch.randperm(len(y))[:len(y) // MARKED_WORDS * MARKED_WORDS].split(MARKED_WORDS):
            types, modes = head.kind(x[k])
            loss = F.cross_entropy(types, y[k]) + kept_modes(net, x[k], modes)
            opt.zero_grad(), loss.backward(), opt.step(), sched.step()
    return head


def train(net, part, gsr, marked, vec, rng, passes=PASSES):
    """A copy of the branch whose type head has learnt the items beside the marked texts, which also say what is no event; vec:
    vectors of each window's words."""
    head = copy.deepcopy(net)
    opt = torch.optim.AdamW([p for n, p in head.named_parameters() if n.startswith(HEADS)], lr=1e-3, weight_decay=0.05)
    head.train()
    order = list(part)
    for e in range(passes):
        rng.shuffle(order)
        for at in range(0, len(order), 32):
            loss = 0
            for _, w, k, root in order[at:at + 32]:
                t = F.log_softmax(head.kind(vec[id(w)])[0], -1)
                loss = loss - torch.logsumexp(t[k, index(root)], 0)
            for w, share in [(w, 0.3) for w in random.sample(gsr, 6)] + [(w, 1.0) for w in random.sample(marked, MARKED)]:
                y, wt = zip(*w.types)
                types, modes = head.kind(vec[id(w)])
                l = br.weighted(types, list(y), list(wt))
                loss = loss + (share * l if l is not None else 0) + kept_modes(net, vec[id(w)], modes)
            opt.zero_grad(), (loss / 32).backward(), opt.step()
    head.eval()
    return head


def code_folds(a, fold, ids):
    """Each fold's sentences coded by the program with the branch that has not seen them -> a.out/plv.jsonl, scored."""
    here, lines = Path(__file__).resolve().parent, {}
    gold = f"{a.data}/plover/PLV_train.tsv"
    subprocess.run([sys.executable, "-B", f"{a.tools}/score_types.py", "plv", "texts", gold, f"{a.out}/texts.jsonl"], check=True)
    for line in open(f"{a.out}/texts.jsonl", encoding="utf-8"):
        lines[json.loads(line)["id"]] = line
    with open(f"{a.out}/plv.jsonl", "wb") as out:
        for f in range(FOLDS):
            folder = Path(a.out) / f"models{f}"
            folder.mkdir(exist_ok=True)
            models = Path(a.model).resolve().parent
            for name in ("casus-en.model", "gazetteer.bin"):
                (folder / name).unlink(missing_ok=True)  # of an earlier run, perhaps of another tree
                (folder / name).symlink_to(models / name)
            subprocess.run([sys.executable, here / "export_branch.py", f"{a.out}/fold{f}.pt", "--model", a.model, folder / "casus-en.events"],
                           check=True, stdout=subprocess.DEVNULL)
            part = Path(a.out) / f"part{f}.jsonl"
            part.write_text("".join(v for k, v in lines.items() if fold.get(k, 0) == f), encoding="utf-8")
            subprocess.run([a.casus, "code", "--force", "--models", folder, "--tokens", "--format", "json", part], stdout=out)
    subprocess.run([sys.executable, "-B", f"{a.tools}/score_types.py", "plv", "score", gold, f"{a.out}/plv.jsonl"], check=True)


def tell(pairs):
    """Prints accuracy and F1 of (gold root, said root)."""
    gold, said, right = Counter(g for g, _ in pairs), Counter(s for _, s in pairs), Counter(g for g, s in pairs if g == s)
    print(f"held out, at the given word: accuracy {100 * right.total() / len(pairs):.1f} macro F1 "
          f"{sum(200 * right[k] / (gold[k] + said[k]) for k in gold) / len(gold):.1f}")
    print({k: f"{200 * right[k] / (gold[k] + said[k]):.0f}" for k in sorted(gold)}, flush=True)


def read(folder, coded, vocab):
    """[(sentence's id, window, word that carries the code, root)] of PLV."""
    lines = [line.rstrip("\n").split("\t") for line in open(f"{folder}/plover/PLV_train.tsv", encoding="utf-8")]
    of, items = bd.load_coded(coded, "plv_train"), []
    for i, line in enumerate(lines[1:]):
        r = dict(zip(lines[0], line))
        text, marks = unmark(r["marked_sentence"])
        c = of[f"{i}-{r['sentence_id']}"]
        carry = bd.aligned(c, text)
        if not carry:
            continue
        doc = bd.Doc(c)
        wins = bd.windows("plv", doc, vocab)
        at = anchor(doc, {k: [carry(b, e) for b, e in v] for k, v in marks.items()})
        w = wins[0]
        if at is None or not w.first <= at < w.first + w.n:
            continue
        items.append((r["sentence_id"], w, at - w.first, r["gold_root"]))
    return items


def folds(items, rng):
    """{sentence's id: its fold}"""
    ids = sorted({i[0] for i in items})
    rng.shuffle(ids)
    return {x: k % FOLDS for k, x in enumerate(ids)}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("checkpoint")
    for name in ("model", "coded", "data", "gsr", "labels", "vocab", "out"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument("--casus")
    ap.add_argument("--keep", action="store_true", help="no folds: one head, begun from the checkpoint's own, which may know PLV already")
    ap.add_argument("--tools", default="../shared/tools")
    a = ap.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    Path(a.out).mkdir(parents=True, exist_ok=True)
    net0, _, words = frozen.load(a.model)
    vocab = Vocabulary(a.vocab)
    st = checkpoint_of(a.checkpoint, a.data)
    net = br.Branch(None, len(st["geneva"]))
    net.load_state_dict(st["net"])
    items = read(a.data, a.coded, vocab)
    rng = random.Random(SEED)
    fold = folds(items, rng)
    ids = sorted(fold)
    json.dump(fold, open(f"{a.out}/folds.json", "w"))
    gsr = bd.gsr(a.coded, json.load(open(a.gsr)), vocab)
    marks = bd.jsonl(a.labels)
    marked = [w for w in bd.marked("labels", a.coded, "labels_train", marks, vocab, 1.0) if any(weight > 0 for _, weight in w.types)]
    wins = [i[1] for i in items] + gsr + marked
    features = br.trunk(net0, wins)
    # words' vectors once: the encoder is frozen
    vec = {}
    for b, w in br.predictions(net, wins, features):
        for k, x in enumerate(b.wins):
            vec[id(x)] = w[b.at[k]:b.at[k] + x.n].float()
    print(f"{len(items)} sentences; upos of the words that carry the code: "
          f"{Counter(i[1].doc.upos[i[2] + i[1].first] for i in items).most_common(5)}", flush=True)

    if not a.keep:
        net = learn_marked(net, marked, vec)
    pairs = []
    for f in range(0 if a.keep else FOLDS):
        head = train(net, [i for i in items if fold[i[0]] != f], gsr, marked, vec, rng)
        torch.save({"net": head.state_dict(), "geneva": st["geneva"], "pass": st["pass"]}, f"{a.out}/fold{f}.pt")
        with torch.no_grad():
            for _, w, k, root in (i for i in items if fold[i[0]] == f):
                p = head.kind(vec[id(w)])[0][k].softmax(-1)
                y = [sum(p[x].item() for x in index(r)) for r in ROOTS]
                pairs.append((root, ROOTS[max(range(len(y)), key=y.__getitem__)]))
    head = train(net, items, gsr, marked, vec, rng)
    torch.save({"net": head.state_dict(), "geneva": st["geneva"], "pass": st["pass"]}, f"{a.out}/all.pt")
    if a.keep:
        return
    tell(pairs)
    if a.casus:
        code_folds(a, fold, ids)


ROOTS = sorted({t for t in bd.TYPES[1:] if t not in YIELD} | {"YIELD"})

if __name__ == "__main__":
    main()
