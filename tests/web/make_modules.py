"""Installs what the page is built and tested with into web/node_modules, unless it is there as the lock file has it."""
import hashlib, subprocess
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent.parent / "web"
STAMP = WEB / "node_modules/.made"


def main():
    node = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, check=True, text=True).stdout
    wanted = hashlib.sha256((WEB / "package-lock.json").read_bytes() + node.encode()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    # No package needs to run a program to be installed.
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WEB, check=True)
    STAMP.write_text(wanted)


main()
