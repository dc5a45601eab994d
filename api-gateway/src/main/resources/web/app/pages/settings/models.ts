import { html, nothing, type TemplateResult } from "lit";
import { duration, money } from "../../core/format.ts";
import { send } from "../../core/http.ts";
import { session } from "../../core/session.ts";
import type { Model } from "../../core/types.ts";
import { complain } from "../../ui/announce.ts";
import { empty } from "../../ui/bits.ts";
import { Section } from "./section.ts";

interface Checked { ok: boolean; status?: number | null; answer?: string | null; model_resolved?: string | null; latency_ms?: number | null; cost?: number | null; error?: string | null }

const PROVIDERS = ["openai", "anthropic", "google", "local", "custom"];

function said({ error, latency_ms, model_resolved, answer, cost }: Checked): string {
  if (error) return `${error} (after ${duration(latency_ms)})`;
  return `Answered in ${duration(latency_ms)}${model_resolved ? ` as ${model_resolved}` : ""}${cost ? `, for ${money(cost)}` : ""}: ${answer || "nothing"}`;
}

class SettingsModels extends Section<Model> {
  private readonly checked = new Map<number, Checked | "asking">();

  protected path(): string {
    return "/models?active_only=false&limit=1000";
  }

  override render() {
    const may = session.may("admin");
    return html`${may ? nothing : html`<p class="meta">Models say where secrets are sent: they are changed with a key that has the scope admin.</p>`}${may ? this.form() : nothing}
      ${this.list.view((models) => (models.length ? html`<ul class="cards" id="models">${models.map((model) => this.model(model, may))}</ul>` : html`<section>${empty("No model yet.")}</section>`))}`;
  }

  private form(): TemplateResult {
    return html`<section aria-labelledby="register-title"><h2 id="register-title">Register a model</h2><form class="bar" @submit=${this.register}>
        <label class="grow">Name<input name="name" required maxlength="255"></label><label>Provider<select name="provider">${PROVIDERS.map((name) => html`<option>${name}</option>`)}</select></label>
        <label class="grow">Address<input name="base_url" type="url" placeholder="https://api.example.com/v1"></label><label>Name of its key<input name="api_key_ref" placeholder="OPENAI_API_KEY"></label>
        <label>$ per input token<input name="cost_per_input_token" type="number" min="0" step="any"></label><label>$ per output token<input name="cost_per_output_token" type="number" min="0" step="any"></label>
        <button class="main">Register</button></form></section>`;
  }

  private model(model: Model, may: boolean): TemplateResult {
    const checked = this.checked.get(model.id);
    return html`<li data-model=${model.name}><div class="head"><h2><a href="/ui/models/${model.id}">${model.name}</a></h2><span class="tags"><span class="tag">${model.provider}</span>${model.active === false ? html`<span class="tag">not active</span>` : nothing}</span></div>
      <p class="meta">${model.base_url ?? "results are pushed"}${model.cost_per_input_token ? ` · ${money(model.cost_per_input_token * 1e6)} in, ${money((model.cost_per_output_token ?? 0) * 1e6)} out per million tokens` : ""}${model.api_key_ref ? ` · key ${model.api_key_ref}` : ""}</p>
      <p class="actions">${model.base_url && session.may("operate") ? html`<button type="button" class="check" ?disabled=${checked === "asking"} @click=${() => this.check(model)}>Check<span class="visually-hidden"> ${model.name}</span></button>` : nothing}
        ${may ? html`<button type="button" @click=${() => this.change("PUT", `/models/${model.id}`, { active: model.active === false }, model.active === false ? `${model.name} is in use` : `${model.name} is no longer in use`)}>${model.active === false ? "Use again" : "Retire"}<span class="visually-hidden"> ${model.name}</span></button>` : nothing}
        <span role="status" class=${checked && checked !== "asking" && !checked.ok ? "reason" : "well"}>${checked === "asking" ? "Asking…" : checked ? said(checked) : ""}</span></p></li>`;
  }

  private async check(model: Model): Promise<void> {
    this.checked.set(model.id, "asking");
    this.requestUpdate();
    try {
      this.checked.set(model.id, await send<Checked>("POST", `/models/${model.id}/check`));
    } catch (failure) {
      this.checked.delete(model.id);
      complain(failure, "The model could not be checked");
    }
    this.requestUpdate();
  }

  private readonly register = async (event: Event): Promise<void> => {
    event.preventDefault();
    const place = event.target as HTMLFormElement;
    const form = new FormData(place);
    const body: Record<string, unknown> = {};
    for (const [name, value] of form) if (String(value).trim()) body[name] = name.startsWith("cost_") ? Number(value) : String(value).trim();
    if (await this.change("POST", "/models", body, `${String(body.name)} is registered`)) place.reset();
  };
}
customElements.define("settings-models", SettingsModels);
