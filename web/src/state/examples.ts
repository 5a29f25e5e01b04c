/* The reports of examples/reports, for a first look. */
import ambush from "../../../examples/reports/ambush.html?raw";
import market from "../../../examples/reports/market.txt?raw";
import sitrep from "../../../examples/reports/sitrep.txt?raw";
import table from "../../../examples/reports.tsv?raw";
import { addText } from "./uploads";

const REPORTS: [name: string, text: string, type: string][] = [
  ["ambush.html", ambush, "text/html"],
  ["market.txt", market, "text/plain"],
  ["sitrep.txt", sitrep, "text/plain"],
];

export async function addExamples(): Promise<void> {
  const about = new Map(table.split("\n").map((line) => line.split("\t")).map(([file = "", published = "", source = ""]) => [file, { published, source }]));
  for (const [name, text, type] of REPORTS) {
    await addText(name, text, type, { source: "", published: "", title: "", url: "", ...about.get(name) });
  }
}
