/* Which view a route opens. */
import type { ComponentType } from "preact";
import { route, type RouteName } from "../route";
import { ProblemNotice } from "../part/notice";
import { Problem } from "../api";
import { t } from "../texts";
import { AddView } from "./add";
import { IncidentsView } from "./incidents";
import { IncidentView } from "./incident";
import { ReportView } from "./report";

export const VIEWS: Partial<Record<RouteName, ComponentType<{ id: string }>>> = {
  incidents: IncidentsView,
  add: AddView,
  incident: IncidentView,
  report: ReportView,
};

export function View() {
  const { name, id } = route.value;
  const Shown = VIEWS[name];
  if (!Shown) return <ProblemNotice whole problem={new Problem({ title: t.problem.notFound, status: 404 })} />;
  // A view of another record starts afresh.
  return <Shown key={`${name} ${id}`} id={id} />;
}
