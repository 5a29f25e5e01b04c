"""The checks of the source tree, and that they can fail."""
import re, subprocess, sys, tempfile, unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tools"))
sys.dont_write_bytecode = True
import check_includes, check_size  # noqa: E402


class Tree(unittest.TestCase):
    def test_includes(self):
        self.assertEqual(check_includes.check(ROOT), [])

    def test_sizes(self):
        self.assertEqual(check_size.check(ROOT), [])

    def test_no_path_of_a_machine(self):
        """Tracked text names no folder or host of the machine it was written on."""
        out = subprocess.run(["git", "-C", str(ROOT), "grep", "-nIE", "/work" + "/|/root" + r"/\.|/tmp/bash" + "_jobs", "--", "."],
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        if out.returncode > 1:
            self.skipTest("not a git checkout")
        self.assertEqual(out.stdout, "")

    def test_packages_are_installed_by_the_script(self):
        """Each pkg-config package that a module links comes with a package that tools/install_packages.sh names."""
        listed = subprocess.run([ROOT / "tools/install_packages.sh", "build", "--list"], stdout=subprocess.PIPE, text=True,
                                check=True).stdout.split()
        for module in sorted((ROOT / "src").glob("*/module.cmake")):
            m = re.search(r"set\(PACKAGES\s*([^)]*)\)", module.read_text())
            for package in m[1].split() if m else []:
                name = {"zlib": "zlib1g-dev"}.get(package, f"lib{package.removeprefix('lib')}-dev")
                self.assertIn(name, listed, f"{module.parent.name} links {package}")


class Teeth(unittest.TestCase):
    """A broken rule is found."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        (self.root / "include").mkdir()
        for name, uses in (("base", ""), ("encode", "base")):
            (self.root / "src" / name).mkdir(parents=True)
            (self.root / "src" / name / "module.cmake").write_text(f"set(USES {uses})\n")
        (self.root / "src/base/str.h").write_text("")
        (self.root / "src/encode/engine.h").write_text('#include "base/str.h"\n')

    def test_clean(self):
        self.assertEqual(check_includes.check(self.root), [])
        self.assertEqual(check_size.check(self.root), [])

    def test_upward_include(self):
        (self.root / "src/base/str.c").write_text('#include "encode/engine.h"\n')
        self.assertEqual(len(check_includes.check(self.root)), 1)

    def test_upward_use(self):
        (self.root / "src/base/module.cmake").write_text("set(USES encode)\n")
        self.assertEqual(len(check_includes.check(self.root)), 1)

    def test_relative_include(self):
        (self.root / "src/encode/a.c").write_text('#include "engine.h"\n')
        self.assertEqual(len(check_includes.check(self.root)), 1)

    def function(self, lines):
        return "/* } */\nstatic int f(int a) {\n" + "    a++; /* { */\n" * (lines - 2) + "}\n"

    def test_long_function(self):
        (self.root / "src/base/a.c").write_text(self.function(70))
        self.assertEqual(check_size.check(self.root), [])
        (self.root / "src/base/a.c").write_text(self.function(71))
        self.assertEqual(len(check_size.check(self.root)), 1)
        (self.root / "src/base/a.c").write_text("/* size-waiver: one case per opcode of the format */\n" + self.function(71))
        self.assertEqual(check_size.check(self.root), [])

    def test_long_file(self):
        (self.root / "src/base/b.c").write_text("\n" * 801)
        self.assertEqual(len(check_size.check(self.root)), 1)


if __name__ == "__main__":
    unittest.main()
