#!/usr/bin/env python3
"""Train the model and its event branch together on a GPU: a teacher first, then the student that casus runs, taught by the data sets
and by what the teacher says of them and of texts without labels.

usage: joint.py pack  --model models/casus-en.model --vocab vocab.txt --coded DIR --texts DIR --data ../shared/data --reports ../shared/reports
                      --gsr FILE --labels FILE --out DATA
       joint.py start MPNET --vocab vocab.txt OUT        the teacher's starting weights, a byte each, in two parts OUT.0, OUT.1;
                                                         MPNET: folder with model.safetensors and vocab.txt of all-mpnet-base-v2
       joint.py teach DATA --start OUT --out TEACHER.pt --seconds N
       joint.py learn DATA --model … --branch … --teacher TEACHER.pt --out DIR --seconds N [--frozen]
       joint.py join  DATA DIR OUT                       the student's parts -> model.pt, branch.pt (for export.py, export_branch.py)
       joint.py blend BRANCH.pt ROOTS.pt SHARE OUT       a branch's weights and, by SHARE, those that roots.py --keep made of them

--frozen trains the branch alone, the model as it is. Steps are as many as N seconds allow; the learning rate falls with the clock.
Prints scores on the dev parts as it goes. --cpu tries it all without a GPU.
"""
import argparse, lzma, math, os, pickle, random, time, zlib
from pathlib import Path
import numpy as np
import torch
from torch import nn
import torch.nn.functional as F
import branch as br, branch_data as bd, data, frozen, joint_data as jd, model as m
from wordpiece import SHAPES, Vocabulary

SEED, BATCH_PIECES, DEV_PIECES, MASKED, AVERAGE = 20261127, 12000, 24000, 0.06, 0.999
MASK_PIECE, PART_BYTES = 103, 15_000_000
SYNTAX, SYNTAX_TAUGHT = 10.0, 3.0  # weights of syntax and mentions, means over words, beside the branch's sums over sentences
TAUGHT = 1.0         # weight of what the teacher says
SURE, MAYBE = 0.5, 0.3  # from which probability on a word is taken for a cue, a trigger
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
        self.net, self.branch, self.trunk, self.fixed = net, branch, trunk, False

    def train(self, mode=True):
        super().train(mode)
        if self.fixed:
            self.net.eval()
        return self

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
        word = lambda v: (v[b["wi"], b["pf"]] + v[b["wi"], b["pl"]]) / 2
        return word(x), word(low)

    def tags(self, h, w):
        """Logits of each word by head."""
        n, br_ = self.net, self.branch
        hd, wd = n.head_drop(h), br_.drop(w)
        kind, mode = br_.kind(w)
        return {"upos": n.upos(hd), "feats": n.feats(hd), "lemma": n.lemma(hd), "type": kind, "mode": mode, "m2e2": br_.m2e2(wd),
                "geneva": br_.geneva(wd), "filler": br_.filler(wd), "cue": br_.cue(wd)}

    def arcs(self, h, index):
        """[sentences, L, 1 + L] logits of heads, places behind the end barred."""
        x = h[index.clamp(min=0)] * (index >= 0)[..., None]
        s = self.net.arcs(x, self.net.root.to(x.dtype).expand(x.shape[0], 1, -1)).float()
        barred = torch.cat([torch.zeros_like(index[:, :1], dtype=torch.bool), index < 0], 1)
        return s.masked_fill(barred[:, None, :], -1e4)

    def spans(self, h, index):
        x = h[index.clamp(min=0)] * (index >= 0)[..., None]
        return self.net.mentions(x).float()

    def rels(self, h, head):
        """Labels of each word under the word `head` (place in the batch, -1 for the root)."""
        both = torch.cat([h, self.net.root[None].to(h.dtype)], 0)
        return self.net.rels(h, both[head])


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


