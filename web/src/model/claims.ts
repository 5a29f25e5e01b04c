/* An incident's claims side by side: what each report's source, and each speaker in it, says of each thing. A cell keeps every claim
 * with the statement that makes it, so that the words can be looked up. */
import type { Certainty, IncidentWhole, Report, Span, Statement } from "./records";
import { sayRange, sayType, sayWhen, sayWhere } from "./say";

export type RowKind = "what" | "when" | "where" | "agent" | "recipient" | "target" | "instrument" | "beneficiary" | "other-party" | "toll";

export interface Claim {
  key: string; /* claims of one row with one key say the same */
  value: string;
  actor: string | null;
  certainty: Certainty | null;
  says: string | null; /* null: the report's own voice */
  words: string | null;
  span: Span;
  statement: Statement;
}

export interface Cell {
  claims: Claim[];
}

export interface Row {
  kind: RowKind;
  effect: string | null; /* of a toll */
  cells: Cell[]; /* one a column */
  values: number; /* how many different values are told by those who do not deny */
}

/* A column is a publisher with its reports; copies of one text speak together. */
export interface Column {
  source: string | null;
  reliability: string | null;
  reports: Report[];
}

export interface Matrix {
  columns: Column[];
  rows: Row[];
}

const ROLES: RowKind[] = ["agent", "recipient", "target", "instrument", "beneficiary", "other-party"];

export function folded(s: string): string {
  return s
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/^(the|a|an|its|their|his|her)\s+/, "")
    .trim();
}

export function columnsOf(reports: readonly Report[]): Column[] {
  const columns = new Map<string, Column>();
  const inOrder = [...reports].sort((a, b) => (a.published ?? "9999").localeCompare(b.published ?? "9999") || a.id - b.id);
  for (const r of inOrder) {
    const key = r.source ? `s${r.source}` : `g${r.copy_group}`;
    const known = columns.get(key);
    if (known) known.reports.push(r);
    else columns.set(key, { source: r.source, reliability: r.reliability, reports: [r] });
  }
  return [...columns.values()];
}

/* The voice of a statement: its speakers, the outermost first. */
export function voiceOf(s: Statement): string | null {
  const names = s.according_to.map((a) => a.name).filter((n): n is string => !!n);
  return names.length ? names.join(" → ") : null;
}

function claimsOf(s: Statement): { row: string; claim: Claim }[] {
  const out: { row: string; claim: Claim }[] = [];
  const base = { actor: null, certainty: s.certainty, says: voiceOf(s), statement: s };
  out.push({
    row: "what",
    claim: { ...base, key: `${s.type} ${s.mode ?? ""}`, value: sayType(s.type, s.mode), words: s.trigger, span: s.trigger_span },
  });
  if (s.when) {
    const value = sayWhen(s.when);
    out.push({ row: "when", claim: { ...base, key: value, value, words: null, span: s.evidence_span } });
  }
  for (const w of s.where) {
    const value = sayWhere(w);
    const key = w.geonames ? String(w.geonames) : folded(value);
    out.push({ row: "where", claim: { ...base, key, value, words: null, span: s.evidence_span } });
  }
  for (const r of s.roles) {
    if (!ROLES.includes(r.role as RowKind)) continue;
    const says = r.according_to ?? null;
    const claim = { ...base, actor: r.actor, certainty: r.certainty, says, words: r.words, span: r.span };
    out.push({ row: r.role, claim: { ...claim, key: r.actor ?? folded(r.name), value: r.name } });
  }
  for (const l of s.toll) {
    const value = sayRange(l);
    if (value === null) continue;
    const span = findWords(s, l.words);
    const claim = { ...base, certainty: l.certainty, says: l.according_to, words: l.words, span };
    out.push({ row: `toll ${l.effect}`, claim: { ...claim, key: `${value} ${l.status ?? ""}`, value: withStatus(value, l.status) } });
  }
  return out;
}

function withStatus(value: string, status: string | null): string {
  return status && status !== "unknown" ? `${value} (${status})` : value;
}

