import { strict as assert } from "node:assert";
import { test } from "node:test";
import { kindsOf, layersOf, marksAt, MARK_KINDS, statementsAt, voicesOf, whyOf } from "../../../web/src/model/reading";
import { segmentsOf } from "../../../web/src/model/layers";
import { pointsOf } from "../../../web/src/model/points";
import type { Reading } from "../../../web/src/model/records";
import { role, statement, toll } from "./made";

const text = "😀 The UN said that, according to Mali, gunmen killed six in Bama on Monday.";
const p = pointsOf(text);
const find = (words: string): [number, number] => {
  const at = [...text.slice(0, text.indexOf(words))].length;
  return [at, at + [...words].length];
};
const s = statement({
  number: 7, trigger: "killed", trigger_span: find("killed"), evidence: "gunmen killed six in Bama on Monday", evidence_span: find("gunmen killed six in Bama on Monday"),
  roles: [role("agent", "gunmen", { span: find("gunmen") })], toll: [toll("killed", 6, "six")],
});
const reading: Reading = {
  sentences: [], entities: [{ id: "e1", type: "organisation", name: "United Nations", actor: "un", sector: null, country: null, mentions: [{ span: find("The UN"), kind: "name" }] }],
  places: [{ id: "p1", name: "Bama", geonames: 1, lat: 1, lon: 1, country: "NGA", admin1: null, admin2: null, precision: "town", mentions: [find("Bama")] }],
  times: [{ id: "t1", span: find("Monday"), type: "DATE", edtf: "2024-03-11", begin: null, end: null }, { id: "t2", span: null, type: "DATE", edtf: "2024", begin: null, end: null }],
  attributions: [
    { id: "a1", source: find("The UN"), cue: find("said"), content: [], source_entity: "e1", kind: "paraphrase", parent: null },
    { id: "a2", source: find("Mali"), cue: find("according to"), content: [], source_entity: null, kind: "paraphrase", parent: "a1" },
  ],
  statements: [{ id: "s7", trigger: find("killed"), when: "t1", where: ["p1"], roles: [], toll: [], according_to: ["a1", "a2"], evidence: s.evidence_span, why: { type: "lexicon:kill/v" } }],
};

test("all that was read has its layer, at its words", () => {
  const layers = layersOf([s], reading);
  const words = layers.map((l) => `${l.data.kind} ${[...text].slice(l.begin, l.end).join("")}`);
  for (const w of ["party gunmen", "trigger killed", "toll six", "place Bama", "time Monday", "speaker The UN", "entity The UN"]) {
    assert.ok(words.includes(w), w);
  }
  assert.equal(layersOf([{ ...s, review: "rejected" }], null).length, 0);
});

test("switches choose what a segment shows", () => {
  const segments = segmentsOf(p, layersOf([s], reading));
  const six = segments.find((x) => x.text === "six")!;
  assert.deepEqual(kindsOf(six, new Set(MARK_KINDS)), ["evidence", "toll"]);
  assert.deepEqual(kindsOf(six, new Set(["time"])), []);
});

test("chosen words give the values, the closest fit first", () => {
  const layers = layersOf([s], reading);
  assert.equal(marksAt(layers, find("Bama"))[0]!.data.kind, "place");
  assert.deepEqual(marksAt(layers, [0, 1]), []);
  assert.ok(marksAt(layers, [find("six")[0], find("six")[0]]).some((l) => l.data.kind === "toll"), "a caret counts as the letter after it");
  assert.deepEqual(statementsAt([s], find("six")).map((x) => x.id), [s.id]);
  assert.deepEqual(statementsAt([s], [0, 1]), []);
});

test("who speaks through whom", () => {
  const own = statement({ number: 9, trigger_span: [0, 1] });
  const { voices, own: rest } = voicesOf(p, reading, [s, own]);
  assert.equal(voices.length, 1);
  assert.equal(voices[0]!.name, "United Nations");
  assert.equal(voices[0]!.inner[0]!.name, "Mali");
  assert.deepEqual(voices[0]!.inner[0]!.cues, ["according to"]);
  assert.deepEqual(voices[0]!.inner[0]!.statements.map((x) => x.id), [s.id]);
  assert.deepEqual(rest.map((x) => x.id), [own.id]);
});

test("who speaks twice is one voice", () => {
  const twice = { ...reading, attributions: [...reading.attributions, { id: "a3", source: null, cue: find("killed"), content: [], source_entity: "e1", kind: "quote", parent: null }] };
  const { voices } = voicesOf(p, twice, []);
  assert.deepEqual(voices.map((x) => [x.name, x.cues]), [["United Nations", ["said", "killed"]]]);
});

test("why is found for the program's own statements only", () => {
  assert.equal(whyOf(reading, s).type, "lexicon:kill/v");
  assert.deepEqual(whyOf(reading, statement({ number: 7, trigger_span: [1, 2] })), {});
  assert.deepEqual(whyOf(null, s), {});
});
