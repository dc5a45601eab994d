package io.llmlab.regression.compare;

import io.llmlab.regression.compare.ComparedRun.Value;
import io.llmlab.regression.detect.classic.UnpairedTest;
import io.llmlab.regression.detect.classic.UnpairedTest.Mean;
import io.llmlab.regression.detect.classic.UnpairedTest.Share;
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

    private static final double SAME = 1e-5;

    /// @param name `two_proportion_z` or `two_mean_z`
    public record Test(
            String name,
            double differenceLow,
            double differenceHigh,
            double pValue,

            @Schema(description = "The smallest difference seen with a chance of 80 %")
            double smallestVisible,

            @Schema(
                    description =
                            "Standard deviation of a run beyond the error of its samples, as other runs of the series"
                                    + " show it, of shares else the usual one; it is part of all these numbers. null: not"
                                    + " known, so that a difference beyond the samples' error shows nothing")
            @Nullable
            Double betweenRunSpread,

            Verdict verdict) {}

    /// Of the metrics that both runs have, in order of type and name.
    static List<MetricComparison> of(ComparedRun first, ComparedRun second, OtherRuns others) {
        return first.values().stream()
                .flatMap(value ->
                        second.values().stream().filter(value::isSameMetric).map(other -> of(value, other, others)))
                .toList();
    }

    /// Whether its two values are these, which are known to seven digits.
    boolean isOf(double one, double other) {
        return Math.abs(first - one) <= SAME && Math.abs(second - other) <= SAME;
    }

    boolean measuresAccuracy() {
        return metricType.equals(MetricType.ACCURACY.wireName());
    }

    boolean measuresOverallAccuracy() {
        return measuresAccuracy() && metricName.equals("overall_accuracy");
    }

    private static MetricComparison of(Value first, Value second, OtherRuns others) {
        var change = first.value() == 0 ? null : (second.value() - first.value()) / Math.abs(first.value());
        return new MetricComparison(
                first.metricType(),
                first.metricName(),
                first.higherIsBetter(),
                first.value(),
                second.value(),
                second.value() - first.value(),
                change,
                shown(first, second, others));
    }

    private static @Nullable Test shown(Value first, Value second, OtherRuns others) {
        var spreadOfFirst = others.spread(first);
        var spreadOfSecond = others.spread(second);
        var isKnown = spreadOfFirst.isPresent() && spreadOfSecond.isPresent();
        return test(first, spreadOfFirst.orElse(0), second, spreadOfSecond.orElse(0))
                .map(test -> new Test(
                        test.test(),
                        test.low(),
                        test.high(),
                        test.pValue(),
                        UnpairedTest.smallestVisible(test.error(), Comparison.ALPHA, Comparison.POWER),
                        isKnown ? ofOne(spreadOfFirst.getAsDouble(), spreadOfSecond.getAsDouble()) : null,
                        Verdict.of(
                                test.difference(),
                                test.pValue(),
                                Comparison.ALPHA,
                                isKnown ? first.higherIsBetter() : null)))
                .orElse(null);
    }

    private static double ofOne(double first, double second) {
        return Math.hypot(first, second) / Math.sqrt(2);
    }

    private static Optional<UnpairedTest> test(Value first, double spreadOfFirst, Value second, double spreadOfSecond) {
        var confidence = 1 - Comparison.ALPHA;
        var firstError = first.stdError();
        var secondError = second.stdError();
        if (firstError != null && secondError != null && firstError > 0 && secondError > 0) {
            return Optional.of(UnpairedTest.ofMeans(
                    new Mean(first.value(), firstError, spreadOfFirst),
                    new Mean(second.value(), secondError, spreadOfSecond),
                    confidence));
        }
        var firstSamples = first.sampleCount();
        var secondSamples = second.sampleCount();
        if (firstSamples == null || secondSamples == null || firstSamples < 1 || secondSamples < 1) {
            return Optional.empty();
        }
        return isShare(first) && isShare(second)
                ? Optional.of(UnpairedTest.ofShares(
                        new Share(first.value(), firstSamples, spreadOfFirst),
                        new Share(second.value(), secondSamples, spreadOfSecond),
                        confidence))
                : Optional.empty();
    }

    private static boolean isShare(Value value) {
        return MetricType.family(value.metricType()) == Family.PROPORTION && value.value() >= 0 && value.value() <= 1;
    }
}
