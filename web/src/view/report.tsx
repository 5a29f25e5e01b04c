/* A report: its text with all that was read in it, and beside it the statement, the words or the form that is being worked on. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import "../style/report.css";
import { api, Problem, type Page } from "../api";
import type { ListedReport, Reading, ReportWhole, Span, Statement } from "../model/records";
import { pointsOf, sliceOf, type Points } from "../model/points";
import { layersOf, MARK_KINDS, marksAt, statementLayers, statementsAt, voicesOf, type MarkKind } from "../model/reading";
import { sayType } from "../model/say";
import { lastDone, mayReview } from "../state/decide";
import { useGet } from "../state/use_get";
import { go, href, route, setQuery } from "../route";
import { AddStatement } from "../part/add_statement";
import { spanOf } from "../part/address";
import { DecideDialog } from "../part/decide";
import { Icon } from "../part/icon";
import { useKeys } from "../part/keys";
import { ProblemNotice, Waiting } from "../part/notice";
import { Pill } from "../part/pill";
import { ReportText } from "../part/report_text";
import { Legend, MarksHere, StatementList } from "../part/report_side";
import { StatementCard } from "../part/statement_card";
import { Voices } from "../part/voices";
import { Words } from "../part/words";
import { v } from "../texts_views";

export function ReportView({ id }: { id: string }) {
  const path = `/reports/${encodeURIComponent(id)}`;
  const got = useGet<ReportWhole>(path);
  const reading = useGet<Reading>(`${path}/reading`);
  if (got.problem && !got.data) return <ProblemNotice problem={got.problem} again={got.again} />;
  if (!got.data || (!reading.data && reading.loading)) return <Waiting words={v.report.waiting} />;
  return <Shown whole={got.data} reading={reading.data} etag={got.etag} fresh={got.fresh} again={got.again} />;
}

/** All but the entities, which are nearly every noun. */
const FIRST_ON: MarkKind[] = MARK_KINDS.filter((k) => k !== "entity" && k !== "speaker");

/** The next report that nobody has decided on, after this one and then from the first; null: there is none. */
async function nextUnreviewed(after: number): Promise<number | null> {
  for (const from of [after, 0]) {
    const { data } = await api.get<Page<ListedReport>>("/reports", { reviewed: "none", after: from, limit: 1 });
    const next = data.items[0];
    if (next && next.id !== after) return next.id;
  }
  return null;
}

/** What stands for a title where there is none. */
const TITLE_MAX = 90;
function firstLine(p: Points): string {
  const line = sliceOf(p, 0, TITLE_MAX + 1).split("\n")[0]!;
  return [...line].length > TITLE_MAX ? line.replace(/\s\S*$/, "") + "…" : line;
}

interface ShownProps {
  whole: ReportWhole;
  reading: Reading | null;
  etag: string | null;
  /** False while it is fetched anew: a form opens when that is done, so that what one decided just now is not taken for somebody else's. */
  fresh: boolean;
  again: () => void;
}

