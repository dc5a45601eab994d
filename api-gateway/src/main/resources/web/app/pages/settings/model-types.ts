import type { Field } from "../../ui/fields.ts";

export const PROVIDERS = ["openai", "anthropic", "google", "local", "custom"];

/** Where and as what a model answers. */
export const ADDRESS: Field[] = [
  { name: "base_url", label: "Address", kind: "text", usual: "https://api.example.com/v1; none: results are pushed" },
  { name: "remote_name", label: "Its name there", kind: "text", usual: "the same" },
  { name: "api", label: "API", kind: "choice", options: ["chat_completions", "responses", "completions", "anthropic_messages", "google_generate_content"], usual: "what fits the provider" },
  { name: "model_type", label: "Type", kind: "choice", options: ["completion", "embedding"], usual: "chat" },
  { name: "api_key_ref", label: "Name of its key", kind: "text", usual: "OPENAI_API_KEY" },
];

export const PRICES: Field[] = [
  { name: "cost_per_input_token", label: "$ per input token", kind: "number", usual: "unknown" },
  { name: "cost_per_output_token", label: "$ per output token", kind: "number", usual: "unknown" },
];

/** What each request carries beside its body. */
export const REQUEST: Field[] = [
  { name: "headers", label: "Further headers, one a line", kind: "pairs", usual: "anthropic-beta: …" },
  { name: "query", label: "Further parameters of the address, one a line", kind: "pairs", usual: "api-version: 2024-10-21" },
  { name: "key_header", label: "Header of the key", kind: "text", usual: "the API's own" },
];
