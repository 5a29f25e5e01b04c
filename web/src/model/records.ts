/* The records of a case as the API gives them (docs/incidents.md, docs/data-model.md). Names are the API's own. */

export type Day = string; /* YYYY-MM-DD */
export type Span = [number, number]; /* [begin, end) in code points of the report's text */

export type Precision = "day" | "week" | "month" | "year" | "span";
export interface When {
  edtf: string | null;
  begin: Day | null;
  end: Day | null;
  precision: Precision;
}

export interface Where {
  name: string | null;
  geonames: number | null;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  admin2: string | null;
  precision: string | null;
}

export type Certainty = "fact" | "claimed" | "accused" | "possible" | "denied";
export type ReviewState = "none" | "accepted" | "rejected" | "edited" | "added"; /* added: of a statement, by a person */

/* Who acts or suffers, as an incident sums it up: a row for each certainty and speaker. */
export interface Party {
  name: string;
  actor: string | null;
  type: string | null;
  sector: string | null;
  country: string | null;
  certainty: Certainty | null;
  according_to: string | null;
  reports: number;
}

/* Who acts or suffers in a statement, with the words that say so. */
export interface Role extends Omit<Party, "reports"> {
  role: string;
  words: string | null;
  span: Span;
}

export interface Range {
  low: number | null;
  best: number | null;
  high: number | null;
}
export interface Toll extends Range {
  effect: string;
  status: string | null;
  rule: string | null;
}
export interface StatementToll extends Range {
  effect: string;
  status: string | null;
  women: number | null;
  children: number | null;
  words: string | null;
  certainty: Certainty | null;
  according_to: string | null;
}

export interface Speaker {
  name: string | null;
  kind: string | null;
  cue: string | null;
}

/* One thing that a report says. */
export interface Statement {
  id: number;
  number: number;
  report: number;
  incident: number | null;
  kind: "event" | "relation";
  type: string;
  mode: string | null;
  certainty: Certainty;
  modality: string;
  time_frame: string;
  trigger: string | null;
  trigger_span: Span;
  evidence: string | null;
  evidence_span: Span;
  when: When | null;
  where: Where[];
  roles: Role[];
  toll: StatementToll[];
  according_to: Speaker[];
  contexts: string[];
  confidence: number | null;
  review: ReviewState;
}

export interface Report {
  id: number;
  source: string | null;
  reliability: string | null;
  published: Day | null;
  title: string | null;
  url: string | null;
  path: string | null;
  sha256: string;
  text: string; /* digest of the text */
  copy_group: number;
  added_at: string;
}
export interface ListedReport extends Report {
  statements: number;
  reviewed: boolean;
}
export interface ReportWhole {
  report: Report;
  statements: Statement[];
  text: string;
}

export interface Incident {
  id: number;
  statements: { report: string; statement: string }[];
  type: string;
  mode: string | null;
  certainty: Certainty;
  modality: string;
  time_frame: string;
  when: When | null;
  where: Where | null;
  agents: Party[];
  recipients: Party[];
  targets: Party[];
  instruments: Party[];
  beneficiaries: Party[];
  other_parties: Party[];
  toll: Toll[];
  reports: number[];
  sources: number;
  confidence: number | null;
  credibility: number;
  credibility_why: string | null;
  review: ReviewState;
  version: number;
  made_at: string;
  changed_at: string;
  deeds?: Deed[]; /* where they were asked for */
}

/* What is told of one act; statements are those of the incident that it is shown with. */
export interface Deed {
  type: string | null;
  mode: string | null;
  statements: { report: string; statement: string }[];
  reports: number[];
  sources: number;
  also_in: number[];
}

