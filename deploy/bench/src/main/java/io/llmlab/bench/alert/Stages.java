package io.llmlab.bench.alert;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Latencies;
import io.llmlab.bench.report.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// When a finding passed where on its way to the webhook: all by the clock of one machine.
///
/// @param due on Kafka
/// @param begun the transaction that takes it in
/// @param opened the alert, within that transaction
/// @param claimed the delivery, by a transaction after that one
/// @param came the webhook's call
record Stages(Instant due, Instant begun, Instant opened, Instant claimed, Instant came) {

    private record Part(String name, ToDoubleFunction<Stages> millis) {}

    private static final List<Part> PARTS = List.of(
            new Part("waiting until its transaction begins", way -> millis(way.due, way.begun)),
            new Part("until its alert is open in there", way -> millis(way.begun, way.opened)),
            new Part("until that is stored and its delivery claimed", way -> millis(way.opened, way.claimed)),
            new Part("until the webhook is called", way -> millis(way.claimed, way.came)));

    static void report(Report report, List<Stages> ways) {
        for (var part : PARTS) {
            var millis = Latencies.of(ways.stream().mapToDouble(part.millis()).toArray());
            report.add(Figure.of("of that, %s, median".formatted(part.name()), millis.percentile(.5), "ms"));
            report.add(Figure.of("the same, 99th percentile", millis.percentile(.99), "ms"));
        }
    }

    private static double millis(Instant from, Instant until) {
        return Duration.between(from, until).toNanos() / 1e6;
    }
}
