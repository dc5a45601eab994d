package io.llmlab.alert.policy;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.Model;
import io.llmlab.alert.signal.Severity;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What there is to see of an alert for those who decide whether people are told of it.
///
/// @param metric null where it is about a run as a whole
/// @param labels of the model and of the run together; the run's win
public record Traits(
        String rule,
        AlertType alertType,
        Severity severity,
        Model model,
        String dataset,
        @Nullable String metric,
        Map<String, String> labels) {

    public Traits {
        labels = Map.copyOf(labels);
    }

    /// The trait that a matcher names; what the alert does not have is empty.
    String valueOf(String name) {
        return switch (name) {
            case "model" -> model.name();
            case "provider" -> model.provider();
            case "dataset" -> dataset;
            case "metric" -> metric == null ? "" : metric;
            case "rule" -> rule;
            case "alert_type" -> alertType.wire();
            case "severity" -> severity.name().toLowerCase(Locale.ROOT);
            default -> labels.getOrDefault(AlertMatcher.label(name), "");
        };
    }
}
