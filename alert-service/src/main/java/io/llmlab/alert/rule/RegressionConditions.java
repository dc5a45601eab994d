package io.llmlab.alert.rule;

import static io.llmlab.alert.rule.Conditions.within;

import io.llmlab.alert.rule.Decision.Fires;
import io.llmlab.alert.rule.Decision.Passes;
import io.llmlab.alert.signal.Finding;
import io.llmlab.alert.signal.Severity;
import io.llmlab.alert.signal.Signal;
import io.llmlab.alert.signal.Signal.RegressionsFound;
import io.llmlab.alert.signal.Subject;
import io.llmlab.platform.problem.DomainException.Invalid;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a rule on findings asks of them. Lists name what may fire; a matcher of the rule does the same by pattern.
///
/// @param changePercentThreshold smallest change for the worse, as a fraction (0.1 is 10 %)
/// @param confidenceThreshold smallest confidence, 0 to 1
/// @param metricsAffectedThreshold how many metrics of one run must meet all of this
/// @param severities as the detector grades them
/// @param settled true: only what is more than the next run may take back (beyond chance by far, or shown by later
/// runs too); false asks for nothing, like null
/// @param methods detection methods by name
/// @param metrics by name
@RegisterForReflection(ignoreNested = false)
record RegressionConditions(
        @Nullable Double changePercentThreshold,
        @Nullable Double confidenceThreshold,
        @Nullable Integer metricsAffectedThreshold,
        @Nullable List<Severity> severities,
        @Nullable Boolean settled,
        @Nullable List<String> methods,
        @Nullable List<String> metrics,
        @Nullable List<String> datasets,
        @Nullable List<String> models)
        implements Conditions {

    private static final double LARGEST_CHANGE = 1_000;
    private static final int MOST_METRICS = 1_000;
    private static final int MOST_NAMES = 100;

    RegressionConditions {
        within("change_percent_threshold", changePercentThreshold, 0, LARGEST_CHANGE);
        within("confidence_threshold", confidenceThreshold, 0, 1);
        within("metrics_affected_threshold", metricsAffectedThreshold, 1, MOST_METRICS);
        severities = some("severities", severities);
        methods = some("methods", methods);
        metrics = some("metrics", metrics);
        datasets = some("datasets", datasets);
        models = some("models", models);
    }

    @Override
    public Decision judge(Signal signal) {
        if (!(signal instanceof RegressionsFound found)) {
            return new Passes("it watches findings");
        }
        if (!isAbout(found.subject())) {
            return new Passes("it watches other models or data sets");
        }
        var broken = found.findings().stream()
                .filter(this::isBrokenBy)
                .sorted(Comparator.comparingDouble(Finding::magnitude).reversed())
                .toList();
        var needed = metricsAffectedThreshold == null ? 1 : metricsAffectedThreshold;
        if (broken.size() < needed) {
            return new Passes("%d of %d findings are for the worse and meet its conditions; %d needed"
                    .formatted(broken.size(), found.findings().size(), needed));
        }
        return new Fires(broken.stream()
                .map(finding -> Wording.regression(found.subject(), finding, changePercentThreshold))
                .toList());
    }

    private boolean isAbout(Subject subject) {
        return has(datasets, subject.dataset()) && has(models, subject.model().name());
    }

    private boolean isBrokenBy(Finding finding) {
        return finding.isHarm() && isLargeAndSure(finding) && isNamed(finding);
    }

    private boolean isLargeAndSure(Finding finding) {
        return (changePercentThreshold == null || finding.magnitude() >= changePercentThreshold)
                && (confidenceThreshold == null || finding.confidence() >= confidenceThreshold)
                && (finding.settled() || !Boolean.TRUE.equals(settled));
    }

    private boolean isNamed(Finding finding) {
        return has(severities, finding.severity())
                && has(methods, finding.method())
                && has(metrics, finding.metricName());
    }

    private static <T> boolean has(@Nullable List<T> allowed, T one) {
        return allowed == null || allowed.contains(one);
    }

    private static <T> @Nullable List<T> some(String name, @Nullable List<T> values) {
        if (values != null && (values.isEmpty() || values.size() > MOST_NAMES || values.contains(null))) {
            throw Invalid.inBody("/" + name, "must have 1 to %d entries, none of them null".formatted(MOST_NAMES));
        }
        return values == null ? null : List.copyOf(values);
    }
}
