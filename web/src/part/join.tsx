/* Merge: choose another incident that is the same. Split: choose the statements that tell of another. */
import { useState } from "preact/hooks";
import type { Incident, IncidentWhole } from "../model/records";
import { sayRange, sayType, sayWhen, sayWhere } from "../model/say";
import { daysAround } from "../model/around";
import type { Page } from "../api";
import { useGet } from "../state/use_get";
import { go, href } from "../route";
import { DecideDialog } from "./decide";
import { ProblemNotice, Waiting } from "./notice";
import { Words } from "./words";
import { v } from "../texts_views";

interface Props {
  incident: IncidentWhole;
  etag: string | null;
  again: () => void;
  onClose: () => void;
}

/** Days before and after within which others are offered, and how many. */
const NEAR_DAYS = 7;
const OFFERED = 30;

export function IncidentLine({ incident: i }: { incident: Incident }) {
  const killed = i.toll.find((x) => x.effect === "killed" && x.status === "all");
  return (
    <span class="incident-line">
      <b>{sayWhen(i.when)}</b> {sayWhere(i.where)} · {sayType(i.type, i.mode)}
      {i.agents[0] && <> · {v.by} <Words text={i.agents[0].name} /></>}
      {killed && sayRange(killed) && <> · {v.effects.killed} {sayRange(killed)}</>}
      <small class="quiet"> #{i.id}, {v.incident.sources(i.sources)}</small>
    </span>
  );
}

export function Merge({ incident, etag, again, onClose }: Props) {
  const [chosen, setChosen] = useState<number | null>(null);
  const [typed, setTyped] = useState("");
  const near = daysAround(incident.when, NEAR_DAYS);
  const offered = useGet<Page<Incident>>("/incidents", { ...near, country: incident.where?.country, limit: OFFERED });
  const others = (offered.data?.items ?? []).filter((i) => i.id !== incident.id);
  const number = /^#?(\d{1,12})$/.exec(typed.trim())?.[1];
  const asked = useGet<Page<Incident>>(number ? "/incidents" : null, { ids: number });
  const named = asked.data?.items[0];
  const other = number ? (named && named.id !== incident.id ? named.id : null) : chosen;
  return (
    <DecideDialog
      title={v.merge.title(incident.id)}
      body={other === null ? null : { action: "merge", incident: incident.id, other }}
      missing={v.merge.missing}
      done={v.merge.done(other ?? 0, incident.id)}
      verb={v.merge.verb}
      etag={etag}
      again={again}
      onDone={onClose}
      onCancel={onClose}
    >
      <p>{v.merge.help}</p>
      <label class="field">
        <span>{v.merge.number}</span>
        <input name="other" autofocus inputMode="numeric" autocomplete="off" value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
      </label>
      {number && (
        <p role="status">{asked.loading ? v.merge.looking : named ? <IncidentLine incident={named} /> : v.merge.noSuch(number)}</p>
      )}
      {!number && (
        <fieldset class="choices">
          <legend>{v.merge.near(NEAR_DAYS)}</legend>
          {offered.problem && <ProblemNotice problem={offered.problem} again={offered.again} />}
          {offered.loading && !offered.data && <Waiting words={v.merge.looking} />}
          {offered.data && others.length === 0 && <p class="quiet">{v.merge.none}</p>}
          {others.map((i) => (
            <label key={i.id} class="choice">
              <input type="radio" name="chosen" checked={chosen === i.id} onChange={() => setChosen(i.id)} />
              <IncidentLine incident={i} />
            </label>
          ))}
        </fieldset>
      )}
    </DecideDialog>
  );
}

export function Split({ incident, etag, again, onClose }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const told = incident.told;
  const toggle = (ids: number[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) if (on) next.add(id);
      else next.delete(id);
    setChosen(next);
  };
  const all = chosen.size === told.length;
  return (
    <DecideDialog
      title={v.split.title(incident.id)}
      body={chosen.size === 0 || all ? null : { action: "split", incident: incident.id, statements: [...chosen] }}
      missing={all ? v.split.all : v.split.missing}
      done={v.split.done(chosen.size)}
      verb={v.split.verb}
      etag={etag}
      again={again}
      onDone={(reply) => {
        onClose();
        if (reply.made) go(href("incident", reply.made));
      }}
      onCancel={onClose}
    >
      <p>{v.split.help}</p>
      {incident.told_in.map((r, i) => {
        const mine = told.filter((s) => s.report === r.id);
        if (!mine.length) return null;
        const on = mine.filter((s) => chosen.has(s.id)).length;
        return (
          <fieldset key={r.id} class="choices">
            <legend>
              <label class="choice">
                <input type="checkbox" autofocus={i === 0} checked={on === mine.length} ref={(e) => { if (e) e.indeterminate = on > 0 && on < mine.length; }} onChange={(e) => toggle(mine.map((s) => s.id), e.currentTarget.checked)} />
                <span><Words text={r.source ?? v.noSource} /> {r.published ?? v.say.noDate}</span>
              </label>
            </legend>
            {mine.map((s) => (
              <label key={s.id} class="choice">
                <input type="checkbox" checked={chosen.has(s.id)} onChange={(e) => toggle([s.id], e.currentTarget.checked)} />
                <span>
                  {sayType(s.type, s.mode)} <Words quoted text={s.evidence} />
                </span>
              </label>
            ))}
          </fieldset>
        );
      })}
    </DecideDialog>
  );
}
