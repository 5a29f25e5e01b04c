"""Reads tests/golden/entities.tsv, codes each text with the program and compares. usage: test_entities.py CASUS"""
import json, os, re, subprocess, sys, tempfile, unittest

CASUS = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "build/casus"
TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "entities.tsv")


def cases():
    for n, line in enumerate(open(TABLE, encoding="utf-8"), 1):
        if line.strip() and not line.startswith("#"):
            yield (n, *line.rstrip("\n").split("\t"))


def code(texts):
    """One run of the program for all cases."""
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "cases.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for n, text in texts:
                f.write(json.dumps({"id": str(n), "text": text}) + "\n")
        out = subprocess.run([CASUS, "code", "--format", "json", path], capture_output=True, text=True, check=True).stdout
    return {int(d["source"]["path"].rsplit("/", 1)[-1]): d for d in map(json.loads, out.splitlines())}


def is_called(doc, entity, name):
    """Whether one of the entity's mentions is the name, or begins with it, but for its article."""
    name = name.lower()
    forms = [re.sub(r"^(the|an?) ", "", doc["text"][slice(*m["span"])].lower()) for m in entity["mentions"]] + [entity["name"].lower()]
    return any(f == name or (f.startswith(name) and not f[len(name)].isalnum()) for f in forms)


class Entities(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.docs = code([(n, text) for n, _, text, _ in cases()])


def make(n, text, wanted):
    def test(self):
        doc = self.docs[n]
        for part in wanted.split(" | "):
            kind, names = part.split(" ", 1)
            found = [e for e in doc["entities"] if e["type"] == kind and all(is_called(doc, e, x) for x in names.split(" = "))]
            self.assertTrue(found, f"{text}: no {part}; found " + "; ".join(
                e["type"] + " " + " = ".join(doc["text"][slice(*m["span"])] for m in e["mentions"]) for e in doc["entities"]))
    return test


for n, name, text, wanted in cases():
    setattr(Entities, f"test_{n:03d}_{re.sub('[^a-z]+', '_', name.lower())}", make(n, text, wanted))

if __name__ == "__main__":
    unittest.main()
