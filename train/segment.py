"""Learn where sentences end: data/segment.weights.

usage: segment.py texts UD REPORTS WORK              write training and dev texts (.txt) and their sentence ends (.ends)
       segment.py train WORK SEGMENT_DUMP OUT       features from segment_dump (built with the tests), fit, print F1 on dev, write OUT

UD has en_{ewt,gum}-{train,dev}.conllu; documents of REPORTS (held-out report texts) are left out. The model is a logistic
regression over the hashed features of src/segment/boundary.c, computed only there. Training texts are the treebanks'
documents as raw text and variants of them, so that wrapped lines, capitals, datelines, titles and one paragraph or one
sentence a line are known. Seeded; the same input gives the same table.
"""
import os, random, subprocess, sys
import numpy as np
from data import report_sentences, squash

SEED = 7
MARK = "\ue000"             # stands after the last character of a sentence until a text is written
PARAGRAPH = "\n\n"
TABLE_BITS = 16
LINE = 128
LEVELS = 46                 # weights are one printable character each: -LEVELS .. LEVELS
EPOCHS, RATE, DECAY = 30, 0.1, 1e-6
STEP = 1 / 32
TITLES = "Gen. Col. Capt. Lt. Sgt. Maj. Brig. Adm. Sen. Rep. Gov. Dr. Mr. Mrs. Ms. Rev. Prof. Cmdr. Msgr. Lt. Col. Fr. Pres. U.S. U.S. U.S. U.N. U.K.".split()
TAILS = (" in the U.S.", " at 5 p.m.", " at 9:30 a.m.", " in Washington, D.C.", ", etc.", " of Haldane Corp.", " for Orrin Inc.",
         " from the U.N.", " to the U.K.", " by Marsh & Co.", " on Oct. 9 in Lyme, Conn.", " with Peter Hale Jr.")
BULLETS = ("- ", "- ", "* ", "\u2022 ", "-- ", "\u2013 ", "\u00b7 ")
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
CITIES = "Quito Lagos Manila Oslo Beirut Nairobi Lisbon Dhaka Caracas Geneva Ankara Karachi Lima Tunis".split()
AGENCIES = "AP AFP Reuters EFE Xinhua DPA Radio Local Television ANSA IPS".split()


def read(path):
    """{document: [(paragraph begins, text, no space after, [(form, UPOS, begin, end)])]}"""
    docs, name = {}, os.path.basename(path)
    for block in open(path, encoding="utf-8").read().split("\n\n"):
        par, text, glue, words, until = False, "", False, [], 0
        for line in block.strip("\n").split("\n"):
            if line.startswith("# newdoc id"):
                name = line.split("=", 1)[1].strip()
            elif line.startswith("# newpar"):
                par = True
            elif line.startswith("# text ="):
                text = line.split("=", 1)[1].strip()
            elif line and line[0] != "#":
                col = line.split("\t")
                if "." in col[0]:
                    continue
                first, _, last = col[0].partition("-")
                if int(first) > until:
                    glue, until = "SpaceAfter=No" in col[9].split("|"), int(last or first)
                if not last:
                    at = text.find(col[1], words[-1][3] if words else 0)
                    if at >= 0:
                        words.append((col[1], col[3], at, at + len(col[1])))
        if words:
            docs.setdefault(name, []).append((par, text, glue, words))
    return docs


def titled(text, words, rng, spaces):
    """The text with titles and initials put before some names, and with an abbreviation at its end now and then."""
    out, at = "", 0
    if text.endswith(".") and words[-1][0] == "." and words[-2][1] in ("NOUN", "VERB", "ADV") and rng.random() < 0.015:
        text = text[:-1] + rng.choice(TAILS)
    for i, (form, upos, b, e) in enumerate(words):
        starts = upos == "PROPN" and (i == 0 or words[i - 1][1] != "PROPN") and i + 1 < len(words)
        if starts and b and text[b - 1] == " " and rng.random() < 0.25:
            out += text[at:b] + rng.choice(TITLES) + spaces
            at = b
        elif upos == "PROPN" and i and words[i - 1][1] == "PROPN" and text[b - 1] == " " and rng.random() < 0.15:
            out += text[at:b] + rng.choice("ABCDEFGHJKLMNPRSTW") + "." + spaces
            at = b
    return out + text[at:]


def dateline(rng):
    date = rng.choice((f"{rng.randint(1, 30)} {rng.choice(MONTHS)} {rng.randint(85, 99)}", f"{rng.choice(MONTHS)}. {rng.randint(1, 30)}",
                       f"{rng.choice(MONTHS)} {rng.randint(1, 30)}"))
    city, agency = rng.choice(CITIES).upper(), rng.choice(AGENCIES)
    mark = rng.choice(("[Text] ", "", "", "[Report] [Text] "))
    return rng.choice((f"{city}, {date} ({agency}) -- {mark}", f"{city} ({agency}) - ", f"{city}, {date} ({agency}) -- {mark}",
                       f"{city} ({agency}) -- "))


