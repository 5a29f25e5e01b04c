/* The words of a text, to walk over them by keyboard. */
import type { Points } from "./points";
import { countBelow, toPoint } from "./points";
import type { Span } from "./records";

export function wordsOf(p: Points): Span[] {
  const out: Span[] = [];
  for (const m of p.text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’.,-][\p{L}\p{N}\p{M}]+)*/gu)) {
    out.push([toPoint(p, m.index), toPoint(p, m.index + m[0].length)]);
  }
  return out;
}

export interface Cursor {
  anchor: number; /* indices of words */
  head: number;
}

/* One word on or back; `extend` keeps the anchor. Without a cursor the walk begins at a point of the text. */
export function step(words: readonly Span[], cursor: Cursor | null, by: 1 | -1, extend: boolean, from = 0): Cursor | null {
  if (!words.length) return null;
  if (!cursor) {
    const at = Math.min(words.length - 1, countBelow(words.map((w) => w[1]), from + 1));
    return { anchor: at, head: at };
  }
  const head = Math.max(0, Math.min(words.length - 1, cursor.head + by));
  return { anchor: extend ? cursor.anchor : head, head };
}

export function spanOfCursor(words: readonly Span[], c: Cursor): Span {
  const first = words[Math.min(c.anchor, c.head)]!;
  const last = words[Math.max(c.anchor, c.head)]!;
  return [first[0], last[1]];
}
