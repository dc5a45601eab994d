package io.llmlab.runner.load;

import io.llmlab.platform.problem.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What metrics and samples that came together must be together: finite, and none twice.
public final class MeasurementCheck {

    private final List<FieldError> errors = new ArrayList<>();

    private MeasurementCheck() {}

    /// @return a line for each value that does not fit, with its place in `metrics` or `samples`
    public static List<FieldError> of(List<MetricRequest> metrics, List<SampleRequest> samples) {
        var check = new MeasurementCheck();
        check.metrics(metrics);
        check.samples(samples);
        return check.errors;
    }

    private void metrics(List<MetricRequest> metrics) {
        var seen = new HashSet<String>();
        for (var index = 0; index < metrics.size(); index++) {
            var metric = metrics.get(index);
            var pointer = "/metrics/" + index;
            finite(pointer + "/value", metric.value());
            finite(pointer + "/std_error", metric.stdError());
            if (!seen.add(metric.identity())) {
                refuse(pointer + "/metric_name", "stands there twice with the same metric_type and sample_id");
            }
        }
    }

    private void samples(List<SampleRequest> samples) {
        var seen = new HashSet<String>();
        for (var index = 0; index < samples.size(); index++) {
            var sample = samples.get(index);
            var pointer = "/samples/" + index;
            finite(pointer + "/score", sample.score());
            finite(pointer + "/latency_ms", sample.latencyMs());
            finite(pointer + "/cost", sample.cost());
            if (!seen.add(sample.id())) {
                refuse(pointer + "/id", "'%s' stands there twice".formatted(sample.id()));
            }
        }
    }

    private void finite(String pointer, @Nullable Double value) {
        if (value != null && !Double.isFinite(value)) {
            refuse(pointer, "must be a finite number");
        }
    }

    private void refuse(String pointer, String detail) {
        errors.add(FieldError.inBody(pointer, detail));
    }
}
