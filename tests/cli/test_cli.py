"""casus as a person or a script calls it: options, inputs, outputs, messages, exit codes. usage: test_cli.py CASUS"""
import csv, io, json, os, re, signal, subprocess, sys, threading, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CASUS, REPORT, ROOT, SPANISH, CliTest  # noqa: E402


class Help(CliTest):
    def test_help_has_examples_and_exit_codes(self):
        for args in (["--help"], ["help"], ["-h"]):
            run = self.casus(*args)
            self.assertEqual((run.returncode, run.stderr), (0, b""))
            text = run.stdout.decode()
            self.assertIn("examples:", text)
            for code in ("0 ", "1 ", "2 ", "3 ", "4 ", "5 ", "6 ", "70 ", "130 "):
                self.assertRegex(text, rf"(?m)\b{code} ")

    def test_help_of_commands(self):
        for command in ("code", "eval", "bench"):
            asked = self.casus(command, "--help")
            self.assertEqual(asked.returncode, 0)
            self.assertIn(b"examples:", asked.stdout)
            self.assertEqual(self.casus("help", command).stdout, asked.stdout)

    def test_every_option_is_in_the_help(self):
        """--models is told by the program's own list of options, not by a second one here."""
        text = self.casus("code", "--help").stdout.decode()
        for option in ("--published", "--meta", "--title", "--source", "--url", "--format", "--tokens", "--no-text", "--jobs", "--min-confidence", "--explain",
                       "--force", "--cpu", "--skim", "-o", "--models", "--gazetteer", "--actors", "--places"):
            self.assertIn(option + " ", text)

    def test_version(self):
        header = (ROOT / "include/casus/casus.h").read_text()
        version = header.split('#define CASUS_VERSION "')[1].split('"')[0]
        self.assertEqual(self.casus("--version").stdout.decode(), f"casus {version}\n")


class Usage(CliTest):
    def refused(self, *args, hint=None):
        run = self.casus(*args)
        self.assertEqual(run.returncode, 2)
        self.assertEqual(run.stdout, b"")
        said = run.stderr.decode()
        self.assertRegex(said, r"^casus: error: ")
        if hint:
            self.assertRegex(said, rf"(?m)^casus: hint: .*{hint}")
        return said

    def test_no_command(self):
        run = self.casus()
        self.assertEqual((run.returncode, run.stdout), (2, b""))
        self.assertIn(b"usage:", run.stderr)

    def test_unknown_command(self):
        self.refused("cod", hint="casus help")

    def test_file_instead_of_command(self):
        self.refused(self.write("a.txt"), hint="casus code .*a.txt")

    def test_misspelt_option(self):
        self.refused("code", "--publisht", "2024-01-01", "a.txt", hint="--published")

    def test_values(self):
        self.assertIn("2024-13-01", self.refused("code", "--published", "2024-13-01", "a.txt"))
        self.assertIn("xml", self.refused("code", "--format", "xml", "a.txt"))
        self.assertIn("sse", self.refused("code", "--cpu", "sse", "a.txt"))
        self.assertIn("--skim", self.refused("add", "--db", "a.casus", "a.txt", "--skim"))  # nothing in a case is skimmed
        for jobs in ("0", "65", "two", ""):
            self.refused("code", "--jobs", jobs, "a.txt")
        for share in ("1.1", "-0.1", "50%", "", ".", "0.5x", "1e-1", "nan", "x0.5"):
            self.assertIn("from 0 to 1", self.refused("code", "--min-confidence", share, "a.txt"))
        self.assertIn("needs a value", self.refused("code", "a.txt", "-o"))
        self.assertIn("no value", self.refused("code", "--tokens=yes", "a.txt"))

    def test_dashes(self):
        self.write("-odd.txt")
        reports, _ = self.code("--", "-odd.txt")
        self.assertEqual(reports[0]["source"]["path"], "-odd.txt")


