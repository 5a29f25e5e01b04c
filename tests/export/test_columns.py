"""docs/csv.md describes each column that casus writes, in its order. usage: test_columns.py CASUS"""
import re, subprocess, sys, tempfile, unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CASUS = sys.argv.pop(1)


class Columns(unittest.TestCase):
    def test_documented(self):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "a.txt"
            report.write_text("It rained.\n")
            out = subprocess.run([CASUS, "code", "--format", "csv", report], stdout=subprocess.PIPE, check=True).stdout.decode()
        written = out.split("\r\n")[0].split(",")
        described = []
        for line in (ROOT / "docs/csv.md").read_text(encoding="utf-8").splitlines():
            if line.startswith("| `"):
                described += re.findall(r"`(\w+)`", line.split("|")[1])
        self.assertEqual(written, described)


if __name__ == "__main__":
    unittest.main()
