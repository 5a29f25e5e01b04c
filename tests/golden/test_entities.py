"""Reads tests/golden/entities.tsv, codes each text with the program and compares. usage: test_entities.py CASUS"""
import re, unittest
from golden import cases, code


def is_called(doc, entity, name):
    """Whether one of the entity's mentions is the name, or begins with it, but for its article."""
    name = name.lower()
    forms = [re.sub(r"^(the|an?) ", "", doc["text"][slice(*m["span"])].lower()) for m in entity["mentions"]] + [entity["name"].lower()]
    return any(f == name or (f.startswith(name) and not f[len(name)].isalnum()) for f in forms)


class Entities(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.docs = code([(n, text, "-") for n, _, text, _ in cases("entities.tsv")])


def make(n, text, wanted):
    def test(self):
        doc = self.docs[n]
        for part in wanted.split(" | "):
            kind, names = part.split(" ", 1)
            found = [e for e in doc["entities"] if e["type"] == kind and all(is_called(doc, e, x) for x in names.split(" = "))]
            self.assertTrue(found, f"{text}: no {part}; found " + "; ".join(
                e["type"] + " " + " = ".join(doc["text"][slice(*m["span"])] for m in e["mentions"]) for e in doc["entities"]))
    return test


for n, name, text, wanted in cases("entities.tsv"):
    setattr(Entities, f"test_{n:03d}_{re.sub('[^a-z]+', '_', name.lower())}", make(n, text, wanted))

if __name__ == "__main__":
    unittest.main()
