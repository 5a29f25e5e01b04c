"""casus export: each format as others read it, on the examples and the seed. usage: test_formats.py CASUS

Runs in the environment that make_readers.py makes. With CASUS_FULL set also on 1,000 reports from the data sets' texts. Seed and data
sets are looked for in the folder that CASUS_SHARED names, by default ../shared; what is not there is skipped.
"""
import bisect, collections, csv, hashlib, io, json, math, os, re, subprocess, sys, tempfile, unittest, zipfile
from pathlib import Path

import conllu, geojson, prov.model
from followthemoney import model as ftm_model
from stix2validator import ValidationOptions, validate_string

sys.path.insert(0, str(Path(__file__).resolve().parent))
import columns as known  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent.parent
CASUS = sys.argv.pop(1)
FOLDERS = {"csv": ("incidents.csv", "statements.csv"), "gdelt": ("events.tsv", "mentions.tsv"), "brat": None}
ONE_FILE = ["jsonl", "geojson", "acled", "ged", "gtd", "polecat", "plover", "muc4", "stix", "ftm", "prov", "conllu", "bundle"]
FULL = bool(os.environ.get("CASUS_FULL"))
SHARED = Path(os.environ.get("CASUS_SHARED", ROOT.parent / "shared"))
HANG_S = 7200 if FULL else 600
# What people read in the examples; none is in the register.
PRIVATE = ("Nadia Rahel, a shopkeeper in Bama, said that Rahel's brother Omar Tibesti had been abducted on 7 March 2024. "
           "President Vladimir Putin condemned the attack.\n"
           "NADIA RAHEL TELLS HER STORY. Police arrested Tibesti on Friday.\n")


def casus(*args, cwd, expect=0):
    run = subprocess.run([CASUS, *map(str, args)], cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=HANG_S)
    if run.returncode != expect:
        raise AssertionError(f"casus {args}: {run.returncode}: {run.stderr.decode()}")
    return run.stdout, run.stderr.decode()


def table(text, tabs=False):
    """Rows as dicts, and the head."""
    lines = [line.split("\t") for line in text.splitlines()] if tabs else list(csv.reader(io.StringIO(text, newline=""), strict=True))
    return [dict(zip(lines[0], row, strict=True)) for row in lines[1:]], lines[0]


EXAMPLES = ROOT / "examples/reports"


