#!/usr/bin/env python3
"""Train the model and its event branch together on a GPU: a teacher first, then the student that casus runs, taught by the data sets
and by what the teacher says of them and of texts without labels.

usage: joint.py pack  --model models/casus-en.model --vocab vocab.txt --coded DIR --texts DIR --data ../shared/data --reports ../shared/reports
                      --gsr FILE --labels FILE --out DATA
       joint.py start MPNET --vocab vocab.txt OUT        the teacher's starting weights, a byte each, in two parts OUT.0, OUT.1;
                                                         MPNET: folder with model.safetensors and vocab.txt of all-mpnet-base-v2
       joint.py teach DATA --start OUT --keeper MODEL:BRANCH [--keeper …] --out TEACHER.pt --seconds N
       joint.py learn DATA --model … --branch … --keeper MODEL:BRANCH [--keeper …] [--teacher TEACHER.pt] --out DIR --seconds N
       joint.py join  DATA DIR OUT                       the student's parts -> model.pt, branch.pt (for export.py, export_branch.py)
       joint.py blend BRANCH.pt ROOTS.pt SHARE OUT       a branch's weights and, by SHARE, those that roots.py --keep made of them

The keepers are a model and a branch that casus runs, more than one by the mean of what they say: they read every kind of text soundly, and
hold whatever no data set knows of a text. Half of the windows of every set are cut into one to three sentences, as short reports are.
Steps are as many as N seconds allow, or --passes; the learning rate falls with the clock. The student's weights are written to DIR as it goes.
Prints scores on the dev parts every minute, and how far syntax is the keepers' on texts that are no treebank. --cpu tries it all without
a GPU.
"""
import argparse, lzma, math, os, pickle, random, shutil, time, zlib
from pathlib import Path
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
import branch as br, branch_data as bd, data, frozen, joint_data as jd, model as m, roots
from wordpiece import SHAPES, Vocabulary

SEED, BATCH_PIECES, DEV_PIECES, MASKED, AVERAGE = 20261127, 12000, 24000, 0.06, 0.999
MASK_PIECE, PART_BYTES = 103, 15_000_000
SYNTAX, ROOT = 10.0, 2.0  # weights of syntax and mentions, means over words, and of PLV's roots, beside the branch's sums over sentences
SHORT = 0.5          # share of windows that are cut into one to three sentences, anew each pass
SHARES = {"text-ecb": 0.8, "text-india": 0.8, "text-insight": 0.8, "text-m2e2art": 0.8, "text-timex": 0.8, "text-plain": 2, "synth": 0.3,
          "labels": 1.5, "labelsup": 0.5, "ewt": 1.5, "gum": 1.5}  # share of a set's windows that a pass takes, where it is not all
TEACHER_RATES = (7e-5, 1e-3, 1e-3)
STUDENT_RATES = (1.5e-4, 5e-4, 1e-3)  # of the layers, the heads, and the heads that are not in the branch's file
WATCHED = 40_000     # about how many pieces of a dev set are looked at as it goes
YIELD_PAIRS = [roots.index("YIELD")]  # types that PLV does not tell apart
SURE, MAYBE = 0.5, 0.3  # from which probability on a word is taken for a cue, a trigger
FRESH = ("branch.m2e2", "branch.geneva", "branch.same")  # heads that start from nothing
HEADS = ("upos", "feats", "lemma", "arc", "rel", "root", "men", "shape", "first")
I = {name: k for k, name in enumerate(jd.WORD)}


def device_of(a):
    return "cpu" if a.cpu else "cuda"


class Mpnet(m.Casus):
    """The heads of casus on all-mpnet-base-v2 (12 layers, width 768), whose attention has a bias by relative distance, and whose
    word pieces are BERT's."""
    LAYERS, D, BUCKETS, FAR = 12, 768, 32, 128

    def __init__(self, n_vocab, labels):
        super().__init__(n_vocab, len(SHAPES), labels, layers=self.LAYERS, d=self.D, eps=1e-5)
        self.relative = nn.Embedding(self.BUCKETS, m.HEADS).requires_grad_(False)

    def mask(self, inside):
        n = inside.shape[1]
        place = torch.arange(n, device=inside.device)
        d = place[None, :] - place[:, None]
        half, near = self.BUCKETS // 2, self.BUCKETS // 4
        log = near + (torch.log(d.abs().clamp(min=1) / near) / math.log(self.FAR / near) * (half - near)).long()
        bucket = half * (d > 0) + torch.where(d.abs() < near, d.abs(), log.clamp(max=half - 1))
        bias = self.relative(bucket).permute(2, 0, 1)[None]
        return torch.where(inside[:, None, None, :], bias, -1e4).to(torch.bfloat16 if inside.is_cuda else bias.dtype)

    def fill(self, w):
        """w: weights by MPNet's names, its embeddings in the order of BERT's vocabulary."""
        own = {k: v for k, v in self.state_dict().items()}
        own["piece.weight"].copy_(w["piece"]), own["position.weight"].copy_(w["embeddings.position_embeddings.weight"][2:2 + m.POSITIONS])
        own["relative.weight"].copy_(w["encoder.relative_attention_bias.weight"])
        names = {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o", "ln1": "attention.LayerNorm",
                 "up": "intermediate.dense", "down": "output.dense", "ln2": "output.LayerNorm"}
        for part in ("weight", "bias"):
            own[f"ln.{part}"].copy_(w[f"embeddings.LayerNorm.{part}"])
            for i in range(self.LAYERS):
                for mine, theirs in names.items():
                    own[f"layers.{i}.{mine}.{part}"].copy_(w[f"encoder.layer.{i}.{theirs}.{part}"])


