/* Words of a report: text nodes only, apart from the writing direction of what stands around them; what cannot be seen is named. */
import { piecesOf } from "../model/layers";
import type { Span } from "../model/records";
import { pointsOf } from "../model/points";
import { segmentsOf } from "../model/layers";
import { v } from "../texts_views";

export function Plain({ text }: { text: string }) {
  const pieces = piecesOf(text);
  if (pieces.length === 1 && pieces[0]!.hidden === null) return <>{text}</>;
  return (
    <>
      {pieces.map((p, i) =>
        p.hidden === null ? (
          <bdi key={i}>{p.text}</bdi>
        ) : (
          <span key={i} class="hidden-mark" title={v.hidden(p.hidden)}>
            {p.hidden}
          </span>
        ),
      )}
    </>
  );
}

/** A name or words within a sentence of ours. */
export function Words({ text, quoted = false }: { text: string | null; quoted?: boolean }) {
  if (!text) return null;
  return (
    <bdi class={quoted ? "words words-quoted" : "words"}>
      <Plain text={text} />
    </bdi>
  );
}

/** Words with some of them marked, as a search found them. */
export function MarkedWords({ text, marks }: { text: string; marks: readonly Span[] }) {
  const segments = segmentsOf(pointsOf(text), marks.map(([begin, end]) => ({ begin, end, data: true })));
  return (
    <bdi class="words">
      {segments.map((s) => (s.layers.length ? <mark key={s.begin}><Plain text={s.text} /></mark> : <Plain key={s.begin} text={s.text} />))}
    </bdi>
  );
}
