import { html, nothing, type TemplateResult } from "lit";
import { LabElement } from "../core/element.ts";
import { words } from "../core/format.ts";
import type { Json } from "../core/types.ts";
import { type Field, field, readFields } from "../ui/fields.ts";
import { ASKING, PROMPT, REPEATS, scorers } from "./job-types.ts";

interface Shot { prompt: string; answer: string }

const OF_SCORER = "scorer.";
const OF_CONFIG = "config.";

/** What a job asks and how its answers are judged: part of a form, which reads it by `value`. */
class JobAsking extends LabElement {
  static override properties = { config: { attribute: false }, models: { attribute: false } };
  declare config: Json;
  declare models: string[];
  private scorer: string | null = null;
  private shots: Shot[] | null = null;

  override render() {
    const set = (fields: Field[]): boolean => fields.some((one) => this.config[one.name] !== undefined && this.config[one.name] !== null);
    const scorer = this.scorer ?? nameOf(this.config.scorer);
    const shots = this.shots ?? shotsOf(this.config);
    return html`<div class="bar">
        <label>Scorer<select name="scorer" @change=${(event: Event) => { this.scorer = (event.target as HTMLSelectElement).value; this.requestUpdate(); }}>
          ${["", ...Object.keys(scorers([]))].map((name) => html`<option value=${name} .selected=${name === scorer}>${name ? words(name) : "as the item says"}</option>`)}</select></label>
        <label>Items<input name="sample_size" type="number" min="1" .value=${String(this.config.sample_size ?? "")} placeholder="all"></label>
        ${REPEATS.map((one) => this.setting(one))}
      </div>
      ${this.judging(scorer)}
      <details id="prompt" ?open=${set(PROMPT) || shots.length > 0}><summary>Prompt and examples</summary>
        ${PROMPT.map((one) => this.setting(one))}${this.examples(shots)}</details>
      <details id="asking" ?open=${set(ASKING)}><summary>How the model is asked</summary>
        <div class="bar">${ASKING.filter((one) => one.kind !== "json").map((one) => this.setting(one))}</div>
        ${ASKING.filter((one) => one.kind === "json").map((one) => this.setting(one))}</details>`;
  }

  /** What the form says, over what the job had. */
  value(form: FormData): Json {
    const config = readFields([...PROMPT, ...ASKING, ...REPEATS], OF_CONFIG, form, this.config);
    const size = String(form.get("sample_size") ?? "").trim();
    const type = String(form.get("scorer") ?? "");
    const settings = readFields(scorers([])[type] ?? [], OF_SCORER, form, settingsOf(this.config.scorer, type));
    const shots = readShots(form).filter((shot) => shot.prompt.trim() || shot.answer.trim());
    return {
      ...config, sample_size: size ? Number(size) : undefined, few_shot: shots.length ? shots : undefined,
      scorer: !type ? undefined : Object.keys(settings).length ? { type, ...settings } : type,
    };
  }

  private setting(one: Field): TemplateResult {
    return field(one, OF_CONFIG, this.config[one.name]);
  }

  private judging(type: string): TemplateResult | typeof nothing {
    const before = settingsOf(this.config.scorer, type);
    const judges = [...new Set([...this.models, ...(before.model ? [String(before.model)] : [])])];
    const fields = scorers(judges)[type] ?? [];
    if (!fields.length) return nothing;
    const long = (one: Field): boolean => one.kind === "area" || one.kind === "json";
    const shown = (one: Field): TemplateResult => field(one, OF_SCORER, one.name === "model" ? String(before.model ?? "") : before[one.name]);
    return html`<fieldset id="scorer-settings"><legend>${words(type)}</legend>
      ${fields.every(long) ? nothing : html`<div class="bar">${fields.filter((one) => !long(one)).map(shown)}</div>`}${fields.filter(long).map(shown)}</fieldset>`;
  }

  private examples(shots: Shot[]): TemplateResult {
    return html`<fieldset id="shots" @change=${() => { this.shots = readShots(this.form()); }}><legend>Examples before each question</legend>
      ${shots.map((shot, index) => html`<div class="bar shot"><label class="grow">Question<textarea name="shot.prompt" .value=${shot.prompt}></textarea></label>
        <label class="grow">Answer<textarea name="shot.answer" .value=${shot.answer}></textarea></label>
        <button type="button" class="small" @click=${() => this.show((now) => now.filter((_, place) => place !== index))}>Remove<span class="visually-hidden"> example ${index + 1}</span></button></div>`)}
      <p class="actions"><button type="button" class="small" id="add-shot" @click=${() => this.show((now) => [...now, { prompt: "", answer: "" }])}>Add an example</button>${shots.length ? nothing : html`<span class="meta">none</span>`}</p></fieldset>`;
  }

  /** What is typed already is kept. */
  private show(change: (now: Shot[]) => Shot[]): void {
    this.shots = change(readShots(this.form()));
    this.requestUpdate();
  }

  private form(): FormData {
    return new FormData(this.closest("form")!);
  }
}
customElements.define("job-asking", JobAsking);

export type { JobAsking };

const nameOf = (scorer: unknown): string => (scorer === null || scorer === undefined ? "" : typeof scorer === "object" ? String((scorer as Json).type ?? "") : String(scorer));

/** The settings that a scorer has of the job; those of another scorer are none of it. */
function settingsOf(scorer: unknown, type: string): Json {
  if (typeof scorer !== "object" || scorer === null || nameOf(scorer) !== type) return {};
  const { type: _type, ...settings } = scorer as Json;
  return settings;
}

const shotsOf = (config: Json): Shot[] => (Array.isArray(config.few_shot) ? (config.few_shot as Shot[]) : []);

function readShots(form: FormData): Shot[] {
  const answers = form.getAll("shot.answer");
  return form.getAll("shot.prompt").map((prompt, index) => ({ prompt: String(prompt), answer: String(answers[index] ?? "") }));
}
