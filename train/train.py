#!/usr/bin/env python3
"""Train casus' English model: tags, features, lemma rules, syntax and nested mentions on one encoder.

usage: train.py --data ../shared/data --reports ../shared/reports --start DIR --out DIR [--passes N] [--free] [--resume]

--start holds model.safetensors and vocab.txt of all-MiniLM-L6-v2 (tools/fetch_start.sh brings them). Prints each score of
the model card after each pass and keeps a checkpoint of each pass in --out. Seeded: SEED below.
"""
import argparse, json, os, random, sys, time
import torch
import torch.nn.functional as F
import data, model as m
from wordpiece import SHAPES, Vocabulary

SEED, BATCH_PIECES = 20261126, 1500
UPPER, LOWER, TITLE = 0.10, 0.03, 0.03  # shares of windows shown in capitals, lower case, headline case
SCORED = ("person", "place", "organization", "object")


def reshape(shapes, rng):
    """Shapes of a window as they would be had it been written in another case (the pieces are uncased anyway)."""
    r = rng.random()
    word = (1, 2, 3, 4, 5)
    if r < UPPER:
        return [2 if s in word else s for s in shapes]
    if r < UPPER + LOWER:
        return [1 if s in word else s for s in shapes]
    if r < UPPER + LOWER + TITLE:
        return [4 if s == 1 else s for s in shapes]
    return shapes


class Batch:
    """Windows as tensors. words: for each word its window, first and last piece; sentences as padded index tables."""
    def __init__(self, wins, vocab, labels, rng=None):
        from wordpiece import shape
        ids, shapes, first, self.sents = [], [], [], []
        wi, pf, pl = [], [], []
        for k, win in enumerate(wins):
            i, sh, fi = [vocab.cls], [0], [0.0]
            word_shapes = [shape(w) for s in win for w in s.words]
            if rng:
                word_shapes = reshape(word_shapes, rng)
            at = 0
            for s in win:
                start = len(wi)
                for j, w in enumerate(s.words):
                    p = vocab.pieces(w)
                    wi.append(k), pf.append(len(i)), pl.append(len(i) + len(p) - 1)
                    i += p
                    sh += [word_shapes[at]] * len(p)
                    fi += [1.0 if j == 0 else 0.0] * len(p)
                    at += 1
                self.sents.append((s, start))
            ids.append(i + [vocab.sep]), shapes.append(sh + [0]), first.append(fi + [0.0])
        n = max(map(len, ids))
        pad = lambda rows, zero: torch.tensor([r + [zero] * (n - len(r)) for r in rows])
        self.ids, self.shapes, self.first = pad(ids, 0), pad(shapes, 0), pad(first, 0.0)
        self.mask = pad([[True] * len(r) for r in ids], False)[:, None, None, :]
        self.wi, self.pf, self.pl = map(torch.tensor, (wi, pf, pl))
        S, L = len(self.sents), max(len(s.words) for s, _ in self.sents)
        self.index = torch.full((S, L), -1)
        self.heads = torch.full((S, L), -1)
        for k, (s, start) in enumerate(self.sents):
            w = len(s.words)
            self.index[k, :w] = torch.arange(start, start + w)
            self.heads[k, :w] = torch.tensor(s.heads)
        pickl = lambda kind, values: torch.tensor([labels.of[kind].get(v, -100) for v in values])
        all_ = [s for s, _ in self.sents]
        self.upos = pickl("upos", [u for s in all_ for u in s.upos])
        self.feats = pickl("feats", [u for s in all_ for u in s.feats])
        self.rels = pickl("rels", [u for s in all_ for u in s.rels])
        self.lemma = pickl("lemma", [data.lemma_rule(w, l) for s in all_ for w, l in zip(s.words, s.lemmas)])
        self.head_word = torch.tensor([start + h - 1 if h else -1 for s, start in self.sents for h in s.heads])
        self.marked = [k for k, s in enumerate(all_) if s.mentions is not None]
        if self.marked:
            L = max(len(all_[k].words) for k in self.marked)
            gold = torch.full((len(self.marked), L, L), -100)
            for row, k in enumerate(self.marked):
                n = len(all_[k].words)
                gold[row, :n, :n] = torch.where(torch.ones(n, n).triu() > 0, 0, -100)
                for b, e, t in all_[k].mentions:
                    gold[row, b, e] = labels.of["mentions"][t]
            self.mentions = gold


def outputs(net, b):
    h = net.encode(b.ids, b.shapes, b.first, b.mask)
    w = (h[b.wi, b.pf] + h[b.wi, b.pl]) / 2
    return w