def gold_losses(r, b, h, w, t):
    """Losses by head against what is known, the branch's as sums over a batch's sentences, a thirtieth of its pieces."""
    label, out = b["label"], {}
    n = b["ids"].numel() / 30
    ce = lambda x, y: F.cross_entropy(x.float(), y, ignore_index=-1, reduction="sum")
    words = (label[I["upos"]] >= 0).sum().clamp(min=1)
    share = words / len(b["wi"])
    for name, weight in (("upos", 1.0), ("feats", 0.5), ("lemma", 0.5)):
        out[name] = SYNTAX * weight * share * ce(t[name], label[I[name]]) / words
    head = torch.where(b["index"] >= 0, label[I["head"]][b["index"].clamp(min=0)], -1)
    if (head >= 0).any():
        rows = (head >= 0).any(1)
        arcs = r.arcs(h, b["index"][rows])
        out["arc"] = SYNTAX * share * ce(arcs.flatten(0, 1), head[rows].flatten()) / words
        at, known = heads_in_batch(b, head)
        out["rel"] = SYNTAX * share * ce(r.rels(h, at), torch.where(known, label[I["rels"]], -1)) / words
    if len(b["marked"]):
        index = b["index"][b["marked"]]
        s = r.spans(h, index)
        gold = torch.zeros(s.shape[:3], dtype=torch.long, device=s.device)
        k, i, j, y = b["spans"].T
        gold[k, i, j] = y
        L = index.shape[1]
        inside = (index >= 0)[:, :, None] & (index >= 0)[:, None, :] & torch.ones(L, L, dtype=torch.bool, device=s.device).triu()
        out["mention"] = SYNTAX * ((index >= 0).sum() / len(b["wi"])) * F.cross_entropy(s[inside], gold[inside], reduction="sum") / (index >= 0).sum()
    for name, weight in (("type", b["type_weight"]), ("mode", b["mode_weight"])):
        y = label[I[name]]
        out[name] = (F.cross_entropy(t[name].float(), y, ignore_index=-1, reduction="none") * weight).sum() / n
    if len(b["any"]):
        p, q = F.log_softmax(t["type"].float(), -1), F.log_softmax(t["mode"].float(), -1)
        total = 0
        for k, kind, weight, mode, mode_weight in b["any"].tolist():
            mine = torch.nonzero(b["wi"] == int(k))[:, 0]
            best = p[mine, int(kind)].argmax()
            total = total - weight * p[mine[best], int(kind)]
            if mode >= 0:
                total = total - mode_weight * q[mine[best], int(mode)]
        out["any"] = total / n
    for name, weight in (("m2e2", 1.0), ("geneva", 0.5), ("filler", 1.0), ("cue", 1.0)):
        out[name] = weight * ce(t[name], label[I[name]]) / n
    for name, head in (("attr", r.branch.attr), ("role", r.branch.role), ("where", r.branch.where)):
        if f"{name}.a" in b:
            logits = head(w[b[f"{name}.a"]], w[b[f"{name}.b"]], b[f"{name}.d"])
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


