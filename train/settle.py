#!/usr/bin/env python3
"""The model's upper layers anew, on two cores, after joint.py, which taught them syntax in windows of treebanks only (docs/decisions/
0018-teacher.md): from texts of all kinds, as the model in place reads them, and from the treebanks.

usage: settle.py DATA JOINED --model … --out FILE --seconds N

JOINED: the folder that joint.py join wrote. Only the layers above the branch's fork and the heads of syntax change, so that the
branch stays as it is. FILE is kept up to date as it goes.
"""
import argparse, os, random, time
import torch
import torch.nn.functional as F
import branch as br, frozen, joint_data as jd, model as m
from joint import HEADS, I, SEED, Reader, far, heads_in_batch, mean, unpacked
from wordpiece import SHAPES

SETTLE = {"ewt": 1, "gum": 1, "m2e2": 2, "loc": 3, "polnear": 4, "muc": 4, "mucup": 5, "labels": 4, "labelsup": 8, "text-ecb": 1, "text-re3d": 1,
          "text-timex": 1, "text-m2e2art": 1, "text-india": 3, "text-insight": 5}  # every Nth window


@torch.no_grad()
def kept_states(r, items, upto):
    """What r.net's first `upto` layers make of the windows, float16, set on each as a list."""
    r.eval()
    out = {}
    for b in jd.batches_of(items, random.Random(0), 4000):
        x = {k: torch.from_numpy(v) for k, v in jd.collate(b, 0, False).items()}
        with torch.autocast("cpu", torch.bfloat16, enabled=m.HALF):
            h = r.net.embed(x["ids"], x["shapes"], x["firsts"])
            for layer in r.net.layers[:upto]:
                h = layer(h, r.net.mask(x["mask"]))
        for k, it in enumerate(b):
            out[id(it)] = h[k, :len(it.ids)].half()
    return out


def settle(a):
    """Only layers from br.TRUNK on and the heads of syntax change, so that the branch stays as it is."""
    d = unpacked(a.data_file)
    net, labels, words = frozen.load(a.model)
    old = Reader(net, br.Branch(None, len(d["geneva"]), layers=0), br.TRUNK)
    new = m.Casus(len(words), len(SHAPES), labels)
    new.load_state_dict(torch.load(f"{a.joined}/model.pt", weights_only=False)["net"])
    r = Reader(new, br.Branch(None, len(d["geneva"]), layers=0), br.TRUNK)
    new.requires_grad_(False)
    for layer in new.layers[br.TRUNK:]:
        layer.requires_grad_(True)
    for k, p in new.named_parameters():
        if k.startswith(HEADS) and not k.startswith(("shape", "first")):
            p.requires_grad_(True)
    items = [i for k, n in SETTLE.items() for i in d["sets"]["train"][k][::n]]
    pieces = sum(len(i.ids) for i in items)
    print(f"{len(items)} windows, {pieces} pieces", flush=True)
    began = time.time()
    low, goal = kept_states(r, items, br.TRUNK), kept_states(old, items, m.LAYERS)
    print(f"states after {time.time() - began:.0f} s", flush=True)
    live = [p for p in new.parameters() if p.requires_grad]
    kept = [p.detach().clone() for p in live]
    body = {id(p) for layer in new.layers for p in layer.parameters()}
    opt = torch.optim.AdamW([{"params": [p for p in live if id(p) in body], "lr": 2e-4}, {"params": [p for p in live if id(p) not in body], "lr": 8e-4}],
                            weight_decay=0.01)
    rates, began, step, e, sums, told = [g["lr"] for g in opt.param_groups], time.time(), 0, 0, {}, time.time()
    r.train()
    while time.time() - began < a.seconds:
        e += 1
        for items_ in jd.batches_of(items, random.Random(SEED + e), 1800):
            done = (time.time() - began) / a.seconds
            if done >= 1:
                break
            for g, rate in zip(opt.param_groups, rates):
                g["lr"] = rate * min(1.0, (step + 1) / 60, max(0.01, (1 - done) / 0.94))
            b = {k: torch.from_numpy(v) for k, v in jd.collate(items_, step, False).items()}
            n = b["ids"].shape[1]
            x, y = (torch.stack([F.pad(of[id(i)].float(), (0, 0, 0, n - len(i.ids))) for i in items_]) for of in (low, goal))
            word = lambda v: (v[b["wi"], b["pf"]] + v[b["wi"], b["pl"]]) / 2
            with torch.autocast("cpu", torch.bfloat16, enabled=m.HALF):
                mask = new.mask(b["mask"])
                for layer in new.layers[br.TRUNK:]:
                    x = layer(x, mask)
                h, th = word(x), word(y)
                losses = syntax_losses(r, old, b, h, th)
            loss = sum(losses.values())
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(live, 3.0)
            opt.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(kept, live, 1 - min(0.998, step / (step + 20)))
            for k, v in losses.items():
                sums.setdefault(k, []).append(v.detach())
            if time.time() - told > 60:
                told = time.time()
                print(f"{told - began:.0f} s, step {step}, pass {e} " + " ".join(f"{k} {torch.stack(v[-80:]).float().mean().item():.3f}" for k, v in sums.items()), flush=True)
                if step // 100 % 4 == 0:
                    save_settled(a, d, new, live, kept)
    save_settled(a, d, new, live, kept)


