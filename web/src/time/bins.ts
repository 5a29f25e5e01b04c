/* Incidents by time. What is dated within a bin is counted there; what may have been in one of several bins (a month among
 * days, an open end) is never put into one: it is counted as possible in each, or drawn as a span. */
import { NO_DAY, type Columns } from "../model/columns";
import { unitStart, type Unit } from "../model/days";

export interface Bins {
  unit: Unit;
  start: Int32Array; /* first day of each bin, and of the one after the last */
  sure: Int32Array;
  possible: Int32Array; /* of incidents that are longer than a bin: those that may be in it */
  undated: number;
}

/** Spans that are drawn one by one; more are drawn as `possible` only. */
export const SPANS_MAX = 60;
export interface Span {
  row: number;
  first: number; /* -Infinity, Infinity: open */
  last: number;
}

/** Bins at most: a canvas has fewer columns. */
const BINS_MAX = 4000;

/** The finest unit whose bars can still be told apart. */
const BAR_PX = 3.5;

export function unitFor(days: number, width: number): Unit {
  if (width / days >= BAR_PX) return "day";
  return (width * 30.4) / days >= BAR_PX ? "month" : "year";
}

/** The bin of a day among starts that rise; -1 or the last where it is outside. */
function binOf(start: Int32Array, day: number): number {
  let lo = 0, hi = start.length;
  while (lo < hi) {
    const mid = (lo + hi) >> 1;
    if (start[mid]! <= day) lo = mid + 1;
    else hi = mid;
  }
  return lo - 1;
}

export function binsOf(c: Columns, rows: Uint32Array, from: number, to: number, unit: Unit): { bins: Bins; spans: Span[] } {
  const starts: number[] = [];
  for (let d = unitStart(unit, from); starts.length <= BINS_MAX; d = unitStart(unit, d, 1)) {
    starts.push(d);
    if (d > to) break;
  }
  const start = Int32Array.from(starts);
  const n = start.length - 1;
  const sure = new Int32Array(n), step = new Int32Array(n + 1);
  const spans: Span[] = [];
  let undated = 0;
  for (const i of rows) {
    const a = c.first[i]!, b = c.last[i]!;
    if (a === NO_DAY && b === NO_DAY) {
      undated++;
      continue;
    }
    const first = a === NO_DAY ? -Infinity : a, last = b === NO_DAY ? Infinity : b;
    if (last < start[0]! || first >= start[n]!) continue;
    const lo = Math.max(0, binOf(start, first)), hi = Math.min(n - 1, binOf(start, last));
    if (lo === hi && first >= start[0]! && last < start[n]!) {
      sure[lo]!++;
      continue;
    }
    step[lo]!++;
    step[hi + 1]!--;
    if (spans.length <= SPANS_MAX) spans.push({ row: i, first, last });
  }
  const possible = new Int32Array(n);
  for (let k = 0, sum = 0; k < n; k++) possible[k] = sum += step[k]!;
  return { bins: { unit, start, sure, possible, undated }, spans: spans.length > SPANS_MAX ? [] : spans };
}

/** The days that there is something of, without the few that lie far off; null when nothing is dated. */
export function extentOf(c: Columns, rows: Uint32Array): { from: number; to: number } | null {
  const days: number[] = [];
  for (const i of rows) {
    if (c.first[i] !== NO_DAY) days.push(c.first[i]!);
    if (c.last[i] !== NO_DAY) days.push(c.last[i]!);
  }
  if (!days.length) return null;
  const sorted = Int32Array.from(days).sort();
  const far = Math.floor(sorted.length * 0.005);
  return { from: sorted[far]!, to: sorted[sorted.length - 1 - far]! };
}

/** Lanes for spans, so that none lies on another; what finds no lane among so many is left out, and how many are. */
export function lanesOf(spans: Span[], lanes: number): { at: { span: Span; lane: number }[]; left: number } {
  const ends = new Array<number>(lanes).fill(-Infinity);
  const at: { span: Span; lane: number }[] = [];
  let left = 0;
  for (const span of [...spans].sort((p, q) => p.first - q.first || p.last - q.last)) {
    const lane = ends.findIndex((e) => e < span.first || (e === -Infinity && span.first === -Infinity));
    if (lane < 0) {
      left++;
      continue;
    }
    ends[lane] = span.last;
    at.push({ span, lane });
  }
  return { at, left };
}
