import { html, nothing, type TemplateResult } from "lit";
import { LabElement } from "../core/element.ts";
import { send } from "../core/http.ts";
import type { Job, Json, Model } from "../core/types.ts";
import { complain, say } from "../ui/announce.ts";
import { at } from "../ui/time.ts";
import "./job-asking.ts";
import type { JobAsking } from "./job-asking.ts";

const CRON = ["minute", "hour", "day_of_week", "day", "month"];
const INTERVAL = ["days", "hours", "minutes"];
const PREVIEWED = 10;
const NOTHING: Json = {};

/** Makes a job, or changes one; shows when it would run before it is stored. */
class JobForm extends LabElement {
  static override properties = { job: { attribute: false }, models: { attribute: false }, datasets: { attribute: false } };
  declare job: Job | null;
  declare models: Model[];
  declare datasets: string[];
  private kind = "";
  private next: string[] | null = null;
  private wrong = "";
  private asked = 0;

  protected override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has("job") && !this.kind) this.kind = this.job?.schedule_type ?? "cron";
  }

  protected override firstUpdated(): void {
    void this.preview();
    this.querySelector<HTMLElement>("h2")?.focus();
  }

  override render() {
    const job = this.job;
    return html`<section aria-labelledby="form-title"><h2 id="form-title" tabindex="-1">${job ? `Change ${job.job_id}` : "New job"}</h2>
      <form @submit=${this.store} @change=${this.preview}>
        <div class="bar">
          ${job ? nothing : html`<label class="grow">Name<input name="job_id" required maxlength="100" pattern="[A-Za-z0-9._:\\-]+" placeholder="nightly-gsm8k"></label>`}
          <label>Model<select name="model_name">${this.models.map((model) => html`<option ?selected=${model.name === job?.model_name}>${model.name}</option>`)}</select></label>
          <label>Data set<select name="dataset_name">${[...new Set([...(job ? [job.dataset_name] : []), ...this.datasets])].map((name) => html`<option ?selected=${name === job?.dataset_name}>${name}</option>`)}</select></label>
        </div>
        <job-asking .config=${job?.benchmark_config ?? NOTHING} .models=${this.models.map((model) => model.name)}></job-asking>
        <div class="bar">
          <label>When<select name="schedule_type" @change=${(event: Event) => { this.kind = (event.target as HTMLSelectElement).value; this.requestUpdate(); }}>
            ${[["cron", "At times of day"], ["interval", "Every so often"], ["date", "Once"]].map(([value, name]) => html`<option value=${value} ?selected=${value === this.kind}>${name}</option>`)}</select></label>
          ${this.when(job?.schedule_type === this.kind ? job.schedule_params : {})}
          <label>Time zone<input name="timezone" value=${job?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone} size="16"></label>
        </div>
        <div id="preview" role="status">${this.wrong ? html`<p class="reason">${this.wrong}</p>` : this.next ? this.firings(this.next) : html`<p class="meta">…</p>`}</div>
        <p class="actions"><button class="main">${job ? "Store" : "Make the job"}</button><button type="button" @click=${() => this.dispatchEvent(new Event("closed"))}>Close</button>
          ${job ? html`<button type="button" class="danger" @click=${this.removeJob}>Remove</button>` : nothing}</p>
      </form></section>`;
  }

  private firings(next: string[]): TemplateResult {
    if (!next.length) return html`<p class="meta">Never runs: no time is left to come.</p>`;
    return html`<p class="meta">${next.length < PREVIEWED ? `Runs ${next.length === 1 ? "once" : `${next.length} times`} more` : `The next ${PREVIEWED} times`}</p>
      <ol class="times">${next.map((time) => html`<li>${at(time)}</li>`)}</ol>`;
  }

  private when(params: Json): TemplateResult | TemplateResult[] {
    const value = (name: string, otherwise: string): string => String(params[name] ?? otherwise);
    if (this.kind === "date") return html`<label>At<input name="run_date" type="datetime-local" required></label>`;
    if (this.kind === "interval") return INTERVAL.map((name) => html`<label>${name}<input name=${name} type="number" min="0" value=${value(name, name === "hours" ? "1" : "0")} size="4"></label>`);
    if (params.expression) return html`<label>Expression<input name="expression" value=${String(params.expression)} required></label>`;
    return CRON.map((name) => html`<label>${name.replaceAll("_", " ")}<input name=${name} value=${value(name, name === "minute" ? "0" : name === "hour" ? "2" : "*")} size="5" required></label>`);
  }

  /** When it runs. */
  private schedule(form: FormData): Json {
    const get = (name: string): string => String(form.get(name) ?? "").trim();
    const params: Json = {};
    if (this.kind === "date") {
      const chosen = get("run_date");
      if (chosen) params.run_date = new Date(chosen).toISOString();
    } else if (form.has("expression")) params.expression = get("expression");
    else for (const name of this.kind === "interval" ? INTERVAL : CRON) {
      const text = get(name);
      // A number stays one; "*", ranges and lists are words.
      if (text && !(this.kind === "interval" && text === "0")) params[name] = /^\d+$/.test(text) ? Number(text) : text;
    }
    return { schedule_type: this.kind, schedule_params: params, timezone: get("timezone") || null };
  }

  private form(): FormData {
    return new FormData(this.querySelector("form")!);
  }

  private body(): Json {
    const form = this.form();
    const config = this.querySelector<JobAsking>("job-asking")!.value(form);
    return { model_name: form.get("model_name"), dataset_name: form.get("dataset_name"), ...this.schedule(form), benchmark_config: config };
  }

  private readonly preview = async (): Promise<void> => {
    await this.updateComplete;
    const mine = ++this.asked;
    try {
      const answer = await send<{ next_run_times: string[] }>("POST", `/scheduler/preview?count=${PREVIEWED}`, this.schedule(this.form()));
      if (mine !== this.asked) return;
      this.next = answer.next_run_times;
      this.wrong = "";
    } catch (failure) {
      if (mine !== this.asked) return;
      this.wrong = (failure as Error).message;
    }
    this.requestUpdate();
  };

  private readonly store = async (event: Event): Promise<void> => {
    event.preventDefault();
    const name = this.job?.job_id ?? String(this.form().get("job_id")).trim();
    try {
      if (this.job) await send("PUT", `/scheduler/jobs/${encodeURIComponent(name)}`, this.body());
      else await send("POST", "/scheduler/jobs", { job_id: name, ...this.body() });
      say(`${name} is stored`);
      this.dispatchEvent(new Event("done"));
    } catch (failure) {
      complain(failure, "The job could not be stored");
    }
  };

  private readonly removeJob = async (): Promise<void> => {
    const job = this.job!;
    if (!confirm(`Remove the job ${job.job_id}? Its runs stay.`)) return;
    try {
      await send("DELETE", `/scheduler/jobs/${encodeURIComponent(job.job_id)}`);
      say(`${job.job_id} is removed`);
      this.dispatchEvent(new Event("done"));
    } catch (failure) {
      complain(failure, "The job could not be removed");
    }
  };
}
customElements.define("job-form", JobForm);
