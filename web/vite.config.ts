import { defineConfig } from "vite";
import { licences } from "./tools/licences";
import { sourcesDigest } from "./tools/sources_digest";
import { mock } from "./mock/mock";

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; font-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

// What is built is committed, so it must come out the same everywhere: nothing of this machine or of the day goes in.
export default defineConfig({
  base: "/",
  esbuild: { jsx: "automatic", jsxImportSource: "preact", legalComments: "none" },
  build: {
    target: "es2022",
    assetsInlineLimit: 0, // no data: addresses; the policy that the server sends wants files
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
  },
  // As the server sends it (src/serve), so that what it forbids is seen here, too.
  preview: { headers: { "Content-Security-Policy": POLICY } },
  plugins: [licences(), sourcesDigest(), mock()],
});
