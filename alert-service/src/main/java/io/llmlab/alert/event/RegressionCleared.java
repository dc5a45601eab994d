package io.llmlab.alert.event;

import io.llmlab.alert.incident.Incidents.Recovery;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.trace.Cause;
import io.llmlab.platform.trace.Traced;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Metrics are back within their baseline with one run, that run was excluded, or a person judged what was found
/// (regression-service, contract/regression-cleared.v1).
@RegisterForReflection(ignoreNested = false)
record RegressionCleared(long runId, Model model, Dataset dataset, String stream, List<Cleared> cleared)
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

    record Cleared(
            String metricType,
            String metricName,
            double baselineValue,
            double currentValue,
            @Nullable String reason) {}

    List<Recovery> recoveries() {
        return cleared.stream().map(this::recovery).toList();
    }

    private Recovery recovery(Cleared metric) {
        var text = switch (metric.reason()) {
            case "excluded" ->
                "%s is no regression without run %d, which was excluded".formatted(metric.metricName(), runId);
            case "accepted" -> "%s: what was found was accepted as the new normal".formatted(metric.metricName());
            case "false_alarm" -> "%s: what was found was called a false alarm".formatted(metric.metricName());
            case null, default -> back(metric);
        };
        return new Recovery(model.id(), dataset.name(), metric.metricType(), metric.metricName(), stream, text);
    }

    private String back(Cleared metric) {
        return String.format(
                Locale.ROOT,
                "%s is back within its baseline with run %d: %.4g (baseline %.4g)",
                metric.metricName(),
                runId,
                metric.currentValue(),
                metric.baselineValue());
    }
}
