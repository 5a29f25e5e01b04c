"""Makes the virtual environment of what others wrote and tests need (those that read exports; another WHAT: a folder with
requirements.txt and modules that stand in for what is not installed), unless it is there as it should be.
usage: make_readers.py FOLDER [WHAT]"""
import hashlib, subprocess, sys
from pathlib import Path

FOLDER = Path(sys.argv[1])
HERE = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).resolve().parent / "readers"
FILES = sorted(HERE.glob("*.py"))


def main():
    wanted = hashlib.sha256(b"".join(f.read_bytes() for f in (HERE / "requirements.txt", *FILES)) + sys.version.encode()).hexdigest()
    stamp = FOLDER / "made"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER], check=True)
    python = FOLDER / "bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps", "-r", HERE / "requirements.txt"],
                   check=True)
    where = subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], stdout=subprocess.PIPE, check=True, text=True)
    for f in FILES:
        (Path(where.stdout.strip()) / f.name).write_bytes(f.read_bytes())
    stamp.write_text(wanted)


main()
