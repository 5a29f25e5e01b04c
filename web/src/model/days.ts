/* Days as whole numbers from 1970-01-01, in the proleptic Gregorian calendar, UTC. */

export const DAY_MS = 86_400_000;

/** NaN for what is no day. */
export function dayOf(text: string | undefined): number {
  return text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? Math.round(Date.parse(`${text}T00:00:00Z`) / DAY_MS) : NaN;
}

export function dayText(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** What people type for a day: 2024-03-07, or a month or a year, of which the first or the last day is taken. null: neither. */
export function typedDay(text: string, last: boolean): string | null {
  const m = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(text.trim());
  if (!m) return null;
  const [year, month, day] = [Number(m[1]), m[2] ? Number(m[2]) : null, m[3] ? Number(m[3]) : null];
  if (month !== null && (month < 1 || month > 12)) return null;
  const days = new Date(Date.UTC(year, month ?? 12, 0)).getUTCDate();
  if (day !== null && (day < 1 || day > days)) return null;
  const two = (n: number) => String(n).padStart(2, "0");
  return `${m[1]}-${two(month ?? (last ? 12 : 1))}-${two(day ?? (last ? days : 1))}`;
}

export type Unit = "day" | "month" | "year";

/** The first day of the unit that holds a day, and of the n-th after it. */
export function unitStart(unit: Unit, day: number, after = 0): number {
  if (unit === "day") return Math.floor(day) + after;
  const d = new Date(Math.floor(day) * DAY_MS);
  const at = unit === "month" ? Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + after, 1) : Date.UTC(d.getUTCFullYear() + after, 0, 1);
  return Math.round(at / DAY_MS);
}