def padded(net, w, b, rows=None):
    index = b.index if rows is None else b.index[rows]
    if rows is not None:
        index = index[:, :int((index >= 0).sum(1).max())]
    return w[index.clamp(min=0)] * (index >= 0)[..., None], index


def losses(net, b):
    w = outputs(net, b)
    wd = net.head_drop(w)
    ce = lambda x, y: F.cross_entropy(x.float(), y, ignore_index=-100)
    out = {"upos": ce(net.upos(wd), b.upos), "feats": 0.5 * ce(net.feats(wd), b.feats), "lemma": 0.5 * ce(net.lemma(wd), b.lemma)}
    h, index = padded(net, w, b)
    root = net.root.expand(h.shape[0], 1, -1)
    arcs = net.arcs(h, root).float()
    arcs[:, :, 1:].masked_fill_((index < 0)[:, None, :], -1e4)
    out["arc"] = F.cross_entropy(arcs.flatten(0, 1), torch.where(index >= 0, b.heads, -100).flatten(), ignore_index=-100)
    with_root = torch.cat([w, net.root[None].to(w.dtype)], 0)
    out["rel"] = ce(net.rels(w, with_root[b.head_word]), b.rels)
    if b.marked:
        h, _ = padded(net, w, b, b.marked)
        s = net.mentions(h).float()
        n_words = sum(len(b.sents[k][0].words) for k in b.marked)
        out["mention"] = F.cross_entropy(s.flatten(0, 2), b.mentions.flatten(), ignore_index=-100, reduction="sum") / n_words
    return out


@torch.no_grad()
def evaluate(net, dev, vocab, labels):
    net.eval()
    lines = []
    for bank in ("ewt", "gum"):
        wins = [w for k, sents in dev if k == bank for w in data.windows(sents, vocab)]
        n = good_u = good_f = good_l = uas = las = right = said = want = typed = 0
        for at in range(0, len(wins), 8):
            b = Batch(wins[at:at + 8], vocab, labels)
            with m.half_precision():
                w = outputs(net, b)
                upos, feats, lemma = (f(w).argmax(-1) for f in (net.upos, net.feats, net.lemma))
                h, index = padded(net, w, b)
                arcs = net.arcs(h, net.root.expand(h.shape[0], 1, -1)).float()
                arcs[:, :, 1:].masked_fill_((index < 0)[:, None, :], -1e4)
                best = arcs.argmax(-1)
                head = torch.cat([best[k, :len(s.words)] for k, (s, _) in enumerate(b.sents)])
                start = torch.cat([torch.full((len(s.words),), st) for s, st in b.sents])
                at_head = torch.where(head > 0, start + head - 1, -1)
                rels = net.rels(w, torch.cat([w, net.root[None].to(w.dtype)], 0)[at_head]).argmax(-1)
                gold_head = b.heads[b.index >= 0]
            n += len(w)
            good_u += (upos == b.upos).sum().item()
            good_f += (feats == b.feats).sum().item()
            ok = head == gold_head
            uas += ok.sum().item()
            base = lambda i: labels.lists["rels"][i].split(":")[0]
            gold_rels = [r for s, _ in b.sents for r in s.rels]
            las += sum(o and base(r) == g.split(":")[0] for o, r, g in zip(ok.tolist(), rels.tolist(), gold_rels))
            pairs = [(x, y) for s, _ in b.sents for x, y in zip(s.words, s.lemmas)]
            good_l += sum(data.apply_rule(x, labels.lists["lemma"][r]) == y for (x, y), r in zip(pairs, lemma.tolist()))
            if b.marked:
                h, _ = padded(net, w, b, b.marked)
                with m.half_precision():
                    got = net.mentions(h).float().argmax(-1)
                ignored = {labels.of["mentions"][t] for t in data.MENTION_TYPES if t not in SCORED}
                for row in range(len(b.marked)):
                    gold = {(i, j): t for i, j, t in (x for x in (b.mentions[row] > 0).nonzero().tolist() for x in [(x[0], x[1], b.mentions[row, x[0], x[1]].item())])}
                    L = len(b.sents[b.marked[row]][0].words)
                    mine = {(i, j): got[row, i, j].item() for i, j in (got[row, :L, :L].triu() > 0).nonzero().tolist()}
                    mine = {k: t for k, t in mine.items() if t not in ignored and not (k in gold and gold[k] in ignored)}
                    gold = {k: t for k, t in gold.items() if t not in ignored}
                    said, want = said + len(mine), want + len(gold)
                    right += len(mine.keys() & gold.keys())
                    typed += sum(gold.get(k) == t for k, t in mine.items())
        line = f"{bank} UPOS {100 * good_u / n:.2f} feats {100 * good_f / n:.2f} lemma {100 * good_l / n:.2f} UAS {100 * uas / n:.2f} LAS {100 * las / n:.2f}"
        if want:
            line += f" mentions typed F1 {200 * typed / (said + want):.2f} free F1 {200 * right / (said + want):.2f} (P {100 * right / max(said, 1):.1f} R {100 * right / want:.1f})"
        lines.append(line)
    net.train()
    return lines


