#!/usr/bin/env python3
"""Learn data/antecedents.weights: which earlier mention a mention is the same as, or that it begins a chain.

usage: antecedents.py [--data ../shared/data] [--tools ../shared/tools] [--models models] [--build build] [--rounds 5] [--write FILE]

Reads GUM's train and dev, lets train/antecedent_dump.c (built here over the libraries of a build folder) find mentions, the
earlier ones that each can join and the traits of both, so that there is one implementation, and fits the network of
src/decode/entity_weigh.c: softmax over the earlier mentions and "a new chain", the right ones' probabilities summed. Prints,
for dev, how often the choice is right and F1 of the links, of all mentions and by sort. The seed is fixed; some minutes.
Without --write nothing is changed. The chains themselves: tools/score_spans.py coref of the data.
"""
import argparse, os, re, subprocess, sys, tempfile, time
import numpy as np
import torch
from dump import ROOT, build

UNITS, STEPS, MOST = 32, 16, 46  # of the network; of a weight: steps in 1, steps at most
BATCH, RATE, DECAY, DROP = 200, 0.01, 1e-5, 0.3
KEPT = 1.0  # of the wrong earlier mentions, drawn anew each round: with 0.35 it is twice as quick and a point worse
NEAR = ("news", "interview", "voyage", "speech", "court")  # genres most like reports count twice
HEAD = """\
# Which earlier mention a mention is the same as: weights of src/decode/entity_weigh.c, which says how they are written down.
# Made by train/antecedents.py from the train part of GUM (Zeldes 2017); no text of it is here.
"""


def traits():
    """(name, number of values) in the program's order, and how many are of the later mention."""
    head, out, later = open(f"{ROOT}/src/decode/entity_rank.h", encoding="utf-8").read(), [], 0
    for part in ("LATER", "EARLIER", "PAIR"):
        body = re.search(rf"#define CS_EM_TRAITS_{part}\(X\)((?:.*\\\n)*.*\n)", head)[1]
        out += [(n, int(k)) for n, k in re.findall(r"X\((\w+), (\d+)\)", body)]
        later = later or len(out)
    return out, later


def marked(gold, tools):
    """(name, text, [(begin, end, head, chain)]) of a GUM file's documents, in bytes of the text."""
    sys.path.insert(0, tools)
    sys.dont_write_bytecode = True
    import score_spans, score_ud
    with tempfile.TemporaryDirectory() as tmp:
        score_ud.write_texts(gold, tmp)
        for name, (squeezed, mentions) in score_spans.load_gum(gold, ""):
            text = open(f"{tmp}/{name}.txt", encoding="utf-8", newline="").read()
            kept, at = score_ud.squeeze(text)
            assert kept == squeezed, name
            byte, first, last, chains = 0, {}, {}, {}
            for c, k, after in zip(text, at, at[1:]):
                if after > k:
                    first[k], last[after] = byte, byte + len(c.encode())
                byte += len(c.encode())
            yield name, text, [(first[m["span"][0]], last[m["span"][1]], first[m["head"][0]],
                                chains.setdefault(m["chain"], len(chains))) for m in mentions]


