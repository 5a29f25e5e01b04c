/* From an empty case to the first incidents: the example reports, a file that is dropped, text that is pasted, what is refused. */
import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { axe, browser, folder, open, serve } from "./harness.mjs";

const REPORT = "Gunmen killed three farmers near the town of Bama in Nigeria on 5 March 2024, police said.\n";

/** Drops files on the page, as a hand does. */
async function drop(page, files) {
  const data = await page.evaluateHandle((list) => {
    const d = new DataTransfer();
    for (const [name, text, type] of list) d.items.add(new File([text], name, { type }));
    return d;
  }, files);
  await page.dispatchEvent(".drop", "drop", { dataTransfer: data });
}

async function about(page) {
  await page.getByLabel("Publisher").fill("The Test Times");
  await page.getByLabel("Published on").fill("2024-03-07");
}

const done = (page, name) => page.waitForSelector(`.job-done:has-text("${name}")`);

test("an empty case", async (t) => {
  const db = join(folder(t), "new.casus");
  const { address } = await serve(t, db);
  const b = await browser(t);

  await t.test("the first run shows three steps, and the examples are coded", async () => {
    const page = await open(b, address, "/");
    await page.waitForSelector(".first");
    assert.equal(await page.$$eval(".steps li", (l) => l.length), 3);
    await axe(page, "first run");
    await page.getByRole("button", { name: /example reports/ }).click();
    await page.waitForURL("**/add");
    for (const name of ["ambush.html", "market.txt", "sitrep.txt"]) await done(page, name);
    await axe(page, "add");
    await page.getByRole("link", { name: "See the incidents" }).click();
    await page.waitForSelector('.it-row:has-text("Argelia")');
    page.check();
    await page.close();
  });

  await t.test("a dropped file is coded and its incident seen", async () => {
    const page = await open(b, address, "/add");
    await about(page);
    await drop(page, [["bama.txt", REPORT, "text/plain"]]);
    await done(page, "bama.txt");
    await page.goto(`${address}/incidents?source=The+Test+Times`);
    const row = await page.waitForSelector('.it-row:has-text("Bama")');
    assert.match(await row.innerText(), /2024-03-05[\s\S]*3/);
    page.check();
    await page.close();
  });

  await t.test("the same report again is known; pasted text is coded", async () => {
    const page = await open(b, address, "/add");
    await about(page);
    await drop(page, [["bama.txt", REPORT, "text/plain"]]);
    await page.waitForSelector('.job-done:has-text("already there")');
    await page.getByLabel("Publisher").fill("");
    await page.getByLabel("Text of the report").fill("A bomb killed two soldiers in Gao, Mali, on 9 May 2023, the army said.");
    await page.getByRole("button", { name: "Code it" }).click();
    await page.waitForSelector('.job-done:has-text("1 report added")');
    page.check();
    await page.close();
  });

  await t.test("what cannot be read is refused in words", async () => {
    const page = await open(b, address, "/add");
    await drop(page, [["photo.png", "x", "image/png"], ["empty.txt", "", "text/plain"]]);
    await page.waitForSelector('.job-refused:has-text("photo.png is none of what is read here: text, HTML, JSON Lines, PDF")');
    await page.waitForSelector('.job-refused:has-text("empty.txt is empty")');
    page.check();
    await page.close();
  });

  await t.test("how large a file may be is the server's to say", async () => {
    const takes = (await (await fetch(`${address}/api/v1`)).json()).takes;
    const page = await open(b, address, "/add");
    const says = await page.locator(".drop .quiet").innerText();
    for (const [type, name] of [["text/plain", "text"], ["application/x-ndjson", "JSON Lines"], ["application/pdf", "PDF"]])
      assert.ok(says.includes(`${name} up to ${takes[type] / 2 ** 20} MB`), says);
    const sent = [];
    page.on("request", (r) => r.method() === "POST" && sent.push(r.url()));
    await page.evaluate((bytes) => {
      const d = new DataTransfer();
      d.items.add(new File(["x".repeat(bytes)], "large.txt", { type: "text/plain" }));
      document.querySelector(".drop").dispatchEvent(new DragEvent("drop", { dataTransfer: d, bubbles: true }));
    }, takes["text/plain"] + 1);
    await page.waitForSelector('.job-refused:has-text("large.txt is larger than 16 MB")');
    assert.deepEqual(sent, []);
    page.check();
    await page.close();
    const closed = await serve(t, db, "--read-only");
    const other = await open(b, closed.address, "/add");
    await other.waitForSelector('.drop:has-text("This server codes no reports")');
    await drop(other, [["bama.txt", REPORT, "text/plain"]]);
    await other.waitForSelector('.job-refused:has-text("this server codes no reports")');
    other.check();
    await other.close();
  });

  await t.test("a server that is gone is told", async () => {
    const other = await serve(t, join(folder(t), "other.casus"));
    const page = await open(b, other.address, "/add");
    await page.waitForSelector(".drop");
    await other.stop();
    await page.waitForSelector(".stale");
    await page.getByLabel("Text of the report").fill(REPORT);
    await page.getByRole("button", { name: "Code it" }).click();
    await page.waitForSelector('.job-refused:has-text("does not answer")');
    await page.close();
  });
});
