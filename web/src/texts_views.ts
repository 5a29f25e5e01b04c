/* The words of the views of records (incident, report, actors, places, sources, search, exports, log). With texts.ts these are all
 * English words of the page: to translate it, translate these two files. */

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

export const v = {
  say: {
    months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    seasons: { "21": "spring", "22": "summer", "23": "autumn", "24": "winter" } as Record<string, string>,
    monthOf: (month: string, year: string) => `${month} ${year}`,
    dayWithoutYear: (day: number, month: string) => `${day} ${month}, year not told`,
    monthWithoutYear: (month: string) => `${month}, year not told`,
    decade: (year: string) => `the ${year}s`,
    about: (when: string) => `about ${when}`,
    since: (when: string) => `since ${when}`,
    until: (when: string) => `until ${when}`,
    between: (a: string, b: string) => `${a} to ${b}`,
    noDate: "no date",
    noPlace: "no place",
    unknown: "not known",
    atLeast: (n: string) => `at least ${n}`,
    upTo: (n: string) => `up to ${n}`,
    span: (a: string, b: string) => `${a}–${b}`,
    best: (best: string, ends: string) => `${best} (${ends})`,
  },
  plural,
};
