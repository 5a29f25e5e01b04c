/* What a row of the table says of an incident. Rival names and what is only claimed are to be seen at a glance. */
import type { ComponentChildren } from "preact";
import type { Incident, Party, Toll, When } from "../model/records";
import { sayNumber, sayRange, sayShare, sayType, sayWhen, sayWhere } from "../model/say";
import { Pill } from "./pill";
import { t } from "../texts";

/** Names in a cell; the rest is in its title and on the incident's page. */
const NAMES_MAX = 2;

interface Named { name: string; certainty: string | null }

/** Each name once, with the firmest word for it, in the order that the API has them: the most told first. */
function names(parties: Party[]): Named[] {
  const firm = ["fact", "claimed", "accused", "possible", "denied"];
  const out = new Map<string, Named>();
  for (const p of parties) {
    const key = p.actor ?? p.name.toLowerCase();
    const had = out.get(key);
    if (!had) out.set(key, { name: p.name, certainty: p.certainty });
    else if (firm.indexOf(p.certainty ?? "fact") < firm.indexOf(had.certainty ?? "fact")) had.certainty = p.certainty;
  }
  return [...out.values()];
}

function Names({ of, none }: { of: Party[]; none: string }) {
  const all = names(of);
  if (!all.length) return <span class="quiet">{none}</span>;
  return (
    <>
      {all.slice(0, NAMES_MAX).map((p, i) => (
        <span key={i}>
          {i > 0 && <span class="quiet"> / </span>}
          <span class={`said said-${p.certainty ?? "fact"}`}>{p.name}</span>
        </span>
      ))}
      {all.length > NAMES_MAX && <span class="quiet"> +{all.length - NAMES_MAX}</span>}
    </>
  );
}

function namesTitle(of: Party[]): string {
  return names(of).map((p) => (p.certainty && p.certainty !== "fact" ? t.row.named(p.name, p.certainty) : p.name)).join("; ");
}

function tollOf(i: Incident, effect: string): Toll | undefined {
  return i.toll.find((x) => x.effect === effect && (x.status === "all" || x.status === null));
}

/** Low, best and high: the best stands out, the ends beside it where they differ. */
function TollCell({ of }: { of: Incident }) {
  const killed = tollOf(of, "killed");
  const shown = killed ?? tollOf(of, "wounded") ?? of.toll.find((x) => x.best !== null);
  if (!shown) return null;
  const { low, best, high } = shown;
  const figure = best ?? low ?? high;
  if (figure === null) return null;
  const sure = low === best && best === high;
  const least = high === null && low !== null && (best === null || best === low);
  return (
    <>
      <b class={killed ? "it-killed" : "it-other"}>{least ? t.row.least(sayNumber(figure)) : sayNumber(figure)}</b>
      {!sure && !least && <span class="it-ends"> {t.row.ends(low === null ? "" : sayNumber(low), high === null ? "" : sayNumber(high))}</span>}
      {!killed && <span class="quiet"> {shown.effect}</span>}
    </>
  );
}

function tollTitle(i: Incident): string {
  return i.toll.filter((x) => x.status === "all" || x.status === null).map((x) => `${x.effect}: ${sayRange(x) ?? ""} (${x.rule ?? ""})`).join("\n");
}

/** From one day to another as 2024-03-04–10, 2024-03-28–04-02 or 2024-12-30–2025-01-04; the rest as everywhere. */
function shortWhen(when: When | null): string {
  const said = sayWhen(when);
  const { begin, end } = when ?? {};
  if (!begin || !end || begin === end || !said.includes(begin) || !said.includes(end)) return said;
  const same = begin.slice(0, 7) === end.slice(0, 7) ? 8 : begin.slice(0, 4) === end.slice(0, 4) ? 5 : 0;
  return t.row.days(begin, end.slice(same));
}

export interface Cell { key: string; title: string; body: ComponentChildren }

/** The cells of a row, in the order of COLUMNS. */
export function cells(i: Incident): Cell[] {
  const whom = [...i.recipients, ...i.targets];
  return [
    { key: "date", title: sayWhen(i.when), body: <a href={`/incidents/${i.id}`} tabIndex={-1} class={i.when && i.when.begin === i.when.end ? undefined : "long"}>{shortWhen(i.when)}</a> },
    { key: "place", title: sayWhere(i.where), body: i.where?.name ? <>{i.where.name}{i.where.country && i.where.name !== i.where.country && <span class="quiet"> {i.where.country}</span>}</> : <span class="quiet">{t.row.noPlace}</span> },
    { key: "who", title: namesTitle(i.agents), body: <Names of={i.agents} none={t.row.nobody} /> },
    { key: "what", title: sayType(i.type, i.mode), body: <>{i.mode ?? sayType(i.type)}{i.modality !== "actual" && <em class="modality"> {i.modality}</em>}</> },
    { key: "whom", title: namesTitle(whom), body: <Names of={whom} none="" /> },
    { key: "toll", title: tollTitle(i), body: <TollCell of={i} /> },
    { key: "sources", title: t.row.sources(i.sources, i.reports.length), body: <>{i.sources}<span class="it-unit"> {t.row.unit(i.sources)}</span></> },
    { key: "certainty", title: "", body: <Pill kind={i.certainty}>{i.certainty}</Pill> },
    { key: "confidence", title: i.credibility_why ?? "", body: i.confidence === null ? "" : sayShare(i.confidence) },
    { key: "review", title: "", body: i.review === "none" ? <span class="quiet">{t.row.open}</span> : <Pill kind={i.review}>{i.review}</Pill> },
  ];
}

export const COLUMNS = ["date", "place", "who", "what", "whom", "toll", "sources", "certainty", "confidence", "review"] as const;
