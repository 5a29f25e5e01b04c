/* A missed statement, from chosen words to what is sent. */
import assert from "node:assert/strict";
import test from "node:test";
import { additionOf, numberIn, readWhen } from "../../../web/src/model/addition";
import type { Reading } from "../../../web/src/model/records";

const reading = {
  times: [
    { id: "t1", span: [40, 50], type: "DATE", edtf: "2024-03", begin: "2024-03-01", end: "2024-03-31" },
    { id: "t2", span: [10, 18], type: "DATE", edtf: "2024-03-11", begin: "2024-03-11", end: "2024-03-11" },
    { id: "t3", span: [20, 25], type: "DURATION", edtf: null, begin: null, end: null },
    { id: "t4", span: null, type: "DATE", edtf: "2024-03-12", begin: "2024-03-12", end: "2024-03-12" },
  ],
} as unknown as Reading;

test("a date is what was read in the words", () => {
  assert.equal(readWhen(reading, [12, 14]), "2024-03-11");
  assert.equal(readWhen(reading, [0, 60]), "2024-03-11");
  assert.equal(readWhen(reading, [45, 60]), "2024-03");
  for (const none of [[18, 20], [20, 25], [50, 60]] as [number, number][]) assert.equal(readWhen(reading, none), "");
  assert.equal(readWhen(null, [12, 14]), "");
});

test("a number is the one that stands in the words", () => {
  assert.equal(numberIn("at least 14 people"), "14");
  assert.equal(numberIn("some 1,200 villagers"), "1200");
  assert.equal(numberIn("1\u202f200\u00a0000 people"), "1200000");
  for (const none of ["Ten people", "", "between 10 and 15"]) assert.equal(numberIn(none), "");
});

test("spans go where words were chosen, words where they were typed", () => {
  const sent = additionOf(3, { words: "shot", agent: "gunmen", place: " Gao ", when: "2024-03-11", toll: "4", target: " " }, { words: [5, 9], agent: [0, 3], when: [10, 18], toll: [20, 24] },
    { type: "ASSAULT", mode: "", certainty: "fact", effect: "killed", incident: "7" });
  assert.deepEqual(sent, { report: 3, type: "ASSAULT", span: [5, 9], place: "Gao", certainty: "fact", when: "2024-03-11", effect: "killed", toll: 4, incident: 7,
    spans: { agent: [0, 3], when: [10, 18], toll: [20, 24] } });
  // What counts nothing and dates nothing is not sent, also where words were chosen for it.
  assert.deepEqual(additionOf(3, { words: " shot ", toll: "4", when: "" }, { toll: [1, 2], when: [3, 4] }, { type: "ASSAULT" }), { report: 3, type: "ASSAULT", words: "shot" });
});
