"""Who may ask `casus serve`, and from where. usage: test_guard.py CASUS"""
import http.client, json, signal, socket, subprocess
import desk
from desk import CASUS, Desk, DeskTest, HANG_S, status_of, unittest

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def others_address():
    """An address of this machine that is not loopback, or None."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            return None
        name = s.getsockname()[0]
        return None if name.startswith("127.") else name


def run(*args):
    return subprocess.run([CASUS, "serve", *map(str, args)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=HANG_S)


class Open(DeskTest):
    """Loopback without tokens."""

    def test_root(self):
        status, headers, body = self.desk.get("/api/v1")
        self.assertEqual(status, 200)
        self.assertEqual(body["case"], "k.casus")
        self.assertGreaterEqual(body["counts"]["reports"], 3)
        self.assertGreater(body["counts"]["incidents"], 0)
        self.assertEqual((body["me"], body["tokens"]), ({"name": None, "role": "admin"}, False))

    def test_every_answer_has_the_headers(self):
        for path in ("/api/v1", "/api/v1?x=1", "/api/nothing", "/", "/assets/none.js", "/%ff"):
            _, headers, _ = self.desk.get(path)
            for name, value in HEADERS.items():
                self.assertEqual(headers[name], value, path)
            policy = headers["Content-Security-Policy"]
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertNotIn("Access-Control-Allow-Origin", headers)

    def test_loopback_alone(self):
        other = others_address()
        if not other:
            self.skipTest("this machine has no other address")
        with self.assertRaises(OSError):
            socket.create_connection((other, self.desk.port), timeout=5)

    def test_both_loopbacks(self):
        try:
            with socket.socket(socket.AF_INET6) as s:
                s.bind(("::1", 0))
        except OSError:
            self.skipTest("this machine has no ::1")
        status, _, _ = self.desk.ask("GET", "/api/v1", host="::1")
        self.assertEqual(status, 200)

    def test_host(self):
        good = ("127.0.0.1", "localhost", "LocalHost:99", "[::1]:8321", "192.168.1.7:80")
        bad = ("evil.example", "evil.example:8321", "localhost.evil.example", "127.0.0.1.evil.example", "localhost:x", "1",
               "[::1", "localhost@evil.example", "")
        for host in good:
            self.assertEqual(self.desk.get("/api/v1", Host=host)[0], 200, host)
        for host in bad:
            for path in ("/api/v1", "/"):
                self.problem(self.desk.get(path, Host=host), 421)
        self.assertEqual(status_of(self.desk.raw(b"GET /api/v1 HTTP/1.1\r\nConnection: close\r\n\r\n")), 400)
        twice = b"GET /api/v1 HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
        self.assertEqual(status_of(self.desk.raw(twice)), 400)

    def test_another_sites_requests(self):
        here = f"127.0.0.1:{self.desk.port}"
        body = {"token": "x"}
        for origin in ("http://evil.example", "null", "http://localhost.evil.example", f"https://{here}", "http://127.0.0.1:1"):
            self.problem(self.desk.post("/api/v1/session", body, Origin=origin), 403, "another site")
        for site in ("cross-site", "same-site"):  # same-site: another port of this machine
            self.problem(self.desk.post("/api/v1/session", body, Sec_Fetch_Site=site), 403)
            self.problem(self.desk.get("/api/v1", Sec_Fetch_Site=site), 403)
        for own in ({"Origin": f"http://{here}"}, {"Sec_Fetch_Site": "same-origin"}, {"Sec_Fetch_Site": "none"}, {}):
            self.problem(self.desk.post("/api/v1/session", body, **own), 409, "no token")
        # A form of another site cannot send JSON.
        answer = self.desk.ask("POST", "/api/v1/session", '{"token":"x"}', {"Content-Type": "text/plain"})
        self.assertIn(answer[0], (409, 415))

    def test_etag(self):
        _, headers, _ = self.desk.get("/api/v1")
        self.assertEqual(headers["Cache-Control"], "private, no-cache")
        status, again, body = self.desk.get("/api/v1", If_None_Match=headers["ETag"])
        self.assertEqual((status, body, again["ETag"]), (304, b"", headers["ETag"]))
        self.assertEqual(self.desk.get("/api/v1", If_None_Match='"other"')[0], 200)
        # Another program writes: seen within seconds.
        subprocess.run([CASUS, "add", "--db", self.db, "-"], input=b"Rebels burned four houses in Kidal on 3 May 2024.\n", check=True,
                       stdout=subprocess.DEVNULL, timeout=900)
        end = desk.time.monotonic() + HANG_S
        while self.desk.get("/api/v1", If_None_Match=headers["ETag"])[0] == 304:
            self.assertLess(desk.time.monotonic(), end, "a write of another program is not seen")
            desk.time.sleep(0.1)

    def test_methods_and_addresses(self):
        status, headers, body = self.desk.ask("HEAD", "/api/v1")
        self.assertEqual((status, body), (200, b""))
        self.assertGreater(int(headers["Content-Length"]), 0)
        answer = self.desk.ask("PUT", "/api/v1", "x")
        self.problem(answer, 405)
        self.assertEqual(answer[1]["Allow"], "GET, HEAD")
        self.problem(self.desk.get("/api/v2"), 404)
        self.problem(self.desk.get("/api"), 404)
        self.problem(self.desk.get("/api/v1/"), 404)
        body = self.problem(self.desk.get("/api/v1?colour=red"), 400, "colour")
        self.assertEqual(body["field"], "colour")
        self.problem(self.desk.get("/api/v1?a=1&a=2"), 400, "twice")
        self.problem(self.desk.get("/api/v1?a=%"), 400, "escaped")
        self.problem(self.desk.get("/api/v1?a=%ff"), 400)
        self.problem(self.desk.get("/api/v1?a=%00"), 400)
        self.problem(self.desk.ask("GET", "/api/v1", "body"), 400, "no body")

    def test_log_without_secrets(self):
        self.desk.get("/api/v1?q=whom-I-look-for", Authorization="Bearer casus_secret", Cookie="casus_session=casus_secret")
        self.desk.wait_for_log("GET /api/v1 400")
        self.assertNotIn("whom", self.desk.log())
        self.assertNotIn("secret", self.desk.log())


class WithTokens(DeskTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.token, lines = {}, []
        for role in ("read", "review", "admin"):
            out = run("--new-token", role + ".person", "--role", role).stdout.decode().splitlines()
            cls.token[role] = out[0]
            lines.append(out[1])
        cls.file = cls.dir / "tokens"
        cls.file.write_text("# who may ask\n\n" + "\n".join(lines) + "\n")
        cls.options = ("--token-file", cls.file, "--origin", "https://desk.example.org")

    def bearer(self, role):
        return {"Authorization": "Bearer " + self.token[role]}

    def test_roles(self):
        self.problem(self.desk.get("/api/v1"), 401)
        self.assertTrue(self.desk.get("/api/v1")[1]["WWW-Authenticate"].startswith("Bearer"))
        for role in self.token:
            status, _, body = self.desk.get("/api/v1", **self.bearer(role))
            self.assertEqual((status, body["me"], body["tokens"]), (200, {"name": role + ".person", "role": role}, True))
        for wrong in ("Bearer x", "Bearer ", "Basic eDp5", "Bearer " + self.token["read"] + "x", "Bearer " + self.token["read"][:-1]):
            self.problem(self.desk.get("/api/v1", Authorization=wrong), 401)
        self.problem(self.desk.get("/"), 404, "page") if self.desk.get("/")[0] == 404 else None
        answer = self.desk.ask("POST", "/api/v1/reports", "x", {"Content-Type": "text/plain", **self.bearer("read")})
        self.problem(answer, 403, "review")

    def test_who_grades(self):
        """A grade counts in the whole case: who reviews neither sets nor takes one back."""
        def decide(role, what):
            return self.desk.ask("POST", "/api/v1/reviews", json.dumps({"why": "a test", **what}), {"Content-Type": "application/json", **self.bearer(role)})
        grade = {"action": "edit", "source": 1, "field": "reliability", "value": "B"}
        for role in ("read", "review"):
            self.problem(decide(role, grade), 403, "admin" if role == "review" else "review")
        status, _, made = decide("admin", grade)
        self.assertEqual(status, 201)
        undo = {"action": "undo", "review": made["review"]}
        self.problem(decide("review", undo), 403, "admin")
        status, _, accepted = decide("review", {"action": "accept", "incident": 1})
        self.assertEqual(status, 201)
        self.assertEqual(decide("review", {"action": "undo", "review": accepted["review"]})[0], 201)
        self.assertEqual(decide("admin", undo)[0], 201)
        log = self.desk.get("/api/v1/reviews", **self.bearer("read"))[2]["items"]
        self.assertEqual([(e["action"], e["who"]) for e in log], [("undo", "admin.person"), ("undo", "review.person"), ("accept", "review.person"), ("edit", "admin.person")])

    def test_hashes_are_no_tokens(self):
        sha256 = self.file.read_text().split()[-1]
        self.problem(self.desk.get("/api/v1", Authorization="Bearer " + sha256), 401)
        self.assertNotIn(self.token["admin"], self.file.read_text())

    def test_session(self):
        self.problem(self.desk.post("/api/v1/session", {"token": "casus_wrong"}), 401)
        self.problem(self.desk.post("/api/v1/session", {"token": 5}), 401)
        status, headers, body = self.desk.post("/api/v1/session", {"token": self.token["review"]})
        self.assertEqual((status, body), (200, {"name": "review.person", "role": "review"}))
        parts = headers["Set-Cookie"].split("; ")
        self.assertLessEqual({"HttpOnly", "SameSite=Strict", "Path=/"}, set(parts))
        self.assertNotIn("Secure", parts)
        self.assertNotIn(self.token["review"], headers["Set-Cookie"])
        cookie = {"Cookie": "a=b; " + parts[0]}
        etag = self.desk.get("/api/v1", **cookie)[1]["ETag"]
        self.assertEqual(self.desk.get("/api/v1", **cookie)[2]["me"]["role"], "review")
        # What one may see is not another's.
        self.assertEqual(self.desk.get("/api/v1", If_None_Match=etag, **self.bearer("read"))[0], 200)
        status, headers, _ = self.desk.ask("DELETE", "/api/v1/session", headers=cookie)
        self.assertEqual(status, 204)
        self.assertIn("Max-Age=0", headers["Set-Cookie"])
        self.problem(self.desk.get("/api/v1", **cookie), 401)
        self.problem(self.desk.get("/api/v1", Cookie="casus_session="), 401)

    def test_behind_a_proxy(self):
        status, headers, _ = self.desk.post("/api/v1/session", {"token": self.token["read"]}, Host="desk.example.org",
                                            Origin="https://desk.example.org")
        self.assertEqual(status, 200)
        self.assertIn("Secure", headers["Set-Cookie"].split("; "))
        for origin in ("http://desk.example.org", "https://desk.example.org:444", "https://evil.example"):
            self.problem(self.desk.post("/api/v1/session", {"token": "x"}, Host="desk.example.org", Origin=origin), 403)
        self.problem(self.desk.get("/api/v1", Host="other.example.org"), 421)


class ReadOnly(DeskTest):
    options = ("--read-only",)

    def test_nobody_writes(self):
        status, headers, body = self.desk.get("/api/v1")
        self.assertEqual((status, body["me"]["role"]), (200, "read"))
        self.problem(self.desk.ask("POST", "/api/v1/reports", "x", {"Content-Type": "text/plain"}), 403, "read from")
        self.problem(self.desk.post("/api/v1/reviews", {"action": "accept", "incident": 1, "why": "x", "who": "y"}), 403)
        subprocess.run([CASUS, "add", "--db", self.db, "-"], input=b"Rebels burned five houses in Kidal on 3 May 2024.\n", check=True,
                       stdout=subprocess.DEVNULL, timeout=900)
        end = desk.time.monotonic() + HANG_S
        while self.desk.get("/api/v1", If_None_Match=headers["ETag"])[0] == 304:
            self.assertLess(desk.time.monotonic(), end, "a write of another program is not seen")
            desk.time.sleep(0.1)

    def test_it_makes_no_case(self):
        r = run("--db", self.dir / "none.casus", "--port", "0", "--read-only")
        self.assertEqual(r.returncode, 5)
        self.assertFalse((self.dir / "none.casus").exists())


class Refused(unittest.TestCase):
    """What does not even begin."""

    def setUp(self):
        folder = desk.tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.dir = desk.Path(folder.name)
        self.db = self.dir / "new.casus"

    def refused(self, code, words, *options):
        r = run("--db", self.db, "--port", "0", *options)
        self.assertEqual(r.returncode, code, r.stderr)
        self.assertIn(words, r.stderr.decode())
        self.assertEqual(r.stdout, b"")

    def test_addresses(self):
        self.refused(2, "tokens are needed", "--address", "0.0.0.0")
        self.refused(2, "tokens are needed", "--address", "::")
        self.refused(2, "expected an IP address", "--address", "localhost")
        self.refused(2, "tokens are needed", "--origin", "https://desk.example.org")

    def test_token_files(self):
        good = "a read " + "0" * 64
        cases = {"": "no token", "# only this\n": "no token", "a read\n": "line 1", "a king " + "0" * 64: "read, review or admin",
                 "a read " + "0" * 63: "SHA-256", "a read " + "G" * 64: "SHA-256", "a/b read " + "0" * 64: "name",
                 good + "\n" + good: "line 2", good + " x": "line 1", "x" * 65 + " read " + "0" * 64: "name",
                 "".join(f"n{i} read {'0' * 64}\n" for i in range(257)): "more than 256", "#" * ((1 << 18) + 1): "larger than"}
        for text, words in cases.items():
            (self.dir / "tokens").write_text(text)
            self.refused(6 if words in ("more than 256", "larger than") else 3, words, "--token-file", self.dir / "tokens")
        self.refused(3, "No such file", "--token-file", self.dir / "none")
        (self.dir / "tokens").write_text(good)
        self.refused(2, "expected an origin", "--token-file", self.dir / "tokens", "--origin", "desk.example.org")
        self.refused(2, "expected an origin", "--token-file", self.dir / "tokens", "--origin", "https://desk.example.org/x")

    def test_what_is_no_case(self):
        self.db.write_bytes(b"this is no database at all, but a text\n" * 100)
        self.refused(5, "new.casus")
        self.assertEqual(run("--port", "0").returncode, 2)

    def test_a_new_case_and_a_port_that_is_taken(self):
        d = Desk(self.db)
        self.addCleanup(d.close)
        self.assertEqual(d.get("/api/v1")[2]["counts"]["reports"], 0)
        d.wait_for_log("a new case was made")
        r = run("--db", self.db, "--port", d.port)
        self.assertEqual(r.returncode, 2)
        self.assertIn("another program listens there", r.stderr.decode())

    def test_signals(self):
        for how in (signal.SIGINT, signal.SIGTERM):
            d = Desk(self.db)
            idle = d.socket()
            self.assertEqual(d.get("/api/v1")[0], 200)
            self.assertEqual(d.close(how), 0)
            self.assertEqual(idle.recv(1), b"")
            idle.close()


if __name__ == "__main__":
    unittest.main()
