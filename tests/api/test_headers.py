"""Each public header compiles alone, twice in a row, as C17 and as C++17 without a warning. usage: test_headers.py CC"""
import shutil, subprocess, sys, unittest
from pathlib import Path

INCLUDE = Path(__file__).resolve().parent.parent.parent / "include"
CC = sys.argv.pop(1)
CXX = shutil.which("clang++") if "clang" in CC else shutil.which("g++") or shutil.which("c++")


class Headers(unittest.TestCase):
    def compiles(self, compiler, *flags):
        for header in sorted(INCLUDE.rglob("*.h")):
            name = header.relative_to(INCLUDE).as_posix()
            source = f'#include "{name}"\n#include "{name}"\nint casus_nothing;\n'
            run = subprocess.run([compiler, *flags, "-Wall", "-Wextra", "-Wpedantic", "-Werror", "-fsyntax-only", f"-I{INCLUDE}", "-"],
                                 input=source, text=True, stderr=subprocess.PIPE)
            self.assertEqual(run.returncode, 0, f"{name}:\n{run.stderr}")

    def test_c17(self):
        self.compiles(CC, "-std=c17", "-xc")

    def test_cxx17(self):
        self.assertIsNotNone(CXX, "no C++ compiler: tools/install_packages.sh test")
        self.compiles(CXX, "-std=c++17", "-xc++")


if __name__ == "__main__":
    unittest.main()
