package io.llmlab.alert.event;

import io.llmlab.alert.signal.Evidence;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.History;
import io.llmlab.alert.signal.Interval;
import io.llmlab.alert.signal.Matter;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.trace.Cause;
import io.llmlab.platform.trace.Traced;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// All the findings of one run (regression-service, contract/regression-found.v1).
@RegisterForReflection(ignoreNested = false)
record RegressionFound(
        long runId,
        Model model,
        Dataset dataset,
        boolean backfill,
        Instant runTimestamp,
        Map<String, String> labels,
        List<FindingOfRun> findings)
        implements Traced {

    @Override
    public String step() {
        return "evaluate";
    }

    @Override
    public Cause cause() {
        return Subject.cause(runId);
    }

    record Dataset(String name) {}

    @RegisterForReflection(ignoreNested = false)
    record FindingOfRun(
            String metricType,
            String metricName,
            String stream,
            String detectionMethod,
            Severity severity,
            @Nullable Boolean settled,
            double confidenceScore,
            double baselineValue,
            double currentValue,
            @Nullable Double changePercent,
            @Nullable Double pValue,
            @Nullable Boolean higherIsBetter,
            Map<String, Object> statisticalDetails,
            @Nullable Long groupId,
            @Nullable CauseFound cause,
            @Nullable List<Reached> history) {

        /// What the metric was with one run.
        record Reached(Instant timestamp, double value) {}

        /// Where a method says how many runs the current value rests on, the first that it knows.
        private static final List<String> POINTS = List.of("recent_points", "new_runs");

        Finding finding() {
            return new Finding(
                    metricType,
                    metricName,
                    stream,
                    detectionMethod,
                    severity,
                    !Boolean.FALSE.equals(settled),
                    confidenceScore,
                    baselineValue,
                    currentValue,
                    changePercent,
                    pValue,
                    higherIsBetter,
                    points(),
                    new Evidence(interval(), cause == null ? null : cause.cause(), past(), matter()));
        }

        private Matter matter() {
            return cause == null
                    ? new Matter(groupId, null, null)
                    : new Matter(groupId, cause.windowFrom(), cause.windowUntil());
        }

        private @Nullable Integer points() {
            return POINTS.stream()
                    .map(statisticalDetails::get)
                    .filter(Number.class::isInstance)
                    .map(points -> ((Number) points).intValue())
                    .findFirst()
                    .orElse(null);
        }

        /// One point shows nothing.
        private @Nullable History past() {
            return history == null || history.size() < 2
                    ? null
                    : new History(history.stream()
                            .map(reached -> new History.Point(reached.timestamp(), reached.value()))
                            .toList());
        }

        private @Nullable Interval interval() {
            return statisticalDetails.get("difference_low") instanceof Number low
                            && statisticalDetails.get("difference_high") instanceof Number high
                    ? new Interval(low.doubleValue(), high.doubleValue())
                    : null;
        }
    }

    RegressionsFound signal() {
        var subject = new Subject(runId, model, dataset.name(), labels);
        return new RegressionsFound(
                subject, findings.stream().map(FindingOfRun::finding).toList());
    }
}
