package io.llmlab.runner.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Adds up the samples of a run one by one, so that they need not be in memory: eight bytes a sample with a latency
/// stay, and a sum for each cluster.
public final class SampleTally {

    /// So many clusters are nearly one a sample: their errors are then those of independent samples.
    private static final int MOST_CLUSTERS = 100_000;

    private int samples;
    private int errors;
    private int answered;
    private int clustered;
    private boolean graded;
    private final Sum scores = new Sum();
    private final Sum costs = new Sum();
    private final Sum tokensInput = new Sum();
    private final Sum tokensOutput = new Sum();
    private final Map<String, Sum> clusters = new HashMap<>();
    private double[] latencies = new double[64];
    private int timed;
    private final AnswerTally answers = new AnswerTally();
    private final JudgeTally judgements = new JudgeTally();

    /// A mean and a sum of squares that keep their precision (B. P. Welford, Note on a Method for Calculating Corrected
    /// Sums of Squares and Products, Technometrics 4 (1962)).
    private static final class Sum {

        private int count;
        private double total;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            total += value;
            var delta = value - mean;
            mean += delta / count;
            squares += delta * (value - mean);
        }

        double average() {
            return total / count;
        }
    }

    public void add(SampleRow sample) {
        add(sample.result());
    }

    void add(SampleResult sample) {
        samples++;
        if (sample.answered()) {
            answered++;
            addWhatItTook(sample);
        }
        if (sample.failed()) {
            errors++;
            return;
        }
        if (sample.score() != null) {
            addScore(sample.score(), sample.dependsOn());
        }
        answers.add(sample);
        judgements.add(sample);
    }

    private void addWhatItTook(SampleResult sample) {
        if (sample.latencyMs() != null) {
            addLatency(sample.latencyMs());
        }
        addTo(costs, sample.cost());
        addTo(tokensInput, sample.inputTokens());
        addTo(tokensOutput, sample.outputTokens());
    }

    private void addScore(double score, @Nullable String cluster) {
        scores.add(score);
        graded |= score != 0 && score != 1;
        if (cluster != null && clusters.size() < MOST_CLUSTERS) {
            clustered++;
            clusters.computeIfAbsent(cluster, _ -> new Sum()).add(score);
        }
    }

    private void addLatency(double latency) {
        if (timed == latencies.length) {
            latencies = Arrays.copyOf(latencies, 2 * timed);
        }
        latencies[timed++] = latency;
    }

    private static void addTo(Sum sum, @Nullable Number value) {
        if (value != null) {
            sum.add(value.doubleValue());
        }
    }

    /// @param errorLimit the largest share of samples that failed technically, or whose judge could not be understood,
    /// with which a run is evidence, 0 to 1
    public Summary summary(double errorLimit) {
        var metrics = new ArrayList<NewMetric>();
        if (scores.count > 0) {
            metrics.add(NewMetric.of(
                            MetricType.ACCURACY,
                            Summary.OVERALL_ACCURACY,
                            scores.average(),
                            null,
                            scoreError(),
                            scores.count)
                    .within(isShare() ? Wilson.interval(scores.total, scores.count) : null)
                    .noted("overdispersion", overdispersion()));
        }
        addLatencies(metrics);
        addTotal(metrics, MetricType.COST, Summary.TOTAL_COST, "USD", costs);
        addTotal(metrics, MetricType.TOKEN_COUNT, Summary.TOKENS_INPUT, "tokens", tokensInput);
        addTotal(metrics, MetricType.TOKEN_COUNT, Summary.TOKENS_OUTPUT, "tokens", tokensOutput);
        if (samples > 0) {
            metrics.add(NewMetric.share("error_rate", errors, samples));
        }
        answers.addTo(metrics);
        judgements.addTo(metrics);
        var unknown = errors + judgements.unread();
        return Summary.of(samples, errors, unknown <= errorLimit * samples, metrics);
    }

    /// Standard error of the mean score: by clusters where each score belongs to one, else that of a share where each
    /// is 0 or 1, else the sample's. Null for a single graded score.
    @Nullable
    Double scoreError() {
        if (isClustered()) {
            return clusteredError();
        }
        return independentError();
    }

    private @Nullable Double independentError() {
        return graded ? sampleError(scores) : Double.valueOf(Summary.binomialError(scores.average(), scores.count));
    }

    /// How many times as much the mean varies as that of independent answers would: L. Kish's design effect (Survey
    /// Sampling, 1965, 8.2). Of 4 repeats that always agree it is 4. Null where answers are independent, or all are
    /// worth the same.
    @Nullable
    JsonNode overdispersion() {
        if (!isClustered()) {
            return null;
        }
        var error = clusteredError();
        var independent = independentError();
        return independent == null || scores.squares == 0
                ? null
                : DoubleNode.valueOf(error * error / (independent * independent));
    }

    private boolean isClustered() {
        return clustered > 0 && clustered == scores.count && clusters.size() > 1 && clusters.size() < scores.count;
    }

    /// Whether the mean is that of independent rights and wrongs.
    private boolean isShare() {
        return !graded && !isClustered();
    }

    /// E. Miller, Adding Error Bars to Evals (2024), 2.2: questions about one text stand or fall together.
    private double clusteredError() {
        var mean = scores.average();
        var squares = clusters.values().stream()
                .mapToDouble(cluster -> cluster.total - cluster.count * mean)
                .map(deviation -> deviation * deviation)
                .sum();
        return Math.sqrt(squares) / scores.count;
    }

    private void addLatencies(List<NewMetric> metrics) {
        if (timed == 0) {
            return;
        }
        var sorted = Arrays.copyOf(latencies, timed);
        Arrays.sort(sorted);
        var sum = new Sum();
        for (var latency : sorted) {
            sum.add(latency);
        }
        metrics.add(
                NewMetric.of(MetricType.LATENCY, Summary.AVG_LATENCY, sum.average(), "ms", sampleError(sum), timed));
        metrics.add(NewMetric.of(MetricType.LATENCY, "p50_latency_ms", percentile(sorted, 0.5), "ms", null, timed));
        metrics.add(NewMetric.of(MetricType.LATENCY, "p95_latency_ms", percentile(sorted, 0.95), "ms", null, timed));
    }

    /// A total of which a part is unknown is unknown, never the sum of the rest.
    private void addTotal(List<NewMetric> metrics, MetricType type, String name, String unit, Sum sum) {
        if (sum.count > 0 && sum.count == answered) {
            metrics.add(NewMetric.of(type, name, sum.total, unit, null, sum.count));
        }
    }

    /// Standard error of a mean; null for a single value.
    private static @Nullable Double sampleError(Sum sum) {
        return sum.count < 2 ? null : Math.sqrt(sum.squares / (sum.count - 1) / sum.count);
    }

    /// Linear interpolation between the closest ranks (R. Hyndman and Y. Fan, Sample Quantiles in Statistical Packages
    /// (1996), type 7).
    static double percentile(double[] sorted, double share) {
        var rank = share * (sorted.length - 1);
        var below = (int) Math.floor(rank);
        var above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
    }
}
