"""examples/coded and the sample in README.md are what casus makes of examples/reports today. usage: test_examples.py CASUS"""
import filecmp, subprocess, sys, tempfile, unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
CASUS = sys.argv.pop(1)


class Examples(unittest.TestCase):
    def test_coded(self):
        kept = ROOT / "examples/coded"
        with tempfile.TemporaryDirectory() as made:
            subprocess.run([ROOT / "tools/make_examples.sh", CASUS, made], check=True)
            names = sorted(p.name for p in Path(made).iterdir())
            self.assertEqual(names, sorted(p.name for p in kept.iterdir()))
            _, different, unreadable = filecmp.cmpfiles(kept, made, names, shallow=False)
        self.assertEqual(different + unreadable, [], "if the change is meant: make examples, and read the difference")

    def test_readme(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        sample = readme.split("<!-- sample: make examples -->\n```\n")[1].split("\n```\n<!-- end of sample -->")[0]
        self.assertTrue((ROOT / "examples/coded/market.txt").read_text(encoding="utf-8").startswith(sample))


if __name__ == "__main__":
    unittest.main()
