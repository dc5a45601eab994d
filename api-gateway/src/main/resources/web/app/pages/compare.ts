import { html, nothing, svg, type TemplateResult } from "lit";
import { duration, local, metricValue, percent, plain, pValue, signedPercent, words } from "../core/format.ts";
import { Loaded } from "../core/loaded.ts";
import { settle, type Place } from "../core/router.ts";
import type { Run, Sample } from "../core/types.ts";
import { empty, modelLink, runLink, tag } from "../ui/bits.ts";
import { at } from "../ui/time.ts";
import { choice, comparison, newestOf, type Choice, type Comparison, type MetricComparison, type Newest } from "./compare-data.ts";
import { LabPage } from "./page.ts";
import { samplesOf } from "./run-data.ts";

const SETTINGS = ["of", "first", "second", "first_model", "second_model", "dataset"];

function verdictOf({ verdict }: Comparison, second: string): string {
  if (verdict === "better" || verdict === "worse") return `${second} is ${verdict}, by more than chance`;
  return verdict === "statistically_tied" ? "Statistically tied" : verdict === "insufficient" ? "Too little to tell" : words(verdict);
}

function points(share: number | null | undefined): string {
  if (share === null || share === undefined) return "–";
  const size = Math.abs(share * 100).toFixed(1);
  return `${Number(size) === 0 ? "" : share > 0 ? "+" : "−"}${size} points`;
}

class PageCompare extends LabPage {
  private readonly choosing = new Loaded<Choice>(this, choice);
  private readonly newest = new Loaded<Newest>(this, () => newestOf(this.setting("first_model"), this.setting("second_model"), this.setting("dataset")),
    ({ first, second }) => { if (first && second) this.compare(String(first.id), String(second.id)); });
  private readonly result = new Loaded<Comparison>(this, () => comparison(...this.pair));
  private readonly answers = new Loaded<Map<string, [Sample?, Sample?]>>(this, () => this.readAnswers());
  private pair: [string, string] = ["", ""];

  protected override visit(place: Place, before: Place | undefined): void {
    this.titled("Compare");
    if (!before) void this.choosing.load();
    if (before && SETTINGS.every((name) => before.query.get(name) === place.query.get(name))) return;
    this.result.forget();
    this.answers.forget();
    this.newest.forget();
    if (this.ofModels()) {
      if (["first_model", "second_model", "dataset"].every((name) => this.setting(name))) void this.newest.load();
    } else if (this.setting("first") && this.setting("second")) this.compare(this.setting("first"), this.setting("second"));
  }

  private ofModels(): boolean {
    return this.setting("of") === "models";
  }

  private compare(first: string, second: string): void {
    this.pair = [first, second];
    void this.result.load();
    void this.answers.load();
  }

  private async readAnswers(): Promise<Map<string, [Sample?, Sample?]>> {
    const both = await Promise.all(this.pair.map((id) => samplesOf(id)));
    const pairs = new Map<string, [Sample?, Sample?]>();
    both.forEach(({ items }, side) => items.forEach((sample) => {
      const key = sample.item_key ?? sample.id;
      const pair = pairs.get(key) ?? [undefined, undefined];
      pair[side] = sample;
      pairs.set(key, pair);
      if (sample.id !== key) pairs.set(sample.id, pair);
    }));
    return pairs;
  }

  override render() {
    const models = this.ofModels();
    return html`<h1>${models ? "Compare two models" : "Compare two runs"}</h1>
      <nav class="sections" aria-label="What is compared"><a href="/ui/compare" aria-current=${models ? nothing : "page"}>Two runs</a><a href="/ui/compare?of=models" aria-current=${models ? "page" : nothing}>Two models</a></nav>
      ${this.choosing.view((data) => (models ? this.modelChooser(data) : this.chooser(data)), 1)}
      ${models ? this.ofNewest() : this.setting("first") && this.setting("second") ? this.shown()
        : html`<section>${empty("Choose two runs of one data set: which answers changed, and whether that is more than chance.")}</section>`}`;
  }

  private shown(): TemplateResult {
    return this.result.view((result) => html`${this.verdict(result)}${this.metrics(result)}${this.flipped(result)}`, 6);
  }

  private ofNewest(): TemplateResult {
    if (!["first_model", "second_model", "dataset"].every((name) => this.setting(name))) {
      return html`<section>${empty("Choose two models and a data set: their newest good runs are compared, item by item.")}</section>`;
    }
    return this.newest.view(({ first, second, sameKind }) => {
      if (!first || !second) return html`<section>${empty(`${first ? "The second model" : "The first model"} has no good run on ${this.setting("dataset")}.`)}</section>`;
      return html`${sameKind ? nothing : html`<p class="stale" id="other-kind">These runs are not of the same kind: prompt, items or scorer differ, and so may what is measured.</p>`}${this.shown()}`;
    }, 6);
  }

