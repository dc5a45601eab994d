import { html } from "lit";
import { LabElement } from "../core/element.ts";
import { ago, local, utc } from "../core/format.ts";

const REFRESH_MS = 20_000;
const shown = new Set<LabTime>();
setInterval(() => shown.forEach((time) => time.requestUpdate()), REFRESH_MS);

/** A moment in the viewer's zone, or how long ago it was; UTC on hover. */
class LabTime extends LabElement {
  static override properties = { iso: {}, exact: { type: Boolean } };
  declare iso: string | null | undefined;
  declare exact: boolean;

  override connectedCallback(): void {
    super.connectedCallback();
    shown.add(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    shown.delete(this);
  }

  override render() {
    if (!this.iso) return html`–`;
    const title = this.exact ? utc(this.iso) : `${local(this.iso)} · ${utc(this.iso)}`;
    return html`<time datetime=${this.iso} title=${title}>${this.exact ? local(this.iso) : ago(this.iso)}</time>`;
  }
}
customElements.define("lab-time", LabTime);

export const when = (iso: string | null | undefined) => html`<lab-time .iso=${iso}></lab-time>`;
export const at = (iso: string | null | undefined) => html`<lab-time .iso=${iso} exact></lab-time>`;
