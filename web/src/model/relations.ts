/* Relations of an actor over time: edges of a network, and lines with dates. */
import type { Incident, Party, Statement } from "./records";
import { folded } from "./claims";

export const SYMMETRIC = new Set(["allied-with", "fights"]);

export interface Relation {
  type: string;
  from: { name: string; actor: string | null };
  to: { name: string; actor: string | null };
  item: string | null;
  begin: string | null; /* first day, null: not told */
  end: string | null; /* last day, null: not told or still so */
  statement: Statement;
}

/* One key for all ways to write a name; an id of the register stands for itself. */
export function partyKey(p: { name: string; actor: string | null }): string {
  return p.actor ?? `~${folded(p.name)}`;
}

/* The pairs that a statement relates. In a symmetric relation each side is written as from and as to: a pair is then taken once, and
 * nobody is related to himself. */
export function relationsOf(statements: readonly Statement[]): Relation[] {
  const out: Relation[] = [];
  for (const s of statements) {
    if (s.kind !== "relation" || s.review === "rejected") continue;
    const item = s.roles.find((r) => r.role === "item")?.name ?? null;
    const seen = new Set<string>();
    for (const from of s.roles.filter((r) => r.role === "from")) {
      for (const to of s.roles.filter((r) => r.role === "to")) {
        const a = partyKey(from);
        const b = partyKey(to);
        const pair = SYMMETRIC.has(s.type) && b < a ? `${b}\n${a}` : `${a}\n${b}`;
        if (a === b || seen.has(pair)) continue;
        seen.add(pair);
        out.push({ type: s.type, from, to, item, begin: s.when?.begin ?? null, end: s.when?.end ?? null, statement: s });
      }
    }
  }
  return out;
}

export interface Node {
  key: string;
  name: string;
  actor: string | null;
  weight: number; /* how many relations it is in */
}
export interface Edge {
  a: number; /* index of a node */
  b: number;
  types: string[];
  directed: boolean;
  relations: Relation[];
}
export interface Network {
  nodes: Node[];
  edges: Edge[];
}

/* One edge for all relations between two actors. `self` comes first and is always there. */
export function networkOf(self: { name: string; actor: string | null }, relations: readonly Relation[]): Network {
  const nodes: Node[] = [{ key: partyKey(self), name: self.name, actor: self.actor, weight: 0 }];
  const index = new Map<string, number>([[nodes[0]!.key, 0]]);
  const nodeOf = (p: { name: string; actor: string | null }) => {
    const key = partyKey(p);
    let i = index.get(key);
    if (i === undefined) {
      i = nodes.length;
      index.set(key, i);
      nodes.push({ key, name: p.name, actor: p.actor, weight: 0 });
    }
    nodes[i]!.weight++;
    return i;
  };
  const edges = new Map<string, Edge>();
  for (const r of relations) {
    const a = nodeOf(r.from);
    const b = nodeOf(r.to);
    const turned = SYMMETRIC.has(r.type) && b < a;
    const key = turned ? `${b} ${a}` : `${a} ${b}`;
    const known = edges.get(key);
    if (known) {
      known.relations.push(r);
      if (!known.types.includes(r.type)) known.types.push(r.type);
      known.directed ||= !SYMMETRIC.has(r.type);
    } else {
      edges.set(key, { a: turned ? b : a, b: turned ? a : b, types: [r.type], directed: !SYMMETRIC.has(r.type), relations: [r] });
    }
  }
  return { nodes, edges: [...edges.values()] };
}

/* Lines over years: each relation is a stretch, open ends reach the ends of the scale, what has no date stands apart. */
export interface Line {
  relation: Relation;
  from: number; /* fractions of the scale */
  to: number;
  openBegin: boolean;
  openEnd: boolean;
}
export interface Lines {
  first: number; /* years of the scale's ends */
  last: number;
  dated: Line[];
  undated: Relation[];
}

export function yearOf(day: string): number {
  const [y = 0, m = 1, d = 1] = day.split("-").map(Number);
  return y + (m - 1) / 12 + (d - 1) / 366;
}

export function linesOf(relations: readonly Relation[], today: string): Lines {
  const undated = relations.filter((r) => !r.begin && !r.end);
  const dated = relations.filter((r) => r.begin || r.end);
  const ends = dated.flatMap((r) => [r.begin, r.end]).filter((d): d is string => !!d).map(yearOf);
  if (dated.some((r) => !r.end)) ends.push(yearOf(today));
  const first = ends.length ? Math.floor(Math.min(...ends)) : 0;
  const last = ends.length ? Math.max(first + 1, Math.ceil(Math.max(...ends))) : 1;
  const at = (day: string) => (yearOf(day) - first) / (last - first);
  const lines = dated.map((r) => ({
    relation: r,
    from: r.begin ? at(r.begin) : 0,
    to: r.end ? Math.min(1, at(r.end) + 1 / 366 / (last - first)) : 1,
    openBegin: !r.begin,
    openEnd: !r.end,
  }));
  lines.sort((a, b) => a.from - b.from || a.to - b.to);
  return { first, last, dated: lines, undated };
}

/* What an actor did and suffered, by year; "" is the year of what has no date. Rejected incidents do not count. */
export interface Year {
  year: string;
  did: number;
  suffered: number;
  killed: number; /* best figures of what it did */
  incidents: Incident[];
}
export function yearsOf(actor: { name: string; actor: string | null }, incidents: readonly Incident[]): Year[] {
  const key = partyKey(actor);
  const has = (list: readonly Party[]) => list.some((p) => partyKey(p) === key && p.certainty !== "denied");
  const years = new Map<string, Year>();
  for (const i of incidents) {
    if (i.review === "rejected") continue;
    const year = (i.when?.begin ?? i.when?.end ?? "").slice(0, 4);
    const y = years.get(year) ?? { year, did: 0, suffered: 0, killed: 0, incidents: [] };
    years.set(year, y);
    y.incidents.push(i);
    if (has(i.agents)) {
      y.did++;
      y.killed += i.toll.find((l) => l.effect === "killed" && l.status === "all")?.best ?? 0;
    }
    if (has(i.recipients) || has(i.targets)) y.suffered++;
  }
  return [...years.values()].sort((a, b) => b.year.localeCompare(a.year));
}