  private modelChooser({ runs, models }: Choice): TemplateResult {
    const chosen = ["first_model", "second_model"].map((name) => this.setting(name));
    const ids = [...new Set([...runs.map((run) => String(run.model_id)), ...chosen.filter(Boolean)])];
    const on = (model: string): Set<string> => new Set(runs.filter((run) => !model || String(run.model_id) === model).map((run) => run.dataset_name));
    const shared = [...on(chosen[0])].filter((name) => on(chosen[1]).has(name));
    const datasets = [...new Set([...(this.setting("dataset") ? [this.setting("dataset")] : []), ...shared])].sort();
    const name = (id: string): string => models.get(Number(id))?.name ?? `model ${id}`;
    const select = (setting: string, text: string, options: [string, string][]): TemplateResult => html`<label class="grow">${text}<select name=${setting} @change=${(event: Event) => settle({ [setting]: (event.target as HTMLSelectElement).value, item: null })}>
      <option value="">Choose</option>${options.map(([value, shown]) => html`<option value=${value} ?selected=${value === this.setting(setting)}>${shown}</option>`)}</select></label>`;
    const named = ids.map((id): [string, string] => [id, name(id)]).sort((a, b) => a[1].localeCompare(b[1]));
    return html`<form class="bar" @submit=${(event: Event) => event.preventDefault()}>
      ${select("first_model", "First, the reference", named)}${select("second_model", "Second", named.filter(([id]) => id !== chosen[0]))}${select("dataset", "Data set", datasets.map((one) => [one, one]))}
      <button type="button" @click=${() => settle({ first_model: chosen[1], second_model: chosen[0], item: null })}>Swap</button></form>`;
  }

