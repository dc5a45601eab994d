import { html, nothing, svg, type TemplateResult } from "lit";
import { count, day, signedPercent } from "../../core/format.ts";
import { modelPath, runLink, tag } from "../../ui/bits.ts";
import { at } from "../../ui/time.ts";

interface Firing {
  at: string; run_id: number; model_id: number; model_name: string; dataset_name: string; metric_type?: string | null; metric_name?: string | null; title: string;
  change_percent?: number | null; opens: boolean;
}
export interface Preview { since: string; until: string; asked: number; unknown: number; complete: boolean; fired: number; alerts: number; firings: Firing[]; reason?: string | null }

const DAYS = 30;
const DAY_MS = 86_400_000;
const WIDTH = 600;
const HEIGHT = 48;
const SHOWN = 8;

function summary({ fired, alerts }: Preview): string {
  if (fired === 0) return "Would not have fired in 30 days";
  return `Would have fired ${fired === 1 ? "once" : `${count(fired)} times`} in 30 days, and opened ${alerts === 1 ? "one alert" : `${count(alerts)} alerts`}`;
}

/** What a rule would have fired on, by day and one by one. */
export function previewView(preview: Preview): TemplateResult {
  if (preview.reason) return html`<p class="meta">${preview.reason}.</p>`;
  const { asked, firings, unknown, complete } = preview;
  return html`<p id="fired" class="headline">${summary(preview)}</p>
    <p class="meta">${asked === 0 ? "There is no run that it can be asked about" : `Asked about ${count(asked)} ${asked === 1 ? "run" : "runs"}`}${complete ? "" : ", the newest"}${unknown ? `; of ${count(unknown)} older ones too little is kept` : ""}. Silences and other rules are left out.</p>
    ${firings.length ? html`${byDay(preview)}<ul class="plain firings">${firings.slice(0, SHOWN).map(row)}</ul>
      ${firings.length > SHOWN ? html`<details><summary>Earlier ones (${firings.length - SHOWN})</summary><ul class="plain firings">${firings.slice(SHOWN).map(row)}</ul></details>` : nothing}` : nothing}`;
}

function row(one: Firing): TemplateResult {
  return html`<li>${one.opens ? tag("active", "alert") : html`<span class="tag">repeats</span>`} <a href=${modelPath(one.model_id, one.dataset_name, one.metric_type ? `${one.metric_type}/${one.metric_name}` : null)}>${one.title}</a>
    <span class="meta">${one.change_percent === null || one.change_percent === undefined ? nothing : html`${signedPercent(one.change_percent)} · `}run ${runLink(one.run_id)} · ${at(one.at)}</span></li>`;
}

function byDay({ since, firings, fired }: Preview): TemplateResult {
  const from = Date.parse(since);
  const many = Array.from({ length: DAYS }, () => 0);
  for (const one of firings) many[Math.min(DAYS - 1, Math.floor((Date.parse(one.at) - from) / DAY_MS))]++;
  const most = Math.max(...many);
  const width = WIDTH / DAYS;
  return html`<svg class="histogram by-day" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="By day: at most ${most} on one, on ${many.filter(Boolean).length} of 30 days">
      ${many.map((number, index) => svg`<rect x=${index * width + 1} y=${HEIGHT - (number / most) * (HEIGHT - 4)} width=${width - 2} height=${(number / most) * (HEIGHT - 4)}><title>${day(from + index * DAY_MS)}: ${number}</title></rect>`)}</svg>
    <p class="axis"><span>${day(from)}</span><span>today</span></p>${firings.length < fired ? html`<p class="meta">The newest ${count(firings.length)} are shown.</p>` : nothing}`;
}
