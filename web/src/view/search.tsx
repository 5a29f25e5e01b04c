/* Words in reports and statements, with filters. What is asked stands in the address. */
import { useEffect } from "preact/hooks";
import "../style/search.css";
import type { Found, FoundReport, FoundStatement } from "../model/records";
import { FILTER_KEYS } from "../model/filter";
import { sayFile, sayType } from "../model/say";
import { setFilter } from "../state/filter";
import { useGet } from "../state/use_get";
import { href, route, setQuery } from "../route";
import { reportHref } from "../part/address";
import { Chips, Choice, Text } from "../part/filter_bar";
import { CertaintyPill } from "../part/incident_summary";
import { Empty, ProblemNotice, Waiting } from "../part/notice";
import { Pill } from "../part/pill";
import { MarkedWords, Words } from "../part/words";
import { v } from "../texts_views";

/** How many of each kind are asked for; the most that the server gives is 1000. */
const FIRST = 20;
const MOST = 1000;

/** Filters that a search takes (docs/search.md). */
const TAKEN = FILTER_KEYS.filter((k) => k !== "place" && k !== "report");

export function SearchView() {
  const query = route.value.query;
  const q = query.get("q") ?? "";
  const where = query.get("in") ?? "both";
  const limit = Math.min(MOST, Number(query.get("limit")) || FIRST);
  const filters = Object.fromEntries(TAKEN.map((k) => [k, setFilter.value[k]]));
  const got = useGet<{ items: Found[]; more: boolean }>(q ? "/search" : null, { q, in: where, limit, ...filters });
  useEffect(() => {
    document.title = v.documentTitle(q ? v.search.titleOf(q) : v.search.title);
  }, [q]);
  const reports = (got.data?.items ?? []).filter((f): f is FoundReport => f.found === "report");
  const statements = (got.data?.items ?? []).filter((f): f is FoundStatement => f.found === "statement");
  return (
    <div class="record record-search">
      <header class="record-head">
        <h1>{q ? v.search.titleOf(q) : v.search.title}</h1>
        <div class="asks no-print">
          <label class="field">
            <span>{v.search.where}</span>
            <select value={where} onChange={(e) => setQuery({ in: e.currentTarget.value === "both" ? "" : e.currentTarget.value })}>
              {Object.entries(v.search.places).map(([id, words]) => <option key={id} value={id}>{words}</option>)}
            </select>
          </label>
          <Text of="from" placeholder={v.search.day} />
          <Text of="to" placeholder={v.search.day} />
          <Text of="source" />
          <Text of="actor" />
          <Choice of="type" />
          <Choice of="certainty" />
        </div>
        <Chips />
      </header>
      {!q && <Help />}
      {got.problem && (got.problem.status === 422 || got.problem.status === 400 ? (
        <div class="notice" role="alert">
          <h2>{v.search.unread}</h2>
          <p><Words text={got.problem.message} /></p>
        </div>
      ) : <ProblemNotice problem={got.problem} again={got.again} />)}
      {q && got.loading && !got.data && <Waiting words={v.search.waiting} />}
      {got.data && (
        <p role="status" class="quiet">{v.search.found(reports.length, statements.length, got.data.more)}</p>
      )}
      {got.data && got.data.items.length === 0 && <Empty title={v.nothing}><p>{v.search.empty}</p></Empty>}
      <div class="found-both">
        {reports.length > 0 && (
          <section aria-labelledby="found-reports">
            <h2 id="found-reports">{v.search.reports}</h2>
            <ol class="found">{reports.map((f) => <FoundInReport key={f.report} f={f} />)}</ol>
          </section>
        )}
        {statements.length > 0 && (
          <section aria-labelledby="found-statements">
            <h2 id="found-statements">{v.search.statements}</h2>
            <ol class="found">{statements.map((f) => <FoundInStatement key={f.statement} f={f} />)}</ol>
          </section>
        )}
      </div>
      {got.data?.more && limit < MOST && (
        <p><button type="button" class="button" onClick={() => setQuery({ limit: String(Math.min(MOST, limit * 4)) }, true)}>{v.more}</button></p>
      )}
    </div>
  );
}

function Source({ f }: { f: Found }) {
  return <p class="quiet"><Words text={f.source ?? v.noSource} /> · {f.published ?? v.say.noDate}</p>;
}

function FoundInReport({ f }: { f: FoundReport }) {
  return (
    <li>
      <h3><a href={href("report", f.report)}>{f.title.text ? <MarkedWords {...f.title} /> : <Words text={sayFile(f.path) ?? v.report.kind(f.report)} />}</a></h3>
      <Source f={f} />
      <p><MarkedWords {...f.words} /></p>
    </li>
  );
}

function FoundInStatement({ f }: { f: FoundStatement }) {
  return (
    <li>
      <h3>
        <a href={reportHref(f.report, null, f.statement)}>{sayType(f.type, f.mode)}</a> <CertaintyPill certainty={f.certainty} />
        {f.review !== "none" && <> <Pill kind={f.review}>{v.review[f.review] ?? f.review}</Pill></>}
        {f.incident !== null && <a class="found-incident" href={href("incident", f.incident)}>{v.log.incident(f.incident)}</a>}
      </h3>
      <Source f={f} />
      <p><MarkedWords {...f.evidence} /></p>
      {f.names.text && <p class="quiet"><MarkedWords {...f.names} /></p>}
    </li>
  );
}

function Help() {
  return (
    <section class="card search-help" aria-labelledby="search-help">
      <h2 id="search-help">{v.search.how}</h2>
      <table class="list">
        <tbody>
          {v.search.syntax.map(([typed, finds]) => (
            <tr key={typed}>
              <th scope="row"><a href={href("search", "", { q: typed })}><code>{typed}</code></a></th>
              <td>{finds}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