class Exports:
    """What holds of the exports of any case; a class that says which reports are in it and how many of what there are at least."""
    AT_LEAST = {}
    AMONG = ("Battles",)  # kinds of events that there must be

    @classmethod
    def add(cls):
        """Makes the case `case` in cls.dir."""
        raise NotImplementedError

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.dir = Path(folder.name)
        cls.add()
        cls.out, cls.said = {}, {}
        for name in ONE_FILE:
            cls.out[name], cls.said[name] = casus("export", "--db", "case", "--format", name, cwd=cls.dir)
        for name in FOLDERS:
            _, cls.said[name] = casus("export", "--db", "case", "--format", name, "-o", name, cwd=cls.dir)
        cls.readings = [json.loads(line) for line in cls.out["jsonl"].splitlines()]
        cls.incidents, cls.incidents_head = table((cls.dir / "csv/incidents.csv").read_bytes().decode())
        cls.statements, cls.statements_head = table((cls.dir / "csv/statements.csv").read_bytes().decode())

    def assertEnough(self, rows, what):
        self.assertGreater(len(rows), self.AT_LEAST.get(what, 0), what)

    def text(self, name):
        return self.out[name].decode("utf-8")

    def left(self, name):
        """How many incidents were written and left out, as it was said."""
        m = re.search(r"(\d+) written; (\d+) left out", self.said[name])
        return (int(m[1]), int(m[2])) if m else (len(self.incidents), 0)

    # ---- our own ----

    def test_csv(self):
        """Every statement is where the text has it, and of an incident that is there."""
        self.assertEnough(self.incidents, "incidents")
        ids = {row["incident"] for row in self.incidents}
        self.assertEqual(len(ids), len(self.incidents))
        for s in self.statements:
            self.assertIn(s["incident"], ids)
            text = self.readings[int(s["report"]) - 1]["text"]
            self.assertEqual(text[int(s["evidence_begin"]):int(s["evidence_end"])], s["evidence"])
        listed = [json.loads(line) for line in casus("incidents", "--db", "case", "--format", "json", cwd=self.dir)[0].splitlines()]
        self.assertEqual({str(x["id"]) for x in listed}, ids)

    def test_csv_has_the_reading(self):
        """Type, mode and certainty of each event come back as they were read."""
        events = sum(len([s for s in r["statements"] if s["kind"] == "event"]) for r in self.readings)
        self.assertEqual(len(self.statements), events)
        of = collections.defaultdict(list)
        for s in self.statements:
            of[int(s["report"])].append(s)
        for n, reading in enumerate(self.readings, 1):
            read = sorted((s["type"], s["mode"] or "", s["certainty"], s["modality"], *s["evidence"]) for s in reading["statements"]
                          if s["kind"] == "event")
            back = sorted((s["type"], s["mode"], s["certainty"], s["modality"], int(s["evidence_begin"]), int(s["evidence_end"]))
                          for s in of[n])
            self.assertEqual(back, read)

    def test_geojson(self):
        """The features are the incidents of the table."""
        collection = geojson.loads(self.text("geojson"))
        self.assertTrue(collection.is_valid, collection.errors())
        self.assertEqual([str(f["id"]) for f in collection.features], [row["incident"] for row in self.incidents])
        for f, row in zip(collection.features, self.incidents):
            if f.geometry is None:
                self.assertEqual((row["lat"], row["lon"]), ("", ""))
            else:
                self.assertEqual(f.geometry.coordinates, [float(row["lon"]), float(row["lat"])])
            self.assertEqual(f.properties.get("type", ""), row["type"])
            self.assertEqual(f.properties.get("first_day", ""), row["first_day"])
            killed = [t for t in f.properties["toll"] if (t["effect"], t["status"]) == ("killed", "all")]
            self.assertEqual([str(t.get("best", "")) for t in killed] or [""], [row["killed_best"]])

    # ---- tables of others ----

    def test_acled(self):
        rows, head = table(self.text("acled"))
        self.assertEqual(head, known.ACLED)
        self.assertEqual((len(rows), len(self.incidents) - len(rows)), self.left("acled"))
        self.assertEnough(rows, "acled")
        for row in rows:
            self.assertIn(row["sub_event_type"], known.ACLED_TYPES[row["event_type"]])
            self.assertIn(row["disorder_type"], ("Political violence", "Demonstrations", "Strategic developments",
                                                 "Political violence; Demonstrations"))
            self.assertRegex(row["event_date"], r"^\d\d (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}$")
            self.assertRegex(row["event_id_cnty"], r"^[A-Z]{3}\d+$")
            self.assertIn(row["time_precision"], ("1", "2", "3", ""))
            self.assertRegex(row["iso"], r"^\d{3}$")
            if row["inter1"] and row["inter2"]:
                self.assertEqual(row["interaction"], "".join(sorted(row["inter1"] + row["inter2"])))
            self.assertGreaterEqual(int(row["fatalities"]), 0)
        for kind in self.AMONG:
            self.assertIn(kind, {r["event_type"] for r in rows})

    def test_ged(self):
        rows, head = table(self.text("ged"))
        self.assertEqual(head, known.GED)
        self.assertEqual((len(rows), len(self.incidents) - len(rows)), self.left("ged"))
        self.assertEnough(rows, "ged")
        deaths = {row["incident"]: row for row in self.incidents}
        for row in rows:
            parts = [int(row[n]) for n in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
            self.assertEqual(int(row["best"]), sum(parts))
            self.assertGreaterEqual(int(row["best"]), 1)
            self.assertLessEqual(int(row["low"]), int(row["best"]))
            self.assertLessEqual(int(row["best"]), int(row["high"]))
            self.assertIn(row["type_of_violence"], ("1", "2", "3", ""))
            if row["latitude"]:
                cell = math.floor((float(row["latitude"]) + 90) * 2) * 720 + math.floor((float(row["longitude"]) + 180) * 2) + 1
                self.assertEqual(int(row["priogrid_gid"]), cell)
                self.assertEqual(row["geom_wkt"], f"POINT ({row['longitude']} {row['latitude']})")
            if deaths[row["id"]]["killed_best"]:  # or more by status: "two were killed", "34 women and children were"
                self.assertEqual(int(row["best"]), max(int(deaths[row["id"]]["killed_best"]), sum(parts[:3])))

    def test_gtd(self):
        rows, head = table(self.text("gtd"))
        self.assertEqual((head, len(head)), (known.GTD, 135))
        self.assertEqual((len(rows), len(self.incidents) - len(rows)), self.left("gtd"))
        self.assertEqual(len({row["eventid"] for row in rows}), len(rows))
        for row in rows:
            self.assertRegex(row["eventid"], r"^\d{12}$")
            self.assertEqual(row["eventid"][:8], f"{int(row['iyear']):04}{int(row['imonth']):02}{int(row['iday']):02}")
            self.assertIn(int(row["attacktype1"]), range(1, 10))
            self.assertIn(int(row["weaptype1"]), range(1, 14))
            self.assertIn(int(row["targtype1"]), range(1, 23))
            for column in ("attacktype1", "weaptype1", "targtype1"):
                self.assertTrue(row[column + "_txt"])
            self.assertIn(row["success"], "01")

    def test_polecat(self):
        rows, head = table(self.text("polecat"), tabs=True)
        self.assertEqual((head, len(head)), (known.POLECAT, 40))
        self.assertEnough(rows, "polecat")
        self.assertEqual(len({row["Event ID"] for row in rows}), len(rows))
        for row in rows:
            self.assertIn(row["Event Type"], known.PLOVER_TYPES)
            self.assertNotEqual((row["Event Type"], row["Event Mode"]), ("ASSAULT", "seize"))

    def test_plover(self):
        rows = [json.loads(line) for line in self.text("plover").splitlines()]
        polecat, _ = table(self.text("polecat"), tabs=True)
        self.assertEqual([r["id"] for r in rows], [r["Event ID"] for r in polecat])
        for r, p in zip(rows, polecat):
            self.assertEqual((r["event"], "".join(r["mode"])), ([p["Event Type"]], p["Event Mode"]))
            self.assertEqual(r["event_scale"], float(p["Intensity"]))
            self.assertIn(r["quad_code"], (1, 2, 3, 4))
            self.assertEqual(len(r["text"]), r["text_info"]["end"] - r["text_info"]["start"])

    def test_gdelt(self):
        events, head = table((self.dir / "gdelt/events.tsv").read_text(), tabs=True)
        mentions, head_of_mentions = table((self.dir / "gdelt/mentions.tsv").read_text(), tabs=True)
        self.assertEqual((head, len(head)), (known.GDELT, 61))
        self.assertEqual((head_of_mentions, len(head_of_mentions)), (known.MENTIONS, 16))
        self.assertEqual((len(events), len(self.incidents) - len(events)), self.left("gdelt"))
        told = collections.Counter(m["GLOBALEVENTID"] for m in mentions)
        for e in events:
            self.assertEqual(told[e["GLOBALEVENTID"]], int(e["NumMentions"]))
            self.assertTrue(e["EventCode"].startswith(e["EventBaseCode"]) and e["EventBaseCode"].startswith(e["EventRootCode"]))
            self.assertIn(int(e["EventRootCode"]), range(1, 21))
            self.assertTrue(-10 <= float(e["GoldsteinScale"]) <= 10)

    def test_muc4(self):
        templates = self.text("muc4").split("\n\n")[:-1]
        self.assertEnough(templates, "muc4")
        for t in templates:
            slots = re.findall(r"^(\d+)\. +([A-Z]+(?: TGT)?: [A-Z ]+?) {2,}(.*)$", t, re.M)
            self.assertEqual([int(s[0]) for s in slots], list(range(25)), t)
            self.assertIn(slots[4][2], known.MUC4_TYPES)
            self.assertIn(slots[5][2], known.MUC4_STAGES)
            self.assertIn(slots[11][2].split(":")[0], known.MUC4_CONFIDENCES | {"-", "*"})

    # ---- graphs ----

    def test_stix(self):
        result = validate_string(self.text("stix"), ValidationOptions(version="2.1"))
        self.assertTrue(result.is_valid, result.errors)
        objects = json.loads(self.text("stix"))["objects"]
        ids = {o["id"] for o in objects}
        self.assertEqual(len(ids), len(objects))
        for o in objects:
            for key in ("source_ref", "target_ref", "created_by_ref"):
                self.assertIn(o.get(key, o["id"]), ids)
            self.assertLessEqual(set(o.get("object_refs", ())), ids)
        self.assertEqual(sum(o["type"] == "incident" for o in objects), len(self.incidents))
        self.assertEqual(sum(o["type"] == "note" for o in objects), len(self.statements))

    def test_ftm(self):
        """FollowTheMoney keeps every value: none is of a property that it has not, or not in its form."""
        entities = [json.loads(line) for line in self.text("ftm").splitlines()]
        by_id = {e["id"]: e for e in entities}
        self.assertEqual(len(by_id), len(entities))
        for e in entities:
            kept = ftm_model.get_proxy(e, cleaned=False).to_dict()["properties"]
            self.assertEqual({k: sorted(v) for k, v in e["properties"].items()}, {k: sorted(v) for k, v in kept.items()})
            for key in ("involved", "proof"):
                for ref in e["properties"].get(key, ()):
                    self.assertIn(ref, by_id)
        self.assertEqual(sum(e["schema"] == "Event" for e in entities), len(self.incidents))

    def test_prov(self):
        """From each incident one comes back to a report."""
        document = prov.model.ProvDocument.deserialize(content=self.text("prov"), format="json")
        bundles = list(document.bundles)
        self.assertEqual(len(bundles), len(self.incidents))
        for b in bundles:
            came = {}
            for d in b.get_records(prov.model.ProvDerivation):
                came.setdefault(str(d.args[0]), set()).add(str(d.args[1]))
            incident = str(b.identifier).replace("account-of", "incident")
            reports = {r for s in came[incident] for r in came.get(s, ())}
            self.assertTrue(reports and all("report-" in r for r in reports))

    # ---- texts ----

    def test_conllu(self):
        """Words, syntax and texts come back as they were read."""
        sentences = conllu.parse(self.text("conllu"))
        words = [w for s in sentences for w in s]
        tokens = [(r, t) for r in self.readings for t in r["tokens"]]
        self.assertEqual(len(words), len(tokens))
        for w, (r, t) in zip(words, tokens):
            self.assertEqual(w["form"], re.sub(r"\s", "_", r["text"][t["span"][0]:t["span"][1]]))
            self.assertEqual((w["upos"], w["lemma"]), (t["upos"], re.sub(r"\s", "_", t["lemma"] or "_")))
            self.assertEqual([int(w["misc"]["Begin"]), int(w["misc"]["End"])], t["span"])
        for s in sentences:
            self.assertEqual("".join(w["form"] + ("" if (w["misc"] or {}).get("SpaceAfter") == "No" else " ") for w in s).strip(),
                             s.metadata["text"].strip())
            self.assertEqual(sum(w["head"] == 0 for w in s), 1)
            self.assertTrue(all(0 <= w["head"] <= len(s) and w["head"] != w["id"] for w in s))
        firsts = [i for i, w in enumerate(words) if w["id"] == 1] + [len(words)]
        at = 0
        for r in self.readings:  # heads count over the report there, over the sentence here
            for k, t in enumerate(r["tokens"]):
                first = firsts[bisect.bisect_right(firsts, at + k) - 1]
                if words[at + k]["head"]:
                    self.assertEqual(first - at + words[at + k]["head"] - 1, t["head"])
            at += len(r["tokens"])

    def test_brat(self):
        """Offsets match the text; what is named is there."""
        for n, reading in enumerate(self.readings, 1):
            text = (self.dir / f"brat/{n}.txt").read_bytes().decode()
            self.assertEqual(text, reading["text"])
            marks, events = set(), set()
            for line in (self.dir / f"brat/{n}.ann").read_text().splitlines():
                tag = line.split("\t")[0]
                if tag[0] == "T":
                    _, where, words = line.split("\t")
                    label, places = where.split(" ", 1)
                    self.assertRegex(label, r"^[A-Za-z0-9_-]+$")
                    self.assertEqual(" ".join(text[int(b):int(e)] for b, e in (p.split() for p in places.split(";"))), words)
                    marks.add(tag)
                elif tag[0] == "E":
                    self.assertLessEqual({part.split(":")[1] for part in line.split("\t")[1].split()}, marks)
                    events.add(tag)
                else:
                    self.assertRegex(line, r"^A\d+\t(Certainty|Modality|TimeFrame) E\d+ [a-z-]+$")
                    self.assertIn(line.split()[2], events)
            self.assertEqual(len(events), len(reading["statements"]))

    def test_bundle(self):
        archive = zipfile.ZipFile(io.BytesIO(self.out["bundle"]))
        self.assertIsNone(archive.testzip())
        manifest = json.loads(archive.read("manifest.json"))
        self.assertEqual({f["name"] for f in manifest["files"]} | {"manifest.json"}, set(archive.namelist()))
        for f in manifest["files"]:
            self.assertEqual(hashlib.sha256(archive.read(f["name"])).hexdigest(), f["sha256"])
            self.assertEqual(archive.getinfo(f["name"]).file_size, f["bytes"])
        for r, reading in zip(manifest["reports"], self.readings, strict=True):
            self.assertEqual(archive.read(r["text"]).decode(), reading["text"])
            self.assertEqual(json.loads(archive.read(r["reading"]))["statements"], reading["statements"])
        (self.dir / "again").write_bytes(archive.read("case.casus"))
        self.assertIn(f"whole; {len(self.readings)} reports".encode(), casus("check", "--db", "again", cwd=self.dir)[0])

    # ---- all of them ----

    def test_same_bytes(self):
        for name in ONE_FILE:
            casus("export", "--db", "case", "--format", name, "-o", f"again.{name}", cwd=self.dir)
            self.assertEqual((self.dir / f"again.{name}").read_bytes(), self.out[name], name)


class Examples(Exports, unittest.TestCase):
    AT_LEAST = {"incidents": 40, "acled": 5, "ged": 3, "polecat": 30, "muc4": 5}

    @classmethod
    def add(cls):
        casus("add", "--db", "case", EXAMPLES, "--meta", ROOT / "examples/reports.tsv", cwd=cls.dir)

    def test_documented(self):
        """docs/formats has a page for each format; those of tables have every column in its order."""
        pages = {"csv": self.incidents_head + self.statements_head, "acled": known.ACLED, "ged": known.GED, "gtd": known.GTD,
                 "polecat": known.POLECAT, "gdelt": known.GDELT + known.MENTIONS}
        for name in [*ONE_FILE, *FOLDERS]:
            page = (ROOT / f"docs/formats/{name}.md").read_text(encoding="utf-8")
            described = [c for line in page.splitlines() if line.startswith("| `") for c in re.findall(r"`([^`]+)`", line.split(" | ")[0])]
            if name in pages:
                self.assertEqual(described, pages[name], name)

    def test_filters(self):
        for args, keep in ((("--country", "MMR"), lambda r: r["country"] == "MMR"), (("--type", "PROTEST"), lambda r: r["type"] == "PROTEST"),
                           (("--min-killed", "10"), lambda r: int(r["killed_best"] or 0) >= 10)):
            found, _ = casus("export", "--db", "case", "--format", "geojson", *args, cwd=self.dir)
            ids = [str(f["id"]) for f in json.loads(found)["features"]]
            self.assertTrue(ids)
            self.assertEqual(ids, [r["incident"] for r in self.incidents if keep(r)])
        found, _ = casus("export", "--db", "case", "--country", "MMR", cwd=self.dir)
        self.assertEqual([json.loads(line)["id"] for line in found.splitlines()],
                         [r["id"] for r in self.readings if r["source"]["path"].endswith("sitrep.txt")])

    def test_errors(self):
        for args, what in ((("--format", "xls"), "there is no format xls"), (("--format", "csv"), "is a folder of files"),
                           (("--format", "brat"), "is a folder of files"), (("--from", "May"), "--from")):
            self.assertIn(what, casus("export", "--db", "case", *args, cwd=self.dir, expect=2)[1])


@unittest.skipUnless((SHARED / "seed/report.txt").is_file(), "there is no seed/report.txt in CASUS_SHARED")
class Seed(Exports, unittest.TestCase):
    AT_LEAST = {"incidents": 15, "acled": 2, "ged": 1, "polecat": 15, "muc4": 2}
    AMONG = ("Explosions/Remote violence",)  # its one battle has no day: "after the invasion of Ukraine"

    @classmethod
    def add(cls):
        casus("add", "--db", "case", SHARED / "seed/report.txt", "--published", "2022-09-14", cwd=cls.dir)


@unittest.skipUnless(FULL, "1,000 reports: make prove")
@unittest.skipUnless((SHARED / "data").is_dir(), "there is no data in CASUS_SHARED")
class Thousand(Exports, unittest.TestCase):
    AT_LEAST = {"incidents": 3000, "acled": 200, "ged": 80, "polecat": 2000, "muc4": 200}

    @classmethod
    def add(cls):
        subprocess.run([sys.executable, ROOT / "tools/make_reports.py", SHARED / "data", cls.dir / "reports.jsonl", "--reports", "1000"],
                       check=True, stderr=subprocess.DEVNULL)
        casus("add", "--db", "case", "reports.jsonl", cwd=cls.dir)


class Rejected(unittest.TestCase):
    def test_left_out(self):
        """What people rejected is in no format of incidents."""
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "a.txt").write_text("Gunmen killed three farmers near Bama in Nigeria on 7 March 2024. Rebels burned a market in Mopti "
                                                "in Mali on 2 May 2023.\n")
            casus("add", "--db", "case", "a.txt", "--published", "2024-03-08", cwd=folder)
            before = json.loads(casus("export", "--db", "case", "--format", "geojson", cwd=folder)[0])["features"]
            self.assertEqual(len(before), 2)
            casus("reject", "--db", "case", "--why", "a film", "--who", "ana", "incident", before[1]["id"], cwd=folder)
            for name, ids in (("geojson", lambda t: [f["id"] for f in json.loads(t)["features"]]),
                              ("plover", lambda t: [int(json.loads(line)["link"].split("-")[1]) for line in t.splitlines()]),
                              ("ftm", lambda t: [int(e["properties"]["recordId"][0]) for e in map(json.loads, t.splitlines())
                                                 if e["schema"] == "Event"])):
                self.assertEqual(ids(casus("export", "--db", "case", "--format", name, cwd=folder)[0].decode()), [before[0]["id"]], name)


