/* The filters in sight: the few that are always wanted, the rest behind a button, and each that is set as a chip that takes it
 * away. Everything is written to the address at once. */
import { useSignal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import { DEFAULT_ORDER, FILTER_KEYS, ORDERS, type FilterKey } from "../model/filter";
import { typedDay } from "../model/days";
import { sayType } from "../model/say";
import { route, setQuery } from "../route";
import { codebook } from "../state/case";
import { change, clearFilters, filter, order, setFilter, typed } from "../state/filter";
import { columns, rows } from "../state/outline";
import { Icon } from "./icon";
import { printTable } from "./incident_table";
import { useKeys } from "./keys";
import { t } from "../texts";

function countryName(id: string): string {
  return codebook.value?.countries.find((c) => c.id === id)?.name ?? id;
}

/** The countries of the case first, by name; then what else the address may name. */
function countries(): [string, string][] {
  const ids = new Set(columns.value?.countries ?? []);
  if (filter.value.country) ids.add(filter.value.country);
  return [...ids].map((id): [string, string] => [id, countryName(id)]).sort((a, b) => a[1].localeCompare(b[1]));
}

function choices(key: FilterKey): [string, string][] {
  const book = codebook.value;
  const same = (list: readonly string[] | undefined): [string, string][] => (list ?? []).map((x) => [x, x]);
  switch (key) {
    case "country": return countries();
    case "type": return (book?.types.map((x) => x.id) ?? columns.value?.types ?? []).map((x) => [x, sayType(x)]);
    case "mode": {
      const of = book?.types.filter((x) => !filter.value.type || x.id === filter.value.type) ?? [];
      return same([...new Set(of.flatMap((x) => x.modes))].sort());
    }
    case "certainty": return same(book?.certainties);
    case "modality": return same(book?.modalities);
    case "reviewed": return Object.entries(t.filter.reviewed);
    default: return [];
  }
}

export function Choice({ of }: { of: FilterKey }) {
  const value = filter.value[of] ?? "";
  const list = choices(of);
  return (
    <label class="field">
      <span>{t.filter.name[of]}</span>
      <select value={value} onChange={(e) => change({ [of]: e.currentTarget.value })}>
        <option value="">{t.filter.any}</option>
        {value && !list.some(([id]) => id === value) && <option value={value}>{value}</option>}
        {list.map(([id, words]) => <option key={id} value={id}>{words}</option>)}
      </select>
    </label>
  );
}

export function Text({ of, type = "text", ...more }: { of: FilterKey; type?: string; min?: string; max?: string; step?: string; placeholder?: string }) {
  const set = filter.value[of] ?? "";
  const [text, setText] = useState(set);
  // Another hand set it, or took it away. What is typed here is there already, but for what this render had not heard of yet.
  useEffect(() => {
    const now = filter.peek()[of] ?? "";
    setText((t) => (t.trim() === now ? t : now));
  }, [set]);
  return (
    <label class="field">
      <span>{t.filter.name[of]}</span>
      <input
        type={type}
        value={text}
        {...more}
        autocomplete="off"
        onInput={(e) => {
          setText(e.currentTarget.value);
          typed({ [of]: e.currentTarget.value.trim() });
        }}
        onChange={(e) => e.currentTarget.value.trim() !== (setFilter.peek()[of] ?? "") && change({ [of]: e.currentTarget.value.trim() })}
      />
    </label>
  );
}

/** A day in the one way that nobody reads otherwise; the browser's own field would follow the machine's country. */
function Day({ of }: { of: "from" | "to" }) {
  const set = filter.value[of] ?? "";
  const [typed, setTyped] = useState(set);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    setTyped(set);
    setWrong(false);
  }, [set]);
  const send = () => {
    const day = typed.trim() === "" ? "" : typedDay(typed, of === "to");
    setWrong(day === null);
    if (day === null) return;
    setTyped(day);
    if (day !== set) change({ [of]: day });
  };
  return (
    <label class="field">
      <span>{t.filter.name[of]}</span>
      <input
        type="text"
        inputMode="numeric"
        value={typed}
        placeholder={t.filter.dayHint}
        title={wrong ? t.filter.dayWrong : undefined}
        aria-invalid={wrong}
        autocomplete="off"
        onInput={(e) => setTyped(e.currentTarget.value)}
        onChange={send}
        onKeyDown={(e) => e.key === "Enter" && send()}
      />
    </label>
  );
}