def taught_losses(r, teacher, b, h, w, t, syntax):
    """Losses by head against the teacher's distributions, on every word."""
    out = {}
    n = b["ids"].numel() / 30
    with torch.no_grad():
        th, tw = teacher(b)
        tt = teacher.tags(th, tw)
        arcs = teacher.arcs(th, b["index"])
        kinds = tt["type"].float().softmax(-1)
    if syntax:
        for name, weight in (("upos", 1.0), ("feats", 0.5), ("lemma", 0.5)):
            out[name] = SYNTAX_TAUGHT * weight * mean(far(t[name], tt[name]))
        ok = b["index"] >= 0
        out["arc"] = SYNTAX_TAUGHT * mean(far(r.arcs(h, b["index"])[ok], arcs[ok]))
        at, known = heads_in_batch(b, torch.where(ok, arcs.argmax(-1), -1))
        with torch.no_grad():
            want = teacher.rels(th, at)
        out["rel"] = SYNTAX_TAUGHT * mean(far(r.rels(h, at)[known], want[known]))
        some = torch.randperm(len(b["index"]), device=h.device)[:max(1, len(b["index"]) // 2)]
        index = b["index"][some]
        L = index.shape[1]
        inside = (index >= 0)[:, :, None] & (index >= 0)[:, None, :] & torch.ones(L, L, dtype=torch.bool, device=h.device).triu()
        with torch.no_grad():
            want = teacher.spans(th, index)[inside]
        out["mention"] = SYNTAX_TAUGHT * far(r.spans(h, index)[inside], want).sum() / (index >= 0).sum().clamp(min=1)
    out["type"] = 0.5 * far(t["type"], tt["type"]).sum() / n
    out["mode"] = 0.5 * (far(t["mode"], tt["mode"]) * (1 - kinds[:, 0])).sum() / n
    for name, weight in (("m2e2", 0.5), ("geneva", 0.25), ("filler", 0.5), ("cue", 0.5)):
        out[name] = weight * far(t[name], tt[name]).sum() / n
    for name, anchors, reach, weight in (("attr", tt["cue"].float().softmax(-1)[:, 1] > SURE, 300, 0.1),
                                         ("role", kinds[:, 0] < 1 - MAYBE, jd.ROLE_REACH, 0.15)):
        at = anchors.nonzero()[:, 0]
        if len(at):
            a, word, d = pairs_from(at, b, reach)
            with torch.no_grad():
                want = getattr(teacher.branch, name)(tw[a], tw[word], d)
            out[name] = weight * far(getattr(r.branch, name)(w[a], w[word], d), want).sum() / n
    return {k: TAUGHT * v for k, v in out.items()}


class Batches(torch.utils.data.Dataset):
    def __init__(self, items, seed, passes, size, augment):
        self.lists, self.augment = [], augment
        for e in range(passes):
            rng = random.Random(seed + e)
            self.lists += jd.batches_of(items, rng, size)

    def __len__(self):
        return len(self.lists)

    def __getitem__(self, i):
        return {k: torch.from_numpy(v) for k, v in jd.collate(self.lists[i], SEED + i, self.augment).items()}


def loader(items, passes, size, augment, workers):
    return torch.utils.data.DataLoader(Batches(items, SEED, passes, size, augment), batch_size=None, num_workers=workers, pin_memory=False,
                                       prefetch_factor=4 if workers else None)


def moved(b, device):
    out = {k: v.to(device, non_blocking=True) for k, v in b.items()}
    out["near"] = torch.tensor(jd.NEAR, device=device)
    return out


@torch.no_grad()
def scores(r, sets, device):
    """A line of scores on dev: what the heads themselves say, coarse measures for watching only."""
    r.eval()
    n = {}

    def add(name, right, said=None, want=None):
        x = n.setdefault(name, [0, 0, 0])
        for k, v in enumerate((right, said, want)):
            x[k] += int(v) if v is not None else 0

    for b in loader([it for s in sets.values() for it in s], 1, DEV_PIECES, False, 0 if device == "cpu" else 4):
        b = moved(b, device)
        with torch.autocast(device, torch.bfloat16):
            h, w = r(b)
            t = r.tags(h, w)
        label = b["label"]
        known = label[I["upos"]] >= 0
        if known.any():
            add("upos", (t["upos"].argmax(-1) == label[I["upos"]])[known].sum(), known.sum(), known.sum())
            head = torch.where(b["index"] >= 0, label[I["head"]][b["index"].clamp(min=0)], -1)
            with torch.autocast(device, torch.bfloat16):
                got = torch.where(head >= 0, r.arcs(h, b["index"]).argmax(-1), -1)
                gat, ok = heads_in_batch(b, got)
                rels = r.rels(h, gat).argmax(-1)
            want, _ = heads_in_batch(b, head)
            same = (gat == want) & ok
            add("uas", same[ok].sum(), ok.sum(), ok.sum())
            add("las", (same & (rels == label[I["rels"]]))[ok].sum(), ok.sum(), ok.sum())
        if len(b["marked"]):
            index = b["index"][b["marked"]]
            with torch.autocast(device, torch.bfloat16):
                got = r.spans(h, index).argmax(-1)
            L = index.shape[1]
            inside = (index >= 0)[:, :, None] & (index >= 0)[:, None, :] & torch.ones(L, L, dtype=torch.bool, device=device).triu()
            got = torch.where(inside, got, 0)
            gold = torch.zeros_like(got)
            k, i, j, y = b["spans"].T
            gold[k, i, j] = y
            got, gold = (torch.where((x >= 1) & (x <= 4), x, 0) for x in (got, gold))
            add("mention", ((got == gold) & (gold > 0)).sum(), (got > 0).sum(), (gold > 0).sum())
        for name in ("filler", "cue", "m2e2"):
            y = label[I[name]]
            ok = y >= 0
            if ok.any():
                got = torch.where(ok, t[name].argmax(-1), 0)
                add(name, ((got == y) & (y > 0)).sum(), (got > 0).sum(), (y > 0).sum())
        for name in ("attr", "where", "role"):
            if f"{name}.a" in b:
                with torch.autocast(device, torch.bfloat16):
                    got = getattr(r.branch, name)(w[b[f"{name}.a"]], w[b[f"{name}.b"]], b[f"{name}.d"]).argmax(-1)
                y, ok = b[f"{name}.y"], b[f"{name}.w"] > 0
                add(name, ((got == y) & (y > 0) & ok).sum(), ((got > 0) & ok).sum(), ((y > 0) & ok).sum())
        for k, kind, _, mode, _ in b["any"].tolist():
            mine = b["wi"] == int(k)
            p = t["type"][mine].float().softmax(-1)[:, 1:]
            add("snippet", p.max(0).values.argmax() + 1 == int(kind), 1, 1)
    r.train()
    return " ".join(f"{k} {200 * v[0] / max(1, v[1] + v[2]):.2f}" for k, v in n.items())


def run(r, items, dev, a, teacher=None, syntax=True, body=3e-4, top=1.5e-3):
    """Trains r for a.seconds; gives the averaged weights' state."""
    device = device_of(a)
    r.to(device).train()
    params = [(k, p) for k, p in r.named_parameters() if p.requires_grad]
    is_head = lambda k: k.removeprefix("net.").startswith(HEADS) or (k.startswith("branch.") and not k.startswith("branch.layers"))
    opt = torch.optim.AdamW([{"params": [p for k, p in params if not is_head(k)], "lr": body},
                             {"params": [p for k, p in params if is_head(k)], "lr": top}], weight_decay=0.01, fused=device == "cuda")
    rates = [g["lr"] for g in opt.param_groups]
    live = [p for _, p in params]
    kept = [p.detach().clone() for p in live]
    began, step, sums, told, seen = time.time(), 0, {}, time.time(), 0
    workers = 0 if a.cpu else min(13, (os.cpu_count() or 2) - 2)
    for b in loader(items, a.passes, BATCH_PIECES if not a.small else 2000, True, workers):
        done = (time.time() - began) / a.seconds
        if done >= 1:
            break
        for g, rate in zip(opt.param_groups, rates):
            g["lr"] = rate * min(1.0, (step + 1) / 200, max(0.01, (1 - done) / 0.94))
        b = moved(b, device)
        with torch.autocast(device, torch.bfloat16, enabled=device == "cuda" or m.HALF):
            h, w = r(b)
            t = r.tags(h, w)
            ls = gold_losses(r, b, h, w, t)
            loss = sum(v for k, v in ls.items() if syntax or k not in ("upos", "feats", "lemma", "arc", "rel", "mention"))
            if teacher is not None:
                more = taught_losses(r, teacher, b, h, w, t, syntax)
                loss = loss + sum(more.values())
                ls |= {f"t.{k}": v for k, v in more.items()}
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(live, 3.0, foreach=True)
        opt.step()
        step += 1
        seen += b["ids"].numel()
        with torch.no_grad():
            torch._foreach_lerp_(kept, live, 1 - min(AVERAGE, step / (step + 20)))
        if step % 10 == 0:
            for k, v in ls.items():
                sums.setdefault(k, []).append(v.detach())
        if time.time() - told > a.tell:
            told = time.time()
            print(f"{told - began:.0f} s, step {step}, pass {seen / max(1, sum(len(i.ids) for i in items)):.1f}, {seen / (told - began):.0f} pieces/s " +
                  " ".join(f"{k} {torch.stack(v[-30:]).float().mean().item():.3f}" for k, v in sums.items()), flush=True)
    with torch.no_grad():
        for p, k in zip(live, kept):
            p.copy_(k)
    print(f"{time.time() - began:.0f} s, {step} steps, {seen} pieces; averaged: {scores(r, dev, device)}", flush=True)
    return r


def unpacked(path):
    with lzma.open(path) as f:
        return pickle.load(f)


def small(sets):
    return {p: {k: v[::25] for k, v in s.items()} for p, s in sets.items()}


def saved_parts(state, folder):
    """float16 weights in files of at most PART_BYTES."""
    raw = pickle.dumps({k: v.detach().cpu().half().numpy() for k, v in state.items()}, protocol=4)
    Path(folder).mkdir(parents=True, exist_ok=True)
    for old in Path(folder).glob("part*"):
        old.unlink()
    for i in range(0, len(raw), PART_BYTES):
        Path(folder, f"part{i // PART_BYTES}").write_bytes(raw[i:i + PART_BYTES])


def pack(a):
    net0, sets, geneva, _ = br.read_sets(a)
    vocab = Vocabulary(a.vocab)
    train, dev, left_out = data.load(a.data, a.reports, False)
    labels = data.Labels(net0_labels(a.model))
    out = {"train": {}, "dev": {}}
    for p in out:
        for name, wins in sets[p].items():
            out[p][name] = [jd.of_branch(w) for w in wins]
    for p, docs in (("train", [s for _, s in train]), ("dev", [s for _, s in dev])):
        for s in docs:
            for w in data.windows(s, vocab):
                it = jd.of_treebank(w, vocab, labels)
                out[p].setdefault(it.set, []).append(it)
    held = data.report_sentences(a.reports)
    for path in sorted(Path(a.texts).glob("*.jsonl")):
        rows = [c for c in bd.jsonl(path) if not br.in_reports(bd.Doc(c), held)]
        out["train"]["text-" + path.stem] = [i for c in rows for i in jd.of_text(c, vocab, path.stem)]
    for p, s in out.items():
        print(p, {k: (len(v), sum(len(i.ids) for i in v)) for k, v in s.items()}, flush=True)
    with lzma.open(a.out, "wb", preset=2) as f:
        pickle.dump({"sets": out, "labels": labels.lists, "vocabulary": len(vocab.words), "geneva": geneva}, f, protocol=4)


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


def teach(a):
    d = unpacked(a.data_file)
    sets = small(d["sets"]) if a.small else d["sets"]
    r = teacher_of(d)
    r.net.fill(started(a.start))
    items = [i for k, s in sets["train"].items() if not k.startswith("text-") for i in s]
    print(f"{len(items)} windows, {sum(len(i.ids) for i in items)} pieces", flush=True)
    run(r, items, sets["dev"], a, body=7e-5, top=1e-3)
    torch.save({k: v.half() for k, v in r.state_dict().items()}, a.out)


def learn(a):
    d = unpacked(a.data_file)
    sets = small(d["sets"]) if a.small else d["sets"]
    device = device_of(a)
    net, labels, _ = frozen.load(a.model)
    branch = br.Branch(net, len(d["geneva"]))
    frozen.load_branch(a.branch, branch)
    r = Reader(net, branch, br.TRUNK)
    teacher = None
    if a.teacher:
        teacher = teacher_of(d)
        teacher.load_state_dict({k: v.float() for k, v in torch.load(a.teacher, map_location="cpu").items()})
        teacher.to(device).eval().requires_grad_(False)
        print("teacher: " + scores(teacher, sets["dev"], device), flush=True)
        teacher.eval()
    print("before: " + scores(r.to(device), sets["dev"], device), flush=True)
    if a.frozen:
        net.requires_grad_(False)
        r.fixed = True
    items = [i for s in sets["train"].values() for i in s]
    print(f"{len(items)} windows, {sum(len(i.ids) for i in items)} pieces", flush=True)
    run(r, items, sets["dev"], a, teacher, not a.frozen, body=2e-4, top=1e-3)
    state = {k: v for k, v in r.state_dict().items() if not (a.frozen and k.startswith("net."))}
    saved_parts(state, a.out)


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
    p2.add_argument("--frozen", action="store_true")
    for q in (p, p2):
        q.add_argument("--seconds", type=float, required=True)
        q.add_argument("--passes", type=int, default=30), q.add_argument("--tell", type=float, default=20)
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