class Lines(unittest.TestCase):
    """Names that go over a line's end in the report are on one line in every table; FollowTheMoney would else change them, and take
    out what cannot be seen."""

    def test_names(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "a.txt").write_text("REBELS KIDNAPPED TWO PRIESTS NEAR THE CANO\nLIMON OIL FIELD ON 7 MARCH 1989. THE ARMY\nSPOKESMEN "
                                                "HAVE ARRESTED FIVE FARMERS NEAR RADIO\nSTATION. FIGHTERS BURNED THE LAS\u00a0VILLAS\nHOS\u00adPITAL.\n")
            casus("add", "--db", "case", "a.txt", cwd=folder)
            entities = [json.loads(line) for line in casus("export", "--db", "case", "--format", "ftm", cwd=folder)[0].splitlines()]
            names = [v for e in entities for k in ("name", "location") for v in e["properties"].get(k, ())]
            self.assertIn("CANO LIMON OIL FIELD", names)
            written = casus("export", "--db", "case", "--format", "ftm", cwd=folder)[0].decode()
            self.assertIn("HOSPITAL", written)
            self.assertNotIn("\u00ad", written)
            for name in names:
                self.assertEqual(name, " ".join(name.split()))
            for name in ("acled", "ged", "gtd"):
                for row in table(casus("export", "--db", "case", "--format", name, cwd=folder)[0].decode())[0]:
                    for column in ("actor1", "actor2", "location", "side_a", "side_b", "where_coordinates", "gname", "city"):
                        self.assertNotIn("\n", row.get(column, ""), name)


