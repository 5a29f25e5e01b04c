"""casus gazetteer import, and coding with what it makes. usage: test_gazetteer.py CASUS

With CASUS_FULL set, also 12 million rows: as many as all of GeoNames.
"""
import os, re, resource, signal, subprocess, sys, time, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import made_dump  # noqa: E402
from harness import CASUS, ROOT, CliTest  # noqa: E402

ROWS, FULL_ROWS, FULL_PEAK_BYTES = 3000, 12000000, 700 << 20
TOWN = made_dump.row(900001, "Zelgrabad", "P", "PPL", "IQ", "03", "0304", 90000)


def dump(n):
    return subprocess.run([sys.executable, made_dump.__file__, str(n)], stdout=subprocess.PIPE, check=True).stdout


class Import(CliTest):
    def imported(self, content, *args, expect=0):
        self.write("dump.txt", content)
        run = self.casus("gazetteer", "import", "dump.txt", *args)
        self.assertEqual(run.returncode, expect, run.stderr)
        return run.stdout.decode(), run.stderr.decode()

    def names(self):
        return sorted(p.name for p in self.dir.iterdir())

    def test_help_names_every_option(self):
        text = self.casus("gazetteer", "--help").stdout.decode()
        for option in ("-o", "--admin1", "--admin2", "--alternate", "--all"):
            self.assertIn(option + " ", text)
        self.assertIn("examples:", text)
        self.assertEqual(self.casus("help", "gazetteer").stdout.decode(), text)
        self.assertIn("gazetteer import", self.casus("--help").stdout.decode())

    def test_places_of_ones_own_gazetteer(self):
        said, _ = self.imported(dump(ROWS) + TOWN.encode(), "-o", "own.bin")
        self.assertIn(f"{ROWS + 1} rows read", said)
        report = self.write("a.txt", "Gunmen killed three farmers near the town of Zelgrabad in Iraq on Friday, police said.\n")
        (with_it,), _ = self.code(report, "--gazetteer", "own.bin")
        (without,), _ = self.code(report)
        self.assertEqual(with_it["model"]["gazetteer"], re.search(r"sha256 ([0-9a-f]{64})", said)[1])
        self.assertNotEqual(without["model"]["gazetteer"], with_it["model"]["gazetteer"])
        ids = [[p["geonames"] for p in r["places"] if p["name"] == "Zelgrabad"] for r in (with_it, without)]
        self.assertEqual(ids, [[900001], [None]])
        place = next(p for p in with_it["places"] if p["geonames"] == 900001)
        self.assertEqual((place["country"], place["admin1"][-8:], place["admin2"][-8:]), ("IRQ", "Province", "District"))

    def test_usual_name_of_the_output(self):
        self.imported(dump(100))
        self.assertEqual(self.names(), ["dump.txt", "gazetteer.bin"])

    def test_same_bytes(self):
        content = dump(ROWS)
        self.imported(content, "-o", "a.bin")
        self.imported(content, "-o", "b.bin")
        self.assertEqual((self.dir / "a.bin").read_bytes(), (self.dir / "b.bin").read_bytes())

    def test_all_kinds(self):
        few, _ = self.imported(dump(ROWS))
        every, _ = self.imported(dump(ROWS), "--all")
        left = [int(re.search(r"(\d+) left out", s)[1]) for s in (few, every)]
        self.assertGreater(left[0], 100)
        self.assertEqual(left[1], 0)

    def test_english_names(self):
        self.write("admin1.txt", "IQ.03\tWarmland\tWarmland\t20287\n")
        self.write("alternate.txt", "1\t900001\ten\tZelgrad\t1\t\t\t\t\t\n")
        self.imported(dump(ROWS) + TOWN.encode(), "-o", "own.bin", "--admin1", "admin1.txt", "--alternate", "alternate.txt")
        report = self.write("a.txt", "Gunmen killed three farmers near the town of Zelgrad in Iraq on Friday, police said.\n")
        (r,), _ = self.code(report, "--gazetteer", "own.bin")
        self.assertIn((900001, "Warmland"), [(p["geonames"], p["admin1"]) for p in r["places"]])

    def test_bad_rows_are_told_and_counted(self):
        said, told = self.imported(dump(200) + b"only\tthree\tfields\n" + TOWN.replace("\tIQ\t", "\tIraq\t").encode()
                                   + TOWN.encode(), expect=1)
        self.assertIn("dump.txt:201: expected the 19 tab-separated columns of a GeoNames dump but found 3", told)
        self.assertIn('dump.txt:202: column 9 (country code): expected two capitals or nothing but found "Iraq"', told)
        self.assertIn("203 rows read", said)
        self.assertIn("2 bad", said)
        _, told = self.imported(dump(200) + b"x\n" * 30, expect=1)
        self.assertEqual(told.count("dump.txt:"), 20)
        self.assertIn("and 10 more rows like these", told)

    def test_what_is_no_dump(self):
        for content, reason in ((b"", "no row"), (b"PK\3\4 and more", "zip"), (b"x\n" * 60, "none of the first 50 lines")):
            _, told = self.imported(content, expect=3)
            self.assertIn(reason, told)
            self.assertEqual(self.names(), ["dump.txt"])
        self.assertEqual(self.casus("gazetteer", "import", "none.txt").returncode, 3)
        self.assertEqual(self.casus("gazetteer", "import").returncode, 2)
        self.assertEqual(self.casus("gazetteer", "export").returncode, 2)

    def test_what_is_no_gazetteer(self):
        self.write("a.txt")
        _, told = self.code("a.txt", "--gazetteer", "a.txt", expect=4)
        self.assertIn("a.txt", told)

    def test_output_that_cannot_be_written(self):
        self.write("dump.txt", dump(100))
        run = self.casus("gazetteer", "import", "dump.txt", "-o", "no/such/folder.bin")
        self.assertEqual(run.returncode, 5)
        run = self.casus("gazetteer", "import", "dump.txt", "-o", "/dev/null")
        self.assertEqual(run.returncode, 2)

    def test_full_disk(self):
        """A limit on the size of files stands for a full disk: a signal that is ignored, then an error of write."""
        self.write("dump.txt", dump(ROWS))
        self.write("own.bin", b"as it was")
        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))
        run = self.casus("gazetteer", "import", "dump.txt", "-o", "own.bin", preexec_fn=limit)
        self.assertEqual(run.returncode, 5, run.stderr)
        self.assertIn(b"File too large", run.stderr)
        self.assertEqual(self.names(), ["dump.txt", "own.bin"])
        self.assertEqual((self.dir / "own.bin").read_bytes(), b"as it was")

    def test_killed(self):
        self.write("dump.txt", dump(60000))
        self.write("own.bin", b"as it was")
        for sent, code in ((signal.SIGINT, 130), (signal.SIGKILL, -9)):
            run = subprocess.Popen([CASUS, "gazetteer", "import", "dump.txt", "-o", "own.bin"], cwd=self.dir,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            while run.poll() is None and not self.has_begun(run.pid):
                time.sleep(0.001)
            run.send_signal(sent)
            run.communicate()
            if run.returncode == 0:
                continue  # it was done before the signal came
            self.assertEqual(run.returncode, code)
            self.assertEqual(self.names(), ["dump.txt", "own.bin"])
            self.assertEqual((self.dir / "own.bin").read_bytes(), b"as it was")

    @staticmethod
    def has_begun(pid):
        try:
            return any("dump.txt" in os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd"))
        except OSError:
            return False

    @unittest.skipUnless(os.environ.get("CASUS_FULL"), "a run of a second and more: make prove")
    def test_progress_on_a_terminal(self):
        import pty
        self.write("dump.txt", dump(1000000))
        main, side = pty.openpty()
        run = subprocess.Popen([CASUS, "gazetteer", "import", "dump.txt"], cwd=self.dir, stdout=subprocess.DEVNULL, stderr=side)
        os.close(side)
        told = b""
        try:
            while piece := os.read(main, 4096):
                told += piece
        except OSError:  # the other side is closed
            pass
        self.assertEqual(run.wait(), 0)
        self.assertRegex(told.decode(), r"\r\x1b\[K(areas|places|writing) \d+ rows  \d+/s  \d+\.\d%  eta \d+m\d\ds")
        self.assertTrue(told.endswith(b"\r\x1b[K"))
        os.close(main)

    def test_no_progress_in_a_pipe(self):
        _, told = self.imported(dump(60000))
        self.assertEqual(told, "")

    @unittest.skipUnless(os.environ.get("CASUS_FULL"), "12 million rows: make prove")
    def test_all_of_geonames(self):
        with open(self.dir / "dump.txt", "wb") as f:
            subprocess.run([sys.executable, made_dump.__file__, str(FULL_ROWS)], stdout=f, check=True)
        began = time.monotonic()
        run = subprocess.Popen([CASUS, "gazetteer", "import", "dump.txt", "-o", "own.bin"], cwd=self.dir, stdout=subprocess.PIPE)
        said = run.stdout.read().decode()
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = status
        print(f"{said}peak memory {used.ru_maxrss / 1024:.0f} MB, {time.monotonic() - began:.0f} s", file=sys.stderr)
        self.assertEqual(status, 0)
        self.assertIn(f"{FULL_ROWS} rows read", said)
        self.assertLess(used.ru_maxrss * 1024, FULL_PEAK_BYTES)


if __name__ == "__main__":
    unittest.main()
