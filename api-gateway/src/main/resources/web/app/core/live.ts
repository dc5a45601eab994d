// One connection to /events for the whole page.

export type LiveType = "run" | "alert" | "regression" | "model" | "reset" | "state";
type Hearer = (data: any) => void;

const TYPES: LiveType[] = ["run", "alert", "regression", "model"];
const AGAIN_AFTER_MS = 3000;

class Live {
  state: "connecting" | "on" | "off" = "connecting";
  /** When something was last heard, for whoever looks at a page that has lost its connection. */
  lastHeard = new Date().toISOString();
  private readonly hearers = new Map<LiveType, Set<Hearer>>();
  private lost = false;

  /** Calls back on each event of a type until the returned function is called. */
  on(type: LiveType, hearer: Hearer): () => void {
    if (!this.hearers.has(type)) this.hearers.set(type, new Set());
    this.hearers.get(type)!.add(hearer);
    return () => this.hearers.get(type)!.delete(hearer);
  }

  connect(): void {
    const source = new EventSource("/events");
    source.addEventListener("open", () => this.opened());
    source.addEventListener("error", () => this.failed(source));
    source.addEventListener("reset", () => this.tell("reset", {}));
    for (const type of TYPES) {
      source.addEventListener(type, (message) => {
        this.lastHeard = new Date().toISOString();
        this.tell(type, JSON.parse((message as MessageEvent).data));
      });
    }
    addEventListener("pagehide", () => source.close(), { once: true });
  }

  private opened(): void {
    this.become("on");
    // A connection made anew knows of no id to go on from.
    if (this.lost) this.tell("reset", {});
    this.lost = false;
  }

  private failed(source: EventSource): void {
    this.become("off");
    if (source.readyState !== EventSource.CLOSED) return;
    this.lost = true;
    setTimeout(() => this.connect(), AGAIN_AFTER_MS);
  }

  private become(state: "on" | "off"): void {
    if (state === "on") this.lastHeard = new Date().toISOString();
    this.state = state;
    this.tell("state", state);
  }

  private tell(type: LiveType, data: unknown): void {
    this.hearers.get(type)?.forEach((hearer) => hearer(data));
  }
}

export const live = new Live();
