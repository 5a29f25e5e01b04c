/* Keys without modifiers, as an analyst's hands want them. A view registers its own while it is shown; `?` lists them. */
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { go } from "../route";
import { Dialog } from "./dialog";
import { t } from "../texts";

export interface Key {
  keys: string[]; /* as KeyboardEvent.key; more than one: each does it */
  words: string;
  run: (e: KeyboardEvent) => void;
}

const ofView = signal<Key[]>([]);
const helpOpen = signal(false);
/** The first of two keys ("g" then "i"), for this long. */
const CHORD_MS = 1200;
let chordAt = -Infinity;

const GO: Record<string, [string, string]> = {
  i: ["/incidents", t.help.goIncidents],
  r: ["/reports", t.help.goReports],
  a: ["/actors", t.help.goActors],
  s: ["/sources", t.help.goSources],
  n: ["/add", t.help.goAdd],
};

/** Keys of the view that is shown; the newest call of `run` counts. */
export function useKeys(keys: Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const mine = latest.current.map((k, i) => ({ ...k, run: (e: KeyboardEvent) => latest.current[i]?.run(e) }));
    ofView.value = [...ofView.peek(), ...mine];
    return () => (ofView.value = ofView.peek().filter((k) => !mine.includes(k)));
  }, []);
}

/** True while keys are letters of a text. */
function typing(e: KeyboardEvent): boolean {
  const at = e.target as HTMLElement;
  return at.isContentEditable || /^(input|select|textarea)$/i.test(at.tagName);
}

function onKey(e: KeyboardEvent): void {
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey) return;
  if (typing(e)) {
    if (e.key === "Escape") (e.target as HTMLElement).blur();
    return;
  }
  if (document.querySelector("dialog[open]")) return;
  const chord = performance.now() - chordAt < CHORD_MS;
  chordAt = -Infinity;
  if (chord && GO[e.key]) {
    e.preventDefault();
    return go(GO[e.key]![0]);
  }
  if (e.key === "g") {
    chordAt = performance.now();
    return;
  }
  if (e.key === "/") {
    e.preventDefault();
    document.querySelector<HTMLInputElement>("#search")?.focus();
    return;
  }
  if (e.key === "?") return openHelp();
  const key = ofView.value.find((k) => k.keys.includes(e.key));
  key?.run(e);
}

export function startKeys(): void {
  document.addEventListener("keydown", onKey);
}

export function openHelp(): void {
  helpOpen.value = true;
}

function List({ title, rows }: { title: string; rows: { keys: string[]; words: string; chord?: boolean }[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <dl class="keys">
        {rows.map((r) => (
          <div key={r.words}>
            <dt>
              {r.keys.map((k, i) => (
                <>
                  {i > 0 && <span> {r.chord ? t.help.then : "/"} </span>}
                  <kbd>{k}</kbd>
                </>
              ))}
            </dt>
            <dd>{r.words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function Help() {
  if (!helpOpen.value) return null;
  const everywhere = [
    { keys: ["/"], words: t.help.search },
    { keys: ["?"], words: t.help.help },
    { keys: ["Esc"], words: t.help.back },
    ...Object.entries(GO).map(([k, [, words]]) => ({ keys: ["g", k], words, chord: true })),
  ];
  return (
    <Dialog title={t.help.title} onClose={() => (helpOpen.value = false)}>
      <div class="keys-lists">
        {ofView.value.length > 0 && <List title={t.help.here} rows={ofView.value} />}
        <List title={t.help.everywhere} rows={everywhere} />
      </div>
    </Dialog>
  );
}
