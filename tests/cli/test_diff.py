"""casus diff over readings written here and over the runs of a case. usage: test_diff.py CASUS"""
import json, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CliTest  # noqa: E402

TEXT = "Rebels killed six men in Bama on Friday, police said. A bomb wounded two women. The army denied it."
WORDS = {"s1": "killed", "s2": "wounded", "s3": "denied"}


def span(words, text=TEXT):
    return [text.index(words), text.index(words) + len(words)]


def statement(number, kind="event", text=TEXT, **more):
    word = WORDS[number]
    s = {"id": number, "kind": kind, "type": "ASSAULT", "mode": None, "contexts": [], "trigger": span(word, text), "roles": [],
         "when": None, "where": [], "toll": [], "according_to": [], "certainty": "fact", "modality": "actual",
         "time_frame": "current", "evidence": span(word, text), "confidence": 0.5, "why": {"type": f"lexicon:{word}"}}
    return {**s, **more}


def report(name, statements, incidents=(), text=TEXT, **more):
    return {"schema": "casus.report/1", "id": "sha256:" + str(abs(hash(text))), "source": {"name": None, "path": name}, "title": "A title",
            "text": text, "entities": [{"id": "e1", "name": "Rebels of the North", "actor": "nga-x"}],
            "places": [{"id": "p1", "name": "Bama", "country": "NGA", "precision": "town", "geonames": 7},
                       {"id": "p2", "name": "Bama", "country": "NGA", "precision": "town", "geonames": 8}],
            "times": [{"id": "t1", "span": span("Friday"), "timex": "2031-03-07", "edtf": "2031-03-07"}],
            "attributions": [{"id": "a1", "source": span("police")}], "statements": statements,
            "incidents": [{"id": f"i{i + 1}", "statements": list(ids), "reasons": [f"{ids[-1]}: same day"]} for i, ids in enumerate(incidents)],
            **more}


def agent(**more):
    return [{"role": "agent", "entity": "e1", "span": span("Rebels"), **more}]


