/* Values in words. Days are ISO (2022-09-05), months are named (September 2022): nothing reads one way here and another way there. */
import { v } from "../texts_views";
import type { Range, When, Where } from "./records";

const say = v.say;

/* A part of an EDTF expression: a day, month, season or year, perhaps approximate or uncertain, perhaps without its year. */
function sayPart(part: string): string | null {
  const m = /^(-?\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d{2}|XX))?(?:-(\d{2}|XX))?([~?%])?$/.exec(part);
  if (!m) return null;
  const [, year = "", month, day, mark] = m;
  const about = mark ? say.about : (s: string) => s;
  const named = month && month !== "XX" ? say.months[Number(month) - 1] : undefined;
  const season = month ? say.seasons[month] : undefined;
  if (year === "XXXX") {
    if (!named) return null;
    return about(day && day !== "XX" ? say.dayWithoutYear(Number(day), named) : say.monthWithoutYear(named));
  }
  if (year.includes("X")) return about(say.decade(year.replace(/X/g, "0")));
  if (season) return about(say.monthOf(season, year));
  if (month && !named && month !== "XX") return null;
  if (named && day && day !== "XX") return about(`${year}-${month}-${day}`);
  return about(named ? say.monthOf(named, year) : year);
}

/* An EDTF expression in words, or null when it is none that this page knows. */
export function sayEdtf(edtf: string): string | null {
  const ends = edtf.split("/");
  if (ends.length === 1) return sayPart(edtf);
  if (ends.length !== 2) return null;
  const [from = "", to = ""] = ends;
  const open = (s: string) => s === "" || s === "..";
  if (open(from) && open(to)) return null;
  if (open(to)) {
    const said = sayPart(from);
    return said && say.since(said);
  }
  if (open(from)) {
    const said = sayPart(to);
    return said && say.until(said);
  }
  const a = sayPart(from);
  const b = sayPart(to);
  return a && b && (a === b ? a : say.between(a, b));
}

function sayDays(begin: string | null, end: string | null): string {
  if (begin && end) {
    if (begin === end) return begin;
    if (begin.endsWith("-01-01") && end === begin.slice(0, 4) + "-12-31") return begin.slice(0, 4);
    const last = new Date(Date.UTC(Number(begin.slice(0, 4)), Number(begin.slice(5, 7)), 0)).getUTCDate();
    if (begin.endsWith("-01") && end === `${begin.slice(0, 8)}${last}`) {
      return say.monthOf(say.months[Number(begin.slice(5, 7)) - 1]!, begin.slice(0, 4));
    }
    return say.between(begin, end);
  }
  if (begin) return say.since(begin);
  if (end) return say.until(end);
  return say.noDate;
}

export function sayWhen(when: When | null | undefined): string {
  if (!when) return say.noDate;
  return (when.edtf && sayEdtf(when.edtf)) || sayDays(when.begin, when.end);
}

/* What `casus edit` and the API take for a time: 2026-03-07, 2026-03, 2026, or two with / between. */
export function editableWhen(when: When | null): string {
  if (!when) return "";
  if (when.edtf && /^\d{4}(-\d{2}){0,2}(\/\d{4}(-\d{2}){0,2})?$/.test(when.edtf)) return when.edtf;
  if (when.begin && when.end) return when.begin === when.end ? when.begin : `${when.begin}/${when.end}`;
  return when.begin ?? when.end ?? "";
}

/* 12; 10–14, best 12; at least 80; up to 5. Null when nothing is known. */
export function sayRange(r: Range): string | null {
  const { low, best, high } = r;
  if (low === null && best === null && high === null) return null;
  if (low !== null && low === best && high === best) return sayNumber(low);
  if (high === null && low !== null && (best === null || best === low)) return say.atLeast(sayNumber(low));
  if (low === null && high !== null && (best === null || best === high)) return say.upTo(sayNumber(high));
  const ends =
    low !== null && high !== null
      ? low === high
        ? sayNumber(low)
        : say.span(sayNumber(low), sayNumber(high))
      : low !== null
        ? say.atLeast(sayNumber(low))
        : high !== null
          ? say.upTo(sayNumber(high))
          : null;
  if (best === null) return ends;
  return ends === null ? sayNumber(best) : say.best(sayNumber(best), ends);
}

/* What `casus edit` takes for a toll: 8, or LOW/BEST/HIGH with open ends. */
export function editableRange(r: Range | undefined): string {
  if (!r) return "";
  if (r.low === r.best && r.best === r.high) return r.best === null ? "" : String(r.best);
  const part = (x: number | null) => (x === null ? "" : String(x));
  return `${part(r.low)}/${part(r.best)}/${part(r.high)}`;
}

/* Digits in groups of three, by a narrow space that never breaks: no comma that is a decimal mark elsewhere. */
export function sayNumber(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
}

export function sayWhere(where: Where | null | undefined): string {
  if (!where) return say.noPlace;
  const parts: string[] = [];
  for (const part of [where.name, where.admin1, where.country]) if (part && !parts.includes(part)) parts.push(part);
  return parts.join(", ") || say.noPlace;
}

/* ASSAULT firearms -> "Assault · firearms", split-from -> "Split from". */
export function sayType(type: string | null, mode?: string | null): string {
  if (!type) return say.unknown;
  const name = type.charAt(0).toUpperCase() + type.slice(1).toLowerCase().replace(/-/g, " ");
  return mode ? `${name} · ${mode}` : name;
}

/* What a report without a title is called: its file, without the folders that it once lay in. */
export function sayFile(path: string | null): string | null {
  return path === null ? null : (path.split(/[\\/]/).filter(Boolean).pop() ?? null);
}

/* 2026-11-26T21:58:54Z -> 2026-11-26 21:58 UTC */
export function sayMoment(at: string): string {
  const m = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})/.exec(at);
  return m ? `${m[1]} ${m[2]} UTC` : at;
}

export function sayShare(p: number | null): string {
  return p === null ? say.unknown : `${Math.round(p * 100)}\u202f%`;
}