class Inputs(CliTest):
    def test_file(self):
        (report,), said = self.code(self.write("a.txt"))
        self.assertEqual(said, "")
        self.assertEqual(report["schema"], "casus.report/1")
        self.assertEqual(report["text"].strip(), REPORT.strip())
        self.assertEqual(report["source"]["size_bytes"], len(REPORT))
        self.assertNotIn("tokens", report)

    def test_standard_input(self):
        for args in (["-"], []):
            (report,), _ = self.code(*args, stdin=REPORT.encode())
            self.assertIn("farmers", report["text"])

    def test_folder_is_walked_in_order(self):
        for name in ("b/2.txt", "b/10.txt", "a.txt", "Z.txt", ".hidden.txt", "b/.git/x.txt"):
            self.write("news/" + name)
        os.symlink(self.dir / "news", self.dir / "news/b/loop")
        reports, _ = self.code("news", "--jobs", "3")
        self.assertEqual([r["source"]["path"] for r in reports], ["news/Z.txt", "news/a.txt", "news/b/10.txt", "news/b/2.txt"])

    def test_empty_folder(self):
        (self.dir / "void").mkdir()
        _, said = self.code("void", expect=3)
        self.assertIn("void", said)

    def test_json_lines(self):
        lines = [{"id": "x1", "text": REPORT, "title": "Farmers killed", "date": "2024-05-04", "source": "Wire", "url": "http://a.example/1"},
                 {"id": "x2", "text": REPORT}]
        path = self.write("feed.jsonl", "\n\n".join(map(json.dumps, lines)) + "\n")
        reports, _ = self.code(path, "--jobs", "2")
        self.assertEqual([r["source"]["path"] for r in reports], [f"{path}/x1", f"{path}/x2"])
        self.assertEqual([r["published"] for r in reports], ["2024-05-04", None])
        self.assertEqual(reports[0]["title"], "Farmers killed")

    def test_bad_record_among_good(self):
        path = self.write("feed.jsonl", json.dumps({"id": "a", "text": REPORT}) + "\n{broken\n" + json.dumps({"id": "c", "text": REPORT}))
        reports, said = self.code(path, expect=1)
        self.assertEqual(len(reports), 2)
        self.assertEqual(said.count("casus: error: "), 1)
        self.assertIn(f"{path}:2: expected a JSON object", said)

    def test_records_on_standard_input(self):
        lines = [json.dumps({"id": "a", "text": REPORT}), "", json.dumps({"id": "b", "text": REPORT})]
        reports, _ = self.code("-", stdin="\n".join(lines).encode())
        self.assertEqual([r["source"]["path"] for r in reports], ["standard input/a", "standard input/b"])
        reports, _ = self.code("-", stdin=('{\n"id": "c", "text": "%s"}\n' % REPORT.replace("\n", " ")).encode())
        self.assertEqual([r["source"]["path"] for r in reports], ["standard input/c"])

    def test_records_then_plain_file(self):
        feed = self.write("feed.jsonl", json.dumps({"id": "a", "text": REPORT}) + "\n\n")
        reports, _ = self.code(feed, self.write("z.txt"))
        self.assertEqual([r["source"]["media_type"] for r in reports], ["application/jsonl", "text/plain"])

    def test_line_above_the_limit(self):
        path = self.write("feed.jsonl", '{"text": "' + "x" * (17 << 20) + '"}\n' + json.dumps({"id": "b", "text": REPORT}))
        reports, said = self.code(path, expect=1)
        self.assertEqual(len(reports), 1)
        self.assertIn(f"{path}:1: larger than 16 MB", said)

    def test_metadata_by_option(self):
        (report,), _ = self.code(self.write("a.txt"), "--published", "2024-05-06", "--title", "T é", "--source", "S", "--url", "http://u.example")
        self.assertEqual((report["published"], report["title"], report["source"]["name"], report["source"]["url"]),
                         ("2024-05-06", "T é", "S", "http://u.example"))

    def test_metadata_by_table(self):
        self.write("in/a.txt")
        self.write("in/b.txt")
        meta = self.write("in/meta.tsv", "a.txt\t2024-05-06\tTitle\tSource\thttp://u.example\nin/b.txt\t2024-05-07\n")
        (a, b), _ = self.code("in", "--meta", "in/meta.tsv")
        self.assertEqual((a["published"], a["title"], b["published"], b["title"]), ("2024-05-06", "Title", "2024-05-07", None))
        meta.write_text("file\tsource\tpublished\nb.txt\tOther\t2023-01-01\n")
        (a, b), _ = self.code("in", "--meta", meta, "--source", "Mine")
        self.assertEqual((a["published"], b["published"], b["source"]["name"]), (None, "2023-01-01", "Mine"))

    def test_bad_table(self):
        self.write("a.txt")
        for text, expected in (("a.txt\t6 May\n", "line 1"), ("file\tday\n", "day"), ("\t2024-01-01\n", "line 1")):
            meta = self.write("meta.tsv", text)
            _, said = self.code("a.txt", "--meta", meta, expect=3)
            self.assertIn("meta.tsv", said)
            self.assertIn(expected, said)
        _, said = self.code("a.txt", "--meta", "none.tsv", expect=3)
        self.assertIn("none.tsv", said)

    def test_language(self):
        path = self.write("es.txt", SPANISH)
        _, said = self.code(path, expect=3)
        self.assertIn("Spanish", said)
        self.assertIn("--force", said)
        self.assertEqual(len(self.code(path, "--force")[0]), 1)


