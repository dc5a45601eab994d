package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Logs of inspect_ai (EvalLog version 2), as `.json` and as `.eval`. Source of the fields: inspect_ai's
/// src/inspect_ai/log/_log.py.
///
/// Each log is one run.
final class InspectFormat implements ResultFormat {

    private static final String HARNESS = "inspect_ai";

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public Claim claim(Outline outline) {
        var isLog = outline.has("version", "eval")
                && outline.at("eval").has("task")
                && outline.at("eval").has("model");
        return isLog || outline.is(Outline.Kind.EVAL) ? Claim.RESULTS : Claim.NONE;
    }

    @Override
    public List<RunDraft> read(InputFile file, Surroundings surroundings) {
        var log = InspectLog.of(file, surroundings.options());
        var header = log.header();
        var eval = header.path("eval");
        var scores = new InspectScores(header);
        var summed = new InspectSums(log, scores);
        var model = Nodes.text(eval, "model");
        if (model == null) {
            throw new UnreadableResults(file.name(), "is an inspect_ai log that names no model");
        }
        var harness = new Harness(HARNESS, Nodes.text(eval.path("packages"), HARNESS));
        var run = new RunDraft(
                harness,
                new ParsedModel(model, Providers.of(model), summed.resolvedModel()),
                new ParsedTask(eval.path("task").asText("unknown"), Nodes.scalar(eval, "task_version"), null));
        new InspectFingerprint(header).fill(run);
        run.outcome = outcome(header);
        run.scoreMetric = summed.scoreMetric();
        run.samples = log.samples(scores, summed.count());
        summed.metrics().forEach(run::metric);
        run.notes.addAll(scores.notes());
        run.notes.addAll(summed.notes());
        identify(run, header);
        return List.of(run);
    }

    private static void identify(RunDraft run, JsonNode header) {
        var eval = header.path("eval");
        var stats = header.path("stats");
        var started = Times.parsed(Nodes.text(stats, "started_at"));
        run.duration = Times.between(started, Times.parsed(Nodes.text(stats, "completed_at")));
        var created = Times.parsed(Nodes.text(eval, "created"));
        run.at(started == null ? created : started, RunTime.Source.CONTENT);
        for (var id : List.of("eval_id", "run_id", "task_id")) {
            run.identity.add(eval.path(id).asText(""));
            run.config(id, Nodes.text(eval, id));
        }
        run.config("config", Nodes.plain(eval.path("config")));
        run.config("task_args", Nodes.plain(eval.path("task_args")));
        run.config("revision", Nodes.plain(eval.path("revision")));
        tags(eval).forEach(tag -> run.label("tag_" + tag, "true"));
    }

    private static List<String> tags(JsonNode eval) {
        var tags = new ArrayList<String>();
        Nodes.elements(eval.path("tags")).forEach(tag -> tags.add(tag.asText()));
        return tags;
    }

    private static Outcome outcome(JsonNode header) {
        return switch (header.path("status").asText("started")) {
            case "success" -> Outcome.completed();
            case "cancelled" -> new Outcome(Outcome.Status.CANCELLED, message(header, "cancelled"));
            case "error" -> new Outcome(Outcome.Status.FAILED, message(header, "failed without a message"));
            default -> new Outcome(Outcome.Status.FAILED, "the log ends before the run did");
        };
    }

    private static @Nullable String message(JsonNode header, String otherwise) {
        var message = Nodes.text(header.path("error"), "message");
        return message == null ? otherwise : message;
    }
}
