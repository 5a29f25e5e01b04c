import { strict as assert } from "node:assert";
import { test } from "node:test";
import { accountsOf, columnsOf, findWords, matrixOf } from "../../../web/src/model/claims";
import { report, role, statement, toll } from "./made";

const incident = (told: ReturnType<typeof statement>[], told_in: ReturnType<typeof report>[]) => ({ told, told_in, type: "ASSAULT", modality: "actual" });

test("a column is a publisher; a report without one stands with its copies", () => {
  const columns = columnsOf([
    report(4, null, "2024-01-04", { copy_group: 2 }),
    report(1, "Wire", "2024-01-03"),
    report(2, null, "2024-01-02"),
    report(3, "Wire", "2024-01-01"),
  ]);
  assert.deepEqual(columns.map((c) => c.reports.map((r) => r.id)), [[3, 1], [2, 4]]);
});

test("claims stand in the column of who makes them; rejected ones nowhere", () => {
  const m = matrixOf(
    incident(
      [
        statement({ report: 1, roles: [role("agent", "the Front", { certainty: "accused", according_to: "the army" })] }),
        statement({ report: 2, roles: [role("agent", "Banner", { actor: "banner", certainty: "claimed" })] }),
        statement({ report: 2, roles: [role("agent", "Nobody")], review: "rejected" }),
      ],
      [report(1, "A", "2024-01-01"), report(2, "B", "2024-01-02")],
    ),
  );
  const agents = m.rows.find((r) => r.kind === "agent")!;
  assert.deepEqual(agents.cells.map((c) => c.claims.map((x) => x.value)), [["the Front"], ["Banner"]]);
  assert.equal(agents.cells[0]!.claims[0]!.says, "the army");
  assert.equal(agents.values, 2);
  const { rivals } = accountsOf(agents);
  assert.deepEqual(rivals.map((r) => r.value), ["Banner", "the Front"], "the firmer first");
});

test("the same by the same voice is said once, by its surest statement", () => {
  const sure = statement({ confidence: 0.9, roles: [role("target", "The market")] });
  const m = matrixOf(incident([statement({ confidence: 0.2, roles: [role("target", "the markét")] }), sure], [report(1, "A", null)]));
  const cell = m.rows.find((r) => r.kind === "target")!.cells[0]!;
  assert.equal(cell.claims.length, 1);
  assert.equal(cell.claims[0]!.statement.id, sure.id);
  assert.deepEqual(accountsOf(m.rows.find((r) => r.kind === "target")).rivals, [], "one is no rival");
});

test("who only denies is a rival, but no value that is told", () => {
  const m = matrixOf(incident([statement({ roles: [role("agent", "A"), role("agent", "B", { certainty: "denied" })] })], [report(1, "S", null)]));
  const agents = m.rows.find((r) => r.kind === "agent")!;
  assert.equal(agents.values, 1);
  assert.equal(accountsOf(agents).rivals.length, 2);
});

test("a description is no rival of a name", () => {
  const told = [statement({ roles: [role("agent", "the Front"), role("agent", "gunmen"), role("agent", "forces", { actor: "mli-mil" })] })];
  const { rivals, described } = accountsOf(matrixOf(incident(told, [report(1, "S", null)])).rows.find((r) => r.kind === "agent"));
  assert.deepEqual(rivals.map((r) => r.value), ["the Front", "forces"]);
  assert.deepEqual(described.map((r) => r.value), ["gunmen"]);
  assert.deepEqual(accountsOf(undefined), { rivals: [], described: [] });
});

test("each effect has a row, after the parties, and its words are found", () => {
  const s = statement({
    evidence: "😀 killing six and wounding two", evidence_span: [100, 131],
    toll: [toll("wounded", 2, "two"), toll("killed", 6, "six")], roles: [role("agent", "A")],
  });
  const m = matrixOf(incident([s], [report(1, "S", null)]));
  assert.deepEqual(m.rows.map((r) => r.effect ?? r.kind), ["what", "agent", "killed", "wounded"]);
  assert.deepEqual(findWords(s, "six"), [110, 113]);
  assert.deepEqual(findWords(s, "not there"), [100, 131]);
});