class Reader(nn.Module):
    """A model and a branch that read together: net's layers, of which the branch leaves after `trunk` of them."""
    def __init__(self, net, branch, trunk):
        super().__init__()
        self.net, self.branch, self.trunk = net, branch, trunk

    def forward(self, b):
        """(vectors of the words for syntax, for the branch), [words, D] each"""
        net, ids = self.net, b["ids"]
        if self.training:
            ids = torch.where((torch.rand(ids.shape, device=ids.device) < MASKED) & (ids > 999), MASK_PIECE, ids)
        x = net.drop(net.embed(ids, b["shapes"], b["firsts"]))
        mask, low = net.mask(b["mask"]), x
        for k, layer in enumerate(net.layers):
            x = layer(x, mask)
            if k + 1 == self.trunk:
                low = x
        for layer in self.branch.layers:
            low = layer(low, mask)
        base, n = b["wi"] * ids.shape[1], x.shape[-1]
        word = lambda v: (v.reshape(-1, n).index_select(0, base + b["pf"]) + v.reshape(-1, n).index_select(0, base + b["pl"])) / 2
        return word(x), word(low)

    def tags(self, h, w):
        """Logits of each word by head."""
        n, br_ = self.net, self.branch
        hd, wd = n.head_drop(h), br_.drop(w)
        kind, mode = br_.kind(w)
        return {"upos": n.upos(hd), "feats": n.feats(hd), "lemma": n.lemma(hd), "type": kind, "mode": mode, "m2e2": br_.m2e2(wd),
                "geneva": br_.geneva(wd), "filler": br_.filler(wd), "cue": br_.cue(wd)}

    def sentences(self, h, index):
        """The words' vectors by sentence [S, L, D], zeros behind. Not by indexing: the gradient of a place that stands there a
        thousand times over, as the empty ones do, is then added up one by one."""
        return h.index_select(0, index.clamp(min=0).flatten()).view(*index.shape, -1) * (index >= 0)[..., None]

    def arcs(self, h, index):
        """[sentences, L, 1 + L] logits of heads, places behind the end barred."""
        x = self.sentences(h, index)
        s = self.net.arcs(x, self.net.root.to(x.dtype).expand(x.shape[0], 1, -1)).float()
        barred = torch.cat([torch.zeros_like(index[:, :1], dtype=torch.bool), index < 0], 1)
        return s.masked_fill(barred[:, None, :], -1e4)

    def spans(self, h, index):
        return self.net.mentions(self.sentences(h, index)).float()

    def rels(self, h, head):
        """Labels of each word under the word `head` (place in the batch, -1 for the root)."""
        both = torch.cat([h, self.net.root[None].to(h.dtype)], 0)
        return self.net.rels(h, both.index_select(0, head % len(both)))

    def pairs(self, name, w, anchor, word, distance):
        return getattr(self.branch, name).between(w, anchor, word, distance)


def mixed(logits):
    """One reader's logits, or the logarithm of several readers' mean distribution."""
    if len(logits) == 1:
        return logits[0].float()
    return torch.logsumexp(torch.stack([F.log_softmax(x.float(), -1) for x in logits]), 0) - math.log(len(logits))


class Said:
    """What readers that learn no more say of a batch, in the letters that are written there."""
    @torch.no_grad()
    def __init__(self, readers, b):
        self.readers, self.index = readers, b["index"]
        self.words = [r(b | {"shapes": b["cased"]}) for r in readers]
        tags = [r.tags(h, w) for r, (h, w) in zip(readers, self.words)]
        self.tags = {k: mixed([t[k] for t in tags]) for k in tags[0]}
        self.arcs = mixed([r.arcs(h, self.index) for r, (h, _) in zip(readers, self.words)])

    @torch.no_grad()
    def rels(self, head):
        return mixed([r.rels(h, head) for r, (h, _) in zip(self.readers, self.words)])

    @torch.no_grad()
    def spans(self):
        return mixed([r.spans(h, self.index) for r, (h, _) in zip(self.readers, self.words)])

    @torch.no_grad()
    def pairs(self, name, anchor, word, distance):
        return mixed([r.pairs(name, w, anchor, word, distance) for r, (_, w) in zip(self.readers, self.words)])


