/* Land, coasts and borders: Natural Earth 1:50m, a file of the page. */
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from "geojson";
import address from "world-atlas/countries-50m.json?url";
import { mercator } from "./mercator";
import { cut, planar } from "./planar";

export interface Label {
  name: string;
  x: number; /* Web Mercator, 0 to 1 */
  y: number;
  width: number; /* of the country's largest part, in the same unit */
}

export interface World {
  land: MultiPolygon;
  coast: MultiLineString;
  borders: MultiLineString;
  labels: () => Label[]; /* the widest first; made when they are asked for, as land and borders come first */
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

/** Each outer ring by itself, with the lakes that are in it. */
function landOf(f: FeatureCollection | Feature): MultiPolygon {
  const out: Position[][][] = [];
  for (const { geometry } of f.type === "FeatureCollection" ? f.features : [f]) {
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
    for (const [outer, ...holes] of parts) {
      const rings = planar(outer!);
      // A lake is where its land is; no land with a lake lies across the meridian.
      rings.forEach((ring, i) => out.push(i === 0 ? [ring, ...holes] : [ring]));
    }
  }
  return { type: "MultiPolygon", coordinates: out };
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
  return {
    land: landOf(feature(atlas, atlas.objects.land)),
    coast: cut(mesh(atlas, atlas.objects.land as never)),
    borders: cut(mesh(atlas, atlas.objects.countries, (a, b) => a !== b)),
    labels: () => feature(atlas, atlas.objects.countries).features.map((f) => label(f as never)).filter((l): l is Label => l !== null).sort((a, b) => b.width - a.width),
  };
}

export function loadWorld(): Promise<World> {
  world ??= load();
  world.catch(() => (world = null));
  return world;
}
