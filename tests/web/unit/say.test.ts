import { strict as assert } from "node:assert";
import { test } from "node:test";
import { editableRange, editableWhen, sayEdtf, sayFile, sayMoment, sayNumber, sayRange, sayType, sayWhen, sayWhere } from "../../../web/src/model/say";
import type { When } from "../../../web/src/model/records";

const when = (edtf: string | null, begin: string | null = null, end: string | null = null): When => ({ edtf, begin, end, precision: "day" });

test("a file is called without its folders", () => {
  assert.deepEqual(["/home/ana/news/a b.txt", "C:\\news\\b.html", "c.txt", "d/", null].map(sayFile), ["a b.txt", "b.html", "c.txt", "d", null]);
});

test("dates read one way only", () => {
  const cases: [string, string][] = [
    ["2022-09-05", "2022-09-05"],
    ["2022-09", "September 2022"],
    ["2022", "2022"],
    ["2017~", "about 2017"],
    ["2023-22", "summer 2023"],
    ["2021/..", "since 2021"],
    ["../2021-03", "until March 2021"],
    ["2023-22/..", "since summer 2023"],
    ["2024-05-03/2024-05-05", "2024-05-03 to 2024-05-05"],
    ["2024-03-11~/2024-04-09~", "about 2024-03-11 to about 2024-04-09"],
    ["XXXX-09-05", "5 September, year not told"],
    ["XXXX-09", "September, year not told"],
    ["199X", "the 1990s"],
    ["2022-XX-XX", "2022"],
    ["2022/2022", "2022"],
  ];
  for (const [edtf, said] of cases) assert.equal(sayEdtf(edtf), said, edtf);
});

test("what is no date is not said to be one", () => {
  for (const bad of ["", "../..", "soon", "2022-13", "2022-09-05T10:00", "1/2/3"]) assert.equal(sayEdtf(bad), null, bad);
});

test("without an expression the days speak", () => {
  assert.equal(sayWhen(null), "no date");
  assert.equal(sayWhen(when(null, "2022-09-05", "2022-09-05")), "2022-09-05");
  assert.equal(sayWhen(when(null, "2022-09-01", "2022-09-30")), "September 2022");
  assert.equal(sayWhen(when(null, "2024-02-01", "2024-02-29")), "February 2024");
  assert.equal(sayWhen(when(null, "2023-02-01", "2023-02-27")), "2023-02-01 to 2023-02-27");
  assert.equal(sayWhen(when(null, "2022-01-01", "2022-12-31")), "2022");
  assert.equal(sayWhen(when(null, "2022-01-01", null)), "since 2022-01-01");
  assert.equal(sayWhen(when("gibberish", null, "2022-01-01")), "until 2022-01-01");
});

test("a time can be edited as the command line takes it", () => {
  assert.equal(editableWhen(null), "");
  assert.equal(editableWhen(when("2022-09")), "2022-09");
  assert.equal(editableWhen(when("2024-05-03/2024-05-05")), "2024-05-03/2024-05-05");
  assert.equal(editableWhen(when("2017~", "2017-01-01", "2017-12-31")), "2017-01-01/2017-12-31");
});

test("tolls say which end is open", () => {
  const r = (low: number | null, best: number | null, high: number | null) => ({ low, best, high });
  assert.equal(sayRange(r(6, 6, 6)), "6");
  assert.equal(sayRange(r(80, 80, null)), "at least 80");
  assert.equal(sayRange(r(null, 5, 5)), "up to 5");
  assert.equal(sayRange(r(10, 12, 14)), "12 (10–14)");
  assert.equal(sayRange(r(10, 12, null)), "12 (at least 10)");
  assert.equal(sayRange(r(10, null, 14)), "10–14");
  assert.equal(sayRange(r(null, 7, null)), "7");
  assert.equal(sayRange(r(null, null, null)), null);
  assert.equal(sayRange(r(0, 0, 0)), "0");
  assert.equal(editableRange(r(8, 8, 8)), "8");
  assert.equal(editableRange(r(8, null, 12)), "8//12");
  assert.equal(editableRange(undefined), "");
});

test("numbers, places, types and moments", () => {
  assert.equal(sayNumber(1234567), "1\u202f234\u202f567");
  assert.equal(sayNumber(999), "999");
  const where = { name: "Cauca", geonames: null, lat: null, lon: null, country: "COL", admin1: "Cauca", admin2: null, precision: null };
  assert.equal(sayWhere(where), "Cauca, COL");
  assert.equal(sayWhere(null), "no place");
  assert.equal(sayType("ASSAULT", "firearms"), "Assault · firearms");
  assert.equal(sayType("split-from"), "Split from");
  assert.equal(sayMoment("2026-11-26T21:58:54Z"), "2026-11-26 21:58 UTC");
});
