import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { duration, words } from "../../core/format.ts";
import { ask } from "../../core/http.ts";
import { settle } from "../../core/router.ts";
import { session } from "../../core/session.ts";
import { empty, tag } from "../../ui/bits.ts";
import "./rule-form.ts";
import type { Rule } from "./rule-types.ts";
import { Section } from "./section.ts";

const NEW = "+";

class SettingsRules extends Section<Rule> {
  static override properties = { editing: {} };
  declare editing: string;
  private shown = false;
  private channels: string[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    void ask<{ name: string; type: string }[]>("/notification-channels?limit=1000").then((channels) => {
      this.channels = channels.filter((channel) => channel.type !== "heartbeat").map((channel) => channel.name);
      this.requestUpdate();
    }, () => { /* The rule's own channels are shown, and the server knows the others. */ });
  }

  protected path(): string {
    return "/alert-rules?limit=1000";
  }

  override render() {
    const may = session.may("operate");
    return this.list.view((rules) => html`
      ${may ? html`<p class="actions head-actions"><a class="button" id="new-rule" href="?edit=%2B" @click=${(event: Event) => this.open(event, NEW)}>New rule</a></p>` : html`<p class="meta">Rules are changed with a key that has the scope operate.</p>`}
      ${may && this.editing ? this.form(rules) : nothing}
      ${rules.length ? html`<ul class="cards">${rules.map((rule) => this.rule(rule, may))}</ul>` : html`<section>${empty("No rule: nothing becomes an alert.")}</section>`}`, 5);
  }

  protected override updated(): void {
    // An alert's link names its rule; the list was not there yet when the browser looked for it.
    if (this.shown || !this.list.value) return;
    this.shown = true;
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  private form(rules: Rule[]): TemplateResult {
    const rule = rules.find((one) => one.rule_id === this.editing);
    if (!rule && this.editing !== NEW) return html`<section class="broken">There is no rule ${this.editing}.</section>`;
    const close = (): void => settle({ edit: null });
    // A form of its own for each: what was typed for one is not kept for another.
    return html`${keyed(this.editing, html`<rule-form .rule=${rule ?? null} .channels=${this.channels} @closed=${close} @done=${() => { close(); void this.list.load(); }}></rule-form>`)}`;
  }

  private rule(rule: Rule, may: boolean): TemplateResult {
    const asks = Object.entries(rule.conditions ?? {}).map(([name, value]) => `${words(name)} ${Array.isArray(value) ? value.map((one) => words(String(one))).join(", ") : String(value)}`);
    return html`<li id=${rule.rule_id}><div class="head"><h2>${rule.name}</h2><span class="tags">${tag(rule.severity)}${rule.enabled ? nothing : html`<span class="tag">off</span>`}</span></div>
      <p>${rule.description}</p>
      <p class="meta">${words(rule.alert_type)} · tells ${rule.notification_channels.join(", ") || "nobody"} · at most every ${duration((rule.cooldown_minutes ?? 60) * 60_000)}${rule.remind_minutes ? ` · reminds after ${duration(rule.remind_minutes * 60_000)}` : ""}</p>
      ${asks.length ? html`<p class="meta">${asks.join(" · ")}</p>` : nothing}
      ${rule.matchers?.length ? html`<p class="meta">only ${rule.matchers.map((one) => html`<code>${one.name}${one.is_regex ? " ~ " : " = "}${one.value}</code> `)}</p>` : nothing}
      ${may ? html`<p class="actions"><a class="button change-rule" href="?edit=${encodeURIComponent(rule.rule_id)}" @click=${(event: Event) => this.open(event, rule.rule_id)}>Change<span class="visually-hidden"> ${rule.name}</span></a></p>` : nothing}</li>`;
  }

  private open(event: Event, rule: string): void {
    event.preventDefault();
    settle({ edit: rule });
    scrollTo(0, 0);
  }
}
customElements.define("settings-rules", SettingsRules);
