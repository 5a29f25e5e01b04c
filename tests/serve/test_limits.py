"""What `casus serve` takes, and what it does with the rest: limits, slow clients, broken requests. usage: test_limits.py CASUS"""
import random, socket, time
import desk
from desk import DeskTest, FULL, HANG_S, read_all, status_of, unittest

HOST = b"Host: localhost\r\n"
GET = b"GET /api/v1 HTTP/1.1\r\n" + HOST
POST = b"POST /api/v1/session HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"


class Limits(DeskTest):
    empty = True

    def tearDown(self):
        self.assertEqual(self.desk.get("/api/v1")[0], 200, "it does not answer any more")
        self.assertEqual(self.desk.close(), 0, self.desk.log())

    def test_header(self):
        self.assertEqual(status_of(self.desk.raw(GET + b"X: " + b"x" * 20000 + b"\r\nConnection: close\r\n\r\n")), 200)
        for much in (b"X: " + b"x" * 40000 + b"\r\n", b"".join(b"X%d: y\r\n" % i for i in range(5000))):
            self.assertIn(status_of(self.desk.raw(GET + much + b"\r\n", 2)), (431, 413, 400, None))
        self.assertIn(status_of(self.desk.raw(b"GET /" + b"x" * 40000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", 2)), (414, 431, 413, None))
        many = "&".join(f"q{i}=1" for i in range(65))
        self.problem(self.desk.get("/api/v1?" + many), 400, "64")

    def test_body(self):
        much = (1 << 20) + 1
        self.assertEqual(status_of(self.desk.raw(POST + b"Content-Length: %d\r\n\r\n" % much)), 413)
        chunk = b"%x\r\n" % 65536 + b" " * 65536 + b"\r\n"
        chunked = POST + b"Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        self.assertEqual(status_of(self.desk.raw(chunked + chunk * 17 + b"0\r\n\r\n")), 413)
        self.assertEqual(status_of(self.desk.raw(chunked + b"2\r\n{}\r\n0\r\n\r\n")), 409)
        both = POST + b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\nConnection: close\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
        self.assertEqual(status_of(self.desk.raw(both)), 400)

    def test_json(self):
        bad = {b"": 409, b"[]": 409}  # without tokens nothing is read of it
        for body, status in bad.items():
            self.assertEqual(self.desk.ask("POST", "/api/v1/session", body, {"Content-Type": "application/json"})[0], status)

    def test_several_requests_on_one_connection(self):
        last = GET + b"Connection: close\r\n\r\n"
        got = self.desk.raw((GET + b"\r\n") * 20 + b"GET /api/v1/none HTTP/1.1\r\n" + HOST + b"\r\n" + last)
        self.assertEqual(got.count(b"HTTP/1.1 200 OK"), 21)
        self.assertEqual(got.count(b"HTTP/1.1 404 "), 1)

    def test_connections_of_one_client(self):
        held = [self.desk.socket() for _ in range(128)]
        try:
            for s in held[1:]:  # all are served
                s.sendall(GET + b"\r\n")
                self.assertTrue(s.recv(100).startswith(b"HTTP/1.1 200"))
            with self.desk.socket() as one_more:
                try:
                    one_more.sendall(GET + b"\r\n")
                    self.assertEqual(one_more.recv(1), b"")
                except OSError:
                    pass
        finally:
            for s in held:
                s.close()
        end = time.monotonic() + HANG_S
        while time.monotonic() < end:  # until it has seen that they are gone
            try:
                self.assertEqual(self.desk.get("/api/v1")[0], 200)
                break
            except OSError:
                time.sleep(0.1)

    def test_slow_header(self):
        """A byte a second is not enough, and others do not wait."""
        began = time.monotonic()
        slow = [self.desk.socket() for _ in range(20)]
        nothing = self.desk.socket()
        ended = {}
        for at in range(HANG_S * 2):
            for s in [s for s in slow if s not in ended]:
                try:
                    s.send(GET[at % len(GET):][:1] if at < len(GET) else b"X")
                    s.setblocking(False)
                    if s.recv(100) == b"":
                        ended[s] = time.monotonic() - began
                except BlockingIOError:
                    pass
                except OSError:
                    ended[s] = time.monotonic() - began
                s.setblocking(True)
            asked = time.monotonic()
            self.assertEqual(self.desk.get("/api/v1")[0], 200)
            self.assertLess(time.monotonic() - asked, 5)
            if len(ended) == len(slow):
                break
            time.sleep(0.5)
        self.assertEqual(len(ended), len(slow), "a slow client was not ended")
        self.assertGreater(min(ended.values()), 9)
        self.assertLess(max(ended.values()), 30)
        nothing.settimeout(HANG_S)
        self.assertEqual(nothing.recv(1), b"")
        self.desk.wait_for_log("a request's headers took too long: closed")
        for s in (*slow, nothing):
            s.close()

    @unittest.skipUnless(FULL, "takes two minutes")
    def test_slow_body(self):
        began = time.monotonic()
        with self.desk.socket() as s:
            s.sendall(POST + b"Content-Length: 100000\r\n\r\n")
            try:
                while time.monotonic() - began < 200:
                    s.send(b" ")
                    time.sleep(1)
            except OSError:
                pass
        self.assertTrue(100 < time.monotonic() - began < 150)

    def test_who_leaves(self):
        for cut in (5, len(GET) - 2, len(GET) + 2):
            with self.desk.socket() as s:
                s.sendall((GET + b"\r\n")[:cut])
        for _ in range(50):
            with self.desk.socket() as s:
                s.sendall(POST + b"Content-Length: 1000\r\n\r\n" + b"x" * 500)
                s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")  # a reset, not an end

    def test_the_end_in_the_middle_of_requests(self):
        half_header, half_body, idle = self.desk.socket(), self.desk.socket(), self.desk.socket()
        half_header.sendall(GET[:20])
        half_body.sendall(POST + b"Content-Length: 1000\r\n\r\n" + b"x" * 500)
        idle.sendall(GET + b"\r\n")
        self.assertTrue(idle.recv(100000).startswith(b"HTTP/1.1 200"))
        began = time.monotonic()
        self.assertEqual(self.desk.close(), 0)
        self.assertLess(time.monotonic() - began, 30)
        for s in (half_header, half_body, idle):
            self.assertEqual(read_all(s), b"")
            s.close()
        self.desk = desk.Desk(self.db)
        self.addCleanup(self.desk.close)

    def test_broken_requests(self):
        """Whatever comes, the answer is none or one of HTTP's, and nothing of it is the server's fault."""
        seeds = [GET + b"\r\n", POST + b"Content-Length: 13\r\n\r\n{\"token\":\"x\"}",
                 b"GET /api/v1/jobs/1?a=%20b&c=d HTTP/1.1\r\n" + HOST + b"If-None-Match: \"a\", W/\"b\"\r\nCookie: casus_session=x; a=b\r\n\r\n",
                 b"DELETE /api/v1/session HTTP/1.0\r\n" + HOST + b"Authorization: Bearer x\r\nOrigin: http://localhost\r\n\r\n",
                 POST + b"Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5\r\n{\"a\":\r\n2\r\n1}\r\n0\r\n\r\n",
                 b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n", b"CONNECT a:1 HTTP/1.1\r\n" + HOST + b"\r\n",
                 b"GET http://localhost/api/v1 HTTP/1.1\r\n" + HOST + b"\r\n", b"TRACE / HTTP/1.1\r\n" + HOST + b"\r\n"]
        bits = [b"\0", b"\r\n", b"\n", b" ", b":", b"%", b"%00", b"%ff", b"\xff\xfe", b"..", b"/", b"?", b"&", b"=", b"HTTP/9.9",
                b"Content-Length: -1\r\n", b"Content-Length: 99999999999999999999\r\n", b"Transfer-Encoding: x\r\n", b"x" * 3000,
                b"Host: evil.example\r\n", b"\x1b[31m", b"{", b"[" * 500]
        draw = random.Random(6)
        for n in range(20000 if FULL else 300):
            data = bytearray(draw.choice(seeds))
            for _ in range(draw.randint(0, 4)):
                at = draw.randrange(len(data) + 1)
                what = draw.randrange(4)
                if what == 0:
                    data[at:at] = draw.choice(bits)
                elif what == 1:
                    del data[at:at + draw.randint(1, 20)]
                elif what == 2 and at < len(data):
                    data[at] = draw.randrange(256)
                else:
                    data[at:at + 1] = bytes(draw.choice(seeds))[:draw.randint(1, 60)]
            answer = self.desk.raw(bytes(data), 0.1)
            while answer.startswith(b"HTTP/1.1 100 "):
                answer = answer.partition(b"\r\n\r\n")[2]
            if answer:
                self.assertIn(status_of(answer), (200, 204, 304, 400, 401, 403, 404, 405, 409, 411, 413, 414, 415, 417, 421, 422, 431,
                                                  501, 505), (bytes(data), answer))
        self.assertNotIn("evil.example", self.desk.log())
        self.assertNotIn("\x1b", self.desk.log())


if __name__ == "__main__":
    unittest.main()
