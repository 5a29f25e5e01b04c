/* The statement that the program missed: its words are chosen in the text, for the field that is being filled. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Points } from "../model/points";
import { sliceOf } from "../model/points";
import { additionOf, numberIn, PICKED, readWhen, type Picked } from "../model/addition";
import type { Reading, Span, Statement } from "../model/records";
import { codebook } from "../state/case";
import { DecideForm } from "./decide";
import { FieldControl } from "./edit";
import { Icon } from "./icon";
import { Words } from "./words";
import { v } from "../texts_views";

interface Props {
  report: number;
  points: Points;
  statements: readonly Statement[];
  /** Whose dates are those that chosen words stand for. */
  reading: Reading | null;
  /** Of the report, and how it is fetched anew. */
  etag: string | null;
  again: () => void;
  /** Words that are chosen in the text now. */
  chosen: Span | null;
  onLook: (span: Span) => void;
  onDone: (statement: number | null) => void;
  onCancel: () => void;
}

export function AddStatement({ report, points, statements, reading, etag, again, chosen, onLook, onDone, onCancel }: Props) {
  const [active, setActive] = useState<Picked | null>("words");
  const [spans, setSpans] = useState<Partial<Record<Picked, Span>>>({});
  const [written, setWritten] = useState<Partial<Record<Picked, string>>>({});
  const [values, setValues] = useState<Record<string, string>>({ type: "ASSAULT", certainty: "fact", modality: "actual" });
  const box = useRef<HTMLElement>(null);
  const set = (field: string) => (value: string) => setValues({ ...values, [field]: value, ...(field === "type" ? { mode: "" } : {}) });
  useEffect(() => {
    if (!chosen || !active) return;
    setSpans({ ...spans, [active]: chosen });
    setWritten({ ...written, [active]: valueOf(active, sliceOf(points, ...chosen), chosen) });
    // The act comes first; then words go to the next field that has none.
    setActive(PICKED.find((f) => f !== active && PICKED.indexOf(f) > PICKED.indexOf(active) && !written[f]) ?? null);
  }, [chosen?.[0], chosen?.[1]]);
  useEffect(() => box.current?.querySelector<HTMLElement>("input, select")?.focus({ preventScroll: true }), []);

  const valueOf = (field: Picked, words: string, span: Span) => (field === "when" ? readWhen(reading, span) : field === "toll" ? numberIn(words) : words);
  const write = (field: Picked) => (text: string) => {
    setWritten({ ...written, [field]: text });
    // A date or a number is written beside the words that say it; anything else is those words.
    if (field === "when" || field === "toll") return;
    const { [field]: _, ...rest } = spans;
    setSpans(rest);
  };
  const incidents = [...new Set(statements.map((s) => s.incident).filter((i): i is number => i !== null))];
  const c = codebook.value;
  return (
    <section ref={box} class="card add-statement" aria-labelledby="add-title">
      <h2 id="add-title">{v.add.title}</h2>
      <p class="quiet">{v.add.help}</p>
      <DecideForm
        body={written.words?.trim() ? { action: "add", addition: additionOf(report, written, spans, values) } : null}
        missing={v.add.missing}
        done={v.add.done}
        verb={v.add.verb}
        etag={etag}
        again={again}
        onDone={(reply) => onDone(reply.statement ?? null)}
        onCancel={onCancel}
      >
        {PICKED.map((f) => (
          <div key={f} class={active === f ? "field fill fill-active" : "field fill"}>
            <label for={`add-${f}`}>{v.add.fields[f]}</label>
            <div class="fill-row">
              <input id={`add-${f}`} name={f} autocomplete="off" spellcheck={false} value={written[f] ?? ""} required={f === "words" || (f === "toll" && !!values.effect)} inputMode={f === "toll" ? "numeric" : undefined} pattern={f === "toll" ? "[0-9]{1,8}" : undefined} aria-describedby={f === "when" ? "add-when-hint" : undefined} onFocus={() => setActive(f)} onInput={(e) => write(f)(e.currentTarget.value)} />
              <button type="button" class="button" aria-pressed={active === f} title={v.add.pick} aria-label={`${v.add.pick}: ${v.add.fields[f]}`} onClick={() => setActive(active === f ? null : f)}>
                <Icon name="edit" />
              </button>
            </div>
            {spans[f] && (
              <button type="button" class="look" onClick={() => onLook(spans[f]!)}>
                {v.add.at(spans[f]![0])}
              </button>
            )}
            {spans[f] && f === "when" && !written.when && <small role="status">{v.add.noDateRead}</small>}
            {spans[f] && f === "toll" && !written.toll && <small role="status">{v.add.noNumberRead}</small>}
            {f === "when" && <small id="add-when-hint">{v.add.whenHint}</small>}
          </div>
        ))}
        <div class="field-grid">
          {(["type", "mode", "certainty", "modality"] as const).map((f) => (
            <div key={f} class="field">
              <label for={`add-${f}`}>{v.fields[f]}</label>
              <FieldControl id={`add-${f}`} field={f} type={values.type ?? ""} value={values[f] ?? ""} onValue={set(f)} />
            </div>
          ))}
          <div class="field">
            <label for="add-effect">{v.fields.effect}</label>
            <select id="add-effect" value={values.effect ?? ""} onChange={(e) => set("effect")(e.currentTarget.value)}>
              <option value="">{v.none}</option>
              {(c?.effects ?? []).filter((e) => e !== "crowd").map((e) => <option key={e} value={e}>{v.effects[e] ?? e}</option>)}
            </select>
          </div>
        </div>
        <div class="field">
          <label for="add-incident">{v.add.incident}</label>
          <select id="add-incident" value={values.incident ?? ""} onChange={(e) => set("incident")(e.currentTarget.value)}>
            <option value="">{v.add.findOut}</option>
            {incidents.map((i) => <option key={i} value={i}>{v.log.incident(i)}</option>)}
          </select>
        </div>
        {written.words && <p class="quiet"><Words quoted text={written.words} /></p>}
      </DecideForm>
    </section>
  );
}
