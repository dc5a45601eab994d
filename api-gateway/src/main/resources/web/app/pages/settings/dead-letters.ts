import { html, type ReactiveControllerHost, type TemplateResult } from "lit";
import { LabElement } from "../../core/element.ts";
import { bytes } from "../../core/format.ts";
import { askMerged, send, type Merged } from "../../core/http.ts";
import { Loaded } from "../../core/loaded.ts";
import { session } from "../../core/session.ts";
import { complain, say } from "../../ui/announce.ts";
import { empty } from "../../ui/bits.ts";
import { when } from "../../ui/time.ts";
import { forAdmins, missing } from "./admins.ts";

interface Letter {
  service: string; id: number; at: string; topic: string; partition: number; offset: number; reason: string; attempts: number;
  payload: string; payload_bytes: number; source?: string | null; event_id?: string | null;
}

/** Events that a service could never process, and what is to become of them. */
class SettingsDeadLetters extends LabElement {
  private readonly list = new Loaded<Merged<Letter>>(this as ReactiveControllerHost, () => askMerged<Letter>("/admin/dead-letters?limit=100"));

  override connectedCallback(): void {
    super.connectedCallback();
    if (session.may("admin")) void this.list.load();
  }

  override render() {
    if (!session.may("admin")) return forAdmins();
    return html`<section aria-labelledby="letters-title"><h2 id="letters-title">Events that could not be processed</h2>
      <p class="meta">Replayed, an event goes to the one service that could not process it, and has its effect once. What cannot work again is told and kept.</p></section>
      ${this.list.view((page) => html`${missing(page.unavailable)}${page.items.length
        ? html`<ul class="cards" id="letters">${page.items.map((letter) => this.letter(letter))}</ul>${page.next ? html`<p class="meta">These are the newest 100.</p>` : ""}`
        : html`<section>${empty("None: every event was processed.")}</section>`}`)}`;
  }

  private letter(letter: Letter): TemplateResult {
    const name = `${letter.service} ${letter.id}`;
    return html`<li data-letter=${name}><div class="head"><h3>${letter.topic}</h3><span class="tag">${letter.service}</span></div>
      <p>${letter.reason}</p>
      <p class="meta">${when(letter.at)} · event ${letter.event_id ?? "without an id"}${letter.source ? ` of ${letter.source}` : ""} · partition ${letter.partition}, offset ${letter.offset}${letter.attempts ? ` · replayed in vain ${letter.attempts === 1 ? "once" : `${letter.attempts} times`}` : ""}</p>
      <details><summary>Content (${bytes(letter.payload_bytes)})</summary><pre class="question" tabindex="0">${letter.payload}${letter.payload_bytes > 4000 ? "…" : ""}</pre></details>
      <p class="actions"><button type="button" class="small replay" @click=${() => this.act(letter, "replay", "It was processed")}>Replay<span class="visually-hidden"> ${name}</span></button>
        <button type="button" class="small danger discard" @click=${() => this.discard(letter)}>Discard<span class="visually-hidden"> ${name}</span></button></p></li>`;
  }

  private async discard(letter: Letter): Promise<void> {
    if (confirm("Discard this event? Its effect will be missing for good.")) await this.act(letter, "discard", "It was let go");
  }

  private async act(letter: Letter, verb: string, done: string): Promise<void> {
    try {
      await send("POST", `/admin/dead-letters/${letter.service}/${letter.id}/${verb}`);
      say(done);
    } catch (failure) {
      complain(failure, "That did not work");
    }
    await this.list.load();
  }
}
customElements.define("settings-dead-letters", SettingsDeadLetters);
