import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { duration, money, words } from "../../core/format.ts";
import { send } from "../../core/http.ts";
import { settle } from "../../core/router.ts";
import { session } from "../../core/session.ts";
import type { Model } from "../../core/types.ts";
import { complain } from "../../ui/announce.ts";
import { empty } from "../../ui/bits.ts";
import "./model-form.ts";
import { Section } from "./section.ts";

interface Checked { ok: boolean; status?: number | null; answer?: string | null; model_resolved?: string | null; latency_ms?: number | null; cost?: number | null; error?: string | null }

const NEW = "+";

const isKnown = (price: number | null | undefined): price is number => price !== null && price !== undefined;
const priced = (model: Model): boolean => isKnown(model.cost_per_input_token) || isKnown(model.cost_per_output_token);
const million = (price: number | null | undefined): string => money(isKnown(price) ? price * 1e6 : null);

function said({ error, latency_ms, model_resolved, answer, cost }: Checked): string {
  if (error) return `${error} (after ${duration(latency_ms)})`;
  return `Answered in ${duration(latency_ms)}${model_resolved ? ` as ${model_resolved}` : ""}${cost ? `, for ${money(cost)}` : ""}: ${answer || "nothing"}`;
}

class SettingsModels extends Section<Model> {
  static override properties = { editing: {} };
  declare editing: string;
  private readonly checked = new Map<number, Checked | "asking">();

  protected path(): string {
    return "/models?active_only=false&limit=1000";
  }

  override render() {
    const may = session.may("admin");
    return this.list.view((models) => html`
      ${may ? html`<p class="actions head-actions"><a class="button" id="new-model" href="?edit=%2B" @click=${(event: Event) => this.open(event, NEW)}>Register a model</a></p>`
        : html`<p class="meta">Models say where secrets are sent: they are changed with a key that has the scope admin.</p>`}
      ${may && (this.editing || !models.length) ? this.form(models) : nothing}
      ${models.length ? html`<ul class="cards" id="models">${models.map((model) => this.model(model, may))}</ul>` : html`<section>${empty("No model yet.")}</section>`}`, 5);
  }

  private form(models: Model[]): TemplateResult {
    const editing = this.editing || NEW;
    const model = models.find((one) => String(one.id) === editing);
    if (!model && editing !== NEW) return html`<section class="broken">There is no model ${editing}.</section>`;
    const close = (): void => settle({ edit: null });
    // A form of its own for each: what was typed for one is not kept for another.
    return html`${keyed(editing, html`<model-form .model=${model ?? null} @closed=${close} @done=${() => { close(); void this.list.load(); }}></model-form>`)}`;
  }

  private open(event: Event, model: string): void {
    event.preventDefault();
    settle({ edit: model });
    scrollTo(0, 0);
  }

  private model(model: Model, may: boolean): TemplateResult {
    const checked = this.checked.get(model.id);
    return html`<li data-model=${model.name}><div class="head"><h2><a href="/ui/models/${model.id}">${model.name}</a></h2><span class="tags"><span class="tag">${model.provider}</span>${model.api ? html`<span class="tag">${words(model.api)}</span>` : nothing}${model.active === false ? html`<span class="tag">not active</span>` : nothing}</span></div>
      <p class="meta">${model.base_url ?? "results are pushed"}${priced(model) ? ` · ${million(model.cost_per_input_token)} in, ${million(model.cost_per_output_token)} out per million tokens` : ""}${model.api_key_ref ? ` · key ${model.api_key_ref}` : ""}</p>
      <p class="actions">${model.base_url && session.may("operate") ? html`<button type="button" class="check" ?disabled=${checked === "asking"} @click=${() => this.check(model)}>Check<span class="visually-hidden"> ${model.name}</span></button>` : nothing}
        ${may ? html`<a class="button change-model" href="?edit=${model.id}" @click=${(event: Event) => this.open(event, String(model.id))}>Change<span class="visually-hidden"> ${model.name}</span></a>
          <button type="button" @click=${() => this.change("PUT", `/models/${model.id}`, { active: model.active === false }, model.active === false ? `${model.name} is in use` : `${model.name} is no longer in use`)}>${model.active === false ? "Use again" : "Retire"}<span class="visually-hidden"> ${model.name}</span></button>` : nothing}
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
}
customElements.define("settings-models", SettingsModels);
