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
