#!/usr/bin/env python3
"""A checkpoint of train.py -> the model file that casus reads (src/encode/model.h states the format).

usage: export.py CHECKPOINT --vocab vocab.txt [--data ../shared/data] [--free] [--name casus-en] [--version 1] [--vectors tests/vectors/encode.bin] OUT

Weights of matrix products become int8, symmetric, one scale per output channel, packed in blocks of 32 outputs by 4 inputs
(the order in which the kernels read them); embeddings become int8 with one scale per row; the rest stays float32.
The lemma dictionary is what the training sentences (--data, as train.py reads them) and irregular.tsv say of a form and its
tag; the learnt rules are for the rest.
--vectors also writes what PyTorch computes, in float32 with the weights of the file, for a sentence of the project's own:
tests/encode/vectors_test.c compares the C program with it.
"""
import argparse, hashlib, os, struct, sys
from collections import Counter, defaultdict
import numpy as np
import torch
import data

MAGIC, FORMAT, ENDIAN, ALIGN, HASHED_FROM = b"CASUSMDL", 1, 0x01020304, 64, 64
BLOCK = 32            # outputs of a packed block
POSITIONS_KEPT = 256  # a window's pieces: later positions are never looked up
HEADS = ("upos", "feats", "lemma", "arc_dep", "arc_head", "rel_dep", "rel_head", "men_start", "men_end")
TEXT = ("Gunmen from Al-Nur killed three soldiers and wounded two drivers of a convoy near Qaryat Zayd on 5 May, police said. "
        "They fled.")


LEMMA_TAGS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "PART", "PRON", "SCONJ", "VERB")
LEMMA_SURE = 0.9      # share of a form's occurrences with a tag that must agree on the lemma


def lexicon_forms():
    """(form, lemma) of the lexicon's verbs in -e, whose past and participle do not show the e: freed, razed, sentencing."""
    for table in ("triggers", "cues", "lightverbs", "modality"):
        for line in open(os.path.join(os.path.dirname(__file__), "..", "data", table + ".tsv"), encoding="utf-8"):
            cells = line.rstrip("\n").split("\t")
            verb = cells[0].split("_")[0].split("+")[0]
            if line[0] != "#" and (table == "lightverbs" or cells[1] == "v") and verb.isalpha() and verb.endswith("e"):
                yield verb + "d", verb
                yield (verb if verb.endswith("ee") else verb[:-1]) + "ing", verb


def up_to(n, step):
    return (n + step - 1) // step * step


def quantise_rows(w):
    """[n, k] float -> int8 values within +-127 and one scale per row, the scale that loses least of the row."""
    top = np.abs(w).max(1)
    best_scale, best_loss = None, None
    for share in (1.0, 0.98, 0.96, 0.94, 0.92, 0.90, 0.87, 0.84, 0.80):
        scale = np.maximum(top * share / 127, 1e-12).astype(np.float32)
        q = np.clip(np.rint(w / scale[:, None]), -127, 127)
        loss = ((q * scale[:, None] - w) ** 2).sum(1)
        if best_loss is None:
            best_scale, best_loss = scale, loss
        else:
            better = loss < best_loss
            best_scale, best_loss = np.where(better, scale, best_scale), np.minimum(loss, best_loss)
    q = np.clip(np.rint(w / best_scale[:, None]), -127, 127).astype(np.int8)
    return q, best_scale.astype(np.float32)


