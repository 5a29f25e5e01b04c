/* Whole incidents for the rows that are in sight, by their ids, a few dozen at a time. */
import { effect, signal } from "@preact/signals";
import { api, type IncidentPage } from "../api";
import type { Incident } from "../model/records";
import { revision } from "./case";

/** Of one request, as the API has it; and of all that are kept. */
const IDS_MAX = 100;
const KEPT_MAX = 4000;
/** Scrolling fast asks for nothing until the hand rests this long. */
const REST_MS = 40;

const kept = new Map<number, Incident>();
const coming = new Set<number>();
/** Rises when rows have come. */
export const arrived = signal(0);

let wanted: number[] = [];
let timer = 0;
let old = new Set<number>();

export function rowOf(id: number): Incident | undefined {
  return kept.get(id);
}

export function keepRows(items: Incident[]): void {
  for (const row of items) {
    kept.delete(row.id); // to the end: what came last is dropped last
    kept.set(row.id, row);
    old.delete(row.id);
  }
  for (const id of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(id);
  }
  arrived.value++;
}

async function fetchRows(ids: number[]): Promise<void> {
  ids.forEach((id) => coming.add(id));
  try {
    const { data } = await api.get<IncidentPage>("/incidents", { ids: ids.join(",") });
    keepRows(data.items);
  } catch {
    // The rows stay blank and are asked for again with the next scroll; the shell says when the server is gone.
  } finally {
    ids.forEach((id) => coming.delete(id));
  }
}

function ask(): void {
  timer = 0;
  const missing = wanted.filter((id) => (!kept.has(id) || old.has(id)) && !coming.has(id));
  for (let i = 0; i < missing.length; i += IDS_MAX) void fetchRows(missing.slice(i, i + IDS_MAX));
}

/** Says which rows are in sight. `now`: without waiting, unless others are under way, as while a brush is dragged. */
export function want(ids: number[], now = false): void {
  wanted = ids;
  clearTimeout(timer);
  if (now && !coming.size) ask();
  else timer = window.setTimeout(ask, REST_MS);
}

/** Waits for these, as for printing. */
export async function wantAll(ids: number[]): Promise<void> {
  const missing = ids.filter((id) => !kept.has(id));
  for (let i = 0; i < missing.length; i += IDS_MAX) await fetchRows(missing.slice(i, i + IDS_MAX));
}

// When the case changes, rows are shown as they were until they come anew.
effect(() => {
  if (revision.value === 0) return;
  old = new Set(kept.keys());
  if (wanted.length) want(wanted);
});
