/* What the API gives beside the records of a case (model/records.ts). */
import type { Incident } from "../model/records";

export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface CaseInfo {
  casus: string;
  case: string;
  counts: { reports: number; copied: number; texts: number; sources: number; runs: number; statements: number; incidents: number };
  revision: number;
  me: { name: string | null; role: "read" | "review" | "admin" };
  tokens: boolean;
  /** Media types of reports that the server takes, with the most bytes of each; none where it codes nothing. */
  takes: Record<string, number>;
}

/** All incidents that a filter wants, as columns in the order that is asked for. Days count from 1970-01-01. */
export interface Outline {
  n: number;
  more: boolean;
  id: number[];
  first: (number | null)[];
  last: (number | null)[];
  precision: number[];
  precisions: string[];
  lat: (number | null)[];
  lon: (number | null)[];
  radius_km: (number | null)[];
  country: (number | null)[];
  countries: string[];
  type: number[];
  types: string[];
  killed: (number | null)[];
  sources: number[];
  review: number[];
  reviews: string[];
  confidence: (number | null)[];
}

export type IncidentPage = Page<Incident>;

export interface Job {
  id: number;
  name: string;
  state: "waiting" | "coding" | "done" | "failed" | "stopped";
  reports: { total: number | null; added: number; known: number; failed: number };
  errors: { where: string; detail: string }[];
  added: number[];
  eta_s: number | null;
}

/** RFC 9457. */
export interface ProblemDetails {
  type?: string;
  title: string;
  status: number;
  detail?: string;
  field?: string;
}
