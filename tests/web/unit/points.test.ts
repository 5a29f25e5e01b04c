import { strict as assert } from "node:assert";
import { test } from "node:test";
import { pointsOf, sliceOf, toPoint, toUnits, trimmed, wholeWords } from "../../../web/src/model/points";

const mixed = "a😀b\u{10348}cd é 火"; /* two characters outside the basic plane */

test("code points and UTF-16 units are each other's inverse", () => {
  const p = pointsOf(mixed);
  const points = [...mixed];
  assert.equal(p.length, points.length);
  let unit = 0;
  points.forEach((c, i) => {
    assert.equal(toUnits(p, i), unit, `units of ${i}`);
    assert.equal(toPoint(p, unit), i, `point of unit ${unit}`);
    if (c.length === 2) assert.equal(toPoint(p, unit + 1), i, "the middle of a pair is its beginning");
    unit += c.length;
  });
  assert.equal(toUnits(p, p.length), mixed.length);
  assert.equal(toPoint(p, mixed.length), p.length);
});

test("every slice is the slice of the code points", () => {
  const p = pointsOf(mixed);
  const points = [...mixed];
  for (let b = 0; b <= p.length; b++) {
    for (let e = b; e <= p.length; e++) assert.equal(sliceOf(p, b, e), points.slice(b, e).join(""));
  }
});

test("what lies outside the text is brought to its ends", () => {
  const p = pointsOf("ab");
  assert.equal(toUnits(p, -3), 0);
  assert.equal(toUnits(p, 99), 2);
  assert.equal(sliceOf(p, 1, 99), "b");
});

test("a lone surrogate counts as one", () => {
  assert.equal(pointsOf("a\ud83d").length, 2);
  assert.equal(pointsOf("\ude00a").length, 2);
});

test("a choice loses white space at its ends and may be made backwards", () => {
  const p = pointsOf("😀 two words \n");
  assert.deepEqual(trimmed(p, 1, 12), [2, 11]);
  assert.deepEqual(trimmed(p, 12, 1), [2, 11]);
  assert.equal(trimmed(p, 1, 2), null);
  assert.equal(trimmed(p, 4, 4), null);
});

test("a choice grows to whole words, in any script", () => {
  const p = pointsOf("😀 Popayán, the café");
  assert.equal(sliceOf(p, ...wholeWords(p, 4, 7)!), "Popayán");
  assert.equal(sliceOf(p, ...wholeWords(p, 16, 17)!), "café");
  assert.equal(sliceOf(p, ...wholeWords(p, 2, 9)!), "Popayán");
});
