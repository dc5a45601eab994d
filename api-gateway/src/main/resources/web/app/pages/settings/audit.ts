import { html, nothing, type ReactiveControllerHost, type TemplateResult } from "lit";
import { LabElement } from "../../core/element.ts";
import { askMerged, query, type Merged } from "../../core/http.ts";
import { Loaded } from "../../core/loaded.ts";
import { session } from "../../core/session.ts";
import { complain } from "../../ui/announce.ts";
import { empty } from "../../ui/bits.ts";
import { at } from "../../ui/time.ts";
import { forAdmins, missing } from "./admins.ts";

interface Entry { service: string; id: number; at: string; actor: string; action: string; subject: string }

const SPANS: [string, string][] = [["1", "a day"], ["7", "a week"], ["30", "30 days"], ["", "ever"]];
const DAY_MS = 86_400_000;

/** Who did what, in all services. */
class SettingsAudit extends LabElement {
  private filter: Record<string, string> = { days: "7" };
  private readonly list = new Loaded<Merged<Entry>>(this as ReactiveControllerHost, () => askMerged<Entry>(this.path()));

  override connectedCallback(): void {
    super.connectedCallback();
    if (session.may("admin")) void this.list.load();
  }

  private path(): string {
    const { actor, action, days } = this.filter;
    return `/admin/audit${query({ actor, action, since: days ? new Date(Date.now() - Number(days) * DAY_MS).toISOString() : "", limit: 100 })}`;
  }

  override render() {
    if (!session.may("admin")) return forAdmins();
    return html`<section aria-labelledby="audit-title"><h2 id="audit-title">Who did what</h2>
      <form class="bar" @submit=${this.look}><label class="grow">Who<input name="actor" placeholder="anybody"></label>
        <label class="grow">Did<input name="action" placeholder="anything"></label>
        <label>In the last<select name="days">${SPANS.map(([days, text]) => html`<option value=${days} ?selected=${days === this.filter.days}>${text}</option>`)}</select></label>
        <button class="main">Show</button></form>
      ${this.list.view((page) => html`${missing(page.unavailable)}${page.items.length ? this.table(page) : empty("Nobody did anything of the kind.")}`)}</section>`;
  }

  private table(page: Merged<Entry>): TemplateResult {
    return html`<div class="scroller" tabindex="0" role="region" aria-label="The entries"><table id="audit"><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">Did</th><th scope="col">To</th><th scope="col">In</th></tr></thead>
      <tbody>${page.items.map((one) => html`<tr><td>${at(one.at)}</td><td>${one.actor}</td><td>${one.action}</td><td>${one.subject}</td><td>${one.service}</td></tr>`)}</tbody></table></div>
      ${page.next ? html`<p class="actions"><button type="button" id="more-audit" @click=${() => this.more(page)}>Show more</button></p>` : nothing}`;
  }

  private readonly look = (event: Event): void => {
    event.preventDefault();
    this.filter = Object.fromEntries([...new FormData(event.target as HTMLFormElement)].map(([name, value]) => [name, String(value).trim()]));
    void this.list.load();
  };

  private async more(page: Merged<Entry>): Promise<void> {
    try {
      const further = await askMerged<Entry>(page.next!);
      this.list.value = { ...further, items: [...page.items, ...further.items] };
      this.requestUpdate();
    } catch (failure) {
      complain(failure, "There is no more for now");
    }
  }
}
customElements.define("settings-audit", SettingsAudit);
