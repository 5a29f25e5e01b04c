"""Windows with what the event branch learns from: who says what (PolNeAR), fillers of incidents (MUC-4), triggers and roles (m2e2,
GENEVA, PLOVER's gold records, ACLED snippets, synthetic stories, the program's own rules as a weak teacher), places of verbs.

Words, sentences, entities and the teacher's statements come from `casus code --tokens`, so that training sees what the
program will see. Offsets are code points.
"""
import json, re, sys
from collections import Counter
from pathlib import Path
import data
from wordpiece import shape

TYPES = ("none", "ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST", "REJECT",
         "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN")
MODES = ("none", "allege", "disapprove", "investigate", "abduct", "aerial", "assassinate", "beat", "cleansing", "crowd-control", "destroy",
         "drone", "execute", "explosives", "firearms", "heavy-weapons", "massacre", "primitive", "seize", "sexual", "suicide-attack",
         "torture", "unconventional", "arrest", "ban", "censor", "curfew", "cyber", "deport", "martial-law", "misinformation", "restrict",
         "withhold", "multilateral", "phone", "third-party", "visit", "militia", "police", "troops", "weapons", "boycott", "demo",
         "hunger", "obstruct", "riot", "strike", "assist", "change", "meet", "yield", "access", "ceasefire", "disarm", "release",
         "resign", "return", "withdraw", "convict", "discontinue", "expel", "relations", "rights", "territory", "violence")
ROLES = ("none", "agent", "recipient", "target", "instrument", "place", "other-party")
FILLERS = ("O", "B-PerpInd", "I-PerpInd", "B-PerpOrg", "I-PerpOrg", "B-Target", "I-Target", "B-Victim", "I-Victim", "B-Weapon", "I-Weapon")
M2E2 = ("none", "Conflict.Attack", "Life.Die", "Conflict.Demonstrate", "Contact.Meet", "Contact.Phone-Write", "Justice.Arrest-Jail",
        "Transaction.Transfer-Money", "Movement.Transport")
M2E2_TYPE = {"Conflict.Attack": "ASSAULT", "Life.Die": "ASSAULT", "Conflict.Demonstrate": "PROTEST", "Contact.Meet": "CONSULT",
             "Contact.Phone-Write": "CONSULT", "Justice.Arrest-Jail": "COERCE"}
M2E2_ROLE = {"Attacker": "agent", "Agent": "agent", "Giver": "agent", "Police": "agent", "Target": "target", "Victim": "recipient", "Person": "recipient",
             "Recipient": "recipient", "Entity": "agent", "Instrument": "instrument", "Place": "place"}
ACLED = {"ABDUCT_DISSAP": ("ASSAULT", "abduct"), "AIR_STRIKE": ("ASSAULT", "aerial"), "ARMED_CLASH": ("ASSAULT", "firearms"),
         "ART_MISS_ATTACK": ("ASSAULT", "heavy-weapons"), "ATTACK": ("ASSAULT", None), "CHEM_WEAP": ("ASSAULT", "unconventional"),
         "GRENADE": ("ASSAULT", "explosives"), "REM_EXPLOS": ("ASSAULT", "explosives"), "SUIC_BOMB": ("ASSAULT", "suicide-attack"),
         "SEX_VIOL": ("ASSAULT", "sexual"), "MOB_VIOL": ("ASSAULT", "beat"), "PROPERTY_DISTRUCT": ("ASSAULT", "destroy"),
         "FORCE_AGAINST_PROTEST": ("ASSAULT", "crowd-control"), "PROTEST_WITH_INTER": ("PROTEST", None), "PEACE_PROTEST": ("PROTEST", "demo"),
         "VIOL_DEMONSTR": ("PROTEST", "riot"), "ARREST": ("COERCE", "arrest"), "DISR_WEAP": ("COERCE", "seize"),
         "GOV_REGAINS_TERIT": ("ASSAULT", "seize"), "NON_STATE_ACTOR_OVERTAKES_TER": ("ASSAULT", "seize"), "NON_VIOL_TERRIT_TRANSFER": ("RETREAT", "withdraw"),
         "HQ_ESTABLISHED": ("MOBILIZE", "troops"), "AGREEMENT": ("AGREE", None), "ATTRIB": ("ACCUSE", "allege"), "DIPLO": ("SANCTION", None)}
