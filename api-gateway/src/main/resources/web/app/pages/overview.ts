import { html, nothing, type TemplateResult } from "lit";
import { duration, money, percent, signedPercent, words } from "../core/format.ts";
import { Loaded } from "../core/loaded.ts";
import { beginning, wilson } from "../core/statistics.ts";
import type { Alert, Severity } from "../core/types.ts";
import { empty, modelLink, modelPath, progress, runLink, tag, tile } from "../ui/bits.ts";
import { sparkline, type SparkPoint } from "../ui/sparkline.ts";
import { when } from "../ui/time.ts";
import { used, type Budget } from "./budget.ts";
import { overview, type Attention, type Cell, type OverviewData, type Point } from "./overview-data.ts";
import { LabPage } from "./page.ts";

const SEVERITIES: Severity[] = ["critical", "warning", "info"];
const SHOWN = 5;
const DAY_MS = 86_400_000;

class PageOverview extends LabPage {
  private readonly data = new Loaded<OverviewData>(this, overview);

  override connectedCallback(): void {
    super.connectedCallback();
    for (const type of ["run", "alert", "regression", "model", "reset"] as const) this.hear(type, () => this.data.loadSoon());
  }

  protected override visit(): void {
    this.titled("Overview");
    void this.data.load();
  }

  override render() {
    return html`<h1>Overview</h1>${this.data.view((data) => html`
      ${this.attention(data)}
      ${this.numbers(data)}
      ${this.matrix(data)}`, 8)}`;
  }

  private numbers({ attention, budget, cells }: OverviewData): TemplateResult {
    const { costs, running } = attention.activity;
    return html`<dl class="tiles" aria-label="At a glance">
      ${tile("Cost today", money(costs.today), budget ? this.today(budget) : nothing, budget && used(budget.worst) > 1 ? "over" : "")}
      ${tile("Cost this month", money(costs.this_month), budget ? this.against(budget.month, budget.allowedMonth, "month") : nothing)}
      ${tile("Running now", running)}
      ${tile("Watched pairs", cells.length, "model and data set")}
    </dl>`;
  }

  private today({ today, allowedToday, worst, models }: Budget): TemplateResult {
    const share = used(worst);
    return html`${this.against(today, allowedToday, "day")}${models > 1 || share > 1 ? html`<span class="note" id="worst-budget">${share > 1 ? "over budget" : "most used"}: <a href="/ui/settings/rules">${worst.name}</a>, ${money(worst.spent)} of ${money(worst.allowed)}</span>` : nothing}`;
  }

  private against(spent: number, allowed: number, time: string): TemplateResult {
    return html`<progress class="budget" max=${allowed || 1} value=${Math.min(spent, allowed || 1)} aria-label="Budget of the ${time}"></progress>
      <span class="note">${money(spent)} of ${money(allowed)} budget${allowed > 0 ? `, ${percent(spent / allowed, 0)}` : ""}</span>`;
  }

  private attention({ attention, models }: OverviewData): TemplateResult {
    const { alerts, suspicions, overdue, silent, activity } = attention;
    const { failed_runs: failedRuns, open_runs: running } = activity;
    const quiet = !alerts.length && !suspicions.length && !failedRuns.length && !overdue.length && !silent.length;
    return html`<section aria-labelledby="now-title" id="attention" data-quiet=${String(quiet)}>
      <h2 id="now-title">Now</h2>
      ${quiet ? html`<p class="all-well"><span aria-hidden="true">✓</span> Nothing needs you: no open alert, no suspicion, no failed or overdue job, no silent model.</p>` : nothing}
      <div class="columns">
        ${alerts.length ? this.alerts(attention, models) : nothing}
        ${suspicions.length ? html`<div class="group"><h3>Suspected, being confirmed <span class="many">${suspicions.length}</span></h3><ul>
          ${suspicions.slice(0, SHOWN).map((one) => html`<li>${words(one.metric_name)} of ${modelLink(one.model_id, models, one.dataset_name)} on ${one.dataset_name},
            ${signedPercent(one.change_percent)} in run ${runLink(one.run_id)} <span class="meta">${when(one.timestamp)}</span></li>`)}</ul></div>` : nothing}
        ${failedRuns.length ? html`<div class="group"><h3>Failed in 24 hours <span class="many">${activity.failed}</span></h3><ul>
          ${failedRuns.slice(0, SHOWN).map((run) => html`<li>${runLink(run.id)} ${modelLink(run.model_id, models, run.dataset_name)} on ${run.dataset_name}
            <span class="meta">${when(run.timestamp)}</span><span class="reason">${run.error_message}</span></li>`)}</ul></div>` : nothing}
        ${overdue.length ? html`<div class="group"><h3>Overdue jobs <span class="many">${overdue.length}</span></h3><ul>
          ${overdue.slice(0, SHOWN).map((job) => html`<li><a href="/ui/schedule/${encodeURIComponent(job.job_id)}">${job.job_id}</a>
            <span class="meta">was due ${when(job.next_run_time)}</span></li>`)}</ul></div>` : nothing}
        ${silent.length ? html`<div class="group"><h3>Silent models <span class="many">${silent.length}</span></h3><ul>
          ${silent.slice(0, SHOWN).map((one) => html`<li>${modelLink(one.model_id, models, one.dataset_name)} on ${one.dataset_name}
            <span class="meta">last run ${when(one.last_run_at)}, usually every ${duration((one.usual_interval_seconds ?? 0) * 1000)}</span></li>`)}</ul></div>` : nothing}
        ${running.length ? html`<div class="group calm"><h3>Running <span class="many">${activity.running + activity.queued}</span></h3><ul>
          ${running.slice(0, SHOWN).map((run) => html`<li>${runLink(run.id)} ${modelLink(run.model_id, models, run.dataset_name)} on ${run.dataset_name} ${progress(run)}</li>`)}</ul></div>` : nothing}
      </div>
    </section>`;
  }

