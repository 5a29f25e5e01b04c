/* Incidents by where they are: all at one point are one spot, and spots that would lie on each other become a cluster. A spot
 * whose place is known only to an area keeps that area, which is drawn instead of a point as soon as it can be seen. */
import type { Columns } from "../model/columns";
import { mercator, TILE_PX, unitOf } from "./mercator";

export interface Spots {
  n: number;
  of: Int32Array; /* of each row of the outline its spot; -1: no point */
  x: Float64Array;
  y: Float64Array;
  radius: Float64Array; /* in the unit of x and y; 0: not known */
  count: Int32Array; /* of the rows that are kept */
}

/** The API has degrees with four digits, and areas of at most 500 km (src/serve/api_outline.c): so a place is one whole number below 2^53. */
const DIGITS = 1e4, KM_MAX = 512;

/** Built once for an outline; count() then follows the filter. */
export function spotsOf(c: Columns): Spots {
  const of = new Int32Array(c.n).fill(-1);
  const at = new Map<number, number>();
  const x: number[] = [], y: number[] = [], radius: number[] = [];
  for (let i = 0; i < c.n; i++) {
    const lat = c.lat[i]!, lon = c.lon[i]!;
    if (Number.isNaN(lat) || Number.isNaN(lon)) continue;
    const key = (Math.round(lat * DIGITS) * 361 * DIGITS + Math.round(lon * DIGITS)) * KM_MAX + c.radius_km[i]!;
    let s = at.get(key);
    if (s === undefined) {
      s = x.length;
      at.set(key, s);
      const p = mercator(lon, lat);
      x.push(p.x);
      y.push(p.y);
      radius.push(unitOf(c.radius_km[i]!, lat));
    }
    of[i] = s;
  }
  return { n: x.length, of, x: Float64Array.from(x), y: Float64Array.from(y), radius: Float64Array.from(radius), count: new Int32Array(x.length) };
}

export function count(s: Spots, kept: Uint32Array): void {
  s.count.fill(0);
  for (const i of kept) {
    const at = s.of[i]!;
    if (at >= 0) s.count[at]!++;
  }
}

export interface Cluster {
  x: number;
  y: number;
  count: number;
  spots: number[];
}
export interface Area {
  x: number;
  y: number;
  radius: number;
  count: number;
  spot: number;
}

/** The radius of a cluster of n, in pixels at 16 px to the rem. */
export function clusterRadius(n: number): number {
  return 4 + 1.4 * Math.log2(n);
}

/** An area that is at least this wide on the screen is drawn as one. */
export const AREA_MIN_PX = 11;
/** Of the sum of their radii, how near two clusters may be. */
const OVERLAP = 0.85;
/** Dots closer than about this become one. */
const CELL_PX = 40;

/** `size`: of dots, 1 at 16 pixels to the rem. */
export function cluster(s: Spots, zoom: number, size: number): { clusters: Cluster[]; areas: Area[] } {
  const scale = TILE_PX * 2 ** zoom;
  const cells = new Map<number, Cluster>();
  const areas: Area[] = [];
  const cell = CELL_PX * size;
  const across = Math.ceil(scale / cell) + 1;
  for (let i = 0; i < s.n; i++) {
    const n = s.count[i]!;
    if (!n) continue;
    const x = s.x[i]!, y = s.y[i]!;
    if (s.radius[i]! * scale >= AREA_MIN_PX) {
      areas.push({ x, y, radius: s.radius[i]!, count: n, spot: i });
      continue;
    }
    const key = Math.floor((y * scale) / cell) * across + Math.floor((x * scale) / cell);
    const had = cells.get(key);
    if (!had) {
      cells.set(key, { x, y, count: n, spots: [i] });
      continue;
    }
    // The middle of the incidents, not of the cell: a cluster of one place lies on it.
    had.x += ((x - had.x) * n) / (had.count + n);
    had.y += ((y - had.y) * n) / (had.count + n);
    had.count += n;
    had.spots.push(i);
  }
  areas.sort((a, b) => b.radius - a.radius);
  return { clusters: merged([...cells.values()], scale / size), areas };
}

/** Clusters that would hide a good part of each other become one, the large ones first; gives the small ones first, as drawn. */
function merged(all: Cluster[], scale: number): Cluster[] {
  const cell = (2 * clusterRadius(1e6)) / scale;
  const at = new Map<string, Cluster[]>();
  const out: Cluster[] = [];
  for (const c of all.sort((a, b) => b.count - a.count)) {
    const cx = Math.floor(c.x / cell), cy = Math.floor(c.y / cell);
    let into: Cluster | undefined;
    for (let k = 0; k < 9 && !into; k++) {
      into = at.get(`${cx + (k % 3) - 1},${cy + Math.floor(k / 3) - 1}`)?.find(
        (p) => Math.hypot(p.x - c.x, p.y - c.y) * scale < OVERLAP * (clusterRadius(p.count) + clusterRadius(c.count)),
      );
    }
    if (into) {
      into.count += c.count;
      into.spots.push(...c.spots);
      continue;
    }
    out.push(c);
    const key = `${cx},${cy}`;
    const had = at.get(key);
    if (had) had.push(c);
    else at.set(key, [c]);
  }
  return out.sort((a, b) => a.count - b.count);
}
