/* The filters of the command line (docs/incidents.md), as the page and its address name them. */

/** `here`: the outline has the column, so the page filters by itself and redraws at once; else the server is asked. */
export const FILTERS = {
  from: { kind: "day", here: true },
  to: { kind: "day", here: true },
  country: { kind: "choice", here: true },
  type: { kind: "choice", here: true },
  actor: { kind: "text", here: false },
  min_killed: { kind: "number", here: true },
  box: { kind: "box", here: true },
  mode: { kind: "choice", here: false },
  certainty: { kind: "choice", here: false },
  modality: { kind: "choice", here: false },
  admin1: { kind: "text", here: false },
  place: { kind: "text", here: false },
  source: { kind: "text", here: false },
  min_sources: { kind: "number", here: true },
  min_confidence: { kind: "share", here: true },
  reviewed: { kind: "choice", here: true },
  report: { kind: "number", here: false },
} as const;

export type FilterKey = keyof typeof FILTERS;
export type Filter = Partial<Record<FilterKey, string>>;
export const FILTER_KEYS = Object.keys(FILTERS) as FilterKey[];
export const ORDERS = ["latest", "day", "killed", "sources", "id"] as const;
export type Order = (typeof ORDERS)[number];
export const DEFAULT_ORDER: Order = "latest";

export interface Box { west: number; south: number; east: number; north: number }

export function parseBox(text: string | undefined): Box | null {
  const v = (text ?? "").split(",").map(Number);
  if (v.length !== 4 || v.some((x) => !Number.isFinite(x))) return null;
  const [west, south, east, north] = v as [number, number, number, number];
  return { west, south, east, north };
}

/** Degrees with as many digits as 100 m need. */
export function boxText(b: Box): string {
  const r = (x: number) => String(Math.round(x * 1000) / 1000);
  return [r(b.west), r(b.south), r(b.east), r(b.north)].join(",");
}
