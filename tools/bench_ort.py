#!/usr/bin/env python3
"""casus' encoder beside ONNX Runtime's on the same weights, one thread each, in one run.

usage: bench_ort.py [--model models/casus-en.model] [--casus PROGRAM] [--rounds 30]

Builds the encoder's graph (embedding, layers; no heads) from the model file as ONNX, once in standard operators and once in
ONNX Runtime's own fused ones (MultiHeadAttention, SkipLayerNormalization, FastGelu), has quantize_dynamic make both int8 (per
channel), checks them against each other, and times them at 1 x 256 and 8 x 32 pieces, taking turns with PROGRAM, which is
called as `PROGRAM bench PIECES WINDOWS ROUNDS` and prints "... N pieces/s" (tests/encode/parse.c: ninja casus_parse). The
best of all rounds counts on both sides. Needs PyPI numpy, onnx, onnxruntime.
"""
import argparse, logging, os, re, struct, subprocess, tempfile, time
import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto as T, helper as H, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

SHAPES = ((256, 1), (32, 8))  # pieces, windows


def read_model(path):
    """{tensor: float array} of the encoder, dequantised, and (dim, layers, heads, ffn)."""
    raw = open(path, "rb").read()
    n, start = struct.unpack_from("<QQ", raw, 64)
    lines = [line.split("\t") for line in raw[80:80 + n].decode().splitlines()]
    raws, shape = {}, None
    for f in lines:
        if f[0] == "shape":
            shape = tuple(map(int, f[1:5]))
        if f[0] == "tensor" and f[2] != "text":
            dtype = {"f32": "<f4", "i32": "<i4", "i8": "i1", "i8p": "i1"}[f[2]]
            a = np.frombuffer(raw, dtype, int(f[6]) // np.dtype(dtype).itemsize, start + int(f[5])).reshape(int(f[3]), int(f[4]))
            if f[2] == "i8p":
                a = a.reshape(a.shape[0] // 32, a.shape[1] // 4, 32, 4).transpose(0, 2, 1, 3).reshape(a.shape)
            raws[f[1]] = a
    out = {}
    for k, a in raws.items():
        base = k[:-2]
        if k.endswith(".w") and base + ".scale" in raws:
            out[base] = a * raws[base + ".scale"].reshape(-1, 1)
        elif a.dtype == np.float32:
            out[k] = a
    return out, shape


class Graph:
    def __init__(self, w, shape, fused):
        self.w, (self.dim, self.layers, self.heads, self.ffn), self.fused = w, shape, fused
        self.nodes, self.init, self.n = [], [], 0

    def const(self, a, name=None):
        self.n += 1
        name = name or f"c{self.n}"
        self.init.append(numpy_helper.from_array(np.ascontiguousarray(a), name))
        return name

    def op(self, kind, *inputs, domain="", outputs=1, **attributes):
        self.n += 1
        names = [f"v{self.n}_{i}" for i in range(outputs)]
        self.nodes.append(H.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def linear(self, x, w, b):
        return self.op("Add", self.op("MatMul", x, self.const(w.T)), self.const(b.reshape(-1)))

    def norm(self, x, residual, name):
        g, b = self.const(self.w[name + ".g"].reshape(-1)), self.const(self.w[name + ".b"].reshape(-1))
        if self.fused:
            return self.op("SkipLayerNormalization", x, residual, g, b, domain="com.microsoft", epsilon=1e-12)
        return self.op("LayerNormalization", self.op("Add", x, residual), g, b, axis=-1, epsilon=1e-12)

    def attention(self, q, k, v):
        if self.fused:
            return self.op("MultiHeadAttention", q, k, v, domain="com.microsoft", num_heads=self.heads)
        split = self.const(np.array([0, 0, self.heads, self.dim // self.heads], np.int64))
        q, v = (self.op("Transpose", self.op("Reshape", x, split), perm=[0, 2, 1, 3]) for x in (q, v))
        k = self.op("Transpose", self.op("Reshape", k, split), perm=[0, 2, 3, 1])
        s = self.op("Mul", self.op("MatMul", q, k), self.const(np.float32((self.dim / self.heads) ** -0.5)))
        a = self.op("Transpose", self.op("MatMul", self.op("Softmax", s, axis=-1), v), perm=[0, 2, 1, 3])
        return self.op("Reshape", a, self.const(np.array([0, 0, self.dim], np.int64)))

    def gelu(self, x):
        if self.fused:
            return self.op("FastGelu", x, domain="com.microsoft")
        f = lambda v: self.const(np.float32(v))
        cube = self.op("Mul", self.op("Mul", x, x), x)
        t = self.op("Tanh", self.op("Mul", self.op("Add", x, self.op("Mul", cube, f(0.044715))), f(0.7978845608)))
        return self.op("Mul", self.op("Mul", x, f(0.5)), self.op("Add", t, f(1.0)))

    def build(self):
        w, d = self.w, self.dim
        table = w["piece"].astype(np.float32)
        x = self.op("Gather", self.const(table), "ids")
        n = self.op("Slice", self.const(w["position"]), self.const(np.array([0], np.int64)), self.op("Slice", self.op("Shape", "ids"), self.const(np.array([1], np.int64)), self.const(np.array([2], np.int64))))
        x = self.op("Add", x, n)
        x = self.op("Add", x, self.const(w["shape"][0].astype(np.float32)))
        g, b = self.const(w["ln.g"].reshape(-1)), self.const(w["ln.b"].reshape(-1))
        x = self.op("LayerNormalization", x, g, b, axis=-1, epsilon=1e-12)
        for i in range(self.layers):
            p = f"layers.{i}."
            qkv, bias = w[p + "qkv"], w[p + "qkv.bias"].reshape(-1)
            q, k, v = (self.linear(x, qkv[j * d:(j + 1) * d], bias[j * d:(j + 1) * d]) for j in range(3))
            x = self.norm(self.linear(self.attention(q, k, v), w[p + "o"], w[p + "o.bias"]), x, p + "ln1")
            h = self.gelu(self.linear(x, w[p + "up"], w[p + "up.bias"]))
            x = self.norm(self.linear(h, w[p + "down"], w[p + "down.bias"]), x, p + "ln2")
        self.nodes.append(H.make_node("Identity", [x], ["out"]))
        graph = H.make_graph(self.nodes, "casus", [H.make_tensor_value_info("ids", T.INT64, ["b", "n"])],
                             [H.make_tensor_value_info("out", T.FLOAT, ["b", "n", d])], self.init)
        return H.make_model(graph, opset_imports=[H.make_opsetid("", 17), H.make_opsetid("com.microsoft", 1)], ir_version=9)


def session(path):
    o = ort.SessionOptions()
    o.intra_op_num_threads = o.inter_op_num_threads = 1
    o.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_ALL
    return ort.InferenceSession(path, o, providers=["CPUExecutionProvider"])


def made_up(n, windows, vocabulary):
    return np.tile((1000 + 7919 * np.arange(n)) % vocabulary, (windows, 1)).astype(np.int64)


def best(f, rounds):
    out = 1e9
    for _ in range(rounds):
        t = time.perf_counter()
        f()
        out = min(out, time.perf_counter() - t)
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="models/casus-en.model")
    ap.add_argument("--casus")
    ap.add_argument("--rounds", type=int, default=30)
    a = ap.parse_args()
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser recommends a step that changes nothing here
    w, shape = read_model(a.model)
    sessions = {}
    with tempfile.TemporaryDirectory() as folder:
        for fused in (False, True):
            raw, q8 = (os.path.join(folder, f"{fused}{k}.onnx") for k in ("f32", "int8"))
            onnx.save(Graph(w, shape, fused).build(), raw)
            quantize_dynamic(raw, q8, weight_type=QuantType.QInt8, per_channel=True, extra_options={"DefaultTensorType": T.FLOAT})
            sessions["fused" if fused else "plain"] = session(q8)
            if not fused:
                sessions["float32"] = session(raw)
    ids = made_up(64, 1, len(w["piece"]))
    ref = sessions["float32"].run(None, {"ids": ids})[0]
    for k, s in sessions.items():
        print(f"onnxruntime {ort.__version__} {k}: mean difference from float32 {np.abs(s.run(None, {'ids': ids})[0] - ref).mean():.4f}")
    for n, windows in SHAPES:
        ids = made_up(n, windows, len(w["piece"]))
        rate, mine = {}, 0.0
        for _ in range(3):  # taking turns, so that a busy moment of the machine hits both
            for k in ("plain", "fused"):
                rate[k] = max(rate.get(k, 0), n * windows / best(lambda: sessions[k].run(None, {"ids": ids}), a.rounds))
            if a.casus:
                said = subprocess.run([a.casus, "-m", a.model, "bench", str(n), str(windows), str(a.rounds)], capture_output=True, text=True, check=True)
                mine = max(mine, float(re.search(r"([0-9.]+) pieces/s", said.stdout)[1]))
        line = f"{windows} x {n} pieces: " + ", ".join(f"onnxruntime int8 {k} {v:.0f} pieces/s" for k, v in rate.items())
        if a.casus:
            line += f", casus {mine:.0f} pieces/s, ratio to the faster one {mine / max(rate.values()):.2f}"
        print(line)


if __name__ == "__main__":
    main()
