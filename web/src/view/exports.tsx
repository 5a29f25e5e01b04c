/* The case, or what filters keep of it, in the forms that other programs read. */
import { useEffect } from "preact/hooks";
import "../style/exports.css";
import { address } from "../api";
import { codebook } from "../state/case";
import { setFilter } from "../state/filter";
import { href, route, setQuery } from "../route";
import { Chips, Choice, Text } from "../part/filter_bar";
import { Waiting } from "../part/notice";
import { v } from "../texts_views";

export function ExportsView() {
  const masked = route.value.query.get("mask_private") === "1";
  const filters = setFilter.value;
  useEffect(() => {
    document.title = v.documentTitle(v.exports.title);
  }, []);
  return (
    <div class="record">
      <header class="record-head">
        <div>
          <h1>{v.exports.title}</h1>
          <p class="quiet">{v.exports.help}</p>
        </div>
      </header>
      <section class="card" aria-labelledby="export-which">
        <h2 id="export-which">{v.exports.which}</h2>
        <div class="asks">
          <Text of="from" placeholder={v.search.day} />
          <Text of="to" placeholder={v.search.day} />
          <Choice of="country" />
          <Choice of="type" />
          <Text of="actor" />
          <Text of="source" />
          <Choice of="reviewed" />
          <Text of="min_killed" type="number" min="0" />
          <Text of="min_sources" type="number" min="0" />
        </div>
        <Chips />
        <p><a href={href("incidents", "", filters as Record<string, string>)}>{v.exports.see}</a></p>
        <label class="choice">
          <input type="checkbox" checked={masked} onChange={(e) => setQuery({ mask_private: e.currentTarget.checked ? "1" : "" }, true)} />
          <span>{v.exports.mask}<small class="quiet"> {v.exports.maskHelp}</small></span>
        </label>
      </section>
      {!codebook.value ? <Waiting words={v.exports.waiting} /> : (
        <ul class="exports" aria-label={v.exports.formats}>
          {codebook.value.exports.map((x) => (
            <li key={x.id} class="card">
              <h2>{v.exports.names[x.id] ?? x.id}</h2>
              <p>{v.exports.about[x.id] ?? x.name}</p>
              <a class="button" href={address(`/exports/${x.id}`, { ...filters, mask_private: masked ? 1 : null })} download aria-label={v.exports.get(v.exports.names[x.id] ?? x.id)}>
                {x.folder ? v.exports.zip : v.exports.file}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
