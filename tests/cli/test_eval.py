"""casus eval as a person calls it. usage: test_eval.py CASUS"""
import json, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import REPORT, ROOT, CliTest  # noqa: E402

HEAD = {"report": "a.txt", "published": "2024-05-04"}
KILLED = {"id": "1", "kind": "event", "type": "ASSAULT", "anchor": "Gunmen killed three farmers", "agent": ["gunmen"],
          "recipient": ["farmers"], "killed": [3, 3], "by": ["police"], "where": ["Bama"], "country": "NGA",
          "when": ["2024-05-03"], "certainty": "fact", "modality": "actual", "time_frame": "current"}


class Eval(CliTest):
    def sample(self, *lines, name="gold.jsonl"):
        return self.write(name, "\n".join(map(json.dumps, lines)) + "\n")

    def eval(self, *args, expect=0):
        """(what came out, what was said)"""
        run = self.casus("eval", *args)
        self.assertEqual(run.returncode, expect, run.stderr.decode())
        return run.stdout.decode(), run.stderr.decode()

    def scores(self, *args, expect=0):
        out, said = self.eval("--format", "json", *args, expect=expect)
        return json.loads(out), said

    def test_all_right(self):
        """The date of publication comes from the sample's line; the reports from its folder."""
        self.write("a.txt")
        scores, said = self.scores(self.sample(HEAD, KILLED))
        self.assertEqual(said, "")
        self.assertEqual((scores["schema"], scores["reports"], scores["statements"], scores["draws"]), ("casus.eval/1", 1, 1, 0))
        for name in ("found", "violent_precision", "core_f1", "all_f1"):
            self.assertEqual((scores["measures"][name]["value"], scores["measures"][name]["low"]), (1, None))
        self.assertIsNone(scores["measures"]["incident_links_f1"]["value"])
        self.assertEqual(scores["fields"]["when"], {"value": 1, "low": None, "high": None, "right": 1, "coded": 1, "expected": 1})
        self.assertNotIn("from", scores["fields"])
        for name in ("skipped", "no_anchor", "missed", "invented", "wrong", "split", "joined"):
            self.assertEqual(scores[name], [])

    def test_what_is_wrong(self):
        self.write("reports/a.txt", REPORT + "\nRebels shot two women in Maiduguri.\n")
        wrong = dict(KILLED, killed=[4, None], agent=["soldiers"])
        missed = {"id": "2", "kind": "relation", "type": "supports", "anchor": "police said"}
        scores, _ = self.scores(self.sample(HEAD, wrong, missed), "reports")
        self.assertEqual({(x["field"], x["line"], x["id"], x["report"], x["anchor"]) for x in scores["wrong"]},
                         {("killed", 2, "1", "a.txt", KILLED["anchor"]), ("agent", 2, "1", "a.txt", KILLED["anchor"])})
        (killed,) = [x for x in scores["wrong"] if x["field"] == "killed"]
        self.assertEqual((killed["expected"], killed["found"], killed["statement"]), (["at least 4"], ["3"], "s1"))
        self.assertEqual([(x["line"], x["expected"]) for x in scores["missed"]], [(3, ["supports"])])
        (invented,) = scores["invented"]
        self.assertEqual((invented["statement"], invented["words"][:6]), ("s2", "Rebels"))
        text, _ = self.eval("gold.jsonl", "reports")
        for words in ("line 2", "“Gunmen killed three farmers”", "expected at least 4   found 3", "missed", "supports", "“police said”",
                      "invented", "Rebels shot two women", "no intervals", "agent (1)"):
            self.assertIn(words, text)
        self.assertNotIn("“police said”", self.eval("gold.jsonl", "reports", "--missed", "0")[0])

    def test_missed_limits_each_kind(self):
        self.write("a.txt", REPORT)
        items = [{"id": str(i), "kind": "relation", "type": "fights", "anchor": word} for i, word in enumerate(("town", "police", "Friday"))]
        gold = self.sample(HEAD, *items)
        text, _ = self.eval(gold, "--missed", "2")
        self.assertIn("… and 1 more; --missed 3 shows them", text)
        self.assertEqual(len(self.scores(gold, "--missed", "2")[0]["missed"]), 2)
        self.assertEqual(len(self.scores(gold)[0]["missed"]), 3)

    def test_intervals_and_threads(self):
        """With two reports there is an interval; any number of threads gives the same bytes."""
        self.write("a.txt")
        self.write("b.txt", "The minister met farmers in Abuja on Monday.\n")
        gold = self.sample(HEAD, KILLED, {"report": "b.txt"}, dict(KILLED, anchor="minister", id="x"))
        scores, _ = self.scores(gold)
        found = scores["measures"]["found"]
        self.assertEqual((found["value"], found["low"], found["high"]), (0.5, 0, 1))
        self.assertEqual(self.eval(gold, "--jobs", "1"), self.eval(gold, "--jobs", "3"))
        self.assertIn("95 % intervals", self.eval(gold)[0])

    def test_report_without_file(self):
        self.write("a.txt")
        gold = self.sample(HEAD, KILLED, {"report": "b.txt"}, dict(KILLED))
        scores, said = self.scores(gold, expect=1)
        self.assertIn(f"{gold}:3: there is no report b.txt among the files", said)
        self.assertEqual((scores["skipped"], scores["statements"]), (["b.txt"], 1))
        self.assertIn("left out: 1 reports", self.eval(gold, expect=1)[0])
        out, said = self.eval(self.sample({"report": "b.txt"}), expect=3)
        self.assertEqual(out, "")
        self.assertIn("b.txt", said)

    def test_report_that_cannot_be_coded(self):
        self.write("a.txt")
        self.write("b.txt", "")
        scores, said = self.scores(self.sample({"report": "b.txt"}, HEAD, KILLED), expect=1)
        self.assertIn("b.txt: ", said)
        self.assertEqual(said.count("casus: error"), 1)
        self.assertEqual(scores["reports"], 1)

    def test_anchor_that_is_not_there(self):
        self.write("a.txt")
        gold = self.sample(HEAD, KILLED, dict(KILLED, id="2", anchor="Gunmen killed four"))
        scores, said = self.scores(gold, expect=1)
        self.assertIn(f'{gold}:3: the anchor of 2 is not in the text of a.txt: "Gunmen killed four"', said)
        self.assertEqual((scores["statements"], [x["id"] for x in scores["no_anchor"]]), (1, ["2"]))

    def test_anchor_that_is_there_twice(self):
        self.write("a.txt", REPORT * 2)
        _, said = self.scores(self.sample(HEAD, KILLED))
        self.assertRegex(said, r"casus: hint: .*gold.jsonl:2: the anchor of 1 is in a.txt more than once")

    def test_two_files_of_a_name(self):
        self.write("x/a.txt")
        self.write("y/a.txt")
        scores, said = self.scores(self.sample(HEAD, KILLED), "x", "y", expect=1)
        self.assertIn("y/a.txt: a second report of this name", said)
        self.assertEqual(scores["reports"], 1)

    def test_records(self):
        """A record of JSON Lines is known by its id; records that the sample does not know are passed over."""
        feed = self.write("feed.jsonl", "".join(json.dumps({"id": i, "text": REPORT}) + "\n" for i in ("x", "a.txt")) + "{broken\n")
        scores, said = self.scores(self.sample(HEAD, KILLED, name="g/gold.jsonl"), feed)
        self.assertEqual((said, scores["reports"], scores["measures"]["found"]["value"]), ("", 1, 1))

    def test_bad_sample(self):
        self.write("a.txt")
        gold = self.sample(HEAD, dict(KILLED, certainty="likely"))
        out, said = self.eval(gold, expect=3)
        self.assertEqual(out, "")
        self.assertIn(f'{gold}:2: "certainty": expected fact, claimed, accused, possible or denied but found "likely"', said)
        self.assertIn("no such file", self.eval("none.jsonl", expect=3)[1].lower())

    def test_sample_that_is_too_large(self):
        with open(self.dir / "gold.jsonl", "wb") as f:
            f.truncate((64 << 20) + 1)
        self.assertIn("larger than 64 MB", self.eval("gold.jsonl", expect=6)[1])

    def test_usage(self):
        self.assertIn("no sample was named", self.eval(expect=2)[1])
        self.assertIn("expected text or json", self.eval("g.jsonl", "--format", "csv", expect=2)[1])
        self.eval("g.jsonl", "--missed", "-1", expect=2)
        self.assertIn("--missed", self.eval("g.jsonl", "--misst", "1", expect=2)[1])

    def test_output_file(self):
        self.write("a.txt")
        self.eval(self.sample(HEAD, KILLED), "-o", "scores.json")
        self.assertEqual(json.loads((self.dir / "scores.json").read_text())["reports"], 1)

    def test_example(self):
        """The sample of examples/ is in order: every anchor stands once in its report."""
        _, said = self.eval(ROOT / "examples/gold.jsonl", ROOT / "examples/reports")
        self.assertEqual(said, "")


if __name__ == "__main__":
    unittest.main()
