/* The outline as typed columns, and which of its rows a filter keeps: the rules of docs/incidents.md, as the server has them. */
import type { Outline } from "../api/types";
import { parseBox, type Filter } from "./filter";
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

const filled = <T>(from: (number | null)[], make: (n: number[]) => T, none: number): T => make(from.map((x) => x ?? none));

export function columnsOf(o: Outline): Columns {
  return {
    n: o.n, more: o.more, precisions: o.precisions, countries: o.countries, types: o.types, reviews: o.reviews,
    id: Uint32Array.from(o.id),
    first: filled(o.first, (v) => Int32Array.from(v), NO_DAY),
    last: filled(o.last, (v) => Int32Array.from(v), NO_DAY),
    precision: Uint8Array.from(o.precision),
    lat: filled(o.lat, (v) => Float64Array.from(v), NaN),
    lon: filled(o.lon, (v) => Float64Array.from(v), NaN),
    radius_km: filled(o.radius_km, (v) => Float64Array.from(v), 0),
    country: filled(o.country, (v) => Int16Array.from(v), -1),
    type: Uint8Array.from(o.type),
    killed: filled(o.killed, (v) => Int32Array.from(v), -1),
    sources: Int32Array.from(o.sources),
    review: Uint8Array.from(o.review),
    confidence: filled(o.confidence, (v) => Float64Array.from(v), NaN),
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

function pick(from: Uint32Array, tests: Test[]): Uint32Array {
  if (!tests.length) return from;
  const out = new Uint32Array(from.length);
  let n = 0;
  for (const i of from) if (tests.every((t) => t(i))) out[n++] = i;
  return out.subarray(0, n);
}

/** Rows (indices) that all of the filter but its days keeps. */
export function keepAnyDay(c: Columns, f: Filter): Uint32Array {
  const all = new Uint32Array(c.n);
  for (let i = 0; i < c.n; i++) all[i] = i;
  return pick(all, others(c, f));
}

/** Of these rows those that its days keep. */
export function keepDays(c: Columns, f: Filter, of: Uint32Array): Uint32Array {
  return pick(of, days(c, f));
}
