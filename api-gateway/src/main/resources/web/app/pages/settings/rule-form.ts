import { html, nothing, type TemplateResult } from "lit";
import { LabElement } from "../../core/element.ts";
import { words } from "../../core/format.ts";
import { Failure, send } from "../../core/http.ts";
import type { Json } from "../../core/types.ts";
import { complain, say } from "../../ui/announce.ts";
import { field, readFields } from "../../ui/fields.ts";
import { previewView, type Preview } from "./rule-preview.ts";
import { CONDITIONS, NEW_RULE, SEVERITIES, TYPES, type Matcher, type Rule } from "./rule-types.ts";

const OF_CONDITIONS = "conditions.";
const PREVIEW_AFTER_MS = 300;

/** Makes a rule, or changes one; says what it would have fired on before it is stored. */
class RuleForm extends LabElement {
  static override properties = { rule: { attribute: false }, channels: { attribute: false } };
  declare rule: Rule | null;
  declare channels: string[];
  private draft: Rule = NEW_RULE;
  private preview: Preview | null = null;
  private wrong = "";
  private unreadable = false;
  private asked = 0;
  private due?: ReturnType<typeof setTimeout>;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has("rule")) return;
    this.draft = this.rule ?? NEW_RULE;
    this.preview = null;
    this.previewSoon();
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("h2")?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.due);
  }

  override render() {
    const { draft, rule } = this;
    return html`<section aria-labelledby="rule-title" id="rule-form"><h2 id="rule-title" tabindex="-1">${rule ? `Change ${rule.name ?? rule.rule_id}` : "New rule"}</h2>
      <form @submit=${this.store} @change=${this.changed} novalidate>
        <div class="bar">
          ${rule ? nothing : html`<label>Id<input name="rule_id" required maxlength="100" pattern="[A-Za-z0-9._\\-]+" placeholder="slow-answers" .value=${draft.rule_id}></label>`}
          <label class="grow">Name<input name="name" maxlength="255" .value=${draft.name ?? ""}></label>
          <label>Fires on<select name="alert_type">${TYPES.map((type) => html`<option value=${type} .selected=${type === draft.alert_type}>${words(type)}</option>`)}</select></label>
          <label>Severity<select name="severity">${SEVERITIES.map((one) => html`<option .selected=${one === draft.severity}>${one}</option>`)}</select></label>
          <label class="inline"><input type="checkbox" name="enabled" .checked=${draft.enabled}>In use</label></div>
        <label class="wide">Description<input name="description" maxlength="2000" .value=${draft.description ?? ""}></label>
        <fieldset id="conditions"><legend>Where</legend><div class="bar">${(CONDITIONS[draft.alert_type] ?? []).map((one) => field(one, OF_CONDITIONS, draft.conditions[one.name]))}</div></fieldset>
        ${this.matchers()}
        <fieldset class="several" id="told"><legend>Tells</legend>${[...new Set([...this.channels, ...draft.notification_channels])].map((name) => html`<label class="inline"><input type="checkbox" name="channel" value=${name} .checked=${draft.notification_channels.includes(name)}>${name}</label>`)}</fieldset>
        <div class="bar"><label>Not again within, min<input name="cooldown_minutes" type="number" min="0" max="525600" .value=${String(draft.cooldown_minutes ?? 60)}></label>
          <label>Reminds after, min<input name="remind_minutes" type="number" min="1" max="525600" .value=${String(draft.remind_minutes ?? 1440)}></label>
          <label>Over when not seen for, min<input name="auto_resolve_minutes" type="number" min="1" max="525600" placeholder="when it is back" .value=${draft.auto_resolve_minutes === null || draft.auto_resolve_minutes === undefined ? "" : String(draft.auto_resolve_minutes)}></label>
          <label class="grow">Runbook<input name="runbook_url" type="url" maxlength="1000" placeholder="https://…" .value=${draft.runbook_url ?? ""}></label></div>
        <details id="advanced"><summary>Advanced: the rule as JSON</summary><label class="wide">Rule<textarea name="json" spellcheck="false" .value=${JSON.stringify(this.body(), null, 2)}></textarea></label></details>
        <div id="preview" role="status" aria-live="polite">${this.wrong ? html`<p class="reason">${this.wrong}</p>` : this.preview ? previewView(this.preview) : html`<p class="meta">…</p>`}</div>
        <p class="actions"><button class="main">${rule ? "Store" : "Make the rule"}</button><button type="button" @click=${() => this.dispatchEvent(new Event("closed"))}>Close</button>
          ${rule ? html`<button type="button" class="danger" @click=${this.removeRule}>Remove</button>` : nothing}</p>
      </form></section>`;
  }

  private matchers(): TemplateResult {
    const { matchers } = this.draft;
    return html`<fieldset id="matchers"><legend>Only for</legend>
      <datalist id="matcher-names">${["model", "dataset", "metric", "labels.team"].map((name) => html`<option value=${name}></option>`)}</datalist>
      ${matchers.map((matcher, index) => html`<div class="bar matcher"><label>What<input name="matcher.name" list="matcher-names" required size="10" .value=${matcher.name}></label>
        <label class="grow">Is<input name="matcher.value" maxlength="200" .value=${matcher.value}></label>
        <label class="inline"><input type="checkbox" name="matcher.regex.${index}" .checked=${matcher.is_regex === true}>as a pattern</label>
        <button type="button" class="small" @click=${() => this.match(matchers.filter((_, place) => place !== index))}>Remove<span class="visually-hidden"> matcher ${index + 1}</span></button></div>`)}
      <p class="actions"><button type="button" class="small" id="add-matcher" @click=${() => this.match([...matchers, { name: "model", value: "" }])}>Only for a model, data set or label…</button>${matchers.length ? nothing : html`<span class="meta">for all</span>`}</p></fieldset>`;
  }

  private match(matchers: Matcher[]): void {
    this.draft = { ...this.draft, matchers };
    this.requestUpdate();
    this.previewSoon();
  }

  /** The rule as it is sent: what the server says of it, it takes back. */
  private body(): Json {
    const { created_at: _made, updated_at: _changed, ...rule } = this.draft as Rule & Json;
    return rule;
  }

  private readonly changed = (event: Event): void => {
    const target = event.target as HTMLInputElement | HTMLTextAreaElement;
    try {
      this.draft = target.name === "json" ? parsed(target.value, this.draft) : this.read(target.name === "alert_type");
    } catch (unreadable) {
      // What is still asked about the rule as it was says nothing of this.
      clearTimeout(this.due);
      this.asked++;
      this.unreadable = true;
      this.tellWrong(`This is no JSON: ${(unreadable as Error).message}`);
      return;
    }
    this.unreadable = false;
    this.requestUpdate();
    this.previewSoon();
  };

  private read(otherType: boolean): Rule {
    const form = new FormData(this.querySelector("form")!);
    const get = (name: string): string => String(form.get(name) ?? "").trim();
    const number = (name: string): number | null => (get(name) ? Number(get(name)) : null);
    const type = get("alert_type");
    const names = form.getAll("matcher.name");
    const values = form.getAll("matcher.value");
    return {
      ...this.draft, rule_id: this.rule?.rule_id ?? get("rule_id"), name: get("name") || null, description: get("description") || null,
      alert_type: type, severity: get("severity"), enabled: form.has("enabled"),
      conditions: otherType ? {} : readFields(CONDITIONS[type] ?? [], OF_CONDITIONS, form, this.draft.conditions),
      matchers: names.map((name, index) => ({ name: String(name).trim(), value: String(values[index]).trim(), is_regex: form.has(`matcher.regex.${index}`) })),
      notification_channels: form.getAll("channel").map(String), cooldown_minutes: number("cooldown_minutes") ?? 60,
      remind_minutes: number("remind_minutes") ?? 1440, auto_resolve_minutes: number("auto_resolve_minutes"), runbook_url: get("runbook_url") || null,
    };
  }

  private previewSoon(): void {
    clearTimeout(this.due);
    this.due = setTimeout(() => void this.tryOut(), PREVIEW_AFTER_MS);
  }

  private async tryOut(): Promise<void> {
    const mine = ++this.asked;
    try {
      const preview = await send<Preview>("POST", "/alert-rules/preview", { ...this.body(), rule_id: this.draft.rule_id || "new" });
      if (mine !== this.asked) return;
      this.preview = preview;
      this.tellWrong("");
    } catch (failure) {
      if (mine !== this.asked) return;
      const status = failure instanceof Failure ? failure.status : 0;
      // Another rule is being tried.
      if (status === 503) return this.previewSoon();
      const absent = status === 404;
      this.tellWrong(absent ? "This server cannot try rules" : (failure as Error).message);
    }
  }

  private tellWrong(sentence: string): void {
    this.wrong = sentence;
    this.requestUpdate();
  }

  private readonly store = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (!(event.target as HTMLFormElement).reportValidity()) return;
    if (this.unreadable) return complain(new Error(this.wrong), "The rule could not be stored");
    const name = this.draft.name ?? this.draft.rule_id;
    try {
      if (this.rule) await send("PUT", `/alert-rules/${encodeURIComponent(this.rule.rule_id)}`, this.body());
      else await send("POST", "/alert-rules", this.body());
      say(`${name} is stored`);
      this.dispatchEvent(new Event("done"));
    } catch (failure) {
      complain(failure, "The rule could not be stored");
    }
  };

  private readonly removeRule = async (): Promise<void> => {
    const rule = this.rule!;
    if (!confirm(`Remove the rule ${rule.name ?? rule.rule_id}? Its alerts stay.`)) return;
    try {
      await send("DELETE", `/alert-rules/${encodeURIComponent(rule.rule_id)}`);
      say(`${rule.name ?? rule.rule_id} is removed`);
      this.dispatchEvent(new Event("done"));
    } catch (failure) {
      complain(failure, "The rule could not be removed");
    }
  };
}
customElements.define("rule-form", RuleForm);

/** What is not said in the JSON is as it was, so that the form can show it. */
function parsed(json: string, before: Rule): Rule {
  const said = JSON.parse(json) as Partial<Rule>;
  if (typeof said !== "object" || said === null || Array.isArray(said)) throw new SyntaxError("it must be an object");
  for (const list of ["matchers", "notification_channels"] as const) if (said[list] && !Array.isArray(said[list])) throw new SyntaxError(`${list} must be a list`);
  const whole = { ...before, ...said };
  return { ...whole, conditions: whole.conditions ?? {}, matchers: whole.matchers ?? [], notification_channels: whole.notification_channels ?? [] };
}