def batches_of(wins, size, rng):
    """Windows of like length together, at most BATCH_PIECES pieces a batch, padding included."""
    order = sorted(wins, key=lambda w: (size(w) // 16, rng.random()))
    batches, cur, longest = [], [], 0
    for w in order:
        longest = max(longest, size(w))
        if cur and (len(cur) + 1) * longest > BATCH_PIECES:
            batches.append(cur)
            cur, longest = [], size(w)
        cur.append(w)
    return batches + [cur]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--reports", default="../shared/reports")
    ap.add_argument("--start", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--passes", type=int, default=8)
    ap.add_argument("--free", action="store_true")
    ap.add_argument("--resume", action="store_true", help="go on from the newest checkpoint in --out")
    a = ap.parse_args()
    random.seed(SEED)
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)  # the moments of pieces seen once decay into denormal numbers, which cost 20 times as much
    torch.set_num_threads(2)
    rng = random.Random(SEED)
    os.makedirs(a.out, exist_ok=True)
    vocab = Vocabulary(f"{a.start}/vocab.txt")
    train, dev, left_out = data.load(a.data, a.reports, a.free)
    print(f"{len(train)} documents, {sum(len(s) for _, s in train)} sentences; left out, as they are in --reports: {left_out}", flush=True)
    labels = data.make_labels([s for _, s in train])
    print({k: len(v) for k, v in labels.lists.items()}, flush=True)
    net = m.Casus(len(vocab.words), len(SHAPES), labels)
    net.start_from(f"{a.start}/model.safetensors")
    head = ("upos", "feats", "lemma", "arc", "rel", "root", "men", "shape", "first")
    groups = [{"params": [p for k, p in net.named_parameters() if not k.startswith(head)], "lr": 3e-4},
              {"params": [p for k, p in net.named_parameters() if k.startswith(head)], "lr": 2e-3}]
    opt = torch.optim.AdamW(groups, weight_decay=0.01)
    wins = [w for _, sents in train for w in data.windows(sents, vocab)]
    size = lambda w: 2 + sum(len(vocab.pieces(x)) for s in w for x in s.words)
    total = sum(map(size, wins))
    steps = a.passes * len(batches_of(wins, size, rng))
    sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda i: min(i / (0.08 * steps), max(0.0, (steps - i) / (0.92 * steps))))
    print(f"{len(wins)} windows, {total} pieces, {steps} steps", flush=True)
    began, step, first = time.time(), 0, 0
    if a.resume:
        done = sorted(f for f in os.listdir(a.out) if f.endswith(".state"))
        if done:
            st = torch.load(f"{a.out}/{done[-1]}", weights_only=False)
            net.load_state_dict(st["net"]), opt.load_state_dict(st["opt"]), sched.load_state_dict(st["sched"])
            step, first = st["step"], st["pass"]
            print(f"going on after pass {first}", flush=True)
    for e in range(first, a.passes):
        rng.seed(SEED + e)
        batches = batches_of(wins, size, rng)
        rng.shuffle(batches)
        seen, sums, t0 = 0, {}, time.time()
        for bw in batches:
            b = Batch(bw, vocab, labels, rng)
            with m.half_precision():
                ls = losses(net, b)
            loss = sum(ls.values())
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
            opt.step(), sched.step()
            step += 1
            seen += b.ids.numel()
            for k, v in ls.items():
                sums.setdefault(k, []).append(v.item())
            if step % 50 == 0:
                print(f"pass {e + 1} step {step}/{steps} {seen / (time.time() - t0):.0f} pieces/s " +
                      " ".join(f"{k} {sum(v[-50:]) / len(v[-50:]):.3f}" for k, v in sums.items()), flush=True)
        for line in evaluate(net, dev, vocab, labels):
            print(f"pass {e + 1} {(time.time() - began) / 60:.1f} min: {line}", flush=True)
        st = {"net": net.state_dict(), "labels": labels.lists, "pass": e + 1, "step": step}
        torch.save(st, f"{a.out}/pass{e + 1}.pt.tmp")
        os.replace(f"{a.out}/pass{e + 1}.pt.tmp", f"{a.out}/pass{e + 1}.pt")
        torch.save({**st, "opt": opt.state_dict(), "sched": sched.state_dict()}, f"{a.out}/last.state.tmp")
        os.replace(f"{a.out}/last.state.tmp", f"{a.out}/last.state")


if __name__ == "__main__":
    main()
