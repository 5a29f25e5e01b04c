/* The text of a report with what was read in it. One element a piece of text, all words as text nodes. */
import { Component } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Span } from "../model/records";
import type { Points } from "../model/points";
import { wholeWords } from "../model/points";
import { paragraphsOf, piecesOf, segmentsOf, type Segment } from "../model/layers";
import { kindsOf, type Mark, type MarkKind, type MarkLayer } from "../model/reading";
import { spanOfCursor, step, wordsOf, type Cursor } from "../model/words";
import { choose, chosenIn, pieceAt } from "./selection";
import { v } from "../texts_views";

interface Props {
  points: Points;
  layers: MarkLayer[];
  on: ReadonlySet<MarkKind>;
  /** Layers of the chosen statement. */
  active: MarkLayer[];
  /** Words that are looked at: they are brought into sight, and marked where they are a value's. */
  focus: Span | null;
  marked: Span | null;
  /** A click on one place. */
  onPick: (at: Span) => void;
  /** Words chosen by mouse or keyboard. */
  onChoose: (span: Span | null) => void;
}

/** From here on, in code points, what is out of sight is not laid out: a report of a hundred pages would be slow. */
const LONG = 60_000;

const NONE: MarkLayer[] = [];
const touching = (layers: MarkLayer[], [b, e]: Span) => {
  const hit = layers.filter((l) => l.begin < e && l.end > b);
  return hit.length ? hit : NONE;
};

export function ReportText({ points, layers, on, active, focus, marked, onPick, onChoose }: Props) {
  const root = useRef<HTMLDivElement>(null);
  const cursor = useRef<Cursor | null>(null);
  const words = useMemo(() => wordsOf(points), [points]);
  const paragraphs = useMemo(
    () => paragraphsOf(points).map((span) => ({ span: span as Span, segments: segmentsOf(points, touching(layers, span as Span), span[0], span[1]) })),
    [points, layers],
  );

  useEffect(() => {
    const piece = focus && root.current && pieceAt(root.current, focus[0]);
    piece?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }, [focus?.[0], focus?.[1], points]);

  const pointerUp = (e: Event) => {
    const chosen = root.current && chosenIn(root.current);
    cursor.current = null;
    if (chosen) return onChoose(wholeWords(points, chosen[0], chosen[1]));
    onChoose(null);
    const piece = (e.target as Element).closest<HTMLElement>("[data-b]");
    if (piece) onPick([Number(piece.dataset.b), Number(piece.dataset.e)]);
  };
  const keyDown = (e: KeyboardEvent) => {
    if (e.ctrlKey || e.metaKey || e.altKey || !root.current) return;
    if (e.key === "Escape") {
      cursor.current = null;
      getSelection()?.removeAllRanges();
      return onChoose(null);
    }
    if (e.key !== "ArrowRight" && e.key !== "ArrowLeft") return;
    e.preventDefault();
    cursor.current = step(words, cursor.current, e.key === "ArrowRight" ? 1 : -1, e.shiftKey, focus?.[0] ?? 0);
    if (!cursor.current) return;
    const span = spanOfCursor(words, cursor.current);
    choose(root.current, span);
    pieceAt(root.current, span[1] - 1)?.scrollIntoView({ block: "nearest" });
    onChoose(span);
  };

  return (
    <div ref={root} class={points.length > LONG ? "report-text report-long" : "report-text"} role="group" aria-label={v.report.textLabel} aria-describedby="report-text-help" tabIndex={0} onPointerUp={pointerUp} onKeyDown={keyDown}>
      <p id="report-text-help" class="unseen">{v.report.textHelp}</p>
      {paragraphs.map((p) => {
        const focused = marked && marked[0] < p.span[1] && marked[1] > p.span[0] ? `${marked[0]}-${marked[1]}` : "";
        return <Paragraph key={p.span[0]} segments={p.segments} on={on} active={touching(active, p.span)} focused={focused} />;
      })}
    </div>
  );
}

/** Which mark colours a piece, where several do: the last of these. */
const TINTS: MarkKind[] = ["entity", "speaker", "party", "place", "time", "toll"];

function classesOf(s: Segment<Mark>, on: ReadonlySet<MarkKind>, active: MarkLayer[], focused: string): string {
  const kinds = kindsOf(s, on);
  const classes: string[] = [];
  if (kinds.includes("evidence")) classes.push("m-evidence");
  if (kinds.includes("trigger")) classes.push("m-trigger");
  const tint = TINTS.filter((k) => kinds.includes(k)).pop();
  if (tint) classes.push(`m-${tint}`);
  const mine = active.filter((l) => l.begin <= s.begin && l.end >= s.end);
  if (mine.length) classes.push("is-active");
  if (mine.some((l) => l.data.kind === "trigger")) classes.push("is-trigger");
  if (mine.some((l) => l.data.kind === "party" || l.data.kind === "toll")) classes.push("is-part");
  if (focused) {
    const [b = 0, e = 0] = focused.split("-").map(Number);
    if (b < s.end && e > s.begin) classes.push("is-focus");
  }
  return classes.join(" ");
}

const same = (a: MarkLayer[], b: MarkLayer[]) => a === b || (a.length === b.length && a.every((x, i) => x === b[i]));

interface ParagraphProps {
  segments: Segment<Mark>[];
  on: ReadonlySet<MarkKind>;
  active: MarkLayer[];
  focused: string;
}

/** Drawn anew only when what is chosen touches it: a long report has thousands of pieces. */
class Paragraph extends Component<ParagraphProps> {
  override shouldComponentUpdate(next: ParagraphProps): boolean {
    const now = this.props;
    return now.segments !== next.segments || now.on !== next.on || now.focused !== next.focused || !same(now.active, next.active);
  }
  override render({ segments, on, active, focused }: ParagraphProps) {
    return <p>{segments.map((s) => <Piece key={s.begin} segment={s} class={classesOf(s, on, active, focused)} />)}</p>;
  }
}

function Piece({ segment: s, class: name }: { segment: Segment<Mark>; class: string }) {
  let at = s.begin;
  return (
    <>
      {piecesOf(s.text).map((p) => {
        const begin = at;
        at += p.hidden === null ? [...p.text].length : 1;
        return (
          <span key={begin} class={p.hidden === null ? name || undefined : `${name} hidden-mark`} data-b={begin} data-e={at} data-hidden={p.hidden ? 1 : undefined} title={p.hidden ? v.hidden(p.hidden) : undefined}>
            {p.hidden ?? p.text}
          </span>
        );
      })}
    </>
  );
}
