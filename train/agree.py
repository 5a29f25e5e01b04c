#!/usr/bin/env python3
"""What int8 costs: PyTorch in float32 with the checkpoint's own weights beside casus_parse's output, on the same windows.

usage: agree.py CHECKPOINT --vocab vocab.txt GOLD.conllu PARSED.conllu     (PARSED from: casus_parse conllu GOLD.conllu)

Prints UPOS, LAS (PyTorch: each word's best head; casus: the best tree) and typed F1 of mentions, by train.py's count, for both.
Spans count as mentions where "none" leads the best type by no more than src/decode/syntax.c's NONE_MARGIN.
"""
import argparse, os, re, sys
import torch
import data, model as m, train
from score_parse import mentions_said
from wordpiece import SHAPES, Vocabulary

here = os.path.dirname(os.path.abspath(__file__))


def margin():
    text = open(os.path.join(here, "..", "src", "decode", "syntax.c"), encoding="utf-8").read()
    return float(re.search(r"NONE_MARGIN\b\D*?([0-9.]+)f?", text)[1])


class Score:
    def __init__(self):
        self.n = self.upos = self.las = self.typed = self.said = self.gold = 0

    def add(self, gold, upos, heads, rels, spans):
        self.n += len(gold.words)
        self.upos += sum(a == b for a, b in zip(gold.upos, upos))
        self.las += sum(a == b and c.split(":")[0] == d.split(":")[0] for a, b, c, d in zip(gold.heads, heads, gold.rels, rels))
        if gold.mentions is not None:
            want = {(b, e): t for b, e, t in gold.mentions}
            mine = {k: t for k, t in spans.items() if t in train.SCORED and want.get(k, t) in train.SCORED}
            want = {k: t for k, t in want.items() if t in train.SCORED}
            self.said, self.gold = self.said + len(mine), self.gold + len(want)
            self.typed += sum(want.get(k) == t for k, t in mine.items())

    def line(self):
        f1 = f" mentions typed F1 {200 * self.typed / (self.said + self.gold):.2f}" if self.gold else ""
        return f"UPOS {100 * self.upos / self.n:.2f} LAS {100 * self.las / self.n:.2f}{f1}"


@torch.no_grad()
def read_window(net, win, vocab, labels, lead):
    b = train.Batch([win], vocab, labels)
    w = train.outputs(net, b)
    h, index = train.padded(net, w, b)
    arcs = net.arcs(h, net.root.expand(h.shape[0], 1, -1))
    arcs[:, :, 1:].masked_fill_((index < 0)[:, None, :], -1e4)
    spans = net.mentions(h)
    upos = net.upos(w).argmax(-1).tolist()
    names, kinds = labels.lists["upos"], labels.lists["mentions"]
    for k, (s, start) in enumerate(b.sents):
        n = len(s.words)
        heads = arcs[k, :n].argmax(-1)
        at = torch.where(heads > 0, start + heads - 1, len(w))
        rels = net.rels(w[start:start + n], torch.cat([w, net.root[None]])[at]).argmax(-1)
        best = spans[k, :n, :n, 1:].max(-1)
        keep = (spans[k, :n, :n, 0] <= best.values + lead).triu()
        found = {(i, j): kinds[best.indices[i, j] + 1] for i, j in keep.nonzero().tolist()}
        yield [names[u] for u in upos[start:start + n]], heads.tolist(), [labels.lists["rels"][r] for r in rels], found


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("checkpoint")
    ap.add_argument("gold")
    ap.add_argument("parsed")
    ap.add_argument("--vocab", required=True)
    a = ap.parse_args()
    torch.set_num_threads(1)
    st = torch.load(a.checkpoint, weights_only=False, map_location="cpu")
    labels, vocab = data.Labels(st["labels"]), Vocabulary(a.vocab)
    net = m.Casus(len(vocab.words), len(SHAPES), labels)
    net.load_state_dict(st["net"])
    net.eval()
    docs = list(data.read_conllu(a.gold, True).values())
    if not any(s.mentions for d in docs for s in d):
        for s in (s for d in docs for s in d):
            s.mentions = None
    said = [s for d in data.read_conllu(a.parsed, False).values() for s in d]
    spans, k, lead = mentions_said(a.parsed), 0, margin()
    theirs, ours = Score(), Score()
    for doc in docs:
        for win in data.windows(doc, vocab):
            for gold, got in zip(win, read_window(net, win, vocab, labels, lead)):
                while said[k].words != gold.words:  # windows leave out sentences that are too long
                    k += 1
                theirs.add(gold, *got)
                ours.add(gold, said[k].upos, said[k].heads, said[k].rels, spans[k])
                k += 1
    print("PyTorch float32:", theirs.line())
    print("casus int8:     ", ours.line())


if __name__ == "__main__":
    main()
