"""casus import: people's own tables as incidents of a case. usage: test_import.py CASUS"""
import csv, io, json, sqlite3, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CliTest  # noqa: E402

ACLED = ("event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 actor2 assoc_actor_2 "
         "inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude longitude geo_precision source "
         "source_scale notes fatalities tags timestamp").split()
GED = ("id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id dyad_new_id dyad_name "
       "side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office source_date "
       "source_headline source_original where_prec where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid "
       "country country_id region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low "
       "gwnoa gwnob").split()
CLASH = {"event_id_cnty": "XYZ1", "event_date": "2024-03-14", "time_precision": 1, "event_type": "Battles", "sub_event_type": "Armed clash",
         "actor1": "Front for Change", "inter1": 2, "actor2": "Military Forces of Niger (2023-)", "inter2": 1, "assoc_actor_1": "Elders; Youth, United",
         "iso": 562, "country": "Niger", "admin1": "Tillaberi", "admin2": "Ayerou", "location": "Ayorou", "latitude": "14.7308", "longitude": "0.9193",
         "geo_precision": 1, "source": "Gazette", "notes": "On 14 March 2024, fighters attacked a “post” near Ayorou,\nkilling 3 soldiers.", "fatalities": 3}
BOMB = {"id": 17, "relid": "NIR-2024-1-1-1", "type_of_violence": 1, "side_a": "Government of Niger", "side_b": "IS", "where_prec": 1,
        "where_coordinates": "Ayorou town", "adm_1": "Tillaberi region", "latitude": "14.7308", "longitude": "0.9193", "country": "Niger", "country_id": 436,
        "date_start": "2024-03-14 00:00:00.000", "date_end": "2024-03-15", "deaths_civilians": 2, "best": 7, "high": 9, "low": 5,
        "source_headline": "Deaths in Ayorou"}


