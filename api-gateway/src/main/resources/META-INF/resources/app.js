// The first page: models, runs and alerts as they are, and as they change. Data reaches the page as text only.

import { ask, duration, make, money, percent, progressOf, refreshTimes, when } from "./basics.js";

const SHOWN_RUNS = 25;
const ENDED = ["completed", "failed", "cancelled"];
const STATUS_ORDER = { active: 0, acknowledged: 1, resolved: 2 };
const SEVERITY_ORDER = { critical: 0, warning: 1, info: 2 };

const state = { models: new Map(), runs: new Map(), alerts: new Map(), fresh: new Set() };
const target = new URLSearchParams(location.search);
let loaded = false;
let waiting = [];

const byId = (id) => document.getElementById(id);

const nameOf = (thing) => thing.model_name ?? state.models.get(thing.model_id)?.name ?? `model ${thing.model_id}`;

// Drawing

function cell(label, content, className) {
  return make("td", { "data-label": label, class: className }, content);
}

function runStatus(run) {
  const parts = [make("span", { class: "tag", "data-state": run.status, text: run.status })];
  const progress = progressOf(run);
  if (run.status === "running" && progress?.total) {
    parts.push(" ", make("progress", { max: progress.total, value: progress.done,
      "aria-label": `Run ${run.id}: ${progress.done} of ${progress.total} samples` }));
    parts.push(make("span", { class: "meta", text: ` ${progress.done}/${progress.total}` }));
  }
  if (run.status === "failed" && run.error_message) {
    parts.push(make("span", { class: "error-text", text: run.error_message }));
  }
  if (run.status === "completed" && run.measurable === false) {
    parts.push(make("span", { class: "error-text", text: "too many errors to count as evidence" }));
  }
  return make("span", {}, ...parts);
}

function runRow(run) {
  return make("tr", { id: `run-${run.id}`, class: state.fresh.delete(`run-${run.id}`) ? "fresh" : null },
    cell("Run", make("a", { href: `/?run=${run.id}`, text: `#${run.id}` })),
    cell("Model", nameOf(run)),
    cell("Dataset", run.dataset_name),
    cell("Status", runStatus(run)),
    cell("Accuracy", percent(run.accuracy), "number"),
    cell("Latency", duration(run.latency_ms), "number"),
    cell("Cost", money(run.total_cost), "number"),
    cell("When", when(run.timestamp)));
}

function modelRow(model) {
  return make("tr", { id: `model-${model.id}`, class: state.fresh.delete(`model-${model.id}`) ? "fresh" : null },
    cell("Model", model.name), cell("Provider", model.provider),
    cell("Version", model.version ?? "–"), cell("Type", model.model_type ?? "–"));
}

function alertCard(alert) {
  const facts = [alert.alert_type.replaceAll("_", " "), alert.model_id ? nameOf(alert) : null, alert.dataset_name]
    .filter(Boolean).join(" · ");
  const meta = make("p", { class: "meta" }, `${facts} · `, when(alert.timestamp));
  if (alert.occurrences > 1) meta.append(` · ${alert.occurrences} times`);
  if (alert.acknowledged_by) meta.append(` · acknowledged by ${alert.acknowledged_by}`);
  return make("li", { id: `alert-${alert.id}`, "data-severity": alert.severity,
    class: state.fresh.delete(`alert-${alert.id}`) ? "fresh" : null },
    make("span", { class: "tag", "data-state": alert.severity, text: alert.severity }), " ",
    make("span", { class: "tag", text: alert.status }),
    make("h3", {}, make("a", { href: `/?alert=${alert.id}`, text: alert.title })),
    make("p", { text: alert.message ?? "" }), meta, alertActions(alert));
}

function alertActions(alert) {
  const actions = make("p", { class: "actions" });
  if (alert.status === "active") actions.append(actionButton(alert, "Acknowledge", "acknowledged"));
  if (alert.status !== "resolved") actions.append(actionButton(alert, "Resolve", "resolved"));
  if (alert.run_id) actions.append(make("a", { class: "button", href: `/?run=${alert.run_id}`, text: `Run #${alert.run_id}` }));
  return actions;
}

