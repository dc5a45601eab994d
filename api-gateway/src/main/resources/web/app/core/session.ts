import { ask, send } from "./http.ts";

/** Who this browser is to the server. Without keys, as on a laptop, nobody has to be anybody. */
export type Scope = "read" | "ingest" | "operate" | "admin";
interface Session { key_needed: boolean; name: string | null; scopes?: Scope[] }

const LOCKED = "lab-locked";

class Sessions {
  /** The name of the key, which signs what is done; null where nobody is logged in. */
  name: string | null = null;
  keyNeeded = false;
  scopes: Scope[] = [];

  /** Finds out; where the server cannot be asked the pages say so themselves. */
  async look(): Promise<void> {
    try {
      const session = await ask<Session>("/ui/session");
      this.name = session.name;
      this.keyNeeded = session.key_needed;
      this.scopes = session.scopes ?? [];
    } catch {
      this.keyNeeded = false;
    }
  }

  get isLocked(): boolean {
    return this.keyNeeded && this.name === null;
  }

  /** Whether what needs `operate` or `admin` may be done here: all of it where no keys are asked for. */
  may(scope: "operate" | "admin"): boolean {
    return !this.keyNeeded || this.scopes.includes("admin") || this.scopes.includes(scope);
  }

  async begin(key: string): Promise<void> {
    await send("POST", "/ui/session", { key });
    location.reload();
  }

  async end(): Promise<void> {
    await send("DELETE", "/ui/session");
    location.reload();
  }

  /** Calls back when an answer says that the session is over. */
  onLocked(hearer: () => void): void {
    addEventListener(LOCKED, hearer);
  }
}

export const session = new Sessions();
