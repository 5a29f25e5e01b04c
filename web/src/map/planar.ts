/* Natural Earth's rings as world-atlas has them run on across the 180th meridian, as on a globe. On a flat map they must end there. */
import type { MultiLineString, Position } from "geojson";

const WORLD = 360;

/** Longitudes without a jump, so that a ring that crosses the meridian goes on beyond 180 or -180. */
function unwrapped(ring: Position[]): Position[] {
  let turn = 0;
  return ring.map(([x, y], i) => {
    const before = i ? ring[i - 1]![0]! : x!;
    if (x! - before > WORLD / 2) turn -= WORLD;
    else if (before - x! > WORLD / 2) turn += WORLD;
    return [x! + turn, y!];
  });
}

/** The part of a ring on one side of a meridian (Sutherland and Hodgman 1974). */
function clipped(ring: Position[], at: number, east: boolean): Position[] {
  const inside = (p: Position) => (east ? p[0]! >= at : p[0]! <= at);
  const out: Position[] = [];
  for (let i = 0; i < ring.length; i++) {
    const a = ring[(i + ring.length - 1) % ring.length]!, b = ring[i]!;
    if (inside(a) !== inside(b)) out.push([at, a[1]! + ((b[1]! - a[1]!) * (at - a[0]!)) / (b[0]! - a[0]!)]);
    if (inside(b)) out.push(b);
  }
  return out;
}

/** It lies across the meridian or around a pole, which few do. */
function crosses(ring: Position[]): boolean {
  return ring.some(([x], i) => Math.abs(x!) > WORLD / 2 || Math.abs(x! - ring.at(i - 1)![0]!) > WORLD / 2);
}

/** The rings that a ring is on a flat map from -180 to 180. A ring around a pole gets the pole's edge of the map. */
export function planar(ring: Position[]): Position[][] {
  if (!crosses(ring)) return [ring];
  const path = unwrapped(ring);
  const first = path[0]!, last = path[path.length - 1]!;
  if (Math.abs(last[0]! - first[0]!) > WORLD / 2) {
    const pole = first[1]! < 0 ? -90 : 90;
    path.push([last[0]!, pole], [first[0]!, pole]);
  }
  const out: Position[][] = [];
  const xs = path.map((p) => p[0]!);
  for (let turn = Math.floor((Math.min(...xs) + 180) / WORLD); turn * WORLD - 180 < Math.max(...xs); turn++) {
    const west = turn * WORLD - 180;
    const part = clipped(clipped(path, west, true), west + WORLD, false);
    if (part.length > 2) out.push([...part, part[0]!].map(([x, y]) => [x! - turn * WORLD, y!]));
  }
  return out;
}

/** Lines end at the meridian, too: else they would run around the world. */
export function cut(lines: MultiLineString): MultiLineString {
  const out: Position[][] = [];
  for (const line of lines.coordinates) {
    let part: Position[] = [];
    for (const p of line) {
      const before = part[part.length - 1];
      if (before && Math.abs(p[0]! - before[0]!) > WORLD / 2) {
        if (part.length > 1) out.push(part);
        part = [];
      }
      part.push(p);
    }
    if (part.length > 1) out.push(part);
  }
  return { type: "MultiLineString", coordinates: out };
}
