/* Statements and reports for the tests, with what a test does not speak of left at rest. */
import type { Report, Role, Statement } from "../../../web/src/model/records";

let made = 0;
export function statement(of: Partial<Statement>): Statement {
  made++;
  return {
    id: made, number: made, report: 1, incident: 1, kind: "event", type: "ASSAULT", mode: null, certainty: "fact", modality: "actual",
    time_frame: "current", trigger: "hit", trigger_span: [4, 7], evidence: "and hit them", evidence_span: [0, 12], when: null, where: [],
    roles: [], toll: [], according_to: [], contexts: [], confidence: 0.5, review: "none", ...of,
  };
}
export function role(role: string, name: string, of: Partial<Role> = {}): Role {
  return { role, name, words: name, span: [0, 3], actor: null, type: "group", sector: null, country: null, certainty: "fact", according_to: null, ...of };
}
export function report(id: number, source: string | null, published: string | null, of: Partial<Report> = {}): Report {
  return {
    id, source, published, reliability: null, title: null, url: null, path: null, sha256: "", text: `sha256:${id}`, copy_group: id,
    added_at: "2026-01-01T00:00:00Z", ...of,
  };
}
export const toll = (effect: string, n: number, words: string | null = null) => ({
  effect, status: null, low: n, best: n, high: n, women: null, children: null, words, certainty: "fact" as const, according_to: null,
});
