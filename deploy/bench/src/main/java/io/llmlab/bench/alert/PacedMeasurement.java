package io.llmlab.bench.alert;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Latencies;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// How soon the webhook is called about a finding, at a steady rate that does not wait: from the moment the
/// finding is due to the alert's first call.
final class PacedMeasurement {

    static final int MOST = 10_000;

    private static final int SECONDS = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final HookReceiver receiver;
    private final Items items;
    private final Report report;

    PacedMeasurement(HookReceiver receiver, Items items, Report report) {
        this.receiver = receiver;
        this.items = items;
        this.report = report;
    }

    /// @param rate findings a second, at most [#MOST] in all
    /// @param goal of the 99th percentile in milliseconds; not a number where there is none
    Latencies of(Contender contender, int rate, double goal) throws IOException {
        report.heading("%s at %,d findings a second, for %d seconds".formatted(contender.name(), rate, SECONDS));
        var count = rate * SECONDS;
        var first = items.take(count);
        var due = new long[count];
        var begun = System.nanoTime();
        for (var sent = 0; sent < count; sent++) {
            due[sent] = begun + sent * 1_000_000_000L / rate;
            waitUntil(due[sent]);
            contender.tell(first + sent);
        }
        var came = receiver.await(first, count, PATIENCE);
        var latencies = Latencies.between(due, came);
        report.add(Figure.atLeast("findings of which the webhook was told", latencies.came(), "%", 100));
        report.add(Figure.of("from finding to webhook, median", latencies.percentile(.5), "ms"));
        report.add(Figure.atMost("the same, 99th percentile", latencies.percentile(.99), "ms", goal));
        if (latencies.came() == 100) {
            contender.reportStages(report, first, instants(due), instants(came));
        }
        return latencies;
    }

    private static List<Instant> instants(long[] nanoTimes) {
        var now = Instant.now();
        var nanoTime = System.nanoTime();
        return Arrays.stream(nanoTimes)
                .mapToObj(at -> now.plusNanos(at - nanoTime))
                .toList();
    }

    private static void waitUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
