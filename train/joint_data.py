"""Windows of all sets in flat arrays, so that a batch is put together in a millisecond: what joint.py learns from.

Every window has pieces and words; what is known of it depends on its set. Per word -1 stands for unknown.
"""
import random
import numpy as np
import branch as br, branch_data as bd, data
from wordpiece import shape

WORD = ("upos", "feats", "rels", "lemma", "head", "type", "mode", "m2e2", "geneva", "filler", "cue")  # labels of a word
NEAR = br.NEAR
ROLE_REACH = 40     # words to both sides of a trigger among which its parties are looked for
SENTENCE_MAX = 90   # words of a sentence that mentions and heads are learnt from
UPPER, LOWER, TITLE = 0.10, 0.03, 0.03  # shares of windows shown in capitals, lower case, headline case
SAME = 1.5          # weight of a pair of triggers
VOUCHED = 0.25      # from which weight on a type is more than the rules' word
CUT = (1, 1, 1, 2, 3)  # sentences of a window that is cut short, drawn anew each time
CASED = np.array([0, 1, 1, 1, 1, 1, 0, 0, 0, 0], bool)  # shapes that another case changes (wordpiece.SHAPES)


class Item:
    """One window: numpy arrays of its own."""
    __slots__ = ("set", "ids", "shapes", "firsts", "pf", "pl", "sent", "label", "type_weight", "mode_weight", "any", "attr", "role", "where", "same", "mentions", "root")

    def __init__(self, set_, ids, shapes, firsts, pf, pl, sent):
        self.set = set_
        self.ids, self.shapes, self.firsts = np.array(ids, np.int32), np.array(shapes, np.uint8), np.array(firsts, np.float32)
        self.pf, self.pl, self.sent = np.array(pf, np.int32), np.array(pl, np.int32), np.array(sent, np.int32)
        n = len(pf)
        self.label = np.full((len(WORD), n), -1, np.int16)
        self.type_weight, self.mode_weight = np.zeros(n, np.float32), np.zeros(n, np.float32)
        self.any = None       # (type, weight, mode or -1, weight): one word of the window has it
        self.attr = []        # (anchor, label of each word)
        self.role = []        # (anchor, weight, {word: role})
        self.where = []       # (anchor, {word: 0 or 1})
        self.same = []        # (trigger, {trigger before it: 0 or 1}): of one incident
        self.mentions = None  # [(sentence, first, last, type)], words within the sentence
        self.root = None      # (word, type, type): the word has one of the two (PLOVER's YIELD is two of casus's types)

    def put(self, name, values):
        v = np.array(values, np.int64)
        self.label[WORD.index(name)] = np.where(v < 0, -1, v)


def of_treebank(sents, vocab, labels):
    ids, shapes, firsts, pf, pl, sent = [vocab.cls], [0], [0.0], [], [], []
    for k, s in enumerate(sents):
        for j, w in enumerate(s.words):
            p = vocab.pieces(w)
            pf.append(len(ids)), pl.append(len(ids) + len(p) - 1), sent.append(k)
            ids += p
            shapes += [shape(w)] * len(p)
            firsts += [1.0 if j == 0 else 0.0] * len(p)
    it = Item("gum" if sents[0].mentions is not None else "ewt", ids + [vocab.sep], shapes + [0], firsts + [0.0], pf, pl, sent)
    flat = lambda name: [x for s in sents for x in getattr(s, name)]
    for name in ("upos", "feats", "rels"):
        it.put(name, [labels.of[name].get(v, -1) for v in flat(name)])
    it.put("lemma", [labels.of["lemma"].get(data.lemma_rule(w, l), -1) for w, l in zip(flat("words"), flat("lemmas"))])
    it.put("head", flat("heads"))
    if sents[0].mentions is not None:
        it.mentions = [(k, b, e, labels.of["mentions"][t]) for k, s in enumerate(sents) for b, e, t in s.mentions]
    return it


def of_branch(w):
    """A window of branch_data.py."""
    sent = np.zeros(w.n, np.int32)
    for k, (b, e) in enumerate(w.doc.sents):
        sent[max(0, b - w.first):max(0, e - w.first)] = k
    it = Item(w.set, w.ids, w.shapes, w.firsts, w.pf, w.pl, sent - sent[0])
    if w.types is not None:
        it.put("type", [y for y, _ in w.types])
        it.type_weight[:] = [x for _, x in w.types]
    if w.modes is not None:
        it.put("mode", [y for y, _ in w.modes])
        it.mode_weight[:] = [x for _, x in w.modes]
    for name, values in (("m2e2", w.m2e2), ("geneva", w.geneva), ("filler", w.fillers), ("cue", w.cue)):
        if values is not None:
            it.put(name, values)
    if w.any_type:
        it.any = (*w.any_type, *(w.any_mode or (-1, 0.0)))
    it.attr = [(a, np.array(label, np.int8)) for a, label in w.attr]
    it.role = [(a, weight, dict(fills)) for a, fills, weight in w.roles]
    it.where = [(a, dict(label)) for a, label in w.where if label]
    it.same = w.same
    return it


