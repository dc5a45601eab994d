package io.llmlab.regression.compare;

import io.llmlab.regression.compare.ComparedRun.Value;
import io.llmlab.regression.detect.classic.UnpairedTest;
import io.llmlab.regression.detect.scale.Family;
import io.llmlab.regression.series.MetricType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One metric of two runs, by its two values alone.
public record MetricComparison(
        String metricType,
        String metricName,
        @Nullable Boolean higherIsBetter,
        double first,
        double second,

        @Schema(description = "Second less first") double difference,

        @Schema(description = "Signed fraction of the first; null: the first is 0") @Nullable
        Double changePercent,

        @Schema(description = "Unpaired; null: the error of one of the values is not known") @Nullable
        Test test) {

    /// @param name `two_proportion_z` or `two_mean_z`
    public record Test(
            String name,
            double differenceLow,
            double differenceHigh,
            double pValue,

            @Schema(description = "The smallest difference seen with a chance of 80 %")
            double smallestVisible,

            Verdict verdict) {}

    /// Of the metrics that both runs have, in order of type and name.
    static List<MetricComparison> of(ComparedRun first, ComparedRun second) {
        return first.values().stream()
                .flatMap(value ->
                        second.values().stream().filter(value::isSameMetric).map(other -> of(value, other)))
                .toList();
    }

    boolean isOverallAccuracy() {
        return metricType.equals("accuracy") && metricName.equals("overall_accuracy");
    }

    private static MetricComparison of(Value first, Value second) {
        var change = first.value() == 0 ? null : (second.value() - first.value()) / Math.abs(first.value());
        return new MetricComparison(
                first.metricType(),
                first.metricName(),
                first.higherIsBetter(),
                first.value(),
                second.value(),
                second.value() - first.value(),
                change,
                test(first, second).map(test -> shown(test, first)).orElse(null));
    }

    private static Test shown(UnpairedTest test, Value first) {
        return new Test(
                test.test(),
                test.low(),
                test.high(),
                test.pValue(),
                UnpairedTest.smallestVisible(test.error(), Comparison.ALPHA, Comparison.POWER),
                Verdict.of(test.difference(), test.pValue(), Comparison.ALPHA, first.higherIsBetter()));
    }

    private static Optional<UnpairedTest> test(Value first, Value second) {
        var confidence = 1 - Comparison.ALPHA;
        var firstError = first.stdError();
        var secondError = second.stdError();
        if (firstError != null && secondError != null && firstError > 0 && secondError > 0) {
            return Optional.of(
                    UnpairedTest.ofMeans(first.value(), firstError, second.value(), secondError, confidence));
        }
        var firstSamples = first.sampleCount();
        var secondSamples = second.sampleCount();
        if (firstSamples == null || secondSamples == null || firstSamples < 1 || secondSamples < 1) {
            return Optional.empty();
        }
        return isShare(first) && isShare(second)
                ? Optional.of(
                        UnpairedTest.ofShares(first.value(), firstSamples, second.value(), secondSamples, confidence))
                : Optional.empty();
    }

    private static boolean isShare(Value value) {
        return MetricType.family(value.metricType()) == Family.PROPORTION && value.value() >= 0 && value.value() <= 1;
    }
}
