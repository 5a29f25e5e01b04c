#!/usr/bin/env python3
"""The branch anew on short texts, on two cores, after joint.py: who says what was learnt in windows of whole articles only, and a report
of one sentence is read by the same heads.

usage: settle_branch.py DATA --model MODEL --branch BRANCH.pt --old-model … --old-branch … --coded DIR --vocab vocab.txt
                        --data ../shared/data --reports ../shared/reports --out FILE --seconds N

PolNeAR's articles are cut into windows of SHORT pieces beside the whole ones; texts of other sets are taught by the model and the branch
in place (--old-…), whose heads for who says what read them well; types, modes, fillers and roles are held where they are.
"""
import argparse, copy, random, time
import torch
import torch.nn.functional as F
import branch as br, branch_data as bd, data, frozen, joint, joint_data as jd, model as m
from wordpiece import Vocabulary

SHORT = 72
SHARES = {"polnear": 6, "polnear-short": 4, "m2e2": 6, "loc": 8, "acled": 1, "satp": 6, "labels": 12, "labelsup": 24, "muc": 12, "mucup": 16, "text-ecb": 12,
          "text-timex": 6, "text-india": 12, "text-insight": 24, "ecb-short": 6}  # every Nth window


@torch.no_grad()
def states(reader, items):
    """Of each window, float16: what reader's shared layers make of it, and what the branch makes of that."""
    reader.eval()
    low, top = {}, {}
    for part in jd.batches_of(items, random.Random(0), 4000):
        b = {k: torch.from_numpy(v) for k, v in jd.collate(part, 0, False).items()}
        with torch.autocast("cpu", torch.bfloat16, enabled=m.HALF):
            x = reader.net.embed(b["ids"], b["shapes"], b["firsts"])
            mask = reader.net.mask(b["mask"])
            for layer in reader.net.layers[:br.TRUNK]:
                x = layer(x, mask)
            y = x
            for layer in reader.branch.layers:
                y = layer(y, mask)
        for k, it in enumerate(part):
            n = len(it.ids)
            low[id(it)], top[id(it)] = x[k, :n].half(), y[k, :n].half()
    return low, top


def items_of(a, d):
    vocab = Vocabulary(a.vocab)
    sets = dict(d["sets"]["train"])
    held, whole = data.report_sentences(a.reports), data.WINDOW_PIECES
    data.WINDOW_PIECES = SHORT
    wins = [w for w in bd.polnear(a.coded, a.data, "train", vocab) if not br.in_reports(w.doc, held)]
    sets["polnear-short"] = [jd.of_branch(w) for w in wins]
    sets["ecb-short"] = [i for c in bd.jsonl(f"{a.texts}/ecb.jsonl") for i in jd.of_text(c, vocab, "ecb-short")]
    data.WINDOW_PIECES = whole
    return [(i, k.startswith("polnear")) for k, n in SHARES.items() for i in sets[k][::n]]