class Diff(CliTest):
    def lines(self, name, *reports, compact=True):
        form = {"separators": (",", ":")} if compact else {"indent": None}
        return self.write(name, "".join(json.dumps(r, ensure_ascii=False, **form) + "\n" for r in reports))

    def diff(self, a, b, expect, *args):
        run = self.casus("diff", a, b, "--format", "json", *args)
        self.assertEqual(run.returncode, expect, run.stderr)
        lines = [json.loads(line) for line in run.stdout.splitlines()]
        return lines[:-1], lines[-1]["totals"]

    def pair(self, one, two, expect=1):
        reports, totals = self.diff(self.lines("a.jsonl", one), self.lines("b.jsonl", two), expect)
        return (reports[0] if reports else None), totals

    def test_the_same(self):
        r = report("a.txt", [statement("s1"), statement("s2")], [("s1", "s2")])
        found, totals = self.pair(r, {**r, "model": {"version": "other"}}, expect=0)
        self.assertIsNone(found)
        self.assertEqual((totals["statements_both"], totals["reports_different"]), (2, 0))
        self.assertEqual(self.casus("diff", "a.jsonl", "b.jsonl").returncode, 0)

    def test_numbers_alone_are_no_difference(self):
        """A statement found before moves all ids; who it is about stays who it is."""
        one = report("a.txt", [statement("s1", roles=agent())])
        two = json.loads(json.dumps(one).replace('"e1"', '"e2"').replace('"s1"', '"s9"'))
        two["entities"].insert(0, {"id": "e1", "name": None, "actor": None})
        self.pair(one, two, expect=0)

    def test_each_field(self):
        why = {"type": "lexicon:kill/v", "agent": "args:subject", "where": "where:clause"}
        one = statement("s1", roles=agent(), when="t1", where=["p1"], according_to=["a1"], contexts=["military"], why=why,
                        toll=[{"effect": "killed", "low": 6, "best": 6, "high": None, "of": None, "span": span("six men")}])
        two = statement("s1", type="COERCE", mode="arrest", where=["p2"], certainty="claimed", modality="planned", time_frame="future",
                        evidence=span("Rebels killed six men"), roles=[{"role": "recipient", "entity": None, "span": span("six men")}], why={})
        found, totals = self.pair(report("a.txt", [one]), report("a.txt", [two]))
        (changed,) = found["changed"]
        self.assertEqual((changed["a"], changed["b"], changed["words"]), ("s1", "s1", "Rebels killed six men"))
        values = {name: (f["a"], f["b"]) for name, f in changed["fields"].items()}
        self.assertEqual(values, {
            "type": ("ASSAULT", "COERCE"), "mode": (None, "arrest"), "contexts": ("military", None),
            "agent": ("Rebels = Rebels of the North [nga-x]", None), "recipient": (None, "six men"), "when": ("2031-03-07", None),
            "where": ("Bama, NGA, town, GeoNames 7", "Bama, NGA, town, GeoNames 8"), "toll": ("killed at least 6 (six men)", None),
            "according_to": ("police", None), "certainty": ("fact", "claimed"), "modality": ("actual", "planned"),
            "time_frame": ("current", "future"), "evidence": ("killed", "Rebels killed six men")})
        self.assertEqual((changed["fields"]["agent"]["why_a"], changed["fields"]["agent"]["why_b"]), ("args:subject", None))
        self.assertEqual({k for k, v in totals["fields"].items() if v}, set(values))
        text = self.casus("diff", "a.jsonl", "b.jsonl").stdout.decode()
        self.assertRegex(text, r"agent +- Rebels = Rebels of the North \[nga-x\] +\(args:subject\)\n +\+ nothing\n")
        self.assertRegex(text, r"  other agent +1\n")

    def test_a_role_by_another_voice(self):
        found, _ = self.pair(report("a.txt", [statement("s1", roles=agent())]),
                             report("a.txt", [statement("s1", roles=agent(certainty="accused", according_to=["a1"]))]))
        self.assertEqual(found["changed"][0]["fields"]["agent"]["b"], "Rebels = Rebels of the North [nga-x], accused by police")

    def test_only_one_says_it(self):
        found, totals = self.pair(report("a.txt", [statement("s1"), statement("s2")]),
                                  report("a.txt", [statement("s2"), statement("s3", roles=agent())]))
        self.assertEqual([s["trigger"] for s in found["only_a"]], ["killed"])
        self.assertEqual([(s["trigger"], s["agent"], s["why"]) for s in found["only_b"]],
                         [("denied", "Rebels = Rebels of the North [nga-x]", "lexicon:denied")])
        self.assertEqual((found["changed"], totals["statements_a"], totals["statements_b"]), ([], 1, 1))
        text = self.casus("diff", "a.jsonl", "b.jsonl").stdout.decode()
        self.assertRegex(text, r"(?m)^- +s1 ASSAULT “killed”$")
        self.assertRegex(text, r"(?m)^\+ +s3 ASSAULT “denied”$")

    def test_which_statement_is_which(self):
        """Two of one word are told apart by their type, an event is no relation, and triggers need only meet."""
        both = [statement("s1"), statement("s1", id="s2", type="DEMAND")]
        self.pair(report("a.txt", both), report("a.txt", both[::-1]), expect=0)
        found, _ = self.pair(report("a.txt", [statement("s1")]), report("a.txt", [statement("s1", kind="relation")]))
        self.assertEqual((len(found["only_a"]), len(found["only_b"]), found["changed"]), (1, 1, []))
        found, _ = self.pair(report("a.txt", [statement("s1")]), report("a.txt", [statement("s1", trigger=span("killed six"))]))
        self.assertEqual(found["changed"][0]["fields"]["trigger"], {"a": "killed", "b": "killed six", "why_a": None, "why_b": None})

    def test_incidents(self):
        s = [statement("s1"), statement("s2"), statement("s3")]
        found, totals = self.pair(report("a.txt", s, [("s1", "s2"), ("s3",)]), report("a.txt", s, [("s1",), ("s2", "s3")]))
        self.assertEqual(found["parted"], [{"a": "i1", "b": ["i1", "i2"], "reasons": "s2: same day"}])
        self.assertEqual(found["joined"], [{"b": "i2", "a": ["i1", "i2"], "reasons": "s3: same day"}])
        self.assertEqual((totals["parted"], totals["joined"]), (1, 1))
        text = self.casus("diff", "a.jsonl", "b.jsonl").stdout.decode()
        self.assertIn("incident i1 of A is several in B, i1 and i2", text)
        self.assertIn("incidents i1 and i2 of A are one in B, i2", text)

    def test_reports_are_matched(self):
        s, other = [statement("s1")], TEXT.replace("six men", "six old men")
        a = [report("x/a.txt", s), report("x/b.txt", s), report("x/c.txt", [statement("s1"), statement("s2")]), report("x/gone.txt", s, id="sha256:1")]
        # The same text under two names goes by the names; another text under the same name is the same report.
        b = [report("y/b.txt", s), report("y/new.txt", s, id="sha256:2"), report("y/a.txt", s),
             report("y/c.txt", [statement("s1", text=other), statement("s2", text=other)], text=other)]
        found, totals = self.diff(self.lines("a.jsonl", *a), self.lines("b.jsonl", *b, compact=False), 1)
        self.assertEqual([(r["path"], r["in"]) for r in found], [("x/gone.txt", "A"), ("y/new.txt", "B")])
        self.assertEqual((totals["reports_both"], totals["reports_different"], totals["reports_a"], totals["reports_b"]), (3, 0, 1, 1))
        text = self.casus("diff", "a.jsonl", "b.jsonl").stdout.decode()
        self.assertIn("x/gone.txt: only in A\n", text)

    def test_another_text(self):
        """What the texts begin and end with is compared, with the offsets of each."""
        other = TEXT.replace("A bomb wounded", "A car bomb wounded")
        found, _ = self.pair(report("a.txt", [statement("s1"), statement("s2"), statement("s3")]),
                             report("a.txt", [statement(n, text=other, certainty="denied") for n in WORDS], text=other))
        self.assertEqual([c["words"] for c in found["changed"]], ["killed", "wounded", "denied"])
        self.assertFalse(found["same_text"])
        self.assertIn("its text is another in B", self.casus("diff", "a.jsonl", "b.jsonl").stdout.decode())

    def test_without_text(self):
        r = report("a.txt", [statement("s1")])
        del r["text"]
        found, _ = self.pair(r, {**r, "statements": [statement("s1", certainty="claimed")]})
        self.assertEqual(found["changed"][0]["words"], "{}-{}".format(*span("killed")))

    def test_refusals(self):
        good = self.lines("a.jsonl", report("a.txt", []))
        for content, why in ((b"", "found no line"), (b"{}\n", "a.jsonl:1|b.jsonl:1: expected a report of the schema"),
                             (b"\n[1]\n", "b.jsonl:2: expected a JSON object"), (b'{"schema":"casus.report/1"}\n', "expected a report with an id")):
            run = self.casus("diff", good, self.write("b.jsonl", content))
            self.assertEqual(run.returncode, 3)
            self.assertRegex(run.stderr.decode(), why)
        self.assertEqual(self.casus("diff", good, "missing.jsonl").returncode, 3)
        self.assertRegex(self.casus("diff", good, self.dir).stderr.decode(), "expected a file of JSON Lines")
        for args in ((), (good,), (good, good, good), ("--format", "csv", good, good), ("--db", "k.casus", "1")):
            self.assertEqual(self.casus("diff", *args).returncode, 2, args)

    def test_limits(self):
        values = ",".join("1" for _ in range(8 << 20))
        self.write("a.jsonl", '{"schema":"casus.report/1","id":"x","source":{},"more":[%s]}\n' % values)
        run = self.casus("diff", "a.jsonl", "a.jsonl")
        self.assertEqual(run.returncode, 6)
        self.assertIn(b"more than 8388608 values", run.stderr)
        far = [statement("s1", trigger=[0, 201]), statement("s2", trigger=[0, 200])]
        _, totals = self.pair(report("a.txt", far), report("a.txt", far), expect=0)
        self.assertEqual(totals["statements_both"], 1)

    def test_runs_of_a_case(self):
        path = self.write("a.txt", "Gunmen killed three farmers in Bama on Friday, police said. The war in Syria goes on.\n")
        self.write("b.txt", "Rebels abducted two nurses in Goma on Sunday.\n")
        for args in ((path, self.dir / "b.txt"), (path, "--min-confidence", "0.99")):
            self.assertEqual(self.casus("add", "--db", "k.casus", *args).returncode, 0)
        listed = self.casus("diff", "--db", "k.casus").stdout.decode()
        self.assertRegex(listed, r"(?m)^1 .* 2$")
        self.assertRegex(listed, r"(?m)^2 .* 1$")
        run = self.casus("diff", "--db", "k.casus", "1", "2", "--format", "json")
        self.assertEqual(run.returncode, 1, run.stderr)
        first, second, totals = map(json.loads, run.stdout.splitlines())
        self.assertEqual((first["path"], first["in"], first["only_b"], first["changed"]), (str(path), "both", [], []))
        self.assertTrue(first["only_a"])
        self.assertEqual(second, {"path": str(self.dir / "b.txt"), "in": "A"})
        self.assertEqual(totals["totals"]["reports_a"], 1)
        self.assertEqual(self.casus("diff", "--db", "k.casus", "1", "1").returncode, 0)
        self.assertIn(b"there is no run 7", self.casus("diff", "--db", "k.casus", "1", "7").stderr)
        self.assertEqual(self.casus("diff", "--db", "k.casus", "1", "7").returncode, 2)


if __name__ == "__main__":
    unittest.main()
