/* What is told of one and the same act: in an incident with the words of each report, in a list by incident. */
import { useMemo } from "preact/hooks";
import type { Act } from "../model/deeds";
import { actsOf } from "../model/deeds";
import type { Deed, Incident, IncidentWhole } from "../model/records";
import { sayType } from "../model/say";
import { filter, order } from "../state/filter";
import { usePages } from "../state/use_pages";
import { href, route, setQuery } from "../route";
import { reportHref } from "./address";
import { CertaintyPill } from "./incident_summary";
import { IncidentLine } from "./join";
import { Empty, ProblemNotice, Waiting } from "./notice";
import { Words } from "./words";
import { v } from "../texts_views";
import "../style/acts.css";

function Head({ deed }: { deed: Deed }) {
  return (
    <p class="act-head">
      <b>{sayType(deed.type, deed.mode)}</b>{" "}
      <span class={deed.sources > 1 ? "act-sources act-borne" : "act-sources"}>{v.acts.sources(deed.sources)}</span>{" "}
      <span class="quiet">{v.acts.reports(deed.reports.length)}</span>
      {deed.also_in.length > 0 && (
        <span class="act-also">
          {v.acts.also} {deed.also_in.map((id, i) => <span key={id}>{i > 0 && ", "}<a href={href("incident", id)}>{v.log.incident(id)}</a></span>)}
        </span>
      )}
    </p>
  );
}

function Told({ act }: { act: Act }) {
  return (
    <li class="act">
      <Head deed={act.deed} />
      <ul>
        {act.told.map(({ statement: s, report }) => (
          <li key={s.id}>
            <span class="quiet"><Words text={report?.source ?? v.noSource} />: </span>
            <a class="claim-words" href={reportHref(s.report, s.trigger_span, s.id)}><Words quoted text={s.evidence ?? s.trigger ?? ""} /></a>{" "}
            <CertaintyPill certainty={s.certainty} />
          </li>
        ))}
      </ul>
    </li>
  );
}

export function Acts({ incident }: { incident: IncidentWhole }) {
  const { many, once } = useMemo(() => actsOf(incident), [incident]);
  if (!many.length && once.length < 2) return null;
  return (
    <section class="card acts" aria-labelledby="acts-title">
      <h2 id="acts-title">{v.acts.title}</h2>
      <p class="quiet">{v.acts.help}</p>
      <ol>{many.map((a, i) => <Told key={i} act={a} />)}</ol>
      {once.length > 0 && (
        <details open={!many.length}>
          <summary>{v.acts.once(once.length)}</summary>
          <ol>{once.map((a, i) => <Told key={i} act={a} />)}</ol>
        </details>
      )}
    </section>
  );
}

/** Incidents of one page: what is told of each act is made when it is asked for. */
const PAGE = 25;
const SEVERAL = 2;

/** The acts of the incidents that the filter keeps. `told=2` in the address: of those, what two independent sources tell. */
export function ActList() {
  const least = route.value.query.get("told") === String(SEVERAL) ? SEVERAL : 1;
  const pages = usePages<Incident>("/incidents", { with: "deeds", limit: PAGE, order: order.value, ...filter.value });
  const groups = (pages.items ?? []).map((incident) => ({ incident, deeds: (incident.deeds ?? []).filter((d) => d.sources >= least) }));
  const shown = groups.filter((g) => g.deeds.length > 0);
  return (
    <div class="act-list" tabIndex={0} role="region" aria-label={v.acts.list} aria-busy={pages.loading}>
      <label class="choice no-print">
        <input type="checkbox" checked={least === SEVERAL} onChange={(e) => setQuery({ told: e.currentTarget.checked ? String(SEVERAL) : null }, true)} />
        <span>{v.acts.several}</span>
      </label>
      {pages.problem && <ProblemNotice problem={pages.problem} again={pages.again} />}
      {!pages.items && pages.loading && <Waiting words={v.acts.waiting} />}
      {pages.items && !shown.length && <Empty title={v.nothing}><p>{pages.more ? v.acts.noneYet(groups.length) : v.acts.none}</p></Empty>}
      {shown.map(({ incident, deeds }) => (
        <section key={incident.id}>
          <h2><a href={href("incident", incident.id)}><IncidentLine incident={incident} /></a></h2>
          <ul>{deeds.map((d, i) => <li key={i} class="act"><Head deed={d} /></li>)}</ul>
        </section>
      ))}
      {pages.more && <p><button type="button" class="button" onClick={pages.more}>{v.more}</button></p>}
      {pages.items && pages.loading && <p class="quiet" role="status">{v.acts.waiting}</p>}
    </div>
  );
}
