import { html, nothing, svg, type TemplateResult } from "lit";
import { LabElement } from "../core/element.ts";
import { ago, duration, local } from "../core/format.ts";
import { ask } from "../core/http.ts";
import { Loaded } from "../core/loaded.ts";
import { settle } from "../core/router.ts";
import type { Job } from "../core/types.ts";

interface Row { job: Job; times: number[]; more: boolean }
interface Range { name: string; ms: number; ticks: number }

const HOUR_MS = 3_600_000;
const RANGES: Record<string, Range> = {
  "24h": { name: "24 hours", ms: 24 * HOUR_MS, ticks: 4 },
  "7d": { name: "7 days", ms: 168 * HOUR_MS, ticks: 7 },
};
/** What one answer holds; what comes more often goes on, and is drawn so. */
const MOST_TIMES = 100;
const MOST_JOBS = 20;
const WIDTH = 1000;
const HEIGHT = 24;

/** When jobs run next, on a line of time: the first to come, the first on top. */
class ScheduleTimeline extends LabElement {
  static override properties = { jobs: { attribute: false }, range: {} };
  declare jobs: Job[];
  declare range: string;
  private readonly rows = new Loaded<Row[]>(this, () => this.read());
  private asked = "";
  private from = Date.now();

  protected override willUpdate(): void {
    const wanted = this.coming().map((job) => `${job.job_id} ${job.next_run_time}`).join("\n");
    if (wanted === this.asked) return;
    this.asked = wanted;
    void this.rows.load();
  }

  private coming(): Job[] {
    return this.jobs.filter((job) => job.enabled && job.next_run_time).sort((a, b) => Date.parse(a.next_run_time!) - Date.parse(b.next_run_time!));
  }

  private async read(): Promise<Row[]> {
    const jobs = this.coming().slice(0, MOST_JOBS);
    const answers = await Promise.all(jobs.map((job) => ask<{ next_run_times: string[] }>(`/scheduler/jobs/${encodeURIComponent(job.job_id)}/next?count=${MOST_TIMES}`)));
    this.from = Date.now();
    return jobs.map((job, index) => {
      const times = answers[index].next_run_times.map((time) => Date.parse(time));
      return { job, times, more: times.length === MOST_TIMES };
    });
  }

  override render() {
    const chosen = this.range in RANGES ? this.range : "24h";
    return html`<section aria-labelledby="timeline-title" id="timeline"><div class="head"><h2 id="timeline-title">Next runs</h2>
        <p class="actions">${Object.entries(RANGES).map(([id, range]) => html`<button type="button" class="small" aria-pressed=${String(id === chosen)} @click=${() => settle({ range: id === "24h" ? null : id })}>${range.name}</button>`)}</p></div>
      ${this.rows.view((rows) => this.lines(rows, RANGES[chosen]), 3)}</section>`;
  }

  private lines(rows: Row[], range: Range): TemplateResult {
    const until = this.from + range.ms;
    const left = this.coming().length - rows.length;
    return html`<div class="lines">${rows.map((row) => this.line(row, range, until))}
        <div class="line" aria-hidden="true"><span></span><p class="axis">${Array.from({ length: range.ticks + 1 }, (_, index) => html`<span>${index === 0 ? "now" : this.tick(this.from + (index * range.ms) / range.ticks, range)}</span>`)}</p></div></div>
      ${left > 0 ? html`<p class="meta">The ${rows.length} that come first; ${left} more jobs are below.</p>` : nothing}`;
  }

  private line({ job, times, more }: Row, range: Range, until: number): TemplateResult {
    const within = times.filter((time) => time >= this.from && time <= until);
    const x = (time: number): number => ((time - this.from) / range.ms) * WIDTH;
    const last = times[times.length - 1];
    const goesOn = more && last < until;
    const says = within.length === 0 ? `none in ${range.name}` : `${goesOn ? "more than " : ""}${within.length} in ${range.name}, the first ${ago(new Date(within[0]).toISOString(), this.from)}`;
    return html`<div class="line" data-line=${job.job_id}><a href="/ui/schedule/${encodeURIComponent(job.job_id)}">${job.job_id}</a>
      <span class="track"><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${job.job_id}: ${says}">
        <line class="track-line" x1="0" x2=${WIDTH} y1=${HEIGHT / 2} y2=${HEIGHT / 2}></line>
        ${goesOn ? svg`<rect class="goes-on" x=${x(last)} y="8" width=${WIDTH - x(last)} height="8"><title>and so on</title></rect>` : nothing}
        ${within.map((time) => svg`<rect class="firing" x=${Math.min(WIDTH - 5, x(time))} y="4" width="5" height="16"><title>${local(new Date(time).toISOString())}</title></rect>`)}</svg>
        ${within.length ? nothing : html`<span class="meta">${last ? `next in ${duration(times[0] - this.from)}` : "not any more"}</span>`}</span></div>`;
  }

  private tick(time: number, { ms }: Range): string {
    return ms > 48 * HOUR_MS ? new Date(time).toLocaleDateString([], { weekday: "short", day: "numeric" }) : new Date(time).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  }
}
customElements.define("schedule-timeline", ScheduleTimeline);
