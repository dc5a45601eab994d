import { ask, query } from "../core/http.ts";
import { knownModels } from "../core/known.ts";
import type { Model, Run } from "../core/types.ts";

export interface MetricComparison {
  metric_type: string; metric_name: string; higher_is_better: boolean | null; first: number | null; second: number | null;
  difference: number | null; change_percent: number | null;
  test?: { name: string; difference_low?: number | null; difference_high?: number | null; p_value?: number | null; verdict: string } | null;
}

export interface Comparison {
  first: Run; second: Run; verdict: "better" | "worse" | "statistically_tied" | "insufficient"; explanation?: string | null; paired: boolean;
  items_shared?: number | null; items_only_in_first?: number | null; items_only_in_second?: number | null; test?: string | null;
  difference?: number | null; difference_low?: number | null; difference_high?: number | null; p_value?: number | null; smallest_visible?: number | null;
  lost?: number | null; gained?: number | null; lost_items?: string[] | null; gained_items?: string[] | null; metrics?: MetricComparison[] | null;
}

export interface Choice { models: Map<number, Model>; runs: Run[] }

const CHOICE = 500;

/** The newest completed runs, to choose two from. */
export async function choice(): Promise<Choice> {
  const [models, runs] = await Promise.all([knownModels(), ask<Run[]>(`/benchmark-runs${query({ status: "completed", limit: CHOICE })}`)]);
  return { models, runs };
}

export const comparison = (first: string, second: string): Promise<Comparison> =>
  ask<Comparison>(`/benchmark-runs/${encodeURIComponent(first)}/compare/${encodeURIComponent(second)}`);

/** The newest good run of each model on a data set. */
export interface Newest { first?: Run; second?: Run; sameKind: boolean }

const LOOKED_AT = 50;

/** Of the same kind where both have one: a quick hourly run and a full nightly one answer different questions. */
export async function newestOf(firstModel: string, secondModel: string, dataset: string): Promise<Newest> {
  const [first, second] = await Promise.all([firstModel, secondModel].map(async (model) => {
    const runs = await ask<Run[]>(`/benchmark-runs${query({ model_id: model, dataset_name: dataset, status: "completed", limit: LOOKED_AT })}`);
    return runs.filter((run) => run.measurable !== false && !run.excluded);
  }));
  const alike = first.find((run) => run.stream && second.some((other) => other.stream === run.stream));
  if (alike) return { first: alike, second: second.find((run) => run.stream === alike.stream), sameKind: true };
  return { first: first[0], second: second[0], sameKind: false };
}
