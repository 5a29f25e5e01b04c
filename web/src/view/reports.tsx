/* All reports of the case, and which nobody has reviewed yet. */
import { sayFile } from "../model/say";
import type { ListedReport } from "../model/records";
import { usePages } from "../state/use_pages";
import { href, route, setQuery } from "../route";
import { Paged } from "../part/paged";
import { Pill } from "../part/pill";
import { TypedQuery } from "../part/typed_query";
import { Scroll } from "../part/scroll";
import { Words } from "../part/words";
import { v } from "../texts_views";

export function ReportsView() {
  const query = route.value.query;
  const asked = { source: query.get("source"), reviewed: query.get("reviewed"), incident: query.get("incident") };
  const pages = usePages<ListedReport>("/reports", asked);
  const controls = (
    <>
      <TypedQuery name="source" label={v.reports.source} />
      <label class="field">
        <span>{v.reports.reviewed}</span>
        <select value={asked.reviewed ?? ""} onChange={(e) => setQuery({ reviewed: e.currentTarget.value })}>
          <option value="">{v.reports.all}</option>
          <option value="none">{v.reports.none}</option>
          <option value="any">{v.reports.any}</option>
        </select>
      </label>
    </>
  );
  return (
    <Paged title={v.reports.title} pages={pages} waiting={v.reports.waiting} controls={controls} empty={<p>{asked.source || asked.reviewed || asked.incident ? v.reports.emptyAsked : <>{v.reports.empty} <a href="/add">{v.reports.add}</a></>}</p>}>
      {(items) => (
        <Scroll card label={v.reports.title}>
          <table class="list">
            <thead>
              <tr>
                <th scope="col">{v.reports.published}</th>
                <th scope="col">{v.reports.source}</th>
                <th scope="col">{v.reports.name}</th>
                <th scope="col" class="number">{v.reports.statements}</th>
                <th scope="col">{v.reports.reviewed}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((r) => (
                <tr key={r.id}>
                  <td><time dateTime={r.published ?? undefined}>{r.published ?? v.say.noDate}</time></td>
                  <td>
                    <Words text={r.source ?? v.noSource} /> {r.reliability && <span class="grade" title={v.sources.grades[r.reliability]}>{r.reliability}</span>}
                  </td>
                  <th scope="row"><a href={href("report", r.id)}><Words text={r.title ?? sayFile(r.path) ?? v.report.kind(r.id)} /></a></th>
                  <td class="number">{r.statements}</td>
                  <td>{r.reviewed ? <Pill kind="accepted">{v.reports.any}</Pill> : <span class="quiet">{v.reports.none}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Paged>
  );
}
