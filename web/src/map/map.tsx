/* The map beside the table: where what the filter keeps happened, and a box to choose by. */
import { effect } from "@preact/signals";
import type { Map as MapLibre, MapMouseEvent } from "maplibre-gl";
import { useEffect, useRef, useState } from "preact/hooks";
import { route, setQuery } from "../route";
import { boxText, parseBox, type Box } from "../model/filter";
import { change, draft, filter } from "../state/filter";
import { columns, rows } from "../state/outline";
import { firstRowsPainted, outlineCame } from "../state/calm";
import { dark } from "../state/theme";
import { cursor } from "../part/incident_table";
import { Icon } from "../part/icon";
import { useKeys } from "../part/keys";
import { openMap, repaint } from "./base_map";
import { draw, frameOf, lookOf, under, type Frame, type Look, type Scene } from "./draw";
import { drawLand } from "./land";
import { fitting, held, LAT_MAX, lonLat, mercator, type Bounds, type Camera } from "./mercator";
import { paint } from "./paint";
import { loadWorld, type World } from "./world";
import { MapPick, type Picked } from "./map_pick";
import { cluster, count, spotsOf, type Spots } from "./spots";
import { t } from "../texts";

/** What the map shows where there is nothing to fit it to. */
const WORLD: Camera = { ...mercator(20, 15), zoom: 1.2 };
/** Clusters are made anew at each half step of zoom. */
const zoomStep = (zoom: number): number => Math.round(zoom * 2) / 2;
const FIT_ZOOM_MAX = 6, FIT_PADDING_PX = 28;
const PICKED_MAX = 200;

