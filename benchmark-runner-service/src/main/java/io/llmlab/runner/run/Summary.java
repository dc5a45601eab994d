package io.llmlab.runner.run;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the samples of a run say together.
///
/// @param measurable whether few enough samples failed technically for the run to be evidence
/// @param metrics those of the run as a whole; one whose value cannot be known (a price, the tokens) is absent
public record Summary(
        int sampleCount,
        int errorCount,
        boolean measurable,
        @Nullable Double accuracy,
        @Nullable Double latencyMs,
        @Nullable Double totalCost,
        @Nullable Long tokensInput,
        @Nullable Long tokensOutput,
        List<NewMetric> metrics) {

    private static final Set<MetricType> TIMES_AND_COSTS =
            EnumSet.of(MetricType.LATENCY, MetricType.THROUGHPUT, MetricType.COST, MetricType.TOKEN_COUNT);

    static final String OVERALL_ACCURACY = "overall_accuracy";
    static final String AVG_LATENCY = "avg_latency_ms";
    static final String TOTAL_COST = "total_cost";
    static final String TOKENS_INPUT = "total_tokens_input";
    static final String TOKENS_OUTPUT = "total_tokens_output";

    /// @param errorLimit the largest share of technically failed samples with which a run is evidence, 0 to 1
    public static Summary of(List<SampleResult> samples, double errorLimit) {
        var tally = new SampleTally();
        samples.forEach(tally::add);
        return tally.summary(errorLimit);
    }

    /// With metrics that somebody else measured: they stand in the place of derived ones of the same name. Where
    /// there are no samples the metrics say how many they rest on.
    public Summary with(List<NewMetric> given) {
        var all = new ArrayList<>(given);
        metrics.stream()
                .filter(derived -> given.stream().noneMatch(derived::isSameAs))
                .forEach(all::add);
        var samples = sampleCount == 0 ? mostSamples(given) : sampleCount;
        return of(samples, errorCount, measurable, all);
    }

    /// The same, judged by another limit of [#measurable()].
    public Summary within(double errorLimit) {
        return new Summary(
                sampleCount,
                errorCount,
                errorCount <= errorLimit * sampleCount,
                accuracy,
                latencyMs,
                totalCost,
                tokensInput,
                tokensOutput,
                metrics);
    }

    /// Without the samples' mean, which has another name.
    Summary withoutAccuracy() {
        var others = metrics.stream()
                .filter(metric -> !metric.metricName().equals(OVERALL_ACCURACY))
                .toList();
        return of(sampleCount, errorCount, measurable, others);
    }

    /// Of answers that may have been kept of earlier runs: no evidence of what the model does now, nor of how long that
    /// takes and what it costs.
    public Summary ofKeptAnswers() {
        var others = metrics.stream()
                .filter(metric -> !TIMES_AND_COSTS.contains(metric.metricType()))
                .toList();
        return of(sampleCount, errorCount, false, others);
    }

    Summary withAccuracy(@Nullable Double accuracy) {
        return new Summary(
                sampleCount,
                errorCount,
                measurable,
                accuracy,
                latencyMs,
                totalCost,
                tokensInput,
                tokensOutput,
                metrics);
    }

    static Summary of(int samples, int errors, boolean measurable, List<NewMetric> metrics) {
        return new Summary(
                samples,
                errors,
                measurable,
                find(metrics, MetricType.ACCURACY, OVERALL_ACCURACY),
                find(metrics, MetricType.LATENCY, AVG_LATENCY),
                find(metrics, MetricType.COST, TOTAL_COST),
                whole(find(metrics, MetricType.TOKEN_COUNT, TOKENS_INPUT)),
                whole(find(metrics, MetricType.TOKEN_COUNT, TOKENS_OUTPUT)),
                List.copyOf(metrics));
    }

    private static @Nullable Double find(List<NewMetric> metrics, MetricType type, String name) {
        for (var metric : metrics) {
            if (metric.metricType() == type && metric.metricName().equals(name) && metric.sampleId() == null) {
                return metric.value();
            }
        }
        return null;
    }

    private static int mostSamples(List<NewMetric> metrics) {
        return metrics.stream()
                .map(NewMetric::sampleCount)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    private static @Nullable Long whole(@Nullable Double value) {
        return value == null ? null : Math.round(value);
    }

    /// Standard error of a share, 0 to 1, of so many samples.
    public static double binomialError(double share, int count) {
        return Math.sqrt(share * (1 - share) / count);
    }
}
