/* The colours of the map, of the theme that is shown now. */
export type Paint = Record<"sea" | "land" | "coast" | "border", string>;

export function paint(): Paint {
  const s = getComputedStyle(document.documentElement);
  const v = (name: string) => s.getPropertyValue(name).trim();
  return { sea: v("--sea"), land: v("--land"), coast: v("--coast"), border: v("--border") };
}
