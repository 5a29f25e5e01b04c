#!/usr/bin/env python3
"""Scores of casus_parse's output against a CoNLL-U file whose words it was given.

usage: score_parse.py GOLD.conllu PARSED.conllu     (PARSED from: casus_parse conllu GOLD.conllu)

UPOS, features, lemma, UAS, LAS over all words (subtypes of relations left out), and, where GOLD has entities, F1 of mentions
of persons, places, organisations and objects, typed and type-free, as train.py counts them.
"""
import sys
import data
from train import SCORED


def mentions_said(path):
    """[sentence] -> {(first, last): type}"""
    out, cur = [], {}
    for line in open(path, encoding="utf-8"):
        if line.startswith("# mention "):
            _, _, span, kind, _ = line.split(" ", 5)[:5]
            b, e = span.split("-")
            cur[int(b) - 1, int(e) - 1] = kind
        elif line == "\n":
            out.append(cur)
            cur = {}
    return out


def main():
    gold = [s for d in data.read_conllu(sys.argv[1], True).values() for s in d]
    said = [s for d in data.read_conllu(sys.argv[2], False).values() for s in d]
    spans = mentions_said(sys.argv[2])
    gold = gold[:len(said)]
    n = upos = feats = lemma = uas = las = right = typed = n_said = n_gold = 0
    has_mentions = any(s.mentions for s in gold)
    for g, s, m in zip(gold, said, spans):
        assert g.words == s.words, (g.words, s.words)
        n += len(g.words)
        upos += sum(a == b for a, b in zip(g.upos, s.upos))
        feats += sum(a == b for a, b in zip(g.feats, s.feats))
        lemma += sum(a == b for a, b in zip(g.lemmas, s.lemmas))
        ok = [a == b for a, b in zip(g.heads, s.heads)]
        uas += sum(ok)
        las += sum(o and a.split(":")[0] == b.split(":")[0] for o, a, b in zip(ok, g.rels, s.rels))
        if has_mentions:
            want = {(b, e): t for b, e, t in g.mentions}
            mine = {k: t for k, t in m.items() if t in SCORED and want.get(k, t) in SCORED}
            want = {k: t for k, t in want.items() if t in SCORED}
            n_said, n_gold = n_said + len(mine), n_gold + len(want)
            right += len(mine.keys() & want.keys())
            typed += sum(want.get(k) == t for k, t in mine.items())
    line = " ".join(f"{k} {100 * v / n:.2f}" for k, v in
                    (("UPOS", upos), ("feats", feats), ("lemma", lemma), ("UAS", uas), ("LAS", las)))
    if has_mentions:
        line += f" mentions typed F1 {200 * typed / (n_said + n_gold):.2f} free F1 {200 * right / (n_said + n_gold):.2f}"
    print(f"{n} words: {line}")


if __name__ == "__main__":
    main()
