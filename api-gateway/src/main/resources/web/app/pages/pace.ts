import type { Run } from "../core/types.ts";

/** How fast a run gets on, and how long it takes at that pace. */
export interface Pace { perMinute: number; leftMs: number }

interface Seen { at: number; done: number }

const MINUTE_MS = 60_000;

/** What is seen of running benchmarks while a page is open. */
export class Paces {
  private readonly first = new Map<number, Seen>();

  see(run: Run, now = Date.now()): void {
    const done = run.progress?.done ?? 0;
    const seen = this.first.get(run.id);
    // A run that is taken up again keeps its answers, and one that is begun anew does not.
    if (!seen || done < seen.done) this.first.set(run.id, { at: now, done });
  }

  /** From what was done while it was watched; before there is any, from what was done since the run's time. */
  of(run: Run, now = Date.now()): Pace | null {
    const { done, total } = run.progress ?? { done: 0, total: 0 };
    const seen = this.first.get(run.id);
    const since = seen && done > seen.done ? seen : { at: Date.parse(run.timestamp), done: 0 };
    const passed = now - since.at;
    if (!total || done <= since.done || passed <= 0) return null;
    const each = passed / (done - since.done);
    return { perMinute: MINUTE_MS / each, leftMs: Math.ceil(((total - done) * each) / 1000) * 1000 };
  }
}
