import { html, nothing, type TemplateResult } from "lit";
import "../charts/metric-chart.ts";
import { lowerIsBetter, metricValue, pValue, percent, signedPercent, words } from "../core/format.ts";
import { Loaded } from "../core/loaded.ts";
import { beginning } from "../core/statistics.ts";
import { settle, type Place } from "../core/router.ts";
import { change, empty, modelPath, progress, runLink, tag } from "../ui/bits.ts";
import { sparkline } from "../ui/sparkline.ts";
import { at, when } from "../ui/time.ts";
import { history, modelData, series, type History, type MetricKey, type ModelData, type Series, type TrendRow } from "./model-data.ts";
import { LabPage } from "./page.ts";

const WINDOWS = [["7", "7 days"], ["30", "30 days"], ["90", "90 days"], ["365", "a year"]];
const SHOWN_RUNS = 12;

class PageModel extends LabPage {
  private readonly base = new Loaded<ModelData>(this, () => modelData(this.place.id ?? "", this.days()), (data) => {
    this.known = null;
    this.choose(data);
  });
  private metrics: MetricKey[] = [];
  private known: { key: string; history: History } | null = null;
  private readonly line = new Loaded<Series | null>(this, () => this.readLine());

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear("run", (run) => { if (String(run.model_id) === this.place.id) this.base.loadSoon(); });
    this.hear("regression", () => this.line.loadSoon());
    this.hear("alert", () => this.line.loadSoon());
    this.hear("reset", () => this.base.loadSoon());
  }

  protected override visit(place: Place, before: Place | undefined): void {
    if (!before) this.titled("Model");
    if (!before || before.query.get("days") !== place.query.get("days")) void this.base.load();
    else if (this.base.value) this.choose(this.base.value);
  }

  private days(): number {
    return Math.min(365, Math.max(1, Number(this.setting("days")) || 30));
  }

  private dataset(data: ModelData): string {
    return this.setting("dataset") || data.datasets[0] || "";
  }

  private metric(): MetricKey {
    return this.metrics.includes(this.setting("metric")) ? this.setting("metric") : (this.metrics[0] ?? "");
  }

  private choose(data: ModelData): void {
    this.titled(data.model.name);
    const key = `${this.dataset(data)} ${this.days()}`;
    if (this.known?.key !== key) this.known = null;
    void this.line.load();
  }

  private async readLine(): Promise<Series | null> {
    const data = this.base.value!;
    const dataset = this.dataset(data);
    if (!dataset) return null;
    const found = this.known?.history ?? (await history(this.place.id!, dataset, this.days()));
    this.known = { key: `${dataset} ${this.days()}`, history: found };
    this.metrics = [...found.byMetric.keys()];
    return this.metric() ? series(this.place.id!, dataset, this.metric(), this.days(), found) : null;
  }

  override render() {
    return this.base.view((data) => html`
      <div class="head"><h1>${data.model.name}</h1><p class="meta">${data.model.provider}${data.model.version ? ` · ${data.model.version}` : ""}${data.model.active === false ? " · not active" : ""}</p></div>
      ${this.chooser(data)}
      <section aria-labelledby="line-title">
        <h2 id="line-title">${this.metric() ? words(this.metric().split("/").slice(1).join("/")) : "Over time"}${this.dataset(data) ? html` <span class="meta">on ${this.dataset(data)}</span>` : nothing}</h2>
        ${data.datasets.length ? this.line.view((line) => this.lineView(line), 5) : empty(html`No run in this window. Choose a longer one, or <a href="/ui/schedule">run a benchmark</a>.`)}
      </section>
      ${this.others(data)}
      ${this.trends(data)}
      ${this.runs(data)}`, 8);
  }

  private chooser(data: ModelData): TemplateResult {
    const pick = (name: string) => (event: Event): void => settle({ [name]: (event.target as HTMLSelectElement).value });
    return html`<form class="bar" @submit=${(event: Event) => event.preventDefault()}>
      <label>Data set<select name="dataset" @change=${pick("dataset")}>${data.datasets.map((name) => html`<option ?selected=${name === this.dataset(data)}>${name}</option>`)}</select></label>
      <label>Metric<select name="metric" @change=${pick("metric")}>${this.metrics.map((key) => html`<option value=${key} ?selected=${key === this.metric()}>${words(key.split("/").slice(1).join("/"))} (${words(key.split("/")[0])})</option>`)}</select></label>
      <label>Window<select name="days" @change=${pick("days")}>${WINDOWS.map(([value, text]) => html`<option value=${value} ?selected=${Number(value) === this.days()}>${text}</option>`)}</select></label>
    </form>`;
  }

  private lineView(line: Series | null): TemplateResult {
    if (!line || !line.data.points.length) return empty("This metric has no value in this window.");
    const { data, findings, alerts } = line;
    const last = data.points[data.points.length - 1];
    const says = `${data.points.length} runs; the newest is ${data.show(last.value)}; ${findings.length} changes, ${alerts.length} alerts. The table below has each value.`;
    return html`<metric-chart .data=${data} .label=${says}></metric-chart>
      <ul class="legend" aria-label="What the chart shows">
        <li><span class="key line"></span>value</li>${data.points.some((point) => point.low !== undefined) ? html`<li><span class="key band"></span>95 % interval</li>` : nothing}
        ${data.baseline ? html`<li><span class="key base"></span>baseline</li>` : nothing}
        ${findings.length ? html`<li><span class="key changed"></span>change began</li>` : nothing}
        ${alerts.length ? html`<li><span class="key alerted">▲</span>alert</li>` : nothing}
        ${data.marks.some((mark) => mark.kind === "annotation") ? html`<li><span class="key noted"></span>note</li>` : nothing}
      </ul>
      <p class="meta">${line.lowerIsBetter ? "Less is better." : "More is better."} ${line.complete ? "" : "Only the oldest 5,000 values of this window are shown."} Ctrl and the wheel zooms, a click opens the run.</p>
      ${findings.length ? html`<ul class="found">${findings.map((finding) => html`<li>${tag(finding.severity)} ${change(finding.change_percent, line.lowerIsBetter)} since run ${runLink(finding.onset_run_id ?? finding.run_id)}
        (${at(finding.onset_timestamp ?? finding.run_timestamp)}): ${words(finding.detection_method)}, p ${pValue(finding.p_value)}${finding.cause?.reason ? html`. ${finding.cause.reason}` : nothing}</li>`)}</ul>` : nothing}
      <details class="values"><summary>Each value as a table</summary><div class="scroller tall" tabindex="0" role="region" aria-label="Values"><table>
        <thead><tr><th scope="col">Run</th><th scope="col">When</th><th scope="col" class="number">Value</th><th scope="col" class="number">95 % interval</th><th scope="col" class="number">n</th></tr></thead>
        <tbody>${[...data.points].reverse().map((point) => html`<tr><td>${runLink(point.runId)}</td><td>${at(new Date(point.at).toISOString())}</td><td class="number">${data.show(point.value)}</td>
          <td class="number">${point.low !== undefined ? `${data.show(point.low)} to ${data.show(point.high!)}` : "–"}</td><td class="number">${point.n ?? "–"}</td></tr>`)}</tbody></table></div></details>`;
  }

  /** Every other metric as a small chart, which leads to the large one. */
  private others(data: ModelData): TemplateResult | typeof nothing {
    const all = [...(this.known?.history.byMetric ?? [])].filter(([key]) => key !== this.metric());
    if (!all.length) return nothing;
    const until = Date.now();
    return html`<section aria-labelledby="others-title"><h2 id="others-title">The other metrics</h2><ul class="multiples">${all.map(([key, values]) => {
      const last = values[values.length - 1];
      const points = values.map((metric) => ({ at: Date.parse(metric.timestamp), value: metric.value }));
      return html`<li><a class="cell" href=${`${modelPath(data.model.id, this.dataset(data), key)}&days=${this.days()}`}><span class="meta">${words(last.metric_name)}</span>
        <span class="value">${metricValue(last.metric_type, last.value, last.unit)}</span>${sparkline(points, beginning(points[0]?.at, until - this.days() * 86_400_000, until), until, `${values.length} values`)}</a></li>`;
    })}</ul></section>`;
  }

  private trends({ model, trends }: ModelData): TemplateResult {
    return html`<section aria-labelledby="trends-title"><h2 id="trends-title">Trends in this window</h2>
      ${trends.length ? html`<div class="scroller" tabindex="0" role="region" aria-label="Trends"><table id="trends">
        <thead><tr><th scope="col">Metric</th><th scope="col">Data set</th><th scope="col">Trend</th><th scope="col" class="number">First</th><th scope="col" class="number">Last</th>
          <th scope="col" class="number">Change</th><th scope="col" class="number">p</th><th scope="col" class="number">Runs</th></tr></thead>
        <tbody>${trends.map((one) => this.trend(one, model.id))}</tbody></table></div>` : empty("Too few runs for a trend.")}</section>`;
  }

  private trend({ type, name, dataset, trend }: TrendRow, model: number): TemplateResult {
    const arrows: Record<string, string> = { increasing: "↗ rising", decreasing: "↘ falling", stable: "→ steady" };
    return html`<tr><td><a href=${modelPath(model, dataset, `${type}/${name}`)}>${words(name)}</a></td><td>${dataset ?? "all"}</td><td>${arrows[trend.trend_direction] ?? words(trend.trend_direction)}</td>
      <td class="number">${metricValue(type, trend.first_value)}</td><td class="number">${metricValue(type, trend.last_value)}</td>
      <td class="number">${trend.trend_direction === "stable" ? signedPercent(trend.change_percent) : change(trend.change_percent, lowerIsBetter(type))}</td><td class="number">${pValue(trend.p_value)}</td><td class="number">${trend.data_points}</td></tr>`;
  }

  private runs(data: ModelData): TemplateResult {
    const runs = data.runs.filter((run) => run.dataset_name === this.dataset(data));
    const completed = runs.filter((run) => run.status === "completed");
    const before = (id: number): number | undefined => completed[completed.findIndex((run) => run.id === id) + 1]?.id;
    return html`<section aria-labelledby="runs-title"><h2 id="runs-title">Newest runs</h2>
      ${runs.length ? html`<div class="scroller" tabindex="0" role="region" aria-label="Runs"><table>
        <thead><tr><th scope="col">Run</th><th scope="col">When</th><th scope="col">State</th><th scope="col" class="number">Accuracy</th><th scope="col" class="number">n</th><th scope="col">Compare</th></tr></thead>
        <tbody>${runs.slice(0, SHOWN_RUNS).map((run) => html`<tr><td>${runLink(run.id)}</td><td>${when(run.timestamp)}</td><td>${tag(run.status)} ${progress(run)}</td>
          <td class="number">${percent(run.accuracy)}</td><td class="number">${run.sample_count ?? "–"}</td>
          <td>${run.status === "completed" && before(run.id) ? html`<a href="/ui/compare?first=${before(run.id)}&second=${run.id}">with #${before(run.id)}</a>` : "–"}</td></tr>`)}</tbody></table></div>`
        : empty("No run in this window.")}</section>`;
  }
}
customElements.define("page-model", PageModel);
