#!/usr/bin/env python3
"""Forty-eight reports that were read by hand after the rules were written, cut from train parts of the data sets, which are not in this
repository: n01-n10 and p01-p14 for choosing, o01-o10 and q01-q14 for measuring (docs/quality.md).

usage: fresh.py --data ../shared/data OUT
       then: casus code --format json OUT/texts.jsonl >OUT/coded.jsonl
             score_statements.py OUT/expected_n.jsonl OUT/coded.jsonl      (and expected_o, _p, _q)

Writes OUT/texts.jsonl and OUT/expected_n.jsonl, _o, _p, _q. fresh/cuts.tsv says which characters of which document a report is and
its SHA-256, fresh/expected.jsonl what its reader took from it, in the form of ../shared/reports/expected.jsonl but for the anchors, which
are places in the report (code points).
"""
import argparse, hashlib, json, re
from pathlib import Path

HERE = Path(__file__).resolve().parent / "fresh"


def jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def text_of(d, part, document):
    """The text of a document; several, joined by +, are parted by a blank line."""
    if "+" in document:
        return "\n\n".join(text_of(d, part, x) for x in document.split("+"))
    name, file = part.split("/")
    if name == "timex":
        raw = (d / f"timex/{file}/{document}.tml").read_text(encoding="utf-8")
        return re.sub(r"<[^>]+>", "", re.search(r"<TEXT>(.*?)</TEXT>", raw, re.S)[1])
    rows = jsonl(d / f"{name}/{file}.jsonl")
    if name == "m2e2":
        return " ".join(r["text"].replace("\n", " ") for r in rows if r["doc"] == document)
    return next(r["text"] for r in rows if str(r.get("docid", r.get("doc", r.get("id")))) == document)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("out", type=Path)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    texts = {}
    with open(a.out / "texts.jsonl", "w", encoding="utf-8") as f:
        for line in open(HERE / "cuts.tsv", encoding="utf-8"):
            name, part, document, begin, end, sha256, published = line.rstrip("\n").split("\t")
            text = text_of(a.data, part, document)[int(begin):int(end)]
            if hashlib.sha256(text.encode()).hexdigest() != sha256:
                raise SystemExit(f"{name}: {document} of {part} is another text than the one that was read")
            texts[f"{name}.txt"] = text
            f.write(json.dumps({"id": f"{name}.txt", "text": text, "date": published}, ensure_ascii=False) + "\n")
    outs = {k: open(a.out / f"expected_{k}.jsonl", "w", encoding="utf-8") for k in "nopq"}
    for row in jsonl(HERE / "expected.jsonl"):
        if "report" in row:
            text, out = texts[row["report"]], outs[row["report"][0]]
        else:
            row["anchor"] = text[row["anchor"][0]:row["anchor"][1]]
        out.write(json.dumps(row, ensure_ascii=False) + "\n")
    for f in outs.values():
        f.close()


if __name__ == "__main__":
    main()
