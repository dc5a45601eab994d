// The parts of the HTTP API's shapes that the pages show; the contract is /openapi.

export type Severity = "critical" | "warning" | "info";
export type RunStatus = "queued" | "running" | "completed" | "failed" | "cancelled";
export type AlertStatus = "active" | "acknowledged" | "resolved";
export type Json = Record<string, unknown>;

export interface Model {
  id: number; name: string; version?: string | null; provider: string; active?: boolean; model_type?: string | null;
  base_url?: string | null; remote_name?: string | null; api_key_ref?: string | null;
  cost_per_input_token?: number | null; cost_per_output_token?: number | null; api?: string | null; request?: Json | null; labels?: Record<string, string>;
}

export interface Run {
  id: number; timestamp: string; model_id: number; model_name?: string; dataset_name: string;
  dataset_version?: string | null; run_config?: Json | null; accuracy?: number | null; latency_ms?: number | null;
  total_cost?: number | null; total_tokens_input?: number | null; total_tokens_output?: number | null;
  status: RunStatus; error_message?: string | null; duration_seconds?: number | null; sample_count?: number | null;
  error_count?: number | null; scheduled_job_id?: string | null; trigger_type: string; completed_at?: string | null;
  measurable?: boolean; excluded?: { by: string; reason: string; at: string } | null;
  progress?: { done: number; total: number } | null; source?: string | null; batch_id?: string | null;
  expected_interval?: string | null; stream?: string | null; fingerprint?: Json | null; labels?: Json | null;
  model_resolved?: string | null; notes?: string[] | null; parent_run_id?: number | null;
}

export interface Metric {
  id?: number; run_id: number; metric_type: string; metric_name: string; value: number; unit?: string | null;
  category?: string | null; timestamp: string; std_error?: number | null; sample_count?: number | null;
  higher_is_better?: boolean | null; sample_id?: string | null;
}

export interface Sample {
  id: string; position: number; prompt?: string | null; answer?: string | null; target?: string | null;
  score?: number | null; parsed?: boolean | null; latency_ms?: number | null; input_tokens?: number | null;
  output_tokens?: number | null; cost?: number | null; error?: string | null; item_key?: string | null;
}

export interface Alert {
  id: number; timestamp: string; alert_type: string; severity: Severity; title: string; message?: string | null;
  model_id?: number | null; run_id?: number | null; metric_type?: string | null; metric_name?: string | null;
  dataset_name?: string | null; trigger_value?: number | null; threshold_value?: number | null;
  baseline_value?: number | null; status: AlertStatus; acknowledged_at?: string | null; acknowledged_by?: string | null;
  resolved_at?: string | null; resolved_by?: string | null; resolution_notes?: string | null; resolution?: string | null;
  rule_id?: string | null; occurrences?: number; last_seen_at?: string | null; snoozed_until?: string | null;
  notification_status?: Record<string, unknown>;
}

export interface Finding {
  id: number; state: "open" | "cleared"; run_id: number; run_timestamp: string; metric_type: string; metric_name: string;
  dataset_name: string; model_id: number; severity?: Severity | null; detection_method: string; stream: string;
  baseline_value?: number | null; current_value?: number | null; change_percent?: number | null; p_value?: number | null;
  onset_run_id?: number | null; onset_timestamp?: string | null; timestamp: string; regression_detected: boolean;
  statistical_details?: Json; cause?: { suspect: string; reason: string } | null;
}

export interface Suspicion {
  id: number; state: string; model_id: number; dataset_name: string; metric_type: string; metric_name: string;
  run_id: number; severity?: Severity | null; change_percent?: number | null; p_value?: number | null;
  repeats?: number; timestamp: string; deadline?: string | null;
}

export interface Job {
  job_id: string; model_name: string; dataset_name: string; benchmark_config?: Json | null; schedule_type: string;
  schedule_params: Json; enabled: boolean; timezone?: string | null; next_run_time?: string | null; trigger?: string | null;
  last_run_id?: number | null; last_status?: RunStatus | null; cooldown_minutes?: number; misfire_grace_time?: number;
}

export interface Annotation { id: number; at: string; text: string; labels?: Json; created_by?: string | null }

export interface Baseline {
  id: number; model_id: number; dataset_name: string; metric_type: string; metric_name: string; kind: string;
  run_ids: number[]; since?: string | null; reason?: string | null; released_at?: string | null;
}

export interface Trend {
  data_points: number; slope: number | null; slope_per_day?: number | null; p_value: number | null; r_squared: number | null;
  trend_direction: string; first_value: number | null; last_value: number | null; change_percent: number | null;
}

export interface Health { status: string; problems?: string[]; notifications?: { status: string; detail?: string } }
