/* What is asked of the incidents: each filter is a member of the address. */
import { batch, computed, signal } from "@preact/signals";
import { DEFAULT_ORDER, FILTER_KEYS, ORDERS, type Filter, type Order } from "../model/filter";
import { route, setQuery } from "../route";

/** While a brush or a box is dragged or words are typed, what they would set; the address gets it when the hand rests. */
export const draft = signal<Filter>({});

/** As the address has it. */
export const setFilter = computed<Filter>(() => {
  const f: Filter = {};
  for (const k of FILTER_KEYS) {
    const v = route.value.query.get(k);
    if (v) f[k] = v;
  }
  return f;
});
/** With what is being dragged or typed. */
export const filter = computed<Filter>(() => {
  const f = { ...setFilter.value, ...draft.value };
  for (const k of FILTER_KEYS) if (f[k] === "") delete f[k];
  return f;
});
export const order = computed(() => {
  const v = route.value.query.get("order") as Order | null;
  return v && ORDERS.includes(v) ? v : DEFAULT_ORDER;
});

/** What is typed filters at once; after this long it is written to the address, too. */
const TYPING_MS = 250;
let writing = 0;
/** The address as typing wrote it last: what is typed on is the same step of the back key. */
let written: URLSearchParams | null = null;

/** Sets members of the filter. What was typed and not yet written goes with it, unless it is set anew. */
export function change(next: Filter, replace = false): void {
  clearTimeout(writing);
  const all = { ...draft.peek(), ...next };
  // At once, so that nobody sees the filter without either.
  batch(() => {
    draft.value = {};
    setQuery(all as Record<string, string>, replace);
  });
}

export function typed(next: Filter): void {
  draft.value = { ...draft.peek(), ...next };
  clearTimeout(writing);
  const view = route.peek().name;
  writing = window.setTimeout(() => {
    if (route.peek().name !== view) {
      draft.value = {}; // of a view that was left meanwhile
      return;
    }
    change({}, route.peek().query === written);
    written = route.peek().query;
  }, TYPING_MS);
}

export function clearFilters(): void {
  change(Object.fromEntries(FILTER_KEYS.map((k) => [k, ""])) as Filter);
}
