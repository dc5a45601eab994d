import { send } from "../core/http.ts";
import { myName } from "../core/known.ts";
import type { Alert } from "../core/types.ts";
import { complain, say } from "./announce.ts";

/** Carries out a change of an alert and says so; null where it could not be. */
async function change(alert: Alert, body: Record<string, unknown>, done: string): Promise<Alert | null> {
  try {
    const answer = await send<{ alert?: Alert }>("PUT", `/alerts/${alert.id}`, body);
    say(`${done}: ${alert.title}`);
    return answer.alert ?? { ...alert, ...(body as Partial<Alert>) };
  } catch (failure) {
    complain(failure, "The alert could not be changed");
    return null;
  }
}

export const acknowledge = (alert: Alert): Promise<Alert | null> =>
  change(alert, { status: "acknowledged", acknowledged_by: myName() }, "Acknowledged");

export const resolve = (alert: Alert, resolution?: string, notes?: string): Promise<Alert | null> =>
  change(alert, { status: "resolved", resolved_by: myName(), resolution: resolution || undefined, resolution_notes: notes || undefined }, "Resolved");

export function snooze(alert: Alert, hours: number): Promise<Alert | null> {
  const until = new Date(Date.now() + hours * 3_600_000).toISOString();
  return change(alert, { snoozed_until: until, snoozed_by: myName() }, `Snoozed for ${hours} h`);
}

/** Keeps quiet what is like this alert: the same model, data set and metric. */
export async function silence(alert: Alert, modelName: string | undefined, hours: number, comment: string): Promise<boolean> {
  const matchers = [["model", modelName], ["dataset", alert.dataset_name], ["metric", alert.metric_name]]
    .filter(([, value]) => value)
    .map(([name, value]) => ({ name, value, is_regex: false }));
  try {
    const now = Date.now();
    await send("POST", "/silences", {
      matchers, starts_at: new Date(now).toISOString(), ends_at: new Date(now + hours * 3_600_000).toISOString(),
      created_by: myName(), comment: comment || `From alert ${alert.id}`,
    });
    say(`Silenced for ${hours} h`);
    return true;
  } catch (failure) {
    complain(failure, "The silence could not be made");
    return false;
  }
}
