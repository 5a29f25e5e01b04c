"""casus incidents and casus show: what a case holds, as people and programs see it. usage: test_incidents.py CASUS"""
import json, re, sqlite3, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import ROOT, CliTest  # noqa: E402

FIRST = ("Gunmen killed 12 people in the town of Bama in Nigeria on 8 March 2024, police said. The army accused Boko Haram of the attack.\n")
LATER = ("Officials on Sunday lowered the death toll of the attack on the town of Bama in Nigeria on 8 March 2024 to 8. Gunmen killed 8 people "
         "there, the governor said. Boko Haram said its fighters had attacked the town.\n")
OTHER = "Students protested in Suva in Fiji on 2 February 2024.\n"


class LookTest(CliTest):
    """A case of two tellings of one attack, put together by hand where they are not already, and a protest."""

    def setUp(self):
        super().setUp()
        for name, text, source, day, grade in (("a.txt", FIRST, "Gazette", "2024-03-09", "B"), ("b.txt", LATER, "Herald", "2024-03-10", "C"),
                                               ("c.txt", OTHER, "Gazette", "2024-02-03", "B")):
            self.write(name, text)
            self.ran("add", name, "--source", source, "--published", day, "--reliability", grade)
        killings = [x["id"] for x in self.listed("--type", "ASSAULT") if any(t["effect"] == "killed" for t in x["toll"])]
        if len(killings) > 1:
            self.ran("merge", "--why", "the same", "--who", "ana", *killings)
        self.killing = killings[0]

    def ran(self, command, *args, expect=0):
        run = self.casus(command, "--db", "case", *args)
        self.assertEqual(run.returncode, expect, run.stderr.decode())
        return run.stdout.decode() if not expect else run.stderr.decode()

    def listed(self, *args):
        return [json.loads(line) for line in self.ran("incidents", "--format", "json", *args).splitlines()]

    def shown(self, *args):
        return json.loads(self.ran("show", *args, "--format", "json"))