class Failures(CliTest):
    def test_missing_file(self):
        _, said = self.code("none.txt", expect=3)
        self.assertEqual(said, "casus: error: none.txt: No such file or directory\n")

    def test_bad_file_among_many(self):
        for n in range(6):
            self.write(f"in/{n}.txt")
        self.write("in/3.txt", b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8)
        self.write("in/4.txt", b"")
        for jobs in "14":
            reports, said = self.code("in", "none.txt", "--jobs", jobs, expect=1)
            self.assertEqual([r["source"]["path"] for r in reports], [f"in/{n}.txt" for n in (0, 1, 2, 5)])
            lines = said.splitlines()
            self.assertEqual(len(lines), 3)
            for line, name in zip(lines, ("in/3.txt", "in/4.txt", "none.txt")):
                self.assertRegex(line, rf"^casus: error: {name}(:\d+)?: .+")

    @unittest.skipIf(os.geteuid() == 0, "root may read everything")
    def test_unreadable_folder_as_user(self):
        self.write("in/a.txt")
        (self.dir / "in").chmod(0)
        self.addCleanup((self.dir / "in").chmod, 0o700)
        _, said = self.code("in", expect=3)
        self.assertIn("in", said)

    @unittest.skipUnless(os.geteuid() == 0, "needs another user to become")
    def test_unreadable_folder_as_root(self):
        try:
            subprocess.run([CASUS, "--version"], user=65534, group=65534, stdout=subprocess.DEVNULL)
        except PermissionError:
            self.skipTest("the checkout lies in a folder that only its owner may enter")
        self.write("ok.txt")
        self.write("in/a.txt")
        (self.dir / "in").chmod(0)
        self.dir.chmod(0o755)
        reports, said = self.code("in", "ok.txt", expect=1, user=65534, group=65534)
        self.assertEqual(len(reports), 1)
        self.assertRegex(said, r"casus: error: in: .*")

    def test_model_missing(self):
        _, said = self.code(self.write("a.txt"), "--models", self.dir, expect=4)
        self.assertIn("casus-en.model", said)

    def test_model_damaged(self):
        data = (ROOT / "models/casus-en.model").read_bytes()
        middle = len(data) // 2
        (self.dir / "casus-en.model").write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1:])
        _, said = self.code(self.write("a.txt"), "--models", self.dir, expect=4)
        self.assertIn("casus-en.model", said)


