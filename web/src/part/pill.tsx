/* A codebook value in a frame: certainty and state of review have a colour and always their word. */
export function Pill({ kind, children }: { kind: string; children: string }) {
  return <span class={`pill pill-${kind}`}>{children}</span>;
}
