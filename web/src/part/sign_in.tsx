/* Where the case is served with tokens and this browser has none. */
import { useState } from "preact/hooks";
import { api, type Problem } from "../api";
import { openCase } from "../state/case";
import { t } from "../texts";

export function SignIn() {
  const [token, setToken] = useState("");
  const [wrong, setWrong] = useState("");
  const send = async (e: Event) => {
    e.preventDefault();
    try {
      await api.send("POST", "/session", { token: token.trim() });
      await openCase();
    } catch (problem) {
      setWrong((problem as Problem).message);
    }
  };
  return (
    <form class="notice sign-in" onSubmit={send}>
      <h1>{t.signIn.title}</h1>
      <p>{t.signIn.why}</p>
      <label class="field">
        <span>{t.signIn.token}</span>
        <input type="password" autocomplete="off" value={token} onInput={(e) => setToken(e.currentTarget.value)} required />
      </label>
      {wrong && (
        <p class="wrong" role="alert">
          {wrong}
        </p>
      )}
      <button class="button button-main">{t.signIn.go}</button>
    </form>
  );
}
