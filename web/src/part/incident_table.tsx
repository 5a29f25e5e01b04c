/* The incidents as a table of which only the rows in sight exist. The grid has one stop for the tab key; arrows, j and k move
 * the cursor in it, which map and timeline show, too. */
import { signal } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { go, href } from "../route";
import { columns, firstIds, outlineLoading, rows } from "../state/outline";
import { arrived, rowOf, want, wantAll } from "../state/rows";
import { cells, COLUMNS } from "./incident_row";
import { useKeys } from "./keys";
import { t } from "../texts";

/** Rows beside those in sight that are made, so that scrolling shows no gaps. */
const AROUND = 12;
const ROW_REM = 2;
const CARD_REM = 4.75;
/** Below this width a row is a card of three lines. */
const CARDS_BELOW_REM = 44;
/** Rows that are printed; more are thousands of pages. */
const PRINTED_MAX = 500;

/** The incident that the cursor is on; it stays while another view is open. */
export const cursor = signal<number | null>(null);
const printing = signal(false);

const rem = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** Fetches the rows that will be printed, then prints. */
export async function printTable(): Promise<void> {
  const c = columns.value;
  if (!c) return;
  await wantAll([...rows.value.kept.subarray(0, PRINTED_MAX)].map((i) => c.id[i]!));
  printing.value = true;
  requestAnimationFrame(() => requestAnimationFrame(() => {
    print();
    printing.value = false;
  }));
}

interface Size { top: number; height: number; width: number; rem: number }

function Row({ id, at, top, here }: { id: number; at: number; top: number; here: boolean }) {
  const row = rowOf(id);
  const style = { transform: `translateY(${top}px)` };
  return (
    <div
      role="row"
      id={`row-${id}`}
      aria-rowindex={at + 2}
      aria-selected={here}
      class={`it-row${row ? "" : " it-blank"}`}
      style={style}
      data-id={id}
    >
      {row
        ? cells(row).map((c) => (
            <div role="gridcell" class={`it-${c.key}`} key={c.key} title={c.title || undefined}>
              {c.body}
            </div>
          ))
        : COLUMNS.map((c) => <div role="gridcell" class={`it-${c}`} key={c}>{c === "date" ? <span class="quiet">{t.table.coming}</span> : ""}</div>)}
    </div>
  );
}

function move(by: number, ids: (at: number) => number, n: number, at: number): void {
  if (!n) return;
  const next = at < 0 ? (by > 0 ? 0 : n - 1) : Math.max(0, Math.min(n - 1, at + by));
  cursor.value = ids(next);
}

