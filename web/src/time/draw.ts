/* Draws the timeline on its canvas: bars of what is dated, lighter ones of what is only possible, spans, the axis, the choice. */
import { dayText, unitStart, type Unit } from "../model/days";
import type { Bins, Span } from "./bins";
import { lanesOf } from "./bins";
import { t } from "../texts";

export interface Window { from: number; to: number }
export interface Look {
  ink: string;
  quiet: string;
  rule: string;
  bar: string;
  faint: string;
  accent: string;
  soft: string;
  font: string;
  rem: number;
}

export function lookOf(el: Element): Look {
  const s = getComputedStyle(el);
  const v = (name: string) => s.getPropertyValue(name).trim();
  return { ink: v("--ink-2"), quiet: v("--ink-3"), rule: v("--rule"), bar: v("--bar"), faint: v("--bar-faint"), accent: v("--accent"), soft: v("--accent-soft"), font: s.fontFamily, rem: parseFloat(getComputedStyle(document.documentElement).fontSize) };
}

export const AXIS_REM = 1.15;
export const SPANS_REM = 0.95;
const LANE_REM = 0.19;

/** Pixels of a day. */
export const xOf = (w: Window, width: number, day: number): number => ((day - w.from) / (w.to - w.from)) * width;
export const dayAt = (w: Window, width: number, x: number): number => w.from + (x / width) * (w.to - w.from);

/** Ticks that stand at least `least` pixels apart: of the finest unit and step that gives so few. */
function ticks(w: Window, width: number, least: number): { day: number; words: string; strong: boolean }[] {
  const steps: [Unit, number][] = [["day", 1], ["day", 7], ["month", 1], ["month", 3], ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 20], ["year", 50], ["year", 100]];
  const days: Record<Unit, number> = { day: 1, month: 30, year: 365 };
  const [unit, by] = steps.find(([u, k]) => (days[u] * k * width) / (w.to - w.from) >= least) ?? ["year", 200];
  const out: { day: number; words: string; strong: boolean }[] = [];
  let d = unitStart(unit, w.from);
  if (unit === "year") d = unitStart("year", d, -(new Date(d * 864e5).getUTCFullYear() % by));
  if (unit === "month") d = unitStart("month", d, -(new Date(d * 864e5).getUTCMonth() % by));
  for (; d <= w.to; d = unitStart(unit, d, by)) {
    if (d < w.from) continue;
    const text = dayText(d);
    const year = text.slice(0, 4), month = Number(text.slice(5, 7));
    const isYear = text.endsWith("-01-01");
    const words = unit === "year" || (unit === "month" && isYear) ? year : unit === "month" ? t.time.months[month - 1]! : `${text.slice(8)} ${t.time.months[month - 1]}`;
    out.push({ day: d, words, strong: isYear });
  }
  return out;
}

function axis(g: CanvasRenderingContext2D, w: Window, width: number, base: number, look: Look): void {
  g.font = `${0.69 * look.rem}px ${look.font}`;
  g.textAlign = "left";
  g.textBaseline = "top";
  for (const k of ticks(w, width, 4.2 * look.rem)) {
    const x = Math.round(xOf(w, width, k.day)) + 0.5;
    g.strokeStyle = look.rule;
    g.beginPath();
    g.moveTo(x, 0);
    g.lineTo(x, base + 4);
    g.stroke();
    g.fillStyle = k.strong ? look.ink : look.quiet;
    g.fillText(k.words, x + 3, base + 3);
  }
}

/** A height that bars of up to n fit in, and is easy to read. */
export function ceilingOf(n: number): number {
  const ten = 10 ** Math.floor(Math.log10(Math.max(1, n)));
  return [1, 2, 5, 10].map((k) => k * ten).find((k) => k >= n) ?? n;
}

