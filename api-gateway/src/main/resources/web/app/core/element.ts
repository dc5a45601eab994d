import { LitElement } from "lit";
import { live, type LiveType } from "./live.ts";

/** An element in the page's own tree: one style sheet, and labels that reach their fields. */
export class LabElement extends LitElement {
  private readonly ends: (() => void)[] = [];

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Hears live events while the element is on the page. */
  protected hear(type: LiveType, hearer: (data: any) => void): void {
    this.ends.push(live.on(type, hearer));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ends.splice(0).forEach((end) => end());
  }
}
