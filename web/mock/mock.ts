/* A stand-in for the server while the page is worked on: vite with CASUS=program CASUS_DB=case answers what the incidents
 * view asks, from the command line's JSON. With CASUS_SERVE=http://127.0.0.1:PORT everything under /api goes there instead. */
import { execFileSync } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { request } from "node:http";
import type { Connect, Plugin } from "vite";
import type { Outline } from "../src/api/types";
import type { Incident } from "../src/model/records";

const LINES_MAX = 1 << 30; /* bytes of the command's output */
const RADIUS_KM: Record<string, number> = { site: 1, town: 5, district: 25, province: 80, country: 300 };
const DAY_MS = 86400000;

const ask = (...args: string[]): string =>
  execFileSync(process.env.CASUS ?? "casus", [...args, "--db", process.env.CASUS_DB!, "--format", "json"], { maxBuffer: LINES_MAX, encoding: "utf8" });
const incidents = (filters: string[]): Incident[] =>
  ask("incidents", ...filters).split("\n").filter(Boolean).map((l) => JSON.parse(l) as Incident);

function filters(q: URLSearchParams): string[] {
  const out: string[] = [];
  for (const [k, v] of q) {
    if (["limit", "cursor", "ids"].includes(k)) continue;
    out.push(`--${k === "order" ? "sort" : k.replace("_", "-")}=${v}`);
  }
  return out;
}

function outline(of: Incident[]): Outline {
  const lists = { precisions: [] as string[], countries: [] as string[], types: [] as string[], reviews: [] as string[] };
  const at = (list: string[], v: string): number => (list.includes(v) ? list.indexOf(v) : list.push(v) - 1);
  const day = (d: string | null | undefined): number | null => (d ? Date.parse(d) / DAY_MS : null);
  return {
    n: of.length, more: false, ...lists,
    id: of.map((i) => i.id),
    first: of.map((i) => day(i.when?.begin)), last: of.map((i) => day(i.when?.end)),
    precision: of.map((i) => at(lists.precisions, i.when?.precision ?? "none")),
    lat: of.map((i) => i.where?.lat ?? null), lon: of.map((i) => i.where?.lon ?? null),
    radius_km: of.map((i) => RADIUS_KM[i.where?.precision ?? ""] ?? null),
    country: of.map((i) => (i.where?.country ? at(lists.countries, i.where.country) : null)),
    type: of.map((i) => at(lists.types, i.type)),
    killed: of.map((i) => i.toll.find((x) => x.effect === "killed" && x.status === "all")?.best ?? null),
    sources: of.map((i) => i.sources), review: of.map((i) => at(lists.reviews, i.review)), confidence: of.map((i) => i.confidence),
  };
}

function answer(url: URL): unknown {
  const path = url.pathname.replace(/^\/api\/v1/, "");
  const q = url.searchParams;
  if (path === "") {
    const n = incidents([]).length;
    const counts = { reports: n ? 1 : 0, copied: 0, texts: 0, sources: 0, runs: 0, statements: 0, incidents: n };
    return { casus: "mock", case: process.env.CASUS_DB!.split("/").pop(), counts, revision: 1, me: { name: null, role: "admin" }, tokens: false };
  }
  if (path === "/incidents/outline") return outline(incidents(filters(q)));
  if (path === "/incidents" && q.has("ids")) {
    const all = new Map(incidents([]).map((i) => [i.id, i]));
    return { items: q.get("ids")!.split(",").map((i) => all.get(Number(i))).filter(Boolean), next: null };
  }
  const one = /^\/(incident|report)s\/(\d+)$/.exec(path);
  return one ? JSON.parse(ask("show", one[1]!, one[2]!)) : null;
}

function pass(to: string, req: IncomingMessage, res: ServerResponse): void {
  const onward = request(to + req.url, { method: req.method, headers: { ...req.headers, host: new URL(to).host } }, (r) => {
    res.writeHead(r.statusCode ?? 502, r.headers);
    r.pipe(res);
  });
  onward.on("error", () => res.destroy());
  req.pipe(onward);
}

const handle: Connect.NextHandleFunction = (req, res, next) => {
  if (!req.url?.startsWith("/api/v1")) return next();
  if (process.env.CASUS_SERVE) return pass(process.env.CASUS_SERVE, req, res);
  if (req.url.endsWith("/events")) {
    res.writeHead(200, { "Content-Type": "text/event-stream" });
    res.write(":\n\n");
    return;
  }
  let status = 200;
  let body: unknown;
  try {
    body = answer(new URL(req.url, "http://localhost"));
    if (body === null) [status, body] = [404, { title: "not in the mock", status: 404 }];
  } catch (e) {
    [status, body] = [400, { title: "the program said no", status: 400, detail: String((e as { stderr?: unknown }).stderr ?? e) }];
  }
  res.writeHead(status, { "Content-Type": status < 400 ? "application/json" : "application/problem+json" });
  res.end(JSON.stringify(body));
};

export function mock(): Plugin {
  return {
    name: "mock",
    configureServer: (server) => void server.middlewares.use(handle),
    configurePreviewServer: (server) => void server.middlewares.use(handle),
  };
}
