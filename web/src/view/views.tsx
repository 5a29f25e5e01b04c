/* Which view a route opens. */
import type { ComponentType } from "preact";
import { route, type RouteName } from "../route";
import { ProblemNotice } from "../part/notice";
import { Problem } from "../api";
import { t } from "../texts";
import { AddView } from "./add";
import { IncidentsView } from "./incidents";
import { IncidentView } from "./incident";
import { ActorView } from "./actor";
import { ActorsView } from "./actors";
import { ExportsView } from "./exports";
import { LogView } from "./log";
import { PlaceView } from "./place";
import { PlacesView } from "./places";
import { ReportView } from "./report";
import { ReportsView } from "./reports";
import { SearchView } from "./search";
import { SourcesView } from "./sources";

export const VIEWS: Partial<Record<RouteName, ComponentType<{ id: string }>>> = {
  incidents: IncidentsView,
  add: AddView,
  incident: IncidentView,
  reports: ReportsView,
  report: ReportView,
  actors: ActorsView,
  actor: ActorView,
  places: PlacesView,
  place: PlaceView,
  sources: SourcesView,
  search: SearchView,
  exports: ExportsView,
  log: LogView,
};

export function View() {
  const { name, id } = route.value;
  const Shown = VIEWS[name];
  if (!Shown) return <ProblemNotice whole problem={new Problem({ title: t.problem.notFound, status: 404 })} />;
  // A view of another record starts afresh.
  return <Shown key={`${name} ${id}`} id={id} />;
}
