export type Theme = "auto" | "light" | "dark";

const KEPT_AS = "llmlab.theme";
const ORDER: Theme[] = ["auto", "light", "dark"];

export function currentTheme(): Theme {
  const kept = localStorage.getItem(KEPT_AS) as Theme | null;
  return kept && ORDER.includes(kept) ? kept : "auto";
}

function apply(): void {
  const theme = currentTheme();
  if (theme === "auto") document.documentElement.removeAttribute("data-theme");
  else document.documentElement.dataset.theme = theme;
  dispatchEvent(new Event("themechange"));
}

export function nextTheme(): void {
  localStorage.setItem(KEPT_AS, ORDER[(ORDER.indexOf(currentTheme()) + 1) % ORDER.length]);
  apply();
}

/** Charts are painted, so they read the colours that the style sheet gives everything else. */
export const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => dispatchEvent(new Event("themechange")));
apply();
