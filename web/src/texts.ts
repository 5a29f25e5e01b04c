/* All English words of the page, so that it can be translated by one file. Words that take values are functions. */

/** Digits in groups of three by a narrow space: no comma that means something else elsewhere. */
const n = (x: number): string => String(x).replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f");
const some = (x: number, one: string, many: string): string => `${n(x)} ${x === 1 ? one : many}`;

export const t = {
  name: "casus",
  skip: "Skip to the content",
  nav: {
    label: "Views",
    incidents: "Incidents",
    reports: "Reports",
    actors: "Actors",
    sources: "Sources",
    exports: "Exports",
    log: "Decisions",
    add: "Add reports",
  },
  title: (view: string) => `${view} · casus`,
  search: { label: "Search reports and statements", placeholder: "Search reports and statements", go: "Search" },
  theme: { label: "Colours", system: "As the system", light: "Light", dark: "Dark" },
  help: {
    open: "Keys",
    title: "Keys",
    close: "Close",
    everywhere: "Everywhere",
    here: "In this view",
    search: "to the search box",
    help: "this list",
    back: "close, or leave a field",
    goIncidents: "incidents",
    goReports: "reports",
    goActors: "actors",
    goSources: "sources",
    goAdd: "add reports",
    then: "then",
  },
  problem: {
    title: "This did not work",
    unreachable: "The server does not answer. Is `casus serve` still running on this machine?",
    status: (status: number, text: string) => `The server answered ${status}${text ? ` ${text}` : ""}.`,
    notJson: (path: string) => `The server's answer to ${path} could not be read. Reload the page; if it stays, the page and the program are of different versions.`,
    again: "Try again",
    notFound: "There is nothing at this address",
    notFoundHelp: "The record may be of another case, or the link is cut off.",
    home: "To the incidents",
    stale: "Not connected: what is shown may be old.",
  },
  waiting: { case: "Opening the case…", map: "Drawing the map…", list: "Fetching incidents…" },
  signIn: {
    title: "Sign in",
    why: "This case is served with tokens. Paste yours; it stays in this browser until you sign out.",
    token: "Token",
    go: "Sign in",
    out: "Sign out",
    as: (name: string, role: string) => `${name} (${role})`,
  },
  number: n,
  some,
};
