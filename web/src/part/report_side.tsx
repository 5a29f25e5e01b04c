/* Beside a report's text: the legend with its switches, all statements, and what stands at chosen words. */
import type { Points } from "../model/points";
import { sliceOf } from "../model/points";
import { MARK_KINDS, statementsAt, type MarkKind, type MarkLayer } from "../model/reading";
import type { Span, Statement } from "../model/records";
import { sayType, sayWhen } from "../model/say";
import { mayReview } from "../state/decide";
import { Icon } from "./icon";
import { Pill } from "./pill";
import { Words } from "./words";
import { v } from "../texts_views";

export function Legend({ on, onChange }: { on: ReadonlySet<MarkKind>; onChange: (on: ReadonlySet<MarkKind>) => void }) {
  const toggle = (kind: MarkKind) => {
    const next = new Set(on);
    if (!next.delete(kind)) next.add(kind);
    onChange(next);
  };
  return (
    <div class="legend no-print" role="group" aria-label={v.report.legend}>
      {MARK_KINDS.map((kind) => (
        <button key={kind} type="button" class="legend-switch" aria-pressed={on.has(kind)} onClick={() => toggle(kind)}>
          <span class={`m-${kind}`}>{v.report.marks[kind]}</span>
        </button>
      ))}
    </div>
  );
}

export function StatementList({ statements, selected, onSelect }: { statements: Statement[]; selected: Statement | null; onSelect: (s: Statement) => void }) {
  return (
    <section class="card report-after" aria-labelledby="statements-title">
      <h2 id="statements-title">{v.report.statements(statements.length)}</h2>
      {statements.length === 0 && <p class="quiet">{v.report.noStatements}</p>}
      <ol class="statements">
        {statements.map((s) => (
          <li key={s.id} class={`statements-${s.review}`}>
            <button type="button" aria-current={s === selected ? "true" : undefined} onClick={() => onSelect(s)}>
              <span class="statements-type">{sayType(s.type, s.mode)}</span>
              {s.when && <span class="quiet">{sayWhen(s.when)}</span>}
              {s.review !== "none" && <Pill kind={s.review}>{v.review[s.review] ?? s.review}</Pill>}
              {s.certainty !== "fact" && <Pill kind={s.certainty}>{v.certainty[s.certainty] ?? s.certainty}</Pill>}
              <span class="statements-words"><Words text={s.evidence} /></span>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

interface HereProps {
  points: Points;
  span: Span;
  marks: MarkLayer[];
  statements: Statement[];
  onSelect: (s: Statement) => void;
  onAdd: () => void;
}

/** How many values are listed at chosen words: a whole page chosen would list everything. */
const LISTED = 24;

export function MarksHere({ points, span, marks, statements, onSelect, onAdd }: HereProps) {
  const values = marks.filter((m) => m.data.kind !== "evidence" && m.data.kind !== "trigger");
  const seen = new Set<string>();
  const listed = values.filter((m) => {
    const key = `${m.data.kind} ${m.data.label}`;
    return seen.has(key) ? false : seen.add(key);
  });
  const here = statementsAt(statements, span);
  return (
    <section class="card here" aria-labelledby="here-title" aria-live="polite">
      <h2 id="here-title">{v.report.here}</h2>
      <p class="here-words"><Words quoted text={sliceOf(points, ...span).slice(0, 400)} /></p>
      {listed.length === 0 && here.length === 0 && <p class="quiet">{v.report.nothingHere}</p>}
      {listed.length > 0 && (
        <dl class="here-values">
          {listed.slice(0, LISTED).map((m) => (
            <div key={`${m.data.id} ${m.begin}`}>
              <dt><span class={`m-${m.data.kind}`}>{v.report.marks[m.data.kind]}</span></dt>
              <dd>
                <Words text={m.data.kind === "party" ? (v.roles[m.data.label] ?? m.data.label) : m.data.label} />{" "}
                <small class="quiet"><Words quoted text={sliceOf(points, m.begin, m.end)} /></small>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {here.length > 0 && (
        <ul class="plain">
          {here.slice(0, LISTED).map((s) => (
            <li key={s.id}>
              <button type="button" class="look" onClick={() => onSelect(s)}>{sayType(s.type, s.mode)}</button> <small class="quiet"><Words quoted text={s.trigger} /></small>
            </li>
          ))}
        </ul>
      )}
      {mayReview.value && (
        <p>
          <button type="button" class="button" onClick={onAdd}><Icon name="plus" /> {v.add.from}</button>
        </p>
      )}
    </section>
  );
}
