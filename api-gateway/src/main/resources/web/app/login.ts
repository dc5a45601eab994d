import { html } from "lit";
import { LabElement } from "./core/element.ts";
import { Failure } from "./core/http.ts";
import { session } from "./core/session.ts";

/** Asks for a key, which the server trades for a cookie that no script reads. */
class LabLogin extends LabElement {
  private refusal = "";
  private asking = false;

  override firstUpdated(): void {
    this.querySelector("input")?.focus();
  }

  override render() {
    return html`<section class="login"><h1>Log in</h1>
      <p>This lab asks for an API key. Its name is who acknowledges, pauses and changes.</p>
      <form @submit=${this.logIn}><label>API key<input name="key" type="password" autocomplete="current-password" required
          aria-describedby="refusal" aria-invalid=${this.refusal ? "true" : "false"}></label>
        <p id="refusal" class="reason" role="alert">${this.refusal}</p>
        <p class="actions"><button class="main" ?disabled=${this.asking}>Log in</button></p></form></section>`;
  }

  private async logIn(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    this.asking = true;
    this.refusal = "";
    this.requestUpdate();
    try {
      await session.begin(String(new FormData(event.target as HTMLFormElement).get("key")).trim());
    } catch (failure) {
      this.refusal = failure instanceof Failure ? failure.message : "The key could not be shown to the server";
    }
    this.asking = false;
    this.requestUpdate();
  }
}
customElements.define("lab-login", LabLogin);
