import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

interface Package { name: string; version: string; license: string; text: string }

/** The package that a module stands in, by the last node_modules of its path; null for the page's own. */
function packageOf(module: string): string | null {
  const at = module.lastIndexOf("/node_modules/");
  if (at < 0) return null;
  const parts = module.slice(at + "/node_modules/".length).split("/");
  const name = parts[0]!.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!;
  return module.slice(0, at) + "/node_modules/" + name;
}

function read(folder: string): Package {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Package;
  const file = readdirSync(folder).sort().find((f) => /^licen[cs]e/i.test(f));
  if (!file) throw new Error(`${folder}: expected a licence file beside package.json but found none`);
  return { name, version, license, text: readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim() };
}

/** Writes licences.txt: each package of which something is in the page, with its licence. Files taken by address
 * (`?url`: the map's worker, Natural Earth) are modules of the build too, so they count. */
export function licences(): Plugin {
  return {
    name: "licences",
    apply: "build",
    generateBundle() {
      const folders = new Set<string>();
      for (const module of this.getModuleIds()) {
        const folder = packageOf(module.replace(/^\0/, "").split("?")[0]!);
        if (folder && folder !== dirname(folder)) folders.add(folder);
      }
      const packages = [...folders].sort().map(read);
      const head = "The page of casus holds parts of these packages. Land and borders are Natural Earth's (public domain).\n";
      const source = head + packages.map((p) => `\n${"=".repeat(78)}\n${p.name} ${p.version} (${p.license})\n\n${p.text}\n`).join("");
      this.emitFile({ type: "asset", fileName: "licences.txt", source });
    },
  };
}