def heads_in_batch(b, head):
    """Places in the batch of each word's head, from heads within sentences [S, L] (0 = root) -> ([words], which words have one)"""
    index = b["index"]
    at = torch.where(head > 0, torch.gather(index, 1, (head - 1).clamp(min=0)), -1)
    out = torch.full((len(b["wi"]),), -1, device=index.device)
    known = torch.zeros(len(b["wi"]), dtype=torch.bool, device=index.device)
    ok = (index >= 0) & (head >= 0)
    out[index[ok]], known[index[ok]] = at[ok], True
    return out, known


def mean(x):
    return x.sum() / max(1, x.numel())


def inside_of(index):
    """Which spans [S, L, L] lie inside a sentence, their end not before their begin."""
    ok = index >= 0
    return (ok[:, :, None] & ok[:, None, :]).triu()


def gold_losses(r, b, h, w, t, arcs, spans):
    """Losses by head against what is known, the branch's as sums over a batch's sentences, a thirtieth of its pieces."""
    label, out, index = b["label"], {}, b["index"]
    n, words = b["ids"].numel() / 30, len(b["wi"])
    ce = lambda x, y: F.cross_entropy(x.float(), y, ignore_index=-1, reduction="sum")
    for name, weight in (("upos", 1.0), ("feats", 0.5), ("lemma", 0.5)):
        out[name] = SYNTAX * weight * ce(t[name], label[I[name]]) / words
    head = torch.where(index >= 0, label[I["head"]][index.clamp(min=0)], -1)
    out["arc"] = SYNTAX * ce(arcs.flatten(0, 1), head.flatten()) / words
    at, known = heads_in_batch(b, head)
    out["rel"] = SYNTAX * ce(r.rels(h, at), torch.where(known, label[I["rels"]], -1)) / words
    if len(b["marked"]):
        s, gold = spans[b["marked"]], torch.zeros((len(b["marked"]), *spans.shape[1:3]), dtype=torch.long, device=spans.device)
        k, i, j, y = b["spans"].T
        gold[k, i, j] = y
        gold = torch.where(inside_of(index[b["marked"]]), gold, -1)
        out["mention"] = SYNTAX * ce(s.flatten(0, 2), gold.flatten()) / words
    for name, weight in (("type", b["type_weight"]), ("mode", b["mode_weight"])):
        out[name] = (F.cross_entropy(t[name].float(), label[I[name]], ignore_index=-1, reduction="none") * weight).sum() / n
    p, q = F.log_softmax(t["type"].float(), -1), F.log_softmax(t["mode"].float(), -1)
    if len(b["any"]):
        kind, weight, mode, mode_weight = b["any"].T
        places = b["any.words"]
        row = p[places.clamp(min=0), kind.long()[:, None]].masked_fill(places < 0, -1e4)
        best, which = row.max(1)
        at = places.gather(1, which[:, None])[:, 0]
        out["any"] = -(weight * best + mode_weight * (mode >= 0) * q[at, mode.long().clamp(min=0)]).sum() / n
    if len(b["root"]):
        at, one, other = b["root"].T
        both = torch.where(one == other, p[at, one], torch.logaddexp(p[at, one], p[at, other]))
        out["root"] = -ROOT * both.sum() / n
    for name, weight in (("m2e2", 1.0), ("geneva", 0.5), ("filler", 1.0), ("cue", 1.0)):
        out[name] = weight * ce(t[name], label[I[name]]) / n
    for name in ("attr", "role", "where", "same"):
        if f"{name}.a" in b:
            logits = r.pairs(name, w, b[f"{name}.a"], b[f"{name}.b"], b[f"{name}.d"])
            out[name] = (F.cross_entropy(logits.float(), b[f"{name}.y"], reduction="none") * b[f"{name}.w"]).sum() / n
    return out


def far(student, teacher):
    """Cross entropy of the student's logits against the teacher's distribution, a row each."""
    return -(F.softmax(teacher.float(), -1) * F.log_softmax(student.float(), -1)).sum(-1)


def pairs_from(anchors, b, reach):
    """(anchor, word, bucket) of all words of an anchor's window, at most `reach` words away."""
    place = torch.arange(len(b["wi"]), device=anchors.device)
    d = place[None, :] - anchors[:, None]
    ok = (b["wi"][anchors][:, None] == b["wi"][None, :]) & (d.abs() <= reach)
    a, word = ok.nonzero(as_tuple=True)
    return anchors[a], word, torch.bucketize(d[a, word], b["near"], right=True)


# What each teacher is asked, by head: (weight where the head's own labels are, weight elsewhere). The keeper is the model and the branch
# in place: it reads every kind of text soundly, so it speaks where nothing is known. The teacher has better heads for what the branch
# says; its syntax it has from the treebanks and from the keeper, so that it is asked for it in treebanks only.
KEEPER = {"syntax": (0, 5.0), "mention": (0, 5.0), "cue": (0, 0.5), "attr": (0, 0.1), "type": (0, 0.5), "mode": (0, 0.5), "filler": (0, 0.15),
          "role": (0.1, 0.1)}
