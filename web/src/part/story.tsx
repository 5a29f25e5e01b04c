/* How the story changed from report to report, and how the incident changed in the case. */
import { useState } from "preact/hooks";
import type { Change, Decision, IncidentWhole, Link, Moment, Report } from "../model/records";
import { sayMoment, sayShare } from "../model/say";
import { mayReview } from "../state/decide";
import { href } from "../route";
import { reportHref } from "./address";
import { Undo } from "./undo";
import { Words } from "./words";
import { v } from "../texts_views";

const sourceOf = (reports: readonly Report[], id: number) => reports.find((r) => r.id === id)?.source ?? v.noSource;

/** Moments of one report stand together: what each report is the first to say. */
function byReport(moments: readonly Moment[]): { report: number; published: string | null; moments: Moment[] }[] {
  const out: { report: number; published: string | null; moments: Moment[] }[] = [];
  for (const m of moments) {
    const last = out[out.length - 1];
    if (last && last.report === m.report && last.published === m.published) last.moments.push(m);
    else out.push({ report: m.report, published: m.published, moments: [m] });
  }
  return out;
}

export function Story({ incident }: { incident: IncidentWhole }) {
  return (
    <section class="card" aria-labelledby="story-title">
      <h2 id="story-title">{v.story.title}</h2>
      <ol class="story">
        {byReport(incident.timeline).map((group, i) => (
          <li key={i}>
            <time dateTime={group.published ?? undefined}>{group.published ?? v.say.noDate}</time>
            <a href={href("report", group.report)}>
              <Words text={sourceOf(incident.told_in, group.report)} />
            </a>
            <ul>
              {group.moments.map((m, j) => (
                <li key={j} class={`moment moment-${m.what}`}>
                  <span class="moment-what">{v.story.what[m.what] ?? m.what}</span>{" "}
                  {m.what !== "told" && (m.statement ? <a href={reportHref(m.report, null, m.statement)}><Words text={m.words} /></a> : <Words text={m.words} />)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}

export function Links({ incident }: { incident: IncidentWhole }) {
  return (
    <section class="card" aria-labelledby="links-title">
      <h2 id="links-title">{v.links.title}</h2>
      {incident.links.length === 0 ? (
        <p class="quiet">{incident.told_in.length > 1 ? v.links.byPeople : v.links.one}</p>
      ) : (
        <ul class="links">
          {incident.links.map((l, i) => (
            <LinkLine key={i} link={l} reports={incident.told_in} />
          ))}
        </ul>
      )}
    </section>
  );
}

function LinkLine({ link, reports }: { link: Link; reports: readonly Report[] }) {
  const [a, b] = link.reports;
  return (
    <li>
      <p class="link-pair">
        <a href={href("report", a)}><Words text={sourceOf(reports, a)} /></a> <span class="quiet">#{a}</span> ↔ <a href={href("report", b)}><Words text={sourceOf(reports, b)} /></a> <span class="quiet">#{b}</span>
        <b class="link-share">{sayShare(link.probability)}</b>
      </p>
      <ul class="reasons">
        {link.for.map((r) => <li key={r} class="reason-pro"><span class="unseen">{v.links.pro}: </span><Words text={r} /></li>)}
        {link.against.map((r) => <li key={r} class="reason-con"><span class="unseen">{v.links.con}: </span><Words text={r} /></li>)}
      </ul>
    </li>
  );
}

export function Credibility({ incident }: { incident: IncidentWhole }) {
  return (
    <section class="card" aria-labelledby="credibility-title">
      <h2 id="credibility-title">{v.credibility.title}</h2>
      <p class="credibility">
        <b class={`credibility-grade credibility-${incident.credibility}`}>{incident.credibility}</b>
        <span>
          {v.credibility.grades[incident.credibility]}
          {incident.credibility_why && <small><Words text={incident.credibility_why} /></small>}
        </span>
      </p>
      <ol class="scale" aria-hidden="true">
        {[1, 2, 3, 4, 5, 6].map((n) => <li key={n} class={n === incident.credibility ? "scale-at" : undefined}>{n}</li>)}
      </ol>
      <p class="quiet">{v.credibility.from(incident.sources, incident.reports.length)}</p>
    </section>
  );
}

/** A decision in words; values are as people wrote them. */
export function DecisionWords({ d }: { d: Decision }) {
  const about = d.incident !== null ? <a href={href("incident", d.incident)}>{v.log.incident(d.incident)}</a> : null;
  const statement = d.statement !== null ? v.log.statement(d.statement) : null;
  if (d.source !== null) {
    const grade = (letter: string | null) => (letter ? v.sources.grades[letter] ?? letter : v.sources.ungraded);
    return <>{v.sources.reliability} → <b>{grade(d.after)}</b> <small class="quiet"><Words text={d.source} />, {v.log.before} {grade(d.before)}</small></>;
  }
  const other = d.other !== null && d.action !== "undo" ? <a href={href("incident", d.other)}>{v.log.incident(d.other)}</a> : null;
  switch (d.action) {
    case "edit": return <>{v.fields[d.field ?? ""] ?? d.field} → <b>{d.after ? <Words text={d.after} /> : v.edit.unknown}</b> <small class="quiet">{about} {statement}</small></>;
    case "merge": if (d.field === "actor") return <>{v.log.sameActor} <b><Words text={(d.before ?? "").replace(/^~/, "")} /></b> = <b><Words text={(d.after ?? "").replace(/^~/, "")} /></b></>;
      return <>{v.log.merged} {about} + {other}</>;
    case "split": return <>{v.log.split} {statement} → {other}</>;
    case "undo": return <>{v.log.undid(d.other ?? 0)}</>;
    case "add": return <>{v.log.added} {d.report != null && <a href={href("report", d.report)}>{v.log.report(d.report)}</a>} {statement} {about}</>;
    default: return <>{v.log[d.action === "accept" ? "accepted" : "rejected"]} {statement} {about}</>;
  }
}

export function History({ incident }: { incident: IncidentWhole }) {
  const [undoing, setUndoing] = useState<number | null>(null);
  const decisions = new Map(incident.decisions.map((d) => [d.id, d]));
  const changes: Change[] = [...incident.changes].reverse();
  return (
    <section class="card" aria-labelledby="history-title">
      <h2 id="history-title">{v.history.title}</h2>
      <ol class="history">
        {changes.map((c, i) => {
          const d = c.decision !== null ? decisions.get(c.decision) : undefined;
          return (
            <li key={i} class={d?.undone_by ? "history-undone" : undefined}>
              <time dateTime={c.at}>{sayMoment(c.at)}</time>
              <span class="quiet">{v.history.version(c.version)}</span>
              <p>
                {d ? <><b><Words text={d.who} /></b>: <DecisionWords d={d} /></> : <>{v.history.what[c.what] ?? c.what}{c.report !== null && <> <a href={href("report", c.report)}>{v.log.report(c.report)}</a></>}</>}
              </p>
              {d && <p class="why"><Words quoted text={d.why} /></p>}
              {d?.undone_by && <p class="quiet">{v.log.undoneBy(d.undone_by)}</p>}
              {d && !d.undone_by && d.action !== "undo" && mayReview.value && (
                <button type="button" class="button button-bare" onClick={() => setUndoing(d.id)}>
                  {v.decide.undo}
                </button>
              )}
            </li>
          );
        })}
      </ol>
      {undoing !== null && <Undo review={undoing} onClose={() => setUndoing(null)} />}
    </section>
  );
}
