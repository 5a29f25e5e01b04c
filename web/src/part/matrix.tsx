/* An incident's claims side by side: a row for each thing that is told, a column for each source. */
import type { Claim, Matrix, Row } from "../model/claims";
import { actorHref, reportHref } from "./address";
import { href } from "../route";
import { CertaintyPill } from "./incident_summary";
import { Pill } from "./pill";
import { Scroll } from "./scroll";
import { Words } from "./words";
import { v } from "../texts_views";

/** Claims of a cell that have one value, under it: each voice with its words. */
function grouped(claims: readonly Claim[]): Claim[][] {
  const out = new Map<string, Claim[]>();
  for (const c of claims) {
    const key = `${c.key}\n${c.certainty}\n${c.statement.modality}`;
    out.set(key, [...(out.get(key) ?? []), c]);
  }
  return [...out.values()];
}

function Value({ claims, ours }: { claims: Claim[]; ours: boolean }) {
  const c = claims[0]!;
  const { modality } = c.statement;
  return (
    <div class={`claim claim-${c.certainty ?? "fact"}`}>
      <span class="claim-value">
        {c.actor ? <a href={actorHref({ actor: c.actor, name: c.value })}><Words text={c.value} /></a> : ours ? c.value : <Words text={c.value} />}
      </span>{" "}
      <CertaintyPill certainty={c.certainty} />
      {modality !== "actual" && <> <Pill kind="possible">{modality}</Pill></>}
      <ul>
        {claims.map((x, i) => (
          <li key={i}>
            {x.says && <span class="claim-says">{v.by} <Words text={x.says} />: </span>}
            <a class="claim-words" href={reportHref(x.statement.report, x.span, x.statement.id)} title={v.matrix.toWords(x.statement.report)}>
              <Words quoted text={x.words ?? shortened(x.statement.evidence)} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Evidence as a whole is too much for a cell. */
const CELL_WORDS_MAX = 60;
function shortened(s: string | null): string {
  const points = [...(s ?? "")];
  return points.length <= CELL_WORDS_MAX ? points.join("") : points.slice(0, CELL_WORDS_MAX).join("").replace(/\s\S*$/, "") + "…";
}

/** Values of a cell in sight; the others fold away. */
const VALUES_SEEN = 2;

function ClaimCell({ claims, ours }: { claims: readonly Claim[]; ours: boolean }) {
  const values = grouped(claims);
  if (!values.length) return <span class="quiet">{v.matrix.silent}</span>;
  // One more takes the same room as the line that would say so.
  const seen = values.length <= VALUES_SEEN + 1 ? values : values.slice(0, VALUES_SEEN);
  const rest = values.slice(seen.length);
  return (
    <>
      {seen.map((c, i) => <Value key={i} claims={c} ours={ours} />)}
      {rest.length > 0 && (
        <details class="matrix-more">
          <summary>{v.matrix.more(rest.length)}</summary>
          {rest.map((c, i) => <Value key={i} claims={c} ours={ours} />)}
        </details>
      )}
    </>
  );
}

function rowName(row: Row): string {
  return row.kind === "toll" ? (v.effects[row.effect ?? ""] ?? row.effect ?? "") : (v.matrix.rows[row.kind] ?? row.kind);
}

export function ClaimsMatrix({ matrix }: { matrix: Matrix }) {
  return (
    <section class="claims" aria-labelledby="claims-title">
      <h2 id="claims-title">{v.matrix.title}</h2>
      <Scroll label={v.matrix.scroll}>
        <table class="matrix">
          <thead>
            <tr>
              <td />
              {matrix.columns.map((c, i) => (
                <th key={i} scope="col">
                  <span class="matrix-source">{c.source ? <Words text={c.source} /> : v.noSource}</span>
                  {c.reliability && <span class="grade" title={v.sources.grades[c.reliability]}>{c.reliability}</span>}
                  <small>
                    {c.reports.map((r) => (
                      <a key={r.id} href={href("report", r.id)} title={r.title ?? undefined}>
                        {r.published ?? v.say.noDate}
                      </a>
                    ))}
                  </small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map((row) => (
              <tr key={row.kind + row.effect} class={row.kind === "toll" && row.values > 1 ? "matrix-differs" : undefined}>
                <th scope="row">
                  {rowName(row)}
                  {row.values > 1 && <small>{v.matrix.differ(row.values)}</small>}
                </th>
                {row.cells.map((cell, i) => (
                  <td key={i}>
                    <ClaimCell claims={cell.claims} ours={row.kind === "what" || row.kind === "when" || row.kind === "toll"} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