def of_text(coded, vocab, name):
    """Windows of a coded text of which nothing is known."""
    return [of_branch(w) for w in bd.windows(name, bd.Doc(coded), vocab)]


def vouched(it):
    """The window without what the rules alone say of types, modes and roles: the keeper has learnt that, and knows better."""
    for weight in (it.type_weight, it.mode_weight):
        weight[weight <= VOUCHED] = 0
    it.role = [x for x in it.role if x[1] > VOUCHED]
    return it


def of_root(w, at, types):
    """A sentence of PLV: word `at` has one of `types`, nothing else is known."""
    it = of_branch(w)
    it.root = (at, types[0], types[-1])
    return it


def edges(it):
    """Where the sentences of a window begin, and its end, in words."""
    return [0, *(np.flatnonzero(np.diff(it.sent)) + 1).tolist(), len(it.pf)]


def runs(n, rng):
    """[(first, end)]: n sentences in runs of one to three."""
    out, k = [], 0
    while k < n:
        out.append((k, min(n, k + rng.choice(CUT))))
        k = out[-1][1]
    return out


def cut(it, rng):
    """The window in runs of one to three sentences; whole where what is known is of the whole."""
    at = edges(it)
    return [it] if it.any else [part(it, at[i], at[j]) for i, j in runs(len(at) - 1, rng)]


def part(it, b, e):
    """The words b to e of a window, whole sentences, as a window of their own."""
    if (b, e) == (0, len(it.pf)):
        return it
    p, q = it.pf[b], it.pl[e - 1] + 1
    around = lambda v: np.concatenate([v[:1], v[p:q], v[-1:]])
    out = Item(it.set, around(it.ids), around(it.shapes), around(it.firsts), it.pf[b:e] - p + 1, it.pl[b:e] - p + 1, it.sent[b:e] - it.sent[b])
    out.label, out.type_weight, out.mode_weight = it.label[:, b:e], it.type_weight[b:e], it.mode_weight[b:e]
    within = lambda known: {x - b: v for x, v in known.items() if b <= x < e}
    out.attr = [(a - b, label[b:e]) for a, label in it.attr if b <= a < e]
    out.role = [(a - b, weight, within(fills)) for a, weight, fills in it.role if b <= a < e]
    for name in ("where", "same"):
        setattr(out, name, [(a - b, within(label)) for a, label in getattr(it, name) if b <= a < e and within(label)])
    if it.mentions is not None:
        first, last = it.sent[b] - it.sent[0], it.sent[e - 1] - it.sent[0]
        out.mentions = [(k - first, i, j, t) for k, i, j, t in it.mentions if first <= k <= last]
    if it.root and b <= it.root[0] < e:
        out.root = (it.root[0] - b, *it.root[1:])
    return out


def reshaped(shapes, rng):
    """Shapes of a window as they would be had it been written in another case (the pieces are uncased anyway)."""
    r = rng.random()
    if r < UPPER:
        return np.where(CASED[shapes], 2, shapes)
    if r < UPPER + LOWER:
        return np.where(CASED[shapes], 1, shapes)
    if r < UPPER + LOWER + TITLE:
        return np.where(shapes == 1, 4, shapes)
    return shapes


def pairs_of(items, at):
    """(anchor, word, bucket of distance, label, weight) of what is known of attributions, roles and places; words by their place
    in the batch."""
    out = {k: [] for k in ("attr", "role", "where", "same")}
    for it, base in zip(items, at):
        n = len(it.pf)
        for a, label in it.attr:
            words = np.arange(n)
            out["attr"].append((np.full(n, base + a), base + words, words - a, label.astype(np.int64), np.full(n, 0.1)))
        for a, weight, fills in it.role:
            words = np.array([x for x in range(max(0, a - ROLE_REACH), min(n, a + ROLE_REACH)) if x != a], np.int64)
            y = np.array([fills.get(int(x), 0) for x in words], np.int64)
            w = np.where(y > 0, weight, 0.3 * weight) * (y >= 0) * 0.5
            out["role"].append((np.full(len(words), base + a), base + words, words - a, np.maximum(y, 0), w))
        for name, labels, weight in (("where", it.where, 1.0), ("same", it.same, SAME)):
            for a, label in labels:
                words = np.array(list(label), np.int64)
                out[name].append((np.full(len(words), base + a), base + words, words - a, np.array(list(label.values()), np.int64),
                                  np.full(len(words), weight)))
    done = {}
    for k, rows in out.items():
        if rows:
            a, b, d, y, w = (np.concatenate(x) for x in zip(*rows))
            done[k] = (a, b, np.searchsorted(NEAR, d, side="right"), y, w.astype(np.float32))
    return done


