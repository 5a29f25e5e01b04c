#!/usr/bin/env python3
"""Triggers marked by hand in texts of the train parts: what data sets with other codebooks cannot teach, which words of a text
are statements by casus's codebook and which are none. marks.tsv holds offsets, types and modes, no words of the texts.

usage: marks.py --data ../shared/data --out DIR

Writes DIR/labels.jsonl ({id, known, events} and of incidents.tsv, whose words are taken as well, incidents; read by branch.py) and DIR/texts.jsonl, DIR/texts_upper.jsonl ({id, text}, for
coded.py); of the texts that are held out (incidents.py) labels_dev.jsonl, texts_dev.jsonl. A text is a stretch of a document of the set; where its SHA-256 is another than marks.tsv says, the data is another.
marks.tsv has a line `text`, id, begin and end in the document in code points, SHA-256, stretches that were marked (begin-end,…), and under it a line
for each trigger: begin, end, type (`?` for a word that tells again what another one tells, or that is a matter of taste), mode
or -, modality (p planned, t threatened, a attempted, h hypothetical, n negated) or -.
"""
import argparse, hashlib, json
from pathlib import Path

HERE = Path(__file__).resolve().parent


def jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def documents(d):
    """{id: whole text} of the sets that marks.tsv takes stretches of."""
    out, articles = {}, {}
    for r in jsonl(d / "m2e2/train.jsonl"):
        articles.setdefault(r["doc"], []).append(r)
    for doc, rows in articles.items():
        out[f"m2e2/{doc}"] = "\n".join(r["text"].replace("\n", " ") for r in sorted(rows, key=lambda r: r["begin"]))
    for name, path, key, field in (("polnear", "polnear/train.jsonl", "docid", "text"), ("ecb", "ecb/train.jsonl", "doc", "text"),
                                   ("muc", "muc4/roles_train.jsonl", "docid", "doctext"), ("loc", "event_location/train.jsonl", "id", "text"),
                                   ("satp", "police/satp_train.jsonl", "id", "text"), ("india", "police/india_train.jsonl", "doc", "text"),
                                   ("insight", "police/insightcrime_train.jsonl", "id", "text"), ("geneva", "geneva/train.jsonl", "id", "text")):
        out |= {f"{name}/{r[key]}": r[field] for r in jsonl(d / path)}
    for path in sorted((d / "re3d").glob("*.jsonl")):
        out |= {f"re3d/{r['docid']}": r["text"] for r in jsonl(path)}
    return out


def upper(text):
    """In capitals, each code point where it was."""
    return "".join(c.upper() if len(c.upper()) == 1 else c for c in text)


def read(path, texts):
    """[{id, text, known: [[begin, end]], events: [[begin, end, type, mode, modality]]}]"""
    out = []
    for n, line in enumerate(open(path, encoding="utf-8"), 1):
        f = line.rstrip("\n").split("\t")
        if f[0] == "text":
            text = texts[f[1]][int(f[2]):int(f[3])]
            if hashlib.sha256(text.encode()).hexdigest() != f[4]:
                raise SystemExit(f"{path}:{n}: {f[1]} is another text than the one that was marked")
            out.append({"id": f[1], "text": text, "known": [[int(x) for x in s.split("-")] for s in f[5].split(",")], "events": []})
        elif not line.startswith("#"):
            out[-1]["events"].append([int(f[0]), int(f[1]), f[2], *(None if x == "-" else x for x in f[3:5])])
    return out


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    import incidents  # which takes its documents from here
    more = incidents.read(HERE / "incidents.tsv", incidents.documents(a.data))
    held = incidents.as_triggers([r for r in more if incidents.held_out(r)])
    rows = read(HERE / "marks.tsv", documents(a.data)) + incidents.as_triggers([r for r in more if not incidents.held_out(r)])
    a.out.mkdir(parents=True, exist_ok=True)
    label, text = lambda r: {k: r[k] for k in ("id", "known", "events", "incidents") if k in r}, lambda r: {"id": r["id"], "text": r["text"]}
    for name, what, make in (("labels", rows, label), ("texts", rows, text), ("texts_upper", rows, lambda r: {"id": r["id"], "text": upper(r["text"])}),
                             ("labels_dev", held, label), ("texts_dev", held, text)):
        with open(a.out / f"{name}.jsonl", "w", encoding="utf-8") as f:
            for r in what:
                f.write(json.dumps(make(r), ensure_ascii=False) + "\n")
    print(f"{len(rows)} texts, {sum(len(r['events']) for r in rows)} triggers")


if __name__ == "__main__":
    main()
