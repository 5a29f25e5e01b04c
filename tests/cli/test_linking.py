"""Incidents across reports do not depend on the order in which the reports came. usage: test_linking.py CASUS"""
import json, random, sys, unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from harness import CliTest  # noqa: E402

# Of two bombings on two days, an abduction, and a meeting, as several papers tell them.
REPORTS = [
    ("Bama Post", "2026-03-04", "A suicide bomber killed at least 10 people at the market of Bama in Nigeria on 3 March 2026, police said. "
                                "Boko Haram claimed responsibility for the bombing."),
    ("Borno Times", "2026-03-04", "Twelve people died on Tuesday when a suicide bomber attacked the market in Bama, a town in Nigeria. The army "
                                  "blamed Boko Haram for the attack."),
    ("Lagos Mail", "2026-03-06", "The death toll of the suicide bombing at the market of Bama on 3 March rose to 14, officials said on Friday."),
    ("Bama Post", "2026-03-05", "A car bomb exploded outside the police station of Bama in Nigeria on 4 March 2026 and wounded six officers."),
    ("Borno Times", "2026-03-05", "Six police officers were wounded on Wednesday by a car bomb at their station in Bama, Nigeria."),
    ("Mopti Herald", "2026-03-04", "Gunmen abducted two teachers from a school in Mopti, Mali, on 3 March 2026."),
    ("Bamako News", "2026-03-05", "Two teachers were kidnapped by armed men at a school in Mopti in Mali on 3 March."),
    ("Bamako News", "2026-03-07", "The president of Mali met the foreign minister of Niger in Bamako on 6 March 2026."),
]


class Linking(CliTest):
    def together(self, db):
        """Which statements are of one incident, by the texts' own names."""
        run = self.casus("incidents", "--db", db, "--format", "json")
        self.assertEqual((run.returncode, run.stderr), (0, b""))
        incidents = [json.loads(line) for line in run.stdout.splitlines()]
        return sorted(sorted((s["report"], s["statement"]) for s in i["statements"]) for i in incidents)

    def add(self, db, order, name):
        lines = [json.dumps({"id": f"r{k}", "source": REPORTS[k][0], "date": REPORTS[k][1], "text": REPORTS[k][2]}) for k in order]
        self.write(name, "\n".join(lines) + "\n")
        run = self.casus("add", "--db", db, name)
        self.assertEqual(run.returncode, 0, run.stderr.decode())

    def reports_of(self, db):
        """For each incident of several reports, the numbers of the texts."""
        run = self.casus("export", "--db", db)
        number = {json.loads(line)["id"]: [t for _, _, t in REPORTS].index(json.loads(line)["text"]) for line in run.stdout.splitlines()}
        return sorted(sorted({number[r] for r, _ in i}) for i in self.together(db) if len({r for r, _ in i}) > 1)

    def test_the_order_of_adding_does_not_matter(self):
        orders = [list(range(len(REPORTS)))]
        for seed in (1, 2):
            orders.append(random.Random(seed).sample(orders[0], len(REPORTS)))
        found = []
        for n, order in enumerate(orders):
            self.add(f"{n}.casus", order, f"{n}.jsonl")
            found.append(self.together(f"{n}.casus"))
        for k in orders[2]:  # and one at a time
            self.add("each.casus", [k], f"each{k}.jsonl")
        found.append(self.together("each.casus"))
        for other in found[1:]:
            self.assertEqual(other, found[0])
        self.assertEqual(self.casus("check", "--db", "each.casus").returncode, 0)

    def test_what_is_one_and_what_is_not(self):
        self.add("case", range(len(REPORTS)), "all.jsonl")
        self.assertEqual(self.reports_of("case"), [[0, 1, 2], [3, 4], [5, 6]])


if __name__ == "__main__":
    unittest.main()
