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
    const page = await show(3);
    const before = await page.locator(".statements li").count();
    await page.getByRole("button", { name: "Add a statement", exact: true }).click();
    await drag(page, "two of the dead were soldiers");
    const form = page.locator(".add-statement");
    const filled = (field, words) => page.waitForFunction(([f, w]) => document.querySelector(`.add-statement [name=${f}]`)?.value === w, [field, words]);
    await filled("words", "two of the dead were soldiers");
    await drag(page, "local officials");
    await filled("agent", "local officials"); // the next words go to the next field
    await form.locator("[name=agent]").fill("");
    await form.getByLabel("Toll of").selectOption("killed");
    await form.getByLabel("Number").fill("2");
    await form.locator("[name=who]").fill("ana");
    await form.locator("[name=why]").fill("the program missed it");
    await form.getByRole("button", { name: "Add", exact: true }).click();
    await page.locator(".done-line", { hasText: "The statement is added" }).waitFor();
    await page.reload();
    await page.waitForSelector(".report-text");
    assert.equal(await page.locator(".statements li").count(), before + 1);
    const added = (await api(address, "/reports/3")).data.statements.find((s) => s.evidence?.includes("two of the dead") && s.toll.some((l) => l.best === 2));
    assert.ok(added, "the server has it");
    page.check();
    await page.close();
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
