package io.llmlab.formats;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums over samples, for what a file does not sum up itself.
final class Tally {

    private long samples;
    private long errors;
    private long scored;
    private double sum;
    private double squares;
    private long timed;
    private double latency;
    private double latencySquares;
    private @Nullable Double cost;
    private @Nullable Long tokens;

    void add(ParsedSample sample) {
        samples++;
        errors += sample.error() == null ? 0 : 1;
        score(sample.error() == null ? sample.score() : null);
        if (sample.latencyMs() != null) {
            timed++;
            latency += sample.latencyMs();
            latencySquares += sample.latencyMs() * sample.latencyMs();
        }
        cost = Nodes.sum(cost, sample.cost());
        tokens(sample.inputTokens());
        tokens(sample.outputTokens());
    }

    private void score(@Nullable Double score) {
        if (score != null) {
            scored++;
            sum += score;
            squares += score * score;
        }
    }

    private void tokens(@Nullable Long more) {
        if (more != null) {
            tokens = (tokens == null ? 0 : tokens) + more;
        }
    }

    long samples() {
        return samples;
    }

    boolean isScored() {
        return scored > 0;
    }

    boolean isAllErrors() {
        return samples > 0 && errors == samples;
    }

    /// The mean score and its standard error.
    ParsedMetric mean(MetricType type, String name, @Nullable Boolean direction) {
        return Metrics.of(type, name, sum / scored, errorOfMean(scored, sum, squares), scored, direction);
    }

    /// Latency, cost, tokens and the share of technical errors, as far as the samples tell.
    List<ParsedMetric> others() {
        var metrics = new ArrayList<ParsedMetric>();
        if (timed > 0) {
            metrics.add(new ParsedMetric(
                    MetricType.LATENCY,
                    "latency",
                    latency / timed,
                    errorOfMean(timed, latency, latencySquares),
                    timed,
                    "ms",
                    false));
        }
        if (cost != null) {
            metrics.add(new ParsedMetric(MetricType.COST, "cost", cost, null, samples, "usd", false));
        }
        if (tokens != null) {
            metrics.add(new ParsedMetric(MetricType.TOKEN_COUNT, "tokens", tokens, null, samples, "tokens", false));
        }
        if (samples > 0) {
            metrics.add(
                    Metrics.of(MetricType.ERROR_RATE, "error_rate", (double) errors / samples, null, samples, false));
        }
        return metrics;
    }

    /// Sample standard deviation over the root of n; null below two values.
    private static @Nullable Double errorOfMean(long count, double sum, double squares) {
        if (count < 2) {
            return null;
        }
        var variance = Math.max(0, (squares - sum * sum / count) / (count - 1));
        return Math.sqrt(variance / count);
    }
}
