/* All incidents in outline, by id: the page filters and sorts them by itself, so that map, timeline and table follow the hand. Of
 * a filter that only the server can judge it is asked which ids it keeps. */
import { batch, computed, effect, signal } from "@preact/signals";
import { address, api, type IncidentPage, type Outline, type Problem } from "../api";
import { allRows, columnsOf, keepAnyDay, keepDays, marksOf, rowsBy, type Columns } from "../model/columns";
import { route } from "../route";
import { revision } from "./case";
import { FILTER_KEYS, FILTERS, type Filter } from "../model/filter";
import { draft, filter, order, setFilter } from "./filter";
import { keepRows } from "./rows";

export const columns = signal<Columns | null>(null);
export const outlineProblem = signal<Problem | null>(null);
export const outlineLoading = signal(false);
/** The case has more than an outline holds: then every filter and the order go to the server. */
const partly = signal(false);
/** The ids that the server keeps; null: it was asked for none. */
const judged = signal<number[] | null>(null);

function only(f: Filter, wanted: (key: keyof Filter) => boolean): Filter {
  return Object.fromEntries(FILTER_KEYS.filter((k) => f[k] !== undefined && wanted(k)).map((k) => [k, f[k]]));
}
/** What the server is asked: the columns; and the ids, where there is something that only it can judge. */
const outlinePath = computed(() => address("/incidents/outline", partly.value ? { order: order.value, ...setFilter.value } : {}));
const idsPath = computed(() => {
  const f = partly.value ? {} : only(filter.value, (k) => !FILTERS[k].here);
  return Object.keys(f).length ? address("/incidents/outline", { columns: "id", ...f }) : null;
});

const NOTHING = new Uint32Array(0);
const sorted = computed(() => {
  const c = columns.value;
  return !c ? NOTHING : partly.value ? allRows(c) : rowsBy(c, order.value);
});
const marks = computed(() => (columns.value && judged.value && idsPath.value ? marksOf(columns.value, judged.value) : null));
/** The filter without its days, as text: it is the same while only the brush moves, and the timeline's bars then stay. */
const rest = computed(() => JSON.stringify(only(filter.value, (k) => FILTERS[k].here && k !== "from" && k !== "to")));
const anyDay = computed(() => (columns.value ? keepAnyDay(columns.value, JSON.parse(rest.value) as Filter, sorted.value, marks.value) : NOTHING));
/** Rows of the outline that are kept; anyDay: without regard to from and to. */
export const rows = computed(() => ({ anyDay: anyDay.value, kept: columns.value ? keepDays(columns.value, filter.value, anyDay.value) : NOTHING }));

/** What the list kept last, in its order: it stays while an incident of it is open. */
export const lastKept = signal<{ columns: Columns; kept: Uint32Array } | null>(null);
effect(() => {
  if (route.value.name === "incidents" && columns.value) lastKept.value = { columns: columns.value, kept: rows.value.kept };
});

/** Of that list the next behind this one that nobody has decided about; null: there is none. */
export function nextOpen(id: number): number | null {
  const list = lastKept.value;
  if (!list) return null;
  const { columns: c, kept } = list, none = c.reviews.indexOf("none");
  for (let k = kept.findIndex((i) => c.id[i] === id) + 1; k < kept.length; k++) if (c.review[kept[k]!] === none) return c.id[kept[k]!]!;
  return null;
}

/** The first page of the table, which comes long before the outline of a large case, and no later than the ids that are kept. */
export const firstIds = signal<number[]>([]);
const FIRST_ROWS = 50;

async function fetchFirst(mine: AbortController): Promise<void> {
  const q: Record<string, string> = { order: order.peek(), limit: String(FIRST_ROWS), ...filter.peek() };
  try {
    const { data } = await api.get<IncidentPage>("/incidents", q, mine.signal);
    keepRows(data.items);
    if (!columns.peek()) firstIds.value = data.items.map((i) => i.id);
  } catch {
    // What is wrong the outline says, too.
  }
}

interface Asked {
  outline: string;
  ids: string | null;
}
/** With the revision of the case: an answer of an earlier one is asked for again. */
let had: Asked = { outline: "", ids: null };
let asked: Asked = had;
let stop: AbortController | null = null;

async function fetchOutline(next: Asked, paths: Asked): Promise<void> {
  stop?.abort();
  const mine = (stop = new AbortController());
  const get = <T>(path: string) => api.get<T>(path.replace(/^\/api\/v1/, ""), undefined, mine.signal);
  asked = next;
  outlineLoading.value = true;
  if (!columns.peek() || (paths.ids && next.ids !== had.ids)) void fetchFirst(mine);
  try {
    const [outline, ids] = await Promise.all([
      next.outline !== had.outline ? get<Outline>(paths.outline) : null,
      paths.ids && next.ids !== had.ids ? get<Pick<Outline, "id">>(paths.ids) : null,
    ]);
    had = next;
    if (outline?.data.more && !partly.value) partly.value = true; // the query changes, and is asked anew
    else batch(() => {
      if (outline) columns.value = columnsOf(outline.data);
      if (ids || !paths.ids) judged.value = ids?.data.id ?? null;
      outlineProblem.value = null;
    });
  } catch (e) {
    if ((e as Error).name === "AbortError") return;
    outlineProblem.value = e as Problem;
    had = { outline: "", ids: null };
  }
  if (stop !== mine) return;
  stop = null;
  outlineLoading.value = false;
  ask();
}

function ask(): void {
  if (route.value.name !== "incidents") return;
  const paths = { outline: outlinePath.value, ids: idsPath.value };
  const next = { outline: `${revision.value} ${paths.outline}`, ids: paths.ids && `${revision.value} ${paths.ids}` };
  if (next.outline === asked.outline && next.ids === asked.ids) return;
  // While somebody types or drags one question at a time is asked; then the last one.
  if (stop && Object.keys(draft.peek()).length) return;
  void fetchOutline(next, paths);
}

export function askAgain(): void {
  asked = had = { outline: "", ids: null };
  ask();
}

effect(ask);
