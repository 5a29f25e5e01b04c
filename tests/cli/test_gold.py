"""casus export --format gold: what people reviewed, and the way back through casus eval. usage: test_gold.py CASUS"""
import json, sqlite3, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CliTest  # noqa: E402

REPORTS = {
    "a.txt": "Gunmen killed three farmers near the town of Bama in Nigeria on Friday, police said. The gunmen also burned a market in Gwoza.\n\n"
             "The army attacked a rebel camp near Mopti in Mali on 3 March 2024, killing six fighters. Rebels attacked the army in Gao.\n",
    "b.txt": "Thousands of people protested in Niamey on Monday. Police arrested 12 protesters, “Le Café” reported.\nPolice arrested two more on Tuesday.\n",
    "c.txt": "A bomb killed two people in Kano on Sunday.\n",
}


class GoldTest(CliTest):
    def setUp(self):
        super().setUp()
        for name, text in REPORTS.items():
            self.write(f"in/{name}", text)
        run = self.casus("add", "--db", "case", "--published", "2024-03-15", "in")
        self.assertEqual(run.returncode, 0, run.stderr.decode())

    def ask(self, sql):
        db = sqlite3.connect(self.dir / "case")
        try:
            return [row[0] for row in db.execute(sql)]
        finally:
            db.close()

    def say(self, what, *args):
        run = self.casus(what, "--db", "case", "--who", "ana", "--why", "as read", *args)
        self.assertEqual(run.returncode, 0, run.stderr.decode())

    def gold(self):
        run = self.casus("export", "--db", "case", "--format", "gold", "-o", "in/gold.jsonl")
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        return [json.loads(line) for line in (self.dir / "in/gold.jsonl").read_text().splitlines()], run.stderr.decode()

    def scores(self):
        run = self.casus("eval", "in/gold.jsonl", "--format", "json")
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        return json.loads(run.stdout)

    def statements_of(self, name):
        return self.ask(f"select s.id from statements s join report_codings c on c.coding = s.coding join reports r on r.id = c.report "
                        f"where r.path = 'in/{name}' order by s.id")

    def test_round_trip(self):
        """What was accepted as it was read is found and right, all of it."""
        ids = self.statements_of("a.txt") + self.statements_of("b.txt")
        self.assertGreater(len(ids), 5)
        self.say("accept", "statement", *ids)
        lines, _ = self.gold()
        heads = [x for x in lines if "report" in x]
        self.assertEqual(heads, [{"report": "a.txt", "published": "2024-03-15"}, {"report": "b.txt", "published": "2024-03-15"}])
        items = [x for x in lines if "report" not in x]
        self.assertEqual([x["id"] for x in items], [f"statement-{i}" for i in ids])
        for x in items:
            self.assertTrue(any(REPORTS[n].count(x["anchor"]) == 1 for n in ("a.txt", "b.txt")), x["anchor"])
        scores = self.scores()
        self.assertEqual(scores["measures"]["found"]["value"], 1, scores["missed"])
        self.assertEqual(scores["measures"]["violent_precision"]["value"], 1)
        self.assertEqual(scores["measures"]["core_f1"]["value"], 1, scores["wrong"])
        self.assertEqual(scores["measures"]["all_f1"]["value"], 1, scores["wrong"])
        self.assertEqual(scores["no_anchor"], [])

    def test_what_people_decided(self):
        """Rejected ones are not there, edited ones as edited, added ones too; a report with only rejected ones has its line."""
        kept, changed, gone = self.statements_of("a.txt")[:3]
        only = self.statements_of("c.txt")
        self.say("accept", "statement", kept)
        self.say("edit", "statement", changed, "type=COERCE", "mode=seize", "killed=7//9", "agent=the lion", "when=2024-03-02", "country=TCD", "recipient=", "target=")
        self.say("reject", "statement", gone, *only)
        self.say("add-statement", "2", "--type", "THREATEN", "--words", "“Le Café” reported", "--agent", "Thousands of people", "--place", "Niamey")
        lines, _ = self.gold()
        self.assertEqual([x.get("report", x.get("id")) for x in lines][:3], ["a.txt", f"statement-{kept}", f"statement-{changed}"])
        self.assertEqual(lines[-1], {"report": "c.txt", "published": "2024-03-15"})
        x = lines[2]
        self.assertEqual((x["type"], x["mode"], x["killed"], x["agent"], x["when"], x["country"], x["note"]),
                         ("COERCE", "seize", [7, 9], ["the lion"], "2024-03-02", ["TCD"], "edited"))
        self.assertNotIn("recipient", x)
        added = lines[lines.index({"report": "b.txt", "published": "2024-03-15"}) + 1]
        self.assertEqual((added["type"], added["anchor"], added["agent"], added["note"]),
                         ("THREATEN", "“Le Café” reported", ["Thousands of people"], "added"))
        wrong = {(w["id"], w["field"]) for w in self.scores()["wrong"]}
        self.assertLessEqual({(f"statement-{changed}", f) for f in ("agent", "when", "country")}, wrong)
        self.assertNotIn(f"statement-{kept}", {w[0] for w in wrong})

    def test_same_incident(self):
        one = self.ask("select min(x.account) from account_statements x group by x.account having count(*) > 1")
        if not one:
            self.skipTest("no incident was told twice")
        ids = self.ask(f"select statement from account_statements where account = {one[0]} order by 1")
        self.say("accept", "statement", *ids)
        items = [x for x in self.gold()[0] if "id" in x]
        self.assertEqual([x.get("same_as") for x in items], [None] + [items[0]["id"]] * (len(items) - 1))

    def test_anchors_that_stand_twice(self):
        """An anchor grows until it is the only one: "arrested" stands in two sentences."""
        ids = self.ask("select s.id from statements s join codings k on k.id = s.coding join texts t on t.id = k.text "
                       "where substr(t.text, s.trigger_begin + 1, s.trigger_end - s.trigger_begin) = 'arrested' order by s.id")
        self.assertEqual(len(ids), 2)
        self.say("accept", "statement", *ids)
        self.assertEqual([x["anchor"] for x in self.gold()[0] if "id" in x], ["Police arrested 12", "Police arrested two"])

    def test_names_and_nothing(self):
        self.assertEqual(self.gold()[0], [])
        self.write("other/a.txt", "Rebels killed nine soldiers in Diffa on Sunday.\n")
        self.assertEqual(self.casus("add", "--db", "case", "other").returncode, 0)
        self.say("accept", "statement", *self.statements_of("a.txt"), *self.ask(
            "select s.id from statements s join report_codings c on c.coding = s.coding join reports r on r.id = c.report where r.path = 'other/a.txt'"))
        lines, said = self.gold()
        self.assertEqual([x["report"] for x in lines if "report" in x], ["a.txt"])
        self.assertIn("1 written; 1 left out: reports of the same name as another", said)


if __name__ == "__main__":
    unittest.main()
