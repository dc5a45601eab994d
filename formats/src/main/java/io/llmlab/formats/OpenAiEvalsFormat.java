package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What OpenAI's `oaieval` records: one event a line. Source of the fields: evals/record.py and evals/base.py.
///
/// Each file is one run.
final class OpenAiEvalsFormat implements ResultFormat {

    private static final String HARNESS = "openai-evals";

    @Override
    public String name() {
        return HARNESS;
    }

    @Override
    public Claim claim(Outline outline) {
        var spec = outline.at("spec");
        return spec.has("eval_name") && (spec.has("completion_fns") || spec.has("run_id")) ? Claim.RESULTS : Claim.NONE;
    }

    @Override
    public List<RunDraft> read(InputFile file, Surroundings surroundings) {
        var events = new OpenAiEvents(file, surroundings.options());
        events.sumUp();
        var spec = events.spec();
        var model = model(spec);
        if (model == null) {
            throw new UnreadableResults(file.name(), "is an OpenAI evals record that names no completion_fns");
        }
        var name = new EvalName(spec.path("eval_name").asText(""));
        var run = new RunDraft(
                new Harness(HARNESS, null),
                new ParsedModel(model, Providers.of("openai/" + model), null),
                new ParsedTask(name.task(), name.version(), null));
        var config = spec.path("run_config");
        run.fingerprint("harness", HARNESS);
        run.fingerprint("task_version", name.version());
        run.fingerprint("eval_spec", hash(config.path("eval_spec")));
        run.fingerprint(
                "item_set",
                config.path("max_samples").isNumber()
                        ? "first:" + config.path("max_samples").asText()
                        : "all");
        run.fingerprint("seed", Nodes.scalar(config, "seed"));
        run.config("run_config", Nodes.plain(config));
        events.metrics().forEach(run::metric);
        run.scoreMetric = events.scoreMetric();
        run.notes.addAll(events.notes());
        run.outcome = events.outcome();
        run.identity.add(spec.path("run_id").asText(""));
        run.samples = events;
        run.at(Times.parsed(Nodes.text(spec, "created_at")), RunTime.Source.CONTENT);
        return List.of(run);
    }

    private static @Nullable String hash(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? null : Nodes.hash(node.toString());
    }

    private static @Nullable String model(JsonNode spec) {
        var first = spec.path("completion_fns").path(0);
        var said = first.isTextual()
                ? first.textValue()
                : spec.path("run_config").path("completion_fns").path(0).asText("");
        return said.isBlank() ? null : said;
    }

    /// `coqa-fact.dev.v0`: the split is part of the task, the version is not.
    private record EvalName(String full) {

        String task() {
            var dot = full.lastIndexOf('.');
            return dot > 0 ? full.substring(0, dot) : full;
        }

        @Nullable
        String version() {
            var dot = full.lastIndexOf('.');
            return dot > 0 ? full.substring(dot + 1) : null;
        }
    }
}
