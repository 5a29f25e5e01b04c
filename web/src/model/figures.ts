/* Rival figures of a toll on one scale. */
import type { Certainty, IncidentWhole, Range } from "./records";
import { columnsOf, voiceOf } from "./claims";

export interface Figure extends Range {
  source: string | null;
  published: string | null;
  says: string | null;
  certainty: Certainty | null;
  status: string | null;
  statement: number;
  report: number;
  words: string | null;
  left: number; /* fractions of the scale */
  right: number;
  dot: number | null;
  openHigh: boolean;
}

export interface Scale {
  max: number;
  figures: Figure[];
}

/* A round number at or above x, so that the scale's end can be read. */
export function roundUp(x: number): number {
  if (x <= 5) return 5;
  const power = 10 ** Math.floor(Math.log10(x));
  for (const m of [1, 1.5, 2, 3, 4, 5, 6, 8, 10]) if (m * power >= x) return m * power;
  return 10 * power;
}

/* Every figure of an effect that is told, in the order of the reports; the same figure by the same voice of a report once. */
export function figuresOf(incident: Pick<IncidentWhole, "told" | "told_in">, effect: string): Scale {
  const order = columnsOf(incident.told_in).flatMap((c) => c.reports);
  const byId = new Map(order.map((r) => [r.id, r]));
  const seen = new Set<string>();
  const figures: Figure[] = [];
  for (const s of incident.told) {
    const report = byId.get(s.report);
    if (s.review === "rejected" || !report) continue;
    for (const l of s.toll) {
      if (l.effect !== effect || (l.low === null && l.best === null && l.high === null)) continue;
      const says = l.according_to ?? (s.according_to.length ? voiceOf(s) : null);
      const key = [s.report, l.low, l.best, l.high, says, l.status, l.certainty].join("\n");
      if (seen.has(key)) continue;
      seen.add(key);
      figures.push({
        low: l.low, best: l.best, high: l.high, source: report.source, published: report.published, says, certainty: l.certainty,
        status: l.status, statement: s.id, report: s.report, words: l.words, left: 0, right: 0, dot: null, openHigh: l.high === null,
      });
    }
  }
  figures.sort((a, b) => (a.published ?? "9999").localeCompare(b.published ?? "9999") || a.report - b.report);
  const max = roundUp(Math.max(0, ...figures.flatMap((f) => [f.low, f.best, f.high]).filter((x): x is number => x !== null)));
  for (const f of figures) {
    f.left = (f.low ?? 0) / max;
    f.right = f.high === null ? 1 : f.high / max;
    f.dot = f.best === null ? null : f.best / max;
  }
  return { max, figures };
}

