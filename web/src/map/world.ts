/* Land, coasts and borders: Natural Earth 1:50m, a file of the page. */
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Feature, FeatureCollection, MultiLineString, Polygon, Position } from "geojson";
import address from "world-atlas/countries-50m.json?url";
import { mercator } from "./mercator";

export interface Label {
  name: string;
  x: number; /* Web Mercator, 0 to 1 */
  y: number;
  width: number; /* of the country's largest part, in the same unit */
}

export interface World {
  land: FeatureCollection | Feature;
  coast: MultiLineString;
  borders: MultiLineString;
  labels: Label[];
}

type Atlas = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

function ringArea(ring: Position[]): { area: number; x: number; y: number } {
  let area = 0, x = 0, y = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [ax, ay] = ring[j] as [number, number];
    const [bx, by] = ring[i] as [number, number];
    const cross = ax * by - bx * ay;
    area += cross;
    x += (ax + bx) * cross;
    y += (ay + by) * cross;
  }
  return area ? { area: Math.abs(area / 2), x: x / (3 * area), y: y / (3 * area) } : { area: 0, x: 0, y: 0 };
}

/** Where a line goes across the 180th meridian it is cut: else it would run around the world. */
function cut(lines: MultiLineString): MultiLineString {
  const out: Position[][] = [];
  for (const line of lines.coordinates) {
    let part: Position[] = [];
    for (const p of line) {
      const before = part[part.length - 1];
      if (before && Math.abs(p[0]! - before[0]!) > 180) {
        if (part.length > 1) out.push(part);
        part = [];
      }
      part.push(p);
    }
    if (part.length > 1) out.push(part);
  }
  return { type: "MultiLineString", coordinates: out };
}

/** A country's name stands in the middle of its largest part. */
function label(f: Feature<Polygon | { type: "MultiPolygon"; coordinates: Position[][][] }, { name: string }>): Label | null {
  const parts = f.geometry.type === "Polygon" ? [f.geometry.coordinates] : f.geometry.coordinates;
  let best: { area: number; x: number; y: number; ring: Position[] } | null = null;
  for (const part of parts) {
    const ring = part[0]!.some((p) => p[0]! > 170) ? part[0]!.map(([x, y]) => [x! < -90 ? x! + 360 : x!, y!]) : part[0]!;
    const a = ringArea(ring);
    if (!best || a.area > best.area) best = { ...a, ring };
  }
  if (!best?.area) return null;
  const lons = best.ring.map((p) => p[0]!);
  const at = mercator(best.x > 180 ? best.x - 360 : best.x, best.y);
  return { name: f.properties.name, x: at.x, y: at.y, width: (Math.max(...lons) - Math.min(...lons)) / 360 };
}

let world: Promise<World> | null = null;

async function load(): Promise<World> {
  const r = await fetch(address);
  if (!r.ok) throw new Error(`${address}: ${r.status}`);
  const atlas = (await r.json()) as Atlas;
  const countries = feature(atlas, atlas.objects.countries);
  return {
    land: feature(atlas, atlas.objects.land),
    coast: cut(mesh(atlas, atlas.objects.land as never)),
    borders: cut(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)),
    labels: countries.features.map((f) => label(f as never)).filter((l): l is Label => l !== null).sort((a, b) => b.width - a.width),
  };
}

export function loadWorld(): Promise<World> {
  world ??= load();
  world.catch(() => (world = null));
  return world;
}
