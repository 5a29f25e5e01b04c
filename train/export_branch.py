#!/usr/bin/env python3
"""A checkpoint of branch.py -> the branch file that casus reads (src/encode/model.h, src/encode/branch.h).

usage: export_branch.py CHECKPOINT --model models/casus-en.model [--version 1] [--vectors tests/vectors/branch.bin] OUT

--vectors also writes what PyTorch computes, in float32 with the weights of both files, for export.py's sentence of the project's
own: tests/encode/vectors_test.c compares the C program with it.
"""
import argparse, hashlib
import numpy as np
import torch
import branch as br, branch_data as bd, frozen, model as m
from export import BLOCK, HASHED_FROM, TEXT, File, up_to
from frozen import PAIRS
from wordpiece import Vocabulary, shape

OUT_MAX = 16  # CS_PAIR_OUT_MAX


def columns(weight, cols):
    """[n_out, k] -> [k, cols], zeros behind."""
    return np.pad(weight.T, ((0, 0), (0, cols - weight.shape[0])))


def build(w, sha256, name, version):
    """(File, state whose weights are those of the file)"""
    f, out = File(), dict(w)
    layers = sum(k.startswith("layers.") and k.endswith(".q.weight") for k in w)
    f.line("name", name)
    f.line("version", version)
    f.line("branch", m.D, layers, m.HEADS, m.FFN, br.TRUNK, br.PAIR, br.HIDDEN)
    f.line("for", sha256)
    for k, v in (("types", bd.TYPES), ("modes", bd.MODES), ("roles", bd.ROLES), ("fillers", bd.FILLERS)):
        f.text("labels." + k, v)

    def linear(target, sources):
        back = f.linear(target, [(w[s + ".weight"], w[s + ".bias"]) for s in sources])
        for s, b in zip(sources, back):
            out[s + ".weight"] = b

    for i in range(layers):
        p = f"layers.{i}."
        linear(p + "qkv", [p + x for x in "qkv"])
        for x in ("o", "up", "down"):
            linear(p + x, [p + x])
        for x in ("ln1", "ln2"):
            f.f32(p + x + ".g", w[p + x + ".weight"]), f.f32(p + x + ".b", w[p + x + ".bias"])
    linear("heads", ["hidden", "filler", "cue"] + [f"{mine}.{side}" for _, mine in PAIRS for side in ("left", "right")])
    for target, mine in (("type", "kind_out"), ("mode", "mode_out")):
        cols = up_to(w[mine + ".weight"].shape[0], 16)
        f.f32(target + ".w", columns(w[mine + ".weight"], cols))
        f.f32(target + ".b", np.pad(w[mine + ".bias"], (0, cols - len(w[mine + ".bias"]))))
    for target, mine in PAIRS:
        f.f32(target + ".near", w[mine + ".near.weight"])
        f.f32(target + ".out.w", columns(w[mine + ".out.weight"], OUT_MAX))
        f.f32(target + ".out.b", np.pad(w[mine + ".out.bias"], (0, OUT_MAX - len(w[mine + ".out.bias"]))))
    return f, {k: torch.tensor(np.asarray(v)) for k, v in out.items()}


@torch.no_grad()
def vectors(state, model, path):
    net0, _, words = frozen.load(model)
    net0.eval()
    vocab = Vocabulary.__new__(Vocabulary)
    vocab.words, vocab.of, vocab.cache = words, {x: i for i, x in enumerate(words)}, {}
    vocab.unk, vocab.cls, vocab.sep = vocab.of["[UNK]"], vocab.of["[CLS]"], vocab.of["[SEP]"]
    net = br.Branch(None, state["geneva.bias"].shape[0])
    net.load_state_dict(state)
    net.eval()
    ids, shapes, first, at, begins = [vocab.cls], [0], [0.0], [], True
    for word in TEXT.replace(",", " ,").replace(".", " .").split():
        p = vocab.pieces(word)
        at.append((len(ids), len(ids) + len(p) - 1))
        ids += p
        shapes += [shape(word)] * len(p)
        first += [1.0 if begins else 0.0] * len(p)
        begins = word == "."
    ids, shapes, first = ids + [vocab.sep], shapes + [0], first + [0.0]
    x = net0.embed(torch.tensor([ids]), torch.tensor([shapes]), torch.tensor([first]))
    for layer in net0.layers[:br.TRUNK]:
        x = layer(x, None)
    for layer in net.layers:
        x = layer(x, None)
    w = torch.stack([(x[0, b] + x[0, e]) / 2 for b, e in at])
    types, modes = net.kind(w)
    arrays = [("types", types.softmax(-1)), ("modes", modes.softmax(-1)), ("fillers", net.filler(w).softmax(-1)),
              ("cues", net.cue(w).softmax(-1)[:, 1])]
    anchor = 4
    near = torch.tensor(br.bucket(np.arange(len(w)) - anchor))
    for name, mine in PAIRS:
        arrays.append((name, getattr(net, mine)(w[[anchor] * len(w)], w, near)))
    with open(path, "wb") as f:
        for name, a in arrays:
            f.write(f"{name} f32 {a.numel()}\n".encode() + a.contiguous().numpy().astype("<f4").tobytes())


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--model", required=True)
    ap.add_argument("--name", default="casus-en-events")
    ap.add_argument("--version", default="1")
    ap.add_argument("--vectors")
    a = ap.parse_args()
    torch.set_num_threads(1)
    st = torch.load(a.checkpoint, weights_only=False, map_location="cpu")
    sha256 = hashlib.sha256(open(a.model, "rb").read()[HASHED_FROM:]).hexdigest()
    f, state = build({k: v.float().numpy() for k, v in st["net"].items()}, sha256, a.name, a.version)
    size, sha = f.write(a.out)
    print(f"{a.out}: {size} bytes, SHA-256 of its content {sha}, after pass {st['pass']}")
    if a.vectors:
        vectors(state, a.model, a.vectors)


if __name__ == "__main__":
    main()
