/* Web Mercator on a square of 1 by 1, as the map draws it. */

/** Beyond this latitude the square ends. */
export const LAT_MAX = 85.051129;
const EARTH_KM = 40075.017;
/** Pixels of the square at zoom 0. */
export const TILE_PX = 512;

export function mercator(lon: number, lat: number): { x: number; y: number } {
  const s = Math.sin((Math.max(-LAT_MAX, Math.min(LAT_MAX, lat)) * Math.PI) / 180);
  return { x: (lon + 180) / 360, y: 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI) };
}

export function lonLat(x: number, y: number): { lon: number; lat: number } {
  return { lon: x * 360 - 180, lat: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}

/** A length on the ground in the unit of the square, at a latitude. */
export function unitOf(km: number, lat: number): number {
  return km / (EARTH_KM * Math.cos((Math.max(-LAT_MAX, Math.min(LAT_MAX, lat)) * Math.PI) / 180));
}

/** What a map shows: its middle in the unit of the square, and its zoom. */
export interface Camera {
  x: number;
  y: number;
  zoom: number;
}

export interface Bounds { west: number; south: number; east: number; north: number } /* in units of the square, north < south */

/** The nearest that a window of so many pixels can show: MapLibre lets it see nothing beyond the square. */
export function held(c: Camera, width: number, height: number): Camera {
  const zoom = Math.max(c.zoom, Math.log2(Math.max(width, height, 1) / TILE_PX));
  const inside = (at: number, px: number) => {
    const half = px / (2 * TILE_PX * 2 ** zoom);
    return Math.max(half, Math.min(1 - half, at));
  };
  return { x: inside(c.x, width), y: inside(c.y, height), zoom };
}

/** Shows all of this with so many pixels around it. */
export function fitting(b: Bounds, width: number, height: number, padding: number, zoomMax: number): Camera {
  const room = (px: number, size: number) => Math.log2(Math.max(px - 2 * padding, 1) / (TILE_PX * Math.max(size, 1e-9)));
  const zoom = Math.min(zoomMax, room(width, b.east - b.west), room(height, b.south - b.north));
  return held({ x: (b.west + b.east) / 2, y: (b.north + b.south) / 2, zoom }, width, height);
}
