/* A report as it is drawn: the layers of its text, who speaks in it, and which values stand at which words. Statements come from the
 * case (with what people decided), the rest from the reading as it was coded. */
import type { Reading, ReadingAttribution, Span, Statement } from "./records";
import type { Layer, Segment } from "./layers";
import type { Points } from "./points";
import { sliceOf } from "./points";
import { findWords } from "./claims";
import { sayEdtf, sayRange } from "./say";

export type MarkKind = "evidence" | "trigger" | "party" | "toll" | "time" | "place" | "speaker" | "entity";
export const MARK_KINDS: MarkKind[] = ["evidence", "trigger", "party", "toll", "time", "place", "speaker", "entity"];

export interface Mark {
  kind: MarkKind;
  id: string; /* unique in the report: "s12.role.0", "t3", "e4" */
  label: string; /* "recipient", "killed", a day, a place's name */
  statement: number | null; /* row of the statement it belongs to */
}
export type MarkLayer = Layer<Mark>;

function layer(kind: MarkKind, id: string, label: string, statement: number | null, span: Span): MarkLayer {
  return { begin: span[0], end: span[1], data: { kind, id, label, statement } };
}

export function statementLayers(s: Statement): MarkLayer[] {
  const out = [layer("evidence", `s${s.id}`, s.type, s.id, s.evidence_span), layer("trigger", `s${s.id}.trigger`, s.type, s.id, s.trigger_span)];
  s.roles.forEach((r, i) => out.push(layer("party", `s${s.id}.role.${i}`, r.role, s.id, r.span)));
  s.toll.forEach((l, i) => {
    const span = findWords(s, l.words);
    if (span !== s.evidence_span) out.push(layer("toll", `s${s.id}.toll.${i}`, `${l.effect} ${sayRange(l) ?? ""}`.trim(), s.id, span));
  });
  return out;
}

export function readingLayers(r: Reading): MarkLayer[] {
  const out: MarkLayer[] = [];
  for (const t of r.times) if (t.span) out.push(layer("time", t.id, (t.edtf && sayEdtf(t.edtf)) || t.edtf || "", null, t.span));
  for (const p of r.places) for (const m of p.mentions) out.push(layer("place", p.id, p.name, null, m));
  for (const a of r.attributions) {
    if (a.source) out.push(layer("speaker", a.id, "", null, a.source));
    if (a.cue) out.push(layer("speaker", `${a.id}.cue`, "", null, a.cue));
  }
  for (const e of r.entities) for (const m of e.mentions) out.push(layer("entity", e.id, e.name, null, m.span));
  return out;
}

export function layersOf(statements: readonly Statement[], reading: Reading | null): MarkLayer[] {
  const out = statements.filter((s) => s.review !== "rejected").flatMap(statementLayers);
  return reading ? out.concat(readingLayers(reading)) : out;
}

/* What a segment looks like: the finest mark of each kind that is switched on. */
export function kindsOf(segment: Segment<Mark>, on: ReadonlySet<MarkKind>): MarkKind[] {
  const kinds = new Set<MarkKind>();
  for (const l of segment.layers) if (on.has(l.data.kind)) kinds.add(l.data.kind);
  return MARK_KINDS.filter((k) => kinds.has(k));
}

/* Marks that touch a span, the closest fit first: what somebody means who chooses words. */
export function marksAt(layers: readonly MarkLayer[], span: Span): MarkLayer[] {
  const [begin, end] = span;
  const touched = layers.filter((l) => l.begin < Math.max(end, begin + 1) && l.end > begin);
  const misfit = (l: MarkLayer) => Math.abs(l.begin - begin) + Math.abs(l.end - end);
  return touched.sort((a, b) => misfit(a) - misfit(b));
}

/* Statements whose evidence holds a place of the text, the narrowest first. */
export function statementsAt(statements: readonly Statement[], span: Span): Statement[] {
  const holds = statements.filter((s) => s.evidence_span[0] < Math.max(span[1], span[0] + 1) && s.evidence_span[1] > span[0]);
  const width = (s: Statement) => s.evidence_span[1] - s.evidence_span[0];
  return holds.sort((a, b) => width(a) - width(b));
}

/* ---- who speaks ---- */

export interface Voice {
  id: string;
  name: string; /* the speaker's words, or his name */
  cues: string[];
  span: Span | null;
  statements: Statement[]; /* those that he is the last to speak of */
  inner: Voice[]; /* whom he quotes */
}

/* The voices of a report: a tree whose root, the report itself, is not in the list. `own` are statements in its own voice. */
export function voicesOf(p: Points, reading: Reading, statements: readonly Statement[]): { voices: Voice[]; own: Statement[] } {
  const byId = new Map<string, Voice>();
  const names = new Map(reading.entities.map((e) => [e.id, e.name]));
  for (const a of reading.attributions) byId.set(a.id, voice(p, a, names));
  const roots: Voice[] = [];
  for (const a of reading.attributions) {
    const outer = a.parent ? byId.get(a.parent) : undefined;
    (outer && outer !== byId.get(a.id) ? outer.inner : roots).push(byId.get(a.id)!);
  }
  const own: Statement[] = [];
  const coded = new Map(reading.statements.map((s) => [`${s.id} ${s.trigger[0]}`, s]));
  for (const s of statements) {
    const chain = coded.get(`s${s.number} ${s.trigger_span[0]}`)?.according_to;
    const last = chain?.length ? byId.get(chain[chain.length - 1]!) : undefined;
    if (last) last.statements.push(s);
    else own.push(s);
  }
  return { voices: joined(roots), own };
}

/* Who speaks twice is one voice, where he is quoted by the same. */
function joined(voices: readonly Voice[]): Voice[] {
  const out = new Map<string, Voice>();
  for (const a of voices) {
    const known = out.get(a.name || a.id);
    if (!known) {
      out.set(a.name || a.id, { ...a });
      continue;
    }
    known.cues = [...new Set([...known.cues, ...a.cues])];
    known.statements = known.statements.concat(a.statements);
    known.inner = known.inner.concat(a.inner);
  }
  for (const a of out.values()) a.inner = joined(a.inner);
  return [...out.values()];
}

function voice(p: Points, a: ReadingAttribution, names: Map<string, string>): Voice {
  const name = (a.source_entity && names.get(a.source_entity)) || (a.source && sliceOf(p, ...a.source)) || "";
  return { id: a.id, name, cues: a.cue ? [sliceOf(p, ...a.cue)] : [], span: a.source ?? a.cue, statements: [], inner: [] };
}

/* The rule or head that decided a field, from the reading as it was coded. */
export function whyOf(reading: Reading | null, s: Statement): Record<string, string> {
  const coded = reading?.statements.find((x) => x.id === `s${s.number}` && x.trigger[0] === s.trigger_span[0]);
  return coded?.why ?? {};
}
