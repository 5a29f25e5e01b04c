/* An incident: what is known of it, who says what, where they differ, and what people decided. */
import { useEffect, useMemo, useState } from "preact/hooks";
import "../style/incident.css";
import type { IncidentWhole } from "../model/records";
import { accountsOf, matrixOf } from "../model/claims";
import { figuresOf } from "../model/figures";
import { sayMoment, sayType, sayWhen, sayWhere } from "../model/say";
import { mayReview } from "../state/decide";
import { lastKept, nextOpen } from "../state/outline";
import { useGet } from "../state/use_get";
import { go, href } from "../route";
import { Acts } from "../part/acts";
import { DecideDialog } from "../part/decide";
import { Icon } from "../part/icon";
import { IncidentSummary, CertaintyPill } from "../part/incident_summary";
import { cursor } from "../part/incident_table";
import { Merge, Split } from "../part/join";
import { useKeys } from "../part/keys";
import { ClaimsMatrix } from "../part/matrix";
import { ProblemNotice, Waiting } from "../part/notice";
import { Pill } from "../part/pill";
import { RivalActors, RivalFigures } from "../part/rivals";
import { Credibility, History, Links, Story } from "../part/story";
import { v } from "../texts_views";

type Asking = "accept" | "reject" | "merge" | "split" | null;

export function IncidentView({ id }: { id: string }) {
  const got = useGet<IncidentWhole>(`/incidents/${encodeURIComponent(id)}`);
  const incident = got.data;
  // One that became part of another is answered with that other: the address follows.
  useEffect(() => {
    if (incident && String(incident.id) !== id) go(href("incident", incident.id), true);
  }, [incident?.id]);
  if (got.problem && !incident) return <ProblemNotice problem={got.problem} again={got.again} />;
  if (!incident) return <Waiting words={v.incident.waiting} />;
  return <Shown incident={incident} etag={got.etag} again={got.again} />;
}

function Shown({ incident, etag, again }: { incident: IncidentWhole; etag: string | null; again: () => void }) {
  const [asking, setAsking] = useState<Asking>(null);
  const matrix = useMemo(() => matrixOf(incident), [incident]);
  const agents = useMemo(() => accountsOf(matrix.rows.find((r) => r.kind === "agent")), [matrix]);
  const rivals = useMemo(
    () => matrix.rows.filter((r) => r.kind === "toll" && r.values > 1 && r.effect).map((r) => ({ effect: r.effect!, scale: figuresOf(incident, r.effect!) })),
    [matrix],
  );
  const next = nextOpen(incident.id);
  const goOn = () => {
    if (next === null) return;
    cursor.value = next;
    go(href("incident", next));
  };
  const ask = (what: Asking) => () => mayReview.value && setAsking(what);
  useKeys([
    { keys: ["n"], words: v.incident.nextKey, run: goOn },
    { keys: ["a"], words: v.incident.accept, run: ask("accept") },
    { keys: ["x"], words: v.incident.reject, run: ask("reject") },
    { keys: ["m"], words: v.incident.merge, run: ask("merge") },
    { keys: ["s"], words: v.incident.split, run: ask("split") },
  ]);
  const close = () => setAsking(null);
  const of = { incident, etag, again, onClose: close };
  const manyStatements = incident.told.length > 1;
  const title = v.incident.title(sayType(incident.type, incident.mode), sayWhere(incident.where), sayWhen(incident.when));
  useEffect(() => {
    document.title = v.documentTitle(`${incident.id} ${title}`);
  }, [title]);
  return (
    <article class="record record-incident">
      <header class="record-head">
        <div>
          <p class="record-kind">{v.incident.kind(incident.id)}</p>
          <h1>{title}</h1>
          <p class="row">
            <CertaintyPill certainty={incident.certainty} />
            {incident.modality !== "actual" && <Pill kind="possible">{incident.modality}</Pill>}
            <Pill kind={incident.review}>{v.review[incident.review] ?? incident.review}</Pill>
            <span class="quiet">{v.incident.told(incident.told.length, incident.reports.length, incident.sources)}</span>
            <span class="quiet">{v.incident.changed(sayMoment(incident.changed_at))}</span>
          </p>
        </div>
        <div class="row actions no-print" role="group" aria-label={v.incident.actions}>
          {mayReview.value && (
            <>
              <button type="button" class="button button-main" onClick={ask("accept")}><Icon name="check" /> {v.incident.accept}</button>
              <button type="button" class="button" onClick={ask("reject")}><Icon name="close" /> {v.incident.reject}</button>
              <button type="button" class="button" onClick={ask("merge")}><Icon name="merge" /> {v.incident.merge}</button>
              <button type="button" class="button" onClick={ask("split")} disabled={!manyStatements} title={manyStatements ? undefined : v.split.one}><Icon name="split" /> {v.incident.split}</button>
            </>
          )}
          {lastKept.value && (
            <button type="button" class="button" onClick={goOn} disabled={next === null} title={next === null ? v.incident.noNext : undefined}>{v.incident.next} <kbd aria-hidden="true">n</kbd></button>
          )}
          <button type="button" class="button button-bare" onClick={() => print()}><Icon name="print" /> {v.print}</button>
        </div>
      </header>
      <div class="record-body">
        <div class="record-main">
          <IncidentSummary incident={incident} etag={etag} again={again} />
          {agents.rivals.length > 0 && <RivalActors accounts={agents} title={v.rivals.actors(agents.rivals.length)} />}
          {rivals.map((r) => (
            <RivalFigures key={r.effect} effect={r.effect} scale={r.scale} title={v.rivals.figures(v.effects[r.effect] ?? r.effect)} />
          ))}
          <ClaimsMatrix matrix={matrix} />
          <Acts incident={incident} />
        </div>
        <aside class="record-side" aria-label={v.incident.side}>
          <Credibility incident={incident} />
          <Story incident={incident} />
          <Links incident={incident} />
          <History incident={incident} />
        </aside>
      </div>
      {(asking === "accept" || asking === "reject") && (
        <DecideDialog
          title={asking === "accept" ? v.incident.acceptTitle(incident.id) : v.incident.rejectTitle(incident.id)}
          body={{ action: asking, incident: incident.id }}
          done={asking === "accept" ? v.incident.accepted(incident.id) : v.incident.rejected(incident.id)}
          verb={asking === "accept" ? v.incident.accept : v.incident.reject}
          etag={etag}
          again={again}
          onDone={close}
          onCancel={close}
        >
          <p>{asking === "accept" ? v.incident.acceptHelp : v.incident.rejectHelp}</p>
        </DecideDialog>
      )}
      {asking === "merge" && <Merge {...of} />}
      {asking === "split" && <Split {...of} />}
    </article>
  );
}