def losses(new, was, old, b, w, ww, ow, own):
    """Gold of who says what where it is known (own: by window), else the old branch's; the rest as `was` has it."""
    n = b["ids"].numel() / 30
    out, t = {}, {k: getattr(new, k) for k in ("cue", "m2e2", "geneva", "filler")}
    wd = new.drop(w)
    mine = own[b["wi"]]
    cue = t["cue"](wd)
    y = b["label"][joint.I["cue"]]
    out["cue"] = F.cross_entropy(cue.float(), y, ignore_index=-1, reduction="sum") / n
    with torch.no_grad():
        said = old.cue(ow)
    out["t.cue"] = joint.far(cue, said)[~mine].sum() / n
    if "attr.a" in b:
        logits = new.attr(w[b["attr.a"]], w[b["attr.b"]], b["attr.d"])
        out["attr"] = 0.1 * F.cross_entropy(logits.float(), b["attr.y"], reduction="sum") / n
    at = ((said.float().softmax(-1)[:, 1] > joint.SURE) & ~mine).nonzero()[:, 0]
    if len(at):
        x, word, dist = joint.pairs_from(at, b, 300)
        with torch.no_grad():
            want = old.attr(ow[x], ow[word], dist)
        out["t.attr"] = 0.2 * joint.far(new.attr(w[x], w[word], dist), want).sum() / n
    kind, mode = new.kind(w)
    with torch.no_grad():
        k0, m0 = was.kind(ww)
    out["type"], out["mode"] = joint.far(kind, k0).sum() / n, (joint.far(mode, m0) * (1 - k0.float().softmax(-1)[:, 0])).sum() / n
    for name in ("filler", "m2e2", "geneva"):
        with torch.no_grad():
            want = getattr(was, name)(ww)
        out[name] = joint.far(t[name](wd), want).sum() / n
    at = (k0.float().softmax(-1)[:, 0] < 1 - joint.MAYBE).nonzero()[:, 0]
    if len(at):
        x, word, dist = joint.pairs_from(at, b, jd.ROLE_REACH)
        with torch.no_grad():
            want = was.role(ww[x], ww[word], dist)
        out["role"] = 0.15 * joint.far(new.role(w[x], w[word], dist), want).sum() / n
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("data_file")
    for name in ("model", "branch", "old-model", "old-branch", "coded", "texts", "vocab", "data", "reports", "out"):
        ap.add_argument("--" + name, required=True)
    ap.add_argument("--seconds", type=float, required=True)
    a = ap.parse_args()
    random.seed(joint.SEED), torch.manual_seed(joint.SEED)
    torch.set_flush_denormal(True)
    torch.set_num_threads(2)
    d = joint.unpacked(a.data_file)
    n_geneva = len(d["geneva"])
    st = torch.load(a.branch, weights_only=False)
    new = br.Branch(None, n_geneva)
    new.load_state_dict(st["net"])
    was = copy.deepcopy(new).eval().requires_grad_(False)
    old = br.Branch(None, n_geneva)
    frozen.load_branch(a.old_branch, old)
    old.eval().requires_grad_(False)
    listed = items_of(a, d)
    items, own = [i for i, _ in listed], {id(i): o for i, o in listed}
    print(f"{len(items)} windows, {sum(len(i.ids) for i in items)} pieces", flush=True)
    began = time.time()
    low, now = states(joint.Reader(frozen.load(a.model)[0], was, br.TRUNK), items)
    _, goal = states(joint.Reader(frozen.load(a.old_model)[0], old, br.TRUNK), items)
    print(f"states after {time.time() - began:.0f} s", flush=True)
    live = list(new.parameters())
    body = {id(p) for p in new.layers.parameters()}
    opt = torch.optim.AdamW([{"params": [p for p in live if id(p) in body], "lr": 1e-4}, {"params": [p for p in live if id(p) not in body], "lr": 4e-4}],
                            weight_decay=0.01)
    rates, kept = [g["lr"] for g in opt.param_groups], [p.detach().clone() for p in live]
    began, told, step, e, sums = time.time(), time.time(), 0, 0, {}
    new.train()
    near = torch.tensor(jd.NEAR)
    while time.time() - began < a.seconds:
        e += 1
        for part in jd.batches_of(items, random.Random(joint.SEED + e), 1800):
            done = (time.time() - began) / a.seconds
            if done >= 1:
                break
            for g, rate in zip(opt.param_groups, rates):
                g["lr"] = rate * min(1.0, (step + 1) / 40, max(0.01, (1 - done) / 0.94))
            b = {k: torch.from_numpy(v) for k, v in jd.collate(part, step, False).items()}
            b["near"] = near
            n = b["ids"].shape[1]
            pad = lambda of: torch.stack([F.pad(of[id(i)].float(), (0, 0, 0, n - len(i.ids))) for i in part])
            word = lambda v: (v[b["wi"], b["pf"]] + v[b["wi"], b["pl"]]) / 2
            with torch.autocast("cpu", torch.bfloat16, enabled=m.HALF):
                x, mask = pad(low), b["mask"][:, None, None, :]
                for layer in new.layers:
                    x = layer(x, mask)
                ls = losses(new, was, old, b, word(x), word(pad(now)), word(pad(goal)), torch.tensor([own[id(i)] for i in part]))
            loss = sum(ls.values())
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(live, 3.0)
            opt.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(kept, live, 1 - min(0.995, step / (step + 20)))
            for k, v in ls.items():
                sums.setdefault(k, []).append(v.detach())
            if time.time() - told > 45:
                told = time.time()
                print(f"{told - began:.0f} s, step {step}, pass {e} " + " ".join(f"{k} {torch.stack(v[-60:]).float().mean().item():.3f}" for k, v in sums.items()), flush=True)
    with torch.no_grad():
        for p, k in zip(live, kept):
            p.copy_(k)
    torch.save({**st, "net": new.state_dict()}, a.out)


if __name__ == "__main__":
    main()