class Output(CliTest):
    def test_file_appears_whole(self):
        out, report = self.dir / "out.jsonl", self.write("a.txt")
        self.assertEqual(self.casus("code", report, "-o", out).returncode, 0)
        self.assertEqual(len(out.read_text().splitlines()), 1)
        self.assertEqual(out.stat().st_mode & 0o777, 0o666 & ~umask())
        self.assertEqual(sorted(p.name for p in self.dir.iterdir()), ["a.txt", "out.jsonl"])

    def test_failure_leaves_the_old_file(self):
        out = self.write("out.jsonl", "old\n")
        self.assertEqual(self.casus("code", "none.txt", "-o", out).returncode, 3)
        self.assertEqual(out.read_text(), "old\n")
        self.assertEqual([p.name for p in self.dir.iterdir()], ["out.jsonl"])

    def test_no_folder_for_it(self):
        run = self.casus("code", self.write("a.txt"), "-o", "void/out.jsonl")
        self.assertEqual(run.returncode, 5)
        self.assertIn(b"void/out.jsonl", run.stderr)

    def test_format_by_name(self):
        report = self.write("a.txt")
        for name, first in (("o.csv", "report,path"), ("o.txt", "("), ("o.json", '{"schema"')):
            self.casus("code", report, "-o", name)
            self.assertTrue((self.dir / name).read_text().startswith(first), name)

    def test_csv(self):
        run = self.casus("code", self.write("a.txt"), self.write("b.txt"), "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(run.stdout.decode(), newline="")))
        self.assertEqual(run.stdout.decode().count("report,path"), 1)
        self.assertEqual({Path(r["path"]).name for r in rows}, {"a.txt", "b.txt"})
        killed = [r for r in rows if r["type"] == "ASSAULT"]
        self.assertTrue(killed)
        self.assertEqual(REPORT[int(killed[0]["evidence_begin"]):int(killed[0]["evidence_end"])], killed[0]["evidence"])

    def test_disk_full(self):
        report = self.write("a.txt")
        with open("/dev/full", "wb") as full:
            run = self.casus("code", "--format", "json", report, stdout=full)
        self.assertEqual(run.returncode, 5)
        self.assertEqual(run.stderr.decode(), "casus: error: standard output: No space left on device\n")
        run = self.casus("code", "--format", "json", report, "-o", "/dev/full")
        self.assertEqual(run.returncode, 5)
        with open("/dev/full", "wb") as full:
            self.assertEqual(self.casus("--help", stdout=full).returncode, 5)

    def test_broken_pipe(self):
        for n in range(40):
            self.write(f"in/{n:02}.txt", REPORT * 20)
        with subprocess.Popen([CASUS, "code", "--format", "json", "in"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.dir) as p:
            p.stdout.read(100)
            p.stdout.close()
            said = p.stderr.read()
        self.assertEqual((p.returncode, said), (5, b""))

    def test_jobs_and_cpu_give_the_same_bytes(self):
        for n in range(7):
            self.write(f"in/{n}.txt", REPORT * (n + 1))
        first = self.casus("code", "in", "--tokens", "--format", "json", "--jobs", "1")
        for args in (["--jobs", "2"], ["--jobs", "7"], ["--jobs", "2", "--cpu", "scalar"], ["--cpu", "avx2"]):
            again = self.casus("code", "in", "--tokens", "--format", "json", *args)
            self.assertEqual((again.returncode, again.stdout == first.stdout), (0, True), args)
        alone = self.casus("code", "in/6.txt", "--tokens", "--format", "json", "--jobs", "2")
        self.assertEqual(alone.stdout, first.stdout.splitlines(keepends=True)[6])

    def test_min_confidence(self):
        """What is left is what was there, without the statements that are less certain and all that refers to them."""
        report = ROOT / "examples/reports/market.txt"
        (whole,), _ = self.code(report)
        of = {s["id"]: s["confidence"] for s in whole["statements"]}
        known = sorted(c for c in of.values() if c is not None)
        # Between the two neighbours that are farthest apart, as what is written is rounded.
        between = max(((b - a, (a + b) / 2) for a, b in zip(known, known[1:])), default=(0, 0.5))[1]
        for least in (0, between, 1):
            (left,), _ = self.code(report, "--min-confidence", f"{least:.3f}")
            kept = [s["id"] for s in left["statements"]]
            self.assertEqual(kept, [i for i, c in of.items() if c is None or c >= least])
            told = [i for x in left["incidents"] for i in x["statements"]]
            self.assertEqual(sorted(told), sorted(s["id"] for s in left["statements"] if s["kind"] == "event"))
            self.assertLessEqual({x["id"] for x in left["incidents"]}, {x["id"] for x in whole["incidents"]})
            rows = self.casus("code", report, "--format", "csv", "--min-confidence", f"{least:.3f}").stdout.decode()
            self.assertEqual([r["statement"] for r in csv.DictReader(io.StringIO(rows))], kept)
            view = self.casus("code", report, "--format", "text", "--min-confidence", f"{least:.3f}").stdout.decode()
            self.assertEqual(set(re.findall(r"(?m)^    (s\d+) ", view)), set(kept))

    def test_no_text_and_tokens(self):
        (report,), _ = self.code(self.write("a.txt"), "--no-text", "--tokens")
        self.assertNotIn("text", report)
        words = [REPORT[b:e] for b, e in (t["span"] for t in report["tokens"])]
        self.assertEqual(words[:4], ["Gunmen", "killed", "three", "farmers"])
        self.assertEqual([t["head"] for t in report["tokens"]].count(-1), len(report["sentences"]))

    GARDEN = "The tulips came late this spring. A robin sat on the spade. The gravel was wet. The lawn was dry.\n"

    def test_skim_leaves_out_what_tells_nothing(self):
        """A report without a word of conflict is a line with empty lists that says so, and how to read it."""
        (report,), _ = self.code(self.write("a.txt", self.GARDEN), "--skim", "--tokens")
        self.assertEqual({k: report["skimmed"][k] for k in ("sentences", "read")}, {"sentences": 4, "read": 0})
        self.assertRegex(report["skimmed"]["weights"], "^[0-9a-f]{64}$")
        self.assertEqual(report["text"], self.GARDEN)
        for member in ("sentences", "tokens", "entities", "places", "times", "attributions", "statements", "incidents"):
            self.assertEqual(report[member], [], member)
        view = self.casus("code", "a.txt", "--skim", "--format", "text").stdout.decode()
        self.assertIn("skimmed: 0 of 4 sentences read", " ".join(view.split()))
        self.assertIn("No sentence of this report was read", view)
        rows = self.casus("code", "a.txt", "--skim", "--format", "csv").stdout.decode()
        self.assertEqual(len(rows.splitlines()), 1)
        (usual,), _ = self.code("a.txt")
        self.assertNotIn("skimmed", usual)

    def test_skim_reads_what_tells(self):
        """Far from the deed nothing is read; the deed is found as without. (Where a role ends may differ: the words around it do.)"""
        text = self.GARDEN + self.GARDEN + REPORT + self.GARDEN + self.GARDEN
        (whole,), _ = self.code(self.write("a.txt", text))
        (part,), _ = self.code("a.txt", "--skim")
        told = lambda r: [(s["type"], s["trigger"], [x["role"] for x in s["roles"]], [t["best"] for t in s["toll"]]) for s in r["statements"]]
        self.assertEqual(told(part), told(whole))
        self.assertEqual(len(told(part)), 1)
        self.assertEqual(part["skimmed"]["sentences"], len(whole["sentences"]))
        self.assertEqual(part["skimmed"]["read"], len(part["sentences"]))
        self.assertLess(len(part["sentences"]), len(whole["sentences"]))
        self.assertLessEqual({tuple(s) for s in part["sentences"]}, {tuple(s) for s in whole["sentences"]})

    def test_skim_of_a_report_on_violence_says_what_is_said_without(self):
        report = ROOT / "examples/reports/market.txt"
        (whole,), _ = self.code(report)
        (part,), _ = self.code(report, "--skim")
        at = lambda r: {(s["type"], *s["trigger"]) for s in r["statements"]}
        self.assertLessEqual(at(part), at(whole))
        self.assertTrue(any(kind == "ASSAULT" for kind, *_ in at(part)))

    def test_skim_reads_words_of_ones_own(self):
        words = self.write("words.csv", "word,pos,type\nmulch,verb,ASSAULT\n")
        for verb in ("mulched", "mulches"):
            self.write("a.txt", f"{self.GARDEN[:-1]} A robin {verb} the lawn.\n")
            (usual,), _ = self.code("a.txt", "--skim")
            self.assertEqual(usual["skimmed"]["read"], 0)
            (own,), _ = self.code("a.txt", "--skim", "--lexicon", words)
            self.assertEqual(own["skimmed"]["sentences"], 5)
            self.assertGreater(own["skimmed"]["read"], 0)

    def test_skim_gives_the_same_bytes(self):
        for n, text in enumerate((self.GARDEN, REPORT, self.GARDEN * 3 + REPORT + self.GARDEN * 3, REPORT * 9, self.GARDEN * 2)):
            self.write(f"in/{n}.txt", text)
        first = self.casus("code", "in", "--skim", "--tokens", "--format", "json", "--jobs", "1")
        self.assertEqual(len(first.stdout.splitlines()), 5)
        for args in (["--jobs", "3"], ["--jobs", "2", "--cpu", "scalar"], ["--cpu", "avx2"]):
            again = self.casus("code", "in", "--skim", "--tokens", "--format", "json", *args)
            self.assertEqual((again.returncode, again.stdout == first.stdout), (0, True), args)
        alone = self.casus("code", "in/2.txt", "--skim", "--tokens", "--format", "json", "--jobs", "2")
        self.assertEqual(alone.stdout, first.stdout.splitlines(keepends=True)[2])

    def test_interrupt(self):
        out = self.write("out.jsonl", "old\n")
        os.mkfifo(self.dir / "never")
        with subprocess.Popen([CASUS, "code", "--jobs", "1", "-o", str(out), "never"], stderr=subprocess.PIPE, cwd=self.dir) as p:
            writer = os.open(self.dir / "never", os.O_WRONLY)  # waits until casus has opened it, signals caught
            os.write(writer, REPORT.encode())
            p.send_signal(signal.SIGINT)
            threading.Timer(0.2, os.close, [writer]).start()
            p.stderr.read()
        self.assertEqual(p.returncode, 130)
        self.assertEqual(out.read_text(), "old\n")
        self.assertEqual(sorted(x.name for x in self.dir.iterdir()), ["never", "out.jsonl"])


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


class Terminal(CliTest):
    def on_terminal(self, *args, env=None):
        """What casus shows on a terminal of 80 columns."""
        import fcntl, pty, struct, termios
        try:
            main, side = pty.openpty()
        except OSError as err:
            self.skipTest(f"no terminals here: {err}")
        fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        with subprocess.Popen([CASUS, *map(str, args)], stdin=subprocess.DEVNULL, stdout=side, stderr=side, env={**os.environ, **(env or {})}) as p:
            os.close(side)
            shown = b""
            while True:
                try:
                    piece = os.read(main, 65536)
                except OSError:
                    break
                if not piece:
                    break
                shown += piece
        os.close(main)
        return p.returncode, shown.decode().replace("\r\n", "\n")

    def test_text_in_colour(self):
        report = self.write("a.txt")
        code, shown = self.on_terminal("code", report, env={"NO_COLOR": ""})
        self.assertEqual(code, 0)
        self.assertIn("ASSAULT", shown)
        self.assertIn("\033[", shown)
        code, bare = self.on_terminal("code", report, env={"NO_COLOR": "1"})
        self.assertNotIn("\033", bare)
        self.assertEqual(re.sub(r"\033\[[\d;]*m", "", shown), bare)
        self.assertLessEqual(max(map(len, bare.splitlines()[2:])), 80)

    def test_json_when_asked(self):
        _, shown = self.on_terminal("code", "--format", "json", self.write("a.txt"))
        self.assertTrue(shown.startswith('{"schema"'))


if __name__ == "__main__":
    unittest.main()
