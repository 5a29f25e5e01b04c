import assert from "node:assert/strict";
import test from "node:test";
import { columnsOf, NO_DAY } from "../../../web/src/model/columns";
import { dayOf, dayText, typedDay, unitStart } from "../../../web/src/model/days";
import { binsOf, extentOf, lanesOf, unitFor } from "../../../web/src/time/bins";
import { outlineOf } from "./outline";

test("days, and what people type for one", () => {
  assert.equal(dayText(dayOf("2024-02-29")), "2024-02-29");
  assert.ok(Number.isNaN(dayOf("2024-2-9")));
  assert.equal(typedDay("2024", false), "2024-01-01");
  assert.equal(typedDay("2024", true), "2024-12-31");
  assert.equal(typedDay("2023-2", true), "2023-02-28");
  assert.equal(typedDay(" 2023-02-03 ", true), "2023-02-03");
  for (const wrong of ["", "2023-13", "2023-02-29", "3.2.2023", "23-02-03"]) assert.equal(typedDay(wrong, false), null, wrong);
});

test("units begin where the calendar says", () => {
  assert.equal(dayText(unitStart("month", dayOf("2024-02-29"))), "2024-02-01");
  assert.equal(dayText(unitStart("month", dayOf("2024-12-15"), 1)), "2025-01-01");
  assert.equal(dayText(unitStart("year", dayOf("1969-07-20"), -1)), "1968-01-01");
  assert.equal(unitFor(100, 1000), "day");
  assert.equal(unitFor(366 * 5, 1000), "month");
  assert.equal(unitFor(366 * 60, 1000), "year");
});

test("what may be in several bins is put into none", () => {
  const c = columnsOf(outlineOf([
    { first: "2024-01-05", last: "2024-01-05" },
    { first: "2024-01-01", last: "2024-01-31" }, // a month: sure among months
    { first: "2024-01-20", last: "2024-03-02" }, // spans three
    { first: null, last: "2024-02-10" }, // open
    { first: null, last: null },
    { first: "2031-01-01", last: "2031-01-01" }, // out of sight
  ]));
  assert.equal(c.first[3], NO_DAY);
  const { bins, spans } = binsOf(c, Uint32Array.from([0, 1, 2, 3, 4, 5]), dayOf("2024-01-01"), dayOf("2024-04-30"), "month");
  assert.deepEqual([...bins.sure], [2, 0, 0, 0]);
  assert.deepEqual([...bins.possible], [2, 2, 1, 0]);
  assert.equal(bins.undated, 1);
  assert.deepEqual(spans.map((s) => [s.row, s.first === -Infinity]), [[2, false], [3, true]]);
  const days = binsOf(c, Uint32Array.from([1]), dayOf("2024-01-01"), dayOf("2024-01-31"), "day").bins;
  assert.equal(Math.max(...days.sure), 0);
  assert.equal(Math.min(...days.possible), 1);
});

test("the extent leaves out what lies far off", () => {
  const many = Array.from({ length: 1000 }, () => ({ first: "2020-06-01", last: "2020-06-30" }));
  const c = columnsOf(outlineOf([{ first: "1890-01-01", last: "1890-01-01" }, ...many]));
  assert.deepEqual(extentOf(c, Uint32Array.from({ length: c.n }, (_, i) => i)), { from: dayOf("2020-06-01"), to: dayOf("2020-06-30") });
  assert.equal(extentOf(c, new Uint32Array(0)), null);
});

test("spans lie in lanes that do not touch", () => {
  const spans = [[0, 10], [5, 8], [11, 12], [6, 20]].map(([first, last], row) => ({ row, first: first!, last: last! }));
  const { at, left } = lanesOf(spans, 2);
  assert.equal(left, 1);
  assert.deepEqual(at.map((p) => [p.span.row, p.lane]), [[0, 0], [1, 1], [2, 0]]);
});
