package io.llmlab.alert.rule;

import static io.llmlab.alert.rule.Conditions.within;

import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// How much longer answers may take than the baseline of their series says.
///
/// @param latencyIncreaseThreshold smallest rise, as a fraction (0.5 is half as long again), which it also is where it
/// is null
/// @param percentile `p95` where it is null
/// @param settled true: only what is more than the next run may take back (beyond chance by far, or shown by later runs
/// too); false asks for nothing, like null: a spike of one run is told as well
@RegisterForReflection
record LatencyConditions(
        @Nullable Double latencyIncreaseThreshold,
        @Nullable Percentile percentile,
        @Nullable Boolean settled) implements Conditions {

    private static final double DEFAULT = 0.5;
    private static final double LARGEST_INCREASE = 1_000;

    LatencyConditions {
        within("latency_increase_threshold", latencyIncreaseThreshold, 0, LARGEST_INCREASE);
    }

    @Override
    public Decision judge(Signal signal) {
        if (!(signal instanceof RegressionsFound found)) {
            return new Passes("it watches findings");
        }
        var broken = found.findings().stream().filter(this::isBrokenBy).toList();
        return broken.isEmpty()
                ? new Passes("%s did not rise by %s".formatted(metricName(), Wording.percent(threshold())))
                : new Fires(broken.stream()
                        .map(finding -> Wording.regression(found.subject(), finding, threshold()))
                        .toList());
    }

    private boolean isBrokenBy(Finding finding) {
        return finding.isLatency()
                && finding.metricName().equals(metricName())
                && finding.isHarm()
                && finding.magnitude() >= threshold()
                && (finding.settled() || !Boolean.TRUE.equals(settled));
    }

    private String metricName() {
        return (percentile == null ? Percentile.P95 : percentile).metricName();
    }

    private double threshold() {
        return latencyIncreaseThreshold == null ? DEFAULT : latencyIncreaseThreshold;
    }
}
