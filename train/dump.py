"""The programs train/*_dump.c, which print what casus itself sees of a text, so that there is one implementation of a feature."""
import os, subprocess

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
LIBRARIES = ["link", "decode", "encode", "segment", "base"]


def build(name, libraries, out, more=(), packages=()):
    """Compiles train/NAME.c over the libraries of a build folder; more: folders of src/ that stand below link."""
    subprocess.run(["cc", "-std=c17", "-O2", "-I", f"{ROOT}/src", "-I", f"{ROOT}/include", f"{HERE}/{name}.c", "-o", out,
                    *(f"{libraries}/libcasus_{n}.a" for n in [*more, *LIBRARIES]), *(f"-l{p}" for p in packages), "-lutf8proc", "-lm",
                    "-lpthread"], check=True)