class ImportTest(CliTest):
    def table(self, name, columns, *rows, head=True):
        out = io.StringIO(newline="")
        w = csv.writer(out)
        if head:
            w.writerow(columns)
        for row in rows:
            w.writerow([row.get(c, "") for c in columns])
        self.write(name, out.getvalue())
        return name

    def take(self, name, form, source="Table", expect=0, db="case"):
        run = self.casus("import", "--db", db, "--format", form, "--source", source, name)
        self.assertEqual(run.returncode, expect, run.stderr.decode())
        return run.stdout.decode(), run.stderr.decode()

    def ask(self, sql, db="case"):
        c = sqlite3.connect(self.dir / db)
        try:
            return c.execute(sql).fetchall()
        finally:
            c.close()

    def dump(self):
        c = sqlite3.connect(self.dir / "case")
        try:
            return "\n".join(c.iterdump())
        finally:
            c.close()

    def whole(self, db="case"):
        run = self.casus("check", "--db", db)
        self.assertEqual(run.returncode, 0, run.stdout.decode())

    def test_acled(self):
        month = {**CLASH, "event_id_cnty": "XYZ2", "event_date": "14 March 2024", "time_precision": 3, "sub_event_type": "Violent demonstration",
                 "actor1": "Rioters (Niger)", "inter1": "Rioters", "actor2": "", "inter2": "", "assoc_actor_1": "", "notes": "", "fatalities": 0, "geo_precision": 3}
        week = {**CLASH, "event_id_cnty": "XYZ3", "time_precision": 2, "iso": "", "country": "Red Sea", "sub_event_type": "Suicide bomb", "notes": "A boat."}
        said, why = self.take(self.table("a.csv", ACLED, CLASH, month, week), "acled")
        self.assertIn("3 rows imported, 0 read anew, 0 were there, 0 refused", said)
        self.assertIn("not read: year, disorder_type, event_type, interaction", why)
        self.assertIn("the country of 1 rows is none of ISO 3166-1", why)
        self.whole()
        rows = self.ask("select type, mode, first_day, last_day, place, admin1, country, lat, lon, place_precision, killed_low, killed_best, killed_high, agent, "
                        "recipient from incidents where live = 1 order by first_day, type desc")
        self.assertEqual(rows, [
            ("PROTEST", "riot", "2024-03-01", "2024-03-31", "Ayorou", "Tillaberi", "NER", 14.7308, 0.9193, "province", None, None, None, "Rioters (Niger)", None),
            ("ASSAULT", "suicide-attack", "2024-03-11", "2024-03-17", "Ayorou", "Tillaberi", None, 14.7308, 0.9193, "town", 3, 3, 3, "Front for Change",
             "Military Forces of Niger (2023-)"),
            ("ASSAULT", None, "2024-03-14", "2024-03-14", "Ayorou", "Tillaberi", "NER", 14.7308, 0.9193, "town", 3, 3, 3, "Front for Change",
             "Military Forces of Niger (2023-)")])
        parties = self.ask("select distinct name, sector, country from entities order by name")
        self.assertIn(("Front for Change", "REB", None), parties)
        self.assertIn(("Military Forces of Niger (2023-)", "MIL", "NER"), parties)
        self.assertIn(("Rioters (Niger)", "CVL", "NER"), parties)
        self.assertIn(("Youth, United", None, None), parties)
        words = self.ask("select substr(t.text, s.evidence_begin + 1, s.evidence_end - s.evidence_begin), "
                         "substr(t.text, s.trigger_begin + 1, s.trigger_end - s.trigger_begin) from statements s join codings k on k.id = s.coding "
                         "join texts t on t.id = k.text order by s.id")
        self.assertEqual(words[0], ("On 14 March 2024, fighters attacked a “post” near Ayorou, killing 3 soldiers.", "Armed clash"))
        self.assertEqual(words[1], ("XYZ2. Violent demonstration. 2024-03. Ayorou, Ayerou, Tillaberi, Niger. agent: Rioters (Niger). source: Gazette.",
                                    "Violent demonstration"))
        self.assertEqual(self.ask("select s.name, r.path from reports r join sources s on s.id = r.source order by r.id"),
                         [("Table", "a.csv/2"), ("Table", "a.csv/4"), ("Table", "a.csv/5")])

    def test_every_event_of_acled(self):
        """What the page says of sub-events: 23 have a type, two have none and are refused by name."""
        page = (Path(__file__).resolve().parent.parent.parent / "docs/import.md").read_text()
        said = [[c.strip() for c in line.split("|")[1:-1]] for line in page.splitlines() if line.startswith("| ") and line.count("|") == 4]
        said = {row[0]: (row[1], row[2] or None) for row in said if row[1].isupper()}
        self.assertEqual(len(said), 23)
        rows = [{**CLASH, "event_id_cnty": f"N{i}", "sub_event_type": sub, "notes": f"{i} {sub}"} for i, sub in enumerate(said)]
        _, why = self.take(self.table("a.csv", ACLED, *rows, {**CLASH, "sub_event_type": "Other"}, {**CLASH, "sub_event_type": "Change to group/activity"}),
                           "acled", expect=1)
        self.assertIn('a.csv:25: column 7 (sub_event_type): expected a sub-event of ACLED that casus has a type for (docs/import.md) but found "Other"', why)
        self.assertEqual(why.count("casus: error"), 2)
        found = {sub.split(" ", 1)[1]: (kind, mode) for sub, kind, mode in self.ask(
            "select substr(t.text, s.evidence_begin + 1, s.evidence_end - s.evidence_begin), s.type, s.mode from statements s "
            "join codings k on k.id = s.coding join texts t on t.id = k.text")}
        self.assertEqual(found, said)

    def test_ged(self):
        alone = {**BOMB, "id": 18, "type_of_violence": 3, "side_a": "IS", "side_b": "Civilians", "where_prec": 6, "country": "Myanmar (Burma)", "country_id": "",
                 "date_start": "2024-01-01", "date_end": "2024-12-31", "best": 4, "high": 4, "low": 0, "deaths_civilians": 0, "where_coordinates": "", "adm_1": "",
                 "latitude": "", "longitude": "", "source_headline": ""}
        said, why = self.take(self.table("g.csv", GED, BOMB, alone), "ged", "UCDP GED")
        self.assertIn("2 rows imported", said)
        self.assertIn("conflict_name", why)
        self.whole()
        self.assertEqual(self.ask("select type, first_day, last_day, place, country, place_precision, killed_low, killed_best, killed_high, agent, recipient "
                                  "from incidents where live = 1 order by first_day"),
                         [("ASSAULT", "2024-01-01", "2024-12-31", "Myanmar (Burma)", "MMR", "country", 0, 4, 4, "IS", "Civilians"),
                          ("ASSAULT", "2024-03-14", "2024-03-15", "Ayorou", "NER", "town", 5, 7, 9, "Government of Niger", "IS")])
        self.assertEqual(self.ask("select distinct admin1 from places where admin1 is not null"), [("Tillaberi",)])
        self.assertEqual(self.ask("select status, best from tolls where status is not null"), [("civilian", 2)])

    def test_csv_is_what_was_exported(self):
        """incidents.csv of a case makes the same incidents in another."""
        texts = ["Gunmen killed three farmers near the town of Bama in Nigeria on 2 March 2024, police said.\n",
                 "Thousands of people protested in Niamey on 5 March 2024. Police arrested 12 protesters.\n",
                 "A suicide bomber wounded at least 20 people in Kano on 9 March 2024, and the army blamed Boko Haram.\n"]
        self.write("all.jsonl", "".join(json.dumps({"id": f"r{i}", "text": t}) + "\n" for i, t in enumerate(texts)))
        self.assertEqual(self.casus("add", "--db", "first", "all.jsonl").returncode, 0)
        self.assertEqual(self.casus("export", "--db", "first", "--format", "csv", "-o", "out").returncode, 0)
        self.take("out/incidents.csv", "csv", "Ana's list")
        self.whole()
        values = ("select type, mode, certainty, modality, time_frame, first_day, last_day, place, round(lat, 4), round(lon, 4), country, admin1, place_precision, "
                  "killed_low, killed_best, killed_high, wounded_low, wounded_best, wounded_high, recipient from incidents where live = 1 order by 1, 2, 6, 14, 20")
        first = self.ask(values, "first")
        self.assertGreater(len(first), 3)
        self.assertEqual(self.ask(values), first)

    def test_again(self):
        self.table("a.csv", ACLED, CLASH, {**CLASH, "event_id_cnty": "XYZ9"})
        self.take("a.csv", "acled")
        before = self.dump()
        said, _ = self.take("a.csv", "acled")
        self.assertIn("0 rows imported, 0 read anew, 2 were there, 0 refused", said)
        self.assertEqual(self.dump(), before)
        said, _ = self.take("a.csv", "acled", "Another")
        self.assertIn("2 rows imported", said)
        self.whole()

    def test_rows_of_one_table_are_not_linked(self):
        """However alike: each is an incident of its own. Those of another source may be the same."""
        rows = [{**CLASH, "event_id_cnty": f"XYZ{i}"} for i in range(3)]
        self.take(self.table("a.csv", ACLED, *rows), "acled")
        self.assertEqual(self.ask("select count(*) from incidents where live = 1"), [(3,)])
        self.take(self.table("b.csv", ACLED, {**CLASH, "event_id_cnty": "Q", "event_date": "2024-03-14"}), "acled", "Another")
        self.assertGreater(self.ask("select count(*) from account_links")[0][0], 0)
        self.whole()

    def test_linked_with_reports(self):
        """A row and a report of the same attack are one incident, told by two sources."""
        self.write("r.txt", "Fighters of the Front for Change attacked an army post near Ayorou in the Tillaberi region of Niger on 14 March 2024, "
                   "killing three soldiers, the army said.\n")
        self.assertEqual(self.casus("add", "--db", "case", "--source", "Gazette", "--published", "2024-03-15", "r.txt").returncode, 0)
        self.take(self.table("a.csv", ACLED, CLASH), "acled", "ACLED")
        self.assertEqual(self.ask("select max(sources) from incidents where live = 1"), [(2,)])
        self.whole()

    def test_views_and_exports(self):
        self.take(self.table("a.csv", ACLED, CLASH), "acled", "ACLED")
        for args in (("show", "incident", 1), ("show", "report", 1), ("incidents",), ("count", "--by", "country"), ("log",)):
            run = self.casus(args[0], "--db", "case", *args[1:])
            self.assertEqual((run.returncode, run.stderr), (0, b""), args)
        for form in ("jsonl", "geojson", "ged", "gtd", "polecat", "plover", "muc4", "stix", "ftm", "prov", "conllu"):
            self.assertEqual(self.casus("export", "--db", "case", "--format", form).returncode, 0, form)
        run = self.casus("export", "--db", "case", "--format", "acled")
        row = next(csv.DictReader(io.StringIO(run.stdout.decode())))
        same = ("sub_event_type", "actor1", "inter1", "actor2", "inter2", "iso", "country", "admin1", "location", "latitude", "longitude", "geo_precision",
                "time_precision", "fatalities")
        self.assertEqual({c: row[c] for c in same}, {c: str(CLASH[c]) for c in same})

    def test_rows_that_are_refused(self):
        """Each is told with line, column, what was expected and what was found; the others come in."""
        faults = [("event_date", "2024-02-30", "(event_date): expected a day, as 2024-03-14 or 14 March 2024 but found \"2024-02-30\""),
                  ("time_precision", "4", "(time_precision): expected 1, 2 or 3 but found \"4\""),
                  ("geo_precision", "0", "(geo_precision): expected 1, 2 or 3"),
                  ("latitude", "91", "(latitude): expected degrees from -90 to 90, as 12.5 but found \"91\""),
                  ("longitude", "1e1", "(longitude): expected degrees from -180 to 180"),
                  ("fatalities", "-1", "(fatalities): expected a whole number, not below 0 but found \"-1\""),
                  ("event_id_cnty", "", "(event_id_cnty): expected the event's id"),
                  ("assoc_actor_1", ";".join(f"g{i}" for i in range(63)), "(assoc_actor_1): expected at most 64 parties in a row")]
        rows = [{**CLASH, column: value} for column, value, _ in faults]
        said, why = self.take(self.table("a.csv", ACLED, *rows, {**CLASH, "assoc_actor_1": ";".join(f"g{i}" for i in range(62))}), "acled", expect=1)
        self.assertIn(f"1 rows imported, 0 read anew, 0 were there, {len(faults)} refused", said)
        for i, (column, _, expected) in enumerate(faults):
            self.assertIn(f"a.csv:{2 * i + 2}: column {ACLED.index(column) + 1} {expected}", why)
        self.assertEqual(self.ask("select count(*) from roles"), [(64,)])

    def test_tables_that_are_broken(self):
        self.assertIn('expected a column "sub_event_type"', self.take(self.table("a.csv", ["event_id_cnty", "event_date"], CLASH), "acled", expect=3)[1])
        self.assertIn("stands twice", self.take(self.table("a.csv", ACLED + ["iso"], CLASH), "acled", expect=3)[1])
        self.write("a.csv", "")
        self.assertIn("the file is empty", self.take("a.csv", "acled", expect=3)[1])
        self.write("a.csv", ",".join(f"c{i}" for i in range(63)) + ",type\n")
        self.take("a.csv", "csv")
        self.write("a.csv", ",".join(f"c{i}" for i in range(64)) + ",type\n")
        self.assertIn("expected at most 64 fields", self.take("a.csv", "csv", expect=3)[1])
        self.assertIn("No such file", self.take("none.csv", "csv", expect=3)[1])
        self.write("a.csv", b"\xef\xbb\xbftype,agents\r\nASSAULT,\"a \"\"b\"\"\"\r\nASSAULT,caf\xe9\nASSAULT\nASSAULT,\"never closed\n")
        said, why = self.take("a.csv", "csv", expect=1)
        self.assertIn("1 rows imported, 0 read anew, 0 were there, 3 refused", said)
        self.assertIn("a.csv:3: column 2: expected UTF-8 but found the byte 0xe9", why)
        self.assertIn("a.csv:4: expected 2 fields as in the header but found 1", why)
        self.assertIn("a.csv:5: expected the quote that opens here to be closed", why)
        self.assertIn("nothing behind this line could be read", why)
        self.assertEqual(self.ask("select name from entities"), [('a "b"',)])
        self.whole()

    def test_own_tables_have_codebook_values(self):
        head = ["type", "mode", "certainty", "modality", "first_day", "last_day", "country", "lat", "precision", "killed_low", "killed_best", "killed_high"]
        faults = [({"type": "BOMBING"}, "an event type of docs/codebook.md"), ({"type": "PROTEST", "mode": "firearms"}, "a mode of its type"),
                  ({"certainty": "sure"}, "fact, claimed, accused, possible or denied"), ({"modality": "past"}, "actual, attempted"),
                  ({"first_day": "14.3.2024"}, "a day YYYY-MM-DD"), ({"first_day": "2024-03-14", "last_day": "2024-03-13"}, "a day YYYY-MM-DD, not before first_day"),
                  ({"country": "Atlantis"}, "a code of ISO 3166-1 as NGA, or a country's name"), ({"lat": "north"}, "degrees from -90 to 90"),
                  ({"precision": "exact"}, "site, town, district"), ({"killed_low": "9", "killed_best": "8"}, "no more than the best figure"),
                  ({"killed_low": "9", "killed_high": "8"}, "no less than the others")]
        said, why = self.take(self.table("a.csv", head, *[{"type": "ASSAULT", **f} for f, _ in faults], {"type": "ASSAULT", "country": "Chad"}), "csv", expect=1)
        self.assertIn(f"1 rows imported, 0 read anew, 0 were there, {len(faults)} refused", said)
        for i, (_, expected) in enumerate(faults):
            self.assertRegex(why, rf"a\.csv:{i + 2}: column \d+ \(\w+\): expected {expected}")
        self.assertEqual(self.ask("select country from incidents"), [("TCD",)])

    def test_usage(self):
        self.table("a.csv", ACLED, CLASH)
        for args in (("--format", "acled", "a.csv"), ("--source", "S", "a.csv"), ("--format", "excel", "--source", "S", "a.csv"),
                     ("--format", "acled", "--source", "S"), ("--format", "acled", "--source", "", "a.csv"), ("--format", "acled", "--source", "S", "a.csv", "b.csv")):
            self.assertEqual(self.casus("import", "--db", "case", *args).returncode, 2, args)
        self.assertFalse((self.dir / "case").exists())


if __name__ == "__main__":
    unittest.main()
