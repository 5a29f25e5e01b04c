/* What is known of an incident by all reports, each value correctable where it stands. */
import type { ComponentChildren } from "preact";
import type { Certainty, IncidentWhole, Party, Toll } from "../model/records";
import { editableRange, editableWhen, sayNumber, sayRange, sayShare, sayType, sayWhen } from "../model/say";
import { actorHref } from "./address";
import { href } from "../route";
import { Editable } from "./edit";
import { Pill } from "./pill";
import { Words } from "./words";
import { v } from "../texts_views";

interface Props {
  incident: IncidentWhole;
  etag: string | null;
  again: () => void;
}

export function CertaintyPill({ certainty }: { certainty: Certainty | null }) {
  return certainty && certainty !== "fact" ? <Pill kind={certainty}>{v.certainty[certainty] ?? certainty}</Pill> : null;
}

/** A party once, with each certainty and speaker that names it. */
function merged(parties: readonly Party[]): { party: Party; told: Party[] }[] {
  const out = new Map<string, { party: Party; told: Party[] }>();
  for (const p of parties) {
    const key = p.actor ?? p.name;
    const known = out.get(key);
    if (known) known.told.push(p);
    else out.set(key, { party: p, told: [p] });
  }
  return [...out.values()];
}

function Parties({ parties }: { parties: readonly Party[] }) {
  if (!parties.length) return <span class="quiet">{v.incident.nobody}</span>;
  return (
    <ul class="parties">
      {merged(parties).map(({ party, told }) => {
        const firm = told.some((x) => x.certainty === "fact");
        const speakers = [...new Set(told.map((x) => x.according_to).filter((x): x is string => !!x))];
        return (
          <li key={party.actor ?? party.name}>
            <a href={actorHref(party)}>
              <Words text={party.name} />
            </a>
            {!firm && <> <CertaintyPill certainty={told[0]!.certainty} /></>}
            {speakers.length > 0 && (
              <small>
                {" "}{v.by} {speakers.map((s, i) => <span key={s}>{i > 0 && ", "}<Words text={s} /></span>)}
              </small>
            )}
          </li>
        );
      })}
    </ul>
  );
}

