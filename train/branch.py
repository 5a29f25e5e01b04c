#!/usr/bin/env python3
"""Train the event branch: layers on top of the frozen lower layers of the committed model, with heads for who says what, for
triggers, roles, fillers of incidents and places of events.

usage: branch.py --model models/casus-en.model --coded DIR --data ../shared/data --out DIR [--passes N] [--resume] [--small]

DIR of --coded holds what `casus code --tokens` printed for the texts (coded.py makes it). The trunk's output is computed once
and kept, so a pass costs the upper layers only. Prints scores on the dev parts after each pass and keeps a checkpoint.
"""
import argparse, copy, json, math, os, random, sys, time
from pathlib import Path
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
import branch_data as bd, data, frozen, model as m
from wordpiece import Vocabulary

SEED, BATCH_PIECES = 20261126, 1800
BLANK, AVERAGE = 0.1, 0.999  # share of pieces hidden from the branch in training; weight of the past in the averaged weights
TRUNK = 3          # lower layers that the branch shares with syntax
PAIR, HIDDEN = 192, 256
NEAR = (-64, -32, -16, -8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8, 16, 32, 64)  # lower bounds of the distance buckets, in words


def bucket(d):
    """Index of the distance of a word from its anchor (word - anchor)."""
    return np.searchsorted(NEAR, d, side="right")


class Pair(nn.Module):
    """Scores of (anchor, word): out(relu(left(anchor) + right(word) + near[distance]))."""
    def __init__(self, n_out, drop=0.2, d=m.D):
        super().__init__()
        self.left, self.right = nn.Linear(d, PAIR), nn.Linear(d, PAIR)
        self.near = nn.Embedding(len(NEAR) + 1, PAIR)
        self.out = nn.Linear(PAIR, n_out)
        self.drop = nn.Dropout(drop)
        nn.init.normal_(self.near.weight, std=0.02)

    def forward(self, anchor, words, distance):
        """anchor [A, D], words [A, W, D] or [A, D], distance (same without D) -> [A, (W,) n_out]"""
        left = self.left(anchor)
        right = self.right(words)
        left = left[:, None] if right.dim() == 3 else left
        return self.out(self.drop(F.relu(left + right + self.near(distance))))

    def between(self, w, anchor, word, distance):
        """The same of pairs of places in w [N, D]. Words stand in many pairs: index_select, as the gradient of indexing adds up
        repeated places one after another."""
        left, right = (f(w).index_select(0, at) for f, at in ((self.left, anchor), (self.right, word)))
        return self.out(self.drop(F.relu(left + right + self.near(distance))))


class Branch(nn.Module):
    def __init__(self, net, n_geneva, layers=m.LAYERS - TRUNK, d=m.D):
        super().__init__()
        self.layers = nn.ModuleList(m.Layer(0.1) for _ in range(layers))
        if net is not None:
            for mine, theirs in zip(self.layers, net.layers[TRUNK:]):
                mine.load_state_dict(theirs.state_dict())
        self.hidden = nn.Linear(d, HIDDEN)
        self.kind_out, self.mode_out = nn.Linear(HIDDEN, len(bd.TYPES)), nn.Linear(HIDDEN, len(bd.MODES))
        self.m2e2, self.geneva = nn.Linear(d, len(bd.M2E2)), nn.Linear(d, n_geneva)
        self.filler, self.cue = nn.Linear(d, len(bd.FILLERS)), nn.Linear(d, 2)
        self.attr, self.where, self.role, self.same = Pair(4, d=d), Pair(2, d=d), Pair(len(bd.ROLES), d=d), Pair(2, d=d)
        self.drop = nn.Dropout(0.2)

    def words(self, x, mask, wi, pf, pl):
        for layer in self.layers:
            x = layer(x, mask)
        return (x[wi, pf] + x[wi, pl]) / 2

    def kind(self, w):
        h = self.drop(F.relu(self.hidden(w)))
        return self.kind_out(h), self.mode_out(h)


