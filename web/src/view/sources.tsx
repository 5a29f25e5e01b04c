/* Publishers, and how reliable people hold them to be: the grade decides whose toll counts. */
import { useId, useRef, useState } from "preact/hooks";
import type { Source } from "../model/records";
import { mayGrade } from "../state/decide";
import { usePages } from "../state/use_pages";
import { href } from "../route";
import { DecideDialog } from "../part/decide";
import { Icon } from "../part/icon";
import { Paged } from "../part/paged";
import { Scroll } from "../part/scroll";
import { Words } from "../part/words";
import { v } from "../texts_views";

export function SourcesView() {
  const pages = usePages<Source>("/sources");
  return (
    <Paged title={v.sources.title} pages={pages} waiting={v.sources.waiting} empty={<p>{v.sources.empty} <a href="/add">{v.reports.add}</a></p>}>
      {(items) => (
        <>
          <p class="quiet">{v.sources.help}</p>
          <Scroll card label={v.sources.title}>
            <table class="list">
              <thead>
                <tr>
                  <th scope="col">{v.reports.source}</th>
                  <th scope="col">{v.sources.reliability}</th>
                  <th scope="col" class="number">{v.sources.reports}</th>
                  <th scope="col">{v.sources.first}</th>
                  <th scope="col">{v.sources.last}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((s) => (
                  <tr key={s.id}>
                    <th scope="row"><Words text={s.name} /></th>
                    <td><Grade source={s} /></td>
                    <td class="number"><a href={href("reports", "", { source: s.name })}>{v.count(s.reports)}</a></td>
                    <td>{s.first ?? v.none}</td>
                    <td>{s.last ?? v.none}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Scroll>
        </>
      )}
    </Paged>
  );
}

function Grade({ source }: { source: Source }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const grade = source.reliability ? v.sources.grades[source.reliability] : v.sources.ungraded;
  const close = () => {
    setOpen(false);
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <span class="editable">
      <span class="editable-value">{grade}</span>
      {mayGrade.value && (
        <button ref={button} type="button" class="edit-button" aria-label={v.sources.change(source.name)} title={v.sources.change(source.name)} onClick={() => setOpen(true)}>
          <Icon name="edit" />
        </button>
      )}
      {open && <GradeDialog source={source} onClose={close} />}
    </span>
  );
}

function GradeDialog({ source, onClose }: { source: Source; onClose: () => void }) {
  const [letter, setLetter] = useState(source.reliability ?? "");
  const id = useId();
  return (
    <DecideDialog
      title={v.sources.gradeTitle(source.name)}
      body={letter === (source.reliability ?? "") ? null : { action: "edit", source: source.id, field: "reliability", ...(letter && { value: letter }) }}
      missing={v.sources.same}
      done={v.sources.done(source.name, letter)}
      verb={v.sources.verb}
      etag={null}
      again={() => undefined}
      onDone={onClose}
      onCancel={onClose}
    >
      <div class="field">
        <label for={id}>{v.sources.reliability}</label>
        <select id={id} name="value" value={letter} onChange={(e) => setLetter(e.currentTarget.value)}>
          <option value="">{v.sources.ungraded}</option>
          {Object.entries(v.sources.grades).map(([key, words]) => <option key={key} value={key}>{words}</option>)}
        </select>
      </div>
    </DecideDialog>
  );
}