GENEVA_ROLE = {role: kind for kind, roles in {
    "agent": "Agent Speaker Helper Supplier Assailant Terrorist Killer Destroyer Signatory Sender Offerer Conqueror Communicator Avenger "
             "Authorities Perpetrator Supporter Side_1 Sides Partners Interlocutors Teacher",
    "recipient": "Victim Recipient Addressee Benefited_party Evaluee Offender Suspect Side_2 Deceased Supported Student",
    "target": "Patient", "instrument": "Weapon Instrument"}.items() for role in roles.split()}
SATP = {"ARMED_ASSAULT": ("ASSAULT", "firearms"), "BOMBING": ("ASSAULT", "explosives"), "KIDNAPPING": ("ASSAULT", "abduct")}
SYNTH_MODE = {"PRIMATIVE": "primitive", "SIEZE": "seize", "MARTIAL-LAW": "curfew"}
NONE, SOURCE, CONTENT, CUE = range(4)  # what a word is to a cue
IGNORE = -100
TAUGHT = 0.1  # weight of what the rules say, which are a weak teacher


def jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


class Doc:
    """A coded text: words with spans and sentences; `at(b, e)` the words that a span touches."""
    def __init__(self, coded):
        self.text = coded["text"]
        self.tokens = coded["tokens"]
        self.span = [t["span"] for t in self.tokens]
        self.head = [t["head"] for t in self.tokens]
        self.upos = [t["upos"] for t in self.tokens]
        self.forms = [self.text[b:e] for b, e in self.span]
        starts, self.sents = {}, []
        i = 0
        for b, e in coded["sentences"]:
            j = i
            while j < len(self.span) and self.span[j][0] < e:
                j += 1
            if j > i:
                self.sents.append((i, j))
            i = j
        self.char = {}
        for i, (b, e) in enumerate(self.span):
            for k in range(b, e):
                self.char[k] = i
        self.coded = coded

    def at(self, b, e):
        return sorted({self.char[k] for k in range(b, e) if k in self.char})

    def head_of(self, words):
        """The word of a span that hangs from outside it; the last of several."""
        inside = set(words)
        out = [w for w in words if self.head[w] not in inside]
        return out[-1] if out else words[-1]


class Window:
    """Some whole sentences: pieces and the words' places in them, and what is known of the words (filled by the sets)."""
    __slots__ = ("set", "id", "first", "n", "ids", "shapes", "firsts", "pf", "pl", "types", "modes", "any_type", "any_mode", "m2e2", "geneva",
                 "fillers", "cue", "attr", "where", "roles", "same", "doc", "feat")

    def __init__(self, set_, doc, sents, vocab):
        self.set, self.id, self.doc = set_, None, doc
        self.first, self.n = sents[0][0], sents[-1][1] - sents[0][0]
        self.ids, self.shapes, self.firsts, self.pf, self.pl = [vocab.cls], [0], [0.0], [], []
        for b, e in sents:
            for i in range(b, e):
                p = vocab.pieces(doc.forms[i])
                self.pf.append(len(self.ids)), self.pl.append(len(self.ids) + len(p) - 1)
                self.ids += p
                self.shapes += [shape(doc.forms[i])] * len(p)
                self.firsts += [1.0 if i == b else 0.0] * len(p)
        self.ids.append(vocab.sep), self.shapes.append(0), self.firsts.append(0.0)
        self.types = self.modes = self.m2e2 = self.geneva = self.fillers = self.cue = None
        self.any_type = self.any_mode = None
        self.attr, self.where, self.roles, self.same = [], [], [], []

    def local(self, words):
        return [w - self.first for w in words if self.first <= w < self.first + self.n]


def windows(set_, doc, vocab):
    out, cur, size = [], [], 2
    for b, e in doc.sents:
        n = sum(len(vocab.pieces(w)) for w in doc.forms[b:e])
        long = n > data.SENTENCE_PIECES_MAX
        if cur and (long or size + n > data.WINDOW_PIECES):
            out.append(Window(set_, doc, cur, vocab))
            cur, size = [], 2
        if not long:
            cur.append((b, e))
            size += n
    if cur:
        out.append(Window(set_, doc, cur, vocab))
    return out


def aligned(coded, text):
    """A function from spans of text to spans of the coded text, or None where they differ too much to be worth it."""
    if coded["text"] == text:
        return lambda b, e: (b, e)
    if " ".join(coded["text"].split()) != " ".join(text.split()):
        return None
    to, k = {}, 0
    solid = [i for i, c in enumerate(coded["text"]) if not c.isspace()]
    for i, c in enumerate(text):
        if not c.isspace():
            to[i] = solid[k]
            k += 1

    def span(b, e):
        hit = [to[i] for i in range(b, e) if i in to]
        return (hit[0], hit[-1] + 1) if hit else (0, 0)
    return span