class Batch:
    def __init__(self, wins, features, blank=0.0):
        self.wins = wins
        n = max(len(w.ids) for w in wins)
        self.x = torch.zeros(len(wins), n, m.D)
        mask = torch.zeros(len(wins), n, dtype=torch.bool)
        wi, pf, pl, self.at = [], [], [], []
        for k, w in enumerate(wins):
            self.x[k, :len(w.ids)] = features[w.feat:w.feat + len(w.ids)].float()
            if blank:
                self.x[k, 1:len(w.ids)] *= (torch.rand(len(w.ids) - 1, 1) >= blank)
            mask[k, :len(w.ids)] = True
            self.at.append(len(wi))
            wi += [k] * w.n
            pf += w.pf
            pl += w.pl
        self.mask = mask[:, None, None, :]
        self.wi, self.pf, self.pl = map(torch.tensor, (wi, pf, pl))
        self.n = len(wi)

    def flat(self, get, fill):
        """A per-word list of all windows; windows without it give `fill`."""
        out = []
        for w in self.wins:
            v = get(w)
            out += v if v is not None else [fill] * w.n
        return out

    def pairs(self, items):
        """items: [(window, anchor, [word…])] -> flat word indices of anchors and words (expanded), distances."""
        a, b, d = [], [], []
        for k, anchor, words in items:
            a += [self.at[k] + anchor] * len(words)
            b += [self.at[k] + x for x in words]
            d += [x - anchor for x in words]
        return torch.tensor(a), torch.tensor(b), torch.tensor(bucket(np.array(d, dtype=np.int64)))


def weighted(logits, labels, weights):
    if not len(labels):
        return None
    y, w = torch.tensor(labels), torch.tensor(weights)
    keep = (y >= 0) & (w > 0)
    if not keep.any():
        return None
    return (F.cross_entropy(logits[keep].float(), y[keep], reduction="none") * w[keep]).sum()


def losses(net, b, rng):
    w = net.words(b.x, b.mask, b.wi, b.pf, b.pl)
    wd = net.drop(w)
    out = {}
    types = b.flat(lambda x: x.types, (bd.IGNORE, 0.0))
    modes = b.flat(lambda x: x.modes, (bd.IGNORE, 0.0))
    t, md = net.kind(w)
    out["type"] = weighted(t, *map(list, zip(*types)))
    out["mode"] = weighted(md, *map(list, zip(*modes)))
    for k, x in enumerate(b.wins):
        s = slice(b.at[k], b.at[k] + x.n)
        if x.any_type:
            p = F.log_softmax(t[s].float(), -1)[:, x.any_type[0]]
            loss = -x.any_type[1] * p.max()
            out["any"] = out.get("any", 0.0) + loss
            if x.any_mode:
                out["any"] = out["any"] - x.any_mode[1] * F.log_softmax(md[s].float(), -1)[p.argmax(), x.any_mode[0]]
    plain = lambda name, logits, get, weight: weighted(logits, b.flat(get, bd.IGNORE), [weight] * b.n)
    if any(x.m2e2 for x in b.wins):
        out["m2e2"] = plain("m2e2", net.m2e2(wd), lambda x: x.m2e2, 1.0)
    if any(x.geneva for x in b.wins):
        out["geneva"] = plain("geneva", net.geneva(wd), lambda x: x.geneva, 0.5)
    if any(x.fillers for x in b.wins):
        out["filler"] = plain("filler", net.filler(wd), lambda x: x.fillers, 1.0)
    if any(x.cue for x in b.wins):
        out["cue"] = plain("cue", net.cue(wd), lambda x: x.cue, 1.0)
    items = [(k, c, label) for k, x in enumerate(b.wins) for c, label in x.attr]
    if items:
        ai, bi, di = b.pairs([(k, c, range(len(label))) for k, c, label in items])
        logits = net.attr(w[ai], w[bi], di)
        y = torch.tensor([v for _, _, label in items for v in label])
        out["attr"] = 0.1 * F.cross_entropy(logits.float(), y, reduction="sum")
    items = [(k, v, list(label), list(label.values())) for k, x in enumerate(b.wins) for v, label in x.where if label]
    if items:
        ai, bi, di = b.pairs([i[:3] for i in items])
        out["where"] = F.cross_entropy(net.where(w[ai], w[bi], di).float(), torch.tensor([y for i in items for y in i[3]]), reduction="sum")
    items = [(k, v, fills, weight) for k, x in enumerate(b.wins) for v, fills, weight in x.roles]
    if items:
        expand, y, wt = [], [], []
        for k, v, fills, weight in items:
            words = [x for x in range(max(0, v - 40), min(b.wins[k].n, v + 40)) if x != v]
            expand.append((k, v, words))
            y += [fills.get(x, 0) for x in words]
            wt += [weight if fills.get(x, 0) > 0 else 0.3 * weight for x in words]
        ai, bi, di = b.pairs(expand)
        out["role"] = weighted(net.role(w[ai], w[bi], di), y, wt)
        if out["role"] is not None:
            out["role"] = 0.5 * out["role"]
    return {k: v for k, v in out.items() if v is not None}


