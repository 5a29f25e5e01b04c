/* A field whose value is a member of the address: what is typed goes there after a moment. */
import { useEffect, useRef, useState } from "preact/hooks";
import { route, setQuery } from "../route";

/** Typing waits this long before the server is asked. */
const TYPING_MS = 250;

export function TypedQuery({ name, label, hint, type = "search" }: { name: string; label: string; hint?: string; type?: string }) {
  const set = route.value.query.get(name) ?? "";
  const [typed, setTyped] = useState(set);
  const timer = useRef(0);
  useEffect(() => setTyped(set), [set]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        type={type}
        value={typed}
        placeholder={hint}
        autocomplete="off"
        spellcheck={false}
        onInput={(e) => {
          const text = e.currentTarget.value;
          setTyped(text);
          clearTimeout(timer.current);
          timer.current = window.setTimeout(() => setQuery({ [name]: text.trim() }, true), TYPING_MS);
        }}
      />
    </label>
  );
}
