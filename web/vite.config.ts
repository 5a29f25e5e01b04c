import { defineConfig } from "vite";
import { licences } from "./tools/licences";
import { sourcesDigest } from "./tools/sources_digest";
import { mock } from "./mock/mock";

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
  plugins: [licences(), sourcesDigest(), mock()],
});
