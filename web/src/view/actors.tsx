/* Everybody who did or suffered something in the case. */
import type { ListedActor } from "../model/records";
import { usePages } from "../state/use_pages";
import { route } from "../route";
import { actorHref } from "../part/address";
import { Paged } from "../part/paged";
import { TypedQuery } from "../part/typed_query";
import { Scroll } from "../part/scroll";
import { Words } from "../part/words";
import { v } from "../texts_views";

export function ActorsView() {
  const q = route.value.query.get("q");
  const pages = usePages<ListedActor>("/actors", { q });
  return (
    <Paged title={v.actors.title} pages={pages} waiting={v.actors.waiting} controls={<TypedQuery name="q" label={v.actors.find} hint={v.actors.findHint} />} empty={<p>{q ? v.actors.emptyAsked : v.actors.empty}</p>}>
      {(items) => (
        <Scroll card label={v.actors.title}>
          <table class="list">
            <thead>
              <tr>
                <th scope="col">{v.actors.name}</th>
                <th scope="col">{v.actors.kind}</th>
                <th scope="col">{v.fields.country}</th>
                <th scope="col" class="number">{v.actors.incidents}</th>
                <th scope="col" class="number">{v.actors.did}</th>
                <th scope="col" class="number">{v.actors.suffered}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((a) => (
                <tr key={a.id ?? `~${a.name}`}>
                  <th scope="row">
                    <a href={actorHref(a)}><Words text={a.name} /></a> {a.id && <small class="quiet">{a.id}</small>}
                  </th>
                  <td>{[a.type, a.sector].filter(Boolean).join(" · ") || v.none}</td>
                  <td>{a.country ?? v.none}</td>
                  <td class="number">{v.count(a.incidents)}</td>
                  <td class="number">{v.count(a.as_agent)}</td>
                  <td class="number">{v.count(a.as_recipient)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </Paged>
  );
}
