/* Days as whole numbers from 1970-01-01, in the proleptic Gregorian calendar, UTC. */

export const DAY_MS = 86_400_000;

/** NaN for what is no day. */
export function dayOf(text: string | undefined): number {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MS) : NaN;
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

export type Unit = "day" | "month" | "year";

/** The first day of the unit that holds a day, and of the n-th after it. */
export function unitStart(unit: Unit, day: number, after = 0): number {
  if (unit === "day") return Math.floor(day) + after;
  const d = new Date(Math.floor(day) * DAY_MS);
  const at = unit === "month" ? Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + after, 1) : Date.UTC(d.getUTCFullYear() + after, 0, 1);
  return Math.round(at / DAY_MS);
}