/* Where the words of a toll stand: the API gives the words and the evidence, so they are looked for in it. */
export function findWords(s: Statement, words: string | null): Span {
  if (words && s.evidence) {
    const at = s.evidence.indexOf(words);
    if (at >= 0) {
      const begin = s.evidence_span[0] + [...s.evidence.slice(0, at)].length;
      return [begin, begin + [...words].length];
    }
  }
  return s.evidence_span;
}

/* Claims of one cell that say the same by the same voice are one; the surest statement's words stand for it. */
function addTo(cell: Cell, claim: Claim): void {
  const same = cell.claims.find((c) => c.key === claim.key && c.says === claim.says && c.certainty === claim.certainty);
  if (!same) cell.claims.push(claim);
  else if ((claim.statement.confidence ?? 0) > (same.statement.confidence ?? 0)) Object.assign(same, claim);
}

const FIRMNESS: Record<string, number> = { fact: 0, claimed: 1, accused: 2, possible: 3, denied: 4 };
export function firmness(c: Certainty | null): number {
  return c === null ? 5 : (FIRMNESS[c] ?? 5);
}

export function matrixOf(incident: Pick<IncidentWhole, "told" | "told_in" | "type" | "modality">): Matrix {
  const columns = columnsOf(incident.told_in);
  const columnOf = new Map<number, number>();
  columns.forEach((c, i) => c.reports.forEach((r) => columnOf.set(r.id, i)));
  const rows = new Map<string, Row>();
  for (const s of incident.told) {
    if (s.review === "rejected") continue;
    const column = columnOf.get(s.report);
    if (column === undefined) continue;
    for (const { row, claim } of claimsOf(s)) {
      let known = rows.get(row);
      if (!known) {
        const effect = row.startsWith("toll ") ? row.slice(5) : null;
        const kind = (effect === null ? row : "toll") as RowKind;
        known = { kind, effect, cells: columns.map(() => ({ claims: [] })), values: 0 };
        rows.set(row, known);
      }
      addTo(known.cells[column]!, claim);
    }
  }
  const order = ["what", "when", "where", ...ROLES];
  const rank = (r: Row) => (r.kind === "toll" ? order.length : order.indexOf(r.kind));
  const sorted = [...rows.values()].sort((a, b) => rank(a) - rank(b) || (a.effect ?? "").localeCompare(b.effect ?? ""));
  for (const row of sorted) {
    for (const cell of row.cells) cell.claims.sort((a, b) => firmness(a.certainty) - firmness(b.certainty));
    const told = row.cells.flatMap((c) => c.claims).filter((c) => c.certainty !== "denied");
    row.values = new Set(told.map((c) => c.key)).size;
  }
  return { columns, rows: sorted };
}

/* Who is said to have done it. Rivals are those named by a name or known to the register; a description ("attacker", "gunmen") may be
 * any of them and stands apart. */
export interface Rival {
  value: string;
  actor: string | null;
  claims: Claim[];
}
export interface Accounts {
  rivals: Rival[]; /* none when fewer than two are named */
  described: Rival[];
}

/* A name begins with something other than a small letter, behind articles. */
function isNamed(r: Rival): boolean {
  return r.actor !== null || !/^\p{Ll}/u.test(r.value.replace(/^(the|a|an)\s+/i, ""));
}

export function accountsOf(row: Row | undefined): Accounts {
  const all = new Map<string, Rival>();
  for (const claim of row?.cells.flatMap((c) => c.claims) ?? []) {
    const known = all.get(claim.key);
    if (known) known.claims.push(claim);
    else all.set(claim.key, { value: claim.value, actor: claim.actor, claims: [claim] });
  }
  const surest = (r: Rival) => Math.min(...r.claims.map((c) => firmness(c.certainty)));
  const sorted = [...all.values()].sort((a, b) => surest(a) - surest(b) || b.claims.length - a.claims.length);
  const named = sorted.filter(isNamed);
  return { rivals: named.length > 1 ? named : [], described: sorted.filter((r) => !isNamed(r)) };
}