KEEPER_BESIDE = KEEPER | {"type": (0, 0.25), "mode": (0, 0.25), "filler": (0, 0), "role": (0.05, 0.05)}
TEACHER = {"syntax": (2.0, 0), "mention": (2.0, 0), "cue": (0.5, 0.25), "attr": (0.1, 0.05), "type": (0.5, 0.5), "mode": (0.5, 0.5),
           "filler": (0.5, 0.5), "role": (0.1, 0.1), "same": (0, 0.2), "m2e2": (0.5, 0.25), "geneva": (0.25, 0.1)}


def owned(b):
    """Which words have labels of their own, by head."""
    has = lambda name: b["label"][I[name]] >= 0
    typed = has("type") & (b["type_weight"] > 0)
    return {"syntax": has("upos"), "cue": has("cue"), "attr": has("cue"), "type": typed, "mode": typed, "filler": has("filler"), "role": typed,
            "m2e2": has("m2e2"), "geneva": has("geneva")}


def taught_losses(r, said, asked, b, h, w, t, arcs, spans):
    """Losses by head against what a teacher said, on every word by its weight."""
    out, index = {}, b["index"]
    n, words, ok = b["ids"].numel() / 30, len(b["wi"]), index >= 0
    own = owned(b)
    weigh = lambda name: torch.where(own[name], *asked[name])
    syntax = weigh("syntax")
    for name, weight in (("upos", 1.0), ("feats", 0.5), ("lemma", 0.5)):
        out[name] = weight * (syntax * far(t[name], said.tags[name])).sum() / words
    out["arc"] = (syntax[index.clamp(min=0)] * ok * far(arcs, said.arcs)).sum() / words
    at, known = heads_in_batch(b, torch.where(ok, said.arcs.argmax(-1), -1))
    out["rel"] = (syntax * known * far(r.rels(h, at), said.rels(at))).sum() / words
    marked = torch.zeros(len(index), dtype=torch.bool, device=h.device)
    marked[b["marked"]] = True
    each = torch.where(marked, *asked["mention"])[:, None, None] * inside_of(index)
    out["mention"] = (each * far(spans, said.spans())).sum() / words
    kinds = said.tags["type"].softmax(-1)
    for name in (x for x in ("type", "mode", "filler", "cue", "m2e2", "geneva") if x in asked):
        one = far(t[name], said.tags[name]) * weigh(name)
        out[name] = (one * (1 - kinds[:, 0]) if name == "mode" else one).sum() / n
    for name, anchors, reach in (("attr", said.tags["cue"].softmax(-1)[:, 1] > SURE, 300), ("role", kinds[:, 0] < 1 - MAYBE, jd.ROLE_REACH)):
        weight = weigh(name)
        at = (anchors & (weight > 0)).nonzero()[:, 0]
        if len(at):
            a, word, d = pairs_from(at, b, reach)
            out[name] = (weight[a] * far(r.pairs(name, w, a, word, d), said.pairs(name, a, word, d))).sum() / n
    if "same" in asked:
        kind = kinds.argmax(-1)
        at = ((kind > 0) & ~own["type"]).nonzero()[:, 0]
        one, other = torch.tril(kind[at][:, None] == kind[at][None, :], -1).nonzero(as_tuple=True)
        a, word = at[one], at[other]
        near = b["wi"][a] == b["wi"][word]
        a, word = a[near], word[near]
        d = torch.bucketize(word - a, b["near"], right=True)
        out["same"] = (asked["same"][1] * far(r.pairs("same", w, a, word, d), said.pairs("same", a, word, d))).sum() / n
    return out


def one_buffer(batch):
    """A batch's arrays in one row of bytes, so that one copy takes them from a worker and one to the GPU: ({name: (place, type,
    shape)}, bytes)."""
    where, parts, at = {}, [], 0
    for k, v in batch.items():
        raw = np.frombuffer(np.ascontiguousarray(v).tobytes(), np.uint8)
        where[k] = at, torch.from_numpy(v[:0]).dtype, v.shape
        parts += [raw, np.zeros(-len(raw) % 16, np.uint8)]
        at += len(raw) + len(parts[-1])
    return where, torch.from_numpy(np.concatenate(parts))


def moved(buffer, device):
    where, raw = buffer
    raw, out = raw.to(device, non_blocking=True), {}
    for k, (at, kind, shape) in where.items():
        n = math.prod(shape) * kind.itemsize
        out[k] = raw[at:at + n].view(kind).view(shape)
    out["near"] = torch.tensor(jd.NEAR, device=device)
    return out


