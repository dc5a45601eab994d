package io.llmlab.gateway.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.story.Facts.Alerting;
import io.llmlab.gateway.story.StoryView.Evaluated;
import io.llmlab.gateway.verdict.Words;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Says in sentences what the owners say in fields, in the order in which it happened.
record Telling(long run, Facts facts) {

    private static final Set<String> ABOUT_FINDINGS = Set.of("performance_regression", "latency_spike");
    private static final Set<String> ABOUT_FAILURES = Set.of("benchmark_failure", "model_unavailable");
    private static final Set<String> BLIND = Set.of("too_short", "unmeasurable");

    List<String> sentences() {
        return Stream.of(
                        facts.run().map(Telling::ended).orElse(Optional.empty()).stream(),
                        facts.evaluation().stream().flatMap(this::found),
                        facts.alerting().stream().flatMap(this::ruled),
                        facts.alerting().stream()
                                .flatMap(alerting -> alerting.incidents().stream())
                                .flatMap(incident -> new IncidentWords(run, incident).sentences()),
                        facts.stale().stream())
                .flatMap(sentences -> sentences)
                .toList();
    }

    static boolean isEvidence(JsonNode run) {
        return run.path("measurable").asBoolean(true) && run.path("excluded").isEmpty();
    }

    /// Why nobody looks at it; empty where it is looked at.
    private static Optional<String> ended(JsonNode run) {
        var status = run.path("status").asText();
        if (status.equals("queued") || status.equals("running")) {
            return Optional.of("The run is %s: it is evaluated when it has ended".formatted(status));
        }
        if (!status.equals("completed")) {
            return Optional.of("The run has %s, so its values are not compared%s"
                    .formatted(
                            status.equals("failed") ? "failed" : "ended as " + status,
                            because(run.path("error_message").asText(""))));
        }
        if (!run.path("measurable").asBoolean(true)) {
            return Optional.of("Too many samples failed technically: the run is no evidence of quality");
        }
        return isEvidence(run)
                ? Optional.empty()
                : Optional.of("The run was excluded by %s%s"
                        .formatted(
                                run.path("excluded").path("by").asText("somebody"),
                                because(run.path("excluded").path("reason").asText(""))));
    }

    private Stream<String> found(Evaluated evaluation) {
        if (!evaluation.known()) {
            return isAwaited() ? Stream.of("regression-service has not evaluated the run yet") : Stream.empty();
        }
        var findings = evaluation.findings().stream().map(this::finding);
        var suspicions = evaluation.suspicions().stream()
                .map(suspicion -> "Suspected, and %s: %s"
                        .formatted(suspicion.path("state").asText(), Words.finding(suspicion)));
        var nothing = evaluation.findings().isEmpty() ? Stream.of(nothing(evaluation)) : Stream.<String>empty();
        return Stream.of(findings, suspicions, nothing).flatMap(sentences -> sentences);
    }

    private boolean isAwaited() {
        return facts.run()
                .filter(known -> known.path("status").asText().equals("completed"))
                .filter(Telling::isEvidence)
                .isPresent();
    }

    private String finding(JsonNode finding) {
        var since = finding.path("run_id").asLong();
        return "Found%s%s by %s%s: %s"
                .formatted(
                        since == run ? "" : " with run %d already, and still so".formatted(since),
                        finding.path("backfill").asBoolean()
                                ? " in history that arrived late, of which nobody is told,"
                                : "",
                        finding.path("detection_method").asText(),
                        configuration(finding),
                        Words.finding(finding));
    }

    private static String configuration(JsonNode finding) {
        return finding.path("config_id").isNumber()
                ? " (configuration %s, version %s)"
                        .formatted(
                                finding.path("config_id").asText(),
                                finding.path("config_version").asText())
                : "";
    }

    private static String nothing(Evaluated evaluation) {
        var looks = evaluation.looks();
        var blind = looks.stream()
                .filter(look -> BLIND.contains(look.path("outcome").asText()))
                .count();
        if (looks.isEmpty()) {
            return "No regression was found with it";
        }
        return blind == looks.size()
                ? "No regression was found with it, and none could be. " + Words.blind(looks)
                : "No regression was found with it: of %d looks at its series, %d have too few runs"
                        .formatted(looks.size(), blind);
    }

    private Stream<String> ruled(Alerting alerting) {
        if (alerting.rulings().isEmpty()) {
            return Stream.concat(Stream.of(unasked()), off(alerting));
        }
        var said = alerting.rulings().reversed().stream()
                .map(ruling -> "Rule %s %s: %s"
                        .formatted(
                                ruling.path("rule_id").asText(),
                                ruling.path("fired").asBoolean() ? "fired" : "let it pass",
                                ruling.path("reason").asText()))
                .distinct();
        return Stream.concat(said, off(alerting));
    }

    private String unasked() {
        var begun = facts.evaluation().stream()
                .flatMap(evaluation -> evaluation.findings().stream())
                .filter(finding -> finding.path("run_id").asLong() == run)
                .filter(finding -> !finding.path("backfill").asBoolean())
                .findAny();
        return begun.isPresent() || hasFailed()
                ? "What the rules said of it is not known: they have not been asked yet, or it was longer ago than is kept"
                : "No rule was asked: there was nothing to say of the run";
    }

    private Stream<String> off(Alerting alerting) {
        var concerned = hasFailed() ? ABOUT_FAILURES : ABOUT_FINDINGS;
        var isConcerned = hasFailed()
                || facts.evaluation()
                        .filter(evaluation -> !evaluation.findings().isEmpty())
                        .isPresent();
        return alerting.off().stream()
                .filter(_ -> isConcerned)
                .filter(rule -> concerned.contains(rule.path("alert_type").asText()))
                .map(rule -> "Rule %s is switched off now"
                        .formatted(rule.path("rule_id").asText()));
    }

    private boolean hasFailed() {
        return facts.run()
                .filter(known -> known.path("status").asText().equals("failed"))
                .isPresent();
    }

    private static String because(String reason) {
        return reason.isBlank() ? "" : ": " + reason;
    }
}
