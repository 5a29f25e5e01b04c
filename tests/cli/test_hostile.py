"""Input that means harm, or looks as if: each is refused or coded in bounded time and memory. usage: test_hostile.py CASUS"""
import os, subprocess, sys, time, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CASUS, REPORT, CliTest  # noqa: E402

LIMIT = 16 << 20
SCALAR = os.environ.get("CASUS_SCALAR") == "ON"  # set by CTest: without vectors a megabyte takes a quarter of an hour
SANITIZED = bool(os.environ.get("CASUS_SANITIZE"))  # set by CTest: slower and larger, so bounds of time and memory mean nothing


class Hostile(CliTest):
    def measured(self, *args):
        """(exit code, said, seconds, peak MB) of one run."""
        began = time.monotonic()
        with subprocess.Popen([CASUS, "code", "--format", "json", "--jobs", "1", *map(str, args)], stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, cwd=self.dir) as p:
            said = p.stderr.read().decode()
            _, status, usage = os.wait4(p.pid, 0)
            p.returncode = os.waitstatus_to_exitcode(status)
        return p.returncode, said, time.monotonic() - began, usage.ru_maxrss / 1024

    def test_empty(self):
        for content in (b"", b" \n\t\r\n", b"\xef\xbb\xbf"):
            code, said, _, _ = self.measured(self.write("a.txt", content))
            self.assertEqual(code, 3, content)
            self.assertRegex(said, r"^casus: error: .*a\.txt")

    def test_binary(self):
        for content in (b"\x7fELF\x02\x01\x01\x00" + os.urandom(4000), b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b"\x89PNG\r\n\x1a\n" + bytes(200),
                        b"PK\x03\x04" + bytes(200), b"\x1f\x8b\x08\x00" + bytes(60)):
            code, said, _, _ = self.measured(self.write("a.txt", content))
            self.assertEqual(code, 3, content[:8])
            self.assertRegex(said, r"^casus: error: .*a\.txt")

    def test_above_the_limit(self):
        """Refused by its size: a sparse file of 64 GB takes no longer than one a byte too large."""
        seconds = []
        for size in (LIMIT + 1, 64 << 30):
            path = self.dir / "large.txt"
            with open(path, "wb") as f:
                f.truncate(size)
            code, said, took, _ = self.measured(path)
            self.assertEqual(code, 6)
            self.assertIn("16 MB", said)
            seconds.append(took)
        self.assertLess(seconds[1], seconds[0] + 1)

    def test_endless_pipe(self):
        with open("/dev/zero", "rb") as zero:
            run = subprocess.run([CASUS, "code", "-"], stdin=zero, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(run.returncode, 6)
        self.assertIn(b"16 MB", run.stderr)

    def test_long_line(self):
        """A megabyte without a line end is coded."""
        size = 1 << 16 if SANITIZED or SCALAR else 1 << 20
        self.write("line.txt", ((REPORT.strip() + " ") * (size // len(REPORT) + 1))[:size])
        code, said, _, _ = self.measured("--jobs", "2", "line.txt")
        self.assertEqual((code, said), (0, ""))

    def test_one_word_of_a_megabyte(self):
        code, _, took, _ = self.measured("--force", self.write("word.txt", "a" * (1 << 20)))
        self.assertEqual(code, 0)

    def test_nested_html(self):
        """100,000 levels: refused within a second, with little more memory than an empty file takes."""
        _, _, _, least = self.measured(self.write("empty.txt", ""))
        page = "<html><body>" + "<div>" * 100_000 + "<p>" + REPORT + "</p>"
        code, said, took, peak = self.measured(self.write("deep.html", page))
        self.assertEqual(code, 6)
        self.assertIn("deep.html", said)
        if not SANITIZED:
            self.assertLess(peak, least + 20)
            self.assertLess(took, 1)

    def test_controls_and_bad_utf8(self):
        (report,), _ = self.code(self.write("a.txt", b"Gunmen k\xadilled \xffthree farmers\x1b[31m near Bama.\n" * 3), "--force")
        self.assertNotIn("\x1b", report["text"])

    def test_hostile_names(self):
        for name in ("a\nb.txt", "é .txt", "-x.txt", "a\x1b[31m.txt"):
            (self.dir / "in").mkdir(exist_ok=True)
            (self.dir / "in" / name).write_text(REPORT)
        reports, _ = self.code("in")
        self.assertEqual(len(reports), 4)


if __name__ == "__main__":
    unittest.main()
