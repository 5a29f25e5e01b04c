import { strict as assert } from "node:assert";
import { test } from "node:test";
import { linesOf, networkOf, relationsOf, yearsOf } from "../../../web/src/model/relations";
import { layoutOf } from "../../../web/src/model/force";
import type { Incident } from "../../../web/src/model/records";
import { role, statement } from "./made";

const relation = (type: string, roles: ReturnType<typeof role>[], begin: string | null = null, end: string | null = null) =>
  statement({ kind: "relation", type, roles, when: begin || end ? { edtf: null, begin, end, precision: "span" } : null });

test("a symmetric relation is one pair, and nobody is related to himself", () => {
  const both = [role("from", "Front"), role("to", "Front"), role("from", "Guards"), role("to", "Guards")];
  assert.equal(relationsOf([relation("fights", both)]).length, 1);
  assert.equal(relationsOf([relation("arms", both)]).length, 2, "who arms whom has a direction");
  assert.equal(relationsOf([statement({ roles: both })]).length, 0, "an event is no relation");
  assert.equal(relationsOf([{ ...relation("fights", both), review: "rejected" }]).length, 0);
});

test("all relations of two actors are one edge; the actor himself is there without any", () => {
  const rs = relationsOf([
    relation("arms", [role("from", "A"), role("to", "the B"), role("item", "rifles")]),
    relation("trains", [role("from", "a"), role("to", "B")]),
    relation("fights", [role("from", "C"), role("to", "A")]),
  ]);
  assert.equal(rs[0]!.item, "rifles");
  const n = networkOf({ name: "A", actor: null }, rs);
  assert.deepEqual(n.nodes.map((x) => x.name), ["A", "the B", "C"]);
  assert.equal(n.edges.length, 2);
  assert.deepEqual(n.edges[0]!.types, ["arms", "trains"]);
  assert.equal(n.edges[1]!.directed, false);
  assert.equal(networkOf({ name: "A", actor: null }, []).nodes.length, 1);
});

test("lines keep open ends open and the undated apart", () => {
  const rs = relationsOf([
    relation("arms", [role("from", "A"), role("to", "B")], "2021-01-01", null),
    relation("hosts", [role("from", "A"), role("to", "C")], "2019-03-01", "2019-06-30"),
    relation("funds", [role("from", "A"), role("to", "D")]),
    relation("funds", [role("from", "A"), role("to", "E")], null, "2020-12-31"),
  ]);
  const l = linesOf(rs, "2024-06-01");
  assert.deepEqual([l.first, l.last], [2019, 2025]);
  assert.equal(l.undated.length, 1);
  const arms = l.dated.find((x) => x.relation.type === "arms")!;
  assert.ok(arms.openEnd && !arms.openBegin && arms.to === 1 && Math.abs(arms.from - 2 / 6) < 1e-9);
  assert.ok(l.dated.find((x) => x.relation.to.name === "E")!.openBegin);
  assert.deepEqual(linesOf([], "2024-06-01").dated, []);
});

test("deeds and sufferings by year, what has no date last, rejected not at all", () => {
  const party = (name: string) => ({ ...role("", name), reports: 1 });
  const of = (year: string | null, agents: string[], recipients: string[], review = "none") =>
    ({
      review, when: year ? { edtf: year, begin: `${year}-01-01`, end: null, precision: "year" } : null,
      agents: agents.map(party), recipients: recipients.map(party), targets: [],
      toll: [{ effect: "killed", status: "all", low: 1, best: 3, high: 5, rule: null }],
    }) as unknown as Incident;
  const years = yearsOf({ name: "Front", actor: null }, [
    of("2020", ["the Front"], []), of("2022", ["Guards"], ["Front"]), of(null, ["Front"], ["Front"]), of("2022", ["Front"], [], "rejected"),
  ]);
  assert.deepEqual(years.map((y) => [y.year, y.did, y.suffered, y.killed]), [["2022", 0, 1, 0], ["2020", 1, 0, 3], ["", 1, 1, 3]]);
});

test("a network is laid out within its frame, apart, and always alike", () => {
  const edges = [{ a: 0, b: 1 }, { a: 0, b: 2 }, { a: 2, b: 3 }];
  const spots = layoutOf(5, edges, 600, 300);
  assert.deepEqual(spots, layoutOf(5, edges, 600, 300));
  for (const s of spots) assert.ok(s.x >= 0 && s.x <= 600 && s.y >= 0 && s.y <= 300);
  for (let i = 0; i < 5; i++) {
    for (let j = i + 1; j < 5; j++) assert.ok(Math.hypot(spots[i]!.x - spots[j]!.x, spots[i]!.y - spots[j]!.y) > 30);
  }
  assert.equal(layoutOf(1, [], 10, 10).length, 1);
});
