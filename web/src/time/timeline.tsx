/* When what the filter keeps happened. Drag to choose days, drag an end to move it; each end is a slider for the keyboard. What
 * is drawn is kept by all filters but the days, so that one sees what lies beside the choice. */
import { effect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { NO_DAY } from "../model/columns";
import { dayOf, dayText, unitStart, type Unit } from "../model/days";
import { route, setQuery } from "../route";
import { change, draft, filter } from "../state/filter";
import { columns, rows } from "../state/outline";
import { dark } from "../state/theme";
import { cursor } from "../part/incident_table";
import { Icon } from "../part/icon";
import { binsOf, extentOf, unitFor } from "./bins";
import { AXIS_REM, dayAt, drawTime, lookOf, xOf, type TimeScene, type Window } from "./draw";
import { t } from "../texts";

const UNITS: Unit[] = ["year", "month", "day"];
/** Days that are shown when a unit is chosen, on a plot of 1,000 pixels: bars of some width. */
const UNIT_DAYS: Record<Unit, number> = { year: 366 * 60, month: 366 * 6, day: 100 };
const LEAST_DAYS = 14;
const MOST_DAYS = 366 * 400;
const ZOOM_BY = 1.6;
/** A drag shorter than this is a click. */
const DRAG_PX = 3;

/** "time=FROM,TO" of the address. */
function windowOf(text: string | null): Window | null {
  const [a, b] = (text ?? "").split(",").map(dayOf);
  return a !== undefined && b !== undefined && b > a ? { from: a, to: b } : null;
}

function widened(e: Window): Window {
  const pad = Math.max(LEAST_DAYS / 2, Math.round((e.to - e.from) * 0.02));
  return { from: e.from - pad, to: e.to + pad };
}

/** The days that are chosen; an end that is not lies at the window's. */
function chosenOf(w: Window): Window | null {
  const from = dayOf(filter.value.from), to = dayOf(filter.value.to);
  if (Number.isNaN(from) && Number.isNaN(to)) return null;
  return { from: Number.isNaN(from) ? w.from : from, to: Number.isNaN(to) ? w.to : to };
}

function zoomed(w: Window, by: number, at: number): Window {
  const days = Math.max(LEAST_DAYS, Math.min(MOST_DAYS, (w.to - w.from) * by));
  const part = (at - w.from) / (w.to - w.from);
  const from = Math.round(at - part * days);
  return { from, to: Math.round(from + days) };
}

export function Timeline() {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0, rem: 16 });
  const [own, setOwn] = useState<Window | null>(() => windowOf(route.peek().query.get("time")));
  const c = columns.value;
  const { anyDay } = rows.value;
  const extent = useRef<{ of: unknown; is: Window | null }>({ of: null, is: null });
  if (c && extent.current.of !== c) {
    const e = extentOf(c, anyDay.length ? anyDay : rows.value.kept);
    extent.current = { of: c, is: e && widened(e) };
  }
  const all = own ?? extent.current.is ?? { from: dayOf("2000-01-01"), to: dayOf("2030-01-01") };
  const unit = unitFor(all.to - all.from, size.width || 1000);
  // No bar is cut off where all days are shown.
  const w = own ?? { from: unitStart(unit, all.from), to: unitStart(unit, all.to, 1) };
  const made = useRef<{ key: unknown[]; is: ReturnType<typeof binsOf> } | null>(null);
  const key = [c, anyDay, w.from, w.to, unit];
  if (c && (!made.current || made.current.key.some((k, i) => k !== key[i]))) made.current = { key, is: binsOf(c, anyDay, w.from, w.to, unit) };
  const chosen = chosenOf(w);

  const show = (next: Window | null) => {
    setOwn(next);
    setQuery({ time: next && `${dayText(next.from)},${dayText(next.to)}` }, true);
  };
  const zoom = (by: number, at = (w.from + w.to) / 2) => show(zoomed(w, by, at));
  const zoomTo = (u: Unit) => show(zoomed(w, (UNIT_DAYS[u] * size.width) / 1000 / (w.to - w.from), chosen ? (chosen.from + chosen.to) / 2 : (w.from + w.to) / 2));

  useLayoutEffect(() => {
    const el = canvas.current!;
    const measure = () => setSize({ width: el.clientWidth, height: el.clientHeight, rem: parseFloat(getComputedStyle(document.documentElement).fontSize) });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    return () => watch.disconnect();
  }, []);

  useEffect(() =>
    effect(() => {
      void dark.value;
      const at = cursor.value;
      const el = canvas.current;
      if (!el || !size.width || !c || !made.current) return;
      const row = at === null ? -1 : c.id.indexOf(at);
      const first = row < 0 ? NO_DAY : c.first[row]!, last = row < 0 ? NO_DAY : c.last[row]!;
      const scene: TimeScene = {
        window: w, ...made.current.is, chosen,
        cursor: first === NO_DAY && last === NO_DAY ? null : { from: first === NO_DAY ? w.from : first, to: last === NO_DAY ? w.to : last },
      };
      el.width = Math.round(size.width * devicePixelRatio);
      el.height = Math.round(size.height * devicePixelRatio);
      drawTime(el.getContext("2d")!, size.width, size.height, lookOf(el), scene);
    }),
  );

  return (
    <section class="time" aria-label={t.time.label}>
      <div class="time-plot">
        <canvas ref={canvas} class="time-canvas" role="img" aria-label={t.time.says(anyDay.length, dayText(w.from), dayText(w.to))} />
        <Brush w={w} unit={unit} width={size.width} chosen={chosen} onZoom={zoom} onShift={(days) => show({ from: w.from + days, to: w.to + days })} />
      </div>
      <div class="time-tools no-print">
        <div class="segments" role="group" aria-label={t.time.units}>
          {UNITS.map((u) => (
            <button key={u} type="button" class="button" aria-pressed={u === unit} onClick={() => zoomTo(u)}>{t.time.unit[u]}</button>
          ))}
        </div>
        <button type="button" class="button button-bare" aria-label={t.time.zoomIn} title={t.time.zoomIn} onClick={() => zoom(1 / ZOOM_BY)}><Icon name="plus" /></button>
        <button type="button" class="button button-bare" aria-label={t.time.zoomOut} title={t.time.zoomOut} onClick={() => zoom(ZOOM_BY)}><Icon name="minus" /></button>
        <button type="button" class="button button-bare" aria-label={t.time.fit} title={t.time.fit} onClick={() => show(null)}><Icon name="fit" /></button>
        {made.current && made.current.is.bins.undated > 0 && <span class="quiet time-undated">{t.time.undated(made.current.is.bins.undated)}</span>}
      </div>
    </section>
  );
}

