import { html, nothing } from "lit";
import { LabElement } from "../../core/element.ts";
import { send } from "../../core/http.ts";
import type { Json } from "../../core/types.ts";
import { complain, say } from "../../ui/announce.ts";
import { field, readFields } from "../../ui/fields.ts";
import { CHANNEL_TYPES } from "./channel-types.ts";

export interface Channel {
  name: string; type: string; enabled: boolean; configured: boolean; missing?: string | null; config: Json; warnings?: string[]; secrets_set?: string[];
  disabled_reason?: string | null; secrets_unreadable?: string | null; rules?: string[]; max_per_minute?: number | null;
}

const OF_CONFIG = "config.";

/** Makes a channel, or changes one. Secrets are written here and never come back. */
class ChannelForm extends LabElement {
  static override properties = { channel: { attribute: false } };
  declare channel: Channel | null;
  private type = "webhook";

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("h2")?.focus();
  }

  override render() {
    const { channel } = this;
    const type = channel?.type ?? this.type;
    const isSet = new Set(channel?.secrets_set ?? []);
    const fields = CHANNEL_TYPES[type] ?? [];
    const short = fields.filter((one) => one.kind !== "area");
    const long = fields.filter((one) => one.kind === "area");
    return html`<section aria-labelledby="channel-title" id="channel-form"><h2 id="channel-title" tabindex="-1">${channel ? `Change ${channel.name}` : "New channel"}</h2>
      <form @submit=${this.store}>
        <div class="bar">${channel ? nothing : html`<label class="grow">Name<input name="name" required maxlength="100" pattern="[A-Za-z0-9._\\-]+" placeholder="team-search"></label>
          <label>Type<select name="type" @change=${(event: Event) => { this.type = (event.target as HTMLSelectElement).value; this.requestUpdate(); }}>${Object.keys(CHANNEL_TYPES).map((one) => html`<option .selected=${one === type}>${one}</option>`)}</select></label>`}
          <label>Messages a minute<input name="max_per_minute" type="number" min="1" max="6000" placeholder="no limit" .value=${channel?.max_per_minute ? String(channel.max_per_minute) : ""}></label>
          <label class="inline"><input type="checkbox" name="enabled" .checked=${channel?.enabled ?? true}>In use</label></div>
        ${fields.length ? html`<fieldset><legend>${type}</legend><div class="bar">${short.map((one) => field(one, OF_CONFIG, channel?.config?.[one.name], isSet.has(one.name)))}</div>
          ${long.length ? html`<details ?open=${long.some((one) => channel?.config?.[one.name])}><summary>Message</summary>${long.map((one) => field(one, OF_CONFIG, channel?.config?.[one.name]))}</details>` : nothing}</fieldset>` : html`<p class="meta">It has no settings.</p>`}
        <p class="actions"><button class="main">${channel ? "Store" : "Make the channel"}</button><button type="button" @click=${() => this.dispatchEvent(new Event("closed"))}>Close</button>
          ${channel ? html`<button type="button" class="danger" @click=${this.removeChannel}>Remove</button>` : nothing}</p>
      </form></section>`;
  }

  private readonly store = async (event: Event): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const { channel } = this;
    const type = channel?.type ?? this.type;
    const limit = String(form.get("max_per_minute")).trim();
    const body: Json = { enabled: form.has("enabled"), config: readFields(CHANNEL_TYPES[type] ?? [], OF_CONFIG, form, channel?.config ?? {}) };
    // The type's own limit is shown, and stays it where nobody changes it.
    if (limit !== String(channel?.max_per_minute ?? "")) body.max_per_minute = limit ? Number(limit) : null;
    const name = channel?.name ?? String(form.get("name")).trim();
    try {
      if (channel) await send("PUT", `/notification-channels/${encodeURIComponent(name)}`, body);
      else await send("POST", "/notification-channels", { name, type, ...body });
      say(`${name} is stored`);
      this.dispatchEvent(new Event("done"));
    } catch (failure) {
      complain(failure, "The channel could not be stored");
    }
  };

  private readonly removeChannel = async (): Promise<void> => {
    const channel = this.channel!;
    if (!confirm(`Remove the channel ${channel.name}?`)) return;
    try {
      await send("DELETE", `/notification-channels/${encodeURIComponent(channel.name)}`);
      say(`${channel.name} is removed`);
      this.dispatchEvent(new Event("done"));
    } catch (failure) {
      complain(failure, "The channel could not be removed");
    }
  };
}
customElements.define("channel-form", ChannelForm);
