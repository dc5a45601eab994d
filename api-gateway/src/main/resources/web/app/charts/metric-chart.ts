import { html } from "lit";
import { LabElement } from "../core/element.ts";
import { day, local, utc } from "../core/format.ts";
import { go } from "../core/router.ts";
import { skeleton } from "../core/loaded.ts";
import type { ECharts } from "./echarts.ts";
import { metricOption, type ChartData, type ChartPoint, type Zoom } from "./metric-option.ts";

const NEAR_PIXELS = 40;
const NARROW_PIXELS = 600;
const ALL: Zoom = { start: 0, end: 100 };

/** A metric over time: its line and 95 % band, and on them what changed, alerted and was noted. */
class MetricChart extends LabElement {
  static override properties = { data: { attribute: false }, label: {} };
  declare data: ChartData;
  declare label: string;
  private chart?: ECharts;
  private brushing = false;
  private painted = "";
  private zoom = ALL;
  private readonly sized = new ResizeObserver(() => this.chart?.resize());
  private readonly onTheme = (): void => this.paint();

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("themechange", this.onTheme);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("themechange", this.onTheme);
    this.sized.disconnect();
    this.chart?.dispose();
    this.chart = undefined;
  }

  override render() {
    return html`<div class="bar chart-bar">
        <button type="button" class="small" aria-pressed=${String(this.brushing)} @click=${this.brush}>Zoom into a part</button>
        <button type="button" class="small" @click=${this.whole}>Whole window</button>
        <span class="meta zoomed" role="status"></span>
      </div>
      <div class="chart" role="img" aria-label=${this.label}>${this.chart ? "" : skeleton(4)}</div>`;
  }

  protected override async firstUpdated(): Promise<void> {
    const { init } = await import("./echarts.ts");
    const place = this.querySelector<HTMLElement>(".chart");
    if (!place || !this.isConnected) return;
    const inner = document.createElement("div");
    inner.className = "chart-inner";
    place.replaceChildren(inner);
    this.chart = init(inner);
    this.chart.on("datazoom", () => this.zoomed());
    this.chart.getZr().on("click", (event: { offsetX: number; offsetY: number }) => this.open(event.offsetX, event.offsetY));
    this.sized.observe(inner);
    this.paint();
    this.dataset.painted = "true";
  }

  protected override shouldUpdate(changed: Map<string, unknown>): boolean {
    // What ECharts has painted into the element is not for the template to replace.
    if (this.chart && changed.has("data")) this.paint();
    if (this.chart) this.querySelector(".chart")?.setAttribute("aria-label", this.label);
    return !this.chart;
  }

  private paint(): void {
    if (!this.chart) return;
    if (this.painted !== this.data.key) this.zoom = ALL;
    this.painted = this.data.key;
    const narrow = this.clientWidth < NARROW_PIXELS;
    this.chart.setOption(metricOption(this.data, (point) => this.describe(point), narrow, this.zoom), { notMerge: true });
    this.tellZoom();
  }

  private zoomed(): void {
    const [{ start, end }] = (this.chart!.getOption() as { dataZoom: Zoom[] }).dataZoom;
    this.zoom = { start, end };
    this.tellZoom();
  }

  private tellZoom(): void {
    const { since, until } = this.data;
    const at = (share: number): string => day(since + ((until - since) * share) / 100);
    const whole = this.zoom.start <= 0 && this.zoom.end >= 100;
    this.querySelector(".zoomed")!.textContent = whole ? "" : `Shown: ${at(this.zoom.start)} to ${at(this.zoom.end)}`;
  }

  private describe(point: ChartPoint): HTMLElement {
    const { show } = this.data;
    const error = point.low !== undefined && point.high !== undefined ? ` (${show(point.low)} to ${show(point.high)})` : "";
    const tip = document.createElement("div");
    tip.className = "tip";
    const near = this.data.marks.filter((mark) => Math.abs(mark.at - point.at) < (this.data.until - this.data.since) / 100);
    const lines = [`Run #${point.runId}`, `${show(point.value)}${error}`, point.n ? `n ${point.n}` : "", local(new Date(point.at).toISOString()),
      utc(new Date(point.at).toISOString()), ...near.map((mark) => `${mark.kind}: ${mark.text}`), "Click to open the run"];
    for (const text of lines.filter(Boolean)) {
      const line = document.createElement("p");
      line.textContent = text;
      tip.append(line);
    }
    return tip;
  }

  /** A click near an alert's mark opens the alert, any other the run nearest to it in time. */
  private open(x: number, y: number): void {
    if (this.brushing || !this.chart?.containPixel("grid", [x, y])) return;
    const pixels = (at: number, value: number): number[] => this.chart!.convertToPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [at, value]) as number[];
    for (const mark of this.data.marks) {
      if (!mark.href || mark.kind !== "alert") continue;
      const [markX] = pixels(mark.at, 0);
      const nearest = this.nearest(markX);
      if (nearest && Math.abs(markX - x) < 9 && Math.abs(pixels(nearest.at, nearest.value)[1] - y) < 12) return go(mark.href);
    }
    const point = this.nearest(x);
    if (point && Math.abs(pixels(point.at, point.value)[0] - x) < NEAR_PIXELS) go(`/ui/runs/${point.runId}`);
  }

  private nearest(x: number): ChartPoint | undefined {
    const [at] = this.chart!.convertFromPixel({ xAxisIndex: 0, yAxisIndex: 0 }, [x, 0]) as number[];
    return [...this.data.points].sort((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0];
  }

  private brush(): void {
    this.brushing = !this.brushing;
    this.querySelector("button[aria-pressed]")?.setAttribute("aria-pressed", String(this.brushing));
    this.chart?.dispatchAction({ type: "takeGlobalCursor", key: "dataZoomSelect", dataZoomSelectActive: this.brushing });
  }

  private whole(): void {
    if (this.brushing) this.brush();
    this.chart?.dispatchAction({ type: "dataZoom", start: 0, end: 100 });
  }
}
customElements.define("metric-chart", MetricChart);
