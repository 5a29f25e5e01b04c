"""Universal Dependencies treebanks as windows of consecutive sentences, with lemma rules and GUM's nested mentions."""
import json, os, random, re
from collections import Counter, defaultdict

WINDOW_PIECES = 256          # [CLS] and [SEP] included
SENTENCE_PIECES_MAX = 254
FEATURES = ("Mood", "Number", "Person", "Tense", "VerbForm", "Voice")
MENTION_TYPES = ("person", "place", "organization", "object", "event", "abstract", "time", "other")
GUM_TYPE = {"animal": "other", "plant": "other", "substance": "other"}
# GUM genres whose texts the corpus's LICENSE file (amir-zeldes/gum) puts under CC BY or CC BY-SA; the others are non-commercial
# there (fiction, whow) or not named.
FREE_GENRES = ("academic", "bio", "interview", "news", "voyage")


def squash(s):
    return re.sub(r"\W+", " ", s.lower()).strip()


def report_sentences(folder):
    """The texts of the held-out reports, squashed, to keep their documents out of training."""
    texts = []
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        if name.endswith(".txt"):
            texts.append(squash(open(os.path.join(folder, name), encoding="utf-8").read()))
    return texts


class Sentence:
    __slots__ = ("words", "upos", "feats", "lemmas", "heads", "rels", "mentions", "text")

    def __init__(self):
        self.words, self.upos, self.feats, self.lemmas, self.heads, self.rels = [], [], [], [], [], []
        self.mentions, self.text = None, ""


PLAIN = str.maketrans({**dict.fromkeys("\u2018\u2019\u201b\u02bc\uff07", "'"), **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\uff0d", "-"),
                       "\u00ad": None})


def plain(word):
    """Typographic apostrophes and hyphens made plain, as src/decode/syntax.c does."""
    return word.translate(PLAIN)


def lemma_rule(form, lemma):
    """'c|k|suffix': case of the result (l lower, a as it is, t title, u upper), how many characters go, what comes."""
    for case, base in (("l", form.lower()), ("a", form), ("t", form[:1].upper() + form[1:].lower()), ("u", form.upper())):
        n = len(os.path.commonprefix([base, lemma]))
        if n or len(form) <= 3:
            if n >= len(lemma) - 4 and len(base) - n <= 6:
                return f"{case}|{len(base) - n}|{lemma[n:]}"
    return None


def apply_rule(form, rule):
    case, cut, add = rule.split("|", 2)
    base = {"l": form.lower(), "a": form, "t": form[:1].upper() + form[1:].lower(), "u": form.upper()}[case]
    return base[:len(base) - int(cut)] + add if int(cut) <= len(base) else base


def read_conllu(path, with_mentions):
    """{document: [Sentence]}"""
    docs, name = defaultdict(list), os.path.basename(path)
    open_at = []
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        s = Sentence()
        marks = []
        for line in block.strip("\n").split("\n"):
            if line.startswith("# newdoc id"):
                name, open_at = line.split("=", 1)[1].strip(), []
            elif line.startswith("# text ="):
                s.text = line.split("=", 1)[1].strip()
            elif line and not line.startswith("#"):
                col = line.split("\t")
                if "-" in col[0] or "." in col[0]:
                    m = re.search(r"(?:^|\|)Entity=([^|]*)", col[9]) if "-" in col[0] else None
                    assert not m
                    continue
                s.words.append(col[1])
                s.lemmas.append(col[2])
                s.upos.append(col[3])
                f = dict(x.split("=", 1) for x in col[5].split("|")) if col[5] != "_" else {}
                s.feats.append("|".join(f"{k}={f[k]}" for k in FEATURES if k in f) or "_")
                s.heads.append(int(col[6]))
                s.rels.append(col[7])
                m = re.search(r"(?:^|\|)Entity=([^|]*)", col[9])
                marks.append(m[1] if m else "")
        if not s.words:
            continue
        if with_mentions:
            s.mentions = []
            for i, mark in enumerate(marks):
                for piece in re.findall(r"\([^()]+\)?|[^()]+\)", mark):
                    fields = piece.strip("()").split("-")
                    if piece[0] == "(":
                        open_at.append((i, fields, s))
                    if piece[-1] == ")":
                        k = max((k for k, (_, f, _) in enumerate(open_at) if f[0] == fields[0]), default=None)
                        if k is None:
                            continue
                        first, f, where = open_at.pop(k)
                        if where is s:
                            s.mentions.append((first, i, GUM_TYPE.get(f[1], f[1])))
        docs[name].append(s)
    return docs


class Labels:
    """Closed lists of labels; an unseen one has index None."""
    def __init__(self, lists):
        self.lists = lists
        self.of = {k: {v: i for i, v in enumerate(vs)} for k, vs in lists.items()}


def make_labels(docs):
    upos, feats, rels, rules = Counter(), Counter(), Counter(), Counter()
    for sents in docs:
        for s in sents:
            upos.update(s.upos)
            feats.update(s.feats)
            rels.update(s.rels)
            rules.update(r for r in map(lemma_rule, s.words, s.lemmas) if r)
    pick = lambda c, least: sorted(k for k, n in c.items() if n >= least)
    return Labels({"upos": pick(upos, 1), "feats": pick(feats, 10), "rels": pick(rels, 5), "lemma": pick(rules, 4),
                   "mentions": ["none", *MENTION_TYPES]})


def load(folder, reports, free):
    """(train documents, dev documents): lists of (name, [Sentence])"""
    held = report_sentences(reports)
    train, dev, left_out = [], [], []
    for bank, mentions in (("ewt", False), ("gum", True)):
        for name, sents in read_conllu(f"{folder}/ud/en_{bank}-train.conllu", mentions).items():
            long = [t for t in (squash(s.text) for s in sents) if len(t) > 40]
            if sum(any(t in h for h in held) for t in long) >= 2:
                left_out.append(name)
                continue
            if free and bank == "gum" and name.split("_")[1] not in FREE_GENRES:
                continue
            train.append((name, sents))
        for name, sents in read_conllu(f"{folder}/ud/en_{bank}-dev.conllu", mentions).items():
            dev.append((bank, sents))
    return train, dev, left_out


def windows(sents, vocab):
    """Consecutive sentences packed into windows of at most WINDOW_PIECES pieces."""
    out, cur, size = [], [], 2
    for s in sents:
        n = sum(len(vocab.pieces(w)) for w in s.words)
        if n > SENTENCE_PIECES_MAX:
            continue
        if cur and size + n > WINDOW_PIECES:
            out.append(cur)
            cur, size = [], 2
        cur.append(s)
        size += n
    if cur:
        out.append(cur)
    return out
