"""The encoder (BERT shape, all-MiniLM-L6-v2's weights) with word shapes, and the heads that are read off its last layer.

Shapes: D 384, layers 6, attention heads 12, FFN 1536. A window is [CLS] pieces [SEP]; a word's vector is the mean of its
first and its last piece's vectors.
"""
import json, math, struct
from pathlib import Path
import torch
from torch import nn
import torch.nn.functional as F

D, LAYERS, HEADS, FFN, POSITIONS = 384, 6, 12, 1536, 512  # FFN = 4 D
ARC, LABEL, MENTION = 256, 256, 96
HALF = "bf16" in Path("/proc/cpuinfo").read_text()  # the processor multiplies bfloat16 itself


def load_safetensors(path):
    with open(path, "rb") as f:
        n = struct.unpack("<Q", f.read(8))[0]
        head, base = json.loads(f.read(n)), 8 + n
        f.seek(0)
        data = f.read()
    out = {}
    for k, v in head.items():
        if k == "__metadata__" or v["dtype"] != "F32":
            continue
        b, e = v["data_offsets"]
        out[k.removeprefix("bert.")] = torch.frombuffer(bytearray(data[base + b:base + e]), dtype=torch.float32).reshape(v["shape"])
    return out


def half_precision():
    """bfloat16 where the processor has it; elsewhere it is forty times slower than float32."""
    return torch.autocast("cpu", torch.bfloat16, enabled=HALF)


class Layer(nn.Module):
    def __init__(self, drop, d=D, eps=1e-12):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(d, d) for _ in range(4))
        self.up, self.down = nn.Linear(d, 4 * d), nn.Linear(4 * d, d)
        self.ln1, self.ln2 = nn.LayerNorm(d, eps=eps), nn.LayerNorm(d, eps=eps)
        self.drop = nn.Dropout(drop)
        self.p = drop

    def forward(self, x, mask):
        """x [B, n, D]; mask: what may be looked at (bool) or is added to the scores (float), as scaled_dot_product_attention has it"""
        b, n, d = x.shape
        q, k, v = (f(x).view(b, n, HEADS, d // HEADS).transpose(1, 2) for f in (self.q, self.k, self.v))
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=self.p if self.training else 0.0)
        x = self.ln1(x + self.drop(self.o(a.transpose(1, 2).reshape(b, n, d))))
        return self.ln2(x + self.drop(self.down(F.gelu(self.up(x), approximate="tanh"))))


class Casus(nn.Module):
    def __init__(self, n_vocab, n_shapes, labels, drop=0.1, head_drop=0.2, layers=LAYERS, d=D, eps=1e-12):
        super().__init__()
        n = {k: len(v) for k, v in labels.lists.items()}
        self.piece, self.position = nn.Embedding(n_vocab, d), nn.Embedding(POSITIONS, d)
        self.shape, self.first = nn.Embedding(n_shapes, d), nn.Parameter(torch.zeros(d))
        self.ln = nn.LayerNorm(d, eps=eps)
        self.layers = nn.ModuleList(Layer(drop, d, eps) for _ in range(layers))
        self.drop, self.head_drop = nn.Dropout(drop), nn.Dropout(head_drop)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.upos, self.feats, self.lemma = nn.Linear(d, n["upos"]), nn.Linear(d, n["feats"]), nn.Linear(d, n["lemma"])
        self.arc_dep, self.arc_head = nn.Linear(d, ARC), nn.Linear(d, ARC)
        self.arc_w, self.arc_b = nn.Parameter(torch.zeros(ARC, ARC)), nn.Parameter(torch.zeros(ARC))
        self.rel_dep, self.rel_head = nn.Linear(d, LABEL), nn.Linear(d, LABEL)
        self.rel_out = nn.Linear(LABEL, n["rels"])
        self.root = nn.Parameter(torch.randn(d) * 0.02)
        self.men_start, self.men_end = nn.Linear(d, MENTION), nn.Linear(d, MENTION)
        self.men_u = nn.Parameter(torch.zeros(n["mentions"], MENTION + 1, MENTION + 1))
        nn.init.xavier_uniform_(self.arc_w)
        nn.init.normal_(self.men_u, std=0.02)

    def start_from(self, path):
        self.fill(load_safetensors(path))

    def fill(self, w):
        """Takes embeddings and layers from weights by BERT's names."""
        e = "embeddings."
        self.piece.weight.data.copy_(w[e + "word_embeddings.weight"])
        self.position.weight.data.copy_(w[e + "position_embeddings.weight"] + w[e + "token_type_embeddings.weight"][:1])
        self.ln.weight.data.copy_(w[e + "LayerNorm.weight"])
        self.ln.bias.data.copy_(w[e + "LayerNorm.bias"])
        names = {"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value",
                 "o": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense",
                 "ln1": "attention.output.LayerNorm", "ln2": "output.LayerNorm"}
        for i, layer in enumerate(self.layers):
            for mine, theirs in names.items():
                for part in ("weight", "bias"):
                    getattr(getattr(layer, mine), part).data.copy_(w[f"encoder.layer.{i}.{theirs}.{part}"])

    def mask(self, inside):
        """For the layers, from which pieces are inside a window [B, n]."""
        return inside[:, None, None, :]

    def embed(self, ids, shapes, first):
        n = ids.shape[1]
        x = self.piece(ids) + self.position.weight[:n] + self.shape(shapes) + first[..., None] * self.first
        return self.ln(x)

    def encode(self, ids, shapes, first, mask, keep=None):
        x = self.drop(self.embed(ids, shapes, first))
        if keep is not None:
            keep.append(x)
        for layer in self.layers:
            x = layer(x, mask)
            if keep is not None:
                keep.append(x)
        return x

    def arcs(self, h, root):
        """h: [S, n, D] words of padded sentences -> [S, n, 1+n]: score of each head (0 = root)."""
        heads = torch.cat([root, h], 1)
        dep = self.head_drop(F.relu(self.arc_dep(h)))
        head = self.head_drop(F.relu(self.arc_head(heads)))
        return torch.einsum("sie,sje->sij", dep @ self.arc_w, head) / math.sqrt(ARC) + (head @ self.arc_b)[:, None, :]

    def rels(self, dep, head):
        """dep, head: [N, D] -> [N, labels]"""
        return self.rel_out(self.head_drop(F.relu(self.rel_dep(dep) + self.rel_head(head))))

    def mentions(self, h):
        """h: [S, n, D] -> [S, n, n, types]: score of the span from i to j (inclusive)."""
        one = h.new_ones(*h.shape[:2], 1)
        s = torch.cat([self.head_drop(F.relu(self.men_start(h))), one], -1)
        e = torch.cat([self.head_drop(F.relu(self.men_end(h))), one], -1)
        su = torch.einsum("sia,tab->sitb", s, self.men_u)
        return torch.einsum("sitb,sjb->sijt", su, e)
