import type { Json, Model } from "../core/types.ts";

interface Matcher { name: string; value: string; is_regex?: boolean | null }
/** What a rule on costs says of a budget: each model that it is about may cost so much a day, in UTC. */
export interface BudgetRule { alert_type: string; enabled: boolean; conditions: Json; matchers?: Matcher[] }

/** What a model cost in days and months of UTC, without runs that are excluded. */
export interface ModelCost { model_id: number; today_utc: number; this_month_utc: number }

/** One model and its budget. */
interface Share { name: string; spent: number; allowed: number }

/**
 * What the models that have a budget may cost together, and did.
 *
 * @param worst the model that has used most of its own today
 */
export interface Budget { today: number; allowedToday: number; month: number; allowedMonth: number; worst: Share; models: number }

const LABELS = "labels.";

/** The budgets of all models in use; null where no rule sets one. */
export function budgetOf(rules: BudgetRule[], models: Map<number, Model>, costs: ModelCost[], now: number): Budget | null {
  const budgets = rules.filter((rule) => rule.enabled && rule.alert_type === "cost_anomaly" && typeof rule.conditions?.budget_per_day === "number");
  const allowed = new Map<number, number>();
  for (const model of models.values()) {
    const own = budgets.filter((rule) => (rule.matchers ?? []).every((matcher) => accepts(matcher, model))).map((rule) => rule.conditions.budget_per_day as number);
    if (own.length && model.active !== false) allowed.set(model.id, Math.min(...own));
  }
  if (!allowed.size) return null;
  const cost = new Map(costs.map((one) => [one.model_id, one]));
  const date = new Date(now);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const shares = [...allowed].map(([id, most]) => ({ name: models.get(id)!.name, spent: cost.get(id)?.today_utc ?? 0, allowed: most }));
  const perDay = shares.reduce((sum, share) => sum + share.allowed, 0);
  return {
    today: shares.reduce((sum, share) => sum + share.spent, 0), allowedToday: perDay,
    month: [...allowed.keys()].reduce((sum, id) => sum + (cost.get(id)?.this_month_utc ?? 0), 0), allowedMonth: perDay * days,
    worst: shares.reduce((worst, share) => (used(share) > used(worst) ? share : worst)), models: shares.length,
  };
}

/** The share of its budget that is used; a budget of nothing is used up by the first cent. */
export const used = (share: { spent: number; allowed: number }): number => (share.allowed > 0 ? share.spent / share.allowed : share.spent > 0 ? Infinity : 0);

/** As alert-service does it; what is about runs rather than models is not known before there is one. */
function accepts({ name, value, is_regex }: Matcher, model: Model): boolean {
  const text = name === "model" ? model.name : name.startsWith(LABELS) ? (model.labels?.[name.slice(LABELS.length)] ?? "") : null;
  if (text === null) return false;
  if (!is_regex) return text === value;
  try {
    return new RegExp(`^(?:${value})$`).test(text);
  } catch {
    return false;
  }
}
