import { html, nothing, type TemplateResult } from "lit";
import { send } from "../../core/http.ts";
import { session, type Scope } from "../../core/session.ts";
import { complain, say } from "../../ui/announce.ts";
import { empty, tag } from "../../ui/bits.ts";
import { at, when } from "../../ui/time.ts";
import { Section } from "./section.ts";

interface Key {
  id: number; name: string; prefix: string; scopes: Scope[]; status: "active" | "expired" | "revoked"; created_at: string; created_by: string;
  expires_at?: string | null; revoked_at?: string | null; revoked_by?: string | null; last_used_at?: string | null;
}
interface Issued { key: string; api_key: Key }

const SCOPES: [Scope, string][] = [
  ["read", "look at everything but keys"], ["ingest", "push and import results, note annotations"],
  ["operate", "also change data sets, jobs, runs, alerts, rules and silences"], ["admin", "everything, also keys, models and channels"],
];
const EXPIRIES: [string, string][] = [["30", "in 30 days"], ["90", "in 90 days"], ["365", "in a year"], ["", "never"]];
const DAY_MS = 86_400_000;

/** Keys of this lab; a new one is shown once, and kept here only until it is put away. */
class SettingsKeys extends Section<Key> {
  private issued: Issued | null = null;

  protected path(): string {
    return "/admin/api-keys?limit=1000";
  }

  protected override allowed(): boolean {
    return session.may("admin");
  }

  override render() {
    if (!this.allowed()) {
      return html`<section id="no-keys">${empty(html`Keys are for who has a key with the scope <code>admin</code>; ${session.name ?? "yours"} has ${session.scopes.join(" and ") || "none"}. Ask one of them for a key.`)}</section>`;
    }
    return html`${this.issued ? this.shown(this.issued) : nothing}
      ${session.keyNeeded ? this.form() : html`<section id="open-doors">${empty(html`No key is asked for here, so none is made or revoked. Set <code>API_ACCESS=keys</code>, or an admin key (<code>API_ADMIN_KEY</code>), to ask for them.`)}</section>`}
      ${this.list.view((keys) => this.keys(keys))}`;
  }

  private shown({ key, api_key }: Issued): TemplateResult {
    return html`<section id="issued" aria-labelledby="issued-title"><h2 id="issued-title" tabindex="-1">The key of ${api_key.name}</h2>
      <p>This is the one time that it is shown: copy it now. Whoever has it may do what it may.</p>
      <div class="bar"><label class="grow">Key<input id="issued-key" readonly autocomplete="off" spellcheck="false" .value=${key} @focus=${(event: Event) => (event.target as HTMLInputElement).select()}></label>
        <button type="button" class="main" id="copy" @click=${this.copy}>Copy</button><button type="button" id="put-away" @click=${this.putAway}>I have it</button></div></section>`;
  }

  private form(): TemplateResult {
    return html`<section aria-labelledby="new-key-title"><h2 id="new-key-title">New key</h2><form id="new-key" @submit=${this.create}>
      <div class="bar"><label class="grow">Name, who will act with it<input name="name" required maxlength="100" placeholder="ci of team a"></label>
        <label>Expires<select name="days">${EXPIRIES.map(([days, text]) => html`<option value=${days} ?selected=${days === "90"}>${text}</option>`)}</select></label></div>
      <fieldset><legend>May</legend>${SCOPES.map(([scope, text]) => html`<label class="inline choice"><input type="checkbox" name="scopes" value=${scope} ?checked=${scope === "read"}><span>${scope} <span class="meta">${text}</span></span></label>`)}</fieldset>
      <p class="reason" data-wrong role="alert"></p><p class="actions"><button class="main">Make the key</button></p></form></section>`;
  }

  private keys(keys: Key[]): TemplateResult {
    const inForce = keys.filter((key) => key.status === "active");
    const ended = keys.filter((key) => key.status !== "active");
    return html`${inForce.length ? html`<ul class="cards" id="keys">${inForce.map((key) => this.key(key))}</ul>` : html`<section>${empty("No key in force.")}</section>`}
      ${ended.length ? html`<details id="ended-keys"><summary>Revoked and expired (${ended.length})</summary><ul class="cards">${ended.map((key) => this.key(key))}</ul></details>` : nothing}`;
  }

  private key(key: Key): TemplateResult {
    return html`<li data-key=${key.name}><div class="head"><h2>${key.name}</h2><span class="tags">${key.scopes.map((scope) => html`<span class="tag">${scope}</span>`)}${key.status === "active" ? nothing : tag("failed", key.status)}</span></div>
      <p class="meta"><code>${key.prefix}…</code> · ${key.last_used_at ? html`last used ${when(key.last_used_at)}` : "never used"}</p>
      <p class="meta">made ${when(key.created_at)} by ${key.created_by} · ${key.revoked_at ? html`revoked ${when(key.revoked_at)} by ${key.revoked_by}` : key.expires_at ? html`expires ${at(key.expires_at)}` : "does not expire"}</p>
      ${key.status === "active" && session.keyNeeded ? html`<p class="actions"><button type="button" class="small danger revoke" @click=${() => this.revoke(key)}>Revoke<span class="visually-hidden"> ${key.name}</span></button></p>` : nothing}</li>`;
  }

  private readonly create = async (event: Event): Promise<void> => {
    event.preventDefault();
    const place = event.target as HTMLFormElement;
    const form = new FormData(place);
    const wrong = place.querySelector("[data-wrong]")!;
    const scopes = form.getAll("scopes");
    wrong.textContent = scopes.length ? "" : "Choose what it may do.";
    if (!scopes.length) return;
    const days = Number(form.get("days"));
    try {
      this.issued = await send<Issued>("POST", "/admin/api-keys", {
        name: String(form.get("name")).trim(), scopes, expires_at: days ? new Date(Date.now() + days * DAY_MS).toISOString() : null,
      });
      place.reset();
      await this.list.load();
      this.requestUpdate();
      await this.updateComplete;
      this.querySelector<HTMLElement>("#issued-title")?.focus();
    } catch (failure) {
      complain(failure, "The key could not be made");
    }
  };

  private readonly copy = async (): Promise<void> => {
    const field = this.querySelector<HTMLInputElement>("#issued-key")!;
    try {
      await navigator.clipboard.writeText(field.value);
      say("The key is copied");
    } catch {
      // Pages without TLS, and people, may say no.
      field.focus();
      say("This browser does not let the page copy: the key is selected, copy it by hand");
    }
  };

  private readonly putAway = (): void => {
    this.issued = null;
    this.requestUpdate();
  };

  private async revoke(key: Key): Promise<void> {
    if (confirm(`Revoke the key ${key.name}? What uses it is refused within seconds, for good.`)) {
      await this.change("DELETE", `/admin/api-keys/${key.id}`, undefined, `${key.name} is revoked`);
    }
  }
}
customElements.define("settings-keys", SettingsKeys);
