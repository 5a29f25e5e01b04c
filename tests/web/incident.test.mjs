/* An incident in the browser: corrected, merged, split, taken back, and edited in two windows at once. */
import assert from "node:assert/strict";
import test from "node:test";
import { axe, browser, folder, noSideScroll, open, serve } from "./harness.mjs";
import { api, incidentsOf, mergeBombings, review, storiesCase } from "./stories.mjs";

const figure = (page) => page.locator(".tally-killed .figure").first().innerText();

/** Opens the form of a field, writes a value and a reason. The name is asked for once in a browser. */
async function correct(page, field, value, why, who) {
  await page.getByRole("button", { name: `Correct: ${field}`, exact: true }).click();
  const form = page.locator(".edit-form");
  await form.locator("[name=value]").fill(value);
  const name = form.locator("[name=who]");
  assert.equal(await name.count(), who ? 1 : 0, "the name is asked for when it is not known, and only then");
  if (who) await name.fill(who);
  await form.locator("[name=why]").fill(why);
  return form;
}

test("an incident", async (t) => {
  const db = storiesCase(folder(t));
  let server = await serve(t, db);
  const id = mergeBombings(db, await incidentsOf(server.address));
  await server.stop();
  server = await serve(t, db);
  const { address } = server;
  const b = await browser(t);
  const show = async (path = `/incidents/${id}`, options = {}) => {
    const page = await open(b, address, path, options);
    await page.waitForSelector(".record-incident");
    return page;
  };

  await t.test("claims stand side by side, and lead to their words", async () => {
    const page = await show();
    const heads = await page.locator(".matrix thead th .matrix-source").allInnerTexts();
    assert.deepEqual(heads, ["Sahel Wire", "Le Courrier du Fleuve", "Media Monitor"]);
    const killed = page.locator(".matrix tr", { has: page.getByRole("rowheader", { name: /killed/i }) });
    assert.match(await killed.innerText(), /10[\s\S]*Ten people[\s\S]*15/);
    await killed.getByRole("link", { name: "Ten people" }).click();
    await page.waitForSelector(".record-report .is-focus");
    assert.equal((await page.locator(".is-focus").allInnerTexts()).join(""), "Ten people");
    page.check();
    await page.close();
  });

  await t.test("what is told of one act, in the incident and as a list", async () => {
    const page = await show();
    const { deeds } = (await api(address, `/incidents/${id}`)).data;
    const borne = deeds.filter((d) => d.sources > 1);
    assert.ok(borne.length > 0);
    const act = page.locator(".acts > ol > .act").first();
    assert.match(await act.innerText(), new RegExp(`${borne[0].sources} independent sources`));
    assert.equal(await act.locator("ul > li").count(), borne[0].statements.length);
    await axe(page, "an incident with acts");
    await act.getByRole("link").first().click();
    await page.waitForSelector(".record-report");
    await page.goto(`${address}/incidents`);
    await page.getByRole("combobox", { name: "List by" }).selectOption("deed");
    await page.waitForSelector(".act-list .act");
    const all = await page.locator(".act-list .act").count();
    await axe(page, "acts as a list");
    await page.getByRole("checkbox", { name: /two independent sources/ }).check();
    await page.waitForFunction((n) => document.querySelectorAll(".act-list .act").length < n, all);
    const shown = (await incidentsOf(address, "&with=deeds")).flatMap((i) => i.deeds.filter((d) => d.sources > 1));
    assert.equal(await page.locator(".act-list .act").count(), shown.length);
    await page.reload(); // it stands in the address
    await page.waitForSelector(".act-list .act");
    assert.equal(await page.locator(".act-list .act").count(), shown.length);
    page.check();
    await page.close();
  });

  await t.test("a corrected value stays, and can be taken back", async () => {
    const before = (await api(address, `/incidents/${id}`)).data.toll.find((x) => x.effect === "killed" && x.status === "all").best;
    const page = await show();
    const form = await correct(page, "Killed", "14", "the ministry's list", "ana");
    await form.getByRole("button", { name: "Save" }).click();
    await page.locator(".done-line", { hasText: "Killed is now 14" }).waitFor();
    await page.waitForFunction(() => document.querySelector(".tally-killed .figure")?.textContent === "14");
    await page.reload();
    await page.waitForSelector(".record-incident");
    assert.equal(await figure(page), "14");
    const { data } = await api(address, `/incidents/${id}`);
    assert.equal(data.review, "edited");
    assert.deepEqual([data.decisions.at(-1).who, data.decisions.at(-1).why, data.decisions.at(-1).after], ["ana", "the ministry's list", "14"]);
    // From the history; the name is known by now.
    await page.locator(".history li", { hasText: "Killed" }).first().getByRole("button", { name: "Undo" }).click();
    const dialog = page.locator("dialog[open]");
    assert.equal(await dialog.locator("[name=who]").count(), 0);
    await dialog.locator("[name=why]").fill("read again");
    await page.keyboard.press("Enter");
    await page.waitForFunction((x) => document.querySelector(".tally-killed .figure")?.textContent === x, String(before));
    page.check();
    await page.close();
  });

  await t.test("a value that cannot be is told at the form, and nothing is lost", async () => {
    const page = await show();
    const form = await correct(page, "When", "next week", "no date", "ana");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByRole("alert").waitFor();
    assert.match(await form.getByRole("alert").innerText(), /when/i);
    assert.equal(await form.locator("[name=value]").inputValue(), "next week");
    await page.keyboard.press("Escape");
    await form.waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.getAttribute("data-field") === "when"); // the focus goes back to where it was
    page.check();
    await page.close();
  });

  await t.test("of two windows, the second is told", async () => {
    const page = await show();
    const form = await correct(page, "Wounded", "31", "mine", "ana");
    const other = await review(address, { action: "edit", incident: id, field: "wounded", value: "40", why: "the other's reason" });
    assert.equal(other.status, 201);
    // What is shown may have been fetched anew meanwhile: the form still knows what its writer had seen.
    await page.waitForFunction(() => document.querySelector(".tally-wounded")?.textContent.includes("40") || document.querySelector(".edit-form"));
    await form.getByRole("button", { name: "Save" }).click();
    const told = form.getByRole("alert");
    await told.waitFor();
    assert.match(await told.innerText(), /Somebody changed this while[\s\S]*ben/);
    const now = (await api(address, `/incidents/${id}`)).data.toll.find((x) => x.effect === "wounded" && x.status === "all");
    assert.equal(now.best, 40, "nothing was overwritten");
    await form.getByRole("button", { name: "I have looked" }).click();
    await form.getByRole("button", { name: "Save" }).click();
    await page.locator(".done-line", { hasText: "Wounded is now 31" }).waitFor();
    page.check();
    await page.close();
  });

  await t.test("the server stops in the middle of a decision: nothing is lost, and nothing is done twice", async () => {
    const own = storiesCase(folder(t));
    const before = await serve(t, own);
    const page = await open(b, before.address, "/incidents/1");
    await page.waitForSelector(".record-incident");
    const form = await correct(page, "Killed", "14", "the ministry's list", "ana");
    before.signal("SIGSTOP"); // the request is taken by the system, and never answered
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByRole("button", { name: "Saving…" }).waitFor();
    before.signal("SIGKILL");
    await form.getByRole("alert").waitFor();
    assert.match(await form.getByRole("alert").innerText(), /does not answer/);
    assert.deepEqual([await form.locator("[name=value]").inputValue(), await form.locator("[name=why]").inputValue()], ["14", "the ministry's list"]);
    await page.locator(".stale").waitFor();
    const after = await serve(t, own, "--port", new URL(before.address).port);
    assert.equal(after.address, before.address);
    assert.deepEqual((await api(after.address, "/reviews")).data.items, []);
    await form.getByRole("button", { name: "Save" }).click();
    await page.locator(".done-line", { hasText: "Killed is now 14" }).waitFor();
    await page.locator(".stale").waitFor({ state: "detached" });
    assert.deepEqual((await api(after.address, "/reviews")).data.items.map((e) => [e.who, e.after]), [["ana", "14"]]);
    page.check();
    await page.close();
  });

  await t.test("merge, split and undo", async () => {
    const other = (await incidentsOf(address)).find((i) => i.where?.name === "Ansongo");
    const page = await show();
    await page.keyboard.press("m");
    const dialog = page.locator("dialog[open]");
    await dialog.locator("[name=other]").fill(String(other.id));
    await dialog.locator(".incident-line").waitFor();
    await dialog.locator("[name=who]").fill("ana");
    await dialog.locator("[name=why]").fill("a mistake, for the test");
    await dialog.getByRole("button", { name: "Merge" }).click();
    await page.locator(".done-line", { hasText: `Incident ${other.id} is part of incident ${id}` }).waitFor();
    await page.getByRole("columnheader", { name: /Hostile Herald/ }).waitFor();
    await page.goto(`${address}/incidents/${other.id}`);
    await page.waitForURL(`${address}/incidents/${id}`);
    await page.waitForSelector(".record-incident");

    await page.keyboard.press("s");
    const whole = dialog.locator("fieldset", { hasText: "Hostile Herald" }).locator("legend input");
    await whole.check();
    await dialog.locator("[name=why]").fill("it is another attack");
    await dialog.getByRole("button", { name: "Split off" }).click();
    await page.waitForFunction((n) => !location.pathname.endsWith(`/${n}`), id);
    await page.getByRole("heading", { level: 1, name: /Ansongo/ }).waitFor();
    const { data } = await api(address, `/incidents/${id}`);
    assert.ok(!data.told_in.some((r) => r.source === "Hostile Herald"));
    page.check();
    await page.close();
  });

  await t.test("a server that went away is told, and what was written stays", async () => {
    const page = await show();
    const form = await correct(page, "Wounded", "33", "a reason", "ana");
    await page.context().setOffline(true);
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByRole("alert", { hasText: "does not answer" }).waitFor();
    await page.context().setOffline(false);
    assert.deepEqual([await form.locator("[name=value]").inputValue(), await form.locator("[name=why]").inputValue()], ["33", "a reason"]);
    await form.getByRole("button", { name: "Save" }).click();
    await page.locator(".done-line", { hasText: "Wounded is now 33" }).waitFor();
    await page.close();
  });

  await t.test("reads well: axe in light and dark, 360 px, 4K", async () => {
    for (const options of [{}, { dark: true }, { width: 360, height: 740 }, { width: 3840, height: 2160 }]) {
      const page = await show(`/incidents/${id}`, options);
      await axe(page, `incident ${JSON.stringify(options)}`);
      await noSideScroll(page);
      if (!options.width) {
        await page.getByRole("button", { name: "Correct: Type", exact: true }).click();
        await axe(page, "a form in place");
        await page.keyboard.press("Escape");
        await page.keyboard.press("s");
        await page.waitForSelector("dialog[open]");
        await axe(page, "split");
      }
      page.check();
      await page.close();
    }
  });
});
