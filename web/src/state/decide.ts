/* Decisions of people: who decides, what is sent, and the last one, so that it can be taken back at once. */
import { computed, signal } from "@preact/signals";
import { api } from "../api";
import type { Decision, Span } from "../model/records";
import { caseInfo, openCase } from "./case";

const WHO_KEY = "casus.who";

function kept(): string {
  try {
    return localStorage.getItem(WHO_KEY) ?? "";
  } catch {
    return ""; // storage may be forbidden
  }
}

/** Who decides in this browser, where the server has no tokens that say so. */
export const who = signal(kept());

export function setWho(name: string): void {
  who.value = name;
  try {
    localStorage.setItem(WHO_KEY, name);
  } catch {
    // then it is asked again when the page is opened next
  }
}

/** True where a name must be asked for: nobody has said it, and no token does. */
export const asksWho = computed(() => !caseInfo.value?.me.name && !who.value);
export const mayReview = computed(() => caseInfo.value !== null && caseInfo.value.me.role !== "read");
/** A grade counts in the whole case. */
export const mayGrade = computed(() => caseInfo.value?.me.role === "admin");

/** A statement that the program missed, in words of the report; `span` is where the act is named, `spans` where the others stand. */
export interface Addition {
  report: number;
  type: string;
  mode?: string;
  words?: string;
  span?: Span;
  near?: string;
  certainty?: string;
  modality?: string;
  agent?: string;
  recipient?: string;
  target?: string;
  instrument?: string;
  place?: string;
  when?: string;
  effect?: string;
  toll?: number;
  incident?: number;
  spans?: Record<string, Span>;
}

export interface ReviewBody {
  action: Decision["action"];
  incident?: number;
  statement?: number;
  /** Of an edit of its reliability. */
  source?: number;
  field?: string;
  value?: string;
  other?: number;
  /** Of a merge of actors: ids of the register, or ~ and a name. */
  actor?: string;
  other_actor?: string;
  statements?: number[];
  review?: number;
  addition?: Addition;
}

export interface ReviewReply {
  review: number;
  incident: number | null;
  made?: number | null;
  statement?: number | null;
  revision: number;
}

/** The last decision of this window, in words, for the line that offers to take it back. */
export interface Done {
  review: number;
  words: string;
  undoable: boolean;
}
export const lastDone = signal<Done | null>(null);

/** Reasons given in this window, the newest first: many decisions in a row have the same. */
export const reasons = signal<string[]>([]);
const REASONS_KEPT = 8;

/** Sends a decision. Throws a Problem: 412 when `etag` is no longer that of the incident. */
export async function decide(body: ReviewBody, why: string, etag: string | null, words: string): Promise<ReviewReply> {
  const named = caseInfo.peek()?.me.name ? {} : { who: who.peek() };
  const { data } = await api.send<ReviewReply>("POST", "/reviews", { ...body, why, ...named }, { ifMatch: etag });
  reasons.value = [why, ...reasons.peek().filter((r) => r !== why)].slice(0, REASONS_KEPT);
  lastDone.value = { review: data.review, words, undoable: body.action !== "undo" };
  await openCase(); // what is shown asks anew, also where the stream of events is broken
  return data;
}
