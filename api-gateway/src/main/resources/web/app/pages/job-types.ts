import type { Field } from "../ui/fields.ts";

const NORMALISE: Field = {
  name: "normalise", label: "What does not count (none chosen: the usual)", kind: "several", options: ["unicode", "case", "punctuation", "articles", "white_space"],
};

/**
 * The scorers and their settings, as the runner knows them.
 *
 * @param models those that may judge
 */
export const scorers = (models: string[]): Record<string, Field[]> => ({
  exact_match: [NORMALISE],
  numeric: [],
  multiple_choice: [],
  contains: [],
  not_contains: [],
  regex: [{ name: "pattern", label: "Pattern", kind: "text", usual: "each item's target" }],
  json_valid: [],
  json_schema: [{ name: "schema", label: "JSON Schema", kind: "json", usual: "each item's target" }],
  token_f1: [],
  rouge_l: [],
  levenshtein: [NORMALISE],
  by_item: [],
  llm_judge: [
    { name: "model", label: "Judge", kind: "choice", options: models, named: true, usual: "choose a model" },
    { name: "temperature", label: "Its temperature", kind: "number", most: 2, usual: "not sent" },
    { name: "rubric", label: "Rubric: what to look at, with {answer}, and perhaps {question} and {reference}", kind: "area", usual: "whether {answer} says what {reference} says" },
    { name: "scale", label: "Scale", kind: "json", usual: "{\"CORRECT\": 1, \"INCORRECT\": 0}, or [1, 5]" },
  ],
});

/** What goes with each question. */
export const PROMPT: Field[] = [
  { name: "system_prompt", label: "System prompt", kind: "area", usual: "none" },
  { name: "prompt_template", label: "Template of the question, with {prompt}", kind: "area", usual: "{prompt}" },
];

/** How the model is asked. */
export const ASKING: Field[] = [
  { name: "temperature", label: "Temperature", kind: "number", most: 2, usual: "not sent" },
  { name: "max_tokens", label: "Longest answer (max_tokens)", kind: "number", least: 1, whole: true, usual: "not sent" },
  { name: "max_completion_tokens", label: "The same as max_completion_tokens", kind: "number", least: 1, whole: true, usual: "not sent" },
  { name: "concurrency", label: "Requests at a time", kind: "number", least: 1, most: 64, whole: true, usual: "8" },
  { name: "timeout_seconds", label: "Timeout of a request, s", kind: "number", least: 1, most: 3600, whole: true, usual: "60" },
  { name: "max_retries", label: "Further tries", kind: "number", most: 10, whole: true, usual: "3" },
  { name: "stream", label: "Streamed: measures the time to the first token", kind: "flag" },
  { name: "parameters", label: "Further fields of the request", kind: "json", usual: "{\"reasoning_effort\": \"low\"}" },
];

/** How often each item is asked, and for how much money. */
export const REPEATS: Field[] = [
  { name: "repeats", label: "Answers to each item", kind: "number", least: 1, most: 100, whole: true, usual: "1" },
  { name: "pass_at", label: "k of pass@k", kind: "numbers", usual: "as many as there are answers" },
  { name: "max_cost", label: "Budget of a run, $", kind: "number", usual: "none" },
];
