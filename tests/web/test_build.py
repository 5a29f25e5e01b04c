"""Does the page build, byte for byte, to what is committed in web/dist? Needs web/node_modules (make_modules.py)."""
import os, subprocess, tempfile, unittest
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent.parent / "web"


def files(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in Path(folder).rglob("*") if p.is_file()}


class Build(unittest.TestCase):
    def test_same_bytes(self):
        with tempfile.TemporaryDirectory() as out:
            subprocess.run(["node", "node_modules/vite/bin/vite.js", "build", "--outDir", out, "--emptyOutDir", "--logLevel", "error"], cwd=WEB, check=True,
                           env={**os.environ, "NODE_ENV": "production"})
            built, kept = files(out), files(WEB / "dist")
        self.assertEqual(sorted(built), sorted(kept))
        for name in built:
            self.assertTrue(built[name] == kept[name], f"{name} differs: run `make page`")

    def test_types(self):
        subprocess.run(["node", "node_modules/typescript/bin/tsc", "--noEmit"], cwd=WEB, check=True)


unittest.main()
