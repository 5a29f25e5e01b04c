/* The case that is open: its counts, who we are, and the live events of the server. */
import { signal } from "@preact/signals";
import { api, Problem, type CaseInfo, type Job } from "../api";
import type { Codebook } from "../model/records";

export const caseInfo = signal<CaseInfo | null>(null);
export const caseProblem = signal<Problem | null>(null);
export const codebook = signal<Codebook | null>(null);
/** Rises with each change of the case since the page was opened; views that show records ask anew when it does. */
export const revision = signal(0);
/** The last that was heard of each job. */
export const jobs = signal<ReadonlyMap<string, Job>>(new Map());
/** False while the stream of events is broken: what is shown may be old. */
export const live = signal(true);

let listening = false;

export async function openCase(): Promise<void> {
  try {
    const { data } = await api.get<CaseInfo>("");
    if (caseInfo.value && caseInfo.value.revision !== data.revision) revision.value++;
    caseInfo.value = data;
    caseProblem.value = null;
  } catch (e) {
    caseProblem.value = e as Problem;
    return;
  }
  if (!codebook.value) {
    api.get<Codebook>("/codebook").then(({ data }) => (codebook.value = data), () => undefined);
  }
  if (!listening) listen();
}

export function heard(job: Job): void {
  jobs.value = new Map(jobs.value).set(String(job.id), job);
}

function listen(): void {
  listening = true;
  const events = new EventSource("/api/v1/events");
  events.addEventListener("open", () => {
    // After a break something may have changed unheard.
    if (!live.value) void openCase();
    live.value = true;
  });
  events.addEventListener("error", () => (live.value = false));
  events.addEventListener("job", (e) => heard(JSON.parse((e as MessageEvent<string>).data) as Job));
  events.addEventListener("changed", (e) => {
    const next = (JSON.parse((e as MessageEvent<string>).data) as { revision: number }).revision;
    if (next !== caseInfo.value?.revision) void openCase();
  });
}