  private chooser({ runs, models }: Choice): TemplateResult {
    const first = runs.find((run) => String(run.id) === this.setting("first"));
    const fitting = first ? runs.filter((run) => run.dataset_name === first.dataset_name) : runs;
    const label = (run: Run): string => `#${run.id} ${models.get(run.model_id)?.name ?? ""} on ${run.dataset_name}, ${local(run.timestamp)}, ${percent(run.accuracy)}`;
    const select = (name: string, text: string, among: Run[]): TemplateResult => html`<label class="grow">${text}<select name=${name} @change=${(event: Event) => settle({ [name]: (event.target as HTMLSelectElement).value, item: null })}>
      <option value="">Choose a run</option>
      ${this.setting(name) && !among.some((run) => String(run.id) === this.setting(name)) ? html`<option value=${this.setting(name)} selected>#${this.setting(name)}</option>` : nothing}
      ${among.map((run) => html`<option value=${run.id} ?selected=${String(run.id) === this.setting(name)}>${label(run)}</option>`)}</select></label>`;
    return html`<form class="bar" @submit=${(event: Event) => event.preventDefault()}>
      ${select("first", "First, the reference", runs)}${select("second", "Second", fitting)}
      <button type="button" @click=${() => settle({ first: this.setting("second"), second: this.setting("first"), item: null })}>Swap</button></form>`;
  }

  private verdict(result: Comparison): TemplateResult {
    const models = this.choosing.value?.models ?? new Map();
    const side = (name: string, run: Run): TemplateResult => html`<div><dt>${name}</dt><dd>${runLink(run.id)} ${modelLink(run.model_id, models, run.dataset_name)} <span class="meta">${at(run.timestamp)}</span></dd></div>`;
    return html`<section id="verdict" data-verdict=${result.verdict}>
      <h2>${verdictOf(result, this.ofModels() ? (models.get(result.second.model_id)?.name ?? "The second model") : "The second run")}</h2>
      <p class="headline">${points(result.difference)} <span class="meta">95 % interval ${points(result.difference_low)} to ${points(result.difference_high)}, p ${pValue(result.p_value)}${result.test ? ` (${words(result.test)})` : ""}</span></p>
      ${this.interval(result)}
      ${result.verdict === "statistically_tied" ? html`<p>A difference as small as this comes by chance alone. ${result.smallest_visible ? `With these items a difference under ${(result.smallest_visible * 100).toFixed(1)} points cannot be seen.` : ""}</p>` : nothing}
      <p class="meta">${result.explanation}${result.paired ? ` · ${result.items_shared ?? 0} items answered by both` : " · not paired: the runs share no items"}</p>
      <dl class="facts">${side("First", result.first)}${side("Second", result.second)}</dl></section>`;
  }

  /** The interval against no difference, which stands in the middle. */
  private interval({ difference, difference_low: low, difference_high: high }: Comparison): TemplateResult | typeof nothing {
    if (low === null || low === undefined || high === null || high === undefined) return nothing;
    const most = Math.max(Math.abs(low), Math.abs(high), 1e-9) * 1.15;
    const x = (value: number): number => 200 + (value / most) * 190;
    return html`<svg class="interval" viewBox="0 0 400 44" role="img" aria-label="The interval from ${points(low)} to ${points(high)} ${low <= 0 && high >= 0 ? "holds" : "does not hold"} no difference">
      ${svg`<line class="zero" x1="200" x2="200" y1="2" y2="30"></line><line class="range" x1=${x(low)} x2=${x(high)} y1="16" y2="16"></line><circle class="middle" cx=${x(difference ?? (low + high) / 2)} cy="16" r="5"></circle>
      <text x="200" y="42" text-anchor="middle">no difference</text><text x="0" y="42">worse</text><text x="400" y="42" text-anchor="end">better</text>`}</svg>`;
  }

  private metrics({ metrics }: Comparison): TemplateResult | typeof nothing {
    if (!metrics?.length) return nothing;
    return html`<section aria-labelledby="metrics-title"><h2 id="metrics-title">Each metric</h2><div class="scroller" tabindex="0" role="region" aria-label="Metrics of both"><table>
      <thead><tr><th scope="col">Metric</th><th scope="col" class="number">First</th><th scope="col" class="number">Second</th><th scope="col" class="number">Change</th><th scope="col" class="number">p</th><th scope="col">Verdict</th></tr></thead>
      <tbody>${metrics.map((one: MetricComparison) => html`<tr><td>${words(one.metric_name)}</td><td class="number">${metricValue(one.metric_type, one.first)}</td><td class="number">${metricValue(one.metric_type, one.second)}</td>
        <td class="number">${signedPercent(one.change_percent)}</td><td class="number">${pValue(one.test?.p_value)}</td><td>${one.test ? tag(one.test.verdict, one.test.verdict === "statistically_tied" ? "tied" : words(one.test.verdict)) : "–"}</td></tr>`)}</tbody></table></div></section>`;
  }

  private flipped(result: Comparison): TemplateResult {
    const lost = result.lost_items ?? [];
    const gained = result.gained_items ?? [];
    if (!lost.length && !gained.length) return html`<section><h2>Items that flipped</h2>${empty(result.paired ? "None: both got the same items right." : "They cannot be told: the runs share no items.")}</section>`;
    const open = this.setting("item") || lost[0] || gained[0];
    const list = (name: string, items: string[], many: number | null | undefined): TemplateResult => html`<div><h3>${name} <span class="many">${many ?? items.length}</span></h3>
      <ul class="items">${items.map((item) => html`<li><button type="button" class="link" aria-pressed=${String(item === open)} @click=${() => settle({ item })}>${this.nameOf(item)}</button></li>`)}</ul>
      ${(many ?? 0) > items.length ? html`<p class="meta">The first ${items.length} are listed.</p>` : nothing}</div>`;
    return html`<section aria-labelledby="flipped-title"><h2 id="flipped-title">Items that flipped</h2>
      <div class="flips"><div>${list("Right before, wrong now", lost, result.lost)}${list("Wrong before, right now", gained, result.gained)}</div>
      ${this.answers.view((pairs) => this.sideBySide(open, pairs.get(open)), 4)}</div></section>`;
  }

  /** What people call an item; runs are matched by a hash where questions are known. */
  private nameOf(item: string): string {
    const pair = this.answers.value?.get(item);
    return (pair?.[0] ?? pair?.[1])?.id ?? item;
  }

  private sideBySide(item: string, pair: [Sample?, Sample?] | undefined): TemplateResult {
    if (!pair) return empty(`Item ${item} is not among the first 10,000 samples.`);
    const side = (name: string, sample: Sample | undefined): TemplateResult => html`<div><h3>${name}</h3><pre tabindex="0" role="region" aria-label="Answer, ${name}">${sample?.answer ?? sample?.error ?? "no answer"}</pre>
      <p class="meta">${sample ? `score ${plain(sample.score)} · ${duration(sample.latency_ms)}` : ""}</p></div>`;
    const known = pair[0] ?? pair[1];
    return html`<div id="answers"><h3>${this.nameOf(item)}</h3><pre class="question" tabindex="0" role="region" aria-label="Question">${known?.prompt ?? "The question was not reported."}</pre>
      <p>Expected: <strong>${known?.target ?? "–"}</strong></p><div class="pair">${side("First", pair[0])}${side("Second", pair[1])}</div></div>`;
  }
}
customElements.define("page-compare", PageCompare);
