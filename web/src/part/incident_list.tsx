/* Incidents as short rows, for the views of an actor and of a place. */
import type { Incident, Party } from "../model/records";
import { sayRange, sayType, sayWhen, sayWhere } from "../model/say";
import { href } from "../route";
import { CertaintyPill } from "./incident_summary";
import { Pill } from "./pill";
import { Scroll } from "./scroll";
import { Words } from "./words";
import { v } from "../texts_views";

/** Names in a cell; the rest is on the incident's page. */
const NAMED = 2;

function Names({ parties }: { parties: readonly Party[] }) {
  const names = [...new Map(parties.map((p) => [p.actor ?? p.name, p])).values()];
  if (!names.length) return <span class="quiet">{v.none}</span>;
  return (
    <>
      {names.slice(0, NAMED).map((p, i) => (
        <span key={i}>{i > 0 && ", "}<Words text={p.name} />{p.certainty !== "fact" && <> <CertaintyPill certainty={p.certainty} /></>}</span>
      ))}
      {names.length > NAMED && <span class="quiet"> +{names.length - NAMED}</span>}
    </>
  );
}

/** `part`: what the actor of this page did in it, in a column of its own. */
export function IncidentList({ incidents, part }: { incidents: readonly Incident[]; part?: (i: Incident) => string }) {
  return (
    <Scroll label={v.actor.table}>
      <table class="list">
        <thead>
          <tr>
            <th scope="col">{v.fields.when}</th>
            <th scope="col">{v.fields.place}</th>
            <th scope="col">{v.matrix.rows.what}</th>
            {part && <th scope="col">{v.actors.part}</th>}
            <th scope="col">{v.roles.agent}</th>
            <th scope="col">{v.roles.recipient}</th>
            <th scope="col" class="number">{v.effects.killed}</th>
            <th scope="col">{v.fields.review}</th>
          </tr>
        </thead>
        <tbody>
          {incidents.map((i) => {
            const killed = i.toll.find((x) => x.effect === "killed" && x.status === "all");
            return (
              <tr key={i.id}>
                <td class="when">{sayWhen(i.when)}</td>
                <td><Words text={sayWhere(i.where)} /></td>
                <th scope="row">
                  <a href={href("incident", i.id)}>{sayType(i.type, i.mode)}</a> <CertaintyPill certainty={i.certainty} />
                  {i.modality !== "actual" && <> <Pill kind="possible">{i.modality}</Pill></>}
                </th>
                {part && <td>{part(i)}</td>}
                <td><Names parties={i.agents} /></td>
                <td><Names parties={i.recipients.length ? i.recipients : i.targets} /></td>
                <td class="number">{killed ? (sayRange(killed) ?? v.none) : v.none}</td>
                <td>{i.review === "none" ? <span class="quiet">{v.review.none}</span> : <Pill kind={i.review}>{v.review[i.review] ?? i.review}</Pill>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
