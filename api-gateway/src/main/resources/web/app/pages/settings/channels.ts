import { html, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { send } from "../../core/http.ts";
import { settle } from "../../core/router.ts";
import { session } from "../../core/session.ts";
import { complain } from "../../ui/announce.ts";
import { empty } from "../../ui/bits.ts";
import "./channel-form.ts";
import type { Channel } from "./channel-form.ts";
import { Section } from "./section.ts";

interface Tested { delivered: boolean; outcome: string; answer?: string | null }

const NEW = "+";

class SettingsChannels extends Section<Channel> {
  static override properties = { editing: {} };
  declare editing: string;
  private readonly tested = new Map<string, Tested | "asking">();

  protected path(): string {
    return "/notification-channels?limit=1000";
  }

  override render() {
    const may = session.may("admin");
    return this.list.view((channels) => html`
      ${may ? html`<p class="actions head-actions"><a class="button" id="new-channel" href="?edit=%2B" @click=${(event: Event) => this.open(event, NEW)}>New channel</a></p>` : html`<p class="meta">Channels hold secrets: they are changed with a key that has the scope admin.</p>`}
      ${may && this.editing ? this.form(channels) : nothing}
      ${channels.length ? html`<ul class="cards">${channels.map((channel) => this.channel(channel, may))}</ul>` : html`<section>${empty("No channel: nobody is told.")}</section>`}`, 5);
  }

  private form(channels: Channel[]): TemplateResult {
    const channel = channels.find((one) => one.name === this.editing);
    if (!channel && this.editing !== NEW) return html`<section class="broken">There is no channel ${this.editing}.</section>`;
    const close = (): void => settle({ edit: null });
    // A form of its own for each: what was typed for one is not kept for another.
    return html`${keyed(this.editing, html`<channel-form .channel=${channel ?? null} @closed=${close} @done=${() => { close(); void this.list.load(); }}></channel-form>`)}`;
  }

  private channel(channel: Channel, may: boolean): TemplateResult {
    const tested = this.tested.get(channel.name);
    return html`<li data-channel=${channel.name}><div class="head"><h2>${channel.name}</h2><span class="tags"><span class="tag">${channel.type}</span>
        ${channel.configured ? html`<span class="tag" data-state="completed">configured</span>` : html`<span class="tag" data-state="warning">not configured</span>`}${channel.enabled ? nothing : html`<span class="tag">off</span>`}</span></div>
      ${channel.missing ? html`<p class="meta">It lacks ${channel.missing}.</p>` : nothing}
      ${[channel.disabled_reason, channel.secrets_unreadable, ...(channel.warnings ?? [])].filter(Boolean).map((warning) => html`<p class="stale">${warning}</p>`)}
      ${channel.rules?.length ? html`<p class="meta">Used by ${channel.rules.join(", ")}</p>` : nothing}
      ${channel.secrets_set?.length ? html`<p class="meta">Secrets set: ${channel.secrets_set.join(", ")}</p>` : nothing}
      <p class="actions"><button type="button" class="test" ?disabled=${tested === "asking"} @click=${() => this.test(channel)}>Send a test<span class="visually-hidden"> to ${channel.name}</span></button>
        ${may ? html`<a class="button change-channel" href="?edit=${encodeURIComponent(channel.name)}" @click=${(event: Event) => this.open(event, channel.name)}>Change<span class="visually-hidden"> ${channel.name}</span></a>` : nothing}
        ${tested && tested !== "asking" ? html`<span role="status" class=${tested.delivered ? "well" : "reason"}>${tested.delivered ? "Delivered" : `Not delivered, ${tested.outcome}`}${tested.answer ? `: ${tested.answer}` : ""}</span>` : nothing}</p></li>`;
  }

  private open(event: Event, channel: string): void {
    event.preventDefault();
    settle({ edit: channel });
    scrollTo(0, 0);
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
}
customElements.define("settings-channels", SettingsChannels);
