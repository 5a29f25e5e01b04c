"""casus add, check and export: what a case holds, whatever happens on the way. usage: test_case.py CASUS

With CASUS_FULL set 500 runs are killed instead of a few.
"""
import json, os, random, re, resource, signal, sqlite3, subprocess, sys, time, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CASUS, HANG_S, REPORT, ROOT, SPANISH, CliTest  # noqa: E402

FULL = bool(os.environ.get("CASUS_FULL"))
PLACES = ["Bama", "Gwoza", "Mopti", "Timbuktu", "Diffa", "Maroua", "Kano", "Jos", "Gao", "Kidal", "Bol", "Zinder"]
DEEDS = ["killed three farmers", "abducted two teachers", "burned a market", "attacked an army post", "shot a driver"]


def made(n):
    """Short reports, each another."""
    return [f"Gunmen {DEEDS[i % len(DEEDS)]} near the town of {PLACES[i % len(PLACES)]} on {1 + i % 28} March {2000 + i // 28}, police said. "
            f"The attackers fled on motorcycles.\n" for i in range(n)]


class CaseTest(CliTest):
    def add(self, *args, expect=0, **more):
        run = self.casus("add", "--db", "case", *args, **more)
        self.assertEqual(run.returncode, expect, run.stderr.decode())
        return run.stdout.decode(), run.stderr.decode()

    def check(self, expect=0):
        run = self.casus("check", "--db", "case")
        self.assertEqual(run.returncode, expect, run.stdout.decode() + run.stderr.decode())
        return run.stdout.decode() + run.stderr.decode()

    def export(self):
        run = self.casus("export", "--db", "case")
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        return run.stdout

    def coded(self, *args):
        return self.casus("code", "--format", "json", "--tokens", *args).stdout

    def ask(self, sql):
        db = sqlite3.connect(self.dir / "case")
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()

    def dump(self):
        db = sqlite3.connect(self.dir / "case")
        try:
            return "\n".join(db.iterdump())
        finally:
            db.close()

    def records(self, n, name="all.jsonl", **more):
        self.write(name, "".join(json.dumps({"id": f"r{i}", "text": t, **more}) + "\n" for i, t in enumerate(made(n))))
        return name


