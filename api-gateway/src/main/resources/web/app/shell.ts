import { html, nothing, type TemplateResult } from "lit";
import { LabElement } from "./core/element.ts";
import { local } from "./core/format.ts";
import { ask } from "./core/http.ts";
import { live } from "./core/live.ts";
import { Loaded } from "./core/loaded.ts";
import { follow, type Place } from "./core/router.ts";
import { session } from "./core/session.ts";
import type { Health } from "./core/types.ts";
import { currentTheme, nextTheme } from "./core/theme.ts";
import "./login.ts";
import { complain, quiet, say } from "./ui/announce.ts";
import type { LabPage } from "./pages/page.ts";

interface Page { tag: string; load: () => Promise<unknown> }

const PAGES: Record<string, Page> = {
  overview: { tag: "page-overview", load: () => import("./pages/overview.ts") },
  alerts: { tag: "page-alerts", load: () => import("./pages/alerts.ts") },
  alert: { tag: "page-alert", load: () => import("./pages/alert.ts") },
  model: { tag: "page-model", load: () => import("./pages/model.ts") },
  run: { tag: "page-run", load: () => import("./pages/run.ts") },
  models: { tag: "page-models", load: () => import("./pages/models.ts") },
  compare: { tag: "page-compare", load: () => import("./pages/compare.ts") },
  schedule: { tag: "page-schedule", load: () => import("./pages/schedule.ts") },
  settings: { tag: "page-settings", load: () => import("./pages/settings.ts") },
};

/** Pages of one thing have a module of their own. */
const OF_ONE: Record<string, string> = { alerts: "alert", models: "model", runs: "run" };

const NAVIGATION = [
  ["overview", "Overview", "/"], ["alerts", "Alerts", "/ui/alerts"], ["models", "Models", "/ui/models"], ["compare", "Compare", "/ui/compare"],
  ["schedule", "Schedule", "/ui/schedule"], ["settings", "Settings", "/ui/settings/rules"],
];

const THEME_WORDS = { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };

class LabApp extends LabElement {
  private place?: Place;
  private page: LabPage | null = null;
  private missing: TemplateResult | typeof nothing = nothing;
  private ready = false;
  private readonly health = new Loaded<Health>(this, () => ask<Health>("/health"));

  override connectedCallback(): void {
    super.connectedCallback();
    this.hear("state", () => {
      void this.health.load();
      this.requestUpdate();
    });
    this.hear("alert", (event) => {
      if (event.change === "opened") say(`New alert: ${event.alert.title}`);
    });
    for (const type of ["run", "alert", "model"] as const) this.hear(type, () => this.health.loadSoon());
    session.onLocked(() => void session.look().then(() => this.requestUpdate()));
    void this.begin();
  }

  private async begin(): Promise<void> {
    await session.look();
    this.ready = true;
    this.requestUpdate();
    if (session.isLocked) return;
    void this.health.load();
    live.connect();
    follow((place, moved) => void this.enter(place, moved));
  }

  private async enter(place: Place, moved: boolean): Promise<void> {
    this.place = place;
    const page = PAGES[place.id !== null ? (OF_ONE[place.page] ?? place.page) : place.page];
    if (!page) return this.lost(html`There is no page at <code>${location.pathname}</code>.`);
    try {
      await page.load();
    } catch {
      return this.lost(html`This part of the dashboard could not be loaded. <a href=${location.pathname} target="_self">Load the page anew</a>`);
    }
    if (this.place !== place) return;
    this.missing = nothing;
    if (moved || this.page?.localName !== page.tag) {
      quiet();
      this.page = document.createElement(page.tag) as LabPage;
    }
    this.page!.place = place;
    this.requestUpdate();
    await this.updateComplete;
    if (moved && document.activeElement && document.activeElement !== document.body) this.querySelector<HTMLElement>("main")?.focus({ preventScroll: true });
    if (moved) scrollTo(0, 0);
  }

  private lost(sentence: TemplateResult): void {
    this.page = null;
    this.missing = sentence;
    document.title = "LLM Lab Monitor";
    this.requestUpdate();
  }

  override render() {
    if (this.ready && session.isLocked) return this.locked();
    return html`
      <a class="skip" href="#main" @click=${this.skip}>Skip to the content</a>
      <header>
        <a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28"><span>LLM Lab Monitor</span></a>
        <nav aria-label="Pages">${NAVIGATION.map(([page, name, path]) => html`<a href=${path}
          aria-current=${this.place?.page === page ? "page" : nothing}>${name}</a>`)}</nav>
        <div class="states">${this.healthTag()}${this.liveTag()}
          <button type="button" class="icon" aria-label=${THEME_WORDS[currentTheme()]} title=${THEME_WORDS[currentTheme()]} @click=${this.changeTheme}>◐</button>
          <a class="docs" href="/docs" target="_blank" rel="noopener">API<span class="visually-hidden"> (opens anew)</span></a>
          ${session.name === null ? nothing : html`<button type="button" id="logout" class="small" title="Logged in as ${session.name}" @click=${this.logOut}>Log out<span class="visually-hidden"> ${session.name}</span></button>`}
        </div>
      </header>
      <p id="toast" role="status" aria-live="polite" hidden></p>
      ${this.advice()}
      <main id="main" tabindex="-1">${this.missing === nothing ? this.page : html`<section><h1>Not here</h1><p>${this.missing}</p><p><a href="/">To the overview</a></p></section>`}</main>
      <footer>Times are in your zone, hover for UTC. Changes show by themselves.</footer>`;
  }

  private locked(): TemplateResult {
    document.title = "Log in · LLM Lab Monitor";
    return html`<header><a class="brand" href="/"><img src="/icon.svg" alt="" width="28" height="28"><span>LLM Lab Monitor</span></a></header>
      <main id="main" tabindex="-1"><lab-login></lab-login></main>`;
  }

  private async logOut(): Promise<void> {
    try {
      await session.end();
    } catch (failure) {
      complain(failure, "The session could not be ended");
    }
  }

  private healthTag(): TemplateResult {
    const status = this.health.failure ? "unknown" : (this.health.value?.status ?? "asking…");
    return html`<span id="health" class="tag" data-state=${status} role="status"><span class="long">Health: </span>${status}</span>`;
  }

  private liveTag(): TemplateResult {
    const says = { on: "Live", off: `Not connected: as of ${local(live.lastHeard)}`, connecting: "Connecting…" }[live.state];
    return html`<span id="live" class="tag" data-state=${live.state} role="status">${says}</span>`;
  }

  private advice(): TemplateResult | typeof nothing {
    const problems = this.health.value?.problems ?? [];
    if (!problems.length || this.health.failure) return nothing;
    return html`<aside id="advice" aria-label="What needs attention in the suite itself"><ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul></aside>`;
  }

  private skip(event: Event): void {
    event.preventDefault();
    this.querySelector<HTMLElement>("main")?.focus();
  }

  private changeTheme(): void {
    nextTheme();
    this.requestUpdate();
  }
}
customElements.define("lab-app", LabApp);
