/* Reports, actors, places, sources, search, exports and the log in the browser. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { axe, browser, folder, noSideScroll, open, serve } from "./harness.mjs";
import { api, incidentsOf, review, storiesCase } from "./stories.mjs";

test("the other views", async (t) => {
  const { address } = await serve(t, storiesCase(folder(t)));
  const b = await browser(t);
  const show = async (path, options = {}) => {
    const page = await open(b, address, path, options);
    await page.waitForSelector(".record h1");
    await page.waitForFunction(() => !document.querySelector(".waiting"));
    return page;
  };

  await t.test("reports: those that nobody reviewed", async () => {
    const { data } = await api(address, "/reports/1");
    await review(address, { action: "accept", statement: data.statements[0].id });
    const page = await show("/reports?reviewed=none");
    assert.equal(await page.locator("tbody tr").count(), 3);
    await page.getByLabel("Reviewed").selectOption("");
    await page.waitForFunction(() => document.querySelectorAll("tbody tr").length === 4);
    assert.equal(new URL(page.url()).search, "");
    page.check();
    await page.close();
  });

  await t.test("an actor: relations as a network, and as lines with their words", async () => {
    const page = await show("/actors?q=islamic");
    await page.getByRole("link", { name: /^Islamic State/ }).first().click();
    await page.waitForSelector(".network");
    assert.match(await page.locator(".network").textContent(), /fights/);
    const line = page.locator(".lines tbody tr").first();
    assert.match(await line.innerText(), /since 2020/);
    await line.locator(".claim-words").click();
    await page.waitForSelector(".report-text .is-focus");
    page.check();
    await page.close();
  });

  await t.test("two names of one actor are merged and parted", async () => {
    const page = await show(`/actors/${encodeURIComponent("mli-jnim")}`);
    const before = await page.locator(".record-main .list tbody tr").count();
    await page.getByRole("button", { name: /Same as another/ }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.locator("[name=other]").fill("gunmen");
    await dialog.getByRole("radio").first().check();
    await dialog.locator("[name=who]").fill("ana");
    await dialog.locator("[name=why]").fill("for the test");
    await dialog.getByRole("button", { name: "They are one" }).click();
    await page.locator(".merged").waitFor();
    assert.ok((await api(address, "/actors/mli-jnim")).data.merged.length === 1);
    await page.waitForFunction((n) => document.querySelectorAll(".record-main .list tbody tr").length > n, before);
    await page.locator(".merged").getByRole("button").click();
    await dialog.locator("[name=why]").fill("they are not");
    await page.keyboard.press("Enter");
    await page.locator(".merged").waitFor({ state: "detached" });
    page.check();
    await page.close();
  });

  await t.test("a source is graded with a reason, stays so, and is taken back, by keyboard", async () => {
    const page = await show("/sources");
    const row = page.locator("tbody tr", { hasText: "Sahel Wire" });
    const change = page.getByRole("button", { name: "Grade Sahel Wire" });
    await change.focus();
    await page.keyboard.press("Enter");
    const dialog = page.locator("dialog[open]");
    assert.equal(await dialog.getByRole("button", { name: "Grade", exact: true }).isDisabled(), true, "nothing is changed yet");
    await dialog.getByLabel("Reliability").selectOption("B");
    await dialog.locator("[name=who]").fill("ana");
    await dialog.locator("[name=why]").fill("right in what we checked");
    await axe(page, "the form of a grade");
    await page.keyboard.press("Enter");
    await page.locator(".done-line", { hasText: "Sahel Wire is now graded B" }).waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "Grade Sahel Wire");
    await page.reload();
    await row.filter({ hasText: "B: usually reliable" }).waitFor();
    await page.goto(`${address}/log`);
    const entry = page.locator("tbody tr", { hasText: "Sahel Wire" });
    await entry.waitFor();
    assert.match(await entry.innerText(), /B: usually reliable[\s\S]*before: not graded[\s\S]*right in what we checked/);
    await entry.getByRole("button").click();
    await dialog.locator("[name=why]").fill("too kind");
    await page.keyboard.press("Enter");
    await entry.filter({ hasText: "taken back by decision" }).waitFor();
    await page.goto(`${address}/sources`);
    await row.filter({ hasText: "not graded" }).waitFor();
    page.check();
    await page.close();
  });

  await t.test("a search marks what it found and leads there", async () => {
    const page = await show("/search");
    await page.keyboard.press("/");
    await page.keyboard.type("hospital");
    await page.keyboard.press("Enter");
    await page.waitForSelector(".found mark");
    assert.match((await page.locator(".found mark").first().innerText()), /hospital/i);
    await page.getByLabel("Look in").selectOption("statements");
    await page.waitForFunction(() => new URLSearchParams(location.search).get("in") === "statements" && !document.querySelector("#found-reports"));
    await page.locator("#search").fill('"broken');
    await page.keyboard.press("Enter");
    await page.getByRole("alert").waitFor();
    page.check();
    await page.close();
  });

  await t.test("an export has the filters of the page", async () => {
    const page = await show("/exports");
    await page.getByLabel("Source", { exact: true }).fill("Hostile Herald");
    await page.waitForFunction(() => location.search.includes("source="));
    await page.getByLabel(/Mask private persons/).check();
    await page.waitForFunction(() => location.search.includes("mask_private=1"));
    const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Download GeoJSON" }).click()]);
    const { features } = JSON.parse(readFileSync(await file.path(), "utf8"));
    const { length } = await incidentsOf(address, "&source=Hostile%20Herald");
    assert.ok(features.length > 0 && features.length <= length);
    page.check();
    await page.close();
  });

  await t.test("the log takes a decision back", async () => {
    const page = await show("/log");
    await page.getByRole("button", { name: "Take decision 1 back", exact: true }).click();
    const dialog = page.locator("dialog[open]");
    await dialog.locator("[name=who]").fill("ana");
    await dialog.locator("[name=why]").fill("too early");
    await page.keyboard.press("Enter");
    await page.locator(".log-undone", { hasText: "taken back by decision" }).filter({ has: page.locator("td", { hasText: /^1$/ }) }).waitFor();
    page.check();
    await page.close();
  });

  await t.test("read well: axe in light and dark, 360 px", async () => {
    const places = (await incidentsOf(address)).map((i) => i.where?.name).filter(Boolean);
    for (const path of ["/reports", "/actors", "/actors/isil", "/places", `/places/${encodeURIComponent(places[0])}`, "/sources", "/search?q=killed", "/search", "/exports", "/log"]) {
      const page = await show(path);
      await axe(page, path);
      await page.emulateMedia({ colorScheme: "dark" });
      await axe(page, `${path} dark`);
      await page.setViewportSize({ width: 360, height: 740 });
      await noSideScroll(page);
      await axe(page, `${path} 360 px`);
      page.check();
      await page.close();
    }
  });

  await t.test("on paper all is dark on white, whatever the screen is", async () => {
    const { id } = (await incidentsOf(address))[0];
    for (const path of [`/incidents/${id}`, "/reports/2", "/actors/isil", "/sources", "/log", "/incidents"]) {
      const page = await open(b, address, path, { dark: true });
      await page.waitForSelector(".record h1, .it-row:not(.it-blank)");
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const pale = await page.evaluate(() => {
        // How light it is, from 0 to 1, and how much of what is under it shows. Newer colours are written "color(srgb 0.1 0.2 0.3 / 0.4)".
        const light = (colour) => {
          const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
          return [(0.2126 * r + 0.7152 * g + 0.0722 * b) / (colour.startsWith("color(") ? 1 : 255), a];
        };
        const groundOf = (e) => {
          if (!e) return 1;
          const [l, a] = light(getComputedStyle(e).backgroundColor);
          return a === 0 ? groundOf(e.parentElement) : a * l + (1 - a) * groundOf(e.parentElement);
        };
        const seen = [...document.querySelectorAll("#page *")].filter((e) => e.getClientRects().length && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()));
        return seen.filter((e) => groundOf(e) < 0.75 || light(getComputedStyle(e).color)[0] > 0.5).map((e) => `${e.className}: ${e.textContent.slice(0, 30)}`);
      });
      assert.deepEqual(pale, [], path);
      assert.ok(await page.locator(".button:visible, .nav:visible, .edit-button:visible").count() === 0, "nothing to press is printed");
      // What scripts draw (the timeline) is drawn anew for paper, and back.
      const themes = await page.evaluate(() => ["beforeprint", "afterprint"].map((name) => (dispatchEvent(new Event(name)), document.documentElement.dataset.theme)));
      assert.deepEqual(themes, ["light", "dark"]);
      page.check();
      await page.close();
    }
  });

  await t.test("what is not there says so", async () => {
    for (const path of ["/incidents/99999", "/reports/99999"]) {
      const page = await open(b, address, path);
      await page.getByRole("alert").waitFor();
      await page.close();
    }
  });
});
