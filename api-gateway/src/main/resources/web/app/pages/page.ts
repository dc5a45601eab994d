import { LabElement } from "../core/element.ts";
import type { Place } from "../core/router.ts";

/** A page: it is given the place it shows, and again when the settings in its address change. */
export abstract class LabPage extends LabElement {
  #place?: Place;

  get place(): Place {
    return this.#place!;
  }

  set place(place: Place) {
    const before = this.#place;
    this.#place = place;
    this.visit(place, before);
    this.requestUpdate();
  }

  /** Starts to load what the place needs. */
  protected abstract visit(place: Place, before: Place | undefined): void;

  protected titled(text: string): void {
    document.title = `${text} · LLM Lab Monitor`;
  }

  protected setting(name: string): string {
    return this.place.query.get(name) ?? "";
  }
}
