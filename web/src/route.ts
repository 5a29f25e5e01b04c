/* Where the page is: all of it stands in the address, so that a view can be shared and the back key works. */
import { signal } from "@preact/signals";

export type RouteName =
  | "incidents" | "incident" | "reports" | "report" | "actors" | "actor" | "places" | "place"
  | "sources" | "search" | "exports" | "log" | "add" | "lost";

export interface Route {
  name: RouteName;
  id: string; /* decoded; "" where the route has none */
  query: URLSearchParams;
}

/** First part of the path -> [the view of all, the view of one]. */
const PATHS: Record<string, [RouteName, RouteName]> = {
  "": ["incidents", "lost"],
  incidents: ["incidents", "incident"],
  reports: ["reports", "report"],
  actors: ["actors", "actor"],
  places: ["places", "place"],
  sources: ["sources", "lost"],
  search: ["search", "lost"],
  exports: ["exports", "lost"],
  log: ["log", "lost"],
  add: ["add", "lost"],
};

export function parse(path: string, search: string): Route {
  const query = new URLSearchParams(search);
  const [, head = "", ...rest] = path.split("/");
  const names = PATHS[head];
  let id = rest.join("/");
  try {
    id = decodeURIComponent(id);
  } catch {
    return { name: "lost", id, query };
  }
  if (!names) return { name: "lost", id: path, query };
  return { name: id ? names[1] : names[0], id, query };
}

/** The address of a view; the query leaves out what is empty. */
export function href(name: RouteName, id: string | number = "", query: Record<string, string | number | null | undefined> | URLSearchParams = {}): string {
  const head = Object.keys(PATHS).find((k) => k !== "" && PATHS[k]!.includes(name)) ?? "incidents";
  const q = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (!(query instanceof URLSearchParams)) {
    for (const [k, v] of Object.entries(query)) if (v !== null && v !== undefined && v !== "") q.set(k, String(v));
  }
  // Commas and colons are allowed in a query and make a shared address legible.
  const text = q.toString().replaceAll("%2C", ",").replaceAll("%3A", ":");
  return `/${head}${id === "" ? "" : `/${encodeURIComponent(id)}`}${text && `?${text}`}`;
}

export const route = signal<Route>(parse(location.pathname, location.search));

function arrive(): void {
  route.value = parse(location.pathname, location.search);
}

/** Goes to an address of the page. `replace`: without a new step for the back key, as while a filter is dragged. */
export function go(to: string, replace = false): void {
  if (to === location.pathname + location.search) return;
  const elsewhere = to.split("?")[0] !== location.pathname;
  history[replace ? "replaceState" : "pushState"](null, "", to);
  arrive();
  if (elsewhere) {
    scrollTo(0, 0);
    // A screen reader and the keyboard start at the new view, not at the link that led there.
    requestAnimationFrame(() => document.getElementById("view")?.focus({ preventScroll: true }));
  }
}

/** Sets members of the query of the view that is shown; null or "" takes one away. */
export function setQuery(change: Record<string, string | null>, replace = false): void {
  const query = new URLSearchParams(route.value.query);
  for (const [k, v] of Object.entries(change)) {
    if (v === null || v === "") query.delete(k);
    else query.set(k, v);
  }
  go(href(route.value.name, route.value.id, query), replace);
}

function onClick(e: MouseEvent): void {
  if (e.defaultPrevented || e.button !== 0 || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
  const a = (e.target as Element | null)?.closest?.("a");
  if (!a || a.target || a.hasAttribute("download") || a.origin !== location.origin || a.pathname.startsWith("/api/") || a.pathname.includes(".")) return;
  if (a.hash && a.pathname === location.pathname && a.search === location.search) return;
  e.preventDefault();
  go(a.pathname + a.search);
}

/** Takes over plain clicks on links of the page. Called once. */
export function startRouter(): void {
  addEventListener("popstate", arrive);
  document.addEventListener("click", onClick);
}
