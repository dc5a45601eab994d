import { colour } from "../core/theme.ts";

export interface ChartPoint { at: number; value: number; low?: number; high?: number; n?: number | null; runId: number }
export interface ChartMark { at: number; kind: "change" | "annotation" | "alert"; text: string; href?: string }
export interface ChartData {
  points: ChartPoint[]; marks: ChartMark[];
  baseline?: { from: number; until: number; value?: number | null };
  show: (value: number) => string;
  /** The ends of the whole window, so that an empty week is seen as one. */
  since: number; until: number;
  /** Says what is shown: a newer state of the same keeps the part that was zoomed into. */
  key: string;
}

/** The part of the window that is shown, in percent of it. */
export interface Zoom { start: number; end: number }

const LABEL_LENGTH = 22;

const shortened = (text: string): string => (text.length > LABEL_LENGTH ? `${text.slice(0, LABEL_LENGTH - 1)}…` : text);

/** The value that the line has at a moment, for what is marked on it. */
export function valueAt(points: ChartPoint[], at: number): number | undefined {
  let best: ChartPoint | undefined;
  for (const point of points) if (!best || Math.abs(point.at - at) < Math.abs(best.at - at)) best = point;
  return best?.value;
}

function verticals(marks: ChartMark[]): object[] {
  const colours = { change: colour("bad"), annotation: colour("second"), alert: colour("bad") };
  return marks.filter((mark) => mark.kind !== "alert").map((mark) => ({
    xAxis: mark.at,
    label: { fontSize: 13, formatter: mark.kind === "change" ? "change" : shortened(mark.text), color: colours[mark.kind], position: mark.kind === "change" ? "end" : "insideEndTop" },
    lineStyle: { color: colours[mark.kind], type: mark.kind === "change" ? "dashed" : "dotted", width: 1.5 },
  }));
}

function level(baseline: ChartData["baseline"], show: ChartData["show"]): object[] {
  if (baseline?.value === undefined || baseline.value === null) return [];
  return [{ yAxis: baseline.value, label: { formatter: `baseline ${show(baseline.value)}`, position: "insideEndTop", fontSize: 13, color: colour("good") }, lineStyle: { color: colour("good"), type: "solid", width: 1 } }];
}

/** What ECharts is told to paint for a metric over time. */
export function metricOption(data: ChartData, describe: (point: ChartPoint) => HTMLElement, narrow: boolean, zoom: Zoom): object {
  const { points, marks, baseline } = data;
  const banded = points.filter((point) => point.low !== undefined && point.high !== undefined);
  const soft = colour("soft");
  const hidden = { type: "line", stack: "band", stackStrategy: "all", symbol: "none", silent: true, lineStyle: { opacity: 0 }, emphasis: { disabled: true } };
  return {
    animation: false,
    aria: { enabled: false },
    grid: { left: 8, right: narrow ? 14 : 24, top: 34, bottom: 64, containLabel: true },
    textStyle: { fontFamily: "inherit" },
    tooltip: {
      trigger: "axis", confine: true, className: "chart-tip", transitionDuration: 0, padding: 0, borderWidth: 0, backgroundColor: "transparent", extraCssText: "box-shadow:none",
      axisPointer: { type: "line", lineStyle: { color: soft } },
      formatter: (shown: { dataIndex: number; seriesId?: string }[]) => {
        const line = shown.find((one) => one.seriesId === "line");
        return line ? describe(points[line.dataIndex]) : "";
      },
    },
    toolbox: { show: true, itemSize: 0, feature: { dataZoom: { yAxisIndex: "none", brushStyle: { color: colour("series-band") } } } },
    xAxis: { type: "time", min: data.since, max: data.until, axisLabel: { color: soft, fontSize: 13, hideOverlap: true }, axisLine: { lineStyle: { color: colour("edge") } }, splitLine: { show: false } },
    yAxis: { type: "value", scale: true, axisLabel: { color: soft, fontSize: 13, formatter: (value: number) => data.show(value) }, splitLine: { lineStyle: { color: colour("line") } } },
    dataZoom: [
      { ...zoom, type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true },
      { ...zoom, type: "slider", filterMode: "none", height: 24, bottom: 10, showDataShadow: true, textStyle: { color: soft }, borderColor: colour("line"), fillerColor: colour("series-band"), labelFormatter: "" },
    ],
    series: [
      { ...hidden, id: "low", data: banded.map((point) => [point.at, point.low]) },
      { ...hidden, id: "band", data: banded.map((point) => [point.at, point.high! - point.low!]), areaStyle: { color: colour("series-band"), opacity: 1 } },
      {
        id: "line", type: "line", data: points.map((point) => [point.at, point.value]), symbol: "circle", symbolSize: points.length > 200 ? 3 : 7, showAllSymbol: true,
        itemStyle: { color: colour("series") }, lineStyle: { color: colour("series"), width: 2 }, z: 3,
        markLine: { symbol: "none", silent: true, animation: false, data: [...verticals(marks), ...level(baseline, data.show)] },
        markArea: baseline ? { silent: true, itemStyle: { color: colour("baseline") }, data: [[{ xAxis: baseline.from }, { xAxis: baseline.until }]] } : undefined,
      },
      {
        id: "alerts", type: "scatter", symbol: "triangle", symbolSize: 15, z: 5, itemStyle: { color: colour("bad"), borderColor: colour("card"), borderWidth: 1 },
        data: marks.filter((mark) => mark.kind === "alert").map((mark) => [mark.at, valueAt(points, mark.at)]), tooltip: { show: false },
      },
    ],
  };
}