export interface Moment {
  published: Day | null;
  report: number;
  statement: number | null;
  what: string;
  words: string | null;
}
export interface Link {
  accounts: [number, number];
  reports: [number, number];
  probability: number;
  for: string[];
  against: string[];
}
export interface Change {
  version: number;
  at: string;
  what: string;
  report: number | null;
  decision: number | null;
}
export interface Decision {
  id: number;
  at: string;
  who: string;
  action: "accept" | "reject" | "edit" | "merge" | "split" | "undo" | "add";
  incident: number | null;
  report?: number | null;
  statement: number | null;
  other: number | null;
  /** The one that was graded; `other` is its id. */
  source: string | null;
  field: string | null;
  before: string | null;
  after: string | null;
  why: string;
  undone_by: number | null;
}
export interface IncidentWhole extends Incident {
  deeds: Deed[];
  told: Statement[];
  told_in: Report[];
  timeline: Moment[];
  links: Link[];
  changes: Change[];
  decisions: Decision[];
}

export interface ListedActor {
  id: string | null;
  name: string;
  type: string | null;
  sector: string | null;
  country: string | null;
  incidents: number;
  as_agent: number;
  as_recipient: number;
}
export interface ActorWhole {
  actor: string;
  names: { name: string; texts: number }[];
  merged?: { actor: string; decision: number }[]; /* whom people said to be the same */
  incidents: Incident[];
  relations?: Statement[];
  more?: boolean; /* there are more incidents than these */
}
export interface PlaceWhole {
  place: string;
  incidents: Incident[];
  more?: boolean;
}
export interface Source {
  id: number;
  name: string;
  reliability: string | null;
  reports: number;
  first: Day | null;
  last: Day | null;
}

/* What a search found; marks are spans of the text beside them. */
export interface Marked {
  text: string;
  marks: Span[];
}
export interface FoundReport {
  found: "report";
  report: number;
  score: number;
  source: string | null;
  published: Day | null;
  path: string | null;
  title: Marked;
  words: Marked;
}
export interface FoundStatement {
  found: "statement";
  report: number;
  statement: number;
  id: string;
  incident: number | null;
  kind: string;
  type: string;
  mode: string | null;
  certainty: Certainty;
  review: ReviewState;
  score: number;
  source: string | null;
  published: Day | null;
  title: string | null;
  path: string | null;
  evidence: Marked;
  names: Marked;
}
export type Found = FoundReport | FoundStatement;

/* A reading (casus.report/1), as far as the page draws it. */
export interface ReadingEntity {
  id: string;
  type: string | null;
  name: string;
  actor: string | null;
  sector: string | null;
  country: string | null;
  mentions: { span: Span; kind: string }[];
}
export interface ReadingPlace {
  id: string;
  name: string;
  geonames: number | null;
  lat: number | null;
  lon: number | null;
  country: string | null;
  admin1: string | null;
  admin2: string | null;
  precision: string | null;
  mentions: Span[];
  why?: string | null;
}
export interface ReadingTime {
  id: string;
  span: Span | null;
  type: string;
  edtf: string | null;
  begin: Day | null;
  end: Day | null;
}
export interface ReadingAttribution {
  id: string;
  source: Span | null;
  cue: Span | null;
  content: Span[];
  source_entity: string | null;
  kind: string;
  parent: string | null;
}
export interface ReadingStatement {
  id: string;
  trigger: Span;
  when: string | null;
  where: string[];
  roles: { role: string; entity: string | null; span: Span }[];
  toll: { effect: string; span: Span | null }[];
  according_to: string[];
  evidence: Span;
  why: Record<string, string>;
}
export interface Reading {
  text?: string;
  sentences: Span[];
  entities: ReadingEntity[];
  places: ReadingPlace[];
  times: ReadingTime[];
  attributions: ReadingAttribution[];
  statements: ReadingStatement[];
}

/* What may be chosen, from GET /codebook. */
export interface Codebook {
  types: { id: string; modes: string[] }[];
  certainties: string[];
  modalities: string[];
  time_frames?: string[];
  effects: string[];
  roles: string[];
  countries: { id: string; name: string }[];
  incident_fields: { id: string; kind: string }[];
  statement_fields: { id: string; kind: string }[];
  exports: { id: string; name: string; media_type: string; folder: boolean }[];
}
