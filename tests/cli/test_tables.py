"""A project's own actors, places and words: the example of docs/tables.md, and what is said of tables that are wrong.
usage: test_tables.py CASUS"""
import hashlib, re, shlex, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import ROOT, CliTest  # noqa: E402

EXAMPLE = ROOT / "examples/tables"
REPORT = "Fighters of the Lantern Brigade kneecapped two traders near Dar Selma on Tuesday, police said.\n"
WORDS, PLACES, ACTORS = "word,pos,type", "name,lat,lon", "id,name,type,sector"


def own(**tables):
    return [x for name, path in tables.items() for x in ("--" + name, path)]


class Example(CliTest):
    def setUp(self):
        super().setUp()
        self.files = {n: EXAMPLE / f"{n}.csv" for n in ("actors", "places", "lexicon")}
        (self.report,), said = self.code(EXAMPLE / "report.txt", "--published", "2026-03-12", *own(**self.files))
        self.assertEqual(said, "")

    def test_model_has_the_hashes(self):
        for name, path in self.files.items():
            self.assertEqual(self.report["model"]["own_" + name], hashlib.sha256(path.read_bytes()).hexdigest())
        (without,), _ = self.code(EXAMPLE / "report.txt")
        self.assertEqual([without["model"]["own_" + n] for n in self.files], [None] * 3)
        self.assertEqual(without["model"]["lexicon"], self.report["model"]["lexicon"])

    def test_words(self):
        told = [(s["type"], s["mode"], s["why"]["type"]) for s in self.report["statements"]]
        self.assertEqual(told, [("ASSAULT", "firearms", "lexicon:user lexicon.csv:2"), ("ASSAULT", "seize", "lexicon:user lexicon.csv:3"),
                                ("ASSAULT", None, "lexicon:user lexicon.csv:4")])
        self.assertEqual([(t["effect"], t["best"]) for t in self.report["statements"][0]["toll"]], [("wounded", 2)])

    def test_places(self):
        told = {p["name"]: (p["lat"], p["lon"], p["country"], p["admin1"], p["precision"], p["why"]) for p in self.report["places"]}
        self.assertEqual(told["Dar Selma"], (11.8312, 13.1509, "NGA", "Borno", "site", "gazetteer:user places.csv:2"))
        self.assertEqual(told["Kuma Wells"][-2:], ("town", "gazetteer:user places.csv:3"))
        self.assertIn("gazetteer:user places.csv:2", self.report["statements"][0]["why"]["where"])

    def test_actors(self):
        told = {e["actor"]: (e["type"], e.get("why")) for e in self.report["entities"] if e["actor"]}
        self.assertEqual(told["nga-lantern-brigade"], ("group", "actors:user actors.csv:2"))
        self.assertEqual(told["nga-borno-rights-desk"], ("organisation", "actors:user actors.csv:4"))

    def test_the_document_shows_these_files(self):
        text = (ROOT / "docs/tables.md").read_text()
        for name in ("report.txt", "actors.csv", "places.csv", "lexicon.csv"):
            self.assertIn((EXAMPLE / name).read_text().strip(), text, name)
        command = re.search(r"(?m)^casus code examples/tables/.*$", text)[0]
        args = [str(ROOT / a) if a.startswith("examples/") else a for a in shlex.split(command)[2:]]
        (again,), _ = self.code(*args)
        self.assertEqual([s["why"] for s in again["statements"]], [s["why"] for s in self.report["statements"]])

    def test_public_header_names_them(self):
        header = (ROOT / "include/casus/casus.h").read_text()
        self.assertRegex(header, r"\*actors, \*places, \*lexicon;")


