/* The time about a happening, as the filters take it. */
import type { When } from "./records";
import { dayOf, dayText } from "./days";

/** from and to, some days before and after; open ends stay open. */
export function daysAround(when: When | null, days: number): { from?: string; to?: string } {
  const out: { from?: string; to?: string } = {};
  if (when?.begin) out.from = dayText(dayOf(when.begin) - days);
  if (when?.end) out.to = dayText(dayOf(when.end) + days);
  return out;
}
