import { strict as assert } from "node:assert";
import { test } from "node:test";
import { actsOf } from "../../../web/src/model/deeds";
import { report, statement } from "./made";

const deed = (of: string[], also_in: number[] = []) => ({
  type: "ASSAULT", mode: null, sources: 1, reports: [1], also_in,
  statements: of.map((s) => ({ report: `sha256:${s.split(" ")[0]}`, statement: s.split(" ")[1]! })),
});

test("acts have the statements that tell of them, with their reports", () => {
  const told = [statement({ report: 1, number: 4 }), statement({ report: 2, number: 4 }), statement({ report: 2, id: 90, review: "added" })];
  const told_in = [report(1, "A", "2024-01-01"), report(2, "B", "2024-01-02")];
  const { many, once } = actsOf({ told, told_in, deeds: [deed(["1 s4", "2 s4"]), deed(["2 h90"]), deed(["1 s9"], [7])] });
  assert.deepEqual(many.map((a) => a.told.map((x) => [x.statement.report, x.report?.source])), [[[1, "A"], [2, "B"]], []]);
  assert.deepEqual(once.map((a) => a.told.map((x) => x.statement.id)), [[90]]);
});
