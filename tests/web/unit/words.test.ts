import { strict as assert } from "node:assert";
import { test } from "node:test";
import { pointsOf, sliceOf } from "../../../web/src/model/points";
import { spanOfCursor, step, wordsOf } from "../../../web/src/model/words";

const p = pointsOf("😀 Jama'at al-Nusra killed 1,300 people. مرحبا!");
const words = wordsOf(p);

test("words of any script, with what joins them", () => {
  assert.deepEqual(words.map((w) => sliceOf(p, ...w)), ["Jama'at", "al-Nusra", "killed", "1,300", "people", "مرحبا"]);
});

test("a walk over words stays in the text, and keeps its anchor while it grows", () => {
  let c = step(words, null, 1, false);
  assert.deepEqual(c, { anchor: 0, head: 0 });
  c = step(words, c, -1, false);
  assert.deepEqual(c, { anchor: 0, head: 0 });
  c = step(words, step(words, c, 1, true), 1, true)!;
  assert.equal(sliceOf(p, ...spanOfCursor(words, c)), "Jama'at al-Nusra killed");
  c = step(words, c, 1, false)!;
  assert.equal(sliceOf(p, ...spanOfCursor(words, c)), "1,300");
  for (let i = 0; i < 9; i++) c = step(words, c, 1, false)!;
  assert.equal(c.head, words.length - 1);
  assert.equal(step([], null, 1, false), null);
});

test("a walk begins at the words that are looked at", () => {
  const at = words[3]![0];
  assert.equal(step(words, null, 1, false, at)!.head, 3);
});
