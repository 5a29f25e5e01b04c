/* Where sources differ: who did it, and how many. Set off plainly, each with everybody who says so. */
import type { Accounts } from "../model/claims";
import type { Scale } from "../model/figures";
import { sayNumber, sayRange } from "../model/say";
import { actorHref, reportHref } from "./address";
import { CertaintyPill } from "./incident_summary";
import { Words } from "./words";
import { v } from "../texts_views";

export function RivalActors({ accounts: { rivals, described }, title }: { accounts: Accounts; title: string }) {
  return (
    <section class="card rivals" aria-label={title}>
      <h2>{title}</h2>
      <ol class="rival-list">
        {rivals.map((r) => (
          <li key={r.value}>
            <a class="rival-name" href={actorHref({ actor: r.actor, name: r.value })}>
              <Words text={r.value} />
            </a>
            <ul>
              {r.claims.map((c, i) => (
                <li key={i}>
                  <CertaintyPill certainty={c.certainty} />
                  {c.certainty === "fact" && <span class="pill pill-fact">{v.certainty.fact}</span>}{" "}
                  {v.by} {c.says ? <Words text={c.says} /> : v.ownVoice}
                  <a class="claim-words" href={reportHref(c.statement.report, c.span, c.statement.id)}>
                    <Words quoted text={c.words} />
                  </a>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      {described.length > 0 && (
        <p class="quiet">
          {v.rivals.described} {described.map((r, i) => <span key={r.value}>{i > 0 && ", "}<Words text={r.value} /></span>)}
        </p>
      )}
    </section>
  );
}

/** Each source's figure as a dot, its ends as a line, on one scale; the same as a table for who does not see it. */
export function RivalFigures({ scale, effect, title }: { scale: Scale; effect: string; title: string }) {
  return (
    <section class="card rivals" aria-label={title}>
      <h2>{title}</h2>
      <table class="figures">
        <caption class="unseen">{v.rivals.caption(v.effects[effect] ?? effect)}</caption>
        <thead>
          <tr>
            <th scope="col">{v.rivals.source}</th>
            <th scope="col">{v.rivals.says}</th>
            <th scope="col" class="figures-scale">
              <span>0</span>
              <span>{sayNumber(scale.max)}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {scale.figures.map((f, i) => (
            <tr key={i} class={`figures-${f.certainty ?? "fact"}`}>
              <th scope="row">
                <a href={reportHref(f.report, null, f.statement)}>
                  {f.source ? <Words text={f.source} /> : v.noSource}
                </a>
                <small>
                  {f.published ?? v.say.noDate}
                  {f.says && <> · {v.by} <Words text={f.says} /></>}
                </small>
              </th>
              <td>
                <b>{sayRange(f)}</b> <CertaintyPill certainty={f.certainty} />
                {f.status && f.status !== "unknown" && <small class="quiet"> {v.status[f.status] ?? f.status}</small>}
                {f.words && <small class="figures-words"><Words quoted text={f.words} /></small>}
              </td>
              <td class="figures-scale" aria-hidden="true">
                <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="100%" height="10">
                  <line class="figures-axis" x1="0" x2="100" y1="5" y2="5" />
                  <line class={f.openHigh ? "figures-ends figures-open" : "figures-ends"} x1={f.left * 100} x2={f.right * 100} y1="5" y2="5" />
                </svg>
                {f.dot !== null && <i class="figures-dot" style={{ left: `${f.dot * 100}%` }} />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
