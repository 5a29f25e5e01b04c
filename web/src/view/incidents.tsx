import { caseInfo } from "../state/case";
import { t } from "../texts";

export function IncidentsView() {
  return <h1>{t.some(caseInfo.value?.counts.incidents ?? 0, "incident", "incidents")}</h1>;
}
