package io.llmlab.gateway.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.verdict.Facts.Opinion;
import io.llmlab.gateway.verdict.Facts.Opinion.Away;
import io.llmlab.gateway.verdict.Facts.Opinion.Compared;
import io.llmlab.gateway.verdict.Facts.Opinion.Evaluated;
import io.llmlab.gateway.verdict.Facts.Opinion.Incomparable;
import io.llmlab.gateway.verdict.Facts.Opinion.NotYet;
import io.llmlab.gateway.verdict.VerdictView.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns what the owners say into a verdict. It passes nothing that nobody looked at.
///
/// @param run its id
record Judgement(long run, Facts facts) {

    private static final Set<String> BLOCKING = Set.of("critical", "warning");
    private static final Set<String> FORGIVEN = Set.of("accepted", "false_alarm");
    private static final Set<String> BLIND = Set.of("too_short", "unmeasurable");

    VerdictView verdict() {
        return switch (facts.status()) {
            case "completed" ->
                facts.isEvidence()
                        ? facts.opinion().map(this::of).orElseGet(() -> open("It was not looked at yet"))
                        : closed(whyNoEvidence());
            case "queued", "running" -> open("The run is %s".formatted(facts.status()));
            default -> closed(whyEnded());
        };
    }

    private VerdictView of(Opinion opinion) {
        return switch (opinion) {
            case Away(String why) -> open("regression-service could not be asked: %s".formatted(why));
            case NotYet _ -> open("regression-service has not evaluated the run yet");
            case Incomparable(String why) -> closed("It cannot be compared: %s".formatted(why));
            case Compared(JsonNode comparison) -> compared(comparison);
            case Evaluated evaluated -> evaluated(evaluated);
        };
    }

    private VerdictView evaluated(Evaluated evaluated) {
        var findings = evaluated.findings();
        var blocking = findings.stream().filter(Judgement::blocks).toList();
        if (!blocking.isEmpty()) {
            return view(
                    Decision.FAIL, false, blocking.stream().map(Words::finding).toList(), findings, null);
        }
        if (evaluated.suspected() > 0) {
            var reason =
                    "%d changes are suspected, and repeats of the run will decide".formatted(evaluated.suspected());
            return view(Decision.INCONCLUSIVE, true, List.of(reason), findings, null);
        }
        var seen = evaluated.looks().stream().filter(look -> !isBlind(look)).toList();
        if (seen.isEmpty()) {
            return view(Decision.INCONCLUSIVE, false, List.of(Words.blind(evaluated.looks())), findings, null);
        }
        var reasons = new ArrayList<String>();
        reasons.add("No regression was found in %d series".formatted(series(seen)));
        findings.stream()
                .map(finding -> "Not counted: " + Words.finding(finding))
                .forEach(reasons::add);
        var unseen = series(evaluated.looks()) - series(seen);
        if (unseen > 0) {
            reasons.add("%d series have too few runs to be judged".formatted(unseen));
        }
        Words.smallest(seen).ifPresent(reasons::add);
        return view(Decision.PASS, false, reasons, findings, null);
    }

    private VerdictView compared(JsonNode comparison) {
        var reasons = Words.comparison(comparison);
        var decision = switch (comparison.path("verdict").asText()) {
            case "worse" -> Decision.FAIL;
            case "better", "statistically_tied" -> Decision.PASS;
            default -> Decision.INCONCLUSIVE;
        };
        return view(decision, false, reasons, List.of(), comparison);
    }

    /// What a person called a false alarm or the new normal blocks nobody.
    private static boolean blocks(JsonNode finding) {
        return BLOCKING.contains(finding.path("severity").asText())
                && !FORGIVEN.contains(finding.path("disposition").path("kind").asText());
    }

    private static boolean isBlind(JsonNode look) {
        return BLIND.contains(look.path("outcome").asText());
    }

    private static long series(List<JsonNode> looks) {
        return looks.stream()
                .map(look -> look.path("metric_type").asText() + "/"
                        + look.path("metric_name").asText())
                .distinct()
                .count();
    }

    private String whyNoEvidence() {
        var excluded = facts.run().path("excluded");
        return excluded.isEmpty()
                ? "Too many samples failed technically: the run is no evidence of quality"
                : "The run was excluded by %s: %s"
                        .formatted(
                                excluded.path("by").asText("somebody"),
                                excluded.path("reason").asText("no reason"));
    }

    private String whyEnded() {
        var error = Optional.of(facts.run().path("error_message").asText("")).filter(text -> !text.isBlank());
        return "The run has %s%s"
                .formatted(
                        facts.status().equals("failed") ? "failed" : "ended as " + facts.status(),
                        error.map(text -> ": " + text).orElse(""));
    }

    private VerdictView open(String reason) {
        return view(Decision.INCONCLUSIVE, true, List.of(reason), List.of(), null);
    }

    private VerdictView closed(String reason) {
        return view(Decision.INCONCLUSIVE, false, List.of(reason), List.of(), null);
    }

    private VerdictView view(
            Decision decision,
            boolean pending,
            List<String> reasons,
            List<JsonNode> findings,
            @Nullable JsonNode comparison) {
        return new VerdictView(run, decision, pending, reasons, findings, comparison, facts.run());
    }
}
