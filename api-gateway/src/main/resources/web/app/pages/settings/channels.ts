import { html, nothing, type TemplateResult } from "lit";
import { send } from "../../core/http.ts";
import type { Json } from "../../core/types.ts";
import { complain } from "../../ui/announce.ts";
import { empty } from "../../ui/bits.ts";
import { Section } from "./section.ts";

interface Channel {
  name: string; type: string; enabled: boolean; configured: boolean; missing?: string | null; config: Json; warnings?: string[]; secrets_set?: string[];
  disabled_reason?: string | null; rules?: string[];
}
interface Tested { delivered: boolean; outcome: string; answer?: string | null }

class SettingsChannels extends Section<Channel> {
  private readonly tested = new Map<string, Tested | "asking">();

  protected path(): string {
    return "/notification-channels?limit=1000";
  }

  override render() {
    return this.list.view((channels) => (channels.length ? html`<ul class="cards">${channels.map((channel) => this.channel(channel))}</ul>` : html`<section>${empty("No channel: nobody is told.")}</section>`), 5);
  }

  private channel(channel: Channel): TemplateResult {
    const tested = this.tested.get(channel.name);
    return html`<li data-channel=${channel.name}><div class="head"><h2>${channel.name}</h2><span class="tags"><span class="tag">${channel.type}</span>
        ${channel.configured ? html`<span class="tag" data-state="completed">configured</span>` : html`<span class="tag" data-state="warning">not configured</span>`}${channel.enabled ? nothing : html`<span class="tag">off</span>`}</span></div>
      ${channel.missing ? html`<p class="meta">It lacks ${channel.missing}.</p>` : nothing}
      ${(channel.warnings ?? []).map((warning) => html`<p class="stale">${warning}</p>`)}
      ${channel.rules?.length ? html`<p class="meta">Used by ${channel.rules.join(", ")}</p>` : nothing}
      <p class="actions"><button type="button" class="test" ?disabled=${tested === "asking"} @click=${() => this.test(channel)}>Send a test<span class="visually-hidden"> to ${channel.name}</span></button>
        ${tested && tested !== "asking" ? html`<span role="status" class=${tested.delivered ? "well" : "reason"}>${tested.delivered ? "Delivered" : `Not delivered, ${tested.outcome}`}${tested.answer ? `: ${tested.answer}` : ""}</span>` : nothing}</p>
      <details><summary>Change</summary><form @submit=${(event: SubmitEvent) => this.store(event, channel)}>
        <label>Configuration<textarea name="config">${JSON.stringify(channel.config ?? {}, null, 2)}</textarea></label>
        <p class="meta">Secrets are never shown${channel.secrets_set?.length ? ` (set: ${channel.secrets_set.join(", ")})` : ""}; one that is left out stays as it is.</p><p class="reason" data-wrong></p>
        <p class="actions"><label class="inline"><input type="checkbox" name="enabled" ?checked=${channel.enabled}>In use</label><button class="main">Store</button></p></form></details></li>`;
  }

  private async test(channel: Channel): Promise<void> {
    this.tested.set(channel.name, "asking");
    this.requestUpdate();
    try {
      this.tested.set(channel.name, await send<Tested>("POST", `/notification-channels/${encodeURIComponent(channel.name)}/test`));
    } catch (failure) {
      this.tested.delete(channel.name);
      complain(failure, "The test could not be sent");
    }
    this.requestUpdate();
  }

  private store(event: SubmitEvent, channel: Channel): void {
    event.preventDefault();
    const place = event.target as HTMLFormElement;
    const form = new FormData(place);
    try {
      const body = { enabled: form.has("enabled"), config: JSON.parse(String(form.get("config"))) };
      place.querySelector("[data-wrong]")!.textContent = "";
      void this.change("PUT", `/notification-channels/${encodeURIComponent(channel.name)}`, body, `${channel.name} is stored`);
    } catch (unreadable) {
      place.querySelector("[data-wrong]")!.textContent = `This is no JSON: ${(unreadable as Error).message}`;
    }
  }
}
customElements.define("settings-channels", SettingsChannels);
