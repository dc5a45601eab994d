package io.llmlab.runner.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.DoubleStream;
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

    private static final String OVERALL_ACCURACY = "overall_accuracy";
    private static final String AVG_LATENCY = "avg_latency_ms";
    private static final String TOTAL_COST = "total_cost";
    private static final String TOKENS_INPUT = "total_tokens_input";
    private static final String TOKENS_OUTPUT = "total_tokens_output";

    /// @param errorLimit the largest share of technically failed samples with which a run is evidence, 0 to 1
    public static Summary of(List<SampleResult> samples, double errorLimit) {
        var metrics = new ArrayList<NewMetric>();
        var answered = samples.stream().filter(sample -> !sample.failed()).toList();
        var errors = samples.size() - answered.size();
        addAccuracy(metrics, values(answered, SampleResult::score));
        addLatency(metrics, values(answered, SampleResult::latencyMs));
        addTotal(metrics, MetricType.COST, TOTAL_COST, "USD", answered, SampleResult::cost);
        addTotal(metrics, MetricType.TOKEN_COUNT, TOKENS_INPUT, "tokens", answered, SampleResult::inputTokens);
        addTotal(metrics, MetricType.TOKEN_COUNT, TOKENS_OUTPUT, "tokens", answered, SampleResult::outputTokens);
        if (!samples.isEmpty()) {
            var rate = (double) errors / samples.size();
            metrics.add(NewMetric.of(
                    MetricType.ERROR_RATE,
                    "error_rate",
                    rate,
                    null,
                    binomialError(rate, samples.size()),
                    samples.size()));
        }
        return of(samples.size(), errors, errors <= errorLimit * samples.size(), metrics);
    }

    /// With metrics that somebody else measured: they stand in the place of derived ones of the same name. Where there
    /// are
    /// no samples the metrics say how many they rest on.
    public Summary with(List<NewMetric> given) {
        var all = new ArrayList<>(given);
        metrics.stream()
                .filter(derived -> given.stream().noneMatch(derived::isSameAs))
                .forEach(all::add);
        var samples = sampleCount == 0 ? mostSamples(given) : sampleCount;
        return of(samples, errorCount, measurable, all);
    }

    private static Summary of(int samples, int errors, boolean measurable, List<NewMetric> metrics) {
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

    private static void addAccuracy(List<NewMetric> metrics, double[] scores) {
        if (scores.length == 0) {
            return;
        }
        var mean = mean(scores);
        var graded = DoubleStream.of(scores).anyMatch(score -> score != 0 && score != 1);
        var error = graded ? sampleError(scores, mean) : binomialError(mean, scores.length);
        metrics.add(NewMetric.of(MetricType.ACCURACY, OVERALL_ACCURACY, mean, null, error, scores.length));
    }

    private static void addLatency(List<NewMetric> metrics, double[] latencies) {
        if (latencies.length == 0) {
            return;
        }
        var mean = mean(latencies);
        var sorted = DoubleStream.of(latencies).sorted().toArray();
        metrics.add(NewMetric.of(
                MetricType.LATENCY, AVG_LATENCY, mean, "ms", sampleError(latencies, mean), latencies.length));
        metrics.add(NewMetric.of(
                MetricType.LATENCY, "p50_latency_ms", percentile(sorted, 0.5), "ms", null, latencies.length));
        metrics.add(NewMetric.of(
                MetricType.LATENCY, "p95_latency_ms", percentile(sorted, 0.95), "ms", null, latencies.length));
    }

    /// A total of which a part is unknown is unknown, never the sum of the rest.
    private static void addTotal(
            List<NewMetric> metrics,
            MetricType type,
            String name,
            String unit,
            List<SampleResult> answered,
            Function<SampleResult, @Nullable Number> part) {
        var parts = values(answered, part);
        if (parts.length > 0 && parts.length == answered.size()) {
            metrics.add(NewMetric.of(type, name, DoubleStream.of(parts).sum(), unit, null, answered.size()));
        }
    }

    private static double[] values(
            List<SampleResult> samples, Function<SampleResult, ? extends @Nullable Number> part) {
        return samples.stream()
                .map(part)
                .filter(Objects::nonNull)
                .mapToDouble(Number::doubleValue)
                .toArray();
    }

    private static double mean(double[] values) {
        return DoubleStream.of(values).sum() / values.length;
    }

    /// Standard error of a share, 0 to 1, of so many samples.
    public static double binomialError(double share, int count) {
        return Math.sqrt(share * (1 - share) / count);
    }

    /// Standard error of a mean; null for a single value.
    private static @Nullable Double sampleError(double[] values, double mean) {
        if (values.length < 2) {
            return null;
        }
        var squares = DoubleStream.of(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /// Linear interpolation between the closest ranks (R. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages
    /// (1996), type 7).
    private static double percentile(double[] sorted, double share) {
        var rank = share * (sorted.length - 1);
        var below = (int) Math.floor(rank);
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