class Choices:
    """The program's choices: rows of trait values as numbers of table rows, by group; the first of a group is "a new chain"."""

    def __init__(self, gold, tools, program, models):
        sizes, self.later = traits()
        self.sizes = np.array([n for _, n in sizes])
        at, count = np.r_[0, np.cumsum(self.sizes)[:-1]], len(sizes)
        rows, groups, docs = [], [], []
        for name, text, marks in marked(gold, tools):
            b = text.encode()
            request = b"%d %d\n" % (len(b), len(marks)) + b + b"".join(b"%d %d %d %d\n" % m for m in marks)
            raw = np.frombuffer(subprocess.run([program, models], input=request, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                               check=True).stdout, np.uint16)
            i = 0
            while i < len(raw):
                n = int(raw[i])
                rows.append(raw[i + 1:i + 1 + n * (count + 1)].reshape(n, count + 1))
                i += 1 + n * (count + 1)
                groups.append(n)
                docs.append(name)
        x = np.concatenate(rows).astype(np.int64)
        assert (x[:, 1:] < self.sizes).all(), "a trait is past its limit"
        self.n, self.docs = np.array(groups), docs
        self.first = np.r_[0, np.cumsum(self.n)[:-1]]
        self.right, self.values = x[:, 0], x[:, 1:]
        self.sort = self.values[self.first, 0]
        x = self.values + at
        self.mine = torch.tensor(x[self.first][:, :self.later])  # of the later mention, by group
        self.rows = torch.tensor(x[:, self.later:])
        self.total = int(self.sizes.sum())
        self.is_new = np.zeros(len(x), bool)
        self.is_new[self.first] = True


class Net(torch.nn.Module):
    """Table rows: the traits' values, "a new chain", nothing."""

    def __init__(self, total):
        super().__init__()
        self.new, self.none = total, total + 1
        self.table = torch.nn.EmbeddingBag(total + 2, UNITS + 1, mode="sum", padding_idx=self.none)
        torch.nn.init.normal_(self.table.weight, 0, 0.05)
        with torch.no_grad():
            self.table.weight[:, UNITS] = 0
            self.table.weight[self.none] = 0
        self.bias = torch.nn.Parameter(torch.zeros(UNITS))
        self.out = torch.nn.Parameter(torch.randn(UNITS) * 0.15)
        self.drop = torch.nn.Dropout(DROP)

    def forward(self, c, groups, rows, of):
        """of: for each row the place in groups."""
        x = c.rows[rows].clone()
        new = torch.tensor(c.is_new[rows])
        x[new] = self.none
        x[new, 0] = self.new
        h = self.table(c.mine[groups])[of] + self.table(x)
        return (self.drop(torch.relu(h[:, :UNITS] + self.bias)) @ self.out) + h[:, UNITS]

    def clip(self):
        with torch.no_grad():
            self.table.weight.clamp_(-MOST / STEPS, MOST / STEPS)
            for p in (self.bias, self.out):
                p.clamp_(-MOST / STEPS, MOST / STEPS)

    def whole(self):
        """Weights as whole steps, as they are written."""
        with torch.no_grad():
            for p in (self.table.weight, self.bias, self.out):
                p.copy_(torch.round(p * STEPS) / STEPS)

    def lines(self):
        step = lambda v: "".join(chr(ord("P") + int(round(float(x) * STEPS))) for x in v)
        table = [step(v) for v in self.table.weight[:self.none].detach()]
        return table + [step([*self.bias.detach(), 0]), step([*self.out.detach(), 0])]


def rows_of(c, groups, draw=None):
    """Rows of the groups, the place of each in groups, and how much each stands for; draw: only a part of the wrong ones."""
    rows = np.concatenate([np.arange(c.first[g], c.first[g] + c.n[g]) for g in groups])
    of = np.repeat(np.arange(len(groups)), c.n[groups])
    kept = np.ones(len(rows), bool) if draw is None else (c.right[rows] > 0) | c.is_new[rows] | (draw.random(len(rows)) < KEPT)
    share = np.where(draw is None or (c.right[rows] > 0) | c.is_new[rows], 1.0, 1 / KEPT)
    return rows[kept], torch.tensor(of[kept]), torch.tensor(np.log(np.broadcast_to(share, kept.shape)[kept]), dtype=torch.float32)


