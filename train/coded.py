#!/usr/bin/env python3
"""What casus makes of the texts that the event branch learns from: words, sentences, entities and the rules' statements.

usage: coded.py --casus PROGRAM [--models DIR] [--marks DIR] [--texts] --data ../shared/data --out DIR

Writes DIR/NAME.jsonl, the output of `casus code --tokens` for each set and part, and DIR/gsr.json, PLOVER's gold records as
(event, text, markup). A program without a branch, or with an older one, serves as well: words and syntax are the model's.
With --texts the sets are those that joint.py reads without labels, NAME.jsonl to learn from and NAME_dev.jsonl to watch.
"""
import argparse, html, json, re, subprocess, tempfile
from pathlib import Path
import marks


def jsonl(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def gold_records(path):
    """(event, text, markup) of PLOVER_GSR_CAMEO.txt, which is JSON but for a few commas."""
    raw = open(path, encoding="utf-8").read()
    pattern = r'"event": "(\w+)".*?"text": "((?:[^"\\]|\\.)*)".*?"markup": ?"((?:[^"\\]|\\.)*)"'
    return [(m[1], json.loads(f'"{m[2]}"'), json.loads(f'"{m[3]}"')) for m in re.finditer(pattern, raw, re.S)]


def sets(d, records):
    """(name, [(id, text)])"""
    for p in ("train", "dev"):
        yield f"polnear_{p}", [(r["docid"], r["text"]) for r in jsonl(d / f"polnear/{p}.jsonl")]
        roles = jsonl(d / f"muc4/roles_{p}.jsonl")
        yield f"muc_{p}", [(r["docid"], r["doctext"]) for r in roles]
        yield f"mucup_{p}", [(r["docid"], r["doctext"].upper()) for r in roles]
        yield f"m2e2_{p}", [(f"{r['doc']}-{r['sent']}", r["text"]) for r in jsonl(d / f"m2e2/{p}.jsonl")]
        yield f"loc_{p}", [(r["id"], r["text"]) for r in jsonl(d / f"event_location/{p}.jsonl")]
        yield f"geneva_{p}", [(r["id"], r["text"]) for r in jsonl(d / f"geneva/{p}.jsonl")]
        yield f"acled_{p}", [(str(r["id"]), r["text"]) for r in jsonl(d / f"acled_types/{p}.jsonl")]
        yield f"satp_{p}", [(str(r["id"]), r["text"]) for r in jsonl(d / f"police/satp_{p}.jsonl")]
    # the stories are many variations of few templates: every fourth is enough
    yield "synth_train", [(str(i), r["text"]) for i, r in enumerate(jsonl(d / "plover/synthetic_stories.jsonl")) if i % 4 == 0 and r["text"]]
    lines = [line.rstrip("\n").split("\t") for line in open(d / "plover/PLV_train.tsv", encoding="utf-8")]
    rows = [dict(zip(lines[0], line)) for line in lines[1:]]
    yield "plv_train", [(f"{i}-{r['sentence_id']}", re.sub(r"</?[st]>", "", r["marked_sentence"])) for i, r in enumerate(rows)]
    yield "gsr_train", [(str(i), text) for i, (_, text, _) in enumerate(records)]


def time_bank(d):
    """(id, text) of the TimeML files of TimeBank and AQUAINT."""
    for path in sorted(d.glob("timex/*/*.tml")):
        text = re.search(r"<TEXT>(.*?)</TEXT>", path.read_text(encoding="utf-8", errors="replace"), re.S)
        if text:
            yield path.stem, html.unescape(re.sub(r"<[^>]+>", "", text[1])).strip()


def lead(text):
    """The first sentence of a news text, as far as a full stop, a space and a capital tell it; nothing where it is no plain one."""
    m = re.match(r"\s*([A-Z][^\n]{40,260}?[a-z0-9)]\.)(?=\s+[A-Z\"\u201c]|\s*$)", text)
    return m[1] if m else None


def unlabelled(d):
    """(name, [(id, text)]) of texts whose labels, if any, are not read; `plain`: reports of one sentence."""
    police = lambda name, key, p: [(str(r[key]), r["text"]) for r in jsonl(d / f"police/{name}_{p}.jsonl")]
    articles = [(k, v) for k, v in marks.documents(d).items() if k.split("/")[0] in ("m2e2", "re3d")]
    for p, end in (("train", ""), ("dev", "_dev")):
        ecb = [(r["doc"], r["text"]) for r in jsonl(d / f"ecb/{p}.jsonl")]
        india, insight = police("india", "doc", p)[::2], police("insightcrime", "id", p)[::3]  # long and alike
        events = [(f"cameo-{i}", line.split("\t")[0]) for i, line in enumerate(open(d / "cameo/cameo_class-train.tsv", encoding="utf-8"))]
        told = [(f"lead-{i}", lead(text)) for i, text in [*ecb, *insight, *india, *police("satp", "id", p)]]
        yield "ecb" + end, ecb[:None if p == "train" else 40]
        yield "india" + end, india[:None if p == "train" else 20]
        yield "insight" + end, insight[:None if p == "train" else 20]
        yield "plain" + end, [(i, text) for i, text in [*(events if p == "train" else []), *told] if text]
    yield "timex", list(time_bank(d))
    for name, source in (("m2e2art", "m2e2"), ("re3d", "re3d")):
        yield name, [(k, v) for k, v in articles if k.startswith(source)]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--casus", required=True)
    ap.add_argument("--models")
    ap.add_argument("--marks", type=Path, help="the folder that marks.py wrote")
    ap.add_argument("--texts", action="store_true")
    ap.add_argument("--data", type=Path, default=Path("../shared/data"))
    ap.add_argument("--out", type=Path, required=True)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    records = gold_records(a.data / "plover/PLOVER_GSR_CAMEO.txt")
    json.dump(records, open(a.out / "gsr.json", "w", encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        marked = [(name, [(r["id"], r["text"]) for r in jsonl(a.marks / f"{texts}.jsonl")])
                  for name, texts in (("labels_train", "texts"), ("labelsup_train", "texts_upper"), ("labels_dev", "texts_dev")) if a.marks]
        for name, texts in unlabelled(a.data) if a.texts else [*sets(a.data, records), *marked]:
            source = Path(folder) / f"{name}.jsonl"
            with open(source, "w", encoding="utf-8") as f:
                for i, text in texts:
                    f.write(json.dumps({"id": i, "text": text}, ensure_ascii=False) + "\n")
            models = ["--models", a.models] if a.models else []
            with open(a.out / f"{name}.jsonl", "wb") as out:
                done = subprocess.run([a.casus, "code", "--force", "--tokens", "--format", "json", *models, source], stdout=out)
            print(f"{name}: {len(texts)} texts, casus ended with {done.returncode}", flush=True)


if __name__ == "__main__":
    main()
