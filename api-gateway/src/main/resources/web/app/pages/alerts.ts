import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { words } from "../core/format.ts";
import { ask, query } from "../core/http.ts";
import { knownModels } from "../core/known.ts";
import { Loaded } from "../core/loaded.ts";
import { go, settle } from "../core/router.ts";
import type { Alert, Model } from "../core/types.ts";
import { acknowledge, resolve, snooze } from "../ui/alert-actions.ts";
import { empty, modelLink, runLink, tag } from "../ui/bits.ts";
import { when } from "../ui/time.ts";
import { LabPage } from "./page.ts";

interface Listing { alerts: Alert[]; models: Map<number, Model>; more: boolean }

const PAGE = 200;
const ORDER = { active: 0, acknowledged: 1, resolved: 2 };
const TYPES = ["performance_regression", "benchmark_failure", "model_unavailable", "high_error_rate", "cost_anomaly", "latency_spike", "system_error"];
const STATES = [["", "Open"], ["active", "Active"], ["acknowledged", "Acknowledged"], ["resolved", "Resolved"], ["all", "All"]];

class PageAlerts extends LabPage {
  private readonly list = new Loaded<Listing>(this, () => this.read());
  private asked = "";
  private current: number | null = null;
  private readonly onKey = (event: KeyboardEvent): void => this.key(event);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("keydown", this.onKey);
    this.hear("alert", (event) => this.told(event.alert));
    this.hear("reset", () => this.list.loadSoon());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("keydown", this.onKey);
  }

  protected override visit(): void {
    this.titled("Alerts");
    const asked = this.parameters();
    if (asked === this.asked) return;
    this.asked = asked;
    void this.list.load();
  }

  private parameters(): string {
    const state = this.setting("status");
    return query({
      active_only: state === "", status: state === "all" ? "" : state, severity: this.setting("severity"),
      alert_type: this.setting("type"), model_id: this.setting("model"), limit: PAGE,
    });
  }

  private async read(): Promise<Listing> {
    const [alerts, models] = await Promise.all([ask<Alert[]>(`/alerts${this.parameters()}`), knownModels()]);
    return { alerts, models, more: alerts.length === PAGE };
  }

  /** A newer state of an alert; one that goes back in its life came late. */
  private told(alert: Alert): void {
    const known = this.list.value?.alerts.find((one) => one.id === alert.id);
    if (known && ORDER[alert.status] >= ORDER[known.status]) Object.assign(known, alert);
    else if (!known && this.fits(alert)) this.list.value?.alerts.unshift(alert);
    this.requestUpdate();
  }

  /** Whether the server would have listed it; what the page itself filters is left to it. */
  private fits(alert: Alert): boolean {
    return (["severity", "type", "model"] as const).every((name) => {
      const wanted = this.setting(name);
      return !wanted || wanted === String({ severity: alert.severity, type: alert.alert_type, model: alert.model_id }[name]);
    });
  }

  private shown(): Alert[] {
    const state = this.setting("status");
    const text = this.setting("q").toLowerCase();
    return (this.list.value?.alerts ?? []).filter((alert) =>
      (state === "all" || (state === "" ? alert.status !== "resolved" : alert.status === state))
      && `${alert.title} ${alert.message ?? ""} ${alert.dataset_name ?? ""}`.toLowerCase().includes(text));
  }

  override render() {
    return html`<div class="head"><h1>Alerts</h1><p class="meta keys" aria-label="Keys"><kbd>j</kbd> <kbd>k</kbd> move, <kbd>a</kbd> acknowledge, <kbd>r</kbd> resolve, <kbd>Enter</kbd> open, <kbd>/</kbd> search</p></div>
      ${this.filters()}
      ${this.list.view(({ models, more }) => {
        const alerts = this.shown();
        return html`${alerts.length ? html`<ul class="alerts" id="alert-list">${repeat(alerts, (alert) => alert.id, (alert) => this.card(alert, models))}</ul>`
          : html`<section>${empty(this.narrowed() ? "No alert is like that." : "No open alert: nothing got worse that you do not know of.")}</section>`}
          ${more ? html`<p class="meta">The newest ${PAGE} that fit are shown; narrow the filters for older ones.</p>` : nothing}`;
      }, 5)}`;
  }

  private narrowed(): boolean {
    return ["status", "severity", "type", "model", "q"].some((name) => this.setting(name) !== "");
  }

  private filters(): TemplateResult {
    const models = [...(this.list.value?.models.values() ?? [])];
    const choose = (name: string) => (event: Event): void => settle({ [name]: (event.target as HTMLSelectElement).value });
    const option = (name: string, value: string, text: string): TemplateResult =>
      html`<option value=${value} ?selected=${this.setting(name) === value}>${text}</option>`;
    return html`<form class="bar" role="search" @submit=${(event: Event) => event.preventDefault()}>
      <label>State<select name="status" @change=${choose("status")}>${STATES.map(([value, text]) => option("status", value, text))}</select></label>
      <label>Severity<select name="severity" @change=${choose("severity")}>${option("severity", "", "Any")}${["critical", "warning", "info"].map((value) => option("severity", value, value))}</select></label>
      <label>Type<select name="type" @change=${choose("type")}>${option("type", "", "Any")}${TYPES.map((value) => option("type", value, words(value)))}</select></label>
      <label>Model<select name="model" @change=${choose("model")}>${option("model", "", "Any")}${models.map((model) => option("model", String(model.id), model.name))}</select></label>
      <label class="grow">Search<input type="search" name="q" .value=${this.setting("q")} @input=${(event: Event) => settle({ q: (event.target as HTMLInputElement).value })}></label>
      ${this.narrowed() ? html`<a class="button" href="/ui/alerts">Clear</a>` : nothing}
    </form>`;
  }

  private card(alert: Alert, models: Map<number, Model>): TemplateResult {
    const open = alert.status !== "resolved";
    const snoozed = alert.snoozed_until && Date.parse(alert.snoozed_until) > Date.now();
    return html`<li id="alert-${alert.id}" data-severity=${alert.severity} tabindex="-1" aria-current=${this.current === alert.id ? "true" : nothing}
        @focusin=${() => this.pick(alert.id)}>
      <div class="tags">${tag(alert.severity)} ${tag(alert.status)} ${snoozed ? html`<span class="tag">snoozed until <lab-time .iso=${alert.snoozed_until} exact></lab-time></span>` : nothing}</div>
      <h2><a href="/ui/alerts/${alert.id}">${alert.title}</a></h2>
      <p>${alert.message}</p>
      <p class="meta">${words(alert.alert_type)}${alert.model_id ? html` · ${modelLink(alert.model_id, models, alert.dataset_name)}` : nothing}${alert.dataset_name ? ` · ${alert.dataset_name}` : ""}
        · ${when(alert.timestamp)}${(alert.occurrences ?? 1) > 1 ? ` · ${alert.occurrences} times` : ""}${alert.acknowledged_by ? ` · acknowledged by ${alert.acknowledged_by}` : ""}${alert.run_id ? html` · run ${runLink(alert.run_id)}` : nothing}</p>
      ${open ? html`<p class="actions">
        ${alert.status === "active" ? html`<button type="button" class="acknowledge" @click=${() => this.act(alert, acknowledge)}>Acknowledge<span class="visually-hidden">: ${alert.title}</span></button>` : nothing}
        <button type="button" class="resolve" @click=${() => this.act(alert, resolve)}>Resolve<span class="visually-hidden">: ${alert.title}</span></button>
        ${snoozed ? nothing : html`<button type="button" class="snooze" @click=${() => this.act(alert, (one) => snooze(one, 4))}>Snooze 4 h<span class="visually-hidden">: ${alert.title}</span></button>`}
      </p>` : nothing}
    </li>`;
  }

  private pick(id: number): void {
    this.current = id;
    this.requestUpdate();
  }

  private async act(alert: Alert, action: (alert: Alert) => Promise<Alert | null>): Promise<void> {
    const place = this.shown().findIndex((one) => one.id === alert.id);
    const changed = await action(alert);
    if (!changed) return;
    Object.assign(alert, changed);
    this.requestUpdate();
    await this.updateComplete;
    // Whoever works through the list goes on where the alert was.
    const next = this.shown()[Math.min(place, this.shown().length - 1)];
    if (next) this.focusOn(next.id);
  }

  private focusOn(id: number): void {
    this.querySelector<HTMLElement>(`#alert-${id}`)?.focus();
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, select, textarea, dialog")) {
      if (event.key === "Escape") target.blur();
      return;
    }
    const alerts = this.shown();
    const place = alerts.findIndex((alert) => alert.id === this.current);
    const alert = alerts[place];
    const keys: Record<string, () => void> = {
      j: () => alerts.length && this.focusOn(alerts[Math.min(place + 1, alerts.length - 1)].id),
      k: () => alerts.length && this.focusOn(alerts[Math.max(place - 1, 0)].id),
      a: () => alert?.status === "active" && void this.act(alert, acknowledge),
      r: () => alert && alert.status !== "resolved" && void this.act(alert, resolve),
      "/": () => this.querySelector<HTMLElement>("input[type=search]")?.focus(),
      Enter: () => alert && target.id === `alert-${alert.id}` && go(`/ui/alerts/${alert.id}`),
    };
    if (!keys[event.key] || (event.key === "Enter" && !target.id.startsWith("alert-"))) return;
    event.preventDefault();
    keys[event.key]();
  }
}
customElements.define("page-alerts", PageAlerts);
