"""Each rule that decides something has words in src/export/rules.c, for `casus code --explain`."""
import re, unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = "args|attribution|blame|branch|certainty|contexts|frame|gazetteer|mode|modality|role|speech|toll|type|when|where"


class Rules(unittest.TestCase):
    def test_each_has_words(self):
        glosses = re.findall(r'^    \{ "([^"]+)", "(?:[^"\\]|\\.)+" \},$', (ROOT / "src/export/rules.c").read_text(encoding="utf-8"), re.M)
        self.assertEqual(len(glosses), len(set(glosses)))
        used = {}
        for folder in ("decode", "link"):
            for path in sorted((ROOT / "src" / folder).glob("*.c")):
                for rule in re.findall(rf'"((?:{KINDS}):[a-z\' -]+[a-z])"', path.read_text(encoding="utf-8")):
                    used.setdefault(rule, path.name)
        self.assertGreater(len(used), 100)
        self.assertEqual({r: where for r, where in used.items() if r not in glosses}, {})


if __name__ == "__main__":
    unittest.main()