interface BrushProps {
  w: Window;
  unit: Unit;
  width: number;
  chosen: Window | null;
  onZoom: (by: number, at: number) => void;
  onShift: (days: number) => void;
}

/** Whole units from one day to another, in either direction. */
function snapped(unit: Unit, a: number, b: number): { from: string; to: string } {
  const lo = Math.min(a, b), hi = Math.max(a, b);
  return { from: dayText(unitStart(unit, lo)), to: dayText(unitStart(unit, hi, 1) - 1) };
}

function Brush({ w, unit, width, chosen, onZoom, onShift }: BrushProps) {
  const from = useRef<{ x: number; day: number; moved: boolean } | null>(null);
  const at = (e: { offsetX: number }) => dayAt(w, width, Math.max(0, Math.min(width - 1, e.offsetX)));
  const onWheel = (e: WheelEvent) => {
    e.preventDefault();
    if (Math.abs(e.deltaX) > Math.abs(e.deltaY) || e.shiftKey) onShift(Math.round(((e.deltaX || e.deltaY) / width) * (w.to - w.from)));
    else onZoom(e.deltaY > 0 ? 1.25 : 0.8, at(e));
  };
  const pad = useRef<HTMLDivElement>(null);
  const wheel = useRef(onWheel);
  wheel.current = onWheel;
  useEffect(() => {
    const el = pad.current!;
    const listen = (e: WheelEvent) => wheel.current(e);
    el.addEventListener("wheel", listen, { passive: false });
    return () => el.removeEventListener("wheel", listen);
  }, []);
  return (
    <div
      class="brush"
      ref={pad}
      onPointerDown={(e) => {
        if (e.button !== 0 || (e.target as Element).getAttribute("role") === "slider") return;
        e.currentTarget.setPointerCapture(e.pointerId);
        from.current = { x: e.offsetX, day: at(e), moved: false };
      }}
      onPointerMove={(e) => {
        const f = from.current;
        if (!f) return;
        f.moved ||= Math.abs(e.offsetX - f.x) > DRAG_PX;
        if (f.moved) draft.value = snapped(unit, f.day, at(e));
      }}
      onPointerUp={(e) => {
        const f = from.current;
        from.current = null;
        if (!f) return;
        if (f.moved) change(snapped(unit, f.day, at(e)));
        else if (chosen) change({ from: "", to: "" });
      }}
      onPointerCancel={() => {
        from.current = null;
        draft.value = {};
      }}
    >
      <End which="from" w={w} unit={unit} width={width} chosen={chosen} />
      <End which="to" w={w} unit={unit} width={width} chosen={chosen} />
    </div>
  );
}

