import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** What the built page depends on, beside src/; tests/web/test_digest.py has the same list. */
const FILES = ["../examples/reports.tsv", "index.html", "package-lock.json", "package.json", "tsconfig.json", "vite.config.ts"];
const FOLDERS = ["../examples/reports", "src", "tools"];

function* files(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* files(root, path);
    else yield path;
  }
}

/** SHA-256 over "sha256  path\n" of each source, in the order of the paths' bytes. */
export function digest(root: string): string {
  const paths = [...FILES, ...FOLDERS.flatMap((f) => [...files(root, f)])].sort((a, b) => (a < b ? -1 : 1));
  const line = (p: string) => `${createHash("sha256").update(readFileSync(join(root, p))).digest("hex")}  ${p}\n`;
  return createHash("sha256").update(paths.map(line).join("")).digest("hex");
}

/** Writes sources.txt, by which a test without Node sees whether the built page is that of the sources. */
export function sourcesDigest(): Plugin {
  let root = "";
  return {
    name: "sources-digest",
    apply: "build",
    configResolved(config) { root = config.root; },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "sources.txt", source: `${digest(root)}\n` });
    },
  };
}
