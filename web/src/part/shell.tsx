/* The frame of all views: name of the case, navigation, search, colours, and the view itself. */
import { useEffect, useState } from "preact/hooks";
import { go, href, route, type RouteName } from "../route";
import { caseInfo, caseProblem, live, openCase } from "../state/case";
import { setTheme, theme, type Theme } from "../state/theme";
import { api } from "../api";
import { VIEWS, View } from "../view/views";
import { DoneLine } from "./done";
import { Help, openHelp } from "./keys";
import { Icon, type IconName } from "./icon";
import { ProblemNotice } from "./notice";
import { SignIn } from "./sign_in";
import { t } from "../texts";

/** Of the navigation, and which routes belong to each. */
const NAV: { name: RouteName; words: string; holds: RouteName[] }[] = [
  { name: "incidents", words: t.nav.incidents, holds: ["incidents", "incident"] },
  { name: "reports", words: t.nav.reports, holds: ["reports", "report"] },
  { name: "actors", words: t.nav.actors, holds: ["actors", "actor"] },
  { name: "places", words: t.nav.places, holds: ["places", "place"] },
  { name: "sources", words: t.nav.sources, holds: ["sources"] },
  { name: "exports", words: t.nav.exports, holds: ["exports"] },
  { name: "log", words: t.nav.log, holds: ["log"] },
];

function Nav() {
  return (
    <nav aria-label={t.nav.label} class="nav">
      {NAV.filter((n) => VIEWS[n.name]).map((n) => (
        <a key={n.name} href={href(n.name)} aria-current={n.holds.includes(route.value.name) ? "page" : undefined}>
          {n.words}
        </a>
      ))}
      <a href="/add" class="nav-add" aria-current={route.value.name === "add" ? "page" : undefined}>
        <Icon name="plus" /> {t.nav.add}
      </a>
    </nav>
  );
}

function SearchBox() {
  const [words, setWords] = useState("");
  const asked = route.value.name === "search" ? (route.value.query.get("q") ?? "") : "";
  useEffect(() => setWords(asked), [asked]);
  const send = (e: Event) => {
    e.preventDefault();
    if (words.trim()) go(href("search", "", { q: words.trim() }));
  };
  return (
    <form class="search-box" role="search" onSubmit={send}>
      <Icon name="search" />
      <input
        id="search"
        type="search"
        aria-label={t.search.label}
        placeholder={t.search.placeholder}
        value={words}
        onInput={(e) => setWords(e.currentTarget.value)}
        autocomplete="off"
        spellcheck={false}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}

const THEMES: [Theme, IconName, string][] = [
  ["system", "screen", t.theme.system],
  ["light", "sun", t.theme.light],
  ["dark", "moon", t.theme.dark],
];

function ThemeSwitch() {
  const at = THEMES.findIndex(([name]) => name === theme.value);
  const [, icon, words] = THEMES[at]!;
  return (
    <button
      type="button"
      class="button button-bare"
      title={`${t.theme.label}: ${words}`}
      aria-label={`${t.theme.label}: ${words}`}
      onClick={() => setTheme(THEMES[(at + 1) % THEMES.length]![0])}
    >
      <Icon name={icon} />
    </button>
  );
}

function Me() {
  const info = caseInfo.value;
  if (!info?.tokens || !info.me.name) return null;
  const out = () => void api.send("DELETE", "/session").then(() => (caseInfo.value = null)).then(openCase);
  return (
    <button type="button" class="button button-bare" title={t.signIn.out} onClick={out}>
      {t.signIn.as(info.me.name, info.me.role)}
    </button>
  );
}

export function Shell() {
  useEffect(() => {
    document.title = t.title(NAV.find((n) => n.holds.includes(route.value.name))?.words ?? t.nav.incidents);
  }, [route.value.name]);
  const problem = caseProblem.value;
  return (
    <>
      <a class="skip" href="#view" onClick={(e) => { e.preventDefault(); document.getElementById("view")?.focus(); }}>
        {t.skip}
      </a>
      <header class="top">
        <a class="brand" href="/incidents">
          <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
            <path d="M23 10a9 9 0 1 0 0 12" />
            <circle cx="16" cy="16" r="3.500" />
          </svg>
          <b>{t.name}</b>
          {caseInfo.value && <span class="brand-case">{caseInfo.value.case}</span>}
        </a>
        <Nav />
        <SearchBox />
        <div class="top-end">
          <a class="button button-bare search-link" href="/search" aria-label={t.search.go}>
            <Icon name="search" />
          </a>
          <Me />
          <button type="button" class="button button-bare keys-button" onClick={openHelp} aria-label={t.help.open} title={`${t.help.open} (?)`}>
            <Icon name="keys" />
          </button>
          <ThemeSwitch />
        </div>
      </header>
      {!live.value && <p class="stale" role="status">{t.problem.stale}</p>}
      <main id="view" tabIndex={-1} class={`view view-${route.value.name}`}>
        {problem ? (
          problem.status === 401 ? <SignIn /> : <ProblemNotice whole problem={problem} again={openCase} />
        ) : (
          <View />
        )}
      </main>
      <DoneLine />
      <Help />
    </>
  );
}
