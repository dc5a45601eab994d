package io.llmlab.alert.rule;

import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.SafePattern;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.CostsSummed;
import io.llmlab.alert.signal.Signal.LabTroubled;
import io.llmlab.alert.signal.Signal.ModelAsked;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Signal.RunFailed;
import io.llmlab.alert.signal.Signal.RunSucceeded;
import io.llmlab.alert.signal.Signal.SamplesFailed;
import io.quarkus.logging.Log;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/// Narrows a rule to some models, data sets, metrics or labels.
///
/// @param name `model`, `dataset`, `metric` or `labels.<key>`
/// @param isRegex the value is a regular expression for the whole text in the syntax of RE2
@RegisterForReflection(ignoreNested = false)
public record Matcher(String name, String value, @Nullable Boolean isRegex) {

    private static final String LABELS = "labels.";
    private static final int LONGEST = 200;

    public Matcher {
        if (name == null || value == null) {
            throw new IllegalArgumentException("name and value are required");
        }
        if (!name.equals("model") && !name.equals("dataset") && !name.equals("metric") && !isLabel(name)) {
            throw new IllegalArgumentException(
                    "the name must be model, dataset, metric or labels.<key>, not '%s'".formatted(name));
        }
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException("the value must have at most %d characters".formatted(LONGEST));
        }
    }

    /// Not by the constructor: a rule that an older version stored must still be read.
    ///
    /// @throws IllegalArgumentException where the value is no regular expression
    void requirePattern() {
        if (Boolean.TRUE.equals(isRegex)) {
            var _ = SafePattern.of(value);
        }
    }

    private static boolean isLabel(String name) {
        return name.startsWith(LABELS) && name.length() > LABELS.length();
    }

    boolean concernsDataset() {
        return name.equals("dataset");
    }

    boolean concernsLabel() {
        return isLabel(name);
    }

    boolean isAboutMetric() {
        return name.equals("metric");
    }

    boolean accepts(Signal signal) {
        var subject = signal.subject();
        return switch (name) {
            case "model" -> accepts(subject.model().name());
            case "dataset" -> accepts(subject.dataset());
            case "metric" -> acceptsAMetricOf(signal);
            default -> accepts(subject.allLabels().getOrDefault(name.substring(LABELS.length()), ""));
        };
    }

    boolean accepts(Finding finding) {
        return accepts(finding.metricName());
    }

    private boolean acceptsAMetricOf(Signal signal) {
        return switch (signal) {
            case RegressionsFound found -> found.findings().stream().anyMatch(this::accepts);
            case RunFailed _, RunSucceeded _ -> false;
            case SamplesFailed _ -> accepts("error_rate");
            case ModelAsked _, CostsSummed _, LabTroubled _ -> false;
        };
    }

    private boolean accepts(String text) {
        if (!Boolean.TRUE.equals(isRegex)) {
            return text.equals(value);
        }
        try {
            return SafePattern.of(value).fits(text);
        } catch (IllegalArgumentException unknown) {
            Log.errorf("A rule's matcher %s fits nothing: %s", describe(), unknown.getMessage());
            return false;
        }
    }

    String describe() {
        return "%s%s'%s'".formatted(name, Boolean.TRUE.equals(isRegex) ? "=~" : "=", value);
    }
}
