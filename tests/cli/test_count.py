"""casus count: panels of a case, against the same counted by hand in Python. usage: test_count.py CASUS"""
import csv, io, json, math, sqlite3, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CliTest  # noqa: E402

NAMES = ["Bama", "Gwoza", "Mopti", "Timbuktu", "Diffa", "Maroua", "Kano", "Jos", "Gao", "Kidal", "Bol", "Zinder"]
# country, admin1, lat, lon, precision, first, last, type, killed low/best/high, modality, certainty, review
ROWS = [
    ("NGA", "Borno", 11.52, 13.69, "town", "2024-01-05", "2024-01-05", "ASSAULT", (3, 3, 3), "actual", "fact", "none"),
    ("NGA", "Borno", 11.52, 13.69, "town", "2024-01-20", "2024-01-25", "ASSAULT", (8, None, None), "actual", "fact", "accepted"),
    ("NGA", None, 9.5, 8.0, "country", "2024-04-01", "2024-04-30", "ASSAULT", (1, 2, 5), "actual", "claimed", "none"),
    ("NER", "Diffa", 13.5, 12.5, "district", "2024-01-01", "2024-12-31", "PROTEST", (None, None, None), "actual", "fact", "none"),
    (None, None, None, None, None, None, None, "ASSAULT", (2, 2, 2), "actual", "fact", "none"),
    ("NER", "Diffa", -0.25, -180.0, "site", "2024-01-31", "2024-02-01", "RETREAT", (None, None, None), "actual", "fact", "edited"),
    ("TCD", "Lac", 13.5, 14.7, "town", "2024-02-01", "2024-02-01", "ASSAULT", (40, 40, 40), "actual", "fact", "rejected"),
    ("TCD", "Lac", 13.5, 14.7, "town", "2024-02-01", "2024-02-01", "ASSAULT", (50, 50, 50), "planned", "fact", "none"),
    ("TCD", "Lac", 13.5, 14.7, "town", "2024-02-01", "2024-02-01", "ASSAULT", (60, 60, 60), "actual", "denied", "none"),
    ("MLI", "Mopti", 90.0, 180.0, "site", "2024-03-03", "2024-03-03", "ASSAULT", (0, 1, 1), "actual", "fact", "none"),
]


def gid(lat, lon):
    return math.floor((lat + 90) * 2) * 720 + math.floor((lon + 180) * 2) + 1