function Shown({ whole, reading, etag, fresh, again }: ShownProps) {
  const { report, statements } = whole;
  const points = useMemo(() => pointsOf(whole.text), [whole.text]);
  const layers = useMemo(() => layersOf(statements, reading), [statements, reading]);
  const { voices, own } = useMemo(() => (reading ? voicesOf(points, reading, statements) : { voices: [], own: statements }), [points, reading, statements]);
  const [on, setOn] = useState<ReadonlySet<MarkKind>>(new Set(FIRST_ON));
  const [chosen, setChosen] = useState<Span | null>(null);
  const [looked, setLooked] = useState<Span | null>(null);
  const [adding, setAdding] = useState(false);
  const [wanted, setWanted] = useState<"accept" | "reject" | null>(null);
  const [asking, setAsking] = useState<"accept" | "reject" | null>(null);
  useEffect(() => {
    if (!wanted || !fresh) return;
    setAsking(wanted);
    setWanted(null);
  }, [wanted, fresh]);
  const side = useRef<HTMLElement>(null);

  const query = route.value.query;
  const at = spanOf(query.get("at"));
  const selected = statements.find((s) => String(s.id) === query.get("statement")) ?? null;
  const marked = looked ?? at;
  const focus = marked ?? selected?.evidence_span ?? null;
  const active = useMemo(() => (selected ? statementLayers(selected) : []), [selected]);
  const inOrder = useMemo(() => [...statements].sort((a, b) => a.evidence_span[0] - b.evidence_span[0] || a.number - b.number), [statements]);

  const select = (s: Statement | null) => {
    setChosen(null);
    setLooked(null);
    setQuery({ statement: s ? String(s.id) : null, at: null }, true);
    side.current?.scrollTo({ top: 0 });
  };
  const move = (by: 1 | -1) => () => {
    const i = selected ? inOrder.indexOf(selected) + by : by > 0 ? 0 : inOrder.length - 1;
    if (inOrder[i]) select(inOrder[i]!);
  };
  const next = () => {
    nextUnreviewed(report.id).then(
      (id) => {
        if (id === null) lastDone.value = { review: 0, words: v.report.allReviewed, undoable: false };
        else go(href("report", id));
      },
      (e: Problem) => (lastDone.value = { review: 0, words: e.message, undoable: false }),
    );
  };
  const pick = (span: Span) => {
    if (adding) return;
    const here = statementsAt(statements.filter((s) => s.review !== "rejected"), span);
    if (!here.length) return setChosen(span);
    // Pressed again, the next of those that lie there.
    const i = selected ? here.findIndex((s) => s.id === selected.id) : -1;
    select(here[(i + 1) % here.length]!);
  };
  const ask = (what: "accept" | "reject") => () => selected && mayReview.value && setWanted(what);
  useKeys([
    { keys: ["j"], words: v.report.keys.next, run: move(1) },
    { keys: ["k"], words: v.report.keys.previous, run: move(-1) },
    { keys: ["a"], words: v.report.keys.accept, run: ask("accept") },
    { keys: ["x"], words: v.report.keys.reject, run: ask("reject") },
    { keys: ["+"], words: v.report.keys.add, run: () => mayReview.value && setAdding(true) },
    { keys: ["n"], words: v.report.keys.unreviewed, run: next },
  ]);
  const title = report.title ?? firstLine(points);
  useEffect(() => {
    document.title = v.documentTitle(title);
  }, [title]);
  const look = (span: Span) => setLooked([...span]);
  const marks = chosen && !adding ? marksAt(layers, chosen) : [];
  const decided = statements.filter((s) => s.review !== "none").length;

  return (
    <article class="record record-report">
      <header class="record-head">
        <div>
          <p class="record-kind">{v.report.kind(report.id)}</p>
          <h1><Words text={title} /></h1>
          <p class="row">
            <a href={href("reports", "", { source: report.source })}><Words text={report.source ?? v.noSource} /></a>
            {report.reliability && <span class="grade" title={v.sources.grades[report.reliability]}>{report.reliability}</span>}
            <time dateTime={report.published ?? undefined}>{report.published ?? v.say.noDate}</time>
            <span class="quiet">{v.report.decided(decided, statements.length)}</span>
            {report.url && /^https?:/.test(report.url) && <a href={report.url} target="_blank" rel="noreferrer noopener"><Words text={report.url} /></a>}
          </p>
        </div>
        <div class="row actions no-print">
          {mayReview.value && <button type="button" class="button" onClick={() => setAdding(true)}><Icon name="plus" /> {v.add.open}</button>}
          <button type="button" class="button" onClick={next}>{v.report.next} <kbd aria-hidden="true">n</kbd></button>
          <button type="button" class="button button-bare" onClick={() => print()}><Icon name="print" /> {v.print}</button>
        </div>
      </header>
      <div class="record-body">
        <div class="record-main">
          <Legend on={on} onChange={setOn} />
          <div class="card report-card">
            <ReportText points={points} layers={layers} on={on} active={active} focus={focus} marked={marked} onPick={pick} onChoose={setChosen} />
          </div>
        </div>
        <aside ref={side} class="record-side report-side" aria-label={v.report.side}>
          {adding && (
            <AddStatement
              report={report.id} points={points} statements={statements} reading={reading} etag={etag} again={again} chosen={chosen} onLook={look}
              onDone={(id) => { setAdding(false); setChosen(null); if (id) setQuery({ statement: String(id), at: null }, true); }}
              onCancel={() => setAdding(false)}
            />
          )}
          {!adding && chosen && <MarksHere points={points} span={chosen} marks={marks} statements={statements} onSelect={select} onAdd={() => setAdding(true)} />}
          {!adding && selected && (
            <section class="card" aria-labelledby="statement-title">
              <header class="statement-head">
                <h2 id="statement-title">{sayType(selected.type, selected.mode)}</h2>
                <Pill kind={selected.review}>{v.review[selected.review] ?? selected.review}</Pill>
                <span class="statement-steps">
                  <button type="button" class="button button-bare" onClick={move(-1)} aria-label={v.report.keys.previous} title={`${v.report.keys.previous} (k)`}><Icon name="up" /></button>
                  <button type="button" class="button button-bare" onClick={move(1)} aria-label={v.report.keys.next} title={`${v.report.keys.next} (j)`}><Icon name="down" /></button>
                  <button type="button" class="button button-bare" onClick={() => select(null)} aria-label={v.report.all} title={v.report.all}><Icon name="close" /></button>
                </span>
              </header>
              {mayReview.value && (
                <p class="row">
                  <button type="button" class="button button-main" onClick={ask("accept")}><Icon name="check" /> {v.incident.accept} <kbd aria-hidden="true">a</kbd></button>
                  <button type="button" class="button" onClick={ask("reject")}><Icon name="close" /> {v.incident.reject} <kbd aria-hidden="true">x</kbd></button>
                </p>
              )}
              <StatementCard key={selected.id} statement={selected} report={report} reading={reading} etag={etag} again={again} onLook={look} />
            </section>
          )}
          {!adding && <StatementList statements={inOrder} selected={selected} onSelect={select} />}
          {reading && <Voices source={report.source} voices={voices} own={own.length} onLook={look} />}
        </aside>
      </div>
      {asking && selected && (
        <DecideDialog
          title={asking === "accept" ? v.report.acceptTitle : v.report.rejectTitle}
          body={{ action: asking, statement: selected.id }}
          done={asking === "accept" ? v.report.accepted(sayType(selected.type, selected.mode)) : v.report.rejected(sayType(selected.type, selected.mode))}
          verb={asking === "accept" ? v.incident.accept : v.incident.reject}
          etag={etag}
          again={again}
          repeat
          onDone={() => setAsking(null)}
          onCancel={() => setAsking(null)}
        >
          <p><Words quoted text={selected.evidence} /></p>
        </DecideDialog>
      )}
    </article>
  );
}