def teacher(doc, wins, weight, none_weight):
    """The rules' statements as weak labels of type, mode and roles. Labels are (label, weight) per word."""
    for w in wins:
        w.types = [(0, none_weight)] * w.n
        w.modes = [(IGNORE, 0.0)] * w.n
    for s in doc.coded["statements"]:
        if s["kind"] != "event":
            continue
        words = doc.at(*s["trigger"])
        if not words:
            continue
        t = doc.head_of(words)
        for w in wins:
            if not w.first <= t < w.first + w.n:
                continue
            k = t - w.first
            w.types[k] = (TYPES.index(s["type"]), weight)
            w.modes[k] = (MODES.index(s["mode"]) if s["mode"] in MODES else 0, weight)
            fills = {}
            for r in s["roles"]:
                if r["role"] in ROLES and r["span"]:
                    span = w.local(doc.at(*r["span"]))
                    if span:
                        fills[doc.head_of([x + w.first for x in span]) - w.first] = ROLES.index(r["role"])
            w.roles.append((k, fills, weight))


def load_coded(folder, name):
    out = {}
    for c in jsonl(Path(folder) / f"{name}.jsonl"):
        out[c["source"]["path"].split(".jsonl/", 1)[1]] = c
    return out


def polnear(folder, shared, part, vocab):
    out, gold = [], {a["docid"]: a for a in jsonl(f"{shared}/polnear/{part}.jsonl")}
    for id_, c in load_coded(folder, f"polnear_{part}").items():
        carry = aligned(c, gold[id_]["text"])
        if not carry:
            continue
        doc = Doc(c)
        wins = windows("polnear", doc, vocab)
        teacher(doc, wins, TAUGHT, TAUGHT / 2)
        for w in wins:
            w.cue = [0] * w.n
        for a in gold[id_]["attributions"]:
            parts = {k: [x for s in a[k] or [] for x in doc.at(*carry(*s))] for k in ("source", "cue", "content")}
            if not parts["cue"] or not parts["content"]:
                continue
            anchor = min(parts["cue"])
            for w in wins:
                if not w.first <= anchor < w.first + w.n:
                    continue
                label = [NONE] * w.n
                for k, v in (("content", CONTENT), ("source", SOURCE), ("cue", CUE)):
                    for x in w.local(parts[k]):
                        label[x] = v
                k = anchor - w.first
                w.cue[k] = 1
                old = [i for i, (c2, _) in enumerate(w.attr) if c2 == k]
                if old:
                    merged = w.attr[old[0]][1]
                    for i, v in enumerate(label):
                        if v:
                            merged[i] = v
                else:
                    w.attr.append((k, label))
        for w in wins:
            w.id = id_
        out += wins
    return out


def squash(s):
    return "".join(s.split())


def muc(folder, shared, part, vocab, upper):
    out = []
    coded = load_coded(folder, f"{'mucup' if upper else 'muc'}_{part}")
    for r in jsonl(f"{shared}/muc4/roles_{part}.jsonl"):
        c = coded[r["docid"]]
        text = r["doctext"].upper() if upper else r["doctext"]
        carry = aligned(c, text)
        if not carry:
            continue
        doc = Doc(c)
        wins = windows("muc", doc, vocab)
        if part == "train":
            teacher(doc, wins, TAUGHT, TAUGHT / 2)
        tag = [0] * len(doc.span)
        spans = []
        for t in r["templates"]:
            for k, role in enumerate(("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")):
                for entity in t[role]:
                    for string, at in entity:
                        s = string.upper() if upper else string
                        for m in re.finditer(re.escape(s), text):
                            words = doc.at(*carry(m.start(), m.end()))
                            if words:
                                spans.append((m.start() == at, len(words), k, words))
        # what is marked once may be meant elsewhere too: other occurrences are neither right nor wrong
        for exact, _, k, words in sorted(spans, key=lambda x: (x[0], x[1])):
            for n, x in enumerate(words):
                tag[x] = (1 + 2 * k + (n > 0)) if exact else (tag[x] or IGNORE)
        for w in wins:
            w.fillers = tag[w.first:w.first + w.n]
            w.id = r["docid"]
        out += wins
    return out


