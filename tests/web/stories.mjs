/* Invented reports of one bombing by three sources that differ, and a report that means no good. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CASUS } from "./harness.mjs";

const GIANT = "A".repeat(300);
export const HOSTILE = `Gunmen killed two teachers in the village of Ansongo on 12 March 2024, residents said. <script>window.broken = 1</script> <img src=x onerror="window.broken = 2"> &lt;b&gt;not bold&lt;/b&gt; & "quotes".

\u202Egnirts lortnoc idib\u202C A message said "a\u2066b\u2069" and ${GIANT}. \u{1F600}\u{1F600} Soldiers arrested five men near Ménaka a day later, the army said. مرحبا killed nobody.`;

const STORIES = [
  ["wire-1", "2024-03-11", "Sahel Wire", `Bomb kills at least 12 in Gao market

GAO, Mali - A suicide bomber killed at least 12 people and wounded 30 at the main market of Gao in northern Mali on Monday, police said. The attacker detonated an explosive vest at about 9 a.m. near the bus station.

The army blamed the Islamic State in the Greater Sahara for the attack. No group has claimed responsibility.`],
  ["river", "2024-03-12", "Le Courrier du Fleuve", `Ten dead in attack on market in Gao, hospital says

Ten people were killed when a suicide bomber attacked a crowded market in Gao, northern Mali, on 11 March, a doctor at the regional hospital told the agency. Thirty-four others were wounded, he said.

The mayor accused Jama'at Nusrat al-Islam wal-Muslimin of carrying out the bombing. The group, which has fought the Islamic State in the Greater Sahara since 2020, denied involvement in a message on Tuesday.`],
  ["monitor", "2024-03-13", "Media Monitor", `Islamic State claims Gao market bombing

The Islamic State in the Greater Sahara claimed responsibility on Wednesday for the suicide bombing that killed 15 people at the market of Gao, Mali, on Monday.

The UN mission reported that, according to local officials, two of the dead were soldiers.`],
  ["hostile", "2024-03-14", "Hostile Herald", HOSTILE],
];

/** A case of these reports, in this order (report 1 to 4). */
export function storiesCase(dir) {
  const db = join(dir, "stories.casus");
  const from = join(dir, "stories");
  mkdirSync(from);
  const meta = ["file\tpublished\tsource"];
  for (const [name, published, source, text] of STORIES) {
    writeFileSync(join(from, `${name}.txt`), text);
    meta.push(`${name}.txt\t${published}\t${source}`);
  }
  writeFileSync(join(dir, "meta.tsv"), meta.join("\n") + "\n");
  for (const [name] of STORIES) execFileSync(CASUS, ["add", "--db", db, "--meta", join(dir, "meta.tsv"), join(from, `${name}.txt`)], { stdio: "pipe" });
  return db;
}

/** All incidents of a server's case. */
export async function incidentsOf(address, query = "") {
  const r = await fetch(`${address}/api/v1/incidents?limit=200${query}`);
  return (await r.json()).items;
}

/** The bombings of Gao that the program read, one a report, as one incident: its id. */
export function mergeBombings(db, items) {
  const ids = items.filter((i) => i.type === "ASSAULT" && i.where?.name === "Gao" && i.when?.begin === "2024-03-11").map((i) => String(i.id));
  if (ids.length > 1) execFileSync(CASUS, ["merge", "--db", db, "--who", "seed", "--why", "same day, same market", ...ids], { stdio: "pipe" });
  return Number(ids[0]);
}

export async function api(address, path) {
  const r = await fetch(`${address}/api/v1${path}`);
  return { status: r.status, etag: r.headers.get("etag"), data: await r.json() };
}
export async function review(address, body) {
  const r = await fetch(`${address}/api/v1/reviews`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ who: "ben", why: "a test", ...body }) });
  return { status: r.status, data: await r.json() };
}