class Windows(torch.utils.data.Dataset):
    """Batches by their windows: (seed, [(item, begin, end)])."""
    def __init__(self, items):
        self.items = items

    def __getitem__(self, what):
        seed, rows = what
        return one_buffer(jd.collate([jd.part(self.items[k], b, e) for k, b, e in rows], seed))


class Passes:
    """Endless batches, drawn anew each pass."""
    def __init__(self, plan, size):
        self.plan, self.size = plan, size

    def __iter__(self):
        rng = random.Random(SEED)
        while True:
            for rows in self.plan.batches(rng, self.size):
                yield rng.randrange(1 << 30), rows


def loader(items, plan, size, workers):
    return torch.utils.data.DataLoader(Windows(items), sampler=Passes(plan, size), batch_size=None, num_workers=workers,
                                       prefetch_factor=4 if workers else None)


class Watch:
    """What is looked at on dev as it goes: each head's own measure by set, and how far syntax is the keeper's on texts that are no
    treebank, whole (`text`) and of one sentence or a few (`plain`), which shows noise at once. Coarse, for watching only."""
    def __init__(self, sets, keeper, device):
        self.device, self.parts = device, []
        for name, items in sets.items():
            for part in jd.batches_of(items, random.Random(0), DEV_PIECES) if items else ():
                b = moved(one_buffer(jd.collate(part, 0, False)), device)
                goal = None
                if name in ("text", "plain") and keeper:
                    with torch.autocast(device, torch.bfloat16):
                        said = Said(keeper, b)
                    goal = said.tags["upos"].argmax(-1), said.arcs.argmax(-1)
                self.parts.append((name, b, goal))

    @torch.no_grad()
    def line(self, r):
        was = r.training
        r.eval()
        n, roots = {}, []
        for name, b, goal in self.parts:
            with torch.autocast(self.device, torch.bfloat16):
                h, w = r(b)
                measures(n, name, r, b, h, w, r.tags(h, w), goal, roots)
        r.train(was)
        out = [f"{k} {200 * v[0] / max(1, v[1] + v[2]):.2f}" for k, v in n.items()]
        if roots:
            out.append(f"plv.macro {macro(torch.cat(roots).tolist()):.2f}")
        return " ".join(out)


def measures(n, name, r, b, h, w, t, goal, roots):
    """Adds to n what r reads right in a batch of the set `name`: {measure: [right, said, wanted]}."""
    label, index = b["label"], b["index"]

    def add(what, right, said, want):
        x = n.setdefault(f"{name}.{what}", [0, 0, 0])
        for k, v in enumerate((right, said, want)):
            x[k] += int(v)

    if name in ("ewt", "gum"):
        known = label[I["upos"]] >= 0
        add("upos", (t["upos"].argmax(-1) == label[I["upos"]])[known].sum(), known.sum(), known.sum())
        head = torch.where(index >= 0, label[I["head"]][index.clamp(min=0)], -1)
        at, ok = heads_in_batch(b, torch.where(head >= 0, r.arcs(h, index).argmax(-1), -1))
        same = (at == heads_in_batch(b, head)[0]) & (r.rels(h, at).argmax(-1) == label[I["rels"]])
        add("las", same[ok].sum(), ok.sum(), ok.sum())
    if len(b["marked"]):
        at = index[b["marked"]]
        got, gold = torch.where(inside_of(at), r.spans(h, at).argmax(-1), 0), torch.zeros((*at.shape, at.shape[1]), dtype=torch.long, device=h.device)
        k, i, j, y = b["spans"].T
        gold[k, i, j] = y
        got, gold = (torch.where((x >= 1) & (x <= 4), x, 0) for x in (got, gold))
        add("mention", ((got == gold) & (gold > 0)).sum(), (got > 0).sum(), (gold > 0).sum())
    for what in ("filler", "cue", "m2e2"):
        y = label[I[what]]
        if (y >= 0).any():
            got = torch.where(y >= 0, t[what].argmax(-1), 0)
            add(what, ((got == y) & (y > 0)).sum(), (got > 0).sum(), (y > 0).sum())
    for what, words in (("attr", {1: "source", 2: "content"}), ("where", {1: "where"}), ("same", {1: "same"})):
        if f"{what}.a" in b:
            got = r.pairs(what, w, b[f"{what}.a"], b[f"{what}.b"], b[f"{what}.d"]).argmax(-1)
            for y, word in words.items():
                is_, want = got == y, b[f"{what}.y"] == y
                add(word, (is_ & want).sum(), is_.sum(), want.sum())
    p = t["type"].float().softmax(-1)
    if name == "labels":
        y = torch.where(b["type_weight"] > 0, label[I["type"]], -1)
        got = torch.where(y >= 0, p.argmax(-1), 0)
        add("trigger", ((got == y) & (y > 0)).sum(), (got > 0).sum(), (y > 0).sum())
    if len(b["any"]):
        best = p[b["any.words"].clamp(min=0)].masked_fill((b["any.words"] < 0)[..., None], 0).amax(1)[:, 1:].argmax(-1) + 1
        add("type", (best == b["any"][:, 0]).sum(), len(best), len(best))
    if len(b["root"]):
        at, one, other = b["root"].T
        q = p[at]
        for x, y in YIELD_PAIRS:
            q[:, x] = q[:, x] + q[:, y]
            q[:, y] = 0
        said = q[:, 1:].argmax(-1) + 1
        want = torch.minimum(one, other)
        roots.append(torch.stack([want, said], 1))
        add("root", (want == said).sum(), len(want), len(want))
    if goal:
        tags, heads = goal
        ok = index >= 0
        add("upos", (t["upos"].argmax(-1) == tags).sum(), len(tags), len(tags))
        add("arc", ((r.arcs(h, index).argmax(-1) == heads) & ok).sum(), ok.sum(), ok.sum())


