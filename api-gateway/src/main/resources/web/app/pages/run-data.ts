import { ask, askAll, query } from "../core/http.ts";
import { knownModels } from "../core/known.ts";
import type { Finding, Json, Metric, Model, Run, Sample } from "../core/types.ts";

const MOST_SAMPLES = 10_000;

export interface RunData {
  run: Run; models: Map<number, Model>; metrics: Metric[]; before: Run | null; findings: Finding[];
}

export async function runData(id: string): Promise<RunData> {
  const path = `/benchmark-runs/${encodeURIComponent(id)}`;
  const run = await ask<Run>(path);
  const [models, metrics, earlier, findings] = await Promise.all([
    knownModels(),
    ask<Metric[]>(`${path}/metrics`),
    ask<Run[]>(`/benchmark-runs${query({ model_id: run.model_id, dataset_name: run.dataset_name, status: "completed", until: run.timestamp, limit: 3 })}`),
    ask<Finding[]>(`/regression-detection/results${query({ run_id: run.id, limit: 50 })}`),
  ]);
  return { run, models, metrics: metrics.filter((metric) => !metric.sample_id), before: earlier.find((one) => one.id !== run.id) ?? null, findings };
}

export interface Samples { items: Sample[]; complete: boolean }

export const samplesOf = (id: string | number): Promise<Samples> => askAll<Sample>(`/benchmark-runs/${encodeURIComponent(String(id))}/samples`, MOST_SAMPLES);

export interface Difference { part: string; before: string; after: string }

/** Every leaf of an object with its path. */
function leaves(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (value !== null && typeof value === "object") {
    for (const [name, inner] of Object.entries(value as Json)) leaves(inner, path ? `${path}.${name}` : name, into);
  } else if (value !== undefined) {
    into.set(path, value === null ? "none" : String(value));
  }
  return into;
}

export const flat = (value: unknown): [string, string][] => [...leaves(value ?? {}, "", new Map())];

/** What of a run's configuration, fingerprint and data differs from the run before. */
export function differences(before: Run, after: Run): Difference[] {
  const parts = (run: Run): Map<string, string> => leaves({
    fingerprint: run.fingerprint ?? {}, run_config: run.run_config ?? {}, dataset_version: run.dataset_version, model_resolved: run.model_resolved,
  }, "", new Map());
  const [old, now] = [parts(before), parts(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((part) => old.get(part) !== now.get(part))
    .map((part) => ({ part, before: old.get(part) ?? "none", after: now.get(part) ?? "none" }));
}
