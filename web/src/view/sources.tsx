/* Publishers, and how reliable people hold them to be: the grade decides whose toll counts. */
import { useState } from "preact/hooks";
import { api, Problem } from "../api";
import type { Source } from "../model/records";
import { openCase } from "../state/case";
import { lastDone, mayReview } from "../state/decide";
import { usePages } from "../state/use_pages";
import { href } from "../route";
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
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [sending, setSending] = useState<string | null>(null);
  if (!mayReview.value) return <>{source.reliability ? v.sources.grades[source.reliability] : v.sources.ungraded}</>;
  const send = async (reliability: string) => {
    setSending(reliability);
    setWrong(null);
    try {
      await api.send("PUT", `/sources/${source.id}`, { reliability: reliability || null });
      lastDone.value = { review: 0, words: v.sources.done(source.name, reliability), undoable: false };
      await openCase();
    } catch (e) {
      if (!(e instanceof Problem)) throw e;
      setWrong(e);
    } finally {
      setSending(null);
    }
  };
  return (
    <>
      <select aria-label={v.sources.grade(source.name)} value={sending ?? source.reliability ?? ""} disabled={sending !== null} onChange={(e) => void send(e.currentTarget.value)}>
        <option value="">{v.sources.ungraded}</option>
        {Object.entries(v.sources.grades).map(([id, words]) => <option key={id} value={id}>{words}</option>)}
      </select>
      {wrong && <span class="wrong" role="alert"> {wrong.message}</span>}
    </>
  );
}
