import { html, nothing, type TemplateResult } from "lit";
import { words } from "../core/format.ts";
import type { Json } from "../core/types.ts";

/**
 * One setting of a form, as the API has it: a percent is kept as a fraction, names and numbers are lists, pairs and headers
 * an object, and a secret is written and never read. A choice is shown in words unless its options are names.
 */
export type Field = { name: string; label: string; usual?: string } & (
  | { kind: "text" | "area" | "names" | "numbers" | "pairs" | "json" | "secret" | "secret-headers" | "flag" }
  | { kind: "number" | "percent"; least?: number; most?: number; whole?: boolean }
  | { kind: "choice" | "several"; options: string[]; named?: boolean }
);

const text = (value: unknown): string => (value === null || value === undefined ? "" : String(value));
const SHARE_DIGITS = 10;

/** @param isSet whether a secret is there, which nobody is shown */
export function field(one: Field, prefix: string, value: unknown, isSet = false): TemplateResult {
  const name = prefix + one.name;
  switch (one.kind) {
    case "flag":
      return html`<label class="inline"><input type="checkbox" name=${name} .checked=${value === true}>${one.label}</label>`;
    case "choice":
      return html`<label>${one.label}<select name=${name}><option value="">${one.usual ?? "–"}</option>${one.options.map((option) => html`<option value=${option} .selected=${option === value}>${one.named ? option : words(option)}</option>`)}</select></label>`;
    case "several":
      return html`<fieldset class="several"><legend>${one.label}</legend>${one.options.map((option) => html`<label class="inline"><input type="checkbox" name=${name} value=${option} .checked=${Array.isArray(value) && value.includes(option)}>${words(option)}</label>`)}</fieldset>`;
    case "number":
    case "percent": {
      const shown = one.kind === "percent" && typeof value === "number" ? Number((value * 100).toPrecision(SHARE_DIGITS)) : value;
      return html`<label>${one.label}${one.kind === "percent" ? ", %" : ""}<input name=${name} type="number" step=${one.whole ? 1 : "any"} min=${one.least ?? 0} max=${one.most ?? nothing} placeholder=${one.usual ?? ""} .value=${text(shown)}></label>`;
    }
    case "area":
      return html`<label class="wide">${one.label}<textarea name=${name} placeholder=${one.usual ?? ""} .value=${text(value)}></textarea></label>`;
    case "json":
      return html`<label class="wide">${one.label}<textarea name=${name} spellcheck="false" placeholder=${one.usual ?? ""} .value=${value === null || value === undefined ? "" : JSON.stringify(value, null, 2)}></textarea></label>`;
    case "pairs":
      return html`<label class="grow">${one.label}<textarea class="low" name=${name} spellcheck="false" placeholder=${one.usual ?? ""} .value=${Object.entries((value ?? {}) as Json).map(([key, said]) => `${key}: ${said}`).join("\n")}></textarea></label>`;
    case "names":
    case "numbers":
      return html`<label class="grow">${one.label}<input name=${name} placeholder=${one.usual ?? ""} .value=${Array.isArray(value) ? value.join(", ") : ""}></label>`;
    case "secret":
    case "secret-headers":
      return secret(one, name, isSet);
    case "text":
      return html`<label class="grow">${one.label}<input name=${name} placeholder=${one.usual ?? ""} .value=${text(value)}></label>`;
  }
}

function secret(one: Field, name: string, isSet: boolean): TemplateResult {
  const hint = isSet ? "set; empty leaves it" : (one.usual ?? "not set");
  return html`<div class="secret grow"><label>${one.label}${one.kind === "secret-headers"
      ? html`<textarea name=${name} placeholder=${isSet ? hint : "Authorization: Bearer …"} autocomplete="off" spellcheck="false"></textarea>`
      : html`<input type="password" name=${name} autocomplete="new-password" placeholder=${hint}>`}</label>
    ${isSet ? html`<label class="inline"><input type="checkbox" name="${name}!">remove<span class="visually-hidden"> ${one.label}</span></label>` : nothing}</div>`;
}

/**
 * What the form says, over what was there: what is empty is taken away, and a secret that is empty is left out.
 *
 * @throws Error where something is not of its form
 */
export function readFields(fields: Field[], prefix: string, form: FormData, before: Json): Json {
  const values: Json = { ...before };
  for (const one of fields) {
    const value = read(one, prefix + one.name, form, before[one.name]);
    if (value === undefined) delete values[one.name];
    else values[one.name] = value;
  }
  return values;
}

function read(one: Field, name: string, form: FormData, before: unknown): unknown {
  if (one.kind === "flag") return form.has(name) || undefined;
  // None chosen asks for the usual, unless none at all is what was asked for.
  if (one.kind === "several") return form.has(name) ? form.getAll(name) : Array.isArray(before) && !before.length ? before : undefined;
  if (form.has(`${name}!`)) return null;
  const said = String(form.get(name) ?? "");
  if (!said.trim()) return undefined;
  switch (one.kind) {
    case "number":
      return Number(said);
    case "percent":
      return Number((Number(said) / 100).toPrecision(SHARE_DIGITS));
    case "names":
      return listed(said);
    case "numbers":
      return listed(said).map((part) => numeric(part, one));
    case "json":
      return parsed(said, one);
    case "pairs":
    case "secret-headers":
      return Object.fromEntries(said.split("\n").filter((line) => line.trim()).map((line) => {
        const at = line.indexOf(":");
        return at < 0 ? [line.trim(), ""] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
      }));
    case "area":
      return said;
    default:
      return said.trim();
  }
}

const listed = (said: string): string[] => said.split(",").map((part) => part.trim()).filter(Boolean);

function numeric(part: string, one: Field): number {
  const number = Number(part);
  if (Number.isNaN(number)) throw new Error(`${one.label}: ${part} is no number`);
  return number;
}

function parsed(said: string, one: Field): unknown {
  try {
    return JSON.parse(said);
  } catch (unreadable) {
    throw new Error(`${one.label}: this is no JSON (${(unreadable as Error).message})`);
  }
}
