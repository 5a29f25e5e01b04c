/* Light or dark: the system's wish unless the switch says otherwise. Kept on this machine only. */
import { effect, signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
const KEY = "casus.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

function kept(): Theme {
  try {
    const v = localStorage.getItem(KEY);
    return v === "light" || v === "dark" ? v : "system";
  } catch {
    return "system"; // storage may be forbidden
  }
}

export const theme = signal<Theme>(kept());
const systemDark = signal(system.matches);
system.addEventListener("change", (e) => (systemDark.value = e.matches));
/** Paper is white: what is drawn by scripts is drawn for it, too, while it is printed. */
const printing = signal(false);
addEventListener("beforeprint", () => (printing.value = true));
addEventListener("afterprint", () => (printing.value = false));
/** What is shown; maps and canvases draw anew when it changes. */
export const dark = signal(false);

effect(() => {
  const isDark = !printing.value && (theme.value === "dark" || (theme.value === "system" && systemDark.value));
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  dark.value = isDark;
});

export function setTheme(next: Theme): void {
  theme.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // then it holds until the page is left
  }
}
