import { ask, Failure, query } from "../core/http.ts";
import { knownModels } from "../core/known.ts";
import type { Alert, Finding, Job, Model, Run, Suspicion } from "../core/types.ts";
import { budgetOf, type Budget, type BudgetRule, type ModelCost } from "./budget.ts";

const DAY_MS = 86_400_000;
const GRACE_MS = 120_000;

export interface Point { at: string; value: number; runs: number }

/** A model on a data set, as /dashboard/matrix has it. */
interface Pair {
  model_id: number; dataset_name: string; latest: Run; measure: "accuracy" | "latency_ms" | null; runs: number; points: Point[];
  last_run_at: string; usual_interval_seconds: number | null; silent: boolean;
}

export interface Cell extends Pair { changes: Finding[] }

export type OpenRun = Pick<Run, "id" | "timestamp" | "model_id" | "dataset_name" | "status" | "progress">;

/** As /dashboard/activity has it. */
interface Activity {
  running: number; queued: number; open_runs: OpenRun[]; failed: number; failed_runs: Run[];
  costs: { today: number; this_month: number; models: ModelCost[] };
}

export interface Attention { alerts: Alert[]; suspicions: Suspicion[]; overdue: Job[]; silent: Cell[]; activity: Activity }

export interface OverviewData {
  models: Map<number, Model>; attention: Attention; cells: Cell[]; datasets: string[]; budget: Budget | null; since: number; complete: boolean;
}

export async function overview(): Promise<OverviewData> {
  const now = Date.now();
  const [models, matrix, activity, alerts, suspicions, findings, jobs, rules] = await Promise.all([
    knownModels(),
    ask<{ since: string; pairs: Pair[]; complete: boolean }>("/dashboard/matrix"),
    activityHere(),
    ask<Alert[]>("/alerts?active_only=true&limit=1000"),
    ask<Suspicion[]>("/regression-detection/suspicions?state=pending&limit=100"),
    ask<Finding[]>(`/regression-detection/results${query({ since: new Date(now - 30 * DAY_MS).toISOString(), limit: 1000 })}`),
    ask<Job[]>("/scheduler/jobs?limit=1000"),
    // Without the rules all the rest is still worth showing.
    ask<BudgetRule[]>("/alert-rules?limit=1000").catch((): BudgetRule[] => []),
  ]);
  const cells = matrix.pairs.map((pair) => ({ ...pair, changes: changesOf(pair, findings) }));
  return {
    models, cells, since: Date.parse(matrix.since), complete: matrix.complete,
    datasets: [...new Set(cells.map((cell) => cell.dataset_name))].sort(),
    budget: budgetOf(rules, models, activity.costs.models, now),
    attention: {
      alerts, suspicions, activity,
      overdue: jobs.filter((job) => job.enabled && job.next_run_time && Date.parse(job.next_run_time) < now - GRACE_MS),
      silent: cells.filter((cell) => cell.silent),
    },
  };
}

/** By the viewer's days; by those of UTC where the server does not know the zone, or the browser does not. */
async function activityHere(): Promise<Activity> {
  try {
    return await ask<Activity>(`/dashboard/activity${query({ time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone })}`);
  } catch (failure) {
    if (!(failure instanceof Failure) || failure.status !== 422) throw failure;
    return ask<Activity>("/dashboard/activity");
  }
}

const changesOf = (pair: Pair, findings: Finding[]): Finding[] => findings.filter((finding) =>
  finding.model_id === pair.model_id && finding.dataset_name === pair.dataset_name && finding.regression_detected !== false);
