/* What was clicked on the map: its first incidents, and ways on. */
import { useEffect } from "preact/hooks";
import { arrived, rowOf, want } from "../state/rows";
import { sayType, sayWhen } from "../model/say";
import { Icon } from "../part/icon";
import { cursor } from "../part/incident_table";
import { t } from "../texts";

export interface Picked {
  x: number;
  y: number;
  count: number;
  ids: number[];
  area: boolean;
  lon: number;
  lat: number;
}

const SHOWN = 7;

export function MapPick({ picked, onClose, onZoom }: { picked: Picked; onClose: () => void; onZoom: () => void }) {
  void arrived.value;
  const ids = picked.ids.slice(0, SHOWN);
  useEffect(() => want(ids, true), [picked]);
  return (
    <div class="pick" role="dialog" aria-label={t.map.picked(picked.count)}>
      <header>
        <b>{t.map.picked(picked.count)}</b>
        {picked.area && <span class="quiet"> {t.map.areaOnly}</span>}
        <button type="button" class="button button-bare" aria-label={t.help.close} onClick={onClose}><Icon name="close" /></button>
      </header>
      <ul>
        {ids.map((id) => {
          const row = rowOf(id);
          return (
            <li key={id} onMouseEnter={() => (cursor.value = id)}>
              <a href={`/incidents/${id}`}>
                {row ? <><span class="pick-when">{sayWhen(row.when)}</span> {sayType(row.type, row.mode)}, {row.where?.name ?? t.row.noPlace}</> : t.table.coming}
              </a>
            </li>
          );
        })}
      </ul>
      {picked.count > SHOWN && <button type="button" class="button" onClick={onZoom}>{t.map.zoomHere(picked.count - ids.length)}</button>}
    </div>
  );
}
