/* All incidents that the address asks for, in outline: asked of the server when what only it can judge changes, kept here
 * for the rest, so that map, timeline and table follow the hand. */
import { computed, effect, signal } from "@preact/signals";
import { address, api, type IncidentPage, type Outline, type Problem } from "../api";
import { columnsOf, keepAnyDay, keepDays, type Columns } from "../model/columns";
import { route } from "../route";
import { revision } from "./case";
import { FILTER_KEYS, FILTERS, type Filter } from "../model/filter";
import { filter, order, setFilter } from "./filter";
import { keepRows } from "./rows";

export const columns = signal<Columns | null>(null);
export const outlineProblem = signal<Problem | null>(null);
export const outlineLoading = signal(false);
/** The case has more than an outline holds: then every filter goes to the server. */
const partly = signal(false);

const query = computed(() => {
  const q: Record<string, string> = { order: order.value };
  const f = setFilter.value;
  for (const k of FILTER_KEYS) if (f[k] !== undefined && (partly.value || !FILTERS[k].here)) q[k] = f[k];
  return address("/incidents/outline", q);
});

const NOTHING = new Uint32Array(0);
/** The filter without its days, as text: it is the same while only the brush moves, and the timeline's bars then stay. */
const rest = computed(() => JSON.stringify({ ...filter.value, from: undefined, to: undefined }));
const anyDay = computed(() => (columns.value ? keepAnyDay(columns.value, JSON.parse(rest.value) as Filter) : NOTHING));
/** Rows of the outline that are kept; anyDay: without regard to from and to. */
export const rows = computed(() => ({ anyDay: anyDay.value, kept: columns.value ? keepDays(columns.value, filter.value, anyDay.value) : NOTHING }));

/** The first page of the table, which comes long before the outline of a large case. */
export const firstIds = signal<number[]>([]);
const FIRST_ROWS = 50;

async function fetchFirst(mine: AbortController): Promise<void> {
  const q: Record<string, string> = { order: order.peek(), limit: String(FIRST_ROWS), ...setFilter.peek() };
  try {
    const { data } = await api.get<IncidentPage>("/incidents", q, mine.signal);
    keepRows(data.items);
    if (!columns.peek()) firstIds.value = data.items.map((i) => i.id);
  } catch {
    // What is wrong the outline says, too.
  }
}

let asked = "";
let stop: AbortController | null = null;

async function fetchOutline(path: string): Promise<void> {
  stop?.abort();
  const mine = (stop = new AbortController());
  outlineLoading.value = true;
  if (!columns.peek()) void fetchFirst(mine);
  try {
    const { data } = await api.get<Outline>(path.replace(/^\/api\/v1/, ""), undefined, mine.signal);
    if (data.more && !partly.value) {
      partly.value = true; // the query changes, and is asked anew
      const f = setFilter.value;
      if (FILTER_KEYS.some((k) => f[k] !== undefined && FILTERS[k].here)) return;
    }
    columns.value = columnsOf(data);
    outlineProblem.value = null;
  } catch (e) {
    if ((e as Error).name === "AbortError") return;
    outlineProblem.value = e as Problem;
    asked = "";
  }
  if (stop === mine) outlineLoading.value = false;
}

export function askAgain(): void {
  asked = "";
  void fetchOutline(query.value);
}

effect(() => {
  if (route.value.name !== "incidents") return;
  const key = `${revision.value} ${query.value}`;
  if (key === asked) return;
  asked = key;
  void fetchOutline(query.value);
});
