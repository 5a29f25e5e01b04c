/* The line that says what was just decided and offers to take it back. A live region: it is there before it speaks. */
import { useEffect, useState } from "preact/hooks";
import "../style/records.css";
import { lastDone } from "../state/decide";
import { Icon } from "./icon";
import { Undo } from "./undo";
import { v } from "../texts_views";

/** Long enough to read and to reach by keyboard; what was decided stays in the log. */
const SHOWN_MS = 20000;

export function DoneLine() {
  const done = lastDone.value;
  const [undoing, setUndoing] = useState(false);
  useEffect(() => {
    if (!done || undoing) return;
    const timer = setTimeout(() => (lastDone.value = null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [done, undoing]);
  return (
    <div class={done ? "done-line" : "done-line done-none"} role="status">
      {done && (
        <>
          <Icon name="check" />
          <span>{done.words}</span>
          {done.undoable && (
            <button type="button" class="button" onClick={() => setUndoing(true)}>
              {v.decide.undo}
            </button>
          )}
          <button type="button" class="button button-bare" aria-label={v.decide.close} onClick={() => (lastDone.value = null)}>
            <Icon name="close" />
          </button>
          {undoing && <Undo review={done.review} onClose={() => setUndoing(false)} />}
        </>
      )}
    </div>
  );
}
