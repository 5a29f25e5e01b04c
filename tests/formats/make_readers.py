"""Makes the virtual environment of those that read exports, unless it is there as it should be. usage: make_readers.py FOLDER"""
import hashlib, subprocess, sys
from pathlib import Path

HERE = Path(__file__).resolve().parent / "readers"
FOLDER = Path(sys.argv[1])


def main():
    wanted = hashlib.sha256(b"".join((HERE / n).read_bytes() for n in ("requirements.txt", "icu.py")) + sys.version.encode()).hexdigest()
    stamp = FOLDER / "made"
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    stamp.unlink(missing_ok=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", FOLDER], check=True)
    python = FOLDER / "bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile", "--no-deps", "-r", HERE / "requirements.txt"],
                   check=True)
    where = subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], stdout=subprocess.PIPE, check=True, text=True)
    (Path(where.stdout.strip()) / "icu.py").write_bytes((HERE / "icu.py").read_bytes())
    stamp.write_text(wanted)


main()
