"""The API of `casus serve` fuzzed by its own description (schemathesis): no answer 5xx, none that is not as described.
usage: test_fuzz.py CASUS"""
import http.client, io, json, subprocess, sys
from pathlib import Path
from description import Description
from desk import CASUS, DeskTest, FULL, unittest
from test_jobs import Events

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
SEED, EXAMPLES, EXAMPLES_FULL = 1, 8, 60
CLI = Path(sys.executable).parent / "schemathesis"


class Fuzz(DeskTest):
    def fuzz(self, *options):
        made = subprocess.run([CLI, "run", f"{self.desk.address}api/v1/openapi.json", "--checks", CHECKS, "--seed", str(SEED),
                               "--max-examples", str(EXAMPLES_FULL if FULL else EXAMPLES), "--generation-database", "none", "--no-color",
                               "--request-timeout", "120", "--suppress-health-check", "too_slow", *options],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.dir, timeout=1700)
        self.assertEqual(made.returncode, 0, made.stdout.decode()[-6000:])
        self.assertIsNone(self.desk.process.poll())

    def test_by_its_description(self):
        """Events never end, so that a client that waits for the end of the answer would wait for ever; the job that coded
        nonsense is as any other."""
        self.fuzz("--exclude-operation-id", "events", "--phases", "examples,coverage,fuzzing")

    def test_events_are_as_described(self):
        """The one route that cannot be fuzzed with the others, as it never ends: its refusals and each event by the description."""
        description = Description(self.desk.get("/api/v1/openapi.json")[2])
        events = description.doc["components"]["schemas"]["Events"]["properties"]
        ask = lambda method, path, **headers: description.check(method, "/api/v1/events", *self.desk.ask(method, path, headers=headers))
        for query in ("?x=1", "?a=1&a=2", "?a=%", "?a=%ff", "?" + "&".join(f"q{i}=1" for i in range(65))):
            ask("GET", "/api/v1/events" + query)
        ask("GET", "/api/v1/events", Host="evil.example")
        ask("GET", "/api/v1/events", **{"Sec-Fetch-Site": "cross-site"})
        self.problem(self.desk.ask("GET", "/api/v1/events", "a body"), 400, "no body")
        for method in ("POST", "PUT", "DELETE", "PATCH"):
            self.problem(self.desk.ask(method, "/api/v1/events"), 405)
        e = Events(self.desk)
        self.addCleanup(e.close)
        description.check("GET", "/api/v1/events", int(e.head.split()[1]), http.client.parse_headers(io.BytesIO(e.head.partition(b"\r\n")[2] + b"\r\n")), b"a stream")
        self.desk.ask("POST", "/api/v1/reports?name=a%22b" + "c" * 99, "\n".join(json.dumps({"id": f"r{i}", "text": f"Rebels burned {i + 2} houses in Kidal."}) for i in range(3)) + "\n{no json",
                      {"Content-Type": "application/x-ndjson"})
        wanted = {"job: waiting", "job: coding", "job: done", "changed"}
        while wanted:
            name, data = e.next()
            self.assertIn(name, events)
            description.validate(events[name], data)
            wanted.discard(f"job: {data['state']}" if name == "job" else name)

    def test_the_case_is_whole_then(self):
        self.fuzz("--include-operation-id", "review", "--phases", "fuzzing")
        self.desk.close()
        self.assertIn(b"whole", subprocess.run([CASUS, "check", "--db", self.db], stdout=subprocess.PIPE, check=True).stdout)


if __name__ == "__main__":
    unittest.main()