class CountTest(CliTest):
    def setUp(self):
        super().setUp()
        records = [{"id": f"r{i}", "text": f"Gunmen killed three farmers near the town of {name} on {i + 1} March {2001 + i}, police said.\n"}
                   for i, name in enumerate(NAMES)]
        self.write("all.jsonl", "".join(json.dumps(r) + "\n" for r in records))
        self.assertEqual(self.casus("add", "--db", "case", "all.jsonl").returncode, 0)
        db = sqlite3.connect(self.dir / "case")
        ids = [i for i, in db.execute("select id from incidents where live = 1 order by id")]
        self.assertGreaterEqual(len(ids), len(ROWS))
        for i, (country, admin1, lat, lon, precision, first, last, kind, killed, modality, certainty, review) in zip(ids, ROWS):
            db.execute("update incidents set country=?, admin1=?, lat=?, lon=?, place_precision=?, first_day=?, last_day=?, type=?, killed_low=?, "
                       "killed_best=?, killed_high=?, modality=?, certainty=?, review=? where id=?",
                       (country, admin1, lat, lon, precision, first, last, kind, *killed, modality, certainty, review, i))
            db.execute("delete from incident_parties where incident = ?", (i,))
        db.executemany("update incidents set live = 0 where id = ?", [(i,) for i in ids[len(ROWS):]])
        people = [(0, "agent", "Boko Haram", "boko-haram", "claimed"), (0, "agent", "JAS", "boko-haram", "accused"), (0, "agent", "gunmen", None, "fact"),
                  (1, "agent", "the group", "boko-haram", "denied"), (1, "recipient", "farmers", None, "fact"), (2, "agent", "gunmen", None, "fact"),
                  (5, "agent", "army", "army-ner", "fact")]
        for number, (at, role, name, actor, certainty) in enumerate(people):
            db.execute("insert into incident_parties (incident, number, role, name, actor, certainty, reports) values (?,?,?,?,?,?,1)",
                       (ids[at], number + 1, role, name, actor, certainty))
        db.commit()
        db.close()

    def count(self, *args, expect=0):
        run = self.casus("count", "--db", "case", "--format", "csv", *args)
        self.assertEqual(run.returncode, expect, run.stderr.decode())
        return list(csv.DictReader(io.StringIO(run.stdout.decode()))) if not expect else run.stderr.decode()

    def figures(self, rows, key):
        return {r[key]: int(r["incidents"]) for r in rows}

    def test_countries_are_those_of_the_case(self):
        self.assertEqual(self.figures(self.count("--by", "country"), "country"), {"MLI": 1, "NER": 2, "NGA": 3, "unknown": 1})
        # what the filter leaves out is a zero; what nobody knows, and nothing is in, no row
        self.assertEqual(self.figures(self.count("--by", "country", "--type", "PROTEST"), "country"), {"MLI": 0, "NER": 1, "NGA": 0})
        self.assertEqual(self.figures(self.count("--by", "country", "--country", "NGA"), "country"), {"NGA": 3})

    def test_what_did_not_happen(self):
        self.assertEqual(self.figures(self.count("--by", "country", "--any"), "country")["TCD"], 2)
        self.assertEqual(self.figures(self.count("--by", "country", "--modality", "planned"), "country")["TCD"], 1)
        self.assertEqual(self.figures(self.count("--by", "country", "--certainty", "denied"), "country")["TCD"], 1)

    def test_all_countries(self):
        found = self.figures(self.count("--by", "country", "--all-countries"), "country")
        self.assertGreater(len(found), 240)
        self.assertEqual((found["NGA"], found["FRA"], sum(found.values())), (3, 0, 7))
        self.assertIn("--by country", self.count("--by", "month", "--all-countries", expect=2))

    def test_months(self):
        """The 31st of January or the 1st of February is no month; one known to the month is."""
        found = self.figures(self.count("--by", "month"), "month")
        self.assertEqual(found, {"2024-01": 2, "2024-02": 0, "2024-03": 1, "2024-04": 1, "unknown": 3})
        found = self.figures(self.count("--by", "month", "--from", "2023-12-15", "--to", "2024-02-10"), "month")
        self.assertEqual(found, {"2023-12": 0, "2024-01": 2, "2024-02": 0, "unknown": 2})
        found = self.figures(self.count("--by", "month", "--type", "PROTEST"), "month")
        self.assertEqual(found, {"2024-01": 0, "2024-02": 0, "2024-03": 0, "2024-04": 0, "unknown": 1})

    def test_regions(self):
        found = {(r["country"], r["admin1"]): int(r["incidents"]) for r in self.count("--by", "admin1")}
        self.assertEqual(found, {("MLI", "Mopti"): 1, ("NER", "Diffa"): 2, ("NGA", "Borno"): 2, ("NGA", "unknown"): 1, ("unknown", "unknown"): 1})

    def test_cells(self):
        """Only what is known to the site or town; the edges of the grid belong to it."""
        rows = self.count("--by", "grid")
        found = self.figures(rows, "gid")
        pole, date_line = 359 * 720 + 1, gid(-0.25, -180.0)
        self.assertEqual(found, {str(gid(11.52, 13.69)): 2, str(date_line): 1, str(pole): 1, "unknown": 3})
        at = {r["gid"]: (r["lat"], r["lon"]) for r in rows}
        self.assertEqual(at[str(gid(11.52, 13.69))], ("11.75", "13.75"))
        self.assertEqual(at["unknown"], ("", ""))

    def test_cells_of_a_box(self):
        found = self.figures(self.count("--by", "grid", "--box", "13,11,14.2,12"), "gid")
        cells = {str(gid(lat, lon)) for lat in (11.0, 11.5) for lon in (13.0, 13.5, 14.0)}
        self.assertEqual({k for k in found}, cells)
        self.assertEqual((found[str(gid(11.52, 13.69))], sum(found.values())), (2, 2))
        self.assertEqual(len(self.count("--by", "grid", "--box", "179.5,-1,-179.5,0")), 2 * 2)

    def test_actors(self):
        found = {(r["actor"], r["actor_name"]): int(r["incidents"]) for r in self.count("--by", "actor")}
        self.assertEqual(found, {("boko-haram", "Boko Haram"): 1, ("", "gunmen"): 2, ("army-ner", "army"): 1, ("", "unknown"): 4})

    def test_tolls(self):
        found = {r["country"]: [r[c] for c in ("incidents", "told", "killed_low", "killed_best", "killed_high", "killed_open")]
                 for r in self.count("--by", "country", "--what", "killed")}
        self.assertEqual(found, {"MLI": ["1", "1", "0", "1", "1", "0"], "NER": ["2", "0", "0", "0", "0", "0"],
                                 "NGA": ["3", "3", "12", "13", "16", "1"], "unknown": ["1", "1", "2", "2", "2", "0"]})

    def test_crossed(self):
        rows = self.count("--by", "country", "--by", "month", "--by", "type", "--what", "killed")
        known = [r for r in rows if "unknown" not in (r["country"], r["month"])]
        self.assertEqual(len(known), 3 * 4 * 3)
        self.assertEqual(sum(int(r["incidents"]) for r in rows), 7)
        self.assertEqual(len(rows) - len(known), 3)  # those that are in an unknown one: 4 incidents less one that shares a row
        at = {(r["country"], r["month"], r["type"]): int(r["killed_best"]) for r in rows}
        self.assertEqual((at["NGA", "2024-01", "ASSAULT"], at["NGA", "2024-04", "ASSAULT"], at["NGA", "2024-02", "ASSAULT"]), (11, 2, 0))
        # by country and region: a region of another country is no row
        rows = self.count("--by", "country", "--by", "admin1")
        self.assertEqual([(r["country"], r["admin1"]) for r in rows],
                         [("MLI", "Mopti"), ("NER", "Diffa"), ("NGA", "Borno"), ("NGA", "unknown"), ("unknown", "unknown")])

    def test_text_and_files(self):
        run = self.casus("count", "--db", "case", "--by", "country")
        self.assertEqual(run.stdout.decode().split("\n")[:3], ["country  incidents", "MLI              1", "NER              2"])
        self.assertEqual(self.casus("count", "--db", "case", "--by", "type", "-o", "a.csv").returncode, 0)
        self.assertEqual((self.dir / "a.csv").read_text(), "type,incidents\nASSAULT,5\nPROTEST,1\nRETREAT,1\n")

    def test_errors(self):
        self.assertIn("--by: expected country", self.count("--by", "continent", expect=2))
        self.assertIn("stands twice", self.count("--by", "type", "--by", "type", expect=2))
        self.assertIn("say by what", self.count(expect=2))
        self.assertIn("expected incidents, killed or wounded", self.count("--by", "type", "--what", "dead", expect=2))
        self.assertIn("at most 4194304", self.count("--by", "grid", "--by", "month", "--by", "country", "--all-countries", "--box=-180,-90,180,90", expect=6))
        self.assertEqual(self.casus("count", "--db", "none", "--by", "type").returncode, 5)


if __name__ == "__main__":
    unittest.main()
