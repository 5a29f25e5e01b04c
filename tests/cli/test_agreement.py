"""casus agreement: what two people say, by their decisions. usage: test_agreement.py CASUS"""
import json, sqlite3, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CliTest  # noqa: E402

PLACES = ["Bama", "Gwoza", "Mopti", "Timbuktu", "Diffa", "Maroua", "Kano", "Jos"]


def alpha(pairs, distance):
    """By the definition, pair by pair."""
    pairs = [p for p in pairs if None not in p]
    values = [v for p in pairs for v in p]
    n = len(values)
    observed = sum(2 * distance(a, b) for a, b in pairs) / n
    expected = sum(distance(values[i], values[k]) for i in range(n) for k in range(n) if i != k) / (n * (n - 1))
    return 1 - observed / expected


def nominal(a, b):
    return float(a != b)


def ratio(a, b):
    return 0.0 if a == b else ((a - b) / (a + b)) ** 2


class AgreementTest(CliTest):
    def setUp(self):
        super().setUp()
        records = [{"id": f"r{i}", "text": f"Gunmen killed {i + 3} farmers near the town of {name} on {i + 1} March {2001 + i}, police said.\n"}
                   for i, name in enumerate(PLACES)]
        self.write("all.jsonl", "".join(json.dumps(r) + "\n" for r in records))
        self.assertEqual(self.casus("add", "--db", "case", "all.jsonl").returncode, 0)
        db = sqlite3.connect(self.dir / "case")
        self.ids = [i for i, in db.execute("select min(s.id) from statements s where s.type = 'ASSAULT' group by s.coding order by 1")]
        self.killed = dict(db.execute("select statement, best from tolls where effect = 'killed'"))
        db.close()
        self.assertEqual(len(self.ids), len(PLACES))

    def say(self, who, what, *args):
        run = self.casus(what, "--db", "case", "--who", who, "--why", "as read", *args)
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        return run.stdout.decode()

    def agree(self, *args):
        run = self.casus("agreement", "--db", "case", "--format", "json", *args)
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        return json.loads(run.stdout)

    def test_two_people(self):
        ids = self.ids
        self.say("ana", "accept", "statement", *ids[:6])
        self.say("ana", "reject", "statement", *ids[6:])
        self.say("ben", "accept", "statement", *ids[:2], ids[6])
        self.say("ben", "edit", "statement", ids[2], "type=COERCE", "killed=9")
        self.say("ben", "edit", "statement", ids[3], "type=COERCE")
        self.say("ben", "edit", "statement", ids[4], "killed=30", "mode=")
        self.say("ben", "reject", "statement", ids[5], ids[7])
        found = self.agree("ana", "ben")
        self.assertEqual((found["statements"], found["incidents"], found["reports"]), (8, 0, 8))
        exists = [("y", "y")] * 5 + [("y", "n"), ("n", "y"), ("n", "n")]
        self.assertAlmostEqual(found["fields"]["exists"]["alpha"], alpha(exists, nominal), places=5)
        types = [("A", "A"), ("A", "A"), ("A", "C"), ("A", "C"), ("A", "A")]
        self.assertAlmostEqual(found["fields"]["type"]["alpha"], alpha(types, nominal), places=5)
        self.assertEqual((found["fields"]["type"]["units"], found["fields"]["type"]["agree"]), (5, 3))
        mine = [self.killed[i] for i in ids]
        tolls = [(mine[0], mine[0]), (mine[1], mine[1]), (mine[2], 9), (mine[3], mine[3]), (mine[4], 30)]
        self.assertAlmostEqual(found["fields"]["killed"]["alpha"], alpha(tolls, ratio), places=5)
        self.assertIn({"statement": ids[2], "report": 3, "field": "type", "said": ["ASSAULT", "COERCE"]},
                      [{k: d[k] for k in ("statement", "report", "field", "said")} for d in found["differ"]])
        self.assertEqual([d["said"] for d in found["differ"] if d["statement"] == ids[4] and d["field"] == "killed"], [[str(mine[4]), "30"]])
        low, high = found["fields"]["exists"]["low"], found["fields"]["exists"]["high"]
        self.assertLess(low, found["fields"]["exists"]["alpha"])
        self.assertGreater(high, found["fields"]["exists"]["alpha"])
        self.assertEqual(found, self.agree("ana", "ben"))  # the same draws

    def test_the_program(self):
        """It says what was read, whatever people set; and nothing of what they added."""
        ids = self.ids
        self.say("ana", "edit", "statement", ids[0], "type=COERCE")
        self.say("ana", "reject", "statement", ids[1])
        self.say("ana", "accept", "statement", ids[2])
        self.say("ana", "add-statement", "3", "--type", "RETREAT", "--words", "near the town")
        found = self.agree("program", "ana")
        self.assertEqual(found["statements"], 4)
        said = sorted((d["field"], d["said"][0] or "", d["said"][1] or "") for d in found["differ"] if d["field"] in ("exists", "type"))
        self.assertEqual(said, [("exists", "no", "yes"), ("exists", "yes", "no"), ("type", "ASSAULT", "COERCE")])

    def test_an_accept_is_of_what_was_shown(self):
        ids = self.ids
        self.say("ben", "accept", "statement", ids[0])
        self.say("ana", "edit", "statement", ids[0], "type=COERCE")
        self.assertEqual([d["said"] for d in self.agree("ana", "ben", "--field", "type")["differ"]], [["COERCE", "ASSAULT"]])
        self.say("ben", "accept", "statement", ids[0])
        self.assertEqual(self.agree("ana", "ben", "--field", "type")["differ"], [])
        self.say("ben", "edit", "statement", ids[0], "type=PROTEST")
        self.assertEqual([d["said"] for d in self.agree("ana", "ben", "--field", "type")["differ"]], [["COERCE", "PROTEST"]])
        number = len(self.casus("log", "--db", "case", "--format", "json").stdout.splitlines())
        self.say("ben", "undo", number)
        self.assertEqual(self.agree("ana", "ben", "--field", "type")["differ"], [])

    def test_incidents(self):
        self.say("ana", "accept", "incident", 1)
        self.say("ana", "edit", "incident", 2, "when=2020-02-01", "country=MLI")
        self.say("ben", "edit", "incident", 1, "when=2020-02-01")
        self.say("ben", "accept", "incident", 2)
        self.say("ben", "accept", "incident", 3)
        found = self.agree("ana", "ben")
        self.assertEqual((found["statements"], found["incidents"]), (0, 2))
        self.assertEqual([(d["incident"], d["field"], d["said"]) for d in found["differ"]], [(1, "when", ["2001-03-01", "2020-02-01"])])
        self.assertEqual([(d["incident"], d["field"]) for d in self.agree("ana", "program")["differ"]], [(2, "when"), (2, "country")])

    def test_text_and_errors(self):
        run = self.casus("agreement", "--db", "case", "ana", "ben")
        self.assertEqual(run.returncode, 3)
        self.assertIn(b"nobody has decided anything yet", run.stderr)
        self.say("ana", "accept", "statement", *self.ids[:3])
        self.say("ben", "reject", "statement", *self.ids[:3])
        run = self.casus("agreement", "--db", "case", "ana", "ben", "--list", "2")
        self.assertIn("ana and ben: both decided on 3 statements and 0 incidents of 3 reports", run.stdout.decode())
        self.assertIn("ana: yes, ben: no", run.stdout.decode())
        self.assertIn("and 1 more", run.stdout.decode())
        run = self.casus("agreement", "--db", "case", "ana", "carl")
        self.assertEqual(run.returncode, 3)
        self.assertIn("those who have: ana, ben", run.stderr.decode())
        for args in (("ana",), ("ana", "ben", "carl"), ("ana", "ben", "--field", "colour"), ("ana", "ben", "--format", "csv")):
            self.assertEqual(self.casus("agreement", "--db", "case", *args).returncode, 2, args)
        self.assertEqual(self.casus("agreement", "--db", "case", "ana", "ana").returncode, 3)


if __name__ == "__main__":
    unittest.main()
