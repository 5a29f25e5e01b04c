/* Places where something happened. */
import type { Where } from "../model/records";
import { sayWhere } from "../model/say";
import { usePages } from "../state/use_pages";
import { href, route } from "../route";
import { Paged } from "../part/paged";
import { TypedQuery } from "../part/typed_query";
import { Scroll } from "../part/scroll";
import { Words } from "../part/words";
import { v } from "../texts_views";

type ListedPlace = Where & { id?: string | number | null; incidents?: number };

export function PlacesView() {
  const q = route.value.query.get("q");
  const pages = usePages<ListedPlace>("/places", { q });
  return (
    <Paged title={v.places.title} pages={pages} waiting={v.places.waiting} controls={<TypedQuery name="q" label={v.places.find} />} empty={<p>{q ? v.places.emptyAsked : v.places.empty}</p>}>
      {(items) => (
        <Scroll card label={v.places.title}>
          <table class="list">
            <thead>
              <tr>
                <th scope="col">{v.fields.place}</th>
                <th scope="col">{v.fields.admin1}</th>
                <th scope="col">{v.fields.country}</th>
                <th scope="col">{v.places.precision}</th>
                <th scope="col" class="number">{v.actors.incidents}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((p, i) => (
                <tr key={i}>
                  <th scope="row"><a href={href("place", p.id ?? p.geonames ?? p.name ?? "")}><Words text={p.name ?? sayWhere(p)} /></a></th>
                  <td><Words text={p.admin1 ?? v.none} /></td>
                  <td>{p.country ?? v.none}</td>
                  <td>{p.precision ? (v.precision[p.precision] ?? p.precision) : v.none}</td>
                  <td class="number">{p.incidents === undefined ? v.none : v.count(p.incidents)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Paged>
  );
}
