import { isoDuration } from "../core/format.ts";
import { ask, askAll, query } from "../core/http.ts";
import { knownModels } from "../core/known.ts";
import { median } from "../core/statistics.ts";
import type { Alert, Finding, Job, Model, Run, Suspicion } from "../core/types.ts";
import { budgetOf, type Budget, type BudgetRule } from "./budget.ts";

const DAY_MS = 86_400_000;
const MOST_RUNS = 5000;
const GRACE_MS = 120_000;
const HOUR_MS = 3_600_000;

export interface Silence { modelId: number; dataset: string; last: string; expectedEvery: number }

export interface Cell { modelId: number; dataset: string; runs: Run[]; latest: Run; changes: Finding[] }

export interface Attention {
  alerts: Alert[]; suspicions: Suspicion[]; failedRuns: Run[]; overdue: Job[]; silent: Silence[]; running: Run[];
}

export interface OverviewData {
  models: Map<number, Model>; attention: Attention; cells: Cell[]; datasets: string[];
  costToday: number; costMonth: number; budget: Budget | null; since: number; complete: boolean;
}

export async function overview(): Promise<OverviewData> {
  const now = Date.now();
  const since = now - 30 * DAY_MS;
  const month = new Date(now);
  month.setDate(1);
  month.setHours(0, 0, 0, 0);
  // Budgets are of days in UTC, whose month may begin before this one.
  const monthUtc = Date.UTC(new Date(now).getUTCFullYear(), new Date(now).getUTCMonth(), 1);
  const from = new Date(Math.min(since, month.getTime(), monthUtc)).toISOString();
  const [models, runs, alerts, suspicions, findings, jobs, rules] = await Promise.all([
    knownModels(),
    askAll<Run>(`/benchmark-runs${query({ since: from })}`, MOST_RUNS),
    ask<Alert[]>("/alerts?active_only=true&limit=1000"),
    ask<Suspicion[]>("/regression-detection/suspicions?state=pending&limit=100"),
    ask<Finding[]>(`/regression-detection/results${query({ since: new Date(since).toISOString(), limit: 1000 })}`),
    ask<Job[]>("/scheduler/jobs?limit=1000"),
    // Without the rules all the rest is still worth showing.
    ask<BudgetRule[]>("/alert-rules?limit=1000").catch((): BudgetRule[] => []),
  ]);
  const cells = cellsOf(runs.items, findings, since, models);
  return {
    models, cells, since, complete: runs.complete,
    datasets: [...new Set(cells.map((cell) => cell.dataset))].sort(),
    costToday: cost(runs.items, new Date(now).setHours(0, 0, 0, 0)),
    costMonth: cost(runs.items, month.getTime()),
    budget: budgetOf(rules, models, runs.items, now),
    attention: {
      alerts, suspicions,
      failedRuns: failedSince(runs.items, now - DAY_MS),
      overdue: jobs.filter((job) => job.enabled && job.next_run_time && Date.parse(job.next_run_time) < now - GRACE_MS),
      silent: silentOf(cells, now),
      running: runs.items.filter((run) => run.status === "running" || run.status === "queued"),
    },
  };
}

const cost = (runs: Run[], since: number): number =>
  runs.filter((run) => Date.parse(run.timestamp) >= since).reduce((sum, run) => sum + (run.total_cost ?? 0), 0);

/** Failed runs of which no later one of the same model and data set went well. */
function failedSince(runs: Run[], since: number): Run[] {
  const settled = new Set<string>();
  const failed: Run[] = [];
  for (const run of runs) {
    const key = `${run.model_id} ${run.dataset_name}`;
    if (run.status === "completed") settled.add(key);
    if (run.status === "failed" && !settled.has(key) && Date.parse(run.timestamp) >= since) failed.push(run);
  }
  return failed;
}

function cellsOf(runs: Run[], findings: Finding[], since: number, models: Map<number, Model>): Cell[] {
  const cells = new Map<string, Cell>();
  for (const run of runs) {
    if (run.status !== "completed" || run.excluded || models.get(run.model_id)?.active === false || Date.parse(run.timestamp) < since) continue;
    const key = `${run.model_id} ${run.dataset_name}`;
    const cell = cells.get(key);
    if (cell) cell.runs.push(run);
    else cells.set(key, { modelId: run.model_id, dataset: run.dataset_name, runs: [run], latest: run, changes: [] });
  }
  for (const finding of findings) {
    if (finding.regression_detected !== false) cells.get(`${finding.model_id} ${finding.dataset_name}`)?.changes.push(finding);
  }
  return [...cells.values()];
}

/**
 * A pair is silent when its newest run is older than what the runs say is expected, or, as alert-service has it, than three
 * of its usual gaps, than the longest there was, and than an hour: runs that were pushed together promise nothing.
 */
function silentOf(cells: Cell[], now: number): Silence[] {
  return cells.flatMap((cell) => {
    const times = cell.runs.map((run) => Date.parse(run.timestamp));
    const told = isoDuration(cell.latest.expected_interval);
    if (!told && times.length < 5) return [];
    const gaps = times.slice(1).map((time, index) => times[index] - time);
    const gap = told ?? median(gaps);
    const allowed = told ? Math.max(1.5 * told, GRACE_MS) : Math.max(3 * gap, ...gaps, HOUR_MS);
    if (now - times[0] <= allowed) return [];
    return [{ modelId: cell.modelId, dataset: cell.dataset, last: cell.latest.timestamp, expectedEvery: gap }];
  });
}
