import type { Field } from "../../ui/fields.ts";
import type { Json } from "../../core/types.ts";

export interface Matcher { name: string; value: string; is_regex?: boolean | null }

export interface Rule {
  rule_id: string; name?: string | null; description?: string | null; alert_type: string; severity: string; enabled: boolean; conditions: Json;
  matchers: Matcher[]; notification_channels: string[]; cooldown_minutes?: number; auto_resolve_minutes?: number | null; remind_minutes?: number;
  runbook_url?: string | null;
}

/** What rules of each type may ask for, as alert-service knows it; what is left empty asks for nothing, or for the usual. */
export const CONDITIONS: Record<string, Field[]> = {
  performance_regression: [
    { name: "change_percent_threshold", label: "Worse by at least", kind: "percent", usual: "any" },
    { name: "confidence_threshold", label: "Confidence at least", kind: "percent", most: 100, usual: "any" },
    { name: "metrics_affected_threshold", label: "Metrics of one run", kind: "number", least: 1, most: 1000, whole: true, usual: "1" },
    { name: "severities", label: "Severity of the finding", kind: "several", options: ["critical", "warning", "info"] },
    { name: "settled", label: "Only what is settled", kind: "flag" },
    { name: "metrics", label: "Metrics", kind: "names", usual: "all, else names with commas" },
    { name: "datasets", label: "Data sets", kind: "names", usual: "all" },
    { name: "models", label: "Models", kind: "names", usual: "all" },
    { name: "methods", label: "Detection methods", kind: "names", usual: "all" },
  ],
  benchmark_failure: [{ name: "consecutive_failures", label: "Failures in a row", kind: "number", least: 1, most: 20, whole: true, usual: "1" }],
  model_unavailable: [{ name: "consecutive_runs", label: "Runs in a row", kind: "number", least: 1, most: 20, whole: true, usual: "1" }],
  high_error_rate: [{ name: "error_rate_threshold", label: "More samples lost than", kind: "percent", most: 100, usual: "5" }],
  cost_anomaly: [
    { name: "cost_increase_threshold", label: "Costs more by", kind: "percent", usual: "50, without a budget" },
    { name: "time_window_hours", label: "Compared over, hours", kind: "number", least: 1, most: 720, whole: true, usual: "24" },
    { name: "budget_per_day", label: "Budget of a model a day, $", kind: "number", usual: "none" },
  ],
  latency_spike: [
    { name: "latency_increase_threshold", label: "Slower by", kind: "percent", usual: "50" },
    { name: "percentile", label: "Of which latency", kind: "choice", options: ["avg", "p50", "p90", "p95", "p99"], usual: "p95" },
  ],
  system_error: [{ name: "troubles", label: "What the lab missed (none chosen: all)", kind: "several", options: ["missed_firing", "silence", "dead_letters"] }],
};

export const TYPES = Object.keys(CONDITIONS);
export const SEVERITIES = ["critical", "warning", "info"];

export const NEW_RULE: Rule = {
  rule_id: "", name: null, description: null, alert_type: "performance_regression", severity: "warning", enabled: true, conditions: {}, matchers: [],
  notification_channels: [], cooldown_minutes: 60, auto_resolve_minutes: null, remind_minutes: 1440, runbook_url: null,
};
