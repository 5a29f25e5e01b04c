/* A place: what happened there. */
import { useEffect } from "preact/hooks";
import type { PlaceWhole } from "../model/records";
import { sayWhere } from "../model/say";
import { useGet } from "../state/use_get";
import { href } from "../route";
import { IncidentList } from "../part/incident_list";
import { Empty, ProblemNotice, Waiting } from "../part/notice";
import { Words } from "../part/words";
import { v } from "../texts_views";

/** Degrees about a place whose surroundings are looked at on the map. */
const AROUND = 1;

export function PlaceView({ id }: { id: string }) {
  const got = useGet<PlaceWhole>(`/places/${encodeURIComponent(id)}`);
  const where = got.data?.incidents.map((i) => i.where).find((w) => w && (w.name === id || String(w.geonames) === id)) ?? null;
  const name = where?.name ?? id;
  useEffect(() => {
    document.title = v.documentTitle(name);
  }, [name]);
  if (got.problem && !got.data) return <ProblemNotice problem={got.problem} again={got.again} />;
  if (!got.data) return <Waiting words={v.place.waiting} />;
  const box = where?.lat != null && where.lon != null ? [where.lon - AROUND, where.lat - AROUND, where.lon + AROUND, where.lat + AROUND].map((x) => x.toFixed(2)).join(",") : null;
  return (
    <article class="record">
      <header class="record-head">
        <div>
          <p class="record-kind">{v.place.kind}</p>
          <h1><Words text={name} /></h1>
          {where && (
            <p class="row quiet">
              <Words text={sayWhere(where)} />
              {where.precision && <span>{v.precision[where.precision] ?? where.precision}</span>}
              {where.lat != null && where.lon != null && <span>{where.lat.toFixed(3)}, {where.lon.toFixed(3)}</span>}
            </p>
          )}
        </div>
        {box && <div class="row actions no-print"><a class="button" href={href("incidents", "", { box })}>{v.place.map}</a></div>}
      </header>
      {got.data.incidents.length === 0 ? <Empty title={v.nothing}><p>{v.place.empty}</p></Empty> : (
        <section class="card" aria-labelledby="place-incidents">
          <h2 id="place-incidents">{v.actor.incidents(got.data.incidents.length)}</h2>
          {got.data.more && <p class="quiet">{v.actor.more(got.data.incidents.length)} <a href={href("incidents", "", { place: id })}>{v.actor.all}</a></p>}
          <IncidentList incidents={got.data.incidents} />
        </section>
      )}
    </article>
  );
}
