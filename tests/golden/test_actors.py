"""Reads tests/golden/actors.tsv, codes each text with the program and compares. usage: test_actors.py CASUS"""
import re, unittest
from golden import cases, code
from test_entities import is_called


class Actors(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.docs = code([(n, text, day) for n, _, text, day, _ in cases("actors.tsv")])


def make(n, text, wanted):
    def test(self):
        doc = self.docs[n]
        for part in wanted.split(" | "):
            actor, kind, sector, country, name = part.split(" ", 4)
            found = [e for e in doc["entities"] if is_called(doc, e, name)]
            self.assertTrue(found, f"{text}: nobody is called {name}")
            got = [tuple(e[k] or "-" for k in ("actor", "type", "sector", "country")) for e in found]
            fits = [all(w in (".", g) for w, g in zip((actor, kind, sector, country), g)) for g in got]
            self.assertTrue(any(fits), f"{text}: {part}; found {got}, why: {[e['why'] for e in found]}")
            self.assertTrue(all(bool(e["actor"]) == bool(e["why"]) for e in found))
    return test


for n, name, text, day, wanted in cases("actors.tsv"):
    setattr(Actors, f"test_{n:03d}_{re.sub('[^a-z]+', '_', name.lower())}", make(n, text, wanted))

if __name__ == "__main__":
    unittest.main()
