/* What stands where there is nothing to show: empty, waiting, gone wrong. Each says what to do. */
import type { ComponentChildren } from "preact";
import type { Problem } from "../api";
import { Icon } from "./icon";
import { t } from "../texts";

export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="notice">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Waiting({ words }: { words: string }) {
  return (
    <p class="waiting" role="status">
      {words}
    </p>
  );
}

/** `whole`: it is all that the view shows, so its words are the view's heading. */
export function ProblemNotice({ problem, again, whole }: { problem: Problem; again?: () => void; whole?: boolean }) {
  const Heading = whole ? "h1" : "h2";
  const gone = problem.status === 404;
  return (
    <div class="notice notice-problem" role="alert">
      <Heading>
        <Icon name="alert" /> {gone ? t.problem.notFound : t.problem.title}
      </Heading>
      <p>{gone ? t.problem.notFoundHelp : problem.message}</p>
      <p class="row">
        {again && !gone && (
          <button type="button" class="button" onClick={again}>
            {t.problem.again}
          </button>
        )}
        {gone && (
          <a class="button" href="/incidents">
            {t.problem.home}
          </a>
        )}
      </p>
    </div>
  );
}
