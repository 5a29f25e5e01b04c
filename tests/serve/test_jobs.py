"""Reports that are sent to `casus serve`, and its events. usage: test_jobs.py CASUS"""
import json, shutil, signal, time
import desk
from desk import Desk, DeskTest, HANG_S, unittest

REPORT = "Gunmen killed three farmers near the town of Bama in Nigeria on Friday, police said.\n"


class Events:
    """GET /api/v1/events, read as it comes."""

    def __init__(self, d):
        self.socket = d.socket()
        self.socket.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        self.file = self.socket.makefile("rb")
        self.head = b"".join(iter(self.file.readline, b"\r\n"))

    def next(self):
        """(name, data); heartbeats and the first line are passed over."""
        name = None
        for line in self.file:
            line = line.rstrip(b"\r\n")
            if line.startswith(b"event: "):
                name = line[7:].decode()
            elif line.startswith(b"data: "):
                return name, json.loads(line[6:])
        return None, None

    def close(self):
        self.file.close()
        self.socket.close()


class Jobs(DeskTest):
    empty = True

    def setUp(self):
        self.db.unlink(missing_ok=True)
        super().setUp()

    def send(self, body, kind="text/plain", query=""):
        return self.desk.ask("POST", "/api/v1/reports" + query, body, {"Content-Type": kind})

    def wait(self, number):
        end = time.monotonic() + 900
        while True:
            status, _, job = self.desk.get(f"/api/v1/jobs/{number}")
            self.assertEqual(status, 200)
            if job["state"] not in ("waiting", "coding"):
                return job
            self.assertLess(time.monotonic(), end, job)
            time.sleep(0.1)

    def coded(self, *args, **more):
        status, headers, body = self.send(*args, **more)
        self.assertEqual(status, 202, body)
        self.assertEqual(headers["Location"], f"/api/v1/jobs/{body['job']}")
        return self.wait(body["job"])

    def counts(self):
        return self.desk.get("/api/v1")[2]["counts"]

    def test_text(self):
        before = self.desk.get("/api/v1")
        job = self.coded(REPORT, query="?source=Gazette&title=Bama&published=2024-05-04&name=bama.txt&url=http://example.org/a")
        self.assertEqual((job["state"], job["name"], job["errors"], job["eta_s"]), ("done", "bama.txt", [], None))
        self.assertEqual(job["reports"], {"total": 1, "added": 1, "known": 0, "failed": 0})
        self.assertEqual(job["added"], [1])
        after = self.desk.get("/api/v1")
        self.assertEqual((after[2]["counts"]["reports"], after[2]["counts"]["sources"]), (1, 1))
        self.assertGreater(after[2]["counts"]["incidents"], 0)
        self.assertGreater(after[2]["revision"], before[2]["revision"])
        self.assertNotEqual(after[1]["ETag"], before[1]["ETag"])
        again = self.coded(REPORT, query="?source=Gazette&title=Bama&published=2024-05-04")
        self.assertEqual((again["reports"]["known"], again["added"]), (1, []))
        self.assertEqual([j["id"] for j in self.desk.get("/api/v1/jobs")[2]["items"]], [2, 1])
        # What `casus add` would have made of it.
        other = self.dir / "other.casus"
        (self.dir / "bama.txt").write_text(REPORT)
        desk.subprocess.run([desk.CASUS, "add", "--db", other, "bama.txt", "--source", "Gazette", "--title", "Bama", "--published",
                             "2024-05-04", "--url", "http://example.org/a"], check=True, stdout=desk.subprocess.DEVNULL, cwd=self.dir)
        shown = [desk.subprocess.run([desk.CASUS, "incidents", "--db", db, "--format", "json"], check=True,
                                     stdout=desk.subprocess.PIPE).stdout for db in (self.db, other)]
        drop = lambda out: [{k: v for k, v in json.loads(line).items() if not k.endswith("_at")} for line in out.splitlines()]
        self.assertEqual(drop(shown[0]), drop(shown[1]))
        other.unlink()

    def test_html_and_records(self):
        job = self.coded(f"<html><head><title>Bama</title></head><body><p>{REPORT}</p></body></html>", "text/html; charset=utf-8")
        self.assertEqual((job["state"], job["reports"]["added"]), ("done", 1))
        lines = [json.dumps({"id": f"r{i}", "text": f"Rebels burned {i + 2} houses in Kidal on {i + 1} May 2024.", "source": "A"})
                 for i in range(3)]
        lines[1:1] = ["", "{no json"]
        job = self.coded("\n".join(lines), "application/x-ndjson")
        self.assertEqual((job["state"], job["reports"]), ("done", {"total": 4, "added": 3, "known": 0, "failed": 1}))
        self.assertEqual([e["where"] for e in job["errors"]], ["line 3"])
        self.assertEqual(len(set(job["added"])), 3)

    def test_pdf(self):
        desk.sys.path.insert(0, str(desk.ROOT / "tests/cli"))
        import made_pdf
        if not shutil.which("pdftotext"):
            self.skipTest("there is no pdftotext")
        job = self.coded(made_pdf.make([made_pdf.lines(REPORT[:48], REPORT[48:-1])]), "application/pdf", "?name=bama.pdf")
        self.assertEqual((job["state"], job["errors"]), ("done", []))

    def test_how_large_reports_may_be(self):
        """The page says and checks what the server says, which is what it does."""
        takes = self.desk.get("/api/v1")[2]["takes"]
        self.assertEqual({k: v >> 20 for k, v in takes.items()},
                         {"text/plain": 16, "text/html": 16, "application/xhtml+xml": 16, "application/x-ndjson": 128, "application/jsonl": 128, "application/pdf": 128,
                          "application/octet-stream": 128})
        for kind in ("text/plain", "text/html"):
            self.problem(self.send(b" " * (takes[kind] + 1), kind), 413, "16 MB")
            self.problem(self.send(b" " * takes[kind], kind), 400, "empty")
        self.desk.close()
        self.desk = Desk(self.db, "--read-only")
        self.addCleanup(self.desk.close)
        self.assertEqual(self.desk.get("/api/v1")[2]["takes"], {})

    def test_what_is_no_report(self):
        self.problem(self.send(REPORT, "image/png"), 415, "image/png")
        self.problem(self.desk.ask("POST", "/api/v1/reports", REPORT), 415)
        self.problem(self.send("", "text/plain"), 400)
        self.problem(self.send(" \n", "text/plain"), 400)
        self.assertEqual(self.problem(self.send(REPORT, query="?published=Friday"), 400, "Friday")["field"], "published")
        self.assertEqual(self.problem(self.send(REPORT, query="?colour=red"), 400)["field"], "colour")
        self.problem(self.send(REPORT, query="?title=" + "x" * 8001), 400, "too long")
        self.problem(self.send(b"x" * ((16 << 20) + 1)), 413, "16 MB")
        job = self.coded(b"\x00\x01\x02\x03" * 99, "application/octet-stream")
        self.assertEqual((job["state"], job["reports"]["failed"], len(job["errors"])), ("failed", 1, 1))
        self.assertEqual(self.coded(b"%PDF-1.4 nothing", "application/pdf")["state"], "failed")
        self.problem(self.desk.get("/api/v1/jobs/99"), 404)
        self.problem(self.desk.get("/api/v1/jobs/x"), 404)
        self.problem(self.desk.ask("DELETE", "/api/v1/jobs/-1"), 404)
        self.assertEqual(self.counts()["reports"], 0)

    def long_job(self, n=400):
        text = "\n".join(json.dumps({"id": f"r{i}", "text": f"Rebels burned {i} houses in Kidal on 3 May 2024. " + REPORT * 40})
                         for i in range(n))
        status, _, body = self.send(text, "application/x-ndjson")
        self.assertEqual(status, 202)
        return body["job"]

    def test_stopping_a_job(self):
        first, second = self.long_job(), self.long_job()
        while not self.desk.get(f"/api/v1/jobs/{first}")[2]["reports"]["added"]:
            time.sleep(0.05)
        status, _, body = self.desk.ask("DELETE", f"/api/v1/jobs/{second}")
        self.assertEqual((status, body["state"]), (200, "stopped"))
        self.assertEqual(self.desk.ask("DELETE", f"/api/v1/jobs/{first}")[0], 200)
        job = self.wait(first)
        self.assertEqual(job["state"], "stopped")
        self.assertEqual(self.counts()["reports"], job["reports"]["added"])
        self.assertLess(job["reports"]["added"], 400)

    def test_the_server_ends_in_a_job(self):
        self.long_job()
        while not self.counts()["reports"]:
            time.sleep(0.05)
        self.assertEqual(self.desk.close(), 0)
        self.assertIn("were not ended", self.desk.log())
        check = desk.subprocess.run([desk.CASUS, "check", "--db", self.db], stdout=desk.subprocess.PIPE)
        self.assertEqual(check.returncode, 0, check.stdout)

    def test_too_many_wait(self):
        self.long_job()
        answers = [self.send(REPORT + str(i)) for i in range(70)]
        self.assertEqual(answers[0][0], 202)
        self.assertIn(503, [a[0] for a in answers])
        self.assertIn("Retry-After", answers[-1][1])
        self.assertEqual(self.desk.close(), 0)

    def test_events(self):
        e = Events(self.desk)
        self.addCleanup(e.close)
        self.assertIn(b"text/event-stream", e.head)
        number = self.send(REPORT)[2]["job"]
        told = []
        while not told or told[-1][0] != "changed" or len([t for t in told if t[0] == "job"]) < 3:
            told.append(e.next())
            self.assertIsNotNone(told[-1][0], told)
        jobs = [data for name, data in told if name == "job"]
        self.assertEqual([j["state"] for j in jobs][:2], ["waiting", "coding"])
        self.assertEqual((jobs[-1]["state"], jobs[-1]["id"]), ("done", number))
        self.assertEqual([data for name, data in told if name == "changed"][-1]["revision"], self.desk.get("/api/v1")[2]["revision"])
        # Another program's write.
        desk.subprocess.run([desk.CASUS, "add", "--db", self.db, "-"], input=b"Rebels burned four houses in Kidal.\n", check=True,
                            stdout=desk.subprocess.DEVNULL)
        self.assertEqual(e.next()[0], "changed")

    def test_listeners_are_bounded_and_let_go(self):
        all_of_them = [Events(self.desk) for _ in range(64)]
        for e in all_of_them:
            self.addCleanup(e.close)
            self.assertTrue(e.head.startswith(b"HTTP/1.1 200 "))
        self.problem(self.desk.get("/api/v1/events"), 503, "listeners")
        self.assertEqual(self.desk.get("/api/v1")[0], 200)
        self.assertEqual(self.desk.close(signal.SIGINT), 0)
        self.assertEqual(all_of_them[0].next(), (None, None))

    @unittest.skipUnless(desk.FULL, "takes half a minute")
    def test_who_has_gone_makes_room(self):
        for e in [Events(self.desk) for _ in range(64)]:
            e.close()
        end = time.monotonic() + HANG_S
        while True:
            with self.desk.socket() as s:
                s.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                if s.recv(13) == b"HTTP/1.1 200 ":
                    return
            self.assertLess(time.monotonic(), end)
            time.sleep(1)


if __name__ == "__main__":
    unittest.main()