@torch.no_grad()
def trunk(net, wins):
    """What the shared lower layers make of all windows, [pieces, D] in float16; sets each window's place in it."""
    net.eval()
    total = sum(len(w.ids) for w in wins)
    out = torch.empty(total, m.D, dtype=torch.float16)
    at, began = 0, time.time()
    order = sorted(wins, key=lambda w: len(w.ids))
    for i in range(0, len(order), 16):
        part = order[i:i + 16]
        n = max(len(w.ids) for w in part)
        pad = lambda rows, zero: torch.tensor([r + [zero] * (n - len(r)) for r in rows])
        mask = pad([[True] * len(w.ids) for w in part], False)[:, None, None, :]
        with m.half_precision():
            x = net.embed(pad([w.ids for w in part], 0), pad([w.shapes for w in part], 0), pad([w.firsts for w in part], 0.0))
            for layer in net.layers[:TRUNK]:
                x = layer(x, mask)
        for k, w in enumerate(part):
            w.feat = at
            out[at:at + len(w.ids)] = x[k, :len(w.ids)].half()
            at += len(w.ids)
    print(f"trunk: {total} pieces in {time.time() - began:.0f} s", flush=True)
    return out


def batches_of(wins, rng, size=BATCH_PIECES):
    order = sorted(wins, key=lambda w: (len(w.ids) // 16, rng.random()))
    out, cur, longest = [], [], 0
    for w in order:
        longest = max(longest, len(w.ids))
        if cur and (len(cur) + 1) * longest > size:
            out.append(cur)
            cur, longest = [], len(w.ids)
        cur.append(w)
    return out + [cur]


def in_reports(doc, held):
    """Whether two sentences of a text, or its only ones, stand in one of the development reports."""
    if not hasattr(doc, "held"):
        long = [t for t in (data.squash(" ".join(doc.forms[b:e])) for b, e in doc.sents) if len(t) > 40]
        text = [data.squash(doc.text[doc.span[b][0]:doc.span[e - 1][1]]) for b, e in doc.sents]
        hits = sum(len(t) > 40 and any(t in h for h in held) for t in text)
        doc.held = hits >= min(2, max(1, len(long)))
    return doc.held


# ---- scores on dev ----

def f1(right, said, want):
    return 200 * right / max(said + want, 1)


@torch.no_grad()
def predictions(net, wins, features):
    net.eval()
    for i in range(0, len(wins), 8):
        b = Batch(wins[i:i + 8], features)
        with m.half_precision():
            yield b, net.words(b.x, b.mask, b.wi, b.pf, b.pl)
    net.train()


def attribution_spans(net, b, w, k, cues):
    """[(anchor, labels of the window's words)] for the cues of window k."""
    x = b.wins[k]
    out = []
    for c in cues:
        ai, bi, di = b.pairs([(k, c, range(x.n))])
        with m.half_precision():
            out.append((c, net.attr(w[ai], w[bi], di).float().argmax(-1).tolist()))
    return out


def eval_polnear(net, wins, features, shared):
    """content, source, cue overlap and triple F1 by score_attribution.py's own functions."""
    sys.path.insert(0, str(Path(shared).parent / "tools"))
    import score_attribution as sa
    coded, docs = {}, {}
    cue_right = cue_said = cue_want = 0
    for b, w in predictions(net, wins, features):
        with m.half_precision():
            cue = net.cue(w).float().argmax(-1).tolist()
        for k, x in enumerate(b.wins):
            docs[x.id] = x.doc
            mine = [i for i in range(x.n) if cue[b.at[k] + i]]
            gold = {i for i in range(x.n) if x.cue[i]}
            cue_right, cue_said, cue_want = cue_right + len(gold & set(mine)), cue_said + len(mine), cue_want + len(gold)
            for c, labels in attribution_spans(net, b, w, k, mine):
                labels[c] = bd.CUE
                spans = {}
                for name, v in (("source", bd.SOURCE), ("cue", bd.CUE), ("content", bd.CONTENT)):
                    spans[name] = [x.doc.span[x.first + i] for i in range(x.n) if labels[i] == v]
                if spans["content"]:
                    coded.setdefault(x.id, []).append(spans)
    tokens, triples = {f: [0, 0, 0] for f in sa.FIELDS}, [0, 0, 0]
    for art in bd.jsonl(f"{shared}/polnear/dev.jsonl"):
        if art["docid"] not in docs:
            continue
        text = art["text"]
        gold = sa.read([a for a in art["attributions"] if a["content"]], text, tuple)
        mine = sa.read(coded.get(art["docid"], []), text, sa.aligner(docs[art["docid"]].text, text))
        pairs = sa.pair(gold, mine)
        for side, k in ((mine, 1), (gold, 2)):
            triples[k] += len(side)
            for f in sa.FIELDS:
                tokens[f][k] += sum(len(a[f][0]) for a in side)
        for i, j in pairs.items():
            triples[0] += all(sa.agree(gold[i][f], mine[j][f]) for f in sa.FIELDS)
            for f in sa.FIELDS:
                tokens[f][0] += len(gold[i][f][0] & mine[j][f][0])
    return (f"cue anchors F1 {f1(cue_right, cue_said, cue_want):.1f}; " + " ".join(f"{f} {f1(*tokens[f]):.1f}" for f in sa.FIELDS) +
            f" triple {f1(*triples):.1f}")


def tagged(labels):
    """[(begin, end, role)] of BIO labels."""
    out, i = [], 0
    while i < len(labels):
        if labels[i] > 0:
            role, j = (labels[i] - 1) // 2, i + 1
            while j < len(labels) and labels[j] == 2 * role + 2:
                j += 1
            out.append((i, j, role))
            i = j
        else:
            i += 1
    return out


def eval_muc(net, wins, features, shared):
    """CEAF-REE (GRIT's normalisation) with tagged spans of like strings as entities."""
    sys.path.insert(0, str(Path(shared).parent / "tools"))
    import score_roles as sr
    found = {}
    for b, w in predictions(net, wins, features):
        with m.half_precision():
            p = net.filler(w).float().softmax(-1)
        for k, x in enumerate(b.wins):
            q = p[b.at[k]:b.at[k] + x.n].clone()
            q[:, 0] *= 0.6
            for i, j, role in tagged(q.argmax(-1).tolist()):
                s, e = x.doc.span[x.first + i][0], x.doc.span[x.first + j - 1][1]
                found.setdefault(x.id, {r: [] for r in sr.ROLES})[sr.ROLES[role]].append(x.doc.text[s:e])
    total = [0, 0, 0, 0]
    by = {r: [0, 0, 0, 0] for r in sr.ROLES}
    for r in bd.jsonl(f"{shared}/muc4/roles_dev.jsonl"):
        templates = [{"type": t["incident_type"]} | {k: [[x[0] for x in e] for e in t[k]] for k in sr.ROLES} for t in r["templates"]]
        mine = {}
        for role, strings in found.get(r["docid"], {k: [] for k in sr.ROLES}).items():
            kept = []
            for s in strings:
                n = sr.norm(s, True)
                if n and not any(n in o or o in n for o in kept):
                    kept.append(n)
            mine[role] = [[s] for s in kept]
        for role, x in sr.score_report(templates, mine, True).items():
            total = [a + c for a, c in zip(total, x)]
            by[role] = [a + c for a, c in zip(by[role], x)]
    g = lambda x: f1(x[0], x[1], x[3])
    return f"CEAF-REE {g(total):.1f} (P {100 * total[0] / max(total[1], 1):.1f} R {100 * total[2] / max(total[3], 1):.1f}) " + " ".join(f"{r} {g(x):.1f}" for r, x in by.items())


def eval_m2e2(net, wins, features):
    right = said = want = 0
    for b, w in predictions(net, wins, features):
        with m.half_precision():
            y = net.m2e2(w).float().argmax(-1).tolist()
        for k, x in enumerate(b.wins):
            mine, gold = y[b.at[k]:b.at[k] + x.n], x.m2e2
            said += sum(1 < 2 and v in range(1, 8) and (i == 0 or mine[i - 1] != v) for i, v in enumerate(mine))
            want += sum(v in range(1, 8) and (i == 0 or gold[i - 1] != v) for i, v in enumerate(gold))
            right += sum(v in range(1, 8) and (i == 0 or gold[i - 1] != v) and mine[i] == v for i, v in enumerate(gold))
    return f"m2e2 tagger triggers F1 {f1(right, said, want):.1f} (P {100 * right / max(said, 1):.1f} R {100 * right / max(want, 1):.1f})"


def eval_where(net, wins, features):
    exact = n = 0
    for b, w in predictions(net, wins, features):
        for k, x in enumerate(b.wins):
            for v, label in x.where:
                n += 1
                if not label:
                    exact += 1
                    continue
                ai, bi, di = b.pairs([(k, v, list(label))])
                with m.half_precision():
                    got = net.where(w[ai], w[bi], di).float().argmax(-1).tolist()
                exact += got == list(label.values())
    return f"where exact sets {100 * exact / max(n, 1):.1f} of {n}"


def eval_acled(net, wins, features, gold):
    right = both = n = 0
    for b, w in predictions(net, wins, features):
        with m.half_precision():
            t, md = net.kind(w)
            p = t.float().softmax(-1)
        for k, x in enumerate(b.wins):
            q = p[b.at[k]:b.at[k] + x.n]
            best = q[:, 1:].max(0).values
            kind = bd.TYPES[1 + best.argmax().item()] if best.max() > 0.3 else "none"
            where = q[:, bd.TYPES.index(kind)].argmax().item()
            mode = bd.MODES[md[b.at[k] + where].argmax().item()]
            want = gold[x.id]
            n += 1
            right += kind == want[0]
            both += kind == want[0] and (not want[1] or mode == want[1])
    return f"acled type {100 * right / max(n, 1):.1f} type and mode {100 * both / max(n, 1):.1f}"


def arguments():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", required=True)
    ap.add_argument("--coded", required=True)
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--reports", default="../shared/reports")
    ap.add_argument("--out", required=True)
    ap.add_argument("--vocab", required=True)
    ap.add_argument("--gsr", required=True)
    ap.add_argument("--labels", required=True, help="labels.jsonl: triggers marked by hand in stretches of the train texts")
    ap.add_argument("--passes", type=int, default=4)
    ap.add_argument("--resume", action="store_true")
    ap.add_argument("--start", help="a checkpoint, or a branch file as models/casus-en.events, to start from with half the learning rate; else copies of "
                    "the model's upper layers")
    ap.add_argument("--thin", default="", help="set=N,…: every Nth window only of these training sets, 0 for none of them")
    ap.add_argument("--small", action="store_true", help="a twentieth of the data, to try the recipe")
    return ap.parse_args()


def read_sets(a):
    """(frozen model, sets of windows by part and name, GENEVA's labels, ACLED's gold)"""
    net0, _, words = frozen.load(a.model)
    vocab = Vocabulary(a.vocab)
    assert vocab.words == words
    geneva = bd.geneva_labels(a.data)
    acled = {p: {str(r["id"]): bd.ACLED.get(r["type"], ("none", None)) for r in bd.jsonl(f"{a.data}/acled_types/{p}.jsonl")} for p in ("train", "dev")}
    synth = {}
    for i, r in enumerate(bd.jsonl(f"{a.data}/plover/synthetic_stories.jsonl")):
        mode = bd.SYNTH_MODE.get(r["mode"], (r["mode"] or "").lower())
        synth[str(i)] = (r["label"], mode if mode in bd.MODES else None)
    sets = {p: {} for p in ("train", "dev")}
    for p in ("train", "dev"):
        sets[p]["polnear"] = bd.polnear(a.coded, a.data, p, vocab)
        sets[p]["muc"] = bd.muc(a.coded, a.data, p, vocab, False)
        sets[p]["mucup"] = bd.muc(a.coded, a.data, p, vocab, True)
        sets[p]["m2e2"] = bd.m2e2(a.coded, a.data, p, vocab)
        sets[p]["loc"] = bd.locations(a.coded, a.data, p, vocab)
        sets[p]["geneva"] = bd.geneva(a.coded, a.data, p, vocab, geneva)
        sets[p]["acled"] = bd.labelled("acled", a.coded, f"acled_{p}", acled[p], vocab, 2.0)
    satp = {str(r["id"]): bd.SATP[r["labels"][0]] for r in bd.jsonl(f"{a.data}/police/satp_train.jsonl") if len(r["labels"]) == 1 and r["labels"][0] in bd.SATP}
    sets["train"]["satp"] = bd.labelled("satp", a.coded, "satp_train", satp, vocab, 0.7)
    marks = bd.jsonl(a.labels)
    for name in ("labels", "labelsup"):
        sets["train"][name] = bd.marked(name, a.coded, f"{name}_train", marks, vocab, 1.5)
    sets["dev"]["labels"] = bd.marked("labels", a.coded, "labels_dev", bd.jsonl(Path(a.labels).with_name("labels_dev.jsonl")), vocab, 1.5)
    sets["train"]["gsr"] = bd.gsr(a.coded, json.load(open(a.gsr)), vocab)
    sets["train"]["synth"] = bd.labelled("synth", a.coded, "synth_train", synth, vocab, 0.5)
    held = data.report_sentences(a.reports)
    for name, wins in sets["train"].items():
        kept = [w for w in wins if not in_reports(w.doc, held)]
        if len(kept) < len(wins):
            print(f"{name}: {len({id(w.doc) for w in wins if in_reports(w.doc, held)})} texts left out, as they are in --reports", flush=True)
        sets["train"][name] = kept
    for name, n in (x.split("=") for x in a.thin.split(",") if x):
        sets["train"][name] = sets["train"][name][::int(n)] if int(n) else []
    if a.small:
        sets = {p: {k: v[::20] for k, v in s.items()} for p, s in sets.items()}
    for p, s in sets.items():
        print(p, {k: (len(v), sum(len(w.ids) for w in v)) for k, v in s.items()}, flush=True)
    return net0, sets, geneva, acled


def show(net, d, features, a, acled, head):
    """Scores on the dev parts."""
    print(head + eval_polnear(net, d["polnear"], features, a.data), flush=True)
    print(head + "lower " + eval_muc(net, d["muc"], features, a.data), flush=True)
    print(head + "upper " + eval_muc(net, d["mucup"], features, a.data), flush=True)
    print(head + eval_m2e2(net, d["m2e2"], features) + "; " + eval_where(net, d["loc"], features) + "; " +
          eval_acled(net, d["acled"], features, acled["dev"]), flush=True)


def main():
    a = arguments()
    random.seed(SEED), torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    torch.set_num_threads(2)
    os.makedirs(a.out, exist_ok=True)
    net0, sets, geneva, acled = read_sets(a)
    train = [w for v in sets["train"].values() for w in v]
    dev = [w for v in sets["dev"].values() for w in v]
    features = trunk(net0, train + dev)
    net = Branch(net0, len(geneva))
    if a.start and frozen.is_file(a.start):
        frozen.load_branch(a.start, net)
    elif a.start:
        net.load_state_dict(torch.load(a.start, weights_only=False)["net"])
    rate = 0.5 if a.start else 1.0
    mean = copy.deepcopy(net)
    body = [p for k, p in net.named_parameters() if k.startswith("layers")]
    heads = [p for k, p in net.named_parameters() if not k.startswith("layers")]
    opt = torch.optim.AdamW([{"params": body, "lr": rate * 3e-4}, {"params": heads, "lr": rate * 1.5e-3}], weight_decay=0.01)
    rng = random.Random(SEED)
    steps = a.passes * len(batches_of(train, rng))
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min(i / (0.06 * steps), max(0.0, (steps - i) / (0.94 * steps))))
    step, first, began = 0, 0, time.time()
    state = f"{a.out}/last.state"
    if a.resume and os.path.exists(state):
        st = torch.load(state, weights_only=False)
        net.load_state_dict(st["live"]), mean.load_state_dict(st["net"]), opt.load_state_dict(st["opt"]), sched.load_state_dict(st["sched"])
        step, first = st["step"], st["pass"]
    print(f"{steps} steps", flush=True)
    for e in range(first, a.passes):
        rng.seed(SEED + e)
        batches = batches_of(train, rng)
        rng.shuffle(batches)
        sums, seen, t0 = {}, 0, time.time()
        for wins in batches:
            b = Batch(wins, features, BLANK)
            with m.half_precision():
                ls = losses(net, b, rng)
            if not ls:
                continue
            norm = sum(len(w.ids) for w in wins) / 30  # about the sentences of the batch
            loss = sum(ls.values()) / norm
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 3.0)
            opt.step(), sched.step()
            step += 1
            keep = min(AVERAGE, step / (step + 20))
            with torch.no_grad():
                for old, new in zip(mean.parameters(), net.parameters()):
                    old.lerp_(new, 1 - keep)
            seen += b.x.shape[0] * b.x.shape[1]
            for k, v in ls.items():
                sums.setdefault(k, []).append(v.item() / norm)
            if step % 100 == 0:
                print(f"pass {e + 1} step {step}/{steps} {seen / (time.time() - t0):.0f} pieces/s " +
                      " ".join(f"{k} {sum(v[-80:]) / len(v[-80:]):.3f}" for k, v in sums.items()), flush=True)
        show(mean, sets["dev"], features, a, acled, f"pass {e + 1} {(time.time() - began) / 60:.1f} min: ")
        st = {"net": mean.state_dict(), "pass": e + 1, "step": step, "geneva": geneva}
        torch.save(st, f"{a.out}/pass{e + 1}.pt.tmp")
        os.replace(f"{a.out}/pass{e + 1}.pt.tmp", f"{a.out}/pass{e + 1}.pt")
        torch.save({**st, "live": net.state_dict(), "opt": opt.state_dict(), "sched": sched.state_dict()}, state + ".tmp")
        os.replace(state + ".tmp", state)


if __name__ == "__main__":
    main()
