/* A report in the browser: its text, its statements, what was missed, and a report that means no good. */
import assert from "node:assert/strict";
import test from "node:test";
import { axe, browser, folder, noSideScroll, open, serve } from "./harness.mjs";
import { api, HOSTILE, storiesCase } from "./stories.mjs";

/** Chooses words in the text as a hand does, from the first letter to the last. */
async function drag(page, words) {
  const [from, to] = await page.evaluate((words) => {
    const pieces = [...document.querySelectorAll(".report-text [data-b]")];
    const text = pieces.map((p) => p.textContent).join("");
    const at = text.indexOf(words);
    const place = (offset) => {
      for (const p of pieces) {
        if (offset <= p.textContent.length) {
          const range = document.createRange();
          range.setStart(p.firstChild, offset);
          const box = range.getBoundingClientRect();
          return [box.x, box.y + box.height / 2];
        }
        offset -= p.textContent.length;
      }
    };
    return [place(at), place(at + words.length)];
  }, words);
  await page.mouse.move(from[0] + 1, from[1]);
  await page.mouse.down();
  await page.mouse.move(to[0] - 1, to[1], { steps: 4 });
  await page.mouse.up();
}

test("a report", async (t) => {
  const { address } = await serve(t, storiesCase(folder(t)));
  const b = await browser(t);
  const show = async (id, query = "", options = {}) => {
    const page = await open(b, address, `/reports/${id}${query}`, options);
    await page.waitForSelector(".report-text");
    return page;
  };
  const head = (page) => page.locator("#statement-title").innerText();

  await t.test("values lead to their words, and places to their statements", async () => {
    const page = await show(2);
    await page.locator(".report-text .m-trigger", { hasText: "wounded" }).click();
    assert.match(await head(page), /Assault/);
    assert.equal(await page.locator(".is-active.is-trigger").innerText(), "wounded");
    const fact = page.locator(".statement .fact", { hasText: "Wounded" });
    assert.match(await fact.innerText(), /34/);
    await fact.locator(".look").click();
    assert.match((await page.locator(".is-focus").allInnerTexts()).join(""), /Thirty-four/);
    assert.match(await page.locator(".chain").innerText(), /Le Courrier du Fleuve[\s\S]*said[\s\S]*doctor/);
    page.check();
    await page.close();
  });

  await t.test("by keyboard: from statement to statement, accept, reject, the next unreviewed", async () => {
    const page = await show(2);
    await page.keyboard.press("j");
    const first = await head(page);
    await page.keyboard.press("j");
    await page.keyboard.press("k");
    assert.equal(await head(page), first);
    await page.keyboard.press("a");
    const dialog = page.locator("dialog[open]");
    await dialog.waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.name), "who", "the form's first field has the focus");
    await page.keyboard.type("ana");
    await page.keyboard.press("Tab");
    await page.keyboard.type("read twice");
    await page.keyboard.press("Enter");
    await page.locator(".statement-head .pill-accepted").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("x");
    await dialog.waitFor();
    assert.equal(await dialog.locator("[name=why]").inputValue(), "read twice", "the last reason is offered again");
    await page.keyboard.press("Enter");
    await page.locator(".statement-head .pill-rejected").waitFor();
    await page.keyboard.press("n");
    await page.waitForURL(/\/reports\/3$/);
    page.check();
    await page.close();
  });

  await t.test("chosen words show what was read in them", async () => {
    const page = await show(2);
    await drag(page, "Gao, northern Mali");
    const here = page.locator(".here");
    await here.waitFor();
    assert.match(await here.innerText(), /place[\s\S]*Gao/);
    await page.locator(".report-text").focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+ArrowRight");
    assert.equal(await page.locator(".here-words").innerText(), "Ten dead");
    page.check();
    await page.close();
  });

  await t.test("the statement that was missed is added from words of the text", async () => {
    const page = await show(2);
    const before = await page.locator(".statements li").count();
    await page.getByRole("button", { name: "Add a statement", exact: true }).click();
    const form = page.locator(".add-statement");
    const filled = (field, words) => page.waitForFunction(([f, w]) => document.querySelector(`.add-statement [name=${f}]`)?.value === w, [field, words]);
    // Words that are chosen go to the field that is marked, and the next ones to the next field.
    const into = async (field, words, value = words) => {
      const mark = form.getByRole("button", { name: `Choose words in the text: ${field}`, exact: true });
      if ((await mark.getAttribute("aria-pressed")) === "false") await mark.click();
      await drag(page, words);
      await filled({ "Words that name the act": "words", "By whom": "agent", Where: "place", When: "when", Number: "toll" }[field], value);
    };
    await drag(page, "attacked");
    await filled("words", "attacked");
    await drag(page, "suicide bomber");
    await filled("agent", "suicide bomber");
    await into("Where", "Gao, northern Mali");
    await into("When", "11 March", "2024-03-11");
    await form.getByLabel("Toll of").selectOption("killed");
    await into("Number", "Ten people", "");
    await form.getByText("No number stands in these words").waitFor();
    await form.locator("[name=toll]").fill("10");
    await axe(page, "the form for what was missed, filled in");
    await form.locator("[name=who]").fill("ana");
    await form.locator("[name=why]").fill("the program missed it");
    await form.getByRole("button", { name: "Add", exact: true }).click();
    await page.locator(".done-line", { hasText: "The statement is added" }).waitFor();
    await page.reload();
    await page.waitForSelector(".report-text");
    assert.equal(await page.locator(".statements li").count(), before + 1);
    const { text, statements } = (await api(address, "/reports/2")).data;
    const added = statements.find((s) => s.review === "added");
    const at = (words) => [text.indexOf(words), text.indexOf(words) + words.length];
    // Not the "suicide bomber" or the "Gao" of the headline or of elsewhere: those that were pointed at.
    assert.deepEqual(added.trigger_span, at("attacked"));
    assert.deepEqual(added.roles.map((r) => [r.role, r.words, r.span]), [["agent", "suicide bomber", at("suicide bomber")]]);
    assert.deepEqual([added.where[0].name, added.where[0].country], ["Gao", "MLI"]);
    assert.deepEqual([added.when.begin, added.when.end], ["2024-03-11", "2024-03-11"]);
    assert.deepEqual(added.toll.map((l) => [l.effect, l.best, l.words]), [["killed", 10, "Ten people"]]);
    page.check();
    await page.close();
  });

  await t.test("of two windows on one report the second is told", async () => {
    const first = await show(3), second = await show(3);
    await second.route("**/api/v1/reports/3", (r) => r.abort()); // it does not hear of what changed
    for (const page of [first, second]) {
      await page.bringToFront(); // what is behind may be drawn seldom
      await page.keyboard.press("j");
      await page.getByRole("button", { name: "Correct: Certainty", exact: true }).click();
      await page.locator(".edit-form select").selectOption(page === first ? "possible" : "denied");
      await page.locator(".edit-form [name=who]").fill(page === first ? "ana" : "ben");
      await page.locator(".edit-form [name=why]").fill("read twice");
    }
    await first.bringToFront();
    await first.getByRole("button", { name: "Save" }).click();
    await first.locator(".done-line", { hasText: "Certainty is now possible" }).waitFor();
    await second.unroute("**/api/v1/reports/3");
    await second.bringToFront();
    await second.getByRole("button", { name: "Save" }).click();
    const told = second.locator(".decide-stale");
    await told.waitFor();
    assert.match(await told.innerText(), /Somebody changed this[\s\S]*by ana/);
    // By keyboard: a click waits for frames, which a window behind another may not get on a busy machine.
    await second.getByRole("button", { name: "I have looked: let me save mine" }).press("Enter");
    await second.getByRole("button", { name: "Save" }).press("Enter");
    await second.locator(".done-line", { hasText: "Certainty is now denied" }).waitFor();
    // One's own decisions, one after the other and fast, are nobody else's.
    await first.bringToFront();
    await first.locator(".statement .fact", { hasText: "Certainty" }).filter({ hasText: "denied" }).waitFor();
    for (const key of ["a", "x", "a"]) {
      await first.keyboard.press(key);
      await first.locator("dialog[open]").waitFor();
      await first.locator("dialog[open] [name=why]").fill(`again ${key}`);
      await first.keyboard.press("Enter");
      await first.locator("dialog[open]").waitFor({ state: "detached" });
    }
    const log = (await api(address, "/reviews?report=3")).data.items;
    assert.deepEqual(log.slice(0, 3).map((e) => [e.action, e.who, e.why]), [["accept", "ana", "again a"], ["reject", "ana", "again x"], ["accept", "ana", "again a"]]);
    for (const page of [first, second]) {
      page.check();
      await page.close();
    }
  });

  await t.test("a value corrected in place is there after a reload", async () => {
    const page = await show(1);
    await page.keyboard.press("j");
    const at = new URL(page.url()).searchParams.get("statement");
    await page.getByRole("button", { name: "Correct: Certainty", exact: true }).click();
    const form = page.locator(".edit-form");
    await form.locator("select").selectOption("possible");
    await form.locator("[name=who]").fill("ana");
    await form.locator("[name=why]").fill("police only");
    await form.getByRole("button", { name: "Save" }).click();
    await page.locator(".done-line", { hasText: "Certainty is now possible" }).waitFor();
    await page.reload();
    await page.waitForSelector(".statement");
    assert.equal(new URL(page.url()).searchParams.get("statement"), at);
    assert.match(await page.locator(".statement .fact", { hasText: "Certainty" }).innerText(), /possible/);
    page.check();
    await page.close();
  });

  await t.test("a hostile report is only text", async () => {
    for (const options of [{}, { width: 360, height: 740 }]) {
      const page = await show(4, "", options);
      const { text } = (await api(address, "/reports/4")).data;
      // All of it is there, as text; what cannot be seen is named.
      const shown = await page.locator(".report-text [data-b]").evaluateAll((all) => all.map((p) => (p.dataset.hidden ? String.fromCodePoint(parseInt(p.textContent.slice(2), 16)) : p.textContent)).join(""));
      assert.equal(shown.replace(/\s+/g, ""), text.replace(/\s+/g, ""));
      assert.equal(await page.locator(".report-text :is(script, img, b, a)").count(), 0);
      assert.equal(await page.evaluate(() => window.broken), undefined);
      if (/\u202e/.test(text)) assert.ok((await page.locator(".report-text .hidden-mark").allInnerTexts()).includes("U+202E"));
      await noSideScroll(page);
      page.check();
      await page.close();
    }
    assert.ok(HOSTILE.includes("\u202E"));
  });

  await t.test("what is said about a hostile report is only text, in every view", async () => {
    const about = { source: '<img src=x onerror="window.broken=3">\u202Eecruos', title: `</title><script>window.broken=4</script>${"W".repeat(300)}`, url: "javascript:window.broken=5", published: "2024-03-15", name: "a.txt" };
    const r = await fetch(`${address}/api/v1/reports?${new URLSearchParams(about)}`, { method: "POST", headers: { "Content-Type": "text/plain" }, body: `Gunmen killed six people in Gao on 14 March 2024, ${"\u2067"}<b>police</b> said.` });
    const { job } = await r.json();
    let done;
    while ((done = (await api(address, `/jobs/${job}`)).data).state !== "done") assert.ok(["waiting", "coding"].includes(done.state), JSON.stringify(done));
    const id = done.added[0];
    const { incident } = (await api(address, `/reports/${id}`)).data.statements.find((s) => s.incident !== null);
    const source = (await api(address, "/sources")).data.items.find((s) => s.name.startsWith("<img")).id;
    // A decision whose words are hostile, too.
    const hostile = { source, action: "edit", field: "reliability", value: "D", why: "<svg onload=window.broken=6>\u202E", who: "</b><script>window.broken=7</script>" };
    assert.equal((await fetch(`${address}/api/v1/reviews`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(hostile) })).status, 201);
    for (const path of [`/reports/${id}`, "/reports", "/sources", `/incidents/${incident}`, "/incidents", "/search?q=gunmen", "/log", "/exports", `/reports?source=${encodeURIComponent(about.source)}`, "/search?q=%3Cimg%20src=x%20onerror=window.broken=8%3E"])
      for (const options of [{}, { width: 360, height: 740 }]) {
        const page = await open(b, address, path, options);
        await page.waitForSelector("h1, .it-row:not(.it-blank)");
        await page.waitForFunction(() => !document.querySelector(".waiting"));
        assert.equal(await page.locator("main :is(script, img:not([src^='data:']), b b, svg[onload])").count(), 0, path);
        assert.equal(await page.locator("a[href^='javascript']").count(), 0, path);
        assert.equal(await page.evaluate(() => window.broken), undefined, path);
        await noSideScroll(page);
        page.check();
        await page.close();
      }
  });

  await t.test("reads well: axe in light and dark, 360 px", async () => {
    for (const options of [{}, { dark: true }, { width: 360, height: 740 }]) {
      const page = await show(2, "", options);
      await page.keyboard.press("j");
      await axe(page, `report ${JSON.stringify(options)}`);
      await noSideScroll(page);
      await page.getByRole("button", { name: "Add a statement", exact: true }).click();
      await axe(page, "the form for what was missed");
      page.check();
      await page.close();
    }
  });
});
