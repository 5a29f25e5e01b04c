/* An incident's claims side by side: a row for each thing that is told, a column for each source. */
import type { Claim, Matrix, Row } from "../model/claims";
import { actorHref, reportHref } from "./address";
import { href } from "../route";
import { CertaintyPill } from "./incident_summary";
import { Pill } from "./pill";
import { Words } from "./words";
import { v } from "../texts_views";

export function ClaimCell({ claim, type }: { claim: Claim; type: boolean }) {
  const s = claim.statement;
  return (
    <div class={`claim claim-${claim.certainty ?? "fact"}`}>
      <span class="claim-value">
        {claim.actor ? <a href={actorHref({ actor: claim.actor, name: claim.value })}><Words text={claim.value} /></a> : type ? claim.value : <Words text={claim.value} />}
      </span>{" "}
      <CertaintyPill certainty={claim.certainty} />
      {s.modality !== "actual" && <> <Pill kind="possible">{s.modality}</Pill></>}
      {claim.says && <small class="claim-says">{v.by} <Words text={claim.says} /></small>}
      <a class="claim-words" href={reportHref(s.report, claim.span, s.id)} title={v.matrix.toWords(s.report)}>
        <Words quoted text={claim.words ?? shortened(s.evidence)} />
      </a>
    </div>
  );
}

/** Evidence as a whole is too much for a cell. */
const CELL_WORDS_MAX = 90;
function shortened(s: string | null): string {
  const points = [...(s ?? "")];
  return points.length <= CELL_WORDS_MAX ? points.join("") : points.slice(0, CELL_WORDS_MAX).join("").replace(/\s\S*$/, "") + "…";
}

function rowName(row: Row): string {
  return row.kind === "toll" ? (v.effects[row.effect ?? ""] ?? row.effect ?? "") : (v.matrix.rows[row.kind] ?? row.kind);
}

export function ClaimsMatrix({ matrix }: { matrix: Matrix }) {
  return (
    <section class="claims" aria-labelledby="claims-title">
      <h2 id="claims-title">{v.matrix.title}</h2>
      <div class="scroll" role="region" aria-labelledby="claims-title" tabIndex={0}>
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
              <tr key={row.kind + row.effect} class={row.values > 1 && row.kind !== "target" ? "matrix-differs" : undefined}>
                <th scope="row">
                  {rowName(row)}
                  {row.values > 1 && <small>{v.matrix.differ(row.values)}</small>}
                </th>
                {row.cells.map((cell, i) => (
                  <td key={i}>
                    {cell.claims.length ? cell.claims.map((c) => <ClaimCell key={`${c.key} ${c.says} ${c.certainty}`} claim={c} type={row.kind === "what"} />) : <span class="quiet">{v.matrix.silent}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
