"""The committed model file read back into the network of model.py (the inverse of export.py): what is trained on top of it, the
trunk frozen, starts from the very weights that casus runs."""
import struct
import numpy as np
import torch
import data, model as m
from export import BLOCK, HASHED_FROM, up_to
from wordpiece import SHAPES


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


def load(path):
    """(network, labels, vocabulary words)"""
    t = Tensors(path)
    labels = data.Labels({k.removeprefix("labels."): t.text(k) for k in t.of if k.startswith("labels.")})
    words = t.text("vocabulary")
    net = m.Casus(len(words), len(SHAPES), labels)
    w = net.state_dict()

    def put(name, a):
        w[name].copy_(torch.tensor(np.array(a)).reshape(w[name].shape))

    for e in ("piece", "shape"):
        put(e + ".weight", t.rows(e))
    w["position.weight"][:t.f32("position").shape[0]] = torch.tensor(t.f32("position").copy())
    put("first", t.f32("first")), put("root", t.f32("root")), put("ln.weight", t.f32("ln.g")), put("ln.bias", t.f32("ln.b"))

    def split(source, targets):
        weight, bias = t.linear(source)
        at = 0
        for name in targets:
            n = w[name + ".weight"].shape[0]
            put(name + ".weight", weight[at:at + n]), put(name + ".bias", bias[at:at + n])
            at += up_to(n, BLOCK)

    for i in range(m.LAYERS):
        p = f"layers.{i}."
        split(p + "qkv", [p + x for x in "qkv"])
        for x in ("o", "up", "down"):
            split(p + x, [p + x])
        for x in ("ln1", "ln2"):
            put(p + x + ".weight", t.f32(p + x + ".g")), put(p + x + ".bias", t.f32(p + x + ".b"))
    net.load_state_dict(w)
    return net, labels, words
