/* Who speaks in a report, and through whom: a tree with the report at its root. */
import type { Voice } from "../model/reading";
import type { Span } from "../model/records";
import { Words } from "./words";
import { v } from "../texts_views";

export function Voices({ source, voices, own, onLook }: { source: string | null; voices: Voice[]; own: number; onLook: (span: Span) => void }) {
  return (
    <section class="card report-after" aria-labelledby="voices-title">
      <h2 id="voices-title">{v.report.voices}</h2>
      <ul class="tree">
        <li>
          <b><Words text={source ?? v.noSource} /></b> <small class="quiet">{own > 0 && v.report.says(own)}</small>
          {voices.length > 0 && <Branch voices={voices} onLook={onLook} />}
        </li>
      </ul>
    </section>
  );
}

function Branch({ voices, onLook }: { voices: Voice[]; onLook: (span: Span) => void }) {
  return (
    <ul>
      {voices.map((a) => (
        <li key={a.id}>
          {a.span ? (
            <button type="button" class="look" title={v.report.look} onClick={() => onLook(a.span!)}>{a.name ? <Words text={a.name} /> : v.report.unnamed}</button>
          ) : (
            <Words text={a.name || v.report.unnamed} />
          )}
          {a.cues.length > 0 && <small class="quiet"> <Words text={a.cues.join(", ")} /></small>}
          {a.statements.length > 0 && <small class="quiet"> {v.report.says(a.statements.length)}</small>}
          {a.inner.length > 0 && <Branch voices={a.inner} onLook={onLook} />}
        </li>
      ))}
    </ul>
  );
}
