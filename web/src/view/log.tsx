/* What people decided, the newest first, each with a way back. */
import { useState } from "preact/hooks";
import type { Decision } from "../model/records";
import { sayMoment } from "../model/say";
import { mayGrade, mayReview } from "../state/decide";
import { usePages } from "../state/use_pages";
import { href } from "../route";
import { Paged } from "../part/paged";
import { DecisionWords } from "../part/story";
import { Undo } from "../part/undo";
import { Scroll } from "../part/scroll";
import { Words } from "../part/words";
import { v } from "../texts_views";

export function LogView() {
  const pages = usePages<Decision>("/reviews");
  const [undoing, setUndoing] = useState<number | null>(null);
  return (
    <Paged title={v.log.title} pages={pages} waiting={v.log.waiting} empty={<p>{v.log.empty} <a href={href("reports", "", { reviewed: "none" })}>{v.log.start}</a></p>}>
      {(items) => (
        <Scroll card label={v.log.title}>
          <table class="list">
            <thead>
              <tr>
                <th scope="col" class="number">{v.log.number}</th>
                <th scope="col">{v.fields.when}</th>
                <th scope="col">{v.log.who}</th>
                <th scope="col">{v.log.what}</th>
                <th scope="col">{v.decide.why}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {items.map((d) => (
                <tr key={d.id} class={d.undone_by ? "log-undone" : undefined}>
                  <td class="number">{d.id}</td>
                  <td><time dateTime={d.at}>{sayMoment(d.at)}</time></td>
                  <td><Words text={d.who} /></td>
                  <th scope="row"><DecisionWords d={d} /></th>
                  <td><Words text={d.why} /></td>
                  <td class="log-end">
                    {d.undone_by ? <span class="quiet">{v.log.undoneBy(d.undone_by)}</span> : d.action !== "undo" && (d.source === null ? mayReview : mayGrade).value && (
                      <button type="button" class="button" aria-label={v.decide.undoTitle(d.id)} onClick={() => setUndoing(d.id)}>{v.decide.undo}</button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {undoing !== null && <Undo review={undoing} onClose={() => setUndoing(null)} />}
        </Scroll>
      )}
    </Paged>
  );
}
