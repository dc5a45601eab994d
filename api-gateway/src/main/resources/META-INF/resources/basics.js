// Elements, requests, words and numbers.

/** An element with text (never markup) and children. */
export function make(tag, { text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

export async function ask(path, options = {}) {
  const answer = await fetch(path, { ...options, headers: { "Content-Type": "application/json" } });
  const type = answer.headers.get("Content-Type") ?? "";
  const body = type.includes("json") ? await answer.json() : null;
  if (!answer.ok && !(path === "/health" && body)) {
    throw new Error(body?.detail ?? `${path} answered ${answer.status}`);
  }
  return body;
}

// Words and numbers

export const percent = (share) => (share === null || share === undefined ? "–" : `${(share * 100).toFixed(1)} %`);
export const money = (dollars) =>
  dollars === null || dollars === undefined ? "–" : `$${dollars.toFixed(dollars < 1 ? 4 : 2)}`;

export function duration(milliseconds) {
  if (milliseconds === null || milliseconds === undefined) return "–";
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

export function ago(iso) {
  const seconds = Math.round((Date.now() - Date.parse(iso)) / 1000);
  if (seconds < 60) return seconds < 5 ? "just now" : `${seconds} s ago`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
  if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
  return new Date(iso).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}

export function when(iso) {
  return iso ? make("time", { datetime: iso, title: `${iso} (UTC)`, text: ago(iso) }) : make("span", { text: "–" });
}

export function refreshTimes() {
  document.querySelectorAll("time").forEach((time) => { time.textContent = ago(time.dateTime); });
}

export function progressOf(run) {
  const progress = run.progress;
  if (progress && typeof progress === "object") return { done: progress.done ?? 0, total: progress.total };
  return typeof progress === "number" ? { done: Math.round(progress * 100), total: 100 } : null;
}
