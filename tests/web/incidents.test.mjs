/* The incidents view on a made case: rows, filters by hand, brush, map and key; the page and the server agree on each. */
import assert from "node:assert/strict";
import test from "node:test";
import { browser, counted, folder, incidents, kept, keptAfter, madeCase, noSideScroll, refilter, serve } from "./harness.mjs";

const STATEMENTS = 6000;

test("incidents", async (t) => {
  const { address } = await serve(t, madeCase(folder(t), STATEMENTS));
  const b = await browser(t);
  const all = await counted(address, "");
  const params = (page) => new URL(page.url()).searchParams;

  await t.test("rows come as they come into sight", async () => {
    const page = await incidents(b, address);
    assert.equal(await kept(page), all);
    assert.equal(await page.getAttribute(".it", "aria-rowcount"), String(all + 1));
    const made = await page.$$eval(".it-row", (rows) => rows.length);
    assert.ok(made < 100, `${made} rows are made of ${all}`);
    await page.$eval(".it", (e) => (e.scrollTop = e.scrollHeight));
    await page.waitForFunction((n) => [...document.querySelectorAll(".it-row:not(.it-blank)")].some((r) => Number(r.getAttribute("aria-rowindex")) === n), all + 1);
    page.check();
    await page.close();
  });

  await t.test("the page filters as the server does", async () => {
    const page = await incidents(b, address);
    const country = await page.$$eval('.filters-few select', (s) => s[0].options[1].value);
    for (const query of ["from=2003-05-10", "to=2003-05-10", "from=2003-05-01&to=2003-05-31", `country=${country}`, "type=ASSAULT", "min_killed=3", "min_sources=2",
      "min_confidence=0.9", "reviewed=none", "reviewed=any", "box=-20,-10,40,30", "box=100,-80,-60,80", "actor=Front", "certainty=claimed", "mode=firearms&from=2010-01-01",
      "admin1=nowhere", "type=ASSAULT&min_killed=1&from=2001-01-01&to=2012-12-31&box=-180,-60,180,60"]) {
      await refilter(page, query);
      assert.equal(await kept(page), await counted(address, query), query);
    }
    page.check();
    await page.close();
  });

  await t.test("the page sorts as the server does", async () => {
    const page = await incidents(b, address);
    for (const query of ["order=killed", "order=sources&actor=Front", "order=day", "order=id", "order=latest"]) {
      await refilter(page, query);
      const { items } = await (await fetch(`${address}/api/v1/incidents?limit=15&${query}`)).json();
      assert.deepEqual(await page.$$eval(".it-row", (rows) => rows.slice(0, 15).map((r) => Number(r.dataset.id))), items.map((i) => i.id), query);
    }
    page.check();
    await page.close();
  });

  await t.test("what is typed filters at once, and goes into the address when the hand rests", async () => {
    const page = await incidents(b, address);
    await page.getByRole("textbox", { name: "Actor" }).pressSequentially("Front", { delay: 10 });
    await page.waitForFunction((n) => Number(document.querySelector(".counts").dataset.kept) === n, await counted(address, "actor=Front"));
    await page.waitForFunction(() => new URL(location.href).searchParams.get("actor") === "Front");
    assert.ok(page.requests.filter((url) => /outline.*actor=/.test(url)).length <= 5, "no more than one question a letter");
    await page.goBack();
    await page.waitForFunction((n) => Number(document.querySelector(".counts").dataset.kept) === n, all);
    page.check();
    await page.close();
  });

  await t.test("what is cleared while it is typed stays cleared", async () => {
    const page = await incidents(b, address);
    const actor = page.getByRole("textbox", { name: "Actor" });
    // Typed and cleared within one turn, so that the address has heard of neither; twice the time it waits later nor has it.
    await actor.evaluate((input) => {
      input.value = "Front";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.waitForSelector(".chips");
    await page.click(".chips .button");
    await page.waitForTimeout(600);
    assert.equal(await page.locator(".chips").count(), 0);
    assert.equal(params(page).get("actor"), null);
    assert.equal(await actor.inputValue(), "");
    assert.equal(await kept(page), all);
    // Another filter meanwhile takes what was typed along.
    await actor.evaluate((input) => {
      input.value = "Front";
      input.dispatchEvent(new Event("input", { bubbles: true }));
    });
    await page.getByRole("combobox", { name: "Type", exact: true }).selectOption("ASSAULT");
    await page.waitForFunction(() => new URL(location.href).searchParams.get("type") === "ASSAULT");
    assert.equal(params(page).get("actor"), "Front");
    page.check();
    await page.close();
  });

  await t.test("the brush chooses days, and its ends obey the keyboard", async () => {
    const page = await incidents(b, address);
    const plot = await (await page.$(".brush")).boundingBox();
    await page.mouse.move(plot.x + plot.width * 0.3, plot.y + 20);
    await page.mouse.down();
    await page.mouse.move(plot.x + plot.width * 0.5, plot.y + 20, { steps: 5 });
    await keptAfter(page, all); // rows follow while the brush is dragged
    assert.equal(params(page).get("from"), null, "the address waits until the hand lets go");
    await page.mouse.up();
    await page.waitForFunction(() => new URL(location.href).searchParams.has("to"));
    const [from, to] = [params(page).get("from"), params(page).get("to")];
    assert.match(from, /^\d{4}-\d{2}-01$/);
    assert.ok(to > from);
    assert.equal(await kept(page), await counted(address, `from=${from}&to=${to}`));
    const before = await kept(page);
    await page.focus('[role="slider"][aria-label="First day"]');
    await page.keyboard.press("ArrowRight");
    await keptAfter(page, before);
    assert.ok(params(page).get("from") > from);
    await page.keyboard.press("Delete");
    await page.waitForFunction(() => !new URL(location.href).searchParams.has("from"));
    await page.goBack();
    assert.ok(params(page).get("from"), "the back key undoes a filter");
    page.check();
    await page.close();
  });

  await t.test("a box on the map filters", async () => {
    const page = await incidents(b, address, "", { map: true });
    await page.waitForFunction((n) => Number(document.querySelector(".map-over").dataset.drawn) === n, all);
    await page.click('button[aria-label="Choose by a box"]');
    const map = await (await page.$(".map")).boundingBox();
    await page.mouse.move(map.x + map.width * 0.3, map.y + map.height * 0.3);
    await page.mouse.down();
    await page.mouse.move(map.x + map.width * 0.7, map.y + map.height * 0.7, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(() => new URL(location.href).searchParams.has("box"));
    const box = params(page).get("box");
    const n = await kept(page);
    assert.ok(n < all);
    assert.equal(n, await counted(address, `box=${box}`));
    await page.waitForFunction((k) => Number(document.querySelector(".map-over").dataset.drawn) === k, n);
    // By keyboard: what the map shows.
    await page.keyboard.press("x");
    await page.waitForFunction(() => !new URL(location.href).searchParams.has("box"));
    await page.keyboard.press("v");
    await page.waitForFunction(() => new URL(location.href).searchParams.has("box"));
    assert.equal(await kept(page), await counted(address, `box=${params(page).get("box")}`));
    assert.equal(await page.locator(".map-ground").count(), 0, "MapLibre has taken the place of what was drawn first");
    page.check();
    await page.close();
  });

  await t.test("without MapLibre the land is there, and where it happened", async () => {
    const page = await incidents(b, address);
    await page.waitForFunction((n) => Number(document.querySelector(".map-over").dataset.drawn) === n, all);
    const colours = await page.$eval(".map-ground", (c) => {
      const d = new Uint32Array(c.getContext("2d").getImageData(0, 0, c.width, c.height).data.buffer), n = new Map();
      for (const p of d) n.set(p, (n.get(p) ?? 0) + 1);
      return [...n.values()].filter((k) => k > d.length / 20).length;
    });
    assert.equal(colours, 2, "sea and land");
    assert.match(await page.innerText(".map-broken"), /cannot be moved/);
    page.check();
    await page.close();
  });

  await t.test("by keyboard alone", async () => {
    const page = await incidents(b, address);
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    const chosen = (row) => page.waitForSelector(`.it-row[aria-selected="true"][aria-rowindex="${row}"]`);
    const first = await (await chosen(2)).getAttribute("data-id");
    await page.focus(".it");
    await page.keyboard.press("End");
    await chosen(all + 1);
    await page.keyboard.press("Home");
    await chosen(2);
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    await page.keyboard.press("Escape");
    await page.keyboard.press("?");
    await page.waitForSelector("dialog[open] kbd");
    await page.keyboard.press("Escape");
    await page.waitForSelector("dialog", { state: "detached" });
    await page.focus(".it");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/incidents/${first}`);
    await page.goBack();
    await page.waitForSelector(`.it-row[aria-selected="true"][data-id="${first}"]`);
    page.check();
    await page.close();
  });

  await t.test("from one incident of the list to the next that is open, by one key", async () => {
    const page = await incidents(b, address, "?type=ASSAULT");
    const { items } = await (await fetch(`${address}/api/v1/incidents?type=ASSAULT&order=latest&limit=20`)).json();
    const open = items.filter((i, k) => k > 0 && i.review === "none");
    await page.keyboard.press("j");
    await page.focus(".it");
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/incidents/${items[0].id}`);
    for (const { id } of open.slice(0, 2)) {
      await page.waitForSelector(".record-incident kbd");
      await page.keyboard.press("n");
      await page.waitForURL(`**/incidents/${id}`);
      await page.waitForFunction((n) => document.querySelector(".record-kind")?.textContent === `Incident ${n}`, id);
    }
    await page.goto(`${address}/incidents/${items[0].id}`); // there is no list to go on in
    await page.waitForSelector(".record-incident");
    assert.equal(await page.getByRole("button", { name: "Next open" }).count(), 0);
    page.check();
    await page.close();
  });

  await t.test("what nothing fits says what to do", async () => {
    const page = await incidents(b, address, "?admin1=Nowhere", { width: 500, height: 800 });
    await page.waitForSelector(".notice");
    await page.click(".notice .button");
    await page.waitForFunction(() => !new URL(location.href).searchParams.has("admin1"));
    await noSideScroll(page);
    page.check();
    await page.close();
  });

  await t.test("a day that is none is said to be none", async () => {
    const page = await incidents(b, address);
    const from = page.getByRole("textbox", { name: "From", exact: true });
    await from.fill("2004-02");
    await from.press("Enter");
    assert.equal(params(page).get("from"), "2004-02-01");
    await from.fill("30.2.2004");
    await from.press("Enter");
    assert.equal(await from.getAttribute("aria-invalid"), "true");
    assert.equal(params(page).get("from"), "2004-02-01");
    page.check();
    await page.close();
  });
});
