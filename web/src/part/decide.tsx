/* The form that every decision goes through: a reason, the name of who decides where it is not known, and what to do when somebody
 * else was faster. Inline beside a value, or in a dialog. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { Problem } from "../api";
import { caseInfo } from "../state/case";
import { asksWho, decide, reasons, setWho, who, type ReviewBody, type ReviewReply } from "../state/decide";
import { Dialog } from "./dialog";
import { Words } from "./words";
import { v } from "../texts_views";

/** What the server takes of a reason or a name. */
const WORDS_MAX = 2000;

export interface Deciding {
  /** What is sent; null: the form is not yet filled in, which `missing` says. */
  body: ReviewBody | null;
  missing?: string;
  /** What will have been done, in words: "killed set to 8". */
  done: string;
  /** The verb on the button. */
  verb: string;
  /** ETag of the incident as it is now, null where there is none. What counts is the one at the time the form was opened. */
  etag: string | null;
  /** Fetches the record anew. */
  again: () => void;
  onDone: (reply: ReviewReply) => void;
  onCancel: () => void;
  /** Offers the last reason again: many decisions in a row have the same. */
  repeat?: boolean;
  children?: ComponentChildren;
}

export function DecideForm({ body, missing, done, verb, etag, again, onDone, onCancel, repeat, children }: Deciding) {
  const [seen, setSeen] = useState(etag);
  const [why, setWhy] = useState(repeat ? (reasons.peek()[0] ?? "") : "");
  const [name, setName] = useState(who.peek());
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [sending, setSending] = useState(false);
  const [asks, setAsks] = useState(asksWho.peek());
  const id = useId();
  const stale = wrong?.status === 412;

  const send = async (e: Event) => {
    e.preventDefault();
    if (!body || sending) return;
    if (asks) setWho(name.trim());
    setSending(true);
    setWrong(null);
    try {
      onDone(await decide(body, why.trim(), seen, done));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      setWrong(problem);
      if (problem.status === 412) again();
    } finally {
      setSending(false);
    }
  };
  const escape = (e: KeyboardEvent) => {
    if (e.key !== "Escape") return;
    e.preventDefault();
    e.stopPropagation();
    onCancel();
  };

  return (
    <form class="decide" onSubmit={send} onKeyDown={escape}>
      {children}
      {asks && (
        <label class="field">
          <span>{v.decide.who}</span>
          <input name="who" required maxLength={WORDS_MAX} autofocus autocomplete="name" value={name} onInput={(e) => setName(e.currentTarget.value)} aria-describedby={`${id}-who`} />
          <small id={`${id}-who`}>{v.decide.whoHelp}</small>
        </label>
      )}
      <label class="field">
        <span>{v.decide.why}</span>
        <input name="why" required maxLength={WORDS_MAX} autofocus onFocus={(e) => e.currentTarget.select()} autocomplete="off" list={`${id}-reasons`} value={why} onInput={(e) => setWhy(e.currentTarget.value)} />
        <datalist id={`${id}-reasons`}>{reasons.value.map((r) => <option key={r} value={r} />)}</datalist>
      </label>
      {!asks && who.value && !caseInfo.value?.me.name && (
        <p class="quiet">
          {v.decide.as} <b><Words text={who.value} /></b>{" "}
          <button type="button" class="look" onClick={() => setAsks(true)}>{v.decide.notYou}</button>
        </p>
      )}
      {wrong && (
        <div class={stale ? "decide-stale" : "wrong"} role="alert">
          {stale ? (
            <>
              <b>{v.decide.stale}</b>
              <span>{wrong.message}</span>
              <span>{v.decide.staleHelp}</span>
            </>
          ) : (
            wrong.message
          )}
        </div>
      )}
      <p class="decide-end">
        {stale && seen !== etag ? (
          <button key="looked" type="button" class="button button-main" onClick={() => { setSeen(etag); setWrong(null); }}>
            {v.decide.looked}
          </button>
        ) : (
          <button key="send" type="submit" class="button button-main" disabled={!body} aria-busy={sending}>
            {sending ? v.decide.sending : verb}
          </button>
        )}
        <button type="button" class="button" onClick={onCancel}>
          {v.decide.cancel}
        </button>
        {!body && missing && <small>{missing}</small>}
      </p>
    </form>
  );
}

export function DecideDialog({ title, ...of }: Deciding & { title: string }) {
  return (
    <Dialog title={title} onClose={of.onCancel}>
      <DecideForm {...of} />
    </Dialog>
  );
}
