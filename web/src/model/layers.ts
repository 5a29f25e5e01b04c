/* Overlapping spans over a text, laid out as segments: the text is cut wherever a span begins or ends, and each segment knows the
 * spans that cover it. Drawn as one element a segment, no markup nests and nothing needs to be escaped. */
import type { Points } from "./points";
import { sliceOf } from "./points";

export interface Layer<T> {
  begin: number; /* code points */
  end: number;
  data: T;
}

export interface Segment<T> {
  begin: number;
  end: number;
  text: string;
  layers: Layer<T>[]; /* widest first, so that the last is the finest */
  starts: Layer<T>[]; /* those that begin here */
}

/* Segments of text[from, to): they join without gap or overlap. Spans outside are cut, empty ones left out. */
export function segmentsOf<T>(p: Points, layers: readonly Layer<T>[], from = 0, to = p.length): Segment<T>[] {
  const inside = layers.filter((l) => l.begin < l.end && l.begin < to && l.end > from);
  const cuts = new Set<number>([from, to]);
  for (const l of inside) {
    if (l.begin > from) cuts.add(l.begin);
    if (l.end < to) cuts.add(l.end);
  }
  const at = [...cuts].sort((a, b) => a - b);
  const waiting = [...inside].sort((a, b) => a.begin - b.begin || b.end - a.end);
  const segments: Segment<T>[] = [];
  let open: Layer<T>[] = [];
  let next = 0;
  for (let i = 0; i + 1 < at.length; i++) {
    const begin = at[i]!;
    const end = at[i + 1]!;
    open = open.filter((l) => l.end > begin);
    const starts: Layer<T>[] = [];
    while (next < waiting.length && Math.max(waiting[next]!.begin, from) <= begin) {
      const l = waiting[next++]!;
      open.push(l);
      starts.push(l);
    }
    const sorted = [...open].sort((a, b) => b.end - b.begin - (a.end - a.begin));
    segments.push({ begin, end, text: sliceOf(p, begin, end), layers: sorted, starts });
  }
  return segments;
}

/* The paragraphs of a text, as spans: they part at empty lines; a single line end stays within. */
export function paragraphsOf(p: Points): [number, number][] {
  const out: [number, number][] = [];
  const parts = /\n[^\S\n]*\n\s*/g;
  let point = 0;
  let unit = 0;
  const push = (to: number) => {
    const n = [...p.text.slice(unit, to)].length;
    if (n > 0) out.push([point, point + n]);
    point += n;
    unit = to;
  };
  for (let m = parts.exec(p.text); m; m = parts.exec(p.text)) {
    push(m.index);
    point += m[0].length; /* white space of the basic plane */
    unit = m.index + m[0].length;
  }
  push(p.text.length);
  return out;
}

/* Characters that turn the order of what follows, or are not seen: shown by name, so that no report hides what it says. Joiners
 * (U+200C, U+200D) are not among them: Persian and Hindi are spelled with them. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u;

export interface Piece {
  text: string;
  hidden: string | null; /* "U+202E" when the piece is one character that is not seen */
}

export function piecesOf(text: string): Piece[] {
  if (!HIDDEN.test(text)) return [{ text, hidden: null }];
  const out: Piece[] = [];
  let plain = "";
  for (const c of text) {
    if (HIDDEN.test(c)) {
      if (plain) out.push({ text: plain, hidden: null });
      plain = "";
      out.push({ text: c, hidden: "U+" + c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0") });
    } else {
      plain += c;
    }
  }
  if (plain) out.push({ text: plain, hidden: null });
  return out;
}
