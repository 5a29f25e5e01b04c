/* A made outline, as the API gives it. */
import type { Outline } from "../../../web/src/api/types";
import { dayOf } from "../../../web/src/model/days";

export interface Made {
  first?: string | null;
  last?: string | null;
  lat?: number | null;
  lon?: number | null;
  radius_km?: number;
  country?: string;
  type?: string;
  killed?: number | null;
  sources?: number;
  review?: string;
  confidence?: number | null;
}

export function outlineOf(rows: Made[]): Outline {
  const lists: Record<"countries" | "types" | "reviews", string[]> = { countries: [], types: [], reviews: [] };
  const at = (list: string[], v: string): number => (list.includes(v) ? list.indexOf(v) : list.push(v) - 1);
  const day = (text: string | null | undefined): number | null => (text ? dayOf(text) : null);
  return {
    n: rows.length, more: false, ...lists, precisions: ["day"],
    id: rows.map((_, i) => i + 1),
    first: rows.map((r) => day(r.first)), last: rows.map((r) => day(r.last)), precision: rows.map(() => 0),
    lat: rows.map((r) => r.lat ?? null), lon: rows.map((r) => r.lon ?? null), radius_km: rows.map((r) => r.radius_km ?? 5),
    country: rows.map((r) => (r.country ? at(lists.countries, r.country) : null)),
    type: rows.map((r) => at(lists.types, r.type ?? "ASSAULT")),
    killed: rows.map((r) => r.killed ?? null), sources: rows.map((r) => r.sources ?? 1),
    review: rows.map((r) => at(lists.reviews, r.review ?? "none")), confidence: rows.map((r) => (r.confidence === undefined ? 0.5 : r.confidence)),
  };
}
