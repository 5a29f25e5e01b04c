/* Giving reports to the program, and watching them being coded. */
import { useState } from "preact/hooks";
import type { Job } from "../api";
import { Drop } from "../part/drop";
import { Icon } from "../part/icon";
import { jobs } from "../state/case";
import { addText, meta, stopJob, uploads, type Meta, type Upload } from "../state/uploads";
import { t } from "../texts";
import "../style/add.css";

/** Reports that a job links to; of a large one the incidents say more. */
const LINKS_MAX = 5;

function Field({ of, type = "text", hint }: { of: keyof Meta; type?: string; hint?: string }) {
  const words: Record<keyof Meta, string> = { source: t.add.source, published: t.add.published, title: t.add.headline, url: t.add.url };
  return (
    <label class="field">
      <span>{words[of]}</span>
      <input type={type} placeholder={hint} autocomplete="off" value={meta.value[of]} onInput={(e) => (meta.value = { ...meta.value, [of]: e.currentTarget.value })} />
    </label>
  );
}

function Paste() {
  const [text, setText] = useState("");
  const send = (e: Event) => {
    e.preventDefault();
    if (!text.trim()) return;
    void addText(meta.value.title || t.add.paste, text);
    setText("");
  };
  return (
    <form class="paste" onSubmit={send}>
      <label class="field">
        <span>{t.add.paste}</span>
        <textarea rows={6} value={text} onInput={(e) => setText(e.currentTarget.value)} aria-label={t.add.pasteLabel} />
      </label>
      <button class="button button-main" disabled={!text.trim()}>{t.add.send}</button>
    </form>
  );
}

function Result({ job }: { job: Job }) {
  const { added, known, failed } = job.reports;
  return (
    <>
      {added > 0 && <span>{t.add.added(added)}</span>}
      {known > 0 && <span>{t.add.known(known)}</span>}
      {failed > 0 && <span class="wrong">{t.add.failed(failed)}</span>}
      {job.added.slice(0, LINKS_MAX).map((id) => <a key={id} href={`/reports/${id}`}>{t.add.open} {id}</a>)}
      {job.errors.map((e, i) => <span key={i} class="wrong">{e.where}: {e.detail}</span>)}
    </>
  );
}

function Row({ of }: { of: Upload }) {
  const job = of.job === null ? undefined : jobs.value.get(of.job);
  const state = of.refused ? "refused" : (job?.state ?? "sending");
  const running = state === "waiting" || state === "coding";
  const done = job ? job.reports.added + job.reports.known + job.reports.failed : 0;
  const total = job?.reports.total ?? 0;
  return (
    <li class={`job job-${state}`}>
      <b class="job-name">{of.name}</b>
      <span class="job-state">{t.add.state[state]}</span>
      <span class="job-what">
        {of.refused && <span class="wrong">{of.refused}</span>}
        {running && total > 0 && <progress max={total} value={done} aria-label={t.add.progress(done, total)} />}
        {running && total > 1 && <span>{t.add.progress(done, total)}</span>}
        {running && job?.eta_s != null && <span class="quiet">{t.add.eta(job.eta_s)}</span>}
        {job && !running && <Result job={job} />}
      </span>
      {running && of.job !== null && <button type="button" class="button" onClick={() => stopJob(of.job!)}>{t.add.stop}</button>}
      {state === "done" && <Icon name="check" />}
    </li>
  );
}

export function AddView() {
  return (
    <div class="add">
      <header>
        <h1>{t.add.title}</h1>
        <p>{t.add.lead}</p>
      </header>
      <div class="add-ways">
        <Drop />
        <Paste />
      </div>
      <fieldset class="add-of">
        <legend>{t.add.of}</legend>
        <div class="add-fields">
          <Field of="source" />
          <Field of="published" hint={t.filter.dayHint} />
          <Field of="title" />
          <Field of="url" type="url" />
        </div>
        <p class="quiet">{t.add.metaHelp}</p>
      </fieldset>
      <section class="add-jobs" aria-live="polite">
        <h2>{t.add.jobs}</h2>
        {uploads.value.length === 0 ? <p class="quiet">{t.add.noJobs}</p> : <ul class="jobs">{uploads.value.map((u) => <Row key={u.key} of={u} />)}</ul>}
        {uploads.value.length > 0 && <a class="button" href="/incidents">{t.add.see}</a>}
      </section>
    </div>
  );
}
