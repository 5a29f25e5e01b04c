/* A statement: each value with its words, correctable where it stands; who says it; what decided it. */
import type { ComponentChildren } from "preact";
import type { Reading, Report, Role, Span, Statement } from "../model/records";
import { findWords } from "../model/claims";
import { whyOf } from "../model/reading";
import { SYMMETRIC } from "../model/relations";
import { editableRange, editableWhen, sayRange, sayShare, sayType, sayWhen, sayWhere } from "../model/say";
import { href } from "../route";
import { actorHref } from "./address";
import { Editable } from "./edit";
import { CertaintyPill, Fact } from "./incident_summary";
import { Pill } from "./pill";
import { Words } from "./words";
import { v } from "../texts_views";

interface Props {
  statement: Statement;
  report: Report;
  reading: Reading | null;
  /** Of the report. */
  etag: string | null;
  again: () => void;
  /** Shows words in the text. */
  onLook: (span: Span) => void;
}

/** Roles that can be set in a statement. */
const SET_ROLES = ["agent", "recipient", "target", "instrument"];

export function StatementCard({ statement: s, report, reading, etag, again, onLook }: Props) {
  const edit = { of: { statement: s.id }, type: s.type, etag, again };
  const coded = reading?.statements.find((x) => x.id === `s${s.number}` && x.trigger[0] === s.trigger_span[0]);
  const time = coded && reading?.times.find((t) => t.id === coded.when);
  const why = whyOf(reading, s);
  const between = s.kind === "relation" && SYMMETRIC.has(s.type);
  const roleNames = between ? ["from"] : [...new Set([...(s.kind === "event" ? SET_ROLES : []), ...s.roles.map((r) => r.role)])];
  const placeWords = (i: number) => (coded && reading?.places.find((p) => p.id === coded.where[i])?.mentions.filter(within(s.evidence_span))[0]) ?? null;
  return (
    <div class="statement">
      <Chain statement={s} report={report} />
      <dl class="facts">
        <Fact name={v.fields.type!}><Editable {...edit} field="type" value={s.type}><Look span={s.trigger_span} onLook={onLook}>{sayType(s.type)}</Look></Editable></Fact>
        {s.kind === "event" && <Fact name={v.fields.mode!}><Editable {...edit} field="mode" value={s.mode ?? ""}>{s.mode ?? v.none}</Editable></Fact>}
        {roleNames.map((name) => (
          <Fact key={name} name={between ? v.report.between : (v.roles[name] ?? name)}>
            {SET_ROLES.includes(name) && s.kind === "event" ? (
              <Editable {...edit} field={name} value={s.roles.find((r) => r.role === name)?.name ?? ""}><Fillers roles={s.roles.filter((r) => r.role === name)} onLook={onLook} /></Editable>
            ) : (
              <Fillers roles={s.roles.filter((r) => r.role === name)} onLook={onLook} />
            )}
          </Fact>
        ))}
        <Fact name={v.fields.when!}><Editable {...edit} field="when" value={editableWhen(s.when)}><Look span={time?.span ?? null} onLook={onLook}>{sayWhen(s.when)}</Look></Editable></Fact>
        <Fact name={v.fields.place!}>
          <Editable {...edit} field="place" value={s.where[0]?.name ?? ""}>
            {s.where.length ? s.where.map((w, i) => <div key={i}><Look span={placeWords(i)} onLook={onLook}>{sayWhere(w)}</Look></div>) : v.none}
          </Editable>
        </Fact>
        {["killed", "wounded"].filter((effect) => s.kind === "event" || s.toll.some((l) => l.effect === effect)).map((effect) => {
          const toll = s.toll.find((l) => l.effect === effect);
          return (
            <Fact key={effect} name={v.fields[effect]!}>
              <Editable {...edit} field={effect} value={editableRange(toll)}>
                {toll ? <Look span={spanOfToll(s, toll.words)} onLook={onLook}>{sayRange(toll) ?? v.none}</Look> : v.none}
                {toll && <> <CertaintyPill certainty={toll.certainty === s.certainty ? null : toll.certainty} /></>}
              </Editable>
            </Fact>
          );
        })}
        {s.toll.filter((l) => l.effect !== "killed" && l.effect !== "wounded").map((l, i) => (
          <Fact key={i} name={v.effects[l.effect] ?? l.effect}><Look span={spanOfToll(s, l.words)} onLook={onLook}>{sayRange(l) ?? v.none}</Look></Fact>
        ))}
        <Fact name={v.fields.certainty!}><Editable {...edit} field="certainty" value={s.certainty}>{v.certainty[s.certainty] ?? s.certainty}</Editable></Fact>
        <Fact name={v.fields.modality!}><Editable {...edit} field="modality" value={s.modality}>{s.modality}</Editable></Fact>
        <Fact name={v.fields.time_frame!}><Editable {...edit} field="time_frame" value={s.time_frame}>{s.time_frame}</Editable></Fact>
        <Fact name={v.fields.confidence!}>{sayShare(s.confidence)}</Fact>
        <Fact name={v.fields.incident!}>{s.incident === null ? v.none : <a href={href("incident", s.incident)}>{v.log.incident(s.incident)}</a>}</Fact>
      </dl>
      {Object.keys(why).length > 0 && (
        <details class="why-list">
          <summary>{v.report.why}</summary>
          <dl>
            {Object.entries(why).map(([field, rule]) => (
              <div key={field}>
                <dt>{v.fields[field] ?? field}</dt>
                <dd><code>{rule}</code></dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

const within = (outer: Span) => (inner: Span) => inner[0] >= outer[0] && inner[1] <= outer[1];

function spanOfToll(s: Statement, words: string | null): Span | null {
  const span = findWords(s, words);
  return span === s.evidence_span ? null : span;
}

/** A value that shows its words in the text when it is pressed; without words it is only the value. */
function Look({ span, onLook, children }: { span: Span | null; onLook: (span: Span) => void; children: ComponentChildren }) {
  if (!span) return <span>{children}</span>;
  return (
    <button type="button" class="look" title={v.report.look} onClick={() => onLook(span)}>
      {children}
    </button>
  );
}

function Fillers({ roles, onLook }: { roles: Role[]; onLook: (span: Span) => void }) {
  if (!roles.length) return <>{v.none}</>;
  return (
    <ul class="fillers">
      {roles.map((r, i) => (
        <li key={i}>
          <Look span={r.span[0] < r.span[1] ? r.span : null} onLook={onLook}><Words text={r.name} /></Look>{" "}
          <CertaintyPill certainty={r.certainty} />
          {r.according_to && <small class="quiet"> {v.by} <Words text={r.according_to} /></small>}
          {r.actor && <small> <a href={actorHref({ actor: r.actor, name: r.name })}>{r.actor}</a></small>}
        </li>
      ))}
    </ul>
  );
}

/** Who says it, through whom: the report, the outermost speaker, …, the statement. */
function Chain({ statement: s, report }: { statement: Statement; report: Report }) {
  return (
    <ol class="chain" aria-label={v.report.chain}>
      <li class="chain-report"><Words text={report.source ?? v.noSource} /></li>
      {s.according_to.map((a, i) => (
        <li key={i}>
          {a.cue && <small><Words quoted text={a.cue} /></small>}
          <b>{a.name ? <Words text={a.name} /> : v.report.unnamed}</b>
        </li>
      ))}
      <li class="chain-end"><Pill kind={s.certainty}>{v.certainty[s.certainty] ?? s.certainty}</Pill></li>
    </ol>
  );
}
