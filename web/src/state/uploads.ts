/* Reports that are given to the server to be coded, one after the other, and how far each is. */
import { computed, signal } from "@preact/signals";
import { api, Problem, type Job } from "../api";
import { caseInfo, heard, jobs, live, openCase } from "./case";
import { t } from "../texts";

/** Where the stream of events is broken, jobs are asked after this often. */
const POLL_MS = 2000;

/** How files are told apart: by their endings, else by what the browser says. Which of them are taken, and how large, the server says. */
const KINDS: { type: string; endings: string[] }[] = [
  { type: "text/plain", endings: [".txt", ".text", ".md"] },
  { type: "text/html", endings: [".html", ".htm", ".xhtml"] },
  { type: "application/x-ndjson", endings: [".jsonl", ".ndjson"] },
  { type: "application/pdf", endings: [".pdf"] },
];
/** Those that the server takes, with the most bytes of each. */
export const taken = computed(() => KINDS.flatMap((k) => {
  const most = caseInfo.value?.takes[k.type];
  return most ? [{ ...k, most }] : [];
}));

export interface Meta {
  source: string;
  published: string;
  title: string;
  url: string;
}
export interface Upload {
  key: number;
  name: string;
  job: string | null;
  refused: string | null;
}

export const uploads = signal<Upload[]>([]);
export const meta = signal<Meta>({ source: "", published: "", title: "", url: "" });
let keys = 0;

const ended = (j: Job | undefined): boolean => j !== undefined && j.state !== "waiting" && j.state !== "coding";
/** Uploads that are neither done nor refused. */
export const pending = computed(() => uploads.value.filter((u) => !u.refused && !ended(u.job === null ? undefined : jobs.value.get(u.job))).length);

function kindOf(file: File): string | null {
  const name = file.name.toLowerCase();
  return (KINDS.find((k) => k.endings.some((e) => name.endsWith(e))) ?? KINDS.find((k) => k.type === file.type))?.type ?? null;
}

function set(key: number, change: Partial<Upload>): void {
  uploads.value = uploads.value.map((u) => (u.key === key ? { ...u, ...change } : u));
}

async function poll(job: string): Promise<void> {
  // The stream of events may have told of the end before the answer to the upload came.
  while (!ended(jobs.peek().get(job))) {
    if (!live.peek() || !jobs.peek().has(job)) {
      const got = await api.get<Job>(`/jobs/${encodeURIComponent(job)}`).catch(() => null);
      if (got) heard(got.data);
    }
    if (ended(jobs.peek().get(job))) break;
    await new Promise((go) => setTimeout(go, POLL_MS));
  }
  void openCase();
}

async function send(key: number, name: string, body: Blob | string, type: string, about: Meta): Promise<void> {
  try {
    const { data } = await api.send<{ job: string | number }>("POST", "/reports", body, { type, query: { ...about, name } });
    const job = String(data.job);
    set(key, { job });
    void poll(job);
  } catch (e) {
    set(key, { refused: (e as Problem).message });
  }
}

function refusal(file: File): string | null {
  const kind = taken.peek().find((k) => k.type === kindOf(file));
  if (!kind) return t.add.noKind(file.name, taken.peek().map((k) => k.type));
  if (file.size > kind.most) return t.add.tooLarge(file.name, kind.most);
  return file.size === 0 ? t.add.empty(file.name) : null;
}

function enter(name: string, refused: string | null): number {
  const key = ++keys;
  uploads.value = [{ key, name, job: null, refused }, ...uploads.value];
  return key;
}

/** In the order of the list; each waits until the one before is on the server. */
export async function addFiles(files: Iterable<File>): Promise<void> {
  const about = meta.peek();
  const waiting = [...files].map((file) => ({ file, refused: refusal(file), key: 0 }));
  for (const w of waiting) w.key = enter(w.file.name, w.refused);
  for (const { file, key, refused } of waiting) if (!refused) await send(key, file.name, file, kindOf(file)!, about);
}

export async function addText(name: string, text: string, type = "text/plain", about: Meta = meta.peek()): Promise<void> {
  await send(enter(name, null), name, text, type, about);
}

export function stopJob(job: string): void {
  void api.send("DELETE", `/jobs/${encodeURIComponent(job)}`).catch(() => undefined);
}
