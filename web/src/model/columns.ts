/* The outline as typed columns, and which of its rows a filter keeps: the rules of docs/incidents.md, as the server has them. */
import type { Outline } from "../api/types";
import { parseBox, type Filter, type Order } from "./filter";
import { dayOf } from "./days";

/** Stands in `first` and `last` for an open or missing end. */
export const NO_DAY = -0x80000000;

export interface Columns extends Omit<Outline, "id" | "first" | "last" | "lat" | "lon" | "radius_km" | "country" | "type" | "killed" | "sources" | "review" | "confidence" | "precision"> {
  id: Uint32Array;
  first: Int32Array;
  last: Int32Array;
  precision: Uint8Array;
  lat: Float64Array; /* NaN: no point */
  lon: Float64Array;
  radius_km: Float64Array;
  country: Int16Array; /* -1: none */
  type: Uint8Array;
  killed: Int32Array; /* -1: not known */
  sources: Int32Array;
  review: Uint8Array;
  confidence: Float64Array; /* NaN: none */
}

interface Column { [i: number]: number }

function filled<T extends Column>(column: T, from: (number | null)[], none: number): T {
  for (let i = 0; i < from.length; i++) column[i] = from[i] ?? none;
  return column;
}

export function columnsOf(o: Outline): Columns {
  const n = o.n;
  return {
    n, more: o.more, precisions: o.precisions, countries: o.countries, types: o.types, reviews: o.reviews,
    id: Uint32Array.from(o.id),
    first: filled(new Int32Array(n), o.first, NO_DAY),
    last: filled(new Int32Array(n), o.last, NO_DAY),
    precision: filled(new Uint8Array(n), o.precision, 0),
    lat: filled(new Float64Array(n), o.lat, NaN),
    lon: filled(new Float64Array(n), o.lon, NaN),
    radius_km: filled(new Float64Array(n), o.radius_km, 0),
    country: filled(new Int16Array(n), o.country, -1),
    type: filled(new Uint8Array(n), o.type, 0),
    killed: filled(new Int32Array(n), o.killed, -1),
    sources: filled(new Int32Array(n), o.sources, 0),
    review: filled(new Uint8Array(n), o.review, 0),
    confidence: filled(new Float64Array(n), o.confidence, NaN),
  };
}

type Test = (i: number) => boolean;

function days(c: Columns, f: Filter): Test[] {
  const from = dayOf(f.from);
  const to = dayOf(f.to);
  const tests: Test[] = [];
  if (!Number.isNaN(from) || !Number.isNaN(to)) tests.push((i) => c.first[i] !== NO_DAY || c.last[i] !== NO_DAY);
  if (!Number.isNaN(from)) tests.push((i) => c.last[i] === NO_DAY || c.last[i]! >= from);
  if (!Number.isNaN(to)) tests.push((i) => c.first[i] === NO_DAY || c.first[i]! <= to);
  return tests;
}

function others(c: Columns, f: Filter): Test[] {
  const tests: Test[] = [];
  const equal = (list: string[], column: ArrayLike<number>, wanted: string | undefined) => {
    if (wanted === undefined) return;
    const at = list.indexOf(wanted);
    tests.push(at < 0 ? () => false : (i) => column[i] === at);
  };
  const least = (column: ArrayLike<number>, wanted: string | undefined) => {
    const n = Number(wanted);
    if (wanted !== undefined && n > 0) tests.push((i) => column[i]! >= n); // NaN is never enough
  };
  equal(c.countries, c.country, f.country);
  equal(c.types, c.type, f.type);
  if (f.reviewed === "any") {
    const none = c.reviews.indexOf("none");
    tests.push((i) => c.review[i] !== none);
  } else equal(c.reviews, c.review, f.reviewed);
  least(c.killed, f.min_killed);
  least(c.sources, f.min_sources);
  least(c.confidence, f.min_confidence);
  const b = parseBox(f.box);
  if (b) {
    const crosses = b.west > b.east;
    tests.push((i) => c.lat[i]! >= b.south && c.lat[i]! <= b.north);
    tests.push(crosses ? (i) => c.lon[i]! >= b.west || c.lon[i]! <= b.east : (i) => c.lon[i]! >= b.west && c.lon[i]! <= b.east);
  }
  return tests;
}

/** All rows as they came. */
export function allRows(c: Columns): Uint32Array {
  return Uint32Array.from(c.id, (_, i) => i);
}

/** All rows of columns that came by id, in an order of the table: the rules of docs/incidents.md, as the server has them. */
export function rowsBy(c: Columns, order: Order): Uint32Array {
  const n = c.n, top = 2 ** 31;
  // What comes first has the smaller rank, below 2^33, so that rank * n + row is a whole number that a double holds.
  const rank: Record<Order, (i: number) => number> = {
    id: () => 0,
    day: (i) => (c.first[i] === NO_DAY ? 2 * top : c.first[i]! + top),
    latest: (i) => top - c.first[i]!,
    killed: (i) => top - c.killed[i]!,
    sources: (i) => top - c.sources[i]!,
  };
  const of = rank[order], last = order === "latest"; // among equals the highest id first
  const keys = new Float64Array(n);
  for (let i = 0; i < n; i++) keys[i] = of(i) * n + (last ? n - 1 - i : i);
  keys.sort();
  const rows = new Uint32Array(n);
  for (let k = 0; k < n; k++) {
    const i = keys[k]! - Math.floor(keys[k]! / n) * n;
    rows[k] = last ? n - 1 - i : i;
  }
  return rows;
}

/** A mark for each row of columns that came by id whose id is among these, which rise, too. */
export function marksOf(c: Columns, ids: readonly number[]): Uint8Array {
  const marks = new Uint8Array(c.n);
  for (let i = 0, k = 0; i < c.n && k < ids.length; ) {
    if (c.id[i] === ids[k]) marks[i] = 1;
    if (c.id[i]! <= ids[k]!) i++;
    else k++;
  }
  return marks;
}

function pick(from: Uint32Array, tests: Test[]): Uint32Array {
  if (!tests.length) return from;
  const out = new Uint32Array(from.length);
  let n = 0;
  for (const i of from) if (tests.every((t) => t(i))) out[n++] = i;
  return out.subarray(0, n);
}

/** Of these rows (indices) those that all of the filter but its days keeps; `marks`: and that are marked. */
export function keepAnyDay(c: Columns, f: Filter, of: Uint32Array, marks: Uint8Array | null = null): Uint32Array {
  return pick(of, [...(marks ? [(i: number) => marks[i] === 1] : []), ...others(c, f)]);
}

/** Of these rows those that its days keep. */
export function keepDays(c: Columns, f: Filter, of: Uint32Array): Uint32Array {
  return pick(of, days(c, f));
}
