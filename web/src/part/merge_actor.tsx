/* Another name of the same actor: chosen from those of the case. */
import { useState } from "preact/hooks";
import type { Page } from "../api";
import type { ListedActor } from "../model/records";
import { useGet } from "../state/use_get";
import { DecideDialog } from "./decide";
import { ProblemNotice, Waiting } from "./notice";
import { Words } from "./words";
import { v } from "../texts_views";

/** How many are offered; a longer part of the name finds others. */
const OFFERED = 20;

const idOf = (a: ListedActor) => a.id ?? `~${a.name}`;

export function MergeActor({ id, name, again, onClose }: { id: string; name: string; again: () => void; onClose: () => void }) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const got = useGet<Page<ListedActor>>("/actors", { q: typed.trim(), limit: OFFERED });
  const others = (got.data?.items ?? []).filter((a) => idOf(a) !== id);
  return (
    <DecideDialog
      title={v.mergeActor.title(name)}
      body={chosen === null ? null : { action: "merge", actor: id, other_actor: chosen.id }}
      missing={v.mergeActor.missing}
      done={v.mergeActor.done(chosen?.name ?? "", name)}
      verb={v.mergeActor.verb}
      etag={null}
      again={again}
      onDone={onClose}
      onCancel={onClose}
    >
      <p>{v.mergeActor.help}</p>
      <label class="field">
        <span>{v.actors.find}</span>
        <input name="other" type="search" autofocus autocomplete="off" spellcheck={false} value={typed} onInput={(e) => setTyped(e.currentTarget.value)} />
      </label>
      <fieldset class="choices">
        <legend>{v.mergeActor.which}</legend>
        {got.problem && <ProblemNotice problem={got.problem} again={got.again} />}
        {!got.data && got.loading && <Waiting words={v.actors.waiting} />}
        {got.data && others.length === 0 && <p class="quiet">{v.actors.emptyAsked}</p>}
        {others.map((a) => (
          <label key={idOf(a)} class="choice">
            <input type="radio" name="chosen" checked={chosen?.id === idOf(a)} onChange={() => setChosen({ id: idOf(a), name: a.name })} />
            <span>
              <Words text={a.name} /> <small class="quiet">{[a.id, a.type, v.actor.incidents(a.incidents)].filter(Boolean).join(" · ")}</small>
            </span>
          </label>
        ))}
      </fieldset>
    </DecideDialog>
  );
}
