package io.llmlab.formats;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the metrics of the harnesses are to us.
final class Metrics {

    private static final double PERCENT = 100;

    /// Shares of right answers, whatever a harness calls them.
    private static final Set<String> ACCURACIES = Set.of(
            "accuracy",
            "acc",
            "acc_norm",
            "acc_bytes",
            "acc_mutual_info",
            "exact_match",
            "em",
            "pass_rate",
            "match",
            "includes",
            "prompt_level_strict_acc",
            "prompt_level_loose_acc",
            "inst_level_strict_acc",
            "inst_level_loose_acc",
            "overall_accuracy");

    private static final Map<String, MetricType> OTHERS = Map.ofEntries(
            Map.entry("precision", MetricType.PRECISION),
            Map.entry("recall", MetricType.RECALL),
            Map.entry("f1", MetricType.F1_SCORE),
            Map.entry("f1_score", MetricType.F1_SCORE),
            Map.entry("f1_macro", MetricType.F1_SCORE),
            Map.entry("f1_micro", MetricType.F1_SCORE),
            Map.entry("latency", MetricType.LATENCY),
            Map.entry("throughput", MetricType.THROUGHPUT),
            Map.entry("cost", MetricType.COST),
            Map.entry("total_cost", MetricType.COST),
            Map.entry("token_count", MetricType.TOKEN_COUNT),
            Map.entry("tokens", MetricType.TOKEN_COUNT),
            Map.entry("error_rate", MetricType.ERROR_RATE),
            Map.entry("memory_usage", MetricType.MEMORY_USAGE));

    /// Scores without a type of ours whose direction is beyond doubt.
    private static final Map<String, Boolean> DIRECTIONS = Map.ofEntries(
            Map.entry("mcc", true),
            Map.entry("bleu", true),
            Map.entry("chrf", true),
            Map.entry("rouge1", true),
            Map.entry("rouge2", true),
            Map.entry("rougel", true),
            Map.entry("rougelsum", true),
            Map.entry("mc1", true),
            Map.entry("mc2", true),
            Map.entry("ter", false),
            Map.entry("wer", false),
            Map.entry("cer", false),
            Map.entry("ppl", false),
            Map.entry("perplexity", false),
            Map.entry("word_perplexity", false),
            Map.entry("byte_perplexity", false),
            Map.entry("bits_per_byte", false),
            Map.entry("brier_score", false));

    private Metrics() {}

    /// The type that a name tells; `pass@k` is an accuracy.
    static MetricType type(String name) {
        var plain = name.toLowerCase(Locale.ROOT);
        if (ACCURACIES.contains(plain) || plain.startsWith("pass@") || plain.startsWith("exact_match")) {
            return MetricType.ACCURACY;
        }
        return OTHERS.getOrDefault(plain, MetricType.CUSTOM);
    }

    /// @param direction what the file says; null: nothing, and the name decides
    static ParsedMetric named(
            String name,
            double value,
            @Nullable Double stdError,
            @Nullable Long sampleCount,
            @Nullable Boolean direction) {
        return of(type(name), name, value, stdError, sampleCount, direction);
    }

    /// Of a known type.
    static ParsedMetric of(
            MetricType type,
            String name,
            double value,
            @Nullable Double stdError,
            @Nullable Long sampleCount,
            @Nullable Boolean direction) {
        var scale = isShare(type) && value > 1 && value <= PERCENT ? PERCENT : 1;
        return new ParsedMetric(
                type,
                name,
                value / scale,
                stdError == null || !Double.isFinite(stdError) ? null : Double.valueOf(stdError / scale),
                sampleCount,
                unit(type),
                direction == null ? usual(type, name) : direction);
    }

    private static @Nullable String unit(MetricType type) {
        return switch (type) {
            case ACCURACY, PRECISION, RECALL, F1_SCORE, ERROR_RATE -> "fraction";
            case COST -> "usd";
            case TOKEN_COUNT -> "tokens";
            case LATENCY, THROUGHPUT, MEMORY_USAGE, CUSTOM -> null;
        };
    }

    private static boolean isShare(MetricType type) {
        return switch (type) {
            case ACCURACY, PRECISION, RECALL, F1_SCORE, ERROR_RATE -> true;
            case LATENCY, THROUGHPUT, MEMORY_USAGE, COST, TOKEN_COUNT, CUSTOM -> false;
        };
    }

    static @Nullable Boolean usual(MetricType type, String name) {
        return type == MetricType.CUSTOM ? DIRECTIONS.get(name.toLowerCase(Locale.ROOT)) : type.higherIsBetter();
    }
}
