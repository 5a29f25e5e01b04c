/* The statement that the program missed: its words are chosen in the text, for the field that is being filled. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Points } from "../model/points";
import { sliceOf } from "../model/points";
import type { Span, Statement } from "../model/records";
import { codebook } from "../state/case";
import type { Addition } from "../state/decide";
import { DecideForm } from "./decide";
import { FieldControl } from "./edit";
import { Icon } from "./icon";
import { Words } from "./words";
import { v } from "../texts_views";

/** Fields that words of the report fill. */
const PICKED = ["words", "agent", "recipient", "target", "instrument", "place"] as const;
type Picked = (typeof PICKED)[number];

interface Props {
  report: number;
  points: Points;
  statements: readonly Statement[];
  /** Words that are chosen in the text now. */
  chosen: Span | null;
  onLook: (span: Span) => void;
  onDone: (statement: number | null) => void;
  onCancel: () => void;
}

export function AddStatement({ report, points, statements, chosen, onLook, onDone, onCancel }: Props) {
  const [active, setActive] = useState<Picked | null>("words");
  const [spans, setSpans] = useState<Partial<Record<Picked, Span>>>({});
  const [written, setWritten] = useState<Partial<Record<Picked, string>>>({});
  const [values, setValues] = useState<Record<string, string>>({ type: "ASSAULT", certainty: "fact", modality: "actual" });
  const box = useRef<HTMLElement>(null);
  const set = (field: string) => (value: string) => setValues({ ...values, [field]: value, ...(field === "type" ? { mode: "" } : {}) });
  useEffect(() => {
    if (!chosen || !active) return;
    setSpans({ ...spans, [active]: chosen });
    setWritten({ ...written, [active]: sliceOf(points, ...chosen) });
    // The act comes first; then words go to the next field that has none.
    setActive(PICKED.find((f) => f !== active && PICKED.indexOf(f) > PICKED.indexOf(active) && !written[f]) ?? null);
  }, [chosen?.[0], chosen?.[1]]);
  useEffect(() => box.current?.querySelector<HTMLElement>("input, select")?.focus({ preventScroll: true }), []);

  const write = (field: Picked) => (text: string) => {
    setWritten({ ...written, [field]: text });
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
        etag={null}
        again={() => undefined}
        onDone={(reply) => onDone(reply.statement ?? null)}
        onCancel={onCancel}
      >
        {PICKED.map((f) => (
          <div key={f} class={active === f ? "field fill fill-active" : "field fill"}>
            <label for={`add-${f}`}>{f === "words" ? v.fields.words : v.add.fields[f]}</label>
            <div class="fill-row">
              <input id={`add-${f}`} name={f} autocomplete="off" spellcheck={false} value={written[f] ?? ""} required={f === "words"} onFocus={() => setActive(f)} onInput={(e) => write(f)(e.currentTarget.value)} />
              <button type="button" class="button" aria-pressed={active === f} title={v.add.pick} aria-label={`${v.add.pick}: ${f === "words" ? v.fields.words : v.add.fields[f]}`} onClick={() => setActive(active === f ? null : f)}>
                <Icon name="edit" />
              </button>
            </div>
            {spans[f] && (
              <button type="button" class="look" onClick={() => onLook(spans[f]!)}>
                {v.add.at(spans[f]![0])}
              </button>
            )}
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
          <label class="field">
            <span>{v.fields.toll}</span>
            <input type="number" min="0" max="10000000" value={values.toll ?? ""} disabled={!values.effect} required={!!values.effect} onInput={(e) => set("toll")(e.currentTarget.value)} />
          </label>
        </div>
        <div class="field">
          <label for="add-when">{v.fields.when}</label>
          <FieldControl id="add-when" field="when" type="" value={values.when ?? ""} onValue={set("when")} />
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

/** What is sent: the span where the act's words were chosen, the words where they were written. */
function additionOf(report: number, written: Partial<Record<Picked, string>>, spans: Partial<Record<Picked, Span>>, values: Record<string, string>): Addition {
  const out: Addition = { report, type: values.type ?? "" };
  if (spans.words) out.span = spans.words;
  else out.words = written.words?.trim() ?? "";
  for (const f of ["agent", "recipient", "target", "instrument", "place"] as const) if (written[f]?.trim()) out[f] = written[f]!.trim();
  for (const f of ["mode", "certainty", "modality", "when"] as const) if (values[f]?.trim()) out[f] = values[f]!.trim();
  if (values.effect && values.toll) Object.assign(out, { effect: values.effect, toll: Number(values.toll) });
  if (values.incident) out.incident = Number(values.incident);
  return out;
}
