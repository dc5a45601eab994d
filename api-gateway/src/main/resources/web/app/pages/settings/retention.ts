import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import { LabElement } from "../../core/element.ts";
import { bytes, count, plain } from "../../core/format.ts";
import { ask, send } from "../../core/http.ts";
import { Loaded } from "../../core/loaded.ts";
import { session } from "../../core/session.ts";
import { complain, say } from "../../ui/announce.ts";
import { forAdmins, missing } from "./admins.ts";

interface Kind { kind: string; table: string; days: number; older: number | null; deleted: number | null; more: boolean; problem: string | null }
interface Retention { cleaned_up: boolean; services: { service: string; kinds: Kind[] }[]; unavailable: string[] }
interface Table { table: string; bytes: number; approximate_rows: number; partitions: number }
interface Storage { database_bytes: number; bytes: number; schemas: { service: string; bytes: number; tables: Table[] }[]; unavailable: string[] }

const LARGEST = 12;

/** How long things are kept, what is too old, and how much room everything takes. */
class SettingsRetention extends LabElement {
  private busy = false;
  private readonly kept = new Loaded<Retention>(this as ReactiveControllerHost, () => ask<Retention>("/admin/retention"));
  private readonly room = new Loaded<Storage>(this as ReactiveControllerHost, () => ask<Storage>("/admin/storage"));

  override connectedCallback(): void {
    super.connectedCallback();
    if (!session.may("admin")) return;
    void this.kept.load();
    void this.room.load();
  }

  override render() {
    if (!session.may("admin")) return forAdmins();
    return html`<section aria-labelledby="retention-title"><div class="head"><h2 id="retention-title">What is kept, and for how long</h2>
        <button type="button" class="danger" id="clean-up" ?disabled=${this.busy} @click=${this.cleanUp}>${this.busy ? "Cleaning up…" : "Clean up now"}</button></div>
      <p class="meta">What is older goes by itself within hours. How long things are kept is set where the services are deployed.</p>
      ${this.kept.view((kept) => html`${missing(kept.unavailable)}${this.kinds(kept)}`)}</section>
      <section aria-labelledby="storage-title"><h2 id="storage-title">Storage</h2>${this.room.view((room) => html`${missing(room.unavailable)}${this.tables(room)}`)}</section>`;
  }

  private kinds(kept: Retention): TemplateResult {
    const rows = kept.services.flatMap(({ service, kinds }) => kinds.map((kind) => ({ service, ...kind })));
    return html`<div class="scroller" tabindex="0" role="region" aria-label="What is kept"><table id="retention"><thead><tr><th scope="col">What</th><th scope="col">Of</th><th scope="col" class="number">Days</th><th scope="col" class="number">${kept.cleaned_up ? "Deleted" : "Older now"}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr data-table=${row.table}><td>${row.kind}</td><td>${row.service}</td><td class="number">${plain(row.days)}</td>
        <td class="number">${row.problem ? html`<span class="reason">${row.problem}</span>` : html`${count(row.deleted ?? row.older)}${row.more ? " and more" : nothing}`}</td></tr>`)}</tbody></table></div>`;
  }

  private tables(room: Storage): TemplateResult {
    const tables = room.schemas.flatMap(({ service, tables }) => tables.map((table) => ({ service, ...table }))).sort((one, other) => other.bytes - one.bytes);
    return html`<p>${bytes(room.database_bytes)} in the database: ${room.schemas.map(({ service, bytes: size }) => `${service} ${bytes(size)}`).join(", ")}.</p>
      <div class="scroller" tabindex="0" role="region" aria-label="The largest tables"><table id="storage"><thead><tr><th scope="col">Table</th><th scope="col">Of</th><th scope="col" class="number">Size</th><th scope="col" class="number">Rows, about</th></tr></thead>
      <tbody>${tables.slice(0, LARGEST).map((table) => html`<tr><td>${table.table}${table.partitions ? html` <span class="meta">${table.partitions} months</span>` : nothing}</td><td>${table.service}</td><td class="number">${bytes(table.bytes)}</td><td class="number">${count(table.approximate_rows)}</td></tr>`)}</tbody></table></div>`;
  }

  private readonly cleanUp = async (): Promise<void> => {
    if (!confirm("Delete now what is older than it is kept for?")) return;
    this.busy = true;
    this.requestUpdate();
    try {
      this.kept.value = await send<Retention>("POST", "/admin/retention");
      const rows = this.kept.value.services.flatMap(({ kinds }) => kinds).reduce((sum, kind) => sum + (kind.deleted ?? 0), 0);
      say(`${count(rows)} rows were deleted`);
      void this.room.load();
    } catch (failure) {
      complain(failure, "That did not work");
    }
    this.busy = false;
    this.requestUpdate();
  };
}
customElements.define("settings-retention", SettingsRetention);
