/* How long it takes from a filter to what it leaves, and how soon the view is there, on a case of 50,000 made incidents; for
 * looks.test.mjs, and by hand: node tests/web/redraw.mjs CASE ROUNDS CASUS… asks the programs by turns. */
import { spawn } from "node:child_process";
import { pathToFileURL } from "node:url";
import { browser, incidents } from "./harness.mjs";

/** Each kind of filter with values that keep something of a made case. `field`: its label in the page; null: the address. */
const KINDS = [
  { kind: "type", field: "Type", values: ["ASSAULT", "PROTEST", "COERCE", "THREATEN", "MOBILIZE", "RETREAT"] },
  { kind: "country", field: "Country", values: ["AFG", "NGA", "SYR", "MLI", "KEN", "UKR"] },
  { kind: "actor, typed", field: "Actor", typed: true, values: ["Front", "Army", "Militia", "Brigade", "e", "made-5"] },
  { kind: "killed, typed", field: "Killed, at least", typed: true, values: ["2", "3", "5", "8", "13", "21"] },
  { kind: "brush by key", key: "ArrowRight", values: ["1", "2", "3", "4", "5", "6"] },
  { kind: "two days", query: (v) => `from=${v}-01-01&to=${v}-12-31`, values: ["1999", "2004", "2009", "2014", "2019", "2022"] },
  { kind: "box", query: (v) => `box=${v}`, values: ["-20,-10,40,30", "0,0,30,30", "30,0,60,40", "60,-10,120,40", "-90,-20,-30,30", "10,-30,50,0"] },
  { kind: "words", query: (v) => v, values: ["certainty=fact", "certainty=claimed", "mode=firearms", "modality=actual", "mode=demo", "certainty=accused"] },
  { kind: "order", field: "Order", values: ["killed", "sources", "day", "id", "killed", "latest"] },
];

/** In the page: sets one value and waits until counts, rows, timeline and map show it, and one frame more. */
function setAndWait({ field, typed, key, value, query }) {
  const began = performance.now();
  if (key) {
    document.querySelector(".brush-from").dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  } else if (field) {
    const label = [...document.querySelectorAll(".filters .field")].find((l) => l.querySelector("span").textContent === field);
    const input = label.querySelector("input, select");
    input.value = value;
    input.dispatchEvent(new Event(typed ? "input" : "change", { bubbles: true }));
  } else {
    history.pushState(null, "", `/incidents?${query}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }
  return new Promise((go) => {
    let there = false;
    const look = () => {
      if (there) return go(performance.now() - began);
      const busy = document.querySelector(".it")?.getAttribute("aria-busy") !== "false" || document.querySelector(".it-blank");
      // What is typed may wait before it filters: it is there when it says so.
      const heard = !typed || document.querySelector(".chips") !== null;
      there = !busy && heard;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

const clear = (page) => page.evaluate(setAndWait, { query: "" });

/** Milliseconds of each change, by kind: every value is new to the page and to the server. */
export async function redraws(page) {
  const out = {};
  for (const { kind, query, values, ...how } of KINDS) {
    out[kind] = [];
    for (const value of values) {
      await page.waitForTimeout(how.typed ? 400 : 100);
      out[kind].push(await page.evaluate(setAndWait, { ...how, value, query: query?.(value) }));
      if (how.typed) await page.waitForTimeout(400);
      if (!how.key) await clear(page);
    }
    await clear(page);
  }
  return out;
}

/** Opens the view as for the first time: when the rows, the land with all incidents on it, and MapLibre in its place were there. */
export async function firstPaint(b, address) {
  const page = await incidents(b, address, "", { map: true });
  const at = (name) => page.evaluate((n) => performance.getEntriesByName(n)[0]?.startTime ?? performance.now(), name);
  const map = await at("casus:map"), rows = await at("casus:rows"), land = await at("casus:land");
  await page.waitForFunction(() => document.querySelector(".it").getAttribute("aria-busy") === "false");
  await page.waitForTimeout(500);
  return { page, rows, land, map };
}

export const median = (v) => [...v].sort((a, b) => a - b)[v.length >> 1];
export const said = (v) => `${Math.round(median(v))} (${Math.round(Math.max(...v))})`;

async function byHand([db, rounds, ...programs]) {
  const ends = [], got = {};
  const b = await browser({ after: (f) => ends.push(f) });
  for (let round = 0; round < Number(rounds); round++) {
    for (const program of programs) {
      const server = spawn(program, ["serve", "--db", db, "--port", "0", "--quiet", "--read-only"], { stdio: ["ignore", "pipe", "inherit"] });
      const address = await new Promise((go) => server.stdout.once("data", (d) => go(String(d).trim().replace(/\/$/, ""))));
      const { page, rows, land, map } = await firstPaint(b, address);
      for (const [kind, ms] of Object.entries({ rows: [rows], land: [land], map: [map], ...(await redraws(page)) })) ((got[kind] ??= {})[program] ??= []).push(...ms);
      await page.context().close();
      server.kill();
    }
  }
  for (const [kind, of] of Object.entries(got)) console.log(`${kind.padEnd(14)} ${programs.map((p) => said(of[p]).padStart(14)).join("")}`);
  for (const f of ends) await f();
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await byHand(process.argv.slice(2));