function chipWords(key: FilterKey, value: string): string {
  if (key === "country") return countryName(value);
  if (key === "type") return sayType(value);
  if (key === "box") return t.filter.boxSet;
  return t.filter.chip(t.filter.name[key], value);
}

export function Chips() {
  const f = filter.value;
  const days = f.from !== undefined && f.to !== undefined;
  const set = FILTER_KEYS.filter((k) => f[k] !== undefined && !(days && k === "to"));
  if (!set.length) return null;
  return (
    <ul class="chips" aria-label={t.filter.setLabel}>
      {set.map((k) => (
        <li key={k}>
          <button type="button" class="chip" onClick={() => change(days && k === "from" ? { from: "", to: "" } : { [k]: "" })} title={t.filter.remove}>
            {days && k === "from" ? t.filter.days(f.from!, f.to!) : chipWords(k, f[k]!)} <Icon name="close" /><span class="unseen">{t.filter.remove}</span>
          </button>
        </li>
      ))}
      <li>
        <button type="button" class="button button-bare" onClick={clearFilters}>{t.filter.clear}</button>
      </li>
    </ul>
  );
}

/** How many, of how many, and how many killed by the best figures. */
function Counts() {
  const c = columns.value;
  const { kept } = rows.value;
  if (!c) return null;
  let killed = 0;
  for (const i of kept) if (c.killed[i]! > 0) killed += c.killed[i]!;
  return (
    <p class="counts" role="status" data-kept={kept.length}>
      <b>{t.number(kept.length)}</b> {t.filter.of(c.n, kept.length)}
      {killed > 0 && <span class="counts-killed"> · <b class="counts-dead">{t.number(killed)}</b> {t.filter.killed}</span>}
      {c.more && <span class="quiet"> {t.filter.more(c.n)}</span>}
    </p>
  );
}

export function FilterBar() {
  const open = useSignal(false);
  useKeys([
    { keys: ["f"], words: t.keys.filters, run: (e) => { e.preventDefault(); open.value = true; requestAnimationFrame(() => document.querySelector<HTMLElement>(".filters input, .filters select")?.focus()); } },
    { keys: ["x"], words: t.keys.clear, run: clearFilters },
  ]);
  return (
    <section class={`filters${open.value ? " filters-open" : ""}`} aria-label={t.filter.label}>
      <div class="filters-row">
        <div class="filters-few">
          <Day of="from" />
          <Day of="to" />
          <Choice of="country" />
          <Choice of="type" />
          <Text of="actor" placeholder={t.filter.actorHint} />
          <Text of="min_killed" type="number" min="0" step="1" />
        </div>
        <div class="filters-end">
          <button type="button" class="button" aria-expanded={open.value} aria-controls="filters-more" onClick={() => (open.value = !open.value)}>
            <Icon name="filter" /> {open.value ? t.filter.fewer : t.filter.all}
          </button>
          <label class="field filters-by">
            <span>{t.filter.by}</span>
            <select value={route.value.query.get("by") ?? ""} onChange={(e) => setQuery({ by: e.currentTarget.value, told: null })}>
              <option value="">{t.filter.byIncident}</option>
              <option value="deed">{t.filter.byDeed}</option>
            </select>
          </label>
          <label class="field filters-order">
            <span>{t.filter.order}</span>
            <select value={order.value} onChange={(e) => setQuery({ order: e.currentTarget.value === DEFAULT_ORDER ? "" : e.currentTarget.value })}>
              {ORDERS.map((o) => <option key={o} value={o}>{t.filter.orders[o]}</option>)}
            </select>
          </label>
        </div>
      </div>
      {open.value && (
        <div id="filters-more" class="filters-more">
          <Choice of="mode" />
          <Choice of="certainty" />
          <Choice of="modality" />
          <Choice of="reviewed" />
          <Text of="source" />
          <Text of="admin1" />
          <Text of="place" />
          <Text of="min_sources" type="number" min="0" step="1" />
          <Text of="min_confidence" type="number" min="0" max="1" step="0.05" />
          <Text of="report" type="number" min="1" step="1" />
          <Text of="box" placeholder={t.filter.boxHint} />
        </div>
      )}
      <div class="filters-said">
        <Counts />
        <Chips />
        <button type="button" class="button button-bare filters-print" onClick={() => void printTable()}><Icon name="print" /> {t.filter.print}</button>
      </div>
    </section>
  );
}