const short = (n: number): string => (n < 1000 ? String(n) : n < 10_000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`);

/** "map=LON,LAT,ZOOM" of the address. */
function atOf(text: string | null): Camera | null {
  const v = (text ?? "").split(",").map(Number);
  return v.length === 3 && v.every(Number.isFinite) ? { ...mercator(v[0]!, v[1]!), zoom: v[2]! } : null;
}

function unitBox(b: Box | null): Scene["box"] {
  if (!b) return null;
  const nw = mercator(b.west, b.north), se = mercator(b.east, b.south);
  return { west: nw.x, north: nw.y, east: se.x + (b.west > b.east ? 1 : 0), south: se.y };
}

/** Everything that is drawn and asked of the map, apart from the component, which only holds it. Until MapLibre is there the land
 * is drawn on a canvas, and stays there where the browser has no WebGL. */
class Sheet {
  scene: Scene = { clusters: [], areas: [], labels: [], box: null, cursor: null };
  spots: Spots | null = null;
  map: MapLibre | null = null;
  private at: Camera = WORLD;
  private of: unknown = null;
  private step = NaN;
  private counted: unknown = null;
  private waiting = 0;
  private landOf = ""; /* what the land was drawn for */
  look: Look;

  constructor(readonly canvas: HTMLCanvasElement, private readonly ground: HTMLCanvasElement, private readonly world: World) {
    this.look = lookOf(canvas);
  }

  camera(): Camera {
    const c = this.map?.getCenter();
    return c ? { ...mercator(c.lng, c.lat), zoom: this.map!.getZoom() } : held(this.at, this.canvas.clientWidth, this.canvas.clientHeight);
  }

  frame(): Frame {
    return frameOf(this.canvas.clientWidth, this.canvas.clientHeight, this.camera());
  }

  redraw = (): void => {
    this.waiting ||= requestAnimationFrame(() => {
      this.waiting = 0;
      this.update();
      const dpr = devicePixelRatio;
      const w = Math.round(this.canvas.clientWidth * dpr), h = Math.round(this.canvas.clientHeight * dpr);
      if (this.canvas.width !== w || this.canvas.height !== h) Object.assign(this.canvas, { width: w, height: h });
      if (w && h && !this.map) this.drawLand();
      if (w && h) draw(this.canvas.getContext("2d")!, this.frame(), this.look, this.scene, short);
      this.canvas.dataset.drawn = String(this.scene.clusters.reduce((n, c) => n + c.count, 0) + this.scene.areas.reduce((n, a) => n + a.count, 0));
    });
  };

  private drawLand(): void {
    const f = this.frame(), colours = paint();
    const now = JSON.stringify([f, colours, devicePixelRatio]);
    if (now !== this.landOf) drawLand(this.ground, f, colours, this.world);
    this.landOf = now;
  }

  /** The names of countries, which take longer than all else of the land. */
  nameCountries(): void {
    this.scene.labels = this.world.labels();
    this.redraw();
  }

  private update(): void {
    const c = columns.peek();
    if (!c) return;
    if (this.of !== c) {
      this.of = c;
      this.spots = spotsOf(c);
      this.counted = null;
    }
    const kept = rows.peek().kept;
    const step = zoomStep(this.camera().zoom);
    if (this.counted !== kept || this.step !== step) {
      count(this.spots!, kept);
      Object.assign(this.scene, cluster(this.spots!, step, this.look.rem / 16));
      this.counted = kept;
      this.step = step;
    }
    this.scene.box = unitBox(parseBox(filter.peek().box));
    const at = cursor.peek();
    const row = at === null ? -1 : c.id.indexOf(at);
    const s = row < 0 ? -1 : this.spots!.of[row]!;
    this.scene.cursor = s < 0 ? null : { x: this.spots!.x[s]!, y: this.spots!.y[s]!, radius: this.spots!.radius[s]! };
  }

  /** Around all that is kept; null: nothing that is kept has a place. */
  private bounds(): Bounds | null {
    this.update();
    const s = this.spots;
    let west = 1, east = 0, north = 1, south = 0;
    for (let i = 0; s && i < s.n; i++) {
      if (!s.count[i]) continue;
      west = Math.min(west, s.x[i]! - s.radius[i]!);
      east = Math.max(east, s.x[i]! + s.radius[i]!);
      north = Math.min(north, s.y[i]! - s.radius[i]!);
      south = Math.max(south, s.y[i]! + s.radius[i]!);
    }
    return west > east ? null : { west: Math.max(0, west), east: Math.min(1, east), north: Math.max(0, north), south: Math.min(1, south) };
  }

  /** Shows this, or all that is kept. */
  show(given: Camera | null, animate = false): void {
    const b = given ? null : this.bounds();
    if (b) given = fitting(b, this.canvas.clientWidth, this.canvas.clientHeight, FIT_PADDING_PX, FIT_ZOOM_MAX);
    if (!given) return;
    this.at = given;
    this.map?.easeTo({ center: lonLat(given.x, given.y), zoom: given.zoom, animate });
    this.redraw();
  }

  /** The rows at these spots, the latest of the table's order first. */
  idsAt(spots: number[]): number[] {
    const c = columns.peek()!;
    const wanted = new Set(spots);
    const out: number[] = [];
    for (const i of rows.peek().kept) {
      if (wanted.has(this.spots!.of[i]!)) out.push(c.id[i]!);
      if (out.length === PICKED_MAX) break;
    }
    return out;
  }
}

/** What follows the pointer and the map. */
function listen(s: Sheet, map: MapLibre, pick: (p: Picked | null) => void): void {
  const at = (e: MapMouseEvent) => under(s.frame(), s.look.rem, s.scene, e.point.x, e.point.y);
  map.on("move", s.redraw);
  map.on("resize", s.redraw);
  map.on("moveend", (e) => {
    // Only what a hand did goes into the address.
    if (!(e as { originalEvent?: unknown }).originalEvent || route.peek().name !== "incidents") return;
    const c = map.getCenter();
    setQuery({ map: `${c.lng.toFixed(3)},${c.lat.toFixed(3)},${map.getZoom().toFixed(2)}` }, true);
  });
  map.on("click", (e) => {
    const hit = at(e);
    if (!hit) return pick(null);
    const spots = hit.cluster ? hit.cluster.spots : [hit.area!.spot];
    pick({ x: e.point.x, y: e.point.y, count: (hit.cluster ?? hit.area)!.count, ids: s.idsAt(spots), area: !hit.cluster, lon: e.lngLat.lng, lat: e.lngLat.lat });
  });
  map.on("movestart", () => pick(null));
  map.on("mousemove", (e) => {
    map.getCanvas().style.cursor = at(e) ? "pointer" : "";
  });
}

/** What is drawn follows the filter, the cursor, the colours and the size. Gives what ends that. */
function follow(s: Sheet): () => void {
  let fitted = false;
  const size = new ResizeObserver(s.redraw);
  size.observe(s.canvas);
  const stops = [
    effect(() => {
      void rows.value;
      void filter.value;
      void cursor.value;
      if (!fitted && columns.value) {
        fitted = true;
        s.show(atOf(route.peek().query.get("map")));
      }
      s.redraw();
    }),
    effect(() => {
      void dark.value;
      if (s.map) repaint(s.map);
      s.look = lookOf(s.canvas);
      s.redraw();
    }),
    () => size.disconnect(),
  ];
  return () => stops.forEach((f) => f());
}

const nextFrame = (): Promise<void> => new Promise((go) => requestAnimationFrame(() => setTimeout(go, 0)));

export function IncidentMap() {
  const box = useRef<HTMLDivElement>(null);
  const ground = useRef<HTMLCanvasElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const sheet = useRef<Sheet | null>(null);
  const [broken, setBroken] = useState("");
  const [drawn, setDrawn] = useState(false);
  const [ready, setReady] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [picked, setPicked] = useState<Picked | null>(null);

  useEffect(() => {
    let gone = false;
    const stops: (() => void)[] = [];
    // By these marks tests measure how soon something is to be seen, as by casus:rows.
    const mark = (name: string) => performance.mark(`casus:${name}`);
    const begin = async () => {
      await firstRowsPainted();
      const [world] = await Promise.all([loadWorld(), outlineCame()]);
      if (gone) return;
      const s = (sheet.current = new Sheet(canvas.current!, ground.current!, world));
      stops.push(follow(s));
      setDrawn(true);
      await nextFrame();
      mark("land");
      const map = await openMap(box.current!, world, s.camera());
      if (gone) return map.remove();
      stops.push(() => map.remove());
      s.map = map;
      listen(s, map, setPicked);
      map.once("load", () => {
        setReady(true);
        mark("map");
        s.nameCountries();
      });
    };
    begin().catch((e: Error) => {
      if (gone) return;
      setBroken(e.message);
      sheet.current?.nameCountries(); // the land stays as it was drawn first
    });
    return () => {
      gone = true;
      stops.forEach((f) => f());
      sheet.current = null;
    };
  }, []);

  const inView = () => {
    const b = sheet.current?.map?.getBounds();
    if (b) change({ box: boxText({ west: Math.max(-180, b.getWest()), south: Math.max(-LAT_MAX, b.getSouth()), east: Math.min(180, b.getEast()), north: Math.min(LAT_MAX, b.getNorth()) }) });
  };
  useKeys([
    { keys: ["v"], words: t.map.inViewKey, run: inView },
    { keys: ["b"], words: t.map.chooseKey, run: () => setChoosing((c) => !c) },
    { keys: ["m"], words: t.map.fitKey, run: () => sheet.current?.show(null, true) },
  ]);

  return (
    <section class="map" aria-label={t.map.label} data-ready={ready}>
      <div class="map-base" ref={box} />
      {!ready && <canvas class="map-ground" ref={ground} aria-hidden="true" />}
      <canvas class="map-over" ref={canvas} aria-hidden="true" />
      {choosing && sheet.current && <BoxChooser sheet={sheet.current} onDone={() => setChoosing(false)} />}
      {broken && <p class="map-broken">{t.map.broken(broken)}</p>}
      {!drawn && !broken && <p class="map-broken">{t.waiting.map}</p>}
      <div class="map-tools no-print">
        <button type="button" class="button" aria-label={t.map.zoomIn} title={t.map.zoomIn} onClick={() => sheet.current?.map?.zoomIn()}><Icon name="plus" /></button>
        <button type="button" class="button" aria-label={t.map.zoomOut} title={t.map.zoomOut} onClick={() => sheet.current?.map?.zoomOut()}><Icon name="minus" /></button>
        <button type="button" class="button" aria-label={t.map.fit} title={t.map.fit} onClick={() => sheet.current?.show(null, true)}><Icon name="fit" /></button>
        <button type="button" class="button" aria-pressed={choosing} aria-label={t.map.choose} title={t.map.choose} onClick={() => setChoosing(!choosing)}><Icon name="box" /></button>
        <button type="button" class="button map-inview" onClick={inView} title={t.map.inViewTitle}>{t.map.inView}</button>
      </div>
      {picked && <MapPick picked={picked} onClose={() => setPicked(null)} onZoom={() => sheet.current?.map?.easeTo({ center: [picked.lon, picked.lat], zoom: sheet.current.map.getZoom() + 2 })} />}
      <p class="map-legend">{t.map.legend}</p>
    </section>
  );
}

/** Takes the pointer while a box is drawn; the table and the timeline follow as it grows. */
function BoxChooser({ sheet, onDone }: { sheet: Sheet; onDone: () => void }) {
  const start = useRef<{ x: number; y: number } | null>(null);
  const boxTo = (e: PointerEvent): string => {
    const f = sheet.frame();
    const at = (x: number, y: number) => lonLat(Math.max(0, Math.min(1, (x - f.left) / f.scale)), Math.max(0, Math.min(1, (y - f.top) / f.scale)));
    const a = at(Math.min(start.current!.x, e.offsetX), Math.max(start.current!.y, e.offsetY));
    const b = at(Math.max(start.current!.x, e.offsetX), Math.min(start.current!.y, e.offsetY));
    return boxText({ west: a.lon, south: a.lat, east: b.lon, north: b.lat });
  };
  return (
    <div
      class="map-chooser"
      onPointerDown={(e) => {
        e.currentTarget.setPointerCapture(e.pointerId);
        start.current = { x: e.offsetX, y: e.offsetY };
      }}
      onPointerMove={(e) => start.current && (draft.value = { box: boxTo(e) })}
      onPointerUp={(e) => {
        if (!start.current) return;
        const wide = Math.hypot(e.offsetX - start.current.x, e.offsetY - start.current.y) > 4;
        if (wide) change({ box: boxTo(e) });
        else draft.value = {};
        start.current = null;
        onDone();
      }}
      onPointerCancel={() => {
        start.current = null;
        draft.value = {};
      }}
    >
      <p>{t.map.chooseHow}</p>
    </div>
  );
}