/** One end of the choice, by hand and by key: arrows move it by the unit that is shown, page keys by ten. */
function End({ which, w, unit, width, chosen }: { which: "from" | "to"; w: Window; unit: Unit; width: number; chosen: Window | null }) {
  const dragging = useRef(false);
  const set = filter.value[which] !== undefined;
  const edge = which === "from" ? w.from : w.to;
  const day = chosen ? chosen[which] : edge;
  const x = Math.max(0, Math.min(width, xOf(w, width, which === "to" ? day + 1 : day)));
  const place = (d: number): Record<string, string> => {
    const to = dayOf(filter.peek().to), from = dayOf(filter.peek().from);
    if (which === "from") return { from: dayText(Number.isNaN(to) ? unitStart(unit, d) : Math.min(unitStart(unit, d), unitStart(unit, to))) };
    return { to: dayText(Number.isNaN(from) ? unitStart(unit, d, 1) - 1 : Math.max(unitStart(unit, d, 1) - 1, unitStart(unit, from, 1) - 1)) };
  };
  const onKey = (e: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[e.key];
    if (by !== undefined) {
      e.preventDefault();
      e.stopPropagation();
      const near = set ? day : which === "from" ? w.from : w.to;
      return change(place(unitStart(unit, near, by)), true);
    }
    if (e.key === "Home" || e.key === "End") {
      e.preventDefault();
      e.stopPropagation();
      return change(place(e.key === "Home" ? w.from : w.to), true);
    }
    if (e.key === "Delete" || e.key === "Backspace" || e.key === "Escape") {
      e.preventDefault();
      change({ [which]: "" });
    }
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      class={`brush-end brush-${which}${set ? "" : " brush-open"}`}
      aria-label={which === "from" ? t.time.from : t.time.to}
      aria-valuemin={w.from}
      aria-valuemax={w.to}
      aria-valuenow={Math.max(w.from, Math.min(w.to, day))}
      aria-valuetext={set ? dayText(day) : t.time.open}
      title={set ? dayText(day) : t.time.open}
      style={{ left: `${x}px`, bottom: `${AXIS_REM}rem` }}
      onKeyDown={onKey}
      onPointerDown={(e) => {
        e.stopPropagation();
        e.currentTarget.setPointerCapture(e.pointerId);
        dragging.current = true;
      }}
      onPointerMove={(e) => {
        if (!dragging.current) return;
        const pad = e.currentTarget.parentElement!.getBoundingClientRect();
        draft.value = place(dayAt(w, width, Math.max(0, Math.min(width - 1, e.clientX - pad.left))));
      }}
      onPointerUp={(e) => {
        e.stopPropagation();
        if (dragging.current && Object.keys(draft.peek()).length) change(draft.peek());
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
        draft.value = {};
      }}
    />
  );
}
