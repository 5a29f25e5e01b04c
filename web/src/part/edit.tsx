/* A value that can be corrected where it stands: the value, a button, and the form that takes its place. */
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import type { Codebook } from "../model/records";
import { codebook } from "../state/case";
import { mayReview } from "../state/decide";
import { DecideForm } from "./decide";
import { Icon } from "./icon";
import { v } from "../texts_views";

export interface EditOf {
  incident?: number;
  statement?: number;
}

/** What may be chosen for a field, or null where it is written. `type`: whose modes are offered. */
function choices(field: string, type: string, c: Codebook): { id: string; name: string }[] | null {
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, name: id }));
  switch (field) {
    case "type": return named(c.types.map((x) => x.id));
    case "mode": return named(c.types.find((x) => x.id === type)?.modes ?? []);
    case "certainty": return named(c.certainties);
    case "modality": return named(c.modalities);
    case "time_frame": return named(c.time_frames ?? ["current", "historical", "future"]);
    case "country": return c.countries.map((x) => ({ id: x.id, name: `${x.name} (${x.id})` }));
    default: return null;
  }
}

const NEVER_EMPTY = new Set(["type", "certainty", "modality", "time_frame"]);

interface ControlProps {
  id: string;
  field: string;
  type: string;
  value: string;
  onValue: (value: string) => void;
}

/** The control for a field: a list where the codebook has one, else a line with a hint of how it is written. */
export function FieldControl({ id, field, type, value, onValue }: ControlProps) {
  const list = codebook.value && choices(field, type, codebook.value);
  const hint = v.edit.hints[field];
  if (list) {
    return (
      <select id={id} name="value" value={value} onChange={(e) => onValue(e.currentTarget.value)}>
        {!NEVER_EMPTY.has(field) && <option value="">{v.edit.unknown}</option>}
        {value && !list.some((o) => o.id === value) && <option value={value}>{value}</option>}
        {list.map((o) => (
          <option key={o.id} value={o.id}>
            {o.name}
          </option>
        ))}
      </select>
    );
  }
  return (
    <>
      <input id={id} name="value" autocomplete="off" spellcheck={false} value={value} onInput={(e) => onValue(e.currentTarget.value)} aria-describedby={hint ? `${id}-hint` : undefined} />
      {hint && <small id={`${id}-hint`}>{hint}</small>}
    </>
  );
}

interface Props {
  of: EditOf;
  field: string;
  /** As the API takes it. */
  value: string;
  /** The type of the incident or statement: its modes are offered. */
  type: string;
  etag: string | null;
  again: () => void;
  children: ComponentChildren;
}

export function Editable({ of, field, value, type, etag, again, children }: Props) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  if (open) return <EditForm of={of} field={field} value={value} type={type} etag={etag} again={again} onClose={close} />;
  return (
    <span class="editable">
      <span class="editable-value">{children}</span>
      {mayReview.value && (
        <button ref={button} type="button" class="edit-button" data-field={field} aria-label={v.edit.open(v.fields[field] ?? field)} title={v.edit.open(v.fields[field] ?? field)} onClick={() => setOpen(true)}>
          <Icon name="edit" />
        </button>
      )}
    </span>
  );
}

function EditForm({ of, field, value, type, etag, again, onClose }: Omit<Props, "children"> & { onClose: () => void }) {
  const [next, setNext] = useState(value);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const name = v.fields[field] ?? field;
  useEffect(() => box.current?.querySelector<HTMLElement>("input, select")?.focus(), []);
  const same = next.trim() === value;
  return (
    <div ref={box} class="edit-form" role="group" aria-label={v.edit.open(name)}>
      <DecideForm
        body={same ? null : { action: "edit", ...of, field, value: next.trim() }}
        missing={v.edit.same}
        done={next.trim() ? v.edit.done(name, next.trim()) : v.edit.cleared(name)}
        verb={v.edit.save}
        etag={etag}
        again={again}
        onDone={onClose}
        onCancel={onClose}
      >
        <div class="field">
          <label for={id}>{name}</label>
          <FieldControl id={id} field={field} type={type} value={next} onValue={setNext} />
        </div>
      </DecideForm>
    </div>
  );
}