class Masked(unittest.TestCase):
    """No name of a private person stands in any format, however it is written; public ones do."""

    def all_formats(self, folder):
        for name in ONE_FILE:
            yield name, casus("export", "--db", "case", "--format", name, "--mask-private", cwd=folder)[0]
        for name in FOLDERS:
            casus("export", "--db", "case", "--format", name, "--mask-private", "-o", f"m-{name}", cwd=folder)
            yield name, b"\n".join(p.read_bytes() for p in sorted((Path(folder) / f"m-{name}").iterdir()))

    def plain(self, name, out):
        if name != "bundle":
            return out
        archive = zipfile.ZipFile(io.BytesIO(out))
        self.assertNotIn("case.casus", archive.namelist())
        return b"\n".join(archive.read(n) for n in archive.namelist())

    def test_names(self):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "nadia-rahel.txt").write_text(PRIVATE)
            casus("add", "--db", "case", "nadia-rahel.txt", "--published", "2024-03-08", "--source", "Gazette", "--url",
                  "https://example.org/omar-tibesti", cwd=folder)
            plain = json.loads(casus("export", "--db", "case", cwd=folder)[0])
            self.assertIn("Nadia Rahel", {e["name"] for e in plain["entities"]})
            for name, out in self.all_formats(folder):
                shown = self.plain(name, out).decode().lower()
                for word in ("rahel", "tibesti", "nadia", "omar"):
                    self.assertNotIn(word, shown, name)
                if name not in ("ged", "gtd"):  # the one has no column for it, the other no row here
                    self.assertIn("mask", shown, name)
            masked = json.loads(casus("export", "--db", "case", "--mask-private", cwd=folder)[0])
            self.assertEqual(len(masked["text"]), len(plain["text"]))
            self.assertIn("Vladimir Putin", masked["text"])
            self.assertEqual([s["evidence"] for s in masked["statements"]], [s["evidence"] for s in plain["statements"]])
            self.assertTrue(masked["masked"])

    def test_examples(self):
        """No person whom the readings of the examples name, unless the register has them."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        casus("add", "--db", "case", EXAMPLES, "--meta", ROOT / "examples/reports.tsv", cwd=folder.name)
        names = set()
        for line in casus("export", "--db", "case", cwd=folder.name)[0].splitlines():
            reading = json.loads(line)
            for e in reading["entities"]:
                if e["type"] == "person" and not e["actor"] and not e["name"].islower():
                    names |= {reading["text"][m["span"][0]:m["span"][1]] for m in e["mentions"] if m["kind"] == "name"}
        self.assertGreater(len(names), 5)
        for name, out in self.all_formats(folder.name):
            shown = self.plain(name, out).decode()
            for n in names:
                self.assertIsNone(re.search(r"(?<!\w)" + re.escape(n) + r"(?!\w)", shown), f"{name}: {n}")


if __name__ == "__main__":
    unittest.main()
