/* Takes a decision back, with a reason. */
import { DecideDialog } from "./decide";
import { v } from "../texts_views";

export function Undo({ review, onClose }: { review: number; onClose: () => void }) {
  return (
    <DecideDialog
      title={v.decide.undoTitle(review)}
      body={{ action: "undo", review }}
      done={v.decide.undone(review)}
      verb={v.decide.undo}
      etag={null}
      again={() => undefined}
      onDone={onClose}
      onCancel={onClose}
    >
      <p>{v.decide.undoHelp}</p>
    </DecideDialog>
  );
}
