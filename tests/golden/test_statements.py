"""Reads tests/golden/statements.tsv, codes each text with the program and compares. usage: test_statements.py CASUS"""
import unittest
from golden import cases, code

TOLLS = ("killed", "wounded", "captured", "displaced", "freed", "crowd")
ROLES = ("agent", "recipient", "target", "instrument", "beneficiary", "other-party", "from", "to", "item")


def names(doc, role):
    out = [doc["text"][slice(*role["span"])]] if role.get("span") else []
    for e in doc["entities"]:
        if e["id"] == role.get("entity"):
            out += [e["name"]] + [doc["text"][slice(*m["span"])] for m in e["mentions"]]
    return " / ".join(out).lower()


def value(doc, s, key):
    """What the statement says under that key, as one lower-case string."""
    by_id = {x["id"]: x for part in ("places", "times", "attributions") for x in doc[part]}
    if key in ROLES:
        return " / ".join(names(doc, r) for r in s["roles"] if r["role"] == key)
    if key in TOLLS:
        return "+".join(str(t["best"]) for t in s["toll"] if t["effect"] == key)
    if key == "where":
        return " / ".join([by_id[p]["name"] for p in s["where"]] +
                          [doc["text"][b:e] for p in s["where"] for b, e in by_id[p]["mentions"]]).lower()
    if key == "when":
        return (by_id[s["when"]]["edtf"] or "") if s["when"] else ""
    if key == "by":
        return " / ".join(doc["text"][slice(*by_id[a]["source"])] for a in s["according_to"] if by_id[a]["source"]).lower()
    if key == "certainty":  # of the statement, or of an agent that has its own
        return " / ".join([s["certainty"]] + [r["certainty"] for r in s["roles"] if r.get("certainty")])
    return s["time_frame"] if key == "frame" else s[key] or ""


def misses(doc, s, want):
    """The conditions that the statement does not meet; None when it is of another type."""
    head, *rest = want
    kind, _, mode = head.partition("/")
    if s["type"] != kind:
        return None
    out = [f"mode {s['mode']}"] if mode and s["mode"] != mode else []
    for cond in rest:
        key, _, wanted = cond.partition("=")
        got = value(doc, s, "where" if key == "nowhere" else key.removeprefix("not-"))
        if key.startswith("not-"):
            out += [f"{key[4:]}: {wanted} is wrong, found {got}"] if wanted.lower() in got else []
            continue
        if key == "nowhere":
            out += [f"where: {wanted} is wrong, found {got}"] if wanted.lower() in got else []
            continue
        ok = got == wanted if key in (*TOLLS, "when", "modality", "frame") else all(w.lower() in got for w in wanted.split("+"))
        if not ok:
            out.append(f"{key}: wanted {wanted}, found {got or 'nothing'}")
    return out


def conditions(text):
    """'ASSAULT agent=Boko Haram killed=3' -> ['ASSAULT', 'agent=Boko Haram', 'killed=3']"""
    out = []
    for word in text.split():
        if out and "=" not in word:
            out[-1] += " " + word
        else:
            out.append(word)
    return out


class Statements(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.docs = code([(n, text, day) for n, _, text, day, _ in cases("statements.tsv")])


def make(n, text, wanted):
    def test(self):
        doc = self.docs[n]
        for part in wanted.split(" | "):
            if part.startswith("none "):
                found = [doc["text"][slice(*s["trigger"])] for s in doc["statements"] if s["type"] == part[5:]]
                self.assertEqual(found, [], text)
                continue
            tried = [m for m in (misses(doc, s, conditions(part)) for s in doc["statements"]) if m is not None]
            self.assertTrue(tried, f"{text}: no {part.split()[0]}; found {[s['type'] for s in doc['statements']]}")
            self.assertIn([], tried, text)
    return test


for n, name, text, _, wanted in cases("statements.tsv"):
    setattr(Statements, f"test_{n:03d}_{name.replace(' ', '_')}", make(n, text, wanted))

class Confidence(unittest.TestCase):
    def test_what_lies_below_another_is_less_sure(self):
        doc = code([(1, "Ghana met the rebels to help Mali.", "-")])[1]
        sure = {doc["text"][slice(*s["trigger"])]: s["confidence"] for s in doc["statements"]}
        self.assertGreater(sure["met"], sure["help"])


if __name__ == "__main__":
    unittest.main()