class Adding(CaseTest):
    def test_again(self):
        """Adding again changes nothing; what is new is added to what is there."""
        for i, text in enumerate(made(3)):
            self.write(f"in/{i}.txt", text)
        said, _ = self.add("in")
        self.assertIn("3 reports added, 0 coded anew, 0 were there, 0 failed", said)
        before = self.dump()
        said, _ = self.add("in")
        self.assertIn("0 reports added, 0 coded anew, 3 were there, 0 failed", said)
        self.assertEqual(self.dump(), before)
        self.write("in/9.txt", made(4)[3])
        said, _ = self.add("in", "--jobs", 1)
        self.assertIn("1 reports added, 0 coded anew, 3 were there", said)
        self.assertIn("the case has 4 reports (0 of them copies of others)", said)
        self.assertIn("4 reports", self.check())
        self.assertEqual(self.ask("select count(*) from runs"), [(1,)])

    def test_threads_give_the_same_case(self):
        name = self.records(12)
        self.add(name, "--jobs", 1)
        one = self.export()
        (self.dir / "case").unlink()
        self.add(name, "--jobs", 4)
        self.assertEqual(self.export(), one)

    def test_one_text_from_two_sources(self):
        self.write("a.txt")
        self.add("a.txt", "--source", "Gazette", "--published", "2024-03-08")
        said, _ = self.add("a.txt", "--source", "Herald", "--published", "2024-03-08")
        self.assertIn("1 reports added", said)
        self.assertIn("2 reports (1 of them copies of others)", said)
        self.assertEqual(self.ask("select count(*) from codings"), [(1,)])
        self.assertEqual(self.ask("select name, reliability from sources order by id"), [("Gazette", None), ("Herald", None)])
        self.check()

    def test_another_way_of_coding(self):
        """Other options are another run: reports are coded anew, the old statements stay."""
        self.write("a.txt")
        self.add("a.txt")
        old = self.ask("select * from statements")
        said, _ = self.add("a.txt", "--min-confidence", "1")
        self.assertIn("0 reports added, 1 coded anew, 0 were there", said)
        self.assertEqual(self.ask("select * from statements where coding = 1"), old)
        self.assertEqual(self.ask("select report, run, coding from current_codings"), [(1, 2, 2)])
        self.assertEqual(self.export(), self.coded("a.txt", "--min-confidence", "1"))
        said, _ = self.add("a.txt")
        self.assertIn("1 were there", said)
        self.check()

    def test_metadata_by_table(self):
        self.write("in/a.txt")
        self.write("in/b.txt", made(1)[0])
        self.write("in/meta.tsv", "file\tpublished\ttitle\tsource\turl\na.txt\t2024-03-08\tThree  killed\tGazette\thttps://example.org/a\n")
        self.add("in", "--meta", "in/meta.tsv")
        self.assertEqual(self.ask("select r.path, r.published, r.title, s.name, r.url from reports r left join sources s on s.id = r.source "
                                  "order by r.path"),
                         [("in/a.txt", "2024-03-08", "Three killed", "Gazette", "https://example.org/a"), ("in/b.txt", None, None, None, None)])
        self.assertEqual(self.ask("select published, title from codings order by id"), [("2024-03-08", "Three killed"), (None, None)])
        said, _ = self.add("in", "--meta", "in/meta.tsv")
        self.assertIn("0 reports added, 0 coded anew, 2 were there", said)
        self.assertEqual(self.export(), self.coded("in", "--meta", "in/meta.tsv"))

    def test_reliability(self):
        self.write("a.txt")
        self.add("a.txt", "--source", " Banner  of the Sahel", "--reliability", "D")
        self.assertEqual(self.ask("select name, reliability from sources"), [("Banner of the Sahel", "D")])
        self.add("a.txt", "--source", "Banner of the Sahel", "--reliability", "E")
        self.assertEqual(self.ask("select name, reliability from sources"), [("Banner of the Sahel", "E")])

    def test_the_case_lies_among_the_reports(self):
        """It is no report, nor is its log."""
        self.write("in/a.txt")
        run = self.casus("add", "--db", "in/z.casus", "in")
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        db = sqlite3.connect(self.dir / "in/z.casus")
        db.execute("pragma journal_mode = wal")
        db.execute("create table t (x)")
        db.commit()  # the log is there as long as this is open
        self.assertTrue((self.dir / "in/z.casus-wal").exists())
        run = self.casus("add", "--db", "in/z.casus", "in")
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        self.assertIn(b"1 were there", run.stdout)
        db.close()

    def test_reports_that_fail(self):
        self.write("in/a.txt")
        self.write("in/b.txt", SPANISH)
        self.write("in/c.txt", b"\x7fELF\x02\x01\x01\x00" + bytes(100))
        said, why = self.add("in", expect=1)
        self.assertIn("1 reports added, 0 coded anew, 0 were there, 2 failed", said)
        self.assertIn("in/b.txt", why)
        self.assertIn("in/c.txt", why)
        self.check()
        self.add("in/b.txt", expect=3)

    def test_names_that_are_no_utf8(self):
        (self.dir / "in").mkdir()
        with open(os.fsencode(self.dir / "in") + b"/a\xff.txt", "w") as f:
            f.write(REPORT)
        self.add("in", "--source", b"Gaz\xffette".decode("utf-8", "surrogateescape"))
        self.assertEqual(self.ask("select path, name from reports r join sources s on s.id = r.source"), [("in/a\ufffd.txt", "Gaz\ufffdette")])
        json.loads(self.export())
        self.check()

    def test_two_programs_at_once(self):
        name = self.records(24)
        both = [subprocess.Popen([CASUS, "add", "--db", "case", "--jobs", "1", name], cwd=self.dir, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
                for _ in range(2)]
        for p in both:
            _, why = p.communicate(timeout=HANG_S)
            self.assertEqual((p.returncode, why), (0, b""))
        self.assertIn("24 reports", self.check())
        self.assertEqual(sorted(self.export().splitlines()), sorted(self.coded(name).splitlines()))


class Exporting(CaseTest):
    def test_is_what_code_writes(self):
        self.write("in/a.txt", "".join(made(2)))
        self.write("in/b.html", "<html><head><title>Blast - Gazette</title><meta property='og:site_name' content='Gazette'>"
                   "<meta property='article:published_time' content='2024-03-08'></head><body><h1>Blast</h1><p>" + REPORT + REPORT + "</p></body></html>")
        self.records(5, "in/c.jsonl", title="A \"title\"", source="Wire, \\ Ltd", date="2024-03-09", url="https://example.org/{a}")
        self.add("in")
        self.assertEqual(self.export(), self.coded("in"))
        run = self.casus("export", "--db", "case", "--format", "jsonl", "-o", "out.jsonl")
        self.assertEqual((run.returncode, run.stdout, run.stderr), (0, b"", b""))
        self.assertEqual((self.dir / "out.jsonl").read_bytes(), self.export())
        self.assertEqual(self.casus("export", "--db", "case", "-o", "-").stdout, self.export())

    def test_shared_codings_have_their_own_source(self):
        for i, (source, url) in enumerate((("Gazette", "https://example.org/1"), ("Herald", "https://example.org/2"))):
            self.write(f"{i}.txt")
            self.add(f"{i}.txt", "--source", source, "--url", url, "--published", "2024-03-08")
        self.assertEqual(self.ask("select count(*) from codings"), [(1,)])
        self.assertEqual(self.export(), self.coded("0.txt", "--source", "Gazette", "--url", "https://example.org/1", "--published", "2024-03-08") +
                         self.coded("1.txt", "--source", "Herald", "--url", "https://example.org/2", "--published", "2024-03-08"))

    def test_errors(self):
        self.assertEqual(self.casus("export", "--db", "none").returncode, 5)
        self.assertFalse((self.dir / "none").exists())
        self.write("a.txt")
        self.add("a.txt")
        for args in ((), ("--db",), ("--db", "case", "--format", "xml"), ("--db", "case", "a.txt")):
            run = self.casus("export", *args)
            self.assertEqual((run.returncode, run.stdout), (2, b""))
            self.assertIn(b"casus: error: ", run.stderr)
        db = sqlite3.connect(self.dir / "case")
        db.execute("update codings set reading = x'00'")
        db.commit()
        db.close()
        run = self.casus("export", "--db", "case", "-o", "out.jsonl")
        self.assertEqual(run.returncode, 5)
        self.assertIn(b"report 1", run.stderr)
        self.assertFalse((self.dir / "out.jsonl").exists())


class Refusing(CaseTest):
    def test_usage(self):
        self.write("a.txt")
        for args in ((), ("a.txt",), ("--db", "case"), ("--db", "case", "--reliability", "B", "a.txt"),
                     ("--db", "case", "--source", "x", "--reliability", "G", "a.txt"), ("--db", "case", "--min-confidence", "2", "a.txt")):
            run = self.casus("add", *args)
            self.assertEqual((run.returncode, run.stdout), (2, b""), args)
            self.assertIn(b"casus: error: ", run.stderr)
        for args in ((), ("--db",), ("--db", "case", "a.txt")):
            self.assertEqual(self.casus("check", *args).returncode, 2)
        self.assertFalse((self.dir / "case").exists())

    def test_help(self):
        for command in ("add", "check", "export"):
            asked = self.casus(command, "--help")
            self.assertEqual((asked.returncode, asked.stderr), (0, b""))
            self.assertIn(f"casus {command} --db FILE".encode(), asked.stdout)
            self.assertEqual(self.casus("help", command).stdout, asked.stdout)

    def test_what_is_no_case(self):
        self.write("a.txt")
        self.write("case", REPORT)
        _, why = self.add("a.txt", expect=5)
        self.assertIn("no database", why)
        self.assertEqual((self.dir / "case").read_text(), REPORT)
        self.assertIn("no database", self.check(expect=5))

    def test_damage_is_named(self):
        self.write("a.txt")
        self.add("a.txt")
        db = sqlite3.connect(self.dir / "case")
        db.execute("update statements set type = 'AID'")
        db.commit()
        db.close()
        said = self.check(expect=5)
        self.assertIn("damaged: coding 1: row (1, 1) of statements is not what its reading says", said)
        self.assertIn("case: 1 faults", said)


class Documented(CaseTest):
    """docs/case-tables.md says what there is, and its examples run."""
    PAGE = (ROOT / "docs/case-tables.md").read_text(encoding="utf-8")

    def setUp(self):
        super().setUp()
        self.add(ROOT / "examples/reports", "--meta", ROOT / "examples/reports.tsv")
        self.add(ROOT / "examples/reports/market.txt", "--source", "Another Desk")

    def test_tables_and_columns(self):
        written = {}
        for heading in re.finditer(r"^### (\w+)\n(.*?)(?=^#|\Z)", self.PAGE, re.M | re.S):
            cells = re.findall(r"^\| ([^|]*) \|", heading[2], re.M)
            written[heading[1]] = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
        there = {name: [row[1] for row in self.ask(f"pragma table_info({name})")]
                 for name, in self.ask("select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite%' "
                                       "and name not like '%\\_words\\_%' escape '\\'")}
        self.assertEqual({k: sorted(v) for k, v in written.items()}, {k: sorted(v) for k, v in there.items()})

    def test_what_may_be_null(self):
        """Beside what may be null there is a question mark."""
        for heading in re.finditer(r"^### (\w+)\n(.*?)(?=^#|\Z)", self.PAGE, re.M | re.S):
            must = {row[1]: bool(row[3] or row[5]) for row in self.ask(f"pragma table_info({heading[1]})")}
            for names, says in re.findall(r"^\| (`[^|]*`) \| ([^|]*) \|", heading[2], re.M):
                for name in re.findall(r"`(\w+)`", names):
                    if heading[1] != "current_codings" and "**?**" not in says:
                        self.assertTrue(must[name], f"{heading[1]}.{name} may be null")

    def test_sql(self):
        queries = re.findall(r"```sql\n(.*?)```", self.PAGE, re.S)
        self.assertEqual(len(queries), 6)
        for query in queries:
            self.assertTrue(self.ask(query), query)

    def test_python(self):
        (self.dir / "case").rename(self.dir / "sahel.casus")
        program, = re.findall(r"```python\n(.*?)```", self.PAGE, re.S)
        run = subprocess.run([sys.executable, "-c", program], cwd=self.dir, stdout=subprocess.PIPE, text=True, check=True)
        self.assertIn("A car bomb exploded beside the cattle market", run.stdout)

    def test_version_and_kind(self):
        said = [int(n) for n in re.findall(r"`pragma user_version` is[^(]*\((\d+) now\), `pragma application_id` is (\d+)", self.PAGE)[0]]
        self.assertEqual([self.ask("pragma user_version")[0][0], self.ask("pragma application_id")[0][0]], said)


class Faults(CaseTest):
    def test_killed_at_any_moment(self):
        """After each SIGKILL the case is whole, and in the end all reports are in it once. Made anew whenever it is complete."""
        rng = random.Random(3)
        kills = 500 if FULL else 6
        n = 40
        name = self.records(n)
        began = time.monotonic()
        self.add(name)
        took = time.monotonic() - began
        expected = self.export()
        (self.dir / "case").unlink()
        killed = full = least = 0
        while killed < kills:
            p = subprocess.Popen([CASUS, "add", "--db", "case", "--jobs", "2", name], cwd=self.dir, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                p.wait(timeout=rng.uniform(0, 0.7 * took))
            except subprocess.TimeoutExpired:
                p.send_signal(signal.SIGKILL)
                p.wait()
            if p.returncode == -signal.SIGKILL:
                killed += 1
                # before its tables are there it is no case, then it is whole
                if (self.dir / "case").exists() and (self.dir / "case").stat().st_size and self.casus("export", "--db", "case").returncode == 0:
                    self.check()
                    there = len(self.export().splitlines())
                    self.assertGreaterEqual(there, least)
                    least = there
            else:
                self.assertEqual(p.returncode, 0)
                self.assertEqual(self.export(), expected)
                full, least = full + 1, 0
                for path in self.dir.glob("case*"):
                    path.unlink()
        self.add(name)
        self.check()
        self.assertEqual(self.export(), expected)
        print(f"{killed} kills, {full} complete cases between them", file=sys.stderr)

    def test_full_disk(self):
        """Where files may not grow beyond a size, what was added before is safe, and with more room it goes on."""
        name = self.records(20)

        def little_room(size):
            def limit():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
            return limit
        there = 0
        for size in (0, 2_000, 100_000, 400_000, 500_000):
            _, why = self.add(name, expect=5, preexec_fn=little_room(size))
            self.assertIn("casus: error: case: ", why)
            if size >= 400_000:
                self.check()
                now = len(self.export().splitlines())
                self.assertGreaterEqual(now, there)
                there = now
        self.add(name)
        self.check()
        self.assertEqual(sorted(self.export().splitlines()), sorted(self.coded(name).splitlines()))

    def test_interrupted(self):
        """What was done before Ctrl-C counts."""
        name = self.records(400)
        p = subprocess.Popen([CASUS, "add", "--db", "case", "--jobs", "1", name], cwd=self.dir, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        def added():
            try:
                return self.ask("select count(*) from reports")[0][0]
            except sqlite3.OperationalError:  # its tables are not there yet
                return 0
        while p.poll() is None and added() < 3:
            time.sleep(0.02)
        p.send_signal(signal.SIGINT)
        said, why = p.communicate(timeout=HANG_S)
        self.assertEqual((p.returncode, why), (130, b""))
        there = len(self.export().splitlines())
        self.assertIn(f"the case has {there} reports".encode(), said)
        self.assertTrue(0 < there < 400)
        self.check()


if __name__ == "__main__":
    unittest.main()
