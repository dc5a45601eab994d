package io.llmlab.alert.event;

import io.llmlab.alert.incident.Incidents.Recovery;
import io.llmlab.alert.signal.Model;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;

/// Metrics of one run are back within their baseline (regression-service, contract/regression-cleared.v1).
@RegisterForReflection(ignoreNested = false)
record RegressionCleared(long runId, Model model, Dataset dataset, String stream, List<Cleared> cleared) {

    record Dataset(String name) {}

    record Cleared(String metricType, String metricName, double baselineValue, double currentValue) {}

    List<Recovery> recoveries() {
        return cleared.stream().map(this::recovery).toList();
    }

    private Recovery recovery(Cleared metric) {
        var text = String.format(
                Locale.ROOT,
                "%s is back within its baseline with run %d: %.4g (baseline %.4g)",
                metric.metricName(),
                runId,
                metric.currentValue(),
                metric.baselineValue());
        return new Recovery(model.id(), dataset.name(), metric.metricType(), metric.metricName(), stream, text);
    }
}
