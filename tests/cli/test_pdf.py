"""Reports in PDF, made here, as casus reads them through pdftotext. usage: test_pdf.py CASUS"""
import csv, io, json, os, sqlite3, stat, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import made_pdf  # noqa: E402
from harness import SPANISH, CliTest  # noqa: E402
from made_pdf import line, lines  # noqa: E402

# A report of three pages with all that typesetting adds to a text: running headers whose numbers change, page numbers, words
# cut at line ends, a note with its mark, and a paragraph that goes on over two pages.
HEAD, FOOT = "Panel of Experts        S/2031/112", "31-00417"
FIRST = [*lines("Security in the Northern Provinces", top=110, size=16),
         *lines("On 12 March 2031 gunmen killed six traders near the market of Bama, police said. The",
                "counter-terrorism unit of the government arrested two members of the organi-",
                "sation in the following night. Fighters of Al-", "Shabaab attacked a convoy near the border.", top=150),
         *lines("A second group shelled the town and wounded eleven civilians, among them four",
                "children. The group denied it and named government-", "backed militias", top=230)]
SECOND = [*lines("as those who had fired. The counter-", "terrorism unit said that it knew of no militia.", top=100),
          *lines("Rebels abducted nine passengers of a bus on the road to Damaturu on 14 March 2031.", top=150)]
THIRD = lines("Protesters burned tyres in the capital. The organisation of the drivers went on strike.", top=100)


def page(number, body, of=3):
    return [line(HEAD, top=40, size=9), *body, line(FOOT, top=790, size=8), line(f"{number}/{of}", x=500, top=790, size=8)]


def report(**more):
    note = [line("1", x=72, top=700, size=5), line("Interview with an officer, Maiduguri, 14 March 2031.", x=80, top=701, size=8)]
    return made_pdf.make([page(1, FIRST + note), page(2, SECOND), page(3, THIRD)], **more)


