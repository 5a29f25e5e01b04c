/* What the tests of the page share: cases, the server, a browser that reports each request it makes, and axe. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(join(ROOT, "web/package.json"));
const { chromium } = require("playwright-core");
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

export const CASUS = process.env.CASUS ?? join(ROOT, "build/casus");
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** Draws WebGL without a graphics card, and nothing else by way of it, as chromium does on such a machine by itself; no sandbox,
 * since tests may run as root, and they open only what is served here. */
const FLAGS = ["--no-sandbox", "--enable-unsafe-swiftshader", "--disable-dev-shm-usage"];
/** A machine that does other things, too, may be this slow. */
export const SLOW_MS = 30_000;

/** A folder that goes when the test ends. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), "casus-web-"));
  t.after(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** A made case with about 0.46 incidents a statement (tools/make_big_case.py); the same each time. */
export function madeCase(dir, statements) {
  const path = join(dir, `made-${statements}.casus`);
  execFileSync("python3", ["-B", join(ROOT, "tools/make_big_case.py"), CASUS, path, "--statements", String(statements)], { stdio: "pipe" });
  return path;
}

/** The example reports, coded. */
export function exampleCase(dir) {
  const path = join(dir, "examples.casus");
  execFileSync(CASUS, ["add", "--db", path, "--meta", join(ROOT, "examples/reports.tsv"), join(ROOT, "examples/reports")], { stdio: "pipe" });
  return path;
}

/** Starts `casus serve`; gives its address. It is stopped when the test ends, or by stop(). */
export async function serve(t, db, ...options) {
  const server = spawn(CASUS, ["serve", "--db", db, "--port", "0", ...options], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = await new Promise((go, fail) => {
    const read = (bytes) => {
      said += bytes;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (found) go(found[0]);
    };
    server.stdout.on("data", read);
    server.stderr.on("data", read);
    server.on("exit", (code) => fail(new Error(`casus serve ended with ${code}: ${said}`)));
  });
  const stop = () => new Promise((go) => {
    if (server.exitCode !== null || server.signalCode !== null) return go();
    server.removeAllListeners("exit");
    server.on("exit", () => go());
    server.kill("SIGTERM");
  });
  t.after(stop);
  return { address, stop, said: () => said, signal: (name) => server.kill(name) };
}

export async function browser(t) {
  assert.ok(existsSync(CHROMIUM), `expected Debian's chromium at ${CHROMIUM}`);
  const b = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  t.after(() => b.close());
  return b;
}

/** A page whose requests, errors and breaches of the policy are kept; check() says that there were none but its own. */
export async function open(b, address, path, { width = 1440, height = 900, dark = false, map = false } = {}) {
  const context = await b.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", reducedMotion: "reduce" });
  const page = await context.newPage();
  page.setDefaultTimeout(SLOW_MS);
  const requests = [], wrong = [];
  context.on("request", (r) => requests.push(r.url()));
  page.on("pageerror", (e) => wrong.push(`${e.message}\n${e.stack}`));
  page.on("console", (m) => {
    if (m.type() === "error" && !/Failed to load resource/.test(m.text())) wrong.push(m.text());
  });
  // Without a graphics card the map is most of the work; tests that do not look at it do without.
  if (!map) await context.route(/maplibre-gl-csp/, (r) => r.abort());
  await page.goto(address + path);
  return Object.assign(page, {
    requests,
    check() {
      const own = (url) => url.startsWith(`${address}/`) || url.startsWith(`blob:${address}`) || url.startsWith("data:");
      assert.deepEqual(requests.filter((url) => !own(url)), [], "requests that leave the server");
      assert.deepEqual(wrong, [], "errors of the page");
    },
  });
}

/** The incidents view with its rows; `map`: with the map, too. */
export async function incidents(b, address, query = "", options = {}) {
  const page = await open(b, address, `/incidents${query}`, options);
  await page.waitForSelector(/show=/.test(query) ? ".incidents" : ".it-row:not(.it-blank), .notice");
  await page.waitForSelector(".counts");
  if (options.map) await page.waitForSelector('.map[data-ready="true"]');
  return page;
}

/** How many incidents the page says it keeps, as soon as that is another number. */
export async function keptAfter(page, before) {
  await page.waitForFunction((n) => Number(document.querySelector(".counts")?.dataset.kept ?? n) !== n, before);
  return kept(page);
}
export const kept = (page) => page.$eval(".counts", (e) => Number(e.dataset.kept));

/** Goes to another query of the view that is open, as a link does, and waits until the rows are there. */
export async function refilter(page, query) {
  await page.evaluate((q) => {
    history.pushState(null, "", `/incidents?${q}`);
    dispatchEvent(new PopStateEvent("popstate"));
  }, query);
  await page.waitForTimeout(20); // until a request, if one is needed, is under way
  await page.waitForFunction(() => document.querySelector('.it[aria-busy="false"], .incidents-table .notice'));
}

/** What the server says of the same filters, by the API. */
export async function counted(address, query) {
  const r = await fetch(`${address}/api/v1/incidents/outline?${query}`);
  assert.equal(r.status, 200, await r.clone().text());
  return (await r.json()).n;
}

/** WCAG 2.2 A and AA and axe's best practices: no violation. */
export async function axe(page, what) {
  // By the driver's own world, which the page's policy does not reach.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(violations.map((v) => `${what}: ${v.id}: ${v.nodes.map((n) => `${n.target} ${n.failureSummary}`).join(" | ")}`), []);
}

/** Nothing is wider than the window. */
export async function noSideScroll(page) {
  const { wide, window } = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, window: innerWidth }));
  assert.ok(wide <= window, `the page is ${wide} px wide in a window of ${window}`);
}
