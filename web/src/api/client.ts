/* The API's client: JSON in and out, problems as errors. No address but the page's own is ever asked. */
import type { ProblemDetails } from "./types";
import { t } from "../texts";

const ROOT = "/api/v1";

export type Query = Record<string, string | number | boolean | null | undefined> | URLSearchParams;

export interface Answer<T> {
  data: T;
  etag: string | null;
  status: number;
}

/** What went wrong, in words for people. `status` 0: the server did not answer. */
export class Problem extends Error {
  constructor(readonly details: ProblemDetails) {
    super(details.detail || details.title);
    this.name = "Problem";
  }
  get status(): number {
    return this.details.status;
  }
}

export function address(path: string, query: Query = {}): string {
  const q = query instanceof URLSearchParams ? query : new URLSearchParams();
  if (!(query instanceof URLSearchParams)) {
    for (const [k, v] of Object.entries(query)) if (v !== null && v !== undefined && v !== "") q.set(k, String(v));
  }
  const text = q.toString();
  return ROOT + path + (text && `?${text}`);
}

async function problemOf(r: Response): Promise<Problem> {
  try {
    if (/json/.test(r.headers.get("content-type") ?? "")) return new Problem({ ...((await r.json()) as ProblemDetails), status: r.status });
  } catch {
    // The body was cut off; the status still says something.
  }
  return new Problem({ title: t.problem.status(r.status, r.statusText), status: r.status });
}

async function ask<T>(path: string, init: RequestInit): Promise<Answer<T>> {
  let r: Response;
  let text: string;
  try {
    r = await fetch(path, { credentials: "same-origin", ...init });
    if (!r.ok) throw await problemOf(r);
    text = await r.text();
  } catch (e) {
    if (e instanceof Problem || (e as Error).name === "AbortError") throw e;
    throw new Problem({ title: t.problem.unreachable, status: 0 });
  }
  const etag = r.headers.get("etag");
  if (!text) return { data: undefined as T, etag, status: r.status };
  try {
    return { data: JSON.parse(text) as T, etag, status: r.status };
  } catch {
    throw new Problem({ title: t.problem.notJson(path), status: r.status });
  }
}

export const api = {
  get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<Answer<T>> {
    return ask<T>(address(path, query), { headers: { Accept: "application/json" }, ...(signal && { signal }) });
  },

  /** `body`: a string or Blob goes as it is with `type`, anything else as JSON. */
  send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown, more: { ifMatch?: string | null; type?: string; query?: Query; signal?: AbortSignal } = {}): Promise<Answer<T>> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const raw = typeof body === "string" || body instanceof Blob;
    if (body !== undefined) headers["Content-Type"] = more.type ?? (raw ? "text/plain" : "application/json");
    if (more.ifMatch) headers["If-Match"] = more.ifMatch;
    const init: RequestInit = { method, headers, ...(more.signal && { signal: more.signal }) };
    if (body !== undefined) init.body = raw ? (body as string | Blob) : JSON.stringify(body);
    return ask<T>(address(path, more.query), init);
  },
};
