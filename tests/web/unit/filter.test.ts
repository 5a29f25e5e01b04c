import assert from "node:assert/strict";
import test from "node:test";
import { allRows, columnsOf, keepAnyDay, keepDays, marksOf, rowsBy } from "../../../web/src/model/columns";
import { boxText, parseBox, type Filter } from "../../../web/src/model/filter";
import { outlineOf, type Made } from "./outline";

const ROWS: Made[] = [
  { first: "2024-03-07", last: "2024-03-07", lat: 10, lon: 170, country: "NGA", killed: 3, sources: 2, review: "accepted", confidence: 0.9 },
  { first: "2024-03-01", last: "2024-03-31", lat: -5, lon: -175, country: "MLI", type: "PROTEST", confidence: null },
  { first: null, last: "2024-01-31", killed: 0 },
  { first: null, last: null, lat: 50, lon: 10, review: "edited" },
];

/** Numbers of the rows that are kept, as docs/incidents.md has it. */
function kept(f: Filter): number[] {
  const c = columnsOf(outlineOf(ROWS));
  return [...keepDays(c, f, keepAnyDay(c, f, allRows(c)))];
}

test("what may have happened then is kept, what has no date is not", () => {
  assert.deepEqual(kept({}), [0, 1, 2, 3]);
  assert.deepEqual(kept({ from: "2024-03-08" }), [1]);
  assert.deepEqual(kept({ to: "2024-03-06" }), [1, 2]);
  assert.deepEqual(kept({ from: "2024-03-07", to: "2024-03-07" }), [0, 1]);
  assert.deepEqual(kept({ from: "2025-01-01" }), []);
});

test("columns", () => {
  assert.deepEqual(kept({ country: "NGA" }), [0]);
  assert.deepEqual(kept({ country: "XXX" }), []);
  assert.deepEqual(kept({ type: "PROTEST" }), [1]);
  assert.deepEqual(kept({ min_killed: "1" }), [0]);
  assert.deepEqual(kept({ min_killed: "0" }), [0, 1, 2, 3]);
  assert.deepEqual(kept({ min_sources: "2" }), [0]);
  assert.deepEqual(kept({ min_confidence: "0.5" }), [0, 2, 3]);
  assert.deepEqual(kept({ reviewed: "any" }), [0, 3]);
  assert.deepEqual(kept({ reviewed: "none" }), [1, 2]);
  assert.deepEqual(kept({ reviewed: "edited", type: "ASSAULT" }), [3]);
});

test("a box may go across the 180th meridian", () => {
  assert.deepEqual(kept({ box: "160,-20,-170,20" }), [0, 1]);
  assert.deepEqual(kept({ box: "0,40,20,60" }), [3]);
  assert.deepEqual(kept({ box: "not a box" }), [0, 1, 2, 3]);
  assert.equal(boxText(parseBox("-6.00004,10,4.5,18")!), "-6,10,4.5,18");
});

test("orders are those of the server: what is not known comes last, then the id decides", () => {
  const c = columnsOf(outlineOf([
    { first: "2024-03-07", killed: 3, sources: 2 }, { first: null, killed: null }, { first: "1969-12-31", killed: 0 }, { first: "2024-03-07", killed: 3, sources: 9 },
  ]));
  assert.deepEqual([...rowsBy(c, "id")], [0, 1, 2, 3]);
  assert.deepEqual([...rowsBy(c, "day")], [2, 0, 3, 1]);
  assert.deepEqual([...rowsBy(c, "latest")], [3, 0, 2, 1]);
  assert.deepEqual([...rowsBy(c, "killed")], [0, 3, 2, 1]);
  assert.deepEqual([...rowsBy(c, "sources")], [3, 0, 1, 2]);
});

test("what the server keeps is marked, also where it knows an id that the columns have not yet", () => {
  const c = columnsOf(outlineOf(ROWS));
  const marks = marksOf(c, [2, 4, 7]);
  assert.deepEqual([...marks], [0, 1, 0, 1]);
  assert.deepEqual([...keepAnyDay(c, { reviewed: "edited" }, allRows(c), marks)], [3]);
  assert.deepEqual([...marksOf(c, [])], [0, 0, 0, 0]);
});