class Precedence(CliTest):
    """The user's row wins."""

    def one(self, text, **tables):
        paths = {n: self.write(f"{n}.csv", content) for n, content in tables.items()}
        (report,), _ = self.code(self.write("a.txt", text), *own(**paths))
        return report

    def test_a_word_gets_another_type(self):
        text = "Police arrested two traders in Lagos, the army said.\n"
        self.assertEqual([s["type"] for s in self.one(text)["statements"]], ["COERCE"])
        own_row = self.one(text, lexicon=f"{WORDS}\narrest,v,AID\n")["statements"]
        self.assertEqual([(s["type"], s["why"]["type"]) for s in own_row], [("AID", "lexicon:user lexicon.csv:2")])

    def test_a_word_is_no_trigger(self):
        text = "Police arrested two traders in Lagos, the army said.\n"
        self.assertEqual(self.one(text, lexicon=f"{WORDS}\narrest,verb,none\n")["statements"], [])

    def test_forms_that_the_parse_does_not_know(self):
        text = "Gunmen rustled forty cows near Lagos, the army said.\n"
        self.assertEqual([s["type"] for s in self.one(text, lexicon=f"{WORDS},mode\nrustle,verb,ASSAULT,seize\n")["statements"]], ["ASSAULT"])

    def test_a_place_of_a_known_name(self):
        report = self.one("Gunmen killed three farmers in Lagos, police said.\n", places=f"{PLACES},country\nLagos,37.1,-8.67,PRT\n")
        place = next(p for p in report["places"] if p["name"] == "Lagos")
        self.assertEqual((place["lat"], place["country"], place["geonames"]), (37.1, "PRT", None))

    def test_a_short_name_counts_in_capitals_only(self):
        table = f"{PLACES},aliases\nAir Base Bravo,11,13,ABB\n"
        report = self.one("Gunmen killed three farmers near ABB on Friday, police said.\n", places=table)
        self.assertIn("Air Base Bravo", [p["name"] for p in report["places"]])

    def test_an_actor_of_a_known_name(self):
        text = "Islamic State said that it had killed three farmers in Lagos.\n"
        before = {e["actor"] for e in self.one(text)["entities"]}
        after = self.one(text, actors=f"{ACTORS}\nmy-state,Islamic State,group,REB\n")["entities"]
        self.assertNotIn("my-state", before)
        self.assertIn(("my-state", "actors:user actors.csv:2"), [(e["actor"], e.get("why")) for e in after])

    def test_tables_as_spreadsheets_write_them(self):
        """A byte order mark, CR LF, quotes, columns in another order, decomposed letters."""
        table = '\ufefftype,word,pos\r\nASSAULT,"kneecap","v"\r\n\r\n'
        self.assertEqual([s["type"] for s in self.one(REPORT, lexicon=table)["statements"]], ["ASSAULT"])
        table = 'name,lat,lon,aliases\r\n"Dar ""Selma""",11,13,De\u0301sel\r\n'
        report = self.one("Gunmen killed three farmers in D\u00e9sel, police said.\n", places=table)
        self.assertIn('Dar "Selma"', [p["name"] for p in report["places"]])

    def test_same_bytes_for_any_number_of_threads(self):
        for n in range(4):
            self.write(f"in/{n}.txt", REPORT)
        words, places = self.write("w.csv", f"{WORDS}\nkneecap,v,ASSAULT\n"), self.write("p.csv", f"{PLACES}\nDar Selma,11,13\n")
        out = [self.code("in", "--jobs", jobs, "--lexicon", words, "--places", places)[0] for jobs in "14"]
        self.assertEqual(out[0], out[1])
        self.assertEqual(len(out[0][0]["statements"]), 1)


