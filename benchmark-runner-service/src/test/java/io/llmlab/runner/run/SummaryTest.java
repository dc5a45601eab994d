package io.llmlab.runner.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final SampleResult FAILED = new SampleResult("00", null, null, null, null, null, true, null);

    @Test
    void measuresAccuracyOverAnsweredSamplesOnly() {
        var summary = Summary.of(List.of(scored(1), scored(1), scored(0), scored(1), FAILED), 0.25);

        assertThat(summary.accuracy()).isEqualTo(0.75);
        assertThat(metric(summary, "overall_accuracy").stdError()).isEqualTo(Math.sqrt(0.75 * 0.25 / 4));
        assertThat(metric(summary, "overall_accuracy").sampleCount()).isEqualTo(4);
        assertThat(summary.sampleCount()).isEqualTo(5);
        assertThat(summary.errorCount()).isEqualTo(1);
        assertThat(metric(summary, "error_rate").value()).isEqualTo(0.2);
    }

    @Test
    void takesTheSampleErrorOfGradedScores() {
        var summary = Summary.of(List.of(scored(0.2), scored(0.4), scored(0.9)), 0.05);

        assertThat(summary.accuracy()).isCloseTo(0.5, within(1e-12));
        assertThat(metric(summary, "overall_accuracy").stdError())
                .isCloseTo(Math.sqrt((0.09 + 0.01 + 0.16) / 2 / 3), within(1e-12));
    }

    @Test
    void measuresLatency() {
        var samples = IntStream.rangeClosed(1, 21)
                .mapToObj(i -> new SampleResult("00", 1.0, i * 10.0, null, null, null, false, null))
                .toList();

        var summary = Summary.of(samples, 0.05);

        assertThat(summary.latencyMs()).isEqualTo(110);
        assertThat(metric(summary, "p50_latency_ms").value()).isEqualTo(110);
        assertThat(metric(summary, "p95_latency_ms").value()).isCloseTo(200, within(1e-9));
        assertThat(metric(summary, "avg_latency_ms").stdError()).isCloseTo(Math.sqrt(3850.0 / 21), within(1e-9));
    }

    @Test
    void knowsNoCostWhereAPartOfItIsUnknown() {
        var known = new SampleResult("00", 1.0, 1.0, 10L, 20L, 0.5, false, null);
        var unknown = new SampleResult("01", 1.0, 1.0, 10L, null, null, false, null);

        assertThat(Summary.of(List.of(known, known), 0.05).totalCost()).isEqualTo(1.0);
        var partly = Summary.of(List.of(known, unknown), 0.05);
        assertThat(partly.totalCost()).isNull();
        assertThat(partly.tokensOutput()).isNull();
        assertThat(partly.tokensInput()).isEqualTo(20);
        assertThat(partly.metrics()).noneMatch(metric -> metric.metricName().equals("total_cost"));
    }

    @Test
    void isNoEvidenceWhenTooManySamplesFailed() {
        var samples =
                new ArrayList<>(IntStream.range(0, 19).mapToObj(_ -> scored(1)).toList());
        samples.add(FAILED);
        assertThat(Summary.of(samples, 0.05).measurable()).isTrue();
        samples.add(FAILED);
        assertThat(Summary.of(samples, 0.05).measurable()).isFalse();
    }

    @Test
    void prefersGivenMetricsToDerivedOnes() {
        var given = NewMetric.of(MetricType.ACCURACY, "overall_accuracy", 0.9, null, null, 2);

        var summary = Summary.of(List.of(scored(1), scored(0)), 0.05).with(List.of(given));

        assertThat(summary.accuracy()).isEqualTo(0.9);
        assertThat(summary.metrics()).filteredOn(given::isSameAs).containsExactly(given);
        assertThat(summary.metrics()).anyMatch(metric -> metric.metricName().equals("error_rate"));
    }

    @Test
    void saysNothingOfNoSamples() {
        var summary = Summary.of(List.of(), 0.05);
        assertThat(summary.metrics()).isEmpty();
        assertThat(summary.accuracy()).isNull();
        assertThat(summary.measurable()).isTrue();
    }

    private static SampleResult scored(double score) {
        return new SampleResult("00", score, null, null, null, null, false, null);
    }

    private static NewMetric metric(Summary summary, String name) {
        return summary.metrics().stream()
                .filter(metric -> metric.metricName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
