package io.llmlab.alert.policy;

import io.llmlab.alert.signal.AlertType;
import io.llmlab.alert.signal.SafePattern;
import io.llmlab.alert.signal.Severity;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Picks alerts by one of their traits.
///
/// @param name `model`, `provider`, `dataset`, `metric`, `rule`, `alert_type`, `severity` or `labels.<key>`
/// @param value the whole text; what an alert does not have counts as empty
/// @param isRegex the value is a regular expression for the whole text, in the syntax of RE2
@RegisterForReflection(ignoreNested = false)
@Schema(name = "AlertMatcher")
public record AlertMatcher(
        @Schema(description = "model, provider, dataset, metric, rule, alert_type, severity or labels.<key>")
        String name,

        String value,

        @Schema(description = "The value is a regular expression (RE2) for the whole text") @Nullable
        Boolean isRegex) {

    private static final String LABELS = "labels.";
    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("model", "provider", "dataset", "metric", "rule", "alert_type", "severity"));
    private static final int LONGEST = 200;

    public AlertMatcher {
        if (name == null || value == null) {
            throw new IllegalArgumentException("name and value are required");
        }
        if (!NAMES.contains(name) && (label(name).isEmpty() || name.length() > LONGEST)) {
            throw new IllegalArgumentException("the name must be %s or labels.<key>, not '%s'"
                    .formatted(String.join(", ", NAMES), shortened(name)));
        }
        if (value.length() > LONGEST) {
            throw new IllegalArgumentException("the value must have at most %d characters".formatted(LONGEST));
        }
        if (Boolean.TRUE.equals(isRegex)) {
            var _ = SafePattern.of(value);
        } else {
            requireKnown(name, value);
        }
    }

    /// The key of the label that is named, or empty where another trait is.
    static String label(String name) {
        return name.startsWith(LABELS) ? name.substring(LABELS.length()) : "";
    }

    /// What looks at a trait, for many alerts: the expression is read once.
    Predicate<Traits> looking() {
        var fits = fitting();
        return traits -> fits.test(traits.valueOf(name));
    }

    boolean fitsNothing() {
        return fitting().test("");
    }

    String describe() {
        return "%s%s'%s'".formatted(name, Boolean.TRUE.equals(isRegex) ? "=~" : "=", value);
    }

    private Predicate<String> fitting() {
        return Boolean.TRUE.equals(isRegex) ? SafePattern.of(value)::fits : value::equals;
    }

    /// A value that no alert ever has would look like a silence that is kept.
    private static void requireKnown(String name, String value) {
        switch (name) {
            case "alert_type" -> requireOneOf(name, AlertType.values(), value);
            case "severity" -> requireOneOf(name, Severity.values(), value);
            default -> {}
        }
    }

    private static void requireOneOf(String name, Enum<?>[] constants, String value) {
        List<String> known = Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!known.contains(value)) {
            throw new IllegalArgumentException("the value for %s must be one of %s, not '%s'"
                    .formatted(name, known.stream().collect(Collectors.joining(", ")), value));
        }
    }

    private static String shortened(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "…";
    }
}
