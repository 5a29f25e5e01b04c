"""What the golden tests share: a table of cases, and one run of the program for all of them."""
import json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CASUS = os.path.abspath(sys.argv.pop(1)) if len(sys.argv) > 1 else os.path.join(HERE, "../../build/casus")


def cases(table):
    """(line number, cell, …) of each row of HERE/table; \\n in a cell is a new line."""
    with open(os.path.join(HERE, table), encoding="utf-8") as f:
        for n, line in enumerate(f, 1):
            if line.strip() and not line.startswith("#"):
                yield (n, *(cell.replace("\\n", "\n") for cell in line.rstrip("\n").split("\t")))


def code(texts):
    """{number: what casus printed} of (number, text, published day or -)."""
    with tempfile.TemporaryDirectory() as tmp:
        path = os.path.join(tmp, "cases.jsonl")
        with open(path, "w", encoding="utf-8") as f:
            for n, text, day in texts:
                f.write(json.dumps({"id": str(n), "text": text, **({"date": day} if day != "-" else {})}) + "\n")
        out = subprocess.run([CASUS, "code", "--format", "json", path], capture_output=True, text=True, check=True).stdout
    return {int(d["source"]["path"].rsplit("/", 1)[-1]): d for d in map(json.loads, out.splitlines())}
