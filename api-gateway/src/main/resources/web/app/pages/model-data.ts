import type { ChartData, ChartMark } from "../charts/metric-option.ts";
import { metricValue, signedPercent, words } from "../core/format.ts";
import { ask, askAll, query } from "../core/http.ts";
import { beginning, interval } from "../core/statistics.ts";
import type { Alert, Annotation, Baseline, Finding, Metric, Model, Run, Trend } from "../core/types.ts";

const DAY_MS = 86_400_000;
const MOST_RUNS = 3000;
const MOST_POINTS = 5000;
const TYPES = ["accuracy", "precision", "recall", "f1_score", "latency", "throughput", "memory_usage", "cost", "token_count", "error_rate", "custom"];
const SHARES = ["accuracy", "precision", "recall", "f1_score", "error_rate"];

/** `type/name`, as addresses carry a metric. */
export type MetricKey = string;

export interface ModelData { model: Model; runs: Run[]; datasets: string[]; trends: TrendRow[] }
export interface TrendRow { type: string; name: string; dataset: string | null; trend: Trend }

export async function modelData(id: string, days: number): Promise<ModelData> {
  const path = encodeURIComponent(id);
  const since = new Date(Date.now() - days * DAY_MS).toISOString();
  const [model, runs, trends] = await Promise.all([
    ask<Model>(`/models/${path}`),
    askAll<Run>(`/benchmark-runs${query({ model_id: id, since })}`, MOST_RUNS),
    ask<{ metric_trends: Record<string, Trend> }>(`/regression-detection/trends/${path}?days_back=${days}`),
  ]);
  const datasets = [...new Set(runs.items.map((run) => run.dataset_name))].sort();
  return { model, runs: runs.items, datasets, trends: Object.entries(trends.metric_trends ?? {}).map(([key, trend]) => row(key, trend, datasets)) };
}

/** `<type>_<name>`, and `@<dataset>` where the model has several. */
function row(key: string, trend: Trend, datasets: string[]): TrendRow {
  const at = key.lastIndexOf("@");
  const metric = at < 0 ? key : key.slice(0, at);
  const type = TYPES.find((one) => metric.startsWith(`${one}_`)) ?? "custom";
  return { type, name: metric.slice(type.length + 1), dataset: at < 0 ? (datasets.length === 1 ? datasets[0] : null) : key.slice(at + 1), trend };
}

/** Every metric of a model on a data set over a window, oldest value first. */
export interface History { byMetric: Map<MetricKey, Metric[]>; complete: boolean }

export async function history(model: string, dataset: string, days: number): Promise<History> {
  const all = await askAll<Metric>(`/metrics/history${query({ model_id: model, dataset_name: dataset, days })}`, MOST_POINTS);
  const byMetric = new Map<MetricKey, Metric[]>();
  for (const metric of all.items) {
    if (metric.sample_id || metric.category) continue;
    const key = `${metric.metric_type}/${metric.metric_name}`;
    if (!byMetric.has(key)) byMetric.set(key, []);
    byMetric.get(key)!.push(metric);
  }
  const order = (key: MetricKey): number => TYPES.indexOf(key.split("/")[0]);
  return { byMetric: new Map([...byMetric].sort(([a], [b]) => order(a) - order(b))), complete: all.complete };
}

export interface Series { data: ChartData; findings: Finding[]; alerts: Alert[]; lowerIsBetter: boolean; complete: boolean }

/** One metric with what is marked on it; its values are asked for by themselves where there are too many in all. */
export async function series(model: string, dataset: string, key: MetricKey, days: number, known: History): Promise<Series> {
  const [type, ...rest] = key.split("/");
  const name = rest.join("/");
  const until = Date.now();
  const since = until - days * DAY_MS;
  const iso = new Date(since).toISOString();
  const of = { model_id: model, dataset_name: dataset, metric_type: type, metric_name: name };
  const [own, findings, alerts, annotations, baselines] = await Promise.all([
    known.complete ? { items: known.byMetric.get(key) ?? [], complete: true } : askAll<Metric>(`/metrics/history${query({ ...of, days })}`, MOST_POINTS),
    ask<Finding[]>(`/regression-detection/results${query({ ...of, since: iso, limit: 200 })}`),
    ask<Alert[]>(`/alerts${query({ model_id: model, active_only: false, limit: 200 })}`),
    ask<Annotation[]>(`/annotations${query({ since: iso, limit: 100 })}`),
    ask<Baseline[]>(`/regression-detection/baselines${query({ ...of, released: false, limit: 10 })}`),
  ]);
  const metrics = own.items.filter((metric) => !metric.sample_id && !metric.category);
  const mine = alerts.filter((alert) => alert.dataset_name === dataset && alert.metric_name === name && Date.parse(alert.timestamp) >= since);
  const found = findings.filter((finding) => finding.metric_name === name && finding.metric_type === type && finding.regression_detected !== false);
  const unit = metrics[0]?.unit;
  const share = SHARES.includes(type);
  return {
    findings: found, alerts: mine, complete: own.complete,
    lowerIsBetter: metrics[0]?.higher_is_better === false,
    data: {
      since: beginning(metrics[0] && Date.parse(metrics[0].timestamp), since, until), until, key: `${dataset} ${key} ${days}`, show: (value) => metricValue(type, value, unit),
      points: metrics.map((metric) => {
        const range = interval(metric, share);
        return { at: Date.parse(metric.timestamp), value: metric.value, low: range?.low, high: range?.high, n: metric.sample_count, runId: metric.run_id };
      }),
      marks: marks(found, mine, annotations, since),
      baseline: baselineOf(found, baselines.filter((one) => one.metric_name === name && !one.released_at), since, until),
    },
  };
}

function marks(findings: Finding[], alerts: Alert[], annotations: Annotation[], since: number): ChartMark[] {
  return [
    ...findings.map((finding): ChartMark => ({
      at: Date.parse(finding.onset_timestamp ?? finding.run_timestamp), kind: "change",
      text: `${words(finding.detection_method)}, ${signedPercent(finding.change_percent)}`, href: `/ui/runs/${finding.onset_run_id ?? finding.run_id}`,
    })),
    ...alerts.map((alert): ChartMark => ({ at: Date.parse(alert.timestamp), kind: "alert", text: alert.title, href: `/ui/alerts/${alert.id}` })),
    ...annotations.map((note): ChartMark => ({ at: Date.parse(note.at), kind: "annotation", text: note.text })),
  ].filter((mark) => mark.at >= since);
}

/** What the newest runs are compared with: from where the baseline begins to where the newest change was found. */
function baselineOf(findings: Finding[], baselines: Baseline[], since: number, until: number): ChartData["baseline"] {
  const newest = [...findings].sort((a, b) => Date.parse(b.run_timestamp) - Date.parse(a.run_timestamp))[0];
  const from = baselines[0]?.since ? Math.max(since, Date.parse(baselines[0].since)) : since;
  if (!newest && !baselines.length) return undefined;
  return { from, until: newest ? Date.parse(newest.onset_timestamp ?? newest.run_timestamp) : until, value: newest?.baseline_value };
}
