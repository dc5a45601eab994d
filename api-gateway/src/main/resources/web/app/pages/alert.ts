import { html, nothing, type TemplateResult } from "lit";
import { metricValue, signedPercent, words } from "../core/format.ts";
import { ask, send } from "../core/http.ts";
import { knownModels } from "../core/known.ts";
import { Loaded } from "../core/loaded.ts";
import type { Alert, Json, Model } from "../core/types.ts";
import { acknowledge, resolve, silence, snooze } from "../ui/alert-actions.ts";
import { complain, say } from "../ui/announce.ts";
import { empty, fact, modelPath, runLink, tag } from "../ui/bits.ts";
import { at, when } from "../ui/time.ts";
import { LabPage } from "./page.ts";

interface Entry { id: number; at: string; kind: string; actor?: string | null; reason?: string | null; details?: Json | null }
interface Attempt { attempt: number; started_at: string; outcome: string; answer?: string | null; status_code?: number | null }
interface Delivery {
  id: number; channel: string; kind: string; status: string; reason?: string | null; created_at: string;
  finished_at?: string | null; next_attempt_at?: string | null; attempt_count: number; attempts: Attempt[];
}
interface Story { alert: Alert; models: Map<number, Model>; timeline: Entry[]; deliveries: Delivery[] }

const RESOLUTIONS = [["", "no reason given"], ["fixed", "fixed"], ["new_normal", "the new normal"], ["false_alarm", "false alarm"], ["bad_run", "a bad run"]];

