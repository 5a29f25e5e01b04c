/* The frame of a list: its head, what it says while it waits, when it is empty, and the button for more. */
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import type { Pages } from "../state/use_pages";
import { Empty, ProblemNotice, Waiting } from "./notice";
import { v } from "../texts_views";

interface Props<T> {
  title: string;
  pages: Pages<T>;
  waiting: string;
  empty: ComponentChildren;
  controls?: ComponentChildren;
  children: (items: T[]) => ComponentChildren;
}

export function Paged<T>({ title, pages, waiting, empty, controls, children }: Props<T>) {
  useEffect(() => {
    document.title = v.documentTitle(title);
  }, [title]);
  const { items, problem, loading, more, again } = pages;
  return (
    <div class="record">
      <header class="record-head">
        <h1>{title}</h1>
        {controls && <div class="asks no-print">{controls}</div>}
      </header>
      {problem && !items && <ProblemNotice problem={problem} again={again} />}
      {!items && loading && <Waiting words={waiting} />}
      {items && items.length === 0 && <Empty title={v.nothing}>{empty}</Empty>}
      {items && items.length > 0 && children(items)}
      {problem && items && <ProblemNotice problem={problem} again={again} />}
      {more && (
        <p>
          <button type="button" class="button" onClick={more}>{v.more}</button>
        </p>
      )}
      {items && loading && <p class="unseen" role="status">{waiting}</p>}
    </div>
  );
}

