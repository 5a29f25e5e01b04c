"""Reads sentences.tsv, codes each text and looks for contexts in its statements. usage: test_sentences.py CASUS
A row: text; contexts that some statement must have, and with ! before them contexts that none may have."""
import json, os, subprocess, sys, tempfile, unittest

CASUS = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else "build/casus"
TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences.tsv")


class Sentences(unittest.TestCase):
    def test_contexts(self):
        with open(TABLE, encoding="utf-8") as f:
            rows = [line.rstrip("\n").split("\t") for line in f if line.strip() and line[0] != "#"]
        with tempfile.TemporaryDirectory() as tmp:
            path = os.path.join(tmp, "cases.jsonl")
            with open(path, "w", encoding="utf-8") as f:
                for n, (text, _) in enumerate(rows):
                    f.write(json.dumps({"id": str(n), "text": text}) + "\n")
            run = subprocess.run([CASUS, "code", "--format", "json", path], capture_output=True, text=True, check=True)
        docs = [json.loads(line) for line in run.stdout.splitlines()]
        self.assertEqual(len(docs), len(rows))
        for doc, (text, want) in zip(docs, rows):
            got = {c for s in doc["statements"] for c in s["contexts"]}
            for s in doc["statements"]:
                self.assertEqual("contexts" in s["why"], bool(s["contexts"]))
            with self.subTest(text=text, got=sorted(got)):
                self.assertTrue(doc["statements"], "no statement")
                for c in want.split():
                    self.assertEqual(c.lstrip("!") in got, not c.startswith("!"), c)


unittest.main()