def save_settled(a, d, new, live, kept):
    own = [p.detach().clone() for p in live]
    with torch.no_grad():
        for p, k in zip(live, kept):
            p.copy_(k)
        torch.save({"net": {k: v.clone() for k, v in new.state_dict().items()}, "labels": d["labels"], "pass": 0, "step": 0}, a.out + ".tmp")
        for p, k in zip(live, own):
            p.copy_(k)
    os.replace(a.out + ".tmp", a.out)


def syntax_losses(r, old, b, h, th):
    """Against the treebanks where they know, and against what the model in place makes of its own states th."""
    label, out, net, was = b["label"], {}, r.net, old.net
    ce = lambda x, y: F.cross_entropy(x.float(), y, ignore_index=-1, reduction="sum") / max(1, len(y))
    hd = net.head_drop(h)
    for name, weight in (("upos", 1.0), ("feats", 0.5), ("lemma", 0.5)):
        mine = getattr(net, name)(hd)
        with torch.no_grad():
            want = getattr(was, name)(th)
        out[name], out["t." + name] = weight * ce(mine, label[I[name]]), weight * mean(far(mine, want))
    index = b["index"]
    ok = index >= 0
    head = torch.where(ok, label[I["head"]][index.clamp(min=0)], -1)
    arcs = r.arcs(h, index)
    with torch.no_grad():
        want = old.arcs(th, index)
    out["t.arc"] = mean(far(arcs[ok], want[ok]))
    at, known = heads_in_batch(b, torch.where(head >= 0, head, torch.where(ok, want.argmax(-1), -1)))
    mine = r.rels(h, at)
    with torch.no_grad():
        said = old.rels(th, at)
    out["t.rel"] = mean(far(mine[known], said[known]))
    if (head >= 0).any():
        rows = (head >= 0).any(1)
        out["arc"] = F.cross_entropy(arcs[rows].flatten(0, 1), head[rows].flatten(), ignore_index=-1, reduction="sum") / len(h)
        out["rel"] = ce(mine, torch.where(known, label[I["rels"]], -1))
    L = index.shape[1]
    inside = ok[:, :, None] & ok[:, None, :] & torch.ones(L, L, dtype=torch.bool).triu()
    spans = r.spans(h, index)
    with torch.no_grad():
        want = old.spans(th, index)
    out["t.mention"] = far(spans[inside], want[inside]).sum() / ok.sum().clamp(min=1)
    if len(b["marked"]):
        gold = torch.full(spans.shape[:3], -1)
        gold[b["marked"]] = 0
        k, i, j, y = b["spans"].T
        gold[b["marked"][k], i, j] = y
        gold[~inside] = -1
        out["mention"] = F.cross_entropy(spans[inside], gold[inside], ignore_index=-1, reduction="sum") / ok.sum()
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("data_file"), ap.add_argument("joined")
    ap.add_argument("--model", required=True), ap.add_argument("--out", required=True)
    ap.add_argument("--seconds", type=float, required=True)
    random.seed(SEED), torch.manual_seed(SEED)
    torch.set_num_threads(2)
    settle(ap.parse_args())


if __name__ == "__main__":
    main()
