/* Addresses of records within the page. */
import { href } from "../route";
import type { Span } from "../model/records";

/** A report, at some words of it, with a statement chosen. */
export function reportHref(report: number, span?: Span | null, statement?: number | null): string {
  return href("report", report, { at: span ? `${span[0]}-${span[1]}` : null, statement: statement ?? null });
}

/** An actor of the register by its id, another by its name after ~. */
export function actorHref(p: { actor?: string | null; id?: string | null; name: string }): string {
  return href("actor", p.actor ?? p.id ?? `~${p.name}`);
}

/** `at=54-73` of a report's address. */
export function spanOf(at: string | null): Span | null {
  const m = /^(\d{1,9})-(\d{1,9})$/.exec(at ?? "");
  return m && Number(m[1]) < Number(m[2]) ? [Number(m[1]), Number(m[2])] : null;
}
