"""casus search: words in a case, with the options of a person. usage: test_search.py CASUS"""
import json, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import ROOT, CliTest  # noqa: E402


class Search(CliTest):
    def setUp(self):
        super().setUp()
        run = self.casus("add", "--db", "case", ROOT / "examples/reports", "--meta", ROOT / "examples/reports.tsv")
        self.assertEqual(run.returncode, 0, run.stderr)

    def search(self, *args):
        run = self.casus("search", "--db", "case", "--format", "json", *args)
        self.assertEqual(run.returncode, 0, run.stderr)
        return [json.loads(line) for line in run.stdout.splitlines()]

    def refused(self, *args, code=2):
        run = self.casus("search", *args)
        self.assertEqual((run.returncode, run.stdout), (code, b""))
        return run.stderr.decode()

    def test_hits_are_marked_where_they_stand(self):
        hits = self.search("bomb*")
        self.assertEqual({h["found"] for h in hits}, {"report", "statement"})
        for h in hits:
            marked = [h["title"], h["words"]] if h["found"] == "report" else [h["evidence"], h["names"]]
            words = [m["text"][b:e] for m in marked for b, e in m["marks"]]
            self.assertTrue(words)
            for word in words:
                self.assertTrue(word.lower().startswith("bomb"), word)
        scores = [h["score"] for h in hits if h["found"] == "statement"]
        self.assertEqual(scores, sorted(scores, reverse=True))

    def test_what_a_hit_says(self):
        """The statement of a hit is that of the reading, its incident that of the case."""
        readings = {json.loads(line)["source"]["path"]: json.loads(line) for line in self.casus("export", "--db", "case").stdout.splitlines()}
        hits = self.search("--in", "statements", '"roadside bomb"')
        self.assertTrue(hits)
        for h in hits:
            r = readings[h["path"]]
            s = next(s for s in r["statements"] if s["id"] == h["id"])
            begin, end = s["evidence"]
            self.assertEqual(h["evidence"]["text"], r["text"][begin:end].replace("\n", " "))
            self.assertEqual((h["type"], h["mode"], h["certainty"], h["title"]), (s["type"], s["mode"], s["certainty"], r["title"]))
            shown = json.loads(self.casus("show", "incident", h["incident"], "--db", "case", "--format", "json").stdout)
            self.assertIn(h["id"], [x["statement"] for x in shown["statements"]])

    def test_words_are_put_together(self):
        both, either = len(self.search("police", "ambush")), len(self.search("police OR ambush"))
        self.assertLess(both, either)
        self.assertEqual(len(self.search("police AND ambush")), both)
        self.assertLess(len(self.search("police NOT ambush")), len(self.search("police")))
        self.assertEqual(self.search('"ambush police of the"'), [])
        self.assertEqual(len(self.search("POLICE")), len(self.search("police")))

    def test_in_and_limit(self):
        self.assertEqual({h["found"] for h in self.search("police", "--in", "reports")}, {"report"})
        self.assertEqual({h["found"] for h in self.search("police", "--in", "statements")}, {"statement"})
        self.assertEqual(len(self.search("police", "--in", "statements", "--limit", "2")), 2)
        text = self.casus("search", "--db", "case", "police", "--in", "statements", "--limit", "2").stdout.decode()
        self.assertIn("statements: the best; there are more\n", text)

    def test_filters(self):
        every = self.search("police", "--in", "statements", "--limit", "1000")
        colombian = self.search("police", "--in", "statements", "--limit", "1000", "--country", "COL")
        self.assertTrue(0 < len(colombian) < len(every))
        for h in colombian:
            self.assertIsNotNone(h["incident"])
        self.assertEqual(self.search("police", "--country", "FIN"), [])
        self.assertEqual(self.search("police", "--min-killed", "100000"), [])
        source = every[0]["source"]
        self.assertEqual({h["source"] for h in self.search("police", "--source", source)}, {source})
        self.assertEqual(self.search("police", "--source", "Nobody"), [])

    def test_decisions_are_seen(self):
        hit = self.search("police", "--in", "statements")[0]
        self.assertEqual(hit["review"], "none")
        run = self.casus("reject", "--db", "case", "statement", hit["statement"], "--who", "me", "--why", "a guess")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(next(h for h in self.search("police", "--in", "statements") if h["statement"] == hit["statement"])["review"], "rejected")
        self.assertIn("(rejected)", self.casus("search", "--db", "case", "police").stdout.decode())

    def test_text(self):
        run = self.casus("search", "--db", "case", "roadside")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout.decode(), r"(?s)^reports\n1 .*\[roadside\].*\nstatements\n1 .*“.*\[roadside\].*report\s+\d+")
        self.assertEqual(self.casus("search", "--db", "case", "xyzzy").stdout, b"reports: none\nstatements: none\n")

    def test_what_cannot_be_read_is_told_with_its_place(self):
        self.assertEqual(self.refused("--db", "case", "bomb AND"),
                         "casus: error: expected a word but the search ends\n  bomb AND\n          ^\n")
        self.assertIn("\n  é (b\n    ^\n", self.refused("--db", "case", "é", "(b"))
        for words in ('"a', "a)", "NOT a", "*", "()"):
            self.assertIn("expected", self.refused("--db", "case", words))
        self.assertIn("at most 64 words", self.refused("--db", "case", *["a"] * 65, code=6))
        self.assertIn("no case was named", self.refused("bomb"))
        self.assertIn("no words", self.refused("--db", "case"))
        for args in (("--in", "titles"), ("--limit", "0"), ("--limit", "1001"), ("--format", "csv")):
            self.refused("--db", "case", "bomb", *args)
        self.assertIn("No such file", self.refused("--db", "none", "bomb", code=5))


if __name__ == "__main__":
    unittest.main()
