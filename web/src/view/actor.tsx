/* An actor: names, deeds and sufferings by year, relations as a network and over time. */
import { useEffect, useMemo, useState } from "preact/hooks";
import "../style/actor.css";
import type { ActorWhole, Incident } from "../model/records";
import { partyKey, relationsOf, yearsOf } from "../model/relations";
import { mayReview } from "../state/decide";
import { useGet } from "../state/use_get";
import { href } from "../route";
import { Icon } from "../part/icon";
import { Fact } from "../part/incident_summary";
import { IncidentList } from "../part/incident_list";
import { MergeActor } from "../part/merge_actor";
import { NetworkDrawing, RelationLines } from "../part/network";
import { ProblemNotice, Waiting } from "../part/notice";
import { Scroll } from "../part/scroll";
import { Undo } from "../part/undo";
import { Words } from "../part/words";
import { v } from "../texts_views";

export function ActorView({ id }: { id: string }) {
  const got = useGet<ActorWhole>(`/actors/${encodeURIComponent(id)}`);
  if (got.problem && !got.data) return <ProblemNotice problem={got.problem} again={got.again} />;
  if (!got.data) return <Waiting words={v.actor.waiting} />;
  return <Shown actor={got.data} id={id} again={got.again} />;
}

function Shown({ actor, id, again }: { actor: ActorWhole; id: string; again: () => void }) {
  const [merging, setMerging] = useState(false);
  const [undoing, setUndoing] = useState<number | null>(null);
  const registered = !id.startsWith("~");
  const name = actor.names[0]?.name ?? id.replace(/^~/, "");
  const self = { name, actor: registered ? id : null };
  const key = partyKey(self);
  const relations = useMemo(() => relationsOf(actor.relations ?? []), [actor]);
  const years = useMemo(() => yearsOf(self, actor.incidents), [actor]);
  const most = Math.max(1, ...years.map((y) => Math.max(y.did, y.suffered)));
  const party = actor.incidents.flatMap((i) => [...i.agents, ...i.recipients]).find((p) => partyKey(p) === key);
  useEffect(() => {
    document.title = v.documentTitle(name);
  }, [name]);
  const part = (i: Incident) => {
    const did = i.agents.some((p) => partyKey(p) === key);
    const suffered = [...i.recipients, ...i.targets].some((p) => partyKey(p) === key);
    return did && suffered ? v.actors.both : did ? v.actors.did : suffered ? v.actors.suffered : v.actors.other;
  };
  return (
    <article class="record record-actor">
      <header class="record-head">
        <div>
          <p class="record-kind">{v.actor.kind}</p>
          <h1><Words text={name} /></h1>
          <p class="row quiet">{registered ? v.actor.registered(id) : v.actor.unregistered}</p>
        </div>
        {mayReview.value && (
          <div class="row actions no-print">
            <button type="button" class="button" onClick={() => setMerging(true)}><Icon name="merge" /> {v.mergeActor.open}</button>
          </div>
        )}
      </header>
      <div class="record-body">
        <div class="record-main">
          <section class="card" aria-labelledby="relations-title">
            <h2 id="relations-title">{v.actor.relations}</h2>
            {relations.length === 0 ? (
              <p class="quiet">{v.actor.noRelations}</p>
            ) : (
              <>
                <Scroll label={v.actor.networkScroll}><NetworkDrawing self={self} relations={relations} /></Scroll>
                <Scroll label={v.actor.linesCaption}><RelationLines relations={relations} self={key} today={new Date().toISOString().slice(0, 10)} /></Scroll>
              </>
            )}
          </section>
          <section class="card" aria-labelledby="incidents-title">
            <h2 id="incidents-title">{v.actor.incidents(actor.incidents.length)}</h2>
            {actor.more && <p class="quiet">{v.actor.more(actor.incidents.length)} <a href={href("incidents", "", { actor: id })}>{v.actor.all}</a></p>}
            {actor.incidents.length ? <IncidentList incidents={actor.incidents} part={part} /> : <p class="quiet">{v.actor.noIncidents}</p>}
          </section>
        </div>
        <aside class="record-side" aria-label={v.actor.side}>
          <section class="card" aria-labelledby="names-title">
            <h2 id="names-title">{v.actor.names}</h2>
            <ul class="names">
              {(actor.names.length ? actor.names : [{ name, texts: 0 }]).map((n) => (
                <li key={n.name}><Words text={n.name} /> {n.texts > 0 && <span class="quiet">{v.actor.texts(n.texts)}</span>}</li>
              ))}
            </ul>
            {actor.merged && actor.merged.length > 0 && (
              <>
                <h3>{v.mergeActor.merged}</h3>
                <ul class="names">
                  {actor.merged.map((m) => (
                    <li key={m.decision} class="merged">
                      <Words text={m.actor.replace(/^~/, "")} />
                      {mayReview.value && <button type="button" class="button button-bare" aria-label={v.decide.undoTitle(m.decision)} onClick={() => setUndoing(m.decision)}>{v.decide.undo}</button>}
                    </li>
                  ))}
                </ul>
              </>
            )}
            {party && (
              <dl class="facts">
                <Fact name={v.actors.kind}>{[party.type, party.sector].filter(Boolean).join(" · ") || v.none}</Fact>
                <Fact name={v.fields.country!}>{party.country ?? v.none}</Fact>
              </dl>
            )}
          </section>
          <section class="card" aria-labelledby="years-title">
            <h2 id="years-title">{v.actor.years}</h2>
            {years.length === 0 ? <p class="quiet">{v.actor.noIncidents}</p> : (
              <table class="years">
                <thead>
                  <tr>
                    <th scope="col">{v.actor.year}</th>
                    <th scope="col">{v.actors.did}</th>
                    <th scope="col">{v.actors.suffered}</th>
                    <th scope="col" class="number">{v.actor.killed}</th>
                  </tr>
                </thead>
                <tbody>
                  {years.map((y) => (
                    <tr key={y.year}>
                      <th scope="row">{y.year || v.say.noDate}</th>
                      <td><Bar n={y.did} of={most} kind="did" /></td>
                      <td><Bar n={y.suffered} of={most} kind="suffered" /></td>
                      <td class="number">{y.killed ? v.count(y.killed) : v.none}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </section>
        </aside>
      </div>
      {merging && <MergeActor id={id} name={name} again={again} onClose={() => setMerging(false)} />}
      {undoing !== null && <Undo review={undoing} onClose={() => setUndoing(null)} />}
    </article>
  );
}

function Bar({ n, of, kind }: { n: number; of: number; kind: string }) {
  return (
    <span class="year-bar">
      <i class={`year-${kind}`} style={{ width: `${(n / of) * 70}%` }} aria-hidden="true" />
      {v.count(n)}
    </span>
  );
}
