/** Tells people at once, on the screen and to screen readers: what they did, and what went wrong. */
export function say(sentence: string): void {
  show(sentence, "said");
}

export function complain(failure: unknown, doing: string): void {
  const reason = failure instanceof Error ? failure.message : String(failure);
  show(`${doing}: ${reason}`, "wrong");
}

const GONE_AFTER_MS = 8000;
let timer: ReturnType<typeof setTimeout> | undefined;

function show(sentence: string, kind: "said" | "wrong"): void {
  const toast = document.getElementById("toast");
  if (!toast) return;
  clearTimeout(timer);
  toast.dataset.kind = kind;
  toast.textContent = sentence;
  toast.hidden = false;
  if (kind === "said") timer = setTimeout(() => { toast.hidden = true; }, GONE_AFTER_MS);
}

/** A complaint stays until something else is done. */
export function quiet(): void {
  const toast = document.getElementById("toast");
  if (toast) toast.hidden = true;
}
