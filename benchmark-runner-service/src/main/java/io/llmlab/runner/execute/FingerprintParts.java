package io.llmlab.runner.execute;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.llmlab.platform.http.JsonConventions;
import io.llmlab.runner.model.Api;
import io.llmlab.runner.run.BenchmarkConfig;
import io.llmlab.runner.run.Fingerprint;
import io.llmlab.runner.score.JudgeSettings;
import java.util.Locale;

/// Names what changes the meaning of a run's score. A part that is left out where a setting has its default keeps the
/// streams of runs that were made before the setting was there.
final class FingerprintParts {

    private static final int LONGEST_PART = 200;
    private static final ObjectMapper MAPPER = JsonConventions.mapper();

    /// Raised when the same items, prompts and answers would get other scores for a reason the other parts do not
    /// show.
    private static final String HARNESS = "llm-lab-monitor:2";

    private static final String SCORER = "scorer";

    private FingerprintParts() {}

    static Fingerprint of(Assignment assignment, Selection selection, Scoring scoring, Api api) {
        var config = assignment.config();
        var parts = JsonNodeFactory.instance.objectNode();
        parts.put("harness", HARNESS);
        parts.put("dataset_version", assignment.run().datasetVersion());
        selection.describe(parts);
        parts.put("prompt", config.promptTemplate() == null ? "default" : part(config.promptTemplate()));
        putAsking(parts, config, api);
        putDecoding(parts, config);
        if (config.usesCache()) {
            // Answers that are kept are no new evidence.
            parts.put("response_cache", true);
        }
        putScorer(parts, scoring);
        return Fingerprint.of(parts);
    }

    /// Those of a run whose answers were judged by another scorer.
    static Fingerprint rescored(ObjectNode parts, Scoring scoring) {
        var others = parts.deepCopy();
        parts.fieldNames().forEachRemaining(name -> {
            if (name.startsWith(SCORER)) {
                others.remove(name);
            }
        });
        putScorer(others, scoring);
        return Fingerprint.of(others);
    }

    private static void putAsking(ObjectNode parts, BenchmarkConfig config, Api api) {
        if (api != Api.CHAT_COMPLETIONS) {
            parts.put("api", name(api));
        }
        if (config.systemPrompt() != null) {
            parts.put("system_prompt", part(config.systemPrompt()));
        }
        if (!config.shots().isEmpty()) {
            parts.put("few_shot", part(MAPPER.valueToTree(config.shots()).toString()));
        }
        if (config.repeatsOrDefault() > 1) {
            parts.put("repeats", config.repeatsOrDefault());
        }
    }

    private static void putDecoding(ObjectNode parts, BenchmarkConfig config) {
        if (config.temperature() != null) {
            parts.put("temperature", config.temperature());
        }
        // The same limit under a newer name is the same limit.
        if (config.longestAnswer() != null) {
            parts.put("max_tokens", config.longestAnswer());
        }
        if (config.parameters() != null && !config.parameters().isEmpty()) {
            parts.put("parameters", part(config.parameters().toString()));
        }
    }

    private static void putScorer(ObjectNode parts, Scoring scoring) {
        var scorer = scoring.scorer();
        parts.put(SCORER, "%s:%d".formatted(name(scorer.type()), scorer.version()));
        var settings = scoring.settings();
        if (settings.pattern() != null) {
            parts.put("scorer_pattern", part(settings.pattern()));
        }
        if (settings.normalise() != null) {
            var names = parts.putArray("scorer_normalise");
            settings.normalise().stream().sorted().forEach(one -> names.add(name(one)));
        }
        if (settings.schema() != null) {
            parts.put("scorer_schema", part(settings.schema().toString()));
        }
        if (settings.judge() != null && scoring.judge() != null) {
            putJudge(parts, settings.judge(), scoring.judge());
        }
    }

    /// Another judge, rubric or scale is another measure.
    private static void putJudge(ObjectNode parts, JudgeSettings settings, JudgeModel model) {
        parts.put("scorer_judge", model.identity());
        parts.put("scorer_judge_address", hash(model.address()));
        parts.put("scorer_rubric", part(settings.rubric()));
        parts.put("scorer_scale", part(settings.scale().wire().toString()));
        if (settings.temperature() != null) {
            parts.put("scorer_temperature", settings.temperature());
        }
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /// A long text is told by its hash: the parts travel with every event.
    private static String part(String text) {
        return text.length() <= LONGEST_PART ? text : hash(text);
    }

    private static String hash(String text) {
        return "hash:" + Fingerprint.of(JsonNodeFactory.instance.objectNode().put("text", text)).stream();
    }
}