class PageAlert extends LabPage {
  private readonly story = new Loaded<Story>(this, () => this.read());

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear("alert", (event) => {
      if (String(event.alert.id) === this.place.id) this.story.loadSoon();
    });
    this.hear("reset", () => this.story.loadSoon());
  }

  protected override visit(): void {
    this.titled(`Alert ${this.place.id}`);
    void this.story.load();
  }

  private async read(): Promise<Story> {
    const path = `/alerts/${encodeURIComponent(this.place.id ?? "")}`;
    const [alert, models, timeline, deliveries] = await Promise.all([
      ask<Alert>(path), knownModels(), ask<Entry[]>(`${path}/timeline?limit=200`), ask<Delivery[]>(`${path}/notifications?limit=200`),
    ]);
    return { alert, models, timeline, deliveries };
  }

  override render() {
    return html`<p class="crumb"><a href="/ui/alerts">Alerts</a></p>${this.story.view((story) => html`
      <section id="focus" data-severity=${story.alert.severity}>
        <div class="tags">${tag(story.alert.severity)} ${tag(story.alert.status)}</div>
        <h1 id="focus-title">${story.alert.title}</h1>
        <p>${story.alert.message}</p>
        ${this.facts(story)}
        ${this.actions(story)}
      </section>
      <div class="halves">
        ${this.timeline(story)}
        ${this.deliveries(story)}
      </div>`, 6)}`;
  }

  private facts({ alert, models }: Story): TemplateResult {
    const metric = alert.metric_type;
    const share = alert.baseline_value && alert.trigger_value !== null && alert.trigger_value !== undefined ? alert.trigger_value / alert.baseline_value - 1 : null;
    const chart = alert.model_id ? modelPath(alert.model_id, alert.dataset_name, metric && alert.metric_name ? `${metric}/${alert.metric_name}` : null) : null;
    return html`<dl class="facts">
      ${fact("Model", alert.model_id ? html`<a href=${modelPath(alert.model_id, alert.dataset_name)}>${models.get(alert.model_id)?.name ?? alert.model_id}</a>` : null)}
      ${fact("Data set", alert.dataset_name)}
      ${fact("Metric", alert.metric_name ? words(alert.metric_name) : null)}
      ${fact("Before, now", alert.baseline_value !== null && alert.baseline_value !== undefined
        ? html`${metricValue(metric, alert.baseline_value)}, ${metricValue(metric, alert.trigger_value)} ${share !== null ? html`<span class="meta">(${signedPercent(share)})</span>` : nothing}` : null)}
      ${fact("Run", alert.run_id ? runLink(alert.run_id) : null)}
      ${fact("Since", at(alert.timestamp))}
      ${fact("Times", (alert.occurrences ?? 1) > 1 ? html`${alert.occurrences}${alert.last_seen_at ? html`, last ${when(alert.last_seen_at)}` : nothing}` : null)}
      ${fact("Rule", alert.rule_id ? html`<a href="/ui/settings/rules#${alert.rule_id}">${words(alert.rule_id)}</a>` : null)}
      ${fact("Acknowledged", alert.acknowledged_by ? html`by ${alert.acknowledged_by}, ${when(alert.acknowledged_at)}` : null)}
      ${fact("Snoozed until", alert.snoozed_until ? at(alert.snoozed_until) : null)}
      ${fact("Resolved", alert.resolved_by ? html`by ${alert.resolved_by}, ${when(alert.resolved_at)}${alert.resolution ? html` (${words(alert.resolution)})` : nothing}` : null)}
      ${fact("Notes", alert.resolution_notes)}
    </dl>${chart ? html`<p class="actions"><a class="button" href=${chart}>See it over time</a></p>` : nothing}`;
  }

  private actions({ alert, models }: Story): TemplateResult | typeof nothing {
    if (alert.status === "resolved") return nothing;
    return html`<div class="actions" id="focus-actions">
      ${alert.status === "active" ? html`<button type="button" class="main acknowledge" @click=${() => this.act(acknowledge(alert))}>Acknowledge</button>` : nothing}
      ${[1, 4, 24].map((hours) => html`<button type="button" @click=${() => this.act(snooze(alert, hours))}>Snooze ${hours} h</button>`)}
      </div>
      <form class="bar" @submit=${(event: SubmitEvent) => this.resolve(event, alert)}>
        <label>Resolution<select name="resolution">${RESOLUTIONS.map(([value, text]) => html`<option value=${value}>${text}</option>`)}</select></label>
        <label class="grow">What was done<input name="notes" maxlength="2000"></label>
        <button class="resolve">Resolve</button>
      </form>
      <form class="bar" @submit=${(event: SubmitEvent) => this.silence(event, alert, models)}>
        <label>Silence what is like it for<select name="hours"><option value="4">4 hours</option><option value="24">a day</option><option value="168">a week</option></select></label>
        <label class="grow">Why<input name="comment" maxlength="500"></label>
        <button>Silence</button>
      </form>`;
  }

  private async act(done: Promise<Alert | null>): Promise<void> {
    if (await done) await this.story.load();
  }

  private resolve(event: SubmitEvent, alert: Alert): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    void this.act(resolve(alert, String(form.get("resolution")), String(form.get("notes"))));
  }

  private silence(event: SubmitEvent, alert: Alert, models: Map<number, Model>): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    void silence(alert, models.get(alert.model_id ?? -1)?.name, Number(form.get("hours")), String(form.get("comment")));
  }

  private timeline({ timeline }: Story): TemplateResult {
    const entries = [...timeline].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
    return html`<section aria-labelledby="timeline-title"><h2 id="timeline-title">What happened</h2>
      ${entries.length ? html`<ol class="timeline">${entries.map((entry) => html`<li data-kind=${entry.kind}><strong>${words(entry.kind)}</strong>
        ${entry.actor ? html`by ${entry.actor}` : nothing} <span class="meta">${at(entry.at)}</span>${entry.reason ? html`<span class="note">${entry.reason}</span>` : nothing}</li>`)}</ol>` : empty("Nothing is recorded.")}</section>`;
  }

  private deliveries({ alert, deliveries }: Story): TemplateResult {
    return html`<section aria-labelledby="deliveries-title"><h2 id="deliveries-title">Who was told</h2>
      ${deliveries.length ? html`<ul class="deliveries">${deliveries.map((one) => html`<li>
        ${tag(one.status)} <strong>${one.channel}</strong> ${words(one.kind)} <span class="meta">${at(one.finished_at ?? one.created_at)}</span>
        ${one.reason ? html`<span class="note">${one.reason}</span>` : nothing}
        ${one.attempts?.length ? html`<details><summary>${one.attempts.length} ${one.attempts.length === 1 ? "attempt" : "attempts"}</summary><ol>${one.attempts.map((attempt) =>
          html`<li>${at(attempt.started_at)}: ${words(attempt.outcome)}${attempt.status_code ? ` (${attempt.status_code})` : ""} ${attempt.answer ?? ""}</li>`)}</ol></details>` : nothing}
        ${one.status === "failed" ? html`<button type="button" class="small" @click=${() => this.retry(alert, one)}>Send again</button>` : nothing}</li>`)}</ul>`
        : empty("Nobody: no channel was due.")}</section>`;
  }

  private async retry(alert: Alert, delivery: Delivery): Promise<void> {
    try {
      await send("POST", `/alerts/${alert.id}/notifications/${delivery.id}/retry`);
      say(`${delivery.channel} is tried again`);
      await this.story.load();
    } catch (failure) {
      complain(failure, "It could not be sent again");
    }
  }
}
customElements.define("page-alert", PageAlert);
