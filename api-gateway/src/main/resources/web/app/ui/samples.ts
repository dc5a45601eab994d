import { html, nothing, type TemplateResult } from "lit";
import { LabElement } from "../core/element.ts";
import { duration, money, plain } from "../core/format.ts";
import type { Sample } from "../core/types.ts";

const ROW_PX = 40;
const SPARE_ROWS = 8;
const VIEW_ROWS = 12;

export type SampleFilter = "all" | "wrong" | "error";

export const isWrong = (sample: Sample): boolean => !sample.error && sample.score !== null && sample.score !== undefined && sample.score < 0.5;

/** Samples of a run as a table that draws only the rows in view; what models say is shown as text. */
class SampleTable extends LabElement {
  static override properties = { samples: { attribute: false }, filter: {}, text: {}, opened: {} };
  declare samples: Sample[];
  declare filter: SampleFilter;
  declare text: string;
  declare opened: string;
  private top = 0;

  private shown(): Sample[] {
    const text = (this.text ?? "").toLowerCase();
    return this.samples.filter((sample) =>
      (this.filter === "error" ? Boolean(sample.error) : this.filter === "wrong" ? isWrong(sample) : true)
      && (!text || `${sample.id} ${sample.prompt ?? ""} ${sample.answer ?? ""} ${sample.target ?? ""} ${sample.error ?? ""}`.toLowerCase().includes(text)));
  }

  override render() {
    const shown = this.shown();
    const first = Math.max(0, Math.floor(this.top / ROW_PX) - SPARE_ROWS);
    const drawn = shown.slice(first, first + VIEW_ROWS + 2 * SPARE_ROWS);
    const opened = shown.find((sample) => sample.id === this.opened);
    return html`<p class="meta" role="status">${shown.length.toLocaleString("en")} of ${this.samples.length.toLocaleString("en")} samples</p>
      <div class="virtual" role="table" aria-label="Samples" aria-rowcount=${shown.length + 1} tabindex="0" @scroll=${this.scrolled}>
        <div class="vrow vhead" role="row" aria-rowindex="1">${["Sample", "Score", "Latency", "Answer"].map((name) => html`<span role="columnheader">${name}</span>`)}</div>
        <div class="vspace" role="presentation" .style=${`height:${shown.length * ROW_PX}px`}>
          ${drawn.map((sample, index) => this.row(sample, first + index))}
        </div>
      </div>
      ${opened ? sampleDetail(opened, () => this.tell("")) : nothing}`;
  }

  private row(sample: Sample, index: number): TemplateResult {
    const state = sample.error ? "failed" : isWrong(sample) ? "worse" : "";
    return html`<div class="vrow" role="row" aria-rowindex=${index + 2} data-state=${state} data-open=${String(sample.id === this.opened)} .style=${`top:${index * ROW_PX}px`}>
      <span role="cell"><button type="button" class="link" @click=${() => this.tell(sample.id)}>${sample.id}</button></span>
      <span role="cell">${sample.error ? "✕ error" : isWrong(sample) ? `✕ ${plain(sample.score)}` : sample.score === null || sample.score === undefined ? "–" : `✓ ${plain(sample.score)}`}</span>
      <span role="cell">${duration(sample.latency_ms)}</span>
      <span role="cell" class="cut">${sample.error ?? sample.answer ?? "–"}</span>
    </div>`;
  }

  private scrolled(event: Event): void {
    this.top = (event.target as HTMLElement).scrollTop;
    this.requestUpdate();
  }

  private tell(id: string): void {
    this.dispatchEvent(new CustomEvent("sample", { detail: id, bubbles: true }));
  }

  protected override updated(changed: Map<string, unknown>): void {
    if (!changed.has("filter") && !changed.has("text")) return;
    const view = this.querySelector(".virtual");
    if (view) view.scrollTop = 0;
  }
}
customElements.define("sample-table", SampleTable);

/** One sample as a whole. */
function sampleDetail(sample: Sample, close: () => void): TemplateResult {
  const part = (name: string, text: string | null | undefined): TemplateResult | typeof nothing =>
    text ? html`<div><h3>${name}</h3><pre tabindex="0" role="region" aria-label=${name}>${text}</pre></div>` : nothing;
  return html`<section class="sample" aria-labelledby="sample-title" id="sample">
    <div class="head"><h2 id="sample-title">Sample ${sample.id}</h2><button type="button" class="small" @click=${close}>Close</button></div>
    <p class="meta">score ${plain(sample.score)} · ${duration(sample.latency_ms)} · ${money(sample.cost)}${sample.input_tokens ? ` · ${sample.input_tokens} in, ${sample.output_tokens ?? "–"} out` : ""}</p>
    ${part("Question", sample.prompt)}${part("Answer of the model", sample.answer)}${part("Expected", sample.target)}${part("Error", sample.error)}
  </section>`;
}
