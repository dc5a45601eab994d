package io.llmlab.alert.event;

import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Subject;
import io.quarkus.runtime.annotations.RegisterForReflection;
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
        Map<String, String> labels,
        List<FindingOfRun> findings) {

    record Dataset(String name) {}

    record FindingOfRun(
            String metricType,
            String metricName,
            String stream,
            double confidenceScore,
            double baselineValue,
            double currentValue,
            @Nullable Double changePercent,
            @Nullable Double pValue,
            @Nullable Boolean higherIsBetter,
            Map<String, Object> statisticalDetails) {

        /// Where the method says how many points the current value rests on.
        private static final String POINTS = "recent_points";

        Finding finding() {
            return new Finding(
                    metricType,
                    metricName,
                    stream,
                    confidenceScore,
                    baselineValue,
                    currentValue,
                    changePercent,
                    pValue,
                    higherIsBetter,
                    statisticalDetails.get(POINTS) instanceof Number points ? points.intValue() : null);
        }
    }

    RegressionsFound signal() {
        var subject = new Subject(runId, model, dataset.name(), labels);
        return new RegressionsFound(
                subject, findings.stream().map(FindingOfRun::finding).toList());
    }
}
