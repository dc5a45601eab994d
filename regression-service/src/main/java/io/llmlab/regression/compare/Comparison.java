package io.llmlab.regression.compare;

import io.llmlab.regression.detect.classic.UnpairedTest;
import io.llmlab.regression.detect.paired.ItemScores;
import io.llmlab.regression.detect.paired.PairedTest;
import io.llmlab.regression.detect.paired.SharedItems;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Two runs on one dataset beside each other: item by item where they answered the same items, else by the values
/// of their metrics.
public record Comparison(
        ComparedRun first,
        ComparedRun second,
        Verdict verdict,

        @Schema(description = "Why it was compared so, in a sentence")
        String explanation,

        @Schema(description = "Whether both answered the same items: at least 80 % match, and five")
        boolean paired,

        @Schema(description = "Items with a score in both runs")
        int itemsShared,

        @Schema(description = "Items with a score in the first run alone")
        int itemsOnlyInFirst,

        int itemsOnlyInSecond,

        @Schema(description = "mcnemar_mid_p, sign_flip, two_proportion_z or two_mean_z") @Nullable
        String test,

        @Schema(description = "Mean score, second less first: over the shared items, or of the whole runs") @Nullable
        Double difference,

        @Schema(description = "Lower end of the 95 % interval") @Nullable
        Double differenceLow,

        @Schema(description = "Upper end of the 95 % interval") @Nullable
        Double differenceHigh,

        @Schema(description = "Two-sided") @Nullable Double pValue,

        @Schema(description = "The smallest difference seen with a chance of 80 %") @Nullable
        Double smallestVisible,

        @Schema(description = "Shared items that are lower in the second run; null: not paired") @Nullable
        Integer lost,

        @Nullable Integer gained,

        @Schema(description = "Their keys, the largest losses first, at most 100")
        List<String> lostItems,

        List<String> gainedItems,

        @Schema(description = "All metrics of both, by their values alone; p-values are not adjusted for their number")
        List<MetricComparison> metrics) {

    static final double ALPHA = .05;
    static final double POWER = .8;

    private static final int MOST_KEYS = 100;

    /// @param firstItems empty where they are not known
    /// @param secondItems empty where they are not known
    static Comparison of(
            ComparedRun first, ItemScores firstItems, ComparedRun second, ItemScores secondItems, OtherRuns others) {
        var shared = SharedItems.of(firstItems, secondItems);
        var metrics = MetricComparison.of(first, second, others);
        return shared.matched() >= SharedItems.ENOUGH && shared.items() >= PairedTest.LEAST_ITEMS
                ? paired(first, second, shared, ofItems(metrics, firstItems.mean(), secondItems.mean()), metrics)
                : unpaired(first, second, shared, metrics);
    }

    /// The metric whose values are the mean scores of the items; an accuracy, if several are.
    private static Optional<MetricComparison> ofItems(
            List<MetricComparison> metrics, double firstMean, double secondMean) {
        var scored = metrics.stream()
                .filter(metric -> metric.isOf(firstMean, secondMean))
                .toList();
        return scored.stream()
                .filter(MetricComparison::measuresAccuracy)
                .findFirst()
                .or(() -> scored.stream().findFirst());
    }

    /// @param scored absent: the score goes by no metric, and is better the higher, as scores are
    private static Comparison paired(
            ComparedRun first,
            ComparedRun second,
            SharedItems shared,
            Optional<MetricComparison> scored,
            List<MetricComparison> metrics) {
        var test = PairedTest.of(shared.scores(), 1 - ALPHA);
        return new Comparison(
                first,
                second,
                Verdict.of(test.difference(), test.twoSided(), ALPHA, higherIsBetter(scored)),
                "Both runs answered the same items: they are compared item by item, %d of %d."
                        .formatted(shared.items(), all(shared)),
                true,
                shared.items(),
                shared.onlyBefore(),
                shared.onlyAfter(),
                test.test(),
                test.difference(),
                test.low(),
                test.high(),
                test.twoSided(),
                UnpairedTest.smallestVisible(test.error(), ALPHA, POWER),
                test.lost(),
                test.gained(),
                shared.lost(MOST_KEYS),
                shared.gained(MOST_KEYS),
                metrics);
    }

    private static @Nullable Boolean higherIsBetter(Optional<MetricComparison> scored) {
        return scored.isEmpty() ? Boolean.TRUE : scored.get().higherIsBetter();
    }

    private static Comparison unpaired(
            ComparedRun first, ComparedRun second, SharedItems shared, List<MetricComparison> metrics) {
        var decisive = decisive(metrics);
        var test = decisive.map(MetricComparison::test);
        return new Comparison(
                first,
                second,
                test.map(MetricComparison.Test::verdict).orElse(Verdict.INSUFFICIENT),
                whyUnpaired(shared, decisive),
                false,
                shared.items(),
                shared.onlyBefore(),
                shared.onlyAfter(),
                test.map(MetricComparison.Test::name).orElse(null),
                decisive.map(MetricComparison::difference).orElse(null),
                test.map(MetricComparison.Test::differenceLow).orElse(null),
                test.map(MetricComparison.Test::differenceHigh).orElse(null),
                test.map(MetricComparison.Test::pValue).orElse(null),
                test.map(MetricComparison.Test::smallestVisible).orElse(null),
                null,
                null,
                List.of(),
                List.of(),
                metrics);
    }

    /// The overall accuracy; runs without one are compared by their first metric with a test and a direction.
    private static Optional<MetricComparison> decisive(List<MetricComparison> metrics) {
        return metrics.stream()
                .filter(MetricComparison::measuresOverallAccuracy)
                .findFirst()
                .or(() -> metrics.stream()
                        .filter(metric -> metric.test() != null && metric.higherIsBetter() != null)
                        .findFirst());
    }

    private static String whyUnpaired(SharedItems shared, Optional<MetricComparison> decisive) {
        var reason = all(shared) == 0
                ? "The items of both runs are not known"
                : "%d of %d items match, which is too few to compare item by item"
                        .formatted(shared.items(), all(shared));
        return decisive.map(metric -> whyBy(metric, reason))
                .orElse("%s, and no metric of both has a known error.".formatted(reason));
    }

    private static String whyBy(MetricComparison metric, String reason) {
        var test = metric.test();
        if (test == null) {
            return "%s, and the error of %s is not known.".formatted(reason, metric.metricName());
        }
        return test.betweenRunSpread() == null
                ? "%s: the values of %s are compared, by the error of their samples alone: how much runs vary is not known."
                        .formatted(reason, metric.metricName())
                : "%s: the values of %s are compared, which sees large differences only."
                        .formatted(reason, metric.metricName());
    }

    private static int all(SharedItems shared) {
        return shared.items() + Math.max(shared.onlyBefore(), shared.onlyAfter());
    }
}
