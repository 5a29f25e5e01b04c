"""Reads tests/golden/parties.tsv, codes each text with the program and compares the incident's parties and what MUC-4 calls it.
Checks the tables that both rest on. usage: test_parties.py CASUS"""
import re, unittest
from pathlib import Path
from golden import cases, code

DATA = Path(__file__).resolve().parent.parent.parent / "data"
INSTRUMENTS = ("gun;machine gun;mortar;handgun;rifle;explosive;bomb;vehicle bomb;dynamite;mine;aerial bomb;grenade;molotov cocktail;"
               "projectile;missile;rocket;cutting device;fire;stone;torture").split(";")
PHYSICAL = ("civilian residence;commercial;communications;diplomat office or residence;energy;financial;government office or "
            "residence;law enforcement facility;political figure office or residence;organization office;transport vehicle;"
            "transportation facility;transportation route;water;other").split(";")
HUMAN = ("civilian;diplomat;government official;former government official;former active military;legal or judicial;active military;"
         "political figure;law enforcement;security guard").split(";")


class Tables(unittest.TestCase):
    def test_types(self):
        rows = [x.split("\t") for x in (DATA / "muc_types.tsv").read_text().splitlines() if x[0] != "#"]
        self.assertTrue(rows)
        self.assertEqual([r[:2] for r in rows], sorted(r[:2] for r in rows))
        self.assertEqual(len({tuple(r[:2]) for r in rows}), len(rows))
        for group, word, kind, alone in rows:
            self.assertIn(kind, {"instrument": INSTRUMENTS, "physical": PHYSICAL, "human": HUMAN}[group], word)
            self.assertIn(alone, ("alone", "-"), word)

    def test_weights(self):
        """src/link/filler_score.c searches lines of one length by halves."""
        lines = [x for x in (DATA / "fillers.weights").read_text().splitlines() if x[0] != "#"]
        self.assertGreater(len(lines), 1000)
        self.assertEqual([x for x in lines if not re.fullmatch(r"[0-9a-f]{8} [\x22-\x7e]{6}", x)], [])
        self.assertEqual(lines, sorted(set(lines), key=lambda x: x[:8]))
        self.assertEqual(lines[0][:8], "00000000", "the weight of a feature that the table lacks")

    def test_kinds(self):
        rows = [x.split("\t") for x in (DATA / "muc_kinds.tsv").read_text().splitlines() if x[0] != "#"]
        self.assertGreater(len(rows), 100)
        self.assertEqual([r[0] for r in rows], sorted({r[0] for r in rows}))
        for name, *weights in rows:
            self.assertEqual(len(weights), 5, name)
            self.assertTrue(all(re.fullmatch(r"-?\d{1,4}", w) for w in weights), name)


class Parties(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.docs = code([(n, text, "-") for n, _, text, *_ in cases("parties.tsv")])

    def compare(self, expected, found):
        for want, got in zip(expected.split("; "), found):
            if want != "*":
                self.assertEqual([] if want == "-" else want.split(","), got)

    def test_entities(self):
        """What fills a role of a violent statement is an entity, so that incidents can weigh it."""
        for doc in self.docs.values():
            told = {x for i in doc["incidents"] if i["type"] == "ASSAULT" for x in i["statements"]}
            for r in (r for s in doc["statements"] if s["id"] in told for r in s["roles"]):
                self.assertIsNotNone(r["entity"], doc["text"][slice(*r["span"])])


def make(n, word, muc, parties):
    def test(self):
        doc = self.docs[n]
        ids = [s["id"] for s in doc["statements"] if doc["text"][slice(*s["trigger"])].split()[0] == word]
        self.assertTrue(ids, [doc["text"][slice(*s["trigger"])] for s in doc["statements"]])
        x = next(i for i in doc["incidents"] if ids[0] in i["statements"])
        m = x["muc"]
        self.compare(muc, ([m["type"]] if m["type"] else [], [m["stage"]] if m["stage"] else [], m["instrument_types"], m["target_types"]))
        if parties != "*":
            self.compare(parties, [[doc["text"][slice(*f["span"])] for f in x[k]] for k in ("agents", "recipients", "targets", "instruments")])
    return test


for n, name, _, word, muc, parties in cases("parties.tsv"):
    setattr(Parties, f"test_{n:03d}_{name.replace(' ', '_')}", make(n, word, muc, parties))

if __name__ == "__main__":
    unittest.main()
