"""Word pieces and word shapes, exactly as src/segment/piece.c makes them.

A word is lower-cased, decomposed (NFD) and freed of combining marks, cut at punctuation as BERT's basic tokenizer does,
and each part is cut greedily into the longest pieces of the vocabulary; a part that cannot be cut is [UNK].
"""
import unicodedata

PIECE_CHARS_MAX = 100
SHAPES = ("special", "lower", "upper", "capital", "title", "mixed", "digits", "digit-mixed", "punct", "other")


def shape(word):
    """Index into SHAPES: what the uncased vocabulary cannot see of a word."""
    digits = sum(c in "0123456789" for c in word)
    letters = [c for c in word if c.isalpha()]
    if digits:
        return 6 if not letters else 7
    if not letters:
        return 8 if any(is_punct(c) for c in word) else 9
    upper = [unicodedata.category(c) in ("Lu", "Lt") for c in letters]
    if not any(upper):
        return 1
    if all(upper):
        return 2 if len(letters) > 1 else 3
    return 4 if upper[0] and not any(upper[1:]) else 5


def is_punct(c):
    o = ord(c)
    return 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126 or unicodedata.category(c).startswith("P")


def normalise(word):
    out = []
    for c in unicodedata.normalize("NFD", word.lower()):
        cat = unicodedata.category(c)
        if cat == "Mn" or cat in ("Cc", "Cf") or c.isspace() or c == "\ufffd":
            continue
        out.append(c)
    return "".join(out)


def parts(word):
    part = ""
    for c in normalise(word):
        if is_punct(c) or 0x4E00 <= ord(c) <= 0x9FFF:
            if part:
                yield part
            yield c
            part = ""
        else:
            part += c
    if part:
        yield part


class Vocabulary:
    def __init__(self, path):
        self.words = open(path, encoding="utf-8").read().split("\n")
        if self.words[-1] == "":
            self.words.pop()
        self.of = {w: i for i, w in enumerate(self.words)}
        self.unk, self.cls, self.sep = self.of["[UNK]"], self.of["[CLS]"], self.of["[SEP]"]
        self.cache = {}

    def pieces(self, word):
        """Ids of the word's pieces, at least one."""
        got = self.cache.get(word)
        if got is None:
            got = [p for part in parts(word) for p in self.cut(part)] or [self.unk]
            self.cache[word] = got
        return got

    def cut(self, part):
        if len(part) > PIECE_CHARS_MAX:
            return [self.unk]
        at, out = 0, []
        while at < len(part):
            end = len(part)
            while end > at and (part[at:end] if at == 0 else "##" + part[at:end]) not in self.of:
                end -= 1
            if end == at:
                return [self.unk]
            out.append(self.of[part[at:end] if at == 0 else "##" + part[at:end]])
            at = end
        return out
