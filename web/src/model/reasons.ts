/* The reasons of a link between two accounts (src/link/same.c), parted into what speaks for one happening and what against. */
export interface Reasons {
  pro: string[];
  con: string[];
}

const PRO = /\bboth\b|^same\b|\bmeet\b|within the other's|of one region|in common|like stories|nearly the same|in both$/;
const CON = /apart$|^other stories|\band\b|the other not|tells of several|holds them apart/;

export function reasonsOf(words: string | null): Reasons {
  const out: Reasons = { pro: [], con: [] };
  for (const reason of (words ?? "").split("; ")) {
    if (!reason) continue;
    if (/holds them apart/.test(reason)) out.con.push(reason);
    else if (PRO.test(reason)) out.pro.push(reason);
    else if (CON.test(reason)) out.con.push(reason);
    else out.pro.push(reason);
  }
  return out;
}