def render(sents, rng, titles=False, date=False, spaces=" "):
    """A document as raw text with marks; paragraphs are divided by PARAGRAPH."""
    out = ""
    for i, (par, text, glue, words) in enumerate(sents):
        if titles:
            text = titled(text, words, rng, rng.choice((" ", spaces)) if spaces != "\n" else " ")
        if i:
            before = sents[i - 1]
            out += PARAGRAPH if par else "" if before[2] else spaces
        elif date:
            out += dateline(rng)
        out += text + MARK
    return out


def wrap(text, width, indent, between):
    pars = []
    for par in text.split(PARAGRAPH):
        line, lines = "", []
        for run in par.replace("  ", " \x00").split(" "):
            run = run.replace("\x00", " ")
            if line and len((line + run).replace(MARK, "")) + 1 > width:
                lines.append(line)
                line = run.strip()
            else:
                line = line + " " + run if line else indent + run
        pars.append("\n".join(lines + [line]))
    return between.join(pars)


def bulleted(text, rng):
    """The text with neighbouring paragraphs of one short sentence as a list, each on a line of its own."""
    out, bullet, before = "", rng.choice(BULLETS), False
    for par in text.split(PARAGRAPH):
        item = len(par) < 150 and par.count(MARK) == 1 and (before or rng.random() < 0.7)
        if item:
            number = before[1] + 1 if before else 1
            mark = f"{number}{rng.choice('.)')} " if bullet == "\u00b7 " else bullet
            if rng.random() < 0.5:
                par = par[:1].lower() + par[1:]
            out += ("\n" if before else PARAGRAPH if out else "") + mark + par
            before = (True, number)
        else:
            out += (rng.choice(("\n", PARAGRAPH)) if before else PARAGRAPH if out else "") + par
            before = False
    return out


def variants(sents, rng, train):
    yield render(sents, rng)
    if not train:
        return
    spaces, width = rng.choice((" ", "  ")), rng.randint(58, 80)
    full = len(sents) > 3
    caps = wrap(render(sents, rng, True, full and rng.random() < 0.6, spaces), width, rng.choice(("   ", "", "  ")), PARAGRAPH)
    yield caps.upper() if rng.random() < 0.8 else caps
    indent = rng.choice(("   ", "", "  "))
    yield wrap(render(sents, rng, True, full and rng.random() < 0.3, spaces), width, indent, "\n" if indent and rng.random() < 0.5 else PARAGRAPH)
    yield render(sents, rng, True, full and rng.random() < 0.2).replace(PARAGRAPH, "\n")
    pick = rng.random()
    if pick < 0.25:
        yield render(sents, rng, True).upper()
    elif pick < 0.5:
        yield render(sents, rng, spaces="\n")
    elif pick < 0.6:
        yield render(sents, rng).lower()
    listed = bulleted(render(sents, rng, True), rng)
    if listed.count(PARAGRAPH) < len(sents):
        yield listed.upper() if rng.random() < 0.2 else listed


def write(folder, name, marked):
    ends, text = [], ""
    for part in marked.split(MARK):
        text += part
        ends.append(len(text))
    with open(f"{folder}/{name}.txt", "w", encoding="utf-8", newline="\n") as f:
        f.write(text + "\n")
    with open(f"{folder}/{name}.ends", "w") as f:
        f.write(" ".join(map(str, ends[:-1])))


def make_texts(ud, reports, work):
    rng, held, left_out = random.Random(SEED), report_sentences(reports), []
    for part in ("train", "dev"):
        os.makedirs(f"{work}/{part}", exist_ok=True)
        for bank in ("ewt", "gum"):
            for name, sents in read(f"{ud}/en_{bank}-{part}.conllu").items():
                long = [t for t in (squash(s[1]) for s in sents) if len(t) > 40]
                if part == "train" and sum(any(t in h for h in held) for t in long) >= 2:
                    left_out.append(name)
                    continue
                for k, text in enumerate(variants(sents, rng, part == "train")):
                    write(f"{work}/{part}", f"{bank}_{name.replace('/', '_')}.{k}", text)
                if part == "dev":
                    spaces, width = rng.choice((" ", "  ")), rng.randint(58, 80)
                    write(f"{work}/{part}", f"caps-{bank}_{name.replace('/', '_')}", wrap(render(sents, rng, True, True, spaces), width, "   ", PARAGRAPH).upper())
                    write(f"{work}/{part}", f"wrap-{bank}_{name.replace('/', '_')}", wrap(render(sents, rng, True, True, spaces), width, "", PARAGRAPH))
                    write(f"{work}/{part}", f"line-{bank}_{name.replace('/', '_')}", render(sents, rng).replace(PARAGRAPH, "\n"))
    print("left out:", " ".join(left_out))


