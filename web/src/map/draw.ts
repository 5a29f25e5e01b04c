/* Draws what happened on a canvas over the map: areas, clusters, names of countries, the box, the cursor. */
import { TILE_PX, type Bounds, type Camera } from "./mercator";
import { clusterRadius, type Area, type Cluster } from "./spots";
import type { Label } from "./world";

export interface Look {
  ink: string;
  quiet: string;
  paper: string;
  dot: string;
  accent: string;
  font: string;
  rem: number;
}

export function lookOf(el: Element): Look {
  const s = getComputedStyle(el);
  const v = (name: string) => s.getPropertyValue(name).trim();
  return { ink: v("--ink"), quiet: v("--ink-3"), paper: v("--paper"), dot: v("--dot"), accent: v("--accent"), font: s.fontFamily, rem: parseFloat(getComputedStyle(document.documentElement).fontSize) };
}

export interface Frame {
  width: number;
  height: number;
  scale: number; /* pixels of the whole square */
  left: number; /* of the square's corner, in pixels of the screen */
  top: number;
}

/** The map is never turned or tilted, so that a shift and a scale are all. */
export function frameOf(width: number, height: number, at: Camera): Frame {
  const scale = TILE_PX * 2 ** at.zoom;
  return { width, height, scale, left: width / 2 - at.x * scale, top: height / 2 - at.y * scale };
}

export interface Scene {
  clusters: Cluster[];
  areas: Area[];
  labels: Label[];
  box: Bounds | null;
  cursor: { x: number; y: number; radius: number } | null;
}

function labels(g: CanvasRenderingContext2D, f: Frame, look: Look, all: Label[]): void {
  g.font = `${0.69 * look.rem}px ${look.font}`;
  g.textAlign = "center";
  g.textBaseline = "middle";
  g.fillStyle = look.quiet;
  const taken: { x: number; y: number; w: number }[] = [];
  for (const l of all) {
    const x = f.left + l.x * f.scale, y = f.top + l.y * f.scale;
    if (x < 0 || y < 0 || x > f.width || y > f.height) continue;
    const w = g.measureText(l.name).width;
    if (w > l.width * f.scale * 0.95) continue;
    if (taken.some((t) => Math.abs(t.y - y) < look.rem && Math.abs(t.x - x) < (t.w + w) / 2 + 6)) continue;
    taken.push({ x, y, w });
    g.globalAlpha = 0.8;
    g.fillText(l.name, x, y);
  }
  g.globalAlpha = 1;
}

function disc(g: CanvasRenderingContext2D, x: number, y: number, r: number): void {
  g.beginPath();
  g.arc(x, y, r, 0, 2 * Math.PI);
}

function areas(g: CanvasRenderingContext2D, f: Frame, look: Look, all: Area[], short: (n: number) => string): void {
  g.setLineDash([3, 3]);
  g.lineWidth = 1;
  for (const a of all) {
    const x = f.left + a.x * f.scale, y = f.top + a.y * f.scale, r = a.radius * f.scale;
    if (x + r < 0 || y + r < 0 || x - r > f.width || y - r > f.height) continue;
    disc(g, x, y, r);
    g.fillStyle = g.strokeStyle = look.dot;
    g.globalAlpha = Math.min(0.3, 0.07 + 0.025 * Math.log2(a.count));
    g.fill();
    g.globalAlpha = 0.75;
    g.stroke();
    g.globalAlpha = 1;
    if (r > 0.9 * look.rem) {
      g.font = `600 ${0.69 * look.rem}px ${look.font}`;
      g.textAlign = "center";
      g.textBaseline = "middle";
      g.fillStyle = look.ink;
      // At the rim, so that dots and names in the middle stay legible.
      g.fillText(short(a.count), x, y - r + 0.6 * look.rem);
    }
  }
  g.setLineDash([]);
}

function clusters(g: CanvasRenderingContext2D, f: Frame, look: Look, all: Cluster[], short: (n: number) => string): void {
  const k = look.rem / 16;
  g.textAlign = "center";
  g.textBaseline = "middle";
  for (const c of all) {
    const x = f.left + c.x * f.scale, y = f.top + c.y * f.scale, r = clusterRadius(c.count) * k;
    if (x + r < 0 || y + r < 0 || x - r > f.width || y - r > f.height) continue;
    disc(g, x, y, r);
    g.fillStyle = look.dot;
    g.globalAlpha = 0.85;
    g.fill();
    g.globalAlpha = 1;
    g.lineWidth = 1.5;
    g.strokeStyle = look.paper;
    g.stroke();
    if (c.count > 1) {
      g.font = `650 ${Math.max(9, Math.min(12, r * 0.85)) * k}px ${look.font}`;
      g.fillStyle = look.paper;
      g.fillText(short(c.count), x, y + 0.5);
    }
  }
}

export function draw(g: CanvasRenderingContext2D, f: Frame, look: Look, scene: Scene, short: (n: number) => string): void {
  const dpr = g.canvas.width / f.width;
  g.setTransform(dpr, 0, 0, dpr, 0, 0);
  g.clearRect(0, 0, f.width, f.height);
  labels(g, f, look, scene.labels);
  areas(g, f, look, scene.areas, short);
  clusters(g, f, look, scene.clusters, short);
  if (scene.box) {
    const b = scene.box;
    const x = f.left + b.west * f.scale, y = f.top + b.north * f.scale;
    g.strokeStyle = look.accent;
    g.lineWidth = 2;
    g.strokeRect(x, y, (b.east - b.west) * f.scale, (b.south - b.north) * f.scale);
  }
  if (scene.cursor) {
    const c = scene.cursor;
    const x = f.left + c.x * f.scale, y = f.top + c.y * f.scale;
    g.strokeStyle = look.accent;
    g.lineWidth = 3;
    disc(g, x, y, Math.max(9 * (look.rem / 16), c.radius * f.scale));
    g.stroke();
  }
}

/** What lies under the pointer: the topmost cluster, else the smallest area. */
export function under(f: Frame, rem: number, scene: Scene, x: number, y: number): { cluster?: Cluster; area?: Area } | null {
  for (let i = scene.clusters.length - 1; i >= 0; i--) {
    const c = scene.clusters[i]!;
    const r = Math.max(8, clusterRadius(c.count) * (rem / 16)) + 2;
    if (Math.hypot(f.left + c.x * f.scale - x, f.top + c.y * f.scale - y) <= r) return { cluster: c };
  }
  for (let i = scene.areas.length - 1; i >= 0; i--) {
    const a = scene.areas[i]!;
    if (Math.hypot(f.left + a.x * f.scale - x, f.top + a.y * f.scale - y) <= a.radius * f.scale) return { area: a };
  }
  return null;
}
