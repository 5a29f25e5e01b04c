/* A list that comes in pages: the first when the view opens and again when the case changes, more on demand. */
import { useEffect, useState } from "preact/hooks";
import { address, api, Problem, type Page, type Query } from "../api";
import { useGet } from "./use_get";

export interface Pages<T> {
  items: T[] | null;
  problem: Problem | null;
  loading: boolean;
  more: (() => void) | null;
  again: () => void;
}

/** After a change the list is again as long as its first page: what was further down may have moved. */
export function usePages<T>(path: string, query: Record<string, string | number | null | undefined> = {}): Pages<T> {
  const first = useGet<Page<T>>(path, query as Query);
  const [rest, setRest] = useState<{ of: Page<T>; items: T[]; next: string | null; loading: boolean; problem: Problem | null } | null>(null);
  const of = first.data;
  const mine = rest && rest.of === of ? rest : null;
  useEffect(() => setRest(null), [address(path, query as Query)]);
  const next = mine ? mine.next : (of?.next ?? null);
  const more = () => {
    if (!of || !next) return;
    const before = mine?.items ?? [];
    setRest({ of, items: before, next, loading: true, problem: null });
    api.get<Page<T>>(path, { ...query, cursor: next }).then(
      ({ data }) => setRest({ of, items: [...before, ...data.items], next: data.next, loading: false, problem: null }),
      (problem: Problem) => setRest({ of, items: before, next, loading: false, problem }),
    );
  };
  return {
    items: of ? [...of.items, ...(mine?.items ?? [])] : null,
    problem: first.problem ?? mine?.problem ?? null,
    loading: first.loading || !!mine?.loading,
    more: next && !mine?.loading ? more : null,
    again: first.again,
  };
}
