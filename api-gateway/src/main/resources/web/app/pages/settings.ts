import { html, nothing, type TemplateResult } from "lit";
import { myName, setMyName } from "../core/known.ts";
import { say } from "../ui/announce.ts";
import "./settings/audit.ts";
import "./settings/channels.ts";
import "./settings/datasets.ts";
import "./settings/dead-letters.ts";
import "./settings/keys.ts";
import "./settings/models.ts";
import "./settings/retention.ts";
import "./settings/rules.ts";
import "./settings/silences.ts";
import { LabPage } from "./page.ts";

const SECTIONS: [string, string, (query: URLSearchParams) => TemplateResult][] = [
  ["rules", "Rules", (query) => html`<settings-rules .editing=${query.get("edit") ?? ""}></settings-rules>`],
  ["channels", "Channels", (query) => html`<settings-channels .editing=${query.get("edit") ?? ""}></settings-channels>`],
  ["silences", "Silences", () => html`<settings-silences></settings-silences>`],
  ["datasets", "Data sets", () => html`<settings-datasets></settings-datasets>`],
  ["models", "Models", (query) => html`<settings-models .editing=${query.get("edit") ?? ""}></settings-models>`],
  ["keys", "API keys", () => html`<settings-keys></settings-keys>`],
  ["retention", "Retention", () => html`<settings-retention></settings-retention>`],
  ["dead-letters", "Dead letters", () => html`<settings-dead-letters></settings-dead-letters>`],
  ["audit", "Audit", () => html`<settings-audit></settings-audit>`],
];

class PageSettings extends LabPage {
  protected override visit(): void {
    this.titled("Settings");
  }

  override render() {
    const [id, name, section] = SECTIONS.find(([one]) => one === this.place.id) ?? SECTIONS[0];
    return html`<div class="head"><h1>${name}</h1>
        <label class="inline">You are<input name="me" size="14" maxlength="100" .value=${myName()} @change=${this.renamed}></label></div>
      <nav class="sections" aria-label="Settings">${SECTIONS.map(([one, text]) => html`<a href="/ui/settings/${one}" aria-current=${one === id ? "page" : nothing}>${text}</a>`)}</nav>
      ${section(this.place.query)}`;
  }

  private renamed(event: Event): void {
    setMyName((event.target as HTMLInputElement).value);
    say(`What you do is signed ${myName()}`);
  }
}
customElements.define("page-settings", PageSettings);
