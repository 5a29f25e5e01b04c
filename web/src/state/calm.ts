/* Waits until what was asked for first has been painted: the map's code and the world's borders are megabytes. */
import { effect } from "@preact/signals";
import { columns, firstIds, outlineProblem } from "./outline";
import { arrived } from "./rows";

/** Then the map is drawn even if no row comes. */
const LONGEST_MS = 3000;

function when(there: () => boolean): Promise<void> {
  return new Promise((go) => {
    const timer = setTimeout(go, LONGEST_MS);
    effect(() => {
      if (!there()) return;
      clearTimeout(timer);
      requestAnimationFrame(() => setTimeout(go, 0));
    });
  });
}

export function firstRowsPainted(): Promise<void> {
  return when(() => outlineProblem.value !== null || (arrived.value > 0 && (columns.value !== null || firstIds.value.length > 0)));
}

/** Where everything is, is known: what a map is to show. */
export function outlineCame(): Promise<void> {
  return when(() => outlineProblem.value !== null || columns.value !== null);
}