def macro(pairs):
    """Mean F1 over the gold roots, of (gold, said)."""
    return sum(200 * pairs.count([k, k]) / (sum(g == k for g, _ in pairs) + sum(s == k for _, s in pairs)) for k in {g for g, _ in pairs}) / \
        len({g for g, _ in pairs})


class Kept:
    """The average of a network's weights over its training."""
    def __init__(self, live):
        self.live, self.of = live, [p.detach().clone() for p in live]

    @torch.no_grad()
    def add(self, step):
        torch._foreach_lerp_(self.of, self.live, 1 - min(AVERAGE, step / (step + 20)))

    @torch.no_grad()
    def swap(self):
        for p, k in zip(self.live, self.of):
            mine = p.detach().clone()
            p.copy_(k), k.copy_(mine)


def group(name, rates):
    """The learning rate of a parameter: body, heads, heads that start from nothing."""
    own = name.removeprefix("net.")
    if own.startswith(FRESH):
        return rates[2]
    return rates[1] if own.startswith(HEADS) or (own.startswith("branch.") and not own.startswith("branch.layers")) else rates[0]


def run(r, items, watch, a, teachers, rates, save):
    """Trains r for a.seconds; teachers: [(readers, what they are asked)]; save(r) keeps the averaged weights, at times and at the end."""
    device = device_of(a)
    r.to(device).train()
    of = {}
    for k, p in r.named_parameters():
        if p.requires_grad:
            of.setdefault(group(k, rates), []).append(p)
    opt = torch.optim.AdamW([{"params": ps, "lr": rate} for rate, ps in of.items()], weight_decay=0.01, fused=device == "cuda")
    live = [p for ps in of.values() for p in ps]
    kept = Kept(live)
    began, step, sums, told, saved, seen = time.time(), 0, {}, time.time(), time.time(), 0
    workers = 0 if a.cpu else min(13, (os.cpu_count() or 2) - 2)
    plan = jd.Plan(items, SHARES, SHORT)
    print(f"{len(items)} windows, {plan.pieces / 1e6:.2f} M pieces a pass", flush=True)
    for b in loader(items, plan, a.pieces, workers):
        done = max((time.time() - began) / a.seconds, seen / plan.pieces / a.passes)
        if done >= 1:
            break
        for g, rate in zip(opt.param_groups, of):
            g["lr"] = rate * min(1.0, (step + 1) / 200, max(0.01, (1 - done) / 0.94))
        b = moved(b, device)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda" or m.HALF):
            h, w = r(b)
            read = b, h, w, r.tags(h, w), r.arcs(h, b["index"]), r.spans(h, b["index"])
            ls = gold_losses(r, *read)
            for k, (readers, asked) in enumerate(teachers):
                ls |= {f"{k}.{name}": v for name, v in taught_losses(r, Said(readers, b), asked, *read).items()}
            loss = sum(ls.values())
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(live, 3.0, foreach=True)
        opt.step()
        step += 1
        seen += b["ids"].numel()
        kept.add(step)
        if step % 10 == 1:
            for k, v in ls.items():
                sums.setdefault(k, []).append(v.detach())
        if time.time() - told > a.tell:
            told = time.time()
            print(f"{told - began:.0f} s, step {step}, {seen / (told - began):.0f} pieces/s " +
                  " ".join(f"{k} {torch.stack(v[-30:]).float().mean().item():.3f}" for k, v in sums.items()), flush=True)
            kept.swap()
            print("  dev: " + watch.line(r), flush=True)
            if time.time() - saved > a.save:
                saved = time.time()
                save(r)
            kept.swap()
    kept.swap()
    save(r)
    print(f"{time.time() - began:.0f} s, {step} steps, {seen} pieces; averaged: {watch.line(r)}", flush=True)


def unpacked(path):
    with lzma.open(path) as f:
        return pickle.load(f)


def read_data(a):
    d = unpacked(a.data_file)
    if a.small:
        d["sets"] = {p: {k: v[::25] for k, v in s.items()} for p, s in d["sets"].items()}
    return d


