package io.llmlab.gateway.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Says in a sentence what the owners say in fields.
public final class Words {

    private static final List<String> SMALLEST =
            List.of("smallest_visible_1_run", "smallest_visible_paired", "smallest_visible_3_runs");

    private Words() {}

    /// `accuracy/overall_accuracy changed from 0.861 to 0.741 (-13.9 %), critical`.
    public static String finding(JsonNode finding) {
        var change = finding.path("change_percent");
        return "%s changed from %s to %s%s, %s%s"
                .formatted(
                        metric(finding),
                        number(finding.path("baseline_value")),
                        number(finding.path("current_value")),
                        change.isNumber() ? " (%+.1f %%)".formatted(100 * change.doubleValue()) : "",
                        finding.path("severity").asText(),
                        judged(finding.path("disposition").path("kind").asText("")));
    }

    /// Why nothing could be seen: what is missing.
    public static String blind(List<JsonNode> looks) {
        var missing = looks.stream()
                .map(look -> look.path("insufficient_data").path("missing_runs"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::intValue)
                .min(Comparator.naturalOrder());
        return missing.map("Too few runs of this kind to be judged: %d more are needed"::formatted)
                .orElse("No series of this run can be judged yet");
    }

    /// What would have been missed.
    static Optional<String> smallest(List<JsonNode> looks) {
        return looks.stream()
                .flatMap(look -> smallest(look)
                        .map(size -> "%s: a change under %s in one run could not have been seen"
                                .formatted(metric(look), number(size)))
                        .stream())
                .findFirst();
    }

    static List<String> comparison(JsonNode comparison) {
        var reasons = new ArrayList<String>();
        var difference = comparison.path("difference");
        if (difference.isNumber()) {
            reasons.add("Run %s is %s beside run %s: %+.4f%s%s"
                    .formatted(
                            comparison.path("second").path("id").asText("?"),
                            comparison.path("verdict").asText().replace('_', ' '),
                            comparison.path("first").path("id").asText("?"),
                            difference.doubleValue(),
                            interval(comparison),
                            pValue(comparison.path("p_value"))));
        }
        reasons.add(comparison.path("explanation").asText());
        if (comparison.path("lost").isNumber()) {
            reasons.add("%d items got worse, %d got better"
                    .formatted(
                            comparison.path("lost").asInt(),
                            comparison.path("gained").asInt()));
        }
        if (comparison.path("smallest_visible").isNumber()) {
            reasons.add("A difference under %s could not have been seen"
                    .formatted(number(comparison.path("smallest_visible"))));
        }
        return reasons;
    }

    private static String interval(JsonNode comparison) {
        var low = comparison.path("difference_low");
        var high = comparison.path("difference_high");
        return low.isNumber() && high.isNumber()
                ? " (95 %% interval %+.4f to %+.4f)".formatted(low.doubleValue(), high.doubleValue())
                : "";
    }

    private static String pValue(JsonNode p) {
        return p.isNumber() ? ", p = %.2g".formatted(p.doubleValue()) : "";
    }

    private static Optional<JsonNode> smallest(JsonNode look) {
        var details = look.path("statistical_details");
        return SMALLEST.stream()
                .map(details::path)
                .filter(size -> size.isNumber() && size.doubleValue() < Double.MAX_VALUE)
                .findFirst();
    }

    private static String metric(JsonNode of) {
        return Stream.of("metric_type", "metric_name")
                .map(field -> of.path(field).asText())
                .reduce((type, name) -> type + "/" + name)
                .orElseThrow();
    }

    private static String judged(String disposition) {
        return disposition.isEmpty() ? "" : " (" + disposition.replace('_', ' ') + ")";
    }

    private static String number(JsonNode value) {
        return value.isNumber()
                ? BigDecimal.valueOf(value.doubleValue())
                        .round(new MathContext(4))
                        .stripTrailingZeros()
                        .toPlainString()
                : "?";
    }
}
