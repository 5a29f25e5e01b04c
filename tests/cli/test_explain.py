"""casus code --explain: how a finding came about. usage: test_explain.py CASUS"""
import json, re, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import REPORT, ROOT, CliTest  # noqa: E402


class Explain(CliTest):
    def explain(self, *args, expect=0, **more):
        run = self.casus("code", *args, **more)
        self.assertEqual(run.returncode, expect, run.stderr.decode())
        return re.sub(r"\s+", " ", run.stdout.decode()), run.stderr.decode()

    def test_statement(self):
        """Each field stands with its value and what decided it."""
        out, said = self.explain(self.write("a.txt"), "--published", "2024-05-04", "--explain", "s1")
        self.assertEqual(said, "")
        self.assertRegex(out, r"^s1 ASSAULT( firearms)? \S*/a\.txt evidence")
        for words in ("evidence “Gunmen killed three farmers", "trigger “killed” the verb kill, line",
                      "frame v-harm subj: agent obj: recipient", "slots subj “Gunmen” → agent its subject",
                      "” → recipient its object", "on “Friday” → no role", "agent “Gunmen”", "toll killed 3 “three",
                      "when t1 2024-05-03 “Friday” read as: from the publication date told in the clause", "where p", "told in the clause",
                      "modality actual no word says otherwise", "certainty fact a source says it", "time frame current",
                      "according to police a1, paraphrase, cue “said”, which makes it fact", "confidence ",
                      "incident i1 opened the incident"):
            self.assertIn(words, out)

    def test_row_is_that_of_the_table(self):
        out, _ = self.explain(self.write("a.txt"), "--explain", "s1")
        line = int(re.search(r"the verb kill, line (\d+) of triggers\.tsv", out)[1])
        row = (ROOT / "data/triggers.tsv").read_text(encoding="utf-8").split("\n")[line - 1].split("\t")
        self.assertEqual(row[:3], ["kill", "v", "ASSAULT"])

    def test_word_that_decides_the_modality(self):
        out, _ = self.explain(self.write("a.txt", "The rebels planned to attack the parliament in Baghdad on Monday.\n"), "--explain", "s1")
        self.assertIn("modality planned it depends on “planned”", out)
        out, _ = self.explain(self.write("b.txt", "The army did not attack the village of Bama on Monday.\n"), "--explain", "s1")
        self.assertIn("modality negated negated by “not”", out)

    def test_incident(self):
        path = self.write("a.txt", REPORT + "The attack on the three farmers in Bama was carried out by members of Boko Haram.\n")
        (report,), _ = self.code(path)
        (incident,) = [x for x in report["incidents"] if len(x["statements"]) > 1]
        out, _ = self.explain(path, "--explain", incident["id"])
        for number, statement in enumerate(incident["statements"]):
            self.assertIn(f" {statement} “", out)
            self.assertIn(f" {statement} ASSAULT", out)
        self.assertIn("joined: ", out)
        self.assertIn("light verb “carried” line", out)

    def test_every_id_of_the_examples(self):
        """Any finding can be explained, whatever its words are."""
        for name in ("market.txt", "ambush.html"):
            report = ROOT / "examples/reports" / name
            (coded,), _ = self.code(report)
            for i in [s["id"] for s in coded["statements"][::5]] + [coded["incidents"][-1]["id"]]:
                out, _ = self.explain(report, "--explain", i)
                self.assertTrue(out.startswith(i + " "), out[:80])

    def test_several_reports(self):
        a, b = self.write("x/a.txt"), self.write("x/b.txt", "Rebels shot two women in Maiduguri.\n")
        out, _ = self.explain("x", "--explain", "s1")
        self.assertIn("x/a.txt", out)
        self.assertIn("x/b.txt", out)
        for name in ("b.txt", "x/b.txt"):
            out, _ = self.explain("x", "--explain", name + ":s1")
            self.assertNotIn("x/a.txt", out)
            self.assertIn("women", out)
        feed = self.write("feed.jsonl", "".join(json.dumps({"id": i, "text": REPORT}) + "\n" for i in ("u", "v")))
        out, _ = self.explain(feed, "--explain", "v:s1")
        self.assertIn("feed.jsonl/v ", out)
        self.assertNotIn("feed.jsonl/u ", out)

    def test_unknown(self):
        self.write("a.txt")
        self.write("b.txt", "It rained.\n")
        out, said = self.explain("a.txt", "b.txt", "--explain", "s99", expect=2)
        self.assertEqual(out, "")
        self.assertIn("--explain s99: there is no such statement", said)
        self.assertIn("a.txt has s1 to s1 and i1 to i1; b.txt has no statement", said)
        self.assertIn("there is no report of that name", self.explain("a.txt", "--explain", "c.txt:s1", expect=2)[1])
        self.assertIn("there is no such incident", self.explain("a.txt", "--explain", "a.txt:i5", expect=2)[1])

    def test_usage(self):
        self.write("a.txt")
        for asked in ("", "7", "s", "s0", "x1", "s1x", ":s1", "s-1", "s99999999999"):
            self.assertIn("expected an id such as s7 or i2", self.explain("a.txt", "--explain", asked, expect=2)[1])
        self.assertIn("no other --format", self.explain("a.txt", "--explain", "s1", "--format", "json", expect=2)[1])
        self.assertIn("s1 ASSAULT", self.explain("a.txt", "--explain", "s1", "--format", "text")[0])


if __name__ == "__main__":
    unittest.main()
