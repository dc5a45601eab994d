package io.llmlab.bench.alert;

import io.llmlab.bench.report.Figure;
import io.llmlab.bench.report.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/// How many alerts a second reach the webhook when all findings are there at once: the clock runs from the
/// first finding to the last alert's first call.
final class SaturatedMeasurement {

    /// As a service that has run for a while: before, most of the time goes into compiling it.
    static final int WARM_UP = 40_000;
    static final int ALERTS = 10_000;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final HookReceiver receiver;
    private final Items items;
    private final Report report;

    SaturatedMeasurement(HookReceiver receiver, Items items, Report report) {
        this.receiver = receiver;
        this.items = items;
        this.report = report;
    }

    /// @return alerts a second
    /// @throws IOException where not all of them came
    double of(Contender contender) throws IOException {
        report.heading("%s, saturated: %,d findings at once, after %,d to warm up"
                .formatted(contender.name(), ALERTS, WARM_UP));
        warmUp(contender);
        var calls = receiver.calls();
        var before = contender.processorTime();
        var perSecond = ALERTS / send(contender, ALERTS);
        var spent = contender.processorTime().since(before);
        report.add(Figure.of("alerts delivered", perSecond, "alerts/s"));
        report.add(Figure.of("calls per alert", (double) (receiver.calls() - calls) / ALERTS, ""));
        spent.report(report, "an alert", ALERTS);
        return perSecond;
    }

    /// @throws IOException where not all of them came
    void warmUp(Contender contender) throws IOException {
        var _ = send(contender, WARM_UP);
    }

    /// @return the seconds it took
    private double send(Contender contender, int count) throws IOException {
        var first = items.take(count);
        var begun = System.nanoTime();
        contender.tellAll(first, count);
        var came = receiver.await(first, count, PATIENCE);
        var missing = Arrays.stream(came).filter(at -> at == 0).count();
        if (missing > 0) {
            throw new IOException("%s did not call about %,d of %,d findings within %d minutes"
                    .formatted(contender.name(), missing, count, PATIENCE.toMinutes()));
        }
        return (Arrays.stream(came).max().orElseThrow() - begun) / 1e9;
    }
}
