import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { duration, money, plain, words } from "../core/format.ts";
import { ask, send } from "../core/http.ts";
import { knownModels } from "../core/known.ts";
import { Loaded } from "../core/loaded.ts";
import { go } from "../core/router.ts";
import type { Job, Model, Run } from "../core/types.ts";
import { complain, say } from "../ui/announce.ts";
import { empty, modelLink, progress, runLink, tag } from "../ui/bits.ts";
import "./job-form.ts";
import { when } from "../ui/time.ts";
import { Paces } from "./pace.ts";
import "./timeline.ts";
import { LabPage } from "./page.ts";

interface Schedule { jobs: Job[]; running: Run[]; models: Map<number, Model>; datasets: string[] }

const GRACE_MS = 120_000;

class PageSchedule extends LabPage {
  private readonly data = new Loaded<Schedule>(this, () => this.read(), ({ running }) => running.forEach((run) => this.paces.see(run)));
  private readonly paces = new Paces();

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear("run", (run) => this.told(run));
    this.hear("reset", () => this.data.loadSoon());
  }

  protected override visit(_place: unknown, before: unknown): void {
    this.titled("Schedule");
    if (!before) void this.data.load();
  }

  private async read(): Promise<Schedule> {
    const [jobs, running, queued, models, datasets] = await Promise.all([
      ask<Job[]>("/scheduler/jobs?limit=1000"), ask<Run[]>("/benchmark-runs?status=running&limit=50"), ask<Run[]>("/benchmark-runs?status=queued&limit=50"),
      knownModels(), ask<{ name: string }[]>("/datasets?limit=1000"),
    ]);
    return { jobs, running: [...running, ...queued], models, datasets: [...new Set(datasets.map((dataset) => dataset.name))].sort() };
  }

  private told(run: Run): void {
    const data = this.data.value;
    if (!data) return;
    const place = data.running.findIndex((one) => one.id === run.id);
    const runs = run.status === "running" || run.status === "queued";
    if (place >= 0 && runs) Object.assign(data.running[place], run);
    else if (place >= 0) data.running.splice(place, 1);
    else if (runs) data.running.unshift(run);
    if (runs) this.paces.see(place >= 0 ? data.running[place] : run);
    if (!runs) this.data.loadSoon();
    this.requestUpdate();
  }

  override render() {
    const id = this.place.id;
    return html`<div class="head"><h1>Schedule</h1><p class="actions"><a class="button" href="/ui/schedule/new">New job</a></p></div>
      ${this.data.view((data) => html`
        ${id === null ? nothing : this.form(id, data)}
        ${this.running(data)}
        ${data.jobs.some((job) => job.enabled && job.next_run_time) ? html`<schedule-timeline .jobs=${data.jobs} .range=${this.setting("range")}></schedule-timeline>` : nothing}
        ${this.jobs(data)}`, 6)}`;
  }

  private form(id: string, { jobs, models, datasets }: Schedule): TemplateResult {
    const job = jobs.find((one) => one.job_id === id);
    if (id !== "new" && !job) return html`<section class="broken">There is no job ${id}.</section>`;
    // A form of its own for each: what was typed for one is not kept for another.
    return html`${keyed(id, html`<job-form .job=${job ?? null} .models=${[...models.values()].filter((model) => model.active !== false)} .datasets=${datasets}
      @done=${() => { go("/ui/schedule"); void this.data.load(); }} @closed=${() => go("/ui/schedule")}></job-form>`)}`;
  }

  private running({ running, models }: Schedule): TemplateResult {
    return html`<section aria-labelledby="running-title" id="running"><h2 id="running-title">Running now</h2>
      ${running.length ? html`<ul class="plain">${running.map((run) => html`<li>${tag(run.status)} ${runLink(run.id)} ${modelLink(run.model_id, models, run.dataset_name)} on ${run.dataset_name} ${progress(run)}
        <span class="meta">since ${when(run.timestamp)}${this.pace(run)}</span></li>`)}</ul>` : empty("Nothing runs.")}</section>`;
  }

  private pace(run: Run): TemplateResult | typeof nothing {
    const pace = run.status === "running" ? this.paces.of(run) : null;
    const cost = run.total_cost ? html` · ${money(run.total_cost)} so far` : nothing;
    return pace ? html` · ${plain(pace.perMinute)} a minute · <span class="left">about ${duration(pace.leftMs)} left</span>${cost}` : html`${cost}`;
  }

  private jobs({ jobs }: Schedule): TemplateResult {
    if (!jobs.length) return html`<section>${empty(html`No job yet. <a href="/ui/schedule/new">Make the first one</a>: a benchmark that runs by itself.`)}</section>`;
    const next = (job: Job): number => (job.next_run_time ? Date.parse(job.next_run_time) : Infinity);
    return html`<section aria-labelledby="jobs-title"><h2 id="jobs-title">Jobs</h2><ul class="cards" id="jobs">
      ${[...jobs].sort((a, b) => next(a) - next(b)).map((job) => this.job(job))}</ul></section>`;
  }

  private job(job: Job): TemplateResult {
    const overdue = job.enabled && job.next_run_time && Date.parse(job.next_run_time) < Date.now() - GRACE_MS;
    const path = `/scheduler/jobs/${encodeURIComponent(job.job_id)}`;
    const button = (name: string, action: string, done: string): TemplateResult =>
      html`<button type="button" class="small ${action}" @click=${() => this.act(`${path}/${action}`, done)}>${name}<span class="visually-hidden"> ${job.job_id}</span></button>`;
    return html`<li data-job=${job.job_id}><div class="head"><h3><a href="/ui/schedule/${encodeURIComponent(job.job_id)}">${job.job_id}</a></h3>
        <span class="tags">${job.enabled ? nothing : html`<span class="tag">paused</span>`}${overdue ? html`<span class="tag" data-state="warning">overdue</span>` : nothing}${tag(job.last_status)}</span></div>
      <p>${job.model_name} on ${job.dataset_name}</p>
      <p class="meta">${job.trigger ?? words(job.schedule_type)}${job.timezone ? `, ${job.timezone}` : ""}</p>
      <p>${overdue ? html`Was due ${when(job.next_run_time)}` : job.enabled ? html`Next ${when(job.next_run_time)}` : "Does not run"}${job.last_run_id ? html` · last ${runLink(job.last_run_id)}` : nothing}</p>
      <p class="actions">${button("Run now", "trigger", `${job.job_id} was started`)}${job.enabled ? button("Pause", "pause", `${job.job_id} is paused`) : button("Resume", "resume", `${job.job_id} runs again`)}</p></li>`;
  }

  private async act(path: string, done: string): Promise<void> {
    try {
      const answer = await send<{ run_id?: number | null }>("POST", path);
      say(answer?.run_id ? `${done}: run #${answer.run_id}` : done);
      await this.data.load();
    } catch (failure) {
      complain(failure, "That did not work");
    }
  }
}
customElements.define("page-schedule", PageSchedule);