class Pdf(CliTest):
    def read(self, data, *args, **more):
        """(the report, the texts of its pages)"""
        (r,), _ = self.code(self.write("report.pdf", data), *args, **more)
        return r, [r["text"][b:e] for b, e in r["pages"]]

    def test_text_and_pages(self):
        r, pages = self.read(report())
        self.assertEqual(pages, [
            "Security in the Northern Provinces\n\n"
            "On 12 March 2031 gunmen killed six traders near the market of Bama, police said. The counter-terrorism unit of the "
            "government arrested two members of the organisation in the following night. Fighters of Al-Shabaab attacked a "
            "convoy near the border.\n\n"
            "Interview with an officer, Maiduguri, 14 March 2031.\n\n"
            "A second group shelled the town and wounded eleven civilians, among them four children. The group denied it and "
            "named government-backed militias ",
            "as those who had fired. The counter-terrorism unit said that it knew of no militia.\n\n"
            "Rebels abducted nine passengers of a bus on the road to Damaturu on 14 March 2031.\n\n",
            "Protesters burned tyres in the capital. The organisation of the drivers went on strike."])
        self.assertEqual("".join(pages), r["text"])
        source = r["source"]
        self.assertEqual((source["media_type"], source["charset"]), ("application/pdf", None))
        self.assertEqual(source["size_bytes"], len(report()))
        self.assertIsNone(r["published"])

    def test_page_of_every_statement(self):
        path = self.write("report.pdf", report())
        r, pages = self.read(report())
        rows = list(csv.DictReader(io.StringIO(self.casus("code", "--format", "csv", path).stdout.decode(), newline="")))
        told = {s["id"]: s["evidence"][0] for s in r["statements"]}
        self.assertEqual(len(rows), len(told))
        for row in rows:
            begin, end = r["pages"][int(row["page"]) - 1]
            self.assertTrue(begin <= told[row["statement"]] < end)
        self.assertEqual({row["page"] for row in rows}, {"1", "2", "3"})
        abducted = next(row for row in rows if row["trigger"] == "abducted")
        self.assertEqual(abducted["page"], "2")
        self.assertRegex(self.casus("code", "--format", "text", path).stdout.decode(), r"(?s)Rebels abducted.*?p\. 2")

    def test_other_reports_have_no_pages(self):
        (r,), _ = self.code(self.write("a.txt"))
        self.assertNotIn("pages", r)
        rows = list(csv.DictReader(io.StringIO(self.casus("code", "--format", "csv", "a.txt").stdout.decode(), newline="")))
        self.assertEqual(rows[0]["page"], "")

    def test_the_title_of_the_properties_counts_where_the_page_tells_it(self):
        self.assertEqual(self.read(report(title="Security in the northern provinces"))[0]["title"], "Security in the northern provinces")
        self.assertIsNone(self.read(report(title="Microsoft Word - draft7 final.doc"))[0]["title"])
        self.assertEqual(self.read(report(title="x y"), "--title", "Mine", "--published", "2031-03-20")[0]["title"], "Mine")

    def test_standard_input_and_folders(self):
        named, _ = self.read(report())
        (piped,), _ = self.code("-", stdin=report())
        self.assertEqual((piped["text"], piped["pages"]), (named["text"], named["pages"]))
        self.write("more/-opw.pdf", report())
        self.write("more/without_its_ending", report())
        many, _ = self.code(self.dir / "more", "--jobs", "2")
        self.assertEqual([r["pages"] for r in many], [named["pages"]] * 2)
        self.assertEqual(many[0]["source"]["path"], str(self.dir / "more/-opw.pdf"))

    def test_columns(self):
        left = lines("Gunmen killed three farmers near", "the town of Bama on Friday and", "burned two houses in a village.", top=100)
        right = lines("Police arrested four suspects in", "Maiduguri on Sunday. The army", "said that it had no losses.", x=330, top=100)
        mixed = [l for pair in zip(left, right) for l in pair]
        r, _ = self.read(made_pdf.make([mixed]))
        self.assertEqual(r["text"], "Gunmen killed three farmers near the town of Bama on Friday and burned two houses in a village.\n\n"
                                    "Police arrested four suspects in Maiduguri on Sunday. The army said that it had no losses.")

    def test_kept_in_a_case(self):
        db, path = self.dir / "a.casus", self.write("report.pdf", report())
        run = self.casus("add", "--db", db, path, "--source", "Panel")
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertIn(b"1 reports added", run.stdout)
        self.assertIn(b"1 were there", self.casus("add", "--db", db, path, "--source", "Panel").stdout)
        self.assertEqual(self.casus("check", "--db", db).returncode, 0)
        with sqlite3.connect(db) as case:
            self.assertEqual(case.execute("select media_type, charset from reports").fetchall(), [("application/pdf", None)])
        out = self.casus("export", "--db", db, "-o", "-").stdout
        self.assertEqual(json.loads(out.splitlines()[0])["pages"], self.read(report())[0]["pages"])

    def refused(self, data, why, status=3, **more):
        _, said = self.code(self.write("report.pdf", data), expect=status, **more)
        self.assertRegex(said, why)
        self.assertRegex(said, "report.pdf")

    def test_what_cannot_be_read(self):
        self.refused(report(password="secret"), "encrypted and opens with its password only")
        self.refused(b"%PDF-1.4\nnothing of the kind\n", "pdftotext cannot read this PDF: .*Error")
        self.refused(report()[:-200].replace(b"obj", b"abj"), "pdftotext cannot read this PDF|found no text")
        self.refused(made_pdf.make([[], []]), "found no text on the 2 pages of this PDF; a scan")
        self.refused(made_pdf.make([lines(SPANISH[:80], SPANISH[80:160], SPANISH[160:240], SPANISH[240:])]), "expected English")
        self.write("a.jsonl", json.dumps({"id": "x", "text": "%PDF-1.4 and so on"}) + "\n")
        self.assertIn('"text" is a PDF', self.code("a.jsonl", expect=3)[1])

    def test_one_that_fails_leaves_the_others(self):
        self.write("news/a.pdf", b"%PDF-1.4\nbroken")
        self.write("news/b.pdf", report())
        reports, said = self.code(self.dir / "news", expect=1)
        self.assertEqual(len(reports), 1)
        self.assertIn("a.pdf: pdftotext cannot read", said)

    def test_larger_than_a_pdf_may_be(self):
        path = self.write("report.pdf", b"%PDF-1.4\n")
        os.truncate(path, (128 << 20) + 1)
        self.assertIn("larger than 128 MB, the most that one PDF may have", self.code(path, expect=6)[1])
        os.truncate(self.write("text.txt", b"Gunmen "), (16 << 20) + 1)
        self.assertIn("larger than 16 MB", self.code("text.txt", expect=6)[1])
        # A PDF may be larger than a text, as most of it is pictures.
        self.read(report() + b"%" * (17 << 20))

    # ---- the program itself ----

    def with_program(self, script):
        """An environment in which pdftotext is this shell script, or missing."""
        folder = self.dir / "bin"
        folder.mkdir(exist_ok=True)
        if script is not None:
            program = folder / "pdftotext"
            program.write_text("#!/bin/sh\n" + script)
            program.chmod(program.stat().st_mode | stat.S_IXUSR)
        return {**os.environ, "PATH": str(folder) if script is None else f"{folder}:{os.environ['PATH']}"}

    def test_without_the_program(self):
        self.refused(report(), r"needs the program pdftotext: on Debian and Ubuntu `apt install poppler-utils`", env=self.with_program(None))

    def test_another_program_of_that_name(self):
        self.refused(report(), "does not know -bbox-layout; that of poppler-utils", env=self.with_program("exit 99\n"))
        self.refused(report(), "was ended by signal 9", env=self.with_program("kill -9 $$\n"))
        self.refused(report(), "expected the output of pdftotext -bbox-layout but found no page", env=self.with_program("echo Hello\n"))
        cut = "printf '<doc><page width=\"1\" height=\"1\">'\n"
        self.refused(report(), "but it ends within page 1", env=self.with_program(cut))
        self.refused(report(), r"cannot read this PDF: Syntax Error: a \?\?", env=self.with_program("printf 'Syntax Error: a \\303\\244' >&2; exit 1\n"))

    def test_more_output_than_is_taken(self):
        self.refused(report(), "says more than 256 MB of this PDF", 6, env=self.with_program("exec yes '<word>'\n"))


if __name__ == "__main__":
    unittest.main()
