import { strict as assert } from "node:assert";
import { test } from "node:test";
import { paragraphsOf, piecesOf, segmentsOf } from "../../../web/src/model/layers";
import { pointsOf, sliceOf } from "../../../web/src/model/points";

const layer = (begin: number, end: number, data: string) => ({ begin, end, data });

test("segments join to the text, without gap or overlap", () => {
  const p = pointsOf("😀 one two three");
  const layers = [layer(2, 5, "a"), layer(4, 9, "b"), layer(0, 15, "c"), layer(4, 9, "d"), layer(7, 7, "empty"), layer(14, 40, "over")];
  const segments = segmentsOf(p, layers);
  assert.equal(segments.map((s) => s.text).join(""), p.text);
  let at = 0;
  for (const s of segments) {
    assert.equal(s.begin, at);
    at = s.end;
  }
  assert.equal(at, p.length);
});

test("a segment has just the layers that cover it, the widest first", () => {
  const p = pointsOf("abcdefghij");
  const layers = [layer(2, 5, "narrow"), layer(4, 9, "right"), layer(0, 10, "all")];
  const segments = segmentsOf(p, layers);
  for (const s of segments) {
    const expected = layers.filter((l) => l.begin <= s.begin && s.end <= l.end).map((l) => l.data).sort();
    assert.deepEqual(s.layers.map((l) => l.data).sort(), expected, `${s.begin}-${s.end}`);
  }
  assert.deepEqual(segments.find((s) => s.begin === 4)!.layers.map((l) => l.data), ["all", "right", "narrow"]);
});

test("each layer starts once, also when only a part of the text is drawn", () => {
  const p = pointsOf("abcdefghij");
  const layers = [layer(0, 10, "all"), layer(1, 4, "before"), layer(5, 6, "in"), layer(9, 10, "after")];
  const segments = segmentsOf(p, layers, 3, 8);
  assert.equal(segments.map((s) => s.text).join(""), "defgh");
  assert.deepEqual(segments.flatMap((s) => s.starts.map((l) => l.data)).sort(), ["all", "before", "in"]);
});

test("many layers stay fast", () => {
  const p = pointsOf("word ".repeat(20000));
  const layers = Array.from({ length: 5000 }, (_, i) => layer(i * 20, i * 20 + 30, String(i)));
  const t0 = performance.now();
  segmentsOf(p, layers);
  assert.ok(performance.now() - t0 < 2000);
});

test("paragraphs part at empty lines and keep their places", () => {
  const p = pointsOf("Head 😀\n\nOne\nstill one\n \n\nTwo\n");
  const spans = paragraphsOf(p);
  assert.deepEqual(
    spans.map(([b, e]) => sliceOf(p, b, e)),
    ["Head 😀", "One\nstill one", "Two\n"],
  );
});

test("what turns the order of letters, or is not seen, is named", () => {
  assert.deepEqual(piecesOf("plain text\n"), [{ text: "plain text\n", hidden: null }]);
  const pieces = piecesOf("a\u202eb\u200bc\u0007");
  assert.deepEqual(
    pieces.map((x) => x.hidden ?? x.text),
    ["a", "U+202E", "b", "U+200B", "c", "U+0007"],
  );
  assert.equal(piecesOf("می\u200cخواهم").length, 1, "the non-joiner of Persian is a part of its spelling");
});
