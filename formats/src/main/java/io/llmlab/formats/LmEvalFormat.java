package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Results of EleutherAI's lm-evaluation-harness: 0.4 and later with their samples files, 0.2 and 0.3.
/// Source of the fields: lm_eval/loggers/evaluation_tracker.py and lm_eval/evaluator.py.
///
/// Each task and filter is one run.
final class LmEvalFormat implements ResultFormat {

    static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}[-:]\\d{2}[-:]\\d{2}(\\.\\d+)?");

    private static final String HARNESS = "lm-evaluation-harness";
    private static final List<String> SHOWN = List.of(
            "batch_size",
            "device",
            "limit",
            "gen_kwargs",
            "num_fewshot",
            "model_dtype",
            "model_num_parameters",
            "random_seed");

    @Override
    public String name() {
        return "lm-eval";
    }

    @Override
    public Claim claim(Outline outline) {
        var results = outline.at("results");
        if (results.is(Outline.Kind.OBJECT)
                && (outline.has("configs") || outline.has("versions"))
                && results.fields().values().stream().allMatch(task -> task.is(Outline.Kind.OBJECT))) {
            return Claim.RESULTS;
        }
        return isSample(outline) || isSample(outline.at("0")) ? Claim.PART : Claim.NONE;
    }

    private static boolean isSample(Outline line) {
        return line.has("doc_id") && (line.has("resps") || line.has("filtered_resps") || line.has("doc_hash"));
    }

    @Override
    public List<RunDraft> read(InputFile file, Surroundings surroundings) {
        var root = new Json(surroundings.options().limits()).tree(file);
        var model = new LmEvalModel(root);
        var tasks = new LmEvalTasks(root);
        var samples = new LmEvalSampleFiles(file, root, surroundings);
        var runs = new ArrayList<RunDraft>();
        for (var task : Nodes.fields(root.path("results"))) {
            var name = task.getKey();
            var scores = new LmEvalScores(root, name, tasks.samples(name));
            for (var filter : scores.byFilter().entrySet()) {
                var run = run(root, model, new ParsedTask(name, version(root, name), tasks.groupOf(name)), filter);
                run.notes.addAll(scores.notes());
                date(run, file, root);
                samples.attach(run, filter.getKey(), tasks.samples(name));
                runs.add(run);
            }
        }
        if (runs.isEmpty()) {
            throw new UnreadableResults(file.name(), "holds no scores: no task in it has a number");
        }
        return runs;
    }

    private static @Nullable String version(JsonNode root, String task) {
        var version = Nodes.scalar(root.path("versions"), task);
        return version == null || version.equals("Yaml") || version.equals("N/A") ? null : version;
    }

    private static RunDraft run(
            JsonNode root, LmEvalModel model, ParsedTask task, Map.Entry<String, List<ParsedMetric>> filter) {
        var harness = new Harness(HARNESS, Nodes.text(root, "lm_eval_version"));
        var run = new RunDraft(harness, model.parsed(), task);
        var fingerprint = new LmEvalFingerprint(root, model);
        fingerprint.fill(run, task.name(), filter.getKey());
        filter.getValue().forEach(run::metric);
        SHOWN.forEach(name -> run.config(name, Nodes.plain(root.path("config").path(name))));
        run.config("model_args", model.shown());
        run.config("git_hash", Nodes.text(root, "git_hash"));
        run.config("transformers_version", Nodes.text(root, "transformers_version"));
        run.label("checkpoint", model.revision());
        run.identity.add(filter.getKey());
        run.identity.add(String.valueOf(fingerprint.shots(task.name())));
        run.identity.add(root.path("task_hashes").path(task.name()).asText(""));
        run.identity.add(root.path("config").path("limit").asText(""));
        return run;
    }

    /// `start_time` and `end_time` are no times of day, only their difference means something.
    private static void date(RunDraft run, InputFile file, JsonNode root) {
        var seconds = Nodes.number(root, "total_evaluation_time_seconds");
        if (seconds != null && seconds >= 0) {
            run.duration = Duration.ofMillis(Math.round(seconds * 1000));
        }
        var date = Nodes.number(root, "date");
        if (date != null) {
            run.at(Instant.ofEpochMilli(Math.round(date * 1000)), RunTime.Source.CONTENT);
        } else {
            run.at(ofName(file.baseName()), RunTime.Source.NAME);
        }
    }

    private static @Nullable Instant ofName(String name) {
        var date = DATE.matcher(name);
        if (!date.find()) {
            return null;
        }
        var text = date.group();
        var time = text.indexOf('T');
        try {
            return LocalDateTime.parse(
                            text.substring(0, time) + text.substring(time).replace('-', ':'))
                    .toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException _) {
            return null;
        }
    }
}
