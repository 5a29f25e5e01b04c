/* Runs the unit tests of the page's pure modules: each *.test.ts is bundled by the esbuild of web/node_modules and given to node's own
 * test runner. Usage: node tests/web/unit/run.mjs [part of a name] */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(process.env.CASUS_WEB ?? join(here, "../../../web"), "package.json"));
const { buildSync } = require("esbuild");
const wanted = process.argv[2] ?? "";
const tests = readdirSync(here).filter((f) => f.endsWith(".test.ts") && f.includes(wanted));
const out = mkdtempSync(join(tmpdir(), "casus-web-"));
try {
  buildSync({
    entryPoints: tests.map((f) => join(here, f)),
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node18",
    logLevel: "warning",
  });
  const files = tests.map((f) => join(out, f.replace(/\.ts$/, ".mjs")));
  process.exitCode = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" }).status ?? 1;
} finally {
  rmSync(out, { recursive: true });
}