class Listing(LookTest):
    def test_each_statement_is_in_one_incident(self):
        """As the scorer of links reads it: {report, statement}, the ids of the readings."""
        readings = [json.loads(line) for line in self.casus("export", "--db", "case").stdout.splitlines()]
        events = sorted((r["id"], s["id"]) for r in readings for s in r["statements"] if s["kind"] == "event")
        told = sorted((s["report"], s["statement"]) for x in self.listed() for s in x["statements"])
        self.assertEqual(told, events)
        self.assertGreater(len(events), 3)

    def test_members_are_those_of_the_page(self):
        page = (ROOT / "docs/incidents.md").read_text(encoding="utf-8").split("`--format json` prints")[1]
        names = {n for row in re.findall(r"^\| (`[^|]*`) \|", page, re.M) for n in re.findall(r"`(\w+)`", row)}
        x = self.listed()[0]
        self.assertEqual(set(x), names)
        also = set(re.findall(r"`(\w+)`", re.search(r"adds (.*?)The timeline", page, re.S)[1]))
        self.assertEqual(set(self.shown("incident", self.killing)) - set(x), also)

    def test_by_deed(self):
        deeds, incidents = self.listed("--by", "deed"), self.listed()
        refs = [(s["report"], s["statement"]) for d in deeds for s in d["statements"]]
        self.assertEqual(sorted(refs), sorted((s["report"], s["statement"]) for x in incidents for s in x["statements"]))
        self.assertGreater(len(deeds), len(incidents))
        page = (ROOT / "docs/incidents.md").read_text(encoding="utf-8").split("`--by deed --format json`")[1].split("## Looking")[0]
        self.assertEqual(set(deeds[0]), set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]*`) \|", page, re.M)))))
        both = [d for d in deeds if d["sources"] == 2]
        self.assertTrue([d for d in both if len(d["reports"]) == 2 and d["type"] == "ASSAULT"], deeds)
        self.assertEqual([d for d in deeds if d["incidents"] != [self.killing] and len(d["reports"]) > 1], [])
        self.assertEqual([d["type"] for d in self.listed("--by", "deed", "--type", "PROTEST")], ["PROTEST"])
        said = self.ran("incidents", "--by", "deed")
        self.assertIn(f"2 sources   incident {self.killing}", said)
        self.assertIn("Herald s", said)
        self.assertIn('--by: expected incident or deed but found "day"', self.ran("incidents", "--by", "day", expect=2))

    def test_one_happening(self):
        x, = self.listed("--min-killed", "5")
        self.assertEqual((x["id"], x["where"]["name"], x["when"]["begin"], x["sources"], len(x["reports"])),
                         (self.killing, "Bama", "2024-03-08", 2, 2))
        toll, = [t for t in x["toll"] if t["effect"] == "killed" and t["status"] == "all"]
        self.assertEqual((toll["low"], toll["high"]), (8, 12))
        self.assertEqual(toll["best"], 12)  # of the source that is graded B
        self.assertIn("12 (police via Gazette B)", toll["rule"])

    def test_filters(self):
        ids = lambda *args: [x["id"] for x in self.listed(*args)]  # noqa: E731
        protest, = ids("--type", "PROTEST")
        self.assertEqual(ids("--country", "FJI"), [protest])
        self.assertEqual(ids("--to", "2024-02-28"), [protest])
        self.assertNotIn(protest, ids("--from", "2024-03-01"))
        self.assertEqual(ids("--actor", "STUDENTS"), [protest])
        self.assertIn(self.killing, ids("--source", "Herald"))
        self.assertNotIn(protest, ids("--source", "Herald"))
        self.assertEqual(ids("--box", "170,-20,-170,-10"), [protest])
        self.assertEqual(ids("--type=ASSAULT", "--country", "FJI"), [])
        self.assertEqual(ids("--sort", "day", "--limit", "1"), [protest])
        self.assertEqual(ids("--sort", "killed", "--limit", "1"), [self.killing])

    def test_text(self):
        said = self.ran("incidents", "--type", "PROTEST")
        self.assertRegex(said, r"^\d+ +2024-02-02   Suva, FJI \(town\)   PROTEST")
        self.assertIn("1 report of 1 source, credibility 2", said)
        self.assertNotIn("\033", said)
        self.assertEqual(self.ran("incidents", "--country", "MLI"), "No incident is like that.\n")

    def test_more_than_are_shown(self):
        db = sqlite3.connect(self.dir / "case")
        db.executemany("insert into incidents (live, version, made_at, changed_at, reports, sources, statements, credibility, credibility_why, review) "
                       "values (1, 1, '', '', 1, 1, 1, 6, 'made', 'none')", [()] * 100)
        db.commit()
        db.close()
        run = self.casus("incidents", "--db", "case")
        self.assertEqual(run.stdout.decode().count("credibility"), 100)
        self.assertIn("there are more than these 100", run.stderr.decode())
        self.assertEqual(self.casus("incidents", "--db", "case", "--limit", "7").stdout.decode().count("credibility"), 7)
        self.assertGreater(self.ran("incidents", "--limit", "0").count("credibility"), 100)
        self.assertGreater(len(self.listed()), 100)

    def test_values_that_cannot_be(self):
        for args, said in ((("--from", "8 March"), '--from: expected a day YYYY-MM-DD but found "8 March"'),
                           (("--from", "2024-03-02", "--to", "2024-03-01"), "--from: expected a day no later than --to"),
                           (("--country", "Nigeria"), "--country: expected three capital letters (ISO 3166-1), as AFG but found"),
                           (("--box", "1,2,3"), '--box: expected W,S,E,N in degrees'),
                           (("--box", "1,20,3,10"), '--box: expected W,S,E,N in degrees'),
                           (("--box", "1,2,3,91"), '--box: expected W,S,E,N in degrees'),
                           (("--type", "WAR"), '--type: expected an event type of docs/codebook.md'),
                           (("--mode", "tickling"), '--mode: expected a mode'),
                           (("--certainty", "sure"), '--certainty: expected fact, claimed, accused, possible or denied but found "sure"'),
                           (("--modality", "done"), '--modality: expected actual'),
                           (("--reviewed", "yes"), '--reviewed: expected none, accepted, rejected, edited or any but found "yes"'),
                           (("--min-confidence", "2"), '--min-confidence: expected a number from 0 to 1'),
                           (("--min-killed", "0"), '--min-killed: expected a number from 1'),
                           (("--min-sources", "x"), '--min-sources: expected a number from 1'),
                           (("--actor", ""), '--actor: expected a name but found ""'),
                           (("--sort", "size"), '--sort: expected id, day, latest, killed or sources but found "size"'),
                           (("--limit", "-1"), '--limit: expected a number from 0'),
                           (("--format", "csv"), '--format: expected text or json but found "csv"'),
                           (("x",), 'x: expected --db FILE and options')):
            self.assertIn(said, self.ran("incidents", *args, expect=2), args)
        run = self.casus("incidents")
        self.assertEqual((run.returncode, b"no case was named" in run.stderr), (2, True))


class Showing(LookTest):
    def test_incident(self):
        said = self.ran("show", "incident", self.killing)
        for words in ("Who tells of one act", "2 sources", "What each report says", "Gunmen killed 12 people", "Who is named for it", "Every figure", "How the story changed", "first report",
                      "How it changed in the case", "Herald (C)", "credibility", "“12 people”"):
            self.assertIn(words, said)
        x = self.shown("incident", self.killing)
        self.assertEqual([r["source"] for r in x["told_in"]], ["Gazette", "Herald"])
        self.assertEqual(x["timeline"][0]["what"], "told")
        self.assertTrue([m for m in x["timeline"] if m["what"] == "correction" and "before 12" in m["words"]], x["timeline"])
        self.assertEqual({s["incident"] for s in x["told"]}, {self.killing})
        refs = [s for d in x["deeds"] for s in d["statements"]]
        self.assertEqual(sorted(map(str, refs)), sorted(map(str, x["statements"])))
        self.assertEqual([d["also_in"] for d in x["deeds"]], [[] for _ in x["deeds"]])
        texts = {r["id"]: (self.dir / name).read_text() for r, name in zip(x["told_in"], ("a.txt", "b.txt"))}
        for s in x["told"]:
            begin, end = s["evidence_span"]
            self.assertEqual(texts[s["report"]][begin:end], s["evidence"])

    def test_decisions_are_seen(self):
        self.ran("edit", "incident", self.killing, "killed=9", "place=Banki", "--why", "the list of names", "--who", "ana")
        x = self.shown("incident", self.killing)
        self.assertEqual((x["toll"][0]["best"], x["where"]["name"], x["review"]), (9, "Banki", "edited"))
        self.assertEqual({d["field"]: d["after"] for d in x["decisions"] if d["action"] == "edit"}, {"killed": "9", "place": "Banki"})
        self.assertIn("the list of names", self.ran("show", "incident", self.killing))
        self.assertEqual([y["id"] for y in self.listed("--reviewed", "edited")], [self.killing])
        told = [s for s in x["told"] if s["toll"]][0]
        self.ran("reject", "statement", told["id"], "--why", "a film", "--who", "ana")
        after = self.shown("incident", self.killing)
        self.assertEqual([s["review"] for s in after["told"] if s["id"] == told["id"]], ["rejected"])
        self.assertEqual(len(after["statements"]), len(x["statements"]) - 1)

    def test_actor_and_place(self):
        actor = [p["actor"] for x in self.listed() for p in x["agents"] if p["name"] == "Boko Haram"][0]
        x = self.shown("actor", actor)
        self.assertIn("Boko Haram", [n["name"] for n in x["names"]])
        self.assertTrue(x["incidents"])
        self.assertIn("Boko Haram", self.ran("show", "actor", actor))
        y = self.shown("place", "suva")
        self.assertEqual([i["where"]["name"] for i in y["incidents"]], ["Suva"])
        self.assertEqual(self.shown("place", y["incidents"][0]["where"]["geonames"])["incidents"], y["incidents"])
        self.assertIn("PROTEST", self.ran("show", "place", "Suva"))

    def test_report(self):
        x = self.shown("report", 3)
        self.assertEqual(x["report"]["source"], "Gazette")
        self.assertEqual([s["type"] for s in x["statements"]], ["PROTEST"])
        self.assertIn("“Students protested", self.ran("show", "report", 3))

    def test_what_is_not_there(self):
        self.assertIn("there is no incident 999", self.ran("show", "incident", 999, expect=3))
        self.assertIn("there is no report 999", self.ran("show", "report", 999, expect=3))
        self.assertIn('no incident has the actor "nobody at all"', self.ran("show", "actor", "nobody at all", expect=3))
        self.assertIn('no incident has the place "Nowhere"', self.ran("show", "place", "Nowhere", expect=3))
        self.assertIn("expected incident, actor, place or report but found", self.ran("show", "statement", 1, expect=2))
        self.assertIn("expected a number from 1", self.ran("show", "incident", "x", expect=2))
        self.assertIn("expected what to show", self.ran("show", "incident", expect=2))

    def test_foreign_words_do_not_move_the_cursor(self):
        db = sqlite3.connect(self.dir / "case")
        db.execute("update reports set title = ?", ("\033[2Jbad\u202etitle",))
        db.commit()
        db.close()
        said = self.ran("show", "report", 1)
        self.assertNotIn("\033", said)
        self.assertNotIn("\u202e", said)
        self.assertIn("\\u001b", self.ran("show", "report", 1, "--format", "json"))

    def test_help(self):
        for command in ("incidents", "show"):
            self.assertIn(f"usage: casus {command} --db FILE", self.casus("help", command).stdout.decode())
            self.assertIn(f"casus {command}", self.casus("help").stdout.decode())


if __name__ == "__main__":
    unittest.main()