class Wrong(CliTest):
    """File, line, column, what was expected and what was found; nothing is coded then."""

    def refused(self, name, content, *reasons):
        table = self.write("my.csv", content)
        reports, said = self.code(self.write("a.txt", REPORT), "--" + name, table, expect=3)
        self.assertEqual(reports, [])
        self.assertRegex(said, r"^casus: error: .*my\.csv:")
        for reason in reasons:
            self.assertIn(reason, said)

    def test_headers(self):
        for name, columns in (("lexicon", WORDS), ("places", PLACES), ("actors", ACTORS)):
            self.refused(name, "", "expected a header row")
            self.refused(name, f"{columns},colour\n", "my.csv:1", "colour")
            self.refused(name, columns.split(",", 1)[1] + "\n", "expected a column", columns.split(",")[0])
            self.refused(name, f"{columns},{columns.split(',')[0]}\n", columns.split(",")[0])
            self.refused(name, f"{columns}\na,b\n", "my.csv:2: expected", "fields as in the header but found 2")
            self.refused(name, f'{columns}\n"a,b\n', "my.csv:2", "quote")
            self.refused(name, f'{columns}\na"b,c,d\n', "my.csv:2", "quote")
            self.refused(name, columns.encode() + b"\nfine,x,y\n\xff,1,2\n", "my.csv:3: expected UTF-8 but found byte 0xff")
            _, said = self.code(self.write("a.txt"), "--" + name, "none.csv", expect=3)
            self.assertIn("none.csv: No such file", said)

    def test_words(self):
        for row, *reasons in (("kneecap,v,ATTACK", "column 3 (type): expected", "ASSAULT", 'found "ATTACK"'),
                              ("Kneecap,v,ASSAULT", "column 1 (word): expected a lemma in lower case", "Kneecap"),
                              ("knee cap hard,v,ASSAULT", "column 1 (word)"),
                              ("kneecap,x,ASSAULT", "column 2 (pos): expected v, n, a"),
                              (",v,ASSAULT", 'column 1 (word): expected a value but found ""'),
                              ("k" * 70 + ",v,ASSAULT", "column word: expected at most 64 letters"),
                              ("kneecap,v,ASSAULT\nkneecap,v,ASSAULT", "my.csv:3", "each word once")):
            self.refused("lexicon", f"{WORDS}\n{row}\n", "my.csv:", *reasons)
        self.refused("lexicon", f"{WORDS},mode\nkneecap,v,ASSAULT,gun\n", "column 4 (mode): expected a mode of ASSAULT (abduct", 'found "gun"')
        self.refused("lexicon", f"{WORDS},mode\nkneecap,v,AID,gun\n", "as AID has no modes")
        self.refused("lexicon", f"{WORDS},frame\nkneecap,v,ASSAULT,v-x\n", "column 4 (frame)", "data/frames.tsv")
        self.refused("lexicon", f"{WORDS},needs\nkneecap,v,ASSAULT,obj:x\n", "column 4 (needs)")
        self.refused("lexicon", f"{WORDS},effect\nkneecap,v,ASSAULT,hurt\n", "column 4 (effect): expected", "wounded")
        self.refused("lexicon", f"{WORDS},strength\nkneecap,v,ASSAULT,big\n", "column 4 (strength): expected weak, strong")

    def test_places(self):
        for row, *reasons in (("X,north,1,,,", "column 2 (lat): expected degrees from -90 to 90", 'found "north"'),
                              ("X,90.1,1,,,", "column 2 (lat)"), ("X,1,-180.1,,,", "column 3 (lon)"),
                              ("X,1,1,SY,,", "column 4 (country): expected an ISO 3166-1 code of three capitals such as SYR"),
                              ("X,1,1,,Aleppo,", "column 4 (country): expected the country of the admin1"),
                              ("X,1,1,,,city", "column 6 (precision): expected site, town"),
                              ("!!,1,1,,,", "column 1 (name): expected a name")):
            self.refused("places", f"{PLACES},country,admin1,precision\n{row}\n", "my.csv:2: ", *reasons)

    def test_actors(self):
        for row, *reasons in (("my one,Lantern,group,REB", "my.csv:2: column id"), ("x,Lantern,gang,REB", "my.csv:2: column type: expected person"),
                              ("x,Lantern,group,ARMY", "my.csv:2: column sector: expected GOV")):
            self.refused("actors", f"{ACTORS}\n{row}\n", *reasons)


if __name__ == "__main__":
    unittest.main()
