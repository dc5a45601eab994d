import { html, nothing, type TemplateResult } from "lit";
import { count } from "../../core/format.ts";
import { empty } from "../../ui/bits.ts";
import { at } from "../../ui/time.ts";
import { Section } from "./section.ts";

interface Dataset { name: string; version: string; item_count: number; format: string; created_at: string }

const TYPES: Record<string, string> = { csv: "text/csv", json: "application/json", jsonl: "application/jsonl", ndjson: "application/x-ndjson" };

class SettingsDatasets extends Section<Dataset> {
  private file: File | null = null;
  private over = false;
  private sending = false;

  protected path(): string {
    return "/datasets?limit=1000";
  }

  override render() {
    return html`<section aria-labelledby="upload-title"><h2 id="upload-title">Upload questions</h2>
        <p class="meta">JSON lines with <code>prompt</code> and <code>target</code> each, or CSV with these columns. The same content again is the same version.</p>
        <form @submit=${this.upload}><label class="drop" data-over=${String(this.over)} @dragover=${this.dragged} @dragleave=${() => this.mark(false)} @drop=${this.dropped}>
            <span>${this.file ? html`<strong>${this.file.name}</strong> (${count(this.file.size)} bytes)` : "Drop a file here, or choose one"}</span>
            <input type="file" name="file" accept=".jsonl,.ndjson,.json,.csv,.txt" @change=${(event: Event) => this.take((event.target as HTMLInputElement).files?.[0])}></label>
          <div class="bar"><label class="grow">Name<input name="name" required maxlength="200"></label><button class="main" ?disabled=${!this.file || this.sending}>${this.sending ? "Sending…" : "Upload"}</button></div></form></section>
      <section aria-labelledby="datasets-title"><h2 id="datasets-title">Data sets</h2>${this.list.view((datasets) => datasets.length ? this.table(datasets) : empty("None yet."))}</section>`;
  }

  private table(datasets: Dataset[]): TemplateResult | typeof nothing {
    return html`<div class="scroller" tabindex="0" role="region" aria-label="List of data sets"><table id="datasets"><thead><tr><th scope="col">Name</th><th scope="col" class="number">Items</th><th scope="col">Version</th><th scope="col">Since</th></tr></thead>
      <tbody>${datasets.map((one) => html`<tr><td>${one.name}</td><td class="number">${count(one.item_count)}</td><td><code>${one.version.slice(0, 12)}</code></td><td>${at(one.created_at)}</td></tr>`)}</tbody></table></div>`;
  }

  private dragged(event: DragEvent): void {
    event.preventDefault();
    this.mark(true);
  }

  private dropped(event: DragEvent): void {
    event.preventDefault();
    this.mark(false);
    this.take(event.dataTransfer?.files[0]);
  }

  private mark(over: boolean): void {
    this.over = over;
    this.requestUpdate();
  }

  private take(file: File | undefined): void {
    if (!file) return;
    this.file = file;
    const name = this.querySelector<HTMLInputElement>("input[name=name]")!;
    if (!name.value) name.value = file.name.replace(/\.[^.]+$/, "");
    this.requestUpdate();
  }

  private readonly upload = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const name = String(new FormData(form).get("name")).trim();
    const file = this.file!;
    this.sending = true;
    this.requestUpdate();
    const type = TYPES[file.name.split(".").pop()?.toLowerCase() ?? ""] ?? "text/plain";
    const done = await this.change("POST", `/datasets?name=${encodeURIComponent(name)}`, type === "application/json" ? await file.text() : file, `${name} is uploaded`, type === "application/json" ? "text/plain" : type);
    this.sending = false;
    if (done) {
      this.file = null;
      form.reset();
    }
    this.requestUpdate();
  };
}
customElements.define("settings-datasets", SettingsDatasets);