function actionButton(alert, label, status) {
  const button = make("button", { type: "button", text: label, "aria-label": `${label}: ${alert.title}` });
  button.addEventListener("click", () => change(alert, status, button));
  return button;
}

async function change(alert, status, button) {
  button.disabled = true;
  try {
    const who = status === "resolved" ? { resolved_by: "dashboard" } : { acknowledged_by: "dashboard" };
    const answer = await ask(`/alerts/${alert.id}`, { method: "PUT", body: JSON.stringify({ status, ...who }) });
    take("alerts", answer.alert ?? { ...alert, status });
    say(`${alert.title}: ${status}`);
    complain("");
  } catch (failure) {
    complain(`The alert could not be changed: ${failure.message}`);
    button.disabled = false;
  }
  draw();
}

function fill(list, empty, rows, table) {
  const active = document.activeElement?.closest?.("[id]")?.id;
  const label = document.activeElement?.getAttribute?.("aria-label");
  byId(list).replaceChildren(...rows);
  byId(empty).hidden = rows.length > 0;
  if (table) byId(table).hidden = rows.length === 0;
  // Whoever is on a button when its list is drawn anew stays there.
  if (active && label && byId(list).contains(byId(active))) {
    [...byId(active).querySelectorAll("button")].find((button) => button.getAttribute("aria-label") === label)?.focus();
  }
}

function draw() {
  const open = [...state.alerts.values()].filter((alert) => alert.status !== "resolved");
  open.sort((a, b) => SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] || b.id - a.id);
  const runs = [...state.runs.values()].sort((a, b) => Date.parse(b.timestamp) - Date.parse(a.timestamp) || b.id - a.id);
  const models = [...state.models.values()].filter((model) => model.active !== false);
  models.sort((a, b) => a.name.localeCompare(b.name));
  fill("alert-list", "alerts-empty", open.map(alertCard));
  fill("run-list", "runs-empty", runs.slice(0, SHOWN_RUNS).map(runRow), "run-table");
  fill("model-list", "models-empty", models.map(modelRow), "model-table");
  byId("tile-alerts").textContent = open.length;
  byId("tile-running").textContent = runs.filter((run) => !ENDED.includes(run.status)).length;
  document.title = open.length ? `(${open.length}) LLM Lab Monitor` : "LLM Lab Monitor";
  drawFocus();
}

// One alert or run, by its own address

const FACTS = {
  alert: ["status", "severity", "message", "metric_name", "dataset_name", "baseline_value", "trigger_value",
    "rule_id", "timestamp", "acknowledged_by", "resolved_by", "resolution_notes"],
  run: ["status", "dataset_name", "dataset_version", "accuracy", "latency_ms", "total_cost", "sample_count", "error_count",
    "trigger_type", "timestamp", "completed_at", "duration_seconds", "error_message"],
};

function drawFocus() {
  const kind = ["alert", "run"].find((name) => target.has(name));
  const thing = kind && state[`${kind}s`].get(Number(target.get(kind)));
  byId("focus").hidden = !thing;
  if (!thing) return;
  byId("focus-title").textContent = kind === "alert" ? thing.title : `Run #${thing.id} of ${nameOf(thing)}`;
  const facts = FACTS[kind].filter((name) => thing[name] !== null && thing[name] !== undefined)
    .flatMap((name) => [make("dt", { text: name.replaceAll("_", " ") }), fact(name, thing[name])]);
  byId("focus-facts").replaceChildren(...facts);
  byId("focus-actions").replaceChildren(...(kind === "alert" ? alertActions(thing).childNodes : []));
}

function fact(name, value) {
  if (name === "timestamp" || name.endsWith("_at")) return make("dd", {}, when(value));
  const shown = { accuracy: percent, latency_ms: duration, total_cost: money }[name]?.(value) ?? String(value);
  return make("dd", { text: shown });
}

async function loadFocus() {
  for (const [kind, path] of [["alert", "/alerts/"], ["run", "/benchmark-runs/"]]) {
    const id = target.get(kind);
    if (id === null) continue;
    try {
      take(`${kind}s`, await ask(path + encodeURIComponent(id)));
    } catch (failure) {
      complain(`There is no ${kind} ${id} to show: ${failure.message}`);
    }
  }
}

