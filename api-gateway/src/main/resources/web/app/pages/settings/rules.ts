import { html, nothing, type TemplateResult } from "lit";
import { duration, words } from "../../core/format.ts";
import type { Json } from "../../core/types.ts";
import { empty, tag } from "../../ui/bits.ts";
import { Section } from "./section.ts";

interface Rule {
  rule_id: string; name: string; description?: string | null; alert_type: string; severity: string; enabled: boolean; conditions: Json;
  matchers?: Json[]; notification_channels: string[]; cooldown_minutes?: number; auto_resolve_minutes?: number | null; remind_minutes?: number | null; runbook_url?: string | null;
}

class SettingsRules extends Section<Rule> {
  private shown = false;

  protected path(): string {
    return "/alert-rules?limit=1000";
  }

  override render() {
    return this.list.view((rules) => (rules.length ? html`<ul class="cards">${rules.map((rule) => this.rule(rule))}</ul>` : html`<section>${empty("No rule: nothing becomes an alert.")}</section>`), 5);
  }

  protected override updated(): void {
    // An alert's link names its rule; the list was not there yet when the browser looked for it.
    if (this.shown || !this.list.value) return;
    this.shown = true;
    if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }

  private rule(rule: Rule): TemplateResult {
    return html`<li id=${rule.rule_id}><div class="head"><h2>${rule.name}</h2><span class="tags">${tag(rule.severity)}${rule.enabled ? nothing : html`<span class="tag">off</span>`}</span></div>
      <p>${rule.description}</p>
      <p class="meta">${words(rule.alert_type)} · tells ${rule.notification_channels.join(", ") || "nobody"} · at most every ${duration((rule.cooldown_minutes ?? 60) * 60_000)}${rule.remind_minutes ? ` · reminds after ${duration(rule.remind_minutes * 60_000)}` : ""}</p>
      <details><summary>Change</summary><form @submit=${(event: SubmitEvent) => this.store(event, rule)}>
        <div class="bar"><label>Severity<select name="severity">${["critical", "warning", "info"].map((value) => html`<option ?selected=${value === rule.severity}>${value}</option>`)}</select></label>
          <label class="grow">Channels, with commas<input name="channels" value=${rule.notification_channels.join(", ")}></label>
          <label>Cool-down, min<input name="cooldown" type="number" min="0" value=${rule.cooldown_minutes ?? 60}></label></div>
        <label>Conditions<textarea name="conditions">${JSON.stringify(rule.conditions ?? {}, null, 2)}</textarea></label>
        <label>Only for (matchers)<textarea name="matchers">${JSON.stringify(rule.matchers ?? [], null, 2)}</textarea></label>
        <p class="reason" data-wrong></p>
        <p class="actions"><label class="inline"><input type="checkbox" name="enabled" ?checked=${rule.enabled}>In use</label><button class="main">Store</button></p></form></details></li>`;
  }

  private store(event: SubmitEvent, rule: Rule): void {
    event.preventDefault();
    const place = event.target as HTMLFormElement;
    const form = new FormData(place);
    try {
      const body = {
        severity: form.get("severity"), enabled: form.has("enabled"), cooldown_minutes: Number(form.get("cooldown")),
        notification_channels: String(form.get("channels")).split(",").map((name) => name.trim()).filter(Boolean),
        conditions: JSON.parse(String(form.get("conditions"))), matchers: JSON.parse(String(form.get("matchers"))),
      };
      place.querySelector("[data-wrong]")!.textContent = "";
      void this.change("PUT", `/alert-rules/${encodeURIComponent(rule.rule_id)}`, body, `${rule.name} is stored`);
    } catch (unreadable) {
      place.querySelector("[data-wrong]")!.textContent = `This is no JSON: ${(unreadable as Error).message}`;
    }
  }
}
customElements.define("settings-rules", SettingsRules);