function bars(g: CanvasRenderingContext2D, w: Window, width: number, floor: number, b: Bins, chosen: Window | null, look: Look): void {
  let top = 1;
  for (let i = 0; i < b.sure.length; i++) top = Math.max(top, b.sure[i]!);
  const ceiling = ceilingOf(top);
  const height = floor - 0.9 * look.rem;
  for (let i = 0; i < b.sure.length; i++) {
    if (!b.sure[i]) continue;
    const x0 = xOf(w, width, b.start[i]!), x1 = xOf(w, width, b.start[i + 1]!);
    if (x1 < 0 || x0 > width) continue;
    const gap = x1 - x0 > 3 ? 1 : 0;
    const h = Math.max(1, (height * b.sure[i]!) / ceiling);
    g.fillStyle = chosen && b.start[i + 1]! > chosen.from && b.start[i]! <= chosen.to ? look.accent : look.bar;
    g.fillRect(x0, floor - h, Math.max(1, x1 - x0 - gap), h);
  }
  g.fillStyle = look.quiet;
  g.font = `${0.69 * look.rem}px ${look.font}`;
  g.textAlign = "right";
  g.textBaseline = "top";
  g.fillText(t.number(ceiling), width - 4, 1);
  g.strokeStyle = look.rule;
  g.setLineDash([2, 3]);
  g.beginPath();
  g.moveTo(0, floor - height - 0.5);
  g.lineTo(width, floor - height - 0.5);
  g.stroke();
  g.setLineDash([]);
}

/** Each span a line, fading where its end is open; where there are too many, how many may be in each bin, as shade. */
function spans(g: CanvasRenderingContext2D, w: Window, width: number, top: number, b: Bins, all: Span[], look: Look): void {
  const lanes = Math.floor(SPANS_REM / LANE_REM);
  const { at, left } = lanesOf(all, lanes);
  if (all.length && !left) {
    for (const { span, lane } of at) {
      const x0 = Number.isFinite(span.first) ? xOf(w, width, span.first) : -10, x1 = Number.isFinite(span.last) ? xOf(w, width, span.last + 1) : width + 10;
      const y = top + lane * LANE_REM * look.rem;
      const a = Math.max(0, x0), z = Math.min(width, x1);
      const fade = g.createLinearGradient(a, 0, Math.max(a + 1, z), 0);
      fade.addColorStop(0, Number.isFinite(span.first) ? look.faint : "transparent");
      fade.addColorStop(Number.isFinite(span.first) ? 0 : 0.3, look.faint);
      fade.addColorStop(Number.isFinite(span.last) ? 1 : 0.7, look.faint);
      fade.addColorStop(1, Number.isFinite(span.last) ? look.faint : "transparent");
      g.fillStyle = fade;
      g.fillRect(a, y, Math.max(2, z - a), Math.max(1.5, LANE_REM * look.rem - 1));
    }
    return;
  }
  let most = 1;
  for (let i = 0; i < b.possible.length; i++) most = Math.max(most, b.possible[i]!);
  g.fillStyle = look.faint;
  for (let i = 0; i < b.possible.length; i++) {
    if (!b.possible[i]) continue;
    g.globalAlpha = 0.15 + 0.75 * (b.possible[i]! / most);
    const x0 = xOf(w, width, b.start[i]!);
    g.fillRect(x0, top, xOf(w, width, b.start[i + 1]!) - x0 + 0.3, 0.55 * look.rem);
  }
  g.globalAlpha = 1;
}

export interface TimeScene {
  window: Window;
  bins: Bins;
  spans: Span[];
  chosen: Window | null;
  cursor: Window | null; /* days of the incident that the cursor is on */
}

export function drawTime(g: CanvasRenderingContext2D, width: number, height: number, look: Look, s: TimeScene): void {
  const dpr = g.canvas.width / width;
  g.setTransform(dpr, 0, 0, dpr, 0, 0);
  g.clearRect(0, 0, width, height);
  const base = height - AXIS_REM * look.rem;
  const floor = base - SPANS_REM * look.rem - 2;
  const w = s.window;
  if (s.chosen) {
    const x0 = xOf(w, width, s.chosen.from), x1 = xOf(w, width, s.chosen.to + 1);
    g.fillStyle = look.soft;
    g.fillRect(x0, 0, x1 - x0, base);
  }
  g.lineWidth = 1;
  axis(g, w, width, base, look);
  bars(g, w, width, floor, s.bins, s.chosen, look);
  spans(g, w, width, floor + 3, s.bins, s.spans, look);
  g.strokeStyle = look.rule;
  g.beginPath();
  g.moveTo(0, base + 0.5);
  g.lineTo(width, base + 0.5);
  g.stroke();
  if (s.cursor) {
    const x0 = xOf(w, width, Math.max(w.from, s.cursor.from)), x1 = xOf(w, width, Math.min(w.to, s.cursor.to + 1));
    g.fillStyle = look.accent;
    g.fillRect(x0, base - 3, Math.max(3, x1 - x0), 4);
  }
}