export function IncidentTable() {
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ top: 0, height: 600, width: 900, rem: 16 });
  const c = columns.value;
  const kept = rows.value.kept;
  const n = c ? kept.length : firstIds.value.length;
  void arrived.value;
  const idAt = (at: number): number => (c ? c.id[kept[at]!]! : firstIds.value[at]!);

  const cards = size.width < CARDS_BELOW_REM * size.rem;
  const rowPx = Math.round((cards ? CARD_REM : ROW_REM) * size.rem);
  const all = printing.value;
  // Where the cursor is among the rows that are kept; -1: not among them.
  const at = c && cursor.value !== null ? kept.findIndex((i) => c.id[i] === cursor.value) : -1;
  // Another filter: from the top again, unless the cursor is still there.
  const had = useRef<Uint32Array | null>(null);
  const anew = had.current !== kept;
  const top = anew && at < 0 ? 0 : size.top;
  const first = all ? 0 : Math.max(0, Math.floor(top / rowPx) - AROUND);
  const last = all ? Math.min(n, PRINTED_MAX) : Math.min(n, Math.ceil((top + size.height) / rowPx) + AROUND);
  const shown = Array.from({ length: Math.max(0, last - first) }, (_, k) => idAt(first + k));

  useLayoutEffect(() => {
    const el = box.current!;
    const measure = () => setSize({ top: el.scrollTop, height: el.clientHeight, width: el.clientWidth, rem: rem() });
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(el);
    el.addEventListener("scroll", measure, { passive: true });
    return () => {
      watch.disconnect();
      el.removeEventListener("scroll", measure);
    };
  }, []);

  // Before the frame is drawn, so that the rows are on their way meanwhile.
  useLayoutEffect(() => {
    had.current = kept;
    const el = box.current;
    if (!anew || !el || at >= 0 || !el.scrollTop) return;
    el.scrollTop = 0;
    setSize((s) => ({ ...s, top: 0 }));
  }, [kept]);
  const key = shown.join(",");
  useLayoutEffect(() => {
    if (shown.length) want(shown, anew);
  }, [key]);

  // By these marks tests measure how soon something is to be seen.
  const painted = shown.length > 0 && rowOf(shown[0]!) !== undefined;
  useEffect(() => {
    if (painted) requestAnimationFrame(() => performance.mark("casus:rows"));
  }, [painted]);

  // The cursor never leaves the sight.
  useLayoutEffect(() => {
    const el = box.current;
    if (!el || at < 0) return;
    const head = ROW_REM * rem();
    const top = at * rowPx;
    if (top < el.scrollTop) el.scrollTop = top;
    else if (top + rowPx > el.scrollTop + el.clientHeight - head) el.scrollTop = top + rowPx - el.clientHeight + head;
  }, [cursor.value, rowPx]);

  const page = Math.max(1, Math.floor(size.height / rowPx) - 2);
  const step = (by: number) => move(by, idAt, n, at);
  const open = () => cursor.value !== null && at >= 0 && go(href("incident", cursor.value));
  useKeys([
    { keys: ["j", "ArrowDown"], words: t.keys.next, run: (e) => { e.preventDefault(); step(1); } },
    { keys: ["k", "ArrowUp"], words: t.keys.before, run: (e) => { e.preventDefault(); step(-1); } },
    { keys: ["PageDown"], words: t.keys.pageDown, run: (e) => { e.preventDefault(); step(page); } },
    { keys: ["PageUp"], words: t.keys.pageUp, run: (e) => { e.preventDefault(); step(-page); } },
    { keys: ["Home"], words: t.keys.first, run: (e) => { e.preventDefault(); step(-n); } },
    { keys: ["End"], words: t.keys.last, run: (e) => { e.preventDefault(); step(n); } },
    { keys: ["Enter", "o"], words: t.keys.open, run: (e) => { if (e.key === "o" || document.activeElement === box.current || document.activeElement === document.body || document.activeElement?.id === "view") open(); } },
  ]);

  const onClick = (e: MouseEvent) => {
    const row = (e.target as Element).closest<HTMLElement>("[data-id]");
    if (!row) return;
    if ((e.target as Element).closest("a")) return;
    const id = Number(row.dataset.id);
    if (cards) go(href("incident", id));
    else cursor.value = id;
  };
  const onDouble = (e: MouseEvent) => {
    const row = (e.target as Element).closest<HTMLElement>("[data-id]");
    if (row) go(href("incident", Number(row.dataset.id)));
  };

  return (
    <div
      ref={box}
      class={`it${cards ? " it-cards" : ""}`}
      role="grid"
      tabIndex={0}
      aria-label={t.table.label}
      aria-rowcount={n + 1}
      aria-busy={outlineLoading.value}
      aria-activedescendant={at >= first && at < last ? `row-${cursor.value}` : undefined}
      onClick={onClick}
      onDblClick={onDouble}
    >
      <div role="row" aria-rowindex={1} class="it-head">
        {COLUMNS.map((k) => (
          <div role="columnheader" class={`it-${k}`} key={k}>
            {t.table[k]}
          </div>
        ))}
      </div>
      <div role="rowgroup" class="it-rows" style={{ height: `${(all ? last : n) * rowPx}px` }}>
        {shown.map((id, k) => (
          <Row key={id} id={id} at={first + k} top={(first + k) * rowPx} here={id === cursor.value} />
        ))}
      </div>
    </div>
  );
}
