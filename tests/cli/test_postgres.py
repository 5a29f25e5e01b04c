"""A case on a PostgreSQL server is what it is as a file, and each group of people may do what docs/postgresql.md says.
usage: on_postgres.sh test_postgres.py CASUS"""
import os, re, subprocess, sys, unittest, zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CASUS, HANG_S, ROOT, CliTest  # noqa: E402

SOCKET = os.environ.get("CASUS_TEST_SOCKET")
REPORTS = [
    ("a.txt", "Gunmen killed 12 people in the town of Bama in Nigeria on 8 March 2024, police said. The army accused Boko Haram of the attack.\n",
     "Gazette", "2024-03-09"),
    ("b.txt", "Officials on Sunday lowered the death toll of the attack on the town of Bama in Nigeria on 8 March 2024 to 8. Gunmen killed 8 "
     "people there, the governor said. Boko Haram said its fighters had attacked the town.\n", "Herald", "2024-03-10"),
    ("c.txt", "Students protested in Suva in Fiji on 2 February 2024.\n", "Gazette", "2024-02-03"),
]
DECIDING = ("--why", "seen", "--who", "ana")


def sql(text, database="postgres", user="casus", expect=0):
    """What psql prints of it, rows without a frame."""
    run = subprocess.run(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-h", SOCKET, "-U", user, "-d", database], input=text,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, timeout=HANG_S)
    assert run.returncode == expect, run.stderr
    return run.stdout if not expect else run.stderr


def rights():
    return re.search(r"```sql\n(.*?)```", (ROOT / "docs/postgresql.md").read_text(encoding="utf-8"), re.S)[1]


class ServerTest(CliTest):
    database = "casus_cli"

    def setUp(self):
        super().setUp()
        sql(f"drop database if exists {self.database} with (force)")
        sql(f"create database {self.database}")

    def where(self, user="casus"):
        return f"postgresql://{user}@/{self.database}?host={SOCKET}"

    def ran(self, db, command, *args, expect=0):
        run = self.casus(command, "--db", db, *args)
        self.assertEqual(run.returncode, expect, f"{command} {args}: {run.stderr.decode()}")
        return (run.stdout if not expect else run.stderr).decode().replace(f"{db}:", "CASE:")

    def add_all(self, db, user=None):
        return [self.ran(db, "add", name, "--source", source, "--published", day, "--reliability", "B") for name, _, source, day in REPORTS]


class AsAFile(ServerTest):
    """The same commands on both print the same."""

    def both(self, command, *args, expect=0, without=None):
        file, server = (self.ran(db, command, *args, expect=expect) for db in ("case", self.where()))
        if without:
            file, server = (re.sub(without, "", x) for x in (file, server))
        self.assertEqual(server, file, f"{command} {args}")
        return file

    def test_all_commands(self):
        for name, text, _, _ in REPORTS:
            self.write(name, text)
        self.assertEqual(self.add_all(self.where()), self.add_all("case"))
        self.assertIn("1 were there", self.both("add", "a.txt", "--source", "Gazette", "--published", "2024-03-09"))
        now = r'"?20\d\d-\d\d-\d\dT[\d:]+Z"?|20\d\d-\d\d-\d\d [\d:]+'
        self.assertIn("whole", self.both("check"))
        listed = self.both("incidents", "--format", "json", without=now)
        self.assertGreater(listed.count("\n"), 1)
        for more in (("--actor", "boko"), ("--country", "NGA", "--min-killed", "5"), ("--from", "2024-03-01"), ("--source", "Herald")):
            self.both("incidents", *more)
        self.both("merge", *DECIDING, "1", "2")
        self.both("edit", *DECIDING, "incident", "1", "killed=8/8/12")
        self.both("accept", *DECIDING, "statement", "1")
        self.both("reject", *DECIDING, "statement", "2")
        self.both("undo", *DECIDING, "1")
        self.both("merge", *DECIDING, "1", "99", expect=3)
        for what in (("incident", "1"), ("report", "1"), ("place", "Bama")):
            self.both("show", *what, without=now)
        self.both("log", without=now)
        self.both("count", "--by", "country", "--by", "month")
        for typed in ("bama", "gunmen OR police", '"in the town"', "kill*", "killed NOT bama"):
            for form in ("text", "json"):
                self.assertGreater(self.both("search", typed, "--format", form).count("\n"), 0)
        self.both("search", "killed", "--country", "NGA", "--source", "Herald")
        self.both("search", "killed (", expect=2)
        documented, = re.findall(r"`(select [^`]*::tsquery)`", (ROOT / "docs/case-tables.md").read_text(encoding="utf-8"))
        self.assertIn("1|", sql(documented, self.database))
        self.both("incidents", "--format", "json", without=now)
        self.both("export", "--format", "jsonl")
        self.assertIn("whole", self.both("check"))
        self.ran(self.where(), "export", "--format", "bundle", "-o", "all.zip")
        with zipfile.ZipFile(self.dir / "all.zip") as z:
            case, = [n for n in z.namelist() if z.read(n).startswith(b"SQLite format 3")]
            (self.dir / "copied").write_bytes(z.read(case))
        self.assertIn("whole", self.ran("copied", "check"))
        for command in (("export",), ("incidents", "--format", "json"), ("log",), ("search", "killed")):
            self.assertEqual(self.ran("copied", *command), self.ran(self.where(), *command))

    def test_programs_at_once(self):
        """Three add the same reports and more at once: each report is there once."""
        for i in range(8):
            self.write(f"in/{i}.txt", f"Gunmen killed {i + 2} people in the town of Bama in Nigeria on {i + 1} March 2024, police said.\n")
        programs = [subprocess.Popen([CASUS, "add", "--db", self.where(), "--jobs", "1", "in"], cwd=self.dir, stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE) for _ in range(3)]
        said = [p.communicate(timeout=HANG_S) for p in programs]
        self.assertEqual([p.returncode for p in programs], [0, 0, 0], said)
        added = sum(int(re.search(rb"(\d+) reports added", out)[1]) for out, _ in said)
        self.assertEqual(added, 8)
        self.assertEqual(sql("select count(*), count(distinct text) from reports", self.database), "8|8\n")
        self.assertIn("whole", self.ran(self.where(), "check"))


class Passwords(ServerTest):
    def test_none_is_shown(self):
        sql("drop role if exists locked; create role locked login password 'open:s@sam'")
        self.write("a.txt")
        for where in (f"postgresql://locked:nosesam@/{self.database}?host={SOCKET}",
                      f"postgresql://locked@/{self.database}?password=nosesam&host={SOCKET}"):
            said = self.casus("check", f"--db={where}")
            self.assertEqual(said.returncode, 5)
            self.assertIn(b"password authentication failed", said.stderr)
            self.assertNotIn(b"sesam", said.stderr)
        sql("grant create on schema public to locked", self.database)
        run = self.casus("add", "--db", f"postgresql://locked:open%3as%40sam@/{self.database}?host={SOCKET}", "a.txt")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn(b"1 reports added", run.stdout)
        self.assertNotIn(b"sam", run.stdout)


class Rights(ServerTest):
    """The SQL of docs/postgresql.md, and what each group may."""

    def setUp(self):
        super().setUp()
        for name, text, _, _ in REPORTS:
            self.write(name, text)
        for role in ("ana", "ben", "col", "sahel_reviewer", "sahel_coder", "sahel_reader"):
            sql(f"drop role if exists {role}")
        self.ran(self.where(), "add", "a.txt", "--source", "Gazette")
        sql(rights() + "create role ana login in role sahel_reader; create role ben login in role sahel_coder;"
            "create role col login in role sahel_reviewer;", self.database)
        self.addCleanup(lambda: sql(f"drop database if exists {self.database} with (force)"))

    def refused(self, user, command, *args):
        self.assertIn("docs/postgresql.md says which rights are needed", self.ran(self.where(user), command, *args, expect=5))

    def looks(self, user):
        for command in (("check",), ("incidents",), ("show", "incident", "1"), ("count", "--by", "country"), ("search", "bama"), ("log",),
                        ("export",), ("diff",)):
            self.ran(self.where(user), *command)

    def test_reader(self):
        self.looks("ana")
        self.refused("ana", "add", "c.txt")
        self.refused("ana", "accept", *DECIDING, "incident", "1")

    def test_coder(self):
        self.looks("ben")
        self.ran(self.where("ben"), "add", "b.txt", "--source", "Herald", "--reliability", "C")
        self.ran(self.where("ben"), "add", "a.txt", "--source", "Gazette", "--min-confidence", "0.9")
        self.refused("ben", "accept", *DECIDING, "incident", "1")
        for change in ("update statements set type = 'AID'", "delete from texts", "update texts set text = ''", "delete from codings",
                       "delete from reviews", "drop table tolls"):
            self.assertRegex(sql(change, self.database, "ben", expect=3), "permission denied|must be owner")

    def test_reviewer(self):
        self.looks("col")
        self.ran(self.where(), "add", "c.txt", "--source", "Gazette")
        at = self.where("col")
        self.ran(at, "accept", *DECIDING, "incident", "1")
        self.ran(at, "edit", *DECIDING, "incident", "1", "killed=11")
        self.ran(at, "reject", *DECIDING, "statement", "1")
        incidents = sql("select id from incidents where live = 1 order by id", self.database).split()
        self.ran(at, "merge", *DECIDING, incidents[0], incidents[-1])
        self.ran(at, "undo", *DECIDING, "4")
        self.ran(at, "add-statement", *DECIDING, "--type", "COERCE", "--mode", "arrest", "--words", "accused", "1")
        self.refused("col", "add", "b.txt")
        for change in ("update statements set type = 'AID'", "delete from reviews", "update reviews set why = ''", "delete from texts"):
            self.assertRegex(sql(change, self.database, "col", expect=3), "permission denied")
        self.assertIn("whole", self.ran(self.where(), "check"))


if __name__ == "__main__":
    if not SOCKET:
        sys.exit(77)
    unittest.main()
