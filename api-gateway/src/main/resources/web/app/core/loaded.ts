import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import { ago } from "./format.ts";
import { Failure } from "./http.ts";

const SOON_MS = 700;
const AT_MOST_EVERY_MS = 4000;

/**
 * Something a page loads and shows: while it loads, when it failed, and when it is old because the last try failed.
 */
export class Loaded<T> {
  value?: T;
  failure?: Failure;
  private at = "";
  private asked = 0;
  private due?: ReturnType<typeof setTimeout>;
  private loadedAt = 0;

  constructor(private readonly host: ReactiveControllerHost, private readonly read: () => Promise<T>,
    private readonly arrived: (value: T) => void = () => {}) {}

  /** Loads anew; what an earlier call brings too late is dropped. */
  async load(): Promise<void> {
    const mine = ++this.asked;
    this.loadedAt = Date.now();
    try {
      const value = await this.read();
      if (mine !== this.asked) return;
      this.value = value;
      this.failure = undefined;
      this.at = new Date().toISOString();
      this.arrived(value);
    } catch (failure) {
      if (mine !== this.asked) return;
      if (!(failure instanceof Failure)) console.error(failure);
      this.failure = failure instanceof Failure ? failure : new Failure("The page could not show what it was told", 0);
    }
    this.host.requestUpdate();
  }

  /** Loads anew in a moment: many events are one request, and a stream of events one every few seconds. */
  loadSoon(): void {
    if (this.due !== undefined) return;
    const wait = Math.max(SOON_MS, this.loadedAt + AT_MOST_EVERY_MS - Date.now());
    this.due = setTimeout(() => {
      this.due = undefined;
      void this.load();
    }, wait);
  }

  forget(): void {
    this.value = undefined;
    this.failure = undefined;
  }

  view(draw: (value: T) => unknown, rows = 3): TemplateResult {
    if (this.value === undefined && this.failure) return this.broken(this.failure);
    if (this.value === undefined) return skeleton(rows);
    return html`${this.failure ? this.stale(this.failure) : ""}${draw(this.value)}`;
  }

  private broken(failure: Failure): TemplateResult {
    return html`<div class="broken" role="alert">
      <p><strong>${failure.status === 404 ? "There is no such thing here." : "This could not be loaded."}</strong> ${failure.message}.</p>
      <button type="button" @click=${() => this.again()}>Try again</button>
    </div>`;
  }

  private stale(failure: Failure): TemplateResult {
    return html`<p class="stale" role="status">As of ${ago(this.at)}: loading anew failed (${failure.message}).
      <button type="button" class="small" @click=${() => this.again()}>Try again</button></p>`;
  }

  private again(): void {
    this.failure = undefined;
    this.host.requestUpdate();
    void this.load();
  }
}

export function skeleton(rows: number): TemplateResult {
  return html`<div class="skeleton" aria-hidden="true">${Array.from({ length: rows }, () => html`<div></div>`)}</div>
    <p class="visually-hidden" role="status">Loading</p>`;
}
