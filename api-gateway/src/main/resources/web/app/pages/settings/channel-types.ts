import type { Field } from "../../ui/fields.ts";

const TEMPLATE: Field = { name: "template", label: "Template (Qute)", kind: "area", usual: "as it is" };
const TIMEOUT: Field = { name: "timeout", label: "Timeout, s", kind: "number", least: 1, most: 50, whole: true, usual: "10" };

/** The settings of each type of channel, as alert-service knows them. */
export const CHANNEL_TYPES: Record<string, Field[]> = {
  email: [
    { name: "to_emails", label: "To", kind: "names", usual: "ALERT_EMAIL_TO; else addresses with commas" },
    { name: "from_email", label: "From", kind: "text", usual: "ALERT_EMAIL_FROM" },
    { name: "smtp_server", label: "Mail server", kind: "text", usual: "SMTP_SERVER" },
    { name: "smtp_port", label: "Port", kind: "number", least: 1, most: 65535, whole: true, usual: "587" },
    { name: "starttls", label: "STARTTLS", kind: "choice", options: ["required", "optional", "disabled"], usual: "as needed" },
    { name: "username", label: "User name", kind: "text" },
    { name: "password", label: "Password", kind: "secret" },
    TEMPLATE,
    { name: "html_template", label: "Template of the HTML (Qute)", kind: "area", usual: "as it is" },
  ],
  slack: [{ name: "webhook_url", label: "Webhook address", kind: "secret", usual: "SLACK_WEBHOOK_URL" }, TEMPLATE],
  webhook: [
    { name: "url", label: "Address", kind: "text", usual: "https://…" },
    { name: "secret", label: "Secret that signs", kind: "secret", usual: "whsec_…; none: not signed" },
    { name: "previous_secret", label: "Secret before it, signs too", kind: "secret", usual: "none" },
    { name: "headers", label: "Headers, one a line", kind: "secret-headers" },
    TIMEOUT,
    { name: "payload", label: "Payload", kind: "choice", options: ["standard", "flat"], usual: "standard" },
    TEMPLATE,
  ],
  alertmanager: [
    { name: "url", label: "Address", kind: "text", usual: "https://…" },
    { name: "headers", label: "Headers, one a line", kind: "secret-headers" },
    TIMEOUT,
  ],
  pagerduty: [
    { name: "routing_key", label: "Integration key", kind: "secret", usual: "32 letters and digits" },
    { name: "url", label: "Address", kind: "text", usual: "https://events.pagerduty.com/v2/enqueue" },
    TEMPLATE,
  ],
  teams: [{ name: "webhook_url", label: "Address of the workflow", kind: "secret" }, TEMPLATE],
  heartbeat: [
    { name: "url", label: "Address to ping", kind: "secret" },
    { name: "within", label: "Within, s", kind: "number", least: 5, most: 3600, whole: true, usual: "60" },
    { name: "timeout", label: "Timeout, s", kind: "number", least: 1, most: 30, whole: true, usual: "10" },
  ],
  console: [{ name: "log_level", label: "Level", kind: "choice", options: ["debug", "info", "warning", "error"], usual: "warning" }, TEMPLATE],
  database: [],
};