def pack(q):
    """[n, k] int8, n a multiple of 32 -> [n/32][k/4][32][4]"""
    n, k = q.shape
    return np.ascontiguousarray(q.reshape(n // BLOCK, BLOCK, k // 4, 4).transpose(0, 2, 1, 3))


class File:
    def __init__(self):
        self.lines, self.blobs = [], []

    def line(self, *fields):
        self.lines.append("\t".join(map(str, fields)))

    def tensor(self, name, dtype, rows, cols, data):
        self.blobs.append((name, dtype, rows, cols, data))

    def f32(self, name, a):
        a = np.ascontiguousarray(a, dtype="<f4")
        self.tensor(name, "f32", 1 if a.ndim == 1 else a.shape[0], a.shape[-1], a.tobytes())

    def linear(self, name, parts):
        """parts: [(weight [n, k], bias [n])] side by side, each padded to whole blocks. Gives the weights as C sees them."""
        w, b, back = [], [], []
        for weight, bias in parts:
            rows = up_to(len(weight), BLOCK)
            w.append(np.pad(weight, ((0, rows - len(weight)), (0, 0))))
            b.append(np.pad(bias, (0, rows - len(bias))))
        w, b = np.concatenate(w), np.concatenate(b)
        q, scale = quantise_rows(w)
        self.tensor(name + ".w", "i8p", *q.shape, pack(q).tobytes())
        self.tensor(name + ".sum", "i32", 1, len(q), q.astype(np.int32).sum(1).astype("<i4").tobytes())
        self.f32(name + ".scale", scale)
        self.f32(name + ".bias", b)
        deq, at = q * scale[:, None], 0
        for weight, _ in parts:
            back.append(deq[at:at + len(weight)])
            at += up_to(len(weight), BLOCK)
        return back

    def rows(self, name, w):
        q, scale = quantise_rows(w)
        self.tensor(name + ".w", "i8", *q.shape, q.tobytes())
        self.f32(name + ".scale", scale)
        return q * scale[:, None]

    def text(self, name, items):
        assert not any("\n" in i for i in items)
        data = "".join(i + "\n" for i in items).encode()
        self.tensor(name, "text", len(items), len(data), data)

    def sorted_text(self, name, items):
        """For binary search: lines in byte order and where each begins."""
        items = sorted(set(items), key=lambda i: i.encode())
        self.text(name, items)
        at = np.cumsum([0] + [len(i.encode()) + 1 for i in items])
        self.tensor(name + ".at", "i32", 1, len(at), at.astype("<i4").tobytes())

    def write(self, path):
        at, table = 0, []
        for name, dtype, rows, cols, data in self.blobs:
            table.append(f"tensor\t{name}\t{dtype}\t{rows}\t{cols}\t{at}\t{len(data)}")
            at = up_to(at + len(data), ALIGN)
        head = ("\n".join(self.lines + table) + "\n").encode()
        start = up_to(HASHED_FROM + 16 + len(head), ALIGN)
        body = bytearray(struct.pack("<QQ", len(head), start) + head)
        body += bytes(start - HASHED_FROM - len(body))
        for *_, data in self.blobs:
            body += bytes(up_to(len(body), ALIGN) - len(body))
            body += data
        size = HASHED_FROM + len(body)
        front = MAGIC + struct.pack("<IIQQ", FORMAT, ENDIAN, size, 0) + hashlib.sha256(body).digest()
        assert len(front) == HASHED_FROM
        with open(path + ".tmp", "wb") as f:
            f.write(front + body)
        os.replace(path + ".tmp", path)
        return size, front[32:].hex()


def lemmas(docs):
    """(lines "form TAG lemma" of forms whose lemma is sure or follows no rule, lines "lemma TAG" of all lemmas seen)"""
    seen, known, out = defaultdict(Counter), set(), []
    for _, sents in docs:
        for s in sents:
            for word, tag, lemma in zip(s.words, s.upos, s.lemmas):
                if tag in LEMMA_TAGS and word.isprintable() and lemma not in ("", "_"):
                    seen[data.plain(word.lower()), tag][lemma] += 1
    for line in open(os.path.join(os.path.dirname(__file__), "irregular.tsv"), encoding="utf-8"):
        if line.strip() and line[0] != "#":
            lemma, tag, forms = line.rstrip("\n").split("\t")
            for form in [lemma, *forms.split()]:
                seen[form, tag] = Counter({lemma: 1})
    for form, lemma in lexicon_forms():
        seen[form, "VERB"] = Counter({lemma: 1})
    for (form, tag), c in seen.items():
        lemma, n = c.most_common(1)[0]
        known.add(f"{lemma}\t{tag}")
        if n >= LEMMA_SURE * c.total() or not data.lemma_rule(form, lemma):
            out.append(f"{form}\t{tag}\t{lemma}")
    return out, known


def build(net, labels, vocab, dictionary, name, version):
    """(File, state dict whose weights are those of the file)"""
    w = {k: v.float().numpy() for k, v in net.items()}
    out, f = dict(w), File()
    layers = sum(k.startswith("layers.") and k.endswith(".q.weight") for k in w)
    dim, ffn = w["layers.0.up.weight"].shape[1], w["layers.0.up.weight"].shape[0]
    f.line("name", name)
    f.line("version", version)
    f.line("shape", dim, layers, 12, ffn, POSITIONS_KEPT, w["arc_w"].shape[0], w["rel_dep.weight"].shape[0], w["men_start.weight"].shape[0])
    for k, v in labels.items():
        f.text("labels." + k, v)
    f.text("vocabulary", vocab)
    for k, items in zip(("lemmas", "lemmas.known"), dictionary):
        f.sorted_text(k, items)

    def linear(target, sources):
        back = f.linear(target, [(w[s + ".weight"], w[s + ".bias"]) for s in sources])
        for s, b in zip(sources, back):
            out[s + ".weight"] = b

    for e in ("piece", "shape"):
        out[e + ".weight"] = f.rows(e, w[e + ".weight"])
    f.f32("position", w["position.weight"][:POSITIONS_KEPT])
    f.f32("first", w["first"])
    f.f32("root", w["root"])
    f.f32("ln.g", w["ln.weight"]), f.f32("ln.b", w["ln.bias"])
    for i in range(layers):
        p = f"layers.{i}."
        linear(p + "qkv", [p + x for x in "qkv"])
        for x in ("o", "up", "down"):
            linear(p + x, [p + x])
        for x in ("ln1", "ln2"):
            f.f32(p + x + ".g", w[p + x + ".weight"]), f.f32(p + x + ".b", w[p + x + ".bias"])
    linear("heads", HEADS)
    linear("rel_out", ["rel_out"])
    arc = w["arc_w"]
    f.f32("arc.w", arc)
    f.f32("arc.b", w["arc_b"])
    u = w["men_u"]                                   # [types, a, b], the last of a and of b stand for the constant 1
    t, a, b = u.shape
    cols = up_to(t * b, 16)
    table = np.zeros((a, cols), np.float32)          # [a][t * (b - 1) products, then t constants]
    table[:, :t * (b - 1)] = u[:, :, :b - 1].transpose(1, 0, 2).reshape(a, -1)
    table[:, t * (b - 1):t * b] = u[:, :, b - 1].T
    f.f32("men.u", table)
    return f, {k: torch.tensor(np.asarray(v)) for k, v in out.items()}


@torch.no_grad()
def vectors(state, labels, vocab_path, path):
    """What PyTorch computes with the file's weights, float32: ids, shapes, each layer's output, each head's."""
    import model as m
    from wordpiece import SHAPES, Vocabulary, shape
    vocab = Vocabulary(vocab_path)
    net = m.Casus(len(vocab.words), len(SHAPES), data.Labels(labels))
    net.load_state_dict(state)
    net.eval()
    words = TEXT.replace(",", " ,").replace(".", " .").split()
    sents, cur = [], []
    for word in words:
        cur.append(word)
        if word == ".":
            sents.append(cur)
            cur = []
    ids, shapes, first, word_at = [vocab.cls], [0], [0.0], []
    for s in sents:
        for j, word in enumerate(s):
            p = vocab.pieces(word)
            word_at.append((len(ids), len(ids) + len(p) - 1))
            ids += p
            shapes += [shape(word)] * len(p)
            first += [1.0 if j == 0 else 0.0] * len(p)
    ids, shapes, first = ids + [vocab.sep], shapes + [0], first + [0.0]
    keep = []
    h = net.encode(torch.tensor([ids]), torch.tensor([shapes]), torch.tensor([first]), None, keep)[0]
    w = torch.stack([(h[b] + h[e]) / 2 for b, e in word_at])
    arrays = [("words", "\n".join(" ".join(s) for s in sents)), ("ids", ids), ("shapes", shapes)]
    arrays += [(f"layer{i}", x[0]) for i, x in enumerate(keep)]
    arrays += [("upos", net.upos(w)), ("feats", net.feats(w)), ("lemma", net.lemma(w))]
    n0 = len(sents[0])
    arrays += [("arcs", net.arcs(w[None, :n0], net.root.expand(1, 1, -1))[0])]
    both = torch.cat([w[:n0], net.root[None]])
    arrays += [("rels", net.rels(w[:n0], both[[n0] + list(range(n0 - 1))])), ("mentions", net.mentions(w[None, :n0])[0])]
    with open(path, "wb") as f:
        for name, a in arrays:
            if isinstance(a, str):
                raw = a.encode()
                f.write(f"{name} text {len(raw)}\n".encode() + raw)
            elif isinstance(a, list):
                f.write(f"{name} i32 {len(a)}\n".encode() + np.array(a, "<i4").tobytes())
            else:
                f.write(f"{name} f32 {a.numel()}\n".encode() + a.contiguous().numpy().astype("<f4").tobytes())


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--vocab", required=True)
    ap.add_argument("--name", default="casus-en")
    ap.add_argument("--version", default="1")
    ap.add_argument("--vectors")
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--reports", default="../shared/reports")
    ap.add_argument("--free", action="store_true")
    a = ap.parse_args()
    torch.set_num_threads(1)
    st = torch.load(a.checkpoint, weights_only=False, map_location="cpu")
    vocab = open(a.vocab, encoding="utf-8").read().split("\n")
    if vocab[-1] == "":
        vocab.pop()
    train, _, _ = data.load(a.data, a.reports, a.free)
    f, state = build(st["net"], st["labels"], vocab, lemmas(train), a.name, a.version)
    size, sha = f.write(a.out)
    print(f"{a.out}: {size} bytes, SHA-256 of its content {sha}, after pass {st['pass']}")
    if a.vectors:
        vectors(state, st["labels"], a.vocab, a.vectors)


if __name__ == "__main__":
    main()