def saved_parts(state, folder):
    """float16 weights in files of at most PART_BYTES, moved into place at once."""
    raw = pickle.dumps({k: v.detach().cpu().half().numpy() for k, v in state.items()}, protocol=4)
    folder = Path(folder)
    new = folder.with_name(folder.name + ".new")
    new.mkdir(parents=True, exist_ok=True)
    for i in range(0, len(raw), PART_BYTES):
        Path(new, f"part{i // PART_BYTES}").write_bytes(raw[i:i + PART_BYTES])
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)


def pack(a):
    net0, sets, geneva, _ = br.read_sets(a)
    vocab = Vocabulary(a.vocab)
    train, dev, left_out = data.load(a.data, a.reports, False)
    labels = data.Labels(net0_labels(a.model))
    out = {"train": {}, "dev": {}}
    for p in out:
        for name, wins in sets[p].items():
            out[p][name] = [jd.vouched(jd.of_branch(w)) for w in wins]
    for p, docs in (("train", [s for _, s in train]), ("dev", [s for _, s in dev])):
        for s in docs:
            for w in data.windows(s, vocab):
                it = jd.of_treebank(w, vocab, labels)
                out[p].setdefault(it.set, []).append(it)
    held = data.report_sentences(a.reports)
    plv = roots.read(a.data, a.coded, vocab)
    fold = roots.folds(plv, random.Random(roots.SEED))
    for p, fits in (("train", lambda k: k > 0), ("dev", lambda k: k == 0)):
        out[p]["plv"] = [jd.of_root(w, at, roots.index(root)) for k, w, at, root in plv if fits(fold[k]) and not br.in_reports(w.doc, held)]
    for path in sorted(Path(a.texts).glob("*.jsonl")):
        name, _, part = path.stem.partition("_")
        rows = [c for c in bd.jsonl(path) if not br.in_reports(bd.Doc(c), held)]
        out[part or "train"]["text-" + name] = [i for c in rows for i in jd.of_text(c, vocab, "text-" + name)]
    out["dev"] = watched(out["dev"])
    for p, s in out.items():
        print(p, {k: (len(v), sum(len(i.ids) for i in v)) for k, v in s.items()}, flush=True)
    with lzma.open(a.out, "wb", preset=2) as f:
        pickle.dump({"sets": out, "labels": labels.lists, "vocabulary": len(vocab.words), "geneva": geneva}, f, protocol=4)


