import { html, nothing, type TemplateResult } from "lit";
import { myName } from "../../core/known.ts";
import { empty, tag } from "../../ui/bits.ts";
import { at } from "../../ui/time.ts";
import { Section } from "./section.ts";

interface Matcher { name: string; value: string; is_regex?: boolean }
interface Silence { id: number; status: string; matchers: Matcher[]; starts_at: string; ends_at: string; created_by?: string | null; comment?: string | null }

const FIELDS = ["model", "dataset", "metric"];

class SettingsSilences extends Section<Silence> {
  protected path(): string {
    return "/silences?limit=200";
  }

  override render() {
    return html`<section aria-labelledby="new-title"><h2 id="new-title">New silence</h2><form class="bar" @submit=${this.store}>
        ${FIELDS.map((name) => html`<label class="grow">${name === "dataset" ? "Data set" : name[0].toUpperCase() + name.slice(1)}<input name=${name} placeholder="any"></label>`)}
        <label>For<select name="hours"><option value="1">an hour</option><option value="4">4 hours</option><option value="24">a day</option><option value="168">a week</option></select></label>
        <label class="grow">Why<input name="comment" required maxlength="500"></label><button class="main">Silence</button></form></section>
      <section aria-labelledby="silences-title"><h2 id="silences-title">Silences</h2>${this.list.view((silences) => silences.length
        ? html`<ul class="plain" id="silences">${silences.map((silence) => this.silence(silence))}</ul>` : empty("None: every alert is told."))}</section>`;
  }

  private silence(silence: Silence): TemplateResult {
    return html`<li>${tag(silence.status === "active" ? "queued" : silence.status, silence.status)} ${silence.matchers.map((one) => html`<code>${one.name}${one.is_regex ? " ~ " : " = "}${one.value}</code> `)}
      <span class="meta">until ${at(silence.ends_at)}, by ${silence.created_by}</span> ${silence.comment}
      ${silence.status === "expired" ? nothing : html`<button type="button" class="small" @click=${() => this.change("DELETE", `/silences/${silence.id}`, undefined, "The silence has ended")}>End<span class="visually-hidden"> silence ${silence.id}</span></button>`}</li>`;
  }

  private readonly store = (event: Event): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const matchers = FIELDS.flatMap((name) => {
      const value = String(form.get(name)).trim();
      return value ? [{ name, value, is_regex: false }] : [];
    });
    const now = Date.now();
    void this.change("POST", "/silences", {
      matchers, starts_at: new Date(now).toISOString(), ends_at: new Date(now + Number(form.get("hours")) * 3_600_000).toISOString(),
      created_by: myName(), comment: String(form.get("comment")),
    }, "It is quiet now");
  };
}
customElements.define("settings-silences", SettingsSilences);
