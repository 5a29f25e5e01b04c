/* MapLibre with land, coasts and borders as its only layers: no tiles, no glyphs, no sprites, so nothing is asked of anybody. */
import type { Map as MapLibre, StyleSpecification } from "maplibre-gl";
import workerAddress from "maplibre-gl/dist/maplibre-gl-csp-worker?url";
import "maplibre-gl/dist/maplibre-gl.css";
import { lonLat, type Camera } from "./mercator";
import { paint } from "./paint";
import type { World } from "./world";
import { t } from "../texts";

const ZOOM_MAX = 12; /* Natural Earth 1:50m has no more to show */

function style(world: World): StyleSpecification {
  const p = paint();
  const data = (geometry: unknown) => ({ type: "Feature", properties: {}, geometry }) as never;
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: data(world.land), tolerance: 0.3, buffer: 16 },
      coast: { type: "geojson", data: data(world.coast), tolerance: 0.3, buffer: 16 },
      borders: { type: "geojson", data: data(world.borders), tolerance: 0.3, buffer: 16 },
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": p.sea } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": p.land, "fill-antialias": false } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": p.border, "line-width": 0.8 } },
      { id: "coast", type: "line", source: "coast", paint: { "line-color": p.coast, "line-width": 0.8 } },
    ],
  };
}

/** Colours of the theme that is shown now. */
export function repaint(map: MapLibre): void {
  const p = paint();
  if (!map.getLayer("sea")) return;
  map.setPaintProperty("sea", "background-color", p.sea);
  map.setPaintProperty("land", "fill-color", p.land);
  map.setPaintProperty("borders", "line-color", p.border);
  map.setPaintProperty("coast", "line-color", p.coast);
}

/** Makes the map in `box`. Throws where the browser has no WebGL. */
export async function openMap(box: HTMLElement, world: World, at: Camera): Promise<MapLibre> {
  const { default: maplibregl } = await import("maplibre-gl/dist/maplibre-gl-csp");
  maplibregl.setWorkerUrl(workerAddress);
  maplibregl.setWorkerCount(1);
  const map = new maplibregl.Map({
    container: box,
    style: style(world),
    center: lonLat(at.x, at.y),
    zoom: at.zoom,
    maxZoom: ZOOM_MAX,
    renderWorldCopies: false,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    boxZoom: false, // shift and drag choose, they do not zoom
    doubleClickZoom: true,
    fadeDuration: 0,
    locale: { "Map.Title": t.map.canvas },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return map;
}
