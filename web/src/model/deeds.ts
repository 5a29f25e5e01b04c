/* The acts of an incident with the statements that tell of each. */
import type { Deed, IncidentWhole, Report, Statement } from "./records";

export interface Act {
  deed: Deed;
  told: { statement: Statement; report: Report | undefined }[];
}
/** `many`: told by more than one statement, or in another incident, too; `once`: the others. */
export interface Acts {
  many: Act[];
  once: Act[];
}

/** As a reading names them: its text and "s7"; what people added is "h" and its row. */
function byName(i: Pick<IncidentWhole, "told" | "told_in">): Map<string, Act["told"][number]> {
  const out = new Map<string, Act["told"][number]>();
  for (const statement of i.told) {
    const report = i.told_in.find((r) => r.id === statement.report);
    const name = statement.review === "added" ? `h${statement.id}` : `s${statement.number}`;
    out.set(`${report?.text} ${name}`, { statement, report });
  }
  return out;
}

export function actsOf(i: Pick<IncidentWhole, "deeds" | "told" | "told_in">): Acts {
  const named = byName(i);
  const acts = i.deeds.map((deed): Act => ({
    deed,
    told: deed.statements.map((s) => named.get(`${s.report} ${s.statement}`)).filter((x): x is Act["told"][number] => x !== undefined),
  }));
  const many = (a: Act) => a.deed.statements.length > 1 || a.deed.also_in.length > 0;
  return { many: acts.filter(many), once: acts.filter((a) => !many(a)) };
}
