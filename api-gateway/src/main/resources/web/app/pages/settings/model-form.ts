import { html, nothing } from "lit";
import { LabElement } from "../../core/element.ts";
import { send } from "../../core/http.ts";
import type { Json, Model } from "../../core/types.ts";
import { complain, say } from "../../ui/announce.ts";
import { type Field, field, readFields } from "../../ui/fields.ts";
import { ADDRESS, PRICES, PROVIDERS, REQUEST } from "./model-types.ts";

const OF_REQUEST = "request.";
const OWN: Field[] = [...ADDRESS, ...PRICES];

/** Registers a model, or changes one. Its key is named here and never seen. */
class ModelForm extends LabElement {
  static override properties = { model: { attribute: false } };
  declare model: Model | null;

  protected override firstUpdated(): void {
    if (this.model) this.querySelector<HTMLElement>("h2")?.focus();
  }

  override render() {
    const { model } = this;
    const had = (model ?? {}) as unknown as Json;
    const request: Json = model?.request ?? {};
    return html`<section aria-labelledby="model-title" id="model-form"><h2 id="model-title" tabindex="-1">${model ? `Change ${model.name}` : "Register a model"}</h2>
      <form @submit=${this.store}>
        <div class="bar">${model ? nothing : html`<label class="grow">Name<input name="name" required maxlength="255"></label>`}
          <label>Provider<select name="provider">${PROVIDERS.map((name) => html`<option .selected=${name === model?.provider}>${name}</option>`)}</select></label>
          ${OWN.map((one) => field(one, "", had[one.name]))}</div>
        <details ?open=${REQUEST.some((one) => request[one.name])}><summary>What each request carries</summary>
          <div class="bar">${REQUEST.map((one) => field(one, OF_REQUEST, request[one.name]))}</div></details>
        <p class="meta">Streaming, tokens and the budget of a run are settings of each <a href="/ui/schedule">job</a>. What a provider may be asked in a minute, and a
          model may cost in a day, holds for all runs: <code>RUNNER_RATE_…</code> and <code>RUNNER_BUDGET_MODEL_PER_DAY</code> of the runner.</p>
        <p class="actions"><button class="main">${model ? "Store" : "Register"}</button><button type="button" @click=${() => this.dispatchEvent(new Event("closed"))}>Close</button></p>
      </form></section>`;
  }

  private readonly store = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const { model } = this;
    const name = model?.name ?? String(form.get("name")).trim();
    const said = readFields(OWN, "", form, {});
    const request = readFields(REQUEST, OF_REQUEST, form, model?.request ?? {});
    const body: Json = { ...said, provider: form.get("provider"), request: Object.keys(request).length ? request : undefined };
    try {
      if (model) await send("PUT", `/models/${model.id}`, cleared(body));
      else await send("POST", "/models", { name, ...body });
      say(model ? `${name} is stored` : `${name} is registered`);
      this.dispatchEvent(new Event("done"));
    } catch (failure) {
      complain(failure, "The model could not be stored");
    }
  };
}
customElements.define("model-form", ModelForm);

/** A change leaves alone what it does not name, so what is empty is said to be. */
function cleared(body: Json): Json {
  const names = [...OWN.map((one) => one.name), "request"];
  return { ...Object.fromEntries(names.map((name) => [name, null])), ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) };
}
