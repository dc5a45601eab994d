import { html, nothing, type TemplateResult } from "lit";
import { count, duration, metricValue, money, percent, pValue, signedPercent, words } from "../core/format.ts";
import { send } from "../core/http.ts";
import { myName } from "../core/known.ts";
import { Loaded } from "../core/loaded.ts";
import { settle } from "../core/router.ts";
import { interval } from "../core/statistics.ts";
import type { Metric, Run } from "../core/types.ts";
import { complain, say } from "../ui/announce.ts";
import { change, empty, fact, modelLink, progress, runLink, tag, tile } from "../ui/bits.ts";
import { histogram } from "../ui/histogram.ts";
import "../ui/samples.ts";
import { at, when } from "../ui/time.ts";
import { LabPage } from "./page.ts";
import { differences, flat, runData, samplesOf, type RunData, type Samples } from "./run-data.ts";

const SHARES = ["accuracy", "precision", "recall", "f1_score", "error_rate"];

class PageRun extends LabPage {
  private readonly base = new Loaded<RunData>(this, () => runData(this.place.id ?? ""));
  private readonly samples = new Loaded<Samples>(this, () => samplesOf(this.place.id ?? ""));

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear("run", (run) => this.told(run));
    this.hear("reset", () => this.base.loadSoon());
  }

  protected override visit(_place: unknown, before: unknown): void {
    this.titled(`Run ${this.place.id}`);
    if (before) return;
    void this.base.load();
    void this.samples.load();
  }

  private told(run: Run): void {
    if (String(run.id) !== this.place.id || !this.base.value) return;
    Object.assign(this.base.value.run, { status: run.status, progress: run.progress });
    this.requestUpdate();
    if (run.status === "running") return;
    this.base.loadSoon();
    this.samples.loadSoon();
  }

  override render() {
    return this.base.view((data) => html`
      <p class="crumb">${modelLink(data.run.model_id, data.models, data.run.dataset_name)} on ${data.run.dataset_name}</p>
      <div class="head"><h1 id="focus-title">Run #${data.run.id} of ${data.models.get(data.run.model_id)?.name ?? "a model"}</h1>
        <p class="actions">${this.actions(data)}</p></div>
      ${this.state(data)}
      ${this.numbers(data)}
      <div class="halves">${this.changed(data)}${this.metrics(data)}</div>
      <div class="halves">${this.latency()}${this.configuration(data.run)}</div>
      ${this.table(data.run)}`, 8);
  }

  private actions({ run, before }: RunData): TemplateResult {
    const ended = ["completed", "failed", "cancelled"].includes(run.status);
    return html`${before && run.status === "completed" ? html`<a class="button" href="/ui/compare?first=${before.id}&second=${run.id}">Compare with #${before.id}</a>` : nothing}
      ${ended ? html`<button type="button" @click=${() => this.act("retry", "The run is started again")}>Run again</button>` : html`<button type="button" @click=${() => this.act("cancel", "The run is being cancelled")}>Cancel</button>`}
      ${run.excluded ? html`<button type="button" @click=${() => this.act("include", "The run counts again")}>Count it again</button>`
        : ended ? html`<button type="button" @click=${() => this.act("exclude", "The run counts no more", { by: myName(), reason: "excluded on the dashboard" })}>Leave it out</button>` : nothing}`;
  }

  private async act(action: string, done: string, body?: unknown): Promise<void> {
    try {
      await send("POST", `/benchmark-runs/${this.place.id}/${action}`, body);
      say(done);
      await this.base.load();
    } catch (failure) {
      complain(failure, "That did not work");
    }
  }

  private state({ run, findings }: RunData): TemplateResult {
    return html`<div class="tags run-state">${tag(run.status)} ${progress(run)}
        <span class="meta">${words(run.trigger_type)}${run.scheduled_job_id ? html` by <a href="/ui/schedule/${encodeURIComponent(run.scheduled_job_id)}">${run.scheduled_job_id}</a>` : nothing} · ${at(run.timestamp)}</span></div>
      ${run.error_message ? html`<p class="broken">${run.error_message}</p>` : nothing}
      ${run.excluded ? html`<p class="stale">Left out by ${run.excluded.by}, ${when(run.excluded.at)}: ${run.excluded.reason}</p>` : nothing}
      ${run.measurable === false && run.status === "completed" ? html`<p class="stale">Too many errors: this run is no evidence of anything.</p>` : nothing}
      ${(run.notes ?? []).map((note) => html`<p class="stale">${note}</p>`)}
      ${findings.map((finding) => html`<p class="broken">${tag(finding.severity)} ${words(finding.metric_name)} ${change(finding.change_percent)} against the baseline (${words(finding.detection_method)}, p ${pValue(finding.p_value)})</p>`)}`;
  }

  private numbers({ run, before, metrics }: RunData): TemplateResult {
    const judge = metrics.find(({ metric_name, metric_type, unit }) => metric_name === "judge_cost" && metric_type === "cost" && (unit ?? "USD") === "USD");
    const accuracy = run.accuracy !== null && run.accuracy !== undefined ? interval({ value: run.accuracy, sample_count: run.sample_count }, true) : null;
    // Not coloured: one run against one other is no evidence. The comparison and the findings are.
    const moved = (now?: number | null, then?: number | null): unknown =>
      now !== null && now !== undefined && then ? `${signedPercent(now / then - 1)} against #${before!.id}` : nothing;
    return html`<dl class="tiles" aria-label="Results">
      ${tile("Accuracy", html`${percent(run.accuracy)}${accuracy ? html` <small>± ${((accuracy.high - accuracy.low) * 50).toFixed(1)}</small>` : nothing}`, moved(run.accuracy, before?.accuracy))}
      ${tile("Latency", duration(run.latency_ms), moved(run.latency_ms, before?.latency_ms))}
      ${tile("Cost", money(run.total_cost), moved(run.total_cost, before?.total_cost))}
      ${judge ? tile("Judge", money(judge.value), "beside the cost") : nothing}
      ${tile("Samples", count(run.sample_count), run.error_count ? `${run.error_count} with errors` : nothing)}
      ${run.total_tokens_input || run.total_tokens_output ? tile("Tokens", count((run.total_tokens_input ?? 0) + (run.total_tokens_output ?? 0)), `${count(run.total_tokens_input)} in, ${count(run.total_tokens_output)} out`) : tile("Tokens", "–")}
      ${tile("Took", run.duration_seconds ? duration(run.duration_seconds * 1000) : "–")}
    </dl>`;
  }

  private changed({ run, before }: RunData): TemplateResult {
    const changes = before ? differences(before, run) : [];
    return html`<section aria-labelledby="changed-title"><h2 id="changed-title">Changed since the run before</h2>
      ${!before ? empty("There is no earlier run of this model on this data set.")
        : changes.length ? html`<p>Since ${runLink(before.id)} (${at(before.timestamp)}):</p><div class="scroller" tabindex="0" role="region" aria-label="Changes"><table>
          <thead><tr><th scope="col">Part</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
          <tbody>${changes.map((one) => html`<tr><td><code>${one.part}</code></td><td>${one.before}</td><td><strong>${one.after}</strong></td></tr>`)}</tbody></table></div>`
        : html`<p>Nothing: model, data set and configuration are those of ${runLink(before.id)}.</p>`}</section>`;
  }

  private metrics({ metrics }: RunData): TemplateResult {
    const range = (metric: Metric): string => {
      const found = interval(metric, SHARES.includes(metric.metric_type));
      return found ? `${metricValue(metric.metric_type, found.low, metric.unit)} to ${metricValue(metric.metric_type, found.high, metric.unit)}` : "–";
    };
    return html`<section aria-labelledby="metrics-title"><h2 id="metrics-title">Metrics</h2>
      ${metrics.length ? html`<div class="scroller" tabindex="0" role="region" aria-label="Metrics of the run"><table><thead><tr><th scope="col">Metric</th><th scope="col" class="number">Value</th><th scope="col" class="number">95 % interval</th></tr></thead>
        <tbody>${metrics.map((metric) => html`<tr><td>${words(metric.metric_name)}${metric.category ? html` <span class="meta">${metric.category}</span>` : nothing}</td>
          <td class="number">${metricValue(metric.metric_type, metric.value, metric.unit)}</td><td class="number">${range(metric)}</td></tr>`)}</tbody></table></div>` : empty("None yet.")}</section>`;
  }

  private latency(): TemplateResult {
    return html`<section aria-labelledby="latency-title"><h2 id="latency-title">Latency</h2>${this.samples.view(({ items }) => {
      const values = items.flatMap((sample) => (sample.latency_ms !== null && sample.latency_ms !== undefined && !sample.error ? [sample.latency_ms] : []));
      return values.length ? histogram(values) : empty("No sample of this run says how long it took.");
    })}</section>`;
  }

  private configuration(run: Run): TemplateResult {
    const rows = (value: unknown): unknown => flat(value).map(([name, text]) => fact(name, html`<code>${text}</code>`));
    return html`<section aria-labelledby="config-title"><h2 id="config-title">Configuration</h2>
      <dl class="facts narrow">${fact("data set version", run.dataset_version ? html`<code>${run.dataset_version}</code>` : null)}${fact("source", run.source)}${rows(run.run_config)}</dl>
      ${run.fingerprint ? html`<h3>Fingerprint</h3><dl class="facts narrow">${fact("stream", run.stream ? html`<code>${run.stream}</code>` : null)}${rows(run.fingerprint)}</dl>` : nothing}</section>`;
  }

  private table(run: Run): TemplateResult {
    const filter = this.setting("show") || "all";
    return html`<section aria-labelledby="samples-title"><h2 id="samples-title">Samples</h2>${this.samples.view(({ items, complete }) => !items.length
      ? empty(run.status === "running" ? "They come when the run has ended." : "This run has no samples: only its metrics were reported.")
      : html`<form class="bar" @submit=${(event: Event) => event.preventDefault()}>
          <label>Show<select name="show" @change=${(event: Event) => settle({ show: (event.target as HTMLSelectElement).value, sample: null })}>
            ${[["all", "All"], ["wrong", "Wrong"], ["error", "Errors"]].map(([value, text]) => html`<option value=${value} ?selected=${value === filter}>${text}</option>`)}</select></label>
          <label class="grow">Search<input type="search" name="q" .value=${this.setting("q")} @input=${(event: Event) => settle({ q: (event.target as HTMLInputElement).value })}></label>
        </form>
        ${complete ? nothing : html`<p class="stale">The first 10,000 samples are shown.</p>`}
        <sample-table .samples=${items} .filter=${filter} .text=${this.setting("q")} .opened=${this.setting("sample")} @sample=${(event: CustomEvent) => settle({ sample: event.detail })}></sample-table>`, 6)}</section>`;
  }
}
customElements.define("page-run", PageRun);
