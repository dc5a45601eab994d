package io.llmlab.bench.regression;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// When a drop passed where on its way: all by the clock of one machine.
///
/// @param due on Kafka, as a completed run
/// @param begun the transaction that takes the run in
/// @param found the service has decided and tells it, within the transaction
/// @param sent to Kafka, after the transaction
/// @param read from there
record Stages(Instant due, Instant begun, Instant found, Instant sent, Instant read) {

    private static final double SLOWEST = .05;

    /// A stage and what it is called in the report.
    record Part(String name, ToDoubleFunction<Stages> millis) {}

    static final List<Part> PARTS = List.of(
            new Part("waiting until its transaction begins", drop -> millis(drop.due, drop.begun)),
            new Part("until it is found in there", drop -> millis(drop.begun, drop.found)),
            new Part("until that is stored and sent", drop -> millis(drop.found, drop.sent)),
            new Part("until it is read", drop -> millis(drop.sent, drop.read)));

    double total() {
        return millis(due, read);
    }

    /// Those of the slowest drops, one in twenty.
    static List<Stages> slowestOf(List<Stages> drops) {
        return drops.stream()
                .sorted(Comparator.comparingDouble(Stages::total).reversed())
                .limit((long) Math.ceil(SLOWEST * drops.size()))
                .toList();
    }

    /// By nearest rank; infinite without a drop.
    static double percentile(Stream<Stages> drops, ToDoubleFunction<Stages> millis, double share) {
        var sorted = drops.mapToDouble(millis).sorted().toArray();
        return sorted.length == 0 ? Double.POSITIVE_INFINITY : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static double millis(Instant from, Instant until) {
        return Duration.between(from, until).toNanos() / 1e6;
    }
}