def learn(c, rounds, check):
    torch.manual_seed(1)
    draw, net, began = np.random.default_rng(1), Net(c.total), time.time()
    adam = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    weight = torch.tensor([2.0 if d.split("_")[1] in NEAR else 1.0 for d in c.docs])
    n_steps, step = rounds * -(-len(c.n) // BATCH), 0
    for k in range(rounds):
        net.train()
        order, loss_sum = draw.permutation(len(c.n)), 0.0
        for i in range(0, len(order), BATCH):
            for p in adam.param_groups:
                p["lr"] = RATE * max(0.02, 1 - step / n_steps)
            step += 1
            groups = order[i:i + BATCH]
            rows, of, share = rows_of(c, groups, draw)
            s = net(c, groups, rows, of) + share
            top = torch.full((len(groups),), -1e9).scatter_reduce(0, of, s.detach(), "amax")
            e = torch.exp(s - top[of])
            all_, right = torch.zeros(len(groups)).index_add(0, of, e), \
                torch.zeros(len(groups)).index_add(0, of, e * torch.tensor(c.right[rows] > 0))
            loss = ((torch.log(all_) - torch.log(right + 1e-20)) * weight[groups]).mean()
            adam.zero_grad()
            loss.backward()
            adam.step()
            net.clip()
            loss_sum += loss.detach().item() * len(groups)
        print(f"round {k + 1}: loss {loss_sum / len(order):.4f}, {time.time() - began:.0f} s; dev {judge(net, check)[0]}", flush=True)
    return net


SORTS = "he she it they I we you this other bare bares the thes this- thiss a as no nos own owns counted person body place named both".split()


def judge(net, c):
    """One line on all, and one for each sort of mention: right choices of all, F1 of links."""
    net.eval()
    with torch.no_grad():
        parts = []
        for i in range(0, len(c.n), 500):
            rows, of, _ = rows_of(c, np.arange(i, min(i + 500, len(c.n))))
            parts.append(net(c, np.arange(i, min(i + 500, len(c.n))), rows, of))
        s = torch.cat(parts).numpy()
    of_sort = {}
    for b, n, sort in zip(c.first, c.n, c.sort):
        y, k = c.right[b:b + n], s[b:b + n].argmax()
        t = of_sort.setdefault(sort, np.zeros(5, int))
        t += [1, y[k] == 1 or (y[0] == 2 and k == 0), y[0] == 0, k > 0, k > 0 and y[k] == 1]
    line = lambda t: f"{t[0]} mentions, {100 * t[1] / t[0]:.1f} % right, links {t[2]} marked {t[3]} made F1 {200 * t[4] / max(1, t[2] + t[3]):.1f}"
    third = sum((of_sort[k] for k in range(4) if k in of_sort), np.zeros(5, int))
    return (f"all: {line(sum(of_sort.values()))}; he, she, it, they: {line(third)}",
            "\n".join(f"  {SORTS[k]:8s}{line(t)}" for k, t in sorted(of_sort.items())))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", default=os.path.join(ROOT, "../shared/data"))
    p.add_argument("--tools", default=os.path.join(ROOT, "../shared/tools"))
    p.add_argument("--models", default=os.path.join(ROOT, "models"))
    p.add_argument("--build", default=os.path.join(ROOT, "build"))
    p.add_argument("--rounds", type=int, default=5)
    p.add_argument("--write")
    a = p.parse_args()
    torch.set_num_threads(2)
    with tempfile.TemporaryDirectory() as tmp:
        build("antecedent_dump", a.build, f"{tmp}/dump")
        train, dev = (Choices(os.path.join(a.data, "ud", f"en_gum-{n}.conllu"), a.tools, f"{tmp}/dump", a.models) for n in ("train", "dev"))
    print(f"{len(train.n)} choices among {len(train.right)} in train, {len(dev.n)} among {len(dev.right)} in dev", flush=True)
    net = learn(train, a.rounds, dev)
    net.whole()
    print("dev, in whole steps:", *judge(net, dev), sep="\n")
    if a.write:
        with open(a.write, "w", encoding="utf-8") as f:
            f.write(HEAD + "".join(line + "\n" for line in net.lines()))


if __name__ == "__main__":
    main()
