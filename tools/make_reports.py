#!/usr/bin/env python3
"""Writes reports from the data sets' texts as JSON Lines, to measure how long `casus add` takes beside `casus code`.

usage: tools/make_reports.py DATA OUT.jsonl [--reports N] [--only SET]

DATA is the folder of data sets (../shared/data; none of it may be committed). Whole documents of its newspaper sets are a report
each; sentences of one document are put together. They come in the order of a hash of set and id, so that the first 1,000 are like
the first 10,000, and the same texts give the same file. --only muc4 gives the 1,500 reports on one war that docs/speed.md measures.
"""
import argparse, hashlib, json, sys
from pathlib import Path


def lines(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


def whole(data, folder, names, key, **members):
    """One report a line. members: of the report, by the member of the line."""
    for name in names:
        for i, x in enumerate(lines(data / folder / name)):
            yield folder, f"{name}/{x.get(key, i)}", {to: x[of] for to, of in members.items() if x.get(of)}


def sentences(data, folder, names):
    """One report a document, of which each line is a sentence."""
    for name in names:
        documents = {}
        for x in lines(data / folder / name):
            documents.setdefault(x["doc"], []).append(x["text"].strip())
        for doc, texts in documents.items():
            yield folder, f"{name}/{doc}", {"text": "\n".join(texts)}


def reports(data):
    yield from whole(data, "muc4", ["train.jsonl", "dev.jsonl"], "docid", text="text")
    yield from whole(data, "ecb", ["train.jsonl", "dev.jsonl"], "doc", text="text")
    yield from whole(data, "police", ["india_train.jsonl", "india_dev.jsonl"], "doc", text="text", date="date")
    yield from whole(data, "police", ["insightcrime_train.jsonl", "insightcrime_dev.jsonl", "satp_train.jsonl", "satp_dev.jsonl"], "id", text="text")
    yield from whole(data, "polnear", ["train.jsonl", "dev.jsonl"], "docid", text="text")
    yield from whole(data, "re3d", sorted(p.name for p in (data / "re3d").glob("*.jsonl")), "docid", text="text", title="title", source="source")
    yield from whole(data, "plover", ["synthetic_stories.jsonl"], "id", text="text", source="source")
    yield from sentences(data, "m2e2", ["train.jsonl", "dev.jsonl"])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("data", type=Path)
    p.add_argument("out", type=Path)
    p.add_argument("--reports", type=int, default=10000)
    p.add_argument("--only", help="of one folder of DATA")
    o = p.parse_args()
    found = [(hashlib.sha256(f"{folder}/{name}".encode()).hexdigest(), x) for folder, name, x in reports(o.data) if o.only in (None, folder)]
    found.sort(key=lambda one: one[0])
    with open(o.out, "w", encoding="utf-8") as f:
        for key, x in found[:o.reports]:
            f.write(json.dumps({"id": key[:16], **x}, ensure_ascii=False) + "\n")
    n, size = len(found[:o.reports]), sum(len(x["text"].encode()) for _, x in found[:o.reports])
    print(f"{n} reports, {size / 1e6:.1f} MB of text", file=sys.stderr)
    return 0 if n == o.reports or o.only else 1


if __name__ == "__main__":
    sys.exit(main())
