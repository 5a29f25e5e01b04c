import { strict as assert } from "node:assert";
import { test } from "node:test";
import { figuresOf, roundUp } from "../../../web/src/model/figures";
import { daysAround } from "../../../web/src/model/around";
import { report, statement, toll } from "./made";

test("a scale ends at a round number at or above the largest", () => {
  for (const [x, end] of [[0, 5], [5, 5], [6, 6], [15, 15], [16, 20], [94, 100], [1001, 1500], [99999, 100000]] as const) {
    assert.equal(roundUp(x), end, String(x));
  }
});

test("each figure of an effect once by each voice, in the order of the reports", () => {
  const told = [
    statement({ report: 2, toll: [toll("killed", 10)] }),
    statement({ report: 1, toll: [toll("killed", 15), toll("wounded", 3)] }),
    statement({ report: 1, toll: [toll("killed", 15)] }),
    statement({ report: 1, toll: [{ ...toll("killed", 80), high: null, according_to: "police" }] }),
    statement({ report: 1, toll: [toll("killed", 99)], review: "rejected" }),
  ];
  const { max, figures } = figuresOf({ told, told_in: [report(1, "A", "2024-01-02"), report(2, "B", "2024-01-01")] }, "killed");
  assert.equal(max, 80);
  assert.deepEqual(figures.map((f) => [f.source, f.best, f.says]), [["B", 10, null], ["A", 15, null], ["A", 80, "police"]]);
  const open = figures[2]!;
  assert.deepEqual([open.left, open.dot, open.right, open.openHigh], [1, 1, 1, true]);
  assert.deepEqual(figuresOf({ told: [], told_in: [] }, "killed"), { max: 5, figures: [] });
});

test("the time about a happening; open ends stay open", () => {
  assert.deepEqual(daysAround({ edtf: null, begin: "2024-03-01", end: "2024-03-01", precision: "day" }, 2), { from: "2024-02-28", to: "2024-03-03" });
  assert.deepEqual(daysAround({ edtf: null, begin: "2024-01-01", end: null, precision: "span" }, 1), { from: "2023-12-31" });
  assert.deepEqual(daysAround(null, 7), {});
});