def collate(items, seed, augment=True):
    """A batch: {name: numpy array}. Word labels [number of WORD, words]; `index` [sentences, longest] places of words, -1 behind, and
    `any.words` the same by window for those of which a type is known as a whole; `cased` the shapes as they are written."""
    rng = random.Random(seed)
    n = (max(len(it.ids) for it in items) + 7) // 8 * 8
    ids, shapes, cased = (np.zeros((len(items), n), np.int64) for _ in range(3))
    firsts, mask = np.zeros((len(items), n), np.float32), np.zeros((len(items), n), bool)
    wi, at, base = [], [], 0
    for k, it in enumerate(items):
        m = len(it.ids)
        ids[k, :m], firsts[k, :m], mask[k, :m] = it.ids, it.firsts, True
        cased[k, :m] = it.shapes
        shapes[k, :m] = reshaped(it.shapes, rng) if augment else it.shapes
        wi.append(np.full(len(it.pf), k))
        at.append(base)
        base += len(it.pf)
    cat = lambda get: np.concatenate([get(it) for it in items])
    out = {"ids": ids, "shapes": shapes, "cased": cased, "firsts": firsts, "mask": mask, "wi": np.concatenate(wi), "pf": cat(lambda x: x.pf).astype(np.int64),
           "pl": cat(lambda x: x.pl).astype(np.int64), "label": np.concatenate([it.label for it in items], 1).astype(np.int64),
           "type_weight": cat(lambda x: x.type_weight), "mode_weight": cat(lambda x: x.mode_weight)}
    # sentences, the known ones' mentions
    starts, lengths, marked, spans = [], [], [], []
    for it, b in zip(items, at):
        cuts = np.flatnonzero(np.diff(it.sent)) + 1
        for k, (s, e) in enumerate(zip([0, *cuts], [*cuts, len(it.pf)])):
            if e - s > SENTENCE_MAX:
                continue
            if it.mentions is not None:
                marked.append(len(starts))
                spans += [(len(marked) - 1, i, j, t) for which, i, j, t in it.mentions if which == it.sent[s] - it.sent[0] and j < e - s]
            starts.append(b + s), lengths.append(e - s)
    out["index"] = table(starts, lengths)
    out["marked"] = np.array(marked, np.int64)
    out["spans"] = np.array(spans, np.int64).reshape(-1, 4)
    anys = [(it.any, b, len(it.pf)) for it, b in zip(items, at) if it.any]
    out["any"] = np.array([x for x, _, _ in anys], np.float32).reshape(-1, 4)
    out["any.words"] = table([b for _, b, _ in anys], [m for _, _, m in anys])
    out["root"] = np.array([(b + it.root[0], *it.root[1:]) for it, b in zip(items, at) if it.root], np.int64).reshape(-1, 3)
    for k, rows in pairs_of(items, at).items():
        for name, v in zip(("a", "b", "d", "y", "w"), rows):
            out[f"{k}.{name}"] = v
    return out


def table(starts, lengths):
    """[rows, longest] of consecutive places, -1 behind."""
    longest, n = max(lengths, default=1), np.array(lengths, np.int64).reshape(-1, 1)
    return np.where(np.arange(longest) < n, np.array(starts, np.int64).reshape(-1, 1) + np.arange(longest), -1)


def batches_of(items, rng, size):
    """Lists of windows of like length, at most `size` pieces a batch, padding included, in an order drawn."""
    out = br.batches_of(items, rng, size)
    rng.shuffle(out)
    return out


class Plan:
    """What each pass shows of the windows: `shares` of a set's windows (1 where it is not named; 2: each twice), of which `short` are
    cut into runs of sentences, anew each pass."""
    def __init__(self, items, shares, short):
        self.short, self.rows = short, []
        for it in items:
            at = edges(it)
            place = [*it.pf[at[:-1]].tolist(), int(it.pl[-1]) + 1]
            self.rows.append((shares.get(it.set, 1.0), it.any is None and len(at) > 2, at, place))
        self.pieces = sum(share * place[-1] for share, _, _, place in self.rows)

    def batches(self, rng, size):
        """Lists of (item, begin, end) of like length, at most `size` pieces a list, padding included, in an order drawn."""
        plan = []
        for k, (share, long, at, place) in enumerate(self.rows):
            for _ in range(int(share) + (rng.random() < share % 1)):
                cuts = runs(len(at) - 1, rng) if long and rng.random() < self.short else [(0, len(at) - 1)]
                plan += [(place[j] - place[i] + 2, rng.random(), (k, at[i], at[j])) for i, j in cuts]
        plan.sort(key=lambda x: (x[0] // 4, x[1]))
        out, cur, longest = [], [], 0
        for n, _, what in plan:
            longest = max(longest, n)
            if cur and (len(cur) + 1) * longest > size:
                out.append(cur)
                cur, longest = [], n
            cur.append(what)
        out.append(cur)
        rng.shuffle(out)
        return out
