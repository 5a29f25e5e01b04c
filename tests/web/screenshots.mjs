/* usage: CASUS=build/casus node screenshots.mjs FOLDER     each view as PNG, to be looked at */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browser, exampleCase, incidents, madeCase, open, serve } from "./harness.mjs";
import { incidentsOf, mergeBombings, storiesCase } from "./stories.mjs";

const out = process.argv[2] ?? "build/screenshots";
const MADE_STATEMENTS = 40_000;
const views = (incident) => [
  ["incident", `/incidents/${incident}`], ["report", "/reports/2"], ["reports", "/reports"], ["actors", "/actors"], ["actor", "/actors/isil"],
  ["places", "/places"], ["place", "/places/Gao"], ["sources", "/sources"], ["search", "/search?q=market"], ["exports", "/exports"], ["log", "/log"],
];
mkdirSync(out, { recursive: true });
const dir = mkdtempSync(join(tmpdir(), "casus-shots-"));
const ends = [() => rmSync(dir, { recursive: true, force: true })];
const t = { after: (f) => ends.unshift(f) };

async function shot(page, name) {
  await page.waitForTimeout(400); // what moves has come to rest
  await page.screenshot({ path: join(out, `${name}.png`) });
  await page.close();
  console.log(join(out, `${name}.png`));
}

try {
  const made = (await serve(t, madeCase(dir, MADE_STATEMENTS))).address;
  const examples = (await serve(t, exampleCase(dir))).address;
  const stories = storiesCase(dir);
  const id = mergeBombings(stories, await incidentsOf((await serve(t, stories)).address));
  const told = (await serve(t, stories)).address;
  const empty = (await serve(t, join(dir, "new.casus"))).address;
  const b = await browser(t);
  for (const dark of [false, true]) {
    const look = dark ? "dark" : "light";
    await shot(await incidents(b, made, "?from=2014-01-01&to=2016-12-31", { dark, map: true }), `incidents-${look}`);
    const small = { dark, width: 360, height: 740 };
    await shot(await incidents(b, made, "", small), `incidents-360-${look}`);
    await shot(await incidents(b, made, "?show=map", { ...small, map: true }), `map-360-${look}`);
    await shot(await incidents(b, made, "?show=time", small), `time-360-${look}`);
  }
  await shot(await incidents(b, examples, "", { map: true }), "examples");
  await shot(await incidents(b, made, "", { width: 3840, height: 2160, map: true }), "incidents-4k");
  for (const dark of [false, true]) {
    const acts = await open(b, told, "/incidents?by=deed", { dark });
    await acts.waitForSelector(".act-list .act");
    await shot(acts, `acts-${dark ? "dark" : "light"}`);
  }
  for (const [name, address, path] of [["incidents", made, "/incidents?country=MLI"], ["incident", told, `/incidents/${id}`], ["report", told, "/reports/2"]]) {
    const page = await open(b, address, path, { width: 1100, height: 1500 });
    await page.waitForSelector("h1");
    await page.waitForTimeout(1000);
    await page.emulateMedia({ media: "print" });
    await shot(page, `${name}-print`);
  }
  for (const [name, path] of [["incident", `/incidents/${id}`], ["report", "/reports/2"], ["actor", "/actors/isil"]]) {
    const page = await open(b, told, path, { width: 360, height: 740 });
    await page.waitForSelector("h1");
    await page.waitForTimeout(1000);
    await shot(page, `${name}-360`);
  }
  await shot(await open(b, empty, "/"), "first-run");
  await shot(await open(b, examples, "/add"), "add");
  const keys = await incidents(b, made);
  await keys.keyboard.press("?");
  await shot(keys, "keys");
  for (const [name, path] of views(id))
    for (const dark of [false, true]) {
      const page = await open(b, told, path, { dark });
      await page.waitForSelector("h1");
      await page.waitForTimeout(1000); // lists come after the head
      if (name === "report") await page.keyboard.press("j");
      await shot(page, `${name}-${dark ? "dark" : "light"}`);
    }
} finally {
  for (const end of ends) await end();
}
