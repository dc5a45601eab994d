package io.llmlab.formats;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What `promptfoo eval --output results.json` writes, version 3 (promptfoo 0.96 and later).
/// Source of the fields: promptfoo's src/types/index.ts (OutputFile, EvaluateSummaryV3).
///
/// Each prompt with each provider is one run.
final class PromptfooFormat implements ResultFormat {

    private static final int VERSION = 3;
    private static final int LABEL = 200;
    private static final Pattern TIME_OF_ID = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}$");

    @Override
    public String name() {
        return "promptfoo";
    }

    @Override
    public Claim claim(Outline outline) {
        var results = outline.at("results");
        return results.at("version").is(Outline.Kind.NUMBER) && (results.has("results") || results.has("prompts"))
                ? Claim.RESULTS
                : Claim.NONE;
    }

    @Override
    public List<RunDraft> read(InputFile file, Surroundings surroundings) {
        var rows = new PromptfooRows(file, surroundings.options());
        var summary = rows.summary();
        var results = summary.path("results");
        if (results.path("version").asInt() != VERSION) {
            throw new UnreadableResults(
                    file.name(),
                    "is promptfoo's version %s, accepted is version 3: export it with promptfoo 0.96 or later"
                            .formatted(results.path("version").asText()));
        }
        var runs = new ArrayList<RunDraft>();
        for (var column : rows.columns()) {
            runs.add(run(summary, column, rows));
        }
        if (runs.isEmpty()) {
            throw new UnreadableResults(file.name(), "holds no rows: the evaluation had no test");
        }
        return runs;
    }

    private static RunDraft run(JsonNode summary, PromptfooColumn column, PromptfooRows rows) {
        var harness = new Harness("promptfoo", Nodes.text(summary.path("metadata"), "promptfooVersion"));
        var model = new ParsedModel(column.model(), Providers.of(column.provider()), null);
        var task = new ParsedTask(taskName(summary), column.testSet(), null);
        var run = new RunDraft(harness, model, task);
        run.fingerprint("harness", harness.name());
        run.fingerprint("harness_version", HarnessVersion.minor(harness.version()));
        run.fingerprint("prompt", Nodes.hash(column.prompt()));
        run.fingerprint("tests", column.testSet());
        run.fingerprint("provider", column.provider());
        column.metrics().forEach(run::metric);
        run.notes.addAll(column.notes());
        run.scoreMetric = column.isScored() ? PromptfooColumn.SCORE : null;
        run.outcome = column.outcome();
        run.label("prompt", Nodes.cut(column.label(), LABEL));
        run.config("prompt", Nodes.cut(column.prompt(), LABEL * 10));
        run.config("eval_id", Nodes.text(summary, "evalId"));
        run.identity.add(summary.path("evalId").asText(""));
        run.identity.add(column.key());
        run.samples = rows.of(column);
        date(run, summary);
        return run;
    }

    private static String taskName(JsonNode summary) {
        var description = Nodes.text(summary.path("config"), "description");
        return description == null ? "promptfoo" : String.valueOf(Nodes.cut(description.strip(), LABEL));
    }

    private static void date(RunDraft run, JsonNode summary) {
        var results = summary.path("results");
        var millis = Nodes.number(results.path("stats"), "durationMs");
        if (millis == null) {
            millis = Nodes.number(results.path("stats"), "evaluationDurationMs");
        }
        run.duration = millis == null || millis < 0 ? null : Duration.ofMillis(Math.round(millis));
        run.at(time(summary, results), RunTime.Source.CONTENT);
    }

    private static @Nullable Instant time(JsonNode summary, JsonNode results) {
        var said = Times.parsed(Nodes.text(results, "timestamp"));
        if (said == null) {
            said = Times.parsed(Nodes.text(summary.path("metadata"), "evaluationCreatedAt"));
        }
        var ofId = TIME_OF_ID.matcher(summary.path("evalId").asText(""));
        return said == null && ofId.find() ? Times.parsed(ofId.group()) : said;
    }
}
