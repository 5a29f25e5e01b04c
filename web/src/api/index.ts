export { api, address, Problem, type Answer, type Query } from "./client";
export type { CaseInfo, IncidentPage, Job, Outline, Page, ProblemDetails } from "./types";
