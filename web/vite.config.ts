import { defineConfig } from "vite";
import { licences } from "./tools/licences";
import { sourcesDigest } from "./tools/sources_digest";

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
  // `npm run dev` shows the sources as they change; what the page asks goes to a casus that serves.
  server: { proxy: { "/api": process.env.CASUS_SERVE ?? "http://127.0.0.1:8321" } },
  plugins: [licences(), sourcesDigest()],
});
