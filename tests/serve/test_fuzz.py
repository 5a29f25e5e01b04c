"""The API of `casus serve` fuzzed by its own description (schemathesis): no answer 5xx, none that is not as described.
usage: test_fuzz.py CASUS"""
import subprocess, sys
from pathlib import Path
from desk import CASUS, DeskTest, FULL, unittest

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
SEED, EXAMPLES, EXAMPLES_FULL = 1, 8, 60
CLI = Path(sys.executable).parent / "schemathesis"


class Fuzz(DeskTest):
    def fuzz(self, *options):
        made = subprocess.run([CLI, "run", f"{self.desk.address}api/v1/openapi.json", "--checks", CHECKS, "--seed", str(SEED),
                               "--max-examples", str(EXAMPLES_FULL if FULL else EXAMPLES), "--generation-database", "none", "--no-color",
                               "--request-timeout", "120", *options],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=self.dir, timeout=1700)
        self.assertEqual(made.returncode, 0, made.stdout.decode()[-6000:])
        self.assertIsNone(self.desk.process.poll())

    def test_by_its_description(self):
        """Events never end, so that a client that waits for the end of the answer would wait for ever; the job that coded
        nonsense is as any other."""
        self.fuzz("--exclude-operation-id", "events", "--phases", "examples,coverage,fuzzing")

    def test_the_case_is_whole_then(self):
        self.fuzz("--include-operation-id", "review", "--include-operation-id", "grade", "--phases", "fuzzing")
        self.desk.close()
        self.assertIn(b"whole", subprocess.run([CASUS, "check", "--db", self.db], stdout=subprocess.PIPE, check=True).stdout)


if __name__ == "__main__":
    unittest.main()