def m2e2(folder, shared, part, vocab):
    out, coded = [], load_coded(folder, f"m2e2_{part}")
    for r in jsonl(f"{shared}/m2e2/{part}.jsonl"):
        c = coded.get(f"{r['doc']}-{r['sent']}")
        carry = c and aligned(c, r["text"])
        if not carry:
            continue
        doc = Doc(c)
        wins = windows("m2e2", doc, vocab)
        teacher(doc, wins, 0.0, TAUGHT)
        label = [0] * len(doc.span)
        for e in r["events"]:
            words = doc.at(*carry(*e["trigger"]))
            if not words:
                continue
            t = doc.head_of(words)
            for x in words:
                label[x] = M2E2.index(e["type"])
            for w in wins:
                if w.first <= t < w.first + w.n:
                    k = t - w.first
                    kind = M2E2_TYPE.get(e["type"])
                    w.types[k] = (TYPES.index(kind), 1.0) if kind else (IGNORE, 0.0)
                    w.modes[k] = (MODES.index("arrest"), 1.0) if kind == "COERCE" else w.modes[k]
                    fills = {}
                    for role, b, e2 in e["args"]:
                        span = w.local(doc.at(*carry(b, e2)))
                        if span:
                            h = doc.head_of([x + w.first for x in span]) - w.first
                            for x in span:
                                fills[x] = IGNORE
                            fills[h] = ROLES.index(M2E2_ROLE[role]) if role in M2E2_ROLE else IGNORE
                    w.roles = [x for x in w.roles if x[0] != k] + [(k, fills, 1.0)]
        for w in wins:
            w.m2e2 = label[w.first:w.first + w.n]
            w.id = f"{r['doc']}-{r['sent']}"
            w.roles = [x for x in w.roles if x[2] > 0]
        out += wins
    return out


def geneva_labels(shared):
    """GENEVA's types with at least five triggers, `none` before them."""
    kinds = Counter(e["type"] for r in jsonl(f"{shared}/geneva/train.jsonl") for e in r["events"])
    return ["none"] + sorted(k for k, n in kinds.items() if n >= 5)


def geneva_roles(doc, wins, event, trigger, carry):
    """What GENEVA says of the parties of an event, in place of what the rules said; its other roles are left open."""
    for w in wins:
        if not w.first <= trigger < w.first + w.n:
            continue
        fills = {}
        for role, b, e in event["args"]:
            span = w.local(doc.at(*carry(b, e)))
            if not span:
                continue
            for x in span:
                fills[x] = IGNORE
            if role in GENEVA_ROLE:
                fills[doc.head_of([x + w.first for x in span]) - w.first] = ROLES.index(GENEVA_ROLE[role])
        k = trigger - w.first
        w.roles = [x for x in w.roles if x[0] != k] + [(k, fills, 0.5)]


def geneva(folder, shared, part, vocab, labels):
    out, coded = [], load_coded(folder, f"geneva_{part}")
    for r in jsonl(f"{shared}/geneva/{part}.jsonl"):
        carry = aligned(coded[r["id"]], r["text"])
        if not carry:
            continue
        doc = Doc(coded[r["id"]])
        wins = windows("geneva", doc, vocab)
        teacher(doc, wins, TAUGHT, TAUGHT / 2)
        label = [0] * len(doc.span)
        for e in r["events"]:
            words = doc.at(*carry(*e["trigger"]))
            for x in words:
                label[x] = labels.index(e["type"]) if e["type"] in labels else IGNORE
            if words:
                geneva_roles(doc, wins, e, doc.head_of(words), carry)
        for w in wins:
            w.geneva = label[w.first:w.first + w.n]
            w.id = r["id"]
        out += wins
    return out


def locations(folder, shared, part, vocab):
    out, coded = [], load_coded(folder, f"loc_{part}")
    for r in jsonl(f"{shared}/event_location/{part}.jsonl"):
        c = coded[r["id"]]
        carry = aligned(c, r["text"])
        if not carry:
            continue
        doc = Doc(c)
        wins = windows("loc", doc, vocab)
        if part == "train":
            teacher(doc, wins, TAUGHT, TAUGHT / 2)
        found = [doc.at(b, e) for p in c["places"] for b, e in p["mentions"]]
        for e in r["events"]:
            verb = doc.at(*carry(*e["verb"]))
            gold = [doc.at(*carry(*p)) for p in e["places"]]
            if not verb:
                continue
            v = doc.head_of(verb)
            for w in wins:
                if not w.first <= v < w.first + w.n:
                    continue
                label = {}
                for words in found + gold:
                    words = w.local(words)
                    if words:
                        yes = any(set(words) & set(w.local(g)) for g in gold)
                        label[doc.head_of([x + w.first for x in words]) - w.first] = int(yes)
                w.where.append((v - w.first, label))
        for w in wins:
            w.id = r["id"]
        out += wins
    return out


