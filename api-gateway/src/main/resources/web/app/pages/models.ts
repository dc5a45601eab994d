import { html, type TemplateResult } from "lit";
import { percent } from "../core/format.ts";
import { ask, query } from "../core/http.ts";
import { knownModels } from "../core/known.ts";
import { Loaded } from "../core/loaded.ts";
import type { Model, Run } from "../core/types.ts";
import { empty, modelPath, tag } from "../ui/bits.ts";
import { when } from "../ui/time.ts";
import { LabPage } from "./page.ts";

interface Listing { models: Model[]; newest: Map<number, Run> }

const LOOKED_AT = 1000;

class PageModels extends LabPage {
  private readonly list = new Loaded<Listing>(this, () => this.read());

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ["model", "run", "reset"] as const) this.hear(type, () => this.list.loadSoon());
  }

  protected override visit(): void {
    this.titled("Models");
    void this.list.load();
  }

  private async read(): Promise<Listing> {
    const [models, runs] = await Promise.all([knownModels(), ask<Run[]>(`/benchmark-runs${query({ limit: LOOKED_AT })}`)]);
    const newest = new Map<number, Run>();
    for (const run of runs) if (!newest.has(run.model_id)) newest.set(run.model_id, run);
    return { models: [...models.values()].sort((a, b) => Number(a.active === false) - Number(b.active === false) || a.name.localeCompare(b.name)), newest };
  }

  override render() {
    return html`<div class="head"><h1>Models</h1><p class="actions"><a class="button" href="/ui/settings/models?edit=%2B">Register a model</a></p></div>
      ${this.list.view(({ models, newest }) => (models.length ? html`<ul class="cards" id="model-list">${models.map((model) => this.card(model, newest.get(model.id)))}</ul>`
        : html`<section>${empty("No model yet.")}</section>`), 5)}`;
  }

  private card(model: Model, run: Run | undefined): TemplateResult {
    return html`<li><div class="head"><h2><a href=${modelPath(model.id)}>${model.name}</a></h2><span class="tags"><span class="tag">${model.provider}</span>${model.active === false ? html`<span class="tag">not active</span>` : ""}</span></div>
      <p class="meta">${model.version ?? ""} ${model.model_type ?? ""}</p>
      <p>${run ? html`<a href="/ui/runs/${run.id}">#${run.id}</a> on ${run.dataset_name} ${tag(run.status)} ${run.status === "completed" ? percent(run.accuracy) : ""} <span class="meta">${when(run.timestamp)}</span>` : html`<span class="meta">no run among the newest ${LOOKED_AT}</span>`}</p></li>`;
  }
}
customElements.define("page-models", PageModels);