// What is told

/** Takes in a newer state of a thing; one that goes back in its life came late and is dropped. */
function take(kind, thing) {
  const known = state[kind].get(thing.id);
  if (known && kind === "runs" && ENDED.includes(known.status) && !ENDED.includes(thing.status)
    && thing.status !== "queued") return false;
  if (known && kind === "alerts" && STATUS_ORDER[thing.status] < STATUS_ORDER[known.status]) return false;
  state[kind].set(thing.id, { ...known, ...thing });
  return true;
}

const HANDLERS = {
  model: (event) => told("models", { ...event, ...event.model }),
  run: (event) => told("runs", event),
  alert: (event) => {
    told("alerts", { ...event.alert, model_name: event.model?.name });
    if (event.change === "opened") say(`New alert: ${event.alert.title}`);
  },
  regression: (event) => {
    if (event.findings) say(`Regression found in run ${event.run_id} of ${event.model.name}`);
  },
};

function told(kind, thing) {
  if (take(kind, thing)) state.fresh.add(`${kind.slice(0, -1)}-${thing.id}`);
}

function hear(type, event) {
  if (!loaded) {
    waiting.push([type, event]);
    return;
  }
  HANDLERS[type](event);
  schedule();
}

let drawing = false;
let recount = 0;

/** Many events in a moment are one drawing, and one look at the totals. */
function schedule() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => { drawing = false; draw(); });
  }
  clearTimeout(recount);
  recount = setTimeout(loadTotals, 700);
}

function say(sentence) {
  byId("spoken").textContent = sentence;
}

function complain(sentence) {
  byId("problem").textContent = sentence;
  byId("problem").hidden = !sentence;
}

// Loading

async function loadTotals() {
  const [health, overview] = await Promise.allSettled([ask("/health"), ask("/dashboard/overview")]);
  drawHealth(health.value ?? { status: "unknown", problems: ["The gateway does not answer"] });
  if (overview.value) {
    byId("tile-runs").textContent = overview.value.recent_benchmark_runs;
    byId("tile-failed").textContent = percent(overview.value.failed_runs_percentage / 100);
  }
}

function drawHealth(health) {
  byId("health").dataset.state = health.status;
  byId("health").textContent = `Health: ${health.status}`;
  byId("advice").replaceChildren(...(health.problems ?? []).map((text) => make("li", { text })));
  byId("advice").hidden = !health.problems?.length;
}

async function load() {
  loaded = false;
  const lists = { models: "/models?active_only=true&limit=1000", runs: `/benchmark-runs?limit=${SHOWN_RUNS}`,
    alerts: "/alerts?active_only=true&limit=1000" };
  const failures = [];
  await Promise.all(Object.entries(lists).map(async ([kind, path]) => {
    try {
      const things = await ask(path);
      state[kind].clear();
      things.forEach((thing) => state[kind].set(thing.id, thing));
    } catch (failure) {
      failures.push(failure.message);
    }
  }));
  complain(failures.length ? `Not everything could be loaded: ${[...new Set(failures)].join("; ")}` : "");
  await loadFocus();
  loaded = true;
  waiting.splice(0).forEach(([type, event]) => HANDLERS[type](event));
  draw();
  await loadTotals();
}

function listen() {
  const source = new EventSource("/events");
  let first = true;
  source.addEventListener("open", () => {
    byId("live").dataset.state = "on";
    byId("live").textContent = "Live";
    if (!first) loadTotals();
    if (first) load().then(() => { if (target.size) byId("focus").focus(); });
    first = false;
  });
  source.addEventListener("error", () => {
    byId("live").dataset.state = "off";
    byId("live").textContent = "Not connected, trying again";
    drawHealth({ status: "unknown", problems: [] });
    if (first) load();
    first = false;
    // The browser gives up where it was answered with an error; otherwise it tries again by itself.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
  });
  source.addEventListener("reset", load);
  for (const type of Object.keys(HANDLERS)) {
    source.addEventListener(type, (message) => hear(type, JSON.parse(message.data)));
  }
}

setInterval(refreshTimes, 20000);
listen();
