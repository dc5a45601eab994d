import type { ReactiveControllerHost } from "lit";
import { LabElement } from "../../core/element.ts";
import { ask, send } from "../../core/http.ts";
import { Loaded } from "../../core/loaded.ts";
import { complain, say } from "../../ui/announce.ts";

/** A part of the settings: a list that is loaded at once, and changes that load it anew. */
export abstract class Section<T> extends LabElement {
  protected readonly list: Loaded<T[]> = new Loaded<T[]>(this as ReactiveControllerHost, () => ask<T[]>(this.path()));

  protected abstract path(): string;

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.allowed()) void this.list.load();
  }

  /** Whether the list may be asked for. */
  protected allowed(): boolean {
    return true;
  }

  /** Sends a change; says it, or why it could not be. */
  protected async change(method: string, path: string, body: unknown, done: string, type?: string): Promise<boolean> {
    try {
      await send(method, path, body, type);
      say(done);
      await this.list.load();
      return true;
    } catch (failure) {
      complain(failure, "That did not work");
      return false;
    }
  }
}
