import { html, nothing, type TemplateResult } from "lit";
import { session } from "../../core/session.ts";
import { empty } from "../../ui/bits.ts";

/** Instead of what is for admins, for those who are none. */
export const forAdmins = (): TemplateResult =>
  html`<section id="no-admin">${empty(html`This is for who has a key with the scope <code>admin</code>; ${session.name ?? "yours"} has ${session.scopes.join(" and ") || "none"}.`)}</section>`;

/** Whose part is missing. */
export const missing = (services: string[]): TemplateResult | typeof nothing =>
  services.length ? html`<p class="stale" role="status">Without what ${services.join(" and ")} would say: no answer at the moment.</p>` : nothing;