def gsr(folder, records, vocab):
    """PLOVER's gold records: (event, text, markup) with (EVT: word) in the markup."""
    out, coded = [], load_coded(folder, "gsr_train")
    for i, (event, text, markup) in enumerate(records):
        if event not in TYPES or str(i) not in coded:
            continue
        doc = Doc(coded[str(i)])
        wins = windows("gsr", doc, vocab)
        teacher(doc, wins, 0.0, TAUGHT)
        at = 0
        for m in re.finditer(r"\((?:E?VT|EVENT): ([^)]*)\)", markup):
            b = text.find(m[1].strip(), at)
            if b < 0:
                continue
            at = b + len(m[1].strip())
            words = doc.at(b, at)
            for x in words:
                for w in wins:
                    if w.first <= x < w.first + w.n:
                        w.types[x - w.first] = (TYPES.index(event), 1.0) if doc.upos[x] in ("VERB", "NOUN") else (IGNORE, 0.0)
        for w in wins:
            w.id = str(i)
        out += wins
    return out


def marked(set_, folder, name, labels, vocab, weight):
    """Texts of which every trigger of the marked stretches is known: labels is labels.jsonl of marks.py, {id, known: [[b, e]],
    events: [[b, e, type or '?', mode, modality]]}; '?' is left open, as a trigger that another one tells already. Of incidents.py also
    incidents: [[b, e, type, letter]]."""
    out, coded = [], load_coded(folder, name)
    for r in labels:
        if r["id"] not in coded:
            continue
        doc = Doc(coded[r["id"]])
        known = {k for b, e in r["known"] for k in range(b, e)}
        said = {}
        for b, e, kind, mode, _ in r["events"]:
            for x in doc.at(b, e)[-1:]:
                said[x] = (kind, mode)
        for w in windows(set_, doc, vocab):
            teacher(doc, [w], 0.0, 0.0)
            for i in range(w.n):
                x = w.first + i
                kind, mode = said.get(x, (None, None))
                w.types[i] = (0, weight) if kind is None else (IGNORE, 0.0) if kind == "?" else (TYPES.index(kind), weight)
                if doc.span[x][0] not in known:
                    w.types[i] = (IGNORE, 0.0)
                w.modes[i] = (MODES.index(mode), weight) if mode in MODES else (IGNORE, 0.0)
            w.roles, w.id = [], r["id"]
            w.same = one_incident(w, doc, r.get("incidents", ()))
            out.append(w)
    return out


def one_incident(w, doc, incidents):
    """[(word, {word before it: whether both are of one incident})] of the triggers of one type in a window."""
    at = {x: (kind, letter) for b, e, kind, letter in incidents for x in w.local(doc.at(b, e)[-1:])}
    out = [(x, {y: int(at[x][1] == at[y][1]) for y in at if y < x and at[y][0] == at[x][0]}) for x in sorted(at)]
    return [(x, label) for x, label in out if label]


def labelled(set_, folder, name, pairs, vocab, weight):
    """Texts with one type (and mode) for the whole: {id: (type or 'none', mode or None)}. The word that says it is not given: a
    statement of the rules with that type, else whichever word is likeliest (Window.any_type)."""
    out, coded = [], load_coded(folder, name)
    for id_, (kind, mode) in pairs.items():
        if id_ not in coded:
            continue
        doc = Doc(coded[id_])
        wins = windows(set_, doc, vocab)[:1]
        if not wins:
            continue
        w = wins[0]
        teacher(doc, wins, 0.0, 0.0)
        w.roles = []
        fit = [i for i, s in enumerate(doc.coded["statements"]) if s["type"] == kind]
        for i in range(w.n):
            w.types[i] = (0, 0.1 * weight) if doc.upos[w.first + i] not in ("VERB", "NOUN", "ADJ") else (IGNORE, 0.0)
            w.modes[i] = (IGNORE, 0.0)
        if kind != "none":
            w.any_type = (TYPES.index(kind), weight)
            if mode:
                w.any_mode = (MODES.index(mode), weight)
            same = [s for s in doc.coded["statements"] if s["type"] == kind and (not mode or s["mode"] == mode)]
            for s in same[:1]:
                words = w.local(doc.at(*s["trigger"]))
                if words:
                    w.types[words[-1]] = (TYPES.index(kind), weight)
                    if mode:
                        w.modes[words[-1]] = (MODES.index(mode), weight)
        else:
            for i in range(w.n):
                w.types[i] = (0, 0.3 * weight)
        w.id = id_
        out.append(w)
    return out
