/* A record of the API for a view: asked when the view opens and again when the case changes. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { useSignalEffect } from "@preact/signals";
import { address, api, Problem, type Query } from "../api";
import { revision } from "./case";

export interface Got<T> {
  data: T | null; /* of a former answer while a new one is on the way */
  etag: string | null;
  problem: Problem | null;
  loading: boolean;
  fresh: boolean; /* it is of the case as it is known to be now */
  again: () => void;
}

/** `path` null: nothing is asked. */
export function useGet<T>(path: string | null, query?: Query): Got<T> {
  const key = path === null ? null : address(path, query);
  const [got, setGot] = useState<{ key: string | null; data: T | null; etag: string | null; problem: Problem | null; loading: boolean; at: number }>({
    key: null, data: null, etag: null, problem: null, loading: true, at: -1,
  });
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((n) => n + 1), []);
  const seen = useRef(revision.peek());
  useSignalEffect(() => {
    if (revision.value === seen.current) return;
    seen.current = revision.value;
    again();
  });
  useEffect(() => {
    if (key === null || path === null) return;
    const stop = new AbortController();
    const at = revision.peek();
    setGot((g) => (g.key === key ? { ...g, loading: true } : { key, data: null, etag: null, problem: null, loading: true, at }));
    api.get<T>(path, query, stop.signal).then(
      ({ data, etag }) => setGot({ key, data, etag, problem: null, loading: false, at }),
      (e: Error) => {
        if (e.name !== "AbortError") setGot((g) => ({ ...g, key, problem: e as Problem, loading: false }));
      },
    );
    return () => stop.abort();
  }, [key, round]);
  // In the turn in which the address changes the state is still that of the former one.
  if (got.key !== key) return { data: null, etag: null, problem: null, loading: key !== null, fresh: false, again };
  return { data: got.data, etag: got.etag, problem: got.problem, loading: got.loading, fresh: !got.loading && got.at === revision.value, again };
}
