/* Code points and UTF-16. Spans of a report count code points; JavaScript's strings count UTF-16 units. A text is looked through
 * once: `pairs` holds where each surrogate pair stands, so that a text of the basic plane costs nothing and both directions are a
 * binary search. */
export interface Points {
  text: string;
  length: number; /* in code points */
  pairs: number[]; /* code point index of each character that takes two units, ascending */
}

export function pointsOf(text: string): Points {
  const pairs: number[] = [];
  let point = 0;
  for (let i = 0; i < text.length; i++, point++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00 && i + 1 < text.length) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next < 0xe000) {
        pairs.push(point);
        i++;
      }
    }
  }
  return { text, length: point, pairs };
}

/* How many values of an ascending list are below x. */
export function countBelow(list: readonly number[], x: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (list[mid]! < x) low = mid + 1;
    else high = mid;
  }
  return low;
}

/* UTF-16 index of a code point; what lies outside the text is brought to its ends. */
export function toUnits(p: Points, point: number): number {
  const at = Math.max(0, Math.min(p.length, point));
  return at + countBelow(p.pairs, at);
}

/* Code point of a UTF-16 index; the middle of a pair counts as its beginning. */
export function toPoint(p: Points, unit: number): number {
  const at = Math.max(0, Math.min(p.text.length, unit));
  let low = 0;
  let high = p.pairs.length;
  while (low < high) {
    /* pairs[i] begins at unit pairs[i] + i and ends at pairs[i] + i + 2 */
    const mid = (low + high) >> 1;
    if (p.pairs[mid]! + mid + 2 <= at) low = mid + 1;
    else high = mid;
  }
  const inside = low < p.pairs.length && p.pairs[low]! + low + 1 === at;
  return at - low - (inside ? 1 : 0);
}

export function sliceOf(p: Points, begin: number, end: number): string {
  return p.text.slice(toUnits(p, begin), toUnits(p, end));
}

/* The span that a choice of words means: without white space at its ends, null when nothing is left. */
export function trimmed(p: Points, begin: number, end: number): [number, number] | null {
  let from = toUnits(p, Math.min(begin, end));
  let to = toUnits(p, Math.max(begin, end));
  while (from < to && /\s/.test(p.text[from]!)) from++;
  while (to > from && /\s/.test(p.text[to - 1]!)) to--;
  return from < to ? [toPoint(p, from), toPoint(p, to)] : null;
}

/* The span widened to whole words, as a reader means it who lets go in the middle of one. */
export function wholeWords(p: Points, begin: number, end: number): [number, number] | null {
  const span = trimmed(p, begin, end);
  if (!span) return null;
  const inWord = /[\p{L}\p{N}\p{M}]/u;
  const at = (point: number) => sliceOf(p, point, point + 1);
  let [from, to] = span;
  while (from > 0 && inWord.test(at(from)) && inWord.test(at(from - 1))) from--;
  while (to < p.length && inWord.test(at(to - 1)) && inWord.test(at(to))) to++;
  return [from, to];
}
