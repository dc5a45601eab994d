// Numbers and times as people write them. A dash stands for what is not known.

const DASH = "–";
type Maybe = number | null | undefined;

const isMissing = (value: Maybe): value is null | undefined => value === null || value === undefined || Number.isNaN(value);

function grouped(value: number, digits: number): string {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export const percent = (share: Maybe, digits = 1): string => (isMissing(share) ? DASH : `${(share * 100).toFixed(digits)} %`);

export function signedPercent(share: Maybe): string {
  if (isMissing(share)) return DASH;
  return `${share > 0 ? "+" : share < 0 ? "−" : ""}${Math.abs(share * 100).toFixed(1)} %`;
}

export function money(dollars: Maybe): string {
  if (isMissing(dollars)) return DASH;
  if (dollars === 0) return "$0";
  const size = Math.abs(dollars);
  return `$${grouped(dollars, size >= 100 ? 0 : size >= 1 ? 2 : size >= 0.01 ? 3 : 6)}`;
}

export function duration(milliseconds: Maybe): string {
  if (isMissing(milliseconds)) return DASH;
  const size = Math.abs(milliseconds);
  if (size < 10) return `${milliseconds.toFixed(1)} ms`;
  if (size < 1000) return `${Math.round(milliseconds)} ms`;
  if (size < 60_000) return `${(milliseconds / 1000).toFixed(size < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 3600) return seconds % 60 ? `${Math.floor(seconds / 60)} min ${seconds % 60} s` : `${seconds / 60} min`;
  if (seconds < 172_800) return seconds % 3600 < 60 ? `${Math.floor(seconds / 3600)} h` : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.round(seconds / 86_400)} days`;
}

const SIZES = ["B", "kB", "MB", "GB", "TB"];

/** Room as people write it, in powers of a thousand. */
export function bytes(value: Maybe): string {
  if (isMissing(value)) return DASH;
  const power = Math.min(SIZES.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, value)) / 3)));
  return `${grouped(value / 1000 ** power, power > 1 ? 1 : 0)} ${SIZES[power]}`;
}

export const count = (value: Maybe): string => (isMissing(value) ? DASH : grouped(value, 0));

export function plain(value: Maybe): string {
  if (isMissing(value)) return DASH;
  const size = Math.abs(value);
  if (Number.isInteger(value)) return grouped(value, 0);
  return size >= 1000 ? grouped(value, 0) : size >= 10 ? value.toFixed(1) : size >= 0.001 ? value.toPrecision(3) : value.toExponential(1);
}

export function pValue(value: Maybe): string {
  if (isMissing(value)) return DASH;
  return value < 0.0001 ? "< 0.0001" : value < 0.01 ? value.toFixed(4) : value.toFixed(3);
}

const SHARES = ["accuracy", "precision", "recall", "f1_score", "error_rate"];

/** A metric's value with its unit: shares in percent, latencies in ms or s, costs in dollars. */
export function metricValue(type: string | null | undefined, value: Maybe, unit?: string | null): string {
  if (isMissing(value)) return DASH;
  if (type && SHARES.includes(type) && Math.abs(value) <= 1) return percent(value, value !== 0 && Math.abs(value) < 0.01 ? 2 : 1);
  if (type === "latency") return duration(unit === "s" ? value * 1000 : value);
  if (type === "cost") return money(value);
  if (type === "token_count") return count(value);
  return unit ? `${plain(value)} ${unit}` : plain(value);
}

/** The sentence's word for a metric: `overall_accuracy` is "overall accuracy". */
export const words = (name: string | null | undefined): string => (name ?? "").replaceAll("_", " ");

/** Metrics of which less is better. */
export const lowerIsBetter = (type: string): boolean => ["latency", "cost", "error_rate", "memory_usage", "token_count"].includes(type);

export function ago(iso: string, now = Date.now()): string {
  const seconds = Math.round((now - Date.parse(iso)) / 1000);
  if (seconds < 0) return `in ${span(-seconds)}`;
  return seconds < 5 ? "just now" : `${span(seconds)} ago`;
}

function span(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}

export function local(iso: string): string {
  return new Date(iso).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
}

export const day = (at: number): string => new Date(at).toLocaleDateString([], { dateStyle: "medium" });

export const utc = (iso: string): string => `${new Date(iso).toISOString().replace("T", " ").replace(/\.\d+Z$/, "Z").replace("Z", "")} UTC`;
