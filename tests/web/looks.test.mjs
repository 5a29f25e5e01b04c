/* How the page looks and sounds: axe in light and dark, 360 px, 4K, print; and with CASUS_FULL how fast 50,000 incidents are. */
import assert from "node:assert/strict";
import test from "node:test";
import { axe, browser, exampleCase, folder, incidents, kept, madeCase, noSideScroll, open, serve } from "./harness.mjs";
import { firstPaint, redraws, said } from "./redraw.mjs";

/** issue 6: first paint of the incidents view, and from a filter to what it leaves. */
const FIRST_PAINT_MS = 1500, REDRAW_MS = 150;
/** A machine that runs other tests beside is slower; the figures above are those of docs/speed.md. */
const BUSY = 4;

test("looks", async (t) => {
  const { address } = await serve(t, exampleCase(folder(t)));
  const b = await browser(t);

  for (const dark of [false, true]) {
    await t.test(`axe finds nothing, ${dark ? "dark" : "light"}`, async () => {
      const page = await incidents(b, address, "", { dark, map: true });
      await axe(page, "incidents");
      await page.getByRole("button", { name: "All filters" }).click();
      await page.keyboard.press("Escape");
      await axe(page, "incidents with all filters");
      await page.evaluate(() => document.activeElement.blur());
      await page.keyboard.press("?");
      await page.waitForSelector("dialog[open]");
      await axe(page, "keys");
      page.check();
      await page.close();
    });
  }

  await t.test("360 px: three tabs, nothing wider than the window", async () => {
    const page = await incidents(b, address, "", { width: 360, height: 740 });
    await page.waitForSelector(".it-cards");
    await noSideScroll(page);
    await axe(page, "360 px");
    for (const tab of ["Map", "Time", "Table"]) {
      await page.getByRole("tab", { name: tab }).click();
      await noSideScroll(page);
    }
    await page.getByRole("tab", { name: "Table" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.getByRole("tab", { name: "Map" }).getAttribute("aria-selected"), "true");
    for (const path of ["/add", "/nowhere"]) {
      await page.goto(address + path);
      await page.waitForSelector("h1, h2");
      await noSideScroll(page);
      await axe(page, path);
    }
    page.check();
    await page.close();
  });

  await t.test("4K: the parts fill the screen", async () => {
    const page = await incidents(b, address, "", { width: 3840, height: 2160 });
    const map = await (await page.$(".map")).boundingBox(), table = await (await page.$(".it")).boundingBox();
    assert.ok(map.x + map.width >= 3839 && table.x <= 1 && map.y + map.height >= 2159);
    assert.ok(parseFloat(await page.$eval(".it-row", (r) => getComputedStyle(r).fontSize)) > 16);
    await noSideScroll(page);
    page.check();
    await page.close();
  });

  await t.test("the switch of colours stays", async () => {
    const page = await incidents(b, address);
    await page.getByRole("button", { name: /^Colours/ }).click();
    await page.getByRole("button", { name: /^Colours/ }).click();
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    await page.reload();
    await page.waitForSelector(".top");
    assert.equal(await page.getAttribute("html", "data-theme"), "dark");
    page.check();
    await page.close();
  });

  await t.test("printed, the table is whole and without what is for the hand", async () => {
    const page = await incidents(b, address);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.isVisible(".nav"), false);
    assert.ok((await page.pdf({ format: "A4", landscape: true })).length > 10_000);
    page.check();
    await page.close();
  });

  await t.test("an address that leads nowhere says so", async () => {
    const page = await open(b, address, "/nowhere");
    await page.waitForSelector('[role="alert"]');
    await page.getByRole("link", { name: "To the incidents" }).click();
    await page.waitForSelector(".incidents");
    page.check();
    await page.close();
  });
});

test("50,000 incidents stay fluid", { skip: !process.env.CASUS_FULL && "with CASUS_FULL=1 (make prove)" }, async (t) => {
  const { address } = await serve(t, madeCase(folder(t), 109_200));
  const b = await browser(t);
  await (await incidents(b, address)).close(); // the server has read the case
  const { page, rows, map } = await firstPaint(b, address);
  assert.ok((await kept(page)) >= 50_000);
  t.diagnostic(`first rows after ${Math.round(rows)} ms, the map after ${Math.round(map)} ms`);
  assert.ok(rows <= FIRST_PAINT_MS * BUSY, `first rows after ${rows} ms`);
  assert.ok(map <= FIRST_PAINT_MS * BUSY, `the map after ${map} ms`);
  for (const [kind, ms] of Object.entries(await redraws(page))) {
    t.diagnostic(`${kind}: filter to redraw, median (worst): ${said(ms)} ms`);
    assert.ok(Math.max(...ms) <= REDRAW_MS * BUSY, `${kind}: redraws took ${ms}`);
  }
  page.check();
});
