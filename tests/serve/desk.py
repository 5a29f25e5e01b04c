"""What the tests of `casus serve` share: a case, a running server, requests written by hand."""
import http.client, json, os, queue, re, signal, socket, subprocess, sys, tempfile, threading, time, unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CASUS = sys.argv.pop(1)
FULL = os.environ.get("CASUS_FULL") == "1"
HANG_S = 300  # far above what anything here takes on a busy machine


class Desk:
    """A server that runs; ends with close(), which gives its exit code."""

    def __init__(self, db, *options):
        self.said = queue.Queue()
        self.lines = []  # of its log, as far as they were read
        self.process = subprocess.Popen([CASUS, "serve", "--db", str(db), "--port", "0", *map(str, options)],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        self.listener = threading.Thread(target=self._listen, daemon=True)
        self.listener.start()
        self.address = self.process.stdout.readline().decode().strip()
        m = re.fullmatch(r"http://\[?([0-9a-f.:]+?)\]?:(\d+)/", self.address)
        if not m:
            self.process.kill()
            raise AssertionError(f"no address but {self.address!r}: {self.log()}")
        self.host, self.port = m[1], int(m[2])

    def _listen(self):
        for line in self.process.stderr:
            self.said.put(line.decode())

    def log(self):
        """All that was said so far."""
        while not self.said.empty():
            self.lines.append(self.said.get())
        return "".join(self.lines)

    def wait_for_log(self, words):
        end = time.monotonic() + HANG_S
        while words not in self.log():
            if time.monotonic() > end:
                raise AssertionError(f"the log does not say {words!r}: {self.log()}")
            time.sleep(0.02)

    def close(self, how=signal.SIGTERM):
        if self.process.poll() is None:
            self.process.send_signal(how)
        try:
            code = self.process.wait(HANG_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        self.listener.join(HANG_S)
        self.process.stdout.close()
        self.process.stderr.close()
        return code

    def ask(self, method, path, body=None, headers=None, host=None):
        """(status, headers, body as JSON where it is, else bytes)"""
        c = http.client.HTTPConnection(host or self.host, self.port, timeout=HANG_S)
        try:
            c.request(method, path, body, headers or {})
            r = c.getresponse()
            data = r.read()
            kind = r.headers.get("Content-Type", "")
            return r.status, r.headers, json.loads(data) if re.search(r"[/+]json\b", kind) and data else data
        finally:
            c.close()

    def get(self, path, **headers):
        return self.ask("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path, what, **headers):
        return self.ask("POST", path, json.dumps(what),
                        {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}})

    def socket(self):
        s = socket.create_connection((self.host, self.port), timeout=HANG_S)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return s

    def raw(self, data, wait_s=HANG_S):
        """What comes back to these bytes until the server closes, or has said nothing for so long."""
        with self.socket() as s:
            s.settimeout(wait_s)
            try:
                s.sendall(data)
            except OSError:
                pass
            return read_all(s)


def read_all(s):
    got = []
    while True:
        try:
            some = s.recv(65536)
        except OSError:
            break
        if not some:
            break
        got.append(some)
    return b"".join(got)


def status_of(answer):
    m = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
    return int(m[1]) if m else None


class DeskTest(unittest.TestCase):
    """One case of the example reports for the tests of a class, and a server for each."""
    options = ()
    empty = False

    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.dir = Path(cls.folder.name)
        cls.db = cls.dir / "k.casus"
        if not cls.empty:
            subprocess.run([CASUS, "add", "--db", str(cls.db), ROOT / "examples/reports", "--meta",
                            ROOT / "examples/reports.tsv"], check=True, stdout=subprocess.DEVNULL, timeout=900)

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def setUp(self):
        self.desk = Desk(self.db, *self.options)
        self.addCleanup(self.desk.close)

    def problem(self, answer, status, *words):
        """The answer is a problem (RFC 9457) of this status that says these words."""
        got, headers, body = answer
        self.assertEqual(got, status, body)
        self.assertEqual(headers["Content-Type"], "application/problem+json")
        self.assertEqual((body["status"], body["type"]), (status, "about:blank"))
        for word in words:
            self.assertIn(word, body["title"] + ": " + body["detail"])
        return body
