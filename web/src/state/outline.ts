/* All incidents that the address asks for, in outline: asked of the server when what only it can judge changes, kept here
 * for the rest, so that map, timeline and table follow the hand. */
import { computed, effect, signal } from "@preact/signals";
import { address, api, type Outline, type Problem } from "../api";
import { columnsOf, keep, type Columns } from "../model/columns";
import { route } from "../route";
import { caseInfo, revision } from "./case";
import { FILTER_KEYS, FILTERS } from "../model/filter";
import { filter, order, setFilter } from "./filter";

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
export const rows = computed(() => {
  const c = columns.value;
  return c ? keep(c, filter.value) : { anyDay: NOTHING, kept: NOTHING };
});

let asked = "";
let stop: AbortController | null = null;

async function fetchOutline(path: string): Promise<void> {
  stop?.abort();
  const mine = (stop = new AbortController());
  outlineLoading.value = true;
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
  if (route.value.name !== "incidents" || !caseInfo.value) return;
  const key = `${revision.value} ${query.value}`;
  if (key === asked) return;
  asked = key;
  void fetchOutline(query.value);
});