export function IncidentSummary({ incident: i, etag, again }: Props) {
  const edit = { of: { incident: i.id }, type: i.type, etag, again };
  const toll = (effect: string) => i.toll.find((x) => x.effect === effect && x.status === "all");
  const effects = [...new Set(["killed", "wounded", ...i.toll.map((x) => x.effect)])];
  return (
    <section class="card summary" aria-labelledby="summary-title">
      <h2 id="summary-title" class="unseen">{v.incident.summary}</h2>
      <div class="tolls">
        {effects.map((effect) => (
          <TollFigure key={effect} effect={effect} toll={toll(effect)} parts={i.toll.filter((x) => x.effect === effect && x.status !== "all")}>
            {effect === "killed" || effect === "wounded" ? (
              <Editable {...edit} field={effect} value={editableRange(toll(effect))}>
                <Figure toll={toll(effect)} />
              </Editable>
            ) : (
              <Figure toll={toll(effect)} />
            )}
          </TollFigure>
        ))}
      </div>
      <dl class="facts">
        <Fact name={v.fields.when!}><Editable {...edit} field="when" value={editableWhen(i.when)}>{sayWhen(i.when)}{i.when?.edtf && i.when.precision !== "day" && <small class="quiet"> {i.when.edtf}</small>}</Editable></Fact>
        <Fact name={v.fields.place!}>
          <Editable {...edit} field="place" value={i.where?.name ?? ""}>
            {i.where?.name ? <a href={href("place", i.where.name)}><Words text={i.where.name} /></a> : <span class="quiet">{v.say.noPlace}</span>}
            {i.where?.precision && <small class="quiet"> {v.precision[i.where.precision] ?? i.where.precision}</small>}
          </Editable>
        </Fact>
        <Fact name={v.fields.admin1!}><Editable {...edit} field="admin1" value={i.where?.admin1 ?? ""}><Words text={i.where?.admin1 ?? v.none} /></Editable></Fact>
        <Fact name={v.fields.country!}><Editable {...edit} field="country" value={i.where?.country ?? ""}>{i.where?.country ?? v.none}</Editable></Fact>
        <Fact name={v.fields.point!}>
          <Editable {...edit} field="point" value={i.where?.lat != null ? `${i.where.lat},${i.where.lon}` : ""}>
            {i.where?.lat != null && i.where.lon != null ? `${i.where.lat.toFixed(3)}, ${i.where.lon.toFixed(3)}` : v.none}
          </Editable>
        </Fact>
        <Fact name={v.fields.type!}><Editable {...edit} field="type" value={i.type}>{sayType(i.type)}</Editable></Fact>
        <Fact name={v.fields.mode!}><Editable {...edit} field="mode" value={i.mode ?? ""}>{i.mode ?? v.none}</Editable></Fact>
        <Fact name={v.fields.certainty!}><Editable {...edit} field="certainty" value={i.certainty}>{v.certainty[i.certainty] ?? i.certainty}</Editable></Fact>
        <Fact name={v.fields.modality!}><Editable {...edit} field="modality" value={i.modality}>{i.modality}</Editable></Fact>
        <Fact name={v.fields.time_frame!}><Editable {...edit} field="time_frame" value={i.time_frame}>{i.time_frame}</Editable></Fact>
        <Fact name={v.fields.confidence!}><span>{sayShare(i.confidence)}</span></Fact>
      </dl>
      <dl class="facts facts-parties">
        <Fact name={v.roles.agent!}><Editable {...edit} field="agent" value={i.agents[0]?.name ?? ""}><Parties parties={i.agents} /></Editable></Fact>
        <Fact name={v.roles.recipient!}><Editable {...edit} field="recipient" value={i.recipients[0]?.name ?? ""}><Parties parties={i.recipients} /></Editable></Fact>
        <Fact name={v.roles.target!}><Editable {...edit} field="target" value={i.targets[0]?.name ?? ""}><Parties parties={i.targets} /></Editable></Fact>
        <Fact name={v.roles.instrument!}><Editable {...edit} field="weapon" value={i.instruments[0]?.name ?? ""}><Parties parties={i.instruments} /></Editable></Fact>
        {i.beneficiaries.length > 0 && <Fact name={v.roles.beneficiary!}><Parties parties={i.beneficiaries} /></Fact>}
        {i.other_parties.length > 0 && <Fact name={v.roles["other-party"]!}><Parties parties={i.other_parties} /></Fact>}
      </dl>
    </section>
  );
}

export function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="fact">
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Figure({ toll }: { toll: Toll | undefined }) {
  if (!toll || toll.best === null) return <b class="figure figure-none">{toll ? (sayRange(toll) ?? v.none) : v.none}</b>;
  return <b class="figure">{sayNumber(toll.best)}</b>;
}

/** The best figure, the ends beside it, and the rule by which it was chosen. */
function TollFigure({ effect, toll, parts, children }: { effect: string; toll: Toll | undefined; parts: Toll[]; children: ComponentChildren }) {
  const ends = toll && !(toll.low === toll.best && toll.best === toll.high) ? v.incident.ends(toll.low === null ? "?" : sayNumber(toll.low), toll.high === null ? v.incident.open : sayNumber(toll.high)) : null;
  return (
    <div class={`tally tally-${effect}`}>
      <span class="tally-name">{v.effects[effect] ?? effect}</span>
      {children}
      {ends && <span class="tally-ends">{ends}</span>}
      {parts.length > 0 && <span class="tally-parts">{parts.map((p) => `${v.status[p.status ?? ""] ?? p.status}: ${sayRange(p) ?? v.none}`).join(" · ")}</span>}
      {toll?.rule && <small class="tally-rule"><Words text={toll.rule} /></small>}
    </div>
  );
}
