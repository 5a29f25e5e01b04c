/* What happened: a table beside a map, a timeline above both, and the filters that all three obey. Where there is no room for
 * three they are tabs. */
import { useEffect, useState } from "preact/hooks";
import { IncidentMap } from "../map/map";
import { ActList } from "../part/acts";
import { FilterBar } from "../part/filter_bar";
import { Icon, type IconName } from "../part/icon";
import { IncidentTable } from "../part/incident_table";
import { Empty, ProblemNotice, Waiting } from "../part/notice";
import { caseInfo } from "../state/case";
import { route, setQuery } from "../route";
import { clearFilters } from "../state/filter";
import { askAgain, columns, firstIds, outlineLoading, outlineProblem, rows } from "../state/outline";
import { Timeline } from "../time/timeline";
import { FirstRun } from "./first_run";
import { t } from "../texts";
import "../style/incidents.css";
import "../style/table.css";
import "../style/map.css";
import "../style/time.css";

const NARROW = "(max-width: 52rem)";
const TABS: { id: string; icon: IconName; words: string }[] = [
  { id: "table", icon: "table", words: t.tabs.table },
  { id: "map", icon: "map", words: t.tabs.map },
  { id: "time", icon: "time", words: t.tabs.time },
];

function useNarrow(): boolean {
  const [narrow, setNarrow] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const m = matchMedia(NARROW);
    const on = () => setNarrow(m.matches);
    m.addEventListener("change", on);
    return () => m.removeEventListener("change", on);
  }, []);
  return narrow;
}

function Tabs({ shown }: { shown: string }) {
  return (
    <div class="tabs" role="tablist" aria-label={t.tabs.label}>
      {TABS.map((tab, i) => (
        <button
          key={tab.id}
          id={`tab-${tab.id}`}
          type="button"
          role="tab"
          aria-selected={tab.id === shown}
          aria-controls={`panel-${tab.id}`}
          tabIndex={tab.id === shown ? 0 : -1}
          onClick={() => setQuery({ show: tab.id === "table" ? null : tab.id }, true)}
          onKeyDown={(e) => {
            const by = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
            if (!by) return;
            e.preventDefault();
            e.stopPropagation();
            const next = TABS[(i + by + TABS.length) % TABS.length]!.id;
            setQuery({ show: next === "table" ? null : next }, true);
            document.getElementById(`tab-${next}`)?.focus();
          }}
        >
          <Icon name={tab.icon} /> {tab.words}
        </button>
      ))}
    </div>
  );
}

function Table() {
  if (route.value.query.get("by") === "deed") return <ActList />;
  if (outlineProblem.value && !outlineLoading.value) return <ProblemNotice problem={outlineProblem.value} again={askAgain} />;
  if (!columns.value && !firstIds.value.length) return <Waiting words={t.waiting.list} />;
  if (!caseInfo.value && !rows.value.kept.length && !firstIds.value.length) return <Waiting words={t.waiting.list} />;
  if (columns.value && !rows.value.kept.length) {
    return (
      <Empty title={outlineLoading.value ? t.waiting.list : t.table.none}>
        <p>{t.table.noneHelp}</p>
        <button type="button" class="button" onClick={clearFilters}>{t.filter.clear}</button>
      </Empty>
    );
  }
  return <IncidentTable />;
}

const PARTS: Record<string, () => preact.JSX.Element> = { table: Table, map: IncidentMap, time: Timeline };

export function IncidentsView() {
  const narrow = useNarrow();
  const counts = caseInfo.value?.counts;
  if (counts && counts.reports === 0 && counts.incidents === 0) return <FirstRun />;
  const asked = route.value.query.get("show") ?? "table";
  const shown = asked in PARTS ? asked : "table";
  const Part = PARTS[shown]!;
  if (narrow) {
    return (
      <div class="incidents incidents-narrow">
        <h1 class="unseen">{t.nav.incidents}</h1>
        <FilterBar />
        <Tabs shown={shown} />
        <div class={`panel panel-${shown}`} role="tabpanel" id={`panel-${shown}`} aria-labelledby={`tab-${shown}`}>
          <Part />
        </div>
      </div>
    );
  }
  return (
    <div class="incidents">
      <h1 class="unseen">{t.nav.incidents}</h1>
      <FilterBar />
      <Timeline />
      <div class="incidents-table"><Table /></div>
      <IncidentMap />
    </div>
  );
}
