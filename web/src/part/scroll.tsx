/* What may be wider than the window scrolls by itself, by keyboard too. */
import type { ComponentChildren } from "preact";

export function Scroll({ label, card = false, children }: { label: string; card?: boolean; children: ComponentChildren }) {
  return (
    <div class={card ? "card scroll" : "scroll"} role="region" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