  private alerts({ alerts }: Attention, models: OverviewData["models"]): TemplateResult {
    const order = (alert: Alert): number => SEVERITIES.indexOf(alert.severity);
    const first = [...alerts].sort((a, b) => order(a) - order(b) || b.id - a.id).slice(0, SHOWN);
    return html`<div class="group" id="open-alerts"><h3><a href="/ui/alerts">Open alerts</a></h3>
      <p class="counts">${SEVERITIES.map((severity) => {
        const many = alerts.filter((alert) => alert.severity === severity).length;
        return many ? html`<a href="/ui/alerts?severity=${severity}">${tag(severity, `${many} ${severity}`)}</a>` : nothing;
      })}</p>
      <ul>${first.map((alert) => html`<li data-severity=${alert.severity}><a href="/ui/alerts/${alert.id}">${alert.title}</a>
        <span class="meta">${alert.model_id ? (models.get(alert.model_id)?.name ?? "") : ""} ${when(alert.timestamp)}${alert.status === "acknowledged" ? html` · acknowledged` : nothing}</span></li>`)}</ul></div>`;
  }

  private matrix({ cells, datasets, models, since, complete }: OverviewData): TemplateResult {
    if (!cells.length) {
      return html`<section><h2>Models and data sets</h2>${empty(html`No run in 30 days. <a href="/ui/settings/models">Register a model</a>,
        <a href="/ui/settings/datasets">upload a data set</a> and <a href="/ui/schedule">schedule a benchmark</a>; or push results of your own (see <a href="/docs" target="_blank">the API</a>).`)}</section>`;
    }
    const rows = new Map<number, Map<string, Cell>>();
    for (const cell of cells) rows.set(cell.model_id, (rows.get(cell.model_id) ?? new Map<string, Cell>()).set(cell.dataset_name, cell));
    return html`<section aria-labelledby="matrix-title"><h2 id="matrix-title">Accuracy, the newest and over 30 days</h2>
      <div class="scroller" tabindex="0" role="region" aria-label="Models by data sets"><table class="matrix">
        <thead><tr><th scope="col">Model</th>${datasets.map((dataset) => html`<th scope="col">${dataset}</th>`)}</tr></thead>
        <tbody>${[...rows].map(([model, row]) => html`<tr><th scope="row">${modelLink(model, models)}</th>
          ${datasets.map((dataset) => this.cell(row.get(dataset), dataset, since))}</tr>`)}</tbody>
      </table></div>
      <p class="meta">± is the half width of the 95 % interval. A dashed line in the small chart marks where a change began.${complete ? nothing : " These are the 1,000 that ran last."}</p></section>`;
  }

  private cell(cell: Cell | undefined, dataset: string, since: number): TemplateResult {
    if (!cell) return html`<td class="absent" data-label=${dataset}><span aria-label="no run">–</span></td>`;
    const { latest, measure } = cell;
    const share = measure !== "latency_ms";
    const onsets = [...new Set(cell.changes.filter((change) => !share || change.metric_type === "accuracy")
      .map((change) => Date.parse(change.onset_timestamp ?? change.run_timestamp)))].filter((at) => at >= since);
    const open = cell.changes.filter((change) => change.state === "open" && change.metric_type === "accuracy");
    const points = marked(cell.points, onsets);
    const range = measure === "accuracy" && latest.sample_count ? wilson(latest.accuracy!, latest.sample_count) : null;
    return html`<td data-label=${dataset} data-worse=${String(open.length > 0)}><a class="cell" href=${modelPath(cell.model_id, dataset)}>
      <span class="value">${share ? percent(latest.accuracy) : duration(latest.latency_ms)}</span>
      <span class="meta">${range ? html`± ${((range.high - range.low) * 50).toFixed(1)}, n ${latest.sample_count}` : share ? nothing : "latency"}</span>
      ${sparkline(points, beginning(points[0]?.at, since, Date.now()), Date.now(), `${cell.runs} runs in 30 days${onsets.length ? `, ${onsets.length} changes` : ""}`)}
      <span class="meta">${open.length ? html`<span class="change" data-worse="true">${open[0].change_percent ? signedPercent(open[0].change_percent) : "worse"}</span> since ${when(open[0].onset_timestamp ?? open[0].run_timestamp)}` : when(latest.timestamp)}</span>
    </a></td>`;
  }
}

/** The points of a line, with a mark where each change began: on the run itself, or on its day. */
function marked(line: Point[], onsets: number[]): SparkPoint[] {
  const points = line.map(({ at, value, runs }) => ({ at: Date.parse(at), value, runs, marked: false }));
  for (const onset of points.length ? onsets : []) {
    const sameDay = points.find((point) => point.runs > 1 && dayOf(point.at) === dayOf(onset));
    const nearest = points.reduce((best, point) => (Math.abs(point.at - onset) < Math.abs(best.at - onset) ? point : best));
    (sameDay ?? nearest).marked = true;
  }
  return points;
}

/** In UTC, as the days of the line are. */
const dayOf = (at: number): number => Math.floor(at / DAY_MS);
customElements.define("page-overview", PageOverview);
