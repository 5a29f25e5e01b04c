/* A statement that the program missed, as it is written in the form and as it is sent. */
import type { Addition } from "../state/decide";
import type { Reading, Span } from "./records";
import { editableWhen } from "./say";

/** Fields that words of the report fill. */
export const PICKED = ["words", "agent", "recipient", "target", "instrument", "place", "when", "toll"] as const;
export type Picked = (typeof PICKED)[number];

/** The date that was read in chosen words, as it is written; "" where none was. Of several the one that begins first. */
export function readWhen(reading: Reading | null, [begin, end]: Span): string {
  const here = (reading?.times ?? []).filter((t) => t.span && t.span[0] < end && t.span[1] > begin && t.edtf);
  here.sort((a, b) => a.span![0] - b.span![0]);
  return here[0] ? editableWhen({ ...here[0], precision: "day" }) : "";
}

/** The number that stands in words, its digits in groups or not: "some 1,200" is 1200; "" where there is none, or more than one. */
export function numberIn(words: string): string {
  const all = words.match(/\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+/g) ?? [];
  return all.length === 1 ? String(Number(all[0].replace(/\D/g, ""))) : "";
}

/** What is sent: where words were chosen their span, where they were written the words. */
export function additionOf(report: number, written: Partial<Record<Picked, string>>, spans: Partial<Record<Picked, Span>>, values: Record<string, string>): Addition {
  const out: Addition = { report, type: values.type ?? "" };
  const at: Record<string, Span> = {};
  if (spans.words) out.span = spans.words;
  else out.words = written.words?.trim() ?? "";
  for (const f of ["agent", "recipient", "target", "instrument", "place"] as const) {
    if (spans[f]) at[f] = spans[f];
    else if (written[f]?.trim()) out[f] = written[f].trim();
  }
  for (const f of ["mode", "certainty", "modality"] as const) if (values[f]?.trim()) out[f] = values[f].trim();
  if (written.when?.trim()) {
    out.when = written.when.trim();
    if (spans.when) at.when = spans.when;
  }
  if (values.effect && written.toll?.trim()) {
    Object.assign(out, { effect: values.effect, toll: Number(written.toll) });
    if (spans.toll) at.toll = spans.toll;
  }
  if (values.incident) out.incident = Number(values.incident);
  if (Object.keys(at).length) out.spans = at;
  return out;
}
