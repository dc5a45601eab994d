import { html, svg, type TemplateResult } from "lit";

export interface SparkPoint { at: number; value: number; marked?: boolean }

const WIDTH = 120;
const HEIGHT = 28;
const EDGE = 4;

/** A small line over time, its last point marked, and a triangle where something changed. */
export function sparkline(points: SparkPoint[], since: number, until: number, says: string): TemplateResult {
  const values = points.map((point) => point.value);
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  const x = (point: SparkPoint): number => EDGE + ((point.at - since) / Math.max(1, until - since)) * (WIDTH - 2 * EDGE);
  const y = (point: SparkPoint): number => (range === 0 ? HEIGHT / 2 : HEIGHT - EDGE - ((point.value - low) / range) * (HEIGHT - 2 * EDGE));
  const path = points.map((point, index) => `${index ? "L" : "M"}${x(point).toFixed(1)} ${y(point).toFixed(1)}`).join("");
  const last = points[points.length - 1];
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${says}>
    ${points.filter((point) => point.marked).map((point) => svg`<line class="spark-change" x1=${x(point)} x2=${x(point)} y1="1" y2=${HEIGHT - 1}></line>`)}
    <path class="spark-line" d=${path}></path>
    ${last ? svg`<circle class="spark-last" cx=${x(last)} cy=${y(last)} r="2.6"></circle>` : ""}
  </svg>`;
}
