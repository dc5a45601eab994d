/** An interval that holds the true value with 95 % confidence. */
export interface Interval { low: number; high: number }

const Z = 1.959964;

/** Wilson's score interval of a share (Wilson 1927), good for small n and shares near 0 or 1. */
export function wilson(share: number, n: number): Interval | null {
  if (!(n > 0) || share < 0 || share > 1) return null;
  const spread = (Z * Z) / n;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (Z * Math.sqrt((share * (1 - share)) / n + spread / (4 * n))) / (1 + spread);
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The interval a metric's own standard error gives, else that of a share of n items. */
export function interval(metric: { value: number; std_error?: number | null; sample_count?: number | null }, isShare: boolean): Interval | null {
  if (metric.std_error) return { low: metric.value - Z * metric.std_error, high: metric.value + Z * metric.std_error };
  return isShare && metric.sample_count ? wilson(metric.value, metric.sample_count) : null;
}

/**
 * Where a line over a window begins: at the window's start, or a little before the first value where that comes only in
 * the window's second half, so that what is new is not squeezed into its last pixels.
 */
export function beginning(first: number | undefined, since: number, until: number): number {
  if (first === undefined || first - since < (until - since) / 2) return since;
  return Math.max(since, first - (until - first) * 0.05 - 1000);
}