def watched(dev):
    """A part of each dev set, PolNeAR's and the texts' also cut short."""
    rng = random.Random(0)
    some = lambda items: items[::max(1, sum(len(i.ids) for i in items) // WATCHED)]
    short = lambda items: some([x for i in items for x in jd.cut(i, rng)])
    texts = [i for k, v in dev.items() if k in ("text-ecb", "text-india", "text-insight", "polnear") for i in v]
    out = {k: some(v) for k, v in dev.items() if not k.startswith("text-")}
    return out | {"polnear-short": short(dev["polnear"]), "text": some(texts), "plain": some(dev["text-plain"] + short(texts))}


def net0_labels(path):
    return frozen.load(path)[1].lists


def start(a):
    """Rows of int8 and scales: the start need not be exact."""
    from export import quantise_rows
    words = lambda path: Path(path).read_text(encoding="utf-8").rstrip("\n").split("\n")
    w, mine = m.load_safetensors(f"{a.weights}/model.safetensors"), words(a.vocab)
    theirs = {x: i for i, x in enumerate(words(f"{a.weights}/vocab.txt"))}
    other = {"[CLS]": "<s>", "[SEP]": "</s>", "[PAD]": "<pad>", "[MASK]": "<mask>"}
    found = [theirs.get(other.get(x, x)) for x in mine]
    print(f"{sum(i is None for i in found)} of {len(mine)} pieces are not in its vocabulary")
    table = w.pop("embeddings.word_embeddings.weight")
    w["piece"] = table[torch.tensor([theirs["[UNK]"] if i is None else i for i in found])]
    parts = ({}, {})
    for k, v in w.items():
        at = int(k.split(".")[2]) if k.startswith("encoder.layer.") else 0
        v = v.numpy()
        parts[at > 3][k] = quantise_rows(v) if v.ndim == 2 and v.shape[1] > 64 else v.astype(np.float16)
    for i, part in enumerate(parts):
        c = zlib.compressobj(6, zlib.DEFLATED, 15, 9, zlib.Z_HUFFMAN_ONLY)
        Path(f"{a.out}.{i}").write_bytes(c.compress(pickle.dumps(part, protocol=4)) + c.flush())


def started(path):
    w = {}
    for i in range(2):
        w |= pickle.loads(zlib.decompress(Path(f"{path}.{i}").read_bytes()))
    return {k: torch.tensor(v[0] * v[1][:, None] if isinstance(v, tuple) else v.astype(np.float32)) for k, v in w.items()}


def teacher_of(d):
    net = Mpnet(d["vocabulary"], data.Labels(d["labels"]))
    return Reader(net, br.Branch(None, len(d["geneva"]), layers=0, d=net.D), net.LAYERS)


def reader_of(model, branch, n_geneva):
    """A model file and a branch file that casus reads, as one reader."""
    net, labels, _ = frozen.load(model)
    br_ = br.Branch(net, n_geneva)
    frozen.load_branch(branch, br_)
    return Reader(net, br_, br.TRUNK)


def silent(r, device):
    return r.to(device).eval().requires_grad_(False)


def keepers(a, d):
    return [silent(reader_of(*x.split(":"), len(d["geneva"])), device_of(a)) for x in a.keeper]


def teach(a):
    d = read_data(a)
    r = teacher_of(d)
    r.net.fill(started(a.start))
    keeper = keepers(a, d)
    watch = Watch(d["sets"]["dev"], keeper, device_of(a))
    items = [i for s in d["sets"]["train"].values() for i in s]
    print("keepers: " + "; ".join(watch.line(k) for k in keeper), flush=True)
    run(r, items, watch, a, [(keeper, KEEPER)], TEACHER_RATES, lambda r: torch.save({k: v.half() for k, v in r.state_dict().items()}, a.out))


def learn(a):
    d = read_data(a)
    r = reader_of(a.model, a.branch, len(d["geneva"]))
    keeper = keepers(a, d)
    watch = Watch(d["sets"]["dev"], keeper, device_of(a))
    teachers = [(keeper, KEEPER)]
    if a.teacher:
        teacher = teacher_of(d)
        teacher.load_state_dict({k: v.float() for k, v in torch.load(a.teacher, map_location="cpu").items()})
        teachers = [(keeper, KEEPER_BESIDE), ([silent(teacher, device_of(a))], TEACHER)]
        print("teacher: " + watch.line(teacher), flush=True)
    print("before: " + watch.line(r.to(device_of(a))), flush=True)
    items = [i for s in d["sets"]["train"].values() for i in s]
    run(r, items, watch, a, teachers, STUDENT_RATES, lambda r: saved_parts(r.state_dict(), a.out))


def join(a):
    raw = b"".join(p.read_bytes() for p in sorted(Path(a.folder).glob("part*")))
    state = {k: torch.tensor(v.astype(np.float32)) for k, v in pickle.loads(raw).items()}
    d = unpacked(a.data_file)
    Path(a.out).mkdir(parents=True, exist_ok=True)
    part = lambda name: {k.removeprefix(name): v for k, v in state.items() if k.startswith(name)}
    if part("net."):
        torch.save({"net": part("net."), "labels": d["labels"], "pass": 0, "step": 0}, f"{a.out}/model.pt")
    torch.save({"net": part("branch."), "geneva": d["geneva"], "pass": 0, "step": 0}, f"{a.out}/branch.pt")


def blend(a):
    one, other = (torch.load(x, weights_only=False) for x in (a.branch, a.roots))
    torch.save({**one, "net": {k: v.lerp(other["net"][k], a.share) for k, v in one["net"].items()}}, a.out)


def main():
    ap = argparse.ArgumentParser()
    sub = ap.add_subparsers(dest="what", required=True)
    p = sub.add_parser("pack")
    for name in ("model", "vocab", "coded", "texts", "data", "reports", "gsr", "labels", "out"):
        p.add_argument("--" + name, required=True)
    p.set_defaults(thin="", small=False)
    p = sub.add_parser("start")
    p.add_argument("weights"), p.add_argument("out"), p.add_argument("--vocab", required=True)
    p = sub.add_parser("teach")
    p.add_argument("data_file"), p.add_argument("--start", required=True), p.add_argument("--out", required=True)
    p2 = sub.add_parser("learn")
    p2.add_argument("data_file"), p2.add_argument("--teacher")
    for name in ("model", "branch", "out"):
        p2.add_argument("--" + name, required=True)
    for q in (p, p2):
        q.add_argument("--keeper", action="append", required=True), q.add_argument("--seconds", type=float, required=True)
        q.add_argument("--passes", type=float, default=1000, help="no more than these, if there is time for them")
        q.add_argument("--pieces", type=int, default=BATCH_PIECES)
        q.add_argument("--tell", type=float, default=60), q.add_argument("--save", type=float, default=100)
        q.add_argument("--cpu", action="store_true"), q.add_argument("--small", action="store_true")
    p = sub.add_parser("join")
    p.add_argument("data_file"), p.add_argument("folder"), p.add_argument("out")
    p = sub.add_parser("blend")
    p.add_argument("branch"), p.add_argument("roots"), p.add_argument("share", type=float), p.add_argument("out")
    a = ap.parse_args()
    random.seed(SEED), torch.manual_seed(SEED), np.random.seed(SEED)
    torch.set_num_threads(2)
    {"pack": pack, "start": start, "teach": teach, "learn": learn, "join": join, "blend": blend}[a.what](a)


if __name__ == "__main__":
    main()
