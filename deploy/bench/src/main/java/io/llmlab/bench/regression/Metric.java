package io.llmlab.bench.regression;

import java.util.List;
import java.util.random.RandomGenerator;

/// A metric of the synthetic runs: log-normal around what is usual.
///
/// @param usual its median
/// @param spread standard deviation of its logarithm
/// @param dropFactor what a real change for the worse multiplies it by
record Metric(
        String type, String name, String unit, boolean higherIsBetter, double usual, double spread, double dropFactor) {

    /// Items of each run: what the noise of the shares below comes from.
    static final int SAMPLES = 200;

    /// Ten, as a run of the suite with a few of a harness' own has them.
    static final List<Metric> ALL = List.of(
            new Metric("accuracy", "overall_accuracy", "", true, .8, .035, .5),
            new Metric("accuracy", "strict_accuracy", "", true, .75, .04, .5),
            new Metric("f1_score", "macro_f1", "", true, .78, .04, .5),
            new Metric("error_rate", "error_rate", "", false, .02, .3, 15),
            new Metric("latency", "avg_latency_ms", "ms", false, 800, .1, 3),
            new Metric("latency", "p95_latency_ms", "ms", false, 1600, .15, 3),
            new Metric("throughput", "requests_per_second", "1/s", true, 12, .1, .3),
            new Metric("cost", "total_cost", "USD", false, .4, .03, 3),
            new Metric("token_count", "input_tokens", "tokens", false, 40_000, .02, 3),
            new Metric("token_count", "output_tokens", "tokens", false, 60_000, .04, 3));

    double draw(RandomGenerator random) {
        return usual * Math.exp(spread * random.nextGaussian());
    }
}
