/* An actor's relations: a network, and the same as lines over years. The table below both says all of it in words. */
import { useMemo } from "preact/hooks";
import { FORCE_NODES_MAX, layoutOf } from "../model/force";
import { linesOf, networkOf, partyKey, type Line, type Network, type Relation } from "../model/relations";
import { sayType, sayWhen } from "../model/say";
import { actorHref, reportHref } from "./address";
import { CertaintyPill } from "./incident_summary";
import { Words } from "./words";
import { v } from "../texts_views";

const WIDTH = 720;
/** Half a name beside the outermost actors; few actors stand nearer each other. */
const marginOf = (nodes: number) => (nodes <= 3 ? 150 : 95);
/** A few actors need no tall drawing. */
const heightOf = (nodes: number) => (nodes <= 3 ? 150 : nodes <= 7 ? 260 : 380);
/** A name longer than this is cut in the drawing; its title has all of it. */
const NAME_MAX = 26;

const shortened = (name: string) => ([...name].length > NAME_MAX ? [...name].slice(0, NAME_MAX - 1).join("") + "…" : name);

/** The strongest relations only, where there are more than can be drawn. */
function drawable(n: Network): Network {
  if (n.nodes.length <= FORCE_NODES_MAX) return n;
  const keep = n.nodes.map((x, i) => ({ x, i })).sort((a, b) => (a.i === 0 ? -1 : b.i === 0 ? 1 : b.x.weight - a.x.weight)).slice(0, FORCE_NODES_MAX);
  const to = new Map(keep.map((k, j) => [k.i, j]));
  const edges = n.edges.filter((e) => to.has(e.a) && to.has(e.b)).map((e) => ({ ...e, a: to.get(e.a)!, b: to.get(e.b)! }));
  return { nodes: keep.map((k) => k.x), edges };
}

export function NetworkDrawing({ self, relations }: { self: { name: string; actor: string | null }; relations: readonly Relation[] }) {
  const { nodes, edges, spots, height } = useMemo(() => {
    const n = drawable(networkOf(self, relations));
    const height = heightOf(n.nodes.length);
    const margin = marginOf(n.nodes.length);
    return { ...n, height, spots: layoutOf(n.nodes.length, n.edges, WIDTH - 2 * margin, height - 60).map((s) => ({ x: s.x + margin, y: s.y + 30 })) };
  }, [self.name, self.actor, relations]);
  return (
    <svg class="network" viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={v.actor.networkLabel(nodes.length - 1)}>
      <defs>
        <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
          <path d="M0 0 8 4 0 8z" class="network-arrow" />
        </marker>
      </defs>
      {edges.map((e, i) => {
        const a = spots[e.a]!;
        const b = spots[e.b]!;
        const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
        const end = { x: b.x - ((b.x - a.x) / length) * 11, y: b.y - ((b.y - a.y) / length) * 11 };
        return (
          <g key={i} class={`network-edge network-${e.types[0]}`}>
            <line x1={a.x} y1={a.y} x2={end.x} y2={end.y} marker-end={e.directed ? "url(#arrow)" : undefined} />
            <text x={(a.x + b.x) / 2} y={(a.y + b.y) / 2 - 4} text-anchor="middle">{e.types.map((x) => v.relations[x] ?? x).join(", ")}</text>
          </g>
        );
      })}
      {nodes.map((n, i) => {
        const at = spots[i]!;
        const node = (
          <>
            <title>{n.name}</title>
            <circle cx={at.x} cy={at.y} r={i === 0 ? 9 : 6} />
            <text x={at.x} y={at.y + 20} text-anchor="middle">{shortened(n.name)}</text>
          </>
        );
        return i === 0 ? <g key={n.key} class="network-node network-self">{node}</g> : <a key={n.key} class="network-node" href={actorHref(n)}>{node}</a>;
      })}
    </svg>
  );
}

function RelationWords({ r, self }: { r: Relation; self: string }) {
  const name = (p: Relation["from"]) => (partyKey(p) === self ? <b><Words text={p.name} /></b> : <a href={actorHref(p)}><Words text={p.name} /></a>);
  return (
    <>
      {name(r.from)} <span class="relation-type">{v.relations[r.type] ?? sayType(r.type)}</span> {name(r.to)}
      {r.item && <small> ({<Words text={r.item} />})</small>}
    </>
  );
}

export function RelationLines({ relations, self, today }: { relations: readonly Relation[]; self: string; today: string }) {
  const { first, last, dated, undated } = useMemo(() => linesOf(relations, today), [relations, today]);
  const every = Math.max(1, Math.ceil((last - first) / 12));
  const years = Array.from({ length: Math.floor((last - first) / every) + 1 }, (_, i) => first + i * every);
  return (
    <table class="lines list">
      <caption class="unseen">{v.actor.linesCaption}</caption>
      <thead>
        <tr>
          <th scope="col">{v.actor.relation}</th>
          <th scope="col">{v.fields.when}</th>
          <th scope="col">{v.actor.words}</th>
          <th scope="col" class="lines-scale" aria-hidden="true">
            {dated.length > 0 && years.map((y) => <span key={y} style={{ left: `${((y - first) / (last - first)) * 100}%` }}>{y}</span>)}
          </th>
        </tr>
      </thead>
      <tbody>
        {dated.map((l, i) => <Row key={i} line={l} r={l.relation} self={self} />)}
        {undated.map((r, i) => <Row key={`u${i}`} line={null} r={r} self={self} />)}
      </tbody>
    </table>
  );
}

function Row({ line, r, self }: { line: Line | null; r: Relation; self: string }) {
  const s = r.statement;
  return (
    <tr>
      <th scope="row"><RelationWords r={r} self={self} /> <CertaintyPill certainty={s.certainty} /></th>
      <td class="when">{sayWhen(s.when)}</td>
      <td><a class="claim-words" href={reportHref(s.report, s.evidence_span, s.id)}><Words quoted text={s.evidence} /></a></td>
      <td class="lines-scale" aria-hidden="true">
        {line && <i class={`lines-bar${line.openEnd ? " lines-open-end" : ""}${line.openBegin ? " lines-open-begin" : ""}`} style={{ left: `${line.from * 100}%`, width: `${Math.max(0.6, (line.to - line.from) * 100)}%` }} />}
      </td>
    </tr>
  );
}