def load(work, part, tool):
    """features [gaps, n], label [gaps], kind [gaps] (name before '_'), ends missed by kind {kind: [gold, not candidates]}"""
    names = sorted(x[:-4] for x in os.listdir(f"{work}/{part}") if x.endswith(".txt"))
    raw = np.frombuffer(subprocess.run([tool, "--features"] + [f"{work}/{part}/{n}.txt" for n in names], stdout=subprocess.PIPE, check=True).stdout, np.uint32)
    n, at, feats, labels, kinds, missed = int(raw[0]), 1, [], [], [], {}
    for name in names:
        gaps = int(raw[at])
        rows = raw[at + 1:at + 1 + gaps * (n + 1)].reshape(gaps, n + 1)
        at += 1 + gaps * (n + 1)
        text = open(f"{work}/{part}/{name}.txt", encoding="utf-8").read()
        ends = {int(x) for x in open(f"{work}/{part}/{name}.ends").read().split()}
        last = max(ends)
        inner = {e for e in ends if e != last and not blank_after(text, e)}
        label = np.isin(rows[:, 0], list(inner))
        kind = name.split("_")[0]
        m = missed.setdefault(kind, [0, 0, 0])
        m[0] += len(ends)
        m[1] += len(inner) - int(label.sum())
        m[2] += len(ends) - len(inner)
        feats.append(rows[:, 1:])
        labels.append(label)
        kinds += [kind] * gaps
    return np.concatenate(feats), np.concatenate(labels), np.array(kinds), missed


def blank_after(text, e):
    gap = text[e:e + len(text[e:]) - len(text[e:].lstrip())]
    return gap.count("\n") >= 2


def report(score, label, kinds, missed):
    line = []
    for kind in sorted(set(kinds)):
        k = kinds == kind
        right, said = int((label[k] & (score[k] > 0)).sum()), int((score[k] > 0).sum())
        gold, lost, free = missed[kind]
        line.append(f"{kind} {200 * (right + free) / (gold + said + free):.2f}")
    return "  ".join(line)


def fit(x, y, dev, epochs, rate, decay):
    size, (n, k) = 1 << TABLE_BITS, x.shape
    w, g2 = np.zeros(size), np.full(size, 1e-2)
    total, steps, rng = np.zeros(size), 0, np.random.default_rng(SEED)
    for epoch in range(epochs):
        order, batch = rng.permutation(n), 1024
        for at in range(0, n, batch):
            rows = x[order[at:at + batch]]
            p = 1 / (1 + np.exp(-w[rows].sum(1)))
            g = np.bincount(rows.ravel(), np.repeat(p - y[order[at:at + batch]], k), size) / len(rows) + decay * w
            g2 += g * g
            w -= rate * g / np.sqrt(g2)
            if epoch >= epochs // 2:
                total += w
                steps += 1
        print(epoch, report(w[dev[0]].sum(1), *dev[1:]), flush=True)
    return total / steps


def export(steps, path, notes):
    """One printable character a weight ('P' is 0), LINE a line, after lines of notes."""
    head = "".join(f"# {x}\n" for x in notes)
    chars = "".join(chr(s + ord("P")) for s in steps)
    with open(path, "w", newline="\n") as f:
        f.write(head + "\n".join(chars[i:i + LINE] for i in range(0, len(chars), LINE)) + "\n")


def train(work, tool, out):
    x, y, _, _ = load(work, "train", tool)
    dev = load(work, "dev", tool)
    print(f"{len(y)} gaps, {int(y.sum())} ends, {x.shape[1]} features", flush=True)
    mask = np.uint32((1 << TABLE_BITS) - 1)
    x, dev = x & mask, (dev[0] & mask, *dev[1:])
    w = fit(x, y, dev, EPOCHS, RATE, DECAY)
    steps = np.clip(np.rint(w / STEP), -LEVELS, LEVELS).astype(int)
    line = report(steps[dev[0]].sum(1), *dev[1:])
    print("exported:", line, f"{np.mean(steps != 0):.3f} of the table in use, {np.mean(abs(steps) == LEVELS):.5f} at the limit")
    export(steps, out, (f"Weights of src/segment/boundary.c: {len(steps)} characters, weight = {STEP} (character - 'P'). Made by train/segment.py",
                        "from UD English EWT (CC BY-SA 4.0) and GUM (annotations CC BY 4.0). F1 of ends on dev: " + line))


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[1] == "texts":
        make_texts(*sys.argv[2:])
    elif len(sys.argv) == 5 and sys.argv[1] == "train":
        train(*sys.argv[2:])
    else:
        sys.exit(__doc__)
