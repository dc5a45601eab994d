package io.llmlab.gateway.story;

import com.fasterxml.jackson.databind.JsonNode;
import io.llmlab.gateway.story.Facts.Alerting;
import io.llmlab.gateway.story.StoryView.Incident;
import io.llmlab.gateway.story.StoryView.Told;
import java.util.Set;

/// Whether news of a run reached people. What is written where nobody looks unasked did not.
record Reach(Facts facts) {

    private static final Set<String> UNDER_WAY = Set.of("pending", "sending");
    private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

    Told told() {
        return facts.alerting().map(this::told).orElse(Told.UNKNOWN);
    }

    private Told told(Alerting alerting) {
        var incidents = alerting.incidents();
        if (incidents.stream().anyMatch(one -> one.beganWithRun() && isSent(one, alerting))) {
            return Told.TOLD;
        }
        if (incidents.stream().anyMatch(one -> one.beganWithRun() && waits(one, alerting))) {
            return Told.WAITING;
        }
        if (incidents.stream().anyMatch(one -> isSent(one, alerting))) {
            return Told.TOLD_BEFORE;
        }
        return incidents.isEmpty() && mayComeYet() ? Told.UNKNOWN : Told.NOT_TOLD;
    }

    /// Whether somebody who is away, or has not got round to it, may know more.
    private boolean mayComeYet() {
        var run = facts.run();
        if (run.isEmpty() || facts.evaluation().isEmpty()) {
            return true;
        }
        var status = run.get().path("status").asText();
        return !ENDED.contains(status)
                || (status.equals("completed")
                        && Telling.isEvidence(run.get())
                        && !facts.evaluation().get().known());
    }

    private static boolean isSent(Incident incident, Alerting alerting) {
        return has(incident, alerting, Set.of("sent"));
    }

    /// The newest word of its timeline on that is that nobody may be told now.
    private static boolean waits(Incident incident, Alerting alerting) {
        return has(incident, alerting, UNDER_WAY)
                || (!incident.alert().path("status").asText().equals("resolved")
                        && incident.timeline().stream()
                                .map(entry -> entry.path("kind").asText())
                                .filter(Set.of("held", "planned")::contains)
                                .findFirst()
                                .filter("held"::equals)
                                .isPresent());
    }

    private static boolean has(Incident incident, Alerting alerting, Set<String> status) {
        return incident.deliveries().stream()
                .filter(delivery -> isToPeople(delivery, alerting))
                .anyMatch(delivery -> status.contains(delivery.path("status").asText()));
    }

    private static boolean isToPeople(JsonNode delivery, Alerting alerting) {
        return alerting.people().contains(delivery.path("channel").asText());
    }
}
