package io.llmlab.runner.run;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Adds up what is known of answers beside their scores: how many were refused or had not the expected form, and how
/// fast they were streamed. What was said of no sample becomes no metric.
final class AnswerTally {

    private int judged;
    private int unparsed;
    private int asked;
    private int refused;
    private final Times firstTokens = new Times();
    private final Times speeds = new Times();

    private static final class Times {

        private double[] values = new double[16];
        private int count;

        void add(@Nullable Double value) {
            if (value == null) {
                return;
            }
            if (count == values.length) {
                values = Arrays.copyOf(values, 2 * count);
            }
            values[count++] = value;
        }

        double[] sorted() {
            var sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /// @param sample one that was answered
    void add(SampleResult sample) {
        if (sample.parsed() != null) {
            judged++;
            unparsed += sample.parsed() ? 0 : 1;
        }
        var details = sample.details();
        if (details.refused() != null) {
            asked++;
            refused += details.refused() ? 1 : 0;
        }
        firstTokens.add(details.timeToFirstTokenMs());
        speeds.add(details.tokensPerSecond());
    }

    void addTo(List<NewMetric> metrics) {
        if (judged > 0) {
            metrics.add(NewMetric.share("unparsed_rate", unparsed, judged));
        }
        if (asked > 0) {
            metrics.add(NewMetric.share("refusal_rate", refused, asked));
        }
        addMeans(metrics, MetricType.LATENCY, "time_to_first_token_ms", "ms", firstTokens.sorted());
        addMeans(metrics, MetricType.THROUGHPUT, "tokens_per_second", "tokens/s", speeds.sorted());
    }

    private static void addMeans(List<NewMetric> metrics, MetricType type, String name, String unit, double[] sorted) {
        if (sorted.length > 0) {
            var mean = Arrays.stream(sorted).average().orElseThrow();
            metrics.add(NewMetric.of(type, "avg_" + name, mean, unit, error(sorted, mean), sorted.length));
            var median = SampleTally.percentile(sorted, 0.5);
            metrics.add(NewMetric.of(type, "p50_" + name, median, unit, null, sorted.length));
        }
    }

    private static @Nullable Double error(double[] values, double mean) {
        if (values.length < 2) {
            return null;
        }
        var squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }
}
