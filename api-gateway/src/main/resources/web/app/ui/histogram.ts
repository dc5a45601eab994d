import { html, svg, type TemplateResult } from "lit";
import { duration } from "../core/format.ts";

export interface Bin { low: number; high: number; many: number }

const BINS = 24;
const WIDTH = 600;
const HEIGHT = 160;

/** Equal bins up to the 99th percentile; the last takes what is beyond, so that one straggler flattens nothing. */
export function bins(values: number[]): Bin[] {
  if (!values.length) return [];
  const sorted = [...values].sort((a, b) => a - b);
  const low = sorted[0];
  const top = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.99))];
  const width = (top - low) / BINS || 1;
  const result = Array.from({ length: BINS }, (_, index) => ({ low: low + index * width, high: low + (index + 1) * width, many: 0 }));
  for (const value of sorted) result[Math.min(BINS - 1, Math.floor((value - low) / width))].many++;
  result[BINS - 1].high = sorted[sorted.length - 1];
  return result;
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

export function histogram(values: number[]): TemplateResult {
  const all = bins(values);
  const most = Math.max(...all.map((bin) => bin.many));
  const width = WIDTH / all.length;
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => quantile(values, share));
  const says = `Latency of ${values.length} answers: median ${duration(p50)}, 95 % within ${duration(p95)}, 99 % within ${duration(p99)}`;
  return html`<svg class="histogram" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${says} preserveAspectRatio="none">
      ${all.map((bin, index) => {
        const height = (bin.many / most) * (HEIGHT - 4);
        return svg`<rect x=${index * width + 1} y=${HEIGHT - height} width=${width - 2} height=${height}><title>${duration(bin.low)} to ${duration(bin.high)}: ${bin.many}</title></rect>`;
      })}</svg>
    <p class="axis"><span>${duration(all[0].low)}</span><span>${duration(all[all.length - 1].low)} and more</span></p>
    <dl class="facts narrow"><div><dt>Median</dt><dd>${duration(p50)}</dd></div><div><dt>95 % within</dt><dd>${duration(p95)}</dd></div><div><dt>99 % within</dt><dd>${duration(p99)}</dd></div></dl>`;
}
