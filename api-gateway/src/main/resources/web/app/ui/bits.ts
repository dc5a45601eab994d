import { html, nothing, type TemplateResult } from "lit";
import { money, percent, signedPercent, words } from "../core/format.ts";
import type { Model, Run } from "../core/types.ts";

const MARKS: Record<string, string> = {
  critical: "▲", warning: "◆", info: "●", failed: "✕", completed: "✓", running: "▶", queued: "…", cancelled: "–",
  active: "!", acknowledged: "✓", resolved: "✓",
};

/** A state as a word and a sign: colour alone says nothing. */
export function tag(state: string | null | undefined, text?: string): TemplateResult | typeof nothing {
  if (!state) return nothing;
  const mark = MARKS[state];
  return html`<span class="tag" data-state=${state}>${mark ? html`<span aria-hidden="true">${mark}</span> ` : nothing}${text ?? words(state)}</span>`;
}

export const empty = (sentence: unknown): TemplateResult => html`<p class="empty">${sentence}</p>`;

export const modelLink = (id: number, models: Map<number, Model>, dataset?: string | null): TemplateResult =>
  html`<a href=${modelPath(id, dataset)}>${models.get(id)?.name ?? `model ${id}`}</a>`;

export function modelPath(id: number, dataset?: string | null, metric?: string | null): string {
  const search = new URLSearchParams();
  if (dataset) search.set("dataset", dataset);
  if (metric) search.set("metric", metric);
  const text = search.toString();
  return `/ui/models/${id}${text ? `?${text}` : ""}`;
}

export const runLink = (id: number): TemplateResult => html`<a href="/ui/runs/${id}">#${id}</a>`;

/** How far a run is, for as long as it runs. */
export function progress(run: Pick<Run, "id" | "status" | "progress">): TemplateResult | typeof nothing {
  const told = run.progress;
  if (run.status !== "running" || !told?.total) return nothing;
  return html`<span class="progress"><progress max=${told.total} value=${told.done} aria-label="Run ${run.id}"></progress>
    <span class="meta">${told.done} of ${told.total}</span></span>`;
}

/** A change with its direction in words for those who do not see the colour. */
export function change(share: number | null | undefined, lessIsBetter = false): TemplateResult {
  const worse = share !== null && share !== undefined && (lessIsBetter ? share > 0 : share < 0);
  return html`<span class="change" data-worse=${String(Boolean(worse))}>${signedPercent(share)}</span>`;
}

export function fact(name: string, value: unknown): TemplateResult | typeof nothing {
  if (value === null || value === undefined || value === "" || value === nothing) return nothing;
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

export const tile = (name: string, value: unknown, note: unknown = nothing, state = ""): TemplateResult =>
  html`<div class="tile" data-state=${state}><dt>${name}</dt><dd>${value}${note === nothing ? nothing : html`<span class="note">${note}</span>`}</dd></div>`;

export const runValue = (run: Run): string =>
  run.accuracy !== null && run.accuracy !== undefined ? percent(run.accuracy) : money(run.total_cost);
