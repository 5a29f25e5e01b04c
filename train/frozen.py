"""The committed files read back into the networks that they were written from (the inverse of export.py and export_branch.py): what
is trained on top of the model, the trunk frozen, or from the branch on, starts from the very weights that casus runs."""
import struct
import numpy as np
import torch
import branch_data as bd, data, model as m
from export import BLOCK, HASHED_FROM, HEADS, MAGIC, up_to
from wordpiece import SHAPES

PAIRS = (("attribution", "attr"), ("place", "where"), ("role", "role"), ("incident", "same"))  # the pair heads' names in the file and in branch.py


class Tensors:
    """The tensors of a model file by name, int8 ones as the float32 values that they stand for."""
    def __init__(self, path):
        raw = open(path, "rb").read()
        n_head, start = struct.unpack("<QQ", raw[HASHED_FROM:HASHED_FROM + 16])
        self.lines, self.of = [], {}
        for line in raw[HASHED_FROM + 16:HASHED_FROM + 16 + n_head].decode().splitlines():
            f = line.split("\t")
            if f[0] != "tensor":
                self.lines.append(f)
                continue
            self.of[f[1]] = (f[2], int(f[3]), int(f[4]), raw[start + int(f[5]):start + int(f[5]) + int(f[6])])

    def text(self, name):
        return self.of[name][3].decode().splitlines()

    def f32(self, name):
        kind, rows, cols, raw = self.of[name]
        assert kind == "f32", name
        a = np.frombuffer(raw, "<f4").reshape(rows, cols)
        return a[0] if rows == 1 else a

    def rows(self, name):
        _, rows, cols, raw = self.of[name + ".w"]
        return np.frombuffer(raw, np.int8).reshape(rows, cols) * self.f32(name + ".scale")[:, None]

    def linear(self, name):
        """(weight [n, k], bias [n]) of a packed product, padding included."""
        kind, n, k, raw = self.of[name + ".w"]
        assert kind == "i8p", name
        q = np.frombuffer(raw, np.int8).reshape(n // BLOCK, k // 4, BLOCK, 4).transpose(0, 2, 1, 3).reshape(n, k)
        return q * self.f32(name + ".scale")[:, None], self.f32(name + ".bias")


class Filled:
    """The weights of a network, filled from a file's tensors one by one."""
    def __init__(self, tensors, net):
        self.t, self.net, self.w = tensors, net, net.state_dict()

    def put(self, name, a):
        self.w[name].copy_(torch.tensor(np.array(a)).reshape(self.w[name].shape))

    def split(self, source, targets):
        """A joint product's parts, each padded to whole blocks in the file."""
        weight, bias = self.t.linear(source)
        at = 0
        for name in targets:
            n = self.w[name + ".weight"].shape[0]
            self.put(name + ".weight", weight[at:at + n]), self.put(name + ".bias", bias[at:at + n])
            at += up_to(n, BLOCK)

    def layers(self, n):
        for i in range(n):
            p = f"layers.{i}."
            self.split(p + "qkv", [p + x for x in "qkv"])
            for x in ("o", "up", "down"):
                self.split(p + x, [p + x])
            for x in ("ln1", "ln2"):
                self.put(p + x + ".weight", self.t.f32(p + x + ".g")), self.put(p + x + ".bias", self.t.f32(p + x + ".b"))

    def done(self):
        self.net.load_state_dict(self.w)


def load(path):
    """(network, labels, vocabulary words)"""
    t = Tensors(path)
    labels = data.Labels({k.removeprefix("labels."): t.text(k) for k in t.of if k.startswith("labels.")})
    words = t.text("vocabulary")
    net = m.Casus(len(words), len(SHAPES), labels)
    f = Filled(t, net)
    for e in ("piece", "shape"):
        f.put(e + ".weight", t.rows(e))
    f.w["position.weight"][:t.f32("position").shape[0]] = torch.tensor(t.f32("position").copy())
    f.put("first", t.f32("first")), f.put("root", t.f32("root")), f.put("ln.weight", t.f32("ln.g")), f.put("ln.bias", t.f32("ln.b"))
    f.layers(m.LAYERS)
    f.split("heads", HEADS), f.split("rel_out", ["rel_out"])
    f.put("arc_w", t.f32("arc.w")), f.put("arc_b", t.f32("arc.b"))
    table, (n, a, b) = t.f32("men.u"), net.men_u.shape
    f.put("men_u", np.concatenate([table[:, :n * (b - 1)].reshape(a, n, b - 1).transpose(1, 0, 2), table[:, n * (b - 1):n * b].T[:, :, None]], 2))
    f.done()
    return net, labels, words


def is_file(path):
    """Whether path is a file that casus reads, rather than a checkpoint of training."""
    with open(path, "rb") as f:
        return f.read(len(MAGIC)) == MAGIC


def load_branch(path, net):
    """Gives net, a Branch, the weights of the branch file at path. Heads that only training has (m2e2, geneva) are not in the
    file and stay as they are."""
    t = Tensors(path)
    for k, v in (("types", bd.TYPES), ("modes", bd.MODES), ("roles", bd.ROLES), ("fillers", bd.FILLERS)):
        assert t.text("labels." + k) == list(v), f"{path}: {k} are not those of branch_data.py"
    f = Filled(t, net)
    pairs = [p for p in PAIRS if f"{p[0]}.near" in t.of]  # version 4 and before have no incidents
    f.layers(len(net.layers))
    f.split("heads", ["hidden", "filler", "cue"] + [f"{mine}.{side}" for _, mine in pairs for side in ("left", "right")])

    def out(source, target):
        n = f.w[target + ".weight"].shape[0]
        f.put(target + ".weight", t.f32(source + ".w")[:, :n].T), f.put(target + ".bias", t.f32(source + ".b")[:n])

    out("type", "kind_out"), out("mode", "mode_out")
    for theirs, mine in pairs:
        f.put(mine + ".near.weight", t.f32(theirs + ".near"))
        out(theirs + ".out", mine + ".out")
    f.done()
